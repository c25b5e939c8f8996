package insight_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var directory = []insight.Operator{
	{Code: "GBA", Name: "Royal Mail", Centres: []insight.Centre{{ID: "GBA-DON", Name: "Doncaster"}, {ID: "GBA-BEL", Name: "Belfast"}}},
	{Code: "DEA", Name: "Deutsche Post", Centres: []insight.Centre{{ID: "DEA-BON", Name: "Bonn"}}},
	{Code: "A18", Name: "Anguilla"},
}

func TestBuild_EveryCentreHasARowBusyOrNot(t *testing.T) {
	reports := insight.Build("2026-11", nil, directory)
	var got []string
	for _, r := range reports {
		for _, row := range r.Rows {
			got = append(got, r.ReportID.String()+" "+string(row.Operator)+" "+string(row.Centre)+" "+row.Name)
		}
	}
	if d := cmp.Diff([]string{
		"monthly-2026-11-DEA DEA DEA-BON Bonn",
		"monthly-2026-11-GBA GBA GBA-BEL Belfast",
		"monthly-2026-11-GBA GBA GBA-DON Doncaster",
		"monthly-2026-11-NETWORK DEA  Deutsche Post",
		"monthly-2026-11-NETWORK GBA  Royal Mail",
	}, got); d != "" {
		t.Error(d)
	}
}

func TestBuild_NothingIsLost(t *testing.T) {
	lines := []insight.Line{
		{Side: insight.Replier, Operator: "DEA", Counts: insight.Counts{Closed: 2}},                    // never got to a call centre
		{Side: insight.Replier, Operator: "DEA", Centre: "DEA-OLD", Counts: insight.Counts{Closed: 3}}, // gone from the directory
		{Side: insight.Requester, Operator: "XXX", Centre: "XXX-A", Counts: insight.Counts{Closed: 5}}, // an operator gone
		{Side: insight.Requester, Operator: "DEA", Centre: "DEA-BON", Counts: insight.Counts{Closed: 7}},
		{Side: insight.Replier, Operator: "FRA"}, // nothing countable: no row
	}
	reports := insight.Build("2026-11", lines, directory)
	byID := map[principal.OperatorCode]insight.Report{}
	for _, r := range reports {
		byID[r.Operator] = r
	}
	if got := byID["DEA"].Total.AsReplier.Closed; got != 5 {
		t.Errorf("DEA closed %d as replier", got)
	}
	if n := len(byID["DEA"].Rows); n != 3 {
		t.Errorf("DEA has %d rows", n)
	}
	if got := byID[insight.Network].Total.AsRequester.Closed; got != 12 {
		t.Errorf("the network closed %d as requester", got)
	}
	if _, ok := byID["FRA"]; ok {
		t.Error("FRA has a report on nothing")
	}
}

func TestBuild_AnyBreakdownAddsUpToItsTotal(t *testing.T) {
	line := rapid.Custom(func(rt *rapid.T) insight.Line {
		op := rapid.SampledFrom([]principal.OperatorCode{"GBA", "DEA", "FRA"}).Draw(rt, "operator")
		place := rapid.SampledFrom([]string{"", "-DON", "-BEL", "-BON"}).Draw(rt, "centre")
		centre := principal.CentreID("")
		if place != "" {
			centre = principal.CentreID(string(op) + place)
		}
		return insight.Line{Side: rapid.SampledFrom([]insight.Side{insight.Replier, insight.Requester}).Draw(rt, "side"), Operator: op, Centre: centre, Counts: counts().Draw(rt, "counts")}
	})
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOfN(line, 0, 12).Draw(rt, "lines")
		for _, r := range insight.Build("2026-11", lines, directory) {
			for _, m := range insight.Measures {
				for _, side := range []insight.Side{insight.Replier, insight.Requester} {
					want := 0
					for _, l := range lines {
						if l.Side == side && (r.Operator == insight.Network || l.Operator == r.Operator) {
							want += *m.Of(&l.Counts)
						}
					}
					rows := 0
					for _, row := range r.Rows {
						rows += *m.Of(row.Figures.Of(side))
					}
					rows += *m.Of(r.Links.Of(side)) // items: of the operator, and of none of its call centres
					if total := *m.Of(r.Total.Of(side)); total != want || rows != want {
						rt.Fatalf("%s, %s as %s: the facts say %d, the rows %d, the total %d", r.ReportID, m.Column, side, want, rows, total)
					}
					for _, row := range r.Rows {
						if c := row.Figures.Of(side); r.Operator != insight.Network && c.Items+c.PreAdvised != 0 {
							rt.Fatalf("%s has items", row.Centre)
						}
					}
				}
			}
		}
	})
}

// Items are of the operator and stand in no row: no call centre has them, and they make none.
func TestBuild_ItemsAreOfTheOperatorAlone(t *testing.T) {
	reports := insight.Build("2026-11", []insight.Line{
		{Side: insight.Requester, Operator: "GBA", Counts: insight.Counts{Items: 1200, PreAdvised: 1188}},
		{Side: insight.Requester, Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Requests: 3}},
		{Side: insight.Replier, Operator: "JPA", Counts: insight.Counts{Items: 7}},
	}, directory)
	byID := map[principal.OperatorCode]insight.Report{}
	for _, r := range reports {
		byID[r.Operator] = r
	}
	gba := byID["GBA"]
	if gba.Total.AsRequester != (insight.Counts{Requests: 3, Items: 1200, PreAdvised: 1188}) || gba.Links.AsRequester != (insight.Counts{Items: 1200, PreAdvised: 1188}) {
		t.Errorf("%+v of %+v", gba.Total.AsRequester, gba.Links.AsRequester)
	}
	for _, row := range gba.Rows {
		if row.Centre == "" || row.Figures.AsRequester.Items != 0 {
			t.Errorf("%+v", row)
		}
	}
	if jpa := byID["JPA"]; len(jpa.Rows) != 0 || jpa.Total.AsReplier.Items != 7 {
		t.Errorf("a post of which nobody asked: %+v", jpa)
	}
	if all := byID[insight.Network]; all.Total.AsRequester.Items != 1200 || all.Total.AsReplier.Items != 7 || all.Links != (insight.Figures{}) {
		t.Errorf("%+v", all.Total)
	}
	plain, counted := gba, gba
	plain.Links = insight.Figures{}
	if a, _ := plain.Digest(); a == "" {
		t.Error("no digest")
	} else if b, _ := counted.Digest(); a == b {
		t.Error("other items are another report")
	}
}

func TestBuild_TheOrderOfLinesDoesNotMatter(t *testing.T) {
	lines := []insight.Line{
		{Side: insight.Replier, Operator: "DEA", Centre: "DEA-BON", Counts: insight.Counts{Due: 1}},
		{Side: insight.Replier, Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Due: 2}},
		{Side: insight.Requester, Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Due: 3}},
	}
	want := insight.Build("2026-11", lines, directory)
	slices.Reverse(lines)
	if d := cmp.Diff(want, insight.Build("2026-11", lines, directory)); d != "" {
		t.Error(d)
	}
}

func TestReport_FindsAFileInALanguageOrAsThereIsOne(t *testing.T) {
	en, de := "a.en.xlsx", "a.de.xlsx"
	now := insight.Report{Files: map[insight.Format]string{insight.XLSX.In("en"): en, insight.XLSX.In("de"): de, insight.CSV: "a.csv"}}
	before := insight.Report{Files: map[insight.Format]string{insight.XLSX: "a.xlsx"}} // from when there was one workbook
	for _, c := range []struct {
		report   insight.Report
		format   insight.Format
		language string
		want     string
	}{
		{now, insight.XLSX, "de", de}, {now, insight.XLSX, "en", en}, {now, insight.XLSX, "es", en}, {now, insight.CSV, "de", "a.csv"}, {now, insight.PDF, "de", ""},
		{before, insight.XLSX, "de", "a.xlsx"}, {before, insight.XLSX, "en", "a.xlsx"}, {before, insight.CSV, "en", ""},
	} {
		if got, ok := c.report.File(c.format, c.language); got != c.want || ok != (c.want != "") {
			t.Errorf("%s in %s: %q, %v, not %q", c.format, c.language, got, ok, c.want)
		}
	}
	if got := insight.XLSX.In("de").Extension(); got != "de.xlsx" || insight.XLSX.In("de").Kind() != insight.XLSX {
		t.Error(got)
	}
}

func TestReportID_RoundTripAndStrangers(t *testing.T) {
	id := insight.ReportID{Month: "2026-11", Operator: "GBA"}
	if got, err := insight.ParseReportID(id.String()); err != nil || got != id {
		t.Error(got, err)
	}
	for _, bad := range []string{"", "monthly", "monthly-", "monthly-2026-11", "monthly-2026-11-", "monthly-2026-13-GBA", "yearly-2026-11-GBA", "monthly-202611-GBA", "2026-11-GBA"} {
		if got, err := insight.ParseReportID(bad); !problem.Is(err, "report-unknown") {
			t.Errorf("%q is %v, %v", bad, got, err)
		}
	}
}

func TestVisibleTo(t *testing.T) {
	agent := principal.Principal{Subject: "a", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	network := principal.Principal{Subject: "n", Roles: []principal.Role{principal.NetworkAdministrator}}
	for _, c := range []struct {
		who  principal.Principal
		of   principal.OperatorCode
		want bool
	}{
		{agent, "GBA", true}, {agent, "DEA", false}, {agent, insight.Network, false}, {agent, "", false},
		{network, insight.Network, true}, {network, "GBA", true},
		{principal.Principal{Subject: "x"}, "", false}, // no operator matches no operator
		{principal.Principal{Subject: "x", Operator: insight.Network}, insight.Network, false},
	} {
		if got := insight.VisibleTo(c.who, c.of); got != c.want {
			t.Errorf("%s of %q sees %q: %v", c.who.Subject, c.who.Operator, c.of, got)
		}
	}
}

func FuzzParseReportID(f *testing.F) {
	for _, seed := range []string{"monthly-2026-11-GBA", "monthly-2026-11-", "monthly-2026-13-GBA", "monthly-0000-11-GBA", "", "monthly-2026-11-NETWORK-1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := insight.ParseReportID(s)
		if err != nil {
			if !problem.Is(err, "report-unknown") {
				t.Fatal(err)
			}
			return
		}
		if id.String() != s {
			t.Fatalf("%q is read as %q", s, id)
		}
	})
}
