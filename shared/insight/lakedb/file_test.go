package lakedb_test

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/lakedb"
)

var then = time.Date(2026, 11, 30, 23, 59, 59, 500_000_000, time.UTC)

// full is a fact with a value in every column.
func full(t *testing.T) insight.Fact {
	t.Helper()
	stamp := insight.Stamp(then)
	f := insight.Fact{Fact: "event", Month: "2026-11", FactID: "01J#6", Kind: "replied", At: stamp, InquiryID: "01J", RequesterOperator: "GBA", RequesterCentre: "GBA-DON",
		ReplierOperator: "DEA", ReplierCentre: "DEA-BON", ActingCentre: "DEA-BON", ActorKind: "agent", Product: "PPR", Workflow: "WII", Level: 2, ReplyCode: "DLV", ReplyClass: "C",
		ClosingCode: "CLO", DueAt: &stamp, OnTime: new(true), FirstLevel: new(false), Urgent: true, TargetMinutes: 720, WorkingMinutes: new(100), OpenMinutes: new(0),
		Schema: 6, Version: 1800000000, Sequence: 6, Day: "2026-11-30", Hour: new(0), Weekday: new(1), SentAt: &stamp, Reason: "LOAD", AnswerMinutes: new(40), WaitingMinutes: new(400), ClosedDays: new(3), Repeated: new(true), Agent: "k3q7mzv2p5aw4xyt", RequesterDay: "2026-11-30", ReplierDay: "2026-12-01",
		RequesterHour: new(23), RequesterWeekday: new(1), ReplierHour: new(0), ReplierWeekday: new(2), Items: new(38), PreAdvised: new(35), Outlived: new(false), QueueMinutes: new(5)}
	for field := range reflect.TypeFor[insight.Fact]().Fields() {
		if reflect.ValueOf(f).FieldByIndex(field.Index).IsZero() {
			t.Fatalf("%s is not set", field.Name)
		}
	}
	return f
}

func read(t *testing.T, content []byte) (out []insight.Fact) {
	t.Helper()
	if err := lakedb.Read(content, "event", "2026-11", func(f insight.Fact) error { out = append(out, f); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func stamps(a, b insight.Stamp) bool { return time.Time(a).Equal(time.Time(b)) }

func TestFile_GivesBackWhatWasWritten(t *testing.T) {
	empty := insight.Fact{Fact: "event", Month: "2026-11", FactID: "01K#1", At: insight.Stamp(then)}
	want := []insight.Fact{full(t), empty}
	for i := range 1000 { // more than one buffer
		f := empty
		f.FactID = fmt.Sprintf("01K#%d", i+2)
		want = append(want, f)
	}
	var b bytes.Buffer
	w := lakedb.NewWriter(&b)
	if err := w.Write(want...); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, read(t, b.Bytes()), cmp.Comparer(stamps)); d != "" {
		t.Error(d)
	}
}

// Firehose keeps instants in twelve bytes and numbers as the Glue table has them.
func TestFile_ReadsWhatFirehoseWrites(t *testing.T) {
	type hive struct {
		FactID string           `parquet:"fact_id,optional"`
		At     deprecated.Int96 `parquet:"at,optional"`
		Level  int32            `parquet:"level,optional"`
		Target int64            `parquet:"target_minutes,optional"`
	}
	nanos := uint64(then.Sub(then.Truncate(24 * time.Hour)))
	var b bytes.Buffer
	w := parquet.NewGenericWriter[hive](&b)
	if _, err := w.Write([]hive{{"01J#6", deprecated.Int96{uint32(nanos), uint32(nanos >> 32), uint32(then.Unix()/86400) + 2440588}, 2, 720}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := []insight.Fact{{Fact: "event", Month: "2026-11", FactID: "01J#6", At: insight.Stamp(then), Level: 2, TargetMinutes: 720}}
	if d := cmp.Diff(want, read(t, b.Bytes()), cmp.Comparer(stamps)); d != "" {
		t.Error(d)
	}
}

func TestFile_AColumnThatNobodyKnows_IsNotLostSilently(t *testing.T) {
	type later struct {
		FactID string `parquet:"fact_id"`
		Mood   string `parquet:"mood"`
	}
	var b bytes.Buffer
	w := parquet.NewGenericWriter[later](&b)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"another column": b.Bytes(), "no Parquet": []byte("{}"), "cut": b.Bytes()[:b.Len()-5]} {
		if err := lakedb.Read(content, "event", "2026-11", func(insight.Fact) error { return nil }); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}
