package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Drill asks for the inquiries that made one figure of an answer: of the row with these keys (one for each dimension; of a question without
// dimensions none), of this measure, what is divided, what it is divided by, or of a share what is missing to the whole. Comparisons play no part.
type Drill struct {
	Definition Definition `json:"definition"`
	Keys       []string   `json:"keys"`
	Measure    string     `json:"measure"` // one of the definition's
	Of         Share      `json:"of"`
}

// Share is one of the two numbers that a share or an average is made of, or of a share the difference of the two; a count has a part only.
type Share string

// The two, and the difference.
const (
	Part  Share = "part"
	Whole Share = "whole"
	Rest  Share = "rest" // whole − part: of replies on time those that were late
)

// MaxInquiries is how many inquiries an answer holds; one that has more says so.
const MaxInquiries = 500

// Contribution is what an inquiry adds to a figure, and when it last did. To a rest it adds less than nothing where the part happened in the months
// asked for and the whole before them: a request that came in October and was returned in November.
type Contribution struct {
	Inquiry string
	Value   int
	At      time.Time
}

// Inside is what a figure is made of. Total is the figure, and Count how many inquiries made it, those that are not here included.
type Inside struct {
	Items     []Contribution
	Total     int
	Count     int
	Truncated bool
}

// Check says what is wrong with a drill for its viewer now: the problem "query-invalid" with the places by their names. Single inquiries are
// their participants' business: for network administrators it is "role-missing".
func (d Drill) Check(v Viewer, now time.Time) error {
	if v.Network {
		return problem.New(problem.Forbidden, "role-missing", "Which inquiries made a figure is shown to the operators that take part in them.")
	}
	p := problem.New(problem.Invalid, "query-invalid", "This query cannot be answered as it is written.")
	if err := d.Definition.Check(v, now); err != nil {
		found := problem.As(err)
		if found.Slug != "query-invalid" {
			return err
		}
		for _, f := range found.Fields {
			p.With("query."+f.Name, "%s", f.Reason)
		}
		return p
	}
	if d.Definition.Whose != Own {
		p.With("query.whose", "must be your own: other posts' inquiries are theirs")
	}
	if d.Definition.byAgent() {
		p.With("query.dimensions", "have agent among them: no inquiry leads to who worked on it")
	}
	if len(d.Keys) != len(d.Definition.Dimensions) {
		p.With("keys", "are %d, and the query has %d dimensions", len(d.Keys), len(d.Definition.Dimensions))
	}
	for i, key := range d.Keys {
		if len(key) > maxValueLength {
			p.With(at("keys", i), "is longer than %d characters", maxValueLength)
		} else if i < len(d.Definition.Dimensions) {
			if reason := wrong(d.Definition.Dimensions[i], key); reason != "" {
				p.With(at("keys", i), "%s", reason)
			}
		}
	}
	metric, _ := Metric(d.Measure)
	switch {
	case !slices.Contains(d.Definition.Measures, d.Measure):
		p.With("measure", "is not a measure of the query")
	case d.Of != Part && d.Of != Whole && d.Of != Rest:
		p.With("part", "is neither part, whole nor rest")
	case d.Of != Part && metric.Count != nil:
		p.With("part", "must be part: a count is not divided")
	case d.Of != Part && CountedOfItems(metric):
		p.With("part", "must be part: it is divided by items, not by inquiries")
	case d.Of == Rest && metric.Ratio == nil:
		p.With("part", "must be part or whole: an average has no rest")
	}
	return p.OrNil()
}

// factor is how often a measure counts in a number: every number that a metric is made of is a sum of measures, or a difference of such sums.
type factor struct {
	measure insight.Measure
	times   int
}

func (d Drill) factors() (out []factor) {
	metric, _ := Metric(d.Measure)
	for _, m := range metric.Needs() {
		var c insight.Counts
		*m.Of(&c) = 1
		part, whole := metric.Parts(c)
		times := map[Share]int{Part: part, Whole: whole, Rest: whole - part}[d.Of]
		if times != 0 {
			out = append(out, factor{m, times})
		}
	}
	return out
}

// The columns of a drill's answer.
const (
	valueColumn = "value"
	atColumn    = "told"
	countColumn = "inquiries"
	totalColumn = "total"
)

// CompileDrill makes the statement of a drill as its viewer may ask it now, or says what is wrong (see Check). It is the same statement as that of
// the figure, held to the row and broken down by inquiry.
func CompileDrill(d Drill, v Viewer, now time.Time) (Statement, error) {
	if err := d.Check(v, now); err != nil {
		return Statement{}, err
	}
	inquiries := d.Definition
	inquiries.Compare, inquiries.Dimensions = Alone, []Dimension{Inquiry}
	c := compiler{d: inquiries, v: v, spans: inquiries.Spans(now), told: true, standing: d.Definition.standing()}
	for i, dim := range d.Definition.Dimensions {
		switch dim {
		case Side: // it is told apart by the branches of the statement
			c.d.Sides = slices.DeleteFunc(slices.Clone(c.d.Sides), func(s insight.Side) bool { return string(s) != d.Keys[i] })
		default:
			c.held = append(c.held, Filter{dim, []string{d.Keys[i]}})
		}
	}
	var terms []string
	for _, f := range d.factors() {
		c.measures = append(c.measures, f.measure)
		terms = append(terms, strconv.Itoa(f.times)+" * "+f.measure.Column)
	}
	if len(c.d.Sides) == 0 {
		return Statement{}, problem.New(problem.Invalid, "query-invalid", "This query cannot be answered as it is written.").With("keys", "name a side that the query does not count")
	}
	s := c.begin()
	c.add("),\nmade AS (\n  SELECT inquiry, sum(" + strings.Join(terms, " + ") + ") AS " + valueColumn + ", max(told_at) AS " + atColumn + "\n  FROM counted\n  GROUP BY inquiry\n)\n" +
		"SELECT inquiry, CAST(" + valueColumn + " AS bigint) AS " + valueColumn + ", CAST(" + atColumn + " AS varchar) AS " + atColumn +
		", CAST(count(*) OVER () AS bigint) AS " + countColumn + ", CAST(sum(" + valueColumn + ") OVER () AS bigint) AS " + totalColumn + "\nFROM made\nWHERE " + valueColumn + " <> 0\nORDER BY 2 DESC, 3 DESC, 1\n" +
		"LIMIT " + strconv.Itoa(MaxInquiries+1))
	s.SQL, s.Params = c.sql.String(), c.params
	return s, nil
}

// timestamp is how engines write one as text; fractions of a second may follow.
const timestamp = "2006-01-02 15:04:05"

// ReadInside makes an answer of the rows that the engine gave for a drill.
func ReadInside(rows []map[string]string) (Inside, error) {
	out := Inside{Items: []Contribution{}}
	for _, row := range rows {
		numbers := map[string]int{}
		for _, column := range []string{valueColumn, countColumn, totalColumn} {
			n, err := strconv.Atoi(row[column])
			if err != nil {
				return out, fmt.Errorf("column %s: %w", column, err)
			}
			numbers[column] = n
		}
		told, err := time.Parse(timestamp, row[atColumn])
		if err != nil {
			return out, fmt.Errorf("column %s: %w", atColumn, err)
		}
		out.Total, out.Count = numbers[totalColumn], numbers[countColumn]
		if len(out.Items) == MaxInquiries {
			out.Truncated = true
			break
		}
		out.Items = append(out.Items, Contribution{row["inquiry"], numbers[valueColumn], told})
	}
	return out, nil
}

// AskInside asks for the inquiries that made a figure, as Ask asks for figures: out of the same budget, and the same again costs nothing.
func (k *Desk) AskInside(ctx context.Context, d Drill, v Viewer, now time.Time) (Asked, error) {
	s, err := CompileDrill(d, v, now)
	if err != nil {
		return Asked{}, err
	}
	return k.begin(ctx, Asked{Owner: ownerOf(v), Definition: d.Definition, Drill: &d, AskedAt: now}, s)
}

// AwaitInside looks until the inquiries of a figure are found, for as long as the caller is patient; what is still running then is said to be.
func (k *Desk) AwaitInside(ctx context.Context, a Asked, patience time.Duration) (Asked, Inside, error) {
	if a.Drill == nil {
		return a, Inside{}, errors.New("the query asks for figures")
	}
	a, rows, err := k.await(ctx, a, patience)
	if err != nil || a.State == Running {
		return a, Inside{}, err
	}
	inside, err := ReadInside(rows)
	return a, inside, err
}
