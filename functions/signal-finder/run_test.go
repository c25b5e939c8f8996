package main

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// asked remembers what it was told to find.
type asked struct{ what string }

func (a *asked) FindDue(_ context.Context, now time.Time) (signal.Run, error) {
	a.what = "due at " + now.Format(time.RFC3339)
	return signal.Run{}, nil
}

func (a *asked) FindAgain(_ context.Context, from, to signal.Week, _ time.Time) (signal.Run, error) {
	a.what = fmt.Sprintf("%s to %s", from, to)
	return signal.Run{Weeks: []signal.Week{from}, Fresh: 2}, nil
}

func TestRun_TakesTimeAndWeeksFromTheEvent(t *testing.T) {
	fixed := clock.Fixed(time.Date(2026, 12, 1, 3, 30, 0, 0, time.UTC))
	for event, want := range map[string]string{
		`{"version":"0","detail-type":"Scheduled Event","source":"aws.events","time":"2026-12-02T03:30:00Z","detail":{}}`: "due at 2026-12-02T03:30:00Z",
		`{}`:                    "due at 2026-12-01T03:30:00Z",
		`{"week":"2026-11-23"}`: "2026-11-23 to 2026-11-23",
		`{"week":"2026-11-02","to":"2026-11-23"}`: "2026-11-02 to 2026-11-23",
	} {
		var a asked
		if got, err := run(t.Context(), fixed, &a, []byte(event)); err != nil || a.what != want || got.Weeks == nil {
			t.Errorf("%s: %s, %+v, %v", event, a.what, got, err)
		}
	}
	for event, slug := range map[string]string{`{"week":"2026-11-24"}`: "week-invalid", `{"week":"2026-11-23","to":"W48"}`: "week-invalid", `{"week":"2026-11-30"}`: "week-not-over",
		`{"week":"2026-11-23","to":"2026-11-16"}`: "week-not-over", `{"time":"yesterday"}`: "event-invalid"} {
		if _, err := run(t.Context(), fixed, &asked{}, []byte(event)); !problem.Is(err, slug) {
			t.Errorf("%s: %v", event, err)
		}
	}
	if _, err := run(t.Context(), fixed, &asked{}, []byte(`[`)); err == nil {
		t.Error("broken JSON")
	}
}
