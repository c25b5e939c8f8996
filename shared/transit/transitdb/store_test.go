//go:build emulator

package transitdb_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/transit"
	"github.com/whereabouts-post/whereabouts/shared/transit/transitdb"
)

var now = time.Date(2026, 11, 21, 12, 30, 0, 0, time.UTC)

func store(t *testing.T) (*transitdb.Store, *dynamo.Meter) {
	t.Helper()
	meter := &dynamo.Meter{}
	client, table := kit.Table(t, "TrackingTable")
	return &transitdb.Store{Client: client, Table: table, Meter: meter}, meter
}

func spend(t *testing.T, meter *dynamo.Meter, what string, budget float64, do func() error) {
	t.Helper()
	meter.Reset()
	if err := do(); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	units := meter.Reset()
	t.Logf("%s: %.1f units", what, units)
	if units > budget || units == 0 {
		t.Errorf("%s costs %.1f units, budget %.1f", what, units, budget)
	}
}

func number(k int) edi.ItemID { return edi.ItemID(fmt.Sprintf("EE%08d9GB", k)) }

func late(k int, product string, stage transit.Stage, to string) transit.LateItem {
	return transit.LateItem{Item: number(k), Product: product, Lane: transit.Lane{From: "GB", To: to}, Origin: "GBA", Destination: principal.OperatorCode(to + "A"), Stage: stage, Why: transit.ByStage,
		Since: now.Truncate(time.Second).Add(-time.Duration(k) * time.Hour), LastCode: "EMC", LastTime: now.Truncate(time.Second).AddDate(0, 0, -4), LastCountry: "GB", Found: now}
}

// sweep reads checks as the checker does, until nothing is left up to an hour.
func sweep(t *testing.T, s *transitdb.Store, from, to time.Time, limit int) (names []string) {
	t.Helper()
	c := transit.Cursor{From: from, To: to, Day: from.Format(time.DateOnly)}
	for range 1000 {
		checks, end, err := s.Due(t.Context(), c, limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range checks {
			names = append(names, fmt.Sprintf("%s %s %s", l.At.Format("02T15"), l.Kind, l.Name))
			if len(l.Items) == 0 {
				t.Error("a check of nothing")
			}
		}
		if c = end; c.From.Equal(c.To) {
			return names
		}
	}
	t.Fatal("it never ends")
	return nil
}

// Every check is met once, in whatever pages and sweeps, and none before its hour.
func TestStore_LooksAreMetOnce(t *testing.T) {
	s, _ := store(t)
	hour := now.Truncate(time.Hour)
	var checks []transit.Check
	for k := range 40 {
		checks = append(checks, transit.Check{At: hour.Add(time.Duration(k-20) * time.Hour), Kind: "arrival", Name: fmt.Sprintf("R%02d#000000", k), Items: []edi.ItemID{number(k), number(k + 100)}, First: k%2 == 0})
	}
	for range 2 { // again is the same
		if err := s.PutChecks(t.Context(), checks); err != nil {
			t.Fatal(err)
		}
	}
	for _, limit := range []int{1, 3, 100} {
		seen := map[string]int{}
		from := hour.Add(-48 * time.Hour)
		for _, to := range []time.Time{hour.Add(-30 * time.Hour), hour.Add(-5 * time.Hour), hour.Add(-4 * time.Hour), hour} {
			for _, name := range sweep(t, s, from, to, limit) {
				seen[name]++
			}
			from = to
		}
		if len(seen) != 21 {
			t.Errorf("pages of %d: %d checks, of 21", limit, len(seen))
		}
		for name, n := range seen {
			if n != 1 {
				t.Errorf("pages of %d: %s was met %d times", limit, name, n)
			}
		}
	}
}

func TestStore_ACommitHappensOnce(t *testing.T) {
	s, meter := store(t)
	if _, ok, err := s.Cursor(t.Context()); err != nil || ok {
		t.Fatal(ok, err)
	}
	cell := transit.Cell{Month: "2026-11", From: "DEA", To: "GBA", Code: "EMD"}
	lane := transit.Cell{Month: "2026-11", From: "GBA", To: "DEA"}
	tally := &transit.Tally{Cells: map[transit.Cell]*transit.Count{cell: {Due: 3, Came: 2, Late: 1, Delays: map[int]int{0: 1, 5: 1}}},
		Stages: map[transit.Cell]*transit.StageCount{lane: {Over: 3, Behind: 1}}}
	first := transit.Cursor{From: now.Truncate(time.Hour), To: now.Truncate(time.Hour), Version: 1}
	check := transit.Check{At: first.To.Add(time.Hour), Kind: "late", Name: "~x", Items: []edi.ItemID{number(1)}}
	spend(t, meter, "commit a part of a run: its cursor, a check, two pairs of posts", 2*(1+1+2+2+1), func() error {
		return s.Commit(t.Context(), transit.Cursor{}, first, []transit.Check{check}, tally)
	})
	if err := s.Commit(t.Context(), transit.Cursor{}, first, nil, tally); !errors.Is(err, transit.ErrMoved) {
		t.Error("a second run from the same place:", err)
	}
	second := first
	second.Version, second.Day, second.Shard, second.After, second.Done = 2, "2026-11-21", 3, "12#late#~x", 7
	if err := s.Commit(t.Context(), first, second, nil, tally); err != nil {
		t.Fatal(err)
	}
	got, ok, err := s.Cursor(t.Context())
	if d := cmp.Diff(second, got); d != "" || !ok || err != nil {
		t.Error(d, ok, err)
	}
	if names := sweep(t, s, first.From, check.At, 10); len(names) != 1 {
		t.Error("what was planned with it:", names)
	}
	want := []transit.Line{{Partner: "GBA", Code: "EMD", Count: transit.Count{Due: 6, Came: 4, Late: 2, Delays: map[int]int{0: 2, 5: 2}}}}
	sent, err := s.Owed(t.Context(), "2026-11", "DEA", true)
	if d := cmp.Diff(want, sent); d != "" || err != nil {
		t.Error(d, err)
	}
	want[0].Partner = "DEA"
	received, err := s.Owed(t.Context(), "2026-11", "GBA", false)
	if d := cmp.Diff(want, received); d != "" || err != nil {
		t.Error(d, err)
	}
	all, err := s.Everyone(t.Context(), "2026-11")
	if d := cmp.Diff(want, all); d != "" || err != nil {
		t.Error(d, err)
	}
	if none, err := s.Owed(t.Context(), "2026-10", "GBA", false); err != nil || len(none) != 0 {
		t.Error(none, err)
	}
	for role, operator := range map[transit.Role]principal.OperatorCode{transit.AsOrigin: "GBA", transit.AsDestination: "DEA"} {
		lanes, err := s.Lanes(t.Context(), "2026-11", operator, role)
		if err != nil || len(lanes) != 1 {
			t.Fatal(lanes, err)
		}
		for _, c := range lanes {
			if c != (transit.StageCount{Over: 6, Behind: 2}) {
				t.Error(role, c)
			}
		}
	}
}

// A cell names at most fifty items, each once.
func TestStore_SamplesAreBounded(t *testing.T) {
	s, _ := store(t)
	cell := transit.Cell{Month: "2026-11", From: "GBA", To: "DEA", Code: "PREDES"}
	for k := range 200 {
		if err := s.PutSamples(t.Context(), []transit.Sample{{Cell: cell, Item: number(k), Due: now.Truncate(time.Second).Add(time.Duration(k) * time.Minute)}}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Missing(t.Context(), cell)
	if err != nil || len(got) > transit.SamplesKept || len(got) < transit.SamplesKept/2 {
		t.Fatal(len(got), err)
	}
	seen := map[edi.ItemID]bool{}
	for k, one := range got {
		if seen[one.Item] || k > 0 && one.Due.After(got[k-1].Due) {
			t.Error(one, "is there twice, or out of order")
		}
		seen[one.Item] = true
	}
}

func TestStore_LateItems(t *testing.T) {
	s, _ := store(t)
	query := transit.LateQuery{Operator: "GBA", Role: transit.AsOrigin, Limit: 10}
	list := func(q transit.LateQuery) (out []edi.ItemID) {
		t.Helper()
		for range 100 {
			page, err := s.ListLate(t.Context(), q)
			if err != nil || len(page.Items) > q.Limit {
				t.Fatal(len(page.Items), err)
			}
			for _, l := range page.Items {
				out = append(out, l.Item)
			}
			if q.Position = page.Next; page.Next == nil {
				return out
			}
		}
		t.Fatal("it never ends")
		return nil
	}
	for k := range 25 {
		l := late(k, []string{"EMS", "REG"}[k%2], transit.Stages[k%3], []string{"DE", "FR"}[k%5/4])
		for range 2 { // twice is once
			if err := s.PutLate(t.Context(), l); err != nil {
				t.Fatal(err)
			}
		}
		got, ok, err := s.Late(t.Context(), l.Item)
		if d := cmp.Diff(l, got); d != "" || !ok || err != nil {
			t.Fatal(d, ok, err)
		}
	}
	all := list(query)
	if len(all) != 25 || all[0] != number(0) || all[24] != number(24) {
		t.Error(all)
	}
	lane := query
	lane.Lane = transit.Lane{From: "GB", To: "FR"}
	if got := list(lane); len(got) != 5 || got[0] != number(4) {
		t.Error(got)
	}
	narrow := query
	narrow.Limit, narrow.Filter = 2, transit.Filter{Product: "EMS", Stage: transit.Departure}
	if got := list(narrow); len(got) != 5 {
		t.Error(got)
	}
	if got := list(transit.LateQuery{Operator: "FRA", Role: transit.AsDestination, Limit: 100}); len(got) != 5 {
		t.Error(got)
	}
	if got := list(transit.LateQuery{Operator: "FRA", Role: transit.AsOrigin, Limit: 100}); len(got) != 0 {
		t.Error(got)
	}
	lanes, err := s.LateLanes(t.Context(), "GBA", transit.AsOrigin)
	want := []transit.LaneSum{{Other: "DEA", Lane: transit.Lane{From: "GB", To: "DE"}, Count: 20, Oldest: late(23, "", "", "DE").Since}, {Other: "FRA", Lane: transit.Lane{From: "GB", To: "FR"}, Count: 5, Oldest: late(24, "", "", "FR").Since}}
	if d := cmp.Diff(want, lanes); d != "" || err != nil {
		t.Error(d, err)
	}

	// One is late in another stage now, one on its way to another country than was thought, one is late no longer.
	moved, turned := late(0, "EMS", transit.Delivery, "DE"), late(1, "REG", transit.Arrival, "FR")
	moved.Since = moved.Since.Add(72 * time.Hour)
	for _, l := range []transit.LateItem{moved, turned} {
		if err := s.PutLate(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := s.DropLate(t.Context(), number(2)); err != nil {
			t.Fatal(err)
		}
	}
	if got := list(query); len(got) != 24 || got[0] != moved.Item {
		t.Error(got)
	}
	if got := list(lane); len(got) != 6 {
		t.Error(got)
	}
	lanes, err = s.LateLanes(t.Context(), "GBA", transit.AsOrigin)
	if err != nil || len(lanes) != 2 || lanes[0].Count != 18 || lanes[1].Count != 6 {
		t.Error(lanes, err)
	}
	if _, ok, err := s.Late(t.Context(), number(2)); ok || err != nil {
		t.Error("it is late no longer", err)
	}
}

// An item whose destination nobody knows, from a country without a post, is on the list of its lane only.
func TestStore_LateOfNobody(t *testing.T) {
	s, _ := store(t)
	l := late(1, "EMS", transit.Departure, "")
	l.Origin, l.Destination, l.Lane.From = "", "", "XX"
	if err := s.PutLate(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	if err := s.DropLate(t.Context(), l.Item); err != nil {
		t.Fatal(err)
	}
}

func TestStore_Capacity(t *testing.T) {
	s, meter := store(t)
	var ids []edi.ItemID
	for k := range transit.CheckItems {
		ids = append(ids, number(k))
	}
	check := transit.Check{At: now.Truncate(time.Hour), Kind: "arrival", Name: "R1#000000", Items: ids, First: true}
	spend(t, meter, "plan a check of fifty items", 1, func() error { return s.PutChecks(t.Context(), []transit.Check{check}) })
	c := transit.Cursor{From: check.At.Add(-time.Hour), To: check.At, Day: check.At.Format(time.DateOnly)}
	spend(t, meter, "an hour without checks, a shard", 1, func() error {
		_, _, err := s.Due(t.Context(), transit.Cursor{From: c.From.AddDate(0, 0, 3), To: c.To.AddDate(0, 0, 3), Day: "2026-11-24"}, 4)
		return err
	})
	spend(t, meter, "read how far checks are done", 1, func() error { _, _, err := s.Cursor(t.Context()); return err })
	spend(t, meter, "whether an item is late", 1, func() error { _, _, err := s.Late(t.Context(), number(1)); return err })
	spend(t, meter, "an item is late: itself, three lists, two counts", 13, func() error { return s.PutLate(t.Context(), late(1, "EMS", transit.Arrival, "DE")) })
	moved := late(1, "EMS", transit.Delivery, "DE")
	moved.Since = moved.Since.Add(time.Hour)
	spend(t, meter, "it is late in another stage: three lists move", 15, func() error { return s.PutLate(t.Context(), moved) })
	for k := 2; k < 102; k++ {
		if err := s.PutLate(t.Context(), late(k, "EMS", transit.Arrival, "DE")); err != nil {
			t.Fatal(err)
		}
	}
	spend(t, meter, "a page of 25 of a hundred late items", 1.5, func() error {
		_, err := s.ListLate(t.Context(), transit.LateQuery{Operator: "GBA", Role: transit.AsOrigin, Limit: 25})
		return err
	})
	spend(t, meter, "lanes with the oldest of each", 1, func() error { _, err := s.LateLanes(t.Context(), "GBA", transit.AsOrigin); return err })
	spend(t, meter, "it is late no longer", 13, func() error { return s.DropLate(t.Context(), number(1)) })
	spend(t, meter, "a month of an operator’s data", 1, func() error { _, err := s.Owed(t.Context(), "2026-11", "GBA", true); return err })
}
