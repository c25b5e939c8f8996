package inquirydb

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Where a walk over all notices stands: in the table after a key, in the archive after an object, or at its end.
const (
	walkTable   = "table "
	walkArchive = "archive "
	WalkEnd     = "end"
)

// archivePage is how many archived inquiries are read in one step of a walk.
const archivePage = 50

// Notices returns the notices of a part of all events there are, first those of the table, then those of the archive, and the position to go
// on from; "" begins, WalkEnd is the end. One that is in both comes twice. It reads the whole table: it is for rebuilding, not for requests.
func (s *Store) Notices(ctx context.Context, position string) (notices []string, next string, err error) {
	if after, ok := strings.CutPrefix(position, walkArchive); ok {
		return s.archivedNotices(ctx, after)
	}
	in := &dynamodb.ScanInput{TableName: &s.Table, FilterExpression: aws.String("begins_with(SK, :event)"), ProjectionExpression: aws.String("notice"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":event": dynamo.S(EventPrefix)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	if at, ok := strings.CutPrefix(position, walkTable); ok {
		pk, sk, _ := strings.Cut(at, " ")
		in.ExclusiveStartKey = dynamo.Key{PK: pk, SK: sk}.Map()
	}
	page, err := s.Client.Scan(ctx, in)
	if err != nil {
		return nil, "", fmt.Errorf("notices: %w", err)
	}
	s.Meter.AddOne(page.ConsumedCapacity)
	for _, item := range page.Items {
		if n, ok := item["notice"].(*types.AttributeValueMemberS); ok {
			notices = append(notices, n.Value)
		}
	}
	if page.LastEvaluatedKey == nil {
		return notices, walkArchive, nil
	}
	return notices, walkTable + textOf(page.LastEvaluatedKey["PK"]) + " " + textOf(page.LastEvaluatedKey["SK"]), nil
}

func textOf(v types.AttributeValue) string {
	s, ok := v.(*types.AttributeValueMemberS)
	if !ok {
		return ""
	}
	return s.Value
}

func (s *Store) archivedNotices(ctx context.Context, after string) (notices []string, next string, err error) {
	if s.Cold == nil {
		return nil, "", errNoArchive
	}
	in := &s3.ListObjectsV2Input{Bucket: &s.Cold.Bucket, Prefix: aws.String(coldPrefix), MaxKeys: aws.Int32(archivePage)}
	if after != "" {
		in.StartAfter = &after
	}
	page, err := s.Cold.Client.ListObjectsV2(ctx, in)
	if err != nil {
		return nil, "", fmt.Errorf("notices of the archive: %w", err)
	}
	for _, object := range page.Contents {
		key := aws.ToString(object.Key)
		doc, err := s.readCold(ctx, inquiry.ID(strings.TrimSuffix(strings.TrimPrefix(key, coldPrefix), coldSuffix)))
		if err != nil {
			return nil, "", err
		}
		for _, item := range doc.Items {
			if n, ok := item["notice"].(string); ok {
				notices = append(notices, n)
			}
		}
		next = walkArchive + key
	}
	if !aws.ToBool(page.IsTruncated) {
		next = WalkEnd
	}
	return notices, next, nil
}
