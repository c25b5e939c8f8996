package directorydb

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

var _ directory.KeyStore = (*Store)(nil)

// FreshKey is how long a process believes what it read of an API key: a revoked key is accepted for no longer.
const FreshKey = 10 * time.Second

// keyItem is an API key: digests of its secrets, never one of them.
type keyItem struct {
	dynamo.Key
	ListingPK string `dynamodbav:"lsPK"` // with the operator's keys
	ListingSK string `dynamodbav:"lsSK"`
	Version   int    `dynamodbav:"version"`
	Doc       string `dynamodbav:"doc"` // JSON of directory.Key
	Expires   int64  `dynamodbav:"expiresAt"`
}

// usageItem is directory.Usage.
type usageItem struct {
	dynamo.Key
	Day      string `dynamodbav:"day"`
	Requests int    `dynamodbav:"requests"`
	Minute   int64  `dynamodbav:"minute"`
	InMinute int    `dynamodbav:"inMinute"`
	Seq      int64  `dynamodbav:"seq"`
	Past     string `dynamodbav:"past,omitempty"` // "2026-11-25=310 2026-11-26=12480": a month of them stays within one unit
	Expires  int64  `dynamodbav:"expiresAt"`
}

func (i usageItem) usage() (directory.Usage, error) {
	u := directory.Usage{Day: i.Day, Requests: i.Requests, Minute: i.Minute, InMinute: i.InMinute, Seq: i.Seq}
	for word := range strings.FieldsSeq(i.Past) {
		day, n, _ := strings.Cut(word, "=")
		requests, err := strconv.Atoi(n)
		if err != nil {
			return u, fmt.Errorf("past days %q: %w", i.Past, err)
		}
		u.Past = append(u.Past, directory.DayRequests{Day: day, Requests: requests})
	}
	return u, nil
}

func usageItemOf(prefix string, u directory.Usage, now time.Time) usageItem {
	past := make([]string, len(u.Past))
	for i, d := range u.Past {
		past[i] = d.Day + "=" + strconv.Itoa(d.Requests)
	}
	return usageItem{Key: usageKey(prefix), Day: u.Day, Requests: u.Requests, Minute: u.Minute, InMinute: u.InMinute, Seq: u.Seq, Past: strings.Join(past, " "),
		Expires: now.AddDate(0, 0, usageKept).Unix()}
}

// Key implements directory.KeyStore.
func (s *Store) Key(ctx context.Context, prefix string) (directory.Key, error) {
	return s.readKey(ctx, prefix, true)
}

// KnownKey returns a key as it was at most FreshKey ago, or "key-unknown".
func (s *Store) KnownKey(ctx context.Context, prefix string) (directory.Key, error) {
	return s.apiKeys.read(ctx, prefix, func(ctx context.Context, prefix string) (directory.Key, error) { return s.readKey(ctx, prefix, false) })
}

// RotatedKey returns a key as it is this moment, for a secret that the one that is known does not have: it may be new. It reads at most once a
// second, whoever tries secrets.
func (s *Store) RotatedKey(ctx context.Context, prefix string) (directory.Key, error) {
	return s.apiKeys.again(ctx, prefix, time.Second, func(ctx context.Context, prefix string) (directory.Key, error) { return s.readKey(ctx, prefix, true) })
}

func (s *Store) readKey(ctx context.Context, prefix string, now bool) (directory.Key, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: apiKeyKey(prefix).Map(), ConsistentRead: aws.Bool(now),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return directory.Key{}, fmt.Errorf("read key %s: %w", prefix, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	if len(out.Item) == 0 {
		return directory.Key{}, directory.KeyUnknown()
	}
	return unpackKey(out.Item)
}

func unpackKey(item map[string]types.AttributeValue) (directory.Key, error) {
	var i keyItem
	var k directory.Key
	err := attributevalue.UnmarshalMap(item, &i)
	if err == nil {
		err = json.Unmarshal([]byte(i.Doc), &k)
	}
	if err != nil {
		return k, fmt.Errorf("unreadable key: %w", err)
	}
	k.Version = i.Version
	return k, nil
}

// KeysOf implements directory.KeyStore. The index may lag by some milliseconds.
func (s *Store) KeysOf(ctx context.Context, code directory.OperatorCode) ([]directory.Key, error) {
	out := []directory.Key{}
	err := s.query(ctx, expression.Key("lsPK").Equal(expression.Value(keysPK(code))), listing, func(item map[string]types.AttributeValue) error {
		k, err := unpackKey(item)
		out = append(out, k)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list keys of %s: %w", code, err)
	}
	slices.SortStableFunc(out, func(a, b directory.Key) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return out, nil
}

// SaveKey implements directory.KeyStore.
func (s *Store) SaveKey(ctx context.Context, k directory.Key, forget time.Time) error {
	item, err := writeKey(k, forget)
	if err != nil {
		return fmt.Errorf("save key %s: %w", k.Prefix, err)
	}
	if err := s.putVersion(ctx, item, k.Version); err != nil {
		return fmt.Errorf("save key %s: %w", k.Prefix, err)
	}
	return nil
}

func writeKey(k directory.Key, forget time.Time) (map[string]types.AttributeValue, error) {
	doc, err := json.Marshal(k)
	if err != nil {
		return nil, err
	}
	return attributevalue.MarshalMap(keyItem{Key: apiKeyKey(k.Prefix), ListingPK: keysPK(k.Operator), ListingSK: k.Prefix, Version: k.Version, Doc: string(doc), Expires: forget.Unix()})
}

// SwapUsage replaces a key's usage if it is still what the caller saw last, and returns what is there then.
func (s *Store) SwapUsage(ctx context.Context, prefix string, seen, want directory.Usage, now time.Time) (there directory.Usage, swapped bool, err error) {
	item, err := attributevalue.MarshalMap(usageItemOf(prefix, want, now))
	if err != nil {
		return there, false, fmt.Errorf("count requests of %s: %w", prefix, err)
	}
	condition := expression.Name("seq").Equal(expression.Value(seen.Seq))
	if seen.Seq == 0 {
		condition = expression.Name("PK").AttributeNotExists()
	}
	expr, err := expression.NewBuilder().WithCondition(condition).Build()
	if err != nil {
		return there, false, fmt.Errorf("count requests of %s: %w", prefix, err)
	}
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item, ConditionExpression: expr.Condition(),
		ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld})
	if old, failed := dynamo.ConditionFailed(err); failed {
		var i usageItem
		if err := attributevalue.UnmarshalMap(old, &i); err != nil {
			return there, false, fmt.Errorf("count requests of %s: %w", prefix, err)
		}
		if there, err = i.usage(); err != nil {
			return there, false, fmt.Errorf("count requests of %s: %w", prefix, err)
		}
		return there, false, nil
	}
	if err != nil {
		return there, false, fmt.Errorf("count requests of %s: %w", prefix, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return want, true, nil
}

// usageKept is for how many days a usage is kept after the last: the last use is shown as long as a key can live.
const usageKept = 500

// Records returns how many records of tracking messages a key has sent on a day of UTC.
func (s *Store) Records(ctx context.Context, prefix, day string) (int, error) {
	var item struct {
		Records int `dynamodbav:"records"`
	}
	if _, err := s.get(ctx, recordsKey(prefix, day), &item); err != nil {
		return 0, fmt.Errorf("read records of %s: %w", prefix, err)
	}
	return item.Records, nil
}

// AddRecords counts records of a tracking message.
func (s *Store) AddRecords(ctx context.Context, prefix, day string, n int, now time.Time) error {
	expr, err := expression.NewBuilder().WithUpdate(expression.Add(expression.Name("records"), expression.Value(n)).
		Set(expression.Name("expiresAt"), expression.Value(now.AddDate(0, 0, directory.UsageDays+1).Unix()))).Build()
	if err != nil {
		return fmt.Errorf("count records of %s: %w", prefix, err)
	}
	out, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.table, Key: recordsKey(prefix, day).Map(), UpdateExpression: expr.Update(),
		ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("count records of %s: %w", prefix, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// KeyUsage implements directory.KeyStore.
func (s *Store) KeyUsage(ctx context.Context, prefix string, now time.Time) (directory.KeyUsage, error) {
	var u directory.Usage
	records := map[string]int{}
	err := s.query(ctx, expression.Key("PK").Equal(expression.Value(usagePK(prefix))), "", func(item map[string]types.AttributeValue) error {
		var one struct {
			usageItem
			Records int `dynamodbav:"records"`
		}
		if err := attributevalue.UnmarshalMap(item, &one); err != nil {
			return err
		}
		if day, ok := strings.CutPrefix(one.SK, recordsPrefix); ok {
			records[day] = one.Records
			return nil
		}
		var err error
		u, err = one.usage()
		return err
	})
	if err != nil {
		return directory.KeyUsage{}, fmt.Errorf("read usage of %s: %w", prefix, err)
	}
	return u.Look(records, now), nil
}
