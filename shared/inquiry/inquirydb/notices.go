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

// Notices calls yield with the notices of a part of all events there are, and the subject of who did it, first those of the table, then those of
// the archive, and returns the position to go on from; "" begins, WalkEnd is the end. One that is in both comes twice. It reads the whole
// table: it is for rebuilding, not for requests.
func (s *Store) Notices(ctx context.Context, position string, yield func(notice, subject string) error) (next string, err error) {
	if after, ok := strings.CutPrefix(position, walkArchive); ok {
		return s.archivedNotices(ctx, after, yield)
	}
	in := &dynamodb.ScanInput{TableName: &s.Table, FilterExpression: aws.String("begins_with(SK, :event)"), ProjectionExpression: aws.String("notice, #by"), ExpressionAttributeNames: map[string]string{"#by": "by"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":event": dynamo.S(EventPrefix)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	if at, ok := strings.CutPrefix(position, walkTable); ok {
		pk, sk, _ := strings.Cut(at, " ")
		in.ExclusiveStartKey = dynamo.Key{PK: pk, SK: sk}.Map()
	}
	page, err := s.Client.Scan(ctx, in)
	if err != nil {
		return "", fmt.Errorf("notices: %w", err)
	}
	s.Meter.AddOne(page.ConsumedCapacity)
	for _, item := range page.Items {
		n, ok := item["notice"].(*types.AttributeValueMemberS)
		if !ok {
			continue
		}
		subject := ""
		if by, ok := item["by"].(*types.AttributeValueMemberM); ok {
			subject = textOf(by.Value["sub"])
		}
		if err := yield(n.Value, subject); err != nil {
			return "", err
		}
	}
	if page.LastEvaluatedKey == nil {
		return walkArchive, nil
	}
	return walkTable + textOf(page.LastEvaluatedKey["PK"]) + " " + textOf(page.LastEvaluatedKey["SK"]), nil
}

func textOf(v types.AttributeValue) string {
	s, ok := v.(*types.AttributeValueMemberS)
	if !ok {
		return ""
	}
	return s.Value
}

func (s *Store) archivedNotices(ctx context.Context, after string, yield func(notice, subject string) error) (next string, err error) {
	if s.Cold == nil {
		return "", errNoArchive
	}
	in := &s3.ListObjectsV2Input{Bucket: &s.Cold.Bucket, Prefix: aws.String(coldPrefix), MaxKeys: aws.Int32(archivePage)}
	if after != "" {
		in.StartAfter = &after
	}
	page, err := s.Cold.Client.ListObjectsV2(ctx, in)
	if err != nil {
		return "", fmt.Errorf("notices of the archive: %w", err)
	}
	for _, object := range page.Contents {
		key := aws.ToString(object.Key)
		doc, err := s.readCold(ctx, inquiry.ID(strings.TrimSuffix(strings.TrimPrefix(key, coldPrefix), coldSuffix)))
		if err != nil {
			return "", err
		}
		for _, item := range doc.Items {
			n, ok := item["notice"].(string)
			if !ok {
				continue
			}
			by, _ := item["by"].(map[string]any)
			subject, _ := by["sub"].(string)
			if err := yield(n, subject); err != nil {
				return "", err
			}
		}
		next = walkArchive + key
	}
	if !aws.ToBool(page.IsTruncated) {
		next = WalkEnd
	}
	return next, nil
}
