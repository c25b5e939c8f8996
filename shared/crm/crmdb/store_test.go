//go:build emulator

package crmdb_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/crm"
	. "github.com/whereabouts-post/whereabouts/shared/crm/crmdb"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var (
	now  = time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	olga = directory.Editor{Subject: "olga", Name: "Olga"}
	g    = crm.Integration{ID: "01JD0000000000000000000001", Operator: "GBA", Centre: "GBA-DON", Name: "Service desk", System: "zendesk", On: true, Mapping: 1,
		Secret: crm.Secret{Sealed: "s1.abc", At: now}, OldSecret: crm.Secret{Sealed: "s1.old", At: now.Add(-time.Hour)}, OldEndsAt: now.Add(time.Hour), CreatedAt: now, CreatedBy: olga, Version: 1}
	mapping = crm.Versioned{Version: 1, At: now, By: olga, Mapping: crm.Mapping{Case: crm.Rule{From: "id"}, Action: crm.Rule{Otherwise: "raise"}, Fields: map[string]crm.Rule{"remark": {From: "x"}}, Tables: map[string]map[string]string{"t": {"a": "b"}}}}
	event   = crm.Received{Integration: g.ID, Key: "00112233445566778899aabbcc", WebhookID: "msg_1", At: now, Digest: strings.Repeat("d", 64), Size: 20, Body: []byte(`{"text":"hello"}`), Version: 1,
		State: crm.Waiting, Reason: crm.Unprocessed}
)

func start(t *testing.T) *Store {
	t.Helper()
	client, table := kit.Table(t, "CrmTable")
	return &Store{Client: client, Table: table, Meter: &dynamo.Meter{}}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func TestStore_Integration(t *testing.T) {
	s := start(t)
	if _, err := s.Integration(t.Context(), g.ID); problem.As(err).Slug != "integration-unknown" {
		t.Error(err)
	}
	must(t, s.SaveIntegration(t.Context(), g, &mapping))
	if err := s.SaveIntegration(t.Context(), g, nil); !errors.Is(err, crm.ErrChanged) {
		t.Error("made twice:", err)
	}
	got, err := s.Integration(t.Context(), g.ID)
	if d := cmp.Diff(g, got); err != nil || d != "" {
		t.Error(err, d)
	}
	next, second := g, mapping
	next.Version, next.Mapping, second.Version = 2, 2, 2
	must(t, s.SaveIntegration(t.Context(), next, &second))
	if err := s.SaveIntegration(t.Context(), next, nil); !errors.Is(err, crm.ErrChanged) {
		t.Error("an edit undid another:", err)
	}
	all, err := s.IntegrationsOf(t.Context(), "GBA")
	if d := cmp.Diff([]crm.Integration{next}, all); err != nil || d != "" {
		t.Error(err, d)
	}
	if none, err := s.IntegrationsOf(t.Context(), "GB"); err != nil || len(none) != 0 {
		t.Error(none, err)
	}
	v, err := s.Mapping(t.Context(), g.ID, 1)
	if d := cmp.Diff(mapping, v); err != nil || d != "" {
		t.Error(err, d)
	}
	if _, err := s.Mapping(t.Context(), g.ID, 3); problem.As(err).Slug != "mapping-unknown" {
		t.Error(err)
	}
	versions, err := s.Mappings(t.Context(), g.ID)
	if err != nil || len(versions) != 2 || versions[0].Version != 2 || versions[1].By != olga || versions[1].Mapping.Fields != nil {
		t.Error(versions, err)
	}
	if err := s.DeleteIntegration(t.Context(), g, now); !errors.Is(err, crm.ErrChanged) {
		t.Error(err)
	}
	must(t, s.DeleteIntegration(t.Context(), next, now))
	if all, err := s.IntegrationsOf(t.Context(), "GBA"); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
}

func TestStore_Counters(t *testing.T) {
	s := start(t)
	for want := 1; want <= 3; want++ {
		if n, err := s.Count(t.Context(), g.ID, now.Add(time.Duration(want)*time.Second)); err != nil || n != want {
			t.Error(n, err)
		}
	}
	if n, err := s.Count(t.Context(), g.ID, now.Add(time.Minute)); err != nil || n != 1 {
		t.Error(n, err)
	}
	must(t, s.Refuse(t.Context(), g.ID, "signature-old", now.AddDate(0, 0, -9)), s.Refuse(t.Context(), g.ID, "signature-old", now), s.Refuse(t.Context(), g.ID, "signature-old", now.Add(time.Hour)),
		s.Refuse(t.Context(), g.ID, "body-too-large", now.AddDate(0, 0, -1)))
	got, err := s.Refusals(t.Context(), g.ID, now.AddDate(0, 0, -6))
	want := []crm.Refusals{{Day: "2026-11-26", Reason: "signature-old", Count: 2, Last: now.Add(time.Hour)}, {Day: "2026-11-25", Reason: "body-too-large", Count: 1, Last: now.AddDate(0, 0, -1)}}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Error(err, d)
	}
}

func TestStore_Event(t *testing.T) {
	s := start(t)
	if _, err := s.Event(t.Context(), g.ID, event.Key); problem.As(err).Slug != "event-unknown" {
		t.Error(err)
	}
	must(t, s.Keep(t.Context(), event))
	if err := s.Keep(t.Context(), event); !errors.Is(err, crm.ErrChanged) {
		t.Error("kept twice:", err)
	}
	waits := event
	waits.Version, waits.Reason, waits.Case, waits.Action, waits.Mapping, waits.Fields = 2, "inquiry-incomplete", "C#1", crm.Raise, 1, []problem.Field{{Name: "fields.senderName", Reason: "is missing"}}
	waits.Looks = []crm.Look{{By: olga, Day: "2026-11-26"}}
	must(t, s.Settle(t.Context(), event, waits))
	if err := s.Settle(t.Context(), event, waits); !errors.Is(err, crm.ErrChanged) {
		t.Error("settled twice:", err)
	}
	got, err := s.Event(t.Context(), g.ID, event.Key)
	if d := cmp.Diff(waits, got); err != nil || d != "" {
		t.Error(err, d)
	}
	later := event
	later.Key, later.At, later.Case, later.Reason = "ff112233445566778899aabbcc", now.Add(time.Second), "C#1", crm.BehindOthers
	first := later
	first.Case = ""
	must(t, s.Keep(t.Context(), first))
	later.Version = 2
	must(t, s.Settle(t.Context(), first, later), s.Link(t.Context(), g.ID, "C#1", "Q1", "e", now))
	c, err := s.Case(t.Context(), g.ID, "C#1")
	if d := cmp.Diff(crm.Case{Inquiry: "Q1", Event: "e", Waiting: []string{waits.Key, later.Key}}, c); err != nil || d != "" {
		t.Error(err, d)
	}
	page, next, err := s.Events(t.Context(), g.ID, crm.Waiting, crm.Page{Limit: 1})
	if err != nil || len(page) != 1 || page[0].Key != waits.Key || page[0].Body != nil || page[0].Looks != nil || page[0].Reason != waits.Reason || next == nil {
		t.Errorf("%+v %v %v", page, next, err)
	}
	if page, _, err = s.Events(t.Context(), g.ID, crm.Waiting, crm.Page{Limit: 5, Position: next}); err != nil || len(page) != 1 || page[0].Key != later.Key {
		t.Error(page, err)
	}
	if n, err := s.Waiting(t.Context(), g.ID, 100); err != nil || n != 2 {
		t.Error(n, err)
	}
	done := waits
	done.State, done.Body, done.Reason, done.Fields, done.Inquiry, done.SettledAt, done.SettledBy, done.Version = crm.Done, nil, "", nil, "Q1", now, olga, 3
	must(t, s.Settle(t.Context(), waits, done))
	if c, err := s.Case(t.Context(), g.ID, "C#1"); err != nil || len(c.Waiting) != 1 || c.Waiting[0] != later.Key {
		t.Error(c, err)
	}
	if page, _, err = s.Events(t.Context(), g.ID, crm.Done, crm.Page{Limit: 5}); err != nil || len(page) != 1 || page[0].Inquiry != "Q1" || page[0].SettledBy != olga {
		t.Error(page, err)
	}
	if got, err := s.Event(t.Context(), g.ID, event.Key); err != nil || got.Body != nil {
		t.Error("the body is there still:", got, err)
	}
}

// What a body of the largest size costs, and whether it fits into an item at all, is seen with one that cannot be packed.
func TestStore_TheLargestBodyFits(t *testing.T) {
	s := start(t)
	big := event
	var b strings.Builder
	for i := 0; b.Len() < 256<<10; i++ {
		fmt.Fprintf(&b, "%x", i*i*7919)
	}
	big.Body = []byte(b.String()[:256<<10])
	must(t, s.Keep(t.Context(), big))
	if got, err := s.Event(t.Context(), g.ID, big.Key); err != nil || string(got.Body) != string(big.Body) {
		t.Error(err)
	}
}

// docs/data-model.md lists these.
func TestCapacity(t *testing.T) {
	s := start(t)
	budget := func(what string, units float64, do func() error) {
		t.Helper()
		s.Meter.Reset()
		must(t, do())
		got := s.Meter.Reset()
		t.Logf("%s: %.1f", what, got)
		if got > units {
			t.Errorf("%s costs %.1f, more than %.1f", what, got, units)
		}
	}
	body := event
	body.Body = []byte(`{"ticket":{"id":35436,"text":"` + strings.Repeat("some words of a customer ", 80) + `"}}`)
	waits, done := body, body
	waits.Version, waits.Case = 2, "C1"
	done.Version, done.State, done.Body, done.Case, done.Inquiry = 2, crm.Done, nil, "C1", "Q1"
	budget("make an integration with a mapping", 6, func() error { return s.SaveIntegration(t.Context(), g, &mapping) })
	budget("count an event", 1, func() error { _, err := s.Count(t.Context(), g.ID, now); return err })
	budget("count a refusal", 1, func() error { return s.Refuse(t.Context(), g.ID, "signature-old", now) })
	budget("keep an event of 2 KB", 2, func() error { return s.Keep(t.Context(), body) })
	budget("read the integration", 1, func() error { _, err := s.Integration(t.Context(), g.ID); return err })
	budget("read the mapping", 1, func() error { _, err := s.Mapping(t.Context(), g.ID, 1); return err })
	budget("read the case", 1, func() error { _, err := s.Case(t.Context(), g.ID, "C1"); return err })
	budget("settle it as done", 3, func() error { return s.Settle(t.Context(), body, done) })
	other := body
	other.Key = "aa112233445566778899aabbcc"
	waits.Key = other.Key
	must(t, s.Keep(t.Context(), other))
	budget("settle it as waiting for a case", 5, func() error { return s.Settle(t.Context(), other, waits) })
	budget("link a case", 1, func() error { return s.Link(t.Context(), g.ID, "C1", "Q1", "e", now) })
	budget("list what waits", 1, func() error { _, _, err := s.Events(t.Context(), g.ID, crm.Waiting, crm.Page{Limit: 25}); return err })
}
