package crmdb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/crm"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// eventItem is an event. Body and looks stay out of the index.
type eventItem struct {
	dynamo.Key
	ListPK    string `dynamodbav:"lsPK"`
	ListSK    string `dynamodbav:"lsSK"`
	Summary   string `dynamodbav:"summary"`        // JSON of summary
	Body      []byte `dynamodbav:"body,omitempty"` // packed
	Looks     string `dynamodbav:"looks,omitempty"`
	Version   int    `dynamodbav:"version"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

// summary is what a list shows of an event.
type summary struct {
	WebhookID string          `json:"id"`
	At        int64           `json:"at"`
	Digest    string          `json:"digest"`
	Size      int             `json:"size"`
	Corrected bool            `json:"corrected,omitempty"`
	State     string          `json:"state"`
	Reason    string          `json:"reason,omitempty"`
	Fields    []problem.Field `json:"fields,omitempty"`
	Case      string          `json:"case,omitempty"`
	Action    string          `json:"action,omitempty"`
	Mapping   int             `json:"mapping,omitempty"`
	Inquiry   string          `json:"inquiry,omitempty"`
	SettledAt int64           `json:"settledAt,omitempty"`
	BySubject string          `json:"bySubject,omitempty"`
	ByName    string          `json:"byName,omitempty"`
}

func (s *Store) eventOf(r crm.Received) (eventItem, error) {
	t, err := crm.TermsOf()
	if err != nil {
		return eventItem{}, err
	}
	it := eventItem{Key: eventKey(r.Integration, r.Key), ListPK: listPK(r.Integration, r.State), ListSK: inOrder(r.At, r.Key), Version: r.Version, ExpiresAt: r.At.Add(t.Kept()).Unix()}
	text, err := json.Marshal(summary{r.WebhookID, dynamo.Millis(r.At), r.Digest, r.Size, r.Corrected, string(r.State), r.Reason, r.Fields, r.Case, string(r.Action), r.Mapping, string(r.Inquiry),
		dynamo.Millis(r.SettledAt), r.SettledBy.Subject, r.SettledBy.Name})
	if err != nil {
		return it, err
	}
	it.Summary = string(text)
	if r.Body != nil {
		if it.Body, err = dynamo.Pack(r.Body); err != nil {
			return it, err
		}
	}
	if len(r.Looks) > 0 {
		looks, err := json.Marshal(r.Looks)
		if err != nil {
			return it, err
		}
		it.Looks = string(looks)
	}
	return it, nil
}

func (s *Store) read(id crm.ID, item map[string]types.AttributeValue) (crm.Received, error) {
	var it eventItem
	if err := attributevalue.UnmarshalMap(item, &it); err != nil {
		return crm.Received{}, errors.Join(errUnreadable, err)
	}
	var d summary
	if err := json.Unmarshal([]byte(it.Summary), &d); err != nil {
		return crm.Received{}, errors.Join(errUnreadable, err)
	}
	r := crm.Received{Integration: id, Key: keyIn(it.SK), WebhookID: d.WebhookID, At: dynamo.Instant(d.At), Digest: d.Digest, Size: d.Size, Corrected: d.Corrected, Version: it.Version, State: crm.State(d.State),
		Reason: d.Reason, Fields: d.Fields, Case: d.Case, Action: crm.Action(d.Action), Mapping: d.Mapping, Inquiry: inquiry.ID(d.Inquiry), SettledAt: dynamo.Instant(d.SettledAt),
		SettledBy: directory.Editor{Subject: d.BySubject, Name: d.ByName}}
	var err error
	if it.Body != nil {
		if r.Body, err = dynamo.Unpack(it.Body); err != nil {
			return r, errors.Join(errUnreadable, err)
		}
	}
	if it.Looks != "" {
		if err := json.Unmarshal([]byte(it.Looks), &r.Looks); err != nil {
			return r, errors.Join(errUnreadable, err)
		}
	}
	return r, nil
}

// Keep implements crm.Store.
func (s *Store) Keep(ctx context.Context, r crm.Received) error {
	it, err := s.eventOf(r)
	if err != nil {
		return fmt.Errorf("keep event %s: %w", r.Key, err)
	}
	item, err := attributevalue.MarshalMap(it)
	if err != nil {
		return fmt.Errorf("keep event %s: %w", r.Key, err)
	}
	dynamo.NameWrite(item)
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK)"),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if dynamo.MetItself(err, item) {
		return nil
	}
	if _, failed := dynamo.ConditionFailed(err); failed {
		return crm.ErrChanged
	}
	if err != nil {
		return fmt.Errorf("keep event %s: %w", r.Key, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Event implements crm.Store.
func (s *Store) Event(ctx context.Context, id crm.ID, key string) (crm.Received, error) {
	item, err := s.table().Item(ctx, eventKey(id, key))
	if err != nil {
		return crm.Received{}, fmt.Errorf("event %s of %s: %w", key, id, err)
	}
	if item == nil {
		return crm.Received{}, crm.EventUnknown()
	}
	return s.read(id, item)
}

// Settle implements crm.Store. The event and its place among those of its case that wait change together.
func (s *Store) Settle(ctx context.Context, before, after crm.Received) error {
	it, err := s.eventOf(after)
	if err != nil {
		return fmt.Errorf("settle event %s: %w", after.Key, err)
	}
	item, err := attributevalue.MarshalMap(it)
	if err != nil {
		return fmt.Errorf("settle event %s: %w", after.Key, err)
	}
	changes := []types.TransactWriteItem{{Put: &types.Put{TableName: &s.Table, Item: item, ConditionExpression: aws.String("version = :before"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":before": dynamo.N(before.Version)}}}}
	had, has := before.State == crm.Waiting && before.Case != "", after.State == crm.Waiting && after.Case != ""
	if had && (!has || before.Case != after.Case) {
		changes = append(changes, types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: waitKey(before).Map()}})
	}
	if has && (!had || before.Case != after.Case) {
		place := waitKey(after).Map()
		place["expiresAt"] = dynamo.N(it.ExpiresAt - int64(waitMargin/time.Second))
		changes = append(changes, types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: place}})
	}
	if len(changes) == 1 { // one item needs no transaction, which costs twice
		dynamo.NameWrite(item)
		out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ConditionExpression: changes[0].Put.ConditionExpression,
			ExpressionAttributeValues: changes[0].Put.ExpressionAttributeValues, ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
			ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if dynamo.MetItself(err, item) {
			return nil
		}
		if _, failed := dynamo.ConditionFailed(err); failed {
			return crm.ErrChanged
		}
		if err != nil {
			return fmt.Errorf("settle event %s: %w", after.Key, err)
		}
		s.Meter.AddOne(out.ConsumedCapacity)
		return nil
	}
	if err := s.transact(ctx, changes...); err != nil {
		return fmt.Errorf("settle event %s: %w", after.Key, err)
	}
	return nil
}

func (s *Store) list(id crm.ID, state crm.State) *dynamodb.QueryInput {
	return &dynamodb.QueryInput{TableName: &s.Table, IndexName: aws.String(listing), KeyConditionExpression: aws.String("lsPK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(listPK(id, state))}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
}

// Events implements crm.Store. The index follows the table within a moment.
func (s *Store) Events(ctx context.Context, id crm.ID, state crm.State, p crm.Page) ([]crm.Received, map[string]string, error) {
	in := s.list(id, state)
	in.ScanIndexForward = aws.Bool(state == crm.Waiting)
	in.Limit = aws.Int32(int32(p.Limit)) //nolint:gosec // a page's length
	if after, ok := p.Position["after"]; ok {
		key := eventKey(id, keyIn(after)).Map()
		key["lsPK"], key["lsSK"] = dynamo.S(listPK(id, state)), dynamo.S(after)
		in.ExclusiveStartKey = key
	}
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return nil, nil, fmt.Errorf("events of %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	events := make([]crm.Received, len(out.Items))
	for i, item := range out.Items {
		if events[i], err = s.read(id, item); err != nil {
			return nil, nil, fmt.Errorf("events of %s: %w", id, err)
		}
	}
	if last, ok := out.LastEvaluatedKey["lsSK"].(*types.AttributeValueMemberS); ok {
		return events, map[string]string{"after": last.Value}, nil
	}
	return events, nil, nil
}

// Waiting implements crm.Store.
func (s *Store) Waiting(ctx context.Context, id crm.ID, most int) (int, error) {
	in := s.list(id, crm.Waiting)
	in.Select, in.Limit = types.SelectCount, aws.Int32(int32(most)) //nolint:gosec // a page's length
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return 0, fmt.Errorf("count what waits of %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return int(out.Count), nil
}

type linkItem struct {
	dynamo.Key
	Inquiry   string `dynamodbav:"inquiry"`
	Event     string `dynamodbav:"event"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

// Case implements crm.Store: its inquiry and what waits are one partition.
func (s *Store) Case(ctx context.Context, id crm.ID, name string) (crm.Case, error) {
	var c crm.Case
	err := s.table().All(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"), ConsistentRead: aws.Bool(true),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(casePK(id, name))}}, func(item map[string]types.AttributeValue) error {
		var it linkItem
		if err := attributevalue.UnmarshalMap(item, &it); err != nil {
			return err
		}
		if it.SK == linkKey(id, name).SK {
			c.Inquiry, c.Event = inquiry.ID(it.Inquiry), it.Event
		} else {
			c.Waiting = append(c.Waiting, keyIn(it.SK))
		}
		return nil
	})
	if err != nil {
		return c, fmt.Errorf("case of %s: %w", id, err)
	}
	return c, nil
}

// Link implements crm.Store.
func (s *Store) Link(ctx context.Context, id crm.ID, name string, to inquiry.ID, event string, now time.Time) error {
	item, err := attributevalue.MarshalMap(linkItem{linkKey(id, name), string(to), event, now.Add(keepLink).Unix()})
	if err != nil {
		return fmt.Errorf("link a case of %s: %w", id, err)
	}
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("link a case of %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}
