package dynamo

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Table is a table that is read, and what counts the units. Meter may be nil.
type Table struct {
	Client *dynamodb.Client
	Name   string
	Meter  *Meter
}

// Item reads one item, strongly consistent; nil when there is none.
func (t Table) Item(ctx context.Context, key Key) (map[string]types.AttributeValue, error) {
	out, err := t.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &t.Name, Key: key.Map(), ConsistentRead: aws.Bool(true), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, err
	}
	t.Meter.AddOne(out.ConsumedCapacity)
	return out.Item, nil
}

// All reads a query to its end and calls read with each item; the query need not name the table.
func (t Table) All(ctx context.Context, in *dynamodb.QueryInput, read func(map[string]types.AttributeValue) error) error {
	in.TableName, in.ReturnConsumedCapacity = &t.Name, types.ReturnConsumedCapacityTotal
	for {
		out, err := t.Client.Query(ctx, in)
		if err != nil {
			return err
		}
		t.Meter.AddOne(out.ConsumedCapacity)
		for _, item := range out.Items {
			if err := read(item); err != nil {
				return err
			}
		}
		if out.LastEvaluatedKey == nil {
			return nil
		}
		in.ExclusiveStartKey = out.LastEvaluatedKey
	}
}

// Millis is an instant as items keep it: Unix milliseconds, 0 for none.
func Millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Instant is what Millis wrote.
func Instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
