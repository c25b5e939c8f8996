//go:build emulator

package insightdb_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
)

func TestSubscriptions_OnceForEachEdition(t *testing.T) {
	client, table := kit.Table(t, "InsightTable")
	s := insightdb.Subscriptions{Client: client, Table: table, Meter: &dynamo.Meter{}}
	olga := insight.Subscription{Operator: "GBA", Subject: "olga", Language: "de", By: "olga", Since: runAt, Refused: 2}
	ana := insight.Subscription{Operator: "GBA", Subject: "ana", Language: "en", By: "olga", Since: runAt}
	for _, one := range []insight.Subscription{olga, ana, {Operator: "DEA", Subject: "dan"}} {
		if err := s.PutSubscription(t.Context(), one); err != nil {
			t.Fatal(err)
		}
	}
	if cost := s.Meter.Reset(); cost > 3 {
		t.Errorf("a subscription costs %.1f WRU (1)", cost/3)
	}
	all, err := s.Subscribers(t.Context(), "GBA")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]insight.Subscription{ana, olga}, all); d != "" {
		t.Error(d)
	}
	if cost := s.Meter.Reset(); cost > 1 {
		t.Errorf("the list costs %.1f RRU (1)", cost)
	}
	id, final := insight.ReportID{Month: "2026-11", Operator: "GBA"}, insight.Edition{State: insight.Final, Version: 1}
	said := ""
	for _, e := range []insight.Edition{final, final, {State: insight.Final, Version: 2}} {
		ok, err := s.Claim(t.Context(), id, e, "ana", runAt)
		if err != nil {
			t.Fatal(err)
		}
		said += fmt.Sprint(ok, " ")
	}
	if err := s.Unclaim(t.Context(), id, final, "ana"); err != nil {
		t.Fatal(err)
	}
	if ok, err := s.Claim(t.Context(), id, final, "ana", runAt); err != nil || !ok || said != "true false true " {
		t.Error(said, ok, err)
	}
	if err := s.DeleteSubscription(t.Context(), "GBA", "ana"); err != nil {
		t.Fatal(err)
	}
	if all, err = s.Subscribers(t.Context(), "GBA"); err != nil || len(all) != 1 {
		t.Error(all, err)
	}
}
