package inquirydb

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// PutAlert implements inquiry.Store: the alert and the count of unread ones change together, once.
func (s *Store) PutAlert(ctx context.Context, a inquiry.Alert) (bool, error) {
	item, err := s.put(alertOf(a), isNew, nil)
	if err != nil {
		return false, err
	}
	err = s.both(ctx, item, s.countUnread(a.Centre, 1))
	if _, ok := errors.AsType[refusal](err); ok {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("put alert: %w", err)
	}
	return true, nil
}

// MarkRead implements inquiry.Store.
func (s *Store) MarkRead(ctx context.Context, centre directory.CentreID, id, by string, at time.Time) error {
	mark := types.TransactWriteItem{Update: &types.Update{TableName: &s.Table, Key: alertKey(centre, id).Map(),
		UpdateExpression:    aws.String("SET red = :at, rby = :by"),
		ConditionExpression: aws.String("attribute_exists(PK) AND attribute_not_exists(red)"), ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		ExpressionAttributeValues: map[string]types.AttributeValue{":at": dynamo.N(millis(at)), ":by": dynamo.S(by)}}}
	err := s.both(ctx, mark, s.countUnread(centre, -1))
	if r, ok := errors.AsType[refusal](err); ok {
		if len(r.item) > 0 {
			return nil // read before
		}
		return problem.New(problem.NotFound, "alert-unknown", "There is no such alert in this call centre.")
	}
	if err != nil {
		return fmt.Errorf("mark alert as read: %w", err)
	}
	return nil
}

func (s *Store) countUnread(centre directory.CentreID, n int) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{TableName: &s.Table, Key: countsKey(centre).Map(), UpdateExpression: aws.String("ADD #u :n"),
		ExpressionAttributeNames: map[string]string{"#u": unread}, ExpressionAttributeValues: map[string]types.AttributeValue{":n": dynamo.N(n)}}}
}

// refusal says that the first write's condition failed, with the item that is there.
type refusal struct{ item stored }

func (refusal) Error() string { return "refused by its condition" }

// both writes two items or neither; only the first may carry a condition.
func (s *Store) both(ctx context.Context, first, second types.TransactWriteItem) error {
	var err error
	for try := range conflicts {
		var out *dynamodb.TransactWriteItemsOutput
		out, err = s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{first, second},
			ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err == nil {
			s.Meter.Add(out.ConsumedCapacity...)
			return nil
		}
		conflict := false
		for _, r := range dynamo.Reasons(err) {
			switch aws.ToString(r.Code) {
			case dynamo.RefusedByCondition:
				return refusal{r.Item}
			case dynamo.RefusedByConflict:
				conflict = true
			}
		}
		if !conflict {
			return err
		}
		if err := pause(ctx, time.Duration(rand.IntN(10<<try))*time.Millisecond); err != nil {
			return err
		}
	}
	return err
}

// Alerts implements inquiry.Store: one query, newest first.
func (s *Store) Alerts(ctx context.Context, centre directory.CentreID, p inquiry.Page) (inquiry.Alerts, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :prefix)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(centrePartition(centre)), ":prefix": dynamo.S(alertPrefix)},
		ScanIndexForward:          aws.Bool(false), Limit: aws.Int32(int32(p.Limit)), ExclusiveStartKey: startKey(p.Position),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return inquiry.Alerts{}, fmt.Errorf("alerts of %s: %w", centre, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var items []alertItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &items); err != nil {
		return inquiry.Alerts{}, fmt.Errorf("alerts of %s: %w", centre, err)
	}
	a := inquiry.Alerts{Items: []inquiry.Alert{}}
	for _, it := range items {
		a.Items = append(a.Items, it.alert())
	}
	a.Next, err = position(out.LastEvaluatedKey)
	return a, err
}
