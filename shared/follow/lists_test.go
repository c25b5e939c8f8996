package follow_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func open(t *testing.T, s *follow.Lists, by principal.Principal, id follow.ListID, at time.Time) (follow.Listed, []follow.Row, error) {
	t.Helper()
	l, err := s.Look(t.Context(), by, id, at)
	if err != nil {
		return l, nil, err
	}
	rows, err := s.Open(t.Context(), l.List)
	return l, rows, err
}

func TestTerms_AreWhole(t *testing.T) {
	b := follow.Bounds()
	for name, n := range map[string]int{"listItems": b.ListItems, "lists": b.Lists, "listDays": b.ListDays, "endedDays": b.EndedDays, "watches": b.Watches,
		"watchesAtOnce": b.WatchesAtOnce, "watchDays": b.WatchDays, "watchDaysAtMost": b.WatchDaysAtMost, "feedDays": b.FeedDays} {
		if n <= 0 {
			t.Errorf("%s is %d", name, n)
		}
	}
	if b.Origin == "" || b.WatchDays > b.WatchDaysAtMost || len(b.PublicMilestones) == 0 || slices.Contains(b.PublicMilestones, tracking.MilestoneOther) {
		t.Errorf("%+v", b)
	}
}

func TestReadItems_AsPeopleTypeAndPaste(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		items  []edi.ItemID
		wrong  string // part of the first reason; "" for none
		refuse int
	}{
		"nothing":                {" \n\n", nil, "", 0},
		"one, spaced":            {"ee 123 456 799 gb", []edi.ItemID{item}, "", 0},
		"lines and duplicates":   {"EE123456799GB\r\nEM200000010US\nee123456799gb\n", []edi.ItemID{item, "EM200000010US"}, "", 0},
		"commas":                 {"EE123456799GB, EM200000010US;RR473124829DE", []edi.ItemID{item, "EM200000010US", "RR473124829DE"}, "", 0},
		"CSV with a heading":     {"Order,Item,Customer\n7001,\"EE123456799GB\",x\n7002,EM 200 000 010 US,y", []edi.ItemID{item, "EM200000010US"}, "", 0},
		"tabs from a sheet":      {"7001\tEE123456799GB\t3.5", []edi.ItemID{item}, "", 0},
		"wrong check digit":      {"EE123456790GB", nil, "check digit", 1},
		"wrong one among others": {"EE123456799GB,EE123456790GB", []edi.ItemID{item}, "check digit", 1},
		"too short":              {"EE12345679GB", nil, "length", 1},
		"prose":                  {"call 5 customers", nil, "length", 1},
		"wrong in a table":       {"7001,EE123456790GB,Leeds", nil, "check digit", 1},
	} {
		t.Run(name, func(t *testing.T) {
			var items []edi.ItemID
			var wrong []follow.Typed
			for _, typed := range follow.ReadItems(c.text) {
				if typed.ItemID != "" {
					items = append(items, typed.ItemID)
				} else {
					wrong = append(wrong, typed)
				}
			}
			if d := cmp.Diff(c.items, items); d != "" {
				t.Error(d)
			}
			if len(wrong) != c.refuse || c.refuse > 0 && !strings.Contains(wrong[0].Reason, c.wrong) {
				t.Errorf("refused: %+v", wrong)
			}
		})
	}
}

func FuzzReadItems(f *testing.F) {
	f.Add("ee 123 456 799 gb\nOrder;Item\n7;\"EM200000010US\"\n\ufeff🙂,\t|")
	f.Fuzz(func(t *testing.T, text string) {
		seen := map[edi.ItemID]bool{}
		for _, typed := range follow.ReadItems(text) {
			if typed.ItemID == "" && typed.Reason == "" || typed.Line < 1 || typed.ItemID != "" && seen[typed.ItemID] {
				t.Errorf("%+v", typed)
			}
			seen[typed.ItemID] = true
		}
	})
}

func TestList_IsSeenByThoseItIsSharedWith(t *testing.T) {
	w := newWorld()
	s := w.lists()
	create := func(by principal.Principal, shared string) follow.List {
		return must[follow.List](t)(s.Create(t.Context(), by, follow.List{Name: " Christmas ", Shared: shared}, "", now))
	}
	centre, operator := create(ana, follow.SharedCentre), create(ana, follow.SharedOperator)
	for _, c := range []struct {
		who  principal.Principal
		id   follow.ListID
		at   time.Time
		sees bool
	}{
		{ana, centre.ID, now, true}, {sam, centre.ID, now, true}, {bob, centre.ID, now, false}, {bob, operator.ID, now, true}, {chloe, operator.ID, now, false},
		{ana, centre.ID, now.AddDate(0, 0, follow.Bounds().ListDays), false},
	} {
		_, _, err := open(t, s, c.who, c.id, c.at)
		if (err == nil) != c.sees || err != nil && problem.As(err).Slug != "list-unknown" {
			t.Errorf("%s and %s: %v", c.who.Subject, c.id, err)
		}
	}
	if all := must[[]follow.Listed](t)(s.All(t.Context(), bob, now)); len(all) != 1 || all[0].ID != operator.ID || all[0].Name != "Christmas" {
		t.Error(all)
	}
	name := "Easter"
	for _, c := range []struct {
		who  principal.Principal
		slug string
	}{{bob, "list-not-yours"}, {ana, ""}, {sam, ""}} {
		_, err := s.Change(t.Context(), c.who, operator.ID, follow.Any, follow.Edit{Name: &name}, now)
		if (err == nil) != (c.slug == "") || err != nil && problem.As(err).Slug != c.slug {
			t.Errorf("%s renames: %v", c.who.Subject, err)
		}
	}
	if _, err := s.Change(t.Context(), ana, operator.ID, 1, follow.Edit{Name: &name}, now); problem.As(err).Slug != "list-changed" {
		t.Error(err)
	}
	if _, err := s.Change(t.Context(), bob, operator.ID, follow.Any, follow.Edit{Renew: true}, now); err != nil {
		t.Error("whoever sees it may renew it:", err)
	}
	if err := s.Delete(t.Context(), bob, operator.ID, follow.Any, now); problem.As(err).Slug != "list-not-yours" {
		t.Error(err)
	}
}

func TestList_BadOnesAreRefused(t *testing.T) {
	s := newWorld().lists()
	admin := principal.Principal{Subject: "olga", Operator: "GBA"}
	for name, c := range map[string]struct {
		by   principal.Principal
		l    follow.List
		slug string
	}{
		"no name":         {ana, follow.List{Name: " ", Shared: follow.SharedCentre}, "list-invalid"},
		"long name":       {ana, follow.List{Name: strings.Repeat("n", 81), Shared: follow.SharedCentre}, "list-invalid"},
		"long note":       {ana, follow.List{Name: "n", Note: strings.Repeat("n", 501), Shared: follow.SharedCentre}, "list-invalid"},
		"nobody":          {ana, follow.List{Name: "n", Shared: "world"}, "list-invalid"},
		"no call centre":  {admin, follow.List{Name: "n", Shared: follow.SharedCentre}, "list-invalid"},
		"another centre":  {ana, follow.List{Name: "n", Shared: follow.SharedCentre, Centre: "GBA-BRS"}, "call-centre-unknown"},
		"no operator":     {nils, follow.List{Name: "n", Shared: follow.SharedOperator}, "operator-missing"},
		"control letters": {ana, follow.List{Name: "a\x00b", Shared: follow.SharedCentre}, "list-invalid"},
	} {
		if _, err := s.Create(t.Context(), c.by, c.l, "", now); problem.As(err).Slug != c.slug {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestList_TheSameKeyMakesItOnce(t *testing.T) {
	s := newWorld().lists()
	l := follow.List{Name: "n", Shared: follow.SharedCentre}
	first := must[follow.List](t)(s.Create(t.Context(), ana, l, "k", now))
	again := must[follow.List](t)(s.Create(t.Context(), ana, l, "k", now.Add(time.Minute)))
	if first.ID != again.ID || !again.CreatedAt.Equal(now) {
		t.Error(first, again)
	}
	l.Name = "other"
	if _, err := s.Create(t.Context(), ana, l, "k", now); problem.As(err).Slug != "idempotency-key-reused" {
		t.Error(err)
	}
}

func TestList_WhatItHolds(t *testing.T) {
	w := newWorld()
	s := w.lists()
	l := list(t, w, ana, follow.SharedCentre)
	w.happen(now, event("EMA", "GBLALA", "GBA", 9*time.Hour))
	out := must[[]follow.Added](t)(s.Add(t.Context(), ana, l.ID, follow.ReadItems("EE123456799GB\nEM200000010US\nEE123456790GB"), now))
	if len(out) != 3 || out[0].Outcome != follow.OutcomeAdded || out[1].Outcome != follow.OutcomeAdded || out[2].Outcome != follow.OutcomeInvalid || out[2].Line != 3 {
		t.Errorf("%+v", out)
	}
	if out := must[[]follow.Added](t)(s.Add(t.Context(), sam, l.ID, follow.ReadItems("EE123456799GB"), now)); out[0].Outcome != follow.OutcomePresent {
		t.Errorf("%+v", out)
	}
	opened, rows, err := open(t, s, ana, l.ID, now)
	if err != nil || opened.Items != 2 || opened.News() != 0 || rows[0].Sight.Milestone != "posted" || rows[1].Sight.Known() || len(w.watches) != 2 {
		t.Error(opened, rows, err)
	}

	// What was known when it was added is no news when the queue delivers it again; what comes then is.
	w.tell(t, now, w.hits(now, event("EMA", "GBLALA", "GBA", 9*time.Hour))...)
	w.tell(t, now, w.happen(now, event("EMC", "GBLALA", "GBA", 8*time.Hour))...)
	for _, who := range []principal.Principal{ana, sam} {
		if opened, _, err := open(t, s, who, l.ID, now); err != nil || opened.News() != 1 {
			t.Errorf("%s has %d news, %v", who.Subject, opened.News(), err)
		}
	}
	if err := s.Seen(t.Context(), ana, l.ID, 99, now); err != nil {
		t.Fatal(err)
	}
	mine, hers := must[[]follow.Listed](t)(s.All(t.Context(), ana, now)), must[[]follow.Listed](t)(s.All(t.Context(), sam, now))
	if mine[0].News() != 0 || hers[0].News() != 1 {
		t.Error("what one person has seen, another has not:", mine[0].News(), hers[0].News())
	}
	w.tell(t, now, w.happen(now, event("EMD", "USJFKZ", "USA", time.Hour))...)
	if opened, _, _ := open(t, s, ana, l.ID, now); opened.News() != 1 {
		t.Error("seen cannot reach beyond what there was:", opened.News())
	}

	if err := s.Remove(t.Context(), ana, l.ID, []edi.ItemID{item, "RR473124829DE"}, now); err != nil {
		t.Fatal(err)
	}
	if opened, rows, err := open(t, s, ana, l.ID, now); err != nil || opened.Items != 1 || len(rows) != 1 || len(w.watches) != 1 {
		t.Error(opened, rows, err)
	}
	if err := s.Delete(t.Context(), ana, l.ID, follow.Any, now); err != nil || len(w.watches) != 0 {
		t.Error(err, w.watches)
	}
	if _, _, err := open(t, s, ana, l.ID, now); problem.As(err).Slug != "list-unknown" {
		t.Error(err)
	}
}

func TestList_WhatHappensWhileAnItemIsAdded_IsThere(t *testing.T) {
	w := newWorld()
	l := list(t, w, ana, follow.SharedCentre)
	w.race = func() { w.happen(now, event("EMA", "GBLALA", "GBA", 9*time.Hour)) } // after the first look, before the watch: nobody is told of it
	must[[]follow.Added](t)(w.lists().Add(t.Context(), ana, l.ID, follow.ReadItems(string(item)), now))
	if _, rows, err := open(t, w.lists(), ana, l.ID, now); err != nil || rows[0].Sight.Milestone != "posted" {
		t.Errorf("%+v %v", rows, err)
	}
}

func TestList_IsFull(t *testing.T) {
	w := newWorld()
	l := list(t, w, ana, follow.SharedCentre)
	w.race = func() { // somebody else filled it meanwhile
		h := w.heads[follow.Follower{Kind: follow.KindList, Operator: "GBA", Name: string(l.ID)}]
		h.List.Items = follow.Bounds().ListItems
		w.heads[follow.Follower{Kind: follow.KindList, Operator: "GBA", Name: string(l.ID)}] = h
	}
	if _, err := w.lists().Add(t.Context(), ana, l.ID, follow.ReadItems(string(item)), now); problem.As(err).Slug != "list-full" || len(w.watches) != 0 {
		t.Error(err)
	}
}

func TestList_Renewed_IsWatchedOn(t *testing.T) {
	w := newWorld()
	l := list(t, w, ana, follow.SharedCentre)
	must[[]follow.Added](t)(w.lists().Add(t.Context(), ana, l.ID, follow.ReadItems(string(item)), now))
	later := now.AddDate(0, 0, follow.Bounds().ListDays-1)
	renewed := must[follow.List](t)(w.lists().Change(t.Context(), sam, l.ID, l.Version, follow.Edit{Renew: true}, later))
	if want := later.AddDate(0, 0, follow.Bounds().ListDays); !renewed.ExpiresAt.Equal(want) {
		t.Errorf("it ends on %s, not on %s", renewed.ExpiresAt, want)
	}
	at := later.AddDate(0, 0, 30)
	w.tell(t, at, w.happen(at, event("EMA", "GBLALA", "GBA", 0))...)
	opened, rows, err := open(t, w.lists(), ana, l.ID, at)
	if err != nil || opened.News() != 1 || !rows[0].Until.Equal(renewed.ExpiresAt) || !rows[0].Expires.Equal(renewed.ExpiresAt) {
		t.Error(opened, rows, err)
	}
}
