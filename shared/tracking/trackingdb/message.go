package trackingdb

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// headRow is a message. It is written once, and moved in the index when something is done about what was refused of it.
type headRow struct {
	dynamo.Key
	ListPK      string                 `dynamodbav:"msPK"`
	ListSK      string                 `dynamodbav:"msSK"`
	Operator    string                 `dynamodbav:"operator"`
	ReceivedAt  string                 `dynamodbav:"receivedAt"`
	Format      string                 `dynamodbav:"format"`
	ContentType string                 `dynamodbav:"contentType,omitempty"`
	Size        int                    `dynamodbav:"size"`
	RawKey      string                 `dynamodbav:"rawKey"`
	Digest      string                 `dynamodbav:"digest"`
	Events      int                    `dynamodbav:"events"`
	Rejected    int                    `dynamodbav:"rejected"`
	Refusal     *tracking.Refusal      `dynamodbav:"refusal,omitempty"`
	Corrects    string                 `dynamodbav:"corrects,omitempty"`
	By          *tracking.Actor        `dynamodbav:"by,omitempty"`
	Settled     *tracking.Settled      `dynamodbav:"settled,omitempty"`
	Replaces    []tracking.Replacement `dynamodbav:"replaces,omitempty"`
	ReplacedBy  []string               `dynamodbav:"replacedBy,omitempty,stringset"`
	Uploaded    bool                   `dynamodbav:"uploaded,omitempty"`
	ExpiresAt   int64                  `dynamodbav:"expiresAt"`
}

func headOf(m tracking.Message) headRow {
	return headRow{Key: headKey(m.Receipt), ListPK: listPK(m.Operator, m.ReceivedAt, kindOf(m)), ListSK: listSK(m.ReceivedAt, m.Receipt),
		Operator: string(m.Operator), ReceivedAt: m.ReceivedAt.UTC().Format(time.RFC3339Nano), Format: m.Format, ContentType: m.ContentType, Size: m.Size,
		RawKey: m.RawKey, Digest: m.Digest, Events: m.Events, Rejected: m.Rejected, Refusal: m.Refusal,
		Corrects: m.Corrects, By: m.By, Settled: m.Settled, Replaces: m.Replaces, ReplacedBy: m.ReplacedBy, Uploaded: m.Uploaded, ExpiresAt: m.ReceivedAt.Add(keepMessages).Unix()}
}

func readHead(item map[string]types.AttributeValue) (tracking.Message, error) {
	var r headRow
	if err := attributevalue.UnmarshalMap(item, &r); err != nil {
		return tracking.Message{}, err
	}
	at, err := time.Parse(time.RFC3339Nano, r.ReceivedAt)
	return tracking.Message{Receipt: after(r.PK, messagePK("")), Operator: principal.OperatorCode(r.Operator), ReceivedAt: at.UTC(), Format: r.Format,
		ContentType: r.ContentType, Size: r.Size, RawKey: r.RawKey, Digest: r.Digest, Events: r.Events, Rejected: r.Rejected, Refusal: r.Refusal,
		Corrects: r.Corrects, By: r.By, Settled: r.Settled, Replaces: r.Replaces, ReplacedBy: r.ReplacedBy, Uploaded: r.Uploaded}, err
}

func kindOf(m tracking.Message) string {
	switch {
	case m.ToDo():
		return listRefused
	case m.Refused():
		return listSettled
	}
	return listAccepted
}

// Create implements tracking.Messages. When the answer to the write was lost and the SDK sent it again, the message meets itself: that is
// no other message with its receipt.
func (s *Store) Create(ctx context.Context, m tracking.Message) error {
	item, err := attributevalue.MarshalMap(headOf(m))
	if err != nil {
		return fmt.Errorf("create message %s: %w", m.Receipt, err)
	}
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item,
		ConditionExpression: aws.String("attribute_not_exists(PK)"), ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if old, taken := dynamo.ConditionFailed(err); taken {
		if reflect.DeepEqual(old, item) {
			return nil
		}
		return problem.New(problem.Conflict, "receipt-taken", "A message with this receipt is there already.")
	}
	if err != nil {
		return fmt.Errorf("create message %s: %w", m.Receipt, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Sent lists an operator's messages. It goes back day by day, a fortnight a page at most: a quiet operator's page costs three reads a day.
func (s *Store) Sent(ctx context.Context, q tracking.Sent) (tracking.Page, error) {
	const daysAPage = 14
	before := q.After
	if before == "" {
		before = listSK(q.Now.Add(time.Hour), "") // messages of this millisecond are in it
	}
	day, err := time.Parse(time.DateOnly, before[:min(len(before), len(time.DateOnly))])
	if err != nil {
		return tracking.Page{}, fmt.Errorf("list messages of %s: %w", q.Operator, err)
	}
	var page tracking.Page
	for range daysAPage {
		if day.Before(q.Now.Add(-keepMessages - 24*time.Hour)) {
			return page, nil
		}
		messages, err := s.day(ctx, q, day, before, q.Limit-len(page.Messages))
		if err != nil {
			return tracking.Page{}, fmt.Errorf("list messages of %s: %w", q.Operator, err)
		}
		page.Messages = append(page.Messages, messages...)
		if len(page.Messages) >= q.Limit {
			last := page.Messages[len(page.Messages)-1]
			page.Next = listSK(last.ReceivedAt, last.Receipt)
			return page, nil
		}
		before = day.Format(time.DateOnly) // sorts before everything of that day and after everything of the day before
		day = day.AddDate(0, 0, -1)
	}
	page.Next = before
	return page, nil
}

// day reads the messages of one day before a sort key, newest first.
func (s *Store) day(ctx context.Context, q tracking.Sent, day time.Time, before string, limit int) ([]tracking.Message, error) {
	kinds := []string{listRefused, listSettled, listAccepted}
	switch {
	case q.ToDo:
		kinds = kinds[:1]
	case q.Refused:
		kinds = kinds[:2]
	}
	var all []tracking.Message
	for _, kind := range kinds {
		out, err := s.page(ctx, &dynamodb.QueryInput{IndexName: aws.String(indexMessages),
			KeyConditionExpression: aws.String("msPK = :pk AND msSK < :before"),
			ExpressionAttributeValues: map[string]types.AttributeValue{
				":pk": dynamo.S(listPK(q.Operator, day, kind)), ":before": dynamo.S(before)},
			ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(limit))})
		if err != nil {
			return nil, err
		}
		for _, item := range out.Items {
			m, err := readHead(item)
			if err != nil {
				return nil, err
			}
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b tracking.Message) int {
		return strings.Compare(listSK(b.ReceivedAt, b.Receipt), listSK(a.ReceivedAt, a.Receipt))
	})
	return all[:min(limit, len(all))], nil
}
