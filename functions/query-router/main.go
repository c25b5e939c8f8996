// Command query-router reads the routing queue: it watches the item of an inquiry that was sent, finds the destination's call
// centre and starts its clock.
package main

import (
	"context"

	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
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
		return queue.Consume(b.Log, func(ctx context.Context, n inquiry.Notice) error {
			now, err := b.Clock.Now(ctx)
			if err != nil {
				return err
			}
			return service.Route(ctx, n.InquiryID, now)
		})
	})
}
