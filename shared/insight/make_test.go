package insight_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// world is everything around a Maker, in memory.
type world struct {
	lines   []insight.Line
	shelf   map[insight.ReportID]insight.Report
	files   map[string]string
	refuses string // key prefix that the file store refuses
}

func (w *world) Month(context.Context, insight.Month) ([]insight.Line, error) { return w.lines, nil }

func (w *world) Operators(context.Context) ([]insight.Operator, error) { return directory, nil }

func (w *world) Report(_ context.Context, id insight.ReportID) (insight.Report, error) {
	if r, ok := w.shelf[id]; ok {
		return r, nil
	}
	return insight.Report{}, insight.Unknown()
}

func (w *world) Keep(_ context.Context, r insight.Report, replaces insight.Edition) error {
	if w.shelf[r.ReportID].Edition != replaces {
		return errors.New("changed")
	}
	w.shelf[r.ReportID] = r
	return nil
}

func (w *world) Put(_ context.Context, key, _ string, content []byte) error {
	if w.refuses != "" && key[:len(w.refuses)] == w.refuses {
		return errors.New("no room")
	}
	w.files[key] = string(content)
	return nil
}

func (w *world) maker() *insight.Maker {
	if w.shelf == nil {
		w.shelf, w.files = map[insight.ReportID]insight.Report{}, map[string]string{}
	}
	return &insight.Maker{Log: slog.New(slog.DiscardHandler), Lake: w, Directory: w, Shelf: w, Files: w,
		Documents: []insight.Document{{Format: insight.CSV, Write: func(out io.Writer, r insight.Report) error {
			_, err := fmt.Fprintf(out, "%s %d", r.Edition, r.Total.AsReplier.Due)
			return err
		}}}}
}

func due(n int) []insight.Line {
	return []insight.Line{{Side: insight.Replier, Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Due: n}}}
}

var gba = insight.ReportID{Month: "2026-11", Operator: "GBA"}

func TestScheduled_IsTheMonthBefore(t *testing.T) {
	for now, want := range map[string]insight.Month{
		"2026-12-01T03:00:00Z": "2026-11", "2026-12-15T03:00:00Z": "2026-11", "2027-01-01T00:00:00Z": "2026-12", "2026-03-31T23:59:59Z": "2026-02",
	} {
		if got := insight.Scheduled(at(t, now)); got != want {
			t.Errorf("at %s: %s", now, got)
		}
	}
}

func TestStateAt(t *testing.T) {
	for now, want := range map[string]insight.State{
		"2026-11-01T00:00:00Z": insight.Provisional, "2026-12-01T03:00:00Z": insight.Provisional, "2026-12-14T23:59:59Z": insight.Provisional,
		"2026-12-15T00:00:00Z": insight.Final, "2027-06-01T00:00:00Z": insight.Final,
	} {
		if got, err := insight.StateAt("2026-11", at(t, now)); got != want || err != nil {
			t.Errorf("at %s: %s, %v", now, got, err)
		}
	}
	if _, err := insight.StateAt("2026-11", at(t, "2026-10-31T23:59:59Z")); !problem.Is(err, "month-not-begun") {
		t.Error("a future month:", err)
	}
}

func TestMake_TwiceFromTheSameFactsHasOneEffect(t *testing.T) {
	w := &world{lines: due(1)}
	first := at(t, "2026-12-01T03:00:00Z")
	if made, err := w.maker().Make(t.Context(), "2026-11", first); made != 3 || err != nil {
		t.Fatal(made, err)
	}
	shelf, files := len(w.shelf), len(w.files)
	before := w.shelf[gba]
	if made, err := w.maker().Make(t.Context(), "2026-11", first.Add(time.Hour)); made != 0 || err != nil {
		t.Error(made, err)
	}
	if len(w.shelf) != shelf || len(w.files) != files {
		t.Errorf("%d reports and %d files became %d and %d", shelf, files, len(w.shelf), len(w.files))
	}
	if d := cmp.Diff(before, w.shelf[gba]); d != "" {
		t.Error(d)
	}
}

func TestMake_ProvisionalIsReplacedFinalIsFrozen(t *testing.T) {
	w := &world{lines: due(1)}
	run := func(now string, lines []insight.Line) insight.Report {
		t.Helper()
		w.lines = lines
		if _, err := w.maker().Make(t.Context(), "2026-11", at(t, now)); err != nil {
			t.Fatal(err)
		}
		return w.shelf[gba]
	}
	for _, c := range []struct {
		now     string
		due     int
		edition string
		says    int
	}{
		{"2026-12-01T03:00:00Z", 1, "provisional-v1", 1},
		{"2026-12-02T03:00:00Z", 2, "provisional-v2", 2},
		{"2026-12-15T03:00:00Z", 2, "final-v1", 2},
		{"2026-12-16T03:00:00Z", 9, "final-v1", 2},
	} {
		r := run(c.now, due(c.due))
		if r.Edition.String() != c.edition || r.Total.AsReplier.Due != c.says {
			t.Errorf("at %s with %d due: %s says %d", c.now, c.due, r.Edition, r.Total.AsReplier.Due)
		}
		if got := w.files[r.Files[insight.CSV]]; got != fmt.Sprintf("%s %d", c.edition, c.says) {
			t.Errorf("at %s the file says %q", c.now, got)
		}
	}
}

func TestMake_RunningMonthIsCountedUntilNow(t *testing.T) {
	w := &world{lines: due(1)}
	now := at(t, "2026-11-10T12:00:00Z")
	if _, err := w.maker().Make(t.Context(), "2026-11", now); err != nil {
		t.Fatal(err)
	}
	if r := w.shelf[gba]; r.State != insight.Provisional || !r.Until.Equal(now) {
		t.Errorf("%s until %s", r.State, r.Until)
	}
	if _, err := w.maker().Make(t.Context(), "2026-11", at(t, "2026-12-15T03:00:00Z")); err != nil {
		t.Fatal(err)
	}
	if r := w.shelf[gba]; r.State != insight.Final || !r.Until.Equal(at(t, "2026-12-01T00:00:00Z")) {
		t.Errorf("%s until %s", r.State, r.Until)
	}
}

func TestMake_OneThatFailsDoesNotHoldUpTheOthers(t *testing.T) {
	w := &world{lines: due(1), refuses: "reports/2026-11/DEA/"}
	made, err := w.maker().Make(t.Context(), "2026-11", at(t, "2026-12-01T03:00:00Z"))
	if made != 2 || err == nil {
		t.Fatal(made, err)
	}
	w.refuses = ""
	if made, err := w.maker().Make(t.Context(), "2026-11", at(t, "2026-12-01T04:00:00Z")); made != 1 || err != nil {
		t.Error("running again makes up one:", made, err)
	}
}
