//go:build emulator

package kit

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

func TestTables_AreThrownAway(t *testing.T) {
	var client *dynamodb.Client
	var name string
	t.Run("use", func(t *testing.T) {
		client, name = Table(t, "InquiryTable")
		out, err := client.DescribeTable(t.Context(), &dynamodb.DescribeTableInput{TableName: &name})
		if err != nil || len(out.Table.GlobalSecondaryIndexes) != 3 || out.Table.LatestStreamArn == nil {
			t.Fatalf("the table is %+v, %v", out, err)
		}
	})
	_, err := client.DescribeTable(t.Context(), &dynamodb.DescribeTableInput{TableName: &name})
	if _, gone := errors.AsType[*types.ResourceNotFoundException](err); !gone {
		t.Errorf("after the test: %v", err)
	}
}

func TestQueuesAndBuckets_Work(t *testing.T) {
	queue, url := Queue(t)
	body := "hello"
	if _, err := queue.SendMessage(t.Context(), &sqs.SendMessageInput{QueueUrl: &url, MessageBody: &body}); err != nil {
		t.Fatal(err)
	}
	objects, bucket := Bucket(t)
	if _, err := objects.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: &body, Body: strings.NewReader(body)}); err != nil {
		t.Fatal(err)
	}
}
