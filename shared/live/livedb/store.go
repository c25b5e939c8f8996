// Package livedb keeps live connections in the Live table. docs/data-model.md lists its access patterns.
package livedb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/live"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/socket"
)

// Store implements live.Store. Meter may be nil.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter
}

var _ live.Store = (*Store)(nil)

const connPrefix = "CONN#"

func centreKey(c directory.CentreID, id string) dynamo.Key {
	return dynamo.Key{PK: "CENTRE#" + string(c), SK: connPrefix + id}
}
func connKey(id string) dynamo.Key { return dynamo.Key{PK: connPrefix + id, SK: "CONN"} }
func waitKey(w live.Waiting) dynamo.Key {
	return dynamo.Key{PK: "WAITING", SK: w.Opens.UTC().Format(time.RFC3339) + "#" + string(w.Centre)}
}

// item is any item of the table: a connection with its centres, a connection of a centre, or a centre that waits.
type item struct {
	PK      string   `dynamodbav:"PK"`
	SK      string   `dynamodbav:"SK"`
	Centres []string `dynamodbav:"centres,omitempty"`
	Expires int64    `dynamodbav:"expiresAt"`
}

// Put implements live.Store: one item for the connection and one for each centre. The first goes first, so that whatever is stored is found again.
func (s *Store) Put(ctx context.Context, c live.Connection) error {
	it := item{PK: connKey(c.ID).PK, SK: connKey(c.ID).SK, Expires: c.Until.Unix()}
	for _, centre := range c.Centres {
		it.Centres = append(it.Centres, string(centre))
	}
	err := s.put(ctx, it)
	for _, centre := range c.Centres {
		key := centreKey(centre, c.ID)
		err = errors.Join(err, s.put(ctx, item{PK: key.PK, SK: key.SK, Expires: it.Expires}))
	}
	return err
}

func (s *Store) put(ctx context.Context, it item) error {
	values, err := attributevalue.MarshalMap(it)
	if err != nil {
		return fmt.Errorf("live: %w", err)
	}
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: values, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("live: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

func (s *Store) drop(ctx context.Context, key dynamo.Key) (item, error) {
	var it item
	out, err := s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.Table, Key: key.Map(), ReturnValues: types.ReturnValueAllOld,
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return it, fmt.Errorf("live: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	if err := attributevalue.UnmarshalMap(out.Attributes, &it); err != nil {
		return it, fmt.Errorf("live: %w", err)
	}
	return it, nil
}

// Remove implements live.Store.
func (s *Store) Remove(ctx context.Context, id string) error {
	it, err := s.drop(ctx, connKey(id))
	for _, centre := range it.Centres {
		_, failed := s.drop(ctx, centreKey(directory.CentreID(centre), id))
		err = errors.Join(err, failed)
	}
	return err
}

// Of implements live.Store: one query.
func (s *Store) Of(ctx context.Context, centre directory.CentreID, now time.Time) ([]string, error) {
	items, err := s.query(ctx, "PK = :pk AND begins_with(SK, :sk)", "CENTRE#"+string(centre), connPrefix)
	var out []string
	for _, it := range items {
		if it.Expires > now.Unix() {
			out = append(out, it.SK[len(connPrefix):])
		}
	}
	return out, err
}

// waits is how long a call is kept after its centre opened; then the alert is old news.
const waits = 7 * 24 * time.Hour

// Wait implements live.Store.
func (s *Store) Wait(ctx context.Context, centre directory.CentreID, opens time.Time) error {
	key := waitKey(live.Waiting{Centre: centre, Opens: opens})
	return s.put(ctx, item{PK: key.PK, SK: key.SK, Expires: opens.Add(waits).Unix()})
}

// Waiting implements live.Store: one query, empty at rest.
func (s *Store) Waiting(ctx context.Context, now time.Time) ([]live.Waiting, error) {
	items, err := s.query(ctx, "PK = :pk AND SK < :sk", "WAITING", now.UTC().Add(time.Second).Format(time.RFC3339))
	if err != nil {
		return nil, err
	}
	var out []live.Waiting
	const instant = len("2006-01-02T15:04:05Z")
	for _, it := range items {
		opens, err := time.Parse(time.RFC3339, it.SK[:instant])
		if err != nil {
			return nil, fmt.Errorf("live: %w", err)
		}
		out = append(out, live.Waiting{Centre: directory.CentreID(it.SK[instant+1:]), Opens: opens})
	}
	return out, nil
}

// Called implements live.Store.
func (s *Store) Called(ctx context.Context, w live.Waiting) error {
	_, err := s.drop(ctx, waitKey(w))
	return err
}

func (s *Store) query(ctx context.Context, condition, pk, sk string) ([]item, error) {
	var out []item
	pages := dynamodb.NewQueryPaginator(s.Client, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String(condition),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(pk), ":sk": dynamo.S(sk)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("live: %w", err)
		}
		s.Meter.AddOne(page.ConsumedCapacity)
		var items []item
		if err := attributevalue.UnmarshalListOfMaps(page.Items, &items); err != nil {
			return nil, fmt.Errorf("live: %w", err)
		}
		out = append(out, items...)
	}
	return out, nil
}

// Line is a live.Line over the connections of API Gateway.
type Line struct{ Socket *socket.Line }

// Post implements live.Line.
func (l Line) Post(ctx context.Context, connection string, data []byte) error {
	err := l.Socket.Post(ctx, connection, data)
	if errors.Is(err, socket.ErrGone) {
		return live.ErrGone
	}
	return err
}
