package directory

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// RecordStore counts the records that API keys send: of tracking messages, and of batches. A day is one of UTC, "2026-11-26".
type RecordStore interface {
	// Records returns how many records a key has sent on a day.
	Records(ctx context.Context, key, day string) (int, error)
	// AddRecords counts further ones.
	AddRecords(ctx context.Context, key, day string, n int, now time.Time) error
}

// RecordMeter holds API keys to the records that they may send a day. People are not counted.
type RecordMeter struct{ Store RecordStore }

// Admit refuses a key that has sent its records of the day, before anything is done: the same request can be sent again tomorrow. The last request of a
// day may pass the limit, by its records less one.
func (m RecordMeter) Admit(ctx context.Context, by principal.Principal, now time.Time) error {
	if !by.IsMachine() {
		return nil
	}
	sent, err := m.Store.Records(ctx, by.Key, recordDay(now))
	if err != nil || sent < by.Quota.Records {
		return err
	}
	seconds := int(now.UTC().Truncate(24*time.Hour).Add(24*time.Hour).Sub(now)/time.Second) + 1
	return problem.New(problem.TooManyRequests, "record-quota-exceeded", "This key may send %d records a day, and has. Nothing of this request was taken: send it again in %d seconds.",
		by.Quota.Records, seconds).WithExtra("retryAfterSeconds", seconds)
}

// Count counts what a key has sent. A request that is sent again is counted again.
func (m RecordMeter) Count(ctx context.Context, by principal.Principal, records int, now time.Time) error {
	if !by.IsMachine() || records == 0 {
		return nil
	}
	return m.Store.AddRecords(ctx, by.Key, recordDay(now), records, now)
}

func recordDay(t time.Time) string { return t.UTC().Format(time.DateOnly) }
