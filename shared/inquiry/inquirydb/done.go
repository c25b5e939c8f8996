package inquirydb

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const donePrefix = "DONE#"

// doneReach bounds the steps that are read at once: about 40 units.
const doneReach = 2000

func doneKey(d inquiry.Done) dynamo.Key {
	return dynamo.Key{PK: centrePartition(d.Centre), SK: fmt.Sprintf("%s%s#%s#%d", donePrefix, d.At.UTC().Format(sortable), d.Inquiry, d.Seq)}
}

// doneItem is a step that a person took.
type doneItem struct {
	PK       string `dynamodbav:"PK"`
	SK       string `dynamodbav:"SK"`
	Subject  string `dynamodbav:"sub,omitempty"`
	Name     string `dynamodbav:"name,omitempty"`
	Inquiry  string `dynamodbav:"inq"`
	Seq      int    `dynamodbav:"seq"`
	Kind     string `dynamodbav:"kind"`
	At       int64  `dynamodbav:"at"`
	Workflow string `dynamodbav:"wf"`
	Level    int    `dynamodbav:"lvl"`
	OnTime   *bool  `dynamodbav:"ont,omitempty"`
	Expires  int64  `dynamodbav:"expiresAt"`
}

// Step implements inquiry.DoneStore: one item.
func (s *Store) Step(ctx context.Context, id inquiry.ID, seq int) (inquiry.Event, error) {
	key := eventKey(id, seq)
	got, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: key.Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return inquiry.Event{}, fmt.Errorf("step %d of inquiry %s: %w", seq, id, err)
	}
	s.Meter.AddOne(got.ConsumedCapacity)
	if got.Item == nil {
		return inquiry.Event{}, problem.New(problem.NotFound, "inquiry-unknown", "The inquiry has no such step.")
	}
	var it eventItem
	if err := attributevalue.UnmarshalMap(got.Item, &it); err != nil {
		return inquiry.Event{}, fmt.Errorf("step %d of inquiry %s: %w", seq, id, err)
	}
	return it.event(), nil
}

// PutDone implements inquiry.DoneStore: its key is the same however often it is told, and so is what it says.
func (s *Store) PutDone(ctx context.Context, d inquiry.Done) error {
	key := doneKey(d)
	item, err := attributevalue.MarshalMap(doneItem{PK: key.PK, SK: key.SK, Subject: d.By.Subject, Name: d.By.Name, Inquiry: string(d.Inquiry), Seq: d.Seq, Kind: string(d.Kind), At: dynamo.Millis(d.At),
		Workflow: d.Workflow, Level: d.Level, OnTime: d.OnTime, Expires: d.At.Add(inquiry.DoneKept).Unix()})
	if err != nil {
		return fmt.Errorf("put what was done: %w", err)
	}
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("put what was done: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// DoneSince implements inquiry.DoneStore: one query, doneReach rows at most.
func (s *Store) DoneSince(ctx context.Context, centre directory.CentreID, since, until time.Time) ([]inquiry.Done, bool, error) {
	at := func(t time.Time) types.AttributeValue { return dynamo.S(donePrefix + t.UTC().Format(sortable)) }
	pages := dynamodb.NewQueryPaginator(s.Client, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk AND SK BETWEEN :since AND :until"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(centrePartition(centre)), ":since": at(since), ":until": at(until.Add(time.Millisecond))},
		Limit:                     aws.Int32(doneReach + 1), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	out := []inquiry.Done{}
	for pages.HasMorePages() {
		part, err := pages.NextPage(ctx)
		if err != nil {
			return nil, false, fmt.Errorf("what was done in %s: %w", centre, err)
		}
		s.Meter.AddOne(part.ConsumedCapacity)
		var items []doneItem
		if err := attributevalue.UnmarshalListOfMaps(part.Items, &items); err != nil {
			return nil, false, fmt.Errorf("what was done in %s: %w", centre, err)
		}
		for _, it := range items {
			if len(out) == doneReach {
				return out, false, nil
			}
			out = append(out, inquiry.Done{Centre: centre, By: inquiry.Assignee{Subject: it.Subject, Name: it.Name}, Inquiry: inquiry.ID(it.Inquiry), Seq: it.Seq, Kind: inquiry.Kind(it.Kind),
				At: dynamo.Instant(it.At), Workflow: it.Workflow, Level: it.Level, OnTime: it.OnTime})
		}
	}
	return out, true, nil
}
