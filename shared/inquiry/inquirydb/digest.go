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
)

func digestKey(c directory.CentreID) dynamo.Key {
	return dynamo.Key{PK: centrePartition(c), SK: "DIGEST"}
}

// digestItem is how far a centre's alerts were mailed.
type digestItem struct {
	PK   string `dynamodbav:"PK"`
	SK   string `dynamodbav:"SK"`
	Day  string `dynamodbav:"day"`
	UpTo int    `dynamodbav:"upTo"`
	At   int64  `dynamodbav:"at"`
}

// Digest implements inquiry.DigestStore.
func (s *Store) Digest(ctx context.Context, centre directory.CentreID) (inquiry.Digest, error) {
	got, err := s.fetch(ctx, digestKey(centre))
	if err != nil {
		return inquiry.Digest{}, fmt.Errorf("digest of %s: %w", centre, err)
	}
	var it digestItem
	if err := attributevalue.UnmarshalMap(got[digestKey(centre)], &it); err != nil {
		return inquiry.Digest{}, fmt.Errorf("digest of %s: %w", centre, err)
	}
	return inquiry.Digest{Day: it.Day, UpTo: it.UpTo, At: dynamo.Instant(it.At)}, nil
}

// PutDigest implements inquiry.DigestStore.
func (s *Store) PutDigest(ctx context.Context, centre directory.CentreID, before, after inquiry.Digest) (bool, error) {
	key := digestKey(centre)
	item, err := attributevalue.MarshalMap(digestItem{PK: key.PK, SK: key.SK, Day: after.Day, UpTo: after.UpTo, At: dynamo.Millis(after.At)})
	if err != nil {
		return false, fmt.Errorf("digest of %s: %w", centre, err)
	}
	put := &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ConditionExpression: aws.String("#day = :day AND upTo = :up"), ExpressionAttributeNames: map[string]string{"#day": "day"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":day": dynamo.S(before.Day), ":up": dynamo.N(before.UpTo)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	if before == (inquiry.Digest{}) {
		put.ConditionExpression = aws.String(isNew + " OR #day = :day AND upTo = :up")
	}
	out, err := s.Client.PutItem(ctx, put)
	if _, changed := dynamo.ConditionFailed(err); changed {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("digest of %s: %w", centre, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return true, nil
}

// AlertsAfter implements inquiry.DigestStore.
func (s *Store) AlertsAfter(ctx context.Context, centre directory.CentreID, number int, since time.Time) ([]inquiry.Alert, error) {
	var out []inquiry.Alert
	err := s.each(ctx, &dynamodb.QueryInput{ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk AND SK BETWEEN :from AND :to"),
		FilterExpression: aws.String("num > :n"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(centrePartition(centre)), ":from": dynamo.S(alertPrefix + since.UTC().Format(inquiry.AlertTime)),
			":to": dynamo.S(alertPrefix + "~"), ":n": dynamo.N(number)}},
		func(item stored) error {
			var it alertItem
			err := attributevalue.UnmarshalMap(item, &it)
			out = append(out, it.alert())
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("alerts of %s: %w", centre, err)
	}
	return out, nil
}
