// Command signal-finder counts the weeks that are over, every night, compares each figure with its own past and tells those who subscribed of what has changed;
// or by hand.
package main

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/roster"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		write := letters{mail.Sender{SES: sesv2.NewFromConfig(b.AWS), From: b.Env.Need("MAIL_FROM")}, directory, b.Env.Need("WEB_ADDRESS")}
		table := b.Env.Need("INSIGHT_TABLE")
		f := &signal.Finder{
			Log:       b.Log,
			Lake:      insightdb.Athena{Client: athena.NewFromConfig(b.AWS), Database: b.Env.Need("FACTS_DATABASE"), WorkGroup: b.Env.Need("FACTS_WORKGROUP")},
			Histories: insightdb.Histories{Files: insightdb.Files{Client: s3.NewFromConfig(b.AWS, insightdb.PathStyle(b.AWS)), Bucket: b.Env.Need("REPORTS_BUCKET")}},
			Directory: roster.Operators{Network: directory},
			Store:     insightdb.Signals{Client: b.DB, Table: table},
			Mailer:    &signal.Postman{Store: insightdb.Letters{Subscriptions: insightdb.Subscriptions{Client: b.DB, Table: table}}, People: roster.People{Agents: directory, May: reads}, Send: write.send},
		}
		return func(ctx context.Context, raw json.RawMessage) (result, error) { return run(ctx, b.Clock, f, raw) }
	})
}
