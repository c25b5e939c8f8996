package inquirydb

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// usesItem counts how often an operator used a limited workflow on an item. It is there only where a workflow has a limit.
type usesItem struct {
	PK    string `dynamodbav:"PK"`
	SK    string `dynamodbav:"SK"`
	Count int    `dynamodbav:"n"`
	First int64  `dynamodbav:"first"`
}

// usesKey is in a partition of its own: the partition of the item's locks holds what is open.
func usesKey(item edi.ItemID, workflow string, operator directory.OperatorCode) dynamo.Key {
	return dynamo.Key{PK: "USES#" + string(item), SK: workflow + "#" + string(operator)}
}

// Uses implements inquiry.Store: one item.
func (s *Store) Uses(ctx context.Context, item edi.ItemID, workflow string, operator directory.OperatorCode) (inquiry.Uses, error) {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: usesKey(item, workflow, operator).Map(), ConsistentRead: aws.Bool(true),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return inquiry.Uses{}, fmt.Errorf("uses of workflow %s: %w", workflow, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var it usesItem
	if err := attributevalue.UnmarshalMap(out.Item, &it); err != nil {
		return inquiry.Uses{}, fmt.Errorf("uses of workflow %s: %w", workflow, err)
	}
	return inquiry.Uses{Count: it.Count, First: dynamo.Instant(it.First)}, nil
}

// use counts one more, unless somebody counted meanwhile.
func (s *Store) use(q inquiry.Inquiry, before inquiry.Uses) *types.Update {
	u := &types.Update{TableName: &s.Table, Key: usesKey(q.ItemID, q.Workflow, q.Requester.Operator).Map(),
		UpdateExpression:          aws.String("ADD n :one SET #first = if_not_exists(#first, :now)"),
		ConditionExpression:       aws.String("attribute_not_exists(n)"),
		ExpressionAttributeNames:  map[string]string{"#first": "first"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":one": dynamo.N(1), ":now": dynamo.N(dynamo.Millis(q.SentAt))}}
	if before.Over {
		u.UpdateExpression = aws.String("SET n = :one, #first = :now")
	}
	if before.Count > 0 {
		u.ConditionExpression = aws.String("n = :seen")
		u.ExpressionAttributeValues[":seen"] = dynamo.N(before.Count)
	}
	return u
}
