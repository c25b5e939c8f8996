//go:build emulator

package inquirydb_test

import (
	"encoding/json"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func TestMainJob_FromQuestionToClose(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	step := func(_ inquiry.Inquiry, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(map[inquiry.Folder]int{inquiry.ToDo: 1}, s.counts(t, "DEA-FRA")); d != "" {
		t.Error(d)
	}
	step(s.Open(t.Context(), bruno, id, monday.Add(time.Hour)))
	step(s.Service.Reply(t.Context(), bruno, id, 0, dlv, monday.Add(2*time.Hour)))
	if d := cmp.Diff(map[inquiry.Folder]int{inquiry.ToRead: 1}, s.counts(t, "GBA-DON")); d != "" {
		t.Error(d)
	}
	step(s.Read(t.Context(), ana, id, monday.Add(3*time.Hour)))
	step(s.Close(t.Context(), ana, id, 0, "CLO_OK", monday.Add(3*time.Hour)))

	d, err := s.Look(t.Context(), ana, id, inquiry.Unseen, true, monday.Add(4*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	var kinds []inquiry.Kind
	for _, e := range d.History {
		kinds = append(kinds, e.Kind)
	}
	if diff := cmp.Diff([]inquiry.Kind{inquiry.Sent, inquiry.Routed, inquiry.Opened, inquiry.Replied, inquiry.Read, inquiry.Closed}, kinds); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(inquiry.Fold(d.History), d.Inquiry); diff != "" {
		t.Errorf("what is stored does not add up to the head: %s", diff)
	}
	if len(s.counts(t, "GBA-DON")) != 0 || len(s.counts(t, "DEA-FRA")) != 0 {
		t.Error("a closed inquiry is still counted", s.counts(t, "GBA-DON"), s.counts(t, "DEA-FRA"))
	}
	if _, err := s.Raise(t.Context(), ana, ask(t, 1), monday.Add(5*time.Hour)); err != nil {
		t.Errorf("after the close the same question must be possible again: %v", err)
	}
}

func TestDuplicate_ShowsTheOpenOne(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	_, err := s.Raise(t.Context(), ana, ask(t, 1), monday)
	if !problem.Is(err, "inquiry-duplicate") || problem.As(err).Extra["inquiryId"] != string(id) {
		t.Fatal(err)
	}
	other := ask(t, 1)
	if _, err := s.Raise(t.Context(), bruno, inquiry.Raise{Item: other.Item, Workflow: "WII", Destination: "GBA", Send: true, Fields: other.Fields}, monday); err != nil {
		t.Fatalf("another operator's question on the same item is its own: %v", err)
	}
}

func TestIdempotencyKey_OneEffect_AndAnotherBodyIsRefused(t *testing.T) {
	s := start(t)
	cmd := ask(t, 1)
	cmd.Key = "crm-4711"
	first, err := s.Raise(t.Context(), ana, cmd, monday)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Raise(t.Context(), ana, cmd, monday.Add(time.Minute))
	if err != nil || again.ID != first.ID || s.counts(t, "GBA-DON")[inquiry.Waiting] != 1 {
		t.Fatal(again.ID, err, s.counts(t, "GBA-DON"))
	}
	if err := s.Route(t.Context(), first.ID, monday.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if again, err := s.Raise(t.Context(), ana, cmd, monday.AddDate(1, 0, 0)); err != nil || again.ID != first.ID {
		t.Fatal("the key must hold after further steps and whatever else has changed", err)
	}
	cmd.Urgent, cmd.UrgencyReason = true, "MEDICAL"
	if _, err := s.Raise(t.Context(), ana, cmd, monday); !problem.Is(err, "idempotency-key-reused") {
		t.Fatal(err)
	}
	cmd.Item = item(t, 2)
	if q, err := s.Raise(t.Context(), bruno, cmd, monday); err != nil || q.ID == first.ID {
		t.Fatal("another operator's key is its own", err)
	}
}

func TestTwoAgentsAtOnce_OneReplyIsKept_TheOtherLearnsWhatChanged(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	seen, err := s.Look(t.Context(), bruno, id, inquiry.Unseen, true, monday)
	if err != nil {
		t.Fatal(err)
	}
	errs := make([]error, 2)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			by := bruno
			if i == 1 {
				by = doris
			}
			_, errs[i] = s.Service.Reply(t.Context(), by, id, seen.Inquiry.Version, dlv, monday.Add(time.Hour))
		})
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatal("exactly one of two replies is kept", errs)
	}
	p := problem.As(errs[0])
	if errs[0] == nil {
		p = problem.As(errs[1])
	}
	changes, _ := p.Extra["changes"].([]inquiry.Changes)
	if p.Slug != inquiry.ChangedSlug || len(changes) != 1 || changes[0].Kind != inquiry.Replied || changes[0].Side != inquiry.Replier {
		t.Fatal(p, p.Extra)
	}
}

func TestTwoStepsAtOnce_ThatDoNotConflict_AreBothKept(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		wg.Go(func() {
			if i == 0 {
				_, errs[i] = s.Open(t.Context(), bruno, id, monday.Add(time.Hour))
				return
			}
			errs[i] = s.tell(t.Context(), 1, id, tracking.Event{Code: "EMD", Time: monday.Add(time.Duration(i) * time.Second)}, monday.Add(time.Hour))
		})
	}
	wg.Wait()
	d, err := s.Look(t.Context(), ana, id, inquiry.Unseen, true, monday.Add(time.Hour))
	if err != nil || slices.ContainsFunc(errs, func(e error) bool { return e != nil }) || len(d.History) != 2+len(errs) || d.Inquiry.State != inquiry.StateOpened {
		t.Fatal(err, errs, len(d.History), d.Inquiry.State)
	}
}

func TestTrackingEvent_ToldTwice_IsRecordedOnce(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	for range 2 {
		if err := s.tell(t.Context(), 1, id, tracking.Event{Code: "EMI", Time: monday}, monday); err != nil {
			t.Fatal(err)
		}
	}
	if d, _ := s.Look(t.Context(), ana, id, inquiry.Unseen, true, monday); len(d.History) != 3 {
		t.Fatal(len(d.History))
	}
}

func TestRouting_DeliveredTwice_HasOneEffect(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	if err := s.Route(t.Context(), id, monday.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if d, _ := s.Look(t.Context(), ana, id, inquiry.Unseen, true, monday); len(d.History) != 2 {
		t.Fatal(len(d.History))
	}
}

func TestUnroutable_IsInTheSupervisorsFolder(t *testing.T) {
	s := start(t)
	cmd := ask(t, 1)
	cmd.Destination = "FRA"
	q, err := s.Raise(t.Context(), ana, cmd, monday)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Route(t.Context(), q.ID, monday); err != nil {
		t.Fatal(err)
	}
	if s.counts(t, "GBA-DON")[inquiry.UnroutableFolder] != 1 {
		t.Fatal(s.counts(t, "GBA-DON"))
	}
	for _, c := range []struct {
		after time.Duration
		steps int
	}{{time.Hour, 2}, {4 * time.Hour, 2}, {8 * time.Hour, 2}} { // tried again every four hours; that it is still so is no step
		if _, err := s.CheckDeadlines(t.Context(), monday.Add(c.after)); err != nil {
			t.Fatal(err)
		}
		if d, err := s.Look(t.Context(), ana, q.ID, inquiry.Unseen, true, monday); err != nil || len(d.History) != c.steps {
			t.Fatal(c.after, len(d.History), err)
		}
	}
	if _, err := s.Close(t.Context(), ana, q.ID, 0, "CLO_OK", monday.Add(9*time.Hour)); err != nil {
		t.Fatalf("what nobody can be asked must not be stuck: %v", err)
	}
	if _, err := s.Raise(t.Context(), ana, ask(t, 1), monday.Add(9*time.Hour)); err != nil {
		t.Fatalf("nor may it block another question: %v", err)
	}
}

func TestClosedFolder_PagesOnWhileItsWindowMoves(t *testing.T) {
	s := start(t)
	for n := 1; n <= 3; n++ {
		id := s.asked(t, n)
		at := monday.Add(time.Duration(n) * time.Minute)
		if _, err := s.Service.Reply(t.Context(), bruno, id, 0, dlv, at); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Close(t.Context(), ana, id, 0, "CLO_OK", at); err != nil {
			t.Fatal(err)
		}
	}
	month := 30 * 24 * time.Hour
	rows, part, err := s.List(t.Context(), ana, "GBA-DON", inquiry.ClosedFolder, inquiry.Page{Limit: 2}, monday.Add(month))
	if err != nil || len(rows) != 2 || part.Next == nil {
		t.Fatal(len(rows), part.Next, err)
	}
	rows, _, err = s.List(t.Context(), ana, "GBA-DON", inquiry.ClosedFolder, inquiry.Page{Limit: 2, Position: part.Next}, monday.Add(month+time.Hour))
	if err != nil || len(rows) != 0 {
		t.Fatal("the rest has left the window", len(rows), err)
	}
}

func TestOthers_SeeNothing(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	if _, err := s.Look(t.Context(), claire, id, inquiry.Unseen, true, monday); !problem.Is(err, "inquiry-unknown") {
		t.Fatal(err)
	}
	if _, err := s.Service.Reply(t.Context(), claire, id, 0, dlv, monday); !problem.Is(err, "inquiry-unknown") {
		t.Fatal(err)
	}
	if open, err := s.OpenOn(t.Context(), claire, item(t, 1).ID); err != nil || len(open) != 0 {
		t.Fatal(open, err)
	}
	if _, _, err := s.List(t.Context(), claire, "DEA-FRA", inquiry.ToDo, inquiry.Page{Limit: 5}, monday); !problem.Is(err, "call-centre-unknown") {
		t.Fatal(err)
	}
}

func TestDeadlines_ToldOnceEach(t *testing.T) {
	s := start(t)
	s.asked(t, 1) // due at 15:00 UTC; told at 13:00, two hours before, and at 13:30, three quarters of the target
	for _, c := range []struct {
		at   time.Duration
		told int
	}{{3 * time.Hour, 0}, {4 * time.Hour, 1}, {4*time.Hour + 30*time.Minute, 1}, {5 * time.Hour, 0}, {6*time.Hour + time.Second, 1}, {48 * time.Hour, 0}} {
		if told, err := s.CheckDeadlines(t.Context(), monday.Add(c.at)); err != nil || told != c.told {
			t.Errorf("after %v: told %d, want %d (%v)", c.at, told, c.told, err)
		}
	}
	if n := s.counts(t, "DEA-FRA")[inquiry.OverdueByUs]; n != 1 {
		t.Error(s.counts(t, "DEA-FRA"))
	}
}

func TestDeadlines_RouteWhatNobodyRouted(t *testing.T) {
	s := start(t)
	q, err := s.Raise(t.Context(), ana, ask(t, 1), monday) // and the message to the router is lost
	if err != nil {
		t.Fatal(err)
	}
	if moved, err := s.CheckDeadlines(t.Context(), monday.Add(4*time.Minute)); err != nil || moved != 0 {
		t.Fatal(moved, err)
	}
	if moved, err := s.CheckDeadlines(t.Context(), monday.Add(5*time.Minute)); err != nil || moved != 1 {
		t.Fatal(moved, err)
	}
	d, err := s.Look(t.Context(), bruno, q.ID, inquiry.Unseen, true, monday.Add(6*time.Minute))
	if err != nil || d.Inquiry.Replier.Centre != "DEA-FRA" {
		t.Fatal(d.Inquiry, err)
	}
}

func TestFolder_PagesAcrossBothSidesOfWaiting(t *testing.T) {
	s := start(t)
	for n := 1; n <= 3; n++ { // asked by GBA, answered by DEA: waiting for DEA
		if _, err := s.Service.Reply(t.Context(), bruno, s.asked(t, n), 0, dlv, monday.Add(time.Duration(n)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	for n := 4; n <= 6; n++ { // asked by DEA: waiting for it too
		cmd := ask(t, n)
		cmd.Destination = "GBA"
		if _, err := s.Raise(t.Context(), bruno, cmd, monday); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[inquiry.ID]int{}
	pages := 0
	for p := (inquiry.Page{Limit: 2}); ; pages++ {
		rows, part, err := s.List(t.Context(), bruno, "DEA-FRA", inquiry.Waiting, p, monday)
		if err != nil || len(rows) > 2 || pages > 10 {
			t.Fatal(err, len(rows), pages)
		}
		for _, r := range rows {
			seen[r.Inquiry.ID]++
		}
		if p.Position = part.Next; part.Next == nil {
			break
		}
	}
	if len(seen) != 6 || s.counts(t, "DEA-FRA")[inquiry.Waiting] != 6 {
		t.Fatal(seen, s.counts(t, "DEA-FRA"))
	}
}

func TestFolder_UrgentFirst_ThenByDueTime(t *testing.T) {
	s := start(t)
	var want []inquiry.ID
	for n := 1; n <= 3; n++ {
		cmd := ask(t, n)
		if cmd.Urgent = n == 3; cmd.Urgent {
			cmd.UrgencyReason = "MEDICAL"
		}
		q, err := s.Raise(t.Context(), ana, cmd, monday)
		if err == nil {
			err = s.Route(t.Context(), q.ID, monday.Add(time.Duration(10-n)*time.Minute))
		}
		if err != nil {
			t.Fatal(err)
		}
		want = append([]inquiry.ID{q.ID}, want...) // later ones were routed earlier
	}
	rows, _, err := s.List(t.Context(), bruno, "DEA-FRA", inquiry.ToDo, inquiry.Page{Limit: 25}, monday.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	var got []inquiry.ID
	for _, r := range rows {
		got = append(got, r.Inquiry.ID)
		if r.Remaining == nil || *r.Remaining > 360 || *r.Remaining < 300 {
			t.Error("remaining", r.Remaining)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestNotice_HoldsNoPersonalData(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	if _, err := s.Service.Reply(t.Context(), bruno, id, 0, dlv, monday); err != nil {
		t.Fatal(err)
	}
	d, _ := s.Look(t.Context(), ana, id, inquiry.Unseen, true, monday)
	for _, e := range d.History {
		text, err := json.Marshal(inquiry.NoticeOf(d.Inquiry, e))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"Example", "A book", "bruno", "ana"} {
			if slices.Contains([]string{string(text)}, secret) || containsFold(string(text), secret) {
				t.Errorf("the notice of %s holds %q: %s", e.Kind, secret, text)
			}
		}
	}
}
