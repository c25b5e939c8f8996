package document

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// XLSXDocument offers reports as a workbook.
var XLSXDocument = insight.Document{Format: insight.XLSX, Write: XLSX,
	ContentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

// column is one column of a sheet.
type column struct {
	title string
	width float64
	style style
	cell  func(insight.Row) any // nil leaves the cell empty
}

type style int

const (
	text style = iota
	whole
	share   // of 1, shown as a percentage
	average // with one decimal
)

// sheet is a table with a row per centre and the total below it.
type sheet struct {
	name    string
	columns []column
}

func sheets() []sheet {
	on, first := insight.OnTimeReplies, insight.FirstLevelResolution
	late := func(c insight.Counts) int { return c.Due - c.OnTime }
	return []sheet{
		{"On time", both(
			count("due", func(c insight.Counts) int { return c.Due }), count("on time", func(c insight.Counts) int { return c.OnTime }), count("late", late),
			ratio("on time %", on.Ratio), count("outstanding", insight.Outstanding.Count), mean("minutes to reply", insight.TimeToReply.Mean))},
		{"Resolution", both(
			count("closed", insight.Closed.Count), count("at first level", func(c insight.Counts) int { return c.ClosedFirstLevel }), ratio("first level %", first.Ratio))},
		{"Workload", both(
			count("requests", insight.Requests.Count), count("opened", insight.Opened.Count), count("replies", insight.Replies.Count),
			count("closed", insight.Closed.Count), mean("minutes to open", insight.TimeToOpen.Mean))},
		{everyFigure, both(everyMetric()...)},
	}
}

// everyFigure is the sheet that has every metric.
const everyFigure = "All figures"

func everyMetric() (out []half) {
	for _, m := range insight.Metrics {
		name := m.Name
		if m.Unit == insight.Minutes {
			name += ", minutes"
		}
		out = append(out, func(s insight.Side) column {
			_, style := shown(m, insight.Counts{})
			return column{titled(s, name), 16, style, func(r insight.Row) any {
				value, _ := shown(m, *r.Figures.Of(s))
				return value
			}}
		})
	}
	return out
}

// half is a column of one side, before the side is known.
type half func(insight.Side) column

func count(title string, of func(insight.Counts) int) half {
	return func(s insight.Side) column {
		return column{titled(s, title), 14, whole, func(r insight.Row) any { return of(*r.Figures.Of(s)) }}
	}
}

func ratio(title string, of func(insight.Counts) insight.Ratio) half {
	return func(s insight.Side) column {
		return column{titled(s, title), 14, share, func(r insight.Row) any {
			x := of(*r.Figures.Of(s))
			if x.Whole == 0 {
				return nil
			}
			return float64(x.Part) / float64(x.Whole)
		}}
	}
}

func mean(title string, of func(insight.Counts) insight.Mean) half {
	return func(s insight.Side) column {
		return column{titled(s, title), 16, average, func(r insight.Row) any {
			x := of(*r.Figures.Of(s))
			if x.Count == 0 {
				return nil
			}
			return float64(x.Total) / float64(x.Count)
		}}
	}
}

func titled(s insight.Side, title string) string { return fmt.Sprintf("As %s: %s", s, title) }

// both puts the columns of both sides after those that say what the row is about.
func both(halves ...half) []column {
	out := []column{
		{"Operator", 10, text, func(r insight.Row) any { return string(r.Operator) }},
		{"Call centre", 14, text, func(r insight.Row) any { return string(r.Centre) }},
		{"Name", 28, text, func(r insight.Row) any { return r.Name }},
	}
	for _, s := range sides {
		for _, h := range halves {
			out = append(out, h(s))
		}
	}
	return out
}

// XLSX writes a report as a workbook: a summary with what the months before said, the course of a year, then on time, resolution, workload and
// every metric as tables that can be sorted and filtered, each with its total below, and last what every metric means. Charts are charts of these cells.
func XLSX(w io.Writer, r insight.Report) (err error) {
	b := &book{File: excelize.NewFile()}
	defer b.Close()
	b.styles()
	b.summary(r)
	b.trend(r)
	for _, s := range sheets() {
		b.table(s, r)
	}
	b.centresChart(r)
	b.definitions()
	b.do(b.SetDocProps(&excelize.DocProperties{Title: title(r), Creator: "Whereabouts", Created: r.CreatedAt.UTC().Format("2006-01-02T15:04:05Z")}))
	if b.err == nil {
		_, b.err = b.WriteTo(w)
	}
	if b.err != nil {
		return fmt.Errorf("write workbook: %w", b.err)
	}
	return nil
}

func title(r insight.Report) string { return fmt.Sprintf("%s, %s", r.Name, r.Month) }

// book keeps the first error, so that the pages read as pages.
type book struct {
	*excelize.File
	err        error
	head       int // of a table
	big        int
	wrap       int
	cells      map[style]int
	totals     map[style]int
	formatting map[style]string
}

func (b *book) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) style(s *excelize.Style) int {
	id, err := b.NewStyle(s)
	b.do(err)
	return id
}

func (b *book) styles() {
	b.formatting = map[style]string{text: "@", whole: "#,##0", share: "0.0%", average: "#,##0.0"}
	b.cells, b.totals = map[style]int{}, map[style]int{}
	for s, format := range b.formatting {
		b.cells[s] = b.style(&excelize.Style{CustomNumFmt: &format})
		b.totals[s] = b.style(&excelize.Style{CustomNumFmt: &format, Font: &excelize.Font{Bold: true},
			Border: []excelize.Border{{Type: "top", Color: "000000", Style: 1}}})
	}
	b.head = b.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	b.big = b.style(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 16}})
	b.wrap = b.style(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
}

func (b *book) put(sheet string, col, row int, value any, style int) {
	cell, err := excelize.CoordinatesToCellName(col, row)
	b.do(err)
	if value != nil {
		b.do(b.SetCellValue(sheet, cell, value))
	}
	b.do(b.SetCellStyle(sheet, cell, cell, style))
}

// summary is the first page: whose report, how settled, and every metric with its definition and target.
func (b *book) summary(r insight.Report) {
	const page = "Summary"
	b.do(b.SetSheetName("Sheet1", page))
	b.put(page, 1, 1, title(r), b.big)
	about := [][2]string{
		{"Operator", string(r.Operator)}, {"Month (UTC)", string(r.Month)}, {"State", string(r.State)}, {"Version", fmt.Sprint(r.Version)},
		{"Counted until", r.Until.UTC().Format("2006-01-02 15:04 UTC")}, {"Made at", r.CreatedAt.UTC().Format("2006-01-02 15:04 UTC")},
	}
	row := 2
	for _, line := range about {
		b.put(page, 1, row, line[0], b.head)
		b.put(page, 2, row, line[1], b.cells[text])
		row++
	}
	if r.Reason != "" {
		b.put(page, 1, row, "Corrected because", b.head)
		b.put(page, 2, row, r.Reason, b.cells[text])
		row++
	}
	row++
	top := row
	for col, name := range []string{"Metric", "Unit", "Target", "As replier", "Month before, as replier", "Year before, as replier", "As requester", "Month before, as requester", "Year before, as requester"} {
		b.put(page, col+1, row, name, b.head)
	}
	for _, m := range insight.Metrics {
		row++
		b.put(page, 1, row, m.Name, b.wrap)
		b.put(page, 2, row, string(m.Unit), b.wrap)
		if m.Target != nil {
			value, format := inUnit(m, *m.Target)
			b.put(page, 3, row, value, b.cells[format])
		}
		for i, s := range sides {
			for j, f := range []*insight.Figures{&r.Total, totalOf(r.LastMonth), totalOf(r.LastYear)} {
				if f != nil {
					value, format := shown(m, *f.Of(s))
					b.put(page, 4+3*i+j, row, value, b.cells[format])
				}
			}
		}
	}
	b.tableOver(page, "Metrics", top, 9, row)
	b.itemsBelow(page, row+2, r)
	for col, width := range map[string]float64{"A": 28, "B": 22, "C": 10, "D": 13, "E": 13, "F": 13, "G": 13, "H": 13, "I": 13} {
		b.do(b.SetColWidth(page, col, col, width))
	}
	b.do(b.SetRowHeight(page, top, 32))
}

// itemsBelow says over how many items the inquiry rate is counted, and whether those are all there were.
func (b *book) itemsBelow(page string, row int, r insight.Report) {
	for i, line := range []struct {
		title string
		of    func(insight.Rate) any
	}{
		{"Items counted", func(x insight.Rate) any { return x.Items }},
		{"… of them pre-advised", func(x insight.Rate) any { return x.PreAdvised }},
		{"The count of items is", func(x insight.Rate) any {
			switch {
			case x.Items == 0:
				return "–"
			case x.Whole():
				return "whole"
			}
			return "as far as told"
		}},
	} {
		b.put(page, 1, row+i, line.title, b.wrap)
		for k, s := range sides {
			b.put(page, 4+3*k, row+i, line.of(insight.InquiryRate.Rate(*r.Total.Of(s))), b.cells[whole])
		}
	}
}

func totalOf(p *insight.Past) *insight.Figures {
	if p == nil {
		return nil
	}
	return &p.Total
}

// trend is the course of replies on time over the months that were reported on, this one last, with a chart of it.
func (b *book) trend(r insight.Report) {
	const page = "Trend"
	_, err := b.NewSheet(page)
	b.do(err)
	for i, title := range []string{"Month", "Edition", "Due", "On time", "On time %", "Target"} {
		b.put(page, i+1, 1, title, b.head)
	}
	m := insight.OnTimeReplies
	months := append(slices.Clone(r.TwelvePast), insight.Past{Month: r.Month, Edition: r.Edition, Total: r.Total})
	for i, p := range months {
		row := 2 + i
		c := p.Total.AsReplier
		b.put(page, 1, row, string(p.Month), b.cells[text])
		b.put(page, 2, row, p.Edition.String(), b.cells[text])
		b.put(page, 3, row, c.Due, b.cells[whole])
		b.put(page, 4, row, c.OnTime, b.cells[whole])
		value, format := shown(m, c)
		b.put(page, 5, row, value, b.cells[format])
		target, format := inUnit(m, *m.Target)
		b.put(page, 6, row, target, b.cells[format])
	}
	last := 1 + len(months)
	b.tableOver(page, "Months", 1, 6, last)
	b.do(b.SetColWidth(page, "A", "F", 14))
	b.do(b.SetPanes(page, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	series := func(column string) []excelize.ChartSeries {
		return []excelize.ChartSeries{{Name: fmt.Sprintf("%s!$%s$1", page, column), Categories: fmt.Sprintf("%s!$A$2:$A$%d", page, last),
			Values: fmt.Sprintf("%s!$%s$2:$%s$%d", page, column, column, last)}}
	}
	b.do(b.AddChart(page, "H2", &excelize.Chart{Type: excelize.Col, Series: series("E"), Title: said("Replies on time as replier, by month"), Legend: excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: 720, Height: 360}, YAxis: excelize.ChartAxis{MajorGridLines: true, Maximum: new(1.0), NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"}}},
		&excelize.Chart{Type: excelize.Line, Series: series("F")}))
}

func said(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text}}}
}

// centresChart shows below the table of on-time figures how its rows compare.
func (b *book) centresChart(r insight.Report) {
	const page = "On time"
	if len(r.Rows) == 0 {
		return
	}
	last := 1 + len(r.Rows)
	b.do(b.AddChart(page, fmt.Sprintf("C%d", last+3), &excelize.Chart{Type: excelize.Bar, Title: said("Replies on time as replier"), Legend: excelize.ChartLegend{Position: "none"},
		Series:    []excelize.ChartSeries{{Name: "'On time'!$G$1", Categories: fmt.Sprintf("'On time'!$C$2:$C$%d", last), Values: fmt.Sprintf("'On time'!$G$2:$G$%d", last)}},
		Dimension: excelize.ChartDimension{Width: 720, Height: uint(160 + 24*min(len(r.Rows), 40))},
		XAxis:     excelize.ChartAxis{ReverseOrder: true}, YAxis: excelize.ChartAxis{MajorGridLines: true, Minimum: new(0.0), Maximum: new(1.0), NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"}}}))
}

// definitions says of every metric how it is computed, which way is better, and where its target comes from.
func (b *book) definitions() {
	const page = "Definitions"
	_, err := b.NewSheet(page)
	b.do(err)
	for i, title := range []string{"Code", "Metric", "How it is computed", "Unit", "Better", "Target", "Source of the target"} {
		b.put(page, i+1, 1, title, b.head)
	}
	for i, m := range insight.Metrics {
		row := 2 + i
		for j, value := range []string{m.Code, m.Name, m.Formula, string(m.Unit), string(m.Better)} {
			b.put(page, 1+j, row, value, b.wrap)
		}
		if m.Target != nil {
			value, format := inUnit(m, *m.Target)
			b.put(page, 6, row, value, b.cells[format])
		}
		b.put(page, 7, row, m.Source, b.wrap)
	}
	b.tableOver(page, "Definitions", 1, 7, 1+len(insight.Metrics))
	for col, width := range map[string]float64{"A": 24, "B": 26, "C": 80, "D": 18, "E": 10, "F": 10, "G": 44} {
		b.do(b.SetColWidth(page, col, col, width))
	}
	b.do(b.SetPanes(page, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

// shown is a metric's value as a number with its format.
func shown(m insight.Metric, c insight.Counts) (any, style) {
	switch {
	case m.Count != nil:
		return m.Count(c), whole
	case m.Ratio != nil:
		if x := m.Ratio(c); x.Whole > 0 {
			return float64(x.Part) / float64(x.Whole), share
		}
		return nil, share
	case m.Rate != nil:
		if x := m.Rate(c); x.Items > 0 {
			return float64(1000*x.Part) / float64(x.Items), average
		}
		return nil, average
	default:
		if x := m.Mean(c); x.Count > 0 {
			return float64(x.Total) / float64(x.Count), average
		}
		return nil, average
	}
}

// inUnit is a number of tenths of the metric's unit as a number with its format.
func inUnit(m insight.Metric, tenths int) (any, style) {
	if m.Ratio != nil {
		return float64(tenths) / 1000, share
	}
	return float64(tenths) / 10, average
}

// table is one page with a table and its total.
func (b *book) table(s sheet, r insight.Report) {
	_, err := b.NewSheet(s.name)
	b.do(err)
	for i, c := range s.columns {
		b.put(s.name, i+1, 1, c.title, b.head)
		for j, row := range r.Rows {
			b.put(s.name, i+1, 2+j, c.cell(row), b.cells[c.style])
		}
		b.put(s.name, i+1, 2+len(r.Rows), c.cell(insight.Row{Operator: r.Operator, Name: "Total", Figures: r.Total}), b.totals[c.style])
		letter, err := excelize.ColumnNumberToName(i + 1)
		b.do(err)
		b.do(b.SetColWidth(s.name, letter, letter, c.width))
	}
	b.do(b.SetRowHeight(s.name, 1, 48))
	if len(r.Rows) > 0 { // a table needs a row
		b.tableOver(s.name, strings.ReplaceAll(s.name, " ", ""), 1, len(s.columns), 1+len(r.Rows))
	}
	b.do(b.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: 3, YSplit: 1, TopLeftCell: "D2", ActivePane: "bottomRight"}))
	b.do(b.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0)}))
}

// tableOver makes a table of cells that are filled already.
func (b *book) tableOver(sheet, name string, row, lastCol, lastRow int) {
	from, err := excelize.CoordinatesToCellName(1, row)
	b.do(err)
	to, err := excelize.CoordinatesToCellName(lastCol, lastRow)
	b.do(err)
	b.do(b.AddTable(sheet, &excelize.Table{Range: from + ":" + to, Name: name, StyleName: "TableStyleLight9"}))
}
