package query_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Every predefined report is a valid question of an operator's people and of the network, alone and compared.
func TestReports_Compile(t *testing.T) {
	if len(query.Reports()) != 9 {
		t.Errorf("%d reports", len(query.Reports()))
	}
	for _, r := range query.Reports() {
		for _, v := range []query.Viewer{gba, network} {
			for _, c := range []query.Comparison{query.Alone, query.WithBefore, query.WithLastYear} {
				charts, err := query.Fill(r.Code, query.Subject{Centre: "GBA-DON", Partner: "DEA", Product: "EMS"}, "2026-10", c, v)
				if err != nil || len(charts) == 0 {
					t.Fatal(r.Code, err)
				}
				for _, chart := range charts {
					if _, err := query.Compile(chart.Definition, v, now); err != nil {
						t.Errorf("%s, %s, compared %q: %v", r.Code, chart.Code, c, err)
					}
				}
			}
		}
	}
}

func TestFill(t *testing.T) {
	charts, err := query.Fill("on-time", query.Subject{Centre: "GBA-DON", Partner: "DEA"}, "2026-10", query.WithLastYear, gba)
	if err != nil {
		t.Fatal(err)
	}
	filters := []query.Filter{{Dimension: query.Centre, Values: []string{"GBA-DON"}}, {Dimension: query.Partner, Values: []string{"DEA"}}}
	if d := cmp.Diff(query.Definition{Measures: []string{"on-time-reply", "on-time-by-people", "outstanding"}, Sides: sides[:1], Dimensions: []query.Dimension{query.Centre},
		Filters: filters, From: "2026-10", To: "2026-10", Compare: query.WithLastYear}, charts[0].Definition); d != "" {
		t.Error(d)
	}
	if trend := charts[2].Definition; trend.From != "2025-10" || trend.To != "2026-10" || trend.Compare != query.Alone {
		t.Errorf("thirteen months, so that the same month of last year is there: %+v", trend)
	}
	for _, code := range []string{"", "profit", "on-time' --"} {
		if _, err := query.Fill(code, query.Subject{}, "2026-10", query.Alone, gba); !problem.Is(err, "insight-report-unknown") {
			t.Errorf("%q: %v", code, err)
		}
	}
}

func TestFill_TheNetworkGetsNoListOfInquiries(t *testing.T) {
	for viewer, want := range map[query.Viewer]int{gba: 3, network: 2} {
		if charts, err := query.Fill("outstanding", query.Subject{}, "2026-10", query.Alone, viewer); err != nil || len(charts) != want {
			t.Errorf("%+v: %d charts, %v", viewer, len(charts), err)
		}
	}
}

// The data files say where their content is from, and hold nothing that nobody reads.
func TestFiles_SayTheirOrigin(t *testing.T) {
	for _, name := range []string{"reports.json", "terms.json"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Origin string `json:"origin"`
		}
		if err := json.Unmarshal(text, &file); err != nil || file.Origin == "" {
			t.Errorf("%s: %q, %v", name, file.Origin, err)
		}
	}
	if l := query.Limits(); l.QueryBytes <= 0 || l.DayBytes < l.QueryBytes || l.BilledBytes <= 0 || l.FreshSeconds <= 0 || l.KeptHours <= 0 || l.AgentInquiries < 10 {
		t.Errorf("%+v", l)
	}
}
