package query

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Row is one group: its values in the definition's dimensions, its counts, and those it is compared with, nil without a comparison.
// Only the counts that the measures need are there; the others are 0.
type Row struct {
	Keys     []string
	Counts   insight.Counts
	Compared *insight.Counts
}

// Result is what a statement answers. Total adds the rows up, which is right for every measure, because all are made of sums.
type Result struct {
	Rows      []Row
	Total     Row
	Truncated bool // there are more groups than MaxRows: the total is of those that are here
}

// Empty reports whether nothing was counted, asked or compared.
func (r Result) Empty() bool {
	return r.Total.Counts == (insight.Counts{}) && (r.Total.Compared == nil || *r.Total.Compared == (insight.Counts{}))
}

// Read makes a result of the rows that the engine gave, by column name. A count that is not there is an error, not 0; only the sums of
// nothing at all are.
func (s Statement) Read(rows []map[string]string) (Result, error) {
	d, compared := s.definition, len(s.Spans) > 1
	out := Result{Rows: []Row{}}
	places := map[string]int{}
	for _, row := range rows {
		keys := make([]string, len(d.Dimensions))
		for i, dim := range d.Dimensions {
			value, ok := row[dimensions[dim].column]
			if !ok {
				return out, fmt.Errorf("column %s is missing", dimensions[dim].column)
			}
			keys[i] = value
		}
		counts, err := s.counts(row, len(keys) == 0)
		if err != nil {
			return out, err
		}
		name := fmt.Sprintf("%q", keys)
		place, ok := places[name]
		if !ok {
			if len(out.Rows) == MaxRows && len(d.Measures) > 0 {
				out.Truncated = true
				continue
			}
			place = len(out.Rows)
			places[name] = place
			r := Row{Keys: keys}
			if compared {
				r.Compared = &insight.Counts{}
			}
			out.Rows = append(out.Rows, r)
		}
		switch {
		case compared && row[period] == "compared":
			*out.Rows[place].Compared = counts
		default:
			out.Rows[place].Counts = counts
		}
	}
	out.Total = total(out.Rows, compared)
	return out, nil
}

func (s Statement) counts(row map[string]string, sumOfAll bool) (c insight.Counts, _ error) {
	for _, m := range s.measures {
		value, ok := row[m.Column]
		if ok && value == "" && sumOfAll { // the sum of no rows
			continue
		}
		n, err := strconv.Atoi(value)
		if err != nil {
			return c, fmt.Errorf("column %s: %w", m.Column, err)
		}
		*m.Of(&c) = n
	}
	return c, nil
}

func total(rows []Row, compared bool) Row {
	var now, before insight.Figures
	for _, r := range rows {
		now.Add(insight.Figures{AsReplier: r.Counts})
		if r.Compared != nil {
			before.Add(insight.Figures{AsReplier: *r.Compared})
		}
	}
	out := Row{Keys: []string{}, Counts: now.AsReplier}
	if compared {
		out.Compared = &before.AsReplier
	}
	return out
}

// Lines are the rows of OfMonth.
func (r Result) Lines() []insight.Line {
	out := make([]insight.Line, len(r.Rows))
	for i, row := range r.Rows {
		out[i] = insight.Line{Side: insight.Side(row.Keys[0]), Operator: principal.OperatorCode(row.Keys[1]), Centre: principal.CentreID(row.Keys[2]), Counts: row.Counts}
	}
	return slices.Clip(out)
}
