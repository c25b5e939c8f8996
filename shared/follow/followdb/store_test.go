//go:build emulator

package followdb_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	. "github.com/whereabouts-post/whereabouts/shared/follow/followdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const item = edi.ItemID("EE123456799GB")

var (
	now  = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	feed = follow.Follower{Kind: follow.KindFeed, Operator: "GBA", Name: "main"}
	list = follow.List{ID: "01JD0000000000000000000001", Operator: "GBA", Centre: "GBA-DON", Shared: follow.SharedCentre, Name: "Christmas", Note: "for the shop in Leeds", By: "ana",
		CreatedAt: now, ExpiresAt: now.AddDate(0, 0, 90), Version: 1, Fingerprint: "F"}
	ofList = follow.Follower{Kind: follow.KindList, Operator: "GBA", Name: string(list.ID)}
)

func start(t *testing.T) *Store {
	t.Helper()
	client, table := kit.Table(t, "FollowTable")
	return &Store{Client: client, Table: table, Meter: &dynamo.Meter{}}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func sight() follow.Sight {
	return follow.Sight{TakesPart: true, Milestone: "arrived", Phase: "destination", Code: "EMD", Country: "US", Since: now, LastCode: "EMD", LastAt: now}
}

func row(id edi.ItemID) follow.Row {
	r := follow.Row{ItemID: id, AddedAt: now, Until: list.ExpiresAt, Expires: list.ExpiresAt, Sight: sight(), Version: 1}
	for k := range 60 { // as long as it gets
		r.Told = r.Told.With(fmt.Sprintf("event%03d", k))
	}
	return r
}

func entry(seq int) follow.Entry {
	return follow.Entry{Seq: seq, ID: fmt.Sprintf("%022d", seq), ItemID: item, Ref: "order:2026/0000712", ToldAt: now, TakesPart: true, Milestone: "attempted", Phase: "destination", Country: "US",
		Time: now, Confirmed: true, ReceivedAt: now, LocalTime: "2026-11-22T07:00:00-05:00", Code: "EMH", Office: "USJFKZ", NextOffice: "USJFKA", Reason: "ABS", Action: "PUP", Sender: "USA"}
}

func TestStore_List(t *testing.T) {
	s := start(t)
	if _, err := s.List(t.Context(), "GBA", list.ID); problem.As(err).Slug != "list-unknown" {
		t.Error(err)
	}
	must(t, s.SaveList(t.Context(), list), s.SaveList(t.Context(), list)) // the second is the SDK that asks again
	other := list
	other.By = "bob"
	if err := s.SaveList(t.Context(), other); !errors.Is(err, follow.ErrChanged) {
		t.Error("another one took its place:", err)
	}
	got, err := s.List(t.Context(), "GBA", list.ID)
	if d := cmp.Diff(list, got); err != nil || d != "" {
		t.Error(err, d)
	}
	ids := []edi.ItemID{item, "EM200000010US", "RR473124829DE"}
	must(t, s.AddRows(t.Context(), list, []follow.Row{row(ids[0]), row(ids[1])}, 3))
	if err := s.AddRows(t.Context(), list, []follow.Row{row(ids[2]), row(ids[0])}, 500); !errors.Is(err, follow.ErrChanged) {
		t.Error("one was there:", err)
	}
	if err := s.AddRows(t.Context(), list, []follow.Row{row(ids[2]), row("RB123456785FR")}, 3); !errors.Is(err, follow.ErrFull) {
		t.Error("too many:", err)
	}
	must(t, s.AddRows(t.Context(), list, []follow.Row{row(ids[2])}, 3))
	rows, err := s.ListRows(t.Context(), "GBA", list.ID)
	if d := cmp.Diff([]follow.Row{row(ids[0]), row(ids[1]), row(ids[2])}, rows); err != nil || d != "" {
		t.Error(err, d)
	}
	changed := rows[0]
	changed.Sight.Milestone = "delivered"
	must(t, s.SaveRow(t.Context(), list, changed))
	if err := s.SaveRow(t.Context(), list, changed); !errors.Is(err, follow.ErrChanged) {
		t.Error("a row at another version was replaced:", err)
	}
	edited := list
	edited.Name, edited.Version, edited.ExpiresAt = "Easter", 2, now.AddDate(0, 0, 120)
	must(t, s.SaveList(t.Context(), edited))
	if err := s.SaveList(t.Context(), edited); !errors.Is(err, follow.ErrChanged) {
		t.Error("a list at another version was replaced:", err)
	}
	if err := s.RemoveRows(t.Context(), list, []edi.ItemID{ids[0], "RB123456785FR"}); !errors.Is(err, follow.ErrChanged) {
		t.Error("one was not there:", err)
	}
	must(t, s.RemoveRows(t.Context(), list, ids[:2]))
	all, err := s.Lists(t.Context(), "GBA")
	if err != nil || len(all) != 1 || all[0].Items != 1 || all[0].Name != "Easter" || !all[0].ExpiresAt.Equal(edited.ExpiresAt) {
		t.Error(all, err)
	}
	must(t, s.See(t.Context(), "ana", list.ID, 7, now), s.See(t.Context(), "ana", list.ID, 5, now))
	if seen, err := s.Seen(t.Context(), "ana"); err != nil || seen[list.ID] != 7 {
		t.Error(seen, err)
	}
	must(t, s.DeleteList(t.Context(), "GBA", list.ID), s.DeleteList(t.Context(), "GBA", list.ID))
	if err := s.RemoveRows(t.Context(), list, ids[2:]); problem.As(err).Slug != "list-unknown" {
		t.Error(err)
	}
}

// tell tells the feed k events of one item.
func tell(t *testing.T, s *Store, f follow.Follower, id edi.ItemID, k int) error {
	t.Helper()
	head, err := s.Head(t.Context(), f)
	must(t, err)
	rows, err := s.Rows(t.Context(), f, []edi.ItemID{id, id})
	must(t, err)
	after := head
	after.Seq += k
	after.Days = []follow.DayMark{{Day: "2026-11-22", First: 1}}
	after.List.Seq, after.List.ChangedAt = after.Seq, now
	r := rows[id]
	r.Seq, r.ChangedAt = after.Seq, now
	var entries []follow.Entry
	for n := range k {
		if f.Kind == follow.KindFeed {
			entries = append(entries, entry(head.Seq+1+n))
		}
		r.Told = r.Told.With(fmt.Sprintf("event%03d", (head.Seq+n)%1000))
	}
	return s.Tell(t.Context(), f, head, after, []follow.Row{r}, entries, now)
}

func TestStore_Feed(t *testing.T) {
	s := start(t)
	if h, err := s.Head(t.Context(), feed); err != nil || h.Exists || h.Seq != 0 {
		t.Error(h, err)
	}
	watch := follow.Row{ItemID: item, Ref: "o-1", AddedAt: now, Until: now.AddDate(0, 0, 7), Expires: now.AddDate(0, 0, 7)}
	if before, err := s.PutWatch(t.Context(), feed, watch); err != nil || before.ItemID != "" {
		t.Error(before, err)
	}
	must(t, tell(t, s, feed, item, 2), tell(t, s, feed, item, 1))
	watch.Ref, watch.AddedAt = "o-2", now.Add(time.Hour)
	before, err := s.PutWatch(t.Context(), feed, watch)
	if err != nil || before.Ref != "o-1" || before.Seq != 3 {
		t.Error(before, err)
	}
	rows, err := s.Rows(t.Context(), feed, []edi.ItemID{item, "EM200000010US"})
	if r := rows[item]; err != nil || len(rows) != 1 || r.Ref != "o-2" || !r.AddedAt.Equal(now) || !r.Told.Has("event001") || r.Version < 4 {
		t.Errorf("%+v %v", rows, err)
	}
	h, err := s.Head(t.Context(), feed)
	if d := cmp.Diff(follow.Head{Seq: 3, Exists: true, Days: []follow.DayMark{{Day: "2026-11-22", First: 1}}}, h); err != nil || d != "" {
		t.Error(err, d)
	}
	got, err := s.Entries(t.Context(), feed, 2, 10)
	if d := cmp.Diff([]follow.Entry{entry(2), entry(3)}, got); err != nil || d != "" {
		t.Error(err, d)
	}
	page, next, err := s.FeedWatches(t.Context(), feed, "", 1)
	if err != nil || len(page) != 1 {
		t.Error(page, next, err)
	}
	if before, err := s.DeleteWatch(t.Context(), feed, item); err != nil || before.Ref != "o-2" {
		t.Error(before, err)
	}
	if before, err := s.DeleteWatch(t.Context(), feed, item); err != nil || before.ItemID != "" {
		t.Error(before, err)
	}

	// Somebody who read before another one told is refused, and so is one whose row is gone.
	stale := follow.Head{Seq: 2, Exists: true}
	if err := s.Tell(t.Context(), feed, stale, follow.Head{Seq: 3}, nil, []follow.Entry{entry(3)}, now); !errors.Is(err, follow.ErrChanged) {
		t.Error(err)
	}
	if err := s.Tell(t.Context(), feed, h, follow.Head{Seq: 4}, []follow.Row{rows[item]}, []follow.Entry{entry(4)}, now); !errors.Is(err, follow.ErrChanged) {
		t.Error("told of what it no longer watches:", err)
	}
}

func TestStore_EntriesAreReadOverPartitionsAndNeverOverAGap(t *testing.T) {
	s := start(t)
	put := func(from, to int) {
		h := follow.Head{Seq: from - 1, Exists: from > 1}
		if from == 9_998 {
			h = follow.Head{}
		}
		var entries []follow.Entry
		for seq := from; seq <= to; seq++ {
			entries = append(entries, entry(seq))
		}
		must(t, s.Tell(t.Context(), feed, h, follow.Head{Seq: to}, nil, entries, now))
	}
	put(9_998, 10_003)
	put(10_004, 10_004)
	put(10_005, 10_010)
	_, err := s.Client.DeleteItem(t.Context(), deletion(s, "FEED#GBA#main#000001", "000000010006"))
	must(t, err)
	for _, c := range []struct{ from, limit, first, n int }{{9_998, 100, 9_998, 8}, {9_999, 3, 9_999, 3}, {10_000, 2, 10_000, 2}, {10_006, 9, 0, 0}, {10_007, 9, 10_007, 4}, {10_011, 9, 0, 0}, {30_000, 9, 0, 0}} {
		got, err := s.Entries(t.Context(), feed, c.from, c.limit)
		if err != nil || len(got) != c.n || c.n > 0 && got[0].Seq != c.first {
			t.Errorf("from %d: %d entries, %v", c.from, len(got), err)
		}
	}
}

// Many functions tell one feed at once: each event is there once, without a gap.
func TestStore_TellingAtOnceLosesNothing(t *testing.T) {
	s := start(t)
	const tellers, each = 4, 5
	var wg sync.WaitGroup
	for k := range tellers {
		id := edi.ItemID([]string{"EE123456799GB", "EM200000010US", "RR473124829DE", "RB123456785FR"}[k])
		_, err := s.PutWatch(t.Context(), feed, follow.Row{ItemID: id, AddedAt: now, Until: now, Expires: now})
		must(t, err)
		wg.Go(func() {
			for n := 0; n < each; {
				switch err := tell(t, s, feed, id, 1); {
				case err == nil:
					n++
				case !errors.Is(err, follow.ErrChanged):
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	got, err := s.Entries(t.Context(), feed, 1, 100)
	if err != nil || len(got) != tellers*each {
		t.Error(len(got), err)
	}
}

func TestStore_Quota(t *testing.T) {
	s := start(t)
	must(t, s.Count(t.Context(), "GBA", map[time.Time]int{now: 3, now.AddDate(0, 0, 7): 2, now.AddDate(0, 0, 8): -2}),
		s.Count(t.Context(), "GBA", map[time.Time]int{now: 1, now.AddDate(0, 0, 40): 5}), s.Count(t.Context(), "GBA", map[time.Time]int{}))
	for at, want := range map[time.Time]int{now: 9, now.AddDate(0, 0, 8): 3, now.AddDate(0, 2, 0): 0} {
		if n, err := s.Watching(t.Context(), "GBA", at); err != nil || n != want {
			t.Errorf("%s: %d, not %d, %v", at, n, want, err)
		}
	}
}

func spend(t *testing.T, s *Store, what string, budget float64, do func() error) {
	t.Helper()
	s.Meter.Reset()
	must(t, do())
	if got := s.Meter.Reset(); got > budget {
		t.Errorf("%s costs %.1f, more than %.1f", what, got, budget)
	} else {
		t.Logf("%s: %.1f of %.1f", what, got, budget)
	}
}

// The costs of docs/data-model.md, in capacity units. The local engine counts no batch reads and no bytes that are read.
func TestStore_Capacity(t *testing.T) {
	s := start(t)
	spend(t, s, "save a list", 1, func() error { return s.SaveList(t.Context(), list) })
	var rows []follow.Row
	for k := range 25 {
		r := row(edi.ItemID(fmt.Sprintf("EE%08d0GB", k)))
		rows = append(rows, r)
	}
	spend(t, s, "add 25 items", 52, func() error { return s.AddRows(t.Context(), list, rows, 500) })
	spend(t, s, "save what is seen of an item", 1, func() error { return s.SaveRow(t.Context(), list, rows[0]) })
	spend(t, s, "lists of an operator", 1, func() error { _, err := s.Lists(t.Context(), "GBA"); return err })
	spend(t, s, "rows of a list", 4, func() error { _, err := s.ListRows(t.Context(), "GBA", list.ID); return err })
	spend(t, s, "see", 1, func() error { return s.See(t.Context(), "ana", list.ID, 7, now) })
	spend(t, s, "seen", 0.5, func() error { _, err := s.Seen(t.Context(), "ana"); return err })
	spend(t, s, "tell a list one event", 4+1, func() error { return tell(t, s, ofList, rows[1].ItemID, 1) })
	spend(t, s, "remove 25 items", 52, func() error {
		var ids []edi.ItemID
		for _, r := range rows {
			ids = append(ids, r.ItemID)
		}
		return s.RemoveRows(t.Context(), list, ids)
	})
	watch := follow.Row{ItemID: item, Ref: "order:2026/0000712", AddedAt: now, Until: now, Expires: now}
	spend(t, s, "watch", 1, func() error { _, err := s.PutWatch(t.Context(), feed, watch); return err })
	spend(t, s, "tell a feed one event", 6+1, func() error { return tell(t, s, feed, item, 1) })
	spend(t, s, "tell a feed ten events of an item", 2+2+20+1, func() error { return tell(t, s, feed, item, 10) })
	spend(t, s, "read a feed", 0.5, func() error { _, err := s.Entries(t.Context(), feed, 1, 10); return err })
	spend(t, s, "count", 1, func() error { return s.Count(t.Context(), "GBA", map[time.Time]int{now: 1}) })
	spend(t, s, "quota", 1, func() error { _, err := s.Watching(t.Context(), "GBA", now); return err })
	spend(t, s, "unwatch", 1, func() error { _, err := s.DeleteWatch(t.Context(), feed, item); return err })
}

// What the local engine does not count: bytes.
func TestStore_Sizes(t *testing.T) {
	s := start(t)
	long := list
	long.Name, long.Note = strings.Repeat("n", 80), strings.Repeat("n", 300)
	must(t, s.SaveList(t.Context(), long), s.AddRows(t.Context(), list, []follow.Row{row(item)}, 9))
	_, err := s.PutWatch(t.Context(), feed, follow.Row{ItemID: item, Ref: strings.Repeat("r", 64), AddedAt: now, Until: now, Expires: now})
	must(t, err)
	for range 60 {
		must(t, tell(t, s, feed, item, 1))
	}
	var marks []follow.DayMark
	for k := range 31 {
		marks = append(marks, follow.DayMark{Day: now.AddDate(0, 0, k).Format(time.DateOnly), First: 1_000_000 * k})
	}
	head, err := s.Head(t.Context(), feed)
	must(t, err)
	must(t, s.Tell(t.Context(), feed, head, follow.Head{Seq: head.Seq + 1, Days: marks}, nil, []follow.Entry{entry(head.Seq + 1)}, now))
	for _, key := range []dynamo.Key{{PK: "LISTS#GBA", SK: "LIST#" + string(list.ID)}, {PK: "LIST#GBA#" + string(list.ID), SK: "ITEM#" + string(item)},
		{PK: "WATCHES#GBA#main", SK: "ITEM#" + string(item)}, {PK: "FEED#GBA#main#000000", SK: "000000000001"}, {PK: "FEEDS#GBA", SK: "FEED#main"}} {
		out, err := s.Client.GetItem(t.Context(), reading(s, key))
		must(t, err)
		size := kit.ItemSize(t, out.Item)
		t.Logf("%s %s: %d bytes", key.PK, key.SK, size)
		if size == 0 || size > 1024 {
			t.Errorf("%s %s has %d bytes: more than one write unit", key.PK, key.SK, size)
		}
	}
}

func deletion(s *Store, pk, sk string) *dynamodb.DeleteItemInput {
	return &dynamodb.DeleteItemInput{TableName: &s.Table, Key: dynamo.Key{PK: pk, SK: sk}.Map()}
}

func reading(s *Store, key dynamo.Key) *dynamodb.GetItemInput {
	return &dynamodb.GetItemInput{TableName: &s.Table, Key: key.Map()}
}
