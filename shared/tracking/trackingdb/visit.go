package trackingdb

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Visit implements tracking.Visits. What a retry counts twice only makes a visitor wait sooner.
func (s *Store) Visit(ctx context.Context, visitor string, window time.Time) (int, error) {
	out, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.table, Key: visitKey(visitor, window).Map(),
		UpdateExpression: aws.String("ADD n :one SET expiresAt = :end"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":one": &types.AttributeValueMemberN{Value: "1"},
			":end": &types.AttributeValueMemberN{Value: strconv.FormatInt(window.Add(2*tracking.VisitWindow).Unix(), 10)}},
		ReturnValues: types.ReturnValueUpdatedNew, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return 0, fmt.Errorf("count a visit: %w", err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	n, _ := out.Attributes["n"].(*types.AttributeValueMemberN)
	if n == nil {
		return 0, fmt.Errorf("count a visit: no count")
	}
	return strconv.Atoi(n.Value)
}

func visitKey(visitor string, window time.Time) dynamo.Key {
	return dynamo.Key{PK: "VISITOR#" + visitor, SK: window.UTC().Format(time.RFC3339)}
}

var _ tracking.Visits = (*Store)(nil)
