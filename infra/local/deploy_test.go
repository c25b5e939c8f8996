package main

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/google/go-cmp/cmp"
)

const twoTables = `
Resources:
  OldTable:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub '${AWS::StackName}-old'
      TimeToLiveSpecification: {AttributeName: until, Enabled: true}
  LastingTable:
    Type: AWS::DynamoDB::Table
    Properties: {BillingMode: PAY_PER_REQUEST}
  OffTable:
    Type: AWS::DynamoDB::Table
    Properties:
      TimeToLiveSpecification: {AttributeName: until, Enabled: false}
  Queue:
    Type: AWS::SQS::Queue
`

func resource(logical, physical string) types.StackResourceSummary {
	return types.StackResourceSummary{LogicalResourceId: aws.String(logical), PhysicalResourceId: aws.String(physical)}
}

func TestExpiring_AreTheTablesThatTheTemplateSays(t *testing.T) {
	got, err := expiring([]byte(twoTables), []types.StackResourceSummary{resource("OldTable", "whereabouts-old"), resource("LastingTable", "l"), resource("OffTable", "o"), resource("Queue", "q")})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]string{"whereabouts-old": "until"}, got); d != "" {
		t.Error(d)
	}
	if _, err := expiring([]byte(twoTables), []types.StackResourceSummary{resource("LastingTable", "l")}); err == nil || !strings.Contains(err.Error(), "OldTable") {
		t.Error("a table that was not deployed:", err)
	}
}

// Our own template: every table but the local clock's forgets, those of webhooks, changes, files and reviews too.
func TestExpiring_OfOurTemplate(t *testing.T) {
	template, err := os.ReadFile("../../template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all []types.StackResourceSummary
	for line := range strings.Lines(string(template)) {
		if id, _, table := strings.Cut(line, "Table:"); table && strings.HasPrefix(id, "  ") && !strings.HasPrefix(id, "   ") {
			all = append(all, resource(strings.TrimSpace(id)+"Table", strings.TrimSpace(id)+"Table"))
		}
	}
	got, err := expiring(template, all)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"WebhookTable", "ChangeTable", "ExchangeTable", "QualityTable", "InquiryTable", "AgentKeyTable"} {
		if got[name] != "expiresAt" {
			t.Errorf("%s: %q", name, got[name])
		}
	}
	if names := slices.Collect(maps.Values(got)); slices.ContainsFunc(names, func(attribute string) bool { return attribute != "expiresAt" }) || got["LocalClockTable"] != "" {
		t.Error(got)
	}
}
