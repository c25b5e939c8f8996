package trackingdb

import (
	"bytes"
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Raw is the bucket of messages as they came.
type Raw struct {
	Client *s3.Client
	Bucket string
}

// PathStyle addresses a local engine's buckets by path: it has no name for each.
func PathStyle(c aws.Config) func(*s3.Options) {
	return func(o *s3.Options) { o.UsePathStyle = c.BaseEndpoint != nil }
}

// Put implements tracking.RawMessages.
func (r Raw) Put(ctx context.Context, key string, body []byte, contentType string) error {
	in := &s3.PutObjectInput{Bucket: &r.Bucket, Key: &key, Body: bytes.NewReader(body)}
	if contentType != "" {
		in.ContentType = aws.String(contentType)
	}
	if _, err := r.Client.PutObject(ctx, in); err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	return nil
}
