package inquiry

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Arrival is how an inquiry comes to a call centre: where, on which calendar, with which target, and what is known of the item by then.
type Arrival struct {
	Centre        directory.CentreID
	Calendar      *calendar.Calendar
	TargetMinutes int // 0 for information without reply: no clock
	Customs       Customs
	Proposal      *Proposal
	Pauses        []Pause // of declared force majeure that is not over
	Warning       Warning
}

// clock is the clock of a level that begins now; nil when no reply is due. Where customs holds the item, it starts standing still.
func (a Arrival) clock(wf *catalogue.Workflow, now time.Time) (*Clock, error) {
	if a.TargetMinutes == 0 {
		return nil, nil //nolint:nilnil // information needs no clock
	}
	c, err := startClock(a.Calendar, now, a.TargetMinutes, a.Pauses, a.Warning)
	if err != nil {
		return nil, err
	}
	if a.Customs.Held && wf != nil && wf.PausedByCustoms {
		c = c.hold(ForCustoms, now).lookAgain(inWorkingDays(a.Calendar, now, lookAgainDays))
	}
	return &c, nil
}

// Route hands a sent inquiry to a call centre and starts that centre's clock. An inquiry that has been routed stays as it is: changed is false.
func (q Inquiry) Route(a Arrival, release *catalogue.Release, now time.Time) (_ Inquiry, _ Event, changed bool, _ error) {
	if q.State != StateSent || q.Replier.Centre != "" {
		return q, Event{}, false, nil
	}
	wf, _ := release.Workflow(q.Workflow)
	clock, err := a.clock(wf, now)
	if err != nil {
		return q, Event{}, false, err
	}
	e := Event{Kind: Routed, Replier: &Party{q.Replier.Operator, a.Centre}, Clock: clock, Proposal: a.Proposal}
	if a.Customs != q.Customs {
		e.Customs = &a.Customs
	}
	q, e = q.next(e, now, System)
	return q, e, true, nil
}

// MarkUnroutable puts a sent inquiry that no centre takes into the supervised folder, with the reason. The same reason again changes nothing,
// however often it is tried: it was told.
func (q Inquiry) MarkUnroutable(reason string, now time.Time) (_ Inquiry, _ Event, changed bool) {
	if q.State != StateSent || q.Replier.Centre != "" || q.Unroutable == reason {
		return q, Event{}, false
	}
	q, e := q.next(Event{Kind: Unroutable, Reason: reason}, now, System)
	return q, e, true
}

// Readdress sends an unroutable inquiry to a call centre that the requester chose instead, of whichever operator: it begins there with a clock
// of its own, as one that is routed does.
func (q Inquiry) Readdress(to directory.CallCentre, a Arrival, w Words, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActReaddress, release); err != nil {
		return q, Event{}, err
	}
	if why := q.turnedAway(to, now); why != "" {
		return q, Event{}, readdressInvalid("centre", why)
	}
	wf, _ := release.Workflow(q.Workflow)
	clock, err := a.clock(wf, now)
	if err != nil {
		return q, Event{}, err
	}
	from := q.Replier
	e := Event{Kind: Readdressed, From: &from, Replier: &Party{to.Operator, to.ID}, Clock: clock, Proposal: a.Proposal, Text: w.Text, Language: w.Language}
	if a.Customs != q.Customs {
		e.Customs = &a.Customs
	}
	q, e = q.next(e, now, by)
	return q, e, nil
}

func readdressInvalid(field, reason string) error {
	return problem.New(problem.Invalid, "readdress-invalid", "The inquiry cannot be addressed like this: nobody would take it.").With(field, "%s", reason)
}

// turnedAway says why a call centre does not take the inquiry now; "" when it does.
func (q Inquiry) turnedAway(to directory.CallCentre, now time.Time) string {
	switch {
	case !to.OpenOn(now):
		return "does not take part at present"
	case !slices.Contains(to.Products, q.Product):
		return "does not answer for product " + q.Product
	}
	return ""
}

// HandOver gives an inquiry to another call centre of the replying operator. Its clock stays: the requester was told when the answer is
// due, whoever answers.
func (q Inquiry) HandOver(to directory.CallCentre, reason, text, language string, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActHandOver, release); err != nil {
		return q, Event{}, err
	}
	p := problem.New(problem.Invalid, "hand-over-invalid", "The inquiry cannot be handed over like this.")
	switch {
	case to.Operator != q.Replier.Operator:
		p.With("centre", "is not a call centre of the replying operator")
	case to.ID == q.Replier.Centre:
		p.With("centre", "has the inquiry already")
	default:
		if why := q.turnedAway(to, now); why != "" {
			p.With("centre", "%s", why)
		}
	}
	if !hasCode(release.HandOverReasons, reason) {
		p.With("reason", "is not a reason of the catalogue")
	}
	if err := p.OrNil(); err != nil {
		return q, Event{}, err
	}
	q, e := q.next(Event{Kind: HandedOver, Replier: &Party{q.Replier.Operator, to.ID}, Reason: reason, Text: text, Language: language}, now, by)
	return q, e, nil
}

// LeaveClosed takes a side to another of its operator's call centres because its own has closed. Whatever was told stays as it was told.
func (q Inquiry) LeaveClosed(s Side, to directory.CentreID, release *catalogue.Release, now time.Time) (_ Inquiry, _ Event, changed bool) {
	had := q.Party(s)
	if q.State == StateClosed || had.Centre == "" || had.Centre == to {
		return q, Event{}, false
	}
	e := Event{Kind: HandedOver, Reason: release.Roles().CentreClosed}
	if party := (&Party{had.Operator, to}); s == Requester {
		e.Requester = party
	} else {
		e.Replier = party
	}
	q, e = q.next(e, now, System)
	return q, e, true
}

// Strand puts an inquiry whose call centre has closed, and that no other one takes, into the requester's supervised folder, with the reason.
// Its clock goes on: the answer is still owed.
func (q Inquiry) Strand(reason string, now time.Time) (_ Inquiry, _ Event, changed bool) {
	if !q.awaited() || q.Replier.Centre == "" || q.Unroutable == reason {
		return q, Event{}, false
	}
	q, e := q.next(Event{Kind: Unroutable, Reason: reason}, now, System)
	return q, e, true
}

func hasCode(codes []catalogue.Code, code string) bool {
	return slices.ContainsFunc(codes, func(c catalogue.Code) bool { return c.Code == code })
}

// MoveDue lets a force majeure stop the clock from one instant to another: the explicit decision that moves a due time that was told, seen
// by both sides. Only a clock that is not overdue moves, and one declaration moves it once.
func (q Inquiry) MoveDue(p Pause, reason, text string, cal *calendar.Calendar, now time.Time, by Actor) (_ Inquiry, _ Event, changed bool, _ error) {
	if !q.Clock.Started() || q.Overdue || !q.awaited() && q.State != StateReturned || !p.To.After(q.Clock.StartedAt) {
		return q, Event{}, false, nil
	}
	clock, err := q.Clock.pause(cal, p)
	if err != nil || len(clock.Pauses) == len(q.Clock.Pauses) || clock.Running() && clock.DueAt.Equal(q.Clock.DueAt) { // it does not reach it
		return q, Event{}, false, err
	}
	q, e := q.next(Event{Kind: DueMoved, Clock: &clock, Reason: reason, Text: text}, now, by)
	return q, e, true, nil
}
