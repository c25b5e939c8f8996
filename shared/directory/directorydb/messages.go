package directorydb

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// messagesItem is how an operator's messages are read: as it is, and each version once more. It holds the name of who edited.
type messagesItem struct {
	dynamo.Key
	Version int    `dynamodbav:"version"`
	Doc     string `dynamodbav:"doc"` // JSON of directory.MessageSettings
	At      string `dynamodbav:"at"`
	Subject string `dynamodbav:"subject"`
	Name    string `dynamodbav:"name"`
}

// MessageSettings implements directory.MessageStore.
func (s *Store) MessageSettings(ctx context.Context, code directory.OperatorCode) (directory.MessageSettings, error) {
	return s.messages.read(ctx, code, s.LatestMessageSettings)
}

// LatestMessageSettings implements directory.MessageStore.
func (s *Store) LatestMessageSettings(ctx context.Context, code directory.OperatorCode) (directory.MessageSettings, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: messagesKey(code, 0).Map(), ConsistentRead: aws.Bool(true),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return directory.MessageSettings{}, fmt.Errorf("read message settings of %s: %w", code, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	var set directory.MessageSettings
	if len(out.Item) == 0 {
		return set, nil
	}
	var item messagesItem
	if err = attributevalue.UnmarshalMap(out.Item, &item); err == nil {
		err = json.Unmarshal([]byte(item.Doc), &set)
	}
	if err == nil {
		set.At, err = time.Parse(time.RFC3339, item.At)
	}
	if err != nil {
		return directory.MessageSettings{}, fmt.Errorf("read message settings of %s: %w", code, err)
	}
	set.Version, set.By = item.Version, directory.Editor{Subject: item.Subject, Name: item.Name}
	return set, nil
}

// SaveMessageSettings implements directory.MessageStore.
func (s *Store) SaveMessageSettings(ctx context.Context, code directory.OperatorCode, set directory.MessageSettings) error {
	doc, err := json.Marshal(set)
	if err != nil {
		return fmt.Errorf("save message settings of %s: %w", code, err)
	}
	expr, err := atVersion(set.Version - 1)
	if err != nil {
		return fmt.Errorf("save message settings of %s: %w", code, err)
	}
	var puts []types.TransactWriteItem
	for _, version := range []int{0, set.Version} {
		item, err := attributevalue.MarshalMap(messagesItem{Key: messagesKey(code, version), Version: set.Version, Doc: string(doc), At: set.At.UTC().Format(time.RFC3339),
			Subject: set.By.Subject, Name: set.By.Name})
		if err != nil {
			return fmt.Errorf("save message settings of %s: %w", code, err)
		}
		put := &types.Put{TableName: &s.table, Item: item}
		if version == 0 {
			put.ConditionExpression, put.ExpressionAttributeNames, put.ExpressionAttributeValues = expr.Condition(), expr.Names(), expr.Values()
		}
		puts = append(puts, types.TransactWriteItem{Put: put})
	}
	out, err := s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: puts, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if len(dynamo.Reasons(err)) > 0 {
		return directory.ErrChanged
	}
	if err != nil {
		return fmt.Errorf("save message settings of %s: %w", code, err)
	}
	s.meter.Add(out.ConsumedCapacity...)
	s.messages.forget()
	return nil
}
