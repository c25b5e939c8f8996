package template_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// What a page says a query may read is what the engine lets it read.
func TestFactsWorkGroup_ReadsWhatAQueryMay(t *testing.T) {
	got := str(at(read(t).Resources["FactsWorkGroup"].Properties, "WorkGroupConfiguration", "BytesScannedCutoffPerQuery"))
	if want := strconv.FormatInt(query.Limits().QueryBytes, 10); got != want {
		t.Errorf("the work group lets a query read %s bytes, terms.json %s", got, want)
	}
}

// Facts that Firehose cannot deliver are in no figure, and only dashboards would tell: each way in which that is seen has its alarm.
func TestFactsStream_RaisesAnAlarmOnWhatItDoesNotDeliver(t *testing.T) {
	x := read(t)
	for id, metric := range map[string]string{"FactsStreamFailedAlarm": "FailedConversion.Records", "FactsStreamLateAlarm": "DeliveryToS3.DataFreshness"} {
		alarm := x.Resources[id].Properties
		if alarm["Namespace"] != "AWS/Firehose" || alarm["MetricName"] != metric || refers(at(list(alarm["Dimensions"])[0], "Value")) != "FactsStream" || alarm["ComparisonOperator"] != "GreaterThanThreshold" {
			t.Errorf("%s: %v", id, alarm)
		}
	}
	if period := number(t, x.Resources["FactsStreamLateAlarm"].Properties["Threshold"]); period < 5*60 || period > 60*60 {
		t.Errorf("facts may be %d s late", period)
	}
}

// What report-generator logs is what the metric counts.
func TestReportGenerator_RunningCountsThatDiffered_RaiseAnAlarm(t *testing.T) {
	x := read(t)
	filter := x.Resources["RunningCountsDifferedFilter"].Properties
	if want := `{ $.msg = "` + insight.DifferedMessage + `" }`; filter["FilterPattern"] != Value(want) || refers(filter["LogGroupName"]) != "ReportGeneratorLogGroup" {
		t.Errorf("the filter counts %v of %v", filter["FilterPattern"], filter["LogGroupName"])
	}
	counts, alarm := list(filter["MetricTransformations"])[0], x.Resources["RunningCountsDifferedAlarm"].Properties
	if at(counts, "MetricValue") != "$.counts" || at(counts, "MetricName") != alarm["MetricName"] || refers(at(counts, "MetricNamespace")) != refers(alarm["Namespace"]) || alarm["Threshold"] != "0" {
		t.Errorf("%v, %v", counts, alarm)
	}
}

// Nobody ends a query: the same question of two people is one query (docs/limits.md).
func TestPolicies_NobodyStopsQueries(t *testing.T) {
	for _, r := range read(t).Resources {
		for _, s := range statements(r) {
			if slices.Contains(many(at(s, "Action")), Value("athena:StopQueryExecution")) {
				t.Errorf("%s may stop queries, and does not", r.ID)
			}
		}
	}
}

// Histories of figures are written anew every week: what they were before is not kept for ever.
func TestReportsBucket_ForgetsWhatHistoriesWere(t *testing.T) {
	for _, rule := range list(at(read(t).Resources["ReportsBucket"].Properties, "LifecycleConfiguration", "Rules")) {
		if str(at(rule, "Prefix")) == "signals/" && str(at(rule, "Status")) == "Enabled" && str(at(rule, "NoncurrentVersionExpiration", "NoncurrentDays")) == "30" {
			return
		}
	}
	t.Error("no rule ends older versions under signals/")
}

// Reports and answers are downloaded through insight-api; histories of figures are signal-finder's alone.
func TestInsightApi_ReadsReportsAndExports(t *testing.T) {
	for _, s := range statements(read(t).Resources["InsightApi"]) {
		if !slices.Contains(many(at(s, "Action")), Value("s3:GetObject")) {
			continue
		}
		for _, on := range many(at(s, "Resource")) {
			if refers(on) == "ReportsBucket" && !strings.HasSuffix(str(at(on, "Fn::Sub")), "/reports/*") && !strings.HasSuffix(str(at(on, "Fn::Sub")), "/exports/*") {
				t.Error("insight-api reads", on)
			}
		}
	}
}

// Running counts lie in a table with subscriptions, runs and saved reports: who counts touches none of those.
func TestTallyUpdater_TouchesCountsAlone(t *testing.T) {
	for _, s := range statements(read(t).Resources["TallyUpdater"]) {
		if !slices.ContainsFunc(many(at(s, "Resource")), func(on Value) bool { return refers(on) == "InsightTable" }) {
			continue
		}
		if keys := many(at(s, "Condition", "ForAllValues:StringLike", "dynamodb:LeadingKeys")); !slices.Equal(keys, []Value{"TALLY#*", "LEDGER#*"}) {
			t.Errorf("%v on %v", at(s, "Action"), keys)
		}
	}
}

// The Tracking table holds items, names and addresses: who looks after the lake reads how many items travelled, and nothing else of it.
func TestFactsKeeper_ReadsTheCounterOfItemsAlone(t *testing.T) {
	found := false
	for _, s := range statements(read(t).Resources["FactsKeeper"]) {
		if !slices.ContainsFunc(many(at(s, "Resource")), func(on Value) bool { return refers(on) == "TrackingTable" }) {
			continue
		}
		found = true
		if keys := many(at(s, "Condition", "ForAllValues:StringLike", "dynamodb:LeadingKeys")); !slices.Equal(keys, []Value{"TRAFFIC#*"}) || !slices.Equal(many(at(s, "Action")), []Value{"dynamodb:Query"}) {
			t.Errorf("%v on %v", at(s, "Action"), keys)
		}
	}
	if !found {
		t.Error("it reads no items at all")
	}
}
