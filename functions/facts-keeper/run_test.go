package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/lakedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// world remembers what it was told to do.
type world struct {
	compacted []string
	err       error
	rebuilt   insight.Rebuild
	more      bool
}

func (w *world) Compact(_ context.Context, fact string, m insight.Month, run string) (lakedb.Compacted, error) {
	w.compacted = append(w.compacted, fact+" "+string(m)+" "+run)
	return lakedb.Compacted{FilesBefore: 9, FilesAfter: 1}, w.err
}

func (w *world) Forget(_ context.Context, fact string, m insight.Month, run string) (lakedb.Compacted, error) {
	w.compacted = append(w.compacted, fact+" "+string(m)+" "+run+" without agents")
	return lakedb.Compacted{FilesBefore: 1, FilesAfter: 1}, w.err
}

func (w *world) Tell(_ context.Context, now time.Time) (int, error) {
	w.compacted = append(w.compacted, "traffic until "+now.UTC().Format(time.DateOnly))
	return 7, w.err
}

func (w *world) TellMonth(_ context.Context, m insight.Month, now time.Time) (int, error) {
	w.compacted = append(w.compacted, "traffic of "+string(m)+" until "+now.UTC().Format(time.DateOnly))
	return 9, w.err
}

func (w *world) Continue(_ context.Context, r insight.Rebuild, _ time.Time, more func() bool) (insight.Rebuild, error) {
	w.rebuilt, w.more = r, more()
	r.Done = true
	return r, nil
}

func keep(w *world) keeper {
	return keeper{log: slog.New(slog.DiscardHandler), clock: clock.Fixed(time.Unix(1800000000, 0)), compact: w, traffic: w, rebuild: w} // 15 January 2027
}

func TestRun_CompactsTheMonthsBefore_OrTheOneAskedFor(t *testing.T) {
	for event, want := range map[string][]string{
		`{"time":"2026-12-16T04:00:00Z"}`: {"event 2026-11 1797393600", "step 2026-11 1797393600", "traffic 2026-11 1797393600", "event 2026-10 1797393600", "step 2026-10 1797393600",
			"traffic 2026-10 1797393600", "event 2026-09 1797393600", "step 2026-09 1797393600", "traffic 2026-09 1797393600",
			"event 2025-08 1797393600 without agents"},
		`{"compact":"2026-02"}`: {"event 2026-02 1800000000", "step 2026-02 1800000000", "traffic 2026-02 1800000000"},
		`{"forget":"2025-02"}`:  {"event 2025-02 1800000000 without agents"},
	} {
		w := &world{}
		out, err := keep(w).run(t.Context(), []byte(event))
		if err != nil || !slices.Equal(w.compacted, want) || len(out.Compacted) != len(want) {
			t.Errorf("%s: %v, %v", event, w.compacted, err)
		}
	}
	if w := (&world{err: errors.New("no")}); true {
		if _, err := keep(w).run(t.Context(), []byte(`{}`)); err == nil || len(w.compacted) != 1 {
			t.Error("a partition that cannot be compacted must be said")
		}
	}
}

func TestRun_TellsHowManyItemsTravelled(t *testing.T) {
	for event, want := range map[string]struct {
		did   string
		facts int
	}{`{"traffic":{}}`: {"traffic until 2027-01-15", 7}, `{"traffic":{"month":"2026-11"}}`: {"traffic of 2026-11 until 2027-01-15", 9}} {
		w := &world{}
		out, err := keep(w).run(t.Context(), []byte(event))
		if err != nil || !slices.Equal(w.compacted, []string{want.did}) || out.Traffic == nil || *out.Traffic != want.facts {
			t.Errorf("%s: %v, %+v, %v", event, w.compacted, out, err)
		}
	}
	if _, err := keep(&world{err: errors.New("no")}).run(t.Context(), []byte(`{"traffic":{}}`)); err == nil {
		t.Error("traffic that cannot be told must be said")
	}
}

func TestRun_GoesOnWithARebuildWhereItStood_WhileThereIsTime(t *testing.T) {
	for name, c := range map[string]struct {
		left time.Duration
		more bool
	}{"much time": {time.Hour, true}, "little time": {30 * time.Second, false}} {
		ctx, cancel := context.WithTimeout(t.Context(), c.left)
		w := &world{}
		out, err := keep(w).run(ctx, []byte(`{"rebuild":{"version":17,"position":"table a b","facts":3}}`))
		cancel()
		if err != nil || w.rebuilt != (insight.Rebuild{Version: 17, Position: "table a b", Facts: 3}) || w.more != c.more || !out.Rebuild.Done || w.compacted != nil {
			t.Errorf("%s: %+v %+v %v", name, w, out, err)
		}
	}
}

func TestRun_RefusesWhatItCannotRead(t *testing.T) {
	for event, slug := range map[string]string{`{"compact":"2026-13"}`: "month-invalid", `{"forget":"soon"}`: "month-invalid", `{"traffic":{"month":"2026"}}`: "month-invalid", `{"time":"yesterday"}`: "event-invalid"} {
		if _, err := keep(&world{}).run(t.Context(), []byte(event)); !problem.Is(err, slug) {
			t.Errorf("%s: %v", event, err)
		}
	}
	if _, err := keep(&world{}).run(t.Context(), []byte(`[`)); err == nil {
		t.Error("broken JSON")
	}
}
