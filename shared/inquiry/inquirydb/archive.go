package inquirydb

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Cold is the bucket of archived inquiries: an object each, named by the id alone.
type Cold struct {
	Client *s3.Client
	Bucket string
}

// PathStyle addresses a local engine's buckets by path: it has no name for each.
func PathStyle(c aws.Config) func(*s3.Options) {
	return func(o *s3.Options) { o.UsePathStyle = c.BaseEndpoint != nil }
}

const (
	coldPrefix = "inquiries/"
	coldSuffix = ".json.gz"
)

func coldKey(id inquiry.ID) string { return coldPrefix + string(id) + coldSuffix }

var errNoArchive = errors.New("this function has no archive")

// leave is how long the table keeps what was copied: long enough to see that the copy is good.
const leave = 7 * 24 * time.Hour

// archived is what an object holds: the items as the table had them.
type archived struct {
	Items []map[string]any `json:"items"`
}

// Archive implements inquiry.ArchiveStore: one query, one object, and the items put again with a time to live.
func (s *Store) Archive(ctx context.Context, id inquiry.ID, now time.Time) error {
	if s.Cold == nil {
		return errNoArchive
	}
	items, err := s.contents(ctx, id)
	if err != nil {
		return err
	}
	if !whole(id, items) { // the table has let some go already: the copy that was made before is the good one
		return nil
	}
	doc := archived{Items: make([]map[string]any, len(items))}
	for i, item := range items {
		if err := attributevalue.UnmarshalMap(item, &doc.Items[i]); err != nil {
			return fmt.Errorf("archive: %w", err)
		}
		delete(doc.Items[i], "expiresAt")
	}
	if err := s.writeCold(ctx, id, doc); err != nil {
		return err
	}
	for _, item := range items {
		key := map[string]types.AttributeValue{"PK": item["PK"], "SK": item["SK"]}
		out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: key, UpdateExpression: aws.String("SET expiresAt = :gone"),
			ConditionExpression: aws.String("attribute_exists(PK)"), ExpressionAttributeValues: map[string]types.AttributeValue{":gone": dynamo.N(now.Add(leave).Unix())},
			ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err != nil {
			return fmt.Errorf("archive: %w", err)
		}
		s.Meter.AddOne(out.ConsumedCapacity)
	}
	return nil
}

func (s *Store) writeCold(ctx context.Context, id inquiry.ID, doc archived) error {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	if err := errors.Join(json.NewEncoder(z).Encode(doc), z.Close()); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	if _, err := s.Cold.Client.PutObject(ctx, &s3.PutObjectInput{Bucket: &s.Cold.Bucket, Key: aws.String(coldKey(id)), ContentType: aws.String("application/json"),
		ContentEncoding: aws.String("gzip"), Body: bytes.NewReader(buf.Bytes())}); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	return nil
}

// whole reports whether the items begin with the first event and hold the request.
func whole(id inquiry.ID, items []map[string]types.AttributeValue) bool {
	var first, request bool
	for _, item := range items {
		sk, _ := item["SK"].(*types.AttributeValueMemberS)
		first = first || sk != nil && sk.Value == eventKey(id, 1).SK
		request = request || sk != nil && sk.Value == requestKey(id).SK
	}
	return first && request
}

// contents are the request and the events of an inquiry as they are stored.
func (s *Store) contents(ctx context.Context, id inquiry.ID) ([]map[string]types.AttributeValue, error) {
	var out []map[string]types.AttributeValue
	pages := dynamodb.NewQueryPaginator(s.Client, &dynamodb.QueryInput{TableName: &s.Table, ConsistentRead: aws.Bool(true),
		KeyConditionExpression:    aws.String("PK = :pk AND SK BETWEEN :from AND :to"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(partition(id)), ":from": dynamo.S(EventPrefix), ":to": dynamo.S("REQUEST")},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("contents of inquiry %s: %w", id, err)
		}
		s.Meter.AddOne(page.ConsumedCapacity)
		for _, item := range page.Items {
			if sk, ok := item["SK"].(*types.AttributeValueMemberS); ok && sk.Value != "HEAD" {
				out = append(out, item)
			}
		}
	}
	return out, nil
}

// thaw reads an archived inquiry's request and events from its object.
func (s *Store) thaw(ctx context.Context, id inquiry.ID) (inquiry.Request, []inquiry.Event, error) {
	var req inquiry.Request
	doc, err := s.readCold(ctx, id)
	if err != nil {
		return req, nil, err
	}
	var events []inquiry.Event
	for _, raw := range doc.Items {
		item, err := attributevalue.MarshalMap(raw)
		if err != nil {
			return req, nil, fmt.Errorf("thaw inquiry %s: %w", id, err)
		}
		if raw["SK"] == "REQUEST" {
			var it requestItem
			if err := attributevalue.UnmarshalMap(item, &it); err != nil {
				return req, nil, fmt.Errorf("thaw inquiry %s: %w", id, err)
			}
			req.Fields = it.Fields
			continue
		}
		var it eventItem
		if err := attributevalue.UnmarshalMap(item, &it); err != nil {
			return req, nil, fmt.Errorf("thaw inquiry %s: %w", id, err)
		}
		events = append(events, it.event())
	}
	return req, events, nil
}

func (s *Store) readCold(ctx context.Context, id inquiry.ID) (archived, error) {
	if s.Cold == nil {
		return archived{}, errNoArchive
	}
	object, err := s.Cold.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &s.Cold.Bucket, Key: aws.String(coldKey(id))})
	if err != nil {
		return archived{}, fmt.Errorf("thaw inquiry %s: %w", id, err)
	}
	defer func() { _ = object.Body.Close() }()
	doc, err := readArchived(object.Body)
	if err != nil {
		return archived{}, fmt.Errorf("thaw inquiry %s: %w", id, err)
	}
	return doc, nil
}

// readArchived takes the object as it is, or as a client that undid the content encoding hands it over.
func readArchived(body io.Reader) (archived, error) {
	var doc archived
	raw, err := io.ReadAll(body)
	if err != nil {
		return doc, err
	}
	if z, err := gzip.NewReader(bytes.NewReader(raw)); err == nil {
		if raw, err = io.ReadAll(z); err != nil {
			return doc, err
		}
	}
	return doc, json.Unmarshal(raw, &doc)
}
