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
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// How much of a transport one look shows: far more than a real one has, and a bound on what a flood of invented movements can cost a reader.
const (
	ownRows    = 100  // of a receptacle, and of its dispatch as a whole
	sharedRows = 1000 // of a dispatch with its receptacles, of a consignment
	heldRows   = 1000 // of what a receptacle holds
)

// movementRow is a movement as it is stored, with its dispatch, and once more with its consignment if it names one.
type movementRow struct {
	dynamo.Key
	Dispatch    string `dynamodbav:"di"`
	Receptacle  string `dynamodbav:"re,omitempty"`
	Code        string `dynamodbav:"c"`
	Time        string `dynamodbav:"t"`
	Local       string `dynamodbav:"lt"`
	Received    string `dynamodbav:"rt"`
	Place       string `dynamodbav:"o"`
	Consignment string `dynamodbav:"cn,omitempty"`
	Carrier     string `dynamodbav:"ca,omitempty"`
	Flight      string `dynamodbav:"f,omitempty"`
	From        string `dynamodbav:"fr,omitempty"`
	To          string `dynamodbav:"to,omitempty"`
	Departs     int64  `dynamodbav:"de,omitempty"` // seconds
	Arrives     int64  `dynamodbav:"ar,omitempty"`
	Sender      string `dynamodbav:"s"`
	Source      string `dynamodbav:"so"`
	bearer
	Superseded string `dynamodbav:"sup,omitempty"` // receipt of the message by which it no longer counts
	ExpiresAt  int64  `dynamodbav:"expiresAt"`
}

func movementOf(m tracking.Movement) movementRow {
	return movementRow{Key: movementKey(m), Dispatch: string(m.Dispatch), Receptacle: string(m.Receptacle), Code: m.Code, Time: m.Time.UTC().Format(time.RFC3339),
		Local: m.LocalTime, Received: m.ReceivedAt.UTC().Format(time.RFC3339Nano), Place: m.Place, Consignment: m.Consignment, Carrier: m.Carrier, Flight: m.Flight,
		From: m.From, To: m.To, Departs: seconds(m.Departs), Arrives: seconds(m.Arrives), Sender: string(m.Sender), Source: m.Source,
		bearer: bearer{m.Receipt, m.Index}, ExpiresAt: m.ReceivedAt.Add(keepEvents).Unix()}
}

func (r movementRow) movement() (tracking.Movement, error) {
	at, err := time.Parse(time.RFC3339, r.Time)
	if err != nil {
		return tracking.Movement{}, err
	}
	received, err := time.Parse(time.RFC3339Nano, r.Received)
	return tracking.Movement{Dispatch: edi.DispatchID(r.Dispatch), Receptacle: edi.ReceptacleID(r.Receptacle), Code: r.Code, Time: at.UTC(), LocalTime: r.Local,
		ReceivedAt: received.UTC(), Place: r.Place, Consignment: r.Consignment, Carrier: r.Carrier, Flight: r.Flight, From: r.From, To: r.To,
		Departs: instant(r.Departs), Arrives: instant(r.Arrives), Sender: principal.OperatorCode(r.Sender), Source: r.Source, Receipt: r.Receipt, Index: r.Index,
		SupersededBy: r.Superseded}, err
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func instant(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// announcedRow is an item's announcement in a receptacle.
type announcedRow struct {
	dynamo.Key
	Time     string `dynamodbav:"t"`
	Local    string `dynamodbav:"lt"`
	Received string `dynamodbav:"rt"`
	WeightG  int    `dynamodbav:"w,omitempty"`
	Source   string `dynamodbav:"so"`
	bearer
	Superseded string `dynamodbav:"sup,omitempty"`
	ExpiresAt  int64  `dynamodbav:"expiresAt"`
}

func announcedOf(m tracking.Movement) announcedRow {
	return announcedRow{Key: announcedKey(m), Time: m.Time.UTC().Format(time.RFC3339), Local: m.LocalTime, Received: m.ReceivedAt.UTC().Format(time.RFC3339Nano),
		WeightG: m.WeightG, Source: m.Source, bearer: bearer{m.Receipt, m.Index}, ExpiresAt: m.ReceivedAt.Add(keepEvents).Unix()}
}

func (r announcedRow) announcement() (tracking.Announcement, error) {
	at, err := time.Parse(time.RFC3339, r.Time)
	if err != nil {
		return tracking.Announcement{}, err
	}
	received, err := time.Parse(time.RFC3339Nano, r.Received)
	receptacle, sender, _ := strings.Cut(after(r.SK, announcedPrefix), "#")
	return tracking.Announcement{Receptacle: edi.ReceptacleID(receptacle), Time: at.UTC(), LocalTime: r.Local, ReceivedAt: received.UTC(), WeightG: r.WeightG,
		Sender: principal.OperatorCode(sender), Source: r.Source, SupersededBy: r.Superseded}, err
}

// holdingRow is a part of what a receptacle holds: one row for the items of a chunk, so that two hundred of them are four rows.
type holdingRow struct {
	dynamo.Key
	Items  string `dynamodbav:"it"`
	Sender string `dynamodbav:"s"`
	bearer
	Superseded string `dynamodbav:"sup,omitempty"`
	ExpiresAt  int64  `dynamodbav:"expiresAt"`
}

func holdingOf(h tracking.Holding) holdingRow {
	return holdingRow{Key: holdingKey(h), Items: joined(h.Items), Sender: string(h.Sender), bearer: bearer{h.Receipt, h.Index}, ExpiresAt: h.ReceivedAt.Add(keepEvents).Unix()}
}

func joined(items []edi.ItemID) string {
	var b strings.Builder
	for i, id := range items {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(id))
	}
	return b.String()
}

// findingRow says that a scan found an item in a receptacle; the scan itself is an event of the item.
type findingRow struct {
	dynamo.Key
	ExpiresAt int64 `dynamodbav:"expiresAt"`
}

// Move stores a movement as MoveAll does.
func (s *Store) Move(ctx context.Context, m tracking.Movement) (tracking.Outcome, error) {
	kept := s.MoveAll(ctx, []tracking.Movement{m})[0]
	return kept.Outcome, kept.Err
}

// MoveAll implements tracking.Transports. Copies with the consignment are written first: what is counted as stored can be found both ways.
func (s *Store) MoveAll(ctx context.Context, movements []tracking.Movement) []tracking.Kept {
	out := make([]tracking.Kept, len(movements))
	var copies, rows []insertion
	var copied, places []int
	for i, m := range movements {
		if m.ItemID == "" && m.Consignment != "" {
			moved := movementOf(m)
			moved.Key = consignmentKey(m)
			copies, copied = append(copies, rowed(moved, m.Receipt, m.Index, m.Replaces)), append(copied, i)
		}
	}
	for k, kept := range s.insertAll(ctx, copies) {
		out[copied[k]].Err = kept.Err
	}
	for i, m := range movements {
		if out[i].Err != nil {
			continue
		}
		var row any = announcedOf(m)
		if m.ItemID == "" {
			row = movementOf(m)
		}
		rows, places = append(rows, rowed(row, m.Receipt, m.Index, m.Replaces)), append(places, i)
	}
	for k, kept := range s.insertAll(ctx, rows) {
		out[places[k]] = kept
	}
	for i, kept := range out {
		if kept.Err != nil {
			out[i].Err = fmt.Errorf("keep movement of %s: %w", movements[i].ID(), kept.Err)
		}
	}
	return out
}

// Hold keeps a holding as HoldAll does.
func (s *Store) Hold(ctx context.Context, h tracking.Holding) error {
	return s.HoldAll(ctx, []tracking.Holding{h})[0]
}

// HoldAll implements tracking.Transports. The same list by another message takes the place of the one before; the same message delivered again does not
// bring back what was superseded.
func (s *Store) HoldAll(ctx context.Context, holdings []tracking.Holding) []error {
	out := make([]error, len(holdings))
	places := make([]int, len(holdings))
	for i := range places {
		places[i] = i
		out[i] = errors.New("was not tried")
	}
	err := each(places, func(i int) { out[i] = s.hold(ctx, holdings[i]) })
	for i := range out {
		if out[i] != nil {
			out[i] = fmt.Errorf("keep what receptacle %s holds: %w", holdings[i].Receptacle, errors.Join(out[i], err))
		}
	}
	return out
}

func (s *Store) hold(ctx context.Context, h tracking.Holding) error {
	item, err := attributevalue.MarshalMap(holdingOf(h))
	if err != nil {
		return err
	}
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item, ConditionExpression: aws.String("attribute_not_exists(sup) OR m <> :m"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":m": dynamo.S(h.Receipt)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if _, superseded := dynamo.ConditionFailed(err); superseded {
		return nil
	}
	if err != nil {
		return err
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Find keeps a finding as FindAll does.
func (s *Store) Find(ctx context.Context, receptacle edi.ReceptacleID, e tracking.Event) error {
	return s.FindAll(ctx, []tracking.Found{{Receptacle: receptacle, Event: e}})[0]
}

// FindAll implements tracking.Transports.
func (s *Store) FindAll(ctx context.Context, found []tracking.Found) []error {
	rows := make([]any, len(found))
	for i, f := range found {
		rows[i] = findingRow{Key: findingKey(f.Receptacle, f.Event), ExpiresAt: f.Event.ReceivedAt.Add(keepEvents).Unix()}
	}
	out := s.putEach(ctx, rows)
	for i, err := range out {
		if err != nil {
			out[i] = fmt.Errorf("keep what was found in receptacle %s: %w", found[i].Receptacle, err)
		}
	}
	return out
}

// Route returns what happened to a receptacle, and to its dispatch as a whole; nothing happened is no error.
func (s *Store) Route(ctx context.Context, id edi.ReceptacleID) (tracking.Route, error) {
	route, _, err := s.route(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read route of %s: %w", id, err)
	}
	return route, nil
}

func (s *Store) route(ctx context.Context, id edi.ReceptacleID) (route tracking.Route, more bool, err error) {
	for _, prefix := range []string{ownPrefix(id), wholePrefix} {
		part, rest, err := s.movements(ctx, dispatchPK(id.DispatchOf()), prefix, ownRows)
		if err != nil {
			return nil, false, err
		}
		route, more = append(route, part...), more || rest
	}
	return tracking.NewRoute(route), more, nil
}

// Transport returns what is known of a receptacle, a dispatch or a consignment, or the problem NotFound "transport-unknown". Who may see it is for the
// caller to judge (tracking.Route.Participants).
func (s *Store) Transport(ctx context.Context, id tracking.TransportID) (tracking.Transport, error) {
	var t tracking.Transport
	var err error
	switch {
	case id.Receptacle.ID != "":
		if t.Route, t.More, err = s.route(ctx, id.Receptacle.ID); err == nil {
			err = s.held(ctx, id.Receptacle.ID, &t)
		}
	case id.Dispatch.ID != "":
		t.Route, t.More, err = s.movements(ctx, dispatchPK(id.Dispatch.ID), "", sharedRows)
	default:
		t.Route, t.More, err = s.movements(ctx, consignmentPK(id.Consignment), "", sharedRows)
	}
	if err != nil {
		return tracking.Transport{}, fmt.Errorf("read transport %s: %w", id.ID, err)
	}
	if len(t.Route)+len(t.Holdings)+len(t.Findings) == 0 {
		return tracking.Transport{}, tracking.UnknownTransport(id)
	}
	t.Route = tracking.NewRoute(t.Route)
	return t, nil
}

// movements reads one page of a partition whose sort keys begin with a prefix, "" for all.
func (s *Store) movements(ctx context.Context, pk, prefix string, limit int32) (out []tracking.Movement, more bool, err error) {
	in := &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"), ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(pk)}, Limit: &limit}
	if prefix != "" {
		in.KeyConditionExpression = aws.String("PK = :pk AND begins_with(SK, :prefix)")
		in.ExpressionAttributeValues[":prefix"] = dynamo.S(prefix)
		in.ScanIndexForward = aws.Bool(false) // the newest, where there are more
	}
	page, err := s.page(ctx, in)
	if err != nil {
		return nil, false, err
	}
	for _, item := range page.Items {
		if out, err = add(out, item, movementRow.movement); err != nil {
			return nil, false, err
		}
	}
	return out, page.LastEvaluatedKey != nil, nil
}

// held reads what a receptacle holds.
func (s *Store) held(ctx context.Context, id edi.ReceptacleID, t *tracking.Transport) error {
	page, err := s.page(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"), Limit: aws.Int32(heldRows), ScanIndexForward: aws.Bool(false),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(receptaclePK(id))}})
	if err != nil {
		return err
	}
	for _, item := range page.Items {
		sk, _ := item["SK"].(*types.AttributeValueMemberS)
		if found, is := strings.CutPrefix(sk.Value, foundPrefix); is {
			item, sender, _ := strings.Cut(found, "#")
			t.Findings = append(t.Findings, tracking.Finding{ItemID: edi.ItemID(item), Sender: principal.OperatorCode(sender)})
			continue
		}
		if t.Holdings, err = add(t.Holdings, item, func(row holdingRow) (tracking.Holding, error) {
			h := tracking.Holding{Receptacle: id, Sender: principal.OperatorCode(row.Sender)}
			for one := range strings.FieldsSeq(row.Items) {
				h.Items = append(h.Items, edi.ItemID(one))
			}
			if row.Superseded != "" {
				h.Items = nil
			}
			return h, nil
		}); err != nil {
			return err
		}
	}
	t.Holdings = slices.DeleteFunc(t.Holdings, func(h tracking.Holding) bool { return len(h.Items) == 0 })
	t.More = t.More || page.LastEvaluatedKey != nil
	return nil
}

var _ tracking.Transports = (*Store)(nil)
