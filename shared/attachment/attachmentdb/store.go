package attachmentdb

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Store implements attachment.Store. One item a document; the index lists those of an inquiry.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter // may be nil
}

const byInquiry = "inquiry"

func keyOf(id attachment.ID) dynamo.Key {
	return dynamo.Key{PK: "DOCUMENT#" + string(id), SK: "DOCUMENT"}
}

type item struct {
	dynamo.Key
	Inquiry     string      `dynamodbav:"iqPK"`
	Order       string      `dynamodbav:"iqSK"` // when it was announced, and its id
	ID          string      `dynamodbav:"id"`
	Operator    string      `dynamodbav:"op"`
	By          string      `dynamodbav:"by,omitempty"`
	Name        string      `dynamodbav:"name,omitempty"`
	MediaType   string      `dynamodbav:"type"`
	Size        int         `dynamodbav:"size"`
	SHA256      string      `dynamodbav:"sha,omitempty"`
	State       string      `dynamodbav:"state"`
	Reason      *reasonItem `dynamodbav:"reason,omitempty"`
	Scan        string      `dynamodbav:"scan"`
	AnnouncedAt time.Time   `dynamodbav:"at"`
	SettledAt   time.Time   `dynamodbav:"settled,omitempty"`
	Erased      bool        `dynamodbav:"erased,omitempty"`
	Fingerprint string      `dynamodbav:"fp,omitempty"`
	ExpiresAt   int64       `dynamodbav:"expiresAt,omitempty"` // while it is announced
}

type reasonItem struct {
	Slug   string `dynamodbav:"slug"`
	Detail string `dynamodbav:"detail"`
	Field  string `dynamodbav:"field"`
	Wrong  string `dynamodbav:"wrong"`
}

// orderLayout sorts as text.
const orderLayout = "2006-01-02T15:04:05.000Z"

func write(d attachment.Document) item {
	i := item{Key: keyOf(d.ID), Inquiry: string(d.Inquiry), Order: d.AnnouncedAt.UTC().Format(orderLayout) + "#" + string(d.ID), ID: string(d.ID),
		Operator: string(d.Operator), By: d.By, Name: d.Name, MediaType: d.MediaType, Size: d.Size, SHA256: d.SHA256, State: string(d.State),
		Scan: string(d.Scan), AnnouncedAt: d.AnnouncedAt, SettledAt: d.SettledAt, Erased: d.Erased, Fingerprint: d.Fingerprint}
	if r := d.Reason; r != nil {
		i.Reason = &reasonItem{r.Slug, r.Detail, r.Field, r.Wrong}
	}
	return i
}

func (i item) read() attachment.Document {
	d := attachment.Document{ID: attachment.ID(i.ID), Inquiry: inquiry.ID(i.Inquiry), Operator: directory.OperatorCode(i.Operator), By: i.By, Name: i.Name,
		MediaType: i.MediaType, Size: i.Size, SHA256: i.SHA256, State: attachment.State(i.State), Scan: attachment.Verdict(i.Scan),
		AnnouncedAt: i.AnnouncedAt, SettledAt: i.SettledAt, Erased: i.Erased, Fingerprint: i.Fingerprint}
	if r := i.Reason; r != nil {
		d.Reason = &attachment.Reason{Slug: r.Slug, Detail: r.Detail, Field: r.Field, Wrong: r.Wrong}
	}
	return d
}

// Announce implements attachment.Store.
func (s *Store) Announce(ctx context.Context, d attachment.Document, forget time.Time) error {
	i := write(d)
	i.ExpiresAt = forget.Unix()
	err := s.put(ctx, i, "attribute_not_exists(PK)", nil)
	if old, failed := dynamo.ConditionFailed(err); failed {
		if there, err := unmarshal(old); err == nil && there.AnnouncedAt.Equal(d.AnnouncedAt) && there.Inquiry == d.Inquiry && there.Fingerprint == d.Fingerprint && there.SHA256 == d.SHA256 {
			return nil // ours: an answer was lost and the SDK sent it again
		}
		return attachment.ErrExists
	}
	return err
}

func unmarshal(av map[string]types.AttributeValue) (attachment.Document, error) {
	var i item
	if err := attributevalue.UnmarshalMap(av, &i); err != nil {
		return attachment.Document{}, fmt.Errorf("read document: %w", err)
	}
	return i.read(), nil
}

// Document implements attachment.Store. One consistent read.
func (s *Store) Document(ctx context.Context, id attachment.ID) (attachment.Document, error) {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: keyOf(id).Map(), ConsistentRead: aws.Bool(true),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return attachment.Document{}, fmt.Errorf("document %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	if out.Item == nil {
		return attachment.Document{}, attachment.Unknown()
	}
	return unmarshal(out.Item)
}

// Of implements attachment.Store. A document announced this moment may be missing.
func (s *Store) Of(ctx context.Context, id inquiry.ID) ([]attachment.Document, error) {
	all := []attachment.Document{}
	pages := dynamodb.NewQueryPaginator(s.Client, &dynamodb.QueryInput{TableName: &s.Table, IndexName: aws.String(byInquiry),
		KeyConditionExpression: aws.String("iqPK = :inquiry"), ExpressionAttributeValues: map[string]types.AttributeValue{":inquiry": dynamo.S(string(id))},
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("documents of inquiry %s: %w", id, err)
		}
		s.Meter.AddOne(page.ConsumedCapacity)
		for _, av := range page.Items {
			d, err := unmarshal(av)
			if err != nil {
				return nil, err
			}
			all = append(all, d)
		}
	}
	return all, nil
}

// Settle implements attachment.Store. What is settled does not expire.
func (s *Store) Settle(ctx context.Context, d attachment.Document, was attachment.State) error {
	err := s.put(ctx, write(d), "#state = :was", map[string]types.AttributeValue{":was": dynamo.S(string(was))})
	if _, failed := dynamo.ConditionFailed(err); failed {
		return attachment.ErrSettled
	}
	return err
}

func (s *Store) put(ctx context.Context, i item, condition string, values map[string]types.AttributeValue) error {
	av, err := attributevalue.MarshalMap(i)
	if err != nil {
		return fmt.Errorf("store document %s: %w", i.ID, err)
	}
	in := &dynamodb.PutItemInput{TableName: &s.Table, Item: av, ConditionExpression: &condition, ExpressionAttributeValues: values,
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal, ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld}
	if values != nil {
		in.ExpressionAttributeNames = map[string]string{"#state": "state"}
	}
	out, err := s.Client.PutItem(ctx, in)
	if err != nil {
		return fmt.Errorf("store document %s: %w", i.ID, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Withdraw implements attachment.Store.
func (s *Store) Withdraw(ctx context.Context, id attachment.ID) error {
	out, err := s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.Table, Key: keyOf(id).Map(),
		ConditionExpression: aws.String("attribute_not_exists(PK) OR #state = :announced"), ExpressionAttributeNames: map[string]string{"#state": "state"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":announced": dynamo.S(string(attachment.Announced))},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	if _, failed := dynamo.ConditionFailed(err); failed {
		return attachment.ErrSettled
	}
	if err != nil {
		return fmt.Errorf("withdraw document %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}
