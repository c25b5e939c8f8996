// Command follow-updater reads the follow queue: an event on an item that is on a saved list or watched by a feed is told there, once, and whoever has
// the list on their page is called to look.
package main

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/follow/followdb"
	"github.com/whereabouts-post/whereabouts/shared/live"
	"github.com/whereabouts-post/whereabouts/shared/live/livedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/platform/socket"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		posts := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		items := trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil)
		u := updater{log: b.Log, clock: b.Clock, centres: posts,
			teller: &follow.Teller{Store: &followdb.Store{Client: b.DB, Table: b.Env.Need("FOLLOW_TABLE")}, Items: items, Watches: items, Directory: posts, Catalogue: posts, Clock: b.Clock},
			live: &live.Service{Store: &livedb.Store{Client: b.DB, Table: b.Env.Need("LIVE_TABLE")}, Line: livedb.Line{Socket: &socket.Line{
				Endpoint: b.Env.Need("LIVE_ENDPOINT"), Region: b.AWS.Region, Credentials: b.AWS.Credentials, Client: &http.Client{Timeout: 2 * time.Second}, Now: clock.Real}}}}
		return queue.ConsumeAll(b.Log, u.update)
	})
}

type teller interface {
	Tell(ctx context.Context, hits []tracking.WatchHit) (changed []follow.List, failed []error)
}

// caller calls people to look.
type caller interface {
	Call(ctx context.Context, l live.Look, now time.Time) error
}

// centres lists an operator's call centres.
type centres interface {
	CentresOf(ctx context.Context, code directory.OperatorCode) ([]directory.CallCentre, error)
}

type updater struct {
	log     *slog.Logger
	clock   clock.Clock
	teller  teller
	centres centres
	live    caller
}

// update tells the followers; only that may fail. A call that does not get through is logged and forgotten, because pages also ask by themselves.
func (u updater) update(ctx context.Context, hits []tracking.WatchHit) []error {
	changed, failed := u.teller.Tell(ctx, hits)
	looks := map[directory.CentreID]bool{}
	for _, l := range changed {
		if l.Shared == follow.SharedCentre {
			looks[l.Centre] = true
			continue
		}
		all, err := u.centres.CentresOf(ctx, l.Operator)
		if err != nil {
			u.log.WarnContext(ctx, "nobody is called", "list", l.ID, "err", err)
		}
		for _, c := range all {
			looks[c.ID] = true
		}
	}
	if len(looks) == 0 {
		return failed
	}
	now, err := u.clock.Now(ctx)
	if err != nil {
		u.log.WarnContext(ctx, "nobody is called", "err", err)
		return failed
	}
	for centre := range looks {
		if err := u.live.Call(ctx, live.Look{At: []string{live.Lists}, Centre: centre}, now); err != nil {
			u.log.WarnContext(ctx, "not everybody was called", "centre", centre, "err", err)
		}
	}
	return failed
}
