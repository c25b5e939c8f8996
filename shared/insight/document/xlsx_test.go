package document_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
)

// open writes a report as a workbook and opens it.
func open(t testing.TB, r insight.Report, language string) *excelize.File {
	t.Helper()
	return opened(t, func(w io.Writer) error { return document.XLSX(w, r, language) })
}

// opened is a workbook that is written and opened.
func opened(t testing.TB, write func(io.Writer) error) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestXLSX_IsTheMonthComputedByHand(t *testing.T) {
	f := open(t, november(), "en")
	if d := cmp.Diff([]string{"Summary", "Trend", "On time", "Resolution", "Workload", "All figures", "Definitions"}, f.GetSheetList()); d != "" {
		t.Error(d)
	}
	rows, err := f.GetRows("On time")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([][]string{
		{"Operator", "Call centre", "Name", "As replier: due", "As replier: on time", "As replier: late", "As replier: on time %", "As replier: outstanding", "As replier: minutes to reply",
			"As requester: due", "As requester: on time", "As requester: late", "As requester: on time %", "As requester: outstanding", "As requester: minutes to reply"},
		{"GBA", "GBA-BEL", `Belfast, "North"`, "1", "0", "1", "0.0%", "1", "", "1", "0", "1", "0.0%", "0", "900.0"},
		{"GBA", "GBA-DON", "=Doncaster", "1", "1", "0", "100.0%", "0", "115.0", "1", "1", "0", "100.0%", "0", "200.0"},
		{"GBA", "", "Total", "2", "1", "1", "50.0%", "1", "115.0", "2", "1", "1", "50.0%", "0", "433.3"},
	}, rows); d != "" {
		t.Error(d)
	}
	if formula, _ := f.GetCellFormula("On time", "C3"); formula != "" {
		t.Errorf("a name became the formula %q", formula)
	}
	summary, err := f.GetRows("Summary")
	if err != nil {
		t.Fatal(err)
	}
	var onTime []string
	for _, row := range summary {
		if len(row) > 0 && row[0] == insight.OnTimeReplies.Name {
			onTime = row
		}
	}
	if d := cmp.Diff([]string{"Replies on time", "%", "98.0%", "50.0%", "", "", "50.0%"}, onTime); d != "" {
		t.Error(d)
	}
}

func TestXLSX_NumbersAreNumbersInRealTables(t *testing.T) {
	f := open(t, november(), "en")
	raw, err := f.GetCellValue("On time", "G4", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := strconv.ParseFloat(raw, 64); err != nil || n != 0.5 {
		t.Errorf("the total's on-time share is stored as %q", raw)
	}
	for _, sheet := range []string{"Summary", "Trend", "On time", "Resolution", "Workload", "All figures", "Definitions"} {
		tables, err := f.GetTables(sheet)
		if err != nil || len(tables) != 1 {
			t.Errorf("%s has %d tables, %v", sheet, len(tables), err)
		}
	}
	charts := 0
	f.Pkg.Range(func(name, _ any) bool {
		if strings.HasPrefix(name.(string), "xl/charts/chart") {
			charts++
		}
		return true
	})
	if month, _ := f.GetCellValue("Trend", "A2"); month != "2026-11" || charts != 2 {
		t.Errorf("the course of a year ends with %q; %d charts", month, charts)
	}
	panes, err := f.GetPanes("Workload")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header is not frozen: %+v, %v", panes, err)
	}
}

func TestXLSX_WithoutRowsIsAWorkbook(t *testing.T) {
	if f := open(t, insight.Report{ReportID: insight.ReportID{Month: "2026-11", Operator: insight.Network}, Name: "Network"}, "en"); len(f.GetSheetList()) != 7 {
		t.Error(f.GetSheetList())
	}
}

func TestXLSX_SaysOverHowManyItemsTheRateIs(t *testing.T) {
	summary, err := open(t, november(), "en").GetRows("Summary")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][2]string{}
	for _, row := range summary {
		if len(row) > 6 {
			got[row[0]] = [2]string{row[3], row[6]}
		}
	}
	for title, want := range map[string][2]string{"Inquiry rate": {"5.0", "3.3"}, "Items counted": {"400", "1,200"}, "… of them pre-advised": {"300", "1,188"}, "The count of items is": {"as far as told", "whole"}} {
		if got[title] != want {
			t.Errorf("%s: %q, not %q", title, got[title], want)
		}
	}
}

// everything is a report that says all that a workbook can: a reason, a year behind it, items of both kinds and a row of no call centre.
func everything() insight.Report {
	r := busy("GBA", "Example Post", 3)
	r.Rows = append([]insight.Row{{Operator: "GBA", Name: "no call centre yet"}}, r.Rows...)
	r.Total.AsReplier.Items, r.Total.AsReplier.PreAdvised = 4000, 3000
	r.Total.AsRequester.Items, r.Total.AsRequester.PreAdvised = 1200, 1200
	return r
}

// cells are a page's by their address, as they are stored.
func cells(t *testing.T, f *excelize.File, page string) map[string]string {
	t.Helper()
	rows, err := f.GetRows(page, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for i, row := range rows {
		for j, value := range row {
			name, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			out[name] = value
		}
	}
	return out
}

// The same in both languages; all else that is text is not.
var cognates = map[string][]string{"fr": {"Code", "Version", "Total"}, "de": {"Code", "Name"}, "es": {"Total"}}

// Every cell has the number and the format of the English workbook, and every word is in the language.
func TestXLSX_SaysTheSameInEveryLanguage(t *testing.T) {
	r := everything()
	english := open(t, r, "en")
	data := []string{r.Reason, "GBA", "2026-11", "2026-12-01 00:00 UTC", "2026-12-18 10:00 UTC", "Example Post, 2026-11", "2", "%"}
	for _, row := range r.Rows {
		data = append(data, string(row.Centre), row.Name)
	}
	for _, p := range r.TwelvePast {
		data = append(data, string(p.Month))
	}
	for _, m := range insight.Metrics {
		data = append(data, m.Code, m.Source)
	}
	data = slices.DeleteFunc(data, func(s string) bool { return s == "no call centre yet" || s == "" })
	for _, language := range insight.Languages[1:] {
		f := open(t, r, language)
		pages := f.GetSheetList()
		if len(pages) != len(english.GetSheetList()) {
			t.Fatalf("%s: %q", language, pages)
		}
		for i, page := range english.GetSheetList() {
			want, got := cells(t, english, page), cells(t, f, pages[i])
			if len(want) != len(got) || page == pages[i] {
				t.Errorf("%s: %s has %d cells, %s has %d", language, pages[i], len(got), page, len(want))
			}
			for at, value := range want {
				kind, err := english.GetCellType(page, at)
				if err != nil {
					t.Fatal(err)
				}
				other, err := f.GetCellType(pages[i], at)
				if err != nil || other != kind {
					t.Errorf("%s: %s!%s is of another kind, %v", language, pages[i], at, err)
				}
				same := kind != excelize.CellTypeSharedString || value == "" || slices.Contains(data, value)
				switch {
				case same && got[at] != value:
					t.Errorf("%s: %s!%s is %q, not %q", language, pages[i], at, got[at], value)
				case !same && got[at] == value && !slices.Contains(cognates[language], value):
					t.Errorf("%s: %s!%s is in English: %q", language, pages[i], at, value)
				}
				if a, b := format(t, english, page, at), format(t, f, pages[i], at); a != b {
					t.Errorf("%s: %s!%s is shown by %q, not by %q", language, pages[i], at, b, a)
				}
			}
		}
	}
}

// format is how a cell shows its number.
func format(t *testing.T, f *excelize.File, page, at string) string {
	t.Helper()
	id, err := f.GetCellStyle(page, at)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if style.CustomNumFmt == nil {
		return ""
	}
	return *style.CustomNumFmt
}

// What the other files and the pages say, the workbook says too.
func TestXLSX_SpeaksAsTheOtherFilesDo(t *testing.T) {
	for language, want := range map[string]struct {
		pages                       []string
		title, none, total, edition string
	}{
		"en": {[]string{"Summary", "Trend", "On time", "Resolution", "Workload", "All figures", "Definitions"}, "As replier: on time %", "no call centre yet", "Total", "Final, version 2"},
		"fr": {[]string{"Résumé", "Évolution", "Dans les délais", "Résolution", "Charge de travail", "Tous les chiffres", "Définitions"}, "En tant que répondant\u00a0: dans les délais %", "pas encore de centre", "Total", "Définitif, version 2"},
		"de": {[]string{"Überblick", "Verlauf", "In der Frist", "Lösung", "Arbeitsaufkommen", "Alle Zahlen", "Erklärungen"}, "Als Antwortende: in der Frist %", "noch kein Callcenter", "Summe", "Endgültig, Fassung 2"},
		"es": {[]string{"Resumen", "Evolución", "A tiempo", "Resolución", "Carga de trabajo", "Todas las cifras", "Definiciones"}, "Como quien responde: a tiempo %", "aún sin centro", "Total", "Definitivo, versión 2"},
	} {
		f := open(t, everything(), language)
		pages := f.GetSheetList()
		if d := cmp.Diff(want.pages, pages); d != "" {
			t.Errorf("%s: %s", language, d)
			continue
		}
		onTime, trend := cells(t, f, pages[2]), cells(t, f, pages[1])
		if got := []string{onTime["G1"], onTime["C2"], onTime["C6"], trend["B13"]}; !slices.Equal(got, []string{want.title, want.none, want.total, want.edition}) {
			t.Errorf("%s: %q", language, got)
		}
		summary, definitions, every := cells(t, f, pages[0]), cells(t, f, pages[6]), cells(t, f, pages[5])
		said := slices.Collect(maps.Values(summary))
		titles := strings.Join(slices.Collect(maps.Values(every)), "\n")
		for i, m := range insight.Metrics {
			w := insight.WordsIn(language)[m.Code]
			means := w.Means
			if language == "en" {
				means = m.Formula
			}
			row := strconv.Itoa(2 + i)
			if definitions["A"+row] != m.Code || definitions["B"+row] != w.Name || definitions["C"+row] != means {
				t.Errorf("%s: %s is %q and means %q", language, m.Code, definitions["B"+row], definitions["C"+row])
			}
			if !slices.Contains(said, w.Name) || !strings.Contains(titles, ": "+w.Name) {
				t.Errorf("%s: %s is not called %q in the summary and among all figures", language, m.Code, w.Name)
			}
		}
		props, err := f.GetDocProps()
		if err != nil || props.Language != language || props.Title != "Example Post, 2026-11" || summary["A1"] != props.Title {
			t.Errorf("%s: %+v, %v, %q", language, props, err, summary["A1"])
		}
	}
	network := insight.Report{ReportID: insight.ReportID{Month: "2026-11", Operator: insight.Network}, Name: "Network", Rows: []insight.Row{{Operator: "GBA", Name: "Example Post"}}}
	f := open(t, network, "de")
	if onTime := cells(t, f, "In der Frist"); cells(t, f, "Überblick")["A1"] != "Das ganze Netz, 2026-11" || onTime["C2"] != "Example Post" {
		t.Errorf("%q, %q", cells(t, f, "Überblick")["A1"], onTime["C2"])
	}
	if pages := open(t, network, "pt").GetSheetList(); pages[0] != "Summary" {
		t.Error("in a language that is not offered:", pages)
	}
}

// Excel opens no workbook whose pages or tables it cannot name, and repairs one whose tables have other titles than their cells.
func TestXLSX_ExcelCanNameEveryPageAndTable(t *testing.T) {
	identifier := regexp.MustCompile(`^[A-Z][A-Za-z]+$`)
	for _, language := range insight.Languages {
		f := open(t, everything(), language)
		var names []string
		seen := map[string]bool{}
		for _, page := range f.GetSheetList() {
			if n := len(utf16.Encode([]rune(page))); n > 31 || strings.ContainsAny(page, `:\/?*[]'`) || seen[strings.ToLower(page)] {
				t.Errorf("%s: a page cannot be called %q", language, page)
			}
			seen[strings.ToLower(page)] = true
			tables, err := f.GetTables(page)
			if err != nil || len(tables) != 1 {
				t.Fatalf("%s: %s has %d tables, %v", language, page, len(tables), err)
			}
			names = append(names, tables[0].Name)
			if !identifier.MatchString(tables[0].Name) {
				t.Errorf("%s: a table cannot be called %q", language, tables[0].Name)
			}
		}
		if d := cmp.Diff([]string{"Metrics", "Months", "OnTime", "Resolution", "Workload", "AllFigures", "Definitions"}, names); d != "" {
			t.Errorf("%s: %s", language, d)
		}
		columns := 0
		for i, page := range f.GetSheetList() {
			var table struct {
				Ref     string `xml:"ref,attr"`
				Columns []struct {
					Name string `xml:"name,attr"`
				} `xml:"tableColumns>tableColumn"`
			}
			if err := xml.Unmarshal(part(t, f, fmt.Sprintf("xl/tables/table%d.xml", i+1)), &table); err != nil {
				t.Fatal(err)
			}
			from, _, _ := strings.Cut(table.Ref, ":")
			_, row, err := excelize.CellNameToCoordinates(from)
			if err != nil {
				t.Fatal(err)
			}
			titles := map[string]bool{}
			for j, c := range table.Columns {
				at, err := excelize.CoordinatesToCellName(j+1, row)
				if err != nil {
					t.Fatal(err)
				}
				if title, _ := f.GetCellValue(page, at); title != c.Name || title == "" || titles[strings.ToLower(title)] {
					t.Errorf("%s: %s!%s is %q, and %q in the table", language, page, at, title, c.Name)
				}
				titles[strings.ToLower(c.Name)] = true
				columns++
			}
		}
		if columns < 7*5 {
			t.Errorf("%s: tables of %d columns", language, columns)
		}
	}
}

func part(t *testing.T, f *excelize.File, name string) []byte {
	t.Helper()
	content, ok := f.Pkg.Load(name)
	if !ok {
		t.Fatalf("no %s", name)
	}
	return content.([]byte)
}

// Charts are of cells that are there, under the title that the cells have.
func TestXLSX_ChartsAreOfItsPages(t *testing.T) {
	of := regexp.MustCompile(`^'([^']+)'!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?$`)
	for _, language := range insight.Languages {
		f := open(t, everything(), language)
		pages := f.GetSheetList()
		drawn := map[string]int{}
		for _, name := range []string{"xl/charts/chart1.xml", "xl/charts/chart2.xml"} {
			references, texts := tags(t, part(t, f, name), "f"), tags(t, part(t, f, name), "t")
			for _, reference := range references {
				m := of.FindStringSubmatch(reference)
				if m == nil || !slices.Contains(pages, m[1]) {
					t.Errorf("%s: a chart of %q", language, reference)
					continue
				}
				drawn[m[1]]++
				for _, at := range []string{m[2] + "1", m[4] + m[5]} { // the title and the last row
					if value, err := f.GetCellValue(m[1], at); at != "" && (value == "" || err != nil) {
						t.Errorf("%s: nothing is in %s of the chart’s %s, %v", language, at, reference, err)
					}
				}
			}
			if title := insight.WordsIn(language)[insight.OnTimeReplies.Code].Name; len(texts) == 0 || !strings.HasPrefix(texts[0], title+" ") {
				t.Errorf("%s: a chart is called %q", language, texts)
			}
		}
		if d := cmp.Diff(map[string]int{pages[1]: 6, pages[2]: 3}, drawn); d != "" {
			t.Errorf("%s: %s", language, d)
		}
	}
}

// tags are the texts of all elements of a name.
func tags(t *testing.T, content []byte, name string) (out []string) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(content)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == name {
			var text string
			if err := d.DecodeElement(&text, &start); err != nil {
				t.Fatal(err)
			}
			out = append(out, text)
		}
	}
}

// A sheet is printed across on as few pages as can be read, and no text lies over the row below it.
func TestXLSX_IsLaidOut(t *testing.T) {
	for _, language := range insight.Languages {
		f := open(t, everything(), language)
		for _, page := range f.GetSheetList() {
			props, err := f.GetSheetProps(page)
			if err != nil || props.FitToPage == nil || !*props.FitToPage {
				t.Errorf("%s: %s is not fitted to its pages: %v", language, page, err)
			}
			if layout, err := f.GetPageLayout(page); err != nil || layout.FitToWidth == nil || *layout.FitToWidth > 4 || *layout.Orientation != "landscape" {
				t.Errorf("%s: %s is printed as %+v, %v", language, page, layout, err)
			}
		}
		definitions := f.GetSheetList()[len(f.GetSheetList())-1]
		for i, metric := range insight.Metrics {
			means, err := f.GetCellValue(definitions, fmt.Sprintf("C%d", 2+i))
			if err != nil {
				t.Fatal(err)
			}
			const wide, line = 80, 15
			if height, err := f.GetRowHeight(definitions, 2+i); err != nil || height < float64(line*(1+(utf8.RuneCountInString(means)-1)/wide)) {
				t.Errorf("%s: %s has %d letters in a row %.0f high, %v", language, metric.Code, utf8.RuneCountInString(means), height, err)
			}
			if name, _ := f.GetCellValue(f.GetSheetList()[0], fmt.Sprintf("A%d", 10+i)); utf8.RuneCountInString(name) > 0 {
				if width, err := f.GetColWidth(f.GetSheetList()[0], "A"); err != nil || width < float64(utf8.RuneCountInString(name)) {
					t.Errorf("%s: %q does not fit into %.0f", language, name, width)
				}
			}
		}
	}
}

// All parts but the list of their types, which excelize writes in any order.
func TestXLSX_TheSameReportIsTheSameWorkbook(t *testing.T) {
	for _, language := range insight.Languages {
		parts := [2]map[string]string{{}, {}}
		for i := range parts {
			open(t, everything(), language).Pkg.Range(func(name, content any) bool {
				parts[i][name.(string)] = string(content.([]byte))
				return true
			})
			delete(parts[i], "[Content_Types].xml")
		}
		for name, content := range parts[0] {
			if parts[1][name] != content || len(parts[0]) != len(parts[1]) {
				t.Errorf("%s: two workbooks of one report differ in %s", language, name)
			}
		}
	}
}

// A report is offered as each file once, those for people in every language.
func TestDocuments_AreInEveryLanguage(t *testing.T) {
	want := map[insight.Format]string{insight.CSV: "text/csv; charset=utf-8", insight.JSON: "application/json"}
	for _, language := range []string{"en", "fr", "de", "es"} {
		want[insight.XLSX.In(language)], want[insight.PDF.In(language)] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf"
	}
	got, contents := map[insight.Format]string{}, map[string]insight.Format{}
	for _, d := range document.Documents() {
		var b bytes.Buffer
		if err := d.Write(&b, november()); err != nil {
			t.Fatal(err)
		}
		if same, there := contents[b.String()]; there {
			t.Errorf("%s and %s are the same", d.Format, same)
		}
		got[d.Format], contents[b.String()] = d.ContentType, d.Format
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// BenchmarkXLSX is what a workbook costs; a report has one in each language.
func BenchmarkXLSX(b *testing.B) {
	for _, centres := range []int{1, 20, 200} {
		r := busy("GBA", "Example Post", centres)
		b.Run(strconv.Itoa(centres), func(b *testing.B) {
			for b.Loop() {
				if err := document.XLSX(io.Discard, r, "de"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
