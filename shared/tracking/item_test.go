package tracking_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// release knows the codes that the tests use.
var release = &catalogue.Release{EventCodes: []catalogue.EventCode{
	{Code: "EMA", Phase: "origin", Milestone: "posted"},
	{Code: "EMC", Phase: "origin", Milestone: "left-origin-country"},
	{Code: "EMJ", Phase: "transit", Milestone: "in-transit"},
	{Code: "EMD", Phase: "destination", Milestone: "arrived"},
	{Code: "EDG", Phase: "destination", Milestone: "out-for-delivery"},
	{Code: "EMI", Phase: "destination", Milestone: "delivered", Terminal: true},
	{Code: "EDX", Phase: "destination", Milestone: "ended", Terminal: true},
}}

// at makes an event: "EMA GBLALA" so many hours after a beginning.
func at(hours int, what string) tracking.Event {
	code, office, _ := strings.Cut(what, " ")
	office, next, _ := strings.Cut(office, ">")
	return tracking.Event{ItemID: "EE123456799GB", Code: code, Office: office, NextOffice: next, Country: office[:2], Sender: "GBA",
		Time: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)}
}

func item(events ...tracking.Event) tracking.Item {
	s10, _ := edi.ParseItemID("EE123456799GB")
	return tracking.NewItem(s10, events, nil)
}

func TestItem_AnyOrderOfArrivalGivesTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		hours := rapid.SliceOfN(rapid.IntRange(0, 30_000), 1, 20).Draw(rt, "hours")
		var events []tracking.Event
		for i, h := range hours {
			events = append(events, at(h, fmt.Sprintf("E%02d GBLALA", i)))
		}
		want := item(events...).Events
		got := item(rapid.Permutation(events).Draw(rt, "arrival")...).Events
		if !slices.Equal(want, got) {
			rt.Fatal("order of arrival matters")
		}
		if !slices.IsSortedFunc(got, func(a, b tracking.Event) int { return a.Time.Compare(b.Time) }) {
			rt.Fatal("not ascending")
		}
		for i := 1; i < len(got); i++ {
			if got[i].Time.After(got[i-1].Time.AddDate(1, 0, 0)) {
				rt.Fatal("two uses of the identifier in one timeline")
			}
		}
	})
}

func TestItem_IdentifierUsedAgainAfterTwelveMonthsIsAnotherItem(t *testing.T) {
	const month = 730
	for _, c := range []struct {
		name   string
		events []tracking.Event
		want   int
	}{
		{"one use", []tracking.Event{at(0, "EMA GBLALA"), at(24, "EMC GBLALA")}, 2},
		{"thirteen months later", []tracking.Event{at(13*month, "EMA GBLALA"), at(0, "EMA GBLALA"), at(24, "EMI USJFKZ")}, 1},
		{"a slow item", []tracking.Event{at(0, "EMA GBLALA"), at(11*month, "EMD USJFKZ"), at(22*month, "EMI USJFKZ")}, 3},
		{"three uses", []tracking.Event{at(0, "EMA GBLALA"), at(13*month, "EMA GBLALA"), at(26*month, "EMA GBLALA"), at(26*month+1, "EMC GBLALA")}, 2},
		{"none", nil, 0},
	} {
		if got := item(c.events...).Events; len(got) != c.want {
			t.Errorf("%s: %d events", c.name, len(got))
		}
	}
}

func TestState_FollowsTheLatestEventThatSaysSomething(t *testing.T) {
	for _, c := range []struct {
		name      string
		events    []tracking.Event
		milestone string
		code      string
	}{
		{"posted", []tracking.Event{at(0, "EMA GBLALA")}, "posted", "EMA"},
		{"arrived late, happened early", []tracking.Event{at(5, "EMD USJFKZ"), at(0, "EMA GBLALA")}, "arrived", "EMD"},
		{"delivered stays delivered", []tracking.Event{at(5, "EMI USJFKZ"), at(6, "EDG USJFKZ")}, "delivered", "EMI"},
		{"a later end replaces an end", []tracking.Event{at(5, "EDX USJFKZ"), at(6, "EMI USJFKZ")}, "delivered", "EMI"},
		{"unknown code after a known one", []tracking.Event{at(0, "EMA GBLALA"), at(1, "ZZ9 GBLALA")}, "posted", "EMA"},
		{"unknown codes only", []tracking.Event{at(0, "ZZ8 GBLALA"), at(1, "ZZ9 GBLALA")}, "other", "ZZ9"},
	} {
		got, ok := item(c.events...).State(release)
		if !ok || got.Milestone != c.milestone || got.Code != c.code {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	if _, ok := item().State(release); ok {
		t.Error("an item without events has no state")
	}
}

func TestDestination(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []tracking.Event
		want   string
	}{
		{"arrived", []tracking.Event{at(0, "EMC GBLALA>DEFRAA"), at(5, "EMD USJFKZ")}, "US"},
		{"announced", []tracking.Event{at(0, "EMC GBLALA>USJFKZ")}, "US"},
		{"missent and sent on", []tracking.Event{at(0, "EMC GBLALA>DEFRAA"), at(9, "EMC DEFRAA>USJFKZ")}, "US"},
		{"in transit", []tracking.Event{at(0, "EMC GBLALA"), at(3, "EMJ DEFRAA")}, ""},
		{"back at home", []tracking.Event{at(0, "EMD GBLALA")}, ""},
		{"posted", []tracking.Event{at(0, "EMA GBLALA")}, ""},
	} {
		got, known := item(c.events...).Destination(release)
		if got != c.want || known != (c.want != "") {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// countryOf knows the senders of these tests.
func countryOf(op principal.OperatorCode) (string, error) {
	return map[principal.OperatorCode]string{"GBA": "GB", "USA": "US", "DEA": "DE", "FRA": "FR"}[op], nil
}

func TestParticipants_AreNamedByParticipants_NeverByThemselves(t *testing.T) {
	sent := func(by principal.OperatorCode, e tracking.Event) tracking.Event { e.Sender = by; return e }
	seen := item(sent("GBA", at(0, "EMA GBLALA")), sent("GBA", at(1, "EMC GBLALA>USJFKZ")), sent("USA", at(2, "EMJ DEFRAA")), sent("FRA", at(3, "EMI FRCDGA")))
	got, err := seen.Participants(countryOf)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{"GB": true, "US": true, "DE": true} // issued it; it is on its way there; it passed through, says one of them
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("who sends an event about a stranger's item must not open it: %s", d)
	}
	unannounced := item(sent("GBA", at(0, "EMA GBLALA")), sent("DEA", at(2, "EMD DEFRAA")), sent("FRA", at(3, "EMI FRCDGA")))
	if got, err := unannounced.Participants(countryOf); err != nil || !cmp.Equal(map[string]bool{"GB": true, "DE": true}, got) {
		t.Fatal("the first post abroad that has it takes part when the origin announced none", got, err)
	}
	confirmed, err := seen.Confirmed(got, countryOf)
	if err != nil || len(confirmed.Events) != 3 || len(seen.Events) != 4 {
		t.Fatal("a claim of an outsider says nothing about how far the item is, and is kept", len(confirmed.Events), err)
	}
}
