package directorydb

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// LatestAgent implements directory.PeopleStore: what is there this moment, which this process then believes too.
func (s *Store) LatestAgent(ctx context.Context, subject string) (directory.Agent, error) {
	unknown := problem.New(problem.NotFound, "agent-unknown", "There is no such agent in the directory.")
	if subject == "" {
		return directory.Agent{}, unknown
	}
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: agentKey(subject).Map(), ConsistentRead: aws.Bool(true), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return directory.Agent{}, fmt.Errorf("read agent %s: %w", subject, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	if out.Item == nil {
		return directory.Agent{}, unknown
	}
	var item agentItem
	if err := attributevalue.UnmarshalMap(out.Item, &item); err != nil {
		return directory.Agent{}, fmt.Errorf("read agent %s: %w", subject, err)
	}
	s.agents.put(subject, item.agent())
	return item.agent(), nil
}

// EditAgent implements directory.PeopleStore.
func (s *Store) EditAgent(ctx context.Context, subject string, version int, e directory.AgentEdit) error {
	update := expression.Set(expression.Name("ver"), expression.Value(version+1)).Set(expression.Name("callCentres"), expression.Value(orEmpty(e.CallCentres))).
		Set(expression.Name("roles"), expression.Value(e.Roles)).Set(expression.Name("inactive"), expression.Value(e.Inactive))
	condition := expression.Name("ver").Equal(expression.Value(version))
	if version == 0 {
		condition = expression.And(expression.Name("PK").AttributeExists(), expression.Name("ver").AttributeNotExists())
	}
	if e.Inactive {
		return s.letGo(ctx, subject, update, condition)
	}
	return s.changeAgent(ctx, subject, update, condition, directory.ErrChanged)
}

// letGo changes somebody who is let in no more, while a condition holds, and forgets how they liked their pages.
func (s *Store) letGo(ctx context.Context, subject string, update expression.UpdateBuilder, condition expression.ConditionBuilder) error {
	expr, err := expression.NewBuilder().WithUpdate(update).WithCondition(condition).Build()
	if err != nil {
		return fmt.Errorf("let agent %s go: %w", subject, err)
	}
	out, err := s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal, TransactItems: []types.TransactWriteItem{
		{Update: &types.Update{TableName: &s.table, Key: agentKey(subject).Map(), UpdateExpression: expr.Update(), ConditionExpression: expr.Condition(),
			ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values()}},
		{Delete: &types.Delete{TableName: &s.table, Key: preferencesKey(subject).Map()}}}})
	if len(dynamo.Reasons(err)) > 0 { // the condition, or somebody else's transaction
		return directory.ErrChanged
	}
	if err != nil {
		return fmt.Errorf("let agent %s go: %w", subject, err)
	}
	s.meter.Add(out.ConsumedCapacity...)
	s.agents.forget()
	s.teams.forget()
	return nil
}

// Saw notes when somebody was here last. It implements access.Attendances.
func (s *Store) Saw(ctx context.Context, subject string, seen directory.Seen) error {
	update := expression.Set(expression.Name("seenOn"), expression.Value(seen.On)).Set(expression.Name("seenIn"), expression.Value(seen.Language)).
		Set(expression.Name("seenAs"), expression.Value(seen.Roles))
	condition := expression.And(expression.Name("PK").AttributeExists(), expression.Or(expression.Name("seenOn").AttributeNotExists(), expression.Name("seenOn").LessThan(expression.Value(seen.On))))
	return s.changeAgent(ctx, subject, update, condition, nil)
}

// changeAgent changes somebody while a condition holds, and returns otherwise when it does not.
func (s *Store) changeAgent(ctx context.Context, subject string, update expression.UpdateBuilder, condition expression.ConditionBuilder, otherwise error) error {
	expr, err := expression.NewBuilder().WithUpdate(update).WithCondition(condition).Build()
	if err != nil {
		return fmt.Errorf("change agent %s: %w", subject, err)
	}
	out, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.table, Key: agentKey(subject).Map(), UpdateExpression: expr.Update(), ConditionExpression: expr.Condition(),
		ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if _, failed := dynamo.ConditionFailed(err); failed {
		return otherwise
	}
	if err != nil {
		return fmt.Errorf("change agent %s: %w", subject, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	s.agents.forget()
	s.teams.forget()
	return nil
}
