package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
)

// Together handles the records of a batch at once, for consumers to whom several cost less than one by one. Handle returns for each message why it was
// not handled, nil when it was. As with Consume, those and only those come back, and a body that is not the JSON of T does too. When handle panics, all
// come back.
func Together[T any](log *slog.Logger, handle func(context.Context, []T) []error) func(context.Context, events.SQSEvent) (events.SQSEventResponse, error) {
	return func(ctx context.Context, ev events.SQSEvent) (events.SQSEventResponse, error) {
		out := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
		failed := make([]error, len(ev.Records))
		var msgs []T
		var at []int // where they stand in the batch
		for i, r := range ev.Records {
			var m T
			if err := json.Unmarshal([]byte(r.Body), &m); err != nil {
				failed[i] = fmt.Errorf("unreadable message: %w", err)
				continue
			}
			msgs, at = append(msgs, m), append(at, i)
		}
		for k, err := range all(ctx, msgs, handle) {
			failed[at[k]] = err
		}
		for i, r := range ev.Records {
			if failed[i] != nil {
				log.ErrorContext(ctx, "message not handled", "messageId", r.MessageId, "receives", r.Attributes["ApproximateReceiveCount"], "err", failed[i])
				out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: r.MessageId})
			}
		}
		return out, nil
	}
}

func all[T any](ctx context.Context, msgs []T, handle func(context.Context, []T) []error) (failed []error) {
	defer func() {
		if p := recover(); p != nil {
			failed = make([]error, len(msgs))
			for i := range failed {
				failed[i] = fmt.Errorf("panic: %v", p)
			}
		}
	}()
	if len(msgs) == 0 {
		return nil
	}
	return handle(ctx, msgs)
}
