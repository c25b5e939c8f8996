package api

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Records counts what API keys send (directorydb.Store implements it). A day is one of UTC, "2026-11-26".
type Records interface {
	// Records returns how many records of tracking messages a key has sent on a day.
	Records(ctx context.Context, key, day string) (int, error)
	// AddRecords counts further ones.
	AddRecords(ctx context.Context, key, day string, n int, now time.Time) error
}

// maySend refuses a key that has sent its records of the day, before the message is kept: there is no receipt, and the same message can be
// sent again. The last message of a day may pass the limit, by its records less one.
func (d Deps) maySend(ctx context.Context, by principal.Principal) error {
	if !by.IsMachine() {
		return nil
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return err
	}
	sent, err := d.Records.Records(ctx, by.Key, day(now))
	if err != nil || sent < by.Quota.Records {
		return err
	}
	seconds := int(now.UTC().Truncate(24*time.Hour).Add(24*time.Hour).Sub(now)/time.Second) + 1
	return problem.New(problem.TooManyRequests, "record-quota-exceeded", "This key may send %d records a day, and has. The message was not taken and has no receipt: send it again in %d seconds.",
		by.Quota.Records, seconds).WithExtra("retryAfterSeconds", seconds)
}

// sent counts what a key has sent. A message that was sent again with the same Idempotency-Key is counted again.
func (d Deps) sent(ctx context.Context, by principal.Principal, records int) error {
	if !by.IsMachine() || records == 0 {
		return nil
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return err
	}
	return d.Records.AddRecords(ctx, by.Key, day(now), records, now)
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }
