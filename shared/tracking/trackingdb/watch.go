package trackingdb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
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

// Watch makes the watcher hear of the item's events from now on. Watching again moves the expiry. That the item is watched at all is written
// first, for as long as any watch of it lasts: WatchesOf asks for nothing else of the many items that nobody watches.
func (s *Store) Watch(ctx context.Context, w tracking.Watch) error {
	if err := s.markWatched(ctx, w); err != nil {
		return fmt.Errorf("watch %s: %w", w.ItemID, err)
	}
	if err := s.put(ctx, watchRow{Key: watchKey(w.ItemID, w.Watcher, w.Ref), ExpiresAt: w.ExpiresAt.Unix()}); err != nil {
		return fmt.Errorf("watch %s: %w", w.ItemID, err)
	}
	return nil
}

// markWatched says that an item is watched until a watch expires, or longer if that is said already.
func (s *Store) markWatched(ctx context.Context, w tracking.Watch) error {
	item := watchedKey(w.ItemID).Map()
	item["expiresAt"] = dynamo.N(w.ExpiresAt.Unix())
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
		ConditionExpression:       aws.String("attribute_not_exists(PK) OR expiresAt < :until"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":until": item["expiresAt"]}})
	if _, longer := dynamo.ConditionFailed(err); longer {
		return nil
	}
	if err != nil {
		return err
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// WatchesOf implements tracking.Events: one look at a hundred items at a time whether they are watched, and a query for each that is.
func (s *Store) WatchesOf(ctx context.Context, items []edi.ItemID) ([]tracking.Watch, error) {
	var mu sync.Mutex
	var watched []edi.ItemID
	var failed []error
	fail := func(err error) {
		mu.Lock()
		defer mu.Unlock()
		failed = append(failed, err)
	}
	err := each(slices.Collect(slices.Chunk(items, batchKeys)), func(part []edi.ItemID) {
		keys := make([]map[string]types.AttributeValue, len(part))
		for i, id := range part {
			keys[i] = watchedKey(id).Map()
		}
		err := s.batchGet(ctx, keys, "", false, func(item map[string]types.AttributeValue) {
			pk, _ := item["PK"].(*types.AttributeValueMemberS)
			mu.Lock()
			defer mu.Unlock()
			watched = append(watched, edi.ItemID(after(pk.Value, itemPK(""))))
		})
		if err != nil {
			fail(fmt.Errorf("read which of %d items are watched: %w", len(part), err))
		}
	})
	slices.Sort(watched)
	lists := make([][]tracking.Watch, len(watched))
	places := make([]int, len(watched))
	for i := range places {
		places[i] = i
	}
	asked := each(places, func(i int) {
		var err error
		if lists[i], err = s.Watches(ctx, watched[i]); err != nil {
			fail(err)
		}
	})
	return slices.Concat(lists...), errors.Join(append(failed, err, asked)...)
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
