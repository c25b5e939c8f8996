package tracking

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
)

// Watchers tells each kind of watcher through a queue of its own. Who watches is chosen where functions are wired: tracking knows kinds by name only.
// It implements Hits.
type Watchers struct {
	Queues map[string]Hits // by kind, as in Watch.Watcher
	Log    *slog.Logger    // nil: slog's default
}

// Send tells every kind, also after another kind's queue has failed. A kind that has no queue is told nothing and costs nobody else anything: it is
// logged, because failing would deliver the whole chunk again, for ever, to everybody.
func (w Watchers) Send(ctx context.Context, hits ...WatchHit) error {
	by := map[string][]WatchHit{}
	for _, h := range hits {
		by[h.Watcher] = append(by[h.Watcher], h)
	}
	var errs []error
	for _, kind := range slices.Sorted(maps.Keys(by)) {
		q, known := w.Queues[kind]
		if !known {
			w.log().WarnContext(ctx, "nobody is told as this kind of watcher", "kind", kind, "hits", len(by[kind]))
			continue
		}
		if err := q.Send(ctx, by[kind]...); err != nil {
			errs = append(errs, fmt.Errorf("tell %d watchers of kind %s: %w", len(by[kind]), kind, err))
		}
	}
	return errors.Join(errs...)
}

func (w Watchers) log() *slog.Logger {
	if w.Log == nil {
		return slog.Default()
	}
	return w.Log
}
