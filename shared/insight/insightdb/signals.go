package insightdb

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Signals keeps signals in the Insight table; it implements signal.Store and signal.Shelf.
//
// A signal is one item with its weeks, and one small card on its operator's list; one of an operator as a whole has a card on the Network's list too.
// All are written together.
type Signals struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter // may be nil
}

var (
	_ signal.Store = Signals{}
	_ signal.Shelf = Signals{}
)

// signalKey is where a signal lies with its weeks.
func signalKey(id string) dynamo.Key { return dynamo.Key{PK: "SIGNAL#" + id, SK: "SIGNAL"} }

// The two parts of a list of signals.
const (
	openSignals  = "open#"
	endedSignals = "ended#"
)

// signalCardKey is where a signal's card on a list lies; lists are read latest first.
func signalCardKey(list principal.OperatorCode, s signal.Signal) dynamo.Key {
	part := openSignals
	if s.Ended != "" {
		part = endedSignals
	}
	return dynamo.Key{PK: "SIGNALS#" + string(list), SK: part + string(s.Found) + "#" + s.ID}
}

// progressKey is where it stands how far runs have come.
var progressKey = dynamo.Key{PK: "SIGNALS", SK: "PROGRESS"}

// signalLasts is how long an ended signal is kept.
const signalLasts = 400 * 24 * time.Hour

type signalItem struct {
	dynamo.Key
	Subject   string    `dynamodbav:"subject"`
	Signal    string    `dynamodbav:"signal"` // JSON of signal.Signal; of a card without its weeks
	Seen      *seenItem `dynamodbav:"seen,omitempty"`
	ExpiresAt int64     `dynamodbav:"expiresAt,omitempty"`
}

type seenItem struct {
	By   string    `dynamodbav:"by"`
	At   time.Time `dynamodbav:"at"`
	Note string    `dynamodbav:"note,omitempty"`
}

func (i signalItem) read() (s signal.Signal, err error) {
	if err := json.Unmarshal([]byte(i.Signal), &s); err != nil {
		return s, fmt.Errorf("signal %s: %w", i.PK, err)
	}
	if i.Seen != nil {
		s.Seen = &signal.Seen{By: i.Seen.By, At: i.Seen.At, Note: i.Seen.Note}
	}
	return s, nil
}

// signalItems are what is written of a signal: itself, and its cards.
func signalItems(s signal.Signal) ([]signalItem, error) {
	item := signalItem{Key: signalKey(s.ID), Subject: s.Subject.String()}
	if s.Seen != nil {
		item.Seen = &seenItem{s.Seen.By, s.Seen.At, s.Seen.Note}
		s.Seen = nil
	}
	if s.Ended != "" {
		item.ExpiresAt = s.Ended.Start().Add(signalLasts).Unix()
	}
	whole, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("signal %s: %w", s.ID, err)
	}
	item.Signal = string(whole)
	out := []signalItem{item}
	s.Weekly, s.Where = nil, nil
	card, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("signal %s: %w", s.ID, err)
	}
	item.Signal = string(card)
	for _, list := range signalLists(s) {
		item.Key = signalCardKey(list, s)
		out = append(out, item)
	}
	return out, nil
}

// signalLists are the lists that a signal stands on.
func signalLists(s signal.Signal) []principal.OperatorCode {
	if s.Subject.About == signal.Operator {
		return []principal.OperatorCode{s.Subject.Operator, insight.Network}
	}
	return []principal.OperatorCode{s.Subject.Operator}
}

// Keep implements signal.Store: one transaction over the signal and its cards. What somebody noted meanwhile stays on the signal.
func (s Signals) Keep(ctx context.Context, one signal.Signal, before *signal.Signal) error {
	items, err := signalItems(one)
	if err != nil {
		return err
	}
	var writes []types.TransactWriteItem
	for _, item := range items {
		set, values := "SET #subject = :subject, #signal = :signal", map[string]types.AttributeValue{":subject": dynamo.S(item.Subject), ":signal": dynamo.S(item.Signal)}
		if item.Seen != nil {
			if values[":seen"], err = attributevalue.Marshal(item.Seen); err != nil {
				return fmt.Errorf("signal %s: %w", one.ID, err)
			}
			set += ", seen = if_not_exists(seen, :seen)"
		}
		if item.ExpiresAt > 0 {
			set += ", expiresAt = :expires"
			values[":expires"] = dynamo.N(item.ExpiresAt)
		}
		writes = append(writes, types.TransactWriteItem{Update: &types.Update{TableName: &s.Table, Key: item.Key.Map(), UpdateExpression: &set,
			ExpressionAttributeNames: map[string]string{"#subject": "subject", "#signal": "signal"}, ExpressionAttributeValues: values}})
	}
	if before != nil {
		for _, list := range signalLists(one) {
			if old := signalCardKey(list, *before); old != signalCardKey(list, one) {
				writes = append(writes, types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: old.Map()}})
			}
		}
	}
	return s.write(ctx, one, writes)
}

// Drop implements signal.Store: one transaction.
func (s Signals) Drop(ctx context.Context, one signal.Signal) error {
	keys := []dynamo.Key{signalKey(one.ID)}
	for _, list := range signalLists(one) {
		keys = append(keys, signalCardKey(list, one))
	}
	var writes []types.TransactWriteItem
	for _, key := range keys {
		writes = append(writes, types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: key.Map()}})
	}
	return s.write(ctx, one, writes)
}

// See implements signal.Shelf: one transaction over the signal and its cards. A card that has just moved to the other part of its list is made up by nobody:
// the problem "signal-unknown", and the caller looks again.
func (s Signals) See(ctx context.Context, one signal.Signal, seen signal.Seen) error {
	value, err := attributevalue.Marshal(seenItem{seen.By, seen.At, seen.Note})
	if err != nil {
		return fmt.Errorf("signal %s: %w", one.ID, err)
	}
	keys := []dynamo.Key{signalKey(one.ID)}
	for _, list := range signalLists(one) {
		keys = append(keys, signalCardKey(list, one))
	}
	var writes []types.TransactWriteItem
	for _, key := range keys {
		writes = append(writes, types.TransactWriteItem{Update: &types.Update{TableName: &s.Table, Key: key.Map(), UpdateExpression: aws.String("SET seen = :seen"),
			ConditionExpression: aws.String("attribute_exists(PK)"), ExpressionAttributeValues: map[string]types.AttributeValue{":seen": value}}})
	}
	return s.write(ctx, one, writes)
}

func (s Signals) write(ctx context.Context, one signal.Signal, writes []types.TransactWriteItem) error {
	out, err := s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	for _, reason := range dynamo.Reasons(err) {
		if aws.ToString(reason.Code) == dynamo.RefusedByCondition {
			return signal.Unknown().Because(err)
		}
	}
	if err != nil {
		return fmt.Errorf("signal %s: %w", one.ID, err)
	}
	s.Meter.Add(out.ConsumedCapacity...)
	return nil
}

// Signal implements signal.Shelf. One consistent read.
func (s Signals) Signal(ctx context.Context, id string) (signal.Signal, error) {
	found, err := dynamo.Table{Client: s.Client, Name: s.Table, Meter: s.Meter}.Item(ctx, signalKey(id))
	if err != nil {
		return signal.Signal{}, fmt.Errorf("signal %s: %w", id, err)
	}
	if found == nil {
		return signal.Signal{}, signal.Unknown()
	}
	var item signalItem
	if err := attributevalue.UnmarshalMap(found, &item); err != nil {
		return signal.Signal{}, fmt.Errorf("signal %s: %w", id, err)
	}
	return item.read()
}

// Cards implements signal.Store. A query, a page for every megabyte: about fifteen hundred cards.
func (s Signals) Cards(ctx context.Context, operator principal.OperatorCode) ([]signal.Signal, error) {
	in := &dynamodb.QueryInput{TableName: &s.Table, ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S("SIGNALS#" + string(operator))}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	var all []signal.Signal
	for {
		cards, next, err := s.query(ctx, in)
		if err != nil {
			return nil, fmt.Errorf("signals of %s: %w", operator, err)
		}
		all = append(all, cards...)
		if next == nil {
			return all, nil
		}
		in.ExclusiveStartKey = next
	}
}

// Page implements signal.Shelf. One query; with a subject as many as it takes to fill the page.
func (s Signals) Page(ctx context.Context, list principal.OperatorCode, p signal.Page) ([]signal.Signal, map[string]string, error) {
	part := endedSignals
	if p.Open {
		part = openSignals
	}
	in := &dynamodb.QueryInput{TableName: &s.Table, ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(p.Limit)),
		KeyConditionExpression:    aws.String("PK = :pk AND begins_with(SK, :part)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S("SIGNALS#" + string(list)), ":part": dynamo.S(part)},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal}
	if p.Subject != "" {
		in.FilterExpression, in.ExpressionAttributeNames = aws.String("#subject = :subject"), map[string]string{"#subject": "subject"}
		in.ExpressionAttributeValues[":subject"] = dynamo.S(p.Subject)
	}
	if after := p.Position["SK"]; after != "" {
		in.ExclusiveStartKey = dynamo.Key{PK: "SIGNALS#" + string(list), SK: after}.Map()
	}
	all := []signal.Signal{}
	for {
		cards, next, err := s.query(ctx, in)
		if err != nil {
			return nil, nil, fmt.Errorf("signals of %s: %w", list, err)
		}
		all = append(all, cards...)
		if next == nil {
			return all, nil, nil
		}
		if len(all) >= p.Limit {
			last := all[p.Limit-1]
			return all[:p.Limit], map[string]string{"SK": signalCardKey(list, last).SK}, nil
		}
		in.ExclusiveStartKey = next
	}
}

// query reads one page of cards.
func (s Signals) query(ctx context.Context, in *dynamodb.QueryInput) ([]signal.Signal, map[string]types.AttributeValue, error) {
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return nil, nil, err
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var items []signalItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &items); err != nil {
		return nil, nil, err
	}
	all := make([]signal.Signal, len(items))
	for i, item := range items {
		if all[i], err = item.read(); err != nil {
			return nil, nil, err
		}
	}
	return all, out.LastEvaluatedKey, nil
}

type progressItem struct {
	dynamo.Key
	Through string `dynamodbav:"through"`
	Told    string `dynamodbav:"told"`
}

// Progress implements signal.Store. One read.
func (s Signals) Progress(ctx context.Context) (signal.Progress, error) {
	found, err := dynamo.Table{Client: s.Client, Name: s.Table, Meter: s.Meter}.Item(ctx, progressKey)
	if err != nil {
		return signal.Progress{}, fmt.Errorf("progress of signals: %w", err)
	}
	var item progressItem
	if err := attributevalue.UnmarshalMap(found, &item); err != nil {
		return signal.Progress{}, fmt.Errorf("progress of signals: %w", err)
	}
	return signal.Progress{Through: signal.Week(item.Through), Told: signal.Week(item.Told)}, nil
}

// Note implements signal.Store. One write.
func (s Signals) Note(ctx context.Context, p signal.Progress) error {
	item, err := attributevalue.MarshalMap(progressItem{progressKey, string(p.Through), string(p.Told)})
	if err != nil {
		return fmt.Errorf("progress of signals: %w", err)
	}
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("progress of signals: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}
