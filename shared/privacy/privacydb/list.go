package privacydb

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
)

type item = map[string]types.AttributeValue

// listed returns the items of a page of the index, newest first, in its order. One that went away meanwhile is left out.
func (s *Store) listed(ctx context.Context, partition string, p privacy.Page) ([]item, map[string]string, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, IndexName: aws.String(listing), KeyConditionExpression: aws.String("lsPK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(partition)}, ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(p.Limit)),
		ExclusiveStartKey: startKey(p.Position), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, nil, err
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	next, err := position(out.LastEvaluatedKey)
	if err != nil {
		return nil, nil, err
	}
	keys := make([]item, len(out.Items))
	for i, it := range out.Items {
		keys[i] = item{"PK": it["PK"], "SK": it["SK"]}
	}
	items, err := s.batch(ctx, keys)
	return items, next, err
}

// unprocessed bounds how often what a batch left out is asked for again.
const unprocessed = 6

// batch reads items, at most 100, in the order of their keys.
func (s *Store) batch(ctx context.Context, keys []item) ([]item, error) {
	found := map[dynamo.Key]item{}
	left := keys
	for try := 0; len(left) > 0; try++ {
		if try == unprocessed {
			return nil, errors.New("items are still not read after several tries")
		}
		if try > 0 {
			if err := pause(ctx, time.Duration(10<<try)*time.Millisecond); err != nil {
				return nil, err
			}
		}
		out, err := s.Client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{s.Table: {Keys: left}}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err != nil {
			return nil, err
		}
		s.Meter.Add(out.ConsumedCapacity...)
		for _, it := range out.Responses[s.Table] {
			var key dynamo.Key
			if err := attributevalue.UnmarshalMap(it, &key); err != nil {
				return nil, err
			}
			found[key] = it
		}
		left = out.UnprocessedKeys[s.Table].Keys
	}
	var all []item
	for _, k := range keys {
		var key dynamo.Key
		if err := attributevalue.UnmarshalMap(k, &key); err != nil {
			return nil, err
		}
		if it, there := found[key]; there {
			all = append(all, it)
		}
	}
	return all, nil
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// startKey and position turn the engine's place in a list into strings and back: all our keys are strings.
func startKey(p map[string]string) item {
	if len(p) == 0 {
		return nil
	}
	key := item{}
	for name, v := range p {
		key[name] = dynamo.S(v)
	}
	return key
}

func position(key item) (map[string]string, error) {
	if len(key) == 0 {
		return nil, nil
	}
	var p map[string]string
	err := attributevalue.UnmarshalMap(key, &p)
	return p, err
}
