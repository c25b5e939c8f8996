//go:build emulator

package insightdb_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	godiff "github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

var (
	network = query.Viewer{Network: true}
	later   = time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)
	both    = []insight.Side{insight.Replier, insight.Requester}
)

// answer compiles, runs and reads.
func answer(t *testing.T, athena insightdb.Athena, d query.Definition, v query.Viewer) query.Result {
	t.Helper()
	s, err := query.Compile(d, v, later)
	if err != nil {
		t.Fatal(err)
	}
	r, err := athena.Answer(t.Context(), s)
	if err != nil {
		t.Fatalf("%v\n%s\n%v", err, s.SQL, s.Params)
	}
	return r
}

// put stores facts and waits until they can be counted.
func put(t *testing.T, happenings []insight.Happening) insightdb.Athena {
	t.Helper()
	return putFacts(t, factsOf(happenings))
}

func factsOf(happenings []insight.Happening) (facts []insight.Fact) {
	for i, h := range happenings {
		made := insight.FactOf(h)
		if h.ActorKind == "agent" {
			made[0].Agent = "busy"
			if i%4 == 0 {
				made[0].Agent = fmt.Sprintf("rare-%d", i/4%3)
			}
		}
		facts = append(facts, made...)
	}
	return facts
}

func putFacts(t *testing.T, facts []insight.Fact) insightdb.Athena {
	t.Helper()
	stream, athena := lake(t)
	if err := stream.Put(t.Context(), facts...); err != nil {
		t.Fatal(err)
	}
	arrived(t, athena, facts...)
	return athena
}

// arrived waits until all facts that were put can be counted: batches arrive one after the other, and one whose answer was lost twice, so that a
// copy could stand for a fact that is still on its way.
func arrived(t *testing.T, athena insightdb.Athena, facts ...insight.Fact) {
	t.Helper()
	type version struct {
		id string
		of int64
	}
	put := map[version]bool{}
	for _, f := range facts {
		put[version{f.FactID, f.Version}] = true
	}
	kit.Eventually(t, func() error {
		if all, different, err := athena.Delivered(t.Context()); err != nil {
			return err
		} else if all < len(facts) || different < len(put) {
			return kit.ErrNotYet
		}
		return nil
	})
}

// What a definition asks is answered as computed by hand in docs/metrics.md.
func TestAnswer_WorkedMonth(t *testing.T) {
	athena := put(t, november(t))
	gba, dea := query.Viewer{Operator: "GBA"}, query.Viewer{Operator: "DEA"}

	t.Run("by call centre, as replier", func(t *testing.T) {
		got := answer(t, athena, query.Definition{Measures: []string{"on-time-reply", "outstanding"}, Sides: both[:1], Dimensions: []query.Dimension{query.Centre}, From: "2026-11", To: "2026-11"}, gba)
		want := []query.Row{{Keys: []string{"GBA-BEL"}, Counts: insight.Counts{Due: 1, Outstanding: 1}}, {Keys: []string{"GBA-DON"}, Counts: insight.Counts{Due: 1, OnTime: 1}}}
		if d := godiff.Diff(want, got.Rows); d != "" {
			t.Error(d)
		}
	})
	t.Run("an operator sees its own, whatever it filters for", func(t *testing.T) {
		for _, filter := range [][]query.Filter{nil, {{Dimension: query.Operator, Values: []string{"DEA"}}}} {
			got := answer(t, athena, query.Definition{Measures: []string{"requests"}, Sides: both, Dimensions: []query.Dimension{query.Operator}, Filters: filter, From: "2026-10", To: "2026-12"}, gba)
			for _, row := range got.Rows {
				if row.Keys[0] != "GBA" || filter != nil {
					t.Errorf("GBA is shown %v", row)
				}
			}
			if filter != nil && !got.Empty() {
				t.Error("a filter that selects nothing selects nothing")
			}
		}
	})
	t.Run("a link, seen from both ends", func(t *testing.T) {
		ask := func(v query.Viewer, side insight.Side, partner string) insight.Counts {
			return answer(t, athena, query.Definition{Measures: []string{"requests", "on-time-reply", "time-to-reply"}, Sides: []insight.Side{side},
				Filters: []query.Filter{{Dimension: query.Partner, Values: []string{partner}}}, From: "2026-11", To: "2026-11"}, v).Total.Counts
		}
		asReplier, asRequester := ask(dea, insight.Replier, "GBA"), ask(gba, insight.Requester, "DEA")
		asRequester.Requests-- // F has not arrived at any call centre
		if d := godiff.Diff(asReplier, asRequester); d != "" {
			t.Error(d)
		}
		if asReplier != (insight.Counts{Requests: 3, Due: 2, OnTime: 1, ReplyMinutes: 1300, RepliesTimed: 3}) {
			t.Error(asReplier)
		}
	})
	t.Run("compared with the month before", func(t *testing.T) {
		got := answer(t, athena, query.Definition{Measures: []string{"on-time-reply"}, Sides: both[:1], From: "2026-12", To: "2026-12", Compare: query.WithBefore}, dea)
		if d := godiff.Diff(query.Row{Keys: []string{}, Counts: insight.Counts{Due: 1, OnTime: 1}, Compared: &insight.Counts{Due: 2, OnTime: 1}}, got.Total); d != "" {
			t.Error(d)
		}
	})
	t.Run("down to the inquiry: which answers came late", func(t *testing.T) {
		got := answer(t, athena, query.Definition{Measures: []string{"on-time-reply"}, Sides: both[1:], Dimensions: []query.Dimension{query.Inquiry, query.Day}, From: "2026-10", To: "2026-12"}, gba)
		var rows []string
		for _, r := range got.Rows {
			rows = append(rows, fmt.Sprintf("%v %d/%d", r.Keys, r.Counts.OnTime, r.Counts.Due))
		}
		if d := godiff.Diff([]string{"[A 2026-11-03] 1/1", "[B 2026-12-01] 1/1", "[C 2026-11-09] 0/1"}, rows); d != "" {
			t.Error(d)
		}
	})
	t.Run("nothing is there", func(t *testing.T) {
		got := answer(t, athena, query.Definition{Measures: []string{"requests"}, Sides: both, Filters: []query.Filter{{Dimension: query.Product, Values: []string{"' OR 1=1 --"}}}, From: "2026-11", To: "2026-11"}, gba)
		if !got.Empty() {
			t.Error(got)
		}
	})
}

// An inquiry that spans three months: what happened counts where it happened, the answer where it was due. A call centre that moves to
// another zone on the way, and a month that ends on a clock change, move nothing: the month is UTC's, the hour is what it was then.
func TestAnswer_ThreeMonthsAMoveAndAClockChange(t *testing.T) {
	m := &month{t: t}
	local := func(hour, weekday int) func(*insight.Happening) {
		return func(h *insight.Happening) { h.Hour, h.Weekday = &hour, &weekday }
	}
	m.inquiry("K", "GBA-DON", "DEA-BON", "10-31 23:30"). // half past midnight on 1 November in Bonn, whose clocks went back on the 25th
								does("sent", "09-30 23:30", local(0, 4)). // half past midnight on 1 October in Doncaster
								does("routed", "10-01 06:00", local(8, 4)).
								does("replied", "11-02 09:00", reply("DLV", "C", 700), decided(false), local(10, 1)).
								does("read", "11-02 16:00", local(11, 1), opened(10)). // the centre sits in New York by now
								does("closed", "11-03 09:00", local(4, 2), closedAfter(24))
	athena := put(t, m.out)
	got := answer(t, athena, query.Definition{Measures: []string{"requests", "on-time-reply", "replies", "closed", "resolved-in-15-days", "time-to-open"}, Sides: both[1:],
		Dimensions: []query.Dimension{query.Month, query.Hour}, From: "2026-09", To: "2026-11"}, network)
	want := []query.Row{
		{Keys: []string{"2026-09", "0"}, Counts: insight.Counts{Requests: 1}},
		{Keys: []string{"2026-10", "10"}, Counts: insight.Counts{Due: 1}},
		{Keys: []string{"2026-11", "10"}, Counts: insight.Counts{Replies: 1}},
		{Keys: []string{"2026-11", "11"}, Counts: insight.Counts{OpenMinutes: 10, OpensTimed: 1}},
		{Keys: []string{"2026-11", "4"}, Counts: insight.Counts{Closed: 1, ClosedTimed: 1}},
	}
	if d := godiff.Diff(want, got.Rows); d != "" {
		t.Error(d)
	}
}

// The day computed by hand in docs/metrics.md: a dashboard counts two requests in Bonn on 26 November, one of which came half an hour after
// midnight there; by its own day the language of figures finds both, by that of UTC one. So it is with the answers that were due.
func TestAnswer_LocalDay_IsTheDayOfTheDashboard(t *testing.T) {
	m := &month{t: t}
	night := func(h *insight.Happening) { h.Ahead = insight.Ahead{Replier: 1} }
	m.inquiry("P", "GBA-DON", "DEA-BON", "11-26 16:00").does("sent", "11-25 23:20", night).does("routed", "11-25 23:30", night).does("replied", "11-26 09:20", reply("DLV", "C", 80), decided(true))
	m.inquiry("Q", "GBA-DON", "DEA-BON", "11-26 23:30").does("sent", "11-26 08:05").does("routed", "11-26 08:05").
		does("replied", "11-26 14:50", reply("DLV", "C", 345), decided(true), func(h *insight.Happening) { h.Ahead = insight.Ahead{ReplierDue: 1} })
	athena := put(t, m.out)
	for name, c := range map[string]struct {
		operator principal.OperatorCode
		sides    []insight.Side
		want     []query.Row
	}{
		"Bonn": {"DEA", both[:1], []query.Row{{Keys: []string{"2026-11-26"}, Counts: insight.Counts{Requests: 2, Due: 1, OnTime: 1}}, {Keys: []string{"2026-11-27"}, Counts: insight.Counts{Due: 1, OnTime: 1}}}},
		"Doncaster": {"GBA", both[1:], []query.Row{{Keys: []string{"2026-11-25"}, Counts: insight.Counts{Requests: 1}},
			{Keys: []string{"2026-11-26"}, Counts: insight.Counts{Requests: 1, Due: 2, OnTime: 2}}}},
	} {
		got := answer(t, athena, query.Definition{Measures: []string{"requests", "on-time-reply"}, Sides: c.sides, Dimensions: []query.Dimension{query.LocalDay}, From: "2026-11", To: "2026-11"}, query.Viewer{Operator: c.operator})
		if d := godiff.Diff(c.want, got.Rows); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	for dim, want := range map[query.Dimension]int{query.Day: 1, query.LocalDay: 2} {
		d := query.Definition{Measures: []string{"requests"}, Sides: both[:1], Filters: []query.Filter{{Dimension: query.Centre, Values: []string{"DEA-BON"}}, {Dimension: dim, Values: []string{"2026-11-26"}}}, From: "2026-11", To: "2026-11"}
		v := query.Viewer{Operator: "DEA"}
		if got := answer(t, athena, d, v).Total.Counts.Requests; got != want {
			t.Errorf("by %s: %d requests, want %d", dim, got, want)
		}
		if in := inside(t, athena, query.Drill{Definition: d, Measure: "requests", Of: query.Part}, v); in.Count != want {
			t.Errorf("by %s: %d inquiries, want %d", dim, in.Count, want)
		}
	}
}

// A fact that is told again in a later version replaces the one before, wherever it was counted.
func TestAnswer_ACorrectedFactReplacesTheFirst(t *testing.T) {
	stream, athena := lake(t)
	m := &month{t: t}
	m.inquiry("L", "GBA-DON", "DEA-BON", "11-10 10:00").does("replied", "11-09 09:00", reply("DLV", "C", 100), decided(true))
	first := insight.FactOf(m.out[0])
	var corrected []insight.Fact
	for _, f := range first {
		f.Version, f.Product, f.WorkingMinutes = 1800000000, "EMS", new(60)
		corrected = append(corrected, f)
	}
	if err := stream.Put(t.Context(), append(corrected, first...)...); err != nil { // the old one arrives late
		t.Fatal(err)
	}
	d := query.Definition{Measures: []string{"on-time-reply", "time-to-reply"}, Sides: both[:1], Dimensions: []query.Dimension{query.Product}, From: "2026-11", To: "2026-11"}
	arrived(t, athena, append(corrected, first...)...)
	if d := godiff.Diff([]query.Row{{Keys: []string{"EMS"}, Counts: insight.Counts{Due: 1, OnTime: 1, ReplyMinutes: 60, RepliesTimed: 1}}}, answer(t, athena, d, network).Rows); d != "" {
		t.Error(d)
	}
}

// Any breakdown of any figures adds up to their total, and what the operators see adds up to what the network sees.
func TestAnswer_AnyBreakdownAddsUpToItsTotal(t *testing.T) {
	facts := factsOf(random(800))
	athena := putFacts(t, facts)
	r := rand.New(rand.NewPCG(seed, 2))
	dims := []query.Dimension{query.Side, query.Operator, query.Centre, query.Partner, query.PartnerCentre, query.Product, query.Workflow, query.Level, query.ReplyCode,
		query.ReplyClass, query.Actor, query.Urgent, query.Month, query.Week, query.Day, query.LocalDay, query.Weekday, query.Hour}
	for range 8 {
		d := query.Definition{Sides: both[r.IntN(2):], From: "2026-10", To: "2026-12"}
		for _, i := range r.Perm(len(insight.Metrics))[:1+r.IntN(6)] {
			d.Measures = append(d.Measures, insight.Metrics[i].Code)
		}
		if r.IntN(2) == 0 {
			d.Filters = []query.Filter{{Dimension: query.Level, Values: []string{"1"}}}
		}
		whole := answer(t, athena, d, network)
		broken := d
		for _, i := range r.Perm(len(dims))[:1+r.IntN(2)] {
			broken.Dimensions = append(broken.Dimensions, dims[i])
		}
		if got := answer(t, athena, broken, network); got.Truncated || got.Total.Counts != whole.Total.Counts || len(whole.Rows) != 1 {
			t.Errorf("%v of %v by %v:\n%s", d.Measures, d.Sides, broken.Dimensions, godiff.Diff(whole.Total.Counts, got.Total.Counts))
		}
		var parts insight.Figures
		for _, operator := range []principal.OperatorCode{"GBA", "DEA", "FRA"} {
			parts.Add(insight.Figures{AsReplier: answer(t, athena, d, query.Viewer{Operator: operator}).Total.Counts})
		}
		if parts.AsReplier != whole.Total.Counts {
			t.Errorf("%v of %v: the operators' parts (-) and the network's whole (+)\n%s", d.Measures, d.Sides, godiff.Diff(parts.AsReplier, whole.Total.Counts))
		}
	}
	agents(t, athena, facts)
	partners(t, athena)
	if slices.Contains(dims, query.Inquiry) {
		t.Error("the network sees no single inquiry")
	}
}

// agents asks for figures by agent, with other dimensions: they add up to the total, every row is of as many inquiries as it needs, and of
// people of the operator's own call centres.
func agents(t *testing.T, athena insightdb.Athena, facts []insight.Fact) {
	t.Helper()
	head := query.Viewer{Operator: "GBA", Agents: true}
	own := map[string]map[string]bool{} // inquiries by agent and weekday, as replier
	for _, f := range facts {
		if f.Month == "2026-11" && f.Fact == insight.FactEvent && f.ReplierOperator == "GBA" && f.Agent != "" && f.ActingCentre != "" && f.ActingCentre == f.ReplierCentre {
			if own[f.Agent] == nil {
				own[f.Agent] = map[string]bool{}
			}
			own[f.Agent][f.InquiryID] = true
		}
	}
	few, shown := 0, 0
	for _, inquiries := range own {
		if len(inquiries) < query.Limits().AgentInquiries {
			few++
		} else {
			shown++
		}
	}
	if few == 0 || shown == 0 {
		t.Fatalf("%d agents with few inquiries and %d with more: the month tries nothing", few, shown)
	}
	for _, more := range [][]query.Dimension{nil, {query.Centre}, {query.Hour}, {query.Month, query.Side}} {
		for _, measures := range [][]string{{"workload"}, {"workload", "opened", "replies", "time-to-open", "time-to-answer", "closed", "repeat-rate"}} {
			d := query.Definition{Measures: measures, Sides: both, From: "2026-10", To: "2026-12", Compare: query.Alone}
			whole := answer(t, athena, d, head)
			d.Dimensions = append([]query.Dimension{query.Agent}, more...)
			if got := answer(t, athena, d, head); got.Total.Counts != whole.Total.Counts {
				t.Errorf("%v by agent and %v:\n%s", measures, more, godiff.Diff(whole.Total.Counts, got.Total.Counts))
			}
		}
	}
	got := answer(t, athena, query.Definition{Measures: []string{"workload"}, Sides: both[:1], Dimensions: []query.Dimension{query.Agent}, From: "2026-11", To: "2026-11"}, head)
	alone := 0
	for _, row := range got.Rows {
		name := row.Keys[0]
		if name == "" || name == query.FewInquiries {
			continue
		}
		if alone++; len(own[name]) < query.Limits().AgentInquiries {
			t.Errorf("%s is shown alone with %d inquiries", name, len(own[name]))
		}
	}
	if alone != shown {
		t.Errorf("%d agents are shown alone, %d have done enough", alone, shown)
	}
}

// partners asks as one post for the sums of everyone: as the network sees them, but for those of few inquiries, which stand together; the total is the network's.
func partners(t *testing.T, athena insightdb.Athena) {
	t.Helper()
	for _, month := range []insight.Month{"2026-11", "2026-12"} {
		d := query.Definition{Measures: []string{"requests", "replies", "time-to-reply"}, Sides: both[:1], Dimensions: []query.Dimension{query.Operator}, From: month, To: month}
		all := answer(t, athena, d, network)
		d.Whose = query.Everyone
		seen := answer(t, athena, d, query.Viewer{Operator: "GBA", Shared: true})
		if seen.Total.Counts != all.Total.Counts {
			t.Errorf("%s: a post (-) and the network (+)\n%s", month, godiff.Diff(seen.Total.Counts, all.Total.Counts))
		}
		for _, row := range seen.Rows {
			i := slices.IndexFunc(all.Rows, func(r query.Row) bool { return r.Keys[0] == row.Keys[0] })
			if row.Keys[0] != query.FewInquiries && (i < 0 || all.Rows[i].Counts != row.Counts) {
				t.Errorf("%s: %v is none of the network's rows", month, row)
			}
		}
		if !slices.ContainsFunc(seen.Rows, func(r query.Row) bool { return r.Keys[0] == "GBA" }) {
			t.Errorf("%s: one's own figures are missing, however few", month)
		}
	}
}
