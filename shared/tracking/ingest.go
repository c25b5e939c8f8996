package tracking

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
)

// Events keeps what happened to items.
type Events interface {
	// Append stores an event unless the same event (item and Key) is there. OutcomeStored: it is there by this very place of this very message,
	// now or since an earlier delivery. OutcomeDuplicate: another one brought it.
	Append(ctx context.Context, e Event) (Outcome, error)
	// Watches returns who watches an item; expired watches may be among them.
	Watches(ctx context.Context, id edi.ItemID) ([]Watch, error)
	// Settle records what became of a chunk; a chunk nobody listed is ignored.
	Settle(ctx context.Context, s Settlement) error
}

// Hits is the queue of what watchers are told.
type Hits interface {
	Send(ctx context.Context, hits ...WatchHit) error
}

// Ingester stores events and tells the watchers.
type Ingester struct {
	Events Events
	Hits   Hits
	Clock  clock.Clock
}

// appenders is how many events of a chunk are stored at once.
const appenders = 8

// Ingest stores the events of a chunk, tells whoever watches their items, and records what became of each. Events come in any order and any
// number of times. An event that cannot be read or stored makes Ingest fail after all others are done, so that the queue delivers the chunk
// again: what was stored is told again then, and nothing counts twice.
func (g *Ingester) Ingest(ctx context.Context, c Chunk) error {
	now, err := g.Clock.Now(ctx)
	if err != nil {
		return err
	}
	done := make([]appended, len(c.Events))
	var wg sync.WaitGroup
	slots := make(chan struct{}, appenders)
	seen := map[string]bool{}
	for i, raw := range c.Events {
		e, err := unqueue(c, raw)
		key := string(e.ItemID) + " " + e.Key()
		done[i] = appended{e, OutcomeDuplicate, err}
		if err != nil || seen[key] { // of two equal events in one chunk the first is stored
			continue
		}
		seen[key] = true
		slots <- struct{}{}
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil { // in a goroutine of its own it would end the function and all it is handling
					done[i].err = fmt.Errorf("store event %d: panic: %v", e.Index, p)
				}
				<-slots
			}()
			done[i].outcome, done[i].err = g.Events.Append(ctx, e)
		})
	}
	wg.Wait()

	hits, err := g.hits(ctx, done, now)
	if err == nil && len(hits) > 0 {
		err = g.Hits.Send(ctx, hits...)
	}
	if err != nil {
		return fmt.Errorf("tell the watchers of message %s: %w", c.Receipt, err)
	}
	return g.settle(ctx, c, done)
}

// appended is an event and what became of it.
type appended struct {
	event   Event
	outcome Outcome
	err     error
}

// unqueue reads a queued event. The chunk says who sent it and when: an event cannot claim something else.
func unqueue(c Chunk, raw json.RawMessage) (Event, error) {
	e := Event{Index: -1}
	if err := json.Unmarshal(raw, &e); err != nil {
		return e, fmt.Errorf("unreadable event in message %s: %w", c.Receipt, err)
	}
	e.Receipt, e.Sender, e.ReceivedAt = c.Receipt, c.Sender, c.ReceivedAt
	if s10, err := edi.ParseItemID(string(e.ItemID)); err != nil || s10.ID != e.ItemID || e.Code == "" || len(e.Office) < 2 || e.Time.IsZero() {
		return e, fmt.Errorf("event %d of message %s lacks a valid item, code, office or time", e.Index, c.Receipt)
	}
	e.Time, e.Country = e.Time.UTC().Truncate(time.Second), e.Office[:2]
	return e, nil
}

// hits finds whom to tell: the watchers of every event that this chunk stored. Known events of other messages were told of by them.
func (g *Ingester) hits(ctx context.Context, done []appended, now time.Time) ([]WatchHit, error) {
	watchers := map[edi.ItemID][]Watch{}
	var hits []WatchHit
	for _, d := range done {
		if d.err != nil || d.outcome != OutcomeStored {
			continue
		}
		watches, asked := watchers[d.event.ItemID]
		if !asked {
			var err error
			if watches, err = g.Events.Watches(ctx, d.event.ItemID); err != nil {
				return nil, err
			}
			watchers[d.event.ItemID] = watches
		}
		for _, w := range watches {
			if now.Before(w.ExpiresAt) {
				hits = append(hits, WatchHit{Watcher: w.Watcher, Ref: w.Ref, ItemID: d.event.ItemID, Event: d.event})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b WatchHit) int { return cmp.Compare(a.Event.Key(), b.Event.Key()) })
	return hits, nil
}

// settle records the outcomes and returns what failed.
func (g *Ingester) settle(ctx context.Context, c Chunk, done []appended) error {
	s := Settlement{Receipt: c.Receipt, First: c.First}
	var failed []error
	for _, d := range done {
		switch {
		case d.err != nil:
			failed = append(failed, d.err)
			if d.event.Index >= 0 {
				s.Failed = append(s.Failed, d.event.Index)
			}
		case d.outcome == OutcomeDuplicate:
			s.Duplicates = append(s.Duplicates, d.event.Index)
		}
	}
	if err := g.Events.Settle(ctx, s); err != nil {
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}
