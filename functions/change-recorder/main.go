// Command change-recorder reads the stream of appended inquiry events, writes what happened into the logs of the operators that may see it, and plans
// deliveries to their endpoints.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/change/changedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
	"github.com/whereabouts-post/whereabouts/shared/webhook/webhookdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		store, err := webhookdb.New(b.DB, b.Env.Need("WEBHOOK_TABLE"))
		if err != nil {
			return func(context.Context) error { return err } // a test reads the data before
		}
		r := recorder{log: b.Log, logs: &change.Recorder{Store: &changedb.Store{Client: b.DB, Table: b.Env.Need("CHANGE_TABLE")}, Clock: b.Clock},
			webhooks: &webhook.Planner{Store: store, Clock: b.Clock,
				Queue: webhookdb.Queue{Sender: queue.Sender[webhook.Visit]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("WEBHOOK_QUEUE_URL")}}}}
		return r.record
	})
}

// logs is where changes are recorded.
type logs interface {
	Record(ctx context.Context, happenings []change.Happening) ([]change.Change, error)
}

// planner is who plans what endpoints are told.
type planner interface {
	Plan(ctx context.Context, changes []change.Change) error
}

type recorder struct {
	log      *slog.Logger
	logs     logs
	webhooks planner
}

// record records a batch of stream records in their order. A record that cannot be read is reported, and what came before it is recorded. When it is the
// first of several, the batch fails whole: only that makes Lambda split the batch, until the record stands alone and goes to the dead-letter queue by itself.
func (r recorder) record(ctx context.Context, ev events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	out := events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{}}
	var happenings []change.Happening
	for i, record := range ev.Records {
		h, err := read(record)
		if err != nil {
			r.log.ErrorContext(ctx, "stream record not readable", "sequenceNumber", record.Change.SequenceNumber, "err", err)
			if i == 0 && len(ev.Records) > 1 {
				return out, fmt.Errorf("first of %d records: %w", len(ev.Records), err)
			}
			out.BatchItemFailures = append(out.BatchItemFailures, events.DynamoDBBatchItemFailure{ItemIdentifier: record.Change.SequenceNumber})
			break
		}
		happenings = append(happenings, h)
	}
	changes, err := r.logs.Record(ctx, happenings)
	if err != nil {
		return out, err // the whole batch again: what is recorded already keeps its number
	}
	if err := r.webhooks.Plan(ctx, changes); err != nil {
		return out, err // the whole batch again: what is planned already is planned once
	}
	r.log.InfoContext(ctx, "recorded", "events", len(happenings), "changes", len(changes))
	return out, nil
}

// read takes the notice that was stored with the event.
func read(r events.DynamoDBEventRecord) (h change.Happening, err error) {
	attribute, ok := r.Change.NewImage["notice"]
	if !ok || attribute.DataType() != events.DataTypeString {
		return h, fmt.Errorf("record %s has no notice", r.EventID)
	}
	if err := json.Unmarshal([]byte(attribute.String()), &h); err != nil {
		return h, fmt.Errorf("notice: %w", err)
	}
	return h, nil
}
