package directorydb

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
)

// chosen are a person's preferences. A member is an attribute of its own, so that two windows that change one each do not undo each other.
type chosen struct {
	Theme      string   `dynamodbav:"theme,omitempty"`
	Density    string   `dynamodbav:"density,omitempty"`
	Shortcuts  string   `dynamodbav:"shortcuts,omitempty"`
	Language   string   `dynamodbav:"language,omitempty"`
	Columns    []string `dynamodbav:"columns,omitempty"`
	Panel      string   `dynamodbav:"panel,omitempty"`
	View       string   `dynamodbav:"view,omitempty"`
	ViewBeside string   `dynamodbav:"viewBeside,omitempty"`
	Welcome    string   `dynamodbav:"welcome,omitempty"`
}

// Preferences implements directory.PreferenceStore. It is never kept in the process: what was saved a moment ago, by another instance, is read.
func (s *Store) Preferences(ctx context.Context, subject string) (directory.Preferences, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: preferencesKey(subject).Map(), ConsistentRead: aws.Bool(true),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return directory.Preferences{}, fmt.Errorf("read preferences: %w", err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return readPreferences(out.Item)
}

// SavePreferences implements directory.PreferenceStore.
func (s *Store) SavePreferences(ctx context.Context, subject string, change directory.Preferences) (directory.Preferences, error) {
	members, err := attributevalue.MarshalMap(chosen(change))
	if err != nil {
		return directory.Preferences{}, fmt.Errorf("save preferences: %w", err)
	}
	forgotten := change.Columns != nil && len(change.Columns) == 0
	if len(members) == 0 && !forgotten {
		return s.Preferences(ctx, subject)
	}
	var update expression.UpdateBuilder
	for _, name := range slices.Sorted(maps.Keys(members)) {
		update = update.Set(expression.Name(name), expression.Value(members[name]))
	}
	if forgotten {
		update = update.Remove(expression.Name("columns"))
	}
	expr, err := expression.NewBuilder().WithUpdate(update).Build()
	if err != nil {
		return directory.Preferences{}, fmt.Errorf("save preferences: %w", err)
	}
	out, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.table, Key: preferencesKey(subject).Map(), UpdateExpression: expr.Update(),
		ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values(), ReturnValues: types.ReturnValueAllNew,
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return directory.Preferences{}, fmt.Errorf("save preferences: %w", err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return readPreferences(out.Attributes)
}

func readPreferences(item map[string]types.AttributeValue) (directory.Preferences, error) {
	var c chosen
	if err := attributevalue.UnmarshalMap(item, &c); err != nil {
		return directory.Preferences{}, fmt.Errorf("unreadable preferences: %w", err)
	}
	return directory.Preferences(c), nil
}
