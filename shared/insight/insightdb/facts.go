package insightdb

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/firehose"
	"github.com/aws/aws-sdk-go-v2/service/firehose/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// Firehose is the part of the Firehose client that Facts needs.
type Firehose interface {
	PutRecordBatch(context.Context, *firehose.PutRecordBatchInput, ...func(*firehose.Options)) (*firehose.PutRecordBatchOutput, error)
}

// Facts writes facts to the delivery stream.
type Facts struct {
	Client Firehose
	Stream string
}

const (
	putBatch    = 500 // records a PutRecordBatch may hold (Amazon Data Firehose quotas); our lines are far below its 4 MiB
	putAttempts = 5
)

// Put writes all facts, or returns an error that says how many the stream refused in the end. Refused ones are tried again, alone,
// with growing pauses. Putting facts again is safe: readers keep one of each.
func (f Facts) Put(ctx context.Context, facts ...insight.Fact) error {
	for len(facts) > 0 {
		n := min(len(facts), putBatch)
		records := make([]types.Record, n)
		for i, fact := range facts[:n] {
			line, err := json.Marshal(fact)
			if err != nil {
				return fmt.Errorf("encode fact: %w", err)
			}
			records[i].Data = append(line, '\n')
		}
		if err := f.put(ctx, records); err != nil {
			return err
		}
		facts = facts[n:]
	}
	return nil
}

func (f Facts) put(ctx context.Context, records []types.Record) error {
	pause := 50 * time.Millisecond
	for attempt := 1; ; attempt++ {
		out, err := f.Client.PutRecordBatch(ctx, &firehose.PutRecordBatchInput{DeliveryStreamName: &f.Stream, Records: records})
		if err != nil {
			return fmt.Errorf("put %d facts: %w", len(records), err)
		}
		if aws.ToInt32(out.FailedPutCount) == 0 {
			return nil
		}
		var refused []types.Record
		reason := ""
		for i, answer := range out.RequestResponses {
			if answer.ErrorCode != nil {
				refused = append(refused, records[i])
				reason = *answer.ErrorCode
			}
		}
		if attempt == putAttempts {
			return fmt.Errorf("put facts: %d refused %d times, last: %s", len(refused), attempt, reason)
		}
		if err := wait(ctx, pause); err != nil {
			return fmt.Errorf("put facts: %d refused: %w", len(refused), err)
		}
		records, pause = refused, 2*pause
	}
}

// wait waits, or returns why the context ended.
func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
