// Command tracking-ingest reads the tracking queue: it stores the events and movements of each chunk, tells whoever watches the events' items, and plans
// when items are looked at again.
package main

import (
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
	"github.com/whereabouts-post/whereabouts/shared/transit"
	"github.com/whereabouts-post/whereabouts/shared/transit/transitdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		client := sqs.NewFromConfig(b.AWS)
		told := func(url string) tracking.Hits { return queue.Sender[tracking.WatchHit]{API: client, URL: url} }
		follows := told(b.Env.Need("FOLLOW_QUEUE_URL"))
		store := trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil)
		ingester := &tracking.Ingester{
			Events: store, Transports: store, Declarations: store, Superseder: store,
			Hits: tracking.Watchers{Log: b.Log, Queues: map[string]tracking.Hits{
				inquiry.Watcher: told(b.Env.Need("WATCH_QUEUE_URL")),
				follow.KindList: follows, follow.KindFeed: follows,
			}},
			Checks: transit.Planner{Checks: &transitdb.Store{Client: b.DB, Table: b.Env.Need("TRACKING_TABLE")}},
			Clock:  b.Clock,
		}
		return queue.ConsumeAll(b.Log, ingester.IngestAll)
	})
}
