package trackingdb

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/tracking"
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

// Read implements tracking.KeptMessages.
func (r Raw) Read(ctx context.Context, key string, most int) (body []byte, err error) {
	out, err := r.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &r.Bucket, Key: &key})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	defer func() {
		if closed := out.Body.Close(); err == nil && closed != nil {
			err = fmt.Errorf("read %s: %w", key, closed)
		}
	}()
	if body, err = io.ReadAll(io.LimitReader(out.Body, int64(most))); err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	return body, nil
}

// Address implements tracking.KeptMessages: the browser saves the file, whatever it holds.
func (r Raw) Address(ctx context.Context, key, name string, lasts time.Duration) (string, error) {
	out, err := s3.NewPresignClient(r.Client).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: &r.Bucket, Key: &key, ResponseContentType: aws.String("application/octet-stream"),
		ResponseContentDisposition: aws.String(mime.FormatMediaType("attachment", map[string]string{"filename": name}))}, s3.WithPresignExpires(lasts))
	if err != nil {
		return "", fmt.Errorf("link to %s: %w", key, err)
	}
	return out.URL, nil
}

var (
	_ tracking.RawMessages  = Raw{}
	_ tracking.KeptMessages = Raw{}
)
