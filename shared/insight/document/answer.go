package document

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// Answer is what a query answered, to be written in a language.
type Answer struct {
	Asked    query.Asked
	Result   query.Result
	Language string             // one of insight.Languages
	Release  *catalogue.Release // by which a workbook calls codes; nil calls them by themselves
	Names    map[string]string  // of posts and call centres, by code, as a workbook calls them beside it
}

// Exports writes answers as files that are forgotten after a day. Workbooks are for people: they call codes as the release in force does, and posts and call
// centres by their names; the other formats are for programs.
type Exports struct {
	Files    insight.Files
	Releases catalogue.Reader  // nil: codes stand for themselves
	Posts    insight.Directory // nil: so do those of posts and call centres
}

// writers says how an answer is written in each format.
var writers = map[insight.Format]struct {
	contentType string
	write       func(io.Writer, Answer) error
}{
	insight.XLSX: {xlsxType, AnswerXLSX},
	insight.CSV:  {csvType, AnswerCSV},
	insight.JSON: {jsonType, AnswerJSON},
}

// Write stores an answer as a file in a language and returns its key. The same answer again is the same file.
func (e Exports) Write(ctx context.Context, a query.Asked, r query.Result, f insight.Format, language string) (key string, err error) {
	w, ok := writers[f]
	if !ok {
		return "", fmt.Errorf("answers are not written as %s", f)
	}
	answer := Answer{Asked: a, Result: r, Language: language}
	if e.Releases != nil {
		if answer.Release, err = catalogue.InForceOrEmpty(ctx, e.Releases, a.AskedAt); err != nil {
			return "", err
		}
	}
	if e.Posts != nil && f == insight.XLSX && namesPosts(a.Definition) {
		if answer.Names, err = namesIn(ctx, e.Posts); err != nil {
			return "", err
		}
	}
	var b bytes.Buffer
	if err := w.write(&b, answer); err != nil {
		return "", err
	}
	key = fmt.Sprintf("exports/%s/%s.%s.%s", a.Owner, a.ID, language, f)
	return key, e.Files.Put(ctx, key, w.contentType, b.Bytes())
}

// number is a column of figures: of a metric, as asked or as compared.
type number struct {
	title string
	style style
	of    func(insight.Counts) (any, bool) // false where there is nothing to divide by
	past  bool
}

// grid is an answer as a table: what its rows are about, then the figures.
type grid struct {
	dimensions []string
	numbers    []number
	rows       []query.Row
	total      query.Row
	keys       func(query.Row) []string
}

func (a Answer) grid() grid {
	w := in(a.Language)
	said := answers(a.Language)
	d := a.Asked.Definition
	g := grid{rows: a.Result.Rows, total: a.Result.Total}
	for _, dim := range d.Dimensions {
		g.dimensions = append(g.dimensions, said.dimensions[dim])
	}
	if len(d.Dimensions) == 0 { // the one row is the total
		g.rows = nil
	}
	g.keys = func(r query.Row) []string {
		out := make([]string, len(r.Keys))
		for i, key := range r.Keys {
			out[i] = key
			if d.Dimensions[i] == query.Side {
				out[i] = said.sides[insight.Side(key)]
			}
		}
		return out
	}
	for i := range d.Spans(a.Asked.AskedAt) {
		suffix := ""
		if i > 0 {
			suffix = " (" + compared(d, a.Asked.AskedAt) + ")"
		}
		for _, code := range d.Measures {
			m, _ := query.Metric(code)
			name := w.metrics[code].Name
			part := func(c insight.Counts) (any, bool) { n, _ := m.Parts(c); return n, true }
			divisor := func(c insight.Counts) (any, bool) { _, n := m.Parts(c); return n, true }
			value := func(c insight.Counts) (any, bool) { v, _ := shown(m, c); return v, v != nil }
			past := i > 0
			switch {
			case m.Count != nil:
				g.numbers = append(g.numbers, number{name + suffix, whole, value, past})
			case m.Ratio != nil:
				g.numbers = append(g.numbers, number{name + " %" + suffix, share, value, past}, number{name + ": " + said.part + suffix, whole, part, past}, number{name + ": " + said.of + suffix, whole, divisor, past})
			case m.Rate != nil:
				advised := func(c insight.Counts) (any, bool) { return m.Rate(c).PreAdvised, true }
				g.numbers = append(g.numbers, number{name + " (" + said.perItems + ")" + suffix, average, value, past}, number{name + ": " + said.requests + suffix, whole, part, past},
					number{name + ": " + said.items + suffix, whole, divisor, past}, number{name + ": " + said.advised + suffix, whole, advised, past})
			default:
				g.numbers = append(g.numbers, number{name + " (" + said.minutes + ")" + suffix, average, value, past}, number{name + ": " + said.sum + suffix, whole, part, past},
					number{name + ": " + said.count + suffix, whole, divisor, past})
			}
		}
	}
	return g
}

// cell is a figure of a row; nil leaves it empty.
func (n number) cell(r query.Row) any {
	c := r.Counts
	if n.past {
		if r.Compared == nil {
			return nil
		}
		c = *r.Compared
	}
	if v, ok := n.of(c); ok {
		return v
	}
	return nil
}

// compared writes what a definition is compared with, as it was asked at an instant, for people and programs: its months or days; "" where it is not.
func compared(d query.Definition, asked time.Time) string {
	if days, ok := d.ComparedDays(asked); ok {
		return days.First + " – " + days.Last
	}
	if spans := d.Spans(asked); len(spans) > 1 {
		return months(spans[1])
	}
	return ""
}

// months writes a span for people and programs.
func months(s query.Span) string {
	if s.From == s.To {
		return string(s.From)
	}
	return string(s.From) + " – " + string(s.To)
}

// AnswerCSV writes an answer by RFC 4180 in UTF-8: headings in the answer's language, a line per row, then the total, and last a note where there are more groups
// than are here. A percentage or average of
// nothing is empty, not 0; percentages are of a hundred, with one decimal.
func AnswerCSV(w io.Writer, a Answer) error {
	g, said := a.grid(), answers(a.Language)
	out := csv.NewWriter(w)
	out.UseCRLF = true
	header := append([]string{said.row}, g.dimensions...)
	for _, n := range g.numbers {
		header = append(header, n.title)
	}
	lines := [][]string{header}
	add := func(kind string, keys []string, r query.Row) {
		line := []string{kind}
		for _, k := range keys {
			line = append(line, harmless(k))
		}
		for _, n := range g.numbers {
			line = append(line, plain(n, n.cell(r)))
		}
		lines = append(lines, line)
	}
	for _, r := range g.rows {
		add(said.group, g.keys(r), r)
	}
	add(said.total, make([]string, len(g.dimensions)), g.total)
	if a.Result.Truncated { // only groups can be too many, so there is a dimension
		line := make([]string, len(header))
		line[0], line[1] = said.note, said.truncated
		lines = append(lines, line)
	}
	if err := out.WriteAll(lines); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// plain writes a figure for programs.
func plain(n number, v any) string {
	switch v := v.(type) {
	case int:
		return strconv.Itoa(v)
	case float64:
		if n.style == share {
			v *= 100
		}
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return ""
}

type jsonAnswer struct {
	ID          string           `json:"id"`
	AskedAt     time.Time        `json:"askedAt"`
	Query       query.Definition `json:"query"`
	Provisional bool             `json:"provisional"`
	Empty       bool             `json:"empty"`
	Truncated   bool             `json:"truncated"`
	Metrics     []jsonMetric     `json:"metrics"` // of the measures, in the answer's language
	Rows        []jsonGroup      `json:"rows"`
	Total       jsonGroup        `json:"total"`
}

type jsonGroup struct {
	Keys    map[query.Dimension]string `json:"keys"`
	Figures map[string]jsonFigure      `json:"figures"` // by the code of the metric
	Before  map[string]jsonFigure      `json:"before,omitempty"`
}

type jsonFigure struct {
	Value *float64 `json:"value"` // in its unit, null where there is nothing to divide by
	Part  int      `json:"part"`
	Whole *int     `json:"whole"` // null for a count

	PreAdvised *int  `json:"preAdvised,omitempty"` // of the items that a rate is divided by
	Complete   *bool `json:"complete,omitempty"`   // whether those are taken for all items there were; absent where there is none
}

// AnswerJSON writes an answer with its question and what its figures mean.
func AnswerJSON(w io.Writer, a Answer) error {
	d, words := a.Asked.Definition, in(a.Language)
	out := jsonAnswer{ID: a.Asked.ID, AskedAt: a.Asked.AskedAt.UTC(), Query: d, Provisional: d.Running(a.Asked.AskedAt), Empty: a.Result.Empty(), Truncated: a.Result.Truncated, Rows: []jsonGroup{}}
	for _, code := range d.Measures {
		m, _ := query.Metric(code)
		one := jsonMetric{Code: code, Name: words.metrics[code].Name, Formula: words.metrics[code].Means, Unit: string(m.Unit), Better: string(m.Better), Source: m.Source}
		if m.Target != nil {
			target := float64(*m.Target) / 10
			one.Target = &target
		}
		out.Metrics = append(out.Metrics, one)
	}
	group := func(r query.Row) jsonGroup {
		g := jsonGroup{Keys: map[query.Dimension]string{}, Figures: jsonFiguresOf(d.Measures, r.Counts)}
		for i, key := range r.Keys {
			g.Keys[d.Dimensions[i]] = key
		}
		if r.Compared != nil {
			g.Before = jsonFiguresOf(d.Measures, *r.Compared)
		}
		return g
	}
	for _, r := range a.grid().rows {
		out.Rows = append(out.Rows, group(r))
	}
	out.Total = group(a.Result.Total)
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

func jsonFiguresOf(measures []string, c insight.Counts) map[string]jsonFigure {
	out := map[string]jsonFigure{}
	for _, code := range measures {
		m, _ := query.Metric(code)
		part, whole := m.Parts(c)
		f := jsonFigure{Part: part}
		if m.Count == nil {
			f.Whole = &whole
		}
		if tenths, ok := m.Tenths(c); ok {
			v := float64(tenths) / 10
			f.Value = &v
		}
		if m.Rate != nil {
			f.PreAdvised = new(m.Rate(c).PreAdvised)
			if whole > 0 {
				f.Complete = new(m.Rate(c).Whole())
			}
		}
		out[code] = f
	}
	return out
}

// period writes the months of a definition for people.
func (w words) period(d query.Definition) string {
	if d.From == d.To {
		return w.month(d.From)
	}
	return w.month(d.From) + " – " + w.month(d.To)
}

// SavedLetter tells whoever scheduled a report of its figures in plain text: what it is about, codes by what a release of the catalogue calls them, the
// totals and where the report is. No file is attached: mail travels in the open. Web is the address of the pages, without a slash at its end.
func SavedLetter(n query.Notice, release *catalogue.Release, web string) (subject, text string) {
	language := n.Saved.Schedule.Language
	w, said := in(language), answers(language)
	subject = n.Saved.Name + " – " + w.period(n.Definition)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", n.Saved.Name, w.period(n.Definition))
	if by := listed(n.Definition.Dimensions, func(d query.Dimension) string { return said.dimensions[d] }); by != "" {
		fmt.Fprintf(&b, "%s: %s\n", said.by, by)
	}
	for _, f := range n.Definition.Filters {
		fmt.Fprintf(&b, "%s: %s: %s\n", said.filter, said.dimensions[f.Dimension], listed(f.Values, func(value string) string { return called(release, f.Dimension, value, language) }))
	}
	if n.Running {
		fmt.Fprintf(&b, said.running+"\n", w.instant(n.At))
	}
	if n.Result.Empty() {
		fmt.Fprintf(&b, "\n%s\n", said.empty)
	}
	if n.Result.Truncated {
		fmt.Fprintf(&b, "\n%s\n", said.truncated)
	}
	b.WriteByte('\n')
	for _, code := range n.Definition.Measures {
		m, _ := query.Metric(code)
		fmt.Fprintf(&b, "  %s: %s", w.metrics[code].Name, w.value(m, n.Result.Total.Counts))
		if n.Result.Total.Compared != nil {
			fmt.Fprintf(&b, " (%s %s)", compared(n.Definition, n.At), w.value(m, *n.Result.Total.Compared))
		}
		b.WriteByte('\n')
	}
	page, format := web+"/insights/saved/"+string(n.Saved.ID), n.Saved.Schedule.Format
	fmt.Fprintf(&b, "\n"+said.open+"\n\n"+said.end+"\n", page, strings.ToUpper(string(format)), page+"?file="+string(format))
	return subject, b.String()
}

// listed writes several things one after the other, each by its word.
func listed[T any](all []T, word func(T) string) string {
	words := make([]string, len(all))
	for i, one := range all {
		words[i] = word(one)
	}
	return strings.Join(words, ", ")
}
