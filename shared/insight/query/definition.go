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
	WithBefore     Comparison = "before"   // as many months just before; by days see ComparedDays
	WithLastYear   Comparison = "lastYear" // the same months a year before; by days see ComparedDays
	monthsInAYear             = 12
	weeksInAYear              = 52
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
	Actor         Dimension = "actor"  // agent, automatic, machine, system
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
	d.checkAgents(p, now)
	d.checkItems(p)
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
		case d.Compare != Alone && dim == Month:
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
			} else if reason := wrong(f.Dimension, value); reason != "" {
				p.With(at(place+".values", k), "%s", reason)
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
	return !slices.ContainsFunc(m.Needs(), func(n insight.Measure) bool { return rules[n.Column].fact != events.name })
}

// checkAgents says what does not go with the dimension agent: anything that would follow a person through a day, an inquiry or over the turn of
// a year, when pseudonyms change; figures of answers that are late because nobody gave them; and looking at one agent alone.
func (d Definition) checkAgents(p *problem.Problem, now time.Time) {
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
	for _, s := range d.Spans(now) {
		if s.From.Start().Year() != d.To.Start().Year() || s.To.Start().Year() != d.To.Start().Year() {
			p.With("from", "is in another year than to: pseudonyms of agents change with the year")
			return
		}
	}
}

// withItems are the dimensions that go with figures on items, of which only link, product and month are known.
var withItems = []Dimension{Side, Operator, Partner, Product, Month}

// CountedOfItems reports whether a metric is divided by items.
func CountedOfItems(m insight.Metric) bool { return m.Rate != nil }

// checkItems says what does not go with a figure on items: they have no call centre, no inquiry and no hour, so that a part of them has none of these either.
func (d Definition) checkItems(p *problem.Problem) {
	i := slices.IndexFunc(d.Measures, func(code string) bool { m, ok := Metric(code); return ok && CountedOfItems(m) })
	if i < 0 {
		return
	}
	reason := "does not go with " + d.Measures[i] + ": items are known by operator, partner, product and month"
	for k, dim := range d.Dimensions {
		if known(dim) && !slices.Contains(withItems, dim) {
			p.With(at("dimensions", k), "%s", reason)
		}
	}
	for k, f := range d.Filters {
		if known(f.Dimension) && !slices.Contains(withItems, f.Dimension) {
			p.With(at("filters", k)+".dimension", "%s", reason)
		}
	}
	if d.Whose == Everyone {
		p.With(at("measures", i), "of other posts is not for you to see: how many items they send is theirs to tell")
	}
}

// shared are the dimensions of other operators' sums: none that leads to a call centre, an inquiry or a link between two others.
var shared = []Dimension{Side, Operator, Product, Workflow, Level, Month}

const notAgreed = "is not for you to see: the network has not agreed that posts see each other's sums"

// checkWhose says what of other operators is not to be seen. Every answer is by operator, so that sums of few inquiries can be put together.
func (d Definition) checkWhose(p *problem.Problem, v Viewer) {
	switch {
	case d.Whose == Own || d.Whose == Everyone && v.Network:
		return
	case d.Whose != Everyone:
		p.With("whose", "is neither everyone nor left out")
		return
	case !v.Shared:
		p.With("whose", "%s", notAgreed)
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
		switch {
		case f.Dimension == Operator: // of one that counts little the sum would stand alone under few
			p.With(at("filters", i)+".dimension", "does not go with everyone: it would single a post out")
		case known(f.Dimension) && !slices.Contains(shared, f.Dimension):
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
	case d.Compare == WithLastYear && d.byDay() && n == monthsInAYear:
		p.With("compare", "with last year goes for eleven months at most by day or week: 52 weeks before lies in the same year")
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

// days are the dimensions that are dates.
var days = []Dimension{Day, LocalDay, Week}

// byDay reports whether figures are compared day by day, or week by week, because the question tells them apart or filters by them.
func (d Definition) byDay() bool {
	return d.Compare != Alone && (slices.ContainsFunc(d.Dimensions, func(dim Dimension) bool { return slices.Contains(days, dim) }) ||
		slices.ContainsFunc(d.Filters, func(f Filter) bool { return slices.Contains(days, f.Dimension) }))
}

// weeksBack is how many weeks before a day the one lies that it is compared with. Whole weeks: work has the rhythm of the week, and a Monday beside a
// Sunday says nothing. With before they are as few as leave out none of the days that are asked for; a year is 52, so that 29 February has a
// counterpart like any other day.
func (d Definition) weeksBack() int {
	if d.Compare == WithLastYear {
		return weeksInAYear
	}
	n := int(d.To.End().Sub(d.From.Start()) / (24 * time.Hour))
	return (n + daysInWeek - 1) / daysInWeek
}

// Days are some days, both included, UTC.
type Days struct {
	First, Last string
	Weeks       int // that they lie before those they are compared with
}

// ComparedDays are the days that a question by day or week is compared with at an instant: as many as it asks for and have begun, each the same weekday some
// weeks before. It is false of a question that is compared by months, or not at all.
func (d Definition) ComparedDays(now time.Time) (Days, bool) {
	if !d.byDay() {
		return Days{}, false
	}
	back := -daysInWeek * d.weeksBack()
	last := d.To.End().AddDate(0, 0, -1)
	if today := now.UTC().Truncate(24 * time.Hour); today.Before(last) {
		last = today
	}
	return Days{dayOf(d.From.Start().AddDate(0, 0, back)), dayOf(last.AddDate(0, 0, back)), -back / daysInWeek}, true
}

// Spans are the months asked for, and those that hold what they are compared with at an instant.
func (d Definition) Spans(now time.Time) []Span {
	out := []Span{{d.From, d.To}}
	if compared, ok := d.ComparedDays(now); ok {
		const month = len("2026-11")
		return append(out, Span{insight.Month(compared.First[:month]), insight.Month(compared.Last[:month])})
	}
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
