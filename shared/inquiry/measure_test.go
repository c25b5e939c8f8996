package inquiry_test

import (
	"testing"
	"time"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// An inquiry is opened an hour after it came, returned an hour later, supplemented the next morning and answered an hour after that:
// the answer took two working hours, the supplement the afternoon and an hour.
func TestMeasured_AnsweringAndWaitingAreToldApart(t *testing.T) {
	cal := berlin(t) // 9 to 17, and it is ten there
	q, _, _, err := routed(t).Open(release(), cal, archive, at("2026-11-23T10:00:00Z"), answerer)
	if err != nil {
		t.Fatal(err)
	}
	q, returned, err := q.Reply(inc, release(), cal, cal, at("2026-11-23T11:00:00Z"), answerer)
	if err != nil {
		t.Fatal(err)
	}
	q, _, supplemented, err := q.Supplement(map[string]any{"contents": "Two books"}, Words{}, []string{"contents"}, complete, release(), cal, at("2026-11-24T09:00:00Z"), asker)
	if err != nil {
		t.Fatal(err)
	}
	_, replied, err := q.Reply(dlv, release(), cal, cal, at("2026-11-24T10:00:00Z"), answerer)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		got  *int
		want int
	}{
		"returned after opening": {returned.Measured.AnswerMinutes, 60},
		"waiting":                {supplemented.Measured.WaitingMinutes, 5*60 + 60},
		"answered after opening": {replied.Measured.AnswerMinutes, 2 * 60},
	} {
		if c.got == nil || *c.got != c.want {
			t.Errorf("%s: %v, want %d", name, c.got, c.want)
		}
	}
	if n := NoticeOf(q, replied); n.AnswerMinutes == nil || *n.AnswerMinutes != 120 {
		t.Error("the notice does not tell it")
	}
	if _, unopened, err := routed(t).Reply(dlv, release(), cal, cal, monday, answerer); err != nil || unopened.Measured.AnswerMinutes != nil {
		t.Error("nobody opened it: there is nothing to measure from", err)
	}
}

// The second inquiry of an operator on an item repeats the first, whatever the first asked and however it ended: for thirty days.
func TestRepeats(t *testing.T) {
	first := Inquiry{ID: "1", ItemID: "RR123456785GB", Workflow: "WII", State: StateClosed, Requester: Party{Operator: "GBA"}, SentAt: at("2026-11-02T09:00:00Z")}
	for name, c := range map[string]struct {
		change func(second, first *Inquiry)
		want   bool
	}{
		"a week later":                   {func(q, _ *Inquiry) { q.SentAt = at("2026-11-09T09:00:00Z") }, true},
		"after thirty days":              {func(q, _ *Inquiry) { q.SentAt = at("2026-12-02T09:00:00Z") }, true},
		"a second after thirty days":     {func(q, _ *Inquiry) { q.SentAt = at("2026-12-02T09:00:01Z") }, false},
		"the first is not the second's":  {func(q, _ *Inquiry) { q.SentAt = at("2026-11-01T09:00:00Z") }, false},
		"at the same instant, one of it": {func(_, _ *Inquiry) {}, true},
		"and not the other":              {func(q, f *Inquiry) { q.ID, f.ID = f.ID, q.ID }, false},
		"another operator's":             {func(q, _ *Inquiry) { q.SentAt, q.Requester.Operator = at("2026-11-09T09:00:00Z"), "FRA" }, false},
		"another item's":                 {func(q, _ *Inquiry) { q.SentAt, q.ItemID = at("2026-11-09T09:00:00Z"), "RR123456799GB" }, false},
		"a draft asks nothing":           {func(q, f *Inquiry) { q.SentAt, f.SentAt = at("2026-11-09T09:00:00Z"), time.Time{} }, false},
		"itself":                         {func(q, f *Inquiry) { *q = *f }, false},
	} {
		second, earlier := first, first
		second.ID, second.Workflow, second.State = "2", "DEL", StateSent
		if c.change(&second, &earlier); second.Repeats(earlier) != c.want {
			t.Errorf("%s: %v", name, !c.want)
		}
	}
}
