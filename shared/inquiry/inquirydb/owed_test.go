//go:build emulator

package inquirydb_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// owe puts an inquiry into what Frankfurt has to answer; one that asks for no reply has no due time.
func (s system) owe(t *testing.T, n int, urgent bool, due time.Time) inquiry.ID {
	t.Helper()
	q := inquiry.Inquiry{ID: inquiry.ID(fmt.Sprintf("01OWED%020d", n)), Version: 2, State: inquiry.StateSent, ItemID: item(t, 60_000_000+n).ID, Product: "EMS",
		Workflow: "WII", Level: 1, CatalogueVersion: "test.1", Urgent: urgent, Requester: inquiry.Party{Operator: "GBA", Centre: "GBA-DON"},
		Replier: inquiry.Party{Operator: "DEA", Centre: "DEA-FRA"}, CreatedAt: monday, SentAt: monday, ChangedAt: monday}
	if !due.IsZero() {
		q.Clock = inquiry.Clock{StartedAt: monday.Add(-time.Hour), TargetMinutes: 360, DueAt: due}
	}
	head, err := inquirydb.HeadItem(q)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.store.Client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &s.store.Table, Item: head}); err != nil {
		t.Fatal(err)
	}
	return q.ID
}

func (s system) owed(t *testing.T, by principal.Principal, now time.Time) inquiry.Owed {
	t.Helper()
	got, err := s.OwedBy(t.Context(), by, "DEA-FRA", now)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestOwed_WhatIsDueTodayStandsBehindNothingUrgent(t *testing.T) {
	s := start(t)
	for n := range 25 {
		s.owe(t, n, true, monday.Add(26*time.Hour))
	}
	s.owe(t, 25, false, time.Time{})
	last := s.owe(t, 26, false, time.Date(2026, 11, 23, 22, 59, 0, 0, time.UTC)) // a minute before midnight in Frankfurt
	s.owe(t, 27, false, time.Date(2026, 11, 23, 23, 0, 0, 0, time.UTC))
	first := s.owe(t, 28, true, monday.Add(time.Hour))
	got := s.owed(t, bruno, monday)
	if got.Date != "2026-11-23" || got.Today != 2 || got.More || len(got.Next) != inquiry.OwedNext {
		t.Fatalf("%s: %d due, more %v, %d next", got.Date, got.Today, got.More, len(got.Next))
	}
	if got.Next[0].Inquiry.ID != first || got.Next[1].Inquiry.ID != last || got.Next[0].Remaining == nil {
		t.Errorf("due next are %s and %s", got.Next[0].Inquiry.ID, got.Next[1].Inquiry.ID)
	}
	if got := s.owed(t, bruno, monday.Add(24*time.Hour)); got.Date != "2026-11-24" || got.Today != 28 {
		t.Errorf("on Tuesday %d are due, want all 28 that have a due time", got.Today)
	}
}

func TestOwed_CountsAsWellForWhoSeesNoInquiries(t *testing.T) {
	s := start(t)
	s.asked(t, 1) // due at 15:00 UTC
	nils := principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}
	for _, c := range []struct {
		by   principal.Principal
		next int
	}{{bruno, 1}, {principal.Principal{Subject: "sven", Operator: "DEA", Roles: []principal.Role{principal.Supervisor}}, 1}, {nils, 0}} {
		if got := s.owed(t, c.by, monday); got.Today != 1 || got.ToDo != 1 || got.Overdue != 0 || len(got.Next) != c.next {
			t.Errorf("%s sees %+v", c.by.Subject, got)
		}
	}
	for _, by := range []principal.Principal{ana, emil} {
		if _, err := s.OwedBy(t.Context(), by, "DEA-FRA", monday); !problem.Is(err, "call-centre-unknown") {
			t.Errorf("%s: %v", by.Subject, err)
		}
	}
	if _, err := s.OwedBy(t.Context(), nils, "DEA-XXX", monday); !problem.Is(err, "call-centre-unknown") {
		t.Errorf("a call centre that is none: %v", err)
	}
}

// A dashboard's first view is the counts of the day (one item: insight-api's TestDay_ComputedByHand_InOneRead), the call centre and its counts: three
// items, however much there is to answer. What is due next is asked for after it.
func TestCountOwed_ReadsOneItemBesideTheCallCentre(t *testing.T) {
	s := start(t)
	nils := principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}
	s.fill(t, 700, monday) // all due today
	for _, by := range []principal.Principal{bruno, nils} {
		s.meter.Reset()
		got, err := s.CountOwed(t.Context(), by, "DEA-FRA", monday)
		if want := (inquiry.OwedCount{Date: "2026-11-23", ToDo: 700}); err != nil || got != want {
			t.Errorf("%s: %+v, %v", by.Subject, got, err)
		}
		if units := s.meter.Reset(); units > 1 {
			t.Errorf("%s: %.1f units, want one consistent read of an item below 4 KB", by.Subject, units)
		}
	}
	for _, by := range []principal.Principal{ana, emil} {
		if _, err := s.CountOwed(t.Context(), by, "DEA-FRA", monday); !problem.Is(err, "call-centre-unknown") {
			t.Errorf("%s: %v", by.Subject, err)
		}
	}
	if _, err := s.CountOwed(t.Context(), nils, "DEA-XXX", monday); !problem.Is(err, "call-centre-unknown") {
		t.Errorf("a call centre that is none: %v", err)
	}
}

func TestOwed_LooksAtABoundedNumber(t *testing.T) {
	s := start(t)
	s.fill(t, 700, monday) // all due today
	s.meter.Reset()
	if got := s.owed(t, bruno, monday); got.Today != inquiry.OwedReach || !got.More || got.ToDo != 700 || len(got.Next) != inquiry.OwedNext {
		t.Fatalf("%d due, more %v, %d to do, %d next", got.Today, got.More, got.ToDo, len(got.Next))
	}
	s.meter.Reset()
	if got := s.owed(t, bruno, monday.Add(-72*time.Hour)); got.Today != 0 || got.More || len(got.Next) != inquiry.OwedNext {
		t.Fatalf("on Friday %d due, more %v, %d next", got.Today, got.More, len(got.Next))
	}
	if units := s.meter.Reset(); units > 2 {
		t.Errorf("looking when nothing is due today costs %.1f units, want two pages and the counts", units)
	}
}
