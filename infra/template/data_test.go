package template_test

import (
	"strconv"
	"strings"
	"testing"
)

// forgetful is the one table that must not be restored: whoever has its keys of a year that is over can tell whom facts are about (ADR 0035).
const forgetful = "AgentKeyTable"

const recovery = "point-in-time recovery"

func TestTables_AreKeptAndCanBeRestored(t *testing.T) {
	for _, r := range read(t).of("AWS::DynamoDB::Table") {
		if r.Condition == "IsLocal" {
			continue
		}
		forgets := r.ID == forgetful
		if kept := r.DeletionPolicy == "Retain" && r.UpdateReplace == "Retain"; kept == forgets {
			t.Errorf("%s is kept when the stack is deleted: %v", r.ID, kept)
		}
		for what, v := range map[string]Value{
			recovery:       at(r.Properties, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"),
			"encryption":   at(r.Properties, "SSESpecification", "SSEEnabled"),
			"time to live": at(r.Properties, "TimeToLiveSpecification", "Enabled"),
		} {
			if forgets && what == recovery {
				if v != nil {
					t.Errorf("%s has %s", r.ID, what)
				}
			} else if v != "true" {
				t.Errorf("%s has no %s", r.ID, what)
			}
		}
		if at(r.Properties, "TimeToLiveSpecification", "AttributeName") != "expiresAt" || r.Properties["BillingMode"] != "PAY_PER_REQUEST" {
			t.Errorf("%s: time to live is expiresAt, billing is PAY_PER_REQUEST", r.ID)
		}
	}
}

// What is taken out of the lake, pseudonyms of agents above all, must not stay behind as an older version or as a record that could not be converted.
func TestLake_ForgetsWhatIsTakenOut(t *testing.T) {
	lake := read(t).Resources["LakeBucket"]
	if lake.Properties["VersioningConfiguration"] != nil {
		t.Error("the lake keeps older versions")
	}
	days := map[string]string{}
	for _, rule := range list(at(lake.Properties, "LifecycleConfiguration", "Rules")) {
		days[str(at(rule, "Prefix"))] = str(at(rule, "ExpirationInDays"))
	}
	if days["errors/"] != "450" || days["athena/"] != "7" {
		t.Errorf("days by prefix: %v", days)
	}
}

func TestBuckets_ArePrivateAndEncrypted(t *testing.T) {
	for _, r := range read(t).of("AWS::S3::Bucket") {
		if r.Properties["BucketEncryption"] == nil {
			t.Errorf("%s is not encrypted", r.ID)
		}
		for _, block := range []string{"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"} {
			if at(r.Properties, "PublicAccessBlockConfiguration", block) != "true" {
				t.Errorf("%s: %s is not set", r.ID, block)
			}
		}
	}
}

func TestQueues_LoseNothing(t *testing.T) {
	x := read(t)
	timeouts := map[string]int{} // of the consumer, by queue
	for _, f := range x.functions() {
		for _, event := range object(f.Properties["Events"]) {
			if at(event, "Type") == "SQS" {
				timeouts[refers(at(event, "Properties", "Queue"))] = number(t, f.Properties["Timeout"])
			}
		}
	}
	for _, q := range x.of("AWS::SQS::Queue") {
		if q.Properties["SqsManagedSseEnabled"] != "true" {
			t.Errorf("%s is not encrypted", q.ID)
		}
		if strings.HasSuffix(q.ID, "Dlq") {
			alarm := x.Resources[q.ID+"Alarm"].Properties
			if alarm["MetricName"] != "ApproximateNumberOfMessagesVisible" || refers(at(list(alarm["Dimensions"])[0], "Value")) != q.ID ||
				alarm["Threshold"] != "0" || alarm["ComparisonOperator"] != "GreaterThanThreshold" {
				t.Errorf("%s has no alarm %sAlarm on its first message", q.ID, q.ID)
			}
			if number(t, q.Properties["MessageRetentionPeriod"]) != 14*24*60*60 {
				t.Errorf("%s forgets before 14 days", q.ID)
			}
			continue
		}
		if refers(at(q.Properties, "RedrivePolicy", "deadLetterTargetArn")) != q.ID+"Dlq" || at(q.Properties, "RedrivePolicy", "maxReceiveCount") != "5" {
			t.Errorf("%s does not give up to %sDlq after five receives", q.ID, q.ID)
		}
		timeout, consumed := timeouts[q.ID]
		if !consumed {
			t.Errorf("nobody reads %s", q.ID)
		}
		if v := number(t, q.Properties["VisibilityTimeout"]); v < 6*timeout {
			t.Errorf("%s is invisible for %d s, less than six times its consumer's %d s", q.ID, v, timeout)
		}
	}
}

func number(t *testing.T, v Value) int {
	t.Helper()
	n, err := strconv.Atoi(str(v))
	if err != nil {
		t.Errorf("%v is no number", v)
	}
	return n
}
