//go:build emulator

package insightdb_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	godiff "github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// inside compiles, runs and reads what made a figure.
func inside(t *testing.T, athena insightdb.Athena, d query.Drill, v query.Viewer) query.Inside {
	t.Helper()
	s, err := query.CompileDrill(d, v, later)
	if err != nil {
		t.Fatal(err)
	}
	in, err := athena.Inside(t.Context(), s)
	if err != nil {
		t.Fatalf("%v\n%s\n%v", err, s.SQL, s.Params)
	}
	return in
}

// The month computed by hand in docs/metrics.md, figure by figure down to its inquiries.
func TestInside_WorkedMonth(t *testing.T) {
	athena := put(t, november(t))
	gba, dea := query.Viewer{Operator: "GBA"}, query.Viewer{Operator: "DEA"}
	november := func(sides []insight.Side, dims []query.Dimension, measures ...string) query.Definition {
		return query.Definition{Measures: measures, Sides: sides, Dimensions: dims, From: "2026-11", To: "2026-11"}
	}
	for name, c := range map[string]struct {
		viewer query.Viewer
		drill  query.Drill
		want   []string // inquiry, value, when
		total  int
	}{
		"what Bonn was asked": {dea, query.Drill{Definition: november(both[:1], []query.Dimension{query.Centre}, "requests"), Keys: []string{"DEA-BON"}, Measure: "requests", Of: query.Part},
			[]string{"B 1 11-27 09:01", "C 1 11-05 09:01", "A 1 11-02 09:01"}, 3},
		"its answers that were due": {dea, query.Drill{Definition: november(both[:1], nil, "on-time-reply"), Measure: "on-time-reply", Of: query.Whole},
			[]string{"C 1 11-09 12:01", "A 1 11-02 14:01"}, 2},
		"… and in time": {dea, query.Drill{Definition: november(both[:1], nil, "on-time-reply"), Measure: "on-time-reply", Of: query.Part}, []string{"A 1 11-02 14:01"}, 1},
		"… and late":    {dea, query.Drill{Definition: november(both[:1], nil, "on-time-reply"), Measure: "on-time-reply", Of: query.Rest}, []string{"C 1 11-09 12:01"}, 1},
		"… by people: the automatic one is taken off": {dea, query.Drill{Definition: november(both[:1], nil, "on-time-by-people"), Measure: "on-time-by-people", Of: query.Whole},
			[]string{"C 1 11-09 12:01"}, 1},
		"its minutes to reply, the longest first": {dea, query.Drill{Definition: november(both[:1], nil, "time-to-reply"), Measure: "time-to-reply", Of: query.Part},
			[]string{"C 900 11-10 09:00", "A 300 11-02 14:01", "B 100 11-30 09:00"}, 1300},
		"D was answered twice": {gba, query.Drill{Definition: november(both[:1], []query.Dimension{query.Side, query.Partner}, "replies"), Keys: []string{"replier", "DEA"}, Measure: "replies", Of: query.Part},
			[]string{"D 2 11-13 11:50"}, 2},
		"one side of both": {gba, query.Drill{Definition: november(both, []query.Dimension{query.Side}, "requests"), Keys: []string{"requester"}, Measure: "requests", Of: query.Part},
			[]string{"F 1 11-30 23:50", "B 1 11-27 09:00", "C 1 11-05 09:00", "A 1 11-02 09:00"}, 4},
		"what is outstanding": {gba, query.Drill{Definition: november(both[:1], []query.Dimension{query.Centre, query.Month}, "outstanding"), Keys: []string{"GBA-BEL", "2026-11"}, Measure: "outstanding", Of: query.Part},
			[]string{"E 1 11-30 17:01"}, 1},
		"a filter stays": {gba, query.Drill{Definition: query.Definition{Measures: []string{"requests"}, Sides: both, Filters: []query.Filter{{Dimension: query.Centre, Values: []string{"GBA-BEL"}}}, From: "2026-11", To: "2026-11",
			Compare: query.WithBefore}, Measure: "requests", Of: query.Part}, []string{"E 1 11-26 09:01", "C 1 11-05 09:00"}, 2},
		"a row that is not there": {gba, query.Drill{Definition: november(both, []query.Dimension{query.Centre}, "requests"), Keys: []string{"DEA-BON"}, Measure: "requests", Of: query.Part}, nil, 0},
		"a key is a value":        {gba, query.Drill{Definition: november(both, []query.Dimension{query.Centre}, "requests"), Keys: []string{"' OR '1'='1"}, Measure: "requests", Of: query.Part}, nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got := inside(t, athena, c.drill, c.viewer)
			var said []string
			for _, i := range got.Items {
				said = append(said, fmt.Sprint(i.Inquiry, " ", i.Value, " ", i.At.Format("01-02 15:04")))
			}
			if d := godiff.Diff(c.want, said); d != "" {
				t.Error(d)
			}
			if got.Total != c.total || got.Count != len(c.want) || got.Truncated {
				t.Errorf("%+v", got)
			}
		})
	}
}

// An inquiry that spans three months counts in each with what happened there.
func TestInside_ThreeMonths(t *testing.T) {
	m := &month{t: t}
	m.inquiry("K", "GBA-DON", "DEA-BON", "10-31 23:30").does("sent", "09-30 23:30").does("routed", "10-01 06:00").
		does("replied", "11-02 09:00", reply("DLV", "C", 700), decided(false)).does("closed", "11-03 09:00", closedAfter(24))
	athena := put(t, m.out)
	for _, c := range []struct {
		measure, month string
		of             query.Share
		want           string
	}{
		{"requests", "2026-09", query.Part, "[{K 1 2026-09-30 23:30:00 +0000 UTC}]"}, {"requests", "2026-10", query.Part, "[]"},
		{"on-time-reply", "2026-10", query.Whole, "[{K 1 2026-11-02 09:00:00 +0000 UTC}]"}, {"on-time-reply", "2026-10", query.Part, "[]"}, {"on-time-reply", "2026-11", query.Whole, "[]"},
		{"time-to-reply", "2026-11", query.Part, "[{K 700 2026-11-02 09:00:00 +0000 UTC}]"},
	} {
		d := query.Drill{Definition: query.Definition{Measures: []string{c.measure}, Sides: both[1:], Dimensions: []query.Dimension{query.Month}, From: "2026-09", To: "2026-11"}, Keys: []string{c.month}, Measure: c.measure, Of: c.of}
		if got := fmt.Sprint(inside(t, athena, d, query.Viewer{Operator: "GBA"}).Items); got != c.want {
			t.Errorf("%s of %s (%s): %s, not %s", c.measure, c.month, c.of, got, c.want)
		}
	}
}

// Whatever the figure: what its inquiries add is the figure.
func TestInside_TheInquiriesAddUpToTheFigure(t *testing.T) {
	athena := put(t, random(800))
	r := rand.New(rand.NewPCG(seed, 3))
	dims := []query.Dimension{query.Side, query.Operator, query.Centre, query.Partner, query.Product, query.Level, query.ReplyClass, query.Actor, query.Urgent, query.Month, query.Day, query.LocalDay, query.Weekday, query.Inquiry}
	figures := 0
	for range 12 {
		d := query.Definition{Sides: both[r.IntN(2):], From: "2026-10", To: "2026-12"}
		for _, i := range r.Perm(len(insight.Metrics)) {
			if m := insight.Metrics[i]; len(d.Measures) < 2 && !query.CountedOfItems(m) {
				d.Measures = append(d.Measures, m.Code)
			}
		}
		for _, i := range r.Perm(len(dims))[:r.IntN(3)] {
			d.Dimensions = append(d.Dimensions, dims[i])
		}
		if r.IntN(2) == 0 {
			d.Filters = []query.Filter{{Dimension: query.ReplyClass, Values: []string{"C", ""}}}
		}
		v := query.Viewer{Operator: []principal.OperatorCode{"GBA", "DEA"}[r.IntN(2)]}
		rows := answer(t, athena, d, v).Rows
		if len(rows) == 0 {
			continue
		}
		row := rows[r.IntN(len(rows))]
		for _, code := range d.Measures {
			m, _ := query.Metric(code)
			part, whole := m.Parts(row.Counts)
			for of, figure := range map[query.Share]int{query.Part: part, query.Whole: whole, query.Rest: whole - part} {
				if of != query.Part && m.Count != nil || of == query.Rest && m.Ratio == nil {
					continue
				}
				got := inside(t, athena, query.Drill{Definition: d, Keys: row.Keys, Measure: code, Of: of}, v)
				sum := 0
				for _, i := range got.Items {
					sum += i.Value
				}
				if got.Total != figure || sum != figure || got.Truncated || len(got.Items) != got.Count {
					t.Errorf("%s (%s) of %v by %v: the figure is %d, its inquiries add %d and say %d", code, of, row.Keys, d.Dimensions, figure, sum, got.Total)
				}
				if !slices.IsSortedFunc(got.Items, func(a, b query.Contribution) int {
					if a.Value != b.Value {
						return b.Value - a.Value
					}
					return b.At.Compare(a.At)
				}) {
					t.Errorf("%s (%s): not in order", code, of)
				}
				figures++
			}
		}
	}
	if figures < 20 {
		t.Errorf("only %d figures were looked into", figures)
	}
}

// An answer holds 500 inquiries and says when there are more; the total is of all.
func TestInside_MoreThanAnAnswerHolds(t *testing.T) {
	m := &month{t: t}
	for i := range query.MaxInquiries + 7 {
		m.inquiry(fmt.Sprintf("I%04d", i), "GBA-DON", "DEA-BON", "").does("sent", "11-02 09:00", func(h *insight.Happening) { h.At = h.At.Add(time.Duration(i) * time.Second) })
	}
	athena := put(t, m.out)
	got := inside(t, athena, query.Drill{Definition: query.Definition{Measures: []string{"requests"}, Sides: both[1:], From: "2026-11", To: "2026-11"}, Measure: "requests", Of: query.Part}, query.Viewer{Operator: "GBA"})
	if !got.Truncated || len(got.Items) != query.MaxInquiries || got.Total != query.MaxInquiries+7 || got.Count != query.MaxInquiries+7 || got.Items[0].Inquiry != fmt.Sprintf("I%04d", query.MaxInquiries+6) {
		t.Errorf("%d items of %d, total %d, truncated %t, first %v", len(got.Items), got.Count, got.Total, got.Truncated, got.Items[0])
	}
}

// What a caller writes is a value to the engine too, in filters and in keys: it selects what is called so, and that is nothing.
func TestAnswer_AnInjectionSelectsNothing(t *testing.T) {
	athena := put(t, november(t))
	evil := []string{"' OR '1'='1", "'; DROP TABLE facts; --", "\\' OR 1=1 --", "') UNION ALL SELECT 1 --", "?", "$1", ":1", "{{x}}", "/* */", "%", "_", "''", "\"", "ʼ OR 1=1", "EMS\n--", strings.Repeat("'", 64)}
	d := query.Definition{Measures: []string{"requests"}, Sides: both, Dimensions: []query.Dimension{query.Product}, Filters: []query.Filter{{Dimension: query.Product, Values: evil}}, From: "2026-11", To: "2026-11"}
	gba := query.Viewer{Operator: "GBA"}
	if got := answer(t, athena, d, gba); !got.Empty() || len(got.Rows) != 0 {
		t.Errorf("%+v", got)
	}
	d.Filters[0].Values = append(evil, "PPR") // … and does not keep what is there from being found
	if got := answer(t, athena, d, gba); got.Total.Counts.Requests != 6 || len(got.Rows) != 1 {
		t.Errorf("%+v", got)
	}
	for _, e := range evil {
		d.Filters = []query.Filter{{Dimension: query.Partner, Values: []string{e, "DEA"}}}
		if got := inside(t, athena, query.Drill{Definition: d, Keys: []string{e}, Measure: "requests", Of: query.Part}, gba); got.Count != 0 {
			t.Errorf("%q: %+v", e, got)
		}
	}
}
