package inquiry_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// personal is a release with a field of each kind that matters to erasure.
var personal = Redaction{Workflow: "WII", Release: &catalogue.Release{
	Workflows: []catalogue.Workflow{{Code: "WII", Sections: []catalogue.Section{{Fields: []catalogue.Field{
		{Code: "senderName", Type: catalogue.Text, Personal: true}, {Code: "postingDate", Type: catalogue.Date}, {Code: "birthday", Type: catalogue.Date, Personal: true},
		{Code: "crmCaseId", Type: catalogue.Text}, {Code: "customerIs", Type: catalogue.Choice}, {Code: "weightG", Type: catalogue.Integer}}}}}},
	ReplyCodes: []catalogue.ReplyCode{{Code: "DLV", Fields: []catalogue.Field{{Code: "date", Type: catalogue.Date}, {Code: "receivedBy", Type: catalogue.Text, Personal: true},
		{Code: "place", Type: catalogue.Text}}}}}}

func TestRedaction_LeavesCodesAndTimes(t *testing.T) {
	proof := Attachment{ID: "01DOC", Name: "smith.pdf", MediaType: "application/pdf", Size: 9, SHA256: "ab"}
	clock := Clock{StartedAt: monday, TargetMinutes: 360, DueAt: monday.Add(time.Hour)}
	for name, c := range map[string]struct{ event, want Event }{
		"a step without contents": {Event{Kind: Routed, Clock: &clock, By: answerer}, Event{Kind: Routed, Clock: &clock, By: answerer}},
		"free text":               {Event{Kind: Noted, Text: "Mr Smith called", Language: "en", Private: Replier, Once: "00.11"}, Event{Kind: Noted, Private: Replier}},
		"a customer's case":       {Event{Kind: Joined, Reference: &Reference{CustomerRef: "K-1", CRMCase: "C-1"}}, Event{Kind: Joined}},
		"a document":              {Event{Kind: Attached, Attachment: &proof}, Event{Kind: Attached, Attachment: &Attachment{ID: "01DOC", MediaType: "application/pdf", Size: 9}}},
		"a reply": {Event{Kind: Replied, Reply: &Reply{Code: "DLV", Class: "C", Text: "To her", Language: "en", Fields: map[string]any{"date": "2026-11-20", "receivedBy": "A. Smith", "place": "Her sister's"}}},
			Event{Kind: Replied, Reply: &Reply{Code: "DLV", Class: "C", Fields: map[string]any{"date": "2026-11-20"}}}},
		"a reply that the release does not know": {Event{Kind: Replied, Reply: &Reply{Code: "XXX", Class: "C", Fields: map[string]any{"date": "2026-11-20"}}},
			Event{Kind: Replied, Reply: &Reply{Code: "XXX", Class: "C"}}},
		"a proposal": {Event{Kind: TrackingUpdated, Proposal: &Proposal{Code: "DLV", Fields: map[string]any{"date": "2026-11-20", "receivedBy": "A. Smith"}}},
			Event{Kind: TrackingUpdated, Proposal: &Proposal{Code: "DLV", Fields: map[string]any{"date": "2026-11-20"}}}},
		"the beginning": {Event{Kind: Sent, Start: &Start{ItemID: "EE123456799GB", Workflow: "WII", Fingerprint: "0011"}},
			Event{Kind: Sent, Start: &Start{ItemID: "EE123456799GB", Workflow: "WII"}}},
	} {
		got := personal.Event(c.event)
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if d := cmp.Diff(got, personal.Event(got)); d != "" {
			t.Errorf("%s, twice: %s", name, d)
		}
	}
	if proof.Name == "" {
		t.Error("what was handed in has changed")
	}
}

func TestRedaction_OfARequest_KeepsWhatIsCodedAndNotPersonal(t *testing.T) {
	asked := Request{Fields: map[string]any{"senderName": "Smith", "postingDate": "2026-11-10", "birthday": "1980-01-01", "crmCaseId": "C-1", "customerIs": "sender",
		"weightG": 20, "nobodyKnows": "x"}}
	if d := cmp.Diff(map[string]any{"postingDate": "2026-11-10", "customerIs": "sender", "weightG": 20}, personal.Request(asked).Fields); d != "" {
		t.Error(d)
	}
	if got := (Redaction{Release: personal.Release, Workflow: "GONE"}).Request(asked); len(got.Fields) != 0 {
		t.Error("of a workflow that the release does not know", got)
	}
}

func TestErase_OnlyWhatIsClosed(t *testing.T) {
	for _, q := range []Inquiry{drafted(), sent(t), routed(t), replied(t, dlv, "2026-11-23T10:00:00Z"), replied(t, inc, "2026-11-23T10:00:00Z")} {
		_, _, err := q.Erase(monday, asker)
		refused(t, err, OpenSlug)
	}
}

func TestErase_ChangesNothingThatCounts(t *testing.T) {
	closed, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), archive, monday, asker)
	if err != nil {
		t.Fatal(err)
	}
	closed.Fingerprint = "0011"
	q, e, err := closed.Erase(monday.AddDate(0, 1, 0), asker)
	if err != nil || e.Kind != Erased || !q.Erased || e.Private != "" {
		t.Fatal(q, e, err)
	}
	want := changed(closed, func(q *Inquiry) {
		q.Erased, q.Fingerprint, q.Version, q.ChangedAt = true, "", q.Version+1, monday.AddDate(0, 1, 0)
	})
	if d := cmp.Diff(want, q); d != "" {
		t.Error(d)
	}
	if q.FolderOf(Requester) != closed.FolderOf(Requester) || !q.CheckAt().Equal(closed.CheckAt()) {
		t.Error("it is found elsewhere, or archived at another time")
	}
	if d := cmp.Diff([]Action{}, q.Actions(Replier, release())); d != "" {
		t.Error("something can still be added:", d)
	}
	_, _, err = q.Note(Replier, Words{Text: "Mr Smith called"}, release(), monday, answerer)
	refused(t, err, NotAllowed)
	refused(t, q.Gone(), ErasedSlug)
	if closed.Gone() != nil {
		t.Error("gone before it is erased")
	}
}

// shelf is a store with one inquiry that keeps by which terms operators find it.
type shelf struct {
	Store
	record  Record
	history []Event
	terms   map[directory.OperatorCode][]Term
}

func (s shelf) History(context.Context, ID, bool) (Record, []Event, error) {
	return s.record, s.history, nil
}

func (s shelf) PutTerms(_ context.Context, op directory.OperatorCode, _ ID, _ time.Time, terms []Term) error {
	s.terms[op] = terms
	return nil
}

func TestIndex_WhomItWasAddressedToBefore_FindsItNoMore(t *testing.T) {
	q := routed(t)
	s := shelf{record: Record{Inquiry: q, Request: Request{Fields: map[string]any{"senderName": "Philippa Smith"}}},
		history: []Event{{Kind: Readdressed, From: &Party{Operator: "FRA", Centre: "FRA-PAR"}}}, terms: map[directory.OperatorCode][]Term{"FRA": {{Kind: ByName, Word: "smith"}}}}
	if err := (&Service{Store: s}).Index(t.Context(), q.ID); err != nil {
		t.Fatal(err)
	}
	if len(s.terms["FRA"]) != 0 || len(s.terms["DEA"]) < 3 || len(s.terms["GBA"]) < 3 {
		t.Error(s.terms)
	}
}

type looks func(Looked) error

func (l looks) Looked(_ context.Context, seen Looked) error { return l(seen) }

func TestSaw_WhoCannotBeRecorded_IsShownNothing(t *testing.T) {
	anna := principal.Principal{Subject: "anna", Operator: "DEA", CallCentres: []directory.CentreID{"DEA-HAM", "DEA-FRA"}}
	var got []Looked
	s := &Service{Looks: looks(func(l Looked) error { got = append(got, l); return nil })}
	q := routed(t)
	if err := errors.Join(s.Saw(t.Context(), anna, q, Unseen, monday), s.Saw(t.Context(), anna, q, SeenForm, monday)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Looked{{Inquiry: q.ID, By: anna, Centre: "DEA-FRA", Seen: SeenForm, At: monday}}, got); d != "" {
		t.Error(d)
	}
	for name, s := range map[string]*Service{"none to tell": {}, "fails": {Looks: looks(func(Looked) error { return errors.New("no") })}} {
		if err := s.Saw(t.Context(), anna, q, SeenPage, monday); !problem.Is(err, "look-not-recorded") {
			t.Error(name, err)
		}
	}
}
