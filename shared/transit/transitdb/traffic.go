package transitdb

import (
	"context"
	"errors"
	"fmt"
	"maps"
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

// countedRow is what an item counts as.
type countedRow struct {
	dynamo.Key
	Month     string `dynamodbav:"mo,omitempty"` // none: it counts no longer
	From      string `dynamodbav:"fr,omitempty"`
	To        string `dynamodbav:"to,omitempty"`
	Product   string `dynamodbav:"p,omitempty"`
	Advised   bool   `dynamodbav:"a,omitempty"`
	First     string `dynamodbav:"t"`
	Version   int    `dynamodbav:"ver"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

func countedOf(c transit.Counting) countedRow {
	l := c.After
	return countedRow{Key: countedKey(c.Item), Month: string(l.Month), From: string(l.From), To: string(l.To), Product: l.Product, Advised: l.Advised,
		First: l.First.UTC().Format(time.RFC3339), Version: c.Before.Version + 1, ExpiresAt: l.First.Add(keepCounts).Unix()}
}

// Counted implements transit.Traffic. It may be a moment old: Count looks again.
func (s *Store) Counted(ctx context.Context, id edi.ItemID) (transit.Counted, error) {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: countedKey(id).Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return transit.Counted{}, fmt.Errorf("read what %s counts as: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	if out.Item == nil {
		return transit.Counted{}, nil
	}
	var row countedRow
	if err := attributevalue.UnmarshalMap(out.Item, &row); err != nil {
		return transit.Counted{}, fmt.Errorf("read what %s counts as: %w", id, err)
	}
	first, err := time.Parse(time.RFC3339, row.First)
	if err != nil {
		return transit.Counted{}, fmt.Errorf("read what %s counts as: %w", id, err)
	}
	return transit.Counted{Link: transit.Link{Month: transit.Month(row.Month), From: principal.OperatorCode(row.From), To: principal.OperatorCode(row.To), Product: row.Product},
		Advised: row.Advised, First: first.UTC(), Version: row.Version}, nil
}

// Limits of one transaction, and how often one is tried again that met another.
const (
	transactItems = 100 // TransactWriteItems
	countTries    = 5
)

// sum is what is added to a link.
type sum struct{ items, advised int }

func added(changes []transit.Counting) map[transit.Link]sum {
	out := map[transit.Link]sum{}
	add := func(c transit.Counted, n int) {
		if c.Link == (transit.Link{}) {
			return
		}
		now := out[c.Link]
		now.items += n
		if c.Advised {
			now.advised += n
		}
		out[c.Link] = now
	}
	for _, c := range changes {
		add(c.Before, -1)
		add(c.After, 1)
	}
	maps.DeleteFunc(out, func(_ transit.Link, n sum) bool { return n == sum{} })
	return out
}

// Count implements transit.Traffic, in as few transactions as hold the items and the links that they count for.
func (s *Store) Count(ctx context.Context, changes []transit.Counting, now time.Time) error {
	for len(changes) > 0 {
		n := 1
		for n < len(changes) && n+1+len(added(changes[:n+1])) <= transactItems {
			n++
		}
		if err := s.count(ctx, changes[:n], now); err != nil {
			return fmt.Errorf("count items: %w", err)
		}
		changes = changes[n:]
	}
	return nil
}

// count counts in one transaction, without those items that somebody else has counted meanwhile.
func (s *Store) count(ctx context.Context, changes []transit.Counting, now time.Time) error {
	changes = slices.Clone(changes)
	for attempt := range countTries {
		if len(changes) == 0 {
			return nil
		}
		items, err := s.counting(changes, now)
		if err != nil {
			return err
		}
		err = s.transact(ctx, items)
		reasons := dynamo.Reasons(err)
		if len(reasons) == 0 {
			return err
		}
		var left []transit.Counting
		met := false
		for i, r := range reasons {
			switch code := aws.ToString(r.Code); {
			case code == dynamo.RefusedByConflict:
				met = true
				fallthrough
			case code == "None" || code == "":
				if i < len(changes) {
					left = append(left, changes[i])
				}
			case code != dynamo.RefusedByCondition:
				return err
			}
		}
		if changes = left; met {
			if err := pause(ctx, attempt); err != nil {
				return err
			}
		}
	}
	return errors.New("others count at the same moment")
}

// counting is a list of changes as writes: first the items in their order, each if it is as it was read, then the links.
func (s *Store) counting(changes []transit.Counting, now time.Time) ([]types.TransactWriteItem, error) {
	var out []types.TransactWriteItem
	for _, c := range changes {
		item, err := attributevalue.MarshalMap(countedOf(c))
		if err != nil {
			return nil, err
		}
		put := &types.Put{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK)")}
		if c.Before.Version > 0 {
			put.ConditionExpression, put.ExpressionAttributeValues = aws.String("ver = :seen"), stored{":seen": dynamo.N(c.Before.Version)}
		}
		out = append(out, types.TransactWriteItem{Put: put})
	}
	adds := added(changes)
	for _, l := range slices.SortedFunc(maps.Keys(adds), func(a, b transit.Link) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }) {
		out = append(out, types.TransactWriteItem{Update: &types.Update{TableName: &s.Table, Key: trafficKey(l).Map(), UpdateExpression: aws.String("SET #at = :at ADD n :n, a :a"),
			ExpressionAttributeNames:  map[string]string{"#at": "at"},
			ExpressionAttributeValues: stored{":at": dynamo.N(now.Unix()), ":n": dynamo.N(adds[l].items), ":a": dynamo.N(adds[l].advised)}}})
	}
	return out, nil
}

// trafficRow counts the items of a link. It is kept for good: figures of a month are made again from it.
type trafficRow struct {
	dynamo.Key
	Items   int   `dynamodbav:"n"`
	Advised int   `dynamodbav:"a"`
	Changed int64 `dynamodbav:"at"` // seconds
}

// Traffic returns how many items of each link of a month were counted, strongly consistent, in no order.
func (s *Store) Traffic(ctx context.Context, m transit.Month) ([]transit.LinkCount, error) {
	var out []transit.LinkCount
	for shard := range shards {
		err := s.each(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"), ConsistentRead: aws.Bool(true),
			ExpressionAttributeValues: stored{":pk": dynamo.S(trafficPK(m, shard))}}, func(item stored) error {
			var row trafficRow
			if err := attributevalue.UnmarshalMap(item, &row); err != nil {
				return err
			}
			ends := strings.Split(row.SK, "#")
			if len(ends) != 3 {
				return fmt.Errorf("the key %q names no link", row.SK)
			}
			out = append(out, transit.LinkCount{Link: transit.Link{Month: m, From: principal.OperatorCode(ends[0]), To: principal.OperatorCode(ends[1]), Product: ends[2]},
				Items: row.Items, Advised: row.Advised, Changed: time.Unix(row.Changed, 0).UTC()})
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read the traffic of %s: %w", m, err)
		}
	}
	return out, nil
}
