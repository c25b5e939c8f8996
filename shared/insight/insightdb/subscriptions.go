package insightdb

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Subscriptions keeps who is written to about reports in the Insight table; it implements insight.SubscriptionStore.
type Subscriptions struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter // may be nil
}

func subscriptionKey(operator principal.OperatorCode, subject string) dynamo.Key {
	return dynamo.Key{PK: "SUBSCRIBERS#" + string(operator), SK: subject}
}

func letterKey(id insight.ReportID, e insight.Edition, subject string) dynamo.Key {
	return dynamo.Key{PK: "LETTERS#" + id.String() + "#" + e.String(), SK: subject}
}

// letterLasts is how long it is known that somebody was written to: far longer than a run is taken up again.
const letterLasts = 90 * 24 * time.Hour

type subscriptionItem struct {
	dynamo.Key
	Operator string    `dynamodbav:"operator"`
	Language string    `dynamodbav:"language"`
	By       string    `dynamodbav:"by"`
	Since    time.Time `dynamodbav:"since"`
	Refused  int       `dynamodbav:"refused,omitempty"`
}

// Subscribers implements insight.SubscriptionStore. One query: there are no more than a page holds.
func (s Subscriptions) Subscribers(ctx context.Context, operator principal.OperatorCode) ([]insight.Subscription, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(subscriptionKey(operator, "").PK)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, fmt.Errorf("subscribers of %s: %w", operator, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var items []subscriptionItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &items); err != nil {
		return nil, fmt.Errorf("subscribers of %s: %w", operator, err)
	}
	all := make([]insight.Subscription, len(items))
	for i, item := range items {
		all[i] = insight.Subscription{Operator: principal.OperatorCode(item.Operator), Subject: item.SK, Language: item.Language, By: item.By, Since: item.Since, Refused: item.Refused}
	}
	return all, nil
}

// PutSubscription implements insight.SubscriptionStore. One write.
func (s Subscriptions) PutSubscription(ctx context.Context, one insight.Subscription) error {
	av, err := attributevalue.MarshalMap(subscriptionItem{subscriptionKey(one.Operator, one.Subject), string(one.Operator), one.Language, one.By, one.Since, one.Refused})
	if err != nil {
		return fmt.Errorf("subscribe: %w", err)
	}
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: av, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("subscribe: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// DeleteSubscription implements insight.SubscriptionStore. One write.
func (s Subscriptions) DeleteSubscription(ctx context.Context, operator principal.OperatorCode, subject string) error {
	return s.delete(ctx, subscriptionKey(operator, subject))
}

// Claim implements insight.SubscriptionStore. One write.
func (s Subscriptions) Claim(ctx context.Context, id insight.ReportID, e insight.Edition, subject string, now time.Time) (bool, error) {
	return s.claim(ctx, letterKey(id, e, subject), now)
}

// claim notes that a letter is sent, and reports whether nobody was there before.
func (s Subscriptions) claim(ctx context.Context, key dynamo.Key, now time.Time) (bool, error) {
	item := key.Map()
	item["expiresAt"] = dynamo.N(now.Add(letterLasts).Unix())
	dynamo.NameWrite(item)
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK)"),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if dynamo.MetItself(err, item) { // the letter is this one's to send
		return true, nil
	}
	if _, failed := dynamo.ConditionFailed(err); failed {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("claim a letter: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return true, nil
}

// Unclaim implements insight.SubscriptionStore. One write.
func (s Subscriptions) Unclaim(ctx context.Context, id insight.ReportID, e insight.Edition, subject string) error {
	return s.delete(ctx, letterKey(id, e, subject))
}

func (s Subscriptions) delete(ctx context.Context, key dynamo.Key) error {
	out, err := s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.Table, Key: key.Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("delete %s: %w", key.PK, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}
