package trackingdb

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// lookRow says that a person saw a message as it came, on a day. It holds the name of one of the operator's staff.
type lookRow struct {
	dynamo.Key
	Subject   string `dynamodbav:"sub"`
	Name      string `dynamodbav:"name"`
	First     string `dynamodbav:"first"`
	Last      string `dynamodbav:"last"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

func (r lookRow) look() (tracking.Look, error) {
	first, err := time.Parse(time.RFC3339, r.First)
	if err != nil {
		return tracking.Look{}, err
	}
	last, err := time.Parse(time.RFC3339, r.Last)
	return tracking.Look{By: tracking.Actor{Subject: r.Subject, Name: r.Name}, First: first, Last: last}, err
}

// Looked implements tracking.Repairs. A look is kept as long as its message.
func (s *Store) Looked(ctx context.Context, m tracking.Message, by tracking.Actor, at time.Time) error {
	when := dynamo.S(at.UTC().Format(time.RFC3339))
	out, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.table, Key: lookKey(m.Receipt, at, by.Subject).Map(),
		UpdateExpression:         aws.String("SET #sub = :sub, #name = :name, #first = if_not_exists(#first, :at), #last = :at, expiresAt = :expires"),
		ExpressionAttributeNames: map[string]string{"#sub": "sub", "#name": "name", "#first": "first", "#last": "last"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":sub": dynamo.S(by.Subject), ":name": dynamo.S(by.Name), ":at": when,
			":expires": dynamo.N(int(m.ReceivedAt.Add(keepMessages).Unix()))},
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("record a look at message %s: %w", m.Receipt, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Resolve implements tracking.Repairs: the message moves to the list of those about which something was done.
func (s *Store) Resolve(ctx context.Context, m tracking.Message, done tracking.Settled) error {
	value, err := attributevalue.Marshal(done)
	if err != nil {
		return fmt.Errorf("settle message %s: %w", m.Receipt, err)
	}
	out, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.table, Key: headKey(m.Receipt).Map(),
		UpdateExpression:         aws.String("SET #settled = :settled, msPK = :list"),
		ConditionExpression:      aws.String("attribute_exists(PK) AND attribute_not_exists(#settled)"),
		ExpressionAttributeNames: map[string]string{"#settled": "settled"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":settled": value,
			":list": dynamo.S(listPK(m.Operator, m.ReceivedAt, listSettled))},
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if old, failed := dynamo.ConditionFailed(err); failed {
		return s.resolved(m, old, done)
	}
	if err != nil {
		return fmt.Errorf("settle message %s: %w", m.Receipt, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// resolved tells the same thing done again from another one done before.
func (s *Store) resolved(m tracking.Message, old map[string]types.AttributeValue, done tracking.Settled) error {
	there, err := readHead(old)
	if err != nil {
		return fmt.Errorf("settle message %s: %w", m.Receipt, err)
	}
	if there.Settled != nil && there.Settled.CorrectedBy == done.CorrectedBy && there.Settled.Reason == done.Reason && there.Settled.By.Subject == done.By.Subject {
		return nil
	}
	return tracking.MessageSettled()
}

var _ tracking.Repairs = (*Store)(nil)
