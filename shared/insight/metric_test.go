package insight_test

import (
	"os"
	"reflect"
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

func TestRatio_MeetsItsTargetByTheCountsNotTheRounding(t *testing.T) {
	almost := insight.Ratio{Part: 9796, Whole: 10000} // shown as 98.0 %
	if tenths, _ := almost.Tenths(); tenths != 980 || almost.Meets(980) {
		t.Errorf("97.96 %% shows as %d tenths and meets 98 %%: %v", tenths, almost.Meets(980))
	}
	if !(insight.Ratio{Part: 98, Whole: 100}).Meets(980) {
		t.Error("98 of 100 is 98 %")
	}
	if (insight.Ratio{}).Meets(0) {
		t.Error("nothing meets no target")
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
		for _, set := range []bool{m.Ratio != nil, m.Mean != nil, m.Count != nil} {
			if set {
				ways++
			}
		}
		if ways != 1 || m.Formula == "" || m.Unit == "" || m.Better == "" || m.Target > 0 && m.Source == "" {
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
		if m.Target > 0 {
			target = insight.Decimal(m.Target)
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

func TestNotMeasured_AreOnThePageWithTheReason(t *testing.T) {
	page, err := os.ReadFile("../../docs/metrics.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range insight.NotMeasured {
		if row := strings.Join([]string{"| `" + m.Code + "`", m.Name, m.Formula, m.Unit, m.Reason}, " | ") + " |"; !strings.Contains(string(page), row) {
			t.Errorf("docs/metrics.md lacks\n%s", row)
		}
	}
}

func TestMetric_NeedsWhatChangesIt(t *testing.T) {
	for _, c := range []struct {
		metric insight.Metric
		want   string
	}{
		{insight.OnTimeReplies, "due on_time"}, {insight.OnTimeByPeople, "due on_time automatic_due automatic_on_time"}, {insight.Outstanding, "outstanding"},
		{insight.Reopened, "conclusive rejected"}, {insight.DataQuality, "requests returned"}, {insight.TimeWaiting, "waiting_minutes waits_timed"},
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
