//go:build emulator

package transitdb_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/transit"
	"github.com/whereabouts-post/whereabouts/shared/transit/transitdb"
)

var (
	toGermany = transit.Link{Month: "2026-11", From: "GBA", To: "DEA", Product: "EMS"}
	toFrance  = transit.Link{Month: "2026-11", From: "GBA", To: "FRA", Product: "PPR"}
)

// fresh are the first so many items, counted on a link.
func fresh(n int, l transit.Link, advised bool) (out []transit.Counting) {
	for k := range n {
		out = append(out, transit.Counting{Item: number(k), After: transit.Counted{Link: l, Advised: advised, First: now}})
	}
	return out
}

func traffic(t *testing.T, s *transitdb.Store, want ...transit.LinkCount) {
	t.Helper()
	got, err := s.Traffic(t.Context(), "2026-11")
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(got, func(a, b transit.LinkCount) int { return strings.Compare(fmt.Sprint(a.Link), fmt.Sprint(b.Link)) })
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// lastCounted is when a link to a post last changed.
func lastCounted(t *testing.T, s *transitdb.Store, to principal.OperatorCode) time.Time {
	t.Helper()
	got, err := s.Traffic(t.Context(), "2026-11")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range got {
		if l.To == to {
			return l.Changed
		}
	}
	return time.Time{}
}

// What counting costs: two write units an item, which its mark is, and two a link and transaction.
func TestTraffic_Capacity(t *testing.T) {
	s, meter := store(t)
	spend(t, meter, "count a hundred and fifty items of a link", 2*(150+2), func() error { return s.Count(t.Context(), fresh(150, toGermany, false), now) })
	spend(t, meter, "count one", 2*2, func() error {
		return s.Count(t.Context(), []transit.Counting{{Item: number(900), After: transit.Counted{Link: toFrance, Advised: true, First: now}}}, now)
	})
	var c transit.Counted
	spend(t, meter, "what an item counts as", 0.5, func() (err error) { c, err = s.Counted(t.Context(), number(900)); return err })
	if d := cmp.Diff(transit.Counted{Link: toFrance, Advised: true, First: now.UTC(), Version: 1}, c); d != "" {
		t.Error(d)
	}
	spend(t, meter, "the traffic of a month, of few links", 4, func() error { _, err := s.Traffic(t.Context(), "2026-11"); return err })
	at := now.UTC()
	traffic(t, s, transit.LinkCount{Link: toGermany, Items: 150, Changed: at}, transit.LinkCount{Link: toFrance, Items: 1, Advised: 1, Changed: at})
}

func TestTraffic_AnItemCountsOnce_AndIsPutRight(t *testing.T) {
	s, _ := store(t)
	count := func(changes ...transit.Counting) {
		t.Helper()
		if err := s.Count(t.Context(), changes, now); err != nil {
			t.Fatal(err)
		}
	}
	at := now.UTC()
	count(fresh(3, toGermany, false)...)
	count(fresh(5, toGermany, false)...) // three of them again: they were counted
	traffic(t, s, transit.LinkCount{Link: toGermany, Items: 5, Changed: at})

	was := func(k int) transit.Counted {
		c, err := s.Counted(t.Context(), number(k))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	advised, away, gone := transit.Counting{Item: number(0), Before: was(0), After: was(0)}, transit.Counting{Item: number(1), Before: was(1), After: was(1)}, transit.Counting{Item: number(2), Before: was(2)}
	advised.After.Advised, away.After.Link, gone.After.First = true, toFrance, now
	count(advised, away, gone)
	count(advised, away, gone) // as it was read before
	traffic(t, s, transit.LinkCount{Link: toGermany, Items: 3, Advised: 1, Changed: at}, transit.LinkCount{Link: toFrance, Items: 1, Changed: at})
	if c := was(2); c.Link != (transit.Link{}) || c.Version != 2 {
		t.Errorf("%+v counts no longer", c)
	}
}

// Several at once count the same items: each counts once, and none is left out.
func TestTraffic_SeveralAtOnce(t *testing.T) {
	s, _ := store(t)
	const n = 4
	var wg sync.WaitGroup
	failed := make([]error, n)
	for i := range n {
		wg.Go(func() {
			changes := fresh(120, toGermany, true)
			slices.Reverse(changes[:30*i])
			failed[i] = s.Count(t.Context(), changes, now)
		})
	}
	wg.Wait()
	for _, err := range failed {
		if err != nil {
			t.Error(err)
		}
	}
	traffic(t, s, transit.LinkCount{Link: toGermany, Items: 120, Advised: 120, Changed: now.UTC()})
}
