package tracking

import (
	"context"
	"slices"
	"time"
)

// plan has the items of the stored events and announcements of a chunk, the kth, looked at again. It comes last but for the outcome: what is planned is there to
// be looked at.
func (g *Ingester) plan(ctx context.Context, c Chunk, k int, done []stored[Event], moved []stored[Movement], now time.Time) error {
	if g.Checks == nil {
		return nil
	}
	there := keptOf(done, k)
	announced := slices.DeleteFunc(keptOf(moved, k), func(m Movement) bool { return m.ItemID == "" })
	if len(there)+len(announced) == 0 {
		return nil
	}
	return g.Checks.Plan(ctx, c, there, announced, now)
}

// keptOf are the records of a chunk that it stored.
func keptOf[T any](done []stored[T], chunk int) (out []T) {
	for _, d := range done {
		if d.chunk == chunk && d.err == nil && d.outcome == OutcomeStored {
			out = append(out, d.record)
		}
	}
	return out
}
