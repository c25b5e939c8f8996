package insightdb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Runs keeps the runs of the monthly report in the Insight table, all on one list of a few items a month; it implements insight.RunStore.
type Runs struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter // may be nil
}

const runsPK = "RUNS"

func runKey(id insight.RunID) dynamo.Key { return dynamo.Key{PK: runsPK, SK: string(id)} }

// handLasts is how long runs that were made by hand are listed.
const handLasts = 90 * 24 * time.Hour

type runItem struct {
	dynamo.Key
	Kind      string            `dynamodbav:"kind"`
	Month     string            `dynamodbav:"month"`
	State     string            `dynamodbav:"state"`
	Only      string            `dynamodbav:"only,omitempty"`
	Reason    string            `dynamodbav:"reason,omitempty"`
	By        string            `dynamodbav:"by,omitempty"`
	Body      string            `dynamodbav:"body,omitempty"`
	At        time.Time         `dynamodbav:"at"`
	Ended     *time.Time        `dynamodbav:"ended,omitempty"`
	Counts    string            `dynamodbav:"counts,omitempty"`
	Total     int               `dynamodbav:"total,omitempty"`
	Done      []string          `dynamodbav:"done,stringset,omitempty"`
	Made      int               `dynamodbav:"made,omitempty"`
	Failed    map[string]string `dynamodbav:"failed"` // there from the beginning: its parts are set one by one
	Differed  int               `dynamodbav:"differed,omitempty"`
	Mailed    int               `dynamodbav:"mailed,omitempty"`
	Begun     int               `dynamodbav:"begun,omitempty"`
	HeldUntil int64             `dynamodbav:"heldUntil,omitempty"` // Unix milliseconds
	ExpiresAt int64             `dynamodbav:"expiresAt,omitempty"`
}

func (i runItem) read() insight.Run {
	r := insight.Run{ID: insight.RunID(i.SK), Kind: insight.RunKind(i.Kind), Month: insight.Month(i.Month), State: insight.State(i.State), Only: principal.OperatorCode(i.Only), Reason: i.Reason, By: i.By,
		Body: i.Body, At: i.At, Counts: i.Counts, Total: i.Total, Made: i.Made, Differed: i.Differed, Mailed: i.Mailed, Begun: i.Begun}
	if i.Ended != nil {
		r.Ended = *i.Ended
	}
	if i.HeldUntil != 0 {
		r.Held = time.UnixMilli(i.HeldUntil).UTC()
	}
	for _, op := range i.Done {
		r.Done = append(r.Done, principal.OperatorCode(op))
	}
	slices.Sort(r.Done)
	for op, why := range i.Failed {
		if r.Failed == nil {
			r.Failed = map[principal.OperatorCode]string{}
		}
		r.Failed[principal.OperatorCode(op)] = why
	}
	return r
}

// Ask implements insight.RunStore. One write, and a read of what was there.
func (s Runs) Ask(ctx context.Context, r insight.Run) (insight.Run, bool, error) {
	item := runItem{Key: runKey(r.ID), Kind: string(r.Kind), Month: string(r.Month), State: string(r.State), Only: string(r.Only), Reason: r.Reason, By: r.By, Body: r.Body, At: r.At, Failed: map[string]string{}}
	if r.Kind == insight.ByHand {
		item.ExpiresAt = r.At.Add(handLasts).Unix()
	}
	av, err := attributevalue.MarshalMap(item)
	if err != nil {
		return r, false, fmt.Errorf("ask for run %s: %w", r.ID, err)
	}
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: av, ConditionExpression: aws.String("attribute_not_exists(PK)"),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if old, failed := dynamo.ConditionFailed(err); failed {
		var there runItem
		if err := attributevalue.UnmarshalMap(old, &there); err != nil {
			return r, false, fmt.Errorf("ask for run %s: %w", r.ID, err)
		}
		return there.read(), false, nil
	}
	if err != nil {
		return r, false, fmt.Errorf("ask for run %s: %w", r.ID, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return r, true, nil
}

// Take implements insight.RunStore. One write.
func (s Runs) Take(ctx context.Context, id insight.RunID, now, until time.Time) (insight.Run, error) {
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: runKey(id).Map(), ReturnValues: types.ReturnValueAllNew,
		UpdateExpression:          aws.String("SET heldUntil = :until ADD begun :one"),
		ConditionExpression:       aws.String("attribute_exists(PK) AND (attribute_not_exists(heldUntil) OR heldUntil <= :now)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":until": dynamo.N(until.UnixMilli()), ":now": dynamo.N(now.UnixMilli()), ":one": dynamo.N(1)},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	if _, failed := dynamo.ConditionFailed(err); failed {
		return insight.Run{}, problem.New(problem.Conflict, "report-run-busy", "The run is under way.").Because(err)
	}
	if err != nil {
		return insight.Run{}, fmt.Errorf("take up run %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var item runItem
	if err := attributevalue.UnmarshalMap(out.Attributes, &item); err != nil {
		return insight.Run{}, fmt.Errorf("take up run %s: %w", id, err)
	}
	return item.read(), nil
}

// Counted implements insight.RunStore. One write.
func (s Runs) Counted(ctx context.Context, id insight.RunID, key string, total, differed int) error {
	return s.update(ctx, id, &dynamodb.UpdateItemInput{UpdateExpression: aws.String("SET counts = :key, #total = :total, differed = :differed"),
		ExpressionAttributeNames:  map[string]string{"#total": "total"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":key": dynamo.S(key), ":total": dynamo.N(total), ":differed": dynamo.N(differed)}})
}

// longestWhy bounds the words kept of a failure.
const longestWhy = 500

// Did implements insight.RunStore. One write.
func (s Runs) Did(ctx context.Context, id insight.RunID, operator principal.OperatorCode, made bool, why string) error {
	if why != "" {
		return s.update(ctx, id, &dynamodb.UpdateItemInput{UpdateExpression: aws.String("SET failed.#op = :why"),
			ExpressionAttributeNames:  map[string]string{"#op": string(operator)},
			ExpressionAttributeValues: map[string]types.AttributeValue{":why": dynamo.S(why[:min(len(why), longestWhy)])}})
	}
	n := 0
	if made {
		n = 1
	}
	return s.update(ctx, id, &dynamodb.UpdateItemInput{UpdateExpression: aws.String("ADD done :op, made :n REMOVE failed.#op"),
		ExpressionAttributeNames:  map[string]string{"#op": string(operator)},
		ExpressionAttributeValues: map[string]types.AttributeValue{":op": &types.AttributeValueMemberSS{Value: []string{string(operator)}}, ":n": dynamo.N(n)}})
}

// Leave implements insight.RunStore. One write.
func (s Runs) Leave(ctx context.Context, id insight.RunID, ended time.Time, mailed int) error {
	in := &dynamodb.UpdateItemInput{UpdateExpression: aws.String("SET mailed = :mailed REMOVE heldUntil"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":mailed": dynamo.N(mailed)}}
	if !ended.IsZero() {
		in.UpdateExpression = aws.String("SET mailed = :mailed, ended = :ended REMOVE heldUntil")
		in.ExpressionAttributeValues[":ended"] = dynamo.S(ended.UTC().Format(time.RFC3339Nano))
	}
	return s.update(ctx, id, in)
}

func (s Runs) update(ctx context.Context, id insight.RunID, in *dynamodb.UpdateItemInput) error {
	in.TableName, in.Key, in.ReturnConsumedCapacity = &s.Table, runKey(id).Map(), types.ReturnConsumedCapacityTotal
	out, err := s.Client.UpdateItem(ctx, in)
	if err != nil {
		return fmt.Errorf("run %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Runs implements insight.RunStore. One query.
func (s Runs) Runs(ctx context.Context, limit int) ([]insight.Run, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(limit)), ConsistentRead: aws.Bool(true),
		KeyConditionExpression:    aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(runsPK)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var items []runItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &items); err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	runs := make([]insight.Run, len(items))
	for i, item := range items {
		runs[i] = item.read()
	}
	return runs, nil
}
