package directorydb

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// What operators and people keep for themselves: templates and saved views. Both are read as they are this moment, never from the cache.

type templateItem struct {
	dynamo.Key
	Version     int    `dynamodbav:"version"`
	Doc         string `dynamodbav:"doc"` // JSON of directory.Template
	Fingerprint string `dynamodbav:"fingerprint,omitempty"`
}

type viewItem struct {
	dynamo.Key
	Doc string `dynamodbav:"doc"` // JSON of directory.View
}

// Templates implements directory.TemplateStore.
func (s *Store) Templates(ctx context.Context, code directory.OperatorCode) ([]directory.Template, error) {
	out := []directory.Template{}
	err := s.queryNow(ctx, expression.Key("PK").Equal(expression.Value(templatesPK(code))), func(item map[string]types.AttributeValue) error {
		t, err := readTemplate(item)
		out = append(out, t)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list templates of %s: %w", code, err)
	}
	sortBy(out, func(t directory.Template) string { return strings.ToLower(t.Name) + "\x00" + t.ID })
	return out, nil
}

// Template implements directory.TemplateStore.
func (s *Store) Template(ctx context.Context, code directory.OperatorCode, id string) (directory.Template, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: templateKey(code, id).Map(), ConsistentRead: aws.Bool(true),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return directory.Template{}, fmt.Errorf("read template %s of %s: %w", id, code, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	if len(out.Item) == 0 {
		return directory.Template{}, problem.New(problem.NotFound, "template-unknown", "Your operator has no such template.")
	}
	return readTemplate(out.Item)
}

func readTemplate(item map[string]types.AttributeValue) (directory.Template, error) {
	var i templateItem
	var t directory.Template
	if err := attributevalue.UnmarshalMap(item, &i); err != nil {
		return t, fmt.Errorf("unreadable template: %w", err)
	}
	if err := json.Unmarshal([]byte(i.Doc), &t); err != nil {
		return t, fmt.Errorf("unreadable template: %w", err)
	}
	t.Version, t.Fingerprint = i.Version, i.Fingerprint
	return t, nil
}

// SaveTemplate implements directory.TemplateStore.
func (s *Store) SaveTemplate(ctx context.Context, code directory.OperatorCode, t directory.Template) error {
	doc, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("save template %s: %w", t.ID, err)
	}
	item, err := attributevalue.MarshalMap(templateItem{Key: templateKey(code, t.ID), Version: t.Version, Doc: string(doc), Fingerprint: t.Fingerprint})
	if err != nil {
		return fmt.Errorf("save template %s: %w", t.ID, err)
	}
	if err := s.putVersion(ctx, item, t.Version); err != nil {
		return fmt.Errorf("save template %s: %w", t.ID, err)
	}
	return nil
}

// DeleteTemplate implements directory.TemplateStore. One that is gone is deleted: the answer to an earlier try of the SDK may have been lost.
func (s *Store) DeleteTemplate(ctx context.Context, code directory.OperatorCode, id string, version int) error {
	expr, err := atVersion(version)
	if err != nil {
		return fmt.Errorf("delete template %s: %w", id, err)
	}
	out, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.table, Key: templateKey(code, id).Map(), ConditionExpression: expr.Condition(),
		ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld})
	if there, failed := dynamo.ConditionFailed(err); failed {
		if len(there) == 0 {
			return nil
		}
		return directory.ErrChanged
	}
	if err != nil {
		return fmt.Errorf("delete template %s: %w", id, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// putVersion stores an item in the place of the version before its own, or returns ErrChanged.
func (s *Store) putVersion(ctx context.Context, item map[string]types.AttributeValue, version int) error {
	expr, err := atVersion(version - 1)
	if err != nil {
		return err
	}
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item, ConditionExpression: expr.Condition(),
		ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld})
	if there, failed := dynamo.ConditionFailed(err); failed {
		if there != nil && reflect.DeepEqual(there, item) { // the answer to this very call was lost, and the SDK asked again
			return nil
		}
		return directory.ErrChanged
	}
	if err != nil {
		return err
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// atVersion is the condition that an item is at a version, 0 that there is none.
func atVersion(version int) (expression.Expression, error) {
	condition := expression.Name("version").Equal(expression.Value(version))
	if version == 0 {
		condition = expression.Name("PK").AttributeNotExists()
	}
	return expression.NewBuilder().WithCondition(condition).Build()
}

// Views implements directory.ViewStore.
func (s *Store) Views(ctx context.Context, subject string) ([]directory.View, error) {
	out := []directory.View{}
	key := expression.Key("PK").Equal(expression.Value(agentKey(subject).PK)).And(expression.Key("SK").BeginsWith(viewPrefix))
	err := s.queryNow(ctx, key, func(item map[string]types.AttributeValue) error {
		var i viewItem
		var v directory.View
		err := attributevalue.UnmarshalMap(item, &i)
		if err == nil {
			err = json.Unmarshal([]byte(i.Doc), &v)
		}
		out = append(out, v)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list views: %w", err)
	}
	return out, nil
}

// SaveView implements directory.ViewStore.
func (s *Store) SaveView(ctx context.Context, subject string, v directory.View) error {
	doc, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("save view: %w", err)
	}
	if err := s.put(ctx, viewItem{Key: viewKey(subject, v.Name), Doc: string(doc)}); err != nil {
		return fmt.Errorf("save view: %w", err)
	}
	return nil
}

// DeleteView implements directory.ViewStore.
func (s *Store) DeleteView(ctx context.Context, subject, name string) error {
	out, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.table, Key: viewKey(subject, name).Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("delete view: %w", err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// put writes one item, in place of what was there.
func (s *Store) put(ctx context.Context, i any) error {
	item, err := attributevalue.MarshalMap(i)
	if err != nil {
		return err
	}
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return err
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

func sortBy[T any](all []T, key func(T) string) {
	slices.SortFunc(all, func(a, b T) int { return strings.Compare(key(a), key(b)) })
}
