package inquiry

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Draft begins an inquiry at a workflow's first level.
func Draft(id ID, s Start, level int, now time.Time, by Actor) (Inquiry, Event) {
	return Inquiry{ID: id}.next(Event{Kind: Drafted, Start: &s, Level: level}, now, by)
}

// Edit is a change to a draft; nil members stay as they are.
type Edit struct {
	Destination *directory.OperatorCode
	Product     *string
	Urgent      *bool
	Reason      *string        // why it is urgent
	Fields      map[string]any // values to set; nil removes the field
}

// Edit changes a draft.
func (q Inquiry) Edit(c Edit, req Request, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Request, Event, error) {
	if err := q.check(ActEdit, release); err != nil {
		return q, req, Event{}, err
	}
	e := Event{Kind: Edited, Fields: slices.Sorted(maps.Keys(c.Fields))}
	if c.Urgent != nil || c.Reason != nil {
		urgent, reason := q.Urgent, q.UrgencyReason
		if c.Urgent != nil {
			urgent = *c.Urgent
		}
		if c.Reason != nil {
			reason = *c.Reason
		}
		if !urgent {
			reason = ""
		}
		e.Urgent, e.UrgencyReason = &urgent, reason
	}
	if c.Product != nil {
		e.Product = *c.Product
	}
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

// Missing lists what keeps a request from being sent, or from being escalated to a level: empty when it is complete.
func (q Inquiry) Missing(req Request, release *catalogue.Release, level int) []problem.Field {
	wf, ok := release.Workflow(q.Workflow)
	if !ok {
		return []problem.Field{{Name: "workflow", Reason: "is not in the catalogue"}}
	}
	out := []problem.Field{}
	if q.State == StateDraft && q.Urgent && len(release.UrgencyReasons) > 0 && !hasCode(release.UrgencyReasons, q.UrgencyReason) {
		out = append(out, problem.Field{Name: "urgencyReason", Reason: "is missing: an urgent inquiry says why, with a reason of the catalogue"})
	}
	if q.Replier.Operator == "" {
		out = append(out, problem.Field{Name: "destination", Reason: "is not known from tracking: choose the operator to ask"})
	}
	if !serves(release, wf, q.Product, level) {
		out = append(out, problem.Field{Name: "product", Reason: "has no such workflow"})
	}
	return append(out, catalogue.CheckAt(wf.Fields(), req.Fields, "fields", level)...)
}

// serves reports whether the workflow takes the product at a level.
func serves(release *catalogue.Release, wf *catalogue.Workflow, product string, level int) bool {
	if wf.NoReply {
		return slices.Contains(wf.Products, product)
	}
	_, ok := release.Target(product, wf.Code, level)
	return ok
}

// Circumstances are what a sending decision needs to know besides the draft.
type Circumstances struct {
	Events   map[string]bool    // codes of the tracking events known of the item
	Dates    []string           // calendar dates of those that the workflow requires
	Parent   *Parent            // the inquiry that the request names, where its workflow needs one
	Uses     Uses               // how often the requester used a limited workflow on the item
	Calendar *calendar.Calendar // of the requester's call centre
	Seen     []tracking.Event   // what tracking says of the item to the requester
	Ends     Ends               // of the item
}

// Ends are the operators between which an item travels, as far as they are known.
type Ends struct{ Origin, Destination directory.OperatorCode }

// Parent is the inquiry that a liability claim rests on.
type Parent struct {
	Inquiry    Inquiry
	Unanswered bool // it stayed without a conclusive reply for so long that liability may be claimed
}

// Uses is how often an operator used a limited workflow on an item, and when first.
type Uses struct {
	Count int
	First time.Time
	Over  bool // they were of an earlier item: identifiers may be issued again after twelve months (UPU standard S10)
}

// at says whether the uses are over.
func (u Uses) at(now time.Time) Uses {
	u.Over = u.Count > 0 && now.After(u.First.AddDate(0, identifierMonths, 0))
	return u
}

// Send sends a complete draft, if the rules of its workflow allow it.
func (q Inquiry) Send(req Request, release *catalogue.Release, c Circumstances, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActSend, release); err != nil {
		return q, Event{}, err
	}
	if missing := q.Missing(req, release, q.Level); len(missing) > 0 {
		p := problem.New(problem.Invalid, "inquiry-incomplete", "The inquiry cannot be sent yet: %d entries are missing or wrong.", len(missing))
		p.Fields = missing
		return q, Event{}, p
	}
	for _, rule := range []func() error{
		func() error { return q.withinWindow(req, release, c.Ends, now) },
		func() error { return q.eventRequired(req, release, c) },
		func() error { return q.parentRequired(release, c) },
		func() error { return q.withinLimit(release, c, now) },
	} {
		if err := rule(); err != nil {
			return q, Event{}, err
		}
	}
	q, e := q.next(Event{Kind: Sent, LookedUp: true, Snapshot: snapshot(c.Seen)}, now, by)
	return q, e, nil
}

// snapshot is what is kept of an item's events with the question: the latest, in order.
func snapshot(events []tracking.Event) []Sighting {
	var out []Sighting
	for _, e := range events[max(0, len(events)-maxSnapshot):] {
		out = append(out, Sighting{e.Code, e.Time, e.Office})
	}
	return out
}

// withinWindow refuses an item posted too long ago, or in the future (domain catalogue 2.3).
func (q Inquiry) withinWindow(req Request, release *catalogue.Release, ends Ends, now time.Time) error {
	w, days := q.window(req, release, ends, now)
	switch w {
	case NotYet:
		return problem.New(problem.Invalid, "inquiry-incomplete", "The inquiry cannot be sent yet: the date of posting lies in the future.").
			With("fields."+release.Roles().PostingDate, "lies in the future")
	case TooLate:
		return problem.New(problem.Invalid, "inquiry-too-late", "The item was posted %d days ago; the time to inquire about this product is over.", days).
			With("fields."+release.Roles().PostingDate, "is outside the time window of the product")
	}
	return nil
}

// eventRequired refuses a workflow whose event nobody reported: proof of delivery of an item that was not delivered (CSS manual 2011); and a
// date of it that nobody reported either.
func (q Inquiry) eventRequired(req Request, release *catalogue.Release, c Circumstances) error {
	wf, _ := release.Workflow(q.Workflow)
	if wf.Requires == nil || wf.Requires.Event == "" {
		return nil
	}
	if date, given := req.Fields[wf.Requires.DateField].(string); c.Events[wf.Requires.Event] {
		if given && date != "" && len(c.Dates) > 0 && !slices.Contains(c.Dates, date) {
			return problem.New(problem.Invalid, "event-date-differs", "Tracking reports the event %s for %s.", wf.Requires.Event, strings.Join(c.Dates, ", ")).
				With("fields."+wf.Requires.DateField, "is not the date of the event: %s", strings.Join(c.Dates, ", "))
		}
		return nil
	}
	return problem.New(problem.Invalid, "event-required", "This workflow needs the event %s, and nobody has reported it. Ask where the item is instead.", wf.Requires.Event).
		With("itemId", "has no event %s", wf.Requires.Event)
}

// parentRequired refuses a liability claim that rests on no inquiry: it needs one on the same item that found the loss, the damage or
// the wrong delivery, or that nobody answered in time (domain catalogue 10.3, LIA).
func (q Inquiry) parentRequired(release *catalogue.Release, c Circumstances) error {
	wf, _ := release.Workflow(q.Workflow)
	if wf.Requires == nil || wf.Requires.ParentField == "" {
		return nil
	}
	refuse := func(reason string, args ...any) error {
		return problem.New(problem.Invalid, "parent-required", "This workflow rests on an inquiry of yours on the same item that was answered with one of %v, or not in time.", wf.Requires.ParentReplies).
			With("fields."+wf.Requires.ParentField, reason, args...)
	}
	switch p := c.Parent; {
	case p == nil:
		return refuse("is not an inquiry of your operator")
	case p.Inquiry.ItemID != q.ItemID:
		return refuse("is about another item")
	case p.Unanswered || p.Inquiry.replyStands() && slices.Contains(wf.Requires.ParentReplies, p.Inquiry.LastReply.Code):
		return nil
	}
	return refuse("was neither answered so, nor left without an answer for long enough")
}

// replyStands reports whether the last reply is one that the requester has not rejected since.
func (q Inquiry) replyStands() bool {
	return q.LastReply != nil && (!q.Rejected || q.RepliedAt.After(q.Clock.StartedAt)) // a rejection starts a clock of its own
}

// Unanswered reports whether an inquiry stayed without a conclusive reply for so long that liability may be claimed: at its last level
// more working days past the due time, or more months after it was sent, than the release's terms say.
func (q Inquiry) Unanswered(release *catalogue.Release, cal *calendar.Calendar, now time.Time) (bool, error) {
	answered := q.LastReply != nil && q.LastReply.Class == ClassConclusive && !q.awaited() // one that was rejected is no answer
	ended := q.State == StateClosed && q.ClosingCode != release.Roles().ClosedToLiability
	if q.SentAt.IsZero() || answered || ended {
		return false, nil
	}
	if now.After(q.SentAt.AddDate(0, release.Terms().NoReplyMonths, 0)) {
		return true, nil
	}
	if _, higher := q.nextLevel(release); higher || !q.awaited() || !q.Overdue {
		return false, nil
	}
	until, err := cal.DueDays(q.Clock.DueAt, release.Terms().NoReplyDays)
	return err == nil && now.After(until), err
}

// withinLimit refuses a workflow that was used too often, or begun too long ago, on the item (generic inquiry, CSS manual 2011).
func (q Inquiry) withinLimit(release *catalogue.Release, c Circumstances, now time.Time) error {
	wf, _ := release.Workflow(q.Workflow)
	limit, ok := wf.LimitOf(q.Product)
	if !ok || c.Uses.Count == 0 || c.Uses.Over {
		return nil
	}
	if c.Uses.Count >= limit.Max {
		return problem.New(problem.Invalid, "limit-reached", "This workflow may be used %d times on an item, and was.", limit.Max).
			With("workflow", "was used %d times on the item", c.Uses.Count)
	}
	until, err := c.Calendar.DueDays(c.Uses.First, limit.WorkingDays)
	if err != nil {
		return err
	}
	if now.After(until) {
		return problem.New(problem.Invalid, "limit-reached", "This workflow may be used within %d working days of its first use on an item; they are over.", limit.WorkingDays).
			With("workflow", "was first used on the item more than %d working days ago", limit.WorkingDays)
	}
	return nil
}

// WindowCheck is how a posting date lies to the time window of the product between the item's two ends.
type WindowCheck int

// The outcomes.
const (
	InWindow WindowCheck = iota
	TooEarly             // the normal transit time is not over: a warning
	TooLate              // a refusal
	NotYet               // the date lies in the future: a refusal
)

func (q Inquiry) window(req Request, release *catalogue.Release, ends Ends, now time.Time) (WindowCheck, int) {
	window, ok := release.WindowFor(q.Product, string(ends.Origin), string(ends.Destination))
	text, _ := req.Fields[release.Roles().PostingDate].(string)
	posted, err := time.Parse(time.DateOnly, text)
	if !ok || err != nil {
		return InWindow, 0
	}
	days := int(now.Sub(posted) / (24 * time.Hour))
	wf, known := release.Workflow(q.Workflow)
	switch {
	case days < 0:
		return NotYet, days
	case known && wf.NoWindow:
		return InWindow, days
	case window.NotAfterDays > 0 && days > window.NotAfterDays:
		return TooLate, days
	case days < window.NotBeforeDays:
		return TooEarly, days
	}
	return InWindow, days
}

// TooEarly reports whether the item is still within its normal transit time, and for how many days it has been under way.
func (q Inquiry) TooEarly(req Request, release *catalogue.Release, ends Ends, now time.Time) (days int, early bool) {
	w, days := q.window(req, release, ends, now)
	return days, w == TooEarly
}
