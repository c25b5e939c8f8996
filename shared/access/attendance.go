package access

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
)

// Attendances keeps when people were here last.
type Attendances interface {
	// Saw notes that somebody was here on a day, unless that is noted already.
	Saw(ctx context.Context, subject string, seen directory.Seen) error
}

// Attendance notes once a day who was here, in which language and as what, so that their administrator sees who still works. What cannot be noted is
// logged, and keeps nobody out. Safe for concurrent use.
type Attendance struct {
	Store Attendances
	Clock clock.Clock // the system's, which the local stage can move
	Log   *slog.Logger

	mu   sync.Mutex
	day  string
	here map[string]bool // on that day, as this instance has noted
}

func (a *Attendance) note(ctx context.Context, agent directory.Agent, seen directory.Seen) {
	now, err := a.Clock.Now(ctx)
	if err == nil {
		seen.On = now.UTC().Format(time.DateOnly)
		if !a.begin(agent, seen.On) {
			return
		}
		err = a.Store.Saw(ctx, agent.Subject, seen)
	}
	if err != nil {
		a.Log.WarnContext(ctx, "not noted who was here", "err", err)
	}
}

// begin reports whether somebody is here for the first time today, as far as this instance knows.
func (a *Attendance) begin(agent directory.Agent, day string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.day != day {
		a.day, a.here = day, map[string]bool{}
	}
	if agent.Seen.On >= day || a.here[agent.Subject] {
		return false
	}
	a.here[agent.Subject] = true
	return true
}
