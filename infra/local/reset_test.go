package main

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

func TestReset_DeletesOnThisMachineOnly(t *testing.T) {
	for address, allowed := range map[string]bool{
		"http://127.0.0.1:4566":                    true,
		"http://localhost:4566":                    true,
		"http://[::1]:4566":                        true,
		"https://dynamodb.eu-west-1.amazonaws.com": false,
		"http://localhost.example.org:4566":        false,
		"http://127.0.0.1.example.org":             false,
		"http://127.0.0.1@example.org":             false,
		"http://192.168.0.7:4566":                  false,
		"http://0.0.0.0:4566":                      false,
		"127.0.0.1:4566":                           false,
		"":                                         false,
	} {
		if err := onThisMachine(address); (err == nil) != allowed {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestReset_KnowsTheStackOfItsCheckout(t *testing.T) {
	running := Outputs{"UserPoolId": "eu-west-1_a", "DirectoryTable": "whereabouts-Directory-1"}
	for name, c := range map[string]struct {
		saved, running Outputs
		want           bool
	}{
		"as it was saved":         {Outputs{"UserPoolId": "eu-west-1_a", "DirectoryTable": "whereabouts-Directory-1", "WebUrl": "http://localhost:8080"}, running, true},
		"of another checkout":     {Outputs{"UserPoolId": "eu-west-1_b", "DirectoryTable": "whereabouts-Directory-1"}, running, false},
		"nothing was saved":       {nil, running, false},
		"neither has any outputs": {nil, nil, false},
	} {
		if got := sameStack(c.saved, c.running); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestReset_EmptiesAllThatKeepsData(t *testing.T) {
	resource := func(logical, kind, physical string) types.StackResourceSummary {
		return types.StackResourceSummary{LogicalResourceId: aws.String(logical), ResourceType: aws.String(kind), PhysicalResourceId: aws.String(physical)}
	}
	got := keptOf([]types.StackResourceSummary{
		resource("DirectoryTable", "AWS::DynamoDB::Table", "d"),
		resource("InquiryTable", "AWS::DynamoDB::Table", "i"),
		resource("LiveTable", "AWS::DynamoDB::Table", "l"),
		resource("AgentKeyTable", "AWS::DynamoDB::Table", "a"),
		resource("LocalClockTable", "AWS::DynamoDB::Table", "c"),
		resource("RawBucket", "AWS::S3::Bucket", "raw"),
		resource("RawBucketPolicy", "AWS::S3::BucketPolicy", "raw"),
		resource("TrackingQueue", "AWS::SQS::Queue", "http://q"),
		resource("TrackingQueueDlq", "AWS::SQS::Queue", "http://dlq"),
		resource("Notifier", "AWS::Lambda::Function", "whereabouts-notifier"),
		resource("UserPool", "AWS::Cognito::UserPool", "pool"),
	})
	want := Kept{Functions: []string{"whereabouts-notifier"}, Directory: "d", Tables: []string{"i", "c"}, Buckets: []string{"raw"}, Queues: []string{"http://q", "http://dlq"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestReset_ForgetsTheSeedingAndNothingElse(t *testing.T) {
	s := Stack{Dir: t.TempDir()}
	for _, name := range []string{"seeded.stamp", "demo-eu-west-1_a.json", "deployed.stamp", "outputs.json"} {
		if err := os.WriteFile(filepath.Join(s.Dir, name), []byte("{}"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // the second finds nothing to remove
		if err := s.forgetSeeding(); err != nil {
			t.Fatal(err)
		}
	}
	left, err := filepath.Glob(filepath.Join(s.Dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{s.path("deployed.stamp"), s.path("outputs.json")}; !reflect.DeepEqual(left, want) {
		t.Errorf("left are %v, not %v", left, want)
	}
}
