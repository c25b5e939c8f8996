package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// maker makes reports (insight.Maker).
type maker interface {
	MakeDue(ctx context.Context, now time.Time) ([]insight.Run, error)
	Make(ctx context.Context, asked insight.Run, now time.Time) (insight.Run, error)
}

// clerk looks after saved reports (query.Clerk).
type clerk interface {
	SendDue(ctx context.Context, now time.Time, more func() bool) (query.Sent, error)
	ClearUp(ctx context.Context, now time.Time) (int, error)
}

// event is what starts a run: an EventBridge schedule event, of which only the time counts, or by hand {} to run whatever is due now,
// {"time":"2026-12-15T03:00:00Z"} to do so as if fired then, {"month":"2026-11"} to make that month's reports whether due or not, or both; beside a month,
// {"operator":"DEA"} to make that operator's report alone, and "NETWORK" the network's.
type event struct {
	Month    string                 `json:"month"`
	Operator principal.OperatorCode `json:"operator"`
	Time     string                 `json:"time"`
}

// result is what a run answers.
type result struct {
	Runs []runResult `json:"runs"`
	Made int         `json:"made"` // reports that are new or changed
	Sent query.Sent  `json:"sent"` // letters about saved reports; none where a month was asked for
}

type runResult struct {
	ID     insight.RunID `json:"id"`
	Total  int           `json:"total"`
	Done   int           `json:"done"`
	Made   int           `json:"made"`
	Mailed int           `json:"mailed"`
}

// run handles one event.
func run(ctx context.Context, c clock.Clock, m maker, k clerk, raw json.RawMessage) (result, error) {
	var e event
	if err := json.Unmarshal(raw, &e); err != nil {
		return result{}, fmt.Errorf("event: %w", err)
	}
	now, err := instant(ctx, c, e.Time)
	if err != nil {
		return result{}, err
	}
	runs, err := made(ctx, m, e, now)
	out := result{Runs: []runResult{}}
	for _, r := range runs {
		out.Runs = append(out.Runs, runResult{r.ID, r.Total, len(r.Done), r.Made, r.Mailed})
		out.Made += r.Made
	}
	if e.Month != "" {
		return out, err
	}
	sent, failed := saved(ctx, k, now)
	out.Sent = sent
	return out, errors.Join(err, failed)
}

// reserve is what is left of a run's time when no further letter is begun.
const reserve = 2 * time.Minute

// saved writes about the saved reports that are due, and clears up. What fails is taken up by the function's retries or the next night's run.
func saved(ctx context.Context, k clerk, now time.Time) (query.Sent, error) {
	goesOn, stop := clock.Working(ctx, reserve)
	defer stop()
	sent, err := k.SendDue(ctx, now, goesOn)
	_, failed := k.ClearUp(ctx, now)
	return sent, errors.Join(err, failed)
}

func made(ctx context.Context, m maker, e event, now time.Time) ([]insight.Run, error) {
	if e.Month == "" && e.Operator != "" {
		return nil, problem.New(problem.Invalid, "event-invalid", "One operator's report is made of a month that is named.").With("month", "is missing")
	}
	if e.Month == "" {
		return m.MakeDue(ctx, now)
	}
	parsed, err := insight.ParseMonth(e.Month)
	if err != nil {
		return nil, err
	}
	asked, err := insight.HandRun(parsed, e.Operator, now)
	if err != nil {
		return nil, err
	}
	r, err := m.Make(ctx, asked, now)
	return []insight.Run{r}, err
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
