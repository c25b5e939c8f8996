package inquirydb

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// OpenOn implements inquiry.Store: one query over the locks of an item. An item has few workflows and requesters: one page holds them.
func (s *Store) OpenOn(ctx context.Context, item edi.ItemID) ([]inquiry.OpenRef, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk"), ConsistentRead: aws.Bool(true),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(openPartition(item))}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, fmt.Errorf("open inquiries on an item: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var items []openItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &items); err != nil {
		return nil, fmt.Errorf("open inquiries on an item: %w", err)
	}
	refs := []inquiry.OpenRef{}
	for _, it := range items {
		workflow, _, _ := strings.Cut(it.SK, "#")
		refs = append(refs, inquiry.OpenRef{ID: inquiry.ID(it.ID), Workflow: workflow})
	}
	return refs, nil
}
