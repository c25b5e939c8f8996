package main

import (
	"context"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// asked remembers what it was told to make.
type asked struct {
	due   bool
	month insight.Month
	only  principal.OperatorCode
	now   time.Time
}

func (a *asked) MakeDue(_ context.Context, now time.Time) ([]insight.Run, error) {
	a.due, a.now = true, now
	return []insight.Run{{ID: "2026-10-final", Made: 1}, {ID: "2026-11-provisional", Made: 2}}, nil
}

func (a *asked) Make(_ context.Context, r insight.Run, now time.Time) (insight.Run, error) {
	a.month, a.only, a.now = r.Month, r.Only, now
	r.Made = 3
	return r, nil
}

// desk remembers when it was told to write.
type desk struct{ sent, cleared time.Time }

func (d *desk) SendDue(_ context.Context, now time.Time, more func() bool) (query.Sent, error) {
	if more() {
		d.sent = now
	}
	return query.Sent{Sent: 4}, nil
}

func (d *desk) ClearUp(_ context.Context, now time.Time) (int, error) {
	d.cleared = now
	return 1, nil
}

// forward is a local stage whose time has been moved by a day.
type forward struct{}

func (forward) Offset(context.Context) (time.Duration, error) { return 24 * time.Hour, nil }

func TestRun_TakesTimeAndMonthFromTheEvent(t *testing.T) {
	fixed := clock.Fixed(time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC))
	for _, c := range []struct {
		name, event, month, only, now string // no month: whatever is due
		clock                         clock.Clock
	}{
		{"schedule", `{"version":"0","detail-type":"Scheduled Event","source":"aws.events","time":"2026-12-01T03:00:00Z","detail":{}}`, "", "", "2026-12-01T03:00:00Z", fixed},
		{"by hand, a month", `{"month":"2026-09"}`, "2026-09", "", "2026-11-22T18:00:00Z", fixed},
		{"by hand, one operator's", `{"month":"2026-09","operator":"DEA"}`, "2026-09", "DEA", "2026-11-22T18:00:00Z", fixed},
		{"by hand, both", `{"month":"2026-09","time":"2026-10-15T03:00:00+02:00"}`, "2026-09", "", "2026-10-15T01:00:00Z", fixed},
		{"by hand, nothing", `{}`, "", "", "2026-11-22T18:00:00Z", fixed},
		{"the local stage's moved time", `{"time":"2026-11-30T03:00:00Z"}`, "", "", "2026-12-01T03:00:00Z", clock.Moved{Offsets: forward{}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var a asked
			var d desk
			got, err := run(t.Context(), c.clock, &a, &d, []byte(c.event))
			if err != nil {
				t.Fatal(err)
			}
			if string(a.month) != c.month || string(a.only) != c.only || a.due != (c.month == "") || a.now.Format(time.RFC3339) != c.now || got.Made != 3 {
				t.Errorf("%+v, answer %+v", a, got)
			}
			if due := c.month == ""; due != d.sent.Equal(a.now) || due != d.cleared.Equal(a.now) || due != (got.Sent.Sent == 4) {
				t.Errorf("saved reports: %+v, answer %+v", d, got)
			}
		})
	}
}

func TestRun_RefusesWhatItCannotRead(t *testing.T) {
	for event, slug := range map[string]string{`{"month":"2026-13"}`: "month-invalid", `{"time":"yesterday"}`: "event-invalid", `{"operator":"DEA"}`: "event-invalid", `{"month":"2031-01"}`: "month-not-begun"} {
		if _, err := run(t.Context(), clock.Fixed{}, &asked{}, &desk{}, []byte(event)); !problem.Is(err, slug) {
			t.Errorf("%s: %v", event, err)
		}
	}
	if _, err := run(t.Context(), clock.Fixed{}, &asked{}, &desk{}, []byte(`[`)); err == nil {
		t.Error("broken JSON")
	}
}
