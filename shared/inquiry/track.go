package inquiry

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
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

// after is what customs does once an event is known. An event with a retention code holds, one that shows the item moving on releases;
// events that are told late do not undo what a later one said.
func (c Customs) after(t Tracking, release *catalogue.Release) Customs {
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

// Track records a tracking event that arrived while the inquiry is open, with what follows from it: the clock stands still while customs
// holds the item, and goes on when it is released; the event may answer the question. A closed inquiry or a draft no longer takes any,
// nor does one whose history is maxSteps long.
func (q Inquiry) Track(t Tracking, p *Proposal, release *catalogue.Release, cal *calendar.Calendar, now time.Time) (_ Inquiry, _ Event, changed bool, _ error) {
	if q.State == StateClosed || q.State == StateDraft || q.State == "" || q.Version >= maxSteps {
		return q, Event{}, false, nil
	}
	e := Event{Kind: TrackingUpdated, Tracking: &t}
	if q.awaited() {
		e.Proposal, e.Withdrawn = q.supersede(p, t)
	}
	if customs := q.Customs.after(t, release); customs != q.Customs {
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
		clock = clock.hold(ForCustoms, at)
	} else if clock.HeldFor(ForCustoms) {
		clock, err = clock.release(cal, ForCustoms, at)
	} else {
		return nil, nil //nolint:nilnil // as above
	}
	return &clock, err
}

// supersede says what offers the answer once an event is known: its own proposal, or none when it overtakes the one there was; an
// event told late and one after the item's last change nothing.
func (q Inquiry) supersede(p *Proposal, t Tracking) (_ *Proposal, withdrawn bool) {
	old := q.Proposal
	if old != nil && (t.Time.Before(old.EventTime) || old.Final && (p == nil || !p.Final)) {
		return nil, false
	}
	return p, p == nil && old != nil
}
