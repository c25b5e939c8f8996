package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cloudformationtypes "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamotypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// reset is `make reset`: the demo as it was on its first day, at the machine's time. While the system runs, what it keeps is deleted and seeded
// again, and whoever is signed in stays so. While it does not, its folder is removed: the next `make run` begins anew.
func reset(ctx context.Context, c Checkout, _ []string) error {
	s := runStack(c)
	if err := onThisMachine(s.Emulator); err != nil {
		return err
	}
	if !s.answers(ctx) {
		if givenEmulator() != "" {
			return fmt.Errorf("nothing answers at %s, where EMULATOR_URL says that an emulator runs", s.Emulator)
		}
		if err := forget(s.Dir); err != nil {
			return err
		}
		say("Nothing runs, and the data are gone: the next `make run` begins anew.")
		return nil
	}
	o, _, err := s.outputs(ctx)
	if err != nil {
		return err
	}
	var saved Outputs
	if err := readJSON(s.path("outputs.json"), &saved); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if !sameStack(saved, o) {
		return fmt.Errorf("the system at %s was not started from this checkout: its data stay", s.Emulator)
	}
	kept, err := s.kept(ctx)
	if err != nil {
		return err
	}
	if err := s.forgetSeeding(); err != nil {
		return err
	}
	if err := step("emptying tables, buckets and queues", func() error {
		if err := (dynamo.Offset{Client: dynamodb.NewFromConfig(s.config()), Table: o["LocalClockTable"]}).SetOffset(ctx, 0); err != nil { // first: nothing may come due any more
			return err
		}
		if err := s.restart(ctx, kept.Functions); err != nil {
			return err
		}
		return s.empty(ctx, kept)
	}); err != nil {
		return err
	}
	if err := s.seed(ctx, o); err != nil {
		return err
	}
	say("\nThe demo is as on its first day, at %s. Pages that are open show it when they load again.", s.Web)
	return nil
}

// onThisMachine refuses every address but an emulator's on this machine: what is there is about to be deleted.
func onThisMachine(address string) error {
	at, err := url.Parse(address)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(at.Hostname()); at.Scheme == "http" && (at.Hostname() == "localhost" || ip != nil && ip.IsLoopback()) {
		return nil
	}
	return fmt.Errorf("%s is not on this machine: only the data of an emulator at http://127.0.0.1 are ever deleted", address)
}

// sameStack says whether the outputs that were saved at the start are those of the stack that runs now.
func sameStack(saved, running Outputs) bool {
	return running["UserPoolId"] != "" && saved["UserPoolId"] == running["UserPoolId"] && saved["DirectoryTable"] == running["DirectoryTable"]
}

// Kept are the names of what holds a stack's data, queues by their addresses, and of the functions, which remember some of it.
type Kept struct {
	Functions               []string
	Tables, Buckets, Queues []string
	Directory               string // the table that is emptied last, because everything asks it
}

// lasting are the tables that are not emptied: who listens now listens on, and one person keeps one pseudonym.
var lasting = []string{"LiveTable", "AgentKeyTable"}

// keptOf chooses from a stack's resources.
func keptOf(resources []cloudformationtypes.StackResourceSummary) Kept {
	var k Kept
	for _, r := range resources {
		logical, name := aws.ToString(r.LogicalResourceId), aws.ToString(r.PhysicalResourceId)
		switch aws.ToString(r.ResourceType) {
		case "AWS::DynamoDB::Table":
			switch {
			case logical == "DirectoryTable":
				k.Directory = name
			case !slices.Contains(lasting, logical):
				k.Tables = append(k.Tables, name)
			}
		case "AWS::S3::Bucket":
			k.Buckets = append(k.Buckets, name)
		case "AWS::Lambda::Function":
			k.Functions = append(k.Functions, name)
		case "AWS::SQS::Queue":
			k.Queues = append(k.Queues, name)
		}
	}
	return k
}

func (s Stack) kept(ctx context.Context) (Kept, error) {
	resources, err := s.resources(ctx)
	return keptOf(resources), err
}

// resources are all that was deployed.
func (s Stack) resources(ctx context.Context) ([]cloudformationtypes.StackResourceSummary, error) {
	var resources []cloudformationtypes.StackResourceSummary
	pages := cloudformation.NewListStackResourcesPaginator(cloudformation.NewFromConfig(s.config()), &cloudformation.ListStackResourcesInput{StackName: aws.String(stackName)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("list the stack's resources: %w", err)
		}
		resources = append(resources, page.StackResourceSummaries...)
	}
	return resources, nil
}

// forgetSeeding removes the stamp and how far the demo content got. It comes before anything is deleted: a reset that is cut short is taken up by
// the next one, or by the next `make run`.
func (s Stack) forgetSeeding() error {
	progress, err := filepath.Glob(s.path("demo-*.json"))
	if err != nil {
		return err
	}
	for _, file := range append(progress, s.path("seeded.stamp")) {
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// restart lets every function begin anew at its next call: what it remembers is of the data before, and what it is doing is done for them. Being
// told its own timeout again is enough for that.
func (s Stack) restart(ctx context.Context, functions []string) error {
	client := lambda.NewFromConfig(s.config())
	for _, name := range functions {
		now, err := client.GetFunctionConfiguration(ctx, &lambda.GetFunctionConfigurationInput{FunctionName: &name})
		if err != nil {
			return fmt.Errorf("read the settings of %s: %w", name, err)
		}
		if _, err := client.UpdateFunctionConfiguration(ctx, &lambda.UpdateFunctionConfigurationInput{FunctionName: &name, Timeout: now.Timeout}); err != nil {
			return fmt.Errorf("restart %s: %w", name, err)
		}
	}
	return nil
}

// What was under way when a reset began, in streams and in queues, arrives within a moment of quiet. With pages open it may never be quite still.
const (
	quiet      = 2 * time.Second
	mostPasses = 8
)

// empty deletes what a stack keeps, until nothing more arrives; the Directory table last, right before it is loaded.
func (s Stack) empty(ctx context.Context, k Kept) error {
	db := dynamodb.NewFromConfig(s.config())
	for range mostPasses {
		deleted, err := s.emptyOnce(ctx, db, k)
		if err != nil {
			return err
		}
		if deleted == 0 {
			break
		}
		select {
		case <-time.After(quiet):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if _, err := emptyTable(ctx, db, k.Directory, isAgent); err != nil {
		return fmt.Errorf("empty the table %s: %w", k.Directory, err)
	}
	return nil
}

// emptyOnce returns how many items and objects it has deleted.
func (s Stack) emptyOnce(ctx context.Context, db *dynamodb.Client, k Kept) (deleted int, _ error) {
	queues := sqs.NewFromConfig(s.config())
	objects := s3.NewFromConfig(s.config(), func(o *s3.Options) { o.UsePathStyle = true })
	for _, queue := range k.Queues {
		if _, err := queues.PurgeQueue(ctx, &sqs.PurgeQueueInput{QueueUrl: &queue}); err != nil {
			return deleted, fmt.Errorf("empty the queue %s: %w", queue, err)
		}
	}
	for _, table := range k.Tables {
		n, err := emptyTable(ctx, db, table, nil)
		if err != nil {
			return deleted, fmt.Errorf("empty the table %s: %w", table, err)
		}
		deleted += n
	}
	for _, bucket := range k.Buckets {
		n, err := emptyBucket(ctx, objects, bucket)
		if err != nil {
			return deleted, fmt.Errorf("empty the bucket %s: %w", bucket, err)
		}
		deleted += n
	}
	return deleted, nil
}

// isAgent says whether an item of the Directory table is a person. They stay until seeding replaces them: a page that asks meanwhile for somebody
// who is not there would be signed out.
func isAgent(key map[string]dynamotypes.AttributeValue) bool {
	sk, ok := key["SK"].(*dynamotypes.AttributeValueMemberS)
	return ok && sk.Value == "AGENT"
}

// emptyTable deletes the items of a table, but those to be spared (nil: none), and returns how many; what is written meanwhile may stay.
func emptyTable(ctx context.Context, db *dynamodb.Client, table string, spared func(key map[string]dynamotypes.AttributeValue) bool) (int, error) {
	described, err := db.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &table})
	if err != nil {
		return 0, err
	}
	var deletes []dynamotypes.WriteRequest
	pages := dynamodb.NewScanPaginator(db, &dynamodb.ScanInput{TableName: &table, ConsistentRead: aws.Bool(true)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return 0, err
		}
		for _, item := range page.Items {
			key := map[string]dynamotypes.AttributeValue{}
			for _, part := range described.Table.KeySchema {
				key[*part.AttributeName] = item[*part.AttributeName]
			}
			if spared != nil && spared(key) {
				continue
			}
			deletes = append(deletes, dynamotypes.WriteRequest{DeleteRequest: &dynamotypes.DeleteRequest{Key: key}})
		}
	}
	for batch := range slices.Chunk(deletes, 25) { // as many as BatchWriteItem takes
		for left := map[string][]dynamotypes.WriteRequest{table: batch}; len(left) > 0; {
			out, err := db.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: left})
			if err != nil {
				return 0, err
			}
			left = out.UnprocessedItems
		}
	}
	return len(deletes), nil
}

// emptyBucket deletes every version of every object and returns how many.
func emptyBucket(ctx context.Context, client *s3.Client, bucket string) (int, error) {
	var all []s3types.ObjectIdentifier
	pages := s3.NewListObjectVersionsPaginator(client, &s3.ListObjectVersionsInput{Bucket: &bucket})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return 0, err
		}
		for _, v := range page.Versions {
			all = append(all, s3types.ObjectIdentifier{Key: v.Key, VersionId: v.VersionId})
		}
		for _, m := range page.DeleteMarkers {
			all = append(all, s3types.ObjectIdentifier{Key: m.Key, VersionId: m.VersionId})
		}
	}
	for batch := range slices.Chunk(all, 1000) { // as many as DeleteObjects takes
		out, err := client.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: &bucket, Delete: &s3types.Delete{Objects: batch}})
		if err != nil {
			return 0, err
		}
		if len(out.Errors) > 0 {
			return 0, fmt.Errorf("%s: %s", aws.ToString(out.Errors[0].Key), aws.ToString(out.Errors[0].Message))
		}
	}
	return len(all), nil
}
