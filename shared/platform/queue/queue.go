// Package queue is how functions read from and write to SQS: partial batch failures, one bad message never holds up its neighbours.
package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// Consume handles each record of a batch and reports those whose handling failed or panicked, and only those.
// A body that is not the JSON of T is reported too, so that SQS moves it to the dead-letter queue after its retries.
// The answer's list is never nil: an emulator takes null for a failure of the whole batch.
func Consume[T any](log *slog.Logger, handle func(context.Context, T) error) func(context.Context, events.SQSEvent) (events.SQSEventResponse, error) {
	return func(ctx context.Context, ev events.SQSEvent) (events.SQSEventResponse, error) {
		out := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
		for _, r := range ev.Records {
			if err := one(ctx, r.Body, handle); err != nil {
				log.ErrorContext(ctx, "message not handled", "messageId", r.MessageId, "receives", r.Attributes["ApproximateReceiveCount"], "err", err)
				out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: r.MessageId})
			}
		}
		return out, nil
	}
}

func one[T any](ctx context.Context, body string, handle func(context.Context, T) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	var msg T
	if err := json.Unmarshal([]byte(body), &msg); err != nil {
		return fmt.Errorf("unreadable message: %w", err)
	}
	return handle(ctx, msg)
}

// API is the part of the SQS client that sending needs.
type API interface {
	SendMessageBatch(context.Context, *sqs.SendMessageBatchInput, ...func(*sqs.Options)) (*sqs.SendMessageBatchOutput, error)
}

// Sender writes messages of type T to one queue.
type Sender[T any] struct {
	API API
	URL string
}

// Limits of SQS (Amazon SQS Developer Guide, message quotas).
const (
	batchCount = 10
	batchBytes = 256 * 1024
)

// Send writes all messages, in batches, or returns an error that says how many were refused; sending again is safe
// because every consumer is idempotent.
func (s Sender[T]) Send(ctx context.Context, msgs ...T) error {
	var batch []types.SendMessageBatchRequestEntry
	size := 0
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		out, err := s.API.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: &s.URL, Entries: batch})
		if err != nil {
			return fmt.Errorf("send %d messages: %w", len(batch), err)
		}
		if n := len(out.Failed); n > 0 {
			return fmt.Errorf("send: %d of %d messages refused, first: %s", n, len(batch), aws.ToString(out.Failed[0].Message))
		}
		batch, size = nil, 0
		return nil
	}
	for i, m := range msgs {
		body, err := json.Marshal(m)
		if err != nil {
			return fmt.Errorf("encode message: %w", err)
		}
		if len(batch) == batchCount || size+len(body) > batchBytes {
			if err := flush(); err != nil {
				return err
			}
		}
		batch = append(batch, types.SendMessageBatchRequestEntry{Id: aws.String(fmt.Sprint(i)), MessageBody: aws.String(string(body))})
		size += len(body)
	}
	return flush()
}
