package trackingdb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

type referenceRow struct {
	dynamo.Key
	At        string `dynamodbav:"at"`
	Receipt   string `dynamodbav:"m"`
	First     int    `dynamodbav:"i"`
	Count     int    `dynamodbav:"n"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

// Refer implements tracking.References.
func (s *Store) Refer(ctx context.Context, r tracking.Reference) error {
	row := referenceRow{Key: referenceKey(r), At: r.At.UTC().Format(time.RFC3339Nano), Receipt: r.Part.Receipt, First: r.Part.First, Count: r.Part.Count,
		ExpiresAt: r.At.Add(keepMessages).Unix()}
	if err := s.put(ctx, row); err != nil {
		return fmt.Errorf("keep the number of message %s: %w", r.Part.Receipt, err)
	}
	return nil
}

// Referred implements tracking.References.
func (s *Store) Referred(ctx context.Context, operator principal.OperatorCode, number string, before time.Time) (tracking.Reference, error) {
	out, err := s.page(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk AND SK < :before"), ScanIndexForward: aws.Bool(false), Limit: aws.Int32(1),
		ConsistentRead: aws.Bool(true), ExpressionAttributeValues: map[string]types.AttributeValue{
			":pk": dynamo.S(referencePK(operator, number)), ":before": dynamo.S(listSK(before, ""))}})
	if err != nil {
		return tracking.Reference{}, fmt.Errorf("find a message by its number: %w", err)
	}
	if len(out.Items) == 0 {
		return tracking.Reference{}, tracking.ReferenceUnknown(number)
	}
	var row referenceRow
	if err := attributevalue.UnmarshalMap(out.Items[0], &row); err != nil {
		return tracking.Reference{}, fmt.Errorf("find a message by its number: %w", err)
	}
	at, err := time.Parse(time.RFC3339Nano, row.At)
	return tracking.Reference{Operator: operator, Number: number, At: at, Part: tracking.Part{Receipt: row.Receipt, First: row.First, Count: row.Count}}, err
}

// marked is what marking reads of a row, whatever it stands for.
type marked struct {
	dynamo.Key
	bearer
	Superseded  string `dynamodbav:"sup"`
	Receptacle  string `dynamodbav:"re"` // of an event: the one it names; of a movement: the one it is about
	Consignment string `dynamodbav:"cn"`
	Dispatch    string `dynamodbav:"di"`
	Sender      string `dynamodbav:"s"`
}

// Supersede implements tracking.Superseder. The receipt of the old message says what it brought: rows are found where they lie, by who brought them.
func (s *Store) Supersede(ctx context.Context, x tracking.Supersession) error {
	report, err := s.Report(ctx, x.Old.Receipt)
	if problem.Is(err, "receipt-unknown") { // it has expired, and with it who brought what
		return nil
	}
	if err != nil {
		return err
	}
	if report.Status() == tracking.Queued {
		return fmt.Errorf("supersede message %s: its records are still being stored", x.Old.Receipt)
	}
	items, receptacles, dispatches := map[edi.ItemID]bool{}, map[edi.ReceptacleID]bool{}, map[edi.DispatchID]bool{}
	for _, r := range report.Results {
		if r.Outcome != tracking.OutcomeStored || !x.Old.Has(x.Old.Receipt, r.Index) {
			continue
		}
		switch len(r.TransportID) {
		case 0:
			items[edi.ItemID(r.ItemID)] = true
		case edi.ReceptacleLength:
			receptacles[edi.ReceptacleID(r.TransportID)] = true
		case edi.DispatchLength:
			dispatches[edi.DispatchID(r.TransportID)] = true
		}
	}
	for id := range items {
		in, err := s.supersedeItem(ctx, id, x)
		if err != nil {
			return fmt.Errorf("supersede message %s: %w", x.Old.Receipt, err)
		}
		for _, receptacle := range in {
			receptacles[receptacle] = true
		}
	}
	var failed []error
	for id := range receptacles {
		_, first := s.supersedeRows(ctx, receptaclePK(id), holdsPrefix, "", x)
		_, second := s.supersedeRows(ctx, dispatchPK(id.DispatchOf()), ownPrefix(id), "", x)
		failed = append(failed, first, second)
	}
	for id := range dispatches {
		_, err := s.supersedeRows(ctx, dispatchPK(id), wholePrefix, "", x)
		failed = append(failed, err)
	}
	if err := errors.Join(failed...); err != nil {
		return fmt.Errorf("supersede message %s: %w", x.Old.Receipt, err)
	}
	return s.replacedBy(ctx, x)
}

// supersedeItem marks an item's events and announcements, and returns the receptacles in which the old message announced it.
func (s *Store) supersedeItem(ctx context.Context, id edi.ItemID, x tracking.Supersession) (in []edi.ReceptacleID, _ error) {
	rows, err := s.supersedeRows(ctx, itemPK(id), announcedPrefix, eventsEnd, x)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if !x.Old.Has(row.Receipt, row.Index) {
			continue
		}
		if announced, is := strings.CutPrefix(row.SK, announcedPrefix); is {
			receptacle, _, _ := strings.Cut(announced, "#")
			in = append(in, edi.ReceptacleID(receptacle))
			continue
		}
		r, err := edi.ParseReceptacleID(row.Receptacle)
		again := func(other marked) bool { // another scan of the same sender says the same
			return other.SK != row.SK && other.Receptacle == row.Receptacle && other.Sender == row.Sender && other.Superseded == "" && !x.Old.Has(other.Receipt, other.Index) &&
				!strings.HasPrefix(other.SK, announcedPrefix)
		}
		if err != nil || slices.ContainsFunc(rows, again) {
			continue
		}
		key := findingKey(r.ID, tracking.Event{ItemID: id, Sender: principal.OperatorCode(row.Sender)})
		out, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.table, Key: key.Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err != nil {
			return nil, err
		}
		s.meter.AddOne(out.ConsumedCapacity)
	}
	return in, nil
}

// supersedeRows marks what the old message brought among the rows of a partition: those whose sort keys begin with a prefix, or lie between it and an end.
// It returns the rows as they were.
func (s *Store) supersedeRows(ctx context.Context, pk, from, to string, x tracking.Supersession) ([]marked, error) {
	in := &dynamodb.QueryInput{ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :from)"),
		ProjectionExpression: aws.String("PK, SK, m, i, sup, re, cn, di, s"), ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(pk), ":from": dynamo.S(from)}}
	if to != "" {
		in.KeyConditionExpression = aws.String("PK = :pk AND SK BETWEEN :from AND :to")
		in.ExpressionAttributeValues[":to"] = dynamo.S(to)
	}
	items, err := s.pages(ctx, in)
	if err != nil {
		return nil, err
	}
	rows := make([]marked, len(items))
	for i, item := range items {
		if err := attributevalue.UnmarshalMap(item, &rows[i]); err != nil {
			return nil, err
		}
		row := rows[i]
		if row.Superseded != "" || !x.Old.Has(row.Receipt, row.Index) {
			continue
		}
		keys := []dynamo.Key{row.Key}
		if row.Consignment != "" { // its copy
			about, rest := row.Dispatch, after(row.SK, wholePrefix)
			if row.Receptacle != "" {
				about, rest = row.Receptacle, after(row.SK, ownPrefix(edi.ReceptacleID(row.Receptacle)))
			}
			keys = append(keys, dynamo.Key{PK: consignmentPK(row.Consignment), SK: about + "#" + rest})
		}
		for _, key := range keys {
			if err := s.mark(ctx, key, row.bearer, x.By.Receipt); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// mark says that a row no longer counts, unless another message has taken it over meanwhile.
func (s *Store) mark(ctx context.Context, key dynamo.Key, was bearer, by string) error {
	out, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.table, Key: key.Map(), UpdateExpression: aws.String("SET sup = :by"),
		ConditionExpression:       aws.String("m = :m AND i = :i"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":by": dynamo.S(by), ":m": dynamo.S(was.Receipt), ":i": dynamo.N(was.Index)},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	if _, taken := dynamo.ConditionFailed(err); taken {
		return nil
	}
	if err != nil {
		return err
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// replacedBy notes it at the old message.
func (s *Store) replacedBy(ctx context.Context, x tracking.Supersession) error {
	out, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.table, Key: headKey(x.Old.Receipt).Map(), UpdateExpression: aws.String("ADD replacedBy :by"),
		ConditionExpression:       aws.String("attribute_exists(PK)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":by": &types.AttributeValueMemberSS{Value: []string{x.By.Receipt}}},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	if _, gone := dynamo.ConditionFailed(err); gone {
		return nil
	}
	if err != nil {
		return fmt.Errorf("supersede message %s: %w", x.Old.Receipt, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

var (
	_ tracking.References = (*Store)(nil)
	_ tracking.Superseder = (*Store)(nil)
)
