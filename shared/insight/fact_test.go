package insight_test

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func reply(t *testing.T) insight.Happening {
	t.Helper()
	return insight.Happening{
		EventID: "01J#6", InquiryID: "01J", Kind: insight.KindReplied, At: at(t, "2026-11-30T23:59:59.5Z"), ActorKind: "agent", ActorCentre: "DEA-BON",
		Product: "PPR", Workflow: "WII", Level: 1, RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-BON",
		DueAt: at(t, "2026-12-01T10:00:00+01:00"), TargetMinutes: 720, ReplyCode: "DLV", ReplyClass: "C", OnTime: new(true), WorkingMinutes: new(100),
		Sequence: 6, SentAt: at(t, "2026-11-29T09:00:00Z"), AnswerMinutes: new(40), Hour: new(0), Weekday: new(2),
	}
}

func TestFactOf_DecidedAnswerIsAStepOfTheMonthItWasDue(t *testing.T) {
	facts := insight.FactOf(reply(t))
	if len(facts) != 2 {
		t.Fatalf("%d facts", len(facts))
	}
	event, step := facts[0], facts[1]
	if event.Fact != "event" || event.Month != "2026-11" || event.FactID != "01J#6" {
		t.Errorf("event %s of %s, id %s", event.Fact, event.Month, event.FactID)
	}
	if step.Fact != "step" || step.Month != "2026-12" || step.FactID != "01J#6#step" || !*step.OnTime {
		t.Errorf("step %s of %s, id %s, on time %v", step.Fact, step.Month, step.FactID, *step.OnTime)
	}
}

func TestFactOf_Line(t *testing.T) {
	got, err := json.Marshal(insight.FactOf(reply(t))[1])
	if err != nil {
		t.Fatal(err)
	}
	want := `{"fact":"step","month":"2026-12","fact_id":"01J#6#step","kind":"replied","at":"2026-11-30 23:59:59.500","inquiry_id":"01J",` +
		`"requester_operator":"GBA","requester_centre":"GBA-DON","replier_operator":"DEA","replier_centre":"DEA-BON","acting_centre":"DEA-BON","actor_kind":"agent",` +
		`"product":"PPR","workflow":"WII","level":1,"reply_code":"DLV","reply_class":"C","closing_code":"","due_at":"2026-12-01 09:00:00.000","on_time":true,` +
		`"first_level":null,"urgent":false,"target_minutes":720,"working_minutes":100,"open_minutes":null,` +
		`"schema_version":3,"fact_version":0,"sequence":6,"day":"2026-12-01","hour":0,"weekday":2,"sent_at":"2026-11-29 09:00:00.000","reason":"",` +
		`"answer_minutes":40,"waiting_minutes":null,"closed_days":null,"repeated":null,"agent":"","requester_day":"2026-12-01","replier_day":"2026-12-01"}`
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
}

// The days of the two call centres are those of their own clocks: of what happened its own, of an answer that on which it was due.
func TestFactOf_DaysOnBothClocks(t *testing.T) {
	h := reply(t) // half past midnight on 1 December in Bonn; it was due at nine
	h.Ahead = insight.Ahead{Replier: 1}
	facts := insight.FactOf(h)
	if event := facts[0]; event.Day != "2026-11-30" || event.RequesterDay != "2026-11-30" || event.ReplierDay != "2026-12-01" {
		t.Errorf("happened on %s, %s and %s", event.Day, event.RequesterDay, event.ReplierDay)
	}
	h.DueAt, h.Ahead = at(t, "2026-12-01T00:30:00+01:00"), insight.Ahead{Requester: -1, ReplierDue: 1}
	facts = insight.FactOf(h)
	if event := facts[0]; event.RequesterDay != "2026-11-29" || event.ReplierDay != "2026-11-30" {
		t.Errorf("happened on %s and %s", event.RequesterDay, event.ReplierDay)
	}
	if step := facts[1]; step.Day != "2026-11-30" || step.RequesterDay != "2026-11-30" || step.ReplierDay != "2026-12-01" {
		t.Errorf("due on %s, %s and %s", step.Day, step.RequesterDay, step.ReplierDay)
	}
}

func TestFactOf_WithoutDecisionIsAnEventOnly(t *testing.T) {
	for name, change := range map[string]func(*insight.Happening){
		"undecided":                 func(h *insight.Happening) { h.OnTime = nil },
		"decided without due time":  func(h *insight.Happening) { h.DueAt = time.Time{} },
		"a second answer, late too": func(h *insight.Happening) { h.OnTime, h.WorkingMinutes = nil, new(900) },
	} {
		t.Run(name, func(t *testing.T) {
			h := reply(t)
			change(&h)
			if facts := insight.FactOf(h); len(facts) != 1 || facts[0].Fact != insight.FactEvent {
				t.Errorf("%+v", facts)
			}
		})
	}
}

func TestFactOf_FirstLevelIsToldOnClosingOnly(t *testing.T) {
	for _, c := range []struct {
		kind, class string
		level       int
		want        *bool
	}{
		{"closed", "C", 1, new(true)}, {"closed", "C", 2, new(false)}, {"closed", "I", 1, new(false)}, {"closed", "", 1, new(false)}, {"replied", "C", 1, nil},
	} {
		h := reply(t)
		h.Kind, h.ReplyClass, h.Level = c.kind, c.class, c.level
		if d := cmp.Diff(c.want, insight.FactOf(h)[0].FirstLevel); d != "" {
			t.Errorf("%s %s at level %d: %s", c.kind, c.class, c.level, d)
		}
	}
}

// Clock changes: the month is UTC's, whatever the clocks of the call centres do.
func TestMonthOf_MonthEndOnAClockChange(t *testing.T) {
	for _, c := range []struct {
		due  string
		want insight.Month
		why  string
	}{
		{"2026-11-01T00:30:00+01:00", "2026-10", "half past midnight on 1 November in Brussels is October"},
		{"2026-10-31T20:30:00-04:00", "2026-11", "the evening of 31 October in New York, before its clock change, is November"},
		{"2026-11-01T01:30:00-04:00", "2026-11", "New York, the repeated hour, first time"},
		{"2026-11-01T01:30:00-05:00", "2026-11", "New York, the repeated hour, second time"},
		{"2026-03-29T03:30:00+02:00", "2026-03", "Brussels, after the missing hour"},
		{"2026-04-01T10:59:59+11:00", "2026-03", "Sydney before its clock change"},
		{"2026-12-31T23:59:59.999Z", "2026-12", "the last millisecond"},
		{"2027-01-01T00:00:00Z", "2027-01", "the first"},
	} {
		if got := insight.MonthOf(at(t, c.due)); got != c.want {
			t.Errorf("%s is in %s, not %s: %s", c.due, got, c.want, c.why)
		}
	}
}

func TestMonth_HoldsExactlyItsInstants(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		instant := time.Unix(rapid.Int64Range(0x38700000, 0x7fffffff).Draw(rt, "seconds"), 0)
		m := insight.MonthOf(instant)
		if instant.Before(m.Start()) || !instant.Before(m.End()) {
			rt.Fatalf("%s is not in %s", instant, m)
		}
		if insight.MonthOf(m.End()).Before() != m {
			rt.Fatalf("the month before %s is not %s", insight.MonthOf(m.End()), m)
		}
	})
}

func TestParseMonth(t *testing.T) {
	if m, err := insight.ParseMonth("2026-11"); err != nil || m != "2026-11" {
		t.Error(m, err)
	}
	for _, bad := range []string{"", "2026", "2026-13", "2026-00", "26-11", "2026-1", "2026-11-01", "2026-11'", "1999-12", "next"} {
		if _, err := insight.ParseMonth(bad); err == nil {
			t.Errorf("%q is taken for a month", bad)
		}
	}
}

// The lake's columns are declared in the template; a fact that has others is lost in the conversion.
func TestFact_ColumnsAreTheGlueTables(t *testing.T) {
	text, err := os.ReadFile("../../template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	type columns []struct {
		Name string `yaml:"Name"`
		Type string `yaml:"Type"`
	}
	var template struct {
		Resources struct {
			FactsTable struct {
				Properties struct {
					TableInput struct {
						PartitionKeys     columns `yaml:"PartitionKeys"`
						StorageDescriptor struct {
							Columns columns `yaml:"Columns"`
						} `yaml:"StorageDescriptor"`
					} `yaml:"TableInput"`
				} `yaml:"Properties"`
			} `yaml:"FactsTable"`
		} `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(text, &template); err != nil {
		t.Fatal(err)
	}
	table := template.Resources.FactsTable.Properties.TableInput
	var declared []string
	for _, c := range append(table.PartitionKeys, table.StorageDescriptor.Columns...) {
		declared = append(declared, c.Name+" "+strings.Replace(c.Type, "bigint", "int", 1))
	}
	var fields []string
	for f := range reflect.TypeFor[insight.Fact]().Fields() {
		fields = append(fields, f.Tag.Get("json")+" "+glueType(t, f.Type))
	}
	if d := cmp.Diff(declared, fields); d != "" {
		t.Errorf("template.yaml (-) and insight.Fact (+) differ:\n%s", d)
	}
}

func glueType(t *testing.T, f reflect.Type) string {
	t.Helper()
	if f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	switch {
	case f == reflect.TypeFor[insight.Stamp]():
		return "timestamp"
	case f.Kind() == reflect.String:
		return "string"
	case f.Kind() == reflect.Bool:
		return "boolean"
	case f.Kind() == reflect.Int, f.Kind() == reflect.Int64:
		return "int"
	}
	t.Fatalf("no Glue type for %s", f)
	return ""
}

func TestFactOf_ADiscardedDraft_IsNoClosedInquiry(t *testing.T) {
	facts := insight.FactOf(insight.Happening{EventID: "i#2", Kind: insight.KindClosed, Discarded: true})
	if len(facts) != 1 || facts[0].Kind == insight.KindClosed || facts[0].FirstLevel != nil {
		t.Fatal(facts)
	}
}
