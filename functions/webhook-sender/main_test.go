package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

func slot(endpoint string, n int) webhook.Slot {
	return webhook.Slot{Operator: "GBA", Endpoint: webhook.EndpointID(endpoint), Number: n}
}

func TestAll_ASlotIsVisitedOnce_AndAFailureIsItsOwn(t *testing.T) {
	var mu sync.Mutex
	got := map[webhook.Slot][]string{}
	rested := false
	w := worker{log: slog.New(slog.DiscardHandler), rest: func() { rested = true }, visit: func(_ context.Context, v webhook.Visit) error {
		mu.Lock()
		defer mu.Unlock()
		if got[v.Slot] != nil {
			t.Errorf("%v is visited twice", v.Slot)
		}
		got[v.Slot] = append([]string{}, v.Lanes...)
		if v.Endpoint == "bad" {
			return errors.New("no")
		}
		return nil
	}}
	failed := w.all(t.Context(), []webhook.Visit{{Slot: slot("a", 0), Lanes: []string{"q1"}}, {Slot: slot("bad", 0)}, {Slot: slot("a", 0), Lanes: []string{"q2"}}, {Slot: slot("a", 1)}, {Slot: slot("bad", 0)}})
	if d := cmp.Diff(map[webhook.Slot][]string{slot("a", 0): {"q1", "q2"}, slot("a", 1): {}, slot("bad", 0): {}}, got); d != "" {
		t.Error(d)
	}
	which := []bool{}
	for _, err := range failed {
		which = append(which, err != nil)
	}
	if !slices.Equal(which, []bool{false, true, false, false, true}) || !rested {
		t.Error(failed, rested)
	}
}

// A slow endpoint holds up no other of the same batch: both are under way at the same time.
func TestAll_AtTheSameTime(t *testing.T) {
	both := make(chan struct{})
	var begun sync.WaitGroup
	begun.Add(2)
	go func() { begun.Wait(); close(both) }()
	w := worker{log: slog.New(slog.DiscardHandler), rest: func() {}, visit: func(ctx context.Context, _ webhook.Visit) error {
		begun.Done()
		select {
		case <-both:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}}
	for _, err := range w.all(t.Context(), []webhook.Visit{{Slot: slot("slow", 0)}, {Slot: slot("fast", 0)}}) {
		if err != nil {
			t.Error(err)
		}
	}
}
