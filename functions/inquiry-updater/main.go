// Command inquiry-updater reads the watch queue: a tracking event on the item of an open inquiry becomes part of the inquiry, with
// what follows from it: a clock that stands still, a proposed reply, an automatic one.
package main

import (
	"context"
	"fmt"

	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		service := &inquiry.Service{
			Store:     &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE")},
			Directory: directory, Catalogue: directory,
			Tracking: trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil),
		}
		return queue.Consume(b.Log, func(ctx context.Context, hit tracking.WatchHit) error {
			if hit.Watcher != inquiry.Watcher || hit.Ref == "" {
				return fmt.Errorf("no inquiry watches as %q", hit.Watcher)
			}
			now, err := b.Clock.Now(ctx)
			if err != nil {
				return err
			}
			return service.Track(ctx, inquiry.ID(hit.Ref), hit.Event, now)
		})
	})
}
