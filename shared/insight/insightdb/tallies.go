package insightdb

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Tallies keeps running counts in the Insight table; it implements insight.TallyBook.
//
// Counts are one item each, packed: a day of a call centre is less than 1 KB, a month of 200 operators with every measure about 10 KB. They are
// read, added to and put back under a condition on their version, in one transaction with the ledgers of what was counted.
type Tallies struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter // may be nil
}

var _ insight.TallyBook = Tallies{}

// tallyKey is where running counts lie.
func tallyKey(id insight.TallyID) dynamo.Key {
	return dynamo.Key{PK: "TALLY#" + string(id.Kind) + "#" + id.Of, SK: id.When}
}

// ledgerKey is where it lies what of an inquiry was counted.
func ledgerKey(inquiry string) dynamo.Key {
	return dynamo.Key{PK: "LEDGER#" + inquiry, SK: "LEDGER"}
}

// For how long counts can be looked at after their day or month began, and a ledger after the latest happening of its inquiry: longer than a
// happening can wait in a dead-letter queue, and than the month in which an answer of it was due.
const (
	dayKept    = 40 * 24 * time.Hour
	monthKept  = 800 * 24 * time.Hour
	ledgerKept = 100 * 24 * time.Hour
)

type tallyItem struct {
	dynamo.Key
	Rows      []byte    `dynamodbav:"rows"` // packed
	Latest    time.Time `dynamodbav:"latest"`
	Version   int       `dynamodbav:"version"`
	ExpiresAt int64     `dynamodbav:"expiresAt"`
}

type ledgerItem struct {
	dynamo.Key
	Counted   []string             `dynamodbav:"counted"`
	Late      []lateItem           `dynamodbav:"late,omitempty"`
	Ended     map[string]time.Time `dynamodbav:"ended,omitempty"`
	Latest    time.Time            `dynamodbav:"latest"`
	Version   int                  `dynamodbav:"version"`
	ExpiresAt int64                `dynamodbav:"expiresAt"`
}

type lateItem struct {
	Month     string    `dynamodbav:"month"`
	DueAt     time.Time `dynamodbav:"dueAt"`
	FoundAt   time.Time `dynamodbav:"foundAt"`
	Replier   partyItem `dynamodbav:"replier"`
	Requester partyItem `dynamodbav:"requester"`
}

type partyItem struct {
	Operator string `dynamodbav:"operator"`
	Centre   string `dynamodbav:"centre"`
}

// packed is how rows are written: the measures that are there, and of each row their values as replier and as requester.
type packed struct {
	Columns []string            `json:"columns"`
	Rows    map[string][2][]int `json:"rows"`
}

func pack(rows map[string]insight.Figures) ([]byte, error) {
	p := packed{Rows: map[string][2][]int{}}
	for _, m := range insight.Measures {
		there := false
		for _, f := range rows {
			there = there || *m.Of(&f.AsReplier) != 0 || *m.Of(&f.AsRequester) != 0
		}
		if !there {
			continue
		}
		p.Columns = append(p.Columns, m.Column)
		for row, f := range rows {
			values := p.Rows[row]
			values[0] = append(values[0], *m.Of(&f.AsReplier))
			values[1] = append(values[1], *m.Of(&f.AsRequester))
			p.Rows[row] = values
		}
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func unpack(content []byte) (map[string]insight.Figures, error) {
	r, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	var p packed
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return nil, err
	}
	out := map[string]insight.Figures{}
	for row, values := range p.Rows {
		var f insight.Figures
		for side, counts := range []*insight.Counts{&f.AsReplier, &f.AsRequester} {
			for _, m := range insight.Measures {
				for i, column := range p.Columns {
					if column == m.Column && i < len(values[side]) {
						*m.Of(counts) = values[side][i]
					}
				}
			}
		}
		out[row] = f
	}
	return out, r.Close()
}

// Tally returns running counts, empty where nothing was counted. One eventually consistent read.
func (t Tallies) Tally(ctx context.Context, id insight.TallyID) (insight.Tally, error) {
	out, err := t.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &t.Table, Key: tallyKey(id).Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return insight.Tally{}, fmt.Errorf("counts of %s %s: %w", id.Of, id.When, err)
	}
	t.Meter.AddOne(out.ConsumedCapacity)
	return readTally(id, out.Item)
}

func readTally(id insight.TallyID, attributes map[string]types.AttributeValue) (insight.Tally, error) {
	tally := insight.Tally{TallyID: id, Rows: map[string]insight.Figures{}}
	if attributes == nil {
		return tally, nil
	}
	var it tallyItem
	err := attributevalue.UnmarshalMap(attributes, &it)
	if err == nil {
		tally.Rows, err = unpack(it.Rows)
	}
	if err != nil {
		return tally, fmt.Errorf("counts of %s %s: %w", id.Of, id.When, err)
	}
	tally.Latest, tally.Version = it.Latest, it.Version
	return tally, nil
}

// Tallies implements insight.TallyBook.
func (t Tallies) Tallies(ctx context.Context, ids []insight.TallyID) (map[insight.TallyID]insight.Tally, error) {
	keys := make([]dynamo.Key, len(ids))
	for i, id := range ids {
		keys[i] = tallyKey(id)
	}
	items, err := t.items(ctx, keys)
	if err != nil {
		return nil, fmt.Errorf("read %d counts: %w", len(ids), err)
	}
	out := map[insight.TallyID]insight.Tally{}
	for i, id := range ids {
		if out[id], err = readTally(id, items[keys[i]]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Ledgers implements insight.TallyBook.
func (t Tallies) Ledgers(ctx context.Context, inquiries []string) (map[string]insight.Ledger, error) {
	keys := make([]dynamo.Key, len(inquiries))
	for i, inquiry := range inquiries {
		keys[i] = ledgerKey(inquiry)
	}
	items, err := t.items(ctx, keys)
	if err != nil {
		return nil, fmt.Errorf("read %d ledgers: %w", len(inquiries), err)
	}
	out := map[string]insight.Ledger{}
	for i, inquiry := range inquiries {
		if out[inquiry], err = readLedger(inquiry, items[keys[i]]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// items reads items consistently, at most 100 a call.
func (t Tallies) items(ctx context.Context, keys []dynamo.Key) (map[dynamo.Key]map[string]types.AttributeValue, error) {
	out := map[dynamo.Key]map[string]types.AttributeValue{}
	for len(keys) > 0 {
		n := min(len(keys), 100)
		want := types.KeysAndAttributes{ConsistentRead: aws.Bool(true)}
		for _, k := range keys[:n] {
			want.Keys = append(want.Keys, k.Map())
		}
		for keys = keys[n:]; len(want.Keys) > 0; {
			answer, err := t.Client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{t.Table: want},
				ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
			if err != nil {
				return nil, err
			}
			t.Meter.Add(answer.ConsumedCapacity...)
			for _, item := range answer.Responses[t.Table] {
				var k dynamo.Key
				if err := attributevalue.UnmarshalMap(item, &k); err != nil {
					return nil, err
				}
				out[k] = item
			}
			want = answer.UnprocessedKeys[t.Table]
		}
	}
	return out, nil
}

// Keep implements insight.TallyBook: one transaction.
func (t Tallies) Keep(ctx context.Context, ledgers []insight.Ledger, tallies []insight.Tally) error {
	var writes []types.TransactWriteItem
	put := func(item any, version int) error {
		attributes, err := attributevalue.MarshalMap(item)
		if err != nil {
			return fmt.Errorf("keep counts: %w", err)
		}
		writes = append(writes, types.TransactWriteItem{Put: t.put(attributes, version)})
		return nil
	}
	for _, l := range ledgers {
		if err := put(writeLedger(l), l.Version); err != nil {
			return err
		}
	}
	for _, tally := range tallies {
		item, err := writeTally(tally)
		if err != nil {
			return err
		}
		if err := put(item, tally.Version); err != nil {
			return err
		}
	}
	out, err := t.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	for _, reason := range dynamo.Reasons(err) {
		if code := aws.ToString(reason.Code); code == dynamo.RefusedByCondition || code == dynamo.RefusedByConflict {
			return insight.ErrTallyChanged
		}
	}
	if err != nil {
		return fmt.Errorf("keep %d counts: %w", len(writes), err)
	}
	t.Meter.Add(out.ConsumedCapacity...)
	return nil
}

// put writes an item if it is still at the version that was read, 0 for not there.
func (t Tallies) put(attributes map[string]types.AttributeValue, version int) *types.Put {
	if version == 0 {
		return &types.Put{TableName: &t.Table, Item: attributes, ConditionExpression: aws.String("attribute_not_exists(PK)")}
	}
	return &types.Put{TableName: &t.Table, Item: attributes, ConditionExpression: aws.String("#version = :version"),
		ExpressionAttributeNames:  map[string]string{"#version": "version"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":version": dynamo.N(version)}}
}

func writeTally(t insight.Tally) (tallyItem, error) {
	rows, err := pack(t.Rows)
	if err != nil {
		return tallyItem{}, fmt.Errorf("pack counts of %s %s: %w", t.Of, t.When, err)
	}
	layout, kept := "2006-01", monthKept
	if t.Kind == insight.DayTally {
		layout, kept = time.DateOnly, dayKept
	}
	began, err := time.Parse(layout, t.When)
	if err != nil {
		return tallyItem{}, fmt.Errorf("counts of %s %s: %w", t.Of, t.When, err)
	}
	return tallyItem{Key: tallyKey(t.TallyID), Rows: rows, Latest: t.Latest, Version: t.Version + 1, ExpiresAt: began.Add(kept).Unix()}, nil
}

func writeLedger(l insight.Ledger) ledgerItem {
	item := ledgerItem{Key: ledgerKey(l.Inquiry), Counted: l.Counted, Latest: l.Latest, Version: l.Version + 1, ExpiresAt: l.Latest.Add(ledgerKept).Unix()}
	for _, late := range l.Late {
		item.Late = append(item.Late, lateItem{Month: string(late.Month), DueAt: late.DueAt, FoundAt: late.FoundAt,
			Replier: writeParty(late.Replier), Requester: writeParty(late.Requester)})
	}
	for m, at := range l.Ended {
		if item.Ended == nil {
			item.Ended = map[string]time.Time{}
		}
		item.Ended[string(m)] = at
	}
	return item
}

func readLedger(inquiry string, attributes map[string]types.AttributeValue) (insight.Ledger, error) {
	l := insight.Ledger{Inquiry: inquiry}
	if attributes == nil {
		return l, nil
	}
	var it ledgerItem
	if err := attributevalue.UnmarshalMap(attributes, &it); err != nil {
		return l, fmt.Errorf("ledger of inquiry %s: %w", inquiry, err)
	}
	l.Counted, l.Latest, l.Version = it.Counted, it.Latest, it.Version
	for _, late := range it.Late {
		l.Late = append(l.Late, insight.Late{Month: insight.Month(late.Month), DueAt: late.DueAt, FoundAt: late.FoundAt, Replier: late.Replier.read(), Requester: late.Requester.read()})
	}
	for m, at := range it.Ended {
		if l.Ended == nil {
			l.Ended = map[insight.Month]time.Time{}
		}
		l.Ended[insight.Month(m)] = at
	}
	return l, nil
}

func writeParty(p insight.Party) partyItem { return partyItem{string(p.Operator), string(p.Centre)} }

func (i partyItem) read() insight.Party {
	return insight.Party{Operator: principal.OperatorCode(i.Operator), Centre: principal.CentreID(i.Centre)}
}
