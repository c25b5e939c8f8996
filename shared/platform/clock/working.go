package clock

import (
	"context"
	"time"
)

// Working is a run's time but a reserve at its end: goesOn reports whether something further may be begun, always where the run has no end. stop releases
// what it holds.
func Working(ctx context.Context, reserve time.Duration) (goesOn func() bool, stop func()) {
	end, limited := ctx.Deadline()
	if !limited {
		return func() bool { return ctx.Err() == nil }, func() {}
	}
	working, stop := context.WithDeadline(ctx, end.Add(-reserve))
	return func() bool { return working.Err() == nil }, stop
}
