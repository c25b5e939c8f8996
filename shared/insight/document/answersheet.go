package document

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// mostBars is how many rows a chart still shows.
const mostBars = 60

// AnswerXLSX writes an answer as a workbook in its language: the figures as a table that can be sorted and filtered with the total below and a chart of
// its cells, what was asked, and what the figures mean; codes are called as the release does. Whatever was typed or stored stands in cells of text: none becomes a formula.
func AnswerXLSX(w io.Writer, a Answer) error {
	b := &book{File: excelize.NewFile()}
	defer func() { _ = b.Close() }()
	b.styles()
	b.figures(a)
	b.question(a)
	b.meanings(a)
	b.laidOut()
	b.do(b.SetDocProps(&excelize.DocProperties{Title: in(a.Language).period(a.Asked.Definition), Creator: "Whereabouts", Created: a.Asked.AskedAt.UTC().Format("2006-01-02T15:04:05Z")}))
	if b.err == nil {
		_, b.err = b.WriteTo(w)
	}
	if b.err != nil {
		return fmt.Errorf("write workbook: %w", b.err)
	}
	return nil
}

// figures is the first page.
func (b *book) figures(a Answer) {
	said := answers(a.Language)
	page, g := said.figures, a.grid()
	b.do(b.SetSheetName("Sheet1", page))
	columns := max(1, len(g.dimensions)) // without dimensions the total says what it is
	for i, name := range append(slices.Clone(g.dimensions), make([]string, columns-len(g.dimensions))...) {
		b.put(page, i+1, 1, name, b.head)
	}
	if len(g.dimensions) == 0 {
		b.put(page, 1, 1, said.row, b.head)
	}
	for i, n := range g.numbers {
		b.put(page, columns+i+1, 1, n.title, b.head)
	}
	for j, r := range g.rows {
		for i, key := range g.keys(r) {
			b.put(page, i+1, 2+j, a.called(a.Asked.Definition.Dimensions[i], key), b.cells[text])
		}
		for i, n := range g.numbers {
			b.put(page, columns+i+1, 2+j, n.cell(r), b.cells[n.style])
		}
	}
	last := 2 + len(g.rows)
	for i := range columns {
		label := ""
		if i == 0 {
			label = said.total
		}
		b.put(page, i+1, last, label, b.totals[text])
	}
	for i, n := range g.numbers {
		b.put(page, columns+i+1, last, n.cell(g.total), b.totals[n.style])
	}
	width := columns + len(g.numbers)
	if len(g.rows) > 0 {
		b.tableOver(page, "Figures", 1, width, 1+len(g.rows))
	}
	end, err := excelize.ColumnNumberToName(width)
	b.do(err)
	b.do(b.SetColWidth(page, "A", end, 18))
	b.do(b.SetRowHeight(page, 1, 48))
	first, err := excelize.CoordinatesToCellName(columns+1, 2)
	b.do(err)
	b.do(b.SetPanes(page, &excelize.Panes{Freeze: true, XSplit: columns, YSplit: 1, TopLeftCell: first, ActivePane: "bottomRight"}))
	b.answerChart(a, page, g, columns)
}

// answerChart shows the first measure of every row, and what it is compared with: a line where the rows are times, else bars.
func (b *book) answerChart(a Answer, page string, g grid, columns int) {
	if len(g.rows) == 0 || len(g.rows) > mostBars {
		return
	}
	d := a.Asked.Definition
	kind, reversed := excelize.Bar, true
	if last := d.Dimensions[len(d.Dimensions)-1]; slices.Contains([]query.Dimension{query.Month, query.Day, query.LocalDay, query.Hour, query.Weekday}, last) {
		kind, reversed = excelize.Line, false
	}
	end, err := excelize.ColumnNumberToName(columns)
	b.do(err)
	var series []excelize.ChartSeries
	for i, n := range g.numbers {
		if i > 0 && (!n.past || len(series) > 1) {
			continue // the measure's own first column, and the first that it is compared with
		}
		column, err := excelize.ColumnNumberToName(columns + i + 1)
		b.do(err)
		series = append(series, seriesOf(page, "A", end, column, 1+len(g.rows)))
	}
	b.do(b.AddChart(page, fmt.Sprintf("A%d", len(g.rows)+5), &excelize.Chart{Type: kind, Series: series, Title: said(g.numbers[0].title), Legend: excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: 860, Height: uint(220 + 24*len(g.rows)*len(series))}, XAxis: excelize.ChartAxis{ReverseOrder: reversed},
		YAxis: excelize.ChartAxis{MajorGridLines: true, Minimum: new(0.0), NumFmt: excelize.ChartNumFmt{CustomNumFmt: b.formatting[g.numbers[0].style]}}}))
}

// question is the page that says what was asked, filter values included.
func (b *book) question(a Answer) {
	said, w, d := answers(a.Language), in(a.Language), a.Asked.Definition
	page := said.question
	_, err := b.NewSheet(page)
	b.do(err)
	var measures, sides, dims []string
	for _, code := range d.Measures {
		measures = append(measures, w.metrics[code].Name)
	}
	for _, s := range d.Sides {
		sides = append(sides, said.sides[s])
	}
	for _, dim := range d.Dimensions {
		dims = append(dims, said.dimensions[dim])
	}
	lines := [][2]string{{said.measures, strings.Join(measures, ", ")}, {said.side, strings.Join(sides, ", ")}, {said.by, strings.Join(dims, ", ")}, {said.period, w.period(d)}}
	if past := compared(d, a.Asked.AskedAt); past != "" {
		lines = append(lines, [2]string{said.compared, past})
	}
	for _, f := range d.Filters {
		lines = append(lines, [2]string{said.filter + ": " + said.dimensions[f.Dimension], listed(f.Values, func(value string) string { return a.called(f.Dimension, value) })})
	}
	lines = append(lines, [2]string{said.askedAt, w.instant(a.Asked.AskedAt)})
	for _, note := range []struct {
		holds bool
		text  string
	}{{d.Running(a.Asked.AskedAt), fmt.Sprintf(said.running, w.instant(a.Asked.AskedAt))}, {a.Result.Empty(), said.empty}, {a.Result.Truncated, said.truncated}} {
		if note.holds {
			lines = append(lines, [2]string{said.note, note.text})
		}
	}
	b.put(page, 1, 1, said.what, b.head)
	b.put(page, 2, 1, said.value, b.head)
	for i, line := range lines {
		b.put(page, 1, 2+i, line[0], b.wrap)
		b.put(page, 2, 2+i, line[1], b.wrap)
	}
	b.tableOver(page, "Question", 1, 2, 1+len(lines))
	b.widths(page, 28, 90)
}

// meanings says of every measure what it means, in which unit, and its target.
func (b *book) meanings(a Answer) {
	said, w := answers(a.Language), in(a.Language)
	page := said.definitions
	_, err := b.NewSheet(page)
	b.do(err)
	for i, title := range []string{said.code, said.measures, said.means, said.unit, said.goal, said.source} {
		b.put(page, i+1, 1, title, b.head)
	}
	for i, code := range a.Asked.Definition.Measures {
		m, _ := query.Metric(code)
		for j, value := range []string{code, w.metrics[code].Name, w.metrics[code].Means, said.unitName(m.Unit)} {
			b.put(page, 1+j, 2+i, value, b.wrap)
		}
		if m.Target != nil {
			value, format := inUnit(m, *m.Target)
			b.put(page, 5, 2+i, value, b.cells[format])
		}
		b.put(page, 6, 2+i, m.Source, b.wrap)
	}
	b.tableOver(page, "Definitions", 1, 6, 1+len(a.Asked.Definition.Measures))
	b.widths(page, 26, 30, 80, 18, 12, 40)
}
