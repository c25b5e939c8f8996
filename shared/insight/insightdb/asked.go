package insightdb

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Counter keeps the queries that were asked and what they cost, in the Insight table; it implements query.Shelf.
type Counter struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter // may be nil
}

var _ query.Shelf = Counter{}

// queryKey is where a query lies that was asked.
func queryKey(id string) dynamo.Key { return dynamo.Key{PK: "QUERY#" + id, SK: "QUERY"} }

// budgetKey is where the bytes of an operator's day are added up.
func budgetKey(owner principal.OperatorCode, day string) dynamo.Key {
	return dynamo.Key{PK: "BUDGET#" + string(owner), SK: day}
}

// budgetKept is for how long days can be looked at.
const budgetKept = 40 * 24 * time.Hour

type askedItem struct {
	dynamo.Key
	Owner      string    `dynamodbav:"owner"`
	Definition string    `dynamodbav:"definition"`      // JSON of query.Definition
	Drill      string    `dynamodbav:"drill,omitempty"` // JSON of query.Drill
	Execution  string    `dynamodbav:"execution"`
	State      string    `dynamodbav:"state"`
	Estimate   int64     `dynamodbav:"estimate"`
	Scanned    int64     `dynamodbav:"scanned"`
	AskedAt    time.Time `dynamodbav:"askedAt"`
	ExpiresAt  int64     `dynamodbav:"expiresAt"`
}

// Asked implements query.Shelf. One consistent read.
func (c Counter) Asked(ctx context.Context, id string) (query.Asked, error) {
	out, err := c.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &c.Table, Key: queryKey(id).Map(), ConsistentRead: aws.Bool(true),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return query.Asked{}, fmt.Errorf("query %s: %w", id, err)
	}
	c.Meter.AddOne(out.ConsumedCapacity)
	if out.Item == nil {
		return query.Asked{}, query.Unknown()
	}
	var it askedItem
	if err := attributevalue.UnmarshalMap(out.Item, &it); err != nil {
		return query.Asked{}, fmt.Errorf("query %s: %w", id, err)
	}
	a := query.Asked{ID: id, Owner: principal.OperatorCode(it.Owner), Execution: it.Execution, State: query.State(it.State), Estimate: it.Estimate, Scanned: it.Scanned, AskedAt: it.AskedAt}
	if err := json.Unmarshal([]byte(it.Definition), &a.Definition); err != nil {
		return query.Asked{}, fmt.Errorf("query %s: %w", id, err)
	}
	if it.Drill != "" {
		if err := json.Unmarshal([]byte(it.Drill), &a.Drill); err != nil {
			return query.Asked{}, fmt.Errorf("query %s: %w", id, err)
		}
	}
	return a, nil
}

// Keep implements query.Shelf. One write.
func (c Counter) Keep(ctx context.Context, a query.Asked, until time.Time) (bool, error) {
	definition, err := json.Marshal(a.Definition)
	if err != nil {
		return false, fmt.Errorf("keep query %s: %w", a.ID, err)
	}
	drill := []byte{}
	if a.Drill != nil {
		if drill, err = json.Marshal(a.Drill); err != nil {
			return false, fmt.Errorf("keep query %s: %w", a.ID, err)
		}
	}
	item, err := attributevalue.MarshalMap(askedItem{Key: queryKey(a.ID), Owner: string(a.Owner), Definition: string(definition), Drill: string(drill), Execution: a.Execution,
		State: string(a.State), Estimate: a.Estimate, Scanned: a.Scanned, AskedAt: a.AskedAt, ExpiresAt: until.Unix()})
	if err != nil {
		return false, fmt.Errorf("keep query %s: %w", a.ID, err)
	}
	out, err := c.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &c.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK)"),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if _, refused := dynamo.ConditionFailed(err); refused { // the same question, asked twice at once: the first is kept
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("keep query %s: %w", a.ID, err)
	}
	c.Meter.AddOne(out.ConsumedCapacity)
	return true, nil
}

// Settle implements query.Shelf: one transaction over the query and the day it was asked.
func (c Counter) Settle(ctx context.Context, a query.Asked) error {
	day := a.AskedAt.UTC().Format(time.DateOnly)
	out, err := c.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal, TransactItems: []types.TransactWriteItem{
		{Update: &types.Update{TableName: &c.Table, Key: queryKey(a.ID).Map(), UpdateExpression: aws.String("SET #state = :state, scanned = :scanned"),
			ConditionExpression: aws.String("#state = :running"), ExpressionAttributeNames: map[string]string{"#state": "state"},
			ExpressionAttributeValues: map[string]types.AttributeValue{":state": dynamo.S(string(a.State)), ":running": dynamo.S(string(query.Running)), ":scanned": dynamo.N(a.Scanned)}}},
		{Update: &types.Update{TableName: &c.Table, Key: budgetKey(a.Owner, day).Map(), UpdateExpression: aws.String("ADD spent :difference"),
			ExpressionAttributeValues: map[string]types.AttributeValue{":difference": dynamo.N(a.Scanned - a.Estimate)}}},
	}})
	for _, reason := range dynamo.Reasons(err) {
		if code := aws.ToString(reason.Code); code == dynamo.RefusedByCondition || code == dynamo.RefusedByConflict {
			return nil // it was settled already, or is being settled now
		}
	}
	if err != nil {
		return fmt.Errorf("settle query %s: %w", a.ID, err)
	}
	c.Meter.Add(out.ConsumedCapacity...)
	return nil
}

// Spend implements query.Shelf. One write.
func (c Counter) Spend(ctx context.Context, owner principal.OperatorCode, day string, bytes, limit int64) error {
	began, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return fmt.Errorf("spend: %w", err)
	}
	out, err := c.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &c.Table, Key: budgetKey(owner, day).Map(),
		UpdateExpression:    aws.String("ADD spent :bytes, queries :one SET expiresAt = :gone"),
		ConditionExpression: aws.String("attribute_not_exists(spent) OR spent <= :room"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":bytes": dynamo.N(bytes), ":room": dynamo.N(limit - bytes), ":one": dynamo.N(1),
			":gone": dynamo.N(began.Add(budgetKept).Unix())},
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if _, refused := dynamo.ConditionFailed(err); refused {
		return query.ErrSpent
	}
	if err != nil {
		return fmt.Errorf("spend %d bytes of %s: %w", bytes, owner, err)
	}
	c.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Spent implements query.Shelf. One read.
func (c Counter) Spent(ctx context.Context, owner principal.OperatorCode, day string) (int64, error) {
	out, err := c.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &c.Table, Key: budgetKey(owner, day).Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return 0, fmt.Errorf("budget of %s: %w", owner, err)
	}
	c.Meter.AddOne(out.ConsumedCapacity)
	var it struct {
		Spent int64 `dynamodbav:"spent"`
	}
	if err := attributevalue.UnmarshalMap(out.Item, &it); err != nil {
		return 0, fmt.Errorf("budget of %s: %w", owner, err)
	}
	return it.Spent, nil
}
