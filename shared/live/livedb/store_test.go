//go:build emulator

package livedb_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/live"
	. "github.com/whereabouts-post/whereabouts/shared/live/livedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func start(t *testing.T) *Store {
	t.Helper()
	client, table := kit.Table(t, "LiveTable")
	return &Store{Client: client, Table: table}
}

func of(t *testing.T, s *Store, c directory.CentreID, now time.Time) []string {
	t.Helper()
	ids, err := s.Of(t.Context(), c, now)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(ids)
	return ids
}

func TestConnections_ListenForTheirCentres_UntilTheyLeave(t *testing.T) {
	s := start(t)
	for _, c := range []live.Connection{{ID: "a=", Centres: []directory.CentreID{"GBA-DON", "GBA-BEL"}, Until: monday.Add(live.Lasts)},
		{ID: "b=", Centres: []directory.CentreID{"GBA-DON"}, Until: monday.Add(live.Lasts)}} {
		if err := s.Put(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	if got := of(t, s, "GBA-DON", monday); !slices.Equal(got, []string{"a=", "b="}) {
		t.Error(got)
	}
	if got := of(t, s, "GBA-DON", monday.Add(live.Lasts)); len(got) != 0 {
		t.Error(got)
	}
	for range 2 { // twice is once
		if err := s.Remove(t.Context(), "a="); err != nil {
			t.Fatal(err)
		}
	}
	if don, bel := of(t, s, "GBA-DON", monday), of(t, s, "GBA-BEL", monday); !slices.Equal(don, []string{"b="}) || len(bel) != 0 {
		t.Error(don, bel)
	}
}

func TestWaiting_OnceACentreAndOpening_UntilItIsCalled(t *testing.T) {
	s := start(t)
	opens := monday.Add(time.Hour)
	for range 2 {
		if err := s.Wait(t.Context(), "GBA-DON", opens); err != nil {
			t.Fatal(err)
		}
	}
	for now, want := range map[time.Time][]live.Waiting{monday: nil, opens: {{Centre: "GBA-DON", Opens: opens}}} {
		got, err := s.Waiting(t.Context(), now)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
	}
	if err := s.Called(t.Context(), live.Waiting{Centre: "GBA-DON", Opens: opens}); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Waiting(t.Context(), opens); err != nil || len(got) != 0 {
		t.Error(got, err)
	}
}
