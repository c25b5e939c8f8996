// Package clock tells functions the time. In the local stage the time can be moved forward for stories and demos:
// every function then reads the same offset. Outside the local stage the template gives no CLOCK_TABLE and there is no offset.
package clock

import (
	"context"
	"time"
)

// Clock tells the time of one unit of work: call Now once and pass it on.
type Clock interface {
	// Now returns the current instant in UTC, to the millisecond.
	Now(ctx context.Context) (time.Time, error)
	// At turns the instant a schedule was fired for into the instant the system lives in.
	At(ctx context.Context, t time.Time) (time.Time, error)
}

// System is the machine's clock.
type System struct{}

// Now implements Clock; it never fails.
func (System) Now(context.Context) (time.Time, error) { return trim(time.Now()), nil }

// Real is the machine's time, for what the world outside checks: signatures, tokens.
func Real() time.Time { return time.Now() }

// At implements Clock; it never fails.
func (System) At(_ context.Context, t time.Time) (time.Time, error) { return trim(t), nil }

// Offsets reads how far the local stage's time has been moved.
type Offsets interface {
	Offset(ctx context.Context) (time.Duration, error)
}

// Moved is the machine's clock plus an offset that is read at each call.
type Moved struct{ Offsets Offsets }

// Now implements Clock; it fails when the offset cannot be read.
func (m Moved) Now(ctx context.Context) (time.Time, error) { return m.At(ctx, time.Now()) }

// At implements Clock; it fails when the offset cannot be read.
func (m Moved) At(ctx context.Context, t time.Time) (time.Time, error) {
	d, err := m.Offsets.Offset(ctx)
	return trim(t.Add(d)), err
}

// Fixed is a clock for tests.
type Fixed time.Time

// Now implements Clock.
func (f Fixed) Now(context.Context) (time.Time, error) { return trim(time.Time(f)), nil }

// At implements Clock: a fixed clock takes the schedule's word.
func (f Fixed) At(_ context.Context, t time.Time) (time.Time, error) { return trim(t), nil }

func trim(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
