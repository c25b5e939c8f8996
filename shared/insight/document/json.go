package document

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

type jsonReport struct {
	ID        string       `json:"id"`
	Month     string       `json:"month"`
	Operator  string       `json:"operator"`
	Name      string       `json:"name"`
	State     string       `json:"state"`
	Version   int          `json:"version"`
	Reason    string       `json:"reason,omitempty"` // of a correction
	Until     time.Time    `json:"until"`
	CreatedAt time.Time    `json:"createdAt"`
	Counted   string       `json:"counted"` // SHA-256 of the counts that it was made from
	Metrics   []jsonMetric `json:"metrics"` // how each is computed
	Total     jsonFigures  `json:"total"`
	LastMonth *jsonPast    `json:"lastMonth"`
	LastYear  *jsonPast    `json:"lastYear"`
	Rows      []jsonRow    `json:"rows"`
}

type jsonMetric struct {
	Code    string   `json:"code"`
	Name    string   `json:"name"`
	Formula string   `json:"formula"`
	Unit    string   `json:"unit"`
	Better  string   `json:"better"`
	Target  *float64 `json:"target"`
	Source  string   `json:"source,omitempty"` // of the target
}

type jsonPast struct {
	Month   string      `json:"month"`
	State   string      `json:"state"`
	Version int         `json:"version"`
	Total   jsonFigures `json:"total"`
}

type jsonRow struct {
	Operator string `json:"operator"`
	Centre   string `json:"centre,omitempty"`
	Name     string `json:"name"`
	jsonFigures
}

type jsonFigures struct {
	AsReplier   jsonSide `json:"asReplier"`
	AsRequester jsonSide `json:"asRequester"`
}

// jsonSide is what was counted, by the columns of the CSV, and every metric by its code: its value in its unit, null where there is nothing to
// divide by.
type jsonSide struct {
	Counts  map[string]int      `json:"counts"`
	Metrics map[string]*float64 `json:"metrics"`
}

// JSON writes a report with every count, every metric and its definition.
func JSON(w io.Writer, r insight.Report) error {
	out := jsonReport{ID: r.ReportID.String(), Month: string(r.Month), Operator: string(r.Operator), Name: r.Name, State: string(r.State), Version: r.Version, Reason: r.Reason,
		Until: r.Until.UTC(), CreatedAt: r.CreatedAt.UTC(), Counted: insight.CountedDigest(r.Counted), Total: jsonOf(r.Total), LastMonth: jsonPastOf(r.LastMonth), LastYear: jsonPastOf(r.LastYear),
		Rows: make([]jsonRow, len(r.Rows))}
	for _, m := range insight.Metrics {
		one := jsonMetric{Code: m.Code, Name: m.Name, Formula: m.Formula, Unit: string(m.Unit), Better: string(m.Better), Source: m.Source}
		if m.Target != nil {
			target := float64(*m.Target) / 10
			one.Target = &target
		}
		out.Metrics = append(out.Metrics, one)
	}
	for i, row := range r.Rows {
		out.Rows[i] = jsonRow{string(row.Operator), string(row.Centre), row.Name, jsonOf(row.Figures)}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

func jsonPastOf(p *insight.Past) *jsonPast {
	if p == nil {
		return nil
	}
	return &jsonPast{string(p.Month), string(p.State), p.Version, jsonOf(p.Total)}
}

func jsonOf(f insight.Figures) jsonFigures {
	side := func(c insight.Counts) jsonSide {
		s := jsonSide{map[string]int{}, map[string]*float64{}}
		for _, m := range insight.Measures {
			s.Counts[m.Column] = *m.Of(&c)
		}
		for _, m := range insight.Metrics {
			s.Metrics[m.Code] = nil
			if tenths, ok := m.Tenths(c); ok {
				v := float64(tenths) / 10
				s.Metrics[m.Code] = &v
			}
		}
		return s
	}
	return jsonFigures{side(f.AsReplier), side(f.AsRequester)}
}
