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

// propose is the reply that an event at a place offers for a workflow at a level; nil when it offers none.
func propose(release *catalogue.Release, workflow string, level int, e tracking.Event, place string) *Proposal {
	wf, ok := release.Workflow(workflow)
	if !ok {
		return nil
	}
	code, fields, complete, ok := release.Proposal(wf, level, catalogue.ProposalEvent{Code: e.Code, Date: localDate(e), DateTime: e.Time.UTC().Format(time.RFC3339),
		Office: e.Office, Country: e.Country, Place: place, Signatory: e.Signatory, Reason: e.Reason, Action: e.Action, Retention: e.Retention})
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
func ProposeFrom(release *catalogue.Release, workflow string, level int, item tracking.Item) *Proposal {
	destination := goesTo(release, item)
	for i, e := range slices.Backward(item.Events) {
		if p := propose(release, workflow, level, e, place(e, item.S10.Country, destination)); p != nil && (p.Final || i == len(item.Events)-1) {
			return p
		}
	}
	return nil
}

// place is where on an item's way an event happened, one of catalogue.Places; "" while nobody knows where the item goes.
func place(e tracking.Event, origin, destination string) string {
	switch {
	case e.Country == "" || origin == "":
		return ""
	case e.Country == origin:
		return catalogue.PlaceOrigin
	case e.Country == destination:
		return catalogue.PlaceDestination
	case destination == "":
		return ""
	}
	return catalogue.PlaceElsewhere
}

// goesTo is the country an item goes to, "" while nobody knows. A country that sent it on to a third one had it by mistake or by request:
// the post that got an item by mistake reports its departure (UPU EDI rules).
func goesTo(release *catalogue.Release, item tracking.Item) string {
	for i, e := range slices.Backward(item.Events) {
		if len(e.NextOffice) < 2 {
			continue
		}
		next := e.NextOffice[:2]
		if code, ok := release.Event(e.Code); !ok || code.Phase == "destination" || slices.Contains([]string{item.S10.Country, next}, e.Country) || next == item.S10.Country {
			continue
		}
		item.Events, item.Announcements = item.Events[i:], nil
		if country, ok := item.Destination(release); ok {
			return country
		}
		return next
	}
	country, _ := item.Destination(release)
	return country
}

// Sendable reports whether the proposal may be sent without anybody looking, where the operator wants that: it is complete, conclusive and
// final: nothing that comes later overtakes it.
func (p *Proposal) Sendable() bool {
	return p != nil && p.Complete && p.Final && p.Class == ClassConclusive
}
