package tracking

import (
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
)

// MilestoneOther stands for events whose code the catalogue doesn't know.
const MilestoneOther = "other"

// State is how far an item has come: the codes of the event that says so.
type State struct {
	Milestone string // of the catalogue, or MilestoneOther
	Phase     string // origin, transit, destination; "" when the code is unknown
	Code      string
	Since     time.Time
	Country   string
	Terminal  bool
}

// State derives how far the item has come from its latest event, except that an item which reached its end (delivered, import terminated)
// stays there until a later end: a depot's late scan does not take a delivery back. An item without events has no state.
func (i Item) State(rel *catalogue.Release) (State, bool) {
	var out State
	for _, e := range i.Events {
		s := State{Milestone: MilestoneOther, Code: e.Code, Since: e.Time, Country: e.Country}
		if c, ok := rel.Event(e.Code); ok {
			s.Milestone, s.Phase, s.Terminal = c.Milestone, c.Phase, c.Terminal
		}
		switch {
		case out.Terminal && !s.Terminal:
		case out.Code != "" && s.Milestone == MilestoneOther && out.Milestone != MilestoneOther:
			// an unknown code says nothing about how far the item is
		default:
			out = s
		}
	}
	return out, len(i.Events) > 0
}

// Destination is the country the item goes to, as far as its events tell: that of the first event of the destination phase in a country that did not send it on to a third one,
// else the one the last departure from the outward office of exchange (EMC) named, else the one that the last pre-advised receptacle is for, else the addressee's.
// The country that issued the identifier sends it and is none.
func (i Item) Destination(rel *catalogue.Release) (country string, known bool) {
	for _, e := range i.Events {
		if c, ok := rel.Event(e.Code); ok && c.Phase == "destination" && e.Country != i.S10.Country && !i.sentOnFrom(e.Country, rel) {
			return e.Country, true
		}
	}
	for _, e := range slices.Backward(i.Events) {
		if e.Code == departureAbroad && len(e.NextOffice) > 2 && !strings.HasPrefix(e.NextOffice, i.S10.Country) {
			return e.NextOffice[:2], true
		}
	}
	for _, a := range slices.Backward(i.Announcements) {
		if country := string(a.Receptacle[6:8]); country != i.S10.Country {
			return country, true
		}
	}
	for _, p := range slices.Backward(i.Particulars) {
		if p.To != nil && p.To.Country != "" && p.To.Country != i.S10.Country {
			return p.To.Country, true
		}
	}
	return "", false
}

// sentOnFrom reports whether a country sent the item on to one that is neither itself nor the origin: it got it by mistake.
func (i Item) sentOnFrom(country string, rel *catalogue.Release) bool {
	for k, e := range i.Events {
		if e.Country != country || e.Code != departureAbroad && e.Code != departureTransit {
			continue
		}
		if e.NextOffice != "" {
			if next := e.NextOffice[:2]; next != country && next != i.S10.Country {
				return true
			}
			continue
		}
		for _, later := range i.Events[k+1:] {
			if c, ok := rel.Event(later.Code); ok && c.Phase == "destination" && later.Country != country && later.Country != i.S10.Country {
				return true
			}
		}
	}
	return false
}

// departureAbroad is the departure from the outward office of exchange (EMSEVT).
const departureAbroad = "EMC"
