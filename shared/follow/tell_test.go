package follow_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func event(code, office string, sender principal.OperatorCode, ago time.Duration) tracking.Event {
	return tracking.Event{ItemID: item, Code: code, Office: office, Country: office[:2], Sender: sender, Time: now.Add(-ago), ReceivedAt: now, Source: tracking.SourceAPI}
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (w *world) tell(t *testing.T, at time.Time, hits ...tracking.WatchHit) []follow.List {
	t.Helper()
	lists, failed := w.teller(at).Tell(t.Context(), hits)
	if err := errors.Join(failed...); err != nil {
		t.Fatal(err)
	}
	return lists
}

func (w *world) watch(t *testing.T, by principal.Principal, ref string, until time.Time) {
	t.Helper()
	out := must[[]follow.Watching](t)(w.feeds().Watch(t.Context(), by, "", []follow.Wanted{{Typed: "ee 123 456 799 gb", Ref: ref, ExpiresAt: until}}, now))
	if out[0].Outcome == follow.OutcomeInvalid {
		t.Fatal(out)
	}
}

func (w *world) read(t *testing.T, by principal.Principal, from int, at time.Time) follow.Page {
	t.Helper()
	return must[follow.Page](t)(w.feeds().Read(t.Context(), by, "", from, 100, at))
}

func list(t *testing.T, w *world, by principal.Principal, shared string) follow.List {
	t.Helper()
	return must[follow.List](t)(w.lists().Create(t.Context(), by, follow.List{Name: "Christmas", Shared: shared}, "", now))
}

func TestTell_EachEventOnce_HoweverOftenAndInWhateverBatches(t *testing.T) {
	w := newWorld()
	l := list(t, w, ana, follow.SharedCentre)
	must[[]follow.Added](t)(w.lists().Add(t.Context(), ana, l.ID, follow.ReadItems(string(item)), now))
	w.watch(t, ana, "order-7", time.Time{})
	hits := w.happen(now, event("EMA", "GBLALA", "GBA", 9*time.Hour), event("EMC", "GBLALA", "GBA", 8*time.Hour), event("EMD", "USJFKZ", "USA", time.Hour))
	if len(hits) != 6 {
		t.Fatalf("%d hits", len(hits))
	}
	for _, batch := range [][]tracking.WatchHit{hits[4:], hits[:3], hits, {hits[0], hits[0], hits[5]}, hits} {
		w.tell(t, now, batch...)
	}
	var got []string
	for i, e := range w.read(t, ana, 0, now).Entries {
		if e.Seq != i+1 {
			t.Errorf("entry %d has number %d", i+1, e.Seq)
		}
		got = append(got, e.Code+" "+e.Ref)
	}
	if d := cmp.Diff([]string{"EMD order-7", "EMA order-7", "EMC order-7"}, got); d != "" {
		t.Error("not each once, in the order of telling:", d)
	}
	opened, rows, err := open(t, w.lists(), ana, l.ID, now)
	if err != nil || opened.News() != 3 || rows[0].Sight.Milestone != "arrived" || rows[0].Sight.Country != "US" || rows[0].Seq != 3 {
		t.Error(opened.News(), rows, err)
	}
}

func TestTell_AnotherFunctionAtTheSameMoment_LosesNothing(t *testing.T) {
	w := newWorld()
	w.watch(t, ana, "", time.Time{})
	first := w.happen(now, event("EMA", "GBLALA", "GBA", 9*time.Hour))
	second := w.happen(now, event("EMC", "GBLALA", "GBA", 8*time.Hour))
	w.race = func() { w.tell(t, now, append(first, second...)...) }
	w.tell(t, now, first...)
	if p := w.read(t, ana, 0, now); len(p.Entries) != 2 || p.Next != 3 || p.More {
		t.Errorf("%+v", p)
	}
}

func TestTell_WhoTakesNoPart_IsToldPublicMilestonesOnly(t *testing.T) {
	w := newWorld()
	w.watch(t, chloe, "case-1", time.Time{})
	w.watch(t, ana, "", time.Time{})
	signed := event("EMI", "USJFKZ", "USA", time.Hour)
	signed.Signatory, signed.LocalTime, signed.NextOffice = "Zoë Example", "2026-11-22T06:00:00-05:00", ""
	claim := event("EMD", "FRCDGA", "FRA", 2*time.Hour) // France says so, and takes no part
	strange := event("ZZ9", "GBLALA", "GBA", 7*time.Hour)
	left := event("EMC", "GBLALA", "GBA", 8*time.Hour)
	left.NextOffice = "USJFKZ"
	w.tell(t, now, w.happen(now, event("EMA", "GBLALA", "GBA", 9*time.Hour), left, strange, claim, signed)...)

	var got []string
	for _, e := range w.read(t, chloe, 0, now).Entries {
		got = append(got, e.Milestone+" "+e.Country)
		if e.TakesPart || e.Code+e.Office+string(e.Sender)+e.LocalTime != "" || e.Signed || !e.ReceivedAt.IsZero() {
			t.Errorf("a stranger is told %+v", e)
		}
	}
	if d := cmp.Diff([]string{"posted GB", "left-origin-country GB", "delivered US"}, got); d != "" {
		t.Error(d)
	}
	mine := w.read(t, ana, 0, now).Entries
	if len(mine) != 5 || mine[3].Confirmed || !mine[4].Signed || mine[4].Office != "USJFKZ" || mine[2].Milestone != tracking.MilestoneOther {
		t.Errorf("%+v", mine)
	}

	// On a stranger's list likewise.
	l := list(t, w, chloe, follow.SharedCentre)
	must[[]follow.Added](t)(w.lists().Add(t.Context(), chloe, l.ID, follow.ReadItems(string(item)), now))
	_, rows, err := open(t, w.lists(), chloe, l.ID, now)
	if want := (follow.Sight{Milestone: "delivered", Phase: "destination", Country: "US", Since: signed.Time, Terminal: true, LastAt: signed.Time}); err != nil || rows[0].Sight != want {
		t.Errorf("%+v %v", rows, err)
	}
}

func TestTell_StoppedAndExpired_AreToldNoMore(t *testing.T) {
	w := newWorld()
	w.watch(t, ana, "", time.Time{})
	w.watch(t, chloe, "", now.Add(time.Hour))
	hits := w.happen(now, event("EMA", "GBLALA", "GBA", 9*time.Hour))
	if err := w.feeds().Unwatch(t.Context(), ana, "", item); err != nil {
		t.Fatal(err)
	}
	w.tell(t, now.Add(2*time.Hour), hits...) // they were under way when one was stopped and the other ended
	if mine, hers := w.read(t, ana, 0, now), w.read(t, chloe, 0, now); len(mine.Entries)+len(hers.Entries) != 0 {
		t.Error(mine, hers)
	}
	if hits := w.happen(now.Add(2*time.Hour), event("EMC", "GBLALA", "GBA", time.Hour)); len(hits) != 0 {
		t.Error(hits)
	}
	// A list that was deleted while the hit was under way is no failure.
	w.tell(t, now, tracking.WatchHit{Watcher: follow.KindList, Ref: "GBA/GONE", Event: event("EMA", "GBLALA", "GBA", 0)})
}

func TestTell_WhatCannotBeRead_HoldsUpNobody(t *testing.T) {
	w := newWorld()
	w.watch(t, ana, "", time.Time{})
	hits := w.happen(now, event("EMA", "GBLALA", "GBA", 9*time.Hour))
	_, failed := w.teller(now).Tell(t.Context(), append([]tracking.WatchHit{{Watcher: "poison", Ref: "x"}, {Watcher: follow.KindFeed, Ref: "nobody"}}, hits...))
	if failed[0] == nil || failed[1] == nil || failed[2] != nil || len(w.read(t, ana, 0, now).Entries) != 1 {
		t.Error(failed)
	}
}

func TestTell_ADeliveredItem_IsWatchedSomeDaysMore(t *testing.T) {
	w := newWorld()
	l := list(t, w, ana, follow.SharedCentre)
	must[[]follow.Added](t)(w.lists().Add(t.Context(), ana, l.ID, follow.ReadItems(string(item)), now))
	delivered := event("EMI", "GBLALA", "GBA", time.Hour)
	if changed := w.tell(t, now, w.happen(now, delivered)...); len(changed) != 1 || changed[0].ID != l.ID {
		t.Error(changed)
	}
	until := delivered.Time.AddDate(0, 0, follow.Bounds().EndedDays)
	for _, watch := range w.watches {
		if !watch.ExpiresAt.Equal(until) {
			t.Errorf("watched until %s, not %s", watch.ExpiresAt, until)
		}
	}
	// Renewing the list does not begin it anew.
	must[follow.List](t)(w.lists().Change(t.Context(), ana, l.ID, follow.Any, follow.Edit{Renew: true}, now.AddDate(0, 0, 30)))
	if hits := w.happen(now.AddDate(0, 0, 31), event("EMA", "GBLALA", "GBA", 0)); len(hits) != 0 {
		t.Error(hits)
	}
}

func TestFeed_IsKeptForItsDays(t *testing.T) {
	w := newWorld()
	w.watch(t, ana, "", now.AddDate(0, 0, 90))
	keep := follow.Bounds().FeedDays
	w.tell(t, now, w.happen(now, event("EMA", "GBLALA", "GBA", 9*time.Hour))...)
	later := now.AddDate(0, 0, keep-1)
	w.tell(t, later, w.happen(later, event("EMC", "GBLALA", "GBA", 0))...)
	if p := w.read(t, ana, 1, later); len(p.Entries) != 2 {
		t.Errorf("after %d days: %+v", keep-1, p)
	}
	late := now.AddDate(0, 0, keep+1)
	_, err := w.feeds().Read(t.Context(), ana, "", 1, 100, late)
	if p := problem.As(err); p.Slug != "cursor-expired" {
		t.Error("whoever missed something is not told:", err)
	}
	if p := w.read(t, ana, 0, late); len(p.Entries) != 1 || p.Entries[0].Seq != 2 || p.Next != 3 {
		t.Errorf("%+v", p)
	}
	if p := w.read(t, ana, 3, now.AddDate(1, 0, 0)); len(p.Entries) != 0 || p.Next != 3 || p.More {
		t.Errorf("who has read all is late for nothing: %+v", p)
	}
}

func TestWatch_AnswersForEach(t *testing.T) {
	w := newWorld()
	ask := func(wanted ...follow.Wanted) []follow.Watching {
		return must[[]follow.Watching](t)(w.feeds().Watch(t.Context(), ana, "shop-1", wanted, now))
	}
	out := ask(follow.Wanted{Typed: string(item)}, follow.Wanted{Typed: "EE123456790GB"}, follow.Wanted{Typed: "EM200000010US", Ref: "Zoë?"},
		follow.Wanted{Typed: "RR473124829DE", ExpiresAt: now}, follow.Wanted{Typed: "RB123456785FR", ExpiresAt: now.AddDate(1, 0, 0)}, follow.Wanted{Typed: string(item)})
	reasons := []string{"", "check digit", "ref", "expiresAt: has passed", "expiresAt: is later", "twice"}
	for i, o := range out {
		if (o.Outcome == follow.OutcomeAdded) != (i == 0) || !strings.Contains(o.Reason, reasons[i]) {
			t.Errorf("%d: %+v", i, o)
		}
	}
	if again := ask(follow.Wanted{Typed: string(item), Ref: "o-2"}); again[0].Outcome != follow.OutcomePresent {
		t.Errorf("%+v", again)
	}
	rows, _, err := w.feeds().Watching(t.Context(), ana, "shop-1", "", 10, now)
	if err != nil || len(rows) != 1 || rows[0].Ref != "o-2" {
		t.Error(rows, err)
	}
	if _, err := w.feeds().Watch(t.Context(), ana, "Shop 1", nil, now); problem.As(err).Slug != "feed-invalid" {
		t.Error(err)
	}
	if _, err := w.feeds().Watch(t.Context(), nils, "", nil, now); problem.As(err).Slug != "operator-missing" {
		t.Error(err)
	}
	if _, err := w.feeds().Watch(t.Context(), ana, "", make([]follow.Wanted, follow.Bounds().WatchesAtOnce+1), now); problem.As(err).Slug != "watches-too-many" {
		t.Error(err)
	}
}

func TestWatch_AnOperatorHasABound(t *testing.T) {
	w := newWorld()
	w.watch(t, ana, "", time.Time{})
	most := follow.Bounds().Watches
	w.weeks[now.AddDate(0, 0, 7)] = most - 1 // of other items
	w.weeks[now.AddDate(0, 0, -7)] = most    // ended: they no longer count
	watch := func(id string) error {
		_, err := w.feeds().Watch(t.Context(), ana, "", []follow.Wanted{{Typed: id}}, now)
		return err
	}
	if err := watch("EM200000010US"); problem.As(err).Slug != "watches-full" {
		t.Error("one too many:", err)
	}
	if err := watch(string(item)); err != nil {
		t.Error("what is watched can be renewed at the bound:", err)
	}
	if err := w.feeds().Unwatch(t.Context(), ana, "", item); err != nil {
		t.Fatal(err)
	}
	if err := watch("EM200000010US"); err != nil {
		t.Error("there is room again:", err)
	}
}

// Whatever comes in which batches, however often, with whoever else telling in between and whatever is watched anew meanwhile: a feed has every
// event of what it watches once, under numbers without a gap, and a reader who comes back with its cursor passes over none.
func TestTell_AnyDelivery_IsOnceAndInOrderOfNumbers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld()
		w.watch(t, ana, "", time.Time{})
		var hits []tracking.WatchHit
		events := rapid.IntRange(1, 12).Draw(rt, "events")
		for k := range events {
			hits = append(hits, w.happen(now, event("EMA", "GBLALA", "GBA", time.Duration(k+1)*time.Minute))...)
		}
		some := func(label string) []tracking.WatchHit {
			var out []tracking.WatchHit
			for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(hits)-1), 0, 6).Draw(rt, label) {
				out = append(out, hits[i])
			}
			return out
		}
		read := map[int]string{}
		from := 0
		reads := func() {
			for {
				p := w.read(t, ana, from, now)
				for _, e := range p.Entries {
					if _, twice := read[e.Seq]; twice {
						rt.Fatalf("number %d was read twice", e.Seq)
					}
					read[e.Seq] = e.ID
				}
				if from = p.Next; !p.More {
					return
				}
			}
		}
		for range rapid.IntRange(0, 8).Draw(rt, "batches") {
			if rapid.Bool().Draw(rt, "meanwhile") {
				other := some("another batch")
				w.race = func() { w.tell(t, now, other...) }
			}
			if rapid.Bool().Draw(rt, "watched anew") {
				w.watch(t, ana, "again", time.Time{})
			}
			w.tell(t, now, some("a batch")...)
			if rapid.Bool().Draw(rt, "somebody reads") {
				reads()
			}
		}
		w.tell(t, now, hits...)
		reads()
		ids := map[string]bool{}
		for seq := 1; seq <= events; seq++ {
			ids[read[seq]] = true
		}
		if len(read) != events || len(ids) != events || ids[""] {
			rt.Fatalf("%d events were told as %v", events, read)
		}
	})
}
