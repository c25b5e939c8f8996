// Package transitdb keeps plans to look at items, late items, and counts of what was due, in the Tracking table. docs/data-model.md lists its access patterns
// and what each costs.
//
// It must not know what makes an item late, or who may see that.
package transitdb

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

// How long things are kept. DynamoDB removes them some time later: nothing relies on the moment.
const (
	keepChecks = 30 * 24 * time.Hour // after their hour: an outage that long loses them
	keepLate   = 2 * 365 * 24 * time.Hour
	keepCounts = 2 * 365 * 24 * time.Hour
)

// Store is the part of the Tracking table that is about standards and lateness. Safe for concurrent use.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter // nil: nothing is counted
}

type stored = map[string]types.AttributeValue

// query reads one page.
func (s *Store) query(ctx context.Context, in *dynamodb.QueryInput) (*dynamodb.QueryOutput, error) {
	in.TableName, in.ReturnConsumedCapacity = &s.Table, types.ReturnConsumedCapacityTotal
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return nil, err
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return out, nil
}

// each calls do with every item of a query.
func (s *Store) each(ctx context.Context, in *dynamodb.QueryInput, do func(stored) error) error {
	for {
		out, err := s.query(ctx, in)
		if err != nil {
			return err
		}
		for _, item := range out.Items {
			if err := do(item); err != nil {
				return err
			}
		}
		if out.LastEvaluatedKey == nil {
			return nil
		}
		in.ExclusiveStartKey = out.LastEvaluatedKey
	}
}

// transact writes all or nothing.
func (s *Store) transact(ctx context.Context, items []types.TransactWriteItem) error {
	out, err := s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return err
	}
	s.Meter.Add(out.ConsumedCapacity...)
	return nil
}

// Limits of DynamoDB's BatchWriteItem.
const (
	batchItems    = 25
	batchAttempts = 8
)

// putAll writes rows in batches and goes on until the table has taken all of them. No two of them have one key.
func (s *Store) putAll(ctx context.Context, rows []any) error {
	for len(rows) > 0 {
		n := min(batchItems, len(rows))
		batch := make([]types.WriteRequest, n)
		for i, row := range rows[:n] {
			item, err := attributevalue.MarshalMap(row)
			if err != nil {
				return err
			}
			batch[i] = types.WriteRequest{PutRequest: &types.PutRequest{Item: item}}
		}
		if err := s.putBatch(ctx, batch); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func (s *Store) putBatch(ctx context.Context, batch []types.WriteRequest) error {
	for attempt := range batchAttempts {
		out, err := s.Client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{
			RequestItems: map[string][]types.WriteRequest{s.Table: batch}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err != nil {
			return err
		}
		s.Meter.Add(out.ConsumedCapacity...)
		if batch = out.UnprocessedItems[s.Table]; len(batch) == 0 {
			return nil
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
	return fmt.Errorf("%d items of a batch were not taken after %d attempts", len(batch), batchAttempts)
}

// pause waits before the next attempt, longer each time.
func pause(ctx context.Context, attempt int) error {
	wait := 20 * time.Millisecond << attempt
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait/2 + rand.N(wait)): // jitter decides nothing
		return nil
	}
}

var (
	_ transit.CheckStore = (*Store)(nil)
	_ transit.Hub        = (*Store)(nil)
)
