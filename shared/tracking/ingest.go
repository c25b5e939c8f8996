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
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
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

// Transports keeps what happened to receptacles and dispatches.
type Transports interface {
	// Move stores a movement unless the same one is there (receptacle or dispatch, and Key); of an item that is announced, that it is (item, receptacle,
	// sender). The outcomes are those of Append.
	Move(ctx context.Context, m Movement) (Outcome, error)
	// Hold adds to what a receptacle holds by its sender's word. Adding the same again changes nothing.
	Hold(ctx context.Context, h Holding) error
	// Find records that an event found its item in a receptacle. Doing it again changes nothing.
	Find(ctx context.Context, receptacle edi.ReceptacleID, e Event) error
}

// Declarations keep what posts say of items.
type Declarations interface {
	// Declare stores an item's particulars unless later ones by the same sender are there, or ones whose personal data was erased. The outcomes are those of
	// Append; what was overtaken by later particulars is a duplicate.
	Declare(ctx context.Context, p Particulars) (Outcome, error)
}

// Holding is a part of what a receptacle holds, as one chunk of a message announces it.
type Holding struct {
	Receptacle edi.ReceptacleID
	Items      []edi.ItemID
	Sender     principal.OperatorCode
	ReceivedAt time.Time
}

// Hits is the queue of what watchers are told.
type Hits interface {
	Send(ctx context.Context, hits ...WatchHit) error
}

// Ingester stores events and movements, and tells the watchers of events.
type Ingester struct {
	Events       Events
	Transports   Transports
	Declarations Declarations
	Hits         Hits
	Clock        clock.Clock
}

// appenders is how many records of a chunk are stored at once.
const appenders = 8

// Ingest stores the records of a chunk, tells whoever watches the items of its events, and records what became of each. Records come in any order
// and any number of times. One that cannot be read or stored makes Ingest fail after all others are done, so that the queue delivers the chunk
// again: what was stored is told again then, and nothing counts twice.
func (g *Ingester) Ingest(ctx context.Context, c Chunk) error {
	now, err := g.Clock.Now(ctx)
	if err != nil {
		return err
	}
	events := store(c.Events, func(raw json.RawMessage) (Event, string, error) {
		e, err := unqueue(c, raw)
		return e, string(e.ItemID) + " " + e.Key(), err
	}, func(e Event) (Outcome, error) { return g.append(ctx, e) })
	movements := store(c.Movements, func(raw json.RawMessage) (Movement, string, error) {
		m, err := unqueueMovement(c, raw)
		if m.ItemID != "" {
			return m, string(m.ItemID) + " " + string(m.Receptacle), err
		}
		return m, m.ID() + " " + m.Key(), err
	}, func(m Movement) (Outcome, error) { return g.Transports.Move(ctx, m) })
	g.hold(ctx, movements)
	items := store(c.Items, func(raw json.RawMessage) (Particulars, string, error) {
		p, err := unqueueParticulars(c, raw)
		return p, string(p.ItemID) + " " + p.Time.Format(time.RFC3339), err
	}, func(p Particulars) (Outcome, error) { return g.Declarations.Declare(ctx, p) })

	hits, err := g.hits(ctx, events, now)
	if err == nil && len(hits) > 0 {
		err = g.Hits.Send(ctx, hits...)
	}
	if err != nil {
		return fmt.Errorf("tell the watchers of message %s: %w", c.Receipt, err)
	}
	s := Settlement{Receipt: c.Receipt, First: c.First}
	failed := append(settle(&s, events, func(e Event) int { return e.Index }), settle(&s, movements, func(m Movement) int { return m.Index })...)
	failed = append(failed, settle(&s, items, func(p Particulars) int { return p.Index })...)
	if err := g.Events.Settle(ctx, s); err != nil {
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// stored is a record and what became of it.
type stored[T any] struct {
	record  T
	outcome Outcome
	err     error
}

// store reads and stores records, several at once; of two equal ones in one chunk the first is stored.
func store[T any](raw []json.RawMessage, read func(json.RawMessage) (T, string, error), put func(T) (Outcome, error)) []stored[T] {
	done := make([]stored[T], len(raw))
	var wg sync.WaitGroup
	slots := make(chan struct{}, appenders)
	seen := map[string]bool{}
	for i, each := range raw {
		rec, key, err := read(each)
		done[i] = stored[T]{rec, OutcomeDuplicate, err}
		if err != nil || seen[key] {
			continue
		}
		seen[key] = true
		slots <- struct{}{}
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil { // in a goroutine of its own it would end the function and all it is handling
					done[i].err = fmt.Errorf("store record %s: panic: %v", key, p)
				}
				<-slots
			}()
			done[i].outcome, done[i].err = put(rec)
		})
	}
	wg.Wait()
	return done
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

// unqueueMovement reads a queued movement, likewise.
func unqueueMovement(c Chunk, raw json.RawMessage) (Movement, error) {
	m := Movement{Index: -1}
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, fmt.Errorf("unreadable movement in message %s: %w", c.Receipt, err)
	}
	m.Receipt, m.Sender, m.ReceivedAt = c.Receipt, c.Sender, c.ReceivedAt
	wrong := m.Code == "" || m.Place == "" || m.Time.IsZero()
	if d, err := edi.ParseDispatchID(string(m.Dispatch)); err != nil || d.ID != m.Dispatch {
		wrong = true
	}
	if m.Receptacle != "" {
		r, err := edi.ParseReceptacleID(string(m.Receptacle))
		wrong = wrong || err != nil || r.ID != m.Receptacle || r.Dispatch.ID != m.Dispatch
	}
	if m.ItemID != "" {
		s10, err := edi.ParseItemID(string(m.ItemID))
		wrong = wrong || err != nil || s10.ID != m.ItemID || m.Receptacle == ""
	}
	if wrong {
		return m, fmt.Errorf("movement %d of message %s lacks a valid dispatch, receptacle, item, code, place or time", m.Index, c.Receipt)
	}
	m.Time = m.Time.UTC().Truncate(time.Second)
	return m, nil
}

// unqueueParticulars reads queued particulars, likewise.
func unqueueParticulars(c Chunk, raw json.RawMessage) (Particulars, error) {
	p := Particulars{Index: -1}
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fmt.Errorf("unreadable particulars in message %s", c.Receipt) // the error could hold personal data
	}
	p.Receipt, p.Sender, p.ReceivedAt = c.Receipt, c.Sender, c.ReceivedAt
	if s10, err := edi.ParseItemID(string(p.ItemID)); err != nil || s10.ID != p.ItemID || p.Time.IsZero() {
		return p, fmt.Errorf("particulars %d of message %s lack a valid item or time", p.Index, c.Receipt)
	}
	p.Time = p.Time.UTC().Truncate(time.Second)
	return p, nil
}

// append stores an event, and where it says that it found its item in a receptacle, that too: a scan in the country that the receptacle is for.
// What it says of receptacles nobody could name is kept with the event.
func (g *Ingester) append(ctx context.Context, e Event) (Outcome, error) {
	if r, err := edi.ParseReceptacleID(e.Receptacle); err == nil && r.Dispatch.Destination[:2] == e.Country {
		if err := g.Transports.Find(ctx, r.ID, e); err != nil {
			return "", err
		}
	}
	return g.Events.Append(ctx, e)
}

// hold tells of each receptacle in a chunk what it holds, and that it was announced. What cannot be stored fails the items concerned.
func (g *Ingester) hold(ctx context.Context, done []stored[Movement]) {
	of := map[edi.ReceptacleID][]int{}
	for i, d := range done {
		if d.err == nil && d.record.ItemID != "" {
			of[d.record.Receptacle] = append(of[d.record.Receptacle], i)
		}
	}
	for receptacle, at := range of {
		first := done[at[0]].record
		h := Holding{Receptacle: receptacle, Sender: first.Sender, ReceivedAt: first.ReceivedAt}
		for _, i := range at {
			h.Items = append(h.Items, done[i].record.ItemID)
		}
		slices.Sort(h.Items)
		h.Items = slices.Compact(h.Items)
		err := g.Transports.Hold(ctx, h)
		if err == nil {
			first.ItemID, first.WeightG = "", 0
			_, err = g.Transports.Move(ctx, first)
		}
		if err != nil {
			for _, i := range at {
				done[i].err = err
			}
		}
	}
}

// hits finds whom to tell: the watchers of every event that this chunk stored. Known events of other messages were told of by them.
func (g *Ingester) hits(ctx context.Context, done []stored[Event], now time.Time) ([]WatchHit, error) {
	watchers := map[edi.ItemID][]Watch{}
	var hits []WatchHit
	for _, d := range done {
		if d.err != nil || d.outcome != OutcomeStored {
			continue
		}
		watches, asked := watchers[d.record.ItemID]
		if !asked {
			var err error
			if watches, err = g.Events.Watches(ctx, d.record.ItemID); err != nil {
				return nil, err
			}
			watchers[d.record.ItemID] = watches
		}
		for _, w := range watches {
			if now.Before(w.ExpiresAt) {
				hits = append(hits, WatchHit{Watcher: w.Watcher, Ref: w.Ref, ItemID: d.record.ItemID, Event: d.record})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b WatchHit) int { return cmp.Compare(a.Event.Key(), b.Event.Key()) })
	return hits, nil
}

// settle adds what became of records to a settlement, and returns what failed.
func settle[T any](s *Settlement, done []stored[T], index func(T) int) (failed []error) {
	for _, d := range done {
		switch at := index(d.record); {
		case d.err != nil:
			failed = append(failed, d.err)
			if at >= 0 {
				s.Failed = append(s.Failed, at)
			}
		case d.outcome == OutcomeDuplicate:
			s.Duplicates = append(s.Duplicates, at)
		}
	}
	return failed
}
