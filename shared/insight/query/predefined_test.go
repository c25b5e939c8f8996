package query_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
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
				for _, s := range []query.Subject{{}, {Partner: "DEA", Product: "EMS"}, {Centre: "GBA-DON", Partner: "DEA", Product: "EMS"}} {
					charts, err := query.Fill(r.Code, s, "2026-10", c, v)
					if err != nil || len(charts) == 0 {
						t.Fatal(r.Code, err)
					}
					for _, chart := range charts {
						if _, err := query.Compile(chart.Definition, v, now); err != nil {
							t.Errorf("%s, %s, of %+v, compared %q: %v", r.Code, chart.Code, s, c, err)
						}
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

// A subject that a report cannot be about is named; it is not answered with nothing.
func TestFill_NamesWhatAReportCannotBeAbout(t *testing.T) {
	shared := query.Viewer{Operator: "GBA", Shared: true}
	for name, c := range map[string]struct {
		viewer  query.Viewer
		subject query.Subject
		want    string
	}{
		"one's own":                                  {gba, query.Subject{Operator: "GBA", Centre: "GBA-DON", Partner: "DEA", Product: "EMS"}, ""},
		"another post":                               {gba, query.Subject{Operator: "DEA"}, "operator"},
		"a call centre of another post":              {gba, query.Subject{Centre: "DEA-BON"}, "centre"},
		"a call centre of another than is named":     {network, query.Subject{Operator: "GBA", Centre: "DEA-BON"}, "centre"},
		"a call centre, for the network":             {network, query.Subject{Centre: "DEA-BON"}, ""},
		"everyone, not agreed":                       {gba, query.Subject{Whose: query.Everyone}, "whose"},
		"everyone":                                   {shared, query.Subject{Whose: query.Everyone, Product: "EMS"}, ""},
		"one post's sums":                            {shared, query.Subject{Whose: query.Everyone, Operator: "DEA"}, "operator"},
		"everyone's call centre and everyone's link": {shared, query.Subject{Whose: query.Everyone, Centre: "GBA-DON", Partner: "DEA"}, "centre partner"},
		"neither":                                    {shared, query.Subject{Whose: "theirs"}, "whose"},
		"neither, for the network":                   {network, query.Subject{Whose: "theirs"}, "whose"},
	} {
		_, err := query.Fill("on-time", c.subject, "2026-10", query.Alone, c.viewer)
		var fields []string
		if p := problem.As(err); p != nil {
			for _, f := range p.Fields {
				fields = append(fields, f.Name)
			}
		}
		if got := strings.Join(fields, " "); got != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := query.Fill("on-time", query.Subject{}, "2026-10", query.Alone, query.Viewer{}); !problem.Is(err, "role-missing") {
		t.Error(err)
	}
}

// Of all posts a report shows sums by post and nothing that leads into one of them; a report of nothing else is refused.
func TestFill_OfEveryone(t *testing.T) {
	shared := query.Viewer{Operator: "GBA", Shared: true}
	want := map[string]string{
		"on-time":        "by-centre: operator; by-product: side operator product; trend: side operator month",
		"requests":       "by-workflow: side operator workflow; by-product: side operator product; trend: side operator month",
		"response-times": "by-centre: side operator; by-workflow: side operator workflow; trend: side operator month",
		"resolution":     "by-centre: side operator; trend: side operator month",
		"workload":       "by-centre: side operator",
		"bottlenecks":    "by-centre: side operator; by-level: operator workflow level",
		"outstanding":    "by-centre: side operator",
		"data-quality":   "by-workflow: side operator workflow; trend: side operator month",
	}
	for _, r := range query.Reports() {
		charts, err := query.Fill(r.Code, query.Subject{Whose: query.Everyone}, "2026-10", query.WithBefore, shared)
		if _, ok := want[r.Code]; !ok {
			if !problem.Is(err, "query-invalid") || problem.As(err).Fields[0].Name != "whose" || query.OfEveryone(r.Code) {
				t.Errorf("%s: %v", r.Code, err)
			}
			continue
		}
		var got []string
		for _, chart := range charts {
			var dims []string
			for _, d := range chart.Definition.Dimensions {
				dims = append(dims, string(d))
			}
			got = append(got, chart.Code+": "+strings.Join(dims, " "))
			if _, err := query.Compile(chart.Definition, shared, now); err != nil {
				t.Errorf("%s, %s: %v", r.Code, chart.Code, err)
			}
		}
		if d := cmp.Diff(want[r.Code], strings.Join(got, "; ")); d != "" || err != nil || !query.OfEveryone(r.Code) {
			t.Errorf("%s: %v %s", r.Code, err, d)
		}
	}
	seen, err := query.Fill("links", query.Subject{Whose: query.Everyone}, "2026-10", query.Alone, network)
	if err != nil || len(seen) != 1 || seen[0].Definition.Whose != query.Own || !slices.Contains(seen[0].Definition.Dimensions, query.Partner) {
		t.Errorf("the network sees all as it is: %+v, %v", seen, err)
	}
}

func TestFill_TheNetworkGetsNoListOfInquiries(t *testing.T) {
	for viewer, want := range map[query.Viewer]int{gba: 3, network: 2} {
		if charts, err := query.Fill("outstanding", query.Subject{}, "2026-10", query.Alone, viewer); err != nil || len(charts) != want {
			t.Errorf("%+v: %d charts, %v", viewer, len(charts), err)
		}
	}
}

// The requests of a post, a link or a product come with their rate; those of a call centre do not, since items have none.
func TestFill_ACallCentreHasNoItems(t *testing.T) {
	for subject, want := range map[query.Subject]int{{}: 2, {Partner: "DEA"}: 2, {Product: "EMS"}: 2, {Centre: "GBA-DON"}: 0} {
		charts, err := query.Fill("requests", subject, "2026-10", query.Alone, gba)
		rates := 0
		for _, c := range charts {
			if slices.Contains(c.Definition.Measures, "inquiry-rate") {
				rates++
			}
		}
		if err != nil || rates != want || len(charts) != 3+want {
			t.Errorf("%+v: %d rates of %d charts, %v", subject, rates, len(charts), err)
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
