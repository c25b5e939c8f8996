package exchangedb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/whereabouts-post/whereabouts/shared/exchange"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// PathStyle makes an S3 client name buckets in the path when another endpoint than AWS's is configured: a local one has no host per bucket.
func PathStyle(c aws.Config) func(*s3.Options) {
	return func(o *s3.Options) { o.UsePathStyle = c.BaseEndpoint != nil }
}

// Files is the exchange bucket; it implements exchange.Files.
type Files struct {
	Client *s3.Client
	Bucket string
}

var _ exchange.Files = Files{}

// Write implements exchange.Files.
func (f Files) Write(ctx context.Context, key, contentType string, body []byte) error {
	if _, err := f.Client.PutObject(ctx, &s3.PutObjectInput{Bucket: &f.Bucket, Key: &key, ContentType: &contentType, Body: bytes.NewReader(body)}); err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	return nil
}

// Read implements exchange.Files.
func (f Files) Read(ctx context.Context, key string, most int64) (body []byte, err error) {
	out, err := f.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &f.Bucket, Key: &key})
	if _, gone := errors.AsType[*types.NoSuchKey](err); gone {
		return nil, problem.New(problem.Conflict, "exchange-file-expired", "The file is no longer kept.").Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	defer func() { err = errors.Join(err, out.Body.Close()) }()
	if body, err = io.ReadAll(io.LimitReader(out.Body, most)); err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	return body, nil
}

// Remove implements exchange.Files.
func (f Files) Remove(ctx context.Context, key string) error {
	if _, err := f.Client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &f.Bucket, Key: &key}); err != nil {
		return fmt.Errorf("remove %s: %w", key, err)
	}
	return nil
}

// Link implements exchange.Files: the browser saves the file, whatever it holds.
func (f Files) Link(ctx context.Context, key, name string, lasts time.Duration) (string, error) {
	out, err := s3.NewPresignClient(f.Client).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: &f.Bucket, Key: &key, ResponseContentType: aws.String("application/octet-stream"),
		ResponseContentDisposition: aws.String(mime.FormatMediaType("attachment", map[string]string{"filename": name}))}, s3.WithPresignExpires(lasts))
	if err != nil {
		return "", fmt.Errorf("link to %s: %w", key, err)
	}
	return out.URL, nil
}

// Sign implements exchange.Files. Length and type are part of the signature: the bucket refuses any other file.
func (f Files) Sign(ctx context.Context, u exchange.Upload, lasts time.Duration) (exchange.Signed, error) {
	out, err := s3.NewPresignClient(f.Client).PresignPutObject(ctx, &s3.PutObjectInput{Bucket: &f.Bucket, Key: aws.String(u.Key()), ContentType: &u.ContentType, ContentLength: &u.Size},
		s3.WithPresignExpires(lasts))
	if err != nil {
		return exchange.Signed{}, fmt.Errorf("sign upload %s: %w", u.ID, err)
	}
	signed := exchange.Signed{URL: out.URL, Method: out.Method, Headers: map[string]string{}}
	for name, values := range out.SignedHeader {
		if name != "Host" && name != "Content-Length" { // whoever sends a file sends these anyway, and a browser's page may not set them
			signed.Headers[name] = values[0]
		}
	}
	return signed, nil
}
