package trackingdb

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// itemRows is how many of its newest events an item shows, and with them its announcements and particulars: far more than any real item has, and a bound on
// what a flood of invented ones can cost a reader.
const itemRows = 500

// Item returns the item with the events, announcements and particulars of its identifier's latest use, or the problem NotFound "item-unknown" when none named it.
// Who may see it is for the caller to judge (tracking.Item.Participants).
func (s *Store) Item(ctx context.Context, id edi.ItemID) (tracking.Item, error) {
	s10, err := edi.ParseUnverified(string(id))
	if err != nil {
		return tracking.Item{}, err
	}
	out, err := s.page(ctx, &dynamodb.QueryInput{
		KeyConditionExpression:    aws.String("PK = :pk AND SK BETWEEN :first AND :last"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(itemPK(id)), ":first": dynamo.S(announcedPrefix), ":last": dynamo.S(eventsEnd)},
		ScanIndexForward:          aws.Bool(false), Limit: aws.Int32(itemRows), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return tracking.Item{}, fmt.Errorf("read item %s: %w", id, err)
	}
	if len(out.Items) == 0 {
		return tracking.Item{}, tracking.Unknown(id)
	}
	var events []tracking.Event
	var announcements []tracking.Announcement
	var particulars []tracking.Particulars
	for _, item := range out.Items {
		sk, _ := item["SK"].(*types.AttributeValueMemberS)
		switch {
		case strings.HasPrefix(sk.Value, announcedPrefix):
			announcements, err = add(announcements, item, announcedRow.announcement)
		case strings.HasPrefix(sk.Value, declaredPrefix):
			particulars, err = add(particulars, item, func(row declaredRow) (tracking.Particulars, error) { return row.particulars(id) })
		default:
			events, err = add(events, item, func(row eventRow) (tracking.Event, error) { return row.event(id) })
		}
		if err != nil {
			return tracking.Item{}, fmt.Errorf("read item %s: %w", id, err)
		}
	}
	return tracking.NewItem(s10, events, announcements, particulars...), nil
}

// add reads an item as a row and appends what it stands for.
func add[R, T any](to []T, item map[string]types.AttributeValue, read func(R) (T, error)) ([]T, error) {
	var row R
	if err := attributevalue.UnmarshalMap(item, &row); err != nil {
		return nil, err
	}
	rec, err := read(row)
	return append(to, rec), err
}
