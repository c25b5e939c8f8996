//go:build emulator

package insightdb_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/xuri/excelize/v2"

	"github.com/whereabouts-post/whereabouts/functions/insight-api/api"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// paper is a figure of the month computed by hand: what is divided, by what (of a count nothing), and the figure as it is written, "–" for none.
type paper struct{ part, whole, figure string }

// place is where a figure stands on paper: a call centre, or all of GBA; as the one who answers or asks.
type place struct {
	whose string // GBA-DON, GBA
	side  insight.Side
}

var paperRow = regexp.MustCompile("^\\| `([a-z0-9-]+)` \\|(.*)\\|$")

// onPaper reads the last table of docs/metrics.md.
func onPaper(t *testing.T) map[string]map[place]paper {
	t.Helper()
	page, err := os.ReadFile("../../../docs/metrics.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(page), "On paper, every metric")
	if !found {
		t.Fatal("docs/metrics.md has no month on paper")
	}
	var places []place
	out := map[string]map[place]paper{}
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "| metric |"); ok {
			for cell := range strings.SplitSeq(strings.TrimSuffix(head, "|"), "|") {
				whose, role, _ := strings.Cut(strings.TrimSpace(cell), " ")
				places = append(places, place{whose, map[string]insight.Side{"answers": insight.Replier, "asks": insight.Requester}[role]})
			}
		}
		row := paperRow.FindStringSubmatch(line)
		if row == nil {
			continue
		}
		out[row[1]] = map[place]paper{}
		for i, cell := range strings.Split(row[2], "|") {
			cell = strings.TrimSpace(cell)
			division, figure, divided := strings.Cut(cell, " = ")
			if !divided {
				out[row[1]][places[i]] = paper{cell, "", cell}
				continue
			}
			part, whole, _ := strings.Cut(division, " / ")
			out[row[1]][places[i]] = paper{part, whole, figure}
		}
	}
	if len(places) != 10 || len(out) != len(insight.Metrics) {
		t.Fatalf("%d places and %d metrics on paper, %d are defined", len(places), len(out), len(insight.Metrics))
	}
	return out
}

// posts are the directory of the month.
type posts struct{}

func (posts) Operators(context.Context) ([]insight.Operator, error) {
	return []insight.Operator{{Code: "DEA", Name: "Post of Germany", Centres: []insight.Centre{{ID: "DEA-BON", Name: "DEA-BON"}}},
		{Code: "GBA", Name: "Post of Great Britain", Centres: []insight.Centre{{ID: "GBA-BEL", Name: "GBA-BEL"}, {ID: "GBA-DON", Name: "GBA-DON"}}}}, nil
}

// golden is the worked month, reported on.
type golden struct {
	paper map[string]map[place]paper
	api   http.Handler
	shelf insightdb.Shelf
	files insightdb.Files
}

// reported puts the worked month through Firehose and Athena, makes its reports as report-generator does, counts it as tally-updater does, and serves
// all of that.
func reported(t *testing.T) golden {
	t.Helper()
	lake := putFacts(t, append(factsOf(november(t)), travelled()...))
	client, table := kit.Table(t, "InsightTable")
	objects, bucket := kit.Bucket(t)
	g := golden{paper: onPaper(t), shelf: insightdb.Shelf{Client: client, Table: table}, files: insightdb.Files{Client: objects, Bucket: bucket}}
	runs := insightdb.Runs{Client: client, Table: table}
	maker := insight.Maker{Log: slog.New(slog.DiscardHandler), Lake: lake, Directory: posts{}, Shelf: g.shelf, Files: g.files, Runs: runs,
		Documents: document.Documents()}
	run, err := insight.HandRun("2026-11", "", runAt)
	if err != nil {
		t.Fatal(err)
	}
	if done, err := maker.Make(t.Context(), run, runAt); err != nil || len(done.Failed) > 0 {
		t.Fatal(done, err)
	}
	tallies := insightdb.Tallies{Client: client, Table: table}
	if err := errors.Join((&insight.Tallier{Book: tallies, Zones: utc{}}).Count(t.Context(), november(t))...); err != nil {
		t.Fatal(err)
	}
	g.api = api.New(api.Deps{Reports: g.shelf, Links: g.files, Runs: runs, Tallies: tallies, Clock: clock.Fixed(runAt), Desk: &query.Desk{Engine: lake, Terms: query.Limits(),
		Sizes: insightdb.Partitions{Client: s3.NewFromConfig(kit.AWS(t), insightdb.PathStyle(kit.AWS(t))), Bucket: lake.WorkGroup}, Shelf: insightdb.Counter{Client: client, Table: table}}})
	return g
}

// check compares a figure with the paper; figure is written with one decimal, of a count without, and "–" or "" where there is none.
func (g golden) check(t *testing.T, where, metric string, p place, figure string) {
	t.Helper()
	want := g.paper[metric][p].figure
	if figure == "" {
		figure = "–"
	}
	if figure != want {
		t.Errorf("%s of %s as %s: %s in %s, %s on paper", metric, p.whose, p.side, figure, where, want)
	}
}

// written is a figure of the API or of JSON as the paper writes it.
func written(metric insight.Metric, value *float64) string {
	switch {
	case value == nil:
		return "–"
	case metric.Count != nil:
		return strconv.FormatFloat(*value, 'f', -1, 64)
	default:
		return strconv.FormatFloat(*value, 'f', 1, 64)
	}
}

// The month computed by hand, on paper, by the API and in every file: whichever figure differs is named with where it does.
func TestGolden_EveryMetricIsTheSameEverywhere(t *testing.T) {
	g := reported(t)
	for _, operator := range []principal.OperatorCode{"DEA", "GBA"} {
		report, err := g.shelf.Report(t.Context(), insight.ReportID{Month: "2026-11", Operator: operator})
		if err != nil {
			t.Fatal(err)
		}
		g.queries(t, operator)
		g.shown(t, report)
		g.dashboard(t, operator)
		file := func(f insight.Format) []byte {
			content, err := g.files.Fetch(t.Context(), report.Files[f])
			if err != nil {
				t.Fatal(err)
			}
			return content
		}
		g.csv(t, operator, file(insight.CSV))
		g.json(t, operator, file(insight.JSON))
		g.workbook(t, operator, file(insight.XLSX.In("en")))
		g.printed(t, report, kit.PDFText(t, file(insight.PDF.In("en"))))
	}
}

// totals are where an operator's total stands on paper.
func totals(operator principal.OperatorCode) string { return string(operator) }

func (g golden) call(t *testing.T, operator principal.OperatorCode, method, path string, body any, answer any) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(method, path, bytes.NewReader(text))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	g.api.ServeHTTP(w, r.WithContext(httpapi.WithPrincipal(r.Context(), principal.Principal{Subject: "s", Operator: operator, Roles: []principal.Role{principal.Supervisor}})))
	if w.Code != http.StatusOK {
		t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), answer); err != nil {
		t.Fatal(err)
	}
}

// queries asks for every metric by call centre, and again for the whole; what is counted of items by the whole alone.
func (g golden) queries(t *testing.T, operator principal.OperatorCode) {
	t.Helper()
	var codes, ofItems []string
	for _, m := range insight.Metrics {
		if query.CountedOfItems(m) {
			ofItems = append(ofItems, m.Code)
		} else {
			codes = append(codes, m.Code)
		}
	}
	for _, measures := range append(slices.Collect(slices.Chunk(codes, 12)), ofItems) {
		for _, dimensions := range [][]string{{"side", "centre"}, {"side"}} {
			if len(dimensions) == 2 && measures[0] == ofItems[0] {
				continue
			}
			var answer struct {
				Rows []struct {
					Keys    []string
					Figures []struct {
						Value *float64
						Part  int
						Whole *int
					}
				}
			}
			g.call(t, operator, http.MethodPost, "/v1/insights/queries", map[string]any{"measures": measures, "sides": []string{"replier", "requester"}, "dimensions": dimensions, "from": "2026-11", "to": "2026-11"}, &answer)
			where := "the API by " + strings.Join(dimensions, " and ")
			seen := 0
			for _, row := range answer.Rows {
				p := place{totals(operator), insight.Side(row.Keys[0])}
				if len(row.Keys) == 2 {
					if p.whose = row.Keys[1]; p.whose == "" {
						continue // F has no call centre yet
					}
				}
				seen++
				for i, code := range measures {
					metric, _ := query.Metric(code)
					figure, want := row.Figures[i], g.paper[code][p]
					g.check(t, where, code, p, written(metric, figure.Value))
					whole := ""
					if figure.Whole != nil {
						whole = strconv.Itoa(*figure.Whole)
					}
					if part := strconv.Itoa(figure.Part); part != want.part || whole != want.whole {
						t.Errorf("%s of %s as %s is made of %s and %q in %s, of %s and %q on paper", code, p.whose, p.side, part, whole, where, want.part, want.whole)
					}
				}
			}
			if want := map[string]int{"DEA 2": 2, "DEA 1": 2, "GBA 2": 4, "GBA 1": 2}[fmt.Sprintf("%s %d", operator, len(dimensions))]; seen != want {
				t.Errorf("%s: %d rows of %s, want %d", where, seen, operator, want)
			}
		}
	}
}

// bothSides are the figures as the API tells them: every metric, and beside it the headlines.
type bothSides struct{ AsReplier, AsRequester sideFigures }

type sideFigures struct {
	Metrics map[string]struct {
		Value *float64
		Part  int
		Whole *int
	}
	headlines
}

// headlines are the figures that dashboards have of each call centre, and lists of each report.
type headlines struct {
	Requests, Replies, Outstanding  float64
	OnTime, FirstLevel, TimeToReply struct{ Percent, AverageMinutes *float64 }
}

// all compares every metric of a side, and the headlines with them.
func (g golden) all(t *testing.T, where string, p place, s sideFigures) {
	t.Helper()
	for _, m := range insight.Metrics {
		if query.CountedOfItems(m) && where == running {
			if _, there := s.Metrics[m.Code]; there {
				t.Errorf("%s has %s, which running counts do not know", where, m.Code)
			}
			continue
		}
		f, there := s.Metrics[m.Code]
		if !there {
			t.Errorf("%s has no %s", where, m.Code)
			continue
		}
		whole := ""
		if f.Whole != nil {
			whole = strconv.Itoa(*f.Whole)
		}
		g.check(t, where, m.Code, p, written(m, f.Value))
		if want := g.paper[m.Code][p]; strconv.Itoa(f.Part) != want.part || whole != want.whole {
			t.Errorf("%s of %s as %s is made of %d and %q in %s, of %s and %q on paper", m.Code, p.whose, p.side, f.Part, whole, where, want.part, want.whole)
		}
	}
	g.headlines(t, where, p, s.headlines)
}

func (g golden) headlines(t *testing.T, where string, p place, s headlines) {
	t.Helper()
	for code, value := range map[string]*float64{"requests": &s.Requests, "replies": &s.Replies, "outstanding": &s.Outstanding,
		"on-time-reply": s.OnTime.Percent, "first-level-resolution": s.FirstLevel.Percent, "time-to-reply": s.TimeToReply.AverageMinutes} {
		metric, _ := query.Metric(code)
		g.check(t, where+", headlines", code, p, written(metric, value))
	}
}

// shown compares the report as the API shows it.
func (g golden) shown(t *testing.T, r insight.Report) {
	t.Helper()
	var answer struct {
		Summary bothSides
		Rows    []struct {
			Centre string
			bothSides
		}
	}
	g.call(t, r.Operator, http.MethodGet, "/v1/reports/"+r.ReportID.String(), nil, &answer)
	const where = "the API's report"
	g.all(t, where, place{totals(r.Operator), insight.Replier}, answer.Summary.AsReplier)
	g.all(t, where, place{totals(r.Operator), insight.Requester}, answer.Summary.AsRequester)
	for _, row := range answer.Rows {
		if row.Centre != "" {
			g.all(t, where, place{row.Centre, insight.Replier}, row.AsReplier)
			g.all(t, where, place{row.Centre, insight.Requester}, row.AsRequester)
		}
	}
}

// dashboard compares the running counts of the month, told happening by happening, and their rows by call centre.
// running is what is counted as it happens; items are told by night.
const running = "the dashboard"

func (g golden) dashboard(t *testing.T, operator principal.OperatorCode) {
	t.Helper()
	var answer struct {
		Total bothSides
		Rows  []struct {
			Code                   string
			AsReplier, AsRequester headlines
		}
	}
	g.call(t, operator, http.MethodGet, "/v1/insights/months/2026-11", nil, &answer)
	const where = running
	g.all(t, where, place{totals(operator), insight.Replier}, answer.Total.AsReplier)
	g.all(t, where, place{totals(operator), insight.Requester}, answer.Total.AsRequester)
	seen := 0
	for _, row := range answer.Rows {
		if row.Code != "" {
			seen++
			g.headlines(t, where, place{row.Code, insight.Replier}, row.AsReplier)
			g.headlines(t, where, place{row.Code, insight.Requester}, row.AsRequester)
		}
	}
	if want := map[principal.OperatorCode]int{"DEA": 1, "GBA": 2}[operator]; seen != want {
		t.Errorf("%s has %d call centres of %s, want %d", where, seen, operator, want)
	}
}

func (g golden) csv(t *testing.T, operator principal.OperatorCode, content []byte) {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cell := func(line []string, column string) string {
		i := slices.Index(lines[0], column)
		if i < 0 {
			t.Fatalf("the CSV has no column %s", column)
		}
		return line[i]
	}
	for _, line := range lines[1:] {
		whose := cell(line, "centre")
		if cell(line, "row") == "total" {
			whose = totals(operator)
		}
		if whose == "" {
			continue
		}
		for _, m := range insight.Metrics {
			for _, side := range both {
				column := string(side) + "_" + strings.ReplaceAll(m.Code, "-", "_")
				switch {
				case m.Count != nil:
					column = string(side) + "_" + m.Needs()[0].Column
				case m.Unit == insight.Percent:
					column += "_percent"
				case m.Unit == insight.PerItem:
					column += "_per_1000_items"
				default:
					column += "_average_minutes"
				}
				g.check(t, "the CSV", m.Code, place{whose, side}, cell(line, column))
			}
		}
	}
}

func (g golden) json(t *testing.T, operator principal.OperatorCode, content []byte) {
	t.Helper()
	type side struct{ Metrics map[string]*float64 }
	var report struct {
		Total struct{ AsReplier, AsRequester side }
		Rows  []struct {
			Centre                 string
			AsReplier, AsRequester side
		}
	}
	if err := json.Unmarshal(content, &report); err != nil {
		t.Fatal(err)
	}
	for _, m := range insight.Metrics {
		check := func(whose string, s insight.Side, of side) {
			value, there := of.Metrics[m.Code]
			if !there {
				t.Errorf("%s is missing in the JSON", m.Code)
			}
			g.check(t, "the JSON", m.Code, place{whose, s}, written(m, value))
		}
		check(totals(operator), insight.Replier, report.Total.AsReplier)
		check(totals(operator), insight.Requester, report.Total.AsRequester)
		for _, row := range report.Rows {
			if row.Centre != "" {
				check(row.Centre, insight.Replier, row.AsReplier)
				check(row.Centre, insight.Requester, row.AsRequester)
			}
		}
	}
}

// inSheets are the metrics that the workbook shows by call centre in tables of their own, by the title of their column without its side; "All figures"
// has every metric under its name.
var inSheets = map[string]map[string]string{
	"On time":    {"on time %": "on-time-reply", "outstanding": "outstanding", "minutes to reply": "time-to-reply"},
	"Resolution": {"closed": "closed", "first level %": "first-level-resolution"},
	"Workload":   {"requests": "requests", "opened": "opened", "replies": "replies", "closed": "closed", "minutes to open": "time-to-open"},
}

func (g golden) workbook(t *testing.T, operator principal.OperatorCode, content []byte) {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	rows := func(sheet string) [][]string {
		all, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	cell := func(row []string, i int) string { // without its format: 1,300.0 and 50.0%
		if i >= len(row) {
			return ""
		}
		return strings.NewReplacer("%", "", ",", "").Replace(row[i])
	}
	for _, m := range insight.Metrics {
		summary := rows("Summary")
		i := slices.IndexFunc(summary, func(row []string) bool { return len(row) > 0 && row[0] == m.Name })
		if i < 0 {
			t.Errorf("%s is missing in the workbook", m.Code)
			continue
		}
		g.check(t, "the workbook's summary", m.Code, place{totals(operator), insight.Replier}, cell(summary[i], 3))
		g.check(t, "the workbook's summary", m.Code, place{totals(operator), insight.Requester}, cell(summary[i], 6))
	}
	every := map[string]string{}
	for _, m := range insight.Metrics {
		every[m.Name+map[insight.Unit]string{insight.Minutes: ", minutes"}[m.Unit]] = m.Code
	}
	sheets := maps.Clone(inSheets)
	sheets["All figures"] = every
	for sheet, columns := range sheets {
		all := rows(sheet)
		if sheet == "All figures" && len(all[0]) != 3+2*len(insight.Metrics) {
			t.Errorf("the workbook's sheet of all figures has %d columns", len(all[0]))
		}
		for i, title := range all[0] {
			side, name, _ := strings.Cut(strings.TrimPrefix(title, "As "), ": ")
			code, ok := columns[name]
			if !ok {
				continue
			}
			for _, row := range all[1:] {
				whose := cell(row, 1)
				if cell(row, 2) == "Total" {
					whose = totals(operator)
				}
				if whose != "" {
					g.check(t, "the workbook’s sheet "+sheet, code, place{whose, insight.Side(side)}, cell(row, i))
				}
			}
		}
	}
}

// duration is minutes of paper as the printed report writes them.
func duration(t *testing.T, figure string) string {
	t.Helper()
	minutes, err := strconv.ParseFloat(figure, 64)
	if err != nil {
		t.Fatal(err)
	}
	d := time.Duration(minutes+0.5) * time.Minute
	hours, rest := int(d.Hours()), int(d.Minutes())%60
	switch {
	case hours == 0:
		return fmt.Sprintf("%d min", rest)
	case rest == 0:
		return fmt.Sprintf("%d h", hours)
	default:
		return fmt.Sprintf("%d h %d min", hours, rest)
	}
}

// printed compares the PDF in English: both tables of figures, and both by call centre.
func (g golden) printed(t *testing.T, r insight.Report, all []string) {
	t.Helper()
	titles := []string{"As the one who answers", "As the one who asks"}
	for i, side := range both {
		begins := slices.IndexFunc(all, func(text string) bool { return text == titles[i] })
		for n := begins; n+2 < len(all); n++ { // the heads of the tables have the target's column behind the title
			if all[n] == titles[i] && slices.Contains(all[n+1:n+3], "target") {
				begins = n
				break
			}
		}
		p := place{totals(r.Operator), side}
		for _, m := range insight.Metrics {
			n := slices.Index(all[begins:], m.Name)
			if n < 0 {
				t.Errorf("%s as %s is missing in print", m.Code, side)
				continue
			}
			got, want := all[begins+n+1], g.paper[m.Code][p].figure
			switch {
			case want == "–":
			case m.Unit == insight.Percent:
				want += "%"
			case m.Unit == insight.Minutes:
				want = duration(t, want)
			}
			if got != want {
				t.Errorf("%s of %s as %s: %s in print, %s on paper", m.Code, p.whose, side, got, want)
			}
		}
		table := slices.Index(all, titles[i]+" · Call centre")
		if table < 0 {
			t.Fatalf("no table by call centre of the %s in print", side)
		}
		for _, row := range append(slices.Clone(r.Rows), insight.Row{Name: "Total", Centre: principal.CentreID(totals(r.Operator))}) {
			n := slices.Index(all[table:], row.Name)
			if row.Centre == "" {
				continue
			}
			if n < 0 {
				t.Errorf("%s is missing in print", row.Name)
				continue
			}
			g.printedRow(t, place{string(row.Centre), side}, all[table+n+1:table+n+10])
		}
	}
}

// printedRow are requests, replies, due, on time, late, missing, first level, to reply, to open.
func (g golden) printedRow(t *testing.T, p place, cells []string) {
	t.Helper()
	for i, code := range map[int]string{0: "requests", 1: "replies", 3: "on-time-reply", 5: "outstanding", 6: "first-level-resolution", 7: "time-to-reply", 8: "time-to-open"} {
		got, want := cells[i], g.paper[code][p].figure
		if i >= 7 && want != "–" {
			minutes, err := strconv.ParseFloat(want, 64)
			if err != nil {
				t.Fatal(err)
			}
			want = fmt.Sprintf("%d:%02d", int(minutes+0.5)/60, int(minutes+0.5)%60)
		}
		if strings.TrimSuffix(got, "%") != want {
			t.Errorf("%s of %s as %s: %s in the printed table, %s on paper", code, p.whose, p.side, got, want)
		}
	}
}
