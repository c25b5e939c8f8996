package inquiry_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func event(code, when string) tracking.Event {
	return tracking.Event{ItemID: "EE123456799GB", Code: code, Time: at(when), LocalTime: when, Office: "DEFRAA", Country: "DE", Sender: "DEA"}
}

// tracked is the item of Great Britain that these events are of.
func tracked(events ...tracking.Event) tracking.Item {
	id, err := edi.ParseItemID("EE123456799GB")
	if err != nil {
		panic(err)
	}
	return tracking.Item{ID: id.ID, S10: id, Events: events}
}

// An event speaks by where it happened, where the data say so.
func TestPropose_ByThePlaceOfTheEvent(t *testing.T) {
	rel := release()
	for code, phase := range map[string]string{"EMA": "origin", "EMC": "origin", "EMJ": "transit", "EMK": "transit", "EMD": "destination", "EMI": "destination"} {
		rel.EventCodes = slices.DeleteFunc(rel.EventCodes, func(c catalogue.EventCode) bool { return c.Code == code })
		rel.EventCodes = append(rel.EventCodes, catalogue.EventCode{Code: code, Phase: phase, Terminal: code == "EMI"})
	}
	on := func(event, reply string, places ...string) catalogue.Proposal {
		return catalogue.Proposal{Event: event, When: map[string][]string{"place": places}, Reply: reply}
	}
	rel.Workflows[0].Proposals = []catalogue.Proposal{on("EMI", "DLV", "destination"), on("EMI", "NFD", "origin"), on("EMC", "TRN", "elsewhere"), on("EMJ", "ATT", "elsewhere")}
	at := func(code, office, next string) tracking.Event {
		e := event(code, "2026-11-19T10:00:00+01:00")
		e.Office, e.Country, e.NextOffice = office, office[:2], next
		return e
	}
	for _, c := range []struct {
		name   string
		events []tracking.Event
		code   string
	}{
		{"in the country it goes to", []tracking.Event{at("EMC", "GBLALA", "DEFRAA"), at("EMI", "DEFRAA", "")}, "DLV"},
		{"of which only the delivery tells", []tracking.Event{at("EMI", "DEFRAA", "")}, "DLV"},
		{"in the country that numbered it", []tracking.Event{at("EMD", "DEFRAA", ""), at("EMC", "DEFRAA", "GBLALA"), at("EMI", "GBLALA", "")}, "NFD"},
		{"in neither", []tracking.Event{at("EMD", "DEFRAA", ""), at("EMI", "FRCDGA", "")}, ""},
		{"through a third country", []tracking.Event{at("EMC", "GBLALA", "NLAMSA"), at("EMK", "NLAMSA", "DEFRAA"), at("EMI", "DEFRAA", "")}, "DLV"},
		{"missent, and sent on", []tracking.Event{at("EMC", "GBLALA", "FRCDGA"), at("EMD", "FRCDGA", ""), at("EMC", "FRCDGA", "DEFRAA")}, "TRN"},
		{"missent, sent on and delivered", []tracking.Event{at("EMD", "FRCDGA", ""), at("EMC", "FRCDGA", "DEFRAA"), at("EMD", "DEFRAA", ""), at("EMI", "DEFRAA", "")}, "DLV"},
		{"a transit of which nobody knows where it leads", []tracking.Event{at("EMJ", "NLAMSA", "")}, ""},
		{"a transit on the way", []tracking.Event{at("EMC", "GBLALA", "DEFRAA"), at("EMJ", "NLAMSA", "")}, "ATT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if p := ProposeFrom(rel, "WII", 1, tracked(c.events...)); p != nil {
				got = p.Code
			}
			if got != c.code {
				t.Errorf("proposes %q, want %q", got, c.code)
			}
		})
	}
}

func TestPropose_ADeliveryWithSignatory_IsTheCompleteReply(t *testing.T) {
	e := event("EMI", "2026-11-20T10:00:00+01:00")
	e.Signatory = "A. Example"
	p := ProposeFrom(release(), "WII", 1, tracked(event("EMD", "2026-11-18T10:00:00+01:00"), e))
	want := &Proposal{Code: "DLV", Class: ClassConclusive, Fields: map[string]any{"date": "2026-11-20", "receivedBy": "A. Example"}, Complete: true, Final: true,
		EventKey: e.Key(), EventCode: "EMI", EventTime: e.Time, Office: "DEFRAA"}
	if d := cmp.Diff(want, p); d != "" {
		t.Fatal(d)
	}
	q := route(t, sent(t), changed(arrival(t), func(a *Arrival) { a.Proposal = p }))
	if q.Proposal == nil || !q.Proposal.Sendable() {
		t.Fatal("it is offered as soon as the inquiry arrives")
	}
	reply(t, q, Reply{Code: p.Code, Fields: p.Fields}, "2026-11-23T09:00:00Z") // and one key confirms it
}

func TestPropose_ADeliveryWithoutSignatory_WantsAPerson(t *testing.T) {
	p := ProposeFrom(release(), "WII", 1, tracked(event("EMI", "2026-11-20T10:00:00+01:00")))
	if p == nil || p.Complete || p.Sendable() {
		t.Fatal(p)
	}
}

func TestPropose_TheLatestEventSpeaks_UnlessAnEarlierOneWasTheLast(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []tracking.Event
		code   string
	}{
		{"nothing is known", nil, ""},
		{"arrived, then out for delivery", []tracking.Event{event("EMD", "2026-11-18T10:00:00+01:00"), event("EDG", "2026-11-19T10:00:00+01:00")}, "TRN"},
		{"out for delivery, then not delivered", []tracking.Event{event("EDG", "2026-11-19T10:00:00+01:00"), event("EMH", "2026-11-19T15:00:00+01:00")}, ""},
		{"delivered, and an event after it", []tracking.Event{event("EMI", "2026-11-19T10:00:00+01:00"), event("EMD", "2026-11-19T15:00:00+01:00")}, "DLV"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if p := ProposeFrom(release(), "WII", 1, tracked(c.events...)); p != nil {
				got = p.Code
			}
			if got != c.code {
				t.Errorf("proposes %q, want %q", got, c.code)
			}
		})
	}
}

func TestPropose_OnlyWhatTheLevelAllows(t *testing.T) {
	events := []tracking.Event{event("EDG", "2026-11-19T10:00:00+01:00")}
	if ProposeFrom(release(), "WII", 2, tracked(events...)) == nil || ProposeFrom(release(), "WII", 3, tracked(events...)) != nil || ProposeFrom(release(), "GEN", 1, tracked(events...)) != nil {
		t.Fatal("TRN is a reply of WII at levels 1 and 2")
	}
}

func TestSendable_OnlyACompleteConclusiveReply(t *testing.T) {
	for _, c := range []struct {
		p    *Proposal
		want bool
	}{
		{nil, false}, {&Proposal{Class: ClassConclusive, Final: true}, false}, {&Proposal{Class: ClassInconclusive, Complete: true}, false},
		{&Proposal{Class: ClassNeeds, Complete: true, Final: true}, false}, {&Proposal{Class: ClassConclusive, Complete: true}, false},
		{&Proposal{Class: ClassConclusive, Complete: true, Final: true}, true},
	} {
		if got := c.p.Sendable(); got != c.want {
			t.Error(c.p, got)
		}
	}
}

func TestReject_TheSameEvidence_IsNotSentAgainByItself(t *testing.T) {
	q := route(t, sent(t), changed(arrival(t), func(a *Arrival) { a.Proposal = delivered("2026-11-20T10:00:00Z") }))
	q = reply(t, q, dlv, "2026-11-23T10:00:00Z")
	q, _, _, err := q.Reject("WRONG", statement, Words{}, complete, changed(arrivalAt(t, 2), func(a *Arrival) { a.Proposal = delivered("2026-11-20T10:00:00Z") }), release(), at("2026-11-24T08:00:00Z"), asker)
	if err != nil {
		t.Fatal(err)
	}
	if q.Proposal.Sendable() {
		t.Error("the requester rejected what the event says; the next message of the system sends it once more")
	}
}
