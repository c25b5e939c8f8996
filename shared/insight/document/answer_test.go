package document_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// answered is November beside October, by side and call centre: GBA's month of docs/metrics.md, with an October made up.
func answered(language string, change ...func(*document.Answer)) document.Answer {
	a := document.Answer{Language: language, Asked: query.Asked{ID: "abc", Owner: "GBA", AskedAt: time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC), Definition: query.Definition{
		Measures: []string{"on-time-reply", "time-to-reply", "requests"}, Sides: []insight.Side{insight.Replier}, Dimensions: []query.Dimension{query.Side, query.Centre},
		Filters: []query.Filter{{Dimension: query.Product, Values: []string{"EMS", "=HYPERLINK(\"http://evil.example\")"}}}, From: "2026-11", To: "2026-11", Compare: query.WithBefore}},
		Result: query.Result{Rows: []query.Row{
			{Keys: []string{"replier", "GBA-BEL"}, Counts: insight.Counts{Requests: 1, Due: 1}, Compared: &insight.Counts{}},
			{Keys: []string{"replier", "=1+1"}, Counts: insight.Counts{Requests: 1, Due: 1, OnTime: 1, ReplyMinutes: 230, RepliesTimed: 2}, Compared: &insight.Counts{Requests: 3, Due: 3, OnTime: 2}},
		}, Total: query.Row{Keys: []string{}, Counts: insight.Counts{Requests: 2, Due: 2, OnTime: 1, ReplyMinutes: 230, RepliesTimed: 2}, Compared: &insight.Counts{Requests: 3, Due: 3, OnTime: 2}}}}
	for _, c := range change {
		c(&a)
	}
	return a
}

func TestAnswerCSV_IsRFC4180WithTheCounts(t *testing.T) {
	var b bytes.Buffer
	if err := document.AnswerCSV(&b, answered("en")); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "\r\n"); n != 4 {
		t.Errorf("%d lines", n)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([][]string{
		{"Row", "Side", "Call centre", "Replies on time %", "Replies on time: part", "Replies on time: of", "Time to reply (working minutes)", "Time to reply: sum", "Time to reply: number", "Requests",
			"Replies on time % (2026-10)", "Replies on time: part (2026-10)", "Replies on time: of (2026-10)", "Time to reply (working minutes) (2026-10)", "Time to reply: sum (2026-10)", "Time to reply: number (2026-10)", "Requests (2026-10)"},
		{"group", "as the one who answers", "GBA-BEL", "0.0", "0", "1", "", "0", "0", "1", "", "0", "0", "", "0", "0", "0"},
		{"group", "as the one who answers", "'=1+1", "100.0", "1", "1", "115.0", "230", "2", "1", "66.7", "2", "3", "", "0", "0", "3"},
		{"Total", "", "", "50.0", "1", "2", "115.0", "230", "2", "2", "66.7", "2", "3", "", "0", "0", "3"},
	}, lines); d != "" {
		t.Error(d)
	}
}

// workbook writes and opens an answer.
func workbook(t *testing.T, a document.Answer) *excelize.File {
	t.Helper()
	return opened(t, func(w io.Writer) error { return document.AnswerXLSX(w, a) })
}

func TestAnswerXLSX_NumbersAreNumbersInATable(t *testing.T) {
	f := workbook(t, answered("de"))
	if d := cmp.Diff([]string{"Zahlen", "Frage", "Erklärungen"}, f.GetSheetList()); d != "" {
		t.Error(d)
	}
	rows, err := f.GetRows("Zahlen")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([][]string{
		{"Seite", "Callcenter", "Antworten in der Frist %", "Antworten in der Frist: Teil", "Antworten in der Frist: von", "Zeit bis zur Antwort (Arbeitsminuten)", "Zeit bis zur Antwort: Summe", "Zeit bis zur Antwort: Anzahl", "Anfragen"},
		{"als Antwortende", "GBA-BEL", "0.0%", "0", "1", "", "0", "0", "1"}, {"als Antwortende", "=1+1", "100.0%", "1", "1", "115.0", "230", "2", "1"}, {"Gesamt", "", "50.0%", "1", "2", "115.0", "230", "2", "2"},
	}, [][]string{rows[0][:9], rows[1][:9], rows[2][:9], rows[3][:9]}); d != "" {
		t.Error(d)
	}
	raw, err := f.GetCellValue("Zahlen", "C4", excelize.Options{RawCellValue: true})
	if n, parsed := strconv.ParseFloat(raw, 64); err != nil || parsed != nil || n != 0.5 {
		t.Errorf("the total's share is stored as %q", raw)
	}
	for sheet, over := range map[string]string{"Zahlen": "A1:P3", "Frage": "A1:B9", "Erklärungen": "A1:F4"} {
		if tables, err := f.GetTables(sheet); err != nil || len(tables) != 1 || tables[0].Range != over {
			t.Errorf("%s has the tables %+v, %v", sheet, tables, err)
		}
	}
	question, _ := f.GetRows("Frage")
	said := ""
	for _, line := range question {
		said += strings.Join(line, "=") + "\n"
	}
	for _, want := range []string{"Nur: Produkt=EMS, =HYPERLINK", "Verglichen mit=2026-10", "Monate (UTC)=November 2026", "Gefragt am=2026-11-30 12:00 UTC", "Hinweis=Der letzte Monat ist nicht vorbei"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}

// Whatever a caller or a lake says stands in cells of text: in no sheet there is a formula, and in CSV no cell begins like one.
func TestAnswer_NothingBecomesAFormula(t *testing.T) {
	evil := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|'/C calc'!A0", `=HYPERLINK("http://evil.example","x")`}
	a := answered("en", func(a *document.Answer) {
		a.Result.Rows = nil
		for _, e := range evil {
			a.Result.Rows = append(a.Result.Rows, query.Row{Keys: []string{"replier", e}, Compared: &insight.Counts{}})
		}
		a.Asked.Definition.Filters[0].Values = evil
	})
	f := workbook(t, a)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x := range row {
				cell, _ := excelize.CoordinatesToCellName(x+1, y+1)
				if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula != "" {
					t.Errorf("%s!%s is the formula %q, %v", sheet, cell, formula, err)
				}
				if kind, err := f.GetCellType(sheet, cell); err != nil || kind == excelize.CellTypeFormula {
					t.Errorf("%s!%s is a formula, %v", sheet, cell, err)
				}
			}
		}
	}
	var b bytes.Buffer
	if err := document.AnswerCSV(&b, a); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(lines) != len(evil)+2 {
		t.Fatal(len(lines), err)
	}
	for _, line := range lines[1:] {
		for _, cell := range line[:3] {
			if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
				t.Errorf("a cell begins like a formula: %q", cell)
			}
		}
	}
}

func TestAnswer_HasAChartWhereItMakesSense(t *testing.T) {
	charts := func(a document.Answer) (n int, text string) {
		f := workbook(t, a)
		f.Pkg.Range(func(name, content any) bool {
			if strings.HasPrefix(name.(string), "xl/charts/chart") {
				n++
				text = string(content.([]byte))
			}
			return true
		})
		return n, text
	}
	if n, text := charts(answered("en")); n != 1 || !strings.Contains(text, "barChart") {
		t.Error("by call centre:", n, text)
	}
	if n, text := charts(answered("en", func(a *document.Answer) {
		a.Asked.Definition.Dimensions[1], a.Asked.Definition.Compare = query.Month, query.Alone
		a.Result.Rows[0].Keys[1], a.Result.Rows[1].Keys[1] = "2026-10", "2026-11"
	})); n != 1 || !strings.Contains(text, "lineChart") {
		t.Error("by month:", n)
	}
	total := func(a *document.Answer) {
		a.Asked.Definition.Dimensions = nil
		a.Result.Rows = []query.Row{a.Result.Total}
	}
	if n, _ := charts(answered("en", total)); n != 0 {
		t.Error("a single figure has a chart")
	}
	f := workbook(t, answered("en", total))
	if rows, err := f.GetRows("Figures"); err != nil || len(rows) != 2 || rows[1][0] != "Total" || rows[1][1] != "50.0%" {
		t.Error(rows, err)
	}
	if n, _ := charts(answered("en", func(a *document.Answer) { a.Result = query.Result{Total: query.Row{Compared: &insight.Counts{}}} })); n != 0 {
		t.Error("nothing has a chart")
	}
}

func TestAnswerJSON_IsForPrograms(t *testing.T) {
	var b bytes.Buffer
	if err := document.AnswerJSON(&b, answered("es")); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Query       query.Definition
		Provisional bool
		Metrics     []struct{ Code, Name string }
		Rows        []struct {
			Keys            map[string]string
			Figures, Before map[string]struct {
				Value       *float64
				Part, Whole *int
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	first, second := got.Rows[0], got.Rows[1]
	if !got.Provisional || got.Metrics[0].Name != "Respuestas a tiempo" || second.Keys["centre"] != "=1+1" || *second.Before["on-time-reply"].Value != 66.7 || first.Figures["time-to-reply"].Value != nil ||
		first.Figures["requests"].Whole != nil || !slices.Equal(got.Query.Measures, []string{"on-time-reply", "time-to-reply", "requests"}) {
		t.Errorf("%s", b.String())
	}
}

// Every file is in each of the languages, and names every metric and dimension there is.
func TestAnswer_EveryLanguageNamesEverything(t *testing.T) {
	all := answered("", func(a *document.Answer) {
		d := &a.Asked.Definition
		d.Measures, d.Compare = nil, query.Alone
		for _, m := range insight.Metrics {
			d.Measures = append(d.Measures, m.Code)
		}
		d.Dimensions = []query.Dimension{query.Side, query.Operator, query.Centre, query.Partner, query.PartnerCentre, query.Product, query.Workflow, query.Level, query.ReplyCode, query.ReplyClass, query.Actor, query.Urgent,
			query.Month, query.Day, query.LocalDay, query.Weekday, query.Hour, query.Inquiry}
		a.Result.Rows = []query.Row{{Keys: append([]string{"requester"}, make([]string, 17)...)}}
	})
	headers := map[string]bool{}
	for _, language := range insight.Languages {
		all.Language = language
		var b bytes.Buffer
		if err := document.AnswerCSV(&b, all); err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, title := range lines[0] {
			if title == "" || strings.HasPrefix(title, " ") || strings.HasPrefix(title, ":") || seen[title] {
				t.Errorf("%s: the heading %q", language, title)
			}
			seen[title] = true
		}
		headers[strings.Join(lines[0], "|")] = true
		f := workbook(t, all)
		for _, sheet := range f.GetSheetList() {
			rows, _ := f.GetRows(sheet)
			for _, title := range rows[0] {
				if title == "" {
					t.Errorf("%s: %s has a column without a name", language, sheet)
				}
			}
		}
	}
	if len(headers) != len(insight.Languages) {
		t.Error("two languages say the same")
	}
}

// files keeps what is put.
type files map[string]string

func (f files) Put(_ context.Context, key, contentType string, content []byte) error {
	f[key] = contentType + " " + strconv.Itoa(len(content))
	return nil
}
func (files) Fetch(context.Context, string) ([]byte, error) { return nil, nil }

func TestExports_AreNamedByTheQuery(t *testing.T) {
	f := files{}
	for _, format := range []insight.Format{insight.XLSX, insight.CSV, insight.JSON} {
		a := answered("en")
		key, err := document.Exports{Files: f}.Write(t.Context(), a.Asked, a.Result, format, "en")
		if err != nil || key != "exports/GBA/abc.en."+string(format) || f[key] == "" {
			t.Error(key, err)
		}
	}
	if _, err := (document.Exports{Files: f}).Write(t.Context(), query.Asked{}, query.Result{}, insight.PDF, "en"); err == nil {
		t.Error("answers are no PDF")
	}
}

// latest is a catalogue with one release.
type latest struct {
	catalogue.Reader
	release catalogue.Release
}

func (l latest) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return &l.release, nil
}

// contents keeps what is put.
type contents map[string][]byte

func (c contents) Put(_ context.Context, key, _ string, content []byte) error {
	c[key] = content
	return nil
}
func (contents) Fetch(context.Context, string) ([]byte, error) { return nil, nil }

// A manager who opens the workbook reads what the page says; a program that reads the other files has the codes.
func TestExports_WorkbooksCallCodesAsTheReleaseDoes(t *testing.T) {
	files := contents{}
	exports := document.Exports{Files: files, Releases: latest{release: catalogue.Release{
		Products:   []catalogue.Product{{Code: "REG", Labels: catalogue.Labels{"en": "Registered", "de": "Einschreiben"}}},
		ReplyCodes: []catalogue.ReplyCode{{Code: "DLV", Labels: catalogue.Labels{"en": "Delivered", "de": "Zugestellt"}}}}}}
	a := answered("de")
	a.Asked.Definition.Dimensions = []query.Dimension{query.Product, query.ReplyCode, query.Weekday}
	a.Asked.Definition.Filters = []query.Filter{{Dimension: query.Product, Values: []string{"REG", "XYZ"}}}
	a.Result.Rows = []query.Row{{Keys: []string{"REG", "DLV", "3"}}, {Keys: []string{"XYZ", "", "7"}}}
	for _, format := range []insight.Format{insight.XLSX, insight.CSV} {
		if _, err := exports.Write(t.Context(), a.Asked, a.Result, format, "de"); err != nil {
			t.Fatal(err)
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(files["exports/GBA/abc.de.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	figures, _ := book.GetRows("Zahlen")
	if got := [][]string{figures[1][:3], figures[2][:3]}; !cmp.Equal(got, [][]string{{"Einschreiben", "Zugestellt", "Mittwoch"}, {"XYZ", "", "Sonntag"}}) {
		t.Errorf("%q", got)
	}
	if asked, _ := book.GetRows("Frage"); !slices.ContainsFunc(asked, func(line []string) bool { return line[1] == "Einschreiben, XYZ" }) {
		t.Errorf("%q", asked)
	}
	lines, err := csv.NewReader(bytes.NewReader(files["exports/GBA/abc.de.csv"])).ReadAll()
	if err != nil || !cmp.Equal(lines[1][1:4], []string{"REG", "DLV", "3"}) {
		t.Errorf("%q %v", lines, err)
	}
}

// directory has one post with one call centre.
type directory struct{}

func (directory) Operators(context.Context) ([]insight.Operator, error) {
	return []insight.Operator{{Code: "DEA", Name: "Deutsche Post", Centres: []insight.Centre{{ID: "DEA-FRA", Name: "Frankfurt"}}}}, nil
}

func TestExports_WorkbooksNamePostsAndCallCentres_WithTheirCodes(t *testing.T) {
	files := contents{}
	exports := document.Exports{Files: files, Posts: directory{}}
	a := answered("en")
	a.Asked.Definition.Dimensions = []query.Dimension{query.Partner, query.PartnerCentre}
	a.Asked.Definition.Filters = []query.Filter{{Dimension: query.Partner, Values: []string{"DEA", "XXX"}}}
	a.Result.Rows = []query.Row{{Keys: []string{"DEA", "DEA-FRA"}}, {Keys: []string{"XXX", ""}}}
	for _, format := range []insight.Format{insight.XLSX, insight.CSV} {
		if _, err := exports.Write(t.Context(), a.Asked, a.Result, format, "en"); err != nil {
			t.Fatal(err)
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(files["exports/GBA/abc.en.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	figures, _ := book.GetRows("Figures")
	if got := [][]string{figures[1][:2], figures[2][:2]}; !cmp.Equal(got, [][]string{{"Deutsche Post (DEA)", "Frankfurt (DEA-FRA)"}, {"XXX", ""}}) {
		t.Errorf("%q", got)
	}
	if asked, _ := book.GetRows("Question"); !slices.ContainsFunc(asked, func(line []string) bool { return line[1] == "Deutsche Post (DEA), XXX" }) {
		t.Errorf("%q", asked)
	}
	lines, err := csv.NewReader(bytes.NewReader(files["exports/GBA/abc.en.csv"])).ReadAll()
	if err != nil || !cmp.Equal(lines[1][1:3], []string{"DEA", "DEA-FRA"}) {
		t.Errorf("%q %v", lines, err)
	}
}

func TestSavedLetter_HasTheTotalsAndWhereTheReportIs(t *testing.T) {
	a := answered("de")
	n := query.Notice{Saved: query.Saved{ID: "01M8GZ2V6Q4Y0R7N5T3K1H9B8D", Name: "Montag", Schedule: &query.Schedule{Format: insight.XLSX, Language: "de"}}, Definition: a.Asked.Definition, Result: a.Result, Running: true,
		At: time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)}
	subject, text := document.SavedLetter(n, &catalogue.Release{}, "https://web.example")
	if subject != "Montag – November 2026" {
		t.Error(subject)
	}
	want := "Montag\nNovember 2026\nNach: Seite, Callcenter\nNur: Produkt: EMS, =HYPERLINK(\"http://evil.example\")\nDer letzte Monat ist nicht vorbei: Zahlen vom 2026-11-23 03:00 UTC.\n\n  Antworten in der Frist: 50,0\u00a0% (2026-10 66,7\u00a0%)\n  Zeit bis zur Antwort: 1 h 55 min (2026-10 –)\n  Anfragen: 2 (2026-10 3)\n\n" +
		"Der Bericht mit allen Zahlen:\nhttps://web.example/insights/saved/01M8GZ2V6Q4Y0R7N5T3K1H9B8D\n\nDie Datei (XLSX) zum Herunterladen:\nhttps://web.example/insights/saved/01M8GZ2V6Q4Y0R7N5T3K1H9B8D?file=xlsx\n\nSie erhalten diese Nachricht, weil Sie den Bericht geplant haben. Auf seiner Seite können Sie das beenden.\n"
	if d := cmp.Diff(want, text); d != "" {
		t.Error(d)
	}
	n.Result, n.Running = query.Result{}, false
	if _, text := document.SavedLetter(n, &catalogue.Release{}, ""); !strings.Contains(text, "Nichts wurde gezählt") || strings.Contains(text, "nicht vorbei") {
		t.Error(text)
	}
}

// Where there are more groups than are here, whoever opens the file or reads the letter is told, as on the page.
func TestAnswer_OfTheLargestGroupsAlone_SaysSo(t *testing.T) {
	a := answered("en")
	a.Result.Truncated = true
	var b bytes.Buffer
	if err := document.AnswerCSV(&b, a); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const words = "There are more rows than the largest, which are here; the total is of all."
	if last := lines[len(lines)-1]; last[0] != "Note" || last[1] != words || strings.Join(last[2:], "") != "" || lines[len(lines)-2][0] != "Total" {
		t.Error(lines)
	}
	n := query.Notice{Saved: query.Saved{Schedule: &query.Schedule{Format: insight.CSV, Language: "en"}}, Definition: a.Asked.Definition, Result: a.Result}
	if _, text := document.SavedLetter(n, &catalogue.Release{}, ""); !strings.Contains(text, "\n"+words+"\n") {
		t.Error(text)
	}
	n.Result.Truncated = false
	if _, text := document.SavedLetter(n, &catalogue.Release{}, ""); strings.Contains(text, words) {
		t.Error(text)
	}
}

// release is a catalogue with one product, workflow and reply.
var release = &catalogue.Release{
	Products:   []catalogue.Product{{Code: "PPR", Labels: catalogue.Labels{"en": "UPU parcel", "fr": "Colis UPU", "de": "UPU-Paket", "es": "Paquete UPU"}}},
	Workflows:  []catalogue.Workflow{{Code: "WII", Labels: catalogue.Labels{"en": "Where is the item", "fr": "Où est l’envoi", "de": "Wo ist die Sendung", "es": "Dónde está el envío"}}},
	ReplyCodes: []catalogue.ReplyCode{{Code: "DLV", Labels: catalogue.Labels{"en": "Delivered", "fr": "Distribué", "de": "Zugestellt", "es": "Entregado"}}},
}

// What the report is about stands in the reader's words: what it is by, and what it counts alone. A product that the release does not know keeps its code.
func TestSavedLetter_SaysWhatItIsAboutInEachLanguage(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"By: Week, Product", "Only: Product: UPU parcel, XYZ", "Only: Workflow: Where is the item", "Only: Reply code: Delivered", "Only: Urgent: Urgent", "Only: Weekday: Monday, Sunday", "Only: Level: 2"},
		"fr": {"Par: Semaine, Produit", "Seulement: Produit: Colis UPU, XYZ", "Seulement: Procédure: Où est l’envoi", "Seulement: Code de réponse: Distribué", "Seulement: Urgent: Urgent", "Seulement: Jour de la semaine: lundi, dimanche"},
		"de": {"Nach: Woche, Produkt", "Nur: Produkt: UPU-Paket, XYZ", "Nur: Vorgang: Wo ist die Sendung", "Nur: Antwortcode: Zugestellt", "Nur: Dringend: Dringend", "Nur: Wochentag: Montag, Sonntag"},
		"es": {"Por: Semana, Producto", "Solo: Producto: Paquete UPU, XYZ", "Solo: Procedimiento: Dónde está el envío", "Solo: Código de respuesta: Entregado", "Solo: Urgente: Urgente", "Solo: Día de la semana: lunes, domingo"},
	} {
		d := query.Definition{Measures: []string{"requests"}, Dimensions: []query.Dimension{query.Week, query.Product}, From: "2026-10", To: "2026-11", Filters: []query.Filter{
			{Dimension: query.Product, Values: []string{"PPR", "XYZ"}}, {Dimension: query.Workflow, Values: []string{"WII"}}, {Dimension: query.ReplyCode, Values: []string{"DLV"}},
			{Dimension: query.Urgent, Values: []string{"yes"}}, {Dimension: query.Weekday, Values: []string{"1", "7"}}, {Dimension: query.Level, Values: []string{"2"}}}}
		_, text := document.SavedLetter(query.Notice{Saved: query.Saved{Name: "X", Schedule: &query.Schedule{Language: language}}, Definition: d, Running: true, At: time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)}, release, "")
		if !strings.Contains(text, " 2026-11-23 03:00 UTC.\n") || strings.Contains(text, "%!") {
			t.Errorf("%s: as of when?\n%s", language, text)
		}
		for _, part := range want {
			if !strings.Contains(text, "\n"+part+"\n") {
				t.Errorf("%s lacks %q:\n%s", language, part, text)
			}
		}
		for _, dim := range []query.Dimension{query.Side, query.Operator, query.Centre, query.Partner, query.PartnerCentre, query.Product, query.Workflow, query.Level, query.ReplyCode, query.ReplyClass, query.Actor, query.Urgent,
			query.Month, query.Week, query.Day, query.LocalDay, query.Weekday, query.Hour, query.Inquiry, query.Agent} {
			d.Dimensions = []query.Dimension{dim}
			asked := query.Asked{Definition: d}
			var b bytes.Buffer
			if err := document.AnswerCSV(&b, document.Answer{Asked: asked, Language: language}); err != nil {
				t.Fatal(err)
			}
			if head, _, _ := strings.Cut(strings.TrimPrefix(b.String(), "\ufeff"), ","); head == "" {
				t.Errorf("%s: a column by %s has no heading", language, dim)
			}
		}
	}
}

// A rate stands with its requests, its items, and how many of those were pre-advised; for programs also whether they are all.
func TestAnswer_ARateSaysOverWhat(t *testing.T) {
	rate := func(a *document.Answer) {
		a.Asked.Definition.Measures, a.Asked.Definition.Dimensions, a.Asked.Definition.Filters, a.Asked.Definition.Compare = []string{"inquiry-rate"}, []query.Dimension{query.Partner}, nil, query.Alone
		c := insight.Counts{Requests: 4, Items: 1200, PreAdvised: 1188}
		a.Result = query.Result{Rows: []query.Row{{Keys: []string{"DEA"}, Counts: c}, {Keys: []string{"FRA"}, Counts: insight.Counts{Requests: 1}}}, Total: query.Row{Keys: []string{}, Counts: c}}
		a.Result.Total.Counts.Requests = 5
	}
	var text bytes.Buffer
	if err := document.AnswerCSV(&text, answered("en", rate)); err != nil {
		t.Fatal(err)
	}
	if want := "Row,Partner,\"Inquiry rate (per 1,000 items)\",Inquiry rate: requests,Inquiry rate: items,Inquiry rate: pre-advised\r\ngroup,DEA,3.3,4,1200,1188\r\ngroup,FRA,,1,0,0\r\nTotal,,4.2,5,1200,1188\r\n"; text.String() != want {
		t.Error(cmp.Diff(want, text.String()))
	}
	if rows, err := workbook(t, answered("de", rate)).GetRows("Zahlen"); err != nil || len(rows) != 4 || !slices.Equal(rows[1], []string{"DEA", "3.3", "4", "1,200", "1,188"}) {
		t.Error(rows, err)
	}
	var forPrograms bytes.Buffer
	if err := document.AnswerJSON(&forPrograms, answered("en", rate)); err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Rows []struct{ Figures map[string]map[string]any }
	}
	if err := json.Unmarshal(forPrograms.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]map[string]any{{"value": 3.3, "part": 4.0, "whole": 1200.0, "preAdvised": 1188.0, "complete": true}, {"value": nil, "part": 1.0, "whole": 0.0, "preAdvised": 0.0}},
		[]map[string]any{answer.Rows[0].Figures["inquiry-rate"], answer.Rows[1].Figures["inquiry-rate"]}); d != "" {
		t.Error(d)
	}
}
