package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// finder finds signals (signal.Finder).
type finder interface {
	FindDue(ctx context.Context, now time.Time) (signal.Run, error)
	FindAgain(ctx context.Context, from, to signal.Week, now time.Time) (signal.Run, error)
}

// event is what starts a run: an EventBridge schedule event, of which only the time counts, or by hand {} to judge whatever is due now,
// {"time":"2026-12-01T03:30:00Z"} to do so as if fired then, or {"week":"2026-11-23"}, with "to" up to another, to count weeks again.
type event struct {
	Time string `json:"time"`
	Week string `json:"week"`
	To   string `json:"to"`
}

// result is what a run answers.
type result struct {
	Weeks     []signal.Week `json:"weeks"`     // that were counted; none when none was due
	Operators int           `json:"operators"` // that were judged
	Open      int           `json:"open"`      // signals
	New       int           `json:"new"`       // … of them, to be told
	Mailed    int           `json:"mailed"`    // letters
}

// run handles one event.
func run(ctx context.Context, c clock.Clock, f finder, raw json.RawMessage) (result, error) {
	var e event
	if err := json.Unmarshal(raw, &e); err != nil {
		return result{}, fmt.Errorf("event: %w", err)
	}
	now, err := instant(ctx, c, e.Time)
	if err != nil {
		return result{}, err
	}
	r, err := found(ctx, f, e, now)
	out := result{Weeks: r.Weeks, Operators: r.Operators, Open: r.Open, New: r.Fresh, Mailed: r.Mailed}
	if out.Weeks == nil {
		out.Weeks = []signal.Week{}
	}
	return out, err
}

func found(ctx context.Context, f finder, e event, now time.Time) (signal.Run, error) {
	if e.Week == "" {
		return f.FindDue(ctx, now)
	}
	from, err := signal.ParseWeek(e.Week)
	if err != nil {
		return signal.Run{}, err
	}
	to := from
	if e.To != "" {
		if to, err = signal.ParseWeek(e.To); err != nil {
			return signal.Run{}, err
		}
	}
	if to < from || to.End().After(now) {
		return signal.Run{}, problem.New(problem.Invalid, "week-not-over", "Weeks are counted that are over, the earliest first.").With("to", "is not over, or before week")
	}
	return f.FindAgain(ctx, from, to, now)
}

// instant is the time the system lives in when the event was fired; without a time, now.
func instant(ctx context.Context, c clock.Clock, fired string) (time.Time, error) {
	if fired == "" {
		return c.Now(ctx)
	}
	t, err := time.Parse(time.RFC3339, fired)
	if err != nil {
		return time.Time{}, problem.New(problem.Invalid, "event-invalid", "The event's time is not RFC 3339.").With("time", "is not RFC 3339")
	}
	return c.At(ctx, t)
}
