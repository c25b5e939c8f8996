//go:build emulator

package changedb_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/change"
	. "github.com/whereabouts-post/whereabouts/shared/change/changedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
)

var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

type fixed time.Time

func (f fixed) Now(context.Context) (time.Time, error)               { return time.Time(f), nil }
func (f fixed) At(_ context.Context, t time.Time) (time.Time, error) { return t, nil }

func start(t *testing.T) *Store {
	t.Helper()
	client, table := kit.Table(t, "ChangeTable")
	return &Store{Client: client, Table: table, Meter: &dynamo.Meter{}}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// happening is one with every member as long as it gets.
func happening(inquiry string, seq int) change.Happening {
	onTime := true
	return change.Happening{InquiryID: inquiry, Seq: seq, Kind: "trackingUpdated", At: now, ActorKind: "automatic", ActorCentre: "GBA-DONCASTER", ItemID: "EE123456799GB", Product: "EMS-DOCUMENT",
		Workflow: "LIABILITY", Level: 3, State: "returned", ExternalRef: "CASE-20817-CASE-20817-CASE-20817-CASE-20817-CASE-20817-CASE1", RequesterOperator: "GBA", RequesterCentre: "GBA-DONCASTER",
		ReplierOperator: "DEA", ReplierCentre: "DEA-FRANKFURT", DueAt: now, ReplyCode: "DELIVERED", ReplyClass: "C", ClosingCode: "WITHDRAWN", Reason: "FORCEMAJEURE", OnTime: &onTime, Event: "EMH",
		AttachmentID: "01KBAZ0000000000000000DEMO"}
}

const inquiry = "01KBAZ0000000000000000DEMO"

func changesOf(op string, from int64, n int) []change.Change {
	var out []change.Change
	for k := range n {
		for _, c := range change.Of(happening(inquiry, int(from)+k)) {
			if string(c.Operator) == op {
				c.Number = from + int64(k)
				out = append(out, c)
			}
		}
	}
	return out
}

func TestStore_Log(t *testing.T) {
	s := start(t)
	ctx := t.Context()
	if h, err := s.Head(ctx, "GBA"); err != nil || h.Number != 0 || h.Days != nil {
		t.Error(h, err)
	}
	day := []change.DayMark{{Day: "2026-11-22", First: 1}}
	must(t, s.Append(ctx, "GBA", change.Head{}, change.Head{Number: 2, Days: day}, changesOf("GBA", 1, 2), now),
		s.Append(ctx, "GBA", change.Head{Number: 2}, change.Head{Number: 3, Days: day}, changesOf("GBA", 3, 1), now))
	h, err := s.Head(ctx, "GBA")
	if d := cmp.Diff(change.Head{Number: 3, Days: day}, h); err != nil || d != "" {
		t.Error(err, d)
	}
	for name, err := range map[string]error{
		"a log that begins again": s.Append(ctx, "GBA", change.Head{}, change.Head{Number: 1}, changesOf("GBA", 9, 1), now),
		"behind another one":      s.Append(ctx, "GBA", change.Head{Number: 2}, change.Head{Number: 3}, changesOf("GBA", 9, 1), now),
		"what is there already":   s.Append(ctx, "GBA", change.Head{Number: 3}, change.Head{Number: 4}, changesOf("GBA", 2, 1), now),
	} {
		if !errors.Is(err, change.ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	numbers, err := s.Recorded(ctx, "GBA", []string{inquiry + ".1", inquiry + ".3", inquiry + ".9"})
	if d := cmp.Diff(map[string]int64{inquiry + ".1": 1, inquiry + ".3": 3}, numbers); err != nil || d != "" {
		t.Error(err, d)
	}
	if numbers, err := s.Recorded(ctx, "DEA", []string{inquiry + ".1"}); err != nil || len(numbers) != 0 {
		t.Error("another operator's log:", numbers, err)
	}
}

func TestStore_ChangesAreReadOverPartitionsAndNeverOverAGap(t *testing.T) {
	s := start(t)
	ctx := t.Context()
	put := func(from, to int64) {
		before := change.Head{Number: from - 1}
		if from == 9_998 {
			before = change.Head{}
		}
		must(t, s.Append(ctx, "GBA", before, change.Head{Number: to}, changesOf("GBA", from, int(to-from+1)), now))
	}
	put(9_998, 10_003)
	put(10_004, 10_010)
	gap := dynamo.Key{PK: "LOG#GBA#00000001", SK: "00000000010006"}
	_, err := s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.Table, Key: gap.Map()})
	must(t, err)
	for _, c := range []struct {
		from  int64
		limit int
		first int64
		n     int
	}{{9_998, 100, 9_998, 8}, {9_999, 3, 9_999, 3}, {10_000, 2, 10_000, 2}, {10_006, 9, 0, 0}, {10_007, 9, 10_007, 4}, {10_011, 9, 0, 0}, {30_000, 9, 0, 0}} {
		got, err := s.Changes(ctx, "GBA", c.from, c.limit)
		if err != nil || len(got) != c.n || c.n > 0 && (got[0].Number != c.first || got[0].Operator != "GBA") {
			t.Errorf("from %d: %d changes, %v", c.from, len(got), err)
		}
	}
	got, err := s.Changes(ctx, "GBA", 10_003, 1)
	if d := cmp.Diff(changesOf("GBA", 10_003, 1), got); err != nil || d != "" {
		t.Error(err, d)
	}
	if got, err := s.Changes(ctx, "DEA", 9_998, 9); err != nil || len(got) != 0 {
		t.Error("another operator's log:", got, err)
	}
}

// Several functions write one log at once: each change is there once, without a gap.
func TestStore_RecordingAtOnceLosesNothing(t *testing.T) {
	s := start(t)
	const writers, each = 4, 10
	var wg sync.WaitGroup
	for k := range writers {
		wg.Go(func() {
			r := &change.Recorder{Store: s, Clock: fixed(now)}
			for n := range each {
				id := fmt.Sprintf("01KBAZ000000000000000000%02d", k)
				got, err := r.Record(t.Context(), []change.Happening{happening(id, n), happening(id, n+1)}) // each but the first comes again
				for err != nil && errors.Is(err, change.ErrChanged) {
					got, err = r.Record(t.Context(), []change.Happening{happening(id, n), happening(id, n+1)})
				}
				if err != nil || len(got) != 4 {
					t.Error(len(got), err)
					return
				}
			}
		})
	}
	wg.Wait()
	h, err := s.Head(t.Context(), "GBA")
	if err != nil || h.Number != writers*(each+1) {
		t.Error(h, err)
	}
}

func spend(t *testing.T, s *Store, what string, budget float64, do func() error) {
	t.Helper()
	s.Meter.Reset()
	must(t, do())
	if got := s.Meter.Reset(); got > budget || got == 0 {
		t.Errorf("%s costs %.1f units, the budget is %.1f", what, got, budget)
	}
}

// Each item costs one unit of writing, however long its members are.
func TestSizes(t *testing.T) {
	s := start(t)
	var days []change.DayMark
	for k := range change.Bounds().KeepDays + 1 {
		days = append(days, change.DayMark{Day: now.AddDate(0, 0, k).Format(time.DateOnly), First: 9_999_999_000 + int64(k)})
	}
	must(t, s.Append(t.Context(), "GBA", change.Head{}, change.Head{Number: 1, Days: days}, changesOf("GBA", 1, 1), now))
	out, err := s.Client.Scan(t.Context(), &dynamodb.ScanInput{TableName: &s.Table})
	must(t, err)
	if len(out.Items) != 3 {
		t.Fatalf("%d items", len(out.Items))
	}
	for _, item := range out.Items {
		if size := kit.ItemSize(t, item); size > 1024 {
			t.Errorf("%d bytes: %v", size, item)
		}
	}
}

func TestCapacity(t *testing.T) {
	s := start(t)
	ctx := t.Context()
	var days []change.DayMark
	for k := range change.Bounds().KeepDays + 1 { // as long as it gets
		days = append(days, change.DayMark{Day: now.AddDate(0, 0, k).Format(time.DateOnly), First: 9_999_999_000 + int64(k)})
	}
	must(t, s.Append(ctx, "GBA", change.Head{}, change.Head{Number: 1, Days: days}, changesOf("GBA", 1, 1), now))
	spend(t, s, "one change, for one operator", 6, func() error {
		return s.Append(ctx, "GBA", change.Head{Number: 1}, change.Head{Number: 2, Days: days}, changesOf("GBA", 2, 1), now)
	})
	spend(t, s, "49 changes at once", 2+49*4, func() error {
		return s.Append(ctx, "GBA", change.Head{Number: 2}, change.Head{Number: 51, Days: days}, changesOf("GBA", 3, 49), now)
	})
	spend(t, s, "nothing new", 0.5, func() error { _, err := s.Glance(ctx, "GBA"); return err })
	spend(t, s, "a page of changes", 0.5, func() error { // and 9 by bytes for 100: 0.5 for 4 KB
		got, err := s.Changes(ctx, "GBA", 1, 100)
		if len(got) != 51 {
			t.Errorf("%d changes", len(got))
		}
		return err
	})
	spend(t, s, "the head, before it is written", 1, func() error { _, err := s.Head(ctx, "GBA"); return err })
}
