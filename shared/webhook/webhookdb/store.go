// Package webhookdb keeps endpoints, lanes, deliveries and attempts in the Webhook table. docs/data-model.md says what each access costs.
package webhookdb

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// Store is the Webhook table. Meter may be nil.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Keep   time.Duration // for which deliveries are kept
	Meter  *dynamo.Meter
}

// New makes a store that keeps deliveries as long as the terms say.
func New(client *dynamodb.Client, table string) (*Store, error) {
	terms, err := webhook.TermsOf()
	return &Store{Client: client, Table: table, Keep: time.Duration(terms.KeepDays) * 24 * time.Hour}, err
}

// endpointItem is an endpoint and its health; they change at versions of their own.
type endpointItem struct {
	dynamo.Key
	DuPK          string `dynamodbav:"duPK"`
	DuSK          string `dynamodbav:"duSK"`
	Endpoint      string `dynamodbav:"endpoint"`
	Version       int    `dynamodbav:"ver"`
	Health        string `dynamodbav:"health"`
	HealthVersion int    `dynamodbav:"hver"`
}

func (it endpointItem) read() (e webhook.Endpoint, h webhook.Health, _ error) {
	if err := json.Unmarshal([]byte(it.Endpoint), &e); err != nil {
		return e, h, fmt.Errorf("unreadable endpoint: %w", err)
	}
	if it.Health != "" {
		if err := json.Unmarshal([]byte(it.Health), &h); err != nil {
			return e, h, fmt.Errorf("unreadable health of endpoint %s: %w", e.ID, err)
		}
	}
	e.Version, h.Version = it.Version, it.HealthVersion
	return e, h, nil
}

// Endpoints implements webhook.EndpointStore.
func (s *Store) Endpoints(ctx context.Context, operator principal.OperatorCode) ([]webhook.Endpoint, []webhook.Health, error) {
	type both struct {
		e webhook.Endpoint
		h webhook.Health
	}
	var all []both
	err := s.table().All(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :sk)"), ConsistentRead: aws.Bool(true),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(endpointsPK(operator)), ":sk": dynamo.S(endpointPrefix)}}, func(item map[string]types.AttributeValue) error {
		var it endpointItem
		if err := attributevalue.UnmarshalMap(item, &it); err != nil {
			return err
		}
		e, h, err := it.read()
		all = append(all, both{e, h})
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read endpoints of %s: %w", operator, err)
	}
	slices.SortStableFunc(all, func(a, b both) int { return a.e.CreatedAt.Compare(b.e.CreatedAt) })
	endpoints, health := make([]webhook.Endpoint, len(all)), make([]webhook.Health, len(all))
	for i, b := range all {
		endpoints[i], health[i] = b.e, b.h
	}
	return endpoints, health, nil
}

// Endpoint implements webhook.EndpointStore.
func (s *Store) Endpoint(ctx context.Context, operator principal.OperatorCode, id webhook.EndpointID) (webhook.Endpoint, webhook.Health, error) {
	item, err := s.table().Item(ctx, endpointKey(operator, id))
	if err != nil {
		return webhook.Endpoint{}, webhook.Health{}, fmt.Errorf("read endpoint %s: %w", id, err)
	}
	if item == nil {
		return webhook.Endpoint{}, webhook.Health{}, problem.New(problem.NotFound, "endpoint-unknown", "There is no such endpoint, or it is another operator's.")
	}
	var it endpointItem
	if err := attributevalue.UnmarshalMap(item, &it); err != nil {
		return webhook.Endpoint{}, webhook.Health{}, fmt.Errorf("read endpoint %s: %w", id, err)
	}
	return it.read()
}

// SaveEndpoint implements webhook.EndpointStore.
func (s *Store) SaveEndpoint(ctx context.Context, e webhook.Endpoint) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("save endpoint %s: %w", e.ID, err)
	}
	if e.Version == 1 {
		item, err := attributevalue.MarshalMap(endpointItem{Key: endpointKey(e.Operator, e.ID), DuPK: everyEndpoint, DuSK: string(e.ID), Endpoint: string(raw), Version: 1})
		if err != nil {
			return fmt.Errorf("save endpoint %s: %w", e.ID, err)
		}
		out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK) OR endpoint = :e"), // or: the SDK asked again
			ExpressionAttributeValues: map[string]types.AttributeValue{":e": dynamo.S(string(raw))}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err == nil {
			s.Meter.AddOne(out.ConsumedCapacity)
		}
		return refused(err, "save endpoint %s", e.ID)
	}
	return s.update(ctx, endpointKey(e.Operator, e.ID), "SET endpoint = :e, ver = :v", "ver = :before OR ver = :v AND endpoint = :e", // or: the SDK asked again
		map[string]types.AttributeValue{":e": dynamo.S(string(raw)), ":v": dynamo.N(e.Version), ":before": dynamo.N(e.Version - 1)}, "save endpoint %s", e.ID)
}

// DeleteEndpoint implements webhook.EndpointStore.
func (s *Store) DeleteEndpoint(ctx context.Context, e webhook.Endpoint) error {
	out, err := s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.Table, Key: endpointKey(e.Operator, e.ID).Map(), ConditionExpression: aws.String("attribute_not_exists(PK) OR ver = :v"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":v": dynamo.N(e.Version)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err == nil {
		s.Meter.AddOne(out.ConsumedCapacity)
	}
	return refused(err, "delete endpoint %s", e.ID)
}

// SaveHealth implements webhook.EndpointStore.
func (s *Store) SaveHealth(ctx context.Context, operator principal.OperatorCode, id webhook.EndpointID, h webhook.Health) error {
	raw, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("save health of endpoint %s: %w", id, err)
	}
	return s.update(ctx, endpointKey(operator, id), "SET health = :h, hver = :v", "hver = :before",
		map[string]types.AttributeValue{":h": dynamo.S(string(raw)), ":v": dynamo.N(h.Version + 1), ":before": dynamo.N(h.Version)}, "save health of endpoint %s", id)
}

// Every implements webhook.CheckStore.
func (s *Store) Every(ctx context.Context, yield func(principal.OperatorCode, webhook.EndpointID) error) error {
	err := s.table().All(ctx, &dynamodb.QueryInput{IndexName: aws.String(dueIndex), KeyConditionExpression: aws.String("duPK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(everyEndpoint)}}, func(item map[string]types.AttributeValue) error {
		var key dynamo.Key
		if err := attributevalue.UnmarshalMap(item, &key); err != nil {
			return err
		}
		return yield(principal.OperatorCode(strings.TrimPrefix(key.PK, operatorPrefix)), webhook.EndpointID(strings.TrimPrefix(key.SK, endpointPrefix)))
	})
	if err != nil {
		return fmt.Errorf("read all endpoints: %w", err)
	}
	return nil
}

// refused names what failed; a condition that did not hold is webhook.ErrChanged.
func refused(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	if _, failed := dynamo.ConditionFailed(err); failed {
		return webhook.ErrChanged
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}

// update changes one item on a condition.
func (s *Store) update(ctx context.Context, key dynamo.Key, expression, condition string, values map[string]types.AttributeValue, format string, args ...any) error {
	in := &dynamodb.UpdateItemInput{TableName: &s.Table, Key: key.Map(), UpdateExpression: &expression, ExpressionAttributeValues: values, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	if condition != "" {
		in.ConditionExpression = &condition
	}
	out, err := s.Client.UpdateItem(ctx, in)
	if err == nil {
		s.Meter.AddOne(out.ConsumedCapacity)
	}
	return refused(err, format, args...)
}

// table is what is read.
func (s *Store) table() dynamo.Table {
	return dynamo.Table{Client: s.Client, Name: s.Table, Meter: s.Meter}
}
