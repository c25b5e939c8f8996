package inquirydb

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const (
	alertPrefix = "ALERT#"
	readPrefix  = "READ#"
	weekPrefix  = "w" // of the attributes that count by week
)

func alertKey(c directory.CentreID, id string) dynamo.Key {
	return dynamo.Key{PK: centrePartition(c), SK: alertPrefix + id}
}

// toldKey is the centre's count of alerts, apart from the counts of its folders: they change at different steps.
func toldKey(c directory.CentreID) dynamo.Key {
	return dynamo.Key{PK: centrePartition(c), SK: "TOLD"}
}

// readsKey is what a person read of a centre's alerts; readKey is one that they read after it.
func readsKey(c directory.CentreID, person string) dynamo.Key {
	return dynamo.Key{PK: centrePartition(c), SK: readPrefix + person}
}
func readKey(c directory.CentreID, person string, number int) dynamo.Key {
	return dynamo.Key{PK: centrePartition(c), SK: fmt.Sprintf("%s%s#%012d", readPrefix, person, number)}
}

// alertItem is an alert of a call centre.
type alertItem struct {
	PK       string `dynamodbav:"PK"`
	SK       string `dynamodbav:"SK"`
	Number   int    `dynamodbav:"num"`
	Week     int    `dynamodbav:"wk"`
	Side     string `dynamodbav:"side"`
	Kind     string `dynamodbav:"kind"`
	At       int64  `dynamodbav:"at"`
	Inquiry  string `dynamodbav:"inq"`
	Item     string `dynamodbav:"item"`
	Workflow string `dynamodbav:"wf"`
	Urgent   bool   `dynamodbav:"urg,omitempty"`
	Partner  string `dynamodbav:"par,omitempty"`
	Stage    int    `dynamodbav:"stg,omitempty"`
	Reason   string `dynamodbav:"reason,omitempty"`
	Expires  int64  `dynamodbav:"expiresAt"`
}

// readItem is one alert that a person read before those older than it.
type readItem struct {
	PK      string `dynamodbav:"PK"`
	SK      string `dynamodbav:"SK"`
	Week    int    `dynamodbav:"wk"`
	At      int64  `dynamodbav:"at"`
	Expires int64  `dynamodbav:"expiresAt"`
}

func alertOf(a inquiry.Alert, number, week int) alertItem {
	key := alertKey(a.Centre, a.ID)
	return alertItem{PK: key.PK, SK: key.SK, Number: number, Week: week, Side: string(a.Side), Kind: string(a.Kind), At: dynamo.Millis(a.At), Inquiry: string(a.InquiryID),
		Item: string(a.ItemID), Workflow: a.Workflow, Urgent: a.Urgent, Partner: string(a.Partner), Stage: a.Stage, Reason: a.Reason, Expires: inquiry.AlertsGoneAt(week).Unix()}
}

func (it alertItem) alert() inquiry.Alert {
	return inquiry.Alert{ID: it.SK[len(alertPrefix):], Number: it.Number, Centre: directory.CentreID(it.PK[len(centrePartition("")):]), Side: inquiry.Side(it.Side),
		Kind: inquiry.AlertKind(it.Kind), At: dynamo.Instant(it.At), InquiryID: inquiry.ID(it.Inquiry), ItemID: edi.ItemID(it.Item), Workflow: it.Workflow, Urgent: it.Urgent,
		Partner: directory.OperatorCode(it.Partner), Stage: it.Stage, Reason: it.Reason}
}

// number reads a number attribute; 0 when there is none.
func number(v types.AttributeValue) int {
	n, _ := v.(*types.AttributeValueMemberN)
	if n == nil {
		return 0
	}
	i, _ := strconv.Atoi(n.Value) // DynamoDB keeps numbers only
	return i
}

// weeks reads the attributes that count by week.
func weeks(item stored) map[int]int {
	out := map[int]int{}
	for name, v := range item {
		if week, err := strconv.Atoi(strings.TrimPrefix(name, weekPrefix)); err == nil && strings.HasPrefix(name, weekPrefix) {
			out[week] = number(v)
		}
	}
	return out
}

func weekly(item stored, counts map[int]int) stored {
	for week, n := range counts {
		item[weekPrefix+strconv.Itoa(week)] = dynamo.N(n)
	}
	return item
}

func told(item stored) inquiry.Told {
	return inquiry.Told{Number: number(item["num"]), Before: weeks(item)}
}

func reads(item stored) inquiry.Reads {
	return inquiry.Reads{UpTo: number(item["upTo"]), At: dynamo.Instant(int64(number(item["at"]))), Single: weeks(item), Version: number(item["ver"])}
}

// atOnce is how many items the engine reads in one request.
const atOnce = 100

// fetch reads some items at once, by their keys.
func (s *Store) fetch(ctx context.Context, keys ...dynamo.Key) (map[dynamo.Key]stored, error) {
	return s.fetchAs(ctx, true, keys)
}

// fetchAs reads some items, consistently or for half the price as they were a moment ago.
func (s *Store) fetchAs(ctx context.Context, consistent bool, keys []dynamo.Key) (map[dynamo.Key]stored, error) {
	out := map[dynamo.Key]stored{}
	for some := range slices.Chunk(keys, atOnce) {
		wanted := types.KeysAndAttributes{ConsistentRead: &consistent}
		for _, k := range some {
			wanted.Keys = append(wanted.Keys, k.Map())
		}
		for ask := map[string]types.KeysAndAttributes{s.Table: wanted}; len(ask) > 0; {
			got, err := s.Client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: ask, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
			if err != nil {
				return nil, err
			}
			s.Meter.Add(got.ConsumedCapacity...)
			for _, item := range got.Responses[s.Table] {
				var key dynamo.Key
				if err := attributevalue.UnmarshalMap(item, &key); err != nil {
					return nil, err
				}
				out[key] = item
			}
			ask = got.UnprocessedKeys
		}
	}
	return out, nil
}

// PutAlert implements inquiry.AlertStore: the alert, and the centre's count that numbers it, change together, once.
func (s *Store) PutAlert(ctx context.Context, a inquiry.Alert, now time.Time) (bool, error) {
	for try := range conflicts {
		got, err := s.fetch(ctx, toldKey(a.Centre))
		if err != nil {
			return false, fmt.Errorf("put alert: %w", err)
		}
		before := told(got[toldKey(a.Centre)])
		num, week, after := before.Next(now)
		alert, err := s.put(alertOf(a, num, week), isNew, nil)
		if err != nil {
			return false, err
		}
		count := &types.Put{TableName: &s.Table, Item: weekly(toldKey(a.Centre).Map(), after.Before), ConditionExpression: aws.String("num = :seen"),
			ExpressionAttributeValues: map[string]types.AttributeValue{":seen": dynamo.N(before.Number)}}
		count.Item["num"] = dynamo.N(after.Number)
		if before.Number == 0 {
			count.ConditionExpression, count.ExpressionAttributeValues = aws.String(isNew), nil
		}
		switch refused, _, err := s.transact(ctx, []types.TransactWriteItem{alert, {Put: count}}); {
		case err != nil:
			return false, fmt.Errorf("put alert: %w", err)
		case refused < 0:
			return true, nil
		case refused == 0:
			return false, nil
		}
		if err := pause(ctx, time.Duration(try)*5*time.Millisecond); err != nil { // another alert took the number
			return false, err
		}
	}
	return false, fmt.Errorf("put alert: %w", inquiry.ErrChanged)
}

// Unread implements inquiry.AlertStore: two items.
func (s *Store) Unread(ctx context.Context, centre directory.CentreID, person string, now time.Time) (inquiry.Unread, error) {
	got, err := s.fetch(ctx, toldKey(centre), readsKey(centre, person))
	if err != nil {
		return inquiry.Unread{}, fmt.Errorf("unread alerts of %s: %w", centre, err)
	}
	all := told(got[toldKey(centre)])
	return inquiry.Unread{Count: all.Unread(reads(got[readsKey(centre, person)]), now), Newest: all.Number}, nil
}

// UnreadOf implements inquiry.AlertStore: the same two items of each centre, as they were a moment ago.
func (s *Store) UnreadOf(ctx context.Context, centres []directory.CentreID, person string, now time.Time) ([]int, error) {
	keys := make([]dynamo.Key, 0, 2*len(centres))
	for _, c := range centres {
		keys = append(keys, toldKey(c), readsKey(c, person))
	}
	got, err := s.fetchAs(ctx, false, keys)
	if err != nil {
		return nil, fmt.Errorf("unread alerts of %d call centres: %w", len(centres), err)
	}
	out := make([]int, len(centres))
	for i, c := range centres {
		out[i] = told(got[toldKey(c)]).Unread(reads(got[readsKey(c, person)]), now)
	}
	return out, nil
}

// MarkRead implements inquiry.AlertStore.
func (s *Store) MarkRead(ctx context.Context, centre directory.CentreID, person, id string, now time.Time) error {
	got, err := s.fetch(ctx, alertKey(centre, id), readsKey(centre, person))
	if err != nil {
		return fmt.Errorf("mark alert as read: %w", err)
	}
	var it alertItem
	if err := attributevalue.UnmarshalMap(got[alertKey(centre, id)], &it); err != nil {
		return fmt.Errorf("mark alert as read: %w", err)
	}
	if it.Number == 0 || it.Expires <= now.Unix() {
		return problem.New(problem.NotFound, "alert-unknown", "There is no such alert in this call centre.")
	}
	if it.Number <= reads(got[readsKey(centre, person)]).UpTo {
		return nil
	}
	key := readKey(centre, person, it.Number)
	read, err := s.put(readItem{PK: key.PK, SK: key.SK, Week: it.Week, At: dynamo.Millis(now), Expires: it.Expires}, isNew, nil)
	if err != nil {
		return err
	}
	count := types.TransactWriteItem{Update: &types.Update{TableName: &s.Table, Key: readsKey(centre, person).Map(),
		UpdateExpression: aws.String("SET expiresAt = :gone ADD #w :one, ver :one"), ConditionExpression: aws.String("attribute_not_exists(upTo) OR upTo < :num"),
		ExpressionAttributeNames:  map[string]string{"#w": weekPrefix + strconv.Itoa(it.Week)},
		ExpressionAttributeValues: map[string]types.AttributeValue{":one": dynamo.N(1), ":num": dynamo.N(it.Number), ":gone": dynamo.N(readsGone(now))}}}
	if _, _, err := s.transact(ctx, []types.TransactWriteItem{read, count}); err != nil { // refused: read before, by itself or with all
		return fmt.Errorf("mark alert as read: %w", err)
	}
	return nil
}

// readsGone is when nothing that a person has read by now is kept any more.
func readsGone(now time.Time) int64 { return now.AddDate(1, 0, 0).Unix() }

// MarkAllRead implements inquiry.AlertStore: one item is replaced, however many alerts that marks.
func (s *Store) MarkAllRead(ctx context.Context, centre directory.CentreID, person string, upTo int, now time.Time) (int, error) {
	fail := func(err error) (int, error) { return 0, fmt.Errorf("mark all alerts as read: %w", err) }
	key := readsKey(centre, person)
	for try := range conflicts {
		got, err := s.fetch(ctx, toldKey(centre), key)
		if err != nil {
			return fail(err)
		}
		all, before := told(got[toldKey(centre)]), reads(got[key])
		after := inquiry.Reads{UpTo: min(upTo, all.Number), At: now, Version: before.Version + 1}
		if after.UpTo <= before.UpTo {
			return 0, nil
		}
		if after.UpTo < all.Number && len(before.Single) > 0 { // some of those that came since may have been read one by one
			later, err := s.readSince(ctx, centre, person, after.UpTo+1, all.Number)
			if err != nil {
				return fail(err)
			}
			after.Single = map[int]int{}
			for _, it := range later {
				after.Single[it.Week]++
			}
		}
		item := weekly(key.Map(), after.Single)
		item["upTo"], item["at"], item["ver"], item["expiresAt"] = dynamo.N(after.UpTo), dynamo.N(dynamo.Millis(after.At)), dynamo.N(after.Version), dynamo.N(readsGone(now))
		put := &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ConditionExpression: aws.String("ver = :seen"), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
			ExpressionAttributeValues: map[string]types.AttributeValue{":seen": dynamo.N(before.Version)}}
		if before.Version == 0 {
			put.ConditionExpression, put.ExpressionAttributeValues = aws.String(isNew), nil
		}
		out, err := s.Client.PutItem(ctx, put)
		if err == nil {
			s.Meter.AddOne(out.ConsumedCapacity)
			return all.Unread(before, now) - all.Unread(after, now), nil
		}
		if _, changed := dynamo.ConditionFailed(err); !changed {
			return fail(err)
		}
		if err := pause(ctx, time.Duration(try)*5*time.Millisecond); err != nil {
			return 0, err
		}
	}
	return fail(inquiry.ErrChanged)
}

// readSince returns what a person read one by one, by number.
func (s *Store) readSince(ctx context.Context, centre directory.CentreID, person string, from, to int) (map[int]readItem, error) {
	out := map[int]readItem{}
	err := s.each(ctx, &dynamodb.QueryInput{ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk AND SK BETWEEN :from AND :to"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(centrePartition(centre)),
			":from": dynamo.S(readKey(centre, person, from).SK), ":to": dynamo.S(readKey(centre, person, to).SK)}},
		func(item stored) error {
			var it readItem
			if err := attributevalue.UnmarshalMap(item, &it); err != nil {
				return err
			}
			n, err := strconv.Atoi(it.SK[strings.LastIndexByte(it.SK, '#')+1:])
			out[n] = it
			return err
		})
	return out, err
}

// each calls do with every item of a query.
func (s *Store) each(ctx context.Context, in *dynamodb.QueryInput, do func(stored) error) error {
	in.TableName, in.ReturnConsumedCapacity = &s.Table, types.ReturnConsumedCapacityTotal
	for pages := dynamodb.NewQueryPaginator(s.Client, in); pages.HasMorePages(); {
		out, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		s.Meter.AddOne(out.ConsumedCapacity)
		for _, item := range out.Items {
			if err := do(item); err != nil {
				return err
			}
		}
	}
	return nil
}

// Alerts implements inquiry.AlertStore: the page, newest first, and what the person read of it.
func (s *Store) Alerts(ctx context.Context, centre directory.CentreID, person string, p inquiry.Page, now time.Time) (inquiry.Alerts, error) {
	fail := func(err error) (inquiry.Alerts, error) {
		return inquiry.Alerts{}, fmt.Errorf("alerts of %s: %w", centre, err)
	}
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :prefix)"),
		FilterExpression: aws.String("expiresAt > :now"), // those that are to be deleted come last
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(centrePartition(centre)), ":prefix": dynamo.S(alertPrefix),
			":now": dynamo.N(now.Unix())},
		ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(p.Limit)), ExclusiveStartKey: startKey(p.Position),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fail(err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var items []alertItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &items); err != nil {
		return fail(err)
	}
	a := inquiry.Alerts{Items: []inquiry.Alert{}}
	if a.Next, err = position(out.LastEvaluatedKey); err != nil || len(items) == 0 {
		return a, err
	}
	got, err := s.fetch(ctx, readsKey(centre, person))
	if err != nil {
		return fail(err)
	}
	all := reads(got[readsKey(centre, person)])
	first, last := items[0].Number, items[0].Number
	for _, it := range items {
		first, last = min(first, it.Number), max(last, it.Number)
	}
	single := map[int]readItem{}
	if len(all.Single) > 0 && last > all.UpTo {
		if single, err = s.readSince(ctx, centre, person, max(first, all.UpTo+1), last); err != nil {
			return fail(err)
		}
	}
	for _, it := range items {
		alert := it.alert()
		if one, ok := single[it.Number]; ok {
			alert.Read, alert.ReadAt = true, dynamo.Instant(one.At)
		} else if it.Number <= all.UpTo {
			alert.Read, alert.ReadAt = true, all.At
		}
		a.Items = append(a.Items, alert)
	}
	return a, nil
}
