package inquiry

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Measured is what figures need to know of a step beside what the step is. It is measured when the step happens and kept in its notice,
// so that a call centre that moves to another time zone, or an edited calendar, changes no figure of the past. Nil is unknown.
type Measured struct {
	Hour           *int `json:"hour,omitempty"`           // 0–23, on the clock of the call centre concerned
	Weekday        *int `json:"weekday,omitempty"`        // 1 Monday … 7 Sunday, likewise
	AnswerMinutes  *int `json:"answerMinutes,omitempty"`  // replied, returned: working minutes of the replier since it was opened
	WaitingMinutes *int `json:"waitingMinutes,omitempty"` // supplemented: working minutes of the replier since it was returned
	ClosedDays     *int `json:"closedDays,omitempty"`     // closed: working days of the requester since it was sent

	Ahead Ahead `json:"ahead,omitzero"` // where the calendars of the two call centres were

	Repeated *bool `json:"repeated,omitempty"` // sent, routed, readdressed: the operator that asks had sent another inquiry on the item within RepeatWindow before
}

// Ahead is how many days the date of a call centre is ahead of that of UTC, when a step happens and, of one that decides an answer, when that was due:
// −1, 0 or 1; 0 as long as a side has no call centre, or one that nobody knows any more.
type Ahead struct {
	Requester    int `json:"requester,omitempty"`
	Replier      int `json:"replier,omitempty"`
	RequesterDue int `json:"requesterDue,omitempty"`
	ReplierDue   int `json:"replierDue,omitempty"`
}

// sinceOpened is the working time of an answer since the inquiry was opened; nil when nobody opened it.
func (q Inquiry) sinceOpened(cal *calendar.Calendar, now time.Time) *int {
	if q.OpenedAt.IsZero() || !q.Clock.Started() {
		return nil
	}
	minutes := int(cal.Elapsed(later(q.OpenedAt, q.Clock.StartedAt), now, q.Clock.until(now).intervals()) / time.Minute)
	return &minutes
}

// sinceReturned is the replier's working time that a supplement took; nil when the clock did not wait for one.
func (q Inquiry) sinceReturned(cal *calendar.Calendar, now time.Time) *int {
	for _, h := range q.Clock.Held {
		if h.Cause == ForInformation {
			minutes := int(cal.Elapsed(h.From, now, nil) / time.Minute)
			return &minutes
		}
	}
	return nil
}

// concerned is the call centre on whose clock a step is counted: that of whoever did it; of the system's steps, the one that answers, or
// the one that asks as long as no other has it.
func (q Inquiry) concerned(e Event) directory.CentreID {
	switch {
	case e.By.Kind != BySystem && e.By.Centre != "":
		return e.By.Centre
	case q.Replier.Centre != "":
		return q.Replier.Centre
	default:
		return q.Requester.Centre
	}
}

// measure completes what figures need of a step. A call centre that is not in the directory any more leaves it unknown.
func (s *Service) measure(ctx context.Context, c *Change) error {
	q, e := c.After, &c.Event
	cal, err := s.calendarIfKnown(ctx, q.concerned(*e))
	if err != nil {
		return fmt.Errorf("measure step of inquiry %s: %w", q.ID, err)
	}
	if cal != nil {
		local := e.At.In(cal.Zone())
		hour, weekday := local.Hour(), (int(local.Weekday())+6)%7+1
		e.Measured.Hour, e.Measured.Weekday = &hour, &weekday
	}
	if e.Measured.Ahead, err = s.ahead(ctx, q, *e); err != nil {
		return fmt.Errorf("measure step of inquiry %s: %w", q.ID, err)
	}
	if e.Kind == Sent || e.Kind == Routed || e.Kind == Readdressed {
		repeated, err := s.repeated(ctx, q)
		if err != nil {
			return fmt.Errorf("measure step of inquiry %s: %w", q.ID, err)
		}
		e.Measured.Repeated = &repeated
	}
	if e.Kind != Closed || q.SentAt.IsZero() {
		return nil
	}
	if cal, err = s.calendarIfKnown(ctx, q.Requester.Centre); err != nil {
		return fmt.Errorf("measure closing of inquiry %s: %w", q.ID, err)
	}
	if cal != nil {
		days := cal.DaysBetween(q.SentAt, e.At)
		e.Measured.ClosedDays = &days
	}
	return nil
}

// ahead looks at the calendars of both call centres.
func (s *Service) ahead(ctx context.Context, q Inquiry, e Event) (a Ahead, err error) {
	for _, side := range []struct {
		centre  directory.CentreID
		at, due *int
	}{{q.Requester.Centre, &a.Requester, &a.RequesterDue}, {q.Replier.Centre, &a.Replier, &a.ReplierDue}} {
		cal, err := s.calendarIfKnown(ctx, side.centre)
		if err != nil {
			return a, err
		}
		if cal == nil {
			continue
		}
		*side.at = daysAhead(e.At, cal.Zone())
		if e.OnTime != nil && !q.Clock.DueAt.IsZero() {
			*side.due = daysAhead(q.Clock.DueAt, cal.Zone())
		}
	}
	return a, nil
}

// daysAhead is how many days the date of a zone is ahead of that of UTC at an instant.
func daysAhead(t time.Time, zone *time.Location) int {
	year, month, day := t.In(zone).Date()
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Sub(t.UTC().Truncate(24*time.Hour)) / (24 * time.Hour))
}

// RepeatWindow is within how long after an inquiry another of the same operator on the same item repeats it.
const RepeatWindow = 30 * 24 * time.Hour

// mostRepeats is how many inquiries of an operator on one item are looked at, the latest first.
const mostRepeats = 10

// Repeats reports whether an inquiry is a second one: its requester had sent the other one, on the same item, within RepeatWindow before.
func (q Inquiry) Repeats(other Inquiry) bool {
	before := other.SentAt.Before(q.SentAt) || other.SentAt.Equal(q.SentAt) && other.ID < q.ID
	return other.ID != q.ID && other.ItemID == q.ItemID && other.Requester.Operator == q.Requester.Operator &&
		!other.SentAt.IsZero() && before && !other.SentAt.Before(q.SentAt.Add(-RepeatWindow))
}

// repeated looks for an inquiry that q repeats: among those that are open, which is known at once, and among those by which the operator finds
// the item. A draft that lay for longer than RepeatWindow before it was sent is not looked for.
func (s *Service) repeated(ctx context.Context, q Inquiry) (bool, error) {
	open, err := s.Store.OpenOn(ctx, q.ItemID)
	if err != nil {
		return false, err
	}
	found, err := s.Store.Find(ctx, q.Requester.Operator, Term{ByItem, fold(string(q.ItemID))}, Page{Limit: mostRepeats, Since: q.SentAt.Add(-2 * RepeatWindow)})
	if err != nil {
		return false, err
	}
	ids := found.IDs
	for _, ref := range open {
		if !slices.Contains(ids, ref.ID) {
			ids = append(ids, ref.ID)
		}
	}
	for _, id := range ids {
		if id == q.ID {
			continue
		}
		r, err := s.Store.Load(ctx, id)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return false, err
		}
		if q.Repeats(r.Inquiry) {
			return true, nil
		}
	}
	return false, nil
}

// calendarIfKnown is a call centre's calendar, nil when there is no such centre.
func (s *Service) calendarIfKnown(ctx context.Context, c directory.CentreID) (*calendar.Calendar, error) {
	if c == "" || s.Directory == nil {
		return nil, nil //nolint:nilnil // not known is an answer here
	}
	cal, err := s.calendarOf(ctx, c)
	if p := problem.As(err); p != nil && p.Kind == problem.NotFound {
		return nil, nil //nolint:nilnil // likewise
	}
	return cal, err
}
