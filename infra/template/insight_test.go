package template_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// What a page says a query may read is what the engine lets it read.
func TestFactsWorkGroup_ReadsWhatAQueryMay(t *testing.T) {
	got := str(at(read(t).Resources["FactsWorkGroup"].Properties, "WorkGroupConfiguration", "BytesScannedCutoffPerQuery"))
	if want := strconv.FormatInt(query.Limits().QueryBytes, 10); got != want {
		t.Errorf("the work group lets a query read %s bytes, terms.json %s", got, want)
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
