package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// Statement is a compiled query: SQL for Athena with its parameters in order.
type Statement struct {
	SQL    string
	Params []string
	Facts  []string // the facts it reads …
	Spans  []Span   // … in these months
	Token  string   // names the run, with 32 characters: begun again with the same, it runs once; "" names none

	definition Definition
	measures   []insight.Measure
}

// Compile makes the statement of a definition as its viewer may ask it now, or says what is wrong (see Check). A viewer who is not the
// network's administrator has a filter that no definition can lift, their own operator's side; where the network has agreed to it, the sums of
// everyone by operator.
func Compile(d Definition, v Viewer, now time.Time) (Statement, error) {
	if err := d.Check(v, now); err != nil {
		return Statement{}, err
	}
	var measures []insight.Measure
	for _, measure := range insight.Measures {
		if slices.ContainsFunc(d.Measures, func(code string) bool {
			m, _ := Metric(code)
			return slices.ContainsFunc(m.Needs(), func(n insight.Measure) bool { return n.Column == measure.Column })
		}) {
			measures = append(measures, measure)
		}
	}
	return compile(d, measures, v), nil
}

// OfMonth is the statement of the monthly reports: every measure of one month by side, operator and call centre, of all.
func OfMonth(m insight.Month) Statement {
	return compile(Definition{Sides: []insight.Side{insight.Replier, insight.Requester}, Dimensions: []Dimension{Side, Operator, Centre}, From: m, To: m},
		insight.Measures, Viewer{Network: true})
}

func compile(d Definition, measures []insight.Measure, v Viewer) Statement {
	c := compiler{d: d, v: v, measures: measures, spans: d.Spans()}
	return c.statement()
}

// writer collects SQL with its parameters in the order in which they stand.
type writer struct {
	sql    strings.Builder
	params []string
}

// add appends our own words; every "?" in them takes the next parameter.
func (w *writer) add(words string, params ...string) {
	w.sql.WriteString(words)
	w.params = append(w.params, params...)
}

type compiler struct {
	writer
	d        Definition
	v        Viewer
	measures []insight.Measure
	spans    []Span
	held     []Filter // to which row of an answer it is held: as filters, and by months too
	told     bool     // it says when, too
}

func (c *compiler) statement() Statement {
	s := c.begin()
	c.add(")")
	keys := c.keys()
	columns := slices.Clone(keys)
	for _, m := range c.measures {
		columns = append(columns, fmt.Sprintf("CAST(sum(%s) AS bigint) AS %s", m.Column, m.Column))
	}
	from := "counted"
	if by, few := c.grouped(); few {
		from = "shown"
		c.together(by, keys)
	}
	c.add("\nSELECT " + strings.Join(columns, ", ") + "\nFROM " + from + "\n")
	if len(keys) > 0 {
		c.add("GROUP BY " + strings.Join(keys, ", ") + "\nORDER BY " + strings.Join(keys, ", ") + "\n")
	}
	c.add("LIMIT " + strconv.Itoa(c.limit()))
	s.SQL, s.Params = c.sql.String(), c.params
	return s
}

// begin writes the parts that count: all but the last SELECT, without the bracket that ends them.
func (c *compiler) begin() Statement {
	s := Statement{Spans: c.spans, definition: c.d, measures: c.measures}
	c.add("WITH ")
	for _, f := range []fact{events, steps} {
		if c.reads(f) {
			s.Facts = append(s.Facts, f.name)
			c.source(f)
			c.add(",\n")
		}
	}
	if c.needs("outstanding") {
		c.add(answers + ",\n")
	}
	c.add("counted AS (\n")
	first := true
	for _, side := range c.d.Sides {
		for _, f := range []fact{events, steps} {
			if c.counts(f) {
				if !first {
					c.add("  UNION ALL\n")
				}
				first = false
				c.branch(f, side)
			}
		}
	}
	return s
}

// limit is one row more than an answer holds, so that it can say when there are more. With a comparison a group has two rows. The monthly
// reports take all that there is.
func (c *compiler) limit() int {
	switch {
	case len(c.d.Measures) == 0:
		return everything
	case len(c.spans) > 1:
		return 2*MaxRows + 1
	default:
		return MaxRows + 1
	}
}

const everything = 1000000

// grouped is the dimension of which few inquiries are not shown alone: agents, and other operators to one of them.
func (c *compiler) grouped() (Dimension, bool) {
	switch {
	case c.d.byAgent():
		return Agent, true
	case c.d.Whose == Everyone && !c.v.Network:
		return Operator, true
	}
	return "", false
}

// together puts those values of a dimension that stand for fewer inquiries of a group than a figure needs under one name; never one's own operator.
func (c *compiler) together(by Dimension, keys []string) {
	column := dimensions[by].column
	var sums, shown []string
	own := ""
	if by == Operator {
		own = string(c.v.Operator)
	}
	for _, key := range keys {
		if key == column {
			key = fmt.Sprintf("CASE WHEN %s <> ? AND inquiries < %d THEN '%s' ELSE %s END AS %s", column, Limits().AgentInquiries, FewInquiries, column, column)
		}
		shown = append(shown, key)
	}
	for _, m := range c.measures {
		sums, shown = append(sums, fmt.Sprintf("sum(%s) AS %s", m.Column, m.Column)), append(shown, m.Column)
	}
	c.add(",\ntold_apart AS (\n  SELECT " + strings.Join(append(slices.Clone(keys), sums...), ", ") + ", count(DISTINCT counted_inquiry) AS inquiries\n  FROM counted\n  GROUP BY " +
		strings.Join(keys, ", ") + "\n),\nshown AS (\n  SELECT ")
	c.add(strings.Join(shown, ", ")+"\n  FROM told_apart\n)", own)
}

// keys are the columns that groups are told apart by.
func (c *compiler) keys() []string {
	var out []string
	for _, d := range c.d.Dimensions {
		out = append(out, dimensions[d].column)
	}
	if len(c.spans) > 1 {
		out = append(out, period)
	}
	return out
}

func (c *compiler) needs(column string) bool {
	return slices.ContainsFunc(c.measures, func(m insight.Measure) bool { return m.Column == column })
}

// counts reports whether a measure is counted from a fact; reads, whether the fact is read at all.
func (c *compiler) counts(f fact) bool {
	return slices.ContainsFunc(c.measures, func(m insight.Measure) bool { return rules[m.Column].fact == f.name })
}

func (c *compiler) reads(f fact) bool { return c.counts(f) || f == events && c.needs("outstanding") }

// source reads the partitions of a fact, each fact once, in its latest version.
func (c *compiler) source(f fact) {
	c.add(f.table + " AS (\n  SELECT *\n  FROM (\n    SELECT " + strings.Join(c.columns(f), ", "))
	if len(c.spans) > 1 {
		c.add(", CASE WHEN month BETWEEN ? AND ? THEN 'asked' ELSE 'compared' END AS "+period, string(c.spans[0].From), string(c.spans[0].To))
	}
	c.add(",\n           row_number() OVER (PARTITION BY fact_id ORDER BY coalesce(fact_version, 0) DESC, \"at\") AS copy\n    FROM facts\n    WHERE fact = '" + f.name + "' AND (")
	for i, s := range c.spans {
		if i > 0 {
			c.add(" OR ")
		}
		if s.From == s.To {
			c.add("month = ?", string(s.From))
		} else {
			c.add("month BETWEEN ? AND ?", string(s.From), string(s.To))
		}
	}
	c.add(")\n  ) AS delivered\n  WHERE copy = 1\n)")
}

// columns are those of a fact that the query needs; only these are read.
func (c *compiler) columns(f fact) []string {
	need := map[string]bool{"kind": true, "month": true}
	for _, m := range c.measures {
		if r := rules[m.Column]; r.fact == f.name {
			for _, column := range r.columns {
				need[column] = true
			}
		}
	}
	if c.needs("outstanding") {
		need["inquiry_id"], need["at"] = true, true
	}
	if c.told && c.counts(f) {
		need["at"] = true
	}
	if _, few := c.grouped(); few {
		need["inquiry_id"] = true
	}
	var used []Dimension
	if c.counts(f) { // otherwise it is read for the answers alone
		used = append(slices.Clone(c.d.Dimensions), Operator)
	}
	for _, filter := range slices.Concat(c.d.Filters, c.held) {
		if c.counts(f) {
			used = append(used, filter.Dimension)
		}
	}
	for _, d := range used {
		for _, side := range c.d.Sides {
			for _, column := range dimensions[d].columns(side) {
				need[column] = true
			}
		}
	}
	if c.needs("handled") && f == events {
		for _, side := range c.d.Sides {
			need[string(side)+"_centre"] = true
		}
	}
	var out []string
	for _, column := range lake {
		if need[column] {
			if column == "at" {
				column = `"at" AS told_at` // a word of the local engine
			}
			out = append(out, column)
		}
	}
	return out
}

// branch counts one fact for one side.
func (c *compiler) branch(f fact, side insight.Side) {
	columns := []string{}
	for _, d := range c.d.Dimensions {
		columns = append(columns, dimensions[d].sql(side)+" AS "+dimensions[d].column)
	}
	if len(c.spans) > 1 {
		columns = append(columns, period)
	}
	if c.told {
		columns = append(columns, "told_at")
	}
	if _, few := c.grouped(); few {
		columns = append(columns, "inquiry_id AS counted_inquiry")
	}
	var counted []string
	for _, m := range c.measures {
		r := rules[m.Column]
		if r.fact != f.name {
			columns = append(columns, "0 AS "+m.Column)
			continue
		}
		when := r.when(side)
		columns = append(columns, fmt.Sprintf("CASE WHEN %s THEN %s ELSE 0 END AS %s", when, r.value, m.Column))
		counted = append(counted, when)
	}
	c.add("  SELECT " + strings.Join(columns, ",\n         ") + "\n  FROM " + f.table)
	if f == steps && c.needs("outstanding") {
		c.add(" LEFT JOIN answers ON answers.answered_inquiry = steps.inquiry_id AND answers.answered_month = steps.month")
	}
	own := dimensions[Operator].sql(side)
	c.add("\n  WHERE " + own + " <> ''")
	if !c.v.Network && c.d.Whose != Everyone {
		c.add(" AND "+own+" = ?", string(c.v.Operator))
	}
	for _, filter := range slices.Concat(c.d.Filters, c.held) {
		c.add(" AND "+dimensions[filter.Dimension].sql(side)+" IN ("+strings.TrimSuffix(strings.Repeat("?, ", len(filter.Values)), ", ")+")", filter.Values...)
	}
	c.add("\n    AND (" + strings.Join(slices.Compact(slices.Sorted(slices.Values(counted))), " OR ") + ")\n")
}
