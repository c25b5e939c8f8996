package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/live"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

type world struct {
	changed []follow.List
	failed  []error
	called  []string
	deaf    bool
}

func (w *world) Tell(context.Context, []tracking.WatchHit) ([]follow.List, []error) {
	return w.changed, w.failed
}

func (w *world) Call(_ context.Context, l live.Look, _ time.Time) error {
	w.called = append(w.called, string(l.Centre)+" "+l.At[0])
	if w.deaf {
		return errors.New("nobody listens")
	}
	return nil
}

func (w *world) CentresOf(_ context.Context, code directory.OperatorCode) ([]directory.CallCentre, error) {
	if code != "GBA" {
		return nil, errors.New("no")
	}
	return []directory.CallCentre{{ID: "GBA-DON"}, {ID: "GBA-BRS"}}, nil
}

func (w *world) update(t *testing.T) []error {
	t.Helper()
	u := updater{log: slog.New(slog.DiscardHandler), clock: clock.Fixed(time.Now()), teller: w, centres: w, live: w}
	return u.update(t.Context(), make([]tracking.WatchHit, len(w.failed)))
}

func TestUpdate_CallsWhoHasTheListOnTheirPageOnce(t *testing.T) {
	w := &world{failed: []error{nil, errors.New("no"), nil}, changed: []follow.List{
		{ID: "L1", Operator: "GBA", Centre: "GBA-DON", Shared: follow.SharedCentre}, {ID: "L2", Operator: "GBA", Centre: "GBA-DON", Shared: follow.SharedOperator},
		{ID: "L3", Operator: "FRA", Centre: "FRA-LIL", Shared: follow.SharedCentre}, {ID: "L4", Operator: "FRA", Centre: "FRA-LIL", Shared: follow.SharedOperator}}}
	if failed := w.update(t); !slices.Equal(failed, w.failed) {
		t.Error("what was not told comes back, and nothing else:", failed)
	}
	slices.Sort(w.called)
	if d := cmp.Diff([]string{"FRA-LIL lists", "GBA-BRS lists", "GBA-DON lists"}, w.called); d != "" {
		t.Error(d)
	}
}

func TestUpdate_ACallThatDoesNotGetThrough_IsNoFailure(t *testing.T) {
	w := &world{failed: []error{nil}, deaf: true, changed: []follow.List{{ID: "L1", Operator: "GBA", Centre: "GBA-DON", Shared: follow.SharedCentre}}}
	if failed := w.update(t); failed[0] != nil {
		t.Error(failed)
	}
	quiet := &world{failed: []error{nil}}
	if quiet.update(t); len(quiet.called) != 0 {
		t.Error(quiet.called)
	}
}
