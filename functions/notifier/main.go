// Command notifier reads the notify queue: whom a happening concerns gets an alert, what a person did is kept for the desk of their team, and whoever has a
// page open that shows it is called to look.
package main

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/live"
	"github.com/whereabouts-post/whereabouts/shared/live/livedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/platform/socket"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		n := notifier{log: b.Log, clock: b.Clock,
			alerts: &inquiry.Service{Store: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE")}, Directory: directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)},
			live: &live.Service{Store: &livedb.Store{Client: b.DB, Table: b.Env.Need("LIVE_TABLE")}, Line: livedb.Line{Socket: &socket.Line{
				Endpoint: b.Env.Need("LIVE_ENDPOINT"), Region: b.AWS.Region, Credentials: b.AWS.Credentials, Client: &http.Client{Timeout: 2 * time.Second}, Now: clock.Real}}}}
		return queue.Consume(b.Log, n.notify)
	})
}

// alerts stores alerts and what people did, and says when alerts ring.
type alerts interface {
	RecordDone(ctx context.Context, n inquiry.Notice) error
	Alert(ctx context.Context, n inquiry.Notice, now time.Time) ([]inquiry.Alert, error)
	RingsAt(ctx context.Context, a inquiry.Alert, now time.Time) (time.Time, error)
}

// caller calls people to look.
type caller interface {
	CallAt(ctx context.Context, l live.Look, at, now time.Time) error
}

type notifier struct {
	log    *slog.Logger
	clock  clock.Clock
	alerts alerts
	live   caller
}

// notify stores the alerts and what was done; only that may fail. A call that does not get through is logged and forgotten, because pages also ask by themselves:
// trying again would call everybody else twice.
func (n notifier) notify(ctx context.Context, happened inquiry.Notice) error {
	now, err := n.clock.Now(ctx)
	if err != nil {
		return err
	}
	told, err := n.alerts.Alert(ctx, happened, now)
	if err != nil {
		return err
	}
	if err := n.alerts.RecordDone(ctx, happened); err != nil {
		return err
	}
	looks := map[directory.CentreID][]string{}
	for _, c := range happened.Looks() {
		looks[c] = []string{live.Folders}
	}
	ring := func(l live.Look, at time.Time) {
		l.Inquiry = string(happened.InquiryID)
		if err := n.live.CallAt(ctx, l, at, now); err != nil {
			n.log.WarnContext(ctx, "not everybody was called", "centre", l.Centre, "err", err)
		}
	}
	for _, a := range told {
		if looks[a.Centre] == nil {
			looks[a.Centre] = []string{live.Folders} // whoever works while the centre is closed sees what happened; only the alert waits
		}
		at, err := n.alerts.RingsAt(ctx, a, now)
		switch {
		case err != nil:
			n.log.WarnContext(ctx, "nobody is called to the alert", "centre", a.Centre, "err", err)
		case at.After(now):
			ring(live.Look{At: []string{live.Alerts}, Centre: a.Centre}, at)
		case !slices.Contains(looks[a.Centre], live.Alerts):
			looks[a.Centre] = append(looks[a.Centre], live.Alerts)
		}
	}
	for centre, at := range looks {
		ring(live.Look{At: at, Centre: centre}, now)
	}
	return nil
}
