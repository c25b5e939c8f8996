package trackingdb

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// itemEvents is how many of its newest events an item shows: far more than any real item has, and a bound on what a flood of
// invented events can cost a reader.
const itemEvents = 500

// Item returns the item with the events of its identifier's latest use, or the problem NotFound "item-unknown" when no event named it.
// Who may see it is for the caller to judge (tracking.Item.Participants).
func (s *Store) Item(ctx context.Context, id edi.ItemID) (tracking.Item, error) {
	s10, err := edi.ParseItemID(string(id))
	if err != nil {
		return tracking.Item{}, err
	}
	out, err := s.page(ctx, &dynamodb.QueryInput{
		KeyConditionExpression:    aws.String("PK = :pk AND begins_with(SK, :events)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(itemPK(id)), ":events": dynamo.S(eventPrefix)},
		ScanIndexForward:          aws.Bool(false), Limit: aws.Int32(itemEvents), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return tracking.Item{}, fmt.Errorf("read item %s: %w", id, err)
	}
	if len(out.Items) == 0 {
		return tracking.Item{}, tracking.Unknown(id)
	}
	events := make([]tracking.Event, len(out.Items))
	for i, item := range out.Items {
		var row eventRow
		if err := attributevalue.UnmarshalMap(item, &row); err != nil {
			return tracking.Item{}, fmt.Errorf("read item %s: %w", id, err)
		}
		if events[i], err = row.event(id); err != nil {
			return tracking.Item{}, fmt.Errorf("read item %s: %w", id, err)
		}
	}
	return tracking.Item{ID: id, S10: s10, Events: tracking.Timeline(events)}, nil
}
