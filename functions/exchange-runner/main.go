// Command exchange-runner reads the exchange queue: it makes files for posts without an API, takes the files that they send, and settles
// months.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/exchange"
	"github.com/whereabouts-post/whereabouts/shared/exchange/exchangedb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
	"github.com/whereabouts-post/whereabouts/shared/privacy/privacydb"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

// margin is what of its time the function keeps to note how far it has come.
const margin = 60 * time.Second

// message is what the bucket says of a file that has arrived, or what somebody asks of the runner. What the bucket sends when it is first
// connected is neither.
type message struct {
	exchange.Message
	Records []struct {
		S3 struct {
			Object struct {
				Key string `json:"key"`
			} `json:"object"`
		} `json:"s3"`
	}
}

func main() {
	boot.Start(func(b *boot.Base) any {
		buckets := s3.NewFromConfig(b.AWS, exchangedb.PathStyle(b.AWS))
		posts := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		store := &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE"), Cold: &inquirydb.Cold{Client: buckets, Bucket: b.Env.Need("ARCHIVE_BUCKET")}}
		inquiries := &inquiry.Service{Store: store, Directory: posts, Catalogue: posts, Tracking: trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil),
			Looks: &privacy.Recorder{Store: &privacydb.Store{Client: b.DB, Table: b.Env.Need("PRIVACY_TABLE")}}}
		service := &exchange.Service{
			Store:     &exchangedb.Store{Client: b.DB, Table: b.Env.Need("EXCHANGE_TABLE")},
			Files:     exchangedb.Files{Client: buckets, Bucket: b.Env.Need("EXCHANGE_BUCKET")},
			Queue:     queue.Sender[exchange.Message]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("EXCHANGE_QUEUE_URL")},
			Inquiries: inquiries, Steps: func(o inquiry.Once) exchange.Steps { return inquiries.Once(o) },
			Folders: store, Directory: posts, Operators: posts, NewID: boot.NewID,
			Late: func(ctx context.Context) bool {
				ends, ok := ctx.Deadline()
				return ok && time.Until(ends) < margin //nolint:forbidigo // the time that Lambda gives is the machine's, not the system's
			},
		}
		return queue.Consume(b.Log, func(ctx context.Context, m message) error {
			now, err := b.Clock.Now(ctx)
			if err != nil {
				return err
			}
			for _, r := range m.Records {
				if arrived, ok := exchange.MessageOfKey(r.S3.Object.Key); ok {
					if err := service.Do(ctx, arrived, now); err != nil {
						return err
					}
				}
			}
			return service.Do(ctx, m.Message, now)
		})
	})
}
