package privacydb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
)

// lookItem is what one person saw of one inquiry on one day.
type lookItem struct {
	dynamo.Key
	Operator  string   `dynamodbav:"op"`
	Centre    string   `dynamodbav:"ctr,omitempty"`
	Subject   string   `dynamodbav:"who"`
	Name      string   `dynamodbav:"name,omitempty"` // staff
	Seen      []string `dynamodbav:"seen,stringset"`
	First     int64    `dynamodbav:"fst"`
	Last      int64    `dynamodbav:"lst"`
	ExpiresAt int64    `dynamodbav:"expiresAt"`
}

func (it lookItem) look() privacy.Look {
	l := privacy.Look{Inquiry: inquiry.ID(after(it.PK)), Day: it.SK[:len(time.DateOnly)], Operator: directory.OperatorCode(it.Operator), Centre: directory.CentreID(it.Centre),
		Subject: it.Subject, Name: it.Name, First: dynamo.Instant(it.First), Last: dynamo.Instant(it.Last), Seen: []inquiry.Seen{}}
	slices.Sort(it.Seen)
	for _, s := range it.Seen {
		l.Seen = append(l.Seen, inquiry.Seen(s))
	}
	return l
}

// Looked implements privacy.LookStore: one update. What the index holds is said by the first look of the day and never changes, so later ones
// cost one write unit.
func (s *Store) Looked(ctx context.Context, l inquiry.Looked) error {
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: lookKey(l).Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
		UpdateExpression:         aws.String("SET lsPK = :of, lsSK = if_not_exists(lsSK, :first), op = :op, ctr = :ctr, who = :who, #name = :name, fst = if_not_exists(fst, :at), lst = :at, expiresAt = :gone ADD seen :seen"),
		ExpressionAttributeNames: map[string]string{"#name": "name"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":of": dynamo.S(looksOf(l.By.Operator, l.By.Subject)), ":first": dynamo.S(l.At.UTC().Format(sortable) + "#" + string(l.Inquiry)),
			":op": dynamo.S(string(l.By.Operator)), ":ctr": dynamo.S(string(l.Centre)), ":who": dynamo.S(l.By.Subject), ":name": dynamo.S(l.By.Name), ":at": dynamo.N(l.At.UnixMilli()),
			":gone": dynamo.N(l.At.Add(privacy.LooksLast).Unix()), ":seen": &types.AttributeValueMemberSS{Value: []string{string(l.Seen)}}}})
	if err != nil {
		return fmt.Errorf("record look: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// LooksAt implements privacy.LookStore: one query.
func (s *Store) LooksAt(ctx context.Context, id inquiry.ID, p privacy.Page, now time.Time) ([]privacy.Look, map[string]string, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(lookPartition(id))}, ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(p.Limit)),
		ExclusiveStartKey: startKey(p.Position), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, nil, fmt.Errorf("looks at inquiry %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	next, err := position(out.LastEvaluatedKey)
	if err != nil {
		return nil, nil, fmt.Errorf("looks at inquiry %s: %w", id, err)
	}
	looks, err := looks(out.Items, now)
	return looks, next, err
}

// LooksOf implements privacy.LookStore: a query of the index for the keys, and one batch for the items.
func (s *Store) LooksOf(ctx context.Context, op directory.OperatorCode, subject string, p privacy.Page, now time.Time) ([]privacy.Look, map[string]string, error) {
	items, next, err := s.listed(ctx, looksOf(op, subject), p)
	if err != nil {
		return nil, nil, fmt.Errorf("looks of %s: %w", subject, err)
	}
	looks, err := looks(items, now)
	return looks, next, err
}

// looks leaves out what is forgotten: a time to live may lag behind by days.
func looks(items []item, now time.Time) ([]privacy.Look, error) {
	out := []privacy.Look{}
	for _, i := range items {
		var it lookItem
		if err := attributevalue.UnmarshalMap(i, &it); err != nil {
			return nil, fmt.Errorf("read look: %w", err)
		}
		if it.ExpiresAt > now.Unix() {
			out = append(out, it.look())
		}
	}
	return out, nil
}
