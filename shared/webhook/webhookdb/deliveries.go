package webhookdb

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/outbound"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// deliveryItem is a delivery. row is what lists show; the body and the beginning of the latest answer stay out of the index.
type deliveryItem struct {
	dynamo.Key
	State     string `dynamodbav:"st"`
	Tries     int    `dynamodbav:"tries"`
	Replays   int    `dynamodbav:"replays"`
	Row       string `dynamodbav:"row"`
	Body      string `dynamodbav:"body"`
	Answer    string `dynamodbav:"answer,omitempty"`
	LsPK      string `dynamodbav:"lsPK"`
	LsSK      string `dynamodbav:"lsSK"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

// row is what lists show of a delivery.
type row struct {
	Endpoint string `json:"e"`
	Inquiry  string `json:"q"`
	Sequence int    `json:"s"`
	Message  string `json:"m"`
	Type     string `json:"t"`
	Planned  int64  `json:"p"`
	State    string `json:"st"`
	Tries    int    `json:"n,omitempty"`
	Refusals int    `json:"r,omitempty"`
	Next     int64  `json:"x,omitempty"`
	Ended    int64  `json:"d,omitempty"`
	Replays  int    `json:"y,omitempty"`
	Last     *try   `json:"l,omitempty"`
}

// try is an attempt.
type try struct {
	Number  int    `json:"n"`
	At      int64  `json:"at"`
	Status  int    `json:"s,omitempty"`
	Failure string `json:"f,omitempty"`
	Millis  int    `json:"ms,omitempty"`
	Cut     bool   `json:"c,omitempty"`
	Probe   bool   `json:"p,omitempty"`
}

func tryOf(a webhook.Attempt) try {
	return try{a.Number, dynamo.Millis(a.At), a.Status, string(a.Failure), a.Millis, a.Cut, a.Probe}
}

func (t try) attempt(answer string) webhook.Attempt {
	return webhook.Attempt{Number: t.Number, At: dynamo.Instant(t.At), Status: t.Status, Failure: outbound.Failure(t.Failure), Millis: t.Millis, Answer: answer, Cut: t.Cut, Probe: t.Probe}
}

func rowOf(d webhook.Delivery) (string, error) {
	r := row{string(d.Endpoint), d.Inquiry, d.Sequence, d.Message, d.Type, dynamo.Millis(d.PlannedAt), string(d.State), d.Tries, d.Refusals, dynamo.Millis(d.NextAt), dynamo.Millis(d.Ended), d.Replays, nil}
	if d.Last.Number > 0 {
		t := tryOf(d.Last)
		r.Last = &t
	}
	raw, err := json.Marshal(r)
	return string(raw), err
}

func readRow(text, body, answer string) (webhook.Delivery, error) {
	var r row
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return webhook.Delivery{}, fmt.Errorf("unreadable delivery: %w", err)
	}
	d := webhook.Delivery{Lane: webhook.Lane{Endpoint: webhook.EndpointID(r.Endpoint), Inquiry: r.Inquiry}, Sequence: r.Sequence, Message: r.Message, Type: r.Type,
		PlannedAt: dynamo.Instant(r.Planned), State: webhook.State(r.State), Tries: r.Tries, Refusals: r.Refusals, NextAt: dynamo.Instant(r.Next), Ended: dynamo.Instant(r.Ended), Replays: r.Replays}
	if body != "" {
		d.Body = []byte(body)
	}
	if r.Last != nil {
		d.Last = r.Last.attempt(answer)
	}
	return d, nil
}

func readDelivery(item map[string]types.AttributeValue) (webhook.Delivery, error) {
	var it deliveryItem
	if err := attributevalue.UnmarshalMap(item, &it); err != nil {
		return webhook.Delivery{}, fmt.Errorf("unreadable delivery: %w", err)
	}
	return readRow(it.Row, it.Body, it.Answer)
}

func (s *Store) expires(at time.Time) int64 { return at.Add(s.Keep).Unix() }

// Plan implements webhook.PlanStore: the delivery, then its lane; where the second is missing the same call again brings it.
func (s *Store) Plan(ctx context.Context, d webhook.Delivery, slot int, now time.Time) error {
	text, err := rowOf(d)
	if err != nil {
		return err
	}
	item, err := attributevalue.MarshalMap(deliveryItem{Key: deliveryKey(d.Lane, d.Sequence), State: string(d.State), Row: text, Body: string(d.Body),
		LsPK: listPK(d.Endpoint, d.State), LsSK: listSK(d), ExpiresAt: s.expires(now)})
	if err != nil {
		return err
	}
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK)"), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if _, there := dynamo.ConditionFailed(err); err != nil && !there {
		return fmt.Errorf("store a delivery: %w", err)
	}
	if err == nil {
		s.Meter.AddOne(out.ConsumedCapacity)
	}
	values := func() map[string]types.AttributeValue {
		return map[string]types.AttributeValue{":pk": dynamo.S(slotPK(webhook.Slot{Endpoint: d.Endpoint, Number: slot})), ":now": dynamo.S(instantSK(now)),
			":seq": dynamo.N(d.Sequence), ":x": dynamo.N(s.expires(now)), ":one": dynamo.N(1)}
	}
	const due = "duPK = if_not_exists(duPK, :pk), duSK = if_not_exists(duSK, :now), expiresAt = :x ADD ver :one"
	err = s.update(ctx, laneKey(d.Lane), "SET frm = if_not_exists(frm, :seq), "+due, "attribute_not_exists(frm) OR frm <= :seq", values(), "store a lane")
	if errors.Is(err, webhook.ErrChanged) { // it comes late, after others of its lane: those before it do not wait
		err = s.update(ctx, laneKey(d.Lane), "SET frm = :seq, "+due, "", values(), "store a lane")
	}
	return err
}

// laneItem is where a lane stands.
type laneItem struct {
	DuSK    string `dynamodbav:"duSK"`
	From    int    `dynamodbav:"frm"`
	Version int    `dynamodbav:"ver"`
}

// LaneHead implements webhook.SendStore.
func (s *Store) LaneHead(ctx context.Context, l webhook.Lane) (webhook.LaneHead, error) {
	item, err := s.table().Item(ctx, laneKey(l))
	if err != nil {
		return webhook.LaneHead{}, fmt.Errorf("read a lane: %w", err)
	}
	var it laneItem
	if err := attributevalue.UnmarshalMap(item, &it); err != nil {
		return webhook.LaneHead{}, fmt.Errorf("unreadable lane: %w", err)
	}
	h := webhook.LaneHead{From: it.From, Version: it.Version}
	if it.DuSK != "" {
		if h.DueAt, err = time.Parse(sortable, it.DuSK); err != nil {
			return h, fmt.Errorf("unreadable lane: %w", err)
		}
	}
	return h, nil
}

// SaveLane implements webhook.SendStore.
func (s *Store) SaveLane(ctx context.Context, l webhook.Lane, slot int, h webhook.LaneHead) error {
	values := map[string]types.AttributeValue{":frm": dynamo.N(h.From), ":v": dynamo.N(h.Version + 1), ":before": dynamo.N(h.Version)}
	expression := "SET frm = :frm, ver = :v REMOVE duPK, duSK"
	if !h.DueAt.IsZero() {
		expression = "SET frm = :frm, ver = :v, duPK = :pk, duSK = :at"
		values[":pk"], values[":at"] = dynamo.S(slotPK(webhook.Slot{Endpoint: l.Endpoint, Number: slot})), dynamo.S(instantSK(h.DueAt))
	}
	return s.update(ctx, laneKey(l), expression, "ver = :before", values, "store a lane")
}

// Next implements webhook.SendStore.
func (s *Store) Next(ctx context.Context, l webhook.Lane, from int) (webhook.Delivery, error) {
	in := &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk AND SK BETWEEN :from AND :to"), ConsistentRead: aws.Bool(true), Limit: aws.Int32(4),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(lanePK(l)), ":from": dynamo.S(deliverySK(from)), ":to": dynamo.S(deliverySK(999999))},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal}
	for {
		out, err := s.Client.Query(ctx, in)
		if err != nil {
			return webhook.Delivery{}, fmt.Errorf("read a lane: %w", err)
		}
		s.Meter.AddOne(out.ConsumedCapacity)
		for _, item := range out.Items {
			d, err := readDelivery(item)
			if err != nil || d.State == webhook.Waiting {
				return d, err
			}
		}
		if out.LastEvaluatedKey == nil {
			return webhook.Delivery{}, webhook.ErrNone
		}
		in.ExclusiveStartKey, in.Limit = out.LastEvaluatedKey, aws.Int32(50)
	}
}

// Due implements webhook.SendStore and webhook.CheckStore.
func (s *Store) Due(ctx context.Context, slot webhook.Slot, now time.Time, limit int) ([]string, error) {
	return s.due(ctx, slot, "duSK <= :at", now, limit, func(key laneDue) string { return inquiryOf(key.PK) })
}

// NextDue implements webhook.SendStore.
func (s *Store) NextDue(ctx context.Context, slot webhook.Slot, after time.Time) (time.Time, error) {
	found, err := s.due(ctx, slot, "duSK > :at", after, 1, func(key laneDue) string { return key.DuSK })
	if err != nil || len(found) == 0 {
		return time.Time{}, err
	}
	return time.Parse(sortable, found[0])
}

type laneDue struct {
	dynamo.Key
	DuSK string `dynamodbav:"duSK"`
}

func (s *Store) due(ctx context.Context, slot webhook.Slot, condition string, at time.Time, limit int, take func(laneDue) string) ([]string, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, IndexName: aws.String(dueIndex), KeyConditionExpression: aws.String("duPK = :pk AND " + condition), Limit: aws.Int32(int32(limit)),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(slotPK(slot)), ":at": dynamo.S(instantSK(at))}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, fmt.Errorf("read what is due: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	found := make([]string, len(out.Items))
	for i, item := range out.Items {
		var key laneDue
		if err := attributevalue.UnmarshalMap(item, &key); err != nil {
			return nil, fmt.Errorf("read what is due: %w", err)
		}
		found[i] = take(key)
	}
	return found, nil
}

// slotItem is who works on a slot, and until when.
type slotItem struct {
	Wake int64 `dynamodbav:"wake"`
}

// Lease implements webhook.SendStore.
func (s *Store) Lease(ctx context.Context, slot webhook.Slot, token string, now, until time.Time) (time.Time, error) {
	for {
		out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: slotKey(slot).Map(), UpdateExpression: aws.String("SET holder = :me, leasedUntil = :until, expiresAt = :x REMOVE again, wake"),
			ConditionExpression: aws.String("attribute_not_exists(holder) OR leasedUntil < :now OR holder = :me"), ReturnValues: types.ReturnValueAllOld,
			ExpressionAttributeValues: map[string]types.AttributeValue{":me": dynamo.S(token), ":until": dynamo.N(until.UnixMilli()), ":now": dynamo.N(now.UnixMilli()), ":x": dynamo.N(s.expires(now))},
			ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
		if err == nil {
			s.Meter.AddOne(out.ConsumedCapacity)
			var it slotItem
			err := attributevalue.UnmarshalMap(out.Attributes, &it)
			return dynamo.Instant(it.Wake), err
		}
		if err = refused(err, "lease a slot"); !errors.Is(err, webhook.ErrChanged) {
			return time.Time{}, err
		}
		// Somebody has it: they are told that somebody came. When they have just given it back it is ours after all.
		err = s.update(ctx, slotKey(slot), "SET again = :yes", "attribute_exists(holder)", map[string]types.AttributeValue{":yes": &types.AttributeValueMemberBOOL{Value: true}}, "lease a slot")
		if err == nil {
			return time.Time{}, webhook.ErrChanged
		}
		if !errors.Is(err, webhook.ErrChanged) {
			return time.Time{}, err
		}
	}
}

// Release implements webhook.SendStore.
func (s *Store) Release(ctx context.Context, slot webhook.Slot, token string, wakeAt time.Time, anyway bool) error {
	expression, values := "REMOVE holder, leasedUntil, again", map[string]types.AttributeValue{":me": dynamo.S(token)}
	if !wakeAt.IsZero() {
		expression, values[":wake"] = "SET wake = :wake REMOVE holder, leasedUntil, again", dynamo.N(wakeAt.UnixMilli())
	}
	condition := "holder = :me"
	if !anyway {
		condition += " AND attribute_not_exists(again)"
	}
	err := s.update(ctx, slotKey(slot), expression, condition, values, "release a slot")
	if !errors.Is(err, webhook.ErrChanged) {
		return err
	}
	err = s.update(ctx, slotKey(slot), "REMOVE again", "holder = :me", map[string]types.AttributeValue{":me": dynamo.S(token)}, "release a slot")
	if errors.Is(err, webhook.ErrChanged) { // the lease had ended, and another one has the slot
		return nil
	}
	if err != nil {
		return err
	}
	return webhook.ErrChanged
}

// tryItem is an attempt that did not end its delivery, or ended it before it was replayed.
type tryItem struct {
	dynamo.Key
	Try       string `dynamodbav:"attempt"`
	Answer    string `dynamodbav:"answer,omitempty"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

func (s *Store) putTry(ctx context.Context, d webhook.Delivery, a webhook.Attempt) error {
	raw, err := json.Marshal(tryOf(a))
	if err != nil {
		return err
	}
	item, err := attributevalue.MarshalMap(tryItem{tryKey(d.Lane, d.Sequence, a.Number), string(raw), a.Answer, s.expires(d.PlannedAt)})
	if err != nil {
		return err
	}
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("store an attempt: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Attempted implements webhook.SendStore. An attempt that was accepted is in its delivery only.
func (s *Store) Attempted(ctx context.Context, before, after webhook.Delivery) error {
	if !after.Last.Accepted() {
		if err := s.putTry(ctx, after, after.Last); err != nil {
			return err
		}
	}
	return s.replace(ctx, before, after)
}

// replace stores a delivery in place of the one before.
func (s *Store) replace(ctx context.Context, before, after webhook.Delivery) error {
	text, err := rowOf(after)
	if err != nil {
		return err
	}
	expression, values := "SET st = :st, tries = :tries, replays = :replays, #row = :row, lsPK = :ls REMOVE answer", map[string]types.AttributeValue{
		":st": dynamo.S(string(after.State)), ":tries": dynamo.N(after.Tries), ":replays": dynamo.N(after.Replays), ":row": dynamo.S(text), ":ls": dynamo.S(listPK(after.Endpoint, after.State)),
		":wasSt": dynamo.S(string(before.State)), ":wasTries": dynamo.N(before.Tries), ":wasReplays": dynamo.N(before.Replays)}
	if after.Last.Answer != "" {
		expression, values[":answer"] = "SET st = :st, tries = :tries, replays = :replays, #row = :row, lsPK = :ls, answer = :answer", dynamo.S(after.Last.Answer)
	}
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: deliveryKey(after.Lane, after.Sequence).Map(), UpdateExpression: &expression,
		ConditionExpression: aws.String("st = :wasSt AND tries = :wasTries AND replays = :wasReplays"), ExpressionAttributeNames: map[string]string{"#row": "row"}, ExpressionAttributeValues: values,
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err == nil {
		s.Meter.AddOne(out.ConsumedCapacity)
	}
	return refused(err, "store a delivery")
}

// Replay implements webhook.DeskStore: the delivery, then its lane.
func (s *Store) Replay(ctx context.Context, before, after webhook.Delivery, slot int, now time.Time) error {
	if before.Last.Accepted() {
		if err := s.putTry(ctx, before, before.Last); err != nil {
			return err
		}
	}
	if err := s.replace(ctx, before, after); err != nil {
		return err
	}
	for {
		h, err := s.LaneHead(ctx, after.Lane)
		if err != nil {
			return err
		}
		if h.From > after.Sequence || h.DueAt.IsZero() {
			h.DueAt = now // it goes first; what was refused before it keeps its own time
		}
		h.From = min(h.From, after.Sequence)
		if err := s.SaveLane(ctx, after.Lane, slot, h); !errors.Is(err, webhook.ErrChanged) {
			return err
		}
	}
}

// Deliveries implements webhook.DeskStore: a query for each state that is asked for, merged.
func (s *Store) Deliveries(ctx context.Context, id webhook.EndpointID, q webhook.Query) ([]webhook.Delivery, string, error) {
	states := webhook.States
	if q.State != "" {
		states = []webhook.State{q.State}
	}
	from, to := "0", "9"
	if !q.From.IsZero() {
		from = instantSK(q.From)
	}
	if !q.To.IsZero() {
		to = instantSK(q.To)
	}
	if q.After != "" && q.Oldest {
		from = q.After + "+"
	} else if q.After != "" {
		to = q.After[:len(q.After)-1] + string(q.After[len(q.After)-1]-1) + "~"
	}
	type placed struct {
		d  webhook.Delivery
		at string
	}
	var found []placed
	if from <= to {
		for _, state := range states {
			out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, IndexName: aws.String(listingIndex), KeyConditionExpression: aws.String("lsPK = :pk AND lsSK BETWEEN :from AND :to"),
				ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(listPK(id, state)), ":from": dynamo.S(from), ":to": dynamo.S(to)},
				ScanIndexForward:          &q.Oldest, Limit: aws.Int32(int32(q.Limit + 1)), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
			if err != nil {
				return nil, "", fmt.Errorf("read deliveries of endpoint %s: %w", id, err)
			}
			s.Meter.AddOne(out.ConsumedCapacity)
			for _, item := range out.Items {
				var it deliveryItem
				if err := attributevalue.UnmarshalMap(item, &it); err != nil {
					return nil, "", fmt.Errorf("read deliveries of endpoint %s: %w", id, err)
				}
				d, err := readRow(it.Row, "", "")
				if err != nil {
					return nil, "", err
				}
				found = append(found, placed{d: d, at: it.LsSK})
			}
		}
	}
	slices.SortFunc(found, func(a, b placed) int {
		if q.Oldest {
			return cmp.Compare(a.at, b.at)
		}
		return cmp.Compare(b.at, a.at)
	})
	next := ""
	if len(found) > q.Limit {
		found = found[:q.Limit]
		next = found[len(found)-1].at
	}
	page := make([]webhook.Delivery, len(found))
	for i, p := range found {
		page[i] = p.d
	}
	return page, next, nil
}

// WaitingOf implements webhook.DeskStore.
func (s *Store) WaitingOf(ctx context.Context, id webhook.EndpointID, most int) (int, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, IndexName: aws.String(listingIndex), KeyConditionExpression: aws.String("lsPK = :pk"), Select: types.SelectCount, Limit: aws.Int32(int32(most)),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(listPK(id, webhook.Waiting))}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return 0, fmt.Errorf("count what waits for endpoint %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return int(out.Count), nil
}

// Delivery implements webhook.DeskStore.
func (s *Store) Delivery(ctx context.Context, l webhook.Lane, sequence int) (webhook.Delivery, []webhook.Attempt, error) {
	item, err := s.table().Item(ctx, deliveryKey(l, sequence))
	if err != nil {
		return webhook.Delivery{}, nil, fmt.Errorf("read a delivery: %w", err)
	}
	if item == nil {
		return webhook.Delivery{}, nil, problem.New(problem.NotFound, "delivery-unknown", "There is no such delivery, or it is kept no longer.")
	}
	d, err := readDelivery(item)
	if err != nil {
		return d, nil, err
	}
	attempts := []webhook.Attempt{}
	err = s.table().All(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :try)"), ConsistentRead: aws.Bool(true),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(lanePK(l)), ":try": dynamo.S(tryPrefix(sequence))}}, func(item map[string]types.AttributeValue) error {
		var it tryItem
		var t try
		if err := attributevalue.UnmarshalMap(item, &it); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(it.Try), &t)
		attempts = append(attempts, t.attempt(it.Answer))
		return err
	})
	if err != nil {
		return d, nil, fmt.Errorf("read attempts: %w", err)
	}
	if n := len(attempts); d.Last.Number > 0 && (n == 0 || attempts[n-1].Number < d.Last.Number) {
		attempts = append(attempts, d.Last)
	}
	return d, attempts, nil
}
