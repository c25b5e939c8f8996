package template_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestFunctions_AreTheFoldersOfFunctions(t *testing.T) {
	var declared []string
	for _, f := range read(t).functions() {
		declared = append(declared, folder(f.ID))
		if got, want := str(f.Properties["CodeUri"]), ".build/function/"+folder(f.ID)+"/"; got != want {
			t.Errorf("%s takes its code from %s, not from %s", f.ID, got, want)
		}
	}
	slices.Sort(declared)
	if got := folders(t); !slices.Equal(got, declared) {
		t.Errorf("functions/ holds %v\nthe template declares %v", got, declared)
	}
}

func TestFunctions_HaveALogGroupThatForgets(t *testing.T) {
	x := read(t)
	for _, f := range x.functions() {
		group := x.Resources[f.ID+"LogGroup"]
		if group.Type != "AWS::Logs::LogGroup" || group.Properties["RetentionInDays"] == nil {
			t.Errorf("%s has no log group %sLogGroup with a retention", f.ID, f.ID)
		}
		if refers(at(f.Properties, "LoggingConfig", "LogGroup")) != group.ID {
			t.Errorf("%s does not log to its log group", f.ID)
		}
		if at(f.Properties, "LoggingConfig", "LogFormat") != "JSON" {
			t.Errorf("%s does not log JSON", f.ID)
		}
	}
}

func TestFunctions_HaveAnAlarmWithARunbook(t *testing.T) {
	x := read(t)
	for _, f := range x.functions() {
		alarm := x.Resources[f.ID+"ErrorsAlarm"]
		if alarm.Properties["MetricName"] != "Errors" || refers(at(list(alarm.Properties["Dimensions"])[0], "Value")) != f.ID {
			t.Errorf("%s has no alarm %sErrorsAlarm on its errors", f.ID, f.ID)
		}
	}
	for _, alarm := range x.of("AWS::CloudWatch::Alarm") {
		book := regexp.MustCompile(`docs/runbooks/[a-z-]+\.md`).FindString(str(alarm.Properties["AlarmDescription"]))
		if book == "" || !exists(t, book) {
			t.Errorf("%s names no runbook that exists: %q", alarm.ID, book)
		}
		if refers(list(alarm.Properties["AlarmActions"])[0]) != "AlarmTopic" {
			t.Errorf("%s tells nobody", alarm.ID)
		}
	}
}

var asked = regexp.MustCompile(`\.(?:Need|List|May)\("([A-Z_]+)"\)`)

// A function is given the variables that its main asks for, and no other. platform/boot asks for CLOCK_TABLE on behalf of those that use its clock.
func TestFunctions_AreGivenWhatTheyAskFor(t *testing.T) {
	for _, f := range read(t).functions() {
		text := source(t, folder(f.ID))
		want := map[string]bool{}
		for _, m := range asked.FindAllStringSubmatch(text, -1) {
			if !strings.HasPrefix(m[1], "AWS_") { // Lambda's own
				want[m[1]] = true
			}
		}
		if strings.Contains(text, "b.Clock") {
			want["CLOCK_TABLE"] = true
		}
		given := slices.Sorted(maps.Keys(object(at(f.Properties, "Environment", "Variables"))))
		if asks := slices.Sorted(maps.Keys(want)); !slices.Equal(asks, given) {
			t.Errorf("%s asks for   %v\nbut is given %v", f.ID, asks, given)
		}
	}
}

func TestFunctions_ReportEachFailedRecord(t *testing.T) {
	for _, f := range read(t).functions() {
		for name, event := range object(f.Properties["Events"]) {
			switch at(event, "Type") {
			case "SQS", "DynamoDB":
				if l := list(at(event, "Properties", "FunctionResponseTypes")); len(l) != 1 || l[0] != "ReportBatchItemFailures" {
					t.Errorf("%s.%s does not report batch item failures: one bad message would hold up its neighbours", f.ID, name)
				}
			}
			if at(event, "Type") == "DynamoDB" {
				p := object(at(event, "Properties"))
				if p["BisectBatchOnFunctionError"] != "true" || p["MaximumRetryAttempts"] == nil || at(p, "DestinationConfig", "OnFailure", "Destination") == nil || p["FilterCriteria"] == nil {
					t.Errorf("%s.%s needs a filter, bisection, bounded retries and a queue for what failed", f.ID, name)
				}
			}
		}
	}
}

// The local stage's clock cannot be switched on anywhere else.
func TestLocalClock_ExistsInTheLocalStageOnly(t *testing.T) {
	x := read(t)
	if l := list(at(x.Conditions, "IsLocal", "Fn::Equals")); len(l) != 2 || refers(l[0]) != "Stage" || l[1] != "local" {
		t.Errorf("IsLocal is %v, not Stage = local", x.Conditions["IsLocal"])
	}
	if got := x.Resources["LocalClockTable"].Condition; got != "IsLocal" {
		t.Errorf("LocalClockTable has condition %q", got)
	}
	for _, f := range x.functions() {
		v, ok := object(at(f.Properties, "Environment", "Variables"))["CLOCK_TABLE"]
		if !ok {
			continue
		}
		if l := list(at(v, "Fn::If")); len(l) != 3 || l[0] != "IsLocal" || refers(l[1]) != "LocalClockTable" || refers(l[2]) != "AWS::NoValue" {
			t.Errorf("%s is given CLOCK_TABLE outside the local stage: %v", f.ID, v)
		}
	}
	if at(x.Globals, "Function", "Environment") != nil {
		t.Error("Globals give every function variables")
	}
	for id, r := range x.Resources {
		texts(r.Properties, id, func(path, s string) {
			if s == "LocalClockTable" && !strings.Contains(path, "CLOCK_TABLE") || strings.Contains(s, "${LocalClockTable") {
				t.Errorf("%s refers to LocalClockTable", path)
			}
		})
	}
	text, err := os.ReadFile(filepath.Join(root, "samconfig.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for section := range strings.SplitSeq(string(text), "\n[") {
		local := strings.HasPrefix(section, "local.")
		if strings.HasPrefix(section, "#") {
			continue // the head of the file
		}
		if strings.Contains(section, "Stage=local") != local || !local && !strings.Contains(section, "Stage=") {
			t.Errorf("samconfig.toml names the wrong stage in [%s", section)
		}
	}
}
