package privacydb

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
)

// Store implements privacy.Store. Meter may be nil.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter
}

var _ privacy.Store = (*Store)(nil)

type requestItem struct {
	dynamo.Key
	LsPK string `dynamodbav:"lsPK"`
	LsSK string `dynamodbav:"lsSK"`

	Operator    string         `dynamodbav:"op"`
	Kind        string         `dynamodbav:"kind"`
	Reference   string         `dynamodbav:"ref"`
	Language    string         `dynamodbav:"lang"`
	Inquiries   []string       `dynamodbav:"inq"`
	By          string         `dynamodbav:"by"`
	ByName      string         `dynamodbav:"name"` // staff
	AskedAt     int64          `dynamodbav:"at"`
	State       string         `dynamodbav:"state"`
	SettledAt   int64          `dynamodbav:"set,omitempty"`
	Counts      map[string]int `dynamodbav:"cnt,omitempty"`
	File        string         `dynamodbav:"file,omitempty"`
	FileUntil   int64          `dynamodbav:"until,omitempty"`
	Fingerprint string         `dynamodbav:"fp,omitempty"`
	ExpiresAt   int64          `dynamodbav:"expiresAt"`
}

func write(r privacy.Request) requestItem {
	it := requestItem{Key: requestKey(r.ID), LsPK: requestsOf(r.Operator), LsSK: r.AskedAt.UTC().Format(sortable) + "#" + string(r.ID), Operator: string(r.Operator),
		Kind: string(r.Kind), Reference: r.Reference, Language: r.Language, By: r.By, ByName: r.ByName, AskedAt: r.AskedAt.UnixMilli(), State: string(r.State),
		File: r.File, Fingerprint: r.Fingerprint, ExpiresAt: r.AskedAt.Add(privacy.RequestsLast).Unix()}
	for _, id := range r.Inquiries {
		it.Inquiries = append(it.Inquiries, string(id))
	}
	for outcome, n := range r.Counts {
		if it.Counts == nil {
			it.Counts = map[string]int{}
		}
		it.Counts[string(outcome)] = n
	}
	if !r.SettledAt.IsZero() {
		it.SettledAt = r.SettledAt.UnixMilli()
	}
	if !r.FileUntil.IsZero() {
		it.FileUntil = r.FileUntil.UnixMilli()
	}
	return it
}

func (it requestItem) read() privacy.Request {
	r := privacy.Request{ID: privacy.ID(after(it.PK)), Operator: directory.OperatorCode(it.Operator), Kind: privacy.Kind(it.Kind), Reference: it.Reference, Language: it.Language,
		By: it.By, ByName: it.ByName, AskedAt: dynamo.Instant(it.AskedAt), State: privacy.State(it.State), SettledAt: dynamo.Instant(it.SettledAt), Counts: map[privacy.Outcome]int{},
		File: it.File, FileUntil: dynamo.Instant(it.FileUntil), Fingerprint: it.Fingerprint}
	for _, id := range it.Inquiries {
		r.Inquiries = append(r.Inquiries, inquiry.ID(id))
	}
	for outcome, n := range it.Counts {
		r.Counts[privacy.Outcome(outcome)] = n
	}
	return r
}

type resultItem struct {
	dynamo.Key
	Outcome   string `dynamodbav:"out"`
	Reason    string `dynamodbav:"why,omitempty"`
	At        int64  `dynamodbav:"at"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

// Add implements privacy.Store: one transaction of the request and its place among what is open.
func (s *Store) Add(ctx context.Context, r privacy.Request) error {
	item, err := attributevalue.MarshalMap(write(r))
	if err != nil {
		return fmt.Errorf("encode data request: %w", err)
	}
	out, err := s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal, TransactItems: []types.TransactWriteItem{
		{Put: &types.Put{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK)")}},
		{Put: &types.Put{TableName: &s.Table, Item: openKey(r.ID).Map()}}}})
	for _, reason := range dynamo.Reasons(err) {
		if aws.ToString(reason.Code) == dynamo.RefusedByCondition {
			return privacy.ErrExists
		}
	}
	if err != nil {
		return fmt.Errorf("store data request %s: %w", r.ID, err)
	}
	s.Meter.Add(out.ConsumedCapacity...)
	return nil
}

// Request implements privacy.Store: one consistent query.
func (s *Store) Request(ctx context.Context, id privacy.ID) (r privacy.Request, results []privacy.Result, _ error) {
	results = []privacy.Result{}
	found := false
	pages := dynamodb.NewQueryPaginator(s.Client, &dynamodb.QueryInput{TableName: &s.Table, ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(requestPartition(id))}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return r, nil, fmt.Errorf("read data request %s: %w", id, err)
		}
		s.Meter.AddOne(page.ConsumedCapacity)
		for _, item := range page.Items {
			var key dynamo.Key
			if err := attributevalue.UnmarshalMap(item, &key); err != nil {
				return r, nil, fmt.Errorf("read data request %s: %w", id, err)
			}
			if strings.HasPrefix(key.SK, "RESULT#") {
				var it resultItem
				if err := attributevalue.UnmarshalMap(item, &it); err != nil {
					return r, nil, fmt.Errorf("read data request %s: %w", id, err)
				}
				results = append(results, privacy.Result{Inquiry: inquiry.ID(after(it.SK)), Outcome: privacy.Outcome(it.Outcome), Reason: it.Reason, At: dynamo.Instant(it.At)})
				continue
			}
			var it requestItem
			if err := attributevalue.UnmarshalMap(item, &it); err != nil {
				return r, nil, fmt.Errorf("read data request %s: %w", id, err)
			}
			r, found = it.read(), true
		}
	}
	if !found {
		return r, nil, privacy.Unknown()
	}
	return r, results, nil
}

// Requests implements privacy.Store: a query of the index for the keys, and one batch for the items.
func (s *Store) Requests(ctx context.Context, op directory.OperatorCode, p privacy.Page) ([]privacy.Request, map[string]string, error) {
	items, next, err := s.listed(ctx, requestsOf(op), p)
	if err != nil {
		return nil, nil, fmt.Errorf("data requests of %s: %w", op, err)
	}
	out := []privacy.Request{}
	for _, item := range items {
		var it requestItem
		if err := attributevalue.UnmarshalMap(item, &it); err != nil {
			return nil, nil, fmt.Errorf("data requests of %s: %w", op, err)
		}
		out = append(out, it.read())
	}
	return out, next, nil
}

// Result implements privacy.Store.
func (s *Store) Result(ctx context.Context, id privacy.ID, r privacy.Result) error {
	item, err := attributevalue.MarshalMap(resultItem{resultKey(id, r.Inquiry), string(r.Outcome), r.Reason, r.At.UnixMilli(), r.At.Add(privacy.RequestsLast).Unix()})
	if err != nil {
		return fmt.Errorf("encode result: %w", err)
	}
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("result of data request %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Settle implements privacy.Store: one transaction, so that nothing that waits is forgotten.
func (s *Store) Settle(ctx context.Context, r privacy.Request, open bool) error {
	item, err := attributevalue.MarshalMap(write(r))
	if err != nil {
		return fmt.Errorf("encode data request: %w", err)
	}
	list := types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: openKey(r.ID).Map()}}
	if open {
		list = types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: openKey(r.ID).Map()}}
	}
	out, err := s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal, TransactItems: []types.TransactWriteItem{
		{Put: &types.Put{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_exists(PK)")}}, list}})
	if err != nil {
		return fmt.Errorf("settle data request %s: %w", r.ID, err)
	}
	s.Meter.Add(out.ConsumedCapacity...)
	return nil
}

// Open implements privacy.Store: one query, of nothing nearly always.
func (s *Store) Open(ctx context.Context, yield func(privacy.ID) error) error {
	pages := dynamodb.NewQueryPaginator(s.Client, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(openPartition)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("open data requests: %w", err)
		}
		s.Meter.AddOne(page.ConsumedCapacity)
		for _, item := range page.Items {
			var key dynamo.Key
			if err := attributevalue.UnmarshalMap(item, &key); err != nil {
				return fmt.Errorf("open data requests: %w", err)
			}
			if err := yield(privacy.ID(key.SK)); err != nil {
				return err
			}
		}
	}
	return nil
}
