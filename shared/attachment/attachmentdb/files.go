package attachmentdb

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
)

// PathStyle makes an S3 client name buckets in the path when another endpoint than AWS's is configured: a local one has no host per bucket.
func PathStyle(c aws.Config) func(*s3.Options) {
	return func(o *s3.Options) { o.UsePathStyle = c.BaseEndpoint != nil }
}

// Files keeps files in the documents bucket; it implements attachment.Files.
type Files struct {
	Client *s3.Client
	Bucket string
}

// Upload implements attachment.Files. Length, type and checksum are part of the signature: the bucket itself refuses any other file.
func (f Files) Upload(ctx context.Context, key string, d attachment.Document, lasts time.Duration) (attachment.Upload, error) {
	sum, err := hex.DecodeString(d.SHA256)
	if err != nil {
		return attachment.Upload{}, fmt.Errorf("upload to %s: %w", key, err)
	}
	out, err := s3.NewPresignClient(f.Client).PresignPutObject(ctx, &s3.PutObjectInput{
		Bucket: &f.Bucket, Key: &key, ContentType: &d.MediaType, ContentLength: aws.Int64(int64(d.Size)),
		ChecksumSHA256: aws.String(base64.StdEncoding.EncodeToString(sum)),
	}, s3.WithPresignExpires(lasts))
	if err != nil {
		return attachment.Upload{}, fmt.Errorf("upload to %s: %w", key, err)
	}
	up := attachment.Upload{URL: out.URL, Method: out.Method, Headers: map[string]string{}}
	for name, values := range out.SignedHeader {
		if name != "Host" && name != "Content-Length" { // whoever sends a file sends these anyway, and a browser's page may not set them
			up.Headers[name] = values[0]
		}
	}
	return up, nil
}

// Read implements attachment.Files.
func (f Files) Read(ctx context.Context, key string, limit int) ([]byte, error) {
	out, err := f.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &f.Bucket, Key: &key})
	if _, none := errors.AsType[*types.NoSuchKey](err); none {
		return nil, attachment.ErrNoFile
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	defer out.Body.Close()
	content, err := io.ReadAll(io.LimitReader(out.Body, int64(limit)+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	return content, nil
}

// Put implements attachment.Files.
func (f Files) Put(ctx context.Context, key, mediaType string, content []byte) error {
	_, err := f.Client.PutObject(ctx, &s3.PutObjectInput{Bucket: &f.Bucket, Key: &key, ContentType: &mediaType, Body: bytes.NewReader(content)})
	if err != nil {
		return fmt.Errorf("store %s: %w", key, err)
	}
	return nil
}

// Delete implements attachment.Files.
func (f Files) Delete(ctx context.Context, key string) error {
	if _, err := f.Client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &f.Bucket, Key: &key}); err != nil {
		return fmt.Errorf("delete %s: %w", key, err)
	}
	return nil
}

// DeleteAll implements attachment.Files: a list and a deletion for each file.
func (f Files) DeleteAll(ctx context.Context, prefix string) error {
	pages := s3.NewListObjectsV2Paginator(f.Client, &s3.ListObjectsV2Input{Bucket: &f.Bucket, Prefix: &prefix})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("list %s: %w", prefix, err)
		}
		for _, o := range page.Contents {
			if err := f.Delete(ctx, aws.ToString(o.Key)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Link implements attachment.Files: the browser saves the file, whatever it is.
func (f Files) Link(ctx context.Context, key, name, mediaType string, lasts time.Duration) (string, error) {
	out, err := s3.NewPresignClient(f.Client).PresignGetObject(ctx, &s3.GetObjectInput{
		Bucket: &f.Bucket, Key: &key, ResponseContentType: &mediaType,
		ResponseContentDisposition: aws.String(mime.FormatMediaType("attachment", map[string]string{"filename": name})),
	}, s3.WithPresignExpires(lasts))
	if err != nil {
		return "", fmt.Errorf("link to %s: %w", key, err)
	}
	return out.URL, nil
}
