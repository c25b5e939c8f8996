package inquiry

import (
	"maps"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Words are free text that a person adds, marked with its language.
type Words struct{ Text, Language string }

// Escalate takes the inquiry one level up: after an inconclusive reply, or when the reply is overdue. Fields are what the higher level
// needs besides. Unroutable is why no centre takes it there, "" when one does.
func (q Inquiry) Escalate(fields map[string]any, w Words, req Request, a Arrival, unroutable string, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Request, Event, error) {
	if err := q.check(ActEscalate, release); err != nil {
		return q, req, Event{}, err
	}
	return q.raiseLevel(Event{Kind: Escalated, Reason: unroutable, Text: w.Text, Language: w.Language}, fields, req, a, release, now, by)
}

// Reject says that a conclusive reply is not conclusive, with a reason. It reopens the inquiry one level up, and that is possible once.
func (q Inquiry) Reject(reason string, fields map[string]any, w Words, req Request, a Arrival, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Request, Event, error) {
	if err := q.check(ActReject, release); err != nil {
		return q, req, Event{}, err
	}
	if !hasCode(release.RejectionReasons, reason) {
		return q, req, Event{}, problem.New(problem.Invalid, "rejection-reason-unknown", "Say with a reason of the catalogue why the reply is not conclusive.").
			With("reason", "is not a reason of the catalogue")
	}
	if a.Proposal != nil && a.Proposal.Code == q.LastReply.Code { // what was rejected is not offered again
		a.Proposal = nil
	}
	return q.raiseLevel(Event{Kind: Rejected, Reason: reason, Text: w.Text, Language: w.Language}, fields, req, a, release, now, by)
}

// raiseLevel begins the next level, with what it needs besides: the centre that takes it has a clock of its own.
func (q Inquiry) raiseLevel(e Event, fields map[string]any, req Request, a Arrival, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Request, Event, error) {
	level, _ := q.nextLevel(release)
	asked := req.with(fields)
	if wrong := q.Missing(asked, release, level); len(wrong) > 0 {
		p := problem.New(problem.Invalid, "inquiry-incomplete", "Level %d needs more: %d entries are missing or wrong.", level, len(wrong))
		p.Fields = wrong
		return q, req, Event{}, p
	}
	wf, _ := release.Workflow(q.Workflow)
	clock, err := a.clock(wf, now)
	if err != nil {
		return q, req, Event{}, err
	}
	e.Fields = slices.Sorted(maps.Keys(fields))
	e.Level, e.Clock, e.Replier, e.Proposal = level, clock, &Party{q.Replier.Operator, a.Centre}, a.Proposal
	if a.Customs != q.Customs {
		e.Customs = &a.Customs
	}
	q, e = q.next(e, now, by)
	return q, asked, e, nil
}
