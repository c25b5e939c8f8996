package inquiry

import (
	"context"
	"fmt"
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
