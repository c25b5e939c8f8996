package query

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Definition says what is asked: figures of one side or both, by dimensions, of what the filters let through, in months From to To (both
// included, UTC).
type Definition struct {
	Measures   []string       `json:"measures"`             // codes of insight.Metrics
	Sides      []insight.Side `json:"sides"`                // as replier, as requester; both are told apart by the dimension side or added up
	Dimensions []Dimension    `json:"dimensions,omitempty"` // none: one row, the total
	Filters    []Filter       `json:"filters,omitempty"`    // all must hold
	From       insight.Month  `json:"from"`
	To         insight.Month  `json:"to"`
	Compare    Comparison     `json:"compare,omitempty"`
	Whose      Whose          `json:"whose,omitempty"`
}

// Whose says whose figures are asked for.
type Whose string

// One's own operator's, or where the network has agreed to it also the sums of the others.
const (
	Own      Whose = ""
	Everyone Whose = "everyone"
)

// Filter lets through what has one of the values in a dimension.
type Filter struct {
	Dimension Dimension `json:"dimension"`
	Values    []string  `json:"values"`
}

// Comparison is what the figures are set beside.
type Comparison string

// The comparisons. With one, every row has the figures of both times.
const (
	Alone          Comparison = ""
	WithBefore     Comparison = "before"   // as many months just before
	WithLastYear   Comparison = "lastYear" // the same months a year before
	monthsInAYear             = 12
	maxMonths                 = 60 // five years
	maxMeasures               = 12
	maxDimensions             = 4
	maxFilters                = 10
	maxValues                 = 50
	maxValueLength            = 64
	// MaxRows is how many groups an answer holds; a query that has more says so.
	MaxRows = 2000
)

// Dimension is what figures are broken down or filtered by.
type Dimension string

// The dimensions. Operator and centre are those of the side; partner is the other side's.
const (
	Side          Dimension = "side"
	Operator      Dimension = "operator"
	Centre        Dimension = "centre" // empty: none has it yet
	Partner       Dimension = "partner"
	PartnerCentre Dimension = "partnerCentre"
	Product       Dimension = "product"
	Workflow      Dimension = "workflow"
	Level         Dimension = "level"
	ReplyCode     Dimension = "replyCode"
	ReplyClass    Dimension = "replyClass"
	Actor         Dimension = "actor"  // agent, automatic, system
	Urgent        Dimension = "urgent" // yes, no
	Month         Dimension = "month"
	Day           Dimension = "day"      // UTC
	LocalDay      Dimension = "localDay" // on the clock of the side's call centre, as it was then
	Week          Dimension = "week"     // its Monday, UTC
	Weekday       Dimension = "weekday"  // 1 Monday … 7 Sunday, where the call centre was
	Hour          Dimension = "hour"     // 0 … 23, likewise; empty: not known
	Inquiry       Dimension = "inquiry"
	Agent         Dimension = "agent" // the pseudonym of who did it, of the side's own people; empty: nobody of them; FewInquiries: those who did too little to be shown alone
)

// FewInquiries stands in the dimension agent for everybody who acted in so few inquiries of a group that figures would be of single acts, and in the
// dimension operator for other posts with as few.
const FewInquiries = "few"

// Viewer is for whom a query is compiled.
type Viewer struct {
	Operator principal.OperatorCode // whose inquiries they see; empty sees none
	Network  bool                   // sees the aggregates of all, and single inquiries of none
	Agents   bool                   // sees their own operator's people by pseudonym (ADR 0035)
	Shared   bool                   // sees the sums of other operators, because the network has agreed to it (catalogue.Release.SharedFigures)
}

// ViewerOf is what a person or system sees: their own operator, and all with the network's administrators.
func ViewerOf(p principal.Principal) Viewer {
	v := Viewer{Operator: p.Operator, Network: p.Has(principal.NetworkAdministrator)}
	if v.Operator == insight.Network { // no operator is called so
		v.Operator = ""
	}
	v.Agents = v.Operator != "" && !v.Network && !p.IsMachine() && p.Has(principal.Supervisor, principal.OperatorAdministrator)
	return v
}

// may reports whether a viewer may use a dimension: single inquiries are their participants' business, and a partner's call centres its own.
func (v Viewer) may(d Dimension) bool {
	switch d {
	case Inquiry:
		return !v.Network
	case PartnerCentre:
		return v.Network
	case Agent:
		return v.Agents
	}
	return true
}

// Check says what is wrong with a definition for somebody who asks it now, each wrong place by its name: the problem "query-invalid".
func (d Definition) Check(v Viewer, now time.Time) error {
	p := problem.New(problem.Invalid, "query-invalid", "This query cannot be answered as it is written.")
	if v.Operator == "" && !v.Network {
		return nobodysFigures()
	}
	d.checkMeasures(p)
	d.checkDimensions(p, v)
	d.checkFilters(p, v)
	d.checkTime(p, now)
	d.checkAgents(p)
	d.checkWhose(p, v)
	return p.OrNil()
}

func nobodysFigures() *problem.Problem {
	return problem.New(problem.Forbidden, "role-missing", "Figures are for people of an operator and for network administrators.")
}

func (d Definition) checkMeasures(p *problem.Problem) {
	if len(d.Measures) == 0 || len(d.Measures) > maxMeasures {
		p.With("measures", "needs 1 to %d", maxMeasures)
	}
	for i, code := range d.Measures {
		if i == maxMeasures {
			break
		}
		if _, ok := Metric(code); !ok {
			p.With(at("measures", i), "is not a measure")
		} else if slices.Index(d.Measures, code) < i {
			p.With(at("measures", i), "is named twice")
		}
	}
	if len(d.Sides) == 0 || len(d.Sides) > 2 {
		p.With("sides", "needs one side or both")
	}
	for i, s := range d.Sides {
		if s != insight.Replier && s != insight.Requester {
			p.With(at("sides", i), "is neither replier nor requester")
		} else if slices.Index(d.Sides, s) < i {
			p.With(at("sides", i), "is named twice")
		}
	}
}

func (d Definition) checkDimensions(p *problem.Problem, v Viewer) {
	if len(d.Dimensions) > maxDimensions {
		p.With("dimensions", "are at most %d", maxDimensions)
	}
	for i, dim := range d.Dimensions {
		switch place := at("dimensions", i); {
		case i >= maxDimensions:
			return
		case !known(dim):
			p.With(place, "is not a dimension")
		case !v.may(dim):
			p.With(place, "is not for you to see")
		case slices.Index(d.Dimensions, dim) < i:
			p.With(place, "is named twice")
		case d.Compare != Alone && (dim == Month || dim == Week || dim == Day || dim == LocalDay):
			p.With(place, "does not go with a comparison: ask for the longer time instead")
		}
	}
}

func (d Definition) checkFilters(p *problem.Problem, v Viewer) {
	if len(d.Filters) > maxFilters {
		p.With("filters", "are at most %d", maxFilters)
		return
	}
	for i, f := range d.Filters {
		place := at("filters", i)
		switch {
		case !known(f.Dimension) || f.Dimension == Month || f.Dimension == Side:
			p.With(place+".dimension", "is not a dimension to filter by")
		case !v.may(f.Dimension):
			p.With(place+".dimension", "is not for you to see")
		case slices.ContainsFunc(d.Filters[:i], func(o Filter) bool { return o.Dimension == f.Dimension }):
			p.With(place+".dimension", "is filtered twice")
		}
		if len(f.Values) == 0 || len(f.Values) > maxValues {
			p.With(place+".values", "needs 1 to %d", maxValues)
			continue
		}
		for k, value := range f.Values {
			if len(value) > maxValueLength {
				p.With(at(place+".values", k), "is longer than %d characters", maxValueLength)
			}
		}
	}
}

// withAgent are the dimensions that go with agent: none that leads to one inquiry, or says when somebody worked on a day.
var withAgent = []Dimension{Side, Operator, Centre, Partner, Product, Workflow, Level, ReplyCode, ReplyClass, Actor, Urgent, Month, Weekday, Hour, Agent}

// byAgent reports whether figures are told apart by agent.
func (d Definition) byAgent() bool { return slices.Contains(d.Dimensions, Agent) }

// CountedByAgent reports whether a metric is of what people did; one that counts answers that nobody gave is nobody's.
func CountedByAgent(m insight.Metric) bool {
	return !slices.ContainsFunc(m.Needs(), func(n insight.Measure) bool { return rules[n.Column].fact == steps.name })
}

// checkAgents says what does not go with the dimension agent: anything that would follow a person through a day, an inquiry or over the turn of
// a year, when pseudonyms change; figures of answers that are late because nobody gave them; and looking at one agent alone.
func (d Definition) checkAgents(p *problem.Problem) {
	for i, f := range d.Filters {
		if f.Dimension == Agent {
			p.With(at("filters", i)+".dimension", "is not to filter by: figures by agent are of all who work there")
		} else if d.byAgent() && known(f.Dimension) && !slices.Contains(withAgent, f.Dimension) {
			p.With(at("filters", i)+".dimension", "does not go with agent")
		}
	}
	if !d.byAgent() {
		return
	}
	for i, dim := range d.Dimensions {
		if known(dim) && !slices.Contains(withAgent, dim) {
			p.With(at("dimensions", i), "does not go with agent")
		}
	}
	for i, code := range d.Measures {
		if m, ok := Metric(code); ok && !CountedByAgent(m) {
			p.With(at("measures", i), "is not counted by agent: an answer that nobody gave is nobody's")
		}
	}
	for _, s := range d.Spans() {
		if s.From.Start().Year() != d.To.Start().Year() || s.To.Start().Year() != d.To.Start().Year() {
			p.With("from", "is in another year than to: pseudonyms of agents change with the year")
			return
		}
	}
}

// shared are the dimensions of other operators' sums: none that leads to a call centre, an inquiry or a link between two others.
var shared = []Dimension{Side, Operator, Product, Workflow, Level, Month}

// checkWhose says what of other operators is not to be seen. Every answer is by operator, so that sums of few inquiries can be put together.
func (d Definition) checkWhose(p *problem.Problem, v Viewer) {
	switch {
	case d.Whose == Own || d.Whose == Everyone && v.Network:
		return
	case d.Whose != Everyone:
		p.With("whose", "is neither everyone nor left out")
		return
	case !v.Shared:
		p.With("whose", "is not for you to see: the network has not agreed that posts see each other's sums")
		return
	}
	if !slices.Contains(d.Dimensions, Operator) {
		p.With("dimensions", "needs operator: figures of everyone are by post")
	}
	for i, dim := range d.Dimensions {
		if known(dim) && !slices.Contains(shared, dim) {
			p.With(at("dimensions", i), "of other posts is not for you to see")
		}
	}
	for i, f := range d.Filters {
		if known(f.Dimension) && !slices.Contains(shared, f.Dimension) {
			p.With(at("filters", i)+".dimension", "of other posts is not for you to see")
		}
	}
}

func (d Definition) checkTime(p *problem.Problem, now time.Time) {
	bad := false
	for _, m := range []struct {
		name string
		insight.Month
	}{{"from", d.From}, {"to", d.To}} {
		if read, err := insight.ParseMonth(string(m.Month)); err != nil || read != m.Month {
			p.With(m.name, "is not a month, for example 2026-11")
			bad = true
		}
	}
	switch d.Compare {
	case Alone, WithBefore, WithLastYear:
	default:
		p.With("compare", "is neither before nor lastYear")
	}
	if bad {
		return
	}
	switch n := d.months(); {
	case n < 1:
		p.With("to", "is before from")
	case n > maxMonths:
		p.With("from", "is %d months before to; at most %d months are counted", n, maxMonths)
	case d.Compare == WithLastYear && n > monthsInAYear:
		p.With("compare", "with last year goes for twelve months at most")
	}
	if now.Before(d.To.Start()) {
		p.With("to", "has not begun")
	}
}

// months is how many there are, from From to To.
func (d Definition) months() int {
	from, to := d.From.Start(), d.To.Start()
	return (to.Year()-from.Year())*monthsInAYear + int(to.Month()) - int(from.Month()) + 1
}

// Running reports whether the time is not over yet: the figures are those so far.
func (d Definition) Running(now time.Time) bool { return now.Before(d.To.End()) }

// Span is some months, both included.
type Span struct{ From, To insight.Month }

// Spans are the months asked for, and those they are compared with.
func (d Definition) Spans() []Span {
	out := []Span{{d.From, d.To}}
	back := 0
	switch d.Compare {
	case WithBefore:
		back = d.months()
	case WithLastYear:
		back = monthsInAYear
	}
	if back > 0 {
		shift := func(m insight.Month) insight.Month { return insight.MonthOf(m.Start().AddDate(0, -back, 0)) }
		out = append(out, Span{shift(d.From), shift(d.To)})
	}
	return out
}
