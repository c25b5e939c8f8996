package change_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

type fixed time.Time

func (f fixed) Now(context.Context) (time.Time, error)               { return time.Time(f), nil }
func (f fixed) At(_ context.Context, t time.Time) (time.Time, error) { return t, nil }

var errBroken = errors.New("broken")

// logs is a store whose transactions may fail, before or after they took effect, and to which somebody else writes in between.
type logs struct {
	heads  map[principal.OperatorCode]change.Head
	rows   map[principal.OperatorCode][]change.Change // by number
	fate   func() string
	others func(principal.OperatorCode) // somebody who writes between a reader's look and its write
}

func newLogs() *logs {
	return &logs{heads: map[principal.OperatorCode]change.Head{}, rows: map[principal.OperatorCode][]change.Change{}, fate: func() string { return "" }, others: func(principal.OperatorCode) {}}
}

func (l *logs) Head(_ context.Context, op principal.OperatorCode) (change.Head, error) {
	return l.heads[op], nil
}

func (l *logs) Recorded(_ context.Context, op principal.OperatorCode, ids []string) (map[string]int64, error) {
	out := map[string]int64{}
	for _, c := range l.rows[op] {
		if slices.Contains(ids, c.ID) {
			out[c.ID] = c.Number
		}
	}
	return out, nil
}

func (l *logs) Append(_ context.Context, op principal.OperatorCode, before, after change.Head, changes []change.Change, _ time.Time) error {
	l.others(op)
	if l.heads[op].Number != before.Number {
		return change.ErrChanged
	}
	for _, c := range changes {
		if slices.ContainsFunc(l.rows[op], func(r change.Change) bool { return r.ID == c.ID }) {
			return change.ErrChanged
		}
	}
	if len(changes) > change.AtOnce {
		return fmt.Errorf("%d changes in one transaction", len(changes))
	}
	fate := l.fate()
	if fate == "fails" {
		return errBroken
	}
	l.heads[op] = after
	l.rows[op] = append(l.rows[op], changes...)
	if fate == "fails, and was done" {
		return errBroken
	}
	return nil
}

func record(t *testing.T, l *logs, at time.Time, hs ...change.Happening) []change.Change {
	t.Helper()
	out, err := (&change.Recorder{Store: l, Clock: fixed(at)}).Record(t.Context(), hs)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRecord_ToldAgain_AnswersWithTheSameNumbers(t *testing.T) {
	l := newLogs()
	one, two, three := happening("sent", 1), happening("routed", 2), happening("opened", 3)
	record(t, l, now, one, two)
	got := record(t, l, now, one, two, three, three)
	want := []string{"GBA 1 inquiry.sent", "DEA 1 inquiry.sent", "GBA 2 inquiry.routed", "DEA 2 inquiry.routed", "GBA 3 inquiry.opened", "DEA 3 inquiry.opened"}
	var said []string
	for _, c := range got {
		said = append(said, fmt.Sprintf("%s %d %s", c.Operator, c.Number, c.Type))
	}
	if !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
	if len(l.rows["GBA"]) != 3 || l.heads["DEA"].Number != 3 {
		t.Errorf("%+v", l.heads)
	}
}

func TestRecord_MoreThanATransactionHolds(t *testing.T) {
	l := newLogs()
	var hs []change.Happening
	for seq := range 100 {
		hs = append(hs, happening("trackingUpdated", seq+1))
	}
	got := record(t, l, now, hs...)
	for i, c := range got {
		if c.Number != int64(i/2+1) || c.Sequence != i/2+1 {
			t.Fatalf("%d: %+v", i, c)
		}
	}
	if len(got) != 200 {
		t.Error(len(got))
	}
}

func TestRecord_WhoeverNeverGetsThrough_Fails(t *testing.T) {
	l := newLogs()
	n := 1000
	l.others = func(op principal.OperatorCode) { // each time somebody is faster
		n++
		l.heads[op] = change.Head{Number: l.heads[op].Number + 1}
	}
	_, err := (&change.Recorder{Store: l, Clock: fixed(now)}).Record(t.Context(), []change.Happening{happening("sent", 1)})
	if !errors.Is(err, change.ErrChanged) {
		t.Error(err)
	}
}

func TestHead_KnowsWhichIsTheOldestThatIsKept(t *testing.T) {
	l := newLogs()
	keep := change.Bounds().KeepDays
	record(t, l, now, happening("sent", 1), happening("routed", 2))
	record(t, l, now.AddDate(0, 0, 1), happening("opened", 3))
	record(t, l, now.AddDate(0, 0, keep), happening("replied", 4))
	h := l.heads["GBA"]
	for days, want := range map[int]int64{0: 1, keep: 1, keep + 1: 3, keep + 2: 4, 2*keep + 1: 5} {
		if got := h.Oldest(now.AddDate(0, 0, days)); got != want {
			t.Errorf("after %d days: %d, not %d", days, got, want)
		}
	}
	if len(h.Days) != 3 {
		t.Errorf("%+v", h.Days)
	}
	if got := (change.Head{}).Oldest(now); got != 1 {
		t.Error("of an empty log:", got)
	}
	record(t, l, now.AddDate(0, 0, 2*keep+30), happening("closed", 5))
	if h := l.heads["GBA"]; len(h.Days) != 1 || h.Days[0].First != 5 {
		t.Errorf("days that are no longer kept stay: %+v", h.Days)
	}
}

// Whatever the stream does – batches that come again, are cut in two, overlap – whoever else writes, and whatever fails: each log holds each change
// once, numbered without a gap, each inquiry in its order; and whoever records is answered with all changes of the batch at the numbers they have.
func TestRecord_NothingIsLost_NothingTwice_InOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		posts := []principal.OperatorCode{"GBA", "DEA", "FRA", "USA"}
		inquiries := rapid.IntRange(1, 5).Draw(rt, "inquiries")
		kinds := []string{"sent", "routed", "opened", "replied", "read", "noted", "closed"}
		shards := make([][]change.Happening, 2) // an inquiry is in one shard
		seqs := map[string]int{}
		for range rapid.IntRange(1, 60).Draw(rt, "events") {
			k := rapid.IntRange(0, inquiries-1).Draw(rt, "inquiry")
			h := happening(rapid.SampledFrom(kinds).Draw(rt, "kind"), 0)
			h.InquiryID = fmt.Sprintf("I%d", k)
			h.RequesterOperator, h.ReplierOperator = posts[k%4], posts[(k*3+1)%4]
			h.Private = rapid.SampledFrom([]string{"", "", change.Requester, change.Replier}).Draw(rt, "private")
			if rapid.IntRange(0, 4).Draw(rt, "reached") == 0 {
				h.ReplierCentre = ""
			}
			seqs[h.InquiryID]++
			h.Seq = seqs[h.InquiryID]
			shards[k%2] = append(shards[k%2], h)
		}
		l := newLogs()
		r := &change.Recorder{Store: l, Clock: fixed(now)}
		l.fate = func() string {
			return rapid.SampledFrom([]string{"", "", "", "fails", "fails, and was done"}).Draw(rt, "fate")
		}
		// each shard is read by itself, in batches of any size; a batch that failed comes again, perhaps cut; one that did not may come again too
		at := []int{0, 0}
		within := false
		read := func(shard int) {
			s := shards[shard]
			from := at[shard]
			if back := rapid.IntRange(0, 3).Draw(rt, "again"); back > 0 {
				from = max(0, from-rapid.IntRange(0, 10).Draw(rt, "from"))
			}
			to := min(len(s), from+rapid.IntRange(1, 12).Draw(rt, "size"))
			batch := s[from:to]
			changes, err := r.Record(t.Context(), batch)
			if err != nil {
				return
			}
			at[shard] = max(at[shard], to)
			var want []change.Change
			for _, h := range batch {
				want = append(want, change.Of(h)...)
			}
			if len(changes) != len(want) {
				rt.Fatalf("%d changes of %d", len(changes), len(want))
			}
			for i, c := range changes {
				if c.ID != want[i].ID || c.Operator != want[i].Operator {
					rt.Fatalf("%d is %s of %s", i, c.ID, c.Operator)
				}
				if rows := l.rows[c.Operator]; c.Number < 1 || c.Number > int64(len(rows)) || rows[c.Number-1].ID != c.ID {
					rt.Fatalf("%s is said to be number %d", c.ID, c.Number)
				}
			}
		}
		l.others = func(principal.OperatorCode) {
			if !within && rapid.IntRange(0, 5).Draw(rt, "somebody else") == 0 {
				within = true // the other shard's function runs while this one is about to write
				read(rapid.IntRange(0, 1).Draw(rt, "shard of somebody else"))
				within = false
			}
		}
		for range 2000 {
			if at[0] == len(shards[0]) && at[1] == len(shards[1]) {
				break
			}
			read(rapid.IntRange(0, 1).Draw(rt, "shard"))
		}
		if at[0] != len(shards[0]) || at[1] != len(shards[1]) {
			rt.Skip("it failed again and again") // of this draw, not of the test
		}
		for _, op := range posts {
			var want int
			for _, h := range slices.Concat(shards...) {
				for _, c := range change.Of(h) {
					if c.Operator == op {
						want++
					}
				}
			}
			if len(l.rows[op]) != want || l.heads[op].Number != int64(want) {
				rt.Fatalf("%s has %d changes, its head says %d, and there were %d", op, len(l.rows[op]), l.heads[op].Number, want)
			}
			latest := map[string]int{}
			for i, c := range l.rows[op] {
				if c.Number != int64(i+1) {
					rt.Fatalf("%s: place %d has number %d", op, i+1, c.Number)
				}
				if c.Sequence <= latest[c.Inquiry.ID] {
					rt.Fatalf("%s: %s comes after %d", op, c.ID, latest[c.Inquiry.ID])
				}
				latest[c.Inquiry.ID] = c.Sequence
			}
		}
	})
}
