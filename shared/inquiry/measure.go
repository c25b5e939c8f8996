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
	Hour           *int  `json:"hour,omitempty"`           // 0–23, on the clock of the call centre concerned
	Weekday        *int  `json:"weekday,omitempty"`        // 1 Monday … 7 Sunday, likewise
	QueueMinutes   *int  `json:"queueMinutes,omitempty"`   // routed, readdressed: working minutes of the replier from sending until it arrived there
	AnswerMinutes  *int  `json:"answerMinutes,omitempty"`  // replied, returned: working minutes of the replier since it was opened
	WaitingMinutes *int  `json:"waitingMinutes,omitempty"` // supplemented: working minutes of the replier since it was returned
	ClosedDays     *int  `json:"closedDays,omitempty"`     // closed: working days of the requester since it was sent
	Outlived       *bool `json:"outlived,omitempty"`       // the first step after more than ResolvedInDays of those days; false on a closing after that which was not the first

	Carried int `json:"carried,omitempty"` // how many months, the latest that of the step, began since the step before while the answer was past due

	Ahead  Ahead  `json:"ahead,omitzero"`  // where the calendars of the two call centres were
	Clocks Clocks `json:"clocks,omitzero"` // where their clocks were

	Repeated *bool `json:"repeated,omitempty"` // sent, routed, readdressed: the operator that asks had sent another inquiry on the item within RepeatWindow before
}

// Ahead is how many days the date of a call centre is ahead of that of UTC, when a step happens and, of one that decides an answer or carries it into a month, when that was due:
// −1, 0 or 1; 0 as long as a side has no call centre, or one that nobody knows any more.
type Ahead struct {
	Requester    int `json:"requester,omitempty"`
	Replier      int `json:"replier,omitempty"`
	RequesterDue int `json:"requesterDue,omitempty"`
	ReplierDue   int `json:"replierDue,omitempty"`
}

// Clocks are the hours of the week on the clocks of the two call centres, when a step happens and, of one that decides an answer or carries it into a month, when that was due: 0 is
// the hour from midnight on Monday, 167 the last one on Sunday. Nil as long as a side has no call centre, or one that nobody knows any more.
type Clocks struct {
	Requester    *int `json:"requester,omitempty"`
	Replier      *int `json:"replier,omitempty"`
	RequesterDue *int `json:"requesterDue,omitempty"`
	ReplierDue   *int `json:"replierDue,omitempty"`
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
		of := hourOfWeek(e.At, cal.Zone())
		e.Measured.Hour, e.Measured.Weekday = new(of%24), new(of/24+1)
	}
	e.Measured.Carried = c.Before.carried(e.At)
	if e.Measured.Ahead, e.Measured.Clocks, err = s.local(ctx, q, *e); err != nil {
		return fmt.Errorf("measure step of inquiry %s: %w", q.ID, err)
	}
	if e.Kind == Sent || e.Kind == Routed || e.Kind == Readdressed {
		repeated, err := s.repeated(ctx, q)
		if err != nil {
			return fmt.Errorf("measure step of inquiry %s: %w", q.ID, err)
		}
		e.Measured.Repeated = &repeated
	}
	if q.SentAt.IsZero() || c.Before.State == StateClosed {
		return nil
	}
	if e.Kind == Routed || e.Kind == Readdressed {
		if cal, err = s.calendarIfKnown(ctx, q.Replier.Centre); err != nil {
			return fmt.Errorf("measure way of inquiry %s: %w", q.ID, err)
		}
		if cal != nil {
			e.Measured.QueueMinutes = new(int(cal.Elapsed(q.SentAt, e.At, nil) / time.Minute))
		}
	}
	if cal, err = s.calendarIfKnown(ctx, q.Requester.Centre); err != nil {
		return fmt.Errorf("measure age of inquiry %s: %w", q.ID, err)
	}
	if cal != nil {
		e.Measured.age(cal, c.Before.ChangedAt, q.SentAt, *e)
	}
	return nil
}

// carried is how many months began after the inquiry's latest step, up to an instant, while its answer was past due and had not come. A month is one in UTC, as
// figures cut them. The first step of a month says it, whichever it is: the deadline checker sees to it that there is one.
func (q Inquiry) carried(until time.Time) (months int) {
	if !q.awaited() || !q.Clock.Started() || !q.Overdue && !q.Clock.Running() {
		return 0
	}
	for m := monthOf(until); m.After(q.ChangedAt) && q.Clock.DueAt.Before(m); m = m.AddDate(0, -1, 0) {
		months++
	}
	return months
}

// monthOf is the first instant of the month that holds t, UTC.
func monthOf(t time.Time) time.Time {
	t = t.UTC()
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// ResolvedInDays is within how many working days of the requester an inquiry should be closed after sending (EMS customer-care criteria 2021–2022).
const ResolvedInDays = 15

// age notes the working days of a closing, and whether a step is the first to see that the inquiry has outlived ResolvedInDays: at the step before it had not.
func (m *Measured) age(cal *calendar.Calendar, before, sent time.Time, e Event) {
	days := cal.DaysBetween(sent, e.At)
	if e.Kind == Closed {
		m.ClosedDays = &days
	}
	if days <= ResolvedInDays {
		return
	}
	if first := cal.DaysBetween(sent, before) <= ResolvedInDays; first || e.Kind == Closed {
		m.Outlived = &first
	}
}

// local looks at the calendars and the clocks of both call centres.
func (s *Service) local(ctx context.Context, q Inquiry, e Event) (a Ahead, c Clocks, err error) {
	for _, side := range []struct {
		centre    directory.CentreID
		days, due *int
		hour      **int
		dueHour   **int
	}{{q.Requester.Centre, &a.Requester, &a.RequesterDue, &c.Requester, &c.RequesterDue}, {q.Replier.Centre, &a.Replier, &a.ReplierDue, &c.Replier, &c.ReplierDue}} {
		cal, err := s.calendarIfKnown(ctx, side.centre)
		if err != nil {
			return a, c, err
		}
		if cal == nil {
			continue
		}
		*side.days, *side.hour = daysAhead(e.At, cal.Zone()), new(hourOfWeek(e.At, cal.Zone()))
		if (e.OnTime != nil || e.Measured.Carried > 0) && !q.Clock.DueAt.IsZero() {
			*side.due, *side.dueHour = daysAhead(q.Clock.DueAt, cal.Zone()), new(hourOfWeek(q.Clock.DueAt, cal.Zone()))
		}
	}
	return a, c, nil
}

// hourOfWeek is the hour of the week of an instant in a zone, 0 to 167 from Monday on.
func hourOfWeek(t time.Time, zone *time.Location) int {
	local := t.In(zone)
	return (int(local.Weekday())+6)%7*24 + local.Hour()
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
