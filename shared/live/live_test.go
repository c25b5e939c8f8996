package live_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	. "github.com/whereabouts-post/whereabouts/shared/live"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// book is a store of one centre's connections.
type book struct {
	mu      sync.Mutex
	ids     []string
	waiting []Waiting
}

func (*book) Put(context.Context, Connection) error { return nil }
func (b *book) Remove(_ context.Context, id string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ids = slices.DeleteFunc(b.ids, func(i string) bool { return i == id })
	return nil
}
func (b *book) Of(context.Context, directory.CentreID, time.Time) ([]string, error) {
	return slices.Clone(b.ids), nil
}
func (b *book) Wait(_ context.Context, c directory.CentreID, opens time.Time) error {
	if w := (Waiting{Centre: c, Opens: opens}); !slices.Contains(b.waiting, w) {
		b.waiting = append(b.waiting, w)
	}
	return nil
}
func (b *book) Waiting(_ context.Context, now time.Time) ([]Waiting, error) {
	var out []Waiting
	for _, w := range b.waiting {
		if !w.Opens.After(now) {
			out = append(out, w)
		}
	}
	return out, nil
}
func (b *book) Called(_ context.Context, w Waiting) error {
	b.waiting = slices.DeleteFunc(b.waiting, func(x Waiting) bool { return x == w })
	return nil
}

// line remembers what was said to whom; "gone" is no more, "stuck" does not answer.
type line struct {
	mu   sync.Mutex
	said map[string]string
}

func (l *line) Post(_ context.Context, id string, data []byte) error {
	switch id {
	case "gone":
		return ErrGone
	case "stuck":
		return errors.New("no answer")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said[id] = string(data)
	return nil
}

func TestCall_SaysWhereToLook_AndForgetsWhoIsGone(t *testing.T) {
	b, l := &book{ids: []string{"a", "gone", "stuck", "b"}}, &line{said: map[string]string{}}
	s := &Service{Store: b, Line: l}
	if err := s.Call(t.Context(), Look{At: []string{Folders, Alerts}, Centre: "GBA-DON", Inquiry: "01TEST"}, monday); err == nil {
		t.Error("nobody learns of the one that does not answer")
	}
	text := `{"look":["folders","alerts"],"centre":"GBA-DON","inquiry":"01TEST"}`
	if diff := cmp.Diff(map[string]string{"a": text, "b": text}, l.said); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(b.ids, []string{"a", "stuck", "b"}) {
		t.Error(b.ids)
	}
}

func TestCall_OutsideOpeningHours_WaitsOnce(t *testing.T) {
	b, l := &book{ids: []string{"a"}}, &line{said: map[string]string{}}
	s := &Service{Store: b, Line: l}
	opens := monday.Add(time.Hour)
	for range 3 {
		if err := s.CallAt(t.Context(), Look{At: []string{Alerts}, Centre: "GBA-DON"}, opens, monday); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := s.CallOpened(t.Context(), monday); n != 0 || err != nil || len(l.said) != 0 {
		t.Fatal(n, err, l.said)
	}
	if n, err := s.CallOpened(t.Context(), opens); n != 1 || err != nil || l.said["a"] != `{"look":["folders","alerts"],"centre":"GBA-DON"}` {
		t.Fatal(n, err, l.said)
	}
	if n, err := s.CallOpened(t.Context(), opens); n != 0 || err != nil {
		t.Fatal(n, err)
	}
}
