package tracking_test

import (
	"errors"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func refs(hits []tracking.WatchHit) (out []string) {
	for _, h := range hits {
		out = append(out, h.Ref)
	}
	return out
}

func TestWatchers_EachKindIsToldThroughItsOwnQueue(t *testing.T) {
	var inquiries, follows []tracking.WatchHit
	broken := false
	w := tracking.Watchers{Log: slog.New(slog.DiscardHandler), Queues: map[string]tracking.Hits{
		"inquiry": sender[tracking.WatchHit]{func(h ...tracking.WatchHit) error {
			if broken {
				return errors.New("the queue is gone")
			}
			inquiries = append(inquiries, h...)
			return nil
		}},
		"list": sender[tracking.WatchHit]{func(h ...tracking.WatchHit) error { follows = append(follows, h...); return nil }},
	}}
	hits := []tracking.WatchHit{{Watcher: "inquiry", Ref: "I1"}, {Watcher: "list", Ref: "L1"}, {Watcher: "unheard-of", Ref: "U1"}, {Watcher: "inquiry", Ref: "I2"}}
	if err := w.Send(t.Context(), hits...); err != nil {
		t.Fatal("an unknown kind costs the others:", err)
	}
	if d := cmp.Diff([]string{"I1", "I2"}, refs(inquiries)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"L1"}, refs(follows)); d != "" {
		t.Error(d)
	}

	broken = true
	if err := w.Send(t.Context(), hits...); err == nil {
		t.Error("a kind that was not told is a failure: the chunk comes again")
	}
	if d := cmp.Diff([]string{"L1", "L1"}, refs(follows)); d != "" {
		t.Error("the queue of one kind held up another:", d)
	}
}
