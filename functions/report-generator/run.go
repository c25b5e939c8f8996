package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// maker makes the reports of a month (insight.Maker).
type maker interface {
	Make(ctx context.Context, m insight.Month, now time.Time) (int, error)
}

// event is what starts a run: an EventBridge schedule event, of which only the time counts, or by hand {"month":"2026-11"} to make that
// month's reports, {"time":"2026-12-15T03:00:00Z"} to run as if fired then, or both.
type event struct {
	Month string `json:"month"`
	Time  string `json:"time"`
}

// result is what a run answers.
type result struct {
	Month insight.Month `json:"month"`
	Made  int           `json:"made"` // reports that are new or changed
}

// run handles one event.
func run(ctx context.Context, c clock.Clock, m maker, raw json.RawMessage) (result, error) {
	var e event
	if err := json.Unmarshal(raw, &e); err != nil {
		return result{}, fmt.Errorf("event: %w", err)
	}
	now, err := instant(ctx, c, e.Time)
	if err != nil {
		return result{}, err
	}
	month := insight.Scheduled(now)
	if e.Month != "" {
		if month, err = insight.ParseMonth(e.Month); err != nil {
			return result{}, err
		}
	}
	made, err := m.Make(ctx, month, now)
	return result{Month: month, Made: made}, err
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
