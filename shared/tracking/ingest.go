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
	// AppendAll stores events, each unless the same event (item and Key) is there, and answers for each in their order: one that cannot be stored
	// costs the others nothing. OutcomeStored: it is there by this very place of this very message, now or since an earlier delivery.
	// OutcomeDuplicate: another one brought it.
	AppendAll(ctx context.Context, events []Event) []Kept
	// WatchesOf returns who watches items; expired watches may be among them.
	WatchesOf(ctx context.Context, items []edi.ItemID) ([]Watch, error)
	// SettleAll records what became of chunks, and answers for each in their order.
	SettleAll(ctx context.Context, settlements []Settlement) []error
}

// Transports keeps what happened to receptacles and dispatches. Each of its calls answers for every record in their order.
type Transports interface {
	// MoveAll stores movements, each unless the same one is there (receptacle or dispatch, and Key); of an item that is announced, that it is (item,
	// receptacle, sender). The outcomes are those of AppendAll.
	MoveAll(ctx context.Context, movements []Movement) []Kept
	// HoldAll adds to what receptacles hold by their senders' word. Adding the same again changes nothing.
	HoldAll(ctx context.Context, holdings []Holding) []error
	// FindAll records that events found their items in receptacles. Doing it again changes nothing.
	FindAll(ctx context.Context, found []Found) []error
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
	Receipt    string // of the message that announces it
	Index      int    // of the first of its items in that message
}

// Hits is the queue of what watchers are told.
type Hits interface {
	Send(ctx context.Context, hits ...WatchHit) error
}

// Checks plans when items are looked at again, so that one that falls behind is found before anybody asks (package transit plans and checks).
type Checks interface {
	// Plan plans for the events of a chunk that are stored, and for the items that it announces in receptacles. Planning for the same chunk again has no second
	// effect.
	Plan(ctx context.Context, c Chunk, stored []Event, announced []Movement, now time.Time) error
}

// Ingester stores events and movements, and tells the watchers of events.
type Ingester struct {
	Events       Events
	Transports   Transports
	Declarations Declarations
	Superseder   Superseder
	Hits         Hits
	Checks       Checks // nil: nobody does
	Clock        clock.Clock
}

// Ingest ingests one chunk.
func (g *Ingester) Ingest(ctx context.Context, c Chunk) error { return g.IngestAll(ctx, []Chunk{c})[0] }

// IngestAll stores the records of chunks, tells whoever watches the items of their events, and records what became of each. Records come in any
// order and any number of times. A chunk of which one cannot be read or stored fails after all others are done, so that the queue delivers it again:
// what was stored is told again then, and nothing counts twice. It answers for each chunk in their order.
func (g *Ingester) IngestAll(ctx context.Context, chunks []Chunk) []error {
	now, err := g.Clock.Now(ctx)
	if err != nil {
		return slices.Repeat([]error{err}, len(chunks))
	}
	out := make([]error, len(chunks))
	events := store(chunks, func(c Chunk) []json.RawMessage { return c.Events }, func(c Chunk, raw json.RawMessage) (Event, string, error) {
		e, err := unqueue(c, raw)
		return e, string(e.ItemID) + " " + e.Key(), err
	}, func(list []Event) []Kept { return g.append(ctx, list) })
	movements := store(chunks, func(c Chunk) []json.RawMessage { return c.Movements }, func(c Chunk, raw json.RawMessage) (Movement, string, error) {
		m, err := unqueueMovement(c, raw)
		if m.ItemID != "" {
			return m, string(m.ItemID) + " " + string(m.Receptacle), err
		}
		return m, m.ID() + " " + m.Key(), err
	}, func(list []Movement) []Kept { return g.Transports.MoveAll(ctx, list) })
	g.hold(ctx, movements)
	items := store(chunks, func(c Chunk) []json.RawMessage { return c.Items }, func(c Chunk, raw json.RawMessage) (Particulars, string, error) {
		p, err := unqueueParticulars(c, raw)
		return p, string(p.ItemID) + " " + p.Time.Format(time.RFC3339), err
	}, func(list []Particulars) []Kept { return g.declare(ctx, list) })

	// What follows from stored events stands here, before chunks are settled: what fails has the queue deliver them again.
	told := g.tell(ctx, events, now)

	var settlements []Settlement
	var places []int
	failed := make([][]error, len(chunks))
	for k, c := range chunks {
		if c.Supersede != nil { // instead of records
			continue
		}
		if told != nil && anyStored(events, k) {
			out[k] = fmt.Errorf("tell the watchers of message %s: %w", c.Receipt, told)
			continue
		}
		if err := g.plan(ctx, c, k, events, movements, now); err != nil {
			out[k] = fmt.Errorf("plan checks for message %s: %w", c.Receipt, err)
			continue
		}
		s := Settlement{Receipt: c.Receipt, First: c.First, Records: len(c.Events) + len(c.Movements) + len(c.Items), ReceivedAt: c.ReceivedAt}
		failed[k] = append(settle(&s, events, k, func(e Event) int { return e.Index }), settle(&s, movements, k, func(m Movement) int { return m.Index })...)
		failed[k] = append(failed[k], settle(&s, items, k, func(p Particulars) int { return p.Index })...)
		settlements, places = append(settlements, s), append(places, k)
	}
	if len(settlements) > 0 {
		for i, err := range g.Events.SettleAll(ctx, settlements) {
			k := places[i]
			out[k] = errors.Join(append(failed[k], err)...)
		}
	}
	for k, c := range chunks {
		if c.Supersede != nil { // last: what it is about may have been stored just now
			out[k] = g.Superseder.Supersede(ctx, *c.Supersede)
		}
	}
	return out
}

// stored is a record of a chunk and what became of it.
type stored[T any] struct {
	record  T
	chunk   int
	outcome Outcome
	err     error
}

// store reads the records of chunks and stores them together; of two equal ones in one chunk the first is stored.
func store[T any](chunks []Chunk, of func(Chunk) []json.RawMessage, read func(Chunk, json.RawMessage) (T, string, error), put func([]T) []Kept) []stored[T] {
	var done []stored[T]
	var records []T
	var places []int
	for k, c := range chunks {
		seen := map[string]bool{}
		for _, raw := range of(c) {
			rec, key, err := read(c, raw)
			if err == nil && !seen[key] {
				seen[key] = true
				records, places = append(records, rec), append(places, len(done))
			}
			done = append(done, stored[T]{rec, k, OutcomeDuplicate, err})
		}
	}
	for i, kept := range keepAll(records, put) {
		done[places[i]].outcome, done[places[i]].err = kept.Outcome, kept.Err
	}
	return done
}

// unqueue reads a queued event. The chunk says who sent it and when: an event cannot claim something else.
func unqueue(c Chunk, raw json.RawMessage) (Event, error) {
	e := Event{Index: -1}
	if err := json.Unmarshal(raw, &e); err != nil {
		return e, fmt.Errorf("unreadable event in message %s: %w", c.Receipt, err)
	}
	e.Receipt, e.Sender, e.ReceivedAt = c.Receipt, c.Sender, c.ReceivedAt
	read := edi.ParseItemID
	if e.Unverified {
		read = edi.ParseUnverified
	}
	if s10, err := read(string(e.ItemID)); err != nil || s10.ID != e.ItemID || e.Code == "" || len(e.Office) < 2 || e.Time.IsZero() {
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

// declarers is how many declarations are stored at once.
const declarers = 8

// declare stores what posts declare of items. Each is read before it is stored, so they do not go by the batch.
func (g *Ingester) declare(ctx context.Context, list []Particulars) []Kept {
	out := make([]Kept, len(list))
	var wg sync.WaitGroup
	slots := make(chan struct{}, declarers)
	for i, p := range list {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			out[i] = keepAll(list[i:i+1], func([]Particulars) []Kept {
				outcome, err := g.Declarations.Declare(ctx, p)
				return []Kept{{outcome, err}}
			})[0]
		})
	}
	wg.Wait()
	return out
}

// append stores events, and where they say that they found their item in a receptacle, that before: a scan in the country that the receptacle is
// for. What they say of receptacles nobody could name is kept with the event.
func (g *Ingester) append(ctx context.Context, events []Event) []Kept {
	out := make([]Kept, len(events))
	var found []Found
	var finders []int
	for i, e := range events {
		if r, err := edi.ParseReceptacleID(e.Receptacle); err == nil && r.Dispatch.Destination[:2] == e.Country {
			found, finders = append(found, Found{Receptacle: r.ID, Event: e}), append(finders, i)
		}
	}
	if len(found) > 0 {
		for k, err := range g.Transports.FindAll(ctx, found) {
			out[finders[k]].Err = err
		}
	}
	var whole []Event
	var places []int
	for i, e := range events {
		if out[i].Err == nil {
			whole, places = append(whole, e), append(places, i)
		}
	}
	if len(whole) > 0 {
		for k, kept := range g.Events.AppendAll(ctx, whole) {
			out[places[k]] = kept
		}
	}
	return out
}

// hold tells of each receptacle in a chunk what it holds, and that it was announced. What cannot be stored fails the items concerned.
func (g *Ingester) hold(ctx context.Context, done []stored[Movement]) {
	var holdings []Holding
	var announced []Movement // the receptacle of each holding
	var places [][]int       // of the items of each holding
	type part struct {
		receptacle edi.ReceptacleID
		chunk      int
	}
	at := map[part]int{}
	for i, d := range done {
		if d.err != nil || d.record.ItemID == "" {
			continue
		}
		m := d.record
		k, there := at[part{m.Receptacle, d.chunk}]
		if !there {
			k = len(holdings)
			at[part{m.Receptacle, d.chunk}] = k
			holdings = append(holdings, Holding{Receptacle: m.Receptacle, Sender: m.Sender, ReceivedAt: m.ReceivedAt, Receipt: m.Receipt, Index: m.Index})
			m.ItemID, m.WeightG = "", 0
			announced, places = append(announced, m), append(places, nil)
		}
		holdings[k].Items, places[k] = append(holdings[k].Items, d.record.ItemID), append(places[k], i)
	}
	if len(holdings) == 0 {
		return
	}
	for k := range holdings {
		slices.Sort(holdings[k].Items)
		holdings[k].Items = slices.Compact(holdings[k].Items)
	}
	wrong := g.Transports.HoldAll(ctx, holdings)
	for k, kept := range keepAll(announced, func(list []Movement) []Kept { return g.Transports.MoveAll(ctx, list) }) {
		if err := cmp.Or(wrong[k], kept.Err); err != nil {
			for _, i := range places[k] {
				done[i].err = err
			}
		}
	}
}

// tell tells the watchers of what was stored.
func (g *Ingester) tell(ctx context.Context, events []stored[Event], now time.Time) error {
	hits, err := g.hits(ctx, events, now)
	if err != nil || len(hits) == 0 {
		return err
	}
	return g.Hits.Send(ctx, hits...)
}

// anyStored reports whether an event of a chunk was stored.
func anyStored(done []stored[Event], chunk int) bool {
	return slices.ContainsFunc(done, func(d stored[Event]) bool { return d.chunk == chunk && d.err == nil && d.outcome == OutcomeStored })
}

// hits finds whom to tell: the watchers of every event that these chunks stored. Known events of other messages were told of by them.
func (g *Ingester) hits(ctx context.Context, done []stored[Event], now time.Time) ([]WatchHit, error) {
	fresh := map[edi.ItemID][]Event{}
	var items []edi.ItemID
	for _, d := range done {
		if d.err != nil || d.outcome != OutcomeStored {
			continue
		}
		id := d.record.ItemID
		if fresh[id] == nil {
			items = append(items, id)
		}
		fresh[id] = append(fresh[id], d.record)
	}
	if len(items) == 0 {
		return nil, nil
	}
	watches, err := g.Events.WatchesOf(ctx, items)
	if err != nil {
		return nil, err
	}
	var hits []WatchHit
	for _, w := range watches {
		if !now.Before(w.ExpiresAt) {
			continue
		}
		for _, e := range fresh[w.ItemID] {
			e.Replaces = nil // the queue's affair
			hits = append(hits, WatchHit{Watcher: w.Watcher, Ref: w.Ref, ItemID: e.ItemID, Event: e})
		}
	}
	slices.SortStableFunc(hits, func(a, b WatchHit) int { return cmp.Compare(a.Event.Key(), b.Event.Key()) })
	return hits, nil
}

// settle adds what became of a chunk's records to its settlement, and returns what failed.
func settle[T any](s *Settlement, done []stored[T], chunk int, index func(T) int) (failed []error) {
	for _, d := range done {
		switch at := index(d.record); {
		case d.chunk != chunk:
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
