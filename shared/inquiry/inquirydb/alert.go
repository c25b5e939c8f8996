package inquirydb

import (
	"context"
	"fmt"
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
	refused, _, err := s.transact(ctx, []types.TransactWriteItem{item, s.countUnread(a.Centre, 1)})
	if err != nil {
		return false, fmt.Errorf("put alert: %w", err)
	}
	return refused < 0, nil
}

// MarkRead implements inquiry.Store.
func (s *Store) MarkRead(ctx context.Context, centre directory.CentreID, id, by string, at time.Time) error {
	mark := types.TransactWriteItem{Update: &types.Update{TableName: &s.Table, Key: alertKey(centre, id).Map(),
		UpdateExpression:    aws.String("SET red = :at, rby = :by, expiresAt = :gone"),
		ConditionExpression: aws.String("attribute_exists(PK) AND attribute_not_exists(red)"), ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		ExpressionAttributeValues: map[string]types.AttributeValue{":at": dynamo.N(millis(at)), ":by": dynamo.S(by), ":gone": dynamo.N(at.Add(alertLife).Unix())}}}
	refused, old, err := s.transact(ctx, []types.TransactWriteItem{mark, s.countUnread(centre, -1)})
	switch {
	case err != nil:
		return fmt.Errorf("mark alert as read: %w", err)
	case refused >= 0 && len(old) == 0:
		return problem.New(problem.NotFound, "alert-unknown", "There is no such alert in this call centre.")
	}
	return nil // marked, now or before
}

func (s *Store) countUnread(centre directory.CentreID, n int) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{TableName: &s.Table, Key: countsKey(centre).Map(), UpdateExpression: aws.String("ADD #u :n"),
		ExpressionAttributeNames: map[string]string{"#u": unread}, ExpressionAttributeValues: map[string]types.AttributeValue{":n": dynamo.N(n)}}}
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
