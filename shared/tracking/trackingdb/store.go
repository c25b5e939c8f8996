// Package trackingdb keeps items, events, messages and watches in the Tracking table. docs/data-model.md lists its access patterns and what each costs.
//
// It must not know what a message looks like or who may see an item.
package trackingdb

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// How long things are kept. DynamoDB removes them some time later: nothing relies on the moment.
const (
	keepEvents   = 2 * 365 * 24 * time.Hour
	keepMessages = 90 * 24 * time.Hour
)

// Store is the Tracking table. Safe for concurrent use.
type Store struct {
	client  *dynamodb.Client
	patient *dynamodb.Client // of ingestion: it waits rather than fail
	table   string
	meter   *dynamo.Meter
	spelled atomic.Bool // the table wants an item's attributes one by one
}

// New returns the store of a table; a nil meter counts nothing.
func New(client *dynamodb.Client, table string, meter *dynamo.Meter) *Store {
	return &Store{client: client, patient: dynamodb.New(client.Options(), patient), table: table, meter: meter}
}

// page reads one page of a query and meters it.
func (s *Store) page(ctx context.Context, in *dynamodb.QueryInput) (*dynamodb.QueryOutput, error) {
	in.TableName, in.ReturnConsumedCapacity = &s.table, types.ReturnConsumedCapacityTotal
	out, err := s.client.Query(ctx, in)
	if err != nil {
		return nil, err
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return out, nil
}

// pages reads a query to its end.
func (s *Store) pages(ctx context.Context, in *dynamodb.QueryInput) ([]map[string]types.AttributeValue, error) {
	var items []map[string]types.AttributeValue
	for {
		out, err := s.page(ctx, in)
		if err != nil {
			return nil, err
		}
		items = append(items, out.Items...)
		if out.LastEvaluatedKey == nil {
			return items, nil
		}
		in.ExclusiveStartKey = out.LastEvaluatedKey
	}
}

// Limits of DynamoDB's BatchWriteItem.
const (
	batchItems    = 25
	batchAttempts = 8
)

// putAll writes items in batches and goes on until the table has taken all of them.
func (s *Store) putAll(ctx context.Context, items []map[string]types.AttributeValue) error {
	for len(items) > 0 {
		n := min(batchItems, len(items))
		batch := make([]types.WriteRequest, n)
		for i, item := range items[:n] {
			batch[i] = types.WriteRequest{PutRequest: &types.PutRequest{Item: item}}
		}
		if err := s.putBatch(ctx, batch); err != nil {
			return err
		}
		items = items[n:]
	}
	return nil
}

func (s *Store) putBatch(ctx context.Context, batch []types.WriteRequest) error {
	for attempt := range batchAttempts {
		out, err := s.patient.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{
			RequestItems:           map[string][]types.WriteRequest{s.table: batch},
			ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err != nil {
			return err
		}
		s.meter.Add(out.ConsumedCapacity...)
		if batch = out.UnprocessedItems[s.table]; len(batch) == 0 {
			return nil
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
	return fmt.Errorf("%d items of a batch were not taken after %d attempts", len(batch), batchAttempts)
}
