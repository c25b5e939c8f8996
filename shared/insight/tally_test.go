package insight_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// book keeps counts in memory; meddle, when set, is called before each write.
type book struct {
	ledgers map[string]insight.Ledger
	tallies map[insight.TallyID]insight.Tally
	meddle  func()
	wrote   int
	err     error
}

func newBook() *book {
	return &book{ledgers: map[string]insight.Ledger{}, tallies: map[insight.TallyID]insight.Tally{}}
}

func (b *book) Ledgers(_ context.Context, inquiries []string) (map[string]insight.Ledger, error) {
	out := map[string]insight.Ledger{}
	for _, inquiry := range inquiries {
		l := b.ledgers[inquiry]
		l.Inquiry, l.Counted, l.Late, l.Ended = inquiry, slices.Clone(l.Counted), slices.Clone(l.Late), maps.Clone(l.Ended)
		out[inquiry] = l
	}
	return out, b.err
}

func (b *book) Tallies(_ context.Context, ids []insight.TallyID) (map[insight.TallyID]insight.Tally, error) {
	out := map[insight.TallyID]insight.Tally{}
	for _, id := range ids {
		t := b.tallies[id]
		t.Rows = maps.Clone(t.Rows)
		out[id] = t
	}
	return out, nil
}

func (b *book) Keep(_ context.Context, ledgers []insight.Ledger, tallies []insight.Tally) error {
	if b.meddle != nil {
		b.meddle()
	}
	b.wrote++
	if len(ledgers)+len(tallies) > insight.TallyAtOnce {
		return fmt.Errorf("%d items at once", len(ledgers)+len(tallies))
	}
	for _, l := range ledgers {
		if b.ledgers[l.Inquiry].Version != l.Version {
			return insight.ErrTallyChanged
		}
	}
	for _, t := range tallies {
		if b.tallies[t.TallyID].Version != t.Version {
			return insight.ErrTallyChanged
		}
	}
	for _, l := range ledgers {
		l.Version++
		b.ledgers[l.Inquiry] = l
	}
	for _, t := range tallies {
		t.Version++
		b.tallies[t.TallyID] = t
	}
	return nil
}

// Zone implements insight.Zones.
func (*book) Zone(_ context.Context, centre principal.CentreID) (*time.Location, error) {
	if centre == "XXA-LOST" {
		return nil, errors.New("its time zone is none")
	}
	name, ok := map[principal.CentreID]string{"DEA-BON": "Europe/Berlin", "GBA-DON": "Europe/London"}[centre]
	if !ok {
		return time.UTC, nil
	}
	return time.LoadLocation(name)
}

func (b *book) count(t *testing.T, told ...insight.Happening) {
	t.Helper()
	if err := errors.Join((&insight.Tallier{Book: b, Zones: b}).Count(t.Context(), told)...); err != nil {
		t.Fatal(err)
	}
}

// sums is what a book says, without how often it was written.
func (b *book) sums() map[insight.TallyID]map[string]insight.Figures {
	out := map[insight.TallyID]map[string]insight.Figures{}
	for id, t := range b.tallies {
		out[id] = t.Rows
	}
	return out
}

func on(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.Parse("2006-01-02 15:04", "2026-"+s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// day is the day computed by hand in docs/metrics.md.
func day(t *testing.T) []insight.Happening {
	t.Helper()
	var out []insight.Happening
	n := map[string]int{}
	add := func(id string, from, to principal.CentreID, due, kind, when string, with ...func(*insight.Happening)) {
		n[id]++
		h := insight.Happening{InquiryID: id, Sequence: n[id], EventID: fmt.Sprintf("%s#%d", id, n[id]), Kind: kind, At: on(t, when), Level: 1, DueAt: on(t, due),
			RequesterOperator: from.Operator(), RequesterCentre: from, ReplierOperator: to.Operator(), ReplierCentre: to}
		for _, w := range with {
			w(&h)
		}
		out = append(out, h)
	}
	decided := func(onTime bool) func(*insight.Happening) { return func(h *insight.Happening) { h.OnTime = &onTime } }
	reply := func(minutes int) func(*insight.Happening) {
		return func(h *insight.Happening) { h.ReplyClass, h.WorkingMinutes = "C", &minutes }
	}
	add("P", "GBA-DON", "DEA-BON", "11-26 16:00", "sent", "11-25 23:20")
	add("P", "GBA-DON", "DEA-BON", "11-26 16:00", "routed", "11-25 23:30")
	add("P", "GBA-DON", "DEA-BON", "11-26 16:00", "opened", "11-26 08:10", func(h *insight.Happening) { h.OpenMinutes = new(10) })
	add("P", "GBA-DON", "DEA-BON", "11-26 16:00", "replied", "11-26 09:20", reply(80), decided(true))
	add("Q", "GBA-DON", "DEA-BON", "11-27 09:00", "sent", "11-26 08:05")
	add("Q", "GBA-DON", "DEA-BON", "11-27 09:00", "routed", "11-26 08:05")
	add("Q", "GBA-DON", "DEA-BON", "11-27 09:00", "replied", "11-26 14:50", reply(345), decided(true))
	add("R", "GBA-DON", "DEA-BON", "11-26 10:00", "overdue", "11-26 10:01", decided(false))
	add("R", "GBA-DON", "DEA-BON", "11-26 10:00", "replied", "11-26 15:10", reply(900))
	add("S", "GBA-DON", "DEA-BON", "11-26 11:00", "overdue", "11-26 11:01", decided(false))
	add("T", "DEA-BON", "GBA-DON", "11-30 12:00", "sent", "11-26 09:00")
	add("T", "DEA-BON", "GBA-DON", "11-30 12:00", "routed", "11-26 09:00")
	return out
}

// What is past due is carried into the next month: it counts there until it is ended there, in whichever order that is told, and on the day it was due and no other.
func TestTally_WhatStandsIsCarried(t *testing.T) {
	happens := func(n int, kind, when string, with ...func(*insight.Happening)) insight.Happening {
		h := insight.Happening{InquiryID: "K", Sequence: n, EventID: fmt.Sprintf("K#%d", n), Kind: kind, At: on(t, when), Level: 1, DueAt: on(t, "10-20 12:00"),
			RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-BON"}
		for _, w := range with {
			w(&h)
		}
		return h
	}
	carried := func(h *insight.Happening) { h.Carried = 1 }
	told := []insight.Happening{happens(1, "overdue", "10-20 12:01", func(h *insight.Happening) { h.OnTime = new(false) }), happens(2, "carried", "11-01 00:00", carried),
		happens(3, "noted", "12-01 08:00", carried), happens(4, "replied", "12-02 09:00", func(h *insight.Happening) { h.ReplyClass = "C" })}
	outstanding := func(b *book, id insight.TallyID) int {
		total := b.tallies[id].Total()
		return total.AsReplier.Outstanding
	}
	b := newBook()
	for i, want := range [][3]int{{1, 0, 0}, {1, 1, 0}, {1, 1, 1}, {1, 1, 0}} {
		b.count(t, told[i], told[0])
		for k, m := range []insight.Month{"2026-10", "2026-11", "2026-12"} {
			if got := outstanding(b, insight.MonthTallyOf("DEA", m)); got != want[k] {
				t.Errorf("after %s: %d outstanding in %s, not %d", told[i].Kind, got, m, want[k])
			}
		}
	}
	for day, want := range map[string]int{"2026-10-20": 1, "2026-11-01": 0, "2026-12-01": 0} {
		if got := outstanding(b, insight.DayOf("DEA-BON", day)); got != want {
			t.Errorf("%d outstanding on %s", got, day)
		}
	}
	if due := b.tallies[insight.MonthTallyOf("DEA", "2026-11")].Total(); due.AsReplier != (insight.Counts{Outstanding: 1}) {
		t.Errorf("it is due in November: %+v", due)
	}
	backwards := newBook()
	slices.Reverse(told)
	backwards.count(t, told...)
	for _, id := range []insight.TallyID{insight.MonthTallyOf("DEA", "2026-10"), insight.MonthTallyOf("GBA", "2026-11"), insight.MonthTallyOf(insight.Network, "2026-12")} {
		if d := cmp.Diff(b.tallies[id].Total(), backwards.tallies[id].Total()); d != "" {
			t.Error(id, d)
		}
	}
}

// A call centre to which only what was carried was counted, and that gave it away, has no row: the lake has none either, and nothing differs.
func TestTally_WhatIsHandedOverLeavesNoRow(t *testing.T) {
	happens := func(n int, kind, when string, with func(*insight.Happening)) insight.Happening {
		h := insight.Happening{InquiryID: "K", Sequence: n, EventID: fmt.Sprintf("K#%d", n), Kind: kind, At: on(t, when), Level: 1, DueAt: on(t, "10-20 12:00"),
			RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-BON"}
		with(&h)
		return h
	}
	b := newBook()
	b.count(t, happens(1, "overdue", "10-20 12:01", func(h *insight.Happening) { h.OnTime = new(false) }),
		happens(2, "carried", "11-01 00:00", func(h *insight.Happening) { h.Carried = 1 }))
	if _, there := b.tallies[insight.MonthTallyOf("DEA", "2026-11")].Rows["DEA-BON"]; !there {
		t.Fatal("it was carried into November, and counts nowhere")
	}
	b.count(t, happens(3, "handedOver", "11-03 09:00", func(h *insight.Happening) { h.ReplierCentre = "DEA-FRA" }),
		happens(4, "replied", "11-04 09:00", func(h *insight.Happening) { h.ReplierCentre, h.ReplyClass = "DEA-FRA", "C" }))
	if row, there := b.tallies[insight.MonthTallyOf("DEA", "2026-11")].Rows["DEA-BON"]; there {
		t.Errorf("a row of nothing is left: %+v", row)
	}
}

func TestTally_ADayComputedByHand(t *testing.T) {
	b := newBook()
	told := day(t)
	b.count(t, append(told, told[3], told[7])...) // two of them told twice
	b.count(t, told[:6]...)
	replier := func(c insight.Counts) insight.Figures { return insight.Figures{AsReplier: c} }
	want := map[string]insight.Figures{
		"00": replier(insight.Counts{Requests: 1}),
		"09": replier(insight.Counts{Requests: 1, Opened: 1, OpenMinutes: 10, OpensTimed: 1}),
		"10": {AsReplier: insight.Counts{Replies: 1, Conclusive: 1, ReplyMinutes: 80, RepliesTimed: 1}, AsRequester: insight.Counts{Requests: 1}},
		"11": replier(insight.Counts{Due: 1}),
		"12": replier(insight.Counts{Due: 1, Outstanding: 1}),
		"15": replier(insight.Counts{Replies: 1, Conclusive: 1, ReplyMinutes: 345, RepliesTimed: 1}),
		"16": replier(insight.Counts{Replies: 1, Conclusive: 1, ReplyMinutes: 900, RepliesTimed: 1}),
		"17": replier(insight.Counts{Due: 1, OnTime: 1}),
	}
	bonn := b.tallies[insight.DayOf("DEA-BON", "2026-11-26")]
	if d := cmp.Diff(want, bonn.Rows); d != "" {
		t.Error(d)
	}
	if share, ok := insight.OnTimeReplies.Tenths(bonn.Total().AsReplier); !ok || share != 333 {
		t.Error("on time", share)
	}
	if !bonn.Latest.Equal(on(t, "11-26 15:10")) {
		t.Error("counted until", bonn.Latest)
	}
	for id, want := range map[insight.TallyID]insight.Figures{
		insight.DayOf("DEA-BON", "2026-11-27"): {AsReplier: insight.Counts{Due: 1, OnTime: 1}},
		insight.DayOf("GBA-DON", "2026-11-25"): {AsRequester: insight.Counts{Requests: 1}},
		insight.DayOf("GBA-DON", "2026-11-26"): {AsReplier: insight.Counts{Requests: 1}, AsRequester: insight.Counts{Requests: 1, Replies: 3, Conclusive: 3, ReplyMinutes: 1325, RepliesTimed: 3,
			Due: 3, OnTime: 1, Outstanding: 1}},
	} {
		if d := cmp.Diff(want, b.tallies[id].Total()); d != "" {
			t.Error(id, d)
		}
	}
}

// In whichever order and however often happenings are told, the counts are the same: those of an inquiry may overtake each other in a queue.
func TestTally_OrderAndRepetitionChangeNothing(t *testing.T) {
	want := newBook()
	want.count(t, day(t)...)
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 7))
		told := append(day(t), day(t)[r.IntN(4):]...)
		r.Shuffle(len(told), func(i, k int) { told[i], told[k] = told[k], told[i] })
		got := newBook()
		for len(told) > 0 {
			n := 1 + r.IntN(len(told))
			got.count(t, told[:n]...)
			told = told[n:]
		}
		if d := cmp.Diff(want.sums(), got.sums()); d != "" {
			t.Fatalf("seed %d: %s", seed, d)
		}
	}
}

func TestTally_SomebodyQuicker_BeginsAgain(t *testing.T) {
	b := newBook()
	other := newBook()
	other.ledgers, other.tallies = b.ledgers, b.tallies
	b.meddle = func() {
		b.meddle = nil
		other.count(t, day(t)[:3]...)
	}
	b.count(t, day(t)...)
	want := newBook()
	want.count(t, day(t)...)
	if d := cmp.Diff(want.sums(), b.sums()); d != "" {
		t.Error(d)
	}
}

func TestTally_ManyInquiries_AreKeptInTransactionsThatFit(t *testing.T) {
	b := newBook()
	var told []insight.Happening
	for i := range 100 {
		from, to := principal.CentreID(fmt.Sprintf("A%02d-X", i)), principal.CentreID(fmt.Sprintf("B%02d-X", i))
		told = append(told, insight.Happening{InquiryID: fmt.Sprint(i), EventID: fmt.Sprintf("%d#1", i), Kind: "routed", At: on(t, "11-26 10:00"),
			RequesterOperator: from.Operator(), RequesterCentre: from, ReplierOperator: to.Operator(), ReplierCentre: to})
	}
	b.count(t, told...)
	if n := b.tallies[insight.MonthTallyOf(insight.Network, "2026-11")].Total().AsReplier.Requests; n != 100 || b.wrote < 3 {
		t.Errorf("%d requests in %d transactions", n, b.wrote)
	}
	b.wrote = 0
	if b.count(t, told...); b.wrote != 0 {
		t.Errorf("what was counted before is written again, %d times", b.wrote)
	}
}

func TestTally_AStoreThatFails_GivesBackWhatWasNotCounted(t *testing.T) {
	b := newBook()
	b.err = errors.New("no")
	failed := (&insight.Tallier{Book: b, Zones: b}).Count(t.Context(), day(t))
	if len(failed) != len(day(t)) || slices.Contains(failed, nil) {
		t.Error(failed)
	}
}

// What was lost on the way is put right by what the lake counts.
func TestSettle_PutsTheLakesCountsInPlace(t *testing.T) {
	whole, lossy := newBook(), newBook()
	whole.count(t, day(t)...)
	lossy.count(t, day(t)[:5]...)
	var lines []insight.Line
	for _, operator := range []principal.OperatorCode{"DEA", "GBA"} {
		for centre, f := range whole.tallies[insight.MonthTallyOf(operator, "2026-11")].Rows {
			for _, side := range []insight.Side{insight.Replier, insight.Requester} {
				if c := *f.Of(side); c != (insight.Counts{}) {
					lines = append(lines, insight.Line{Side: side, Operator: operator, Centre: principal.CentreID(centre), Counts: c})
				}
			}
		}
	}
	lines = append(lines, insight.Line{Side: insight.Requester, Operator: "GBA", Counts: insight.Counts{Items: 400}}, // no call centre's, and counted by no dashboard
		insight.Line{Side: insight.Replier, Operator: "FRA", Counts: insight.Counts{Items: 400, PreAdvised: 1}})
	if n, err := insight.Settle(t.Context(), lossy, "2026-11", lines); err != nil || n != 3 {
		t.Fatal("two operators and the network change:", n, err)
	}
	for _, id := range []insight.TallyID{insight.MonthTallyOf("DEA", "2026-11"), insight.MonthTallyOf("GBA", "2026-11"), insight.MonthTallyOf(insight.Network, "2026-11")} {
		if d := cmp.Diff(whole.tallies[id].Rows, lossy.tallies[id].Rows); d != "" {
			t.Error(id, d)
		}
	}
	if n, err := insight.Settle(t.Context(), lossy, "2026-11", lines); err != nil || n != 0 {
		t.Error("a second time changes nothing:", n, err)
	}
	version := lossy.tallies[insight.MonthTallyOf("GBA", "2026-11")].Version
	lossy.count(t, day(t)[:5]...)
	if lossy.tallies[insight.MonthTallyOf("GBA", "2026-11")].Version != version {
		t.Error("what was counted before counts again")
	}
}

func TestTally_OneThatCannotBeCounted_FailsAlone(t *testing.T) {
	b, want := newBook(), newBook()
	lost := insight.Happening{InquiryID: "X", EventID: "X#1", Kind: "sent", At: on(t, "11-26 10:00"), RequesterOperator: "XXA", RequesterCentre: "XXA-LOST"}
	told := slices.Insert(day(t), 5, lost)
	failed := (&insight.Tallier{Book: b, Zones: b}).Count(t.Context(), told)
	for i, err := range failed {
		if (err != nil) != (i == 5) {
			t.Errorf("%s: %v", told[i].EventID, err)
		}
	}
	want.count(t, day(t)...)
	if d := cmp.Diff(want.sums(), b.sums()); d != "" {
		t.Error(d)
	}
}

func TestMake_SettlesTheDashboardsOfAMonthThatIsOver(t *testing.T) {
	for now, want := range map[string]int{"2026-11-20T03:00:00Z": 0, "2026-12-01T03:00:00Z": 3} {
		w, b := &world{lines: due(3)}, newBook()
		maker := w.maker()
		maker.Tallies = b
		asked, err := insight.HandRun("2026-11", "", at(t, now))
		if err != nil {
			t.Fatal(err)
		}
		r, err := maker.Make(t.Context(), asked, at(t, now))
		if err != nil {
			t.Fatal(err)
		}
		if differed := min(want, 2); r.Differed != differed || w.runs[r.ID].Differed != differed { // GBA and the network
			t.Errorf("made %s: the run says that the counts of %d differed, and keeps %d", now, r.Differed, w.runs[r.ID].Differed)
		}
		for _, operator := range []principal.OperatorCode{"GBA", insight.Network} {
			if got := b.tallies[insight.MonthTallyOf(operator, "2026-11")].Total().AsReplier.Due; got != want {
				t.Errorf("made %s: %s has %d due, not %d", now, operator, got, want)
			}
		}
	}
}
