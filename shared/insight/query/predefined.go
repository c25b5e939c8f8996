package query

import (
	_ "embed"
	"encoding/json"
	"slices"
	"sync"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// reports.json holds the predefined reports: data in the language of definitions.
//
//go:embed reports.json
var reportsFile []byte

// Report is a predefined report: some charts on one matter.
type Report struct {
	Code   string  `json:"code"`
	Charts []Chart `json:"charts"`
}

// Chart is a definition that has no subject and no month yet.
type Chart struct {
	Code       string         `json:"code"`
	Measures   []string       `json:"measures"`
	Sides      []insight.Side `json:"sides"`
	Dimensions []Dimension    `json:"dimensions"`
	Compare    bool           `json:"compare"` // goes with a comparison
	Months     int            `json:"months"`  // shows so many months, up to the one asked for; 0: that one
	Own        bool           `json:"own"`     // shows single inquiries: for people of an operator only
}

// ofItems reports whether it shows a figure on items, which have no call centre.
func (c Chart) ofItems() bool {
	return slices.ContainsFunc(c.Measures, func(code string) bool { m, _ := Metric(code); return CountedOfItems(m) })
}

var readReports = sync.OnceValues(func() ([]Report, error) {
	var file struct {
		Reports []Report `json:"reports"`
	}
	err := json.Unmarshal(reportsFile, &file)
	return file.Reports, err
})

// Reports returns the predefined reports. They are data that a test reads; without them there are none.
func Reports() []Report {
	reports, err := readReports()
	if err != nil {
		return nil
	}
	return reports
}

// Subject is what a report is about: a call centre, a partner (with an operator's own centres: a link), a product, or with none of them the
// viewer's operator; for the network's administrator any operator, or the network. Of everyone it is about the sums of all posts.
type Subject struct {
	Operator principal.OperatorCode
	Centre   principal.CentreID
	Partner  principal.OperatorCode
	Product  string
	Whose    Whose
}

// Check says what a report cannot be about for its viewer, each wrong place by its name: the problem "query-invalid".
func (s Subject) Check(v Viewer) error {
	if v.Operator == "" && !v.Network {
		return nobodysFigures()
	}
	p := problem.New(problem.Invalid, "query-invalid", "There is no report about this.")
	owner := v.Operator
	if v.Network {
		owner = s.Operator
	}
	if s.Centre != "" && owner != "" && s.Centre.Operator() != owner {
		p.With("centre", "is not a call centre of the operator")
	}
	switch {
	case v.Network && (s.Whose == Own || s.Whose == Everyone): // they see all anyway
	case s.Whose == Own:
		if s.Operator != "" && s.Operator != v.Operator {
			p.With("operator", "is not for you to see")
		}
	case s.Whose != Everyone:
		p.With("whose", "is neither everyone nor left out")
	case !v.Shared:
		p.With("whose", "%s", notAgreed)
	default:
		if s.Operator != "" {
			p.With("operator", "does not go with everyone: it would single a post out")
		}
		if s.Centre != "" {
			p.With("centre", "of other posts is not for you to see")
		}
		if s.Partner != "" {
			p.With("partner", "of other posts is not for you to see")
		}
	}
	return p.OrNil()
}

// OfEveryone reports whether a report has something to show of all posts' sums.
func OfEveryone(code string) bool {
	i := slices.IndexFunc(Reports(), func(r Report) bool { return r.Code == code })
	return i >= 0 && slices.ContainsFunc(Reports()[i].Charts, func(c Chart) bool { _, ok := c.ofEveryone(); return ok })
}

// ofEveryone are the dimensions of a chart of all posts: by post, in the place of the call centre. A chart that leads further into a post has
// none, and one of items, whose number is their post's to tell.
func (c Chart) ofEveryone() ([]Dimension, bool) {
	dims := slices.Clone(c.Dimensions)
	at := slices.Index(dims, Centre)
	switch {
	case at >= 0:
		dims[at] = Operator
	case !slices.Contains(dims, Operator):
		dims = slices.Insert(dims, slices.Index(dims, Side)+1, Operator)
	}
	return dims, !c.Own && !c.ofItems() && !slices.ContainsFunc(dims, func(d Dimension) bool { return !slices.Contains(shared, d) })
}

// Filled is a chart that can be asked.
type Filled struct {
	Code       string
	Definition Definition
}

// Fill makes the definitions of a report for somebody, of a subject and a month, compared as wanted where a chart can be. A report that nobody
// knows is the problem "insight-report-unknown"; a subject that it cannot be about is "query-invalid" (see Subject.Check).
func Fill(code string, s Subject, m insight.Month, c Comparison, v Viewer) ([]Filled, error) {
	i := slices.IndexFunc(Reports(), func(r Report) bool { return r.Code == code })
	if i < 0 {
		return nil, problem.New(problem.NotFound, "insight-report-unknown", "There is no such report.")
	}
	if err := s.Check(v); err != nil {
		return nil, err
	}
	everyone := s.Whose == Everyone && !v.Network
	if everyone && !OfEveryone(code) {
		return nil, problem.New(problem.Invalid, "query-invalid", "There is no report about this.").With("whose", "does not go with this report: what it shows of other posts is not for you to see")
	}
	var filters []Filter
	for _, f := range []struct {
		Dimension
		value string
	}{{Operator, string(s.Operator)}, {Centre, string(s.Centre)}, {Partner, string(s.Partner)}, {Product, s.Product}} {
		if f.value != "" {
			filters = append(filters, Filter{f.Dimension, []string{f.value}})
		}
	}
	out := []Filled{}
	for _, chart := range Reports()[i].Charts {
		if chart.Own && v.Network || s.Centre != "" && chart.ofItems() {
			continue
		}
		d := Definition{Measures: chart.Measures, Sides: chart.Sides, Dimensions: chart.Dimensions, Filters: filters, From: m, To: m}
		if everyone {
			dims, ok := chart.ofEveryone()
			if !ok {
				continue
			}
			d.Dimensions, d.Whose = dims, Everyone
		}
		if chart.Compare {
			d.Compare = c
		}
		if chart.Months > 1 {
			d.From = insight.MonthOf(m.Start().AddDate(0, 1-chart.Months, 0))
		}
		out = append(out, Filled{chart.Code, d})
	}
	return out, nil
}
