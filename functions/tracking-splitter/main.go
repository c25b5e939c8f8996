// Command tracking-splitter reads the upload queue: it reads files that were uploaded, in a stream, and queues their records.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

// margin is what of its time the function keeps to note how far it has come.
const margin = 30 * time.Second

// message is what the bucket says of a file that has arrived, or what the splitter asks of itself. What the bucket sends when it is first connected
// has neither.
type message struct {
	tracking.Splitting
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
		store := trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil)
		queues := sqs.NewFromConfig(b.AWS)
		splitter := &tracking.Splitter{
			Maps: edi.Maps, Settings: directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil).MessageSettings, Uploads: store, Messages: store,
			Files:  trackingdb.Raw{Client: s3.NewFromConfig(b.AWS, trackingdb.PathStyle(b.AWS)), Bucket: b.Env.Need("RAW_BUCKET")},
			Chunks: queue.Sender[tracking.Chunk]{API: queues, URL: b.Env.Need("TRACKING_QUEUE_URL")},
			Again:  queue.Sender[tracking.Splitting]{API: queues, URL: b.Env.Need("UPLOAD_QUEUE_URL")},
			Late: func(ctx context.Context) bool {
				ends, ok := ctx.Deadline()
				return ok && time.Until(ends) < margin //nolint:forbidigo // the time that Lambda gives is the machine's, not the system's
			},
		}
		return queue.Consume(b.Log, func(ctx context.Context, m message) error {
			receipts := []string{m.Receipt}
			for _, r := range m.Records {
				if receipt, ok := tracking.ReceiptOfKey(r.S3.Object.Key); ok {
					receipts = append(receipts, receipt)
				}
			}
			for _, receipt := range receipts {
				if receipt == "" {
					continue
				}
				if err := splitter.Split(ctx, tracking.Splitting{Receipt: receipt}); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
