//go:build emulator

package insightdb_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
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
		want := []query.Row{{Keys: []string{"GBA-BEL"}, Counts: insight.Counts{Due: 1, Outstanding: 1}}, {Keys: []string{"GBA-DON"}, Counts: insight.Counts{Due: 1, OnTime: 1, Outstanding: 1}}}
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
		if d := godiff.Diff([]string{"[A 2026-11-03] 1/1", "[B 2026-12-01] 1/1", "[C 2026-11-09] 0/1", "[J 2026-10-20] 0/1"}, rows); d != "" {
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
// another zone on the way moves nothing: the month is UTC's, the hour is what it was then (inquirydb measures it, TestSave_ACallCentreMovedZones…).
func TestAnswer_ThreeMonthsAndAMove(t *testing.T) {
	m := &month{t: t}
	local := func(hour, weekday int) func(*insight.Happening) {
		return func(h *insight.Happening) { h.Hour, h.Weekday = &hour, &weekday }
	}
	late := func(h *insight.Happening) { // on a Monday, of an answer that was due on Saturday in one place and on Sunday in the other
		h.Clocks = insight.Clocks{Requester: new(9), Replier: new(10), RequesterDue: new(5*24 + 23), ReplierDue: new(6 * 24)}
	}
	m.inquiry("K", "GBA-DON", "DEA-BON", "10-31 23:30"). // half past midnight on 1 November in Bonn, whose clocks went back on the 25th
								does("sent", "09-30 23:30", local(0, 4)). // half past midnight on 1 October in Doncaster
								does("routed", "10-01 06:00", local(8, 4)).
								does("replied", "11-02 09:00", reply("DLV", "C", 700), decided(false), local(10, 1), late).
								does("read", "11-02 16:00", local(11, 1), opened(10)). // the centre sits in New York by now
								does("closed", "11-03 09:00", local(4, 2), closedAfter(24))
	athena := put(t, m.out)
	got := answer(t, athena, query.Definition{Measures: []string{"requests", "on-time-reply", "replies", "closed", "resolved-in-15-days", "time-to-open"}, Sides: both[1:],
		Dimensions: []query.Dimension{query.Month, query.Hour}, From: "2026-09", To: "2026-11"}, network)
	want := []query.Row{
		{Keys: []string{"2026-09", "0"}, Counts: insight.Counts{Requests: 1}},
		{Keys: []string{"2026-10", "23"}, Counts: insight.Counts{Due: 1}}, // on the clock of whoever waited for it
		{Keys: []string{"2026-11", "11"}, Counts: insight.Counts{OpenMinutes: 10, OpensTimed: 1}},
		{Keys: []string{"2026-11", "4"}, Counts: insight.Counts{Closed: 1, Outlived: 1}},
		{Keys: []string{"2026-11", "9"}, Counts: insight.Counts{Replies: 1}},
	}
	if d := godiff.Diff(want, got.Rows); d != "" {
		t.Error(d)
	}
}

// What is outstanding is what stands at a month's end. K was due on 20 October and stands at the end of October and November; it is answered on 2 December. L was
// due on 31 October, half an hour before the month was over, and is found on 1 November: it stands at the end of October and is answered on the 3rd. M was due on
// 5 November and stands from then on. Months do not add up: of three months it is what stands at the end of the last, and by day it stands where it was due.
func TestAnswer_OutstandingIsWhatStandsAtTheEnd(t *testing.T) {
	m := &month{t: t}
	m.inquiry("K", "GBA-DON", "DEA-BON", "10-20 12:00").does("overdue", "10-20 12:01", decided(false)).does("carried", "11-01 00:00", carried).does("reminded", "11-03 16:00").
		does("carried", "12-01 00:00", carried).does("replied", "12-02 09:00", reply("DLV", "C", 900))
	m.inquiry("L", "GBA-DON", "DEA-BON", "10-31 23:30").does("overdue", "11-01 00:01", decided(false), carried).does("replied", "11-03 09:00", reply("DLV", "C", 900))
	m.inquiry("M", "GBA-DON", "DEA-BON", "11-05 12:00").does("overdue", "11-05 12:01", decided(false)).does("carried", "12-01 00:00", carried)
	athena := put(t, m.out)
	dea := query.Viewer{Operator: "DEA"}
	for name, c := range map[string]struct {
		change func(*query.Definition)
		want   string
	}{
		"October":        {func(d *query.Definition) { d.To = "2026-10" }, "[2] 2"},
		"November":       {func(d *query.Definition) { d.From, d.To = "2026-11", "2026-11" }, "[2] 2"},
		"December":       {func(d *query.Definition) { d.From, d.To = "2026-12", "2026-12" }, "[1] 1"},
		"all three":      {func(*query.Definition) {}, "[1] 1"},
		"two":            {func(d *query.Definition) { d.To = "2026-11" }, "[2] 2"},
		"month by month": {func(d *query.Definition) { d.Dimensions = []query.Dimension{query.Month} }, "[2026-10 2 2026-11 2 2026-12 1] 1"},
		"by the day on which it was due": {func(d *query.Definition) { d.To, d.Dimensions = "2026-11", []query.Dimension{query.Day} },
			"[2026-10-20 1 2026-11-05 1] 2"},
		"and beside the months before": {func(d *query.Definition) { d.From, d.Compare = "2026-12", query.WithBefore }, "[1] 1 before 2"},
		"two beside the two before":    {func(d *query.Definition) { d.From, d.Compare = "2026-11", query.WithBefore }, "[1] 1 before 2"},
		"by day beside the days before": {func(d *query.Definition) {
			d.From, d.To, d.Compare, d.Dimensions = "2026-11", "2026-11", query.WithBefore, []query.Dimension{query.Day}
		}, "[2026-11-05 1 2026-11-24 0] 1 before 1"},
		"of those that are due on some day": {func(d *query.Definition) {
			d.Filters = []query.Filter{{Dimension: query.Day, Values: []string{"2026-11-05"}}}
		}, "[1] 1"},
	} {
		d := query.Definition{Measures: []string{"outstanding"}, Sides: both[:1], From: "2026-10", To: "2026-12"}
		c.change(&d)
		got := answer(t, athena, d, dea)
		var rows []string
		for _, r := range got.Rows {
			rows = append(rows, strings.TrimSpace(fmt.Sprint(strings.Join(r.Keys, " "), " ", r.Counts.Outstanding)))
		}
		said := fmt.Sprint(rows, " ", got.Total.Counts.Outstanding)
		if got.Total.Compared != nil {
			said += fmt.Sprint(" before ", got.Total.Compared.Outstanding)
		}
		if said != c.want {
			t.Errorf("%s: %s, not %s", name, said, c.want)
		}
		for i, row := range got.Rows {
			in := inside(t, athena, query.Drill{Definition: d, Keys: row.Keys, Measure: "outstanding", Of: query.Part}, dea)
			if in.Total != row.Counts.Outstanding {
				t.Errorf("%s, row %d: the inquiries add up to %d", name, i, in.Total)
			}
		}
	}
}

// More groups than an answer holds: those that weigh most are there, whatever they are called, in the order of their keys, and the total is of all.
func TestAnswer_MoreGroupsThanItHolds_TotalsAreOfAll(t *testing.T) {
	var steps []insight.Fact
	decided := func(inquiry string, n int, due time.Time, onTime bool) {
		facts := insight.FactOf(insight.Happening{EventID: fmt.Sprintf("%s#%d", inquiry, n), InquiryID: inquiry, Kind: insight.KindReplied, At: due, DueAt: due, OnTime: &onTime, Level: 1,
			RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-BON"})
		steps = append(steps, facts[1])
	}
	november, october := time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC), time.Date(2026, 10, 10, 9, 0, 0, 0, time.UTC)
	for i := range query.MaxRows {
		decided(fmt.Sprintf("I%04d", i), 1, november, i%2 == 0)
	}
	decided("Z", 1, november, true) // the last by name, and the largest
	decided("Z", 2, november, true)
	for n := range 3 { // larger still, in the month before
		decided("ZZ", n, october, n == 0)
	}
	athena := putFacts(t, steps)
	dea, want := query.Viewer{Operator: "DEA"}, insight.Counts{Due: 2002, OnTime: 1002}
	d := query.Definition{Measures: []string{"on-time-reply"}, Sides: both[:1], Dimensions: []query.Dimension{query.Inquiry}, From: "2026-11", To: "2026-11"}
	got := answer(t, athena, d, dea)
	if !got.Truncated || len(got.Rows) != query.MaxRows || got.Total.Counts != want || got.Rows[query.MaxRows-1].Keys[0] != "Z" || got.Rows[query.MaxRows-2].Keys[0] != "I1998" {
		t.Errorf("%d rows, truncated %v, %+v", len(got.Rows), got.Truncated, got.Total)
	}
	if !slices.IsSortedFunc(got.Rows, func(a, b query.Row) int { return slices.Compare(a.Keys, b.Keys) }) {
		t.Error("the rows have no order")
	}
	d.Compare = query.WithBefore
	got = answer(t, athena, d, dea)
	if last := got.Rows[len(got.Rows)-1]; !got.Truncated || len(got.Rows) != query.MaxRows || got.Total.Counts != want ||
		*got.Total.Compared != (insight.Counts{Due: 3, OnTime: 1}) || last.Keys[0] != "ZZ" || last.Compared.Due != 3 {
		t.Errorf("compared: %d rows, truncated %v, %+v, %+v", len(got.Rows), got.Truncated, got.Total.Counts, got.Total.Compared)
	}
	d.Compare, d.Dimensions = query.Alone, nil
	if all := answer(t, athena, d, dea); all.Truncated || all.Total.Counts != want {
		t.Errorf("the whole is %+v", all.Total.Counts)
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

// germany is a directory in which Bonn keeps its own time.
type germany struct{ utc }

func (g germany) Zone(ctx context.Context, c principal.CentreID) (*time.Location, error) {
	if c == "DEA-BON" {
		return time.LoadLocation("Europe/Berlin")
	}
	return g.utc.Zone(ctx, c)
}

// October 2027 ends on the day on which clocks go back: Sunday 31 October has 25 hours in Bonn, and two of them are called two. By hand, in UTC and in
// Bonn: W arrives on 30 October 22:30 (31st, 00:30), U on the 31st 00:30 (02:30, the first time), V 01:30 (02:30, the second time), X 23:30 (1 November,
// 00:30 again); Y was due on the 31st 23:30 (1 November, 00:30) and is answered on 2 November, late. So facts, language, report and running counts say.
func TestMonth_EndsOnAClockChange(t *testing.T) {
	happening := func(id, kind, when string, ahead, hour, weekday int) insight.Happening {
		at, err := time.Parse("2006-01-02 15:04", when)
		if err != nil {
			t.Fatal(err)
		}
		return insight.Happening{EventID: id + "#1", Sequence: 1, InquiryID: id, Kind: kind, At: at, Level: 1, Ahead: insight.Ahead{Replier: ahead}, Hour: &hour, Weekday: &weekday,
			RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-BON"}
	}
	late := happening("Y", insight.KindReplied, "2027-11-02 09:00", 0, 10, 2)
	late.DueAt, late.OnTime, late.Ahead.ReplierDue = time.Date(2027, 10, 31, 23, 30, 0, 0, time.UTC), new(false), 1
	told := []insight.Happening{happening("W", insight.KindRouted, "2027-10-30 22:30", 1, 0, 7), happening("U", insight.KindRouted, "2027-10-31 00:30", 0, 2, 7),
		happening("V", insight.KindRouted, "2027-10-31 01:30", 0, 2, 7), happening("X", insight.KindRouted, "2027-10-31 23:30", 1, 0, 1), late}
	athena := put(t, told)

	by := func(dim query.Dimension, measure string) map[string]int {
		t.Helper()
		s, err := query.Compile(query.Definition{Measures: []string{measure}, Sides: both[:1], Dimensions: []query.Dimension{dim}, From: "2027-10", To: "2027-11"}, query.Viewer{Operator: "DEA"}, time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		r, err := athena.Answer(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]int{}
		for _, row := range r.Rows {
			out[row.Keys[0]] = max(row.Counts.Requests, row.Counts.Due)
		}
		return out
	}
	for _, c := range []struct {
		dimension query.Dimension
		measure   string
		want      map[string]int
	}{
		{query.Month, "requests", map[string]int{"2027-10": 4}},
		{query.Day, "requests", map[string]int{"2027-10-30": 1, "2027-10-31": 3}},
		{query.LocalDay, "requests", map[string]int{"2027-10-31": 3, "2027-11-01": 1}},
		{query.Hour, "requests", map[string]int{"0": 2, "2": 2}},
		{query.Weekday, "requests", map[string]int{"7": 3, "1": 1}},
		{query.Month, "on-time-reply", map[string]int{"2027-10": 1}},
		{query.Day, "on-time-reply", map[string]int{"2027-10-31": 1}},
		{query.LocalDay, "on-time-reply", map[string]int{"2027-11-01": 1}},
	} {
		if d := godiff.Diff(c.want, by(c.dimension, c.measure)); d != "" {
			t.Errorf("%s by %s:\n%s", c.measure, c.dimension, d)
		}
	}

	lines, err := athena.Month(t.Context(), "2027-10")
	if err != nil {
		t.Fatal(err)
	}
	october := insight.Build("2027-10", lines, nil)[0].Total.AsReplier
	if d := godiff.Diff(insight.Counts{Requests: 4, Due: 1}, october); d != "" {
		t.Errorf("the report of October (+):\n%s", d)
	}

	book := tallies(t)
	if err := errors.Join((&insight.Tallier{Book: book, Zones: germany{}}).Count(t.Context(), told)...); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[insight.TallyID]map[string]insight.Counts{
		insight.DayOf("DEA-BON", "2027-10-31"):           {"00": {Requests: 1}, "02": {Requests: 2}},
		insight.DayOf("DEA-BON", "2027-11-01"):           {"00": {Requests: 1, Due: 1}},
		insight.MonthTallyOf("DEA", "2027-10"):           {"DEA-BON": {Requests: 4, Due: 1}},
		insight.DayOf("DEA-BON", "2027-10-30"):           {},
		insight.MonthTallyOf(insight.Network, "2027-10"): {"DEA": {Requests: 4, Due: 1}, "GBA": {}},
	} {
		tally, err := book.Tally(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]insight.Counts{}
		for row, f := range tally.Rows {
			got[row] = f.AsReplier
		}
		if d := godiff.Diff(want, got); d != "" {
			t.Errorf("%v by hand (-) and as counted (+):\n%s", id, d)
		}
	}
}

// A dashboard's hours are those of the call centre's own clock, of an answer when it was due; so are those of the language of figures, for each side. The replies
// of the day came at ten and at fifteen in Bonn.
func TestAnswer_Hour_IsThatOfTheDashboard(t *testing.T) {
	m := &month{t: t}
	const thursday = 3 * 24
	clocks := func(doncaster, due int) func(*insight.Happening) { // Bonn is an hour ahead
		return func(h *insight.Happening) {
			h.Hour, h.Weekday = new(1), new(1) // of whoever acted: nobody's here
			h.Clocks = insight.Clocks{Requester: new(thursday + doncaster), Replier: new(thursday + doncaster + 1), RequesterDue: new(thursday + due), ReplierDue: new(thursday + due + 1)}
		}
	}
	m.inquiry("P", "GBA-DON", "DEA-BON", "11-26 16:00").does("sent", "11-25 23:20", clocks(-1, 0)).does("routed", "11-25 23:30", clocks(-1, 0)).does("replied", "11-26 09:20", reply("DLV", "C", 80), decided(true), clocks(9, 16))
	m.inquiry("Q", "GBA-DON", "DEA-BON", "11-26 23:30").does("sent", "11-26 08:05", clocks(8, 0)).does("routed", "11-26 08:05", clocks(8, 0)).
		does("replied", "11-26 14:50", reply("DLV", "C", 345), decided(true), clocks(14, 23))
	m.inquiry("old", "GBA-DON", "DEA-BON", "11-26 12:00"). // from before both clocks were known
								does("replied", "11-26 07:00", reply("DLV", "C", 60), decided(true), func(h *insight.Happening) { h.Hour, h.Weekday = new(8), new(4) })
	athena := put(t, m.out)
	for name, c := range map[string]struct {
		operator principal.OperatorCode
		side     []insight.Side
		want     map[string]insight.Counts // by weekday and hour
	}{
		"Bonn": {"DEA", both[:1], map[string]insight.Counts{"4 0": {Requests: 1}, "4 9": {Requests: 1}, "4 10": {Replies: 1}, "4 15": {Replies: 1}, "4 8": {Replies: 1},
			"4 17": {Due: 1, OnTime: 1}, "5 0": {Due: 1, OnTime: 1}, " ": {Due: 1, OnTime: 1}}},
		"Doncaster": {"GBA", both[1:], map[string]insight.Counts{"3 23": {Requests: 1}, "4 8": {Requests: 1, Replies: 1}, "4 9": {Replies: 1}, "4 14": {Replies: 1},
			"4 16": {Due: 1, OnTime: 1}, "4 23": {Due: 1, OnTime: 1}, " ": {Due: 1, OnTime: 1}}},
	} {
		d := query.Definition{Measures: []string{"requests", "replies", "on-time-reply"}, Sides: c.side, Dimensions: []query.Dimension{query.Weekday, query.Hour}, From: "2026-11", To: "2026-11"}
		v := query.Viewer{Operator: c.operator}
		got := map[string]insight.Counts{}
		for _, row := range answer(t, athena, d, v).Rows {
			got[row.Keys[0]+" "+row.Keys[1]] = row.Counts
		}
		if diff := godiff.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	in := inside(t, athena, query.Drill{Definition: query.Definition{Measures: []string{"on-time-reply"}, Sides: both[:1], Filters: []query.Filter{{Dimension: query.Hour, Values: []string{"17"}}}, From: "2026-11", To: "2026-11"},
		Measure: "on-time-reply", Of: query.Whole}, query.Viewer{Operator: "DEA"})
	if in.Count != 1 || in.Items[0].Inquiry != "P" {
		t.Errorf("due at five in the afternoon: %+v", in)
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

// By day each figure stands beside that of the same weekday, whole weeks before, on the call centre's clock too: over the end of summer time, and of a leap day.
func TestAnswer_ByDayBesideTheSameWeekday(t *testing.T) {
	n := 0
	happens := func(kind, inquiry, at string, ahead int, change ...func(*insight.Happening)) insight.Happening {
		n++
		when, err := time.Parse("2006-01-02T15:04Z", at)
		if err != nil {
			t.Fatal(err)
		}
		h := insight.Happening{EventID: fmt.Sprintf("%s#%d", inquiry, n), Sequence: n, InquiryID: inquiry, Kind: kind, At: when, Level: 1, RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-BON",
			Ahead: insight.Ahead{Replier: ahead, ReplierDue: ahead}}
		for _, c := range change {
			c(&h)
		}
		return h
	}
	arrives := func(at string, ahead int) insight.Happening {
		return happens("routed", fmt.Sprintf("R%d", n), at, ahead)
	}
	late := func(inquiry, due string) insight.Happening {
		return happens("overdue", inquiry, due, 0, func(h *insight.Happening) { h.DueAt, h.OnTime = h.At.Add(-time.Minute), new(false) })
	}
	athena := put(t, []insight.Happening{
		// Bonn: summer time ends on 25 October 2026, and on 26 October 2025, which is the Sunday 52 weeks before.
		arrives("2026-10-24T22:30Z", 1), // 25 October 2026, 0:30
		arrives("2026-10-25T23:30Z", 1), // 26 October, 0:30
		arrives("2025-10-25T22:30Z", 1), // 26 October 2025, 0:30
		arrives("2025-10-26T22:59Z", 0), // 26 October, 23:59, an hour longer than a day
		arrives("2025-10-26T23:30Z", 1), // 27 October, 0:30
		arrives("2025-11-01T10:00Z", 0), // the Saturday that 31 October 2026 is compared with
		arrives("2025-10-01T10:00Z", 0), // before the first day that is compared
		arrives("2025-11-02T10:00Z", 0), // after the last
		// A leap day.
		arrives("2028-02-29T10:00Z", 0),
		arrives("2027-03-02T10:00Z", 0), // 52 weeks before it
		arrives("2027-03-03T10:00Z", 0), // of 1 March
		// November 2026 beside the days five weeks before.
		arrives("2026-11-02T10:00Z", 0),
		arrives("2026-09-28T10:00Z", 0),                                                 // of 2 November
		arrives("2026-10-06T10:00Z", 0),                                                 // of 10 November
		arrives("2026-10-07T10:00Z", 0),                                                 // of 11 November, on the 10th still to come
		late("X", "2026-09-28T12:00Z"), happens("replied", "X", "2026-10-01T12:00Z", 0), // outstanding at the end of September
		late("Y", "2026-09-28T12:00Z"), happens("replied", "Y", "2026-09-29T12:00Z", 0),
		late("Z", "2026-10-05T12:00Z"), happens("replied", "Z", "2026-10-30T12:00Z", 0), // answered in the month, on a day that is not compared
	})
	type pair struct{ Now, Before int }
	ask := func(by query.Dimension, m insight.Month, c query.Comparison, now time.Time, filters ...query.Filter) map[string]pair {
		s, err := query.Compile(query.Definition{Measures: []string{"requests", "outstanding"}, Sides: both[:1], Dimensions: []query.Dimension{by, query.Centre}, Filters: filters, From: m, To: m, Compare: c}, query.Viewer{Operator: "DEA"}, now)
		if err != nil {
			t.Fatal(err)
		}
		got, err := athena.Answer(t.Context(), s)
		if err != nil {
			t.Fatalf("%v\n%s\n%v", err, s.SQL, s.Params)
		}
		out := map[string]pair{"outstanding": {got.Total.Counts.Outstanding, got.Total.Compared.Outstanding}, "total": {got.Total.Counts.Requests, got.Total.Compared.Requests}}
		for _, r := range got.Rows {
			if r.Counts.Requests+r.Compared.Requests > 0 {
				out[r.Keys[0]] = pair{r.Counts.Requests, r.Compared.Requests}
			}
		}
		return out
	}
	long, tenth := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct{ got, want map[string]pair }{
		"over the end of summer time": {ask(query.LocalDay, "2026-10", query.WithLastYear, long), map[string]pair{"2026-10-25": {1, 2}, "2026-10-26": {1, 1}, "2026-10-31": {0, 1}, "2026-10-06": {1, 0}, "2026-10-07": {1, 0}, "total": {4, 4}, "outstanding": {0, 0}}},
		"a leap day":                  {ask(query.Day, "2028-02", query.WithLastYear, long), map[string]pair{"2028-02-29": {1, 1}, "total": {1, 1}, "outstanding": {0, 0}}},
		"five weeks before":           {ask(query.Day, "2026-11", query.WithBefore, long), map[string]pair{"2026-11-02": {1, 1}, "2026-11-10": {0, 1}, "2026-11-11": {0, 1}, "2026-11-28": {0, 1}, "2026-11-29": {0, 1}, "total": {1, 5}, "outstanding": {0, 1}}},
		"of days that have begun":     {ask(query.Day, "2026-11", query.WithBefore, tenth), map[string]pair{"2026-11-02": {1, 1}, "2026-11-10": {0, 1}, "total": {1, 2}, "outstanding": {0, 1}}},
		"by week":                     {ask(query.Week, "2026-11", query.WithBefore, tenth), map[string]pair{"2026-11-02": {1, 1}, "2026-11-09": {0, 1}, "total": {1, 2}, "outstanding": {0, 1}}},
		"behind a day": {ask(query.Day, "2026-11", query.WithBefore, long, query.Filter{Dimension: query.Day, Values: []string{"2026-11-02", "2026-11-10"}}),
			map[string]pair{"2026-11-02": {1, 1}, "2026-11-10": {0, 1}, "total": {1, 2}, "outstanding": {0, 1}}},
	} {
		if d := godiff.Diff(c.want, c.got); d != "" {
			t.Error(name, d)
		}
	}
}
