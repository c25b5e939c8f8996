package inquiry_test

import (
	"testing"
	"time"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// carried lets a month begin while an answer is past due, and the moment before, at which nothing is told. Nobody is shown it, and nothing moves.
func carried(t *testing.T, q Inquiry, when string) Inquiry {
	t.Helper()
	if _, e, changed := q.Tick(release(), berlin(t), archive, at(when).Add(-time.Millisecond)); changed {
		t.Fatalf("%s before the month begins", e.Kind)
	}
	after, e, changed := q.Tick(release(), berlin(t), archive, at(when))
	if !changed || e.Kind != Carried || e.By.Kind != BySystem || CarriedInto(q, e.At) != 1 {
		t.Fatal(changed, e, CarriedInto(q, e.At))
	}
	if after.LookAt != q.LookAt || after.State != q.State || after.Clock.DueAt != q.Clock.DueAt || CarriedInto(after, e.At) != 0 {
		t.Errorf("%+v", after)
	}
	if e.VisibleTo([]Side{Requester, Replier}) {
		t.Error("it is shown in the history")
	}
	if n := NoticeOf(after, e); len(n.Looks()) != 0 || len(AlertsOf(n)) != 0 {
		t.Error("pages and people are told")
	}
	return after
}

// Whatever the first step of a month is, it says whether an answer was past due when the month began: once, and of each month that had no step.
func TestCarried_IsSaidByTheFirstStepOfAMonth(t *testing.T) {
	overdue, _ := tick(t, routed(t), "2026-11-23T15:10:00Z")
	untold := routed(t) // due on 23 November, and nobody has looked
	atTheStart := overdue
	atTheStart.ChangedAt = at("2026-12-01T00:00:00Z")
	answered := reply(t, overdue, trn, "2026-11-24T10:00:00Z")
	for name, c := range map[string]struct {
		q    Inquiry
		at   string
		want int
	}{
		"in the month in which it was due":      {overdue, "2026-11-30T23:59:59Z", 0},
		"as the next month begins":              {overdue, "2026-12-01T00:00:00Z", 1},
		"late in the next month":                {overdue, "2026-12-31T23:59:59Z", 1},
		"two months later, none of them looked": {overdue, "2027-01-05T10:00:00Z", 2},
		"after a step in the month":             {atTheStart, "2026-12-02T10:00:00Z", 0},
		"past due, and not found yet":           {untold, "2026-12-01T00:00:30Z", 1},
		"answered in the month before":          {answered, "2026-12-01T00:00:00Z", 0},
		"while customs holds it in time":        {held(t, routed(t), "2026-11-23T10:00:00Z"), "2026-12-01T00:00:00Z", 0},
		"a level of its own, not due yet":       {escalate(t, answered, "2026-11-30T15:00:00Z"), "2026-12-01T00:00:00Z", 0},
		"a draft":                               {drafted(), "2026-12-01T00:00:00Z", 0},
	} {
		if got := CarriedInto(c.q, at(c.at)); got != c.want {
			t.Errorf("%s: %d, not %d", name, got, c.want)
		}
	}
}

// An answer due exactly when a month begins is due in it, and carried into the next one first.
func TestCarried_DueAsTheMonthBegins_IsDueInIt(t *testing.T) {
	q, _ := tick(t, routed(t), "2026-11-23T15:10:00Z")
	q.Clock.DueAt, q.ChangedAt = at("2026-12-01T00:00:00Z"), at("2026-11-30T12:00:00Z")
	if n := CarriedInto(q, at("2026-12-01T00:00:01Z")); n != 0 {
		t.Error(n)
	}
	if n := CarriedInto(q, at("2027-01-01T00:00:00Z")); n != 1 {
		t.Error(n)
	}
}
