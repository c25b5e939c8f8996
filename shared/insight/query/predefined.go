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
// viewer's operator; for the network's administrator any operator, or the network.
type Subject struct {
	Operator principal.OperatorCode
	Centre   principal.CentreID
	Partner  principal.OperatorCode
	Product  string
}

// Filled is a chart that can be asked.
type Filled struct {
	Code       string
	Definition Definition
}

// Fill makes the definitions of a report for somebody, of a subject and a month, compared as wanted where a chart can be. A report that nobody
// knows is the problem "insight-report-unknown".
func Fill(code string, s Subject, m insight.Month, c Comparison, v Viewer) ([]Filled, error) {
	i := slices.IndexFunc(Reports(), func(r Report) bool { return r.Code == code })
	if i < 0 {
		return nil, problem.New(problem.NotFound, "insight-report-unknown", "There is no such report.")
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
		if chart.Own && v.Network {
			continue
		}
		d := Definition{Measures: chart.Measures, Sides: chart.Sides, Dimensions: chart.Dimensions, Filters: filters, From: m, To: m}
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
