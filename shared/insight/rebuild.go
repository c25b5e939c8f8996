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
	Facts    int    `json:"facts"`
	Done     bool   `json:"done"`
}

// Rebuilder makes all facts again from the notices: the same facts as were streamed, with the same ids, and the same pseudonyms while their keys live.
type Rebuilder struct {
	Notices Notices
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
	for !r.Done && more() {
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
		r.Position, r.Notices, r.Facts, r.Done = next, r.Notices+notices, r.Facts+len(facts), next == b.End
	}
	return r, nil
}
