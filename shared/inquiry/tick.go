package inquiry

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
)

// Tick does what the time asks for, one step at a time: it tells an approaching due time, a passed one, and what a reply promised and did
// not come, each once; and it closes what the requester does not react to. It returns the inquiry unchanged, and false, when nothing is due.
// Passing the due time without an answer decides that the answer is late.
func (q Inquiry) Tick(release *catalogue.Release, cal *calendar.Calendar, archiveAt, now time.Time) (_ Inquiry, _ Event, changed bool) {
	at := q.CheckAt()
	if at.IsZero() || now.Before(at) {
		return q, Event{}, false
	}
	var e Event
	switch {
	case q.awaited() && q.Clock.Running():
		if e = q.approach(cal, now); e.Kind == "" {
			return q, Event{}, false
		}
	case !q.RespondBy.IsZero() && !now.Before(q.RespondBy) && q.State == StateReturned:
		e = Event{Kind: Closed, ClosingCode: release.Roles().ClosedUnanswered, ArchiveAt: archiveAt}
	case !q.RespondBy.IsZero() && !now.Before(q.RespondBy) && q.State == StateReplied:
		e = Event{Kind: Closed, ClosingCode: release.Roles().ClosedWithoutReaction, ArchiveAt: archiveAt}
	case !q.FollowUpAt.IsZero() && q.State == StateReplied:
		e = Event{Kind: FollowUp}
	default:
		return q, Event{}, false
	}
	q, e = q.next(e, now, System)
	return q, e, true
}

// approach is the step of a running clock. A jump past several instants tells the last of them only. Exactly at the due time nothing is
// told: an answer now is still on time.
func (q Inquiry) approach(cal *calendar.Calendar, now time.Time) Event {
	if now.After(q.Clock.DueAt) {
		minutes := q.Clock.worked(cal, now)
		e := Event{Kind: Overdue, WorkingMinutes: &minutes}
		if q.OnTime == nil {
			late := false
			e.OnTime = &late
		}
		return e
	}
	stage := 0
	for i, at := range q.Clock.warnings() {
		if !now.Before(at) {
			stage = i + 1
		}
	}
	if stage <= q.Warned {
		return Event{}
	}
	return Event{Kind: DueSoon, Stage: stage}
}
