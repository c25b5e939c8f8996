package document

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

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
	wrapped    []wrapped
}

// wrapped is a text that goes on below where its column is narrower.
type wrapped struct {
	sheet    string
	col, row int
	text     string
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
	for s := text; s <= average; s++ { // always in this order: the same report is the same workbook
		format := b.formatting[s]
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
	if said, ok := value.(string); ok && style == b.wrap {
		b.wrapped = append(b.wrapped, wrapped{sheet, col, row, said})
	}
	if value != nil {
		b.do(b.SetCellValue(sheet, cell, value))
	}
	b.do(b.SetCellStyle(sheet, cell, cell, style))
}

// widths sets the widths of a page's columns, from the first.
func (b *book) widths(page string, widths ...float64) {
	for i, width := range widths {
		letter, err := excelize.ColumnNumberToName(i + 1)
		b.do(err)
		b.do(b.SetColWidth(page, letter, letter, width))
	}
}

// lines is how many lines a text takes in a column.
func lines(text string, width float64) int {
	n, used, most := 1, 0, int(width)
	for word := range strings.FieldsSeq(text) {
		length := utf8.RuneCountInString(word)
		if used > 0 && used+1+length > most {
			n, used = n+1, 0
		}
		if used > 0 {
			used++
		}
		used += length
		n, used = n+(used-1)/most, (used-1)%most+1
	}
	return n
}

// lineTall is the height of a line in points.
const lineTall = 16

type style int

const (
	text style = iota
	whole
	share   // of 1, shown as a percentage
	average // with one decimal
)

// tableOver makes a table of cells that are filled already.
func (b *book) tableOver(sheet, name string, row, lastCol, lastRow int) {
	from, err := excelize.CoordinatesToCellName(1, row)
	b.do(err)
	to, err := excelize.CoordinatesToCellName(lastCol, lastRow)
	b.do(err)
	b.do(b.AddTable(sheet, &excelize.Table{Range: from + ":" + to, Name: name, StyleName: "TableStyleLight9"}))
}

// pageWide is how wide a page of a printed sheet may be, in characters, to be read without a glass.
const pageWide = 240

// laidOut makes rows as tall as their texts, which not every program does by itself, and has every sheet printed across, on as few pages beside each other as
// can be read. The columns have their widths by now.
func (b *book) laidOut() {
	type row struct {
		sheet string
		row   int
	}
	tall := map[row]int{}
	for _, one := range b.wrapped {
		if n := lines(one.text, b.widthOf(one.sheet, one.col)); n > max(1, tall[row{one.sheet, one.row}]) {
			tall[row{one.sheet, one.row}] = n
			b.do(b.SetRowHeight(one.sheet, one.row, float64(lineTall*n)))
		}
	}
	for _, page := range b.GetSheetList() {
		columns, err := b.GetCols(page)
		b.do(err)
		wide := 0.0
		for i := range columns {
			wide += b.widthOf(page, i+1)
		}
		b.do(b.SetSheetProps(page, &excelize.SheetPropsOptions{FitToPage: new(true)}))
		b.do(b.SetPageLayout(page, &excelize.PageLayoutOptions{Size: new(a4), Orientation: new("landscape"), FitToWidth: new(1 + int(wide)/pageWide), FitToHeight: new(0)}))
	}
}

// widthOf is the width of a column, counted from 1.
func (b *book) widthOf(sheet string, col int) float64 {
	letter, err := excelize.ColumnNumberToName(col)
	b.do(err)
	width, err := b.GetColWidth(sheet, letter)
	b.do(err)
	return width
}

// a4 is the paper, as workbooks number it.
const a4 = 9

// seriesOf is a column of a page as a series of a chart, its title in the first row, named by the columns from one to another.
func seriesOf(page, from, to, column string, last int) excelize.ChartSeries {
	sheet := "'" + strings.ReplaceAll(page, "'", "''") + "'"
	return excelize.ChartSeries{Name: fmt.Sprintf("%s!$%s$1", sheet, column), Categories: fmt.Sprintf("%s!$%s$2:$%s$%d", sheet, from, to, last),
		Values: fmt.Sprintf("%s!$%s$2:$%s$%d", sheet, column, column, last)}
}

func said(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text}}}
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
