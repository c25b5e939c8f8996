package followdb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

func follower(l follow.List) follow.Follower {
	return follow.Follower{Kind: follow.KindList, Operator: l.Operator, Name: string(l.ID)}
}

// Lists implements follow.ListStore.
func (s *Store) Lists(ctx context.Context, operator principal.OperatorCode) ([]follow.List, error) {
	out := []follow.List{}
	err := s.table().All(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"), ConsistentRead: aws.Bool(true),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(listsPK(operator))}}, func(item map[string]types.AttributeValue) error {
		var it headItem
		err := attributevalue.UnmarshalMap(item, &it)
		out = append(out, it.list(operator))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read lists of %s: %w", operator, err)
	}
	return out, nil
}

// List implements follow.ListStore.
func (s *Store) List(ctx context.Context, operator principal.OperatorCode, id follow.ListID) (follow.List, error) {
	h, err := s.Head(ctx, follow.Follower{Kind: follow.KindList, Operator: operator, Name: string(id)})
	return h.List, err
}

// SaveList implements follow.ListStore.
func (s *Store) SaveList(ctx context.Context, l follow.List) error {
	var err error
	if l.Version == 1 {
		err = s.create(ctx, l)
	} else {
		err = s.edit(ctx, l)
	}
	if _, failed := dynamo.ConditionFailed(err); failed {
		return follow.ErrChanged
	}
	if err != nil {
		return fmt.Errorf("save list %s: %w", l.ID, err)
	}
	return nil
}

func (s *Store) create(ctx context.Context, l follow.List) error {
	item, err := attributevalue.MarshalMap(headItem{Key: listKey(l.Operator, l.ID), Centre: string(l.Centre), Shared: l.Shared, Name: l.Name, Note: l.Note, By: l.By,
		Created: dynamo.Millis(l.CreatedAt), Ends: dynamo.Millis(l.ExpiresAt), Version: 1, Fingerprint: l.Fingerprint, ExpiresAt: l.ExpiresAt.Add(keepEnded).Unix()})
	if err != nil {
		return err
	}
	item["items"] = dynamo.N(0)
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK) OR madeBy = :by AND created = :at AND version = :one"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":by": dynamo.S(l.By), ":at": dynamo.N(dynamo.Millis(l.CreatedAt)), ":one": dynamo.N(1)}, // the SDK asked again: the answer to this very call was lost
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	if err == nil {
		s.Meter.AddOne(out.ConsumedCapacity)
	}
	return err
}

func (s *Store) edit(ctx context.Context, l follow.List) error {
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: listKey(l.Operator, l.ID).Map(), ConditionExpression: aws.String("version = :before"),
		UpdateExpression: aws.String("SET listName = :name, note = :note, sharedWith = :shared, ends = :ends, version = :v, expiresAt = :x"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":before": dynamo.N(l.Version - 1), ":v": dynamo.N(l.Version), ":name": dynamo.S(l.Name), ":note": dynamo.S(l.Note),
			":shared": dynamo.S(l.Shared), ":ends": dynamo.N(dynamo.Millis(l.ExpiresAt)), ":x": dynamo.N(l.ExpiresAt.Add(keepEnded).Unix())},
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err == nil {
		s.Meter.AddOne(out.ConsumedCapacity)
	}
	return err
}

// DeleteList implements follow.ListStore.
func (s *Store) DeleteList(ctx context.Context, operator principal.OperatorCode, id follow.ListID) error {
	out, err := s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.Table, Key: listKey(operator, id).Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("delete list %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// ListRows implements follow.ListStore.
func (s *Store) ListRows(ctx context.Context, operator principal.OperatorCode, id follow.ListID) ([]follow.Row, error) {
	f := follow.Follower{Kind: follow.KindList, Operator: operator, Name: string(id)}
	out := []follow.Row{}
	err := s.table().All(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"), ConsistentRead: aws.Bool(true),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(rowsPK(f))}}, func(item map[string]types.AttributeValue) error {
		r, err := readRow(item)
		out = append(out, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read rows of %s: %w", f, err)
	}
	return out, nil
}

// counted is the change of a list's number of items, on a condition.
func (s *Store) counted(l follow.List, by int, condition string, values map[string]types.AttributeValue) *types.Update {
	values[":by"], values[":edit"] = dynamo.N(by), dynamo.N(1)
	return &types.Update{TableName: &s.Table, Key: listKey(l.Operator, l.ID).Map(), UpdateExpression: aws.String("ADD #items :by, edits :edit"), ConditionExpression: &condition,
		ExpressionAttributeNames: map[string]string{"#items": "items"}, ExpressionAttributeValues: values}
}

// AddRows implements follow.ListStore.
func (s *Store) AddRows(ctx context.Context, l follow.List, rows []follow.Row, most int) error {
	items := []types.TransactWriteItem{{Update: s.counted(l, len(rows), "#items <= :room", map[string]types.AttributeValue{":room": dynamo.N(most - len(rows))})}}
	for _, r := range rows {
		it, err := rowOf(follower(l), r)
		if err != nil {
			return fmt.Errorf("add to list %s: %w", l.ID, err)
		}
		item, err := attributevalue.MarshalMap(it)
		if err != nil {
			return fmt.Errorf("add to list %s: %w", l.ID, err)
		}
		items = append(items, types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK)")}})
	}
	refused, err := s.transact(ctx, items)
	switch {
	case err != nil:
		return fmt.Errorf("add to list %s: %w", l.ID, err)
	case refused == 0:
		return follow.ErrFull
	case refused > 0:
		return follow.ErrChanged
	}
	return nil
}

// RemoveRows implements follow.ListStore.
func (s *Store) RemoveRows(ctx context.Context, l follow.List, ids []edi.ItemID) error {
	items := []types.TransactWriteItem{{Update: s.counted(l, -len(ids), "attribute_exists(PK)", map[string]types.AttributeValue{})}}
	for _, id := range ids {
		items = append(items, types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: rowKey(follower(l), id).Map(), ConditionExpression: aws.String("attribute_exists(PK)")}})
	}
	refused, err := s.transact(ctx, items)
	switch {
	case err != nil:
		return fmt.Errorf("remove from list %s: %w", l.ID, err)
	case refused == 0:
		return unknownList()
	case refused > 0:
		return follow.ErrChanged
	}
	return nil
}

// SaveRow implements follow.ListStore.
func (s *Store) SaveRow(ctx context.Context, l follow.List, r follow.Row) error {
	u, err := s.rowUpdate(follower(l), r)
	if err != nil {
		return fmt.Errorf("save row of list %s: %w", l.ID, err)
	}
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: u.Key, UpdateExpression: u.UpdateExpression, ConditionExpression: u.ConditionExpression,
		ExpressionAttributeValues: u.ExpressionAttributeValues, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if _, failed := dynamo.ConditionFailed(err); failed {
		return follow.ErrChanged
	}
	if err != nil {
		return fmt.Errorf("save row of list %s: %w", l.ID, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

type seenItem struct {
	dynamo.Key
	UpTo      int   `dynamodbav:"upTo"`
	ExpiresAt int64 `dynamodbav:"expiresAt"`
}

// Seen implements follow.ListStore.
func (s *Store) Seen(ctx context.Context, subject string) (map[follow.ListID]int, error) {
	out := map[follow.ListID]int{}
	err := s.table().All(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(seenPK(subject))}}, func(item map[string]types.AttributeValue) error {
		var it seenItem
		err := attributevalue.UnmarshalMap(item, &it)
		out[follow.ListID(strings.TrimPrefix(it.SK, listPrefix))] = it.UpTo
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what was seen of lists: %w", err)
	}
	return out, nil
}

// See implements follow.ListStore. What was seen is never unseen: two windows of one person do not set each other back.
func (s *Store) See(ctx context.Context, subject string, id follow.ListID, upTo int, until time.Time) error {
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: seenKey(subject, id).Map(),
		UpdateExpression: aws.String("SET upTo = :n, expiresAt = :x"), ConditionExpression: aws.String("attribute_not_exists(PK) OR upTo <= :n"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":n": dynamo.N(upTo), ":x": dynamo.N(until.Unix())}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if _, failed := dynamo.ConditionFailed(err); failed {
		return nil
	}
	if err != nil {
		return errors.Join(fmt.Errorf("record that list %s was seen", id), err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}
