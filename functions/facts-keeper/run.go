package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/lakedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// compactor compacts a partition (lakedb.Compactor).
type compactor interface {
	Compact(ctx context.Context, fact string, m insight.Month, run string) (lakedb.Compacted, error)
	Forget(ctx context.Context, fact string, m insight.Month, run string) (lakedb.Compacted, error)
}

// teller tells how many items travelled (insight.TrafficTeller).
type teller interface {
	Tell(ctx context.Context, now time.Time) (facts int, err error)
	TellMonth(ctx context.Context, m insight.Month, now time.Time) (facts int, err error)
}

// rebuilder makes facts again (insight.Rebuilder).
type rebuilder interface {
	Continue(ctx context.Context, r insight.Rebuild, now time.Time, more func() bool) (insight.Rebuild, error)
}

type keeper struct {
	log     *slog.Logger
	clock   clock.Clock
	compact compactor
	traffic teller
	rebuild rebuilder
}

// event is what starts a run: a schedule, of which only the time counts; that of every night, {"traffic":{}}, which tells how many items travelled; by hand
// {"traffic":{"month":"2026-10"}} for all of that month, {"compact":"2026-10"}, {"forget":"2025-08"} without its agents, or {"rebuild":{}}, whose answer is passed in
// again ({"rebuild":{"version":…}}) until it says that it is done.
type event struct {
	Time    string                  `json:"time"`
	Traffic *struct{ Month string } `json:"traffic"`
	Compact string                  `json:"compact"`
	Forget  string                  `json:"forget"`
	Rebuild *insight.Rebuild        `json:"rebuild"`
}

// result is what a run answers.
type result struct {
	Compacted map[string]lakedb.Compacted `json:"compacted,omitempty"` // by "<fact>/<month>"
	Traffic   *int                        `json:"traffic,omitempty"`   // facts
	Rebuild   *insight.Rebuild            `json:"rebuild,omitempty"`
}

const (
	monthsBack = 3           // how many months before this one a scheduled run compacts: late facts come for some time
	reserve    = time.Minute // what is left of a run's time when it stops
)

func (k keeper) run(ctx context.Context, raw json.RawMessage) (result, error) {
	var e event
	if err := json.Unmarshal(raw, &e); err != nil {
		return result{}, fmt.Errorf("event: %w", err)
	}
	now, err := k.now(ctx, e.Time)
	if err != nil {
		return result{}, err
	}
	if e.Rebuild != nil {
		goesOn, stop := clock.Working(ctx, reserve)
		defer stop()
		r, err := k.rebuild.Continue(ctx, *e.Rebuild, now, goesOn)
		k.log.InfoContext(ctx, "facts made again", "version", r.Version, "position", r.Position, "facts", r.Facts, "done", r.Done)
		return result{Rebuild: &r}, err
	}
	if e.Traffic != nil {
		n, err := k.tell(ctx, e.Traffic.Month, now)
		k.log.InfoContext(ctx, "traffic told", "month", e.Traffic.Month, "facts", n)
		return result{Traffic: &n}, err
	}
	forgets := insight.ForgetsAgents(now)
	if e.Forget != "" {
		if forgets, err = insight.ParseMonth(e.Forget); err != nil {
			return result{}, err
		}
		return k.compactAll(ctx, nil, forgets, now)
	}
	if e.Compact != "" {
		m, err := insight.ParseMonth(e.Compact)
		if err != nil {
			return result{}, err
		}
		return k.compactAll(ctx, []insight.Month{m}, "", now)
	}
	var months []insight.Month
	for m := insight.MonthOf(now).Before(); len(months) < monthsBack; m = m.Before() {
		months = append(months, m)
	}
	return k.compactAll(ctx, months, forgets, now)
}

// tell tells the traffic of a month, or what has changed of late.
func (k keeper) tell(ctx context.Context, month string, now time.Time) (int, error) {
	if month == "" {
		return k.traffic.Tell(ctx, now)
	}
	m, err := insight.ParseMonth(month)
	if err != nil {
		return 0, err
	}
	return k.traffic.TellMonth(ctx, m, now)
}

// compactAll compacts months, and one more without its agents; "" is none.
func (k keeper) compactAll(ctx context.Context, months []insight.Month, forgets insight.Month, now time.Time) (result, error) {
	out := result{Compacted: map[string]lakedb.Compacted{}}
	run := strconv.FormatInt(now.Unix(), 10)
	compact := func(do func(context.Context, string, insight.Month, string) (lakedb.Compacted, error), fact string, m insight.Month) error {
		c, err := do(ctx, fact, m, run)
		if err != nil {
			return err
		}
		out.Compacted[fact+"/"+string(m)] = c
		k.log.InfoContext(ctx, "compacted", "fact", fact, "month", m, "before", c.FilesBefore, "after", c.FilesAfter, "superfluous", c.Superfluous)
		return nil
	}
	for _, m := range months {
		for _, fact := range []string{insight.FactEvent, insight.FactStep, insight.FactTraffic} {
			if err := compact(k.compact.Compact, fact, m); err != nil {
				return out, err
			}
		}
	}
	if forgets == "" {
		return out, nil
	}
	return out, compact(k.compact.Forget, insight.FactEvent, forgets)
}

// now is the time the system lives in when the event was fired; without a time, now.
func (k keeper) now(ctx context.Context, fired string) (time.Time, error) {
	if fired == "" {
		return k.clock.Now(ctx)
	}
	t, err := time.Parse(time.RFC3339, fired)
	if err != nil {
		return time.Time{}, problem.New(problem.Invalid, "event-invalid", "The event's time is not RFC 3339.").With("time", "is not RFC 3339")
	}
	return k.clock.At(ctx, t)
}
