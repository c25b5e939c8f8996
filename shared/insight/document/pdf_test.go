package document_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// With -print FOLDER the reports of these tests are left there, for people to look at: go test ./shared/insight/document -print /tmp/reports
var folder = flag.String("print", "", "folder for the reports")

// busy is a month of a large operator, with a year behind it.
func busy(operator principal.OperatorCode, name string, centres int) insight.Report {
	var lines []insight.Line
	op := insight.Operator{Code: operator, Name: name}
	for i := range centres {
		id := principal.CentreID(fmt.Sprintf("%s-C%02d", operator, i))
		op.Centres = append(op.Centres, insight.Centre{ID: id, Name: []string{"Doncaster", "Belfast, North and Antrim, Saturdays", "Łódź", "東京 Frankfurt"}[i%4] + " " + strconv.Itoa(i+1)})
		due := 1200 + 37*i
		c := insight.Counts{Requests: due + 20, Opened: due + 15, Replies: due + 8, Closed: due - 100, ClosedFirstLevel: due - 300 - 20*i, Due: due, OnTime: due - 9*i - 3, Outstanding: i,
			ReplyMinutes: due * (180 + 11*i), RepliesTimed: due, OpenMinutes: due * 42, OpensTimed: due, Automatic: 200, AutomaticDue: 190, AutomaticOnTime: 190, AutomaticMinutes: 400, AutomaticTimed: 190}
		lines = append(lines, insight.Line{Side: insight.Replier, Operator: operator, Centre: id, Counts: c})
		c.OnTime -= 60
		lines = append(lines, insight.Line{Side: insight.Requester, Operator: operator, Centre: id, Counts: c})
	}
	r := insight.Build("2026-11", lines, []insight.Operator{op})[0]
	r.State, r.Version, r.Reason = insight.Final, 2, "Answers of 30 November reached the lake late: their messages had to be corrected by hand."
	r.Until, r.CreatedAt = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 12, 18, 10, 0, 0, 0, time.UTC)
	for i := range 12 {
		m := insight.MonthOf(time.Date(2025, time.Month(11+i), 1, 0, 0, 0, 0, time.UTC))
		if i == 4 {
			continue // a month without a report
		}
		p := insight.Past{Month: m, Edition: insight.Edition{State: insight.Final, Version: 1}, Total: r.Total}
		p.Total.AsReplier.OnTime -= 20 * (12 - i)
		p.Total.AsReplier.ReplyMinutes += 400 * (i - 5)
		r.TwelvePast = append(r.TwelvePast, p)
	}
	r.LastYear, r.LastMonth = &r.TwelvePast[0], &r.TwelvePast[len(r.TwelvePast)-1]
	return r
}

func print(t *testing.T, r insight.Report, language string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := document.PDF(&b, r, language); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// after are the n texts behind the last one that is exactly a title.
func after(t *testing.T, all []string, title string, n int) []string {
	t.Helper()
	for i, text := range slices.Backward(all) {
		if text == title && i+n < len(all) {
			return all[i+1 : i+1+n]
		}
	}
	t.Fatalf("%q is not printed in %q", title, all)
	return nil
}

func TestPDF_IsTheMonthComputedByHand(t *testing.T) {
	all := kit.PDFText(t, print(t, november(), "en"))
	for _, want := range []string{"Royal Mail", "November 2026 (UTC) · Final, version 1", "50.0%", "target missed: 98.0%", "Royal Mail (GBA) · November 2026 · Final, version 1 · made 2026-12-15 03:00 UTC", "Inquiry rate over 1,200 items, 1,188 of them pre-advised: whole.", "Inquiry rate over 400 items, 300 of them pre-advised: as far as posts told; with the others the rate is lower.", "Page 1 of 3"} {
		if !strings.Contains("\n"+strings.Join(all, "\n")+"\n", "\n"+want+"\n") {
			t.Errorf("%q is not printed", want)
		}
	}
	// the last table is that of the asking side; its total is the last line of the page of docs/metrics.md
	got := fmt.Sprint(after(t, all, "Total", 9))
	if want := fmt.Sprint([]string{"4", "3", "2", "50.0%", "1", "0", "66.7%", "7:13", "0:00"}); got != want && strings.Replace(want, "0:00", "–", 1) != got {
		t.Errorf("%s, not %s", got, want)
	}
}

func TestPDF_FitsThreePagesInEveryLanguage(t *testing.T) {
	for name, r := range map[string]insight.Report{"small": november(), "busy": busy("GBA", "Example Post of Great Britain", 20), "one": busy("DEA", "Example Post of Germany", 1)} {
		for _, language := range insight.Languages {
			pdf := print(t, r, language)
			if pages := bytes.Count(pdf, []byte("/Type /Page\n")); pages > 3 {
				t.Errorf("%s in %s has %d pages", name, language, pages)
			}
			if len(pdf) > 120<<10 {
				t.Errorf("%s in %s has %d bytes: the fonts are to be subsets", name, language, len(pdf))
			}
			if !bytes.Equal(pdf, print(t, r, language)) {
				t.Errorf("%s in %s differs from one print to the next", name, language)
			}
			if *folder != "" {
				if err := os.WriteFile(filepath.Join(*folder, name+"."+language+".pdf"), pdf, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for _, language := range insight.Languages {
		if *folder == "" {
			continue
		}
		var b bytes.Buffer
		if err := document.XLSX(&b, busy("GBA", "Example Post of Great Britain", 20), language); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*folder, "busy."+language+".xlsx"), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPDF_OfANetworkOfTwoHundred(t *testing.T) {
	r := busy("GBA", "x", 200)
	r.Operator = insight.Network
	for i := range r.Rows {
		r.Rows[i].Centre = ""
	}
	all := kit.PDFText(t, print(t, r, "en"))
	if n := strings.Count(strings.Join(all, "\n"), "Doncaster"); n != 2*50 {
		t.Errorf("%d of 50 posts are printed on both sides", n)
	}
	if all[2] != "The whole network" {
		t.Error(all[:4])
	}
}

func TestPDF_SaysWhyItWasCorrectedAndWithWhatItCompares(t *testing.T) {
	all := strings.Join(kit.PDFText(t, print(t, busy("GBA", "Example Post", 2), "de")), "\n")
	for _, want := range []string{"Berichtigt: Answers of 30 November", "Endgültig, Fassung 2", "Vormonat", "Ziel erreicht: 98,0 %", "Nov 25", "November 2026 (UTC)"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not printed in\n%s", want, all)
		}
	}
	if strings.Contains(all, "0:00 h") || strings.Contains(all, "□") {
		t.Error("a character is missing from the font")
	}
}

// The same figures in every file: each metric of the total and of each row, from the one report.
func TestFiles_HoldTheSameFigures(t *testing.T) {
	for name, r := range map[string]insight.Report{"by hand": november(), "busy": busy("GBA", "Example Post", 5)} {
		t.Run(name, func(t *testing.T) {
			var c, x, j bytes.Buffer
			for _, err := range []error{document.CSV(&c, r), document.XLSX(&x, r, "en"), document.JSON(&j, r)} {
				if err != nil {
					t.Fatal(err)
				}
			}
			lines, err := csv.NewReader(&c).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			book, err := excelize.OpenReader(&x)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = book.Close() }()
			type figures map[string]struct {
				Counts  map[string]int
				Metrics map[string]*float64
			}
			var parsed struct {
				Total figures
				Rows  []struct {
					AsReplier, AsRequester struct{ Metrics map[string]*float64 }
				}
			}
			if err := json.Unmarshal(j.Bytes(), &parsed); err != nil {
				t.Fatal(err)
			}
			pdf := kit.PDFText(t, print(t, r, "en"))
			total := lines[len(lines)-1]
			cell := func(line []string, column string) string {
				for i, head := range lines[0] {
					if head == column {
						return line[i]
					}
				}
				t.Fatalf("no column %s", column)
				return ""
			}
			onTime, err := book.GetRows("On time")
			if err != nil {
				t.Fatal(err)
			}
			for i := range r.Rows {
				want := cell(lines[1+i], "replier_on_time_reply_percent")
				if got := strings.TrimSuffix(onTime[1+i][6], "%"); got != want {
					t.Errorf("row %d: XLSX %s, CSV %s", i, got, want)
				}
				if got := parsed.Rows[i].AsReplier.Metrics["on-time-reply"]; want != "" && fmt.Sprintf("%.1f", *got) != want {
					t.Errorf("row %d: JSON %v, CSV %s", i, *got, want)
				}
			}
			for _, side := range []string{"replier", "requester"} {
				key := map[string]string{"replier": "asReplier", "requester": "asRequester"}[side]
				for _, m := range insight.Measures {
					if want, got := cell(total, side+"_"+m.Column), strconv.Itoa(parsed.Total[key].Counts[m.Column]); want != got {
						t.Errorf("%s of %s: JSON %s, CSV %s", m.Column, side, got, want)
					}
				}
				summary, err := book.GetRows("Summary")
				if err != nil {
					t.Fatal(err)
				}
				title := map[string]string{"replier": "As the one who answers", "requester": "As the one who asks"}[side]
				place := 0
				for i, text := range pdf {
					if text == title && place == 0 && i > 3 && strings.Contains(pdf[i+1], "target") {
						place = i
					}
				}
				for _, m := range insight.Metrics {
					value := parsed.Total[key].Metrics[m.Code]
					for _, row := range summary {
						if len(row) > 0 && row[0] == m.Name {
							column := map[string]int{"replier": 3, "requester": 6}[side]
							got := ""
							if len(row) > column {
								got = strings.NewReplacer("%", "", ",", "").Replace(row[column])
							}
							want := ""
							if value != nil {
								want = fmt.Sprintf("%.1f", *value)
								if m.Unit == insight.Number {
									want = fmt.Sprintf("%.0f", *value)
								}
							}
							if got != want {
								t.Errorf("%s of %s: XLSX %q, JSON %q", m.Code, side, got, want)
							}
						}
					}
					if m.Unit == insight.Percent {
						want := "–"
						if value != nil {
							want = fmt.Sprintf("%.1f%%", *value)
						}
						if got := next(pdf[place:], m.Name); got != want {
							t.Errorf("%s of %s: PDF %q, JSON %q", m.Code, side, got, want)
						}
					}
				}
			}
		})
	}
}

// next is the text behind the first that is a title, or the title cut off.
func next(all []string, title string) string {
	for i, text := range all[:len(all)-1] {
		if text == title {
			return all[i+1]
		}
	}
	return ""
}

func TestLetter_HasTheHeadlineFiguresAndWhereTheReportIs(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"Monthly report of Royal Mail, November 2026 (Final, version 1)", "Replies on time: 50.0% (target 98.0%)", "Resolved at first level: – (target 70.0%)", "Time to reply: 1 h 55 min", "End it here:\nhttps://w.example/reports\n"},
		"de": {"Monatsbericht von Royal Mail, November 2026 (Endgültig, Fassung 1)", "Antworten in der Frist: 50,0\u00a0% (Ziel 98,0\u00a0%)", "Als Antwortende"},
		"fr": {"Rapport mensuel de Royal Mail, Novembre 2026"},
		"es": {"Informe mensual de Royal Mail, Noviembre de 2026"},
	} {
		subject, text := document.Letter(november(), language, "https://w.example")
		for _, part := range append(want, "https://w.example/reports/monthly-2026-11-GBA\n") {
			if !strings.Contains(subject+"\n"+text, part) {
				t.Errorf("%q is not in\n%s\n%s", part, subject, text)
			}
		}
	}
	if _, text := document.Letter(busy("GBA", "Example Post", 2), "en", "https://w.example"); !strings.Contains(text, "month before") || !strings.Contains(text, "Corrected: Answers of 30 November") {
		t.Error(text)
	}
}
