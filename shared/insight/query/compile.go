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
	Facts  []string       // the facts it reads …
	Spans  []Span         // … in these months
	Scans  map[string]int // how often each of them
	Token  string         // names the run, with 32 characters: begun again with the same, it runs once; "" names none

	definition Definition
	measures   []insight.Measure
	limited    bool // the largest of its groups, each with the sums of all
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
	return compile(d, measures, v, d.standing(), now), nil
}

// OfMonth is the statement of the monthly reports: every measure of one month by side, operator and call centre, of all.
func OfMonth(m insight.Month) Statement {
	return compile(Definition{Sides: []insight.Side{insight.Replier, insight.Requester}, Dimensions: []Dimension{Side, Operator, Centre}, From: m, To: m},
		insight.Measures, Viewer{Network: true}, atTheEnd, m.End())
}

func compile(d Definition, measures []insight.Measure, v Viewer, s standing, now time.Time) Statement {
	c := compiler{d: d, v: v, measures: measures, standing: s, spans: d.Spans(now)}
	c.compared, c.byDay = d.ComparedDays(now)
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
	compared Days // where it is compared by day, the days; the months of spans hold more
	byDay    bool
	standing standing
	held     []Filter // to which row of an answer it is held: as filters, and by months too
	told     bool     // it says when, too
}

// standing says of which months' ends it is counted what is outstanding. It is what stands at a month's end, so months do not add up: an answer that was due in
// one and did not come stands at the end of each until it does.
type standing int

const (
	atTheEnd     standing = iota // of the last month that is asked for, and of the last one that it is compared with
	byMonth                      // of each, told apart; in all, of the last
	byDueTime                    // of each that of the answers due in it: days stand beside other days, which no later month may change
	standingOnly = "standing"
)

// standing is how what is outstanding is counted for a question: those compared by day have no month's end to look from.
func (d Definition) standing() standing {
	switch {
	case d.byDay():
		return byDueTime
	case slices.Contains(d.Dimensions, Month):
		return byMonth
	}
	return atTheEnd
}

// marksStanding reports whether a step has to say if its month is the last one: not where each is.
func (c *compiler) marksStanding() bool {
	return c.needs("outstanding") && c.standing == atTheEnd && slices.ContainsFunc(c.spans, func(s Span) bool { return s.From != s.To })
}

// when is the condition under which a measure counts a fact for a side.
func (c *compiler) when(m insight.Measure, side insight.Side) string {
	switch {
	case m.Column == "outstanding" && c.standing == byDueTime:
		return isLate
	case m.Column == "outstanding" && c.marksStanding():
		return isStanding + " AND " + standingOnly + " = 1"
	}
	return rules[m.Column].when(side)
}

func (c *compiler) statement() Statement {
	s := c.begin()
	c.add(")")
	keys := c.keys()
	from := "counted"
	if by, few := c.grouped(); few {
		from = "shown"
		c.together(by, keys)
	}
	var sums []string
	for _, m := range c.measures {
		sums = append(sums, fmt.Sprintf("CAST(sum(%s) AS bigint) AS %s", m.Column, m.Column))
	}
	var last []string // bound in a named part: the local engine takes what the last SELECT binds for the first
	if c.limited() && c.needs("outstanding") && c.standing == byMonth {
		sums, last = append(sums, "CASE WHEN month = ? THEN CAST(sum(outstanding) AS bigint) ELSE 0 END AS "+standingOnly), []string{string(c.d.To)}
	}
	groups := "SELECT " + strings.Join(slices.Concat(keys, sums), ", ") + "\nFROM " + from + "\n"
	if len(keys) > 0 {
		groups += "GROUP BY " + strings.Join(keys, ", ") + "\n"
	}
	switch {
	case c.limited():
		c.add(",\ngrouped AS (\n"+groups+")", last...)
		c.largest(s, keys)
	case len(keys) > 0:
		c.add("\n" + groups + "ORDER BY " + strings.Join(keys, ", ") + "\n")
	default:
		c.add("\n" + groups)
	}
	c.add("LIMIT " + strconv.Itoa(c.limit()))
	s.SQL, s.Params = c.sql.String(), c.params
	return s
}

// limited reports whether an answer holds some of its groups only: the largest, with the sums of all.
func (c *compiler) limited() bool { return len(c.d.Measures) > 0 && len(c.d.Dimensions) > 0 }

// largest takes the groups that weigh most, each with what all of them add up to: what is left out is in the total. A group weighs as much as its figures are
// made of, in both times when it is compared.
func (c *compiler) largest(s Statement, keys []string) {
	apart := keys[:len(c.d.Dimensions)] // the period comes after them
	columns := slices.Clone(keys)
	for _, m := range c.measures {
		columns = append(columns, m.Column)
	}
	c.add("\nSELECT " + strings.Join(columns, ", "))
	for _, when := range s.times() {
		for _, m := range c.measures {
			value := m.Column
			if m.Column == "outstanding" && c.standing == byMonth {
				value = standingOnly
			}
			if when != "" {
				value = fmt.Sprintf("CASE WHEN %s = '%s' THEN %s ELSE 0 END", period, when, value)
			}
			c.add(fmt.Sprintf(",\n       CAST(sum(%s) OVER () AS bigint) AS %s", value, totalOf(when)+m.Column))
		}
	}
	c.add(",\n       CAST(sum(" + c.weight() + ") OVER (PARTITION BY " + strings.Join(apart, ", ") + ") AS bigint) AS weight\nFROM grouped\nORDER BY weight DESC, " + strings.Join(keys, ", ") + "\n")
}

// times are what is asked and what it is compared with; "" where it is not.
func (s Statement) times() []string {
	if len(s.Spans) > 1 {
		return []string{asked, compared}
	}
	return []string{""}
}

// totalOf is before the names of measures in the columns of what they add up to over all groups at a time.
func totalOf(when string) string {
	if when == "" {
		return "all_"
	}
	return "all_" + when + "_"
}

// weight is how much a group's figures are made of, added up: what they divide by, and of counts themselves.
func (c *compiler) weight() string {
	var terms []string
	for _, code := range c.d.Measures {
		of := Whole
		if metric, _ := Metric(code); metric.Count != nil {
			of = Part
		}
		for _, f := range (Drill{Measure: code, Of: of}).factors() {
			terms = append(terms, strconv.Itoa(f.times)+" * "+f.measure.Column)
		}
	}
	return strings.Join(terms, " + ")
}

// begin writes the parts that count: all but the last SELECT, without the bracket that ends them.
func (c *compiler) begin() Statement {
	s := Statement{Spans: c.spans, Scans: map[string]int{}, definition: c.d, measures: c.measures, limited: c.limited()}
	c.add("WITH ")
	for _, f := range facts {
		if c.reads(f) {
			s.Facts, s.Scans[f.name] = append(s.Facts, f.name), c.scans(f)
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
		for _, f := range facts {
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

// scans is how often a fact is read: Trino runs a part of WITH anew wherever it is named. Each side names the facts it counts, and with what is
// outstanding it names the answers too, which are made of events.
func (c *compiler) scans(f fact) int {
	n := 0
	if c.counts(f) {
		n++
	}
	if f == events && c.needs("outstanding") {
		n++
	}
	return n * len(c.d.Sides)
}

func (c *compiler) reads(f fact) bool { return c.counts(f) || f == events && c.needs("outstanding") }

// source reads the partitions of a fact, each fact once, in its latest version.
func (c *compiler) source(f fact) {
	c.add(f.table + " AS (\n  SELECT *\n  FROM (\n    SELECT " + strings.Join(c.columns(f), ", "))
	switch {
	case c.byDay:
		c.add(", CASE WHEN month BETWEEN ? AND ? THEN '"+asked+"' WHEN day BETWEEN ? AND ? THEN '"+compared+"' ELSE '' END AS "+period,
			string(c.spans[0].From), string(c.spans[0].To), c.compared.First, c.compared.Last)
	case len(c.spans) > 1:
		c.add(", CASE WHEN month BETWEEN ? AND ? THEN '"+asked+"' ELSE '"+compared+"' END AS "+period, string(c.spans[0].From), string(c.spans[0].To))
	}
	if f == steps && c.marksStanding() {
		c.add(", CASE WHEN month IN ("+strings.TrimSuffix(strings.Repeat("?, ", len(c.spans)), ", ")+") THEN 1 ELSE 0 END AS "+standingOnly, lastMonths(c.spans)...)
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

func lastMonths(spans []Span) (out []string) {
	for _, s := range spans {
		out = append(out, string(s.To))
	}
	return out
}

// columns are those of a fact that the query needs; only these are read.
func (c *compiler) columns(f fact) []string {
	need := map[string]bool{"kind": true, "month": true}
	if c.byDay {
		need["day"] = true
	}
	for _, m := range c.measures {
		if r := rules[m.Column]; r.fact == f.name {
			for _, column := range r.columns {
				need[column] = true
			}
		}
	}
	if c.needs("outstanding") && f != traffic {
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

// value is a dimension of a fact, as text, for a side. A day that is compared has the name of the one that it is compared with, so that both are one row;
// so has a week, because days lie whole weeks apart.
func (c *compiler) value(d Dimension, side insight.Side) string {
	sql := dimensions[d].sql(side)
	if !c.byDay || !slices.Contains(days, d) {
		return sql
	}
	return fmt.Sprintf("CASE WHEN %s = '%s' THEN coalesce(CAST(CAST(CAST(nullif(%s, '') AS date) + INTERVAL '%d' DAY AS date) AS varchar), '') ELSE %s END", period, compared, sql, daysInWeek*c.compared.Weeks, sql)
}

// branch counts one fact for one side.
func (c *compiler) branch(f fact, side insight.Side) {
	columns := []string{}
	for _, d := range c.d.Dimensions {
		columns = append(columns, c.value(d, side)+" AS "+dimensions[d].column)
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
		when := c.when(m, side)
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
		c.add(" AND "+c.value(filter.Dimension, side)+" IN ("+strings.TrimSuffix(strings.Repeat("?, ", len(filter.Values)), ", ")+")", filter.Values...)
	}
	if c.byDay {
		c.add(" AND " + period + " <> ''")
	}
	c.add("\n    AND (" + strings.Join(slices.Compact(slices.Sorted(slices.Values(counted))), " OR ") + ")\n")
}
