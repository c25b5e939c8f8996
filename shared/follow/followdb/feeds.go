package followdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// PutWatch implements follow.FeedStore. The row's version moves on, so that telling at the same moment begins anew.
func (s *Store) PutWatch(ctx context.Context, f follow.Follower, r follow.Row) (follow.Row, error) {
	it, err := rowOf(f, r)
	if err != nil {
		return follow.Row{}, fmt.Errorf("watch %s as %s: %w", r.ItemID, f, err)
	}
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: it.Map(), ReturnValues: types.ReturnValueAllOld,
		UpdateExpression: aws.String("SET r = :r, u = :u, expiresAt = :x, a = if_not_exists(a, :a), q = if_not_exists(q, :zero) ADD v :one"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":r": dynamo.S(it.Ref), ":u": dynamo.N(it.Until), ":x": dynamo.N(it.ExpiresAt), ":a": dynamo.N(it.Added),
			":zero": dynamo.N(0), ":one": dynamo.N(1)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return follow.Row{}, fmt.Errorf("watch %s as %s: %w", r.ItemID, f, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	old, err := before(out.Attributes)
	if err == nil && old.Version == 1 && dynamo.Millis(old.AddedAt) == it.Added { // the answer to this very call was lost, and the SDK asked again
		return follow.Row{}, nil
	}
	return old, err
}

func before(item map[string]types.AttributeValue) (follow.Row, error) {
	if len(item) == 0 {
		return follow.Row{}, nil
	}
	return readRow(item)
}

// DeleteWatch implements follow.FeedStore.
func (s *Store) DeleteWatch(ctx context.Context, f follow.Follower, id edi.ItemID) (follow.Row, error) {
	out, err := s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.Table, Key: rowKey(f, id).Map(), ReturnValues: types.ReturnValueAllOld,
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return follow.Row{}, fmt.Errorf("unwatch %s as %s: %w", id, f, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return before(out.Attributes)
}

// FeedWatches implements follow.FeedStore.
func (s *Store) FeedWatches(ctx context.Context, f follow.Follower, after edi.ItemID, limit int) ([]follow.Row, edi.ItemID, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk AND SK > :after"), Limit: aws.Int32(int32(limit)),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(rowsPK(f)), ":after": dynamo.S(itemPrefix + string(after))},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, "", fmt.Errorf("read watches of %s: %w", f, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	rows := make([]follow.Row, len(out.Items))
	for i, item := range out.Items {
		if rows[i], err = readRow(item); err != nil {
			return nil, "", fmt.Errorf("read watches of %s: %w", f, err)
		}
	}
	var next edi.ItemID
	if out.LastEvaluatedKey != nil && len(rows) > 0 {
		next = rows[len(rows)-1].ItemID
	}
	return rows, next, nil
}

// Watching implements follow.FeedStore.
func (s *Store) Watching(ctx context.Context, operator principal.OperatorCode, now time.Time) (int, error) {
	item, err := s.table().Item(ctx, quotaKey(operator))
	if err != nil {
		return 0, fmt.Errorf("count watches of %s: %w", operator, err)
	}
	n, first := 0, week(now)
	for name, value := range item {
		if strings.HasPrefix(name, weekPrefix) && name >= first {
			var k int
			if err := attributevalue.Unmarshal(value, &k); err != nil {
				return 0, fmt.Errorf("count watches of %s: %w", operator, err)
			}
			n += k
		}
	}
	return max(n, 0), nil
}

// Count implements follow.FeedStore. The weeks that a feed's watches can end in are at most 27, so the item stays small: those that have passed are few.
func (s *Store) Count(ctx context.Context, operator principal.OperatorCode, byEnd map[time.Time]int) error {
	weeks := map[string]int{}
	for at, n := range byEnd {
		weeks[week(at)] += n
	}
	names, values := map[string]string{}, map[string]types.AttributeValue{}
	var adds []string
	for w, n := range weeks {
		if n == 0 {
			continue
		}
		names["#"+w], values[":"+w] = w, dynamo.N(n)
		adds = append(adds, "#"+w+" :"+w)
	}
	if len(adds) == 0 {
		return nil
	}
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: quotaKey(operator).Map(), UpdateExpression: aws.String("ADD " + strings.Join(adds, ", ")),
		ExpressionAttributeNames: names, ExpressionAttributeValues: values, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("count watches of %s: %w", operator, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}
