package insight_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// world is everything around a Maker, in memory.
type world struct {
	mu       sync.Mutex
	lines    []insight.Line
	counted  int // how often the lake was asked
	shelf    map[insight.ReportID]insight.Report
	editions map[string]insight.Report
	files    map[string]string
	refuses  string // key prefix that the file store refuses
	dies     int    // the function ends when it has stored so many reports; 0 never
	runs     map[insight.RunID]insight.Run
	held     map[insight.RunID]time.Time
	letters  []string

	operators      []insight.Operator     // who the directory knows; nil for everybody of the tests
	refusesLetters principal.OperatorCode // whose letters cannot be sent
}

func (w *world) Month(context.Context, insight.Month) ([]insight.Line, error) {
	w.counted++
	return w.lines, nil
}

func (w *world) Operators(context.Context) ([]insight.Operator, error) {
	if w.operators != nil {
		return w.operators, nil
	}
	return directory, nil
}

func (w *world) Report(_ context.Context, id insight.ReportID) (insight.Report, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if r, ok := w.shelf[id]; ok {
		return r, nil
	}
	return insight.Report{}, insight.Unknown()
}

func (w *world) Keep(_ context.Context, r insight.Report, replaces insight.Edition) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.shelf[r.ReportID].Edition != replaces {
		return errors.New("changed")
	}
	if w.dies == 1 {
		return errors.New("the function has ended")
	}
	w.dies--
	w.shelf[r.ReportID] = r
	w.editions[r.ReportID.String()+" "+r.Edition.String()] = r
	return nil
}

func (w *world) Past(_ context.Context, operator principal.OperatorCode, before insight.Month, n int) (out []insight.Report, _ error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for m := before.Before(); n > 0; m, n = m.Before(), n-1 {
		if r, ok := w.shelf[insight.ReportID{Month: m, Operator: operator}]; ok {
			out = append(out, r)
		}
	}
	return out, nil
}

func (w *world) Put(_ context.Context, key, _ string, content []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.refuses != "" && strings.HasPrefix(key, w.refuses) {
		return errors.New("no room")
	}
	w.files[key] = string(content)
	return nil
}

func (w *world) Fetch(_ context.Context, key string) ([]byte, error) {
	return []byte(w.files[key]), nil
}

func (w *world) Ask(_ context.Context, r insight.Run) (insight.Run, bool, error) {
	if there, ok := w.runs[r.ID]; ok {
		return there, false, nil
	}
	w.runs[r.ID] = r
	return r, true, nil
}

func (w *world) Take(_ context.Context, id insight.RunID, now, until time.Time) (insight.Run, error) {
	if now.Before(w.held[id]) {
		return insight.Run{}, problem.New(problem.Conflict, "report-run-busy", "busy")
	}
	w.held[id] = until
	err := w.change(id, func(r *insight.Run) { r.Begun++ })
	return w.runs[id], err
}

func (w *world) change(id insight.RunID, how func(*insight.Run)) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := w.runs[id]
	r.Done = slices.Clone(r.Done)
	how(&r)
	w.runs[id] = r
	return nil
}

func (w *world) Counted(_ context.Context, id insight.RunID, key string, total, differed int) error {
	return w.change(id, func(r *insight.Run) { r.Counts, r.Total, r.Differed = key, total, differed })
}

func (w *world) Did(_ context.Context, id insight.RunID, op principal.OperatorCode, made bool, why string) error {
	return w.change(id, func(r *insight.Run) {
		if why != "" {
			r.Failed = map[principal.OperatorCode]string{op: why}
			return
		}
		delete(r.Failed, op)
		r.Done = append(r.Done, op)
		if made {
			r.Made++
		}
	})
}

func (w *world) Leave(_ context.Context, id insight.RunID, ended time.Time, mailed int) error {
	delete(w.held, id)
	return w.change(id, func(r *insight.Run) { r.Ended, r.Mailed = ended, mailed })
}

func (w *world) Runs(context.Context, int) (out []insight.Run, _ error) {
	for _, r := range w.runs {
		out = append(out, r)
	}
	return out, nil
}

func (w *world) Mail(_ context.Context, r insight.Report, _ time.Time) (int, error) {
	letter := r.ReportID.String() + " " + r.Edition.String()
	switch {
	case r.Operator == w.refusesLetters:
		return 0, errors.New("no post today")
	case slices.Contains(w.letters, letter): // nobody is written to twice
		return 0, nil
	}
	w.letters = append(w.letters, letter)
	return 1, nil
}

func (w *world) maker() *insight.Maker {
	if w.shelf == nil {
		w.shelf, w.files, w.editions = map[insight.ReportID]insight.Report{}, map[string]string{}, map[string]insight.Report{}
		w.runs, w.held = map[insight.RunID]insight.Run{}, map[insight.RunID]time.Time{}
	}
	return &insight.Maker{Log: slog.New(slog.DiscardHandler), Lake: w, Directory: w, Shelf: w, Files: w, Runs: w, Mailer: w,
		Documents: []insight.Document{{Format: insight.CSV, Write: func(out io.Writer, r insight.Report) error {
			_, err := fmt.Fprintf(out, "%s %d", r.Edition, r.Total.AsReplier.Due)
			return err
		}}}}
}

// byHand makes a month's reports as if somebody invoked the function, and returns how many are new.
func (w *world) byHand(t *testing.T, m insight.Month, now time.Time) (int, error) {
	t.Helper()
	maker := w.maker()
	asked, err := insight.HandRun(m, "", now)
	if err != nil {
		t.Fatal(err)
	}
	r, err := maker.Make(t.Context(), asked, now)
	return r.Made, err
}

// One post's report is made, and nobody else's; of a post that there is not, nothing is.
func TestMake_ByHandOfOneOperator(t *testing.T) {
	w := &world{lines: due(1)}
	m, now := w.maker(), at(t, "2026-12-03T10:00:00Z")
	asked, err := insight.HandRun("2026-11", "GBA", now)
	if err != nil {
		t.Fatal(err)
	}
	r, err := m.Make(t.Context(), asked, now)
	if err != nil || r.Total != 1 || r.Made != 1 || r.Ended.IsZero() || len(w.shelf) != 1 || w.shelf[gba].Total.AsReplier.Due != 1 {
		t.Errorf("%+v, %d reports, %v", r, len(w.shelf), err)
	}
	if asked, err = insight.HandRun("2026-11", "XXX", now.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Make(t.Context(), asked, now); !problem.Is(err, "operator-unknown") || len(w.shelf) != 1 {
		t.Error(err)
	}
}

func due(n int) []insight.Line {
	return []insight.Line{{Side: insight.Replier, Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Due: n}}}
}

var gba = insight.ReportID{Month: "2026-11", Operator: "GBA"}

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
	if made, err := w.byHand(t, "2026-11", first); made != 3 || err != nil {
		t.Fatal(made, err)
	}
	shelf, files := len(w.shelf), len(w.files)
	before := w.shelf[gba]
	if made, err := w.byHand(t, "2026-11", first.Add(time.Hour)); made != 0 || err != nil {
		t.Error(made, err)
	}
	if len(w.shelf) != shelf || len(w.files) != files+1 { // the second run's counts

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
		if _, err := w.byHand(t, "2026-11", at(t, now)); err != nil {
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
	if _, err := w.byHand(t, "2026-11", now); err != nil {
		t.Fatal(err)
	}
	if r := w.shelf[gba]; r.State != insight.Provisional || !r.Until.Equal(now) {
		t.Errorf("%s until %s", r.State, r.Until)
	}
	if _, err := w.byHand(t, "2026-11", at(t, "2026-12-15T03:00:00Z")); err != nil {
		t.Fatal(err)
	}
	if r := w.shelf[gba]; r.State != insight.Final || !r.Until.Equal(at(t, "2026-12-01T00:00:00Z")) {
		t.Errorf("%s until %s", r.State, r.Until)
	}
}

func TestMake_OneThatFailsDoesNotHoldUpTheOthers(t *testing.T) {
	w := &world{lines: due(1), refuses: "reports/2026-11/DEA/"}
	made, err := w.byHand(t, "2026-11", at(t, "2026-12-01T03:00:00Z"))
	if made != 2 || err == nil {
		t.Fatal(made, err)
	}
	w.refuses = ""
	if made, err := w.byHand(t, "2026-11", at(t, "2026-12-01T04:00:00Z")); made != 1 || err != nil {
		t.Error("running again makes up one:", made, err)
	}
}
