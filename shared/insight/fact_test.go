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
		`"schema_version":6,"fact_version":0,"sequence":6,"day":"2026-12-01","hour":0,"weekday":2,"sent_at":"2026-11-29 09:00:00.000","reason":"",` +
		`"answer_minutes":40,"waiting_minutes":null,"closed_days":null,"repeated":null,"agent":"","requester_day":"2026-12-01","replier_day":"2026-12-01",` +
		`"requester_hour":null,"requester_weekday":null,"replier_hour":null,"replier_weekday":null,"items":null,"pre_advised":null,"outlived":null,"queue_minutes":null}`
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

// So are the hours: what happened in the first hour of a Tuesday in Bonn happened in the last of a Monday in Doncaster, and the answer was due at nine or at ten.
func TestFactOf_HoursOnBothClocks(t *testing.T) {
	h := reply(t)
	h.Clocks = insight.Clocks{Requester: new(23), Replier: new(24), RequesterDue: new(24 + 9), ReplierDue: new(24 + 10)}
	facts := insight.FactOf(h)
	hours := func(f insight.Fact) []int {
		return []int{*f.RequesterHour, *f.RequesterWeekday, *f.ReplierHour, *f.ReplierWeekday}
	}
	if d := cmp.Diff([][]int{{23, 1, 0, 2}, {9, 2, 10, 2}}, [][]int{hours(facts[0]), hours(facts[1])}); d != "" {
		t.Error(d)
	}
	h.Clocks = insight.Clocks{Requester: new(6*24 + 23)}
	if f := insight.FactOf(h); *f[0].RequesterHour != 23 || *f[0].RequesterWeekday != 7 || f[0].ReplierHour != nil || f[1].RequesterHour != nil {
		t.Errorf("the last hour of a week is %v of %v", f[0].RequesterHour, f[0].RequesterWeekday)
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

// written are the columns that each version of the schema added, name and type as Glue has them. A line here is never changed: facts lie in the lake with
// these columns for years, and one that is removed, renamed, moved or given another type is lost in all of them. A new version is a new line.
var written = []string{
	"fact string, month string, fact_id string, kind string, at timestamp, inquiry_id string, requester_operator string, requester_centre string, " +
		"replier_operator string, replier_centre string, acting_centre string, actor_kind string, product string, workflow string, level int, reply_code string, " +
		"reply_class string, closing_code string, due_at timestamp, on_time boolean, first_level boolean, urgent boolean, target_minutes bigint, " +
		"working_minutes bigint, open_minutes bigint",
	"schema_version int, fact_version bigint, sequence int, day string, hour int, weekday int, sent_at timestamp, reason string, " +
		"answer_minutes bigint, waiting_minutes bigint, closed_days int",
	"repeated boolean, agent string, requester_day string, replier_day string",
	"requester_hour int, requester_weekday int, replier_hour int, replier_weekday int, items bigint, pre_advised bigint, outlived boolean",
	"", // no column: steps of the kind carried
	"queue_minutes bigint",
}

func TestFact_ColumnsOfEveryVersionStay(t *testing.T) {
	if len(written) != insight.Schema {
		t.Errorf("the schema has version %d, %d are written down", insight.Schema, len(written))
	}
	var want []string
	for _, version := range written {
		if version == "" {
			continue
		}
		want = append(want, strings.Split(version, ", ")...)
	}
	if d := cmp.Diff(want, glueColumns(t)); d != "" {
		t.Errorf("what the versions wrote (-) and what template.yaml reads (+) differ:\n%s", d)
	}
}

// The lake's columns are declared in the template; a fact that has others is lost in the conversion.
func TestFact_ColumnsAreTheGlueTables(t *testing.T) {
	var declared []string
	for _, c := range glueColumns(t) {
		declared = append(declared, strings.Replace(c, "bigint", "int", 1))
	}
	var fields []string
	for f := range reflect.TypeFor[insight.Fact]().Fields() {
		fields = append(fields, f.Tag.Get("json")+" "+glueType(t, f.Type))
	}
	if d := cmp.Diff(declared, fields); d != "" {
		t.Errorf("template.yaml (-) and insight.Fact (+) differ:\n%s", d)
	}
}

// glueColumns are the columns of the lake's table in the template, those of the partition first: "fact_id string".
func glueColumns(t *testing.T) (declared []string) {
	t.Helper()
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
	for _, c := range append(table.PartitionKeys, table.StorageDescriptor.Columns...) {
		declared = append(declared, c.Name+" "+c.Type)
	}
	return declared
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

// An answer that was due in October and waited for until December: each month's first step carries it, one that was missed is made up, and one that ends the
// wait carries nothing into its own month.
func TestFactOf_WhatIsPastDueIsCarriedIntoMonths(t *testing.T) {
	h := insight.Happening{EventID: "I#7", InquiryID: "I", Sequence: 7, Kind: "carried", At: at(t, "2026-12-01T00:00:30Z"), DueAt: at(t, "2026-10-20T22:30:00Z"), Carried: 2, ActorKind: "system",
		Product: "EMS", Workflow: "WII", Level: 2, RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-BON", TargetMinutes: 720,
		Ahead: insight.Ahead{ReplierDue: 1}, Clocks: insight.Clocks{ReplierDue: new(48), Replier: new(25)}, Outlived: new(true)}
	facts := insight.FactOf(h)
	if len(facts) != 3 || facts[0].Fact != insight.FactEvent || facts[0].Month != "2026-12" {
		t.Fatalf("%+v", facts)
	}
	due := insight.Stamp(h.DueAt)
	want := insight.Fact{Fact: insight.FactStep, Month: "2026-12", FactID: "I#7#carried#2026-12", Kind: insight.KindCarried, At: insight.Stamp(at(t, "2026-12-01T00:00:00Z")), InquiryID: "I",
		RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-BON", ActorKind: "system", Product: "EMS", Workflow: "WII", Level: 2, DueAt: &due,
		TargetMinutes: 720, Schema: insight.Schema, Sequence: 7, Day: "2026-10-20", RequesterDay: "2026-10-20", ReplierDay: "2026-10-21", ReplierHour: new(0), ReplierWeekday: new(3)}
	if d := cmp.Diff(line(want), line(facts[1])); d != "" {
		t.Error(d)
	}
	if f := facts[2]; f.Month != "2026-11" || f.FactID != "I#7#carried#2026-11" || !time.Time(f.At).Equal(at(t, "2026-11-01T00:00:00Z")) || f.Day != "2026-10-20" {
		t.Errorf("%+v", f)
	}
	h.Kind = insight.KindReplied
	if facts = insight.FactOf(h); len(facts) != 2 || facts[1].Month != "2026-11" {
		t.Errorf("replied as the first thing in December: %+v", facts)
	}
	for _, side := range []insight.Side{insight.Replier, insight.Requester} {
		if c := insight.Count(want, side); c != (insight.Counts{}) {
			t.Errorf("it is no answer due in the month: %+v", c)
		}
	}
	if !insight.Matters(insight.Happening{EventID: "I#7", InquiryID: "I", Kind: "carried", At: h.At, DueAt: h.DueAt, Carried: 1}) {
		t.Error("running counts are not told")
	}
}

// line is a fact as JSON writes it, because its pointers are not its values.
func line(f insight.Fact) string {
	text, err := json.Marshal(f)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
