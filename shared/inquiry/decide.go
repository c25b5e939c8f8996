package inquiry

import (
	"maps"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Action is something a person can do with an inquiry.
type Action string

// The actions.
const (
	ActEdit       Action = "edit"
	ActSend       Action = "send"
	ActOpen       Action = "open"
	ActReply      Action = "reply"
	ActSupplement Action = "supplement"
	ActRead       Action = "read"
	ActClose      Action = "close"
)

// side returns the side that may take the action.
func (a Action) side() Side {
	if a == ActOpen || a == ActReply {
		return Replier
	}
	return Requester
}

// Actions lists what the state allows a side to do now, in the order a person would.
func (q Inquiry) Actions(s Side) []Action {
	out := []Action{}
	for _, a := range []Action{ActEdit, ActSend, ActOpen, ActReply, ActSupplement, ActRead, ActClose} {
		if a.side() == s && q.allows(a) {
			out = append(out, a)
		}
	}
	return out
}

func (q Inquiry) allows(a Action) bool {
	switch a {
	case ActEdit, ActSend:
		return q.State == StateDraft
	case ActOpen:
		return q.State == StateSent && q.Replier.Centre != ""
	case ActReply:
		return q.awaited() && q.Replier.Centre != ""
	case ActSupplement:
		return q.State == StateReturned
	case ActRead:
		return (q.State == StateReplied || q.State == StateReturned) && q.ReadAt.IsZero()
	case ActClose:
		return q.State == StateReplied || q.State == StateReturned || q.State == StateSent && q.Unroutable != ""
	}
	return false
}

// NotAllowed is the slug of an action that the state does not allow.
const NotAllowed = "action-not-allowed"

func (q Inquiry) check(a Action) error {
	if q.allows(a) {
		return nil
	}
	return problem.New(problem.Conflict, NotAllowed, "An inquiry that is %s does not allow %q. %s", q.State, a, q.hint())
}

func (q Inquiry) hint() string {
	switch q.State {
	case StateDraft:
		return "Complete and send it first."
	case StateSent, StateOpened:
		if q.Replier.Centre == "" {
			return "It has not reached a call centre yet."
		}
		return "It waits for the reply."
	case StateReplied:
		return "The requester reads the reply and closes it."
	case StateReturned:
		return "The requester supplements what is missing."
	default:
		return "It is closed and cannot change any more."
	}
}

// Draft begins an inquiry at level 1.
func Draft(id ID, s Start, now time.Time, by Actor) (Inquiry, Event) {
	return Inquiry{ID: id}.next(Event{Kind: Drafted, Start: &s, Level: 1}, now, by)
}

// Edit is a change to a draft; nil members stay as they are.
type Edit struct {
	Destination *directory.OperatorCode
	Urgent      *bool
	Fields      map[string]any // values to set; nil removes the field
}

// Edit changes a draft.
func (q Inquiry) Edit(c Edit, req Request, now time.Time, by Actor) (Inquiry, Request, Event, error) {
	if err := q.check(ActEdit); err != nil {
		return q, req, Event{}, err
	}
	e := Event{Kind: Edited, Urgent: c.Urgent, Fields: slices.Sorted(maps.Keys(c.Fields))}
	if c.Destination != nil {
		e.Replier = &Party{Operator: *c.Destination}
	}
	q, e = q.next(e, now, by)
	return q, req.with(c.Fields), e, nil
}

// with returns a request with values set, or removed where they are nil.
func (r Request) with(fields map[string]any) Request {
	out := maps.Clone(r.Fields)
	if out == nil {
		out = map[string]any{}
	}
	for k, v := range fields {
		if v == nil {
			delete(out, k)
		} else {
			out[k] = v
		}
	}
	return Request{Fields: out}
}

// Missing lists what keeps a request from being sent: empty when it is complete.
func (q Inquiry) Missing(req Request, release *catalogue.Release) []problem.Field {
	wf, ok := release.Workflow(q.Workflow)
	if !ok {
		return []problem.Field{{Name: "workflow", Reason: "is not in the catalogue"}}
	}
	out := []problem.Field{}
	if q.Replier.Operator == "" {
		out = append(out, problem.Field{Name: "destination", Reason: "is not known from tracking: choose the operator to ask"})
	}
	if _, ok := release.Target(q.Product, q.Workflow, 1); !ok {
		out = append(out, problem.Field{Name: "product", Reason: "has no such workflow"})
	}
	return append(out, catalogue.Check(wf.Fields(), req.Fields, "fields", true)...)
}

// Send sends a complete draft. A posting date past the product's window refuses it.
func (q Inquiry) Send(req Request, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActSend); err != nil {
		return q, Event{}, err
	}
	if missing := q.Missing(req, release); len(missing) > 0 {
		p := problem.New(problem.Invalid, "inquiry-incomplete", "The inquiry cannot be sent yet: %d entries are missing or wrong.", len(missing))
		p.Fields = missing
		return q, Event{}, p
	}
	w, days := q.window(req, release, now)
	switch w {
	case NotYet:
		return q, Event{}, problem.New(problem.Invalid, "inquiry-incomplete", "The inquiry cannot be sent yet: the date of posting lies in the future.").
			With("fields.postingDate", "lies in the future")
	case TooLate:
		return q, Event{}, problem.New(problem.Invalid, "inquiry-too-late", "The item was posted %d days ago; the time to inquire about this product is over.", days).
			With("fields.postingDate", "is outside the time window of the product")
	}
	q, e := q.next(Event{Kind: Sent}, now, by)
	return q, e, nil
}

// WindowCheck is how a posting date lies to the product's time window.
type WindowCheck int

// The outcomes.
const (
	InWindow WindowCheck = iota
	TooEarly             // the normal transit time is not over: a warning
	TooLate              // a refusal
	NotYet               // the date lies in the future: a refusal
)

func (q Inquiry) window(req Request, release *catalogue.Release, now time.Time) (WindowCheck, int) {
	product, ok := release.Product(q.Product)
	text, _ := req.Fields["postingDate"].(string)
	posted, err := time.Parse(time.DateOnly, text)
	if !ok || err != nil {
		return InWindow, 0
	}
	days := int(now.Sub(posted) / (24 * time.Hour))
	switch {
	case product.Window.NotAfterDays > 0 && days > product.Window.NotAfterDays:
		return TooLate, days
	case days < 0:
		return NotYet, days
	case days < product.Window.NotBeforeDays:
		return TooEarly, days
	}
	return InWindow, days
}

// TooEarly reports whether the item is still within its normal transit time, and for how many days it has been under way.
func (q Inquiry) TooEarly(req Request, release *catalogue.Release, now time.Time) (days int, early bool) {
	w, days := q.window(req, release, now)
	return days, w == TooEarly
}

// dueSoonPercent of the target is when an approaching due time is told (domain catalogue 10.5).
const dueSoonPercent = 75

// startClock computes the due times of a clock that starts at start.
func startClock(cal *calendar.Calendar, start time.Time, targetMinutes int, pauses []calendar.Interval) (Clock, error) {
	c := Clock{StartedAt: start, TargetMinutes: targetMinutes, Pauses: pauses}
	target := time.Duration(targetMinutes) * time.Minute
	due, err := cal.Due(start, target, pauses)
	if err != nil {
		return c, err
	}
	soon, err := cal.Due(start, target*dueSoonPercent/100, pauses)
	if err != nil {
		return c, err
	}
	c.DueAt, c.DueSoonAt = due.Due, soon.Due
	return c, nil
}

// Route hands a sent inquiry to a call centre and starts that centre's clock. An inquiry that has been routed stays as it is: changed is false.
func (q Inquiry) Route(centre directory.CentreID, cal *calendar.Calendar, targetMinutes int, now time.Time) (_ Inquiry, _ Event, changed bool, _ error) {
	if q.State != StateSent || q.Replier.Centre != "" {
		return q, Event{}, false, nil
	}
	clock, err := startClock(cal, now, targetMinutes, nil)
	if err != nil {
		return q, Event{}, false, err
	}
	q, e := q.next(Event{Kind: Routed, Replier: &Party{q.Replier.Operator, centre}, Clock: &clock}, now, System)
	return q, e, true, nil
}

// MarkUnroutable puts a sent inquiry that no centre takes into the supervised folder, with the reason. Until it is time to try again,
// the same reason changes nothing.
func (q Inquiry) MarkUnroutable(reason string, now time.Time) (_ Inquiry, _ Event, changed bool) {
	if q.State != StateSent || q.Replier.Centre != "" || q.Unroutable == reason && now.Before(q.CheckAt()) {
		return q, Event{}, false
	}
	q, e := q.next(Event{Kind: Unroutable, Reason: reason}, now, System)
	return q, e, true
}

// Open records that the replier has opened the inquiry. A second opening changes nothing.
func (q Inquiry) Open(cal *calendar.Calendar, now time.Time, by Actor) (_ Inquiry, _ Event, changed bool, _ error) {
	if q.State == StateOpened {
		return q, Event{}, false, nil
	}
	if err := q.check(ActOpen); err != nil {
		return q, Event{}, false, err
	}
	e := Event{Kind: Opened}
	if q.OpenedAt.IsZero() { // after a supplement it is opened again: that says nothing about how soon it was looked at
		e.OpenMinutes = q.worked(cal, now)
	}
	q, e = q.next(e, now, by)
	return q, e, true, nil
}

// worked is the working time on the replier's calendar since the clock started.
func (q Inquiry) worked(cal *calendar.Calendar, now time.Time) *int {
	m := int(cal.Elapsed(q.Clock.StartedAt, now, q.Clock.Pauses) / time.Minute)
	return &m
}

// Reply answers. A reply that needs the requester's action returns the inquiry and stops the clock; any other ends the level,
// and its time decides whether the answer was on time, unless that is decided already.
func (q Inquiry) Reply(r Reply, release *catalogue.Release, cal *calendar.Calendar, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActReply); err != nil {
		return q, Event{}, err
	}
	code, ok := release.Reply(r.Code)
	if !ok || !slices.Contains(q.Replies(release), r.Code) {
		return q, Event{}, problem.New(problem.Invalid, "reply-code-not-allowed", "This workflow does not allow the reply %q at level %d.", r.Code, q.Level).
			With("code", "is not one of %v", q.Replies(release))
	}
	if wrong := catalogue.Check(code.Fields, r.Fields, "fields", true); len(wrong) > 0 {
		p := problem.New(problem.Invalid, "reply-incomplete", "A reply %q needs its fields: %d are missing or wrong. Free text does not replace them.", r.Code, len(wrong))
		p.Fields = wrong
		return q, Event{}, p
	}
	r.Class = code.Class
	e := Event{Kind: Replied, Reply: &r, WorkingMinutes: q.worked(cal, now)}
	late := now.After(q.Clock.DueAt)
	if r.Class == ClassNeeds {
		e.Kind = Returned
		clock := q.Clock
		clock.PausedAt = now
		e.Clock = &clock
	}
	if q.OnTime == nil && (late || r.Class != ClassNeeds) {
		onTime := !late
		e.OnTime = &onTime
	}
	q, e = q.next(e, now, by)
	return q, e, nil
}

// Replies lists the reply codes that the workflow allows at the inquiry's level.
func (q Inquiry) Replies(release *catalogue.Release) []string {
	if wf, ok := release.Workflow(q.Workflow); ok {
		if l, ok := wf.Level(q.Level); ok {
			return l.Replies
		}
	}
	return []string{}
}

// Supplement gives the replier what it asked for. Its clock goes on: the time of waiting counts as a pause, so the due time moves on, never back.
func (q Inquiry) Supplement(fields map[string]any, req Request, release *catalogue.Release, cal *calendar.Calendar, now time.Time, by Actor) (Inquiry, Request, Event, error) {
	if err := q.check(ActSupplement); err != nil {
		return q, req, Event{}, err
	}
	if len(fields) == 0 {
		return q, req, Event{}, problem.New(problem.Invalid, "supplement-empty", "Fill in at least one of the entries the replier asked for.").With("fields", "is empty")
	}
	req = req.with(fields)
	if wrong := q.Missing(req, release); len(wrong) > 0 {
		p := problem.New(problem.Invalid, "inquiry-incomplete", "The supplement leaves %d entries missing or wrong.", len(wrong))
		p.Fields = wrong
		return q, req, Event{}, p
	}
	pauses := append(slices.Clone(q.Clock.Pauses), calendar.Interval{From: q.Clock.PausedAt, To: now})
	clock, err := startClock(cal, q.Clock.StartedAt, q.Clock.TargetMinutes, pauses)
	if err != nil {
		return q, req, Event{}, err
	}
	if clock.DueAt.Before(q.Clock.DueAt) { // the calendar was changed meanwhile: what was told stands
		clock.DueAt, clock.DueSoonAt = q.Clock.DueAt, q.Clock.DueSoonAt
	}
	q, e := q.next(Event{Kind: Supplemented, Clock: &clock, Fields: slices.Sorted(maps.Keys(fields))}, now, by)
	return q, req, e, nil
}

// Read records that the requester has read the reply, and the working time on its own calendar that took. A second reading changes nothing.
func (q Inquiry) Read(cal *calendar.Calendar, now time.Time, by Actor) (_ Inquiry, _ Event, changed bool, _ error) {
	if !q.ReadAt.IsZero() && q.State != StateClosed {
		return q, Event{}, false, nil
	}
	if err := q.check(ActRead); err != nil {
		return q, Event{}, false, err
	}
	minutes := int(cal.Elapsed(q.RepliedAt, now, nil) / time.Minute)
	q, e := q.next(Event{Kind: Read, OpenMinutes: &minutes}, now, by)
	return q, e, true, nil
}

// Close ends the inquiry with one of the workflow's closing codes. Only an answered inquiry closes, or one that nobody can be asked.
func (q Inquiry) Close(code string, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActClose); err != nil {
		return q, Event{}, err
	}
	if !slices.Contains(q.Closings(release), code) {
		return q, Event{}, problem.New(problem.Invalid, "closing-code-not-allowed", "This workflow does not close with %q.", code).
			With("code", "is not one of %v", q.Closings(release))
	}
	q, e := q.next(Event{Kind: Closed, ClosingCode: code}, now, by)
	return q, e, nil
}

// Closings lists the workflow's closing codes.
func (q Inquiry) Closings(release *catalogue.Release) []string {
	if wf, ok := release.Workflow(q.Workflow); ok {
		return wf.ClosingCodes
	}
	return []string{}
}

// Tick tells an approaching, then a passed due time, each once. It returns the inquiry unchanged, and false, when neither is new.
// Passing the due time without an answer decides that the answer is late.
func (q Inquiry) Tick(cal *calendar.Calendar, now time.Time) (_ Inquiry, _ Event, changed bool) {
	at := q.CheckAt()
	if at.IsZero() || now.Before(at) || !q.Clock.Running() {
		return q, Event{}, false
	}
	e := Event{Kind: DueSoon}
	if now.After(q.Clock.DueAt) {
		e = Event{Kind: Overdue, WorkingMinutes: q.worked(cal, now)}
		if q.OnTime == nil {
			late := false
			e.OnTime = &late
		}
	} else if q.DueSoon {
		return q, Event{}, false // exactly at the due time: an answer now is still on time
	}
	q, e = q.next(e, now, System)
	return q, e, true
}

// maxSteps bounds the history that tracking can add to: a flood of events stays with the item and does not drown the conversation.
const maxSteps = 200

// Track records a tracking event that arrived while the inquiry is open; a closed inquiry or a draft no longer takes any, nor does one
// whose history is maxSteps long.
func (q Inquiry) Track(t Tracking, now time.Time) (_ Inquiry, _ Event, changed bool) {
	if q.State == StateClosed || q.State == StateDraft || q.State == "" || q.Version >= maxSteps {
		return q, Event{}, false
	}
	q, e := q.next(Event{Kind: TrackingUpdated, Tracking: &t}, now, System)
	return q, e, true
}
