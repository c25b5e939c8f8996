package insightdb

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// PathStyle makes an S3 client name buckets in the path when another endpoint than AWS's is configured: a local one has no host per bucket.
func PathStyle(c aws.Config) func(*s3.Options) {
	return func(o *s3.Options) { o.UsePathStyle = c.BaseEndpoint != nil }
}

// Files keeps the files of reports in the reports bucket; it implements insight.Files.
type Files struct {
	Client *s3.Client
	Bucket string
}

// Put implements insight.Files.
func (f Files) Put(ctx context.Context, key, contentType string, content []byte) error {
	_, err := f.Client.PutObject(ctx, &s3.PutObjectInput{Bucket: &f.Bucket, Key: &key, ContentType: &contentType, Body: bytes.NewReader(content)})
	if err != nil {
		return fmt.Errorf("store %s: %w", key, err)
	}
	return nil
}

// Fetch implements insight.Files.
func (f Files) Fetch(ctx context.Context, key string) ([]byte, error) {
	out, err := f.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &f.Bucket, Key: &key})
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", key, err)
	}
	defer func() { _ = out.Body.Close() }()
	content, err := io.ReadAll(out.Body)
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", key, err)
	}
	return content, nil
}

// Link returns an address from which anyone who has it can download the file, under the given name, for the given time.
func (f Files) Link(ctx context.Context, key, name string, lasts time.Duration) (string, error) {
	out, err := s3.NewPresignClient(f.Client).PresignGetObject(ctx, &s3.GetObjectInput{
		Bucket: &f.Bucket, Key: &key,
		ResponseContentDisposition: aws.String(mime.FormatMediaType("attachment", map[string]string{"filename": name})),
	}, s3.WithPresignExpires(lasts))
	if err != nil {
		return "", fmt.Errorf("link to %s: %w", key, err)
	}
	return out.URL, nil
}
