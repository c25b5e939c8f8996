// Command facts-keeper looks after the lake: every night it tells how many items travelled; every month it makes few large files of the many small ones of the
// months before; by hand it makes all facts again from the inquiries and from the counter of items.
package main

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/service/firehose"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/lakedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/transit"
	"github.com/whereabouts-post/whereabouts/shared/transit/transitdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		files := s3.NewFromConfig(b.AWS, insightdb.PathStyle(b.AWS))
		stream := insightdb.Facts{Client: firehose.NewFromConfig(b.AWS), Stream: b.Env.Need("FACTS_STREAM")}
		items := counter{&transitdb.Store{Client: b.DB, Table: b.Env.Need("TRACKING_TABLE")}}
		k := keeper{
			log:     b.Log,
			clock:   b.Clock,
			compact: lakedb.Compactor{Client: files, Bucket: b.Env.Need("LAKE_BUCKET")},
			traffic: insight.TrafficTeller{Counter: items, Stream: stream},
			rebuild: insight.Rebuilder{
				Traffic: items,
				Notices: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE"), Cold: &inquirydb.Cold{Client: files, Bucket: b.Env.Need("ARCHIVE_BUCKET")}},
				Stream:  stream,
				Keys:    &insightdb.AgentKeys{Client: b.DB, Table: b.Env.Need("AGENT_KEY_TABLE")},
				End:     inquirydb.WalkEnd,
			},
		}
		return func(ctx context.Context, raw json.RawMessage) (result, error) { return k.run(ctx, raw) }
	})
}

// counter is the data hub's counter of items, in the words of figures.
type counter struct {
	hub interface {
		Traffic(ctx context.Context, m transit.Month) ([]transit.LinkCount, error)
	}
}

// Traffic implements insight.Counter.
func (c counter) Traffic(ctx context.Context, m insight.Month) ([]insight.Traffic, error) {
	links, err := c.hub.Traffic(ctx, transit.Month(m))
	out := make([]insight.Traffic, len(links))
	for i, l := range links {
		out[i] = insight.Traffic{Month: insight.Month(l.Month), Origin: l.From, Destination: l.To, Product: l.Product, Items: l.Items, PreAdvised: l.Advised, Changed: l.Changed}
	}
	return out, err
}
