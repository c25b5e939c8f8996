package transit

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// ems is the link of the example item.
var ems = Link{"2026-11", "GBA", "DEA", "EMS"}

// announce tells, at an instant, that the post of origin had announced an item in a receptacle, and plans what follows from it.
func (w *world) announce(t *testing.T, receipt, when, told string) {
	t.Helper()
	const r = edi.ReceptacleID("GBLALADEFRAAAEN60042001100018")
	m := tracking.Movement{ItemID: id, Receptacle: r, Dispatch: r.DispatchOf(), Code: "announced", Time: at(when), ReceivedAt: at(told), Sender: "GBA", Receipt: receipt}
	i := w.items[id]
	s10, err := edi.ParseItemID(string(id))
	if err != nil {
		t.Fatal(err)
	}
	w.items[id] = tracking.NewItem(s10, i.Events, append(slices.Clone(i.Announcements), tracking.Announcement{Receptacle: r, Time: m.Time, ReceivedAt: m.ReceivedAt, Sender: m.Sender}), i.Particulars...)
	if err := (Planner{w.memory}).Plan(t.Context(), tracking.Chunk{Receipt: receipt}, nil, []tracking.Movement{m}, m.ReceivedAt); err != nil {
		t.Fatal(err)
	}
}

// counted is what is counted, with the links that count nothing left out.
func (w *world) countedItems() map[Link][2]int {
	out := map[Link][2]int{}
	for l, c := range w.traffic {
		if c.Items != 0 || c.Advised != 0 {
			out[l] = [2]int{c.Items, c.Advised}
		}
	}
	return out
}

func (w *world) countsAre(t *testing.T, what string, want map[Link][2]int) {
	t.Helper()
	if d := cmp.Diff(want, w.countedItems()); d != "" {
		t.Errorf("%s: %s", what, d)
	}
}

func TestTraffic_AnItemCountsOnce_HoweverOftenItIsLookedAt(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "R1", posted)
	w.run(t, "11-16 10:00", "11-17 18:00")
	w.countsAre(t, "posted, and nobody knows where to", map[Link][2]int{})
	for i, e := range []tracking.Event{departed, scan("EMC", "GBLALA", "11-17 22:00", "DEFRAA"), arrived, attempt} {
		w.tell(t, fmt.Sprint("R2", i), e)
	}
	w.run(t, "11-17 18:10", "12-05 00:00")
	w.looksAt(t, "12-05 10:00", 0)
	w.countsAre(t, "gone and arrived", map[Link][2]int{ems: {1, 0}})
}

func TestTraffic_WhatIsPreAdvisedCounts_ThoughNobodyScansIt(t *testing.T) {
	w := newWorld(t)
	w.announce(t, "P1", "11-17 19:00", "11-17 19:05")
	w.run(t, "11-17 19:10", "11-20 12:00")
	w.countsAre(t, "before its hour", map[Link][2]int{})
	w.run(t, "11-20 12:10", "11-22 00:00")
	w.countsAre(t, "pre-advised alone", map[Link][2]int{ems: {1, 1}})
	if len(w.late) != 0 || len(w.counts) != 0 {
		t.Error("it is late, or something was due:", w.late, w.owed())
	}
}

func TestTraffic_WhatIsLearntLaterIsPutRight_InTheMonthInWhichItCounts(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "R1", scan("EMC", "GBLALA", "11-28 20:00", "DEFRAA"))
	w.run(t, "11-28 20:10", "12-02 12:00")
	w.countsAre(t, "gone to Germany", map[Link][2]int{ems: {1, 0}})
	w.announce(t, "P1", "11-28 19:00", "12-02 12:05")
	w.run(t, "12-02 12:10", "12-03 00:00")
	w.countsAre(t, "and pre-advised", map[Link][2]int{ems: {1, 1}})
	w.tell(t, "R2", scan("EMC", "GBLALA", "12-03 13:00", "FRCDGA"), scan("EMD", "FRCDGA", "12-03 18:00"))
	w.run(t, "12-03 13:10", "12-07 00:00")
	w.countsAre(t, "and sent to France after all", map[Link][2]int{{"2026-11", "GBA", "FRA", "EMS"}: {1, 1}})
	w.items[id] = tracking.Item{ID: id}
	w.looksAt(t, "12-08 10:00", 0)
	w.countsAre(t, "and all of it was cancelled", map[Link][2]int{})
	w.looksAt(t, "12-08 11:00", 0)
	w.countsAre(t, "it is taken back once", map[Link][2]int{})
}

// An identifier may be issued again after twelve months: that is another item.
func TestTraffic_TheNextUseOfAnIdentifierIsAnotherItem(t *testing.T) {
	w := newWorld(t)
	w.counted[id] = Counted{Link: Link{"2025-10", "GBA", "DEA", "EMS"}, First: at("10-03 00:00").AddDate(-1, 0, 0), Version: 2}
	w.traffic[w.counted[id].Link] = LinkCount{Link: w.counted[id].Link, Items: 5}
	w.tell(t, "R1", departed)
	w.run(t, "11-17 20:10", "11-22 00:00")
	w.countsAre(t, "both", map[Link][2]int{w.traffic[Link{"2025-10", "GBA", "DEA", "EMS"}].Link: {5, 0}, ems: {1, 0}})
}

func TestTraffic_NobodysCount(t *testing.T) {
	claim := departed
	claim.Sender = "USA"
	for name, e := range map[string]tracking.Event{
		"a claim of a stranger":        claim,
		"no post at the other end":     scan("EMC", "GBLALA", "11-17 20:00", "XXABCA"),
		"it stays in its own country":  scan("EMA", "GBDONA", "11-17 20:00"),
		"a product that nobody offers": func() tracking.Event { e := departed; e.ItemID = "QA123456785GB"; return e }(),
	} {
		w := newWorld(t)
		w.tell(t, "R1", e)
		w.run(t, "11-17 20:10", "11-25 00:00")
		if len(w.countedItems()) != 0 {
			t.Errorf("%s: %v", name, w.countedItems())
		}
	}
}

// Whatever is told in whatever order, and however often the checker dies or items are looked at by hand: an item counts once, as what is known at the end.
func TestTraffic_OnceWhateverHappens(t *testing.T) {
	r := rand.New(rand.NewPCG(38, 1))
	for n := range 30 {
		w := newWorld(t)
		w.run(t, "11-16 09:00", "11-16 09:00")
		tell := []func(){
			func() { w.tell(t, "R1", posted) }, func() { w.tell(t, "R2", departed) }, func() { w.tell(t, "R3", arrived) }, func() { w.tell(t, "R4", attempt) },
			func() { w.announce(t, "P1", "11-17 19:00", "11-17 19:05") }, func() { w.announce(t, "P1", "11-17 19:00", "11-17 19:05") },
		}
		r.Shuffle(len(tell), func(i, j int) { tell[i], tell[j] = tell[j], tell[i] })
		for now := at("11-21 00:00"); now.Before(at("12-03 00:00")); now = now.Add(time.Hour) {
			if len(tell) > 0 && r.IntN(12) == 0 {
				tell[0]()
				tell = tell[1:]
			}
			w.dies = r.IntN(3) == 0
			if _, err := w.checker.Run(t.Context(), now); err != nil && err.Error() != "it died" {
				t.Fatal(err)
			}
			if r.IntN(20) == 0 {
				if _, err := w.checker.Now(t.Context(), []edi.ItemID{id}, now); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, rest := range tell {
			rest()
		}
		if _, err := w.checker.Now(t.Context(), []edi.ItemID{id}, at("12-03 00:00")); err != nil {
			t.Fatal(err)
		}
		w.countsAre(t, fmt.Sprint("world ", n), map[Link][2]int{ems: {1, 1}})
	}
}
