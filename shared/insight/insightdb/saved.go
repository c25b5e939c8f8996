package insightdb

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Saved keeps saved reports in the Insight table; it implements query.ScheduleStore.
//
// What somebody keeps for themselves and what is shared lie apart, so that nobody's list reads what others keep. A schedule is a card in the order of
// days; whoever saved something is on one of 28 lists, by the day of the month on which it is looked whether they are still there.
type Saved struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter // may be nil
}

var _ query.ScheduleStore = Saved{}

func sharedPK(owner principal.OperatorCode) string { return "SAVED#" + string(owner) }

func privatePK(owner principal.OperatorCode, subject string) string {
	return sharedPK(owner) + "#" + subject
}

func savedKey(s query.Saved) dynamo.Key {
	if s.Shared {
		return dynamo.Key{PK: sharedPK(s.Owner), SK: string(s.ID)}
	}
	return dynamo.Key{PK: privatePK(s.Owner, s.By), SK: string(s.ID)}
}

const schedulesPK = "SCHEDULES"

func scheduleKey(s query.Saved) dynamo.Key {
	return dynamo.Key{PK: schedulesPK, SK: s.Due + "#" + string(s.Owner) + "#" + s.By + "#" + string(s.ID)}
}

func saverKey(s query.Saver) dynamo.Key {
	const days = 28
	h := fnv.New32a()
	_, _ = h.Write([]byte(s.Subject))
	return dynamo.Key{PK: saversPK(int(h.Sum32()%days) + 1), SK: string(s.Owner) + "#" + s.Subject}
}

func saversPK(day int) string { return fmt.Sprintf("SAVERS#%02d", day) }

type savedItem struct {
	dynamo.Key
	ID          string        `dynamodbav:"id"`
	Owner       string        `dynamodbav:"owner"`
	By          string        `dynamodbav:"by"`
	Name        string        `dynamodbav:"name"`
	Description string        `dynamodbav:"description,omitempty"`
	Question    string        `dynamodbav:"question"` // JSON of query.Question
	Chart       string        `dynamodbav:"chart"`
	Shared      bool          `dynamodbav:"shared"`
	Schedule    *scheduleItem `dynamodbav:"schedule,omitempty"`
	Due         string        `dynamodbav:"due,omitempty"`
	RunAt       *time.Time    `dynamodbav:"runAt,omitempty"`
	RunState    string        `dynamodbav:"runState,omitempty"`
	RunReason   string        `dynamodbav:"runReason,omitempty"`
	Version     int           `dynamodbav:"version"`
	CreatedAt   time.Time     `dynamodbav:"createdAt"`
	UpdatedAt   time.Time     `dynamodbav:"updatedAt"`
	Fingerprint string        `dynamodbav:"fingerprint,omitempty"`
	Revision    int           `dynamodbav:"revision"`
}

type scheduleItem struct {
	Every    string `dynamodbav:"every"`
	Weekday  int    `dynamodbav:"weekday,omitempty"`
	Day      int    `dynamodbav:"day,omitempty"`
	Format   string `dynamodbav:"format"`
	Language string `dynamodbav:"language"`
}

// reminderItem and saverItem are cards that point to reports and people.
type reminderItem struct {
	dynamo.Key
	Owner string `dynamodbav:"owner"`
	By    string `dynamodbav:"by"`
	ID    string `dynamodbav:"id,omitempty"`
	Day   string `dynamodbav:"day,omitempty"`
}

func writeSaved(s query.Saved) (map[string]types.AttributeValue, error) {
	question, err := json.Marshal(s.Question)
	if err != nil {
		return nil, err
	}
	it := savedItem{Key: savedKey(s), ID: string(s.ID), Owner: string(s.Owner), By: s.By, Name: s.Name, Description: s.Description, Question: string(question), Chart: string(s.Chart),
		Shared: s.Shared, Due: s.Due, Version: s.Version, CreatedAt: s.CreatedAt, UpdatedAt: s.UpdatedAt, Fingerprint: s.Fingerprint, Revision: s.Revision}
	if s.Schedule != nil {
		it.Schedule = &scheduleItem{s.Schedule.Every, s.Schedule.Weekday, s.Schedule.Day, string(s.Schedule.Format), s.Schedule.Language}
	}
	if s.LastRun != nil {
		it.RunAt, it.RunState, it.RunReason = &s.LastRun.At, string(s.LastRun.State), s.LastRun.Reason
	}
	return attributevalue.MarshalMap(it)
}

func readSaved(item map[string]types.AttributeValue) (query.Saved, error) {
	var it savedItem
	if err := attributevalue.UnmarshalMap(item, &it); err != nil {
		return query.Saved{}, err
	}
	s := query.Saved{ID: query.SavedID(it.ID), Owner: principal.OperatorCode(it.Owner), By: it.By, Name: it.Name, Description: it.Description, Chart: query.ChartKind(it.Chart), Shared: it.Shared,
		Due: it.Due, Version: it.Version, CreatedAt: it.CreatedAt, UpdatedAt: it.UpdatedAt, Fingerprint: it.Fingerprint, Revision: it.Revision}
	if it.Schedule != nil {
		s.Schedule = &query.Schedule{Every: it.Schedule.Every, Weekday: it.Schedule.Weekday, Day: it.Schedule.Day, Format: insight.Format(it.Schedule.Format), Language: it.Schedule.Language}
	}
	if it.RunAt != nil {
		s.LastRun = &query.LastRun{At: *it.RunAt, State: query.RunState(it.RunState), Reason: it.RunReason}
	}
	return s, json.Unmarshal([]byte(it.Question), &s.Question)
}

// each calls do with what a query finds, until it returns an error or most (0: all) were read.
func (s Saved) each(ctx context.Context, in *dynamodb.QueryInput, do func(map[string]types.AttributeValue) error) error {
	in.TableName, in.ReturnConsumedCapacity = &s.Table, types.ReturnConsumedCapacityTotal
	for pages := dynamodb.NewQueryPaginator(s.Client, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		s.Meter.AddOne(page.ConsumedCapacity)
		for _, item := range page.Items {
			if err := do(item); err != nil {
				return err
			}
		}
		if in.Limit != nil { // one page was wanted
			return nil
		}
	}
	return nil
}

func partitionOf(pk string) *dynamodb.QueryInput {
	return &dynamodb.QueryInput{ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(pk)}}
}

// Visible implements query.SavedStore. Two queries.
func (s Saved) Visible(ctx context.Context, owner principal.OperatorCode, subject string) ([]query.Saved, error) {
	out := []query.Saved{}
	for _, pk := range []string{privatePK(owner, subject), sharedPK(owner)} {
		err := s.each(ctx, partitionOf(pk), func(item map[string]types.AttributeValue) error {
			one, err := readSaved(item)
			out = append(out, one)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("saved reports of %s: %w", owner, err)
		}
	}
	return out, nil
}

// Saved implements query.SavedStore. One read of two keys.
func (s Saved) Saved(ctx context.Context, owner principal.OperatorCode, subject string, id query.SavedID) (query.Saved, error) {
	keys := []map[string]types.AttributeValue{savedKey(query.Saved{Owner: owner, By: subject, ID: id}).Map(), savedKey(query.Saved{Owner: owner, ID: id, Shared: true}).Map()}
	for len(keys) > 0 {
		out, err := s.Client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
			RequestItems: map[string]types.KeysAndAttributes{s.Table: {Keys: keys, ConsistentRead: aws.Bool(true)}}})
		if err != nil {
			return query.Saved{}, fmt.Errorf("saved report %s: %w", id, err)
		}
		s.Meter.Add(out.ConsumedCapacity...)
		for _, item := range out.Responses[s.Table] {
			one, err := readSaved(item)
			if err != nil {
				return query.Saved{}, fmt.Errorf("saved report %s: %w", id, err)
			}
			return one, nil
		}
		keys = out.UnprocessedKeys[s.Table].Keys
	}
	return query.Saved{}, query.SavedUnknown()
}

// PutSaved implements query.SavedStore: one write; a transaction when it is new or when its place or its day changes.
func (s Saved) PutSaved(ctx context.Context, before *query.Saved, after query.Saved) error {
	after.Revision = 1
	if before != nil {
		after.Revision = before.Revision + 1
	}
	item, err := writeSaved(after)
	if err != nil {
		return fmt.Errorf("save report %s: %w", after.ID, err)
	}
	put := &types.Put{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK)")}
	moved := before != nil && savedKey(*before) != savedKey(after)
	if before != nil && !moved {
		put.ConditionExpression = aws.String("revision = :before")
		put.ExpressionAttributeValues = map[string]types.AttributeValue{":before": dynamo.N(before.Revision)}
	}
	writes := []types.TransactWriteItem{{Put: put}}
	if moved {
		writes = append(writes, types.TransactWriteItem{Delete: s.removal(*before)})
	}
	if before == nil {
		saver := query.Saver{Owner: after.Owner, Subject: after.By}
		card, err := attributevalue.MarshalMap(reminderItem{Key: saverKey(saver), Owner: string(after.Owner), By: after.By})
		if err != nil {
			return fmt.Errorf("save report %s: %w", after.ID, err)
		}
		writes = append(writes, types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: card}})
	}
	had := before != nil && before.Due != ""
	if had && before.Due != after.Due {
		writes = append(writes, types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: scheduleKey(*before).Map()}})
	}
	if after.Due != "" && (!had || before.Due != after.Due) {
		card, err := attributevalue.MarshalMap(reminderItem{scheduleKey(after), string(after.Owner), after.By, string(after.ID), after.Due})
		if err != nil {
			return fmt.Errorf("save report %s: %w", after.ID, err)
		}
		writes = append(writes, types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: card}})
	}
	if len(writes) == 1 {
		err = s.putAlone(ctx, put)
	} else {
		err = s.transact(ctx, writes)
	}
	if err != nil {
		return fmt.Errorf("save report %s: %w", after.ID, err)
	}
	return nil
}

// removal takes a report away as it was read.
func (s Saved) removal(r query.Saved) *types.Delete {
	return &types.Delete{TableName: &s.Table, Key: savedKey(r).Map(), ConditionExpression: aws.String("revision = :before"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":before": dynamo.N(r.Revision)}}
}

func (s Saved) putAlone(ctx context.Context, put *types.Put) error {
	dynamo.NameWrite(put.Item)
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: put.TableName, Item: put.Item, ConditionExpression: put.ConditionExpression,
		ExpressionAttributeValues:           put.ExpressionAttributeValues,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if dynamo.MetItself(err, put.Item) {
		return nil
	}
	if _, failed := dynamo.ConditionFailed(err); failed {
		return query.ErrChanged
	}
	if err != nil {
		return err
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

func (s Saved) transact(ctx context.Context, writes []types.TransactWriteItem) error {
	out, err := s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	for _, reason := range dynamo.Reasons(err) {
		if code := aws.ToString(reason.Code); code == dynamo.RefusedByCondition || code == dynamo.RefusedByConflict {
			return query.ErrChanged
		}
	}
	if err != nil {
		return err
	}
	s.Meter.Add(out.ConsumedCapacity...)
	return nil
}

// DeleteSaved implements query.SavedStore: one transaction over the report and its day.
func (s Saved) DeleteSaved(ctx context.Context, r query.Saved) error {
	writes := []types.TransactWriteItem{{Delete: s.removal(r)}}
	if r.Due != "" {
		writes = append(writes, types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: scheduleKey(r).Map()}})
	}
	if err := s.transact(ctx, writes); err != nil {
		return fmt.Errorf("delete report %s: %w", r.ID, err)
	}
	return nil
}

// Due implements query.ScheduleStore. One query.
func (s Saved) Due(ctx context.Context, now time.Time, most int) ([]query.Reminder, error) {
	tomorrow := now.UTC().AddDate(0, 0, 1).Format(time.DateOnly)
	out := []query.Reminder{}
	in := &dynamodb.QueryInput{Limit: aws.Int32(int32(most)), KeyConditionExpression: aws.String("PK = :pk AND SK < :tomorrow"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(schedulesPK), ":tomorrow": dynamo.S(tomorrow)}}
	err := s.each(ctx, in, func(item map[string]types.AttributeValue) error {
		var it reminderItem
		err := attributevalue.UnmarshalMap(item, &it)
		out = append(out, query.Reminder{Owner: principal.OperatorCode(it.Owner), By: it.By, ID: query.SavedID(it.ID), Day: it.Day})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("scheduled reports: %w", err)
	}
	return out, nil
}

// Savers implements query.ScheduleStore. One query.
func (s Saved) Savers(ctx context.Context, day int) ([]query.Saver, error) {
	out := []query.Saver{}
	err := s.each(ctx, partitionOf(saversPK(day)), func(item map[string]types.AttributeValue) error {
		var it reminderItem
		err := attributevalue.UnmarshalMap(item, &it)
		out = append(out, query.Saver{Owner: principal.OperatorCode(it.Owner), Subject: it.By})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("who saved reports: %w", err)
	}
	return out, nil
}

// ForgetSaver implements query.ScheduleStore. One write.
func (s Saved) ForgetSaver(ctx context.Context, one query.Saver) error {
	out, err := s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.Table, Key: saverKey(one).Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("forget who saved reports: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}
