package transitdb

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

// checkRow is a plan to look at up to 50 items.
type checkRow struct {
	dynamo.Key
	Items     string `dynamodbav:"it"`
	First     bool   `dynamodbav:"f,omitempty"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

// cursorRow is how far checks are done.
type cursorRow struct {
	dynamo.Key
	From    string `dynamodbav:"from"`
	To      string `dynamodbav:"to"`
	Day     string `dynamodbav:"day,omitempty"`
	Shard   int    `dynamodbav:"shard"`
	After   string `dynamodbav:"after,omitempty"`
	Done    int    `dynamodbav:"done"`
	Version int    `dynamodbav:"ver"`
}

func checkOf(l transit.Check) checkRow {
	ids := make([]string, len(l.Items))
	for k, id := range l.Items {
		ids[k] = string(id)
	}
	return checkRow{Key: checkKey(l), Items: strings.Join(ids, " "), First: l.First, ExpiresAt: l.At.Add(keepChecks).Unix()}
}

// PutChecks implements transit.Checks.
func (s *Store) PutChecks(ctx context.Context, checks []transit.Check) error {
	rows := make([]any, len(checks))
	for i, l := range checks {
		rows[i] = checkOf(l)
	}
	if err := s.putAll(ctx, rows); err != nil {
		return fmt.Errorf("plan checks: %w", err)
	}
	return nil
}

// Cursor implements transit.CheckStore.
func (s *Store) Cursor(ctx context.Context) (transit.Cursor, bool, error) {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: cursorKey.Map(), ConsistentRead: aws.Bool(true), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return transit.Cursor{}, false, fmt.Errorf("read how far checks are done: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	if out.Item == nil {
		return transit.Cursor{}, false, nil
	}
	var row cursorRow
	if err := attributevalue.UnmarshalMap(out.Item, &row); err != nil {
		return transit.Cursor{}, false, fmt.Errorf("read how far checks are done: %w", err)
	}
	c := transit.Cursor{Day: row.Day, Shard: row.Shard, After: row.After, Done: row.Done, Version: row.Version}
	if c.From, err = time.Parse(time.RFC3339, row.From); err == nil {
		c.To, err = time.Parse(time.RFC3339, row.To)
	}
	return c, err == nil, err
}

// Due implements transit.CheckStore: one page of one shard of one day.
func (s *Store) Due(ctx context.Context, c transit.Cursor, limit int) ([]transit.Planned, transit.Cursor, error) {
	fail := func(err error) ([]transit.Planned, transit.Cursor, error) {
		return nil, c, fmt.Errorf("read checks of %s: %w", c.Day, err)
	}
	lower, upper := " ", afterAll
	if c.Day == c.From.Format(time.DateOnly) {
		lower = c.From.Format(hourForm) + afterAll
	}
	if c.Day == c.To.Format(time.DateOnly) {
		upper = c.To.Format(hourForm) + afterAll
	}
	if c.After != "" {
		lower = c.After + " " // the next key after it
	}
	var out *dynamodb.QueryOutput
	if lower < upper {
		var err error
		out, err = s.query(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk AND SK BETWEEN :lower AND :upper"), ConsistentRead: aws.Bool(true), Limit: aws.Int32(int32(limit)),
			ExpressionAttributeValues: stored{":pk": dynamo.S(checkPK(c.Day, c.Shard)), ":lower": dynamo.S(lower), ":upper": dynamo.S(upper)}})
		if err != nil {
			return fail(err)
		}
	} else {
		out = &dynamodb.QueryOutput{}
	}
	day, err := time.Parse(time.DateOnly, c.Day)
	if err != nil {
		return fail(err)
	}
	var checks []transit.Planned
	for _, item := range out.Items {
		var row checkRow
		if err := attributevalue.UnmarshalMap(item, &row); err != nil {
			return fail(err)
		}
		hour, rest, _ := strings.Cut(row.SK, "#")
		kind, name, _ := strings.Cut(rest, "#")
		n, err := strconv.Atoi(hour)
		if err != nil {
			return fail(err)
		}
		l := transit.Planned{Check: transit.Check{At: day.Add(time.Duration(n) * time.Hour), Kind: transit.Kind(kind), Name: name, First: row.First}, Then: c}
		for id := range strings.FieldsSeq(row.Items) {
			l.Items = append(l.Items, edi.ItemID(id))
		}
		l.Then.After, l.Then.Done = row.SK, 0
		checks = append(checks, l)
	}
	end := c
	if end.Done = 0; len(checks) > 0 {
		end = checks[len(checks)-1].Then
	}
	if out.LastEvaluatedKey == nil {
		end = nextShard(end, day)
	}
	return checks, end, nil
}

// nextShard goes on after the last check of a shard: to the next shard, the next day, or to the end.
func nextShard(c transit.Cursor, day time.Time) transit.Cursor {
	c.After, c.Done = "", 0
	if c.Shard++; c.Shard < shards {
		return c
	}
	c.Shard, c.Day = 0, day.AddDate(0, 0, 1).Format(time.DateOnly)
	if c.Day > c.To.Format(time.DateOnly) {
		c.From, c.Day = c.To, ""
	}
	return c
}

// Commit implements transit.CheckStore: the cursor, what is planned and the counts change in one transaction, so that nothing counts twice.
func (s *Store) Commit(ctx context.Context, before, after transit.Cursor, checks []transit.Check, t *transit.Tally) error {
	row := cursorRow{Key: cursorKey, From: after.From.UTC().Format(time.RFC3339), To: after.To.UTC().Format(time.RFC3339), Day: after.Day, Shard: after.Shard, After: after.After,
		Done: after.Done, Version: after.Version}
	item, err := attributevalue.MarshalMap(row)
	if err != nil {
		return fmt.Errorf("go on with checks: %w", err)
	}
	put := &types.Put{TableName: &s.Table, Item: item, ConditionExpression: aws.String("ver = :seen"), ExpressionAttributeValues: stored{":seen": dynamo.N(before.Version)}}
	if before.Version == 0 {
		put.ConditionExpression, put.ExpressionAttributeValues = aws.String("attribute_not_exists(PK)"), nil
	}
	items := []types.TransactWriteItem{{Put: put}}
	for _, l := range checks {
		row, err := attributevalue.MarshalMap(checkOf(l))
		if err != nil {
			return fmt.Errorf("go on with checks: %w", err)
		}
		items = append(items, types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: row}})
	}
	err = s.transact(ctx, append(items, s.counted(t)...))
	for i, reason := range dynamo.Reasons(err) {
		if i == 0 && aws.ToString(reason.Code) == dynamo.RefusedByCondition {
			return transit.ErrMoved
		}
	}
	if err != nil {
		return fmt.Errorf("go on with checks: %w", err)
	}
	return nil
}
