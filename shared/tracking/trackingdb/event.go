package trackingdb

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// eventRow is an event as it is stored. The names are short because every kilobyte is a write unit.
type eventRow struct {
	dynamo.Key
	Unverified bool   `dynamodbav:"uv,omitempty"`
	Code       string `dynamodbav:"c"`
	Time       string `dynamodbav:"t"`
	Local      string `dynamodbav:"lt"`
	Received   string `dynamodbav:"rt"`
	Office     string `dynamodbav:"o"`
	Country    string `dynamodbav:"co,omitempty"`
	NextOffice string `dynamodbav:"no,omitempty"`
	Dispatch   string `dynamodbav:"di,omitempty"`
	Receptacle string `dynamodbav:"re,omitempty"`
	Signatory  string `dynamodbav:"si,omitempty"`
	Reason     string `dynamodbav:"r,omitempty"`
	Action     string `dynamodbav:"a,omitempty"`
	Retention  string `dynamodbav:"q,omitempty"`
	Condition  string `dynamodbav:"cc,omitempty"`
	WeightG    int    `dynamodbav:"w,omitempty"`
	Sender     string `dynamodbav:"s"`
	Source     string `dynamodbav:"so"`
	Receipt    string `dynamodbav:"m"`
	Index      int    `dynamodbav:"i"`
	Superseded string `dynamodbav:"sup,omitempty"` // receipt of the message by which it no longer counts
	ExpiresAt  int64  `dynamodbav:"expiresAt"`
}

func rowOf(e tracking.Event) eventRow {
	return eventRow{Key: eventKey(e), Unverified: e.Unverified, Code: e.Code, Time: e.Time.UTC().Format(time.RFC3339), Local: e.LocalTime,
		Received: e.ReceivedAt.UTC().Format(time.RFC3339Nano), Office: e.Office, Country: e.Country, NextOffice: e.NextOffice,
		Dispatch: e.Dispatch, Receptacle: e.Receptacle, Signatory: e.Signatory, Reason: e.Reason, Action: e.Action, Retention: e.Retention,
		Condition: e.Condition, WeightG: e.WeightG, Sender: string(e.Sender), Source: e.Source, Receipt: e.Receipt, Index: e.Index,
		ExpiresAt: e.ReceivedAt.Add(keepEvents).Unix()}
}

func (r eventRow) event(id edi.ItemID) (tracking.Event, error) {
	at, err := time.Parse(time.RFC3339, r.Time)
	if err != nil {
		return tracking.Event{}, err
	}
	received, err := time.Parse(time.RFC3339Nano, r.Received)
	if err != nil {
		return tracking.Event{}, err
	}
	return tracking.Event{ItemID: id, Unverified: r.Unverified, Code: r.Code, Time: at.UTC(), LocalTime: r.Local, ReceivedAt: received.UTC(), Office: r.Office, Country: r.Country,
		NextOffice: r.NextOffice, Dispatch: r.Dispatch, Receptacle: r.Receptacle, Signatory: r.Signatory, Reason: r.Reason, Action: r.Action,
		Retention: r.Retention, Condition: r.Condition, WeightG: r.WeightG, Sender: principal.OperatorCode(r.Sender), Source: r.Source,
		Receipt: r.Receipt, Index: r.Index, SupersededBy: r.Superseded}, nil
}

// Append stores an event as AppendAll does.
func (s *Store) Append(ctx context.Context, e tracking.Event) (tracking.Outcome, error) {
	kept := s.AppendAll(ctx, []tracking.Event{e})[0]
	return kept.Outcome, kept.Err
}

// AppendAll implements tracking.Events.
func (s *Store) AppendAll(ctx context.Context, events []tracking.Event) []tracking.Kept {
	rows := make([]insertion, len(events))
	for i, e := range events {
		rows[i] = rowed(rowOf(e), e.Receipt, e.Index, e.Replaces)
	}
	out := s.insertAll(ctx, rows)
	for i, kept := range out {
		if kept.Err != nil {
			out[i].Err = fmt.Errorf("append event of %s: %w", events[i].ItemID, kept.Err)
		}
	}
	return out
}

// rowed writes a row as DynamoDB takes it.
func rowed(row any, receipt string, index int, replaces *tracking.Part) insertion {
	item, err := attributevalue.MarshalMap(row)
	return insertion{item, bearer{receipt, index}, replaces, err}
}

// put stores a row, whatever stands in its place.
func (s *Store) put(ctx context.Context, row any) error {
	item, err := attributevalue.MarshalMap(row)
	if err != nil {
		return err
	}
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return err
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// bearer is the place of the message that brought a row.
type bearer struct {
	Receipt string `dynamodbav:"m"`
	Index   int    `dynamodbav:"i"`
}

// takeOver tells a second delivery of the same message from another message with the same record, and puts a record in the place of the one it replaces.
func (s *Store) takeOver(ctx context.Context, item, old map[string]types.AttributeValue, by bearer, replaces *tracking.Part) (tracking.Outcome, error) {
	var there bearer
	if err := attributevalue.UnmarshalMap(old, &there); err != nil {
		return "", err
	}
	if there == by {
		return tracking.OutcomeStored, nil
	}
	if replaces == nil || !replaces.Has(there.Receipt, there.Index) {
		return tracking.OutcomeDuplicate, nil
	}
	condition := "m = :m AND i = :i"
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item, ConditionExpression: &condition,
		ExpressionAttributeValues: map[string]types.AttributeValue{":m": dynamo.S(there.Receipt), ":i": dynamo.N(there.Index)},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	if _, failed := dynamo.ConditionFailed(err); failed {
		return "", fmt.Errorf("somebody else replaced record %d of %s at the same moment", there.Index, there.Receipt)
	}
	if err != nil {
		return "", err
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return tracking.OutcomeStored, nil
}
