// Command report-generator makes the monthly reports: every night whatever is due, provisional from the 1st and final from the 15th; corrections that were
// asked for; or by hand. Then it writes to those who scheduled a saved report, and forgets what those saved who left.
package main

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/insight/roster"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		write := letters{mail.Sender{SES: sesv2.NewFromConfig(b.AWS), From: b.Env.Need("MAIL_FROM")}, directory, b.Env.Need("WEB_ADDRESS")}
		people := roster.People{Agents: directory, May: roster.ReadsFigures}
		m := &insight.Maker{
			Log:       b.Log,
			Lake:      insightdb.Athena{Client: athena.NewFromConfig(b.AWS), Database: b.Env.Need("FACTS_DATABASE"), WorkGroup: b.Env.Need("FACTS_WORKGROUP")},
			Directory: roster.Operators{Network: directory},
			Shelf:     insightdb.Shelf{Client: b.DB, Table: b.Env.Need("INSIGHT_TABLE")},
			Files:     insightdb.Files{Client: s3.NewFromConfig(b.AWS, insightdb.PathStyle(b.AWS)), Bucket: b.Env.Need("REPORTS_BUCKET")},
			Runs:      insightdb.Runs{Client: b.DB, Table: b.Env.Need("INSIGHT_TABLE")},
			Mailer:    &insight.Postman{Store: insightdb.Subscriptions{Client: b.DB, Table: b.Env.Need("INSIGHT_TABLE")}, People: people, Send: write.report},
			Tallies:   insightdb.Tallies{Client: b.DB, Table: b.Env.Need("INSIGHT_TABLE")},
			Documents: document.Documents(),
		}
		k := &query.Clerk{
			Log:    b.Log,
			Store:  insightdb.Saved{Client: b.DB, Table: b.Env.Need("INSIGHT_TABLE")},
			People: people,
			Agreed: catalogue.Agreed(directory),
			Send:   write.saved,
			Desk: &query.Desk{
				Engine: insightdb.Athena{Client: athena.NewFromConfig(b.AWS), Database: b.Env.Need("FACTS_DATABASE"), WorkGroup: b.Env.Need("FACTS_WORKGROUP")},
				Sizes:  insightdb.Partitions{Client: s3.NewFromConfig(b.AWS, insightdb.PathStyle(b.AWS)), Bucket: b.Env.Need("LAKE_BUCKET")},
				Shelf:  insightdb.Counter{Client: b.DB, Table: b.Env.Need("INSIGHT_TABLE")},
				Terms:  query.Limits(),
			},
		}
		return func(ctx context.Context, raw json.RawMessage) (result, error) { return run(ctx, b.Clock, m, k, raw) }
	})
}
