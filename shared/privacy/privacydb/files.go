package privacydb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/privacy"
)

// PathStyle makes an S3 client name buckets in the path when another endpoint than AWS's is configured: a local one has no host per bucket.
func PathStyle(c aws.Config) func(*s3.Options) {
	return func(o *s3.Options) { o.UsePathStyle = c.BaseEndpoint != nil }
}

// Files keeps exports in the privacy bucket, which forgets them after a week; it implements privacy.Files.
type Files struct {
	Client *s3.Client
	Bucket string
}

var _ privacy.Files = Files{}

// Write implements privacy.Files. The file is made on the function's own disk first: an export may be larger than its memory.
func (f Files) Write(ctx context.Context, key string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp("", "export-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	defer func() { err = errors.Join(err, file.Close(), os.Remove(file.Name())) }()
	if err := write(file); err != nil {
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	if _, err := f.Client.PutObject(ctx, &s3.PutObjectInput{Bucket: &f.Bucket, Key: &key, ContentType: aws.String("application/zip"), Body: file}); err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	return nil
}

// Link implements privacy.Files: the browser saves the file.
func (f Files) Link(ctx context.Context, key, name string, lasts time.Duration) (string, error) {
	out, err := s3.NewPresignClient(f.Client).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: &f.Bucket, Key: &key, ResponseContentType: aws.String("application/zip"),
		ResponseContentDisposition: aws.String(mime.FormatMediaType("attachment", map[string]string{"filename": name}))}, s3.WithPresignExpires(lasts))
	if err != nil {
		return "", fmt.Errorf("link to %s: %w", key, err)
	}
	return out.URL, nil
}
