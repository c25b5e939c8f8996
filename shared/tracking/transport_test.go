package tracking_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

const sack = edi.ReceptacleID(bag)

// move makes a movement of the sack: "departed LH902 FRA>LHR" or "received GBCVTA" so many hours after a beginning, as the post of Germany tells it.
func move(hours int, what string) tracking.Movement {
	words := strings.Fields(what)
	m := tracking.Movement{Dispatch: sack.DispatchOf(), Receptacle: sack, Code: words[0], Sender: "DEA",
		Time: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)}
	if len(words) == 3 {
		m.Flight = words[1]
		m.From, m.To, _ = strings.Cut(words[2], ">")
		m.Place = m.From
	} else {
		m.Place = words[1]
	}
	return m
}

func by(sender principal.OperatorCode, m tracking.Movement) tracking.Movement {
	m.Sender = sender
	return m
}

func TestParseTransportID(t *testing.T) {
	for typed, want := range map[string]string{
		"defraa gbcvta a un 6 0123-001-0-0-0125": bag, "DEFRAA-GBCVTA-AUN60123": bag[:20], "de-000 1234": "DE0001234", "X": "X",
	} {
		if id, err := tracking.ParseTransportID(typed); err != nil || id.ID != want || (id.Consignment == "") != (len(want) >= 20) {
			t.Errorf("%q: %+v %v", typed, id, err)
		}
	}
	for typed, slug := range map[string]string{
		bag[:28] + "X": "receptacle-id-invalid", "DEFRAAGBCVTAAUN6012X": "dispatch-id-invalid", "": "consignment-id-invalid", "ſ": "consignment-id-invalid",
		strings.Repeat("7", 36): "consignment-id-invalid", strings.Repeat("é", 10): "dispatch-id-invalid",
	} {
		if _, err := tracking.ParseTransportID(typed); !problem.Is(err, slug) || len(problem.As(err).Fields) == 0 {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

// FuzzParseTransportID: what is accepted is read again as itself.
func FuzzParseTransportID(f *testing.F) {
	for _, s := range []string{bag, bag[:20], "DE-0001234", "", "\xff", strings.Repeat("A", 36)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		id, err := tracking.ParseTransportID(typed)
		if err != nil {
			if len(problem.As(err).Fields) == 0 {
				t.Fatal(err)
			}
			return
		}
		if again, err := tracking.ParseTransportID(id.ID); err != nil || again != id {
			t.Fatalf("%+v became %+v: %v", id, again, err)
		}
	})
}

func TestRoute_AnyOrderOfArrivalGivesTheSame(t *testing.T) {
	all := []tracking.Movement{move(0, "announced DEFRAA"), move(1, "booked LH902 FRA>LHR"), move(1, "booked BA7 LHR>MAN"), move(5, "departed LH902 FRA>LHR"), move(9, "received GBCVTA")}
	rapid.Check(t, func(rt *rapid.T) {
		if d := cmp.Diff(tracking.NewRoute(all), tracking.NewRoute(rapid.Permutation(all).Draw(rt, "arrival"))); d != "" {
			rt.Fatal(d)
		}
	})
}

func TestRoute_State_IsTheLatestThatMovedIt(t *testing.T) {
	for _, c := range []struct {
		moves []string
		want  string
	}{
		{nil, ""},
		{[]string{"announced DEFRAA"}, "announced"},
		{[]string{"announced DEFRAA", "booked LH902 FRA>LHR"}, "booked"},
		{[]string{"departed LH902 FRA>LHR", "booked BA7 LHR>MAN"}, "departed"},
		{[]string{"departed LH902 FRA>LHR", "x-rayed LHR"}, "departed"}, // nobody knows what it means
		{[]string{"received GBCVTA", "announced DEFRAA"}, "received"},
	} {
		var moves []tracking.Movement
		for i, m := range c.moves {
			moves = append(moves, move(i, m))
		}
		if got, there := tracking.NewRoute(moves).State(); got.Code != c.want || there != (c.want != "") {
			t.Errorf("%v: %s", c.moves, got.Code)
		}
	}
}

func TestRoute_Legs(t *testing.T) {
	booked := move(1, "booked LH902 FRA>LHR")
	booked.Carrier, booked.Departs, booked.Arrives = "LH", booked.Time.Add(time.Hour), booked.Time.Add(2*time.Hour)
	moved := booked
	moved.Time, moved.Departs, moved.Arrives = booked.Time.Add(time.Minute), booked.Departs.Add(time.Hour), time.Time{}
	left, came := move(5, "departed LH902 FRA>LHR"), move(6, "arrived LH902 FRA>LHR")
	got := tracking.NewRoute([]tracking.Movement{came, moved, booked, left, move(7, "booked BA7 LHR>MAN"), move(0, "announced DEFRAA"), move(8, "delivered LH902 FRA>LHR")}).Legs()
	want := []tracking.Leg{
		{Carrier: "LH", Flight: "LH902", From: "FRA", To: "LHR", Departs: moved.Departs, Arrives: booked.Arrives, Began: left, Ended: came},
		{Flight: "BA7", From: "LHR", To: "MAN"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestRoute_Received_InTheCountryItIsForAndOfTheReceptacleItself(t *testing.T) {
	whole := move(3, "received GBCVTA")
	whole.Receptacle = ""
	if _, received := tracking.NewRoute([]tracking.Movement{move(1, "received FRCDGA"), move(2, "delivered LHR"), whole}).Received(); received {
		t.Error("in transit, by a carrier's word, or with its dispatch: it is not received")
	}
	if m, received := tracking.NewRoute([]tracking.Movement{move(5, "received GBLONA"), move(4, "received GBCVTA")}).Received(); !received || m.Place != "GBCVTA" {
		t.Error(m, received)
	}
}

func TestRoute_Participants_AreNamedByParticipants_NeverByThemselves(t *testing.T) {
	d, _ := edi.ParseDispatchID(string(sack.DispatchOf()))
	r := tracking.NewRoute([]tracking.Movement{by("DEA", move(0, "announced DEFRAA")), by("USA", move(1, "received USJFKZ")), by("DEA", move(2, "transferred FRCDGA")), by("FRA", move(3, "departed AF1 FRCDGA>LHR"))})
	got, err := r.Participants(d, countryOf)
	if dd := cmp.Diff(map[string]bool{"DE": true, "GB": true, "FR": true}, got); dd != "" || err != nil {
		t.Fatal(dd, err)
	}
	sure, err := tracking.Transport{Route: r, Holdings: []tracking.Holding{{Sender: "USA"}, {Sender: "DEA"}}, Findings: []tracking.Finding{{Sender: "USA"}}}.Confirmed(got, countryOf)
	if err != nil || len(sure.Route) != 3 || len(sure.Holdings) != 1 || len(sure.Findings) != 0 || len(r) != 4 {
		t.Error(sure, err)
	}
}

func TestTransport_ContentsAndWhatWasNotFound(t *testing.T) {
	announced := tracking.Holding{Receptacle: sack, Items: []edi.ItemID{"RR473124829DE", "CC309981215BE"}}
	scanned := []tracking.Finding{{ItemID: "CC309981215BE"}, {ItemID: "EE123456799GB"}}
	arrived := tracking.NewRoute([]tracking.Movement{move(9, "received GBCVTA")})
	full := tracking.Transport{Route: arrived, Holdings: []tracking.Holding{announced, announced}, Findings: scanned}
	want := []tracking.Content{{ItemID: "CC309981215BE", Announced: true, Found: true}, {ItemID: "EE123456799GB", Found: true}, {ItemID: "RR473124829DE", Announced: true}}
	if d := cmp.Diff(want, full.Contents()); d != "" {
		t.Error(d)
	}
	for _, c := range []struct {
		what  tracking.Transport
		want  int
		known bool
	}{
		{full, 1, true},
		{tracking.Transport{Holdings: full.Holdings, Findings: scanned}, 0, false},
		{tracking.Transport{Route: arrived, Holdings: full.Holdings}, 0, false}, // its post names no receptacles
	} {
		if n, known := c.what.NotFound(); n != c.want || known != c.known {
			t.Errorf("%d %t", n, known)
		}
	}
}

func announcement(hours int, receptacle edi.ReceptacleID, sender principal.OperatorCode) tracking.Announcement {
	return tracking.Announcement{Receptacle: receptacle, Sender: sender, Time: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)}
}

func TestItem_Arrival(t *testing.T) {
	const other = "DEFRAAGBCVTAAUN60123002100031"
	scan := func(hours int, what, receptacle string) tracking.Event {
		e := at(hours, what)
		e.Receptacle = receptacle
		return e
	}
	came := tracking.NewRoute([]tracking.Movement{move(9, "received GBCVTA")})
	for _, c := range []struct {
		name   string
		events []tracking.Event
		route  tracking.Route
		want   tracking.Arrival
	}{
		{"nothing yet", []tracking.Event{at(0, "EMC DEFRAA")}, nil, tracking.ArrivalExpected},
		{"scanned in it", []tracking.Event{scan(9, "EMD GBCVTA", bag)}, nil, tracking.ArrivalConfirmed},
		{"scanned, and no receptacle named", []tracking.Event{scan(9, "EMD GBCVTA", "")}, came, tracking.ArrivalConfirmed},
		{"scanned with a name nobody can read", []tracking.Event{scan(9, "EMD GBCVTA", "7")}, came, tracking.ArrivalConfirmed},
		{"scanned in another", []tracking.Event{scan(9, "EMD GBCVTA", other), scan(10, "EMF GBCVTA", "")}, came, tracking.ArrivalElsewhere},
		{"the receptacle came, the item did not", []tracking.Event{at(0, "EMC DEFRAA")}, came, tracking.ArrivalNotReceived},
		{"a scan there before it was announced says nothing", []tracking.Event{at(0, "EMA GBLALA")}, came, tracking.ArrivalNotReceived},
	} {
		if got := item(c.events...).Arrival(announcement(1, sack, "DEA"), c.route); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

func TestItem_AnnouncementsBringInBothEnds_WhenAParticipantSentThem(t *testing.T) {
	s10, _ := edi.ParseItemID("RR473124829DE")
	i := tracking.NewItem(s10, nil, []tracking.Announcement{announcement(0, sack, "DEA"), announcement(1, "FRCDGAUSJFKZAUN60123002100031", "FRA")})
	got, err := i.Participants(countryOf)
	if d := cmp.Diff(map[string]bool{"DE": true, "GB": true}, got); d != "" || err != nil {
		t.Fatal("announcing a stranger's item opens nothing:", d, err)
	}
	sure, err := i.Confirmed(got, countryOf)
	if err != nil || len(sure.Announcements) != 1 || len(i.Announcements) != 2 {
		t.Error(sure.Announcements, err)
	}
	if country, known := sure.Destination(release); country != "GB" || !known {
		t.Error(country, known)
	}
}

func TestItem_AnnouncementsOfAnEarlierUseAreNotShown(t *testing.T) {
	s10, _ := edi.ParseItemID("EE123456799GB")
	const year = 24 * 366
	i := tracking.NewItem(s10, []tracking.Event{at(0, "EMA GBLALA"), at(year+48, "EMA GBLALA")}, []tracking.Announcement{announcement(2, sack, "GBA"), announcement(year+50, sack, "GBA")})
	if len(i.Events) != 1 || len(i.Announcements) != 1 || i.Announcements[0].Time.Year() != 2027 {
		t.Error(fmt.Sprint(i.Events, i.Announcements))
	}
}
