// Package changedb keeps operators' logs of changes in the Change table. docs/data-model.md lists its access patterns and what each costs.
//
// It must not know who may see a change.
package changedb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Store is the Change table. Meter may be nil. Safe for concurrent use.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter
}

var (
	_ change.RecordStore = (*Store)(nil)
	_ change.ReadStore   = (*Store)(nil)
)

// keepLonger is how long the table keeps a change beyond the days for which it can be read, and knows that it is recorded: longer than the dead-letter
// queue keeps what failed. What can be read no more is checked on read; nothing relies on the moment.
const keepLonger = 15 * 24 * time.Hour

// headItem is how far a log goes.
type headItem struct {
	dynamo.Key
	Number int64  `dynamodbav:"n"`
	Days   string `dynamodbav:"d"` // "2026-11-26:1 2026-11-27:308"
}

// logItem is a change in its place.
type logItem struct {
	dynamo.Key
	Doc       string `dynamodbav:"d"` // JSON of change.Message
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

// markItem says where a change is.
type markItem struct {
	dynamo.Key
	Number    int64 `dynamodbav:"n"`
	ExpiresAt int64 `dynamodbav:"expiresAt"`
}

// Head implements change.RecordStore.
func (s *Store) Head(ctx context.Context, operator principal.OperatorCode) (change.Head, error) {
	return s.head(ctx, operator, true)
}

// head reads how far a log goes; what is not fresh costs half, and may be a moment old.
func (s *Store) head(ctx context.Context, operator principal.OperatorCode, fresh bool) (change.Head, error) {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: headKey(operator).Map(), ConsistentRead: &fresh, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return change.Head{}, fmt.Errorf("read head of the log of %s: %w", operator, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	if out.Item == nil {
		return change.Head{}, nil
	}
	var it headItem
	if err := attributevalue.UnmarshalMap(out.Item, &it); err != nil {
		return change.Head{}, fmt.Errorf("read head of the log of %s: %w", operator, err)
	}
	h := change.Head{Number: it.Number}
	h.Days, err = readDays(it.Days)
	return h, err
}

// Glance implements change.ReadStore.
func (s *Store) Glance(ctx context.Context, operator principal.OperatorCode) (change.Head, error) {
	return s.head(ctx, operator, false)
}

// Changes implements change.ReadStore. They are read as DynamoDB has them at once (not strongly consistent, half the price); where one is not there yet,
// the answer ends before it.
func (s *Store) Changes(ctx context.Context, operator principal.OperatorCode, from int64, limit int) ([]change.Change, error) {
	out := []change.Change{}
	for next := from; len(out) < limit; {
		block := blockOf(next)
		got, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk AND SK >= :from"), Limit: aws.Int32(int32(limit - len(out))),
			ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(logPK(operator, block)), ":from": dynamo.S(numberSK(next))},
			ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
		if err != nil {
			return nil, fmt.Errorf("read changes of %s: %w", operator, err)
		}
		s.Meter.AddOne(got.ConsumedCapacity)
		for _, item := range got.Items {
			var it logItem
			if err := attributevalue.UnmarshalMap(item, &it); err != nil {
				return nil, fmt.Errorf("read changes of %s: %w", operator, err)
			}
			c := change.Change{Operator: operator}
			if err := json.Unmarshal([]byte(it.Doc), &c); err != nil {
				return nil, fmt.Errorf("read changes of %s: %w", operator, err)
			}
			if c.Number != next {
				return out, nil
			}
			out, next = append(out, c), next+1
		}
		if len(got.Items) == 0 || blockOf(next) == block && got.LastEvaluatedKey == nil {
			break
		}
	}
	return out, nil
}

// Append implements change.RecordStore.
func (s *Store) Append(ctx context.Context, operator principal.OperatorCode, before, after change.Head, changes []change.Change, now time.Time) error {
	head := &types.Update{TableName: &s.Table, Key: headKey(operator).Map(), UpdateExpression: aws.String("SET n = :after, d = :days"), ConditionExpression: aws.String("n = :before"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":before": dynamo.N(before.Number), ":after": dynamo.N(after.Number), ":days": dynamo.S(writeDays(after.Days))}}
	if before.Number == 0 {
		head.ConditionExpression = aws.String("attribute_not_exists(PK)")
		delete(head.ExpressionAttributeValues, ":before")
	}
	items := []types.TransactWriteItem{{Update: head}}
	until := now.Add(change.Bounds().Kept() + keepLonger).Unix()
	for _, c := range changes {
		doc, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("record %s: %w", c.ID, err)
		}
		entry, err := attributevalue.MarshalMap(logItem{Key: logKey(operator, c.Number), Doc: string(doc), ExpiresAt: until})
		if err != nil {
			return fmt.Errorf("record %s: %w", c.ID, err)
		}
		mark, err := attributevalue.MarshalMap(markItem{Key: markKey(operator, c.ID), Number: c.Number, ExpiresAt: until})
		if err != nil {
			return fmt.Errorf("record %s: %w", c.ID, err)
		}
		items = append(items, types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: mark, ConditionExpression: aws.String("attribute_not_exists(PK)")}},
			types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: entry}})
	}
	if err := s.transact(ctx, items); err != nil {
		return fmt.Errorf("append to the log of %s: %w", operator, err)
	}
	return nil
}

// conflicts bounds how often a transaction that met another one on the same item is tried again.
const conflicts = 8

// transact writes all items or none: change.ErrChanged when a condition refused it, or when it met another one each time.
func (s *Store) transact(ctx context.Context, items []types.TransactWriteItem) error {
	var err error
	for try := range conflicts {
		var out *dynamodb.TransactWriteItemsOutput
		out, err = s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err == nil {
			s.Meter.Add(out.ConsumedCapacity...)
			return nil
		}
		conflict := false
		for _, r := range dynamo.Reasons(err) {
			switch aws.ToString(r.Code) {
			case dynamo.RefusedByCondition:
				return change.ErrChanged
			case dynamo.RefusedByConflict:
				conflict = true
			}
		}
		if !conflict {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(rand.IntN(10<<try)) * time.Millisecond): // jitter decides nothing
		}
	}
	return errors.Join(change.ErrChanged, err)
}

const batchKeys = 100 // limit of BatchGetItem

// Recorded implements change.RecordStore.
func (s *Store) Recorded(ctx context.Context, operator principal.OperatorCode, ids []string) (map[string]int64, error) {
	out := map[string]int64{}
	keys := make([]map[string]types.AttributeValue, len(ids))
	for i, id := range ids {
		keys[i] = markKey(operator, id).Map()
	}
	for len(keys) > 0 {
		n := min(batchKeys, len(keys))
		got, err := s.Client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
			RequestItems: map[string]types.KeysAndAttributes{s.Table: {Keys: keys[:n], ConsistentRead: aws.Bool(true)}}})
		if err != nil {
			return nil, fmt.Errorf("read what the log of %s holds: %w", operator, err)
		}
		s.Meter.Add(got.ConsumedCapacity...)
		for _, item := range got.Responses[s.Table] {
			var it markItem
			if err := attributevalue.UnmarshalMap(item, &it); err != nil {
				return nil, fmt.Errorf("read what the log of %s holds: %w", operator, err)
			}
			out[strings.TrimPrefix(it.PK, markKey(operator, "").PK)] = it.Number
		}
		keys = append(keys[n:], got.UnprocessedKeys[s.Table].Keys...)
	}
	return out, nil
}

func writeDays(marks []change.DayMark) string {
	parts := make([]string, len(marks))
	for i, m := range marks {
		parts[i] = m.Day + ":" + strconv.FormatInt(m.First, 10)
	}
	return strings.Join(parts, " ")
}

func readDays(text string) ([]change.DayMark, error) {
	var out []change.DayMark
	for part := range strings.FieldsSeq(text) {
		day, first, _ := strings.Cut(part, ":")
		n, err := strconv.ParseInt(first, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("unreadable day of a log: %w", err)
		}
		out = append(out, change.DayMark{Day: day, First: n})
	}
	return out, nil
}
