package inquirydb

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Attached implements inquiry.Store: one consistent query over the marks of what is recorded. Those of tracking events hold colons, which
// no document's id does.
func (s *Store) Attached(ctx context.Context, id inquiry.ID, documents []string) (map[string]bool, error) {
	prefix := seenKey(id, "").SK
	out := map[string]bool{}
	pages := dynamodb.NewQueryPaginator(s.Client, &dynamodb.QueryInput{TableName: &s.Table, ConsistentRead: aws.Bool(true),
		KeyConditionExpression:    aws.String("PK = :pk AND begins_with(SK, :seen)"),
		ProjectionExpression:      aws.String("SK"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(partition(id)), ":seen": dynamo.S(prefix)},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("documents of inquiry %s: %w", id, err)
		}
		s.Meter.AddOne(page.ConsumedCapacity)
		for _, item := range page.Items {
			sk, ok := item["SK"].(*types.AttributeValueMemberS)
			if !ok {
				continue
			}
			if document := strings.TrimPrefix(sk.Value, prefix); slices.Contains(documents, document) {
				out[document] = true
			}
		}
	}
	return out, nil
}
