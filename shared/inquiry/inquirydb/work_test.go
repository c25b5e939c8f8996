//go:build emulator

package inquirydb_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// TestEveryStep_AddsUpAfterTheStore walks through every kind of step, and holds what is stored against the rules.
func TestEveryStep_AddsUpAfterTheStore(t *testing.T) {
	s, step := start(t), step(t)
	ctx := t.Context()
	id := s.asked(t, 1)
	step(s.Assign(ctx, bruno, id, "me", monday))
	step(s.Open(ctx, bruno, id, monday.Add(time.Minute)))
	step(s.Note(ctx, bruno, id, inquiry.Words{Text: "Ask the depot", Language: "en"}, monday.Add(2*time.Minute)))
	step(s.Service.Reply(ctx, bruno, id, 0, inc, monday.Add(3*time.Minute)))
	step(s.Supplement(ctx, ana, id, 0, map[string]any{"contents": "Two books"}, inquiry.Words{}, monday.Add(4*time.Minute)))
	hold := tracking.Event{Code: "EME", Retention: "DOC", Office: "DEFRAA", Country: "DE", Sender: "DEA", Time: monday.Add(5 * time.Minute)}
	release := tracking.Event{Code: "EDC", Office: "DEFRAA", Country: "DE", Sender: "DEA", Time: monday.Add(35 * time.Minute)}
	for _, e := range []tracking.Event{hold, release} {
		if err := s.tell(ctx, 1, id, e, e.Time); err != nil {
			t.Fatal(err)
		}
	}
	step(s.HandOver(ctx, bruno, id, 0, "DEA-HAM", "LOAD", inquiry.Words{Text: "Yours"}, monday.Add(time.Hour)))
	step(s.Join(ctx, ana, id, inquiry.Reference{CustomerRef: "K-2", CRMCase: "C-2"}, "Called too", monday.Add(time.Hour)))
	step(s.Attach(ctx, ana, id, inquiry.Attachment{ID: "01DOCUMENT0000000000000001", Name: "invoice.pdf", MediaType: "application/pdf", Size: 10, SHA256: "ab"}, monday.Add(time.Hour)))
	step(s.Service.Reply(ctx, emil, id, 0, inquiry.Reply{Code: "TRN", Fields: map[string]any{"expectedDate": "2026-11-24"}, Text: "On its way", Language: "en"}, monday.Add(2*time.Hour)))
	step(s.Read(ctx, ana, id, monday.Add(2*time.Hour)))
	if _, err := s.CheckDeadlines(ctx, monday.AddDate(0, 0, 3)); err != nil { // the promise has passed
		t.Fatal(err)
	}
	step(s.Escalate(ctx, ana, id, 0, nil, inquiry.Words{Text: "Still nothing"}, monday.AddDate(0, 0, 3)))
	step(s.Service.Reply(ctx, bruno, id, 0, dlv, monday.AddDate(0, 0, 3).Add(time.Hour)))
	step(s.Reject(ctx, ana, id, 0, "WRONG", nil, inquiry.Words{Text: "That is another parcel"}, monday.AddDate(0, 0, 4)))
	step(s.Service.Reply(ctx, bruno, id, 0, inquiry.Reply{Code: "LST"}, monday.AddDate(0, 0, 4).Add(time.Hour)))
	step(s.Close(ctx, ana, id, 0, "CLO_OK", monday.AddDate(0, 0, 7)))
	step(s.Note(ctx, gina, id, inquiry.Words{Text: "Customer is content"}, monday.AddDate(0, 0, 8)))

	r, events, err := s.store.History(ctx, id, true)
	if err != nil {
		t.Fatal(err)
	}
	want := []inquiry.Kind{inquiry.Sent, inquiry.Routed, inquiry.Assigned, inquiry.Opened, inquiry.Noted, inquiry.Returned, inquiry.Supplemented, inquiry.TrackingUpdated, inquiry.TrackingUpdated,
		inquiry.HandedOver, inquiry.Joined, inquiry.Attached, inquiry.Replied, inquiry.Read, inquiry.FollowUp, inquiry.Escalated, inquiry.Replied, inquiry.Rejected, inquiry.Replied, inquiry.Closed, inquiry.Noted}
	if d := cmp.Diff(want, kinds(events)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(inquiry.Fold(events), r.Inquiry); d != "" {
		t.Errorf("what is stored does not add up to the head: %s", d)
	}
	if r.Inquiry.Level != 3 || len(s.counts(t, "GBA-DON")) != 0 || len(s.counts(t, "DEA-FRA")) != 0 || len(s.counts(t, "DEA-HAM")) != 0 {
		t.Error(r.Inquiry.Level, s.counts(t, "GBA-DON"), s.counts(t, "DEA-FRA"), s.counts(t, "DEA-HAM"))
	}
	for _, c := range []struct {
		by    principal.Principal
		never []inquiry.Kind
	}{{ana, []inquiry.Kind{inquiry.Assigned}}, {bruno, []inquiry.Kind{inquiry.Joined}}} {
		for _, e := range s.look(t, c.by, id).History {
			for _, kind := range c.never {
				if e.Kind == kind || e.Kind == inquiry.Noted && e.Private != s.look(t, c.by, id).Inquiry.Sides(c.by.Operator)[0] {
					t.Errorf("%s sees %s of the other side", c.by.Subject, e.Kind)
				}
			}
		}
	}
}

func TestMerge_ChangesBothOrNone(t *testing.T) {
	s, step := start(t), step(t)
	kept := s.asked(t, 1)
	draft := ask(t, 1)
	draft.Send = false
	q := step(s.Raise(t.Context(), ana, draft, monday))
	if d := cmp.Diff(map[inquiry.Folder]int{inquiry.Waiting: 1, inquiry.Drafts: 1}, s.counts(t, "GBA-DON")); d != "" {
		t.Fatal(d)
	}
	var wg sync.WaitGroup // while others write on it
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() {
			if i > 0 {
				_, errs[i] = s.Note(t.Context(), bruno, kept, inquiry.Words{Text: fmt.Sprint(i)}, monday)
				return
			}
			_, errs[i] = s.Merge(t.Context(), ana, q.ID, kept, monday.Add(time.Minute))
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	from, into := s.look(t, ana, q.ID), s.look(t, ana, kept)
	if from.Inquiry.State != inquiry.StateClosed || from.Inquiry.MergedInto != kept || from.History[len(from.History)-1].Merge != kept {
		t.Error(from.Inquiry)
	}
	merged := 0
	for _, e := range into.History {
		if e.Kind == inquiry.Merged && e.Merge == q.ID {
			merged++
		}
	}
	if merged != 1 || into.Inquiry.State != inquiry.StateSent {
		t.Error(kinds(into.History))
	}
	if d := cmp.Diff(map[inquiry.Folder]int{inquiry.Waiting: 1}, s.counts(t, "GBA-DON")); d != "" {
		t.Error(d)
	}
}

func TestMerge_IntoAnotherOperatorsInquiry_IsNotThere(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	theirs, err := s.Raise(t.Context(), claire, inquiry.Raise{Item: item(t, 1), Workflow: "WII", Destination: "DEA", Send: true, Fields: ask(t, 1).Fields}, monday)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Merge(t.Context(), ana, id, theirs.ID, monday); !problem.Is(err, "merge-invalid") {
		t.Fatal(err)
	}
	if d := s.look(t, ana, id); d.Inquiry.State != inquiry.StateSent {
		t.Error(d.Inquiry.State)
	}
}

func TestAttach_TheSameDocumentTwice_IsOnce(t *testing.T) {
	s, step := start(t), step(t)
	id := s.asked(t, 1)
	a := inquiry.Attachment{ID: "01DOCUMENT0000000000000001", Name: "invoice.pdf", MediaType: "application/pdf", Size: 10, SHA256: "ab"}
	for range 2 {
		step(s.Attach(t.Context(), ana, id, a, monday))
	}
	var wg sync.WaitGroup // and by two at once
	b := a
	b.ID = "01DOCUMENT0000000000000002"
	errs := make([]error, 3)
	for i := range errs {
		wg.Go(func() { _, errs[i] = s.Attach(t.Context(), bruno, id, b, monday) })
	}
	wg.Wait()
	d := s.look(t, ana, id)
	if d.Inquiry.Attachments != 2 || len(d.History) != 4 || errs[0] != nil || errs[1] != nil || errs[2] != nil {
		t.Fatal(d.Inquiry.Attachments, kinds(d.History), errs)
	}
}

func TestAssign_ByPeople(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	for _, c := range []struct {
		name  string
		by    principal.Principal
		agent string
		slug  string // "" when it works
		has   string
	}{
		{"an agent takes it", bruno, "me", "", "bruno"},
		{"a colleague does not take it away", doris, "me", "assigned-to-another", "bruno"},
		{"nor gives it to others", bruno, "doris", "role-missing", "bruno"},
		{"a supervisor gives it", hans, "doris", "", "doris"},
		{"not to somebody of another centre", hans, "emil", "agent-elsewhere", "doris"},
		{"nor of another operator", hans, "ana", "agent-unknown", "doris"},
		{"nor to nobody knows whom", hans, "zoe", "agent-unknown", "doris"},
		{"who has it releases it", doris, "", "", ""},
		{"the requester's agent is its own", ana, "me", "", ""},
	} {
		if _, err := s.Assign(t.Context(), c.by, id, c.agent, monday); c.slug == "" && err != nil || c.slug != "" && !problem.Is(err, c.slug) {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := s.look(t, bruno, id).Inquiry.ReplierAgent.Subject; got != c.has {
			t.Errorf("%s: %q has it, want %q", c.name, got, c.has)
		}
	}
}

func TestHandOver_MovesTheCounts_AndKeepsTheDueTime(t *testing.T) {
	s, step := start(t), step(t)
	id := s.asked(t, 1)
	before := s.look(t, bruno, id).Inquiry.Clock.DueAt
	q := step(s.HandOver(t.Context(), bruno, id, 0, "DEA-HAM", "LOAD", inquiry.Words{}, monday))
	if !q.Clock.DueAt.Equal(before) || len(s.counts(t, "DEA-FRA")) != 0 || s.counts(t, "DEA-HAM")[inquiry.ToDo] != 1 {
		t.Fatal(q.Clock.DueAt, s.counts(t, "DEA-FRA"), s.counts(t, "DEA-HAM"))
	}
	if _, err := s.Service.Reply(t.Context(), bruno, id, 0, dlv, monday); !problem.Is(err, "not-your-side") {
		t.Error("the centre that gave it away answers it", err)
	}
	if _, err := s.Service.Reply(t.Context(), emil, id, 0, dlv, monday); err != nil {
		t.Error(err)
	}
	if _, err := s.HandOver(t.Context(), emil, id, 0, "DEA-BER", "LOAD", inquiry.Words{}, monday); err == nil {
		t.Error("to a centre that is not there")
	}
}

func TestClosedCentre_ItsWorkGoesToTheOneThatReplacesIt(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	s.net.closed["DEA-FRA"] = "DEA-HAM"
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if q := s.look(t, bruno, id).Inquiry; q.Replier.Centre != "DEA-HAM" || !q.Clock.DueAt.Equal(monday.Add(6*time.Hour)) {
		t.Fatal(q.Replier, q.Clock.DueAt)
	}
	if got := s.asked(t, 2); s.look(t, bruno, got).Inquiry.Replier.Centre != "DEA-HAM" {
		t.Error("new ones go there at once")
	}
}

func TestClosedCentre_WhereAForceMajeureLasts_TheClockStandsStillToo(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	flood := inquiry.Move{Centre: "DEA-HAM", From: monday, To: monday.Add(48 * time.Hour), Reason: "FLOOD"}
	if _, err := s.DeclareForceMajeure(t.Context(), olga, flood, monday); err != nil {
		t.Fatal(err)
	}
	s.net.closed["DEA-FRA"] = "DEA-HAM"
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if q := s.look(t, bruno, id).Inquiry; q.Replier.Centre != "DEA-HAM" || len(q.Clock.Pauses) != 1 || !q.Clock.DueAt.After(monday.Add(6*time.Hour)) {
		t.Fatal(q.Replier, q.Clock)
	}
}

func TestClosedCentre_ItsOverdueWorkGoesToo(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(6*time.Hour+time.Second)); err != nil {
		t.Fatal(err)
	}
	s.net.closed["DEA-FRA"] = "DEA-HAM"
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(7*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if q := s.look(t, bruno, id).Inquiry; q.Replier.Centre != "DEA-HAM" || q.FolderOf(inquiry.Replier) != inquiry.OverdueByUs {
		t.Fatal("nobody works there, and nobody else finds it", q.Replier, q.FolderOf(inquiry.Replier))
	}
}

func TestClosedCentre_ReplacedByAClosedOne_GoesToTheOneThatIsOpen(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	s.net.closed["DEA-FRA"], s.net.closed["DEA-HAM"] = "DEA-HAM", "DEA-KOL"
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if q := s.look(t, bruno, id).Inquiry; q.Replier.Centre != "DEA-KOL" {
		t.Fatal("new questions go there, and this one does not", q.Replier)
	}
}

func TestClosedCentre_WithoutAReplacement_ItsWorkGoesWhereRoutingWouldSendIt(t *testing.T) {
	s, step := start(t), step(t)
	awaited, returned, answered, french := s.asked(t, 1), s.asked(t, 2), s.asked(t, 3), s.asked(t, 4)
	step(s.Service.Reply(t.Context(), bruno, returned, 0, inc, monday))
	step(s.Service.Reply(t.Context(), bruno, answered, 0, dlv, monday))
	s.net.closed["DEA-FRA"] = ""
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for _, id := range []inquiry.ID{awaited, returned, answered, french} {
		d := s.look(t, bruno, id)
		if d.Inquiry.Replier.Centre != "DEA-HAM" || !cmp.Equal(inquiry.Fold(d.History), d.Inquiry) {
			t.Error(d.Inquiry.State, d.Inquiry.Replier, cmp.Diff(inquiry.Fold(d.History), d.Inquiry))
		}
	}
	if got := s.counts(t, "DEA-FRA"); len(got) != 0 {
		t.Error("left behind", got)
	}
}

func TestClosedCentre_AReplacementWithoutTheProduct_IsPassedOver(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	s.net.closed["DEA-FRA"], s.net.products["DEA-HAM"] = "DEA-HAM", []string{"REG"}
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := s.asked(t, 2); s.look(t, bruno, id).Inquiry.Replier.Centre != "DEA-KOL" || s.look(t, bruno, got).Inquiry.Replier.Centre != "DEA-KOL" {
		t.Error(s.look(t, bruno, id).Inquiry.Replier, s.look(t, bruno, got).Inquiry.Replier)
	}
}

func TestClosedCentre_WhatNobodyTakes_IsSeenBySomebody(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	due := s.look(t, bruno, id).Inquiry.Clock.DueAt
	for _, c := range []directory.CentreID{"DEA-FRA", "DEA-HAM", "DEA-KOL"} {
		s.net.closed[c] = ""
	}
	for range 3 {
		if _, err := s.CheckDeadlines(t.Context(), monday.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	rows, _, err := s.List(t.Context(), gina, "GBA-DON", inquiry.UnroutableFolder, inquiry.Page{Limit: 25}, monday)
	if err != nil || len(rows) != 1 || rows[0].Inquiry.Unroutable != directory.CentreClosed || !rows[0].Inquiry.Clock.DueAt.Equal(due) {
		t.Fatal(rows, err)
	}
	if got := kinds(s.look(t, gina, id).History); len(got) != 3 {
		t.Error("told again and again", got)
	}
	delete(s.net.closed, "DEA-HAM")
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if q := s.look(t, emil, id).Inquiry; q.Replier.Centre != "DEA-HAM" || q.Unroutable != "" || !q.Clock.DueAt.Equal(due) {
		t.Error(q.Replier, q.Unroutable, q.Clock.DueAt)
	}
}

func TestClosedCentre_OfTheRequester_ItsSideGoesToo(t *testing.T) {
	s, step := start(t), step(t)
	waiting, read, back := s.asked(t, 1), s.asked(t, 2), s.asked(t, 3)
	step(s.Service.Reply(t.Context(), bruno, read, 0, dlv, monday))
	step(s.Service.Reply(t.Context(), bruno, back, 0, inc, monday))
	draft := ask(t, 4)
	draft.Send = false
	kept := step(s.Raise(t.Context(), ana, draft, monday)).ID
	nobody := s.unroutable(t, 5)
	s.net.closed["GBA-DON"], s.net.products["GBA-BEL"] = "", []string{"REG"} // it asks about what it does not answer for
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for _, id := range []inquiry.ID{waiting, read, back, kept, nobody} {
		d := s.look(t, gina, id)
		if d.Inquiry.Requester.Centre != "GBA-BEL" || !cmp.Equal(inquiry.Fold(d.History), d.Inquiry) {
			t.Error(d.Inquiry.State, d.Inquiry.Requester, cmp.Diff(inquiry.Fold(d.History), d.Inquiry))
		}
	}
	if got := s.counts(t, "GBA-DON"); len(got) != 0 {
		t.Error("left behind", got)
	}
	if q := s.look(t, gina, waiting).Inquiry; q.Replier.Centre != "DEA-FRA" || !q.Clock.DueAt.Equal(monday.Add(6*time.Hour)) {
		t.Error(q.Replier, q.Clock.DueAt)
	}
}

func TestRouting_TheRequestsOwnLanguage_DecidesFirst(t *testing.T) {
	s := start(t)
	cmd := ask(t, 1)
	cmd.Fields = map[string]any{"postingDate": "2026-11-10", "contents": "A book", "language": "fr"}
	q := step(t)(s.Raise(t.Context(), ana, cmd, monday))
	if err := s.Route(t.Context(), q.ID, monday); err != nil {
		t.Fatal(err)
	}
	if got := s.look(t, bruno, q.ID).Inquiry.Replier.Centre; got != "DEA-KOL" {
		t.Error("French is read at", got)
	}
}

func TestInformation_OpenedIsClosed_AndTheNextCanBeSent(t *testing.T) {
	s, step := start(t), step(t)
	cmd := ask(t, 1)
	cmd.Workflow = "ACK"
	q := step(s.Raise(t.Context(), ana, cmd, monday))
	if err := s.Route(t.Context(), q.ID, monday); err != nil {
		t.Fatal(err)
	}
	q = step(s.Open(t.Context(), bruno, q.ID, monday.Add(time.Hour)))
	if q.State != inquiry.StateClosed || q.ClosingCode != "CLO_INF" || len(s.counts(t, "DEA-FRA")) != 0 {
		t.Fatal(q, s.counts(t, "DEA-FRA"))
	}
	step(s.Raise(t.Context(), ana, cmd, monday.Add(2*time.Hour)))
}

func TestAnswersBeforeAnyoneLooks(t *testing.T) {
	for _, c := range []struct {
		name      string
		event     tracking.Event
		autoReply []string
		state     inquiry.State
		proposed  bool
	}{
		{"delivered with a signatory: sent at once where the operator wants that", delivered("A. Example"), []string{"WII"}, inquiry.StateReplied, false},
		{"elsewhere it is proposed", delivered("A. Example"), []string{"GEN"}, inquiry.StateSent, true},
		{"without a signatory somebody must look", delivered(""), []string{"WII"}, inquiry.StateSent, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t)
			s.net.autoReply = c.autoReply
			s.net.items[item(t, 1).ID] = []tracking.Event{c.event}
			known := s.look(t, bruno, s.asked(t, 1)) // known before it was asked
			if known.Inquiry.State != c.state || (known.Inquiry.Proposal != nil) != c.proposed {
				t.Error("known before", known.Inquiry.State, known.Inquiry.Proposal)
			}
			if last := known.History[len(known.History)-1]; last.Kind == inquiry.Replied && (last.By.Kind != inquiry.ByAutomatic || last.By.Centre != "DEA-FRA") {
				t.Error(last.By)
			}
			id := s.asked(t, 2) // told while it is open
			event := c.event
			event.Time = monday
			if err := s.tell(t.Context(), 2, id, event, monday); err != nil {
				t.Fatal(err)
			}
			if q := s.look(t, bruno, id).Inquiry; q.State != c.state || (q.Proposal != nil) != c.proposed {
				t.Error("told meanwhile", q.State, q.Proposal)
			}
		})
	}
}

func TestAutomaticAnswer_Rejected_IsNotRepeated(t *testing.T) {
	s, step := start(t), step(t)
	s.net.autoReply = []string{"WII"}
	s.net.items[item(t, 1).ID] = []tracking.Event{delivered("A. Example")}
	id := s.asked(t, 1)
	step(s.Reject(t.Context(), ana, id, 0, "WRONG", nil, inquiry.Words{}, monday.Add(time.Hour)))
	for i := range 2 {
		if err := s.Route(t.Context(), id, monday.Add(2*time.Hour)); err != nil { // delivered once more
			t.Fatal(err)
		}
		if err := s.tell(t.Context(), 1, id, tracking.Event{Code: "EMD", Time: monday.Add(time.Duration(i-5) * time.Hour), Country: "DE", Sender: "DEA"}, monday.Add(2*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if q := s.look(t, bruno, id).Inquiry; q.State != inquiry.StateSent || q.Level != 2 {
		t.Fatal(q.State, q.Level)
	}
}

func TestDraft_ShowsWhatTrackingAnswers_AndWhatIsOpenAlready(t *testing.T) {
	s, step := start(t), step(t)
	s.net.items[item(t, 1).ID] = []tracking.Event{delivered("A. Example")}
	open := s.asked(t, 1)
	draft := ask(t, 1)
	draft.Send = false
	d := s.look(t, ana, step(s.Raise(t.Context(), ana, draft, monday)).ID)
	if d.Answers == nil || d.Answers.Code != "DLV" || len(d.Same) != 1 || d.Same[0].ID != open || len(d.Others) != 0 {
		t.Fatal(d.Answers, d.Same)
	}
	generic := ask(t, 1)
	generic.Workflow = "GEN"
	other := step(s.Raise(t.Context(), ana, generic, monday)).ID
	theirs := ask(t, 1)
	step(s.Raise(t.Context(), claire, theirs, monday)) // none of GBA's business
	if d := s.look(t, ana, d.Inquiry.ID); len(d.Same) != 1 || len(d.Others) != 1 || d.Others[0].ID != other {
		t.Error(d.Same, d.Others)
	}
}

func TestUnreacted_IsClosedByTheDeadlineChecker(t *testing.T) {
	s := start(t)
	answered, returned := s.asked(t, 1), s.asked(t, 2)
	for id, r := range map[inquiry.ID]inquiry.Reply{answered: dlv, returned: inc} {
		if _, err := s.Service.Reply(t.Context(), bruno, id, 0, r, monday.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		at            string
		answer, asked inquiry.State
	}{
		{"2026-11-30T16:59:00Z", inquiry.StateReplied, inquiry.StateReturned},
		{"2026-11-30T17:00:00Z", inquiry.StateReplied, inquiry.StateClosed}, // closing time in London of the fifth working day
		{"2026-12-07T16:59:00Z", inquiry.StateReplied, inquiry.StateClosed},
		{"2026-12-07T17:00:00Z", inquiry.StateClosed, inquiry.StateClosed},
	} {
		when, _ := time.Parse(time.RFC3339, c.at)
		if _, err := s.CheckDeadlines(t.Context(), when); err != nil {
			t.Fatal(err)
		}
		if a, b := s.look(t, ana, answered).Inquiry.State, s.look(t, ana, returned).Inquiry.State; a != c.answer || b != c.asked {
			t.Error(c.at, a, b)
		}
	}
	if a, b := s.look(t, ana, answered).Inquiry.ClosingCode, s.look(t, ana, returned).Inquiry.ClosingCode; a != "CLO_AUTO" || b != "CLO_UNA" {
		t.Error(a, b)
	}
}

func TestTracking_OfWhoTakesNoPartInTheItem_ChangesNothing(t *testing.T) {
	for name, stranger := range map[string]tracking.Event{
		"a delivery": {Code: "EMI", Office: "FRCDGA", Country: "FR", Sender: "FRA", Signatory: "A. Nobody"},
		"a hold":     {Code: "EME", Office: "FRCDGA", Country: "FR", Sender: "FRA", Retention: "DOC"},
	} {
		t.Run(name, func(t *testing.T) {
			s, ctx := start(t), t.Context()
			s.net.autoReply = []string{"WII"}
			s.net.items[item(t, 1).ID] = []tracking.Event{{ItemID: item(t, 1).ID, Code: "EMC", Time: monday.Add(-48 * time.Hour), Office: "GBLALA", NextOffice: "DEFRAA", Country: "GB", Sender: "GBA"}}
			id := s.asked(t, 1)
			before := s.look(t, ana, id)
			stranger.Time = monday.Add(time.Minute)
			if err := s.tell(ctx, 1, id, stranger, monday.Add(2*time.Minute)); err != nil {
				t.Fatal(err)
			}
			after := s.look(t, ana, id)
			if d := cmp.Diff(before.Inquiry, after.Inquiry); d != "" || len(after.History) != len(before.History) {
				t.Fatalf("anybody can answer it, or stop its clock: %s", d)
			}
			// Who takes part is heard, and what the stranger says still counts for nothing.
			if err := s.tell(ctx, 1, id, tracking.Event{Code: "EMD", Office: "DEFRAA", Time: monday.Add(3 * time.Minute)}, monday.Add(4*time.Minute)); err != nil {
				t.Fatal(err)
			}
			if q := s.look(t, bruno, id).Inquiry; q.Version != before.Inquiry.Version+1 || q.Proposal != nil || q.Customs.Held || q.State != inquiry.StateSent {
				t.Fatal(q)
			}
		})
	}
}

func TestTracking_AClaimThatIsConfirmedLater_CountsFromThen(t *testing.T) {
	s, ctx := start(t), t.Context()
	s.net.items[item(t, 1).ID] = []tracking.Event{{ItemID: item(t, 1).ID, Code: "EMC", Time: monday.Add(-48 * time.Hour), Office: "GBLALA", NextOffice: "DEFRAA", Country: "GB", Sender: "GBA"}}
	id := s.asked(t, 1)
	claim := tracking.Event{Code: "EMI", Office: "FRCDGA", Country: "FR", Sender: "FRA", Signatory: "A. Example", Time: monday.Add(time.Minute)}
	if err := s.tell(ctx, 1, id, claim, monday.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	sentOn := tracking.Event{Code: "EMD", Office: "DEFRAA", NextOffice: "FRCDGA", Time: monday.Add(-time.Hour)}
	if err := s.tell(ctx, 1, id, sentOn, monday.Add(2*time.Minute)); err != nil {
		t.Fatal(err)
	}
	if q := s.look(t, bruno, id).Inquiry; q.Proposal == nil || q.Proposal.Code != "DLV" {
		t.Fatal("Germany says that it went on to France, and France says that it was delivered", q.Proposal)
	}
}
