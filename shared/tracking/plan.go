package tracking

import (
	"context"
	"time"
)

// plan has the items of the stored events of a chunk, the kth, looked at again. It comes last but for the outcome: what is planned is there to be looked at.
func (g *Ingester) plan(ctx context.Context, c Chunk, k int, done []stored[Event], now time.Time) error {
	if g.Checks == nil {
		return nil
	}
	var there []Event
	for _, d := range done {
		if d.chunk == k && d.err == nil && d.outcome == OutcomeStored {
			there = append(there, d.record)
		}
	}
	if len(there) == 0 {
		return nil
	}
	return g.Checks.Plan(ctx, c, there, now)
}
