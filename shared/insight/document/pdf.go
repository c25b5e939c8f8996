package document

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// PDF prints a report for a manager: headline figures with target, month before and year before, the course of a year, both sides in
// figures, a table by call centre for each, and what the figures mean.
func PDF(w io.Writer, r insight.Report, language string) error {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCreationDate(r.CreatedAt.UTC())
	pdf.SetModificationDate(r.CreatedAt.UTC())
	pdf.SetCatalogSort(true)
	pdf.SetProducer("Whereabouts", true)
	pdf.SetLang(language)
	pdf.AddUTF8FontFromBytes("go", "", goregular.TTF)
	pdf.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	pdf.SetAutoPageBreak(false, 0)
	s := &paper{Fpdf: pdf, words: in(language), report: r}
	pdf.SetTitle(fmt.Sprintf("%s, %s", s.name(r), s.month(r.Month)), true)
	s.page()
	s.head()
	s.tiles()
	s.trendChart()
	s.figures()
	for _, side := range sides {
		s.byCentre(side)
	}
	s.meanings()
	s.foot()
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("print report: %w", err)
	}
	return nil
}

// head says whose report of which month, and how settled.
func (s *paper) head() {
	r := s.report
	s.text(left, s.y, width/2, "B", 9, accent, "L", s.title)
	s.text(left, s.y, width, "", 9, soft, "R", "Whereabouts")
	s.y += 6
	s.text(left, s.y, width, "B", 20, ink, "L", s.fitted(width, "B", 20, s.name(r)))
	s.y += 9.5
	s.text(left, s.y, width, "", 12, ink, "L", s.month(r.Month)+" (UTC) · "+s.edition(r.Edition))
	s.text(left, s.y+0.8, width, "", 8, soft, "R", s.countedUntil+" "+s.instant(r.Until))
	s.y += 7
	s.rule(s.y, accent)
	s.y += 4
	if r.Reason != "" {
		lines := s.wrapped(width-8, "", 9, s.corrected+": "+r.Reason)
		h := 4 + 4*float64(len(lines))
		s.box(left, s.y, width, h, shade)
		s.box(left, s.y, 1, h, accent)
		for i, l := range lines {
			s.text(left+4, s.y+2+4*float64(i), width-8, "", 9, ink, "L", l)
		}
		s.y += h + 4
	}
}

// tiles are the headline figures of answering.
func (s *paper) tiles() {
	s.text(left, s.y, width, "B", 9, soft, "L", s.asReplier)
	s.y += 5.5
	headline := []insight.Metric{insight.OnTimeReplies, insight.FirstLevelResolution, insight.TimeToReply, insight.Outstanding}
	const gap, h = 4.0, 34.0
	w := (width - gap*float64(len(headline)-1)) / float64(len(headline))
	for i, m := range headline {
		x := left + float64(i)*(w+gap)
		s.box(x, s.y, w, h, shade)
		now := s.report.Total.AsReplier
		s.text(x+3, s.y+3, w-6, "", 8, soft, "L", s.fitted(w-6, "", 8, s.metrics[m.Code].Name))
		s.text(x+3, s.y+8, w-6, "B", 17, ink, "L", s.value(m, now))
		if m.Target != nil {
			says, colour := s.target+" "+s.inUnit(m, *m.Target), soft
			if reached, known := m.Reaches(now); known && reached {
				says, colour = s.reached+": "+s.inUnit(m, *m.Target), good
			} else if known {
				says, colour = s.missed+": "+s.inUnit(m, *m.Target), bad
			}
			s.text(x+3, s.y+17, w-6, "", 7.5, colour, "L", s.fitted(w-6, "", 7.5, says))
		}
		for j, p := range []struct {
			label string
			past  *insight.Past
		}{{s.lastMonth, s.report.LastMonth}, {s.lastYear, s.report.LastYear}} {
			says := s.noReport
			if p.past != nil {
				says = s.value(m, p.past.Total.AsReplier)
			}
			y := s.y + 23 + 4.5*float64(j)
			s.text(x+3, y, w-6, "", 7.5, soft, "L", p.label)
			s.text(x+3, y, w-6, "", 7.5, ink, "R", says)
		}
	}
	s.y += h + 7
}

// trendChart draws replies on time of thirteen months, with the target.
func (s *paper) trendChart() {
	m := insight.OnTimeReplies
	s.heading(s.trend, 48)
	if len(s.report.TwelvePast) == 0 {
		s.text(left, s.y, width, "", 9, soft, "L", s.trendNone)
		s.y += 8
		return
	}
	type bar struct {
		month insight.Month
		total insight.Counts
	}
	var bars []bar
	for i := range 12 {
		month := insight.MonthOf(s.report.Month.Start().AddDate(0, i-12, 0))
		b := bar{month: month}
		if k := slices.IndexFunc(s.report.TwelvePast, func(p insight.Past) bool { return p.Month == month }); k >= 0 {
			b.total = s.report.TwelvePast[k].Total.AsReplier
		}
		bars = append(bars, b)
	}
	bars = append(bars, bar{s.report.Month, s.report.Total.AsReplier})

	// the axis begins at a round figure below what there is to show, so that what matters near the target is seen; it is written on it
	floor := 900
	for _, b := range bars {
		if tenths, ok := m.Tenths(b.total); ok {
			floor = min(floor, tenths/100*100)
		}
	}
	const h, labels = 32.0, 12.0
	y0 := s.y + h + 4
	at := func(tenths int) float64 { return y0 - h*float64(tenths-floor)/float64(1000-floor) }
	for _, tenths := range []int{floor, (floor + 1000) / 2, 1000} {
		s.box(left+labels, at(tenths), width-labels, 0.2, hair)
		s.text(left, at(tenths)-1.5, labels-2, "", 6.5, soft, "R", s.share(tenths))
	}
	w := (width - labels) / float64(len(bars))
	for i, b := range bars {
		x := left + labels + float64(i)*w
		colour, style := pale, ""
		if i == len(bars)-1 {
			colour, style = accent, "B"
		}
		s.text(x, y0+1.5, w, style, 6.5, soft, "C", s.abbreviated(b.month))
		tenths, ok := m.Tenths(b.total)
		if !ok {
			s.text(x, y0-4, w, "", 7, soft, "C", "–")
			continue
		}
		s.box(x+w*0.18, at(tenths), w*0.64, y0-at(tenths), colour)
		s.text(x, at(tenths)-3.4, w, style, 6.5, ink, "C", s.share(tenths))
	}
	s.SetDrawColor(bad[0], bad[1], bad[2])
	s.SetLineWidth(0.3)
	s.SetDashPattern([]float64{1.2, 0.8}, 0)
	s.Line(left+labels, at(*m.Target), left+width, at(*m.Target))
	s.SetDashPattern(nil, 0)
	s.text(left, s.y-6, width, "", 7.5, bad, "R", "– – "+s.target+" "+s.share(*m.Target))
	s.y = y0 + 10
}

// figures shows every metric of both sides, with what they were before.
func (s *paper) figures() {
	s.heading(s.bySide, 20)
	cells := []cell{{56, "L"}, {21, "R"}, {19, "R"}, {25, "R"}, {18, "R"}, {23, "R"}, {18, "R"}}
	for _, side := range sides {
		title := s.asReplier
		if side == insight.Requester {
			title = s.asRequester
		}
		s.room(lineHeight * float64(1+len(insight.Metrics)))
		s.columnsHead(cells, []string{title, "", s.target, s.lastMonth, "±", s.lastYear, "±"})
		for _, m := range insight.Metrics {
			if s.room(lineHeight) {
				s.columnsHead(cells, []string{title, "", s.target, s.lastMonth, "±", s.lastYear, "±"})
			}
			now := *s.report.Total.Of(side)
			row := []string{s.metrics[m.Code].Name, s.value(m, now), "", "–", "", "–", ""}
			if m.Target != nil {
				row[2] = s.inUnit(m, *m.Target)
			}
			for i, p := range []*insight.Past{s.report.LastMonth, s.report.LastYear} {
				if p != nil {
					row[3+2*i] = s.value(m, *p.Total.Of(side))
					row[4+2*i] = s.difference(m, *p.Total.Of(side), now)
				}
			}
			colour := ink
			if reached, known := m.Reaches(now); known && !reached {
				colour = bad
			}
			s.line(cells, row, "", colour)
			s.rule(s.y, hair)
		}
		s.items(insight.InquiryRate.Rate(*s.report.Total.Of(side)))
		s.y += 3
	}
	s.y += 3
}

// items says over how many items the inquiry rate is counted, and whether those are all there were; nothing where none was counted.
func (s *paper) items(r insight.Rate) {
	if r.Items == 0 {
		return
	}
	says := fmt.Sprintf(s.overItems, s.whole(r.Items), s.whole(r.PreAdvised))
	if r.Whole() {
		says += s.countWhole
	} else {
		says += s.countTold
	}
	s.y++
	for _, l := range s.wrapped(width, "", 7.5, says) {
		s.room(3.6)
		s.text(left, s.y, width, "", 7.5, soft, "L", l)
		s.y += 3.6
	}
}

// difference writes how much more or less a metric is; of shares in points.
func (s *paper) difference(m insight.Metric, before, now insight.Counts) string {
	b, known := m.Tenths(before)
	n, ok := m.Tenths(now)
	if !ok || !known {
		return ""
	}
	if m.Unit == insight.Minutes { // as they are written: to the minute
		b, n = (b+5)/10*10, (n+5)/10*10
	}
	d, sign := n-b, "+"
	switch {
	case d == 0:
		return "0"
	case d < 0:
		d, sign = -d, "–"
	}
	if m.Unit == insight.Percent {
		return sign + strings.TrimSuffix(s.share(d), s.percent)
	}
	return sign + s.inUnit(m, d)
}

// byCentre shows a line for each call centre, or in the network's report for each post, with a bar for the share on time.
func (s *paper) byCentre(side insight.Side) {
	title, first := s.asReplier, s.centre
	if side == insight.Requester {
		title = s.asRequester
	}
	if s.report.Operator == insight.Network {
		first = s.operator
	}
	const name, bar = 38.0, 11.0
	rest := (width - name - bar) / float64(len(s.columns))
	cells := []cell{{name, "L"}}
	titles := []string{first}
	for i, c := range s.columns {
		cells, titles = append(cells, cell{rest, "R"}), append(titles, c)
		if i == 3 {
			cells, titles = append(cells, cell{bar, "L"}), append(titles, "")
		}
	}
	head := func() { s.narrowHead(cells, titles) }
	s.heading(title+" · "+first, 8+lineHeight*3)
	head()
	rows := s.rows(s.report)
	for i, row := range rows {
		if s.room(lineHeight) {
			head()
		}
		c, style := *row.Figures.Of(side), ""
		if i == len(rows)-1 {
			style = "B"
			s.rule(s.y, ink)
		}
		y := s.y
		short := func(m insight.Metric) string {
			if tenths, ok := m.Tenths(c); ok && m.Unit == insight.Minutes {
				minutes := (tenths + 5) / 10
				return fmt.Sprintf("%d:%02d", minutes/60, minutes%60)
			}
			return s.value(m, c)
		}
		s.line(cells, []string{row.Name, s.whole(c.Requests), s.whole(c.Replies), s.whole(c.Due), s.value(insight.OnTimeReplies, c), "", s.whole(c.Due - c.OnTime), s.whole(c.Outstanding),
			s.value(insight.FirstLevelResolution, c), short(insight.TimeToReply), short(insight.TimeToOpen)}, style, ink)
		if tenths, ok := insight.OnTimeReplies.Tenths(c); ok {
			x := left + name + 4*rest + 1
			s.box(x, y+1.4, bar-2, 2.2, hair)
			colour := accent
			if reached, _ := insight.OnTimeReplies.Reaches(c); !reached {
				colour = bad
			}
			s.box(x, y+1.4, (bar-2)*float64(tenths)/1000, 2.2, colour)
		}
		s.rule(s.y, hair)
	}
	s.y += 6
}

// meanings defines every figure that is shown.
func (s *paper) meanings() {
	s.heading(s.definitions, 14)
	for _, m := range insight.Metrics {
		w := s.metrics[m.Code]
		lines := s.wrapped(width-52, "", 7.5, w.Means)
		s.room(3.4 * float64(len(lines)))
		s.text(left, s.y, 50, "B", 7.5, ink, "L", s.fitted(50, "B", 7.5, w.Name))
		for _, l := range lines {
			s.text(left+52, s.y, width-52, "", 7.5, soft, "L", l)
			s.y += 3.4
		}
		s.y += 0.6
	}
}

// foot numbers the pages and says on each whose report it is.
func (s *paper) foot() {
	r := s.report
	pages := s.PageCount()
	about := fmt.Sprintf("%s (%s) · %s · %s · %s %s", s.name(r), r.Operator, s.month(r.Month), s.edition(r.Edition), s.made, s.instant(r.CreatedAt))
	for p := 1; p <= pages; p++ {
		s.SetPage(p)
		s.rule(bottom+4, hair)
		s.text(left, bottom+6, width-30, "", 7, soft, "L", s.fitted(width-30, "", 7, about))
		s.text(left, bottom+6, width, "", 7, soft, "R", fmt.Sprintf(s.words.page, p, pages))
	}
}
