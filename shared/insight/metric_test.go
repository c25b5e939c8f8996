package insight_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

func TestRatio_Tenths(t *testing.T) {
	for _, c := range []struct {
		part, whole, want int
		none              bool
	}{
		{0, 0, 0, true}, {0, 7, 0, false}, {7, 7, 1000, false}, {2, 3, 667, false}, {1, 3, 333, false}, {1, 8, 125, false},
		{1, 16, 63, false}, // 6.25 %: half up
		{1999, 2000, 1000, false}, {979, 1000, 979, false},
	} {
		got, ok := insight.Ratio{Part: c.part, Whole: c.whole}.Tenths()
		if got != c.want || ok == c.none {
			t.Errorf("%d of %d is %d tenths, %v", c.part, c.whole, got, ok)
		}
	}
}

// A target is reached by what a figure is made of, not by how it is rounded; the better way says on which side of it. The pages, which add groups up,
// decide by the same cases (insightRows.test.ts).
func TestMetric_ReachesItsTargetByTheCountsNotTheRounding(t *testing.T) {
	text, err := os.ReadFile("testdata/reaches.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Metric      string
		Counts      insight.Counts
		Part, Whole int
		Reached     *bool
	}
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) == 0 {
		t.Fatal(cases, err)
	}
	for _, c := range cases {
		m := insight.Metrics[slices.IndexFunc(insight.Metrics, func(m insight.Metric) bool { return m.Code == c.Metric })]
		if part, whole := m.Parts(c.Counts); part != c.Part || whole != c.Whole {
			t.Errorf("%s of %+v is %d of %d", c.Metric, c.Counts, part, whole)
		}
		if reached, known := m.Reaches(c.Counts); known != (c.Reached != nil) || known && reached != *c.Reached {
			t.Errorf("%s of %+v reaches its target: %v, known %v", c.Metric, c.Counts, reached, known)
		}
	}
}

func TestMean_Tenths(t *testing.T) {
	if got, ok := (insight.Mean{Total: 1300, Count: 3}).Tenths(); !ok || got != 4333 {
		t.Error(got, ok)
	}
	if got, ok := (insight.Mean{Total: 0, Count: 2}).Tenths(); !ok || got != 0 {
		t.Error("opened at once is 0 minutes, not unknown:", got, ok)
	}
	if _, ok := (insight.Mean{}).Tenths(); ok {
		t.Error("an average of nothing")
	}
}

func TestMeasures_NameEveryCountOnce(t *testing.T) {
	var c insight.Counts
	for _, m := range insight.Measures {
		*m.Of(&c)++
	}
	v := reflect.ValueOf(c)
	if v.NumField() != len(insight.Measures) {
		t.Fatalf("%d fields, %d measures", v.NumField(), len(insight.Measures))
	}
	for i := range v.NumField() {
		if v.Field(i).Int() != 1 {
			t.Errorf("%s is named by %d measures", v.Type().Field(i).Name, v.Field(i).Int())
		}
	}
}

func TestMetrics_AreComputedInExactlyOneWay(t *testing.T) {
	for _, m := range insight.Metrics {
		ways := 0
		for _, set := range []bool{m.Ratio != nil, m.Rate != nil, m.Mean != nil, m.Count != nil} {
			if set {
				ways++
			}
		}
		if ways != 1 || m.Formula == "" || m.Unit == "" || m.Better == "" || (m.Target == nil) != (m.Source == "") {
			t.Errorf("%s: %d ways, formula %q, unit %q, better %q, source %q", m.Code, ways, m.Formula, m.Unit, m.Better, m.Source)
		}
	}
}

func TestMetrics_AreOnThePage(t *testing.T) {
	page, err := os.ReadFile("../../docs/metrics.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range insight.Metrics {
		target := "–"
		if m.Target != nil {
			target = insight.Decimal(*m.Target)
		}
		row := strings.Join([]string{"| `" + m.Code + "`", m.Name, m.Formula, string(m.Unit), string(m.Better), target, m.Source}, " | ") + " |"
		if m.Source == "" {
			row = strings.TrimSuffix(row, "|  |") + "| – |"
		}
		if !strings.Contains(string(page), row) {
			t.Errorf("docs/metrics.md lacks\n%s", row)
		}
	}
}

func TestInquiryRate_SaysOverHowManyItems_AndWhetherThatIsAll(t *testing.T) {
	for _, c := range []struct {
		part, items, advised int
		want                 string
	}{
		{3, 400, 400, "7.5 true"}, {3, 1200, 1188, "2.5 true"}, {3, 1200, 1187, "2.5 false"}, {1, 3, 0, "333.3 false"}, {2, 3, 3, "666.7 true"}, {0, 10, 10, "0.0 true"},
		{1, 20001, 0, "0.0 false"}, {1, 20000, 0, "0.1 false"}, {5, 2, 2, "2500.0 true"}, {4, 0, 0, ""},
	} {
		counts := insight.Counts{Requests: c.part, Items: c.items, PreAdvised: c.advised}
		got := ""
		if tenths, ok := insight.InquiryRate.Tenths(counts); ok {
			got = fmt.Sprint(insight.Decimal(tenths), " ", insight.InquiryRate.Rate(counts).Whole())
		}
		if got != c.want {
			t.Errorf("%d on %d items, %d of them pre-advised: %q, not %q", c.part, c.items, c.advised, got, c.want)
		}
	}
	if part, whole := insight.InquiryRate.Parts(insight.Counts{Requests: 3, Items: 400, PreAdvised: 1}); part != 3 || whole != 400 {
		t.Error(part, whole)
	}
}

func TestMetric_NeedsWhatChangesIt(t *testing.T) {
	for _, c := range []struct {
		metric insight.Metric
		want   string
	}{
		{insight.OnTimeReplies, "due on_time"}, {insight.OnTimeByPeople, "due on_time automatic_due automatic_on_time"}, {insight.Outstanding, "outstanding"},
		{insight.Reopened, "conclusive rejected"}, {insight.DataQuality, "requests returned"}, {insight.TimeWaiting, "waiting_minutes waits_timed"}, {insight.InquiryRate, "requests items pre_advised"},
	} {
		var got []string
		for _, m := range c.metric.Needs() {
			got = append(got, m.Column)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s needs %v", c.metric.Code, got)
		}
	}
}

func counts() *rapid.Generator[insight.Counts] {
	return rapid.Custom(func(rt *rapid.T) (c insight.Counts) {
		for _, m := range insight.Measures {
			*m.Of(&c) = rapid.IntRange(0, 50).Draw(rt, m.Column)
		}
		return c
	})
}

// What the system sends by itself is always in time and at once: figures say what is left when it is set aside.
func TestMetrics_ByPeople_SetAutomaticRepliesAside(t *testing.T) {
	c := insight.Counts{Replies: 5, Due: 5, OnTime: 4, ReplyMinutes: 900, RepliesTimed: 5, Automatic: 2, AutomaticDue: 2, AutomaticOnTime: 2, AutomaticTimed: 2}
	for _, m := range []struct {
		metric insight.Metric
		want   int
	}{{insight.OnTimeReplies, 800}, {insight.OnTimeByPeople, 667}, {insight.AutomaticReplies, 400}, {insight.TimeToReply, 1800}, {insight.TimeToReplyByPeople, 3000}} {
		if got, ok := m.metric.Tenths(c); !ok || got != m.want {
			t.Errorf("%s: %d, want %d", m.metric.Code, got, m.want)
		}
	}
}
