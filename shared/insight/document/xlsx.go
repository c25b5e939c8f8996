package document

import (
	"fmt"
	"io"
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
	}
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

// XLSX writes a report as a workbook: a summary that defines every metric, then on time, resolution and workload as tables
// that can be sorted and filtered, each with its total below.
func XLSX(w io.Writer, r insight.Report) (err error) {
	b := &book{File: excelize.NewFile()}
	defer b.Close()
	b.styles()
	b.summary(r)
	for _, s := range sheets() {
		b.table(s, r)
	}
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
	row++
	top := row
	for col, name := range []string{"Metric", "As replier", "As requester", "Target", "Unit", "How it is computed"} {
		b.put(page, col+1, row, name, b.head)
	}
	for _, m := range insight.Metrics {
		row++
		b.put(page, 1, row, m.Name, b.wrap)
		for i, s := range sides {
			value, format := shown(m, *r.Total.Of(s))
			b.put(page, 2+i, row, value, b.cells[format])
		}
		if m.Target > 0 {
			value, format := inUnit(m, m.Target)
			b.put(page, 4, row, value, b.cells[format])
		}
		b.put(page, 5, row, string(m.Unit), b.wrap)
		b.put(page, 6, row, m.Formula, b.wrap)
	}
	b.tableOver(page, "Metrics", 1, top, 6, row)
	for col, width := range map[string]float64{"A": 24, "B": 22, "C": 14, "D": 10, "E": 18, "F": 80} {
		b.do(b.SetColWidth(page, col, col, width))
	}
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
		b.tableOver(s.name, strings.ReplaceAll(s.name, " ", ""), 1, 1, len(s.columns), 1+len(r.Rows))
	}
	b.do(b.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: 3, YSplit: 1, TopLeftCell: "D2", ActivePane: "bottomRight"}))
	b.do(b.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0)}))
}

// tableOver makes a table of cells that are filled already.
func (b *book) tableOver(sheet, name string, col, row, lastCol, lastRow int) {
	from, err := excelize.CoordinatesToCellName(col, row)
	b.do(err)
	to, err := excelize.CoordinatesToCellName(lastCol, lastRow)
	b.do(err)
	b.do(b.AddTable(sheet, &excelize.Table{Range: from + ":" + to, Name: name, StyleName: "TableStyleLight9"}))
}
