// Command facts-keeper looks after the files of the lake: every month it makes few large files of the many small ones of the months before;
// by hand it makes all facts again from the inquiries.
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
)

func main() {
	boot.Start(func(b *boot.Base) any {
		files := s3.NewFromConfig(b.AWS, insightdb.PathStyle(b.AWS))
		k := keeper{
			log:     b.Log,
			clock:   b.Clock,
			compact: lakedb.Compactor{Client: files, Bucket: b.Env.Need("LAKE_BUCKET")},
			rebuild: insight.Rebuilder{
				Notices: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE"), Cold: &inquirydb.Cold{Client: files, Bucket: b.Env.Need("ARCHIVE_BUCKET")}},
				Stream:  insightdb.Facts{Client: firehose.NewFromConfig(b.AWS), Stream: b.Env.Need("FACTS_STREAM")},
				Keys:    &insightdb.AgentKeys{Client: b.DB, Table: b.Env.Need("AGENT_KEY_TABLE")},
				End:     inquirydb.WalkEnd,
			},
		}
		return func(ctx context.Context, raw json.RawMessage) (result, error) { return k.run(ctx, raw) }
	})
}
