package inquirydb

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Retry implements inquiry.Store: one conditional write of the head, without a step.
func (s *Store) Retry(ctx context.Context, q inquiry.Inquiry, at time.Time) error {
	q.RetryAt = at
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: headKey(q.ID).Map(), UpdateExpression: aws.String("SET #try = :at, dlSK = :due"),
		ConditionExpression: aws.String("ver = :seen"), ExpressionAttributeNames: map[string]string{"#try": "try"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":seen": dynamo.N(q.Version), ":at": dynamo.N(dynamo.Millis(at)), ":due": dynamo.S(q.CheckAt().UTC().Format(sortable))},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	if _, changed := dynamo.ConditionFailed(err); changed {
		return nil
	}
	if err != nil {
		return fmt.Errorf("next try of inquiry %s: %w", q.ID, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Due implements inquiry.Store: one query a shard, which reads only what is due.
func (s *Store) Due(ctx context.Context, now time.Time, yield func(inquiry.ID) error) error {
	for shard := range deadlineShards {
		pages := dynamodb.NewQueryPaginator(s.Client, &dynamodb.QueryInput{TableName: &s.Table, IndexName: aws.String(deadline),
			KeyConditionExpression:    aws.String("dlPK = :pk AND dlSK <= :now"),
			ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(deadlinePartition(shard)), ":now": dynamo.S(now.UTC().Format(sortable))},
			ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
		for pages.HasMorePages() {
			out, err := pages.NextPage(ctx)
			if err != nil {
				return fmt.Errorf("deadlines of shard %d: %w", shard, err)
			}
			s.Meter.AddOne(out.ConsumedCapacity)
			for _, item := range out.Items {
				var key dynamo.Key
				if err := attributevalue.UnmarshalMap(item, &key); err != nil {
					return fmt.Errorf("deadlines of shard %d: %w", shard, err)
				}
				if err := yield(inquiry.ID(key.PK[len(InquiryPrefix):])); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
