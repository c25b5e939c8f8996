package access

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

type book struct {
	seen   []string
	broken bool
}

func (b *book) Saw(_ context.Context, subject string, s directory.Seen) error {
	b.seen = append(b.seen, subject+" "+s.On+" "+s.Language)
	if b.broken {
		return errors.New("the table does not answer")
	}
	return nil
}

// Whoever asks all day is noted once; who was noted by another instance is not again; the day after they are.
func TestAttendance_IsNotedOnceADay(t *testing.T) {
	at := time.Date(2026, 11, 26, 23, 59, 0, 0, time.UTC)
	b := &book{}
	a := &Attendance{Store: b, Clock: clock.Fixed(at), Log: slog.New(slog.DiscardHandler)}
	ana, bob := directory.Agent{Subject: "ana"}, directory.Agent{Subject: "bob", Seen: directory.Seen{On: "2026-11-26"}}
	for range 3 {
		a.note(t.Context(), ana, directory.Seen{Language: "de", Roles: []principal.Role{principal.Agent}})
		a.note(t.Context(), bob, directory.Seen{Language: "fr"})
	}
	a.Clock = clock.Fixed(at.Add(time.Minute))
	a.note(t.Context(), ana, directory.Seen{Language: "en"})
	a.note(t.Context(), bob, directory.Seen{Language: "fr"})
	if d := cmp.Diff([]string{"ana 2026-11-26 de", "ana 2026-11-27 en", "bob 2026-11-27 fr"}, b.seen); d != "" {
		t.Error(d)
	}
}

func TestAttendance_KeepsNobodyOut(t *testing.T) {
	b := &book{broken: true}
	a := &Attendance{Store: b, Clock: clock.Fixed(time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)), Log: slog.New(slog.DiscardHandler)}
	a.note(t.Context(), directory.Agent{Subject: "ana"}, directory.Seen{})
	if len(b.seen) != 1 {
		t.Error(b.seen)
	}
}
