package trackingdb

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// uploadRow is a file that was announced, and how far it has come.
type uploadRow struct {
	dynamo.Key
	Operator    string            `dynamodbav:"operator"`
	Name        string            `dynamodbav:"name"`
	ContentType string            `dynamodbav:"contentType,omitempty"`
	Size        int64             `dynamodbav:"size"`
	Digest      string            `dynamodbav:"digest,omitempty"`
	AnnouncedAt string            `dynamodbav:"announcedAt"`
	State       string            `dynamodbav:"state"`
	BytesRead   int64             `dynamodbav:"bytesRead"`
	Format      string            `dynamodbav:"format,omitempty"`
	Records     int               `dynamodbav:"records"`
	Rejected    int               `dynamodbav:"rejected"`
	Queued      int               `dynamodbav:"queued"`
	Refusal     *tracking.Refusal `dynamodbav:"refusal,omitempty"`
	ExpiresAt   int64             `dynamodbav:"expiresAt"`
}

func uploadOf(u tracking.Upload) uploadRow {
	return uploadRow{Key: uploadKey(u.Receipt), Operator: string(u.Operator), Name: u.Name, ContentType: u.ContentType, Size: u.Size, Digest: u.Digest,
		AnnouncedAt: u.AnnouncedAt.UTC().Format(time.RFC3339Nano), State: string(u.State), BytesRead: u.BytesRead, Format: u.Format, Records: u.Records, Rejected: u.Rejected,
		Queued: u.Queued, Refusal: u.Refusal, ExpiresAt: u.AnnouncedAt.Add(keepMessages).Unix()}
}

func (r uploadRow) upload() (tracking.Upload, error) {
	at, err := time.Parse(time.RFC3339Nano, r.AnnouncedAt)
	return tracking.Upload{Receipt: after(r.PK, messagePK("")), Operator: principal.OperatorCode(r.Operator), Name: r.Name, ContentType: r.ContentType, Size: r.Size, Digest: r.Digest,
		AnnouncedAt: at.UTC(), State: tracking.UploadState(r.State), BytesRead: r.BytesRead, Format: r.Format, Records: r.Records, Rejected: r.Rejected, Queued: r.Queued, Refusal: r.Refusal}, err
}

// Announce implements tracking.Uploads.
func (s *Store) Announce(ctx context.Context, u tracking.Upload) error {
	item, err := attributevalue.MarshalMap(uploadOf(u))
	if err != nil {
		return fmt.Errorf("announce upload %s: %w", u.Receipt, err)
	}
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK)"),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if _, taken := dynamo.ConditionFailed(err); taken {
		return problem.New(problem.Conflict, "receipt-taken", "A message with this receipt is there already.")
	}
	if err != nil {
		return fmt.Errorf("announce upload %s: %w", u.Receipt, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Upload implements tracking.Uploads.
func (s *Store) Upload(ctx context.Context, receipt string) (tracking.Upload, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: uploadKey(receipt).Map(), ConsistentRead: aws.Bool(true),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return tracking.Upload{}, fmt.Errorf("read upload %s: %w", receipt, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	if out.Item == nil {
		return tracking.Upload{}, tracking.UnknownReceipt(receipt)
	}
	var row uploadRow
	if err := attributevalue.UnmarshalMap(out.Item, &row); err != nil {
		return tracking.Upload{}, fmt.Errorf("read upload %s: %w", receipt, err)
	}
	return row.upload()
}

// Progress implements tracking.Uploads.
func (s *Store) Progress(ctx context.Context, u tracking.Upload) error {
	if err := s.put(ctx, uploadOf(u)); err != nil {
		return fmt.Errorf("progress of upload %s: %w", u.Receipt, err)
	}
	return nil
}

// Sign implements tracking.UploadFiles. Length and type are part of the signature: the bucket refuses any other file.
func (r Raw) Sign(ctx context.Context, u tracking.Upload, lasts time.Duration) (tracking.Signed, error) {
	out, err := s3.NewPresignClient(r.Client).PresignPutObject(ctx, &s3.PutObjectInput{Bucket: &r.Bucket, Key: aws.String(u.Key()), ContentType: &u.ContentType, ContentLength: &u.Size},
		s3.WithPresignExpires(lasts))
	if err != nil {
		return tracking.Signed{}, fmt.Errorf("sign upload %s: %w", u.Receipt, err)
	}
	signed := tracking.Signed{URL: out.URL, Method: out.Method, Headers: map[string]string{}}
	for name, values := range out.SignedHeader {
		if name != "Host" && name != "Content-Length" { // whoever sends a file sends these anyway, and a browser's page may not set them
			signed.Headers[name] = values[0]
		}
	}
	return signed, nil
}

// Open implements tracking.UploadFiles.
func (r Raw) Open(ctx context.Context, key string) (io.ReadCloser, int64, error) {
	out, err := r.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &r.Bucket, Key: &key})
	if err != nil {
		return nil, 0, fmt.Errorf("open %s: %w", key, err)
	}
	return out.Body, aws.ToInt64(out.ContentLength), nil
}

var (
	_ tracking.Uploads     = (*Store)(nil)
	_ tracking.UploadFiles = Raw{}
)
