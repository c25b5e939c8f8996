package attachment

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var (
	now    = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	ana    = principal.Principal{Subject: "ana", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	adam   = principal.Principal{Subject: "adam", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-LON"}, Roles: []principal.Role{principal.Agent}}
	bruno  = principal.Principal{Subject: "bruno", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-FRA"}, Roles: []principal.Role{principal.Agent}}
	claire = principal.Principal{Subject: "claire", Operator: "FRA", CallCentres: []principal.CentreID{"FRA-PAR"}, Roles: []principal.Role{principal.Agent}}

	png   = []byte("\x89PNG\r\n\x1A\n and so on")
	pdf   = []byte("%PDF-1.7 and so on")
	page  = []byte("<!DOCTYPE html><script>alert(1)</script>")
	about = inquiry.ID("01JD0000000000000000000001")
)

// world keeps everything in memory. It stands in for the table, the bucket and the inquiries.
type world struct {
	documents map[ID]Document
	order     []ID
	files     map[string][]byte
	inquiry   inquiry.Inquiry
	history   []inquiry.Event
	refuse    error // what Attach says
	scan      error
	seen      []inquiry.Seen // looks that were recorded
	unseen    error          // why none can be
	race      func()         // happens while a file is read, once
}

func begin(state inquiry.State) (*Service, *world) {
	w := &world{documents: map[ID]Document{}, files: map[string][]byte{}, inquiry: inquiry.Inquiry{ID: about, State: state,
		Requester: inquiry.Party{Operator: "GBA", Centre: "GBA-DON"}, Replier: inquiry.Party{Operator: "DEA", Centre: "DEA-FRA"}}}
	if state == inquiry.StateDraft {
		w.inquiry.Replier.Centre = ""
	}
	n := 0
	return &Service{Store: w, Files: w, Inquiries: w, Scanner: w, NewID: func() ID { n++; return ID(fmt.Sprintf("DOC%023d", n)) }}, w
}

func (w *world) Look(_ context.Context, by principal.Principal, id inquiry.ID, _ inquiry.Seen, _ bool, _ time.Time) (inquiry.Details, error) {
	if id != w.inquiry.ID || !w.inquiry.VisibleTo(by.Operator) {
		return inquiry.Details{}, problem.New(problem.NotFound, "inquiry-unknown", "no")
	}
	return inquiry.Details{Inquiry: w.inquiry, History: w.history, Release: &catalogue.Release{}}, nil
}

func (w *world) Attach(_ context.Context, _ principal.Principal, _ inquiry.ID, a inquiry.Attachment, at time.Time) (inquiry.Inquiry, error) {
	if w.refuse == nil {
		w.history = append(w.history, inquiry.Event{Kind: inquiry.Attached, At: at, Attachment: &a})
	}
	return w.inquiry, w.refuse
}

func (w *world) Announce(_ context.Context, d Document, _ time.Time) error {
	if _, there := w.documents[d.ID]; there {
		return ErrExists
	}
	w.documents[d.ID] = d
	w.order = append(w.order, d.ID)
	return nil
}

func (w *world) Document(_ context.Context, id ID) (Document, error) {
	if d, there := w.documents[id]; there {
		return d, nil
	}
	return Document{}, Unknown()
}

func (w *world) Of(_ context.Context, id inquiry.ID) ([]Document, error) {
	var out []Document
	for _, d := range w.order {
		if w.documents[d].Inquiry == id {
			out = append(out, w.documents[d])
		}
	}
	return out, nil
}

func (w *world) Settle(_ context.Context, d Document, was State) error {
	if w.documents[d.ID].State != was {
		return ErrSettled
	}
	w.documents[d.ID] = d
	return nil
}

func (w *world) Withdraw(_ context.Context, id ID) error {
	if w.documents[id].State != Announced {
		return ErrSettled
	}
	delete(w.documents, id)
	return nil
}

func (w *world) Upload(_ context.Context, key string, _ Document, _ time.Duration) (Upload, error) {
	return Upload{URL: key, Method: "PUT"}, nil
}

func (w *world) Read(_ context.Context, key string, limit int) ([]byte, error) {
	content, there := w.files[key]
	if w.race != nil {
		race := w.race
		w.race = nil
		race()
	}
	if !there {
		return nil, ErrNoFile
	}
	return content[:min(len(content), limit+1)], nil
}

func (w *world) Put(_ context.Context, key, _ string, content []byte) error {
	w.files[key] = content
	return nil
}

func (w *world) DeleteAll(_ context.Context, prefix string) error {
	maps.DeleteFunc(w.files, func(key string, _ []byte) bool { return strings.HasPrefix(key, prefix) })
	return nil
}

func (w *world) Saw(_ context.Context, _ principal.Principal, _ inquiry.Inquiry, as inquiry.Seen, _ time.Time) error {
	w.seen = append(w.seen, as)
	return w.unseen
}

func (w *world) Delete(_ context.Context, key string) error { delete(w.files, key); return nil }

func (w *world) Link(_ context.Context, key, name, _ string, _ time.Duration) (string, error) {
	return key + "?" + name, nil
}

func (w *world) Scan(ctx context.Context, content []byte) (Verdict, error) {
	if w.scan != nil {
		return "", w.scan
	}
	return BuiltIn{}.Scan(ctx, content)
}

func announcing(content []byte, mediaType string) Announcement {
	sum := sha256.Sum256(content)
	return Announcement{Inquiry: about, Name: "photo.png", MediaType: mediaType, Size: len(content), SHA256: hex.EncodeToString(sum[:])}
}

// upload announces a file and sends content to the address.
func upload(t *testing.T, s *Service, w *world, by principal.Principal, a Announcement, content []byte) Document {
	t.Helper()
	d, up, err := s.Announce(t.Context(), by, a, now)
	if err != nil || up == nil {
		t.Fatal(err)
	}
	w.files[up.URL] = content
	return d
}

func slug(t *testing.T, err error, want string, fields ...string) {
	t.Helper()
	if !problem.Is(err, want) {
		t.Fatalf("want %s, got %v", want, err)
	}
	for i, f := range fields {
		if p := problem.As(err); len(p.Fields) <= i || p.Fields[i].Name != f || p.Fields[i].Reason == "" {
			t.Fatalf("want the field %s blamed: %v", f, err)
		}
	}
}

func TestComplete_WhatIsWhatItSaysIsAttached(t *testing.T) {
	s, w := begin(inquiry.StateSent)
	d := upload(t, s, w, ana, announcing(png, PNG), png)
	got, err := s.Complete(t.Context(), ana, d.ID, now)
	if err != nil || got.State != Attached || got.SettledAt != now || got.Scan != NotScanned {
		t.Fatal(got, err)
	}
	if len(w.history) != 1 || w.history[0].Attachment.ID != string(d.ID) || w.history[0].Attachment.Size != len(png) {
		t.Fatal(w.history)
	}
	if w.files[d.incoming()] != nil || !bytes.Equal(w.files[d.kept()], png) {
		t.Error("the file is kept where no address to write leads")
	}
	again, err := s.Complete(t.Context(), ana, d.ID, now.Add(time.Hour))
	if err != nil || again != got || len(w.history) != 1 {
		t.Error("completing again changed something", again, err)
	}
	if url, until, err := s.Download(t.Context(), bruno, d.ID, now); err != nil || !strings.Contains(url, "photo.png") || until != now.Add(5*time.Minute) {
		t.Error(url, until, err)
	}
}

func TestComplete_WhatIsNotWhatItSaysIsRejectedAndStaysVisible(t *testing.T) {
	for _, c := range []struct {
		name, slug, field string
		announce          Announcement
		content           []byte
	}{
		{"a page that says it is a picture", "document-type-mismatch", "mediaType", announcing(page, PNG), page},
		{"a page that says it is text", "document-type-mismatch", "mediaType", announcing(page, Text), page},
		{"a PDF that says it is a picture", "document-type-mismatch", "mediaType", announcing(pdf, JPEG), pdf},
		{"a longer file", "document-size-mismatch", "size", announcing(png, PNG), append(bytes.Clone(png), 1)},
		{"a huge file", "document-size-mismatch", "size", announcing(png, PNG), make([]byte, MaxSize+10)},
		{"another file of that length", "document-checksum-mismatch", "sha256", announcing(png, PNG), append(bytes.Clone(png[:len(png)-1]), '!')},
		{"malware", "document-infected", "file", announcing(eicar, Text), eicar},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, w := begin(inquiry.StateSent)
			d := upload(t, s, w, ana, c.announce, c.content)
			_, err := s.Complete(t.Context(), ana, d.ID, now)
			slug(t, err, c.slug, c.field)
			if len(w.files) > 0 || len(w.history) > 0 {
				t.Error("the file is gone, the inquiry did not change", w.files, w.history)
			}
			all, err := s.List(t.Context(), ana, about, now)
			if err != nil || len(all) != 1 || all[0].State != Rejected || all[0].Reason.Slug != c.slug || all[0].Reason.Detail == "" {
				t.Fatal(all, err)
			}
			w.files[d.incoming()] = png // whoever still has the address
			_, err = s.Complete(t.Context(), ana, d.ID, now)
			slug(t, err, c.slug, c.field)
			_, _, err = s.Download(t.Context(), ana, d.ID, now)
			slug(t, err, "document-rejected")
			slug(t, s.Withdraw(t.Context(), ana, d.ID, now), "document-settled")
		})
	}
}

func TestComplete_BeforeTheFileIsThereCanBeRepeated(t *testing.T) {
	s, w := begin(inquiry.StateSent)
	d, up, err := s.Announce(t.Context(), ana, announcing(png, PNG), now)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Complete(t.Context(), ana, d.ID, now)
	slug(t, err, "document-not-uploaded")
	w.files[up.URL], w.scan = png, errors.New("down")
	_, err = s.Complete(t.Context(), ana, d.ID, now)
	slug(t, err, "scan-unavailable")
	w.scan = nil
	if got, err := s.Complete(t.Context(), ana, d.ID, now); err != nil || got.State != Attached {
		t.Fatal(got, err)
	}
}

// An inquiry that closed while the file was under way.
func TestComplete_WhatTheInquiryRefusesIsRejected(t *testing.T) {
	for _, refusal := range []string{inquiry.NotAllowed, inquiry.ChangedSlug, "attachments-full"} {
		s, w := begin(inquiry.StateSent)
		d := upload(t, s, w, ana, announcing(png, PNG), png)
		w.refuse = problem.New(problem.Conflict, refusal, "It is closed.")
		_, err := s.Complete(t.Context(), ana, d.ID, now)
		slug(t, err, refusal, "file")
		if w.documents[d.ID].State != Rejected || len(w.files) > 0 {
			t.Error(w.documents[d.ID], w.files)
		}
	}
}

func TestComplete_WhatIsInterruptedIsFinishedByRepeating(t *testing.T) {
	s, w := begin(inquiry.StateSent)
	d := upload(t, s, w, ana, announcing(png, PNG), png)
	w.refuse = problem.New(problem.Unavailable, "inquiry-busy", "Try again.")
	_, err := s.Complete(t.Context(), ana, d.ID, now)
	slug(t, err, "inquiry-busy")
	if w.documents[d.ID].State != Accepted {
		t.Fatal(w.documents[d.ID])
	}
	w.refuse = nil
	w.history = []inquiry.Event{{Kind: inquiry.Attached, Attachment: &inquiry.Attachment{ID: string(d.ID)}}} // recorded, and the answer was lost
	w.inquiry.State = inquiry.StateClosed
	if got, err := s.Complete(t.Context(), ana, d.ID, now); err != nil || got.State != Attached || len(w.history) != 1 {
		t.Fatal(got, err, w.history)
	}
}

// Whoever still has the address sends another file while the first is looked into: one of the two outcomes holds, never both.
func TestComplete_TwiceAtOnce_OneOutcomeHolds(t *testing.T) {
	s, w := begin(inquiry.StateSent)
	d := upload(t, s, w, ana, announcing(png, PNG), png)
	w.race = func() {
		w.files[d.incoming()] = pdf
		_, err := s.Complete(t.Context(), ana, d.ID, now)
		slug(t, err, "document-checksum-mismatch")
	}
	_, err := s.Complete(t.Context(), ana, d.ID, now)
	if err == nil || w.documents[d.ID].State != Rejected || len(w.history) > 0 || len(w.files) > 0 {
		t.Fatal(err, w.documents[d.ID], w.history, w.files)
	}
}

func TestAnnounce_RefusesWhatIsNotTaken(t *testing.T) {
	s, w := begin(inquiry.StateSent)
	for _, c := range []struct {
		slug, field string
		change      func(*Announcement)
	}{
		{"document-type-not-allowed", "mediaType", func(a *Announcement) { a.MediaType = "text/html" }},
		{"document-type-not-allowed", "mediaType", func(a *Announcement) { a.MediaType = "image/heic" }},
		{"document-too-large", "size", func(a *Announcement) { a.Size = MaxSize + 1 }},
		{"document-empty", "size", func(a *Announcement) { a.Size = 0 }},
		{"request-invalid", "sha256", func(a *Announcement) { a.SHA256 = "zz" }},
		{"inquiry-unknown", "", func(a *Announcement) { a.Inquiry = "01JD0000000000000000000002" }},
	} {
		a := announcing(png, PNG)
		c.change(&a)
		_, _, err := s.Announce(t.Context(), ana, a, now)
		slug(t, err, c.slug)
		if c.field != "" {
			slug(t, err, c.slug, c.field)
		}
	}
	_, _, err := s.Announce(t.Context(), claire, announcing(png, PNG), now)
	slug(t, err, "inquiry-unknown")
	_, _, err = s.Announce(t.Context(), adam, announcing(png, PNG), now)
	slug(t, err, "not-your-side")
	w.inquiry.State = inquiry.StateClosed
	_, _, err = s.Announce(t.Context(), ana, announcing(png, PNG), now)
	slug(t, err, inquiry.NotAllowed)
	if len(w.documents) > 0 {
		t.Error("something was announced", w.documents)
	}
}

func TestAnnounce_TwentyDocumentsAreTheFill(t *testing.T) {
	s, w := begin(inquiry.StateSent)
	for range 20 {
		if _, _, err := s.Announce(t.Context(), ana, announcing(png, PNG), now); err != nil {
			t.Fatal(err)
		}
	}
	_, _, err := s.Announce(t.Context(), bruno, announcing(png, PNG), now)
	slug(t, err, "attachments-full", "inquiryId")
	one := w.documents[w.order[0]]
	one.State = Rejected
	w.documents[one.ID] = one
	if _, _, err := s.Announce(t.Context(), bruno, announcing(png, PNG), now); err != nil {
		t.Error("a rejected one does not count", err)
	}
}

func TestAnnounce_SameKey_HasOneEffect(t *testing.T) {
	s, w := begin(inquiry.StateSent)
	a := announcing(png, PNG)
	a.Key = "k1"
	one, up, err := s.Announce(t.Context(), ana, a, now)
	if err != nil || up == nil {
		t.Fatal(err)
	}
	two, up, err := s.Announce(t.Context(), ana, a, now.Add(time.Minute))
	if err != nil || two != one || up == nil || len(w.documents) != 1 {
		t.Fatal("a retry meets the document it made", two, err)
	}
	other := a
	other.Size++
	_, _, err = s.Announce(t.Context(), ana, other, now)
	slug(t, err, "idempotency-key-reused", "Idempotency-Key")
	if theirs, _, err := s.Announce(t.Context(), bruno, a, now); err != nil || theirs.ID == one.ID {
		t.Error("another operator's key is another key", err)
	}
	w.files["incoming/"+string(one.ID)] = png
	if _, err := s.Complete(t.Context(), ana, one.ID, now); err != nil {
		t.Fatal(err)
	}
	w.inquiry.State = inquiry.StateClosed
	if d, up, err := s.Announce(t.Context(), ana, a, now); err != nil || d.State != Attached || up != nil {
		t.Error("a late retry is answered with what became of it, without an address", d, up, err)
	}
}

func TestDocuments_ArePartnersOnceAttached(t *testing.T) {
	s, w := begin(inquiry.StateSent)
	d := upload(t, s, w, ana, announcing(png, PNG), png)
	if all, err := s.List(t.Context(), bruno, about, now); err != nil || len(all) > 0 {
		t.Error("the partner sees what is not attached", all, err)
	}
	for _, by := range []principal.Principal{bruno, claire} {
		_, _, err := s.Download(t.Context(), by, d.ID, now)
		slug(t, err, "document-unknown")
		_, err = s.Complete(t.Context(), by, d.ID, now)
		slug(t, err, "document-unknown")
		slug(t, s.Withdraw(t.Context(), by, d.ID, now), "document-unknown")
	}
	_, _, err := s.Download(t.Context(), ana, d.ID, now)
	slug(t, err, "document-not-attached")
	if _, err := s.Complete(t.Context(), ana, d.ID, now); err != nil {
		t.Fatal(err)
	}
	if all, err := s.List(t.Context(), bruno, about, now); err != nil || len(all) != 1 {
		t.Error("the partner sees what is attached", all, err)
	}
	_, err = s.List(t.Context(), claire, about, now)
	slug(t, err, "inquiry-unknown")
	_, _, err = s.Download(t.Context(), claire, d.ID, now)
	slug(t, err, "document-unknown")
	_, err = s.Complete(t.Context(), bruno, d.ID, now)
	slug(t, err, "document-unknown") // completing is for those who upload
}

func TestDocuments_OfADraftAreTheRequesters(t *testing.T) {
	s, w := begin(inquiry.StateDraft)
	d := upload(t, s, w, ana, announcing(png, PNG), png)
	if _, err := s.Complete(t.Context(), ana, d.ID, now); err != nil {
		t.Fatal(err)
	}
	_, _, err := s.Download(t.Context(), bruno, d.ID, now)
	slug(t, err, "document-unknown")
	w.inquiry.State, w.inquiry.Replier.Centre = inquiry.StateSent, "DEA-FRA"
	if _, _, err := s.Download(t.Context(), bruno, d.ID, now); err != nil {
		t.Error("sent with the inquiry", err)
	}
}

func TestWithdraw_OnlyWhatNothingBecameOf(t *testing.T) {
	s, w := begin(inquiry.StateSent)
	d := upload(t, s, w, ana, announcing(png, PNG), png)
	if err := s.Withdraw(t.Context(), ana, d.ID, now); err != nil || len(w.documents)+len(w.files) > 0 {
		t.Fatal(err, w.documents, w.files)
	}
	slug(t, s.Withdraw(t.Context(), ana, d.ID, now), "document-unknown")
	d = upload(t, s, w, ana, announcing(png, PNG), png)
	if _, err := s.Complete(t.Context(), ana, d.ID, now); err != nil {
		t.Fatal(err)
	}
	slug(t, s.Withdraw(t.Context(), ana, d.ID, now), "document-settled")
	if w.files[d.kept()] == nil || w.documents[d.ID].State != Attached {
		t.Error("an attached document stays")
	}
}

func TestErase_LeavesThatThereWasADocument(t *testing.T) {
	s, w := begin(inquiry.StateSent)
	d := upload(t, s, w, ana, announcing(png, PNG), png)
	if _, err := s.Complete(t.Context(), ana, d.ID, now); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Erase(t.Context(), about); err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.List(t.Context(), bruno, about, now)
	if err != nil || len(all) != 1 || all[0].Name != "" || all[0].By != "" || !all[0].Erased || len(w.files) > 0 {
		t.Fatal(all, err, w.files)
	}
	_, _, err = s.Download(t.Context(), bruno, d.ID, now)
	slug(t, err, "document-erased")
}

func TestSafeName_IsHarmlessAndHonest(t *testing.T) {
	for in, want := range map[string]string{
		"photo.png":                      "photo.png",
		`C:\Users\ana\photo.PNG`:         "photo.png",
		"../../etc/passwd":               "passwd.png",
		"a\x00b\nc.png":                  "ab c.png",
		"invoice\u202Egnp.exe":           "invoicegnp.exe.png",
		"evil.html":                      "evil.html.png",
		"":                               "document.png",
		"...":                            "document.png",
		".png":                           "document.png",
		" . a   b . png":                 "a b . png.png",
		`a<b>:"c|d?*.png`:                "a_b___c_d__.png",
		"Quittung Łódź é.png":            "Quittung Łódź é.png",
		strings.Repeat("ä", 300) + "png": strings.Repeat("ä", 116) + ".png",
		"\xff\xfe.png":                   "document.png",
	} {
		if got := SafeName(in, PNG); got != want {
			t.Errorf("%q is %q, not %q", in, got, want)
		}
	}
	if got := SafeName("scan.jpeg", JPEG); got != "scan.jpeg" {
		t.Error(got)
	}
}

func FuzzSafeName(f *testing.F) {
	for _, seed := range []string{"photo.png", "../a", "\u202E", "a\x00", strings.Repeat("x", 500), `\\host\c$\a`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got := SafeName(in, PNG)
		if !strings.HasSuffix(got, ".png") || !utf8.ValidString(got) || utf8.RuneCountInString(got) > maxName || strings.ContainsAny(got, `/\<>:"|?*`) || got != strings.TrimSpace(got) {
			t.Fatalf("%q", got)
		}
		for _, r := range got {
			if unicode.In(r, unicode.Cc, unicode.Cf) {
				t.Fatalf("%q holds %U", got, r)
			}
		}
		if again := SafeName(got, PNG); again != got {
			t.Fatalf("%q, made safe again, is %q", got, again)
		}
	})
}

func TestSniff_LooksAtTheContent(t *testing.T) {
	for content, want := range map[string]string{
		string(png): PNG, string(pdf): PDF, "\xFF\xD8\xFF\xE0": JPEG, "Dear colleague, …\n\tyours": Text, "1 < 2": Text, "< 5 g": Text,
		"<html>": markup, " \n<svg onload=x>": markup, "\uFEFF<?xml?>": markup, "<!-- -->": markup, "PK\x03\x04": archive, "\x00\x00\x00\x18ftypheic": heic,
		"MZ\x90\x00": program, "": program, "\xFF\xFE": program, "a\x00b": program, " %PDF-1.7": Text, "GIF89a": Text,
	} {
		if got := Sniff([]byte(content)); got != want {
			t.Errorf("%q is %s, not %s", content, got, want)
		}
	}
}

func TestDownload_IsALook_AndNothingIsShownWithoutOne(t *testing.T) {
	s, w := begin(inquiry.StateOpened)
	w.documents["D"] = Document{ID: "D", Inquiry: about, Operator: "GBA", State: Attached}
	if _, _, err := s.Download(t.Context(), bruno, "D", now); err != nil || !slices.Equal(w.seen, []inquiry.Seen{inquiry.SeenDocument}) {
		t.Error(w.seen, err)
	}
	w.unseen = errors.New("no")
	if url, _, err := s.Download(t.Context(), bruno, "D", now); err == nil || url != "" {
		t.Error("shown to who could not be recorded", url)
	}
	w.documents["D"] = Document{ID: "D", Inquiry: about, Operator: "GBA", State: Announced}
	if _, _, err := s.Download(t.Context(), ana, "D", now); !problem.Is(err, "document-not-attached") || len(w.seen) != 2 {
		t.Error("what was not shown is a look", w.seen, err)
	}
}

func TestErase_TakesFilesFormsAndNames_Once(t *testing.T) {
	s, w := begin(inquiry.StateClosed)
	for _, d := range []Document{{ID: "D1", Inquiry: about, Name: "smith.pdf", SHA256: "ab", By: "ana", Fingerprint: "0011", State: Attached}, {ID: "D2", Inquiry: about, Name: "late.pdf", State: Announced}} {
		w.documents[d.ID] = d
		w.order = append(w.order, d.ID)
	}
	other := FormKey("01JD0000000000000000000002", "b.pdf")
	w.files = map[string][]byte{"attached/" + string(about) + "/D1": pdf, "incoming/D2": pdf, FormKey(about, "a.pdf"): pdf, other: pdf}
	for range 2 {
		if err := s.Erase(t.Context(), about); err != nil {
			t.Fatal(err)
		}
		if len(w.files) != 1 || w.files[other] == nil {
			t.Error("files that are left:", w.files)
		}
	}
	want := Document{ID: "D1", Inquiry: about, State: Attached, Erased: true}
	if d := cmp.Diff(want, w.documents["D1"]); d != "" {
		t.Error(d)
	}
	if left, err := s.Attached(t.Context(), about); err != nil || len(left) != 0 {
		t.Error("documents that can still be had:", left, err)
	}
}
