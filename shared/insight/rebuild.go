package insight

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Notices are all happenings there are, from where they are kept.
type Notices interface {
	// Notices calls yield with each notice of a part and the subject of who did it, and returns the position to go on from; "" begins. A
	// notice may come twice.
	Notices(ctx context.Context, position string, yield func(notice, subject string) error) (next string, err error)
}

// Stream is where facts are delivered.
type Stream interface {
	Put(ctx context.Context, facts ...Fact) error
}

// Rebuild is how far facts have been made again. Its version is the second at which it began, so that what it makes wins over what was
// streamed before, and a rebuild that begins later wins over it.
type Rebuild struct {
	Version  int64  `json:"version"`
	Position string `json:"position"` // "" at the beginning
	Notices  int    `json:"notices"`
	Month    Month  `json:"month,omitempty"` // whose traffic is told next, the latest first; "" before all notices are
	Facts    int    `json:"facts"`
	Done     bool   `json:"done"`
}

// Rebuilder makes all facts again from the notices: the same facts as were streamed, with the same ids, and the same pseudonyms while their keys live; then those of
// traffic from its counter.
type Rebuilder struct {
	Notices Notices
	Traffic Counter
	Stream  Stream
	Keys    AgentKeys
	End     string // the position that is the end
}

// Continue goes on with a rebuild, or begins one, until it is done or its time is up, and returns how far it is. What is given back is passed in
// again to go on; a part that was delivered and is delivered again changes no figure.
func (b Rebuilder) Continue(ctx context.Context, r Rebuild, now time.Time, more func() bool) (Rebuild, error) {
	if r.Version == 0 {
		r.Version = now.Unix()
	}
	for r.Month == "" && !r.Done && more() {
		var facts []Fact
		notices := 0
		next, err := b.Notices.Notices(ctx, r.Position, func(notice, subject string) error {
			t := Told{Subject: subject}
			if err := json.Unmarshal([]byte(notice), &t.Happening); err != nil {
				return fmt.Errorf("notice: %w", err)
			}
			made, err := FactsOf(ctx, b.Keys, t, now)
			for _, f := range made {
				f.Version = r.Version
				facts = append(facts, f)
			}
			notices++
			return err
		})
		if err != nil {
			return r, fmt.Errorf("rebuild facts from %q: %w", r.Position, err)
		}
		if err := b.Stream.Put(ctx, facts...); err != nil {
			return r, fmt.Errorf("rebuild facts from %q: %w", r.Position, err)
		}
		r.Position, r.Notices, r.Facts = next, r.Notices+notices, r.Facts+len(facts)
		if next == b.End {
			r.Month = MonthOf(now)
		}
	}
	return b.traffic(ctx, r, now, more)
}

// traffic tells the traffic of month after month again. Its facts have the second as their version at which they are read: what a night told since the rebuild
// began is no newer.
func (b Rebuilder) traffic(ctx context.Context, r Rebuild, now time.Time, more func() bool) (Rebuild, error) {
	teller := TrafficTeller{b.Traffic, b.Stream}
	first := MonthOf(now.AddDate(0, -trafficKept, 0))
	for r.Month != "" && !r.Done && more() {
		n, err := teller.TellMonth(ctx, r.Month, now)
		if err != nil {
			return r, fmt.Errorf("rebuild facts: %w", err)
		}
		r.Facts += n
		if r.Month = r.Month.Before(); r.Month < first {
			r.Done = true
		}
	}
	return r, nil
}
