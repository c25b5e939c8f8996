package inquiry

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Customs says whether customs holds the item, and the time of the tracking event that said so last.
type Customs struct {
	Held bool
	At   time.Time
}

// What a tracking event does to the clock of a workflow that customs pauses (catalogue.EventCode.Clock).
const (
	clockHold    = "hold"
	clockRelease = "release"
)

// After is what customs does once an event is known. An event with a retention code holds, one that shows the item moving on releases;
// events that are told late do not undo what a later one said.
func (c Customs) After(t Tracking, release *catalogue.Release) Customs {
	code, ok := release.Event(t.Code)
	if !ok || t.Time.Before(c.At) {
		return c
	}
	switch {
	case code.Clock == clockHold && t.Retention != "":
		return Customs{Held: true, At: t.Time}
	case code.Clock == clockRelease:
		return Customs{At: t.Time}
	}
	return c
}

// CustomsFrom is what customs does, by an item's confirmed events in their order (inOrder).
func CustomsFrom(release *catalogue.Release, events []tracking.Event) Customs {
	var c Customs
	for _, e := range events {
		c = c.After(Tracking{Code: e.Code, Time: happened(e), Retention: e.Retention}, release)
	}
	return c
}

// happened is when an event happened, as far as it can be believed: not after it was told. The sender's clock may be fast (intake takes 24
// hours), and what the others say after it must not count as said before.
func happened(e tracking.Event) time.Time {
	if !e.ReceivedAt.IsZero() && e.ReceivedAt.Before(e.Time) {
		return e.ReceivedAt
	}
	return e.Time
}

// inOrder are events in the order in which they happened.
func inOrder(events []tracking.Event) []tracking.Event {
	return slices.SortedStableFunc(slices.Values(events), func(a, b tracking.Event) int { return happened(a).Compare(happened(b)) })
}

// Offered is the answer that an item's confirmed events offer to the inquiry once the latest of them is known, by its key: as ProposeFrom,
// but what a requester rejected is not offered again on what was known then.
func (q Inquiry) Offered(release *catalogue.Release, item tracking.Item, latest string) *Proposal {
	p := ProposeFrom(release, q.Workflow, q.Level, item)
	if p != nil && q.Rejected && q.LastReply != nil && p.Code == q.LastReply.Code && p.EventKey != latest && !p.EventTime.After(q.RepliedAt) {
		return nil
	}
	return p
}

// Track records a tracking event that arrived while the inquiry is open, with what the item's confirmed events say from then on: the clock
// stands still while customs holds the item, and goes on when it is released; they may answer the question. A closed inquiry or a draft no
// longer takes any, nor does one whose history is maxSteps long.
func (q Inquiry) Track(t Tracking, p *Proposal, customs Customs, release *catalogue.Release, cal *calendar.Calendar, now time.Time) (_ Inquiry, _ Event, changed bool, _ error) {
	if q.State == StateClosed || q.State == StateDraft || q.State == "" || q.Version >= maxSteps {
		return q, Event{}, false, nil
	}
	e := Event{Kind: TrackingUpdated, Tracking: &t}
	if q.awaited() {
		e.Proposal, e.Withdrawn = q.supersede(p)
	}
	if customs != q.Customs {
		e.Customs = &customs
		clock, err := q.pausedByCustoms(customs, release, cal, now)
		if err != nil {
			return q, Event{}, false, err
		}
		e.Clock = clock
	}
	q, e = q.next(e, now, System)
	return q, e, true, nil
}

// pausedByCustoms is the clock once customs holds or has released the item; nil when that changes nothing. An event told late counts
// from when it happened, but nothing reaches into the future, and a due time that has passed stays passed.
func (q Inquiry) pausedByCustoms(c Customs, release *catalogue.Release, cal *calendar.Calendar, now time.Time) (*Clock, error) {
	wf, ok := release.Workflow(q.Workflow)
	if !ok || !wf.PausedByCustoms || !q.Clock.Started() || cal == nil || q.Overdue || q.State == StateReplied {
		return nil, nil //nolint:nilnil // no clock is a clock that does not change
	}
	at := c.At
	if at.After(now) {
		at = now
	}
	clock := q.Clock
	var err error
	if c.Held {
		if !clock.HeldFor(ForCustoms) {
			clock = clock.hold(ForCustoms, at).lookAgain(inWorkingDays(cal, now, lookAgainDays))
		}
	} else if clock.HeldFor(ForCustoms) {
		clock, err = clock.release(cal, ForCustoms, at)
	} else {
		return nil, nil //nolint:nilnil // as above
	}
	return &clock, err
}

// supersede says what a step changes in what offers the answer: what the events offer now, in place of what they offered before.
func (q Inquiry) supersede(p *Proposal) (_ *Proposal, withdrawn bool) {
	if old := q.Proposal; p != nil && old != nil && p.EventKey == old.EventKey && p.Code == old.Code {
		return nil, false
	}
	return p, p == nil && q.Proposal != nil
}
