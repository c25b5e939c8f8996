package tracking_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

var loaded = sync.OnceValues(data.Load)

// inForce is the catalogue as it is agreed: anomalies rest on phases and milestones of every code.
func inForce(t testing.TB) *catalogue.Release {
	t.Helper()
	d, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return &d.Releases[len(d.Releases)-1]
}

// codes are the anomalies of an item at an hour.
func codes(t *testing.T, i tracking.Item, hour int, routes map[edi.ReceptacleID]tracking.Route) []string {
	t.Helper()
	found, err := i.Anomalies(inForce(t), routes, at(hour, "EMA GBLALA").Time)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, a := range found {
		out = append(out, string(a.Code))
	}
	return out
}

func TestAnomalies(t *testing.T) {
	normal := []tracking.Event{at(0, "EMA GBDONA"), at(10, "EMB GBLALA"), at(20, "EMC GBLALA>USJFKZ"), at(40, "EMD USJFKZ"), at(41, "EDB USJFKZ"), at(50, "EDC USJFKZ"), at(51, "EMF USJFKZ"), at(60, "EDG USJFKZ"), at(61, "EMI USJFKZ")}
	with := func(more ...tracking.Event) []tracking.Event { return append(slices.Clone(normal), more...) }
	without := func(n int, more ...tracking.Event) []tracking.Event { return append(slices.Clone(normal[:n]), more...) }
	late := at(30, "EDA USJFKZ")
	late.Time, late.ReceivedAt = at(42, "EDA USJFKZ").Time, at(67, "EDA USJFKZ").Time
	intime := late
	intime.ReceivedAt = at(66, "EDA USJFKZ").Time
	near := at(61, "EMI USJFKZ")
	near.Time, near.Sender = near.Time.Add(9*time.Minute), "USA"
	far := near
	far.Time = at(61, "EMI USJFKZ").Time.Add(11 * time.Minute)
	for _, c := range []struct {
		name   string
		events []tracking.Event
		hour   int
		want   []string
	}{
		{"as it should be", normal, 5_000, nil},
		{"nothing", nil, 5_000, nil},
		{"missent: it arrives in France, which sends it on", without(3, at(30, "EMD FRCDGA"), at(40, "EMC FRCDGA>USJFKZ"), at(60, "EMD USJFKZ"), at(70, "EMI USJFKZ")), 80, []string{"missent"}},
		{"missent: France sends it on as transit does", without(3, at(30, "EMD FRCDGA"), at(40, "EMK FRCDGA"), at(60, "EMD USJFKZ"), at(70, "EMI USJFKZ")), 80, []string{"missent"}},
		{"missent, and still there: nobody named France", without(3, at(30, "EMD FRCDGA")), 40, []string{"missent"}},
		{"open transit", without(3, at(30, "EMJ FRCDGA"), at(40, "EMK FRCDGA"), at(60, "EMD USJFKZ"), at(70, "EMI USJFKZ")), 80, nil},
		{"returned by the destination", without(7, at(80, "EMH USJFKZ"), at(90, "EMC USJFKZ>GBLALA"), at(110, "EMD GBLALA")), 120, nil},
		{"nobody named anything", []tracking.Event{at(0, "EMA GBLALA"), at(10, "EMC GBLALA"), at(30, "EMD FRCDGA")}, 40, nil},
		{"posted after it left", []tracking.Event{at(0, "EMC GBLALA>USJFKZ"), at(10, "EMA GBLALA"), at(40, "EMD USJFKZ")}, 50, []string{"out-of-order"}},
		{"customs give it back before they get it", without(4, at(42, "EDC USJFKZ"), at(45, "EDB USJFKZ")), 50, []string{"out-of-order"}},
		{"tried twice", without(7, at(52, "EDG USJFKZ"), at(53, "EMH USJFKZ"), at(60, "EDG USJFKZ"), at(61, "EMI USJFKZ")), 80, nil},
		{"told twice within minutes", with(near), 80, []string{"after-delivery", "duplicate"}},
		{"told again later is no duplicate", with(far), 80, []string{"after-delivery"}},
		{"after delivery", with(at(70, "EDG USJFKZ")), 80, []string{"after-delivery"}},
		{"an unknown code after delivery says nothing", with(at(70, "ZZ9 USJFKZ")), 80, nil},
		{"nothing for too long, then something", without(3, at(20+241, "EMD USJFKZ")), 300, []string{"gap"}},
		{"nothing for long enough", without(3, at(20+240, "EMD USJFKZ")), 300, nil},
		{"nothing up to now", without(4), 40 + 121, []string{"gap"}},
		{"to be collected, which may take weeks", without(7, at(60, "EDH USJFKZ")), 60 + 504, nil},
		{"faster than anything flies", without(2, at(20, "EMC GBLALA>USJFKZ"), at(24, "EMD USJFKZ")), 30, []string{"impossible-transit"}},
		{"as fast as something flies", without(2, at(20, "EMC GBLALA>USJFKZ"), at(26, "EMD USJFKZ")), 30, nil},
		{"somewhere in a country that is large", without(2, at(20, "EMC GBLALA>USXXXA"), at(21, "EMD USXXXA")), 30, nil},
		{"told a day late", with(late), 80, []string{"late-transmission"}},
		{"told a day later to the hour", with(intime), 80, nil},
	} {
		if got := codes(t, item(c.events...), c.hour, nil); cmp.Diff(append([]string{}, c.want...), got) != "" {
			t.Errorf("%s: %v, not %v", c.name, got, c.want)
		}
	}
}

func TestAnomalies_SayWhatTheyRestOn(t *testing.T) {
	found, err := item(at(0, "EMC GBLALA>USJFKZ"), at(10, "EMA GBLALA"), at(300, "EMD FRCDGA")).Anomalies(inForce(t), nil, at(310, "EMA GBLALA").Time)
	if err != nil || len(found) != 3 {
		t.Fatal(found, err)
	}
	if a := found[0]; a.Code != tracking.Missent || a.Country != "FR" || len(a.Events) != 1 || a.Events[0].Code != "EMD" {
		t.Errorf("%+v", a)
	}
	if a := found[1]; a.Code != tracking.Gap || a.Hours != 290 || a.Limit != 120 || a.Open || a.Events[0].Code != "EMA" || a.Events[1].Code != "EMD" {
		t.Errorf("%+v", a)
	}
	if a := found[2]; a.Code != tracking.OutOfOrder || a.Events[0].Code != "EMC" || a.Events[1].Code != "EMA" {
		t.Errorf("%+v", a)
	}
}

func TestAnomalies_WhoGotItByMistakeTakesNoPart_AndSaysSo(t *testing.T) {
	by := func(sender string, e tracking.Event) tracking.Event {
		e.Sender = principal.OperatorCode(sender)
		return e
	}
	all := item(at(0, "EMA GBLALA"), at(20, "EMC GBLALA>USJFKZ"), by("FRA", at(30, "EMD FRCDGA")), by("FRA", at(40, "EMC FRCDGA>USJFKZ")), by("DEA", at(45, "EMD FRCDGA")))
	participants, err := all.Participants(countryOf)
	if err != nil {
		t.Fatal(err)
	}
	confirmed, err := all.Confirmed(participants, countryOf)
	if err != nil {
		t.Fatal(err)
	}
	claims, err := all.Claims(participants, countryOf)
	if err != nil || len(claims) != 2 {
		t.Fatal("what others tell of an office that is not theirs says nothing", claims, err)
	}
	found, err := confirmed.Anomalies(inForce(t), nil, at(50, "EMA GBLALA").Time, claims...)
	if err != nil || len(found) != 1 || found[0].Code != tracking.Missent || !found[0].Claimed || found[0].Country != "FR" || len(found[0].Events) != 2 {
		t.Errorf("%+v %v", found, err)
	}
}

func TestAnomalies_OfReceptacles(t *testing.T) {
	told := tracking.Announcement{Receptacle: "GBLALAUSJFKZAEN60123001000125", Time: at(15, "EMA GBLALA").Time, Sender: "GBA"}
	i := item(at(0, "EMA GBLALA"), at(20, "EMC GBLALA>USJFKZ"))
	i.Announcements = []tracking.Announcement{told}
	received := tracking.Route{{Receptacle: told.Receptacle, Dispatch: told.Receptacle.DispatchOf(), Code: "received", Place: "USJFKZ", Time: at(40, "EMA GBLALA").Time}}
	if got := codes(t, i, 50, map[edi.ReceptacleID]tracking.Route{told.Receptacle: received}); cmp.Diff([]string{"not-received"}, got) != "" {
		t.Error(got)
	}
	if got := codes(t, i, 50, nil); len(got) != 0 {
		t.Error("a way that was not looked up says nothing", got)
	}
	elsewhere := at(41, "EMD USJFKZ")
	elsewhere.Receptacle = "GBLALAUSJFKZAEN60123002000125"
	i.Events = append(i.Events, elsewhere)
	if got := codes(t, i, 50, nil); cmp.Diff([]string{"other-receptacle"}, got) != "" {
		t.Error(got)
	}
}

func TestAnomalies_NeverDependOnTheOrderOfArrival(t *testing.T) {
	rel := inForce(t)
	places := []string{"GBLALA", "GBDONA", "USJFKZ", "FRCDGA", "DEFRAA", "JPTYOA"}
	rapid.Check(t, func(rt *rapid.T) {
		var events []tracking.Event
		for range rapid.IntRange(1, 14).Draw(rt, "events") {
			e := at(rapid.IntRange(0, 1_000).Draw(rt, "hour"), rapid.SampledFrom(rel.EventCodes).Draw(rt, "code").Code+" "+rapid.SampledFrom(places).Draw(rt, "office")+">"+rapid.SampledFrom(append(places, "")).Draw(rt, "next"))
			e.ReceivedAt = e.Time.Add(time.Duration(rapid.IntRange(0, 60).Draw(rt, "late")) * time.Hour)
			if !slices.ContainsFunc(events, func(o tracking.Event) bool { return o.Key() == e.Key() }) {
				events = append(events, e)
			}
		}
		now := at(1_100, "EMA GBLALA").Time
		want, err := item(events...).Anomalies(rel, nil, now)
		got, err2 := item(rapid.Permutation(events).Draw(rt, "arrival")...).Anomalies(rel, nil, now)
		if d := cmp.Diff(want, got); d != "" || err != nil || err2 != nil {
			rt.Fatal(d, err, err2)
		}
		for _, a := range got {
			if len(a.Events) == 0 || !slices.Contains(tracking.AnomalyCodes, a.Code) {
				rt.Fatalf("an anomaly says what it rests on: %+v", a)
			}
		}
	})
}

func TestDestination_OfAMissentItem_IsWhereItWasSentOn(t *testing.T) {
	rel := inForce(t)
	for _, c := range []struct {
		name   string
		events []tracking.Event
		want   string
	}{
		{"sent on to a third country", []tracking.Event{at(0, "EMC GBLALA>USJFKZ"), at(9, "EMD FRCDGA"), at(12, "EMC FRCDGA>USJFKZ")}, "US"},
		{"sent on, nobody says where, and arrived", []tracking.Event{at(0, "EMC GBLALA"), at(9, "EMD FRCDGA"), at(12, "EMK FRCDGA"), at(30, "EMD USJFKZ")}, "US"},
		{"returned", []tracking.Event{at(0, "EMC GBLALA>USJFKZ"), at(9, "EMD USJFKZ"), at(12, "EMC USJFKZ>GBLALA"), at(30, "EMD GBLALA")}, "US"},
	} {
		if got, _ := item(c.events...).Destination(rel); got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestNameOf_IsTheTown_OnlyOfAPlaceThatIsKnown(t *testing.T) {
	for place, want := range map[string]string{"DEFRAA": "Frankfurt", "GBLALA": "London", "FRA": "Frankfurt", "BRGRUA": "São Paulo", "USXXXA": "", "DEJFKA": "", "QQQ": "", "": ""} {
		if got := tracking.NameOf(place); got != want {
			t.Errorf("%s: %q, not %q", place, got, want)
		}
	}
	raw, err := os.ReadFile("places.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct{ Places, Names map[string]any }
	if err := json.Unmarshal(raw, &table); err != nil {
		t.Fatal(err)
	}
	if want, got := slices.Sorted(maps.Keys(table.Places)), slices.Sorted(maps.Keys(table.Names)); !slices.Equal(got, want) {
		t.Errorf("places %v have names %v", want, got)
	}
}

func TestPositionOf(t *testing.T) {
	for place, want := range map[string]struct {
		known, exact bool
	}{"USJFKZ": {true, true}, "FRA": {true, true}, "DEBERA": {true, true}, "USXXXA": {true, false}, "DEJFKA": {true, false}, "QQQ": {}, "XX": {}, "": {}} {
		if got, known := tracking.PositionOf(place); known != want.known || got.Exact != want.exact {
			t.Errorf("%s: %+v %v", place, got, known)
		}
	}
	countries, err := os.ReadFile("../edi/countries.txt")
	if err != nil {
		t.Fatal(err)
	}
	for c := range strings.FieldsSeq(string(countries)) {
		if p, known := tracking.PositionOf(c + "QQQA"); !known || p.Latitude < -90 || p.Latitude > 90 || p.Longitude < -180 || p.Longitude > 180 {
			t.Errorf("%s: %+v", c, p)
		}
	}
}
