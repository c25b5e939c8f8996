// Package kit is what tests against the local engine share: throw-away tables, queues and buckets, and waiting for a condition.
//
// A test that needs the engine carries the build tag "emulator" and fails, never skips, where there is none.
// It must not know any subject, and nothing but tests may import it.
package kit

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// Region is the one the local stack lives in (samconfig.toml).
const Region = "eu-west-1"

// AWS returns the configuration of the local engine that EMULATOR_URL names; the test fails where it names none.
func AWS(t testing.TB) aws.Config {
	t.Helper()
	address := os.Getenv("EMULATOR_URL")
	if address == "" {
		t.Fatal("EMULATOR_URL names no local engine. Run `make test`, or `make emulator` in another window and then this test with EMULATOR_URL=http://127.0.0.1:4570.")
	}
	return aws.Config{
		Region:       Region,
		BaseEndpoint: &address,
		Credentials:  credentials.NewStaticCredentialsProvider("test", "test", ""),
	}
}

// Table creates an empty table with the keys, indexes and stream that template.yaml gives the resource, and deletes it after the test.
func Table(t testing.TB, logicalID string) (client *dynamodb.Client, name string) {
	t.Helper()
	definition, err := tableOf(templatePath(t), logicalID)
	if err != nil {
		t.Fatal(err)
	}
	client, name = dynamodb.NewFromConfig(AWS(t)), random(logicalID)
	definition.TableName = &name
	_, err = client.CreateTable(t.Context(), definition)
	if _, there := errors.AsType[*types.ResourceInUseException](err); err != nil && !there { // there: the SDK asked again because an answer was lost
		t.Fatalf("create table %s: %v", logicalID, err)
	}
	t.Cleanup(func() {
		_, err := client.DeleteTable(context.Background(), &dynamodb.DeleteTableInput{TableName: &name})
		if _, gone := errors.AsType[*types.ResourceNotFoundException](err); err != nil && !gone { // gone: the SDK asked again because an answer was lost
			t.Errorf("delete table %s: %v", name, err)
		}
	})
	Eventually(t, func() error {
		out, err := client.DescribeTable(t.Context(), &dynamodb.DescribeTableInput{TableName: &name})
		if err != nil {
			return err
		}
		if out.Table.TableStatus != types.TableStatusActive {
			return fmt.Errorf("table %s is %s", name, out.Table.TableStatus)
		}
		return nil
	})
	return client, name
}

// Queue creates an empty queue and deletes it after the test.
func Queue(t testing.TB) (client *sqs.Client, url string) {
	t.Helper()
	client, name := sqs.NewFromConfig(AWS(t)), random("queue")
	out, err := client.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: &name})
	if err != nil {
		t.Fatalf("create queue: %v", err)
	}
	t.Cleanup(func() {
		if _, err := client.DeleteQueue(context.Background(), &sqs.DeleteQueueInput{QueueUrl: out.QueueUrl}); err != nil {
			t.Errorf("delete queue %s: %v", name, err)
		}
	})
	return client, *out.QueueUrl
}

// Bucket creates an empty bucket, and empties and deletes it after the test.
func Bucket(t testing.TB) (client *s3.Client, name string) {
	t.Helper()
	client = s3.NewFromConfig(AWS(t), func(o *s3.Options) { o.UsePathStyle = true })
	name = strings.ToLower(random("bucket"))
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{
		Bucket:                    &name,
		CreateBucketConfiguration: &s3types.CreateBucketConfiguration{LocationConstraint: Region},
	}); err != nil {
		t.Fatalf("create bucket: %v", err)
	}
	t.Cleanup(func() {
		if err := discard(context.Background(), client, name); err != nil {
			t.Errorf("delete bucket %s: %v", name, err)
		}
	})
	return client, name
}

func discard(ctx context.Context, client *s3.Client, bucket string) error {
	pages := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: &bucket})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, o := range page.Contents {
			if _, err := client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &bucket, Key: o.Key}); err != nil {
				return err
			}
		}
	}
	_, err := client.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: &bucket})
	return err
}

// ErrNotYet is for conditions that have nothing more to say.
var ErrNotYet = errors.New("not yet")

// Patience is how long Eventually waits at most.
const Patience = 30 * time.Second

// Eventually asks until the condition returns nil, and fails the test with the last error when Patience is over.
func Eventually(t testing.TB, condition func() error) {
	t.Helper()
	pause := time.NewTicker(20 * time.Millisecond)
	defer pause.Stop()
	deadline := time.Now().Add(Patience)
	for {
		err := condition()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("still not after %s: %v", Patience, err)
		}
		select {
		case <-pause.C:
		case <-t.Context().Done():
			t.Fatalf("the test ended before: %v", err)
		}
	}
}

func random(prefix string) string { return prefix + "-" + rand.Text() }
