package document

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// column is one column of a sheet.
type column struct {
	title string
	width float64
	style style
	cell  func(insight.Row) any // nil leaves the cell empty
}

// sheet is a table with a row per centre and the total below it.
type sheet struct {
	table   string // the name of its table, which is the same in all languages
	name    string
	columns []column
}

func (m *monthBook) sheets() []sheet {
	on, first, own := insight.OnTimeReplies, insight.FirstLevelResolution, m.own
	late := func(c insight.Counts) int { return c.Due - c.OnTime }
	return []sheet{
		{"OnTime", own.onTimeSheet, m.both(
			m.count(own.due, func(c insight.Counts) int { return c.Due }), m.count(own.onTime, func(c insight.Counts) int { return c.OnTime }), m.count(own.late, late),
			m.ratio(own.onTime+" %", on.Ratio), m.count(own.outstanding, insight.Outstanding.Count), m.mean(own.toReply, insight.TimeToReply.Mean))},
		{"Resolution", own.resolution, m.both(
			m.count(own.closed, insight.Closed.Count), m.count(own.firstLevel, func(c insight.Counts) int { return c.ClosedFirstLevel }), m.ratio(own.firstLevelShare, first.Ratio))},
		{"Workload", own.workload, m.both(
			m.count(own.requests, insight.Requests.Count), m.count(own.opened, insight.Opened.Count), m.count(own.replies, insight.Replies.Count),
			m.count(own.closed, insight.Closed.Count), m.mean(own.toOpen, insight.TimeToOpen.Mean))},
		{"AllFigures", own.every, m.both(m.everyMetric()...)},
	}
}

func (m *monthBook) everyMetric() (out []half) {
	for _, metric := range insight.Metrics {
		name := m.metrics[metric.Code].Name
		if metric.Unit == insight.Minutes {
			name += ", " + m.own.minutes
		}
		out = append(out, func(s insight.Side) column {
			_, style := shown(metric, insight.Counts{})
			return column{m.titled(s, name), 16, style, func(r insight.Row) any {
				value, _ := shown(metric, *r.Figures.Of(s))
				return value
			}}
		})
	}
	return out
}

// half is a column of one side, before the side is known.
type half func(insight.Side) column

func (m *monthBook) count(title string, of func(insight.Counts) int) half {
	return func(s insight.Side) column {
		return column{m.titled(s, title), 14, whole, func(r insight.Row) any { return of(*r.Figures.Of(s)) }}
	}
}

func (m *monthBook) ratio(title string, of func(insight.Counts) insight.Ratio) half {
	return func(s insight.Side) column {
		return column{m.titled(s, title), 14, share, func(r insight.Row) any {
			x := of(*r.Figures.Of(s))
			if x.Whole == 0 {
				return nil
			}
			return float64(x.Part) / float64(x.Whole)
		}}
	}
}

func (m *monthBook) mean(title string, of func(insight.Counts) insight.Mean) half {
	return func(s insight.Side) column {
		return column{m.titled(s, title), 16, average, func(r insight.Row) any {
			x := of(*r.Figures.Of(s))
			if x.Count == 0 {
				return nil
			}
			return float64(x.Total) / float64(x.Count)
		}}
	}
}

func (m *monthBook) titled(s insight.Side, title string) string {
	return capital(m.own.side[s]) + m.own.colon + title
}

// both puts the columns of both sides after those that say what the row is about.
func (m *monthBook) both(halves ...half) []column {
	out := []column{
		{m.own.operator, 10, text, func(r insight.Row) any { return string(r.Operator) }},
		{m.centre, 14, text, func(r insight.Row) any { return string(r.Centre) }},
		{m.own.name, 28, text, func(r insight.Row) any { return r.Name }},
	}
	for _, s := range sides {
		for _, h := range halves {
			out = append(out, h(s))
		}
	}
	return out
}

// monthBook is the workbook of a monthly report in a language.
type monthBook struct {
	*book
	words
	own     bookWords
	answers answerWords
	report  insight.Report
}

// XLSX writes a report as a workbook in a language: a summary with what the months before said, the course of a year, then on time, resolution, workload and
// every metric as tables that can be sorted and filtered, each with its total below, and last what every metric means. Charts are charts of these cells.
func XLSX(w io.Writer, r insight.Report, language string) error {
	m := &monthBook{&book{File: excelize.NewFile()}, in(language), books(language), answers(language), r}
	defer func() { _ = m.Close() }()
	m.styles()
	m.overview()
	m.course()
	for _, s := range m.sheets() {
		m.table(s)
	}
	m.centresChart()
	m.meanings(language)
	m.laidOut()
	m.do(m.SetDocProps(&excelize.DocProperties{Title: m.heading(), Creator: "Whereabouts", Created: r.CreatedAt.UTC().Format("2006-01-02T15:04:05Z"), Language: language}))
	if m.err == nil {
		_, m.err = m.WriteTo(w)
	}
	if m.err != nil {
		return fmt.Errorf("write workbook: %w", m.err)
	}
	return nil
}

func (m *monthBook) heading() string { return fmt.Sprintf("%s, %s", m.name(m.report), m.report.Month) }

// capital begins a text with a capital letter.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// overview is the first page: whose report, how settled, and every metric with its target.
func (m *monthBook) overview() {
	page, r := m.own.summary, m.report
	m.do(m.SetSheetName("Sheet1", page))
	m.put(page, 1, 1, m.heading(), m.big)
	about := [][2]string{
		{m.own.operator, string(r.Operator)}, {m.own.month, string(r.Month)}, {m.own.state, strings.ToLower(m.state(r.State))}, {capital(m.version), fmt.Sprint(r.Version)},
		{capital(m.countedUntil), m.instant(r.Until)}, {m.own.madeAt, m.instant(r.CreatedAt)},
	}
	if r.Reason != "" {
		about = append(about, [2]string{m.own.because, r.Reason})
	}
	row := 2
	for _, line := range about {
		m.put(page, 1, row, line[0], m.head)
		m.put(page, 2, row, line[1], m.cells[text])
		row++
	}
	row++
	top, tall := row, 1
	titles := []string{m.own.metric, m.answers.unit, m.answers.goal}
	for _, s := range sides {
		as := m.own.side[s]
		titles = append(titles, capital(as), capital(m.lastMonth)+", "+as, capital(m.lastYear)+", "+as)
	}
	widths := []float64{28, 22, 10, 13, 13, 13, 13, 13, 13}
	for _, metric := range insight.Metrics { // one line each: not every program makes a row taller for the second
		widths[0] = max(widths[0], float64(utf8.RuneCountInString(m.metrics[metric.Code].Name))+2)
	}
	for i, title := range titles {
		m.put(page, i+1, row, title, m.head)
		tall = max(tall, lines(title, widths[i]))
	}
	for _, metric := range insight.Metrics {
		row++
		m.put(page, 1, row, m.metrics[metric.Code].Name, m.wrap)
		m.put(page, 2, row, m.answers.unitName(metric.Unit), m.wrap)
		if metric.Target != nil {
			value, format := inUnit(metric, *metric.Target)
			m.put(page, 3, row, value, m.cells[format])
		}
		for i, s := range sides {
			for j, f := range []*insight.Figures{&r.Total, totalOf(r.LastMonth), totalOf(r.LastYear)} {
				if f != nil {
					value, format := shown(metric, *f.Of(s))
					m.put(page, 4+3*i+j, row, value, m.cells[format])
				}
			}
		}
	}
	m.tableOver(page, "Metrics", top, len(titles), row)
	m.itemsBelow(page, row+2)
	m.widths(page, widths...)
	m.do(m.SetRowHeight(page, top, float64(lineTall*tall)))
}

// itemsBelow says over how many items the inquiry rate is counted, and whether those are all there were.
func (m *monthBook) itemsBelow(page string, row int) {
	for i, line := range []struct {
		title string
		of    func(insight.Rate) any
	}{
		{m.own.itemsCounted, func(x insight.Rate) any { return x.Items }},
		{m.own.preAdvised, func(x insight.Rate) any { return x.PreAdvised }},
		{m.own.itemsAre, func(x insight.Rate) any {
			switch {
			case x.Items == 0:
				return "–"
			case x.Whole():
				return m.own.allItems
			}
			return m.own.itemsAsTold
		}},
	} {
		m.put(page, 1, row+i, line.title, m.wrap)
		for k, s := range sides {
			m.put(page, 4+3*k, row+i, line.of(insight.InquiryRate.Rate(*m.report.Total.Of(s))), m.cells[whole])
		}
	}
}

func totalOf(p *insight.Past) *insight.Figures {
	if p == nil {
		return nil
	}
	return &p.Total
}

// course is that of replies on time over the months that were reported on, this one last, with a chart of it.
func (m *monthBook) course() {
	page, r := m.own.trend, m.report
	_, err := m.NewSheet(page)
	m.do(err)
	titles := []string{m.answers.dimensions[query.Month], m.own.edition, capital(m.own.due), capital(m.own.onTime), capital(m.own.onTime) + " %", m.answers.goal}
	for i, title := range titles {
		m.put(page, i+1, 1, title, m.head)
	}
	metric := insight.OnTimeReplies
	months := append(slices.Clone(r.TwelvePast), insight.Past{Month: r.Month, Edition: r.Edition, Total: r.Total})
	for i, p := range months {
		row := 2 + i
		c := p.Total.AsReplier
		m.put(page, 1, row, string(p.Month), m.cells[text])
		m.put(page, 2, row, m.edition(p.Edition), m.cells[text])
		m.put(page, 3, row, c.Due, m.cells[whole])
		m.put(page, 4, row, c.OnTime, m.cells[whole])
		value, format := shown(metric, c)
		m.put(page, 5, row, value, m.cells[format])
		target, format := inUnit(metric, *metric.Target)
		m.put(page, 6, row, target, m.cells[format])
	}
	last := 1 + len(months)
	m.tableOver(page, "Months", 1, len(titles), last)
	m.widths(page, 14, 24, 14, 14, 14, 14)
	m.do(m.SetPanes(page, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	m.do(m.AddChart(page, "H2", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{seriesOf(page, "A", "A", "E", last)}, Title: said(m.onTimeAsReplier() + ", " + m.own.byMonth),
		Legend: excelize.ChartLegend{Position: "bottom"}, Dimension: excelize.ChartDimension{Width: 720, Height: 360},
		YAxis: excelize.ChartAxis{MajorGridLines: true, Maximum: new(1.0), NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"}}},
		&excelize.Chart{Type: excelize.Line, Series: []excelize.ChartSeries{seriesOf(page, "A", "A", "F", last)}}))
}

// onTimeAsReplier is the title of the charts.
func (m *monthBook) onTimeAsReplier() string {
	return m.metrics[insight.OnTimeReplies.Code].Name + " " + m.own.side[insight.Replier]
}

// centresChart shows below the table of on-time figures how its rows compare.
func (m *monthBook) centresChart() {
	page, rows := m.own.onTimeSheet, len(m.report.Rows)
	if rows == 0 {
		return
	}
	last := 1 + rows
	m.do(m.AddChart(page, fmt.Sprintf("C%d", last+3), &excelize.Chart{Type: excelize.Bar, Title: said(m.onTimeAsReplier()), Legend: excelize.ChartLegend{Position: "none"},
		Series:    []excelize.ChartSeries{seriesOf(page, "C", "C", "G", last)},
		Dimension: excelize.ChartDimension{Width: 720, Height: uint(160 + 24*min(rows, 40))},
		XAxis:     excelize.ChartAxis{ReverseOrder: true}, YAxis: excelize.ChartAxis{MajorGridLines: true, Minimum: new(0.0), Maximum: new(1.0), NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"}}}))
}

// meanings says of every metric what it means, which way is better, and where its target comes from. Formulas, which name columns of the CSV, are in English:
// that workbook has them.
func (m *monthBook) meanings(language string) {
	page := m.answers.definitions
	_, err := m.NewSheet(page)
	m.do(err)
	titles := []string{m.answers.code, m.own.metric, m.own.computed, m.answers.unit, m.own.better, m.answers.goal, m.answers.source}
	for i, title := range titles {
		m.put(page, i+1, 1, title, m.head)
	}
	for i, metric := range insight.Metrics {
		row := 2 + i
		computed := metric.Formula
		if language != insight.Languages[0] {
			computed = m.metrics[metric.Code].Means
		}
		for j, value := range []string{metric.Code, m.metrics[metric.Code].Name, computed, m.answers.unitName(metric.Unit), m.own.directions[metric.Better]} {
			m.put(page, 1+j, row, value, m.wrap)
		}
		if metric.Target != nil {
			value, format := inUnit(metric, *metric.Target)
			m.put(page, 6, row, value, m.cells[format])
		}
		m.put(page, 7, row, metric.Source, m.wrap)
	}
	m.tableOver(page, "Definitions", 1, len(titles), 1+len(insight.Metrics))
	m.widths(page, 24, 26, 80, 18, 10, 10, 44)
	m.do(m.SetPanes(page, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

// table is one page with a table and its total.
func (m *monthBook) table(s sheet) {
	_, err := m.NewSheet(s.name)
	m.do(err)
	rows, tall := m.rows(m.report), 3
	total := len(rows) - 1
	for i, c := range s.columns {
		m.put(s.name, i+1, 1, c.title, m.head)
		for j, row := range rows[:total] {
			m.put(s.name, i+1, 2+j, c.cell(row), m.cells[c.style])
		}
		m.put(s.name, i+1, 2+total, c.cell(rows[total]), m.totals[c.style])
		letter, err := excelize.ColumnNumberToName(i + 1)
		m.do(err)
		m.do(m.SetColWidth(s.name, letter, letter, c.width))
		tall = max(tall, lines(c.title, c.width))
	}
	m.do(m.SetRowHeight(s.name, 1, float64(lineTall*tall)))
	if total > 0 { // a table needs a row
		m.tableOver(s.name, s.table, 1, len(s.columns), 1+total)
	}
	m.do(m.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: 3, YSplit: 1, TopLeftCell: "D2", ActivePane: "bottomRight"}))
}
