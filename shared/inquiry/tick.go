package inquiry

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
)

// Tick does what the time asks for, one step at a time: it tells an approaching due time, a passed one, and what a reply promised and did
// not come, each once; it closes what the requester does not react to; it reminds people of what would wait for ever unseen; and it notes, for figures, that a
// month has begun while an answer was past due. The calendar
// is the one on which the clock counts while an answer is owed, and the requester's otherwise. It returns the inquiry unchanged, and false,
// when nothing is due. Passing the due time without an answer decides that the answer is late.
func (q Inquiry) Tick(release *catalogue.Release, cal *calendar.Calendar, archiveAt, now time.Time) (_ Inquiry, _ Event, changed bool) {
	at := q.CheckAt()
	if at.IsZero() || now.Before(at) {
		return q, Event{}, false
	}
	var e Event
	switch {
	case q.State == StateDraft:
		e = Event{Kind: Reminded, Reason: RemindDraft}
	case q.awaited() && !q.Clock.Started():
		e = Event{Kind: Reminded, Reason: RemindUnopened}
	case q.awaited() && q.Overdue && (q.LookAt.IsZero() || now.Before(q.LookAt)):
		e = Event{Kind: Carried}
	case q.awaited() && q.Overdue:
		e = Event{Kind: Reminded, Reason: RemindOverdue, LookAt: q.stillOverdue(release, cal, now)}
		if q.claimable(release, cal, now) {
			e.Reason = RemindClaim
		}
	case q.awaited() && !q.Clock.Running():
		clock := q.Clock.lookAgain(inWorkingDays(cal, now, lookAgainDays))
		e = Event{Kind: Reminded, Reason: RemindHeld, Clock: &clock}
	case q.awaited():
		if e = q.approach(release, cal, now); e.Kind == "" {
			return q, Event{}, false
		}
	case !q.RespondBy.IsZero() && !now.Before(q.RespondBy) && q.State == StateReturned:
		e = Event{Kind: Closed, ClosingCode: release.Roles().ClosedUnanswered, ArchiveAt: archiveAt}
	case !q.RespondBy.IsZero() && !now.Before(q.RespondBy) && q.State == StateReplied:
		e = Event{Kind: Closed, ClosingCode: release.Roles().ClosedWithoutReaction, ArchiveAt: archiveAt}
	case !q.FollowUpAt.IsZero() && q.State == StateReplied:
		e = Event{Kind: FollowUp, FollowUpAt: inWorkingDays(cal, now, followUpDays)}
	default:
		return q, Event{}, false
	}
	q, e = q.next(e, now, System)
	return q, e, true
}

// What people are reminded of (Event.Reason of Reminded).
const (
	RemindHeld     = "held"     // customs still holds the item
	RemindOverdue  = "overdue"  // the answer still has not come
	RemindClaim    = "claim"    // and by now liability may be claimed without one
	RemindDraft    = "draft"    // a draft that nobody touches
	RemindUnopened = "unopened" // information that nobody takes note of
)

// inWorkingDays is the end of the n-th working day from now; of a calendar that does not open that often, the n-th day.
func inWorkingDays(cal *calendar.Calendar, now time.Time, n int) time.Time {
	at, err := cal.DueDays(now, n)
	if err != nil {
		return now.AddDate(0, 0, n)
	}
	return at
}

// stillOverdue is when what is overdue is looked at again: some working days on, or as soon as liability may be claimed without an answer.
func (q Inquiry) stillOverdue(release *catalogue.Release, cal *calendar.Calendar, now time.Time) time.Time {
	terms := release.Terms()
	var next time.Time
	for _, at := range []time.Time{inWorkingDays(cal, now, lookAgainDays), inWorkingDays(cal, q.Clock.DueAt, terms.NoReplyDays), q.SentAt.AddDate(0, terms.NoReplyMonths, 0)} {
		if after := at.Add(time.Millisecond); after.After(now) { // only after it, and instants are kept to the millisecond
			next = earliest(next, after)
		}
	}
	return next
}

// claimable reports whether liability may be claimed because no answer came, in a workflow that serves the product.
func (q Inquiry) claimable(release *catalogue.Release, cal *calendar.Calendar, now time.Time) bool {
	claims := slices.ContainsFunc(release.Workflows, func(wf catalogue.Workflow) bool {
		return wf.Code != q.Workflow && wf.Requires != nil && wf.Requires.ParentField != "" && slices.Contains(wf.Products, q.Product)
	})
	if !claims {
		return false
	}
	unanswered, err := q.Unanswered(release, cal, now)
	return err == nil && unanswered
}

// approach is the step of a running clock. A jump past several instants tells the last of them only. Exactly at the due time nothing is
// told: an answer now is still on time.
func (q Inquiry) approach(release *catalogue.Release, cal *calendar.Calendar, now time.Time) Event {
	if now.After(q.Clock.DueAt) {
		minutes := q.Clock.worked(cal, now)
		e := Event{Kind: Overdue, WorkingMinutes: &minutes, LookAt: q.stillOverdue(release, cal, now)}
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
