package tracking_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

var (
	now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	ana = principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	dan = principal.Principal{Subject: "dan", Operator: "USA", Roles: []principal.Role{principal.Agent}}
)

// world is every port in memory. Fault makes a call fail once it is named: "append EE…", "send", "hits", "itemise".
type world struct {
	mu       sync.Mutex
	raw      map[string][]byte
	messages map[string]tracking.Message
	accepted map[string][][]tracking.Entry
	rejected map[string][]tracking.Result
	settled  map[string]tracking.Settlement
	events   map[string]tracking.Event
	moves    map[string]tracking.Movement // by what it is about, and key
	held     map[string]tracking.Holding
	found    map[string]tracking.Event       // by receptacle and item
	declared map[string]tracking.Particulars // by item, sender and month
	watches  map[edi.ItemID][]tracking.Watch
	queued   []tracking.Chunk
	told     []tracking.WatchHit
	faults   map[string]bool
	receipts int
	looks    []string
}

func newWorld() *world {
	return &world{raw: map[string][]byte{}, messages: map[string]tracking.Message{}, accepted: map[string][][]tracking.Entry{}, rejected: map[string][]tracking.Result{},
		settled: map[string]tracking.Settlement{}, events: map[string]tracking.Event{}, moves: map[string]tracking.Movement{},
		held: map[string]tracking.Holding{}, found: map[string]tracking.Event{}, declared: map[string]tracking.Particulars{}, watches: map[edi.ItemID][]tracking.Watch{}, faults: map[string]bool{}}
}

func (w *world) fault(name string) error {
	if w.faults[name] {
		return errors.New("fault: " + name)
	}
	return nil
}

func (w *world) Put(_ context.Context, key string, body []byte, _ string) error {
	w.raw[key] = slices.Clone(body)
	return w.fault("put")
}

func (w *world) Create(_ context.Context, m tracking.Message) error {
	if _, taken := w.messages[m.Receipt]; taken {
		return problem.New(problem.Conflict, "receipt-taken", "Taken.")
	}
	w.messages[m.Receipt] = m
	return nil
}

func (w *world) Itemise(_ context.Context, m tracking.Message, accepted [][]tracking.Entry, rejected []tracking.Result) error {
	if err := w.fault("itemise"); err != nil {
		return err
	}
	w.accepted[m.Receipt], w.rejected[m.Receipt] = accepted, rejected
	return nil
}

func (w *world) Report(_ context.Context, receipt string) (tracking.Report, error) {
	m, ok := w.messages[receipt]
	if !ok {
		return tracking.Report{}, tracking.UnknownReceipt(receipt)
	}
	r := tracking.Report{Message: m, Results: make([]tracking.Result, m.Events)}
	if m.Refusal != nil && m.Events == 0 {
		r.Results = []tracking.Result{m.Refusal.Result()}
		return r, nil
	}
	for i := range r.Results {
		r.Results[i] = tracking.Result{Index: i, Outcome: tracking.OutcomeQueued}
	}
	for _, chunk := range w.accepted[receipt] {
		settled, done := w.settled[fmt.Sprint(receipt, " ", chunk[0].Index)]
		for _, e := range chunk {
			r.Results[e.Index].ItemID, r.Results[e.Index].Code = e.ID, e.Code
			switch {
			case !done || slices.Contains(settled.Failed, e.Index):
			case slices.Contains(settled.Duplicates, e.Index):
				r.Results[e.Index].Outcome = tracking.OutcomeDuplicate
			default:
				r.Results[e.Index].Outcome = tracking.OutcomeStored
			}
		}
	}
	for _, o := range w.rejected[receipt] {
		r.Results[o.Index] = o
	}
	return r, nil
}

func (w *world) Append(_ context.Context, e tracking.Event) (tracking.Outcome, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.fault("append " + string(e.ItemID)); err != nil {
		return "", err
	}
	key := string(e.ItemID) + " " + e.Key()
	old, there := w.events[key]
	if !there {
		w.events[key] = e
		return tracking.OutcomeStored, nil
	}
	if old.Receipt == e.Receipt && old.Index == e.Index {
		return tracking.OutcomeStored, nil
	}
	return tracking.OutcomeDuplicate, nil
}

func (w *world) Move(_ context.Context, m tracking.Movement) (tracking.Outcome, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.fault("move " + m.ID()); err != nil {
		return "", err
	}
	key := m.ID() + " " + m.Key()
	if m.ItemID != "" {
		key = m.ID() + " " + string(m.Receptacle) + " " + string(m.Sender)
	}
	old, there := w.moves[key]
	if !there {
		w.moves[key] = m
		return tracking.OutcomeStored, nil
	}
	if old.Receipt == m.Receipt && old.Index == m.Index {
		return tracking.OutcomeStored, nil
	}
	return tracking.OutcomeDuplicate, nil
}

func (w *world) AppendAll(ctx context.Context, events []tracking.Event) (out []tracking.Kept) {
	for _, e := range events {
		if w.faults["panic "+string(e.ItemID)] {
			panic("fault")
		}
		o, err := w.Append(ctx, e)
		out = append(out, tracking.Kept{Outcome: o, Err: err})
	}
	return out
}

func (w *world) MoveAll(ctx context.Context, movements []tracking.Movement) (out []tracking.Kept) {
	for _, m := range movements {
		o, err := w.Move(ctx, m)
		out = append(out, tracking.Kept{Outcome: o, Err: err})
	}
	return out
}

func (w *world) HoldAll(ctx context.Context, holdings []tracking.Holding) (out []error) {
	for _, h := range holdings {
		out = append(out, w.Hold(ctx, h))
	}
	return out
}

func (w *world) FindAll(ctx context.Context, found []tracking.Found) (out []error) {
	for _, f := range found {
		out = append(out, w.Find(ctx, f.Receptacle, f.Event))
	}
	return out
}

func (w *world) Hold(_ context.Context, h tracking.Holding) error {
	w.held[fmt.Sprint(h.Receptacle, h.Sender, h.Items)] = h
	return w.fault("hold")
}

func (w *world) Find(_ context.Context, receptacle edi.ReceptacleID, e tracking.Event) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.found[string(receptacle)+" "+string(e.ItemID)] = e
	return w.fault("find")
}

func (w *world) Declare(_ context.Context, p tracking.Particulars) (tracking.Outcome, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	key := fmt.Sprint(p.ItemID, " ", p.Sender, " ", p.Time.Format("2006-01"))
	old, there := w.declared[key]
	if there && !old.Time.Before(p.Time) {
		if old.Receipt == p.Receipt && old.Index == p.Index {
			return tracking.OutcomeStored, nil
		}
		return tracking.OutcomeDuplicate, nil
	}
	w.declared[key] = p
	return tracking.OutcomeStored, w.fault("declare " + string(p.ItemID))
}

func (w *world) WatchesOf(_ context.Context, items []edi.ItemID) (out []tracking.Watch, err error) {
	for _, id := range items {
		out = append(out, w.watches[id]...)
	}
	return out, w.fault("watches")
}

func (w *world) SettleAll(ctx context.Context, settlements []tracking.Settlement) (out []error) {
	for _, s := range settlements {
		out = append(out, w.Settle(ctx, s))
	}
	return out
}

func (w *world) Settle(_ context.Context, s tracking.Settlement) error {
	w.settled[fmt.Sprint(s.Receipt, " ", s.First)] = s
	return w.fault("settle")
}

// sender adapts the two queues.
type sender[T any] struct{ send func(...T) error }

func (s sender[T]) Send(_ context.Context, messages ...T) error { return s.send(messages...) }

func (w *world) receiver() *tracking.Receiver {
	return &tracking.Receiver{Maps: edi.Maps, Raw: w, Messages: w, Clock: clock.Fixed(now),
		Chunks: sender[tracking.Chunk]{func(c ...tracking.Chunk) error { w.queued = append(w.queued, c...); return w.fault("send") }},
		NewReceipt: func(time.Time) (string, error) {
			w.receipts++
			return "R" + string(rune('0'+w.receipts)), nil
		}}
}

func (w *world) ingester() *tracking.Ingester {
	return &tracking.Ingester{Events: w, Transports: w, Declarations: w, Clock: clock.Fixed(now),
		Hits: sender[tracking.WatchHit]{func(h ...tracking.WatchHit) error {
			if err := w.fault("hits"); err != nil {
				return err
			}
			w.told = append(w.told, h...)
			return nil
		}}}
}

// drain ingests what is queued, as SQS would deliver it once.
func (w *world) drain(t *testing.T) {
	t.Helper()
	for _, c := range w.queued {
		if err := w.ingester().Ingest(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	w.queued = nil
}

func watch(id edi.ItemID, ref string) tracking.Watch {
	return tracking.Watch{ItemID: id, Watcher: "inquiry", Ref: ref, ExpiresAt: now.Add(time.Hour)}
}
