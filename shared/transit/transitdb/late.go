package transitdb

import (
	"cmp"
	"context"
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
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

// lateRow is a late item: with the item itself, and in each list.
type lateRow struct {
	dynamo.Key
	Item        string `dynamodbav:"i"`
	Product     string `dynamodbav:"p"`
	From        string `dynamodbav:"fr"`
	To          string `dynamodbav:"to,omitempty"`
	Origin      string `dynamodbav:"o,omitempty"`
	Destination string `dynamodbav:"d,omitempty"`
	Stage       string `dynamodbav:"st"`
	Since       string `dynamodbav:"t"`
	Why         string `dynamodbav:"w"`
	LastCode    string `dynamodbav:"c"`
	LastTime    string `dynamodbav:"lt"`
	LastCountry string `dynamodbav:"co"`
	Found       int64  `dynamodbav:"f"`
	ExpiresAt   int64  `dynamodbav:"expiresAt"`
}

func rowOf(l transit.LateItem) lateRow {
	return lateRow{Item: string(l.Item), Product: l.Product, From: l.Lane.From, To: l.Lane.To, Origin: string(l.Origin), Destination: string(l.Destination), Stage: string(l.Stage),
		Since: l.Since.UTC().Format(time.RFC3339), Why: l.Why, LastCode: l.LastCode, LastTime: l.LastTime.UTC().Format(time.RFC3339), LastCountry: l.LastCountry,
		Found: l.Found.UnixMilli(), ExpiresAt: l.Found.Add(keepLate).Unix()}
}

func (r lateRow) late() (transit.LateItem, error) {
	since, err := time.Parse(time.RFC3339, r.Since)
	if err != nil {
		return transit.LateItem{}, err
	}
	last, err := time.Parse(time.RFC3339, r.LastTime)
	return transit.LateItem{Item: edi.ItemID(r.Item), Product: r.Product, Lane: transit.Lane{From: r.From, To: r.To}, Origin: principal.OperatorCode(r.Origin),
		Destination: principal.OperatorCode(r.Destination), Stage: transit.Stage(r.Stage), Since: since.UTC(), Why: r.Why, LastCode: r.LastCode, LastTime: last.UTC(),
		LastCountry: r.LastCountry, Found: time.UnixMilli(r.Found).UTC()}, err
}

// lists are the keys under which a late item is listed: with the post at each end, and with its lane.
func lists(l transit.LateItem) []dynamo.Key {
	keys := []dynamo.Key{{PK: lanePK(l.Lane), SK: listSK(l)}}
	if l.Origin != "" {
		keys = append(keys, dynamo.Key{PK: latePK(l.Origin, transit.AsOrigin), SK: listSK(l)})
	}
	if l.Destination != "" {
		keys = append(keys, dynamo.Key{PK: latePK(l.Destination, transit.AsDestination), SK: listSK(l)})
	}
	return keys
}

// sums are the counts that an item is in.
func sums(l transit.LateItem) []dynamo.Key {
	var keys []dynamo.Key
	if l.Origin != "" {
		keys = append(keys, sumKey(l.Origin, transit.AsOrigin, l.Lane))
	}
	if l.Destination != "" {
		keys = append(keys, sumKey(l.Destination, transit.AsDestination, l.Lane))
	}
	return keys
}

// Late implements transit.LateItems.
func (s *Store) Late(ctx context.Context, id edi.ItemID) (transit.LateItem, bool, error) {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: lateKey(id).Map(), ConsistentRead: aws.Bool(true), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return transit.LateItem{}, false, fmt.Errorf("read whether %s is late: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	if out.Item == nil {
		return transit.LateItem{}, false, nil
	}
	var row lateRow
	if err := attributevalue.UnmarshalMap(out.Item, &row); err != nil {
		return transit.LateItem{}, false, fmt.Errorf("read whether %s is late: %w", id, err)
	}
	l, err := row.late()
	return l, err == nil, err
}

// replace changes what is recorded of an item from before to after, either of which may be nil, with all lists and counts, once.
func (s *Store) replace(ctx context.Context, id edi.ItemID, before, after *transit.LateItem) error {
	condition, values := aws.String("attribute_not_exists(PK)"), stored(nil)
	if before != nil {
		condition, values = aws.String("t = :since AND lt = :last"), stored{":since": dynamo.S(rowOf(*before).Since), ":last": dynamo.S(rowOf(*before).LastTime)}
	}
	var items []types.TransactWriteItem
	listed, counted := map[dynamo.Key]bool{}, map[dynamo.Key]int{}
	if after != nil {
		row := rowOf(*after)
		for i, key := range append([]dynamo.Key{lateKey(id)}, lists(*after)...) {
			row.Key, listed[key] = key, true
			item, err := attributevalue.MarshalMap(row)
			if err != nil {
				return err
			}
			put := &types.Put{TableName: &s.Table, Item: item}
			if i == 0 {
				put.ConditionExpression, put.ExpressionAttributeValues = condition, values
			}
			items = append(items, types.TransactWriteItem{Put: put})
		}
		for _, key := range sums(*after) {
			counted[key]++
		}
	} else {
		items = append(items, types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: lateKey(id).Map(), ConditionExpression: condition, ExpressionAttributeValues: values}})
	}
	if before != nil {
		for _, key := range lists(*before) {
			if !listed[key] {
				items = append(items, types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: key.Map()}})
			}
		}
		for _, key := range sums(*before) {
			counted[key]--
		}
	}
	for key, n := range counted {
		if n != 0 {
			items = append(items, types.TransactWriteItem{Update: &types.Update{TableName: &s.Table, Key: key.Map(), UpdateExpression: aws.String("ADD n :n"),
				ExpressionAttributeValues: stored{":n": dynamo.N(n)}}})
		}
	}
	return s.transact(ctx, items)
}

// change reads what is recorded of an item and replaces it; somebody else who does so at the same time makes it try again.
func (s *Store) change(ctx context.Context, id edi.ItemID, after *transit.LateItem) error {
	const tries = 5
	for range tries {
		before, was, err := s.Late(ctx, id)
		if err != nil {
			return err
		}
		switch {
		case !was && after == nil:
			return nil
		case !was:
			err = s.replace(ctx, id, nil, after)
		default:
			err = s.replace(ctx, id, &before, after)
		}
		if err == nil {
			return nil
		}
		if len(dynamo.Reasons(err)) == 0 {
			return fmt.Errorf("record lateness of %s: %w", id, err)
		}
	}
	return fmt.Errorf("record lateness of %s: others change it all the time", id)
}

// PutLate implements transit.LateItems.
func (s *Store) PutLate(ctx context.Context, l transit.LateItem) error {
	return s.change(ctx, l.Item, &l)
}

// DropLate implements transit.LateItems.
func (s *Store) DropLate(ctx context.Context, id edi.ItemID) error { return s.change(ctx, id, nil) }

// looked bounds the rows that a page with a filter reads.
const looked = 500

// ListLate implements transit.LateItems.
func (s *Store) ListLate(ctx context.Context, q transit.LateQuery) (transit.LatePage, error) {
	fail := func(err error) (transit.LatePage, error) {
		return transit.LatePage{}, fmt.Errorf("list late items of %s: %w", q.Operator, err)
	}
	pk := latePK(q.Operator, q.Role)
	if q.Lane != (transit.Lane{}) {
		pk = lanePK(q.Lane)
	}
	page := transit.LatePage{Items: []transit.LateItem{}}
	in := &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"), ExpressionAttributeValues: stored{":pk": dynamo.S(pk)}, ScanIndexForward: aws.Bool(false)}
	if after := q.Position["after"]; after != "" {
		in.KeyConditionExpression, in.ExpressionAttributeValues[":after"] = aws.String("PK = :pk AND SK < :after"), dynamo.S(after)
	}
	for rows := 0; ; {
		in.Limit = aws.Int32(int32(q.Limit - len(page.Items)))
		if q.Filter != (transit.Filter{}) {
			in.Limit = aws.Int32(int32(q.Limit * 2)) // some are not wanted
		}
		out, err := s.query(ctx, in)
		if err != nil {
			return fail(err)
		}
		for i, item := range out.Items {
			var row lateRow
			if err := attributevalue.UnmarshalMap(item, &row); err != nil {
				return fail(err)
			}
			l, err := row.late()
			if err != nil {
				return fail(err)
			}
			rows++
			if (q.Filter.Product == "" || q.Filter.Product == l.Product) && (q.Filter.Stage == "" || q.Filter.Stage == l.Stage) {
				page.Items = append(page.Items, l)
			}
			if more := i < len(out.Items)-1 || out.LastEvaluatedKey != nil; more && (len(page.Items) == q.Limit || rows >= looked) {
				page.Next = map[string]string{"after": row.SK}
				return page, nil
			}
		}
		if out.LastEvaluatedKey == nil {
			return page, nil
		}
		in.ExclusiveStartKey = out.LastEvaluatedKey
	}
}

// LateLanes implements transit.LateItems.
func (s *Store) LateLanes(ctx context.Context, operator principal.OperatorCode, role transit.Role) ([]transit.LaneSum, error) {
	prefix := laneCounts + string(role) + "#"
	lanes := []transit.LaneSum{}
	err := s.each(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :prefix)"),
		ExpressionAttributeValues: stored{":pk": dynamo.S("LATE#" + string(operator)), ":prefix": dynamo.S(prefix)}}, func(item stored) error {
		var row struct {
			SK string `dynamodbav:"SK"`
			N  int    `dynamodbav:"n"`
		}
		if err := attributevalue.UnmarshalMap(item, &row); err != nil {
			return err
		}
		from, to, _ := strings.Cut(strings.TrimPrefix(row.SK, prefix), "-")
		if row.N > 0 {
			lanes = append(lanes, transit.LaneSum{Lane: transit.Lane{From: from, To: to}, Count: row.N})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count late items of %s: %w", operator, err)
	}
	slices.SortFunc(lanes, func(a, b transit.LaneSum) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Lane.From+a.Lane.To, b.Lane.From+b.Lane.To))
	})
	for i := range lanes[:min(len(lanes), transit.LanesWithOldest)] {
		out, err := s.query(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"), ExpressionAttributeValues: stored{":pk": dynamo.S(lanePK(lanes[i].Lane))}, Limit: aws.Int32(1)})
		if err != nil {
			return nil, fmt.Errorf("oldest late item of %v: %w", lanes[i].Lane, err)
		}
		for _, item := range out.Items {
			var row lateRow
			if err := attributevalue.UnmarshalMap(item, &row); err != nil {
				return nil, err
			}
			l, err := row.late()
			if err != nil {
				return nil, err
			}
			lanes[i].Oldest, lanes[i].Other = l.Since, l.Destination
			if role == transit.AsDestination {
				lanes[i].Other = l.Origin
			}
		}
	}
	return lanes, nil
}
