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

// Result is what a statement answers. Total is of all groups, also of those that are not here: the sums over everything, which is right for every measure,
// because all are made of sums. Of what is outstanding by months it is what stands at the end of the last one.
type Result struct {
	Rows      []Row // in the order of their keys
	Total     Row
	Truncated bool // there are more groups than MaxRows: those that weigh most are here
}

// Empty reports whether nothing was counted, asked or compared.
func (r Result) Empty() bool {
	return r.Total.Counts == (insight.Counts{}) && (r.Total.Compared == nil || *r.Total.Compared == (insight.Counts{}))
}

// Read makes a result of the rows that the engine gave, by column name. A count that is not there is an error, not 0; only the sums of
// nothing at all are.
func (s Statement) Read(rows []map[string]string) (Result, error) {
	d, compares := s.definition, len(s.Spans) > 1
	out := Result{Rows: []Row{}, Total: Row{Keys: []string{}}}
	if compares {
		out.Total.Compared = &insight.Counts{}
	}
	if s.limited && len(rows) > 0 { // an answer from before they said it is fetched for some hours: its rows add up
		_, s.limited = rows[0][totalOf(s.times()[0])+s.measures[0].Column]
	}
	if s.limited && len(rows) > 0 {
		if err := s.totals(rows[0], &out.Total); err != nil {
			return out, err
		}
	}
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
		counts, err := s.counts(row, "", len(keys) == 0)
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
			if compares {
				r.Compared = &insight.Counts{}
			}
			out.Rows = append(out.Rows, r)
		}
		switch {
		case compares && row[period] == compared:
			*out.Rows[place].Compared = counts
		default:
			out.Rows[place].Counts = counts
		}
	}
	slices.SortFunc(out.Rows, func(a, b Row) int { return slices.Compare(a.Keys, b.Keys) })
	if !s.limited {
		out.Total = total(out.Rows, compares)
	}
	return out, nil
}

// totals reads what all groups add up to, which each row says.
func (s Statement) totals(row map[string]string, total *Row) (err error) {
	if total.Compared == nil {
		total.Counts, err = s.counts(row, totalOf(""), false)
		return err
	}
	if total.Counts, err = s.counts(row, totalOf(asked), false); err != nil {
		return err
	}
	*total.Compared, err = s.counts(row, totalOf(compared), false)
	return err
}

// counts reads the columns of the measures, each by its name behind a prefix.
func (s Statement) counts(row map[string]string, prefix string, sumOfAll bool) (c insight.Counts, _ error) {
	for _, m := range s.measures {
		column := prefix + m.Column
		value, ok := row[column]
		if ok && value == "" && sumOfAll { // the sum of no rows
			continue
		}
		n, err := strconv.Atoi(value)
		if err != nil {
			return c, fmt.Errorf("column %s: %w", column, err)
		}
		*m.Of(&c) = n
	}
	return c, nil
}

func total(rows []Row, compares bool) Row {
	var now, before insight.Figures
	for _, r := range rows {
		now.Add(insight.Figures{AsReplier: r.Counts})
		if r.Compared != nil {
			before.Add(insight.Figures{AsReplier: *r.Compared})
		}
	}
	out := Row{Keys: []string{}, Counts: now.AsReplier}
	if compares {
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
