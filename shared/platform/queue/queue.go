// Package queue is how functions read from and write to SQS: partial batch failures, one bad message never holds up its neighbours.
package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// Consume handles each record of a batch and reports those whose handling failed or panicked, and only those.
// A body that is not the JSON of T is reported too, so that SQS moves it to the dead-letter queue after its retries.
// The answer's list is never nil: an emulator takes null for a failure of the whole batch.
func Consume[T any](log *slog.Logger, handle func(context.Context, T) error) func(context.Context, events.SQSEvent) (events.SQSEventResponse, error) {
	return ConsumeAll(log, func(ctx context.Context, msgs []T) []error {
		failed := make([]error, len(msgs))
		for i, msg := range msgs {
			failed[i] = one(ctx, msg, handle)
		}
		return failed
	})
}

// ConsumeAll is Consume for a handler that does better with all messages of a batch together. It answers for each of them in their order; where it
// panics, each is handled by itself, so that one bad message fails alone.
func ConsumeAll[T any](log *slog.Logger, handle func(context.Context, []T) []error) func(context.Context, events.SQSEvent) (events.SQSEventResponse, error) {
	return func(ctx context.Context, ev events.SQSEvent) (events.SQSEventResponse, error) {
		failed := make([]error, len(ev.Records))
		var msgs []T
		var places []int
		for i, r := range ev.Records {
			var msg T
			if err := json.Unmarshal([]byte(r.Body), &msg); err != nil {
				failed[i] = fmt.Errorf("unreadable message: %w", err)
				continue
			}
			msgs, places = append(msgs, msg), append(places, i)
		}
		for k, err := range all(ctx, msgs, handle) {
			failed[places[k]] = err
		}
		out := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
		for i, err := range failed {
			if err != nil {
				r := ev.Records[i]
				log.ErrorContext(ctx, "message not handled", "messageId", r.MessageId, "receives", r.Attributes["ApproximateReceiveCount"], "err", err)
				out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: r.MessageId})
			}
		}
		return out, nil
	}
}

func all[T any](ctx context.Context, msgs []T, handle func(context.Context, []T) []error) (failed []error) {
	if len(msgs) == 0 {
		return nil
	}
	defer func() {
		p := recover()
		switch {
		case p == nil:
		case len(msgs) == 1:
			failed = []error{fmt.Errorf("panic: %v", p)}
		default:
			failed = make([]error, 0, len(msgs))
			for i := range msgs {
				failed = append(failed, all(ctx, msgs[i:i+1], handle)...)
			}
		}
	}()
	return handle(ctx, msgs)
}

func one[T any](ctx context.Context, msg T, handle func(context.Context, T) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
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
	return s.SendAfter(ctx, 0, msgs...)
}

// SendAfter is Send for messages that nobody is to read before a while is over: whole seconds, at most 15 minutes.
func (s Sender[T]) SendAfter(ctx context.Context, after time.Duration, msgs ...T) error {
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
		batch = append(batch, types.SendMessageBatchRequestEntry{Id: aws.String(fmt.Sprint(i)), MessageBody: aws.String(string(body)), DelaySeconds: int32(after / time.Second)})
		size += len(body)
	}
	return flush()
}
