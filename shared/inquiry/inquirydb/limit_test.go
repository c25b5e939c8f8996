//go:build emulator

package inquirydb_test

import (
	"sync"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// generic asks a generic question on an item and withdraws it, so that the next one is no duplicate.
func (s system) generic(t *testing.T, n int, at time.Time) error {
	t.Helper()
	cmd := ask(t, n)
	cmd.Workflow = "GEN"
	q, err := s.Raise(t.Context(), ana, cmd, at)
	if err != nil {
		return err
	}
	_, err = s.Close(t.Context(), ana, q.ID, 0, "CLO_WDR", at)
	return err
}

func TestUses_TheThirdGenericInquiryOnAnItem_IsRefused(t *testing.T) {
	s := start(t)
	for range 2 {
		if err := s.generic(t, 1, monday); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.generic(t, 1, monday); !problem.Is(err, "limit-reached") {
		t.Fatal(err)
	}
	if err := s.generic(t, 2, monday); err != nil {
		t.Fatal("another item has its own count", err)
	}
	uses, err := s.store.Uses(t.Context(), item(t, 1).ID, "GEN", "GBA")
	if err != nil || uses.Count != 2 || !uses.First.Equal(monday) {
		t.Fatal(uses, err)
	}
}

func TestUses_AfterTheirDays_AreOver(t *testing.T) {
	s := start(t)
	if err := s.generic(t, 1, monday); err != nil {
		t.Fatal(err)
	}
	if err := s.generic(t, 1, monday.AddDate(0, 0, 8)); !problem.Is(err, "limit-reached") {
		t.Fatal(err)
	}
}

func TestUses_ADraftIsNone_AndSendingItCounts(t *testing.T) {
	s := start(t)
	cmd := ask(t, 1)
	cmd.Workflow, cmd.Send = "GEN", false
	q, err := s.Raise(t.Context(), ana, cmd, monday)
	if err != nil {
		t.Fatal(err)
	}
	if uses, err := s.store.Uses(t.Context(), cmd.Item.ID, "GEN", "GBA"); err != nil || uses.Count != 0 {
		t.Fatal(uses, err)
	}
	if _, err := s.Send(t.Context(), ana, q.ID, 0, monday); err != nil {
		t.Fatal(err)
	}
	if uses, err := s.store.Uses(t.Context(), cmd.Item.ID, "GEN", "GBA"); err != nil || uses.Count != 1 {
		t.Fatal(uses, err)
	}
}

func TestUses_ManyAtOnce_OneIsSent_AndTheOthersLearnWhichIsOpen(t *testing.T) {
	s := start(t)
	cmd := ask(t, 1)
	cmd.Workflow = "GEN"
	errs := make([]error, 5)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { _, errs[i] = s.Raise(t.Context(), ana, cmd, monday) })
	}
	wg.Wait()
	sent := 0
	for _, err := range errs {
		if err == nil {
			sent++
		} else if !problem.Is(err, "inquiry-duplicate") {
			t.Error("a loser of the race is told something else", err)
		}
	}
	uses, err := s.store.Uses(t.Context(), cmd.Item.ID, "GEN", "GBA")
	if sent != 1 || err != nil || uses.Count != 1 {
		t.Fatal(sent, uses, err)
	}
}

func TestUses_AreEachOperatorsOwn(t *testing.T) {
	s := start(t)
	for range 2 {
		if err := s.generic(t, 1, monday); err != nil {
			t.Fatal(err)
		}
	}
	cmd := ask(t, 1)
	cmd.Workflow, cmd.Destination = "GEN", "GBA"
	if _, err := s.Raise(t.Context(), bruno, cmd, monday); err != nil {
		t.Fatal(err)
	}
}

func TestWrittenProof_NeedsTheDeliveryThatTrackingKnows(t *testing.T) {
	s := start(t)
	cmd := ask(t, 1)
	cmd.Workflow = "WPD"
	if _, err := s.Raise(t.Context(), ana, cmd, monday); !problem.Is(err, "event-required") {
		t.Fatal(err)
	}
	claimed := delivered("A. Example")
	claimed.Sender = "FRA"
	s.net.items[cmd.Item.ID] = []tracking.Event{{Code: "EMD", Time: monday.Add(-2 * time.Hour), Country: "DE", Sender: "DEA"}, claimed}
	if _, err := s.Raise(t.Context(), ana, cmd, monday); !problem.Is(err, "event-required") {
		t.Fatal("a post that takes no part says so", err)
	}
	s.net.items[cmd.Item.ID] = []tracking.Event{delivered("A. Example")}
	if _, err := s.Raise(t.Context(), ana, cmd, monday); err != nil {
		t.Fatal(err)
	}
}

func TestLiability_RestsOnAnOwnInquiry(t *testing.T) {
	s, step := start(t), step(t)
	id := s.asked(t, 1)
	claim := func(parent inquiry.ID) error {
		cmd := ask(t, 1)
		cmd.Workflow = "LIA"
		cmd.Fields["parentInquiry"] = string(parent)
		_, err := s.Raise(t.Context(), ana, cmd, monday.AddDate(0, 0, 3))
		return err
	}
	theirs := step(s.Raise(t.Context(), bruno, inquiry.Raise{Item: item(t, 1), Workflow: "WII", Destination: "GBA", Send: true, Fields: ask(t, 1).Fields}, monday))
	for name, parent := range map[string]inquiry.ID{"not answered yet": id, "the other post's": theirs.ID, "not there": "01TEST00000000000000009999"} {
		if err := claim(parent); !problem.Is(err, "parent-required") {
			t.Error(name, err)
		}
	}
	for level := range 2 {
		step(s.Service.Reply(t.Context(), bruno, id, 0, trn, monday.Add(time.Duration(level+1)*time.Hour)))
		step(s.Escalate(t.Context(), ana, id, 0, nil, inquiry.Words{}, monday.Add(time.Duration(level+1)*time.Hour)))
	}
	step(s.Service.Reply(t.Context(), bruno, id, 0, inquiry.Reply{Code: "LST"}, monday.AddDate(0, 0, 2)))
	if err := claim(id); err != nil {
		t.Fatal(err)
	}
}
