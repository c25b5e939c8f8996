package insight_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// links is a counter of items.
type links map[insight.Month][]insight.Traffic

func (l links) Traffic(_ context.Context, m insight.Month) ([]insight.Traffic, error) {
	if m == "1999-01" {
		return nil, errors.New("no")
	}
	return l[m], nil
}

var nightfall = time.Date(2026, 12, 2, 2, 30, 0, 0, time.UTC)

// link is one that changed so many hours before night falls.
func link(m insight.Month, product string, items, advised, hours int) insight.Traffic {
	return insight.Traffic{Month: m, Origin: "GBA", Destination: "DEA", Product: product, Items: items, PreAdvised: advised, Changed: nightfall.Add(-time.Duration(hours) * time.Hour)}
}

func TestTraffic_IsAFactOfALinkAndMonth(t *testing.T) {
	f := link("2026-11", "EMS", 1200, 1188, 3).FactOf(1796178600)
	want := insight.Fact{Fact: "traffic", Month: "2026-11", FactID: "traffic#2026-11#GBA#DEA#EMS", Kind: "traffic", At: insight.Stamp(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)),
		RequesterOperator: "GBA", ReplierOperator: "DEA", Product: "EMS", Schema: insight.Schema, Version: 1796178600, Items: new(1200), PreAdvised: new(1188)}
	if d := cmp.Diff(want, f, cmp.Comparer(func(a, b insight.Stamp) bool { return time.Time(a).Equal(time.Time(b)) })); d != "" {
		t.Error(d)
	}
}

// A night tells what changed since the night before last, of this month and the three before; told again, a link is the same fact.
func TestTrafficTeller_TellsWhatHasChanged(t *testing.T) {
	hub := links{
		"2026-12": {link("2026-12", "EMS", 3, 0, 1)},
		"2026-11": {link("2026-11", "EMS", 1200, 1188, 30), link("2026-11", "PPR", 7, 7, 49), link("2026-11", "REG", 9, 9, 51)},
		"2026-09": {link("2026-09", "EMS", 5, 5, 2)},
		"2026-08": {link("2026-08", "EMS", 6, 6, 2)},
	}
	lake := latest{}
	teller := insight.TrafficTeller{Counter: hub, Stream: lake}
	for range 2 {
		if n, err := teller.Tell(t.Context(), nightfall); err != nil || n != 4 || len(lake) != 4 {
			t.Fatal(n, err, lake)
		}
	}
	if f := lake["traffic#2026-11#GBA#DEA#EMS"]; *f.Items != 1200 || f.Version != nightfall.Unix() {
		t.Errorf("%+v", f)
	}
	if n, err := teller.TellMonth(t.Context(), "2026-11", nightfall.Add(time.Hour)); err != nil || n != 3 || len(lake) != 5 {
		t.Error("by hand all of the month:", n, err)
	}
	if f := lake["traffic#2026-11#GBA#DEA#EMS"]; f.Version != nightfall.Add(time.Hour).Unix() {
		t.Error("what was read later wins:", f.Version)
	}
	if _, err := teller.TellMonth(t.Context(), "1999-01", nightfall); err == nil {
		t.Error("a counter that cannot be read must be said")
	}
}
