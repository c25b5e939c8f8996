package trackingdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

type watchRow struct {
	dynamo.Key
	ExpiresAt int64 `dynamodbav:"expiresAt"`
}

// Watch makes the watcher hear of the item's events from now on. Watching again moves the expiry.
func (s *Store) Watch(ctx context.Context, w tracking.Watch) error {
	if err := s.put(ctx, watchRow{Key: watchKey(w.ItemID, w.Watcher, w.Ref), ExpiresAt: w.ExpiresAt.Unix()}); err != nil {
		return fmt.Errorf("watch %s: %w", w.ItemID, err)
	}
	return nil
}

// Unwatch ends a watch; ending none is no error.
func (s *Store) Unwatch(ctx context.Context, id edi.ItemID, watcher, ref string) error {
	out, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.table, Key: watchKey(id, watcher, ref).Map(),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("unwatch %s: %w", id, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Watches returns who watches the item. Expired watches may be among them: the table removes them late.
func (s *Store) Watches(ctx context.Context, id edi.ItemID) ([]tracking.Watch, error) {
	items, err := s.pages(ctx, &dynamodb.QueryInput{
		KeyConditionExpression:    aws.String("PK = :pk AND begins_with(SK, :watches)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(itemPK(id)), ":watches": dynamo.S(watchPrefix)}})
	if err != nil {
		return nil, fmt.Errorf("read watches of %s: %w", id, err)
	}
	watches := make([]tracking.Watch, len(items))
	for i, item := range items {
		var row watchRow
		if err := attributevalue.UnmarshalMap(item, &row); err != nil {
			return nil, fmt.Errorf("read watches of %s: %w", id, err)
		}
		watcher, ref, _ := strings.Cut(after(row.SK, watchPrefix), "#")
		watches[i] = tracking.Watch{ItemID: id, Watcher: watcher, Ref: ref, ExpiresAt: time.Unix(row.ExpiresAt, 0).UTC()}
	}
	return watches, nil
}
