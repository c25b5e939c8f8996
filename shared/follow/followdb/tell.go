package followdb

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// entryItem is an event as a feed was told it.
type entryItem struct {
	dynamo.Key
	Doc       string `dynamodbav:"d"` // JSON of follow.Entry
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

// Head implements follow.TellStore and follow.FeedStore, strongly consistent.
func (s *Store) Head(ctx context.Context, f follow.Follower) (follow.Head, error) {
	item, err := s.table().Item(ctx, headKey(f))
	if err != nil {
		return follow.Head{}, fmt.Errorf("read head of %s: %w", f, err)
	}
	if item == nil {
		if f.Kind == follow.KindList {
			return follow.Head{}, unknownList()
		}
		return follow.Head{}, nil
	}
	var it headItem
	if err := attributevalue.UnmarshalMap(item, &it); err != nil {
		return follow.Head{}, fmt.Errorf("read head of %s: %w", f, err)
	}
	h := follow.Head{Seq: it.Seq, Exists: true}
	if f.Kind == follow.KindList {
		h.List = it.list(f.Operator)
	}
	h.Days, err = readDays(it.Days)
	return h, err
}

const batchKeys = 100 // limit of BatchGetItem

// Rows implements follow.TellStore and follow.FeedStore, strongly consistent.
func (s *Store) Rows(ctx context.Context, f follow.Follower, items []edi.ItemID) (map[edi.ItemID]follow.Row, error) {
	out := map[edi.ItemID]follow.Row{}
	asked := map[edi.ItemID]bool{}
	var keys []map[string]types.AttributeValue
	for _, id := range items {
		if !asked[id] {
			asked[id] = true
			keys = append(keys, rowKey(f, id).Map())
		}
	}
	for len(keys) > 0 {
		n := min(batchKeys, len(keys))
		got, err := s.Client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
			RequestItems: map[string]types.KeysAndAttributes{s.Table: {Keys: keys[:n], ConsistentRead: aws.Bool(true)}}})
		if err != nil {
			return nil, fmt.Errorf("read rows of %s: %w", f, err)
		}
		s.Meter.Add(got.ConsumedCapacity...)
		for _, item := range got.Responses[s.Table] {
			r, err := readRow(item)
			if err != nil {
				return nil, fmt.Errorf("read rows of %s: %w", f, err)
			}
			out[r.ItemID] = r
		}
		keys = append(keys[n:], got.UnprocessedKeys[s.Table].Keys...)
	}
	return out, nil
}

// Tell implements follow.TellStore.
func (s *Store) Tell(ctx context.Context, f follow.Follower, before, after follow.Head, rows []follow.Row, entries []follow.Entry, now time.Time) error {
	items := []types.TransactWriteItem{{Update: s.headUpdate(f, before, after)}}
	for _, r := range rows {
		update, err := s.rowUpdate(f, r)
		if err != nil {
			return fmt.Errorf("tell %s: %w", f, err)
		}
		items = append(items, types.TransactWriteItem{Update: update})
	}
	kept := now.Add(time.Duration(follow.Bounds().FeedDays)*24*time.Hour + keepEntries).Unix()
	for _, e := range entries {
		doc, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("tell %s: %w", f, err)
		}
		item, err := attributevalue.MarshalMap(entryItem{Key: dynamo.Key{PK: entriesPK(f, blockOf(e.Seq)), SK: entrySK(e.Seq)}, Doc: string(doc), ExpiresAt: kept})
		if err != nil {
			return fmt.Errorf("tell %s: %w", f, err)
		}
		items = append(items, types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: item}})
	}
	refused, err := s.transact(ctx, items)
	switch {
	case err != nil:
		return fmt.Errorf("tell %s: %w", f, err)
	case refused >= 0:
		return follow.ErrChanged
	}
	return nil
}

// headUpdate moves a head on, if nobody else did.
func (s *Store) headUpdate(f follow.Follower, before, after follow.Head) *types.Update {
	u := &types.Update{TableName: &s.Table, Key: headKey(f).Map(),
		ExpressionAttributeValues: map[string]types.AttributeValue{":before": dynamo.N(before.Seq), ":after": dynamo.N(after.Seq)}}
	if f.Kind == follow.KindList {
		u.UpdateExpression = aws.String("SET seq = :after, changed = :at")
		u.ConditionExpression = aws.String("seq = :before")
		u.ExpressionAttributeValues[":at"] = dynamo.N(dynamo.Millis(after.List.ChangedAt))
		return u
	}
	u.UpdateExpression = aws.String("SET seq = :after, marks = :marks")
	u.ConditionExpression = aws.String("seq = :before")
	if !before.Exists {
		u.ConditionExpression = aws.String("attribute_not_exists(PK)")
		delete(u.ExpressionAttributeValues, ":before")
	}
	u.ExpressionAttributeValues[":marks"] = dynamo.S(writeDays(after.Days))
	return u
}

// rowUpdate writes what a follower was told of an item, if the row is at the version it was read at.
func (s *Store) rowUpdate(f follow.Follower, r follow.Row) (*types.Update, error) {
	it, err := rowOf(f, r)
	if err != nil {
		return nil, err
	}
	return &types.Update{TableName: &s.Table, Key: it.Map(), ConditionExpression: aws.String("v = :v"),
		UpdateExpression: aws.String("SET u = :u, si = :si, q = :q, c = :c, t = :t, v = :next, expiresAt = :x"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":v": dynamo.N(it.Version), ":next": dynamo.N(it.Version + 1), ":u": dynamo.N(it.Until), ":si": dynamo.S(it.Sight),
			":q": dynamo.N(it.Seq), ":c": dynamo.N(it.Changed), ":t": dynamo.S(it.Told), ":x": dynamo.N(it.ExpiresAt)}}, nil
}

// Entries implements follow.FeedStore. Entries are read as DynamoDB has them at once (not strongly consistent, half the price); where one is not there yet,
// the answer ends before it.
func (s *Store) Entries(ctx context.Context, f follow.Follower, from, limit int) ([]follow.Entry, error) {
	out := []follow.Entry{}
	for next := from; len(out) < limit; {
		block := blockOf(next)
		in := &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk AND SK >= :from"), Limit: aws.Int32(int32(limit - len(out))),
			ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(entriesPK(f, block)), ":from": dynamo.S(entrySK(next))},
			ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal}
		got, err := s.Client.Query(ctx, in)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f, err)
		}
		s.Meter.AddOne(got.ConsumedCapacity)
		for _, item := range got.Items {
			var it entryItem
			if err := attributevalue.UnmarshalMap(item, &it); err != nil {
				return nil, fmt.Errorf("read %s: %w", f, err)
			}
			seq, err := strconv.Atoi(it.SK)
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", f, err)
			}
			if seq != next {
				return out, nil
			}
			e := follow.Entry{}
			if err := json.Unmarshal([]byte(it.Doc), &e); err != nil {
				return nil, fmt.Errorf("read %s: %w", f, err)
			}
			e.Seq = seq
			out, next = append(out, e), next+1
		}
		if len(got.Items) == 0 || blockOf(next) == block && got.LastEvaluatedKey == nil {
			break
		}
	}
	return out, nil
}
