package catalogue

import (
	"maps"
	"slices"
)

// ProposalEvent is what a tracking event says towards a reply. Dates and codes are as tracking keeps them, "" what it does not say.
type ProposalEvent struct {
	Code      string
	Date      string // calendar date at the place of the event
	DateTime  string // RFC 3339 with its zone
	Office    string
	Country   string // ISO 3166-1 alpha-2
	Place     string // one of Places: where on the item's way that is
	Signatory string // personal data
	Reason    string // code of Release.ReasonCodes
	Action    string // code of Release.ActionCodes
	Retention string // code of Release.RetentionCodes
}

// ProposalKeys are what a proposal's When may ask of an event.
var ProposalKeys = []string{"reason", "action", "retention", "signatory", "place"}

// Where on an item's way an event happened: in the country that numbered it, in the one it goes to, or in neither.
const (
	PlaceOrigin      = "origin"
	PlaceDestination = "destination"
	PlaceElsewhere   = "elsewhere"
)

// Places are the values of "place" in a proposal's When.
var Places = []string{PlaceOrigin, PlaceDestination, PlaceElsewhere}

// AnyGiven stands in a proposal's When for any value that is given.
const AnyGiven = "*"

// eventPrefills are the prefills of reply fields that an event fills in.
var eventPrefills = []string{"event.date", "event.dateTime", "event.office", "event.country", "event.signatory", "event.reason", "event.action", "event.retention"}

// value returns what the event says under a name like "reason".
func (e ProposalEvent) value(name string) string {
	switch name {
	case "date":
		return e.Date
	case "dateTime":
		return e.DateTime
	case "office":
		return e.Office
	case "country":
		return e.Country
	case "place":
		return e.Place
	case "signatory":
		return e.Signatory
	case "reason":
		return e.Reason
	case "action":
		return e.Action
	case "retention":
		return e.Retention
	}
	return ""
}

// Proposal returns the reply that an event offers: the workflow's first proposal for it whose reply the level allows; ok is false when
// there is none. What the event says in a form that the reply does not take is left out, so fields never hold anything wrong; complete
// says that nothing is missing either, so that the reply could be sent as it is.
func (r *Release) Proposal(wf *Workflow, level int, e ProposalEvent) (reply string, fields map[string]any, complete, ok bool) {
	l, ok := wf.Level(level)
	if !ok {
		return "", nil, false, false
	}
	for _, p := range wf.Proposals {
		if !p.fits(e) || !slices.Contains(l.Replies, p.Reply) {
			continue
		}
		code, ok := r.Reply(p.Reply)
		if !ok {
			continue
		}
		fields = code.filled(e, p.Fields)
		return p.Reply, fields, len(r.CheckReply(code, wf.Code, fields, "", level)) == 0, true
	}
	return "", nil, false, false
}

func (p *Proposal) fits(e ProposalEvent) bool {
	if p.Event != e.Code {
		return false
	}
	for name, values := range p.When {
		v := e.value(name)
		if v == "" || !slices.Contains(values, v) && !slices.Contains(values, AnyGiven) {
			return false
		}
	}
	return true
}

// filled takes what the event says into the reply's fields, then the constants.
func (c *ReplyCode) filled(e ProposalEvent, constants map[string]any) map[string]any {
	out := map[string]any{}
	for _, f := range c.Fields {
		if !slices.Contains(eventPrefills, f.Prefill) {
			continue
		}
		if v := e.value(f.Prefill[len("event."):]); v != "" && f.check(v) == "" {
			out[f.Code] = v
		}
	}
	maps.Copy(out, constants)
	for _, f := range c.Fields {
		if !f.When.holds(out) {
			delete(out, f.Code)
		}
	}
	return out
}

// ClassOf is the class of a reply with these fields at a level: an inconclusive code may become conclusive by what it says.
func (c *ReplyCode) ClassOf(fields map[string]any, level int) ReplyClass {
	if c.Class != Inconclusive || len(c.ConclusiveWith) == 0 || c.ConclusiveUpTo > 0 && level > c.ConclusiveUpTo {
		return c.Class
	}
	if slices.ContainsFunc(c.ConclusiveWith, func(code string) bool { return empty(fields[code]) }) {
		return c.Class
	}
	return Conclusive
}
