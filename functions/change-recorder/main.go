// Command change-recorder reads the stream of appended inquiry events and writes what happened into the logs of the operators that may see it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/change/changedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		r := recorder{log: b.Log, logs: &change.Recorder{Store: &changedb.Store{Client: b.DB, Table: b.Env.Need("CHANGE_TABLE")}, Clock: b.Clock}}
		return r.record
	})
}

// logs is where changes are recorded.
type logs interface {
	Record(ctx context.Context, happenings []change.Happening) ([]change.Change, error)
}

type recorder struct {
	log  *slog.Logger
	logs logs
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
