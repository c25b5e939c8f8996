//go:build emulator

package privacydb_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
	. "github.com/whereabouts-post/whereabouts/shared/privacy/privacydb"
)

var (
	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	ana    = principal.Principal{Subject: "ana", Name: "Ana Example", Operator: "GBA"}
	bruno  = principal.Principal{Subject: "bruno", Name: "Bruno Example", Operator: "DEA"}
	about  = inquiry.ID("01JD0000000000000000000001")
	other  = inquiry.ID("01JD0000000000000000000002")
)

func start(t *testing.T) *Store {
	t.Helper()
	client, table := kit.Table(t, "PrivacyTable")
	return &Store{Client: client, Table: table, Meter: &dynamo.Meter{}}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func request(id privacy.ID, at time.Time) privacy.Request {
	return privacy.Request{ID: id, Operator: "GBA", Kind: privacy.Erasure, Reference: "DSR-1", Language: "de", Inquiries: []inquiry.ID{about, other}, By: "olga", ByName: "Olga Example",
		AskedAt: at, State: privacy.Running, Counts: map[privacy.Outcome]int{}, Fingerprint: "0011"}
}

func openNow(t *testing.T, s *Store) (ids []privacy.ID) {
	t.Helper()
	must(t, s.Open(t.Context(), func(id privacy.ID) error { ids = append(ids, id); return nil }))
	return ids
}

func TestRequest_ComesBackAsItWas_WithItsResults(t *testing.T) {
	s := start(t)
	r := request("REQ1", monday)
	must(t, s.Add(t.Context(), r))
	if err := s.Add(t.Context(), r); !errors.Is(err, privacy.ErrExists) {
		t.Error(err)
	}
	if got := openNow(t, s); !slices.Equal(got, []privacy.ID{"REQ1"}) {
		t.Error(got)
	}
	waiting := privacy.Result{Inquiry: other, Outcome: privacy.ResultWaiting, Reason: inquiry.OpenSlug, At: monday}
	done := privacy.Result{Inquiry: about, Outcome: privacy.ResultDone, At: monday}
	must(t, s.Result(t.Context(), r.ID, waiting), s.Result(t.Context(), r.ID, done), s.Result(t.Context(), r.ID, done))
	r.State, r.SettledAt, r.Counts = privacy.Waiting, monday.Add(time.Minute), map[privacy.Outcome]int{privacy.ResultDone: 1, privacy.ResultWaiting: 1}
	r.File, r.FileUntil = "exports/GBA/REQ1.zip", monday.Add(privacy.FileLasts)
	must(t, s.Settle(t.Context(), r, true))
	got, results, err := s.Request(t.Context(), "REQ1")
	if d := cmp.Diff(r, got); d != "" || err != nil {
		t.Error(d, err)
	}
	if d := cmp.Diff([]privacy.Result{done, waiting}, results); d != "" {
		t.Error(d)
	}
	must(t, s.Settle(t.Context(), r, false), s.Settle(t.Context(), r, false))
	if got := openNow(t, s); len(got) != 0 {
		t.Error(got)
	}
	if _, _, err := s.Request(t.Context(), "REQ9"); !problem.Is(err, "data-request-unknown") {
		t.Error(err)
	}
	if err := s.Settle(t.Context(), request("REQ9", monday), true); err == nil || len(openNow(t, s)) > 0 {
		t.Error("what was never asked is settled", err)
	}
}

func TestRequests_OfAnOperator_NewestFirst_InPages(t *testing.T) {
	s := start(t)
	foreign := request("REQ0", monday)
	foreign.Operator = "DEA"
	must(t, s.Add(t.Context(), foreign))
	for i, id := range []privacy.ID{"REQ3", "REQ1", "REQ2"} {
		must(t, s.Add(t.Context(), request(id, monday.Add(time.Duration(i)*time.Minute))))
	}
	var ids []privacy.ID
	page := privacy.Page{Limit: 2}
	for range 3 {
		got, next, err := s.Requests(t.Context(), "GBA", page)
		must(t, err)
		for _, r := range got {
			ids = append(ids, r.ID)
		}
		if page.Position = next; next == nil {
			break
		}
	}
	if !slices.Equal(ids, []privacy.ID{"REQ2", "REQ1", "REQ3"}) {
		t.Error(ids)
	}
}

func look(by principal.Principal, id inquiry.ID, as inquiry.Seen, at time.Time) inquiry.Looked {
	return inquiry.Looked{Inquiry: id, By: by, Centre: "GBA-DON", Seen: as, At: at}
}

func TestLooks_OfAPersonAndDay_AreOneEntry(t *testing.T) {
	s := start(t)
	for _, l := range []inquiry.Looked{look(ana, about, inquiry.SeenPage, monday), look(ana, about, inquiry.SeenForm, monday.Add(time.Hour)), look(bruno, about, inquiry.SeenPage, monday),
		look(ana, about, inquiry.SeenPage, monday.AddDate(0, 0, 1)), look(ana, other, inquiry.SeenPage, monday.Add(2*time.Hour))} {
		must(t, s.Looked(t.Context(), l))
	}
	day := privacy.Look{Inquiry: about, Day: "2026-11-23", Operator: "GBA", Centre: "GBA-DON", Subject: "ana", Name: "Ana Example", Seen: []inquiry.Seen{inquiry.SeenForm, inquiry.SeenPage},
		First: monday, Last: monday.Add(time.Hour)}
	next := day
	next.Day, next.Seen, next.First, next.Last = "2026-11-24", []inquiry.Seen{inquiry.SeenPage}, monday.AddDate(0, 0, 1), monday.AddDate(0, 0, 1)
	got, _, err := s.LooksAt(t.Context(), about, privacy.Page{Limit: 25}, monday)
	must(t, err)
	if len(got) != 3 || got[1].Subject != "bruno" {
		t.Fatal(got)
	}
	if d := cmp.Diff([]privacy.Look{next, day}, []privacy.Look{got[0], got[2]}); d != "" {
		t.Error(d)
	}
	of, position, err := s.LooksOf(t.Context(), "GBA", "ana", privacy.Page{Limit: 2}, monday)
	must(t, err)
	if len(of) != 2 || of[0].Day != "2026-11-24" || of[1].Inquiry != other || position == nil {
		t.Error(of, position)
	}
	rest, _, err := s.LooksOf(t.Context(), "GBA", "ana", privacy.Page{Limit: 2, Position: position}, monday)
	must(t, err)
	if d := cmp.Diff([]privacy.Look{day}, rest); d != "" {
		t.Error(d)
	}
	if of, _, err := s.LooksOf(t.Context(), "DEA", "ana", privacy.Page{Limit: 2}, monday); err != nil || len(of) != 0 {
		t.Error("of somebody else's people:", of, err)
	}
	gone := monday.Add(privacy.LooksLast) // the table may keep it for two days more
	if got, _, err := s.LooksAt(t.Context(), about, privacy.Page{Limit: 25}, gone.Add(time.Hour)); err != nil || len(got) != 1 {
		t.Error(got, err)
	}
}

func TestCapacity(t *testing.T) {
	s := start(t)
	cost := func(name string, budget float64, do func() error) {
		t.Helper()
		s.Meter.Reset()
		must(t, do())
		got := s.Meter.Reset()
		t.Logf("%-40s %5.1f of %5.1f units", name, got, budget)
		if got > budget || got == 0 {
			t.Errorf("%s cost %.1f units, the budget is %.1f", name, got, budget)
		}
	}
	cost("first look of a day", 2, func() error { return s.Looked(t.Context(), look(ana, about, inquiry.SeenPage, monday)) })
	cost("the same look, ten minutes later", 1, func() error {
		return s.Looked(t.Context(), look(ana, about, inquiry.SeenPage, monday.Add(10*time.Minute)))
	})
	cost("who looked", 0.5, func() error { _, _, err := s.LooksAt(t.Context(), about, privacy.Page{Limit: 25}, monday); return err })
	cost("what one person looked at", 1, func() error {
		_, _, err := s.LooksOf(t.Context(), "GBA", "ana", privacy.Page{Limit: 25}, monday)
		return err
	})
	cost("ask", 5, func() error { return s.Add(t.Context(), request("REQ1", monday)) })
	cost("a result", 1, func() error {
		return s.Result(t.Context(), "REQ1", privacy.Result{Inquiry: about, Outcome: privacy.ResultDone, At: monday})
	})
	cost("settle", 5, func() error { return s.Settle(t.Context(), request("REQ1", monday), true) })
	cost("open requests", 0.5, func() error { return s.Open(t.Context(), func(privacy.ID) error { return nil }) })
	cost("a request with its results", 1, func() error { _, _, err := s.Request(t.Context(), "REQ1"); return err })

	out, err := s.Client.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: &s.Table, Key: dynamo.Key{PK: "INQUIRY#" + string(about), SK: "2026-11-23#ana"}.Map()})
	must(t, err)
	if size := kit.ItemSize(t, out.Item); size > 400 {
		t.Errorf("a look has %d bytes", size)
	} else {
		t.Logf("a look has %d bytes", size)
	}
}

func TestFiles_AreStoredWholeOrNotAtAll(t *testing.T) {
	client, bucket := kit.Bucket(t)
	f := Files{Client: client, Bucket: bucket}
	must(t, f.Write(t.Context(), "exports/GBA/a.zip", func(w io.Writer) error {
		z := zip.NewWriter(w)
		member, err := z.Create("a.txt")
		_, err2 := member.Write([]byte("what is kept"))
		return errors.Join(err, err2, z.Close())
	}))
	no := errors.New("no")
	if err := f.Write(t.Context(), "exports/GBA/b.zip", func(w io.Writer) error { _, _ = w.Write([]byte("half")); return no }); !errors.Is(err, no) {
		t.Error(err)
	}
	if _, err := client.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: &bucket, Key: aws.String("exports/GBA/b.zip")}); err == nil {
		t.Error("half a file is stored")
	}
	url, err := f.Link(t.Context(), "exports/GBA/a.zip", "whereabouts.zip", time.Minute)
	must(t, err)
	response, err := http.Get(url)
	must(t, err)
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	must(t, err)
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil || len(z.File) != 1 || !strings.Contains(response.Header.Get("Content-Disposition"), "whereabouts.zip") {
		t.Error(err, response.Header)
	}
}
