package inquiry

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Proposal is the coded reply that known events offer before anybody looks, with the event that is its evidence. It may hold personal data.
type Proposal struct {
	Code, Class string
	Fields      map[string]any
	Complete    bool   // every mandatory field is filled: one key confirms it
	Final       bool   // nothing is expected after the event: later ones do not overtake it
	EventKey    string // of the tracking event
	EventCode   string
	EventTime   time.Time
	Office      string
}

// propose is the reply that an event offers for a workflow at a level; nil when it offers none.
func propose(release *catalogue.Release, workflow string, level int, e tracking.Event) *Proposal {
	wf, ok := release.Workflow(workflow)
	if !ok {
		return nil
	}
	code, fields, complete, ok := release.Proposal(wf, level, catalogue.ProposalEvent{Code: e.Code, Date: localDate(e), DateTime: e.Time.UTC().Format(time.RFC3339),
		Office: e.Office, Country: e.Country, Signatory: e.Signatory, Reason: e.Reason, Action: e.Action, Retention: e.Retention})
	if !ok {
		return nil
	}
	reply, ok := release.Reply(code)
	if !ok {
		return nil
	}
	event, _ := release.Event(e.Code)
	return &Proposal{Code: code, Class: reply.ClassOf(fields, level), Fields: fields, Complete: complete, Final: event != nil && event.Terminal, EventKey: e.Key(), EventCode: e.Code, EventTime: e.Time, Office: e.Office}
}

// ProposeFrom is the reply that an item's events offer: what its latest event says, unless an earlier one was the item's last.
func ProposeFrom(release *catalogue.Release, workflow string, level int, events []tracking.Event) *Proposal {
	for i, e := range slices.Backward(events) {
		if p := propose(release, workflow, level, e); p != nil && (p.Final || i == len(events)-1) {
			return p
		}
	}
	return nil
}

// Sendable reports whether the proposal may be sent without anybody looking, where the operator wants that: it is complete, conclusive and
// final: nothing that comes later overtakes it.
func (p *Proposal) Sendable() bool {
	return p != nil && p.Complete && p.Final && p.Class == ClassConclusive
}
