package api_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

const (
	bag     = "DEFRAAGBCVTAAUN60123001000125"
	nextBag = "DEFRAAGBCVTAAUN60123002100031"
	advised = `{"dispatches":[{"dispatchId":"DEFRAAGBCVTAAUN60123","eventTime":"2026-11-20T18:40:00+01:00","receptacles":[
		{"receptacleId":"` + bag + `","items":[{"itemId":"RR473124829DE","weightG":1250},{"itemId":"RR100000017DE"}]},{"receptacleId":"` + nextBag + `"}]}]}`
	booked = `{"receptacleId":"` + bag + `","consignmentId":"DE-0001234","code":"booked","carrier":"LH","flight":"LH902","from":"FRA","to":"LHR",
		"departs":"2026-11-20T21:20:00+01:00","eventTime":"2026-11-20T19:00:00+01:00"}`
	departed = `{"receptacleId":"` + bag + `","consignmentId":"DE-0001234","code":"24","flight":"LH902","from":"FRA","to":"LHR","eventTime":"2026-11-20T21:25:00+01:00"}`
	received = `{"receptions":[{"receptacleId":"` + bag + `","office":"GBCVTA","eventTime":"2026-11-21T08:30:00Z"}]}`
)

func moves(list ...string) string { return `{"movements":[` + strings.Join(list, ",") + `]}` }

func scanned(item, receptacle string) string {
	return message(fmt.Sprintf(`{"itemId":%q,"code":"EMD","eventTime":"2026-11-21T09:00:00Z","office":"GBCVTA","receptacleId":%q}`, item, receptacle))
}

// flown is a system in which a receptacle was announced, booked and flown.
func flown(t *testing.T) system {
	t.Helper()
	s := start()
	s.send(t, bruno, advised)
	s.send(t, bruno, moves(booked, departed))
	s.ingest(t)
	return s
}

func (s system) look(t *testing.T, who principal.Principal, path string) map[string]any {
	t.Helper()
	status, got := s.do(t, request{who: who, method: "GET", path: path})
	if status != 200 {
		t.Fatal(path, status, got)
	}
	return got
}

// pick takes some members of an object.
func pick(of any, names ...string) map[string]any {
	out := map[string]any{}
	for _, name := range names {
		out[name] = of.(map[string]any)[name]
	}
	return out
}

func TestTransport_OfAReceptacle(t *testing.T) {
	s := flown(t)
	got := s.look(t, ana, "/v1/transports/defraa gbcvta a un 6 0123-001-0-0-0125")
	movement := func(code, at, local, place string, more ...any) map[string]any {
		where := map[string]any{"FRA": map[string]any{"latitude": 50.0, "longitude": 8.5, "exact": true}, "DEFRAA": map[string]any{"latitude": 50.0, "longitude": 8.5, "exact": true}}
		town := map[string]string{"FRA": "Frankfurt", "DEFRAA": "Frankfurt", "LHR": "London", "GBCVTA": "Coventry"}
		m := map[string]any{"code": code, "time": at, "localTime": local, "receivedAt": "2026-11-22T12:00:00Z", "place": place, "placeName": town[place], "position": where[place], "receptacleId": bag, "dispatchId": bag[:20],
			"sender": "DEA", "source": "API", "confirmed": true}
		for i := 0; i < len(more); i += 2 {
			m[more[i].(string)] = more[i+1]
		}
		return m
	}
	leg := []any{"consignmentId", "DE0001234", "flight", "LH902", "from", "FRA", "to", "LHR"}
	left := movement("departed", "2026-11-20T20:25:00Z", "2026-11-20T21:25:00+01:00", "FRA", leg...)
	want := map[string]any{
		"transportId": bag, "kind": "receptacle", "announced": true, "received": 0.0, "notFound": nil, "more": false, "status": left, "receptacles": []any{},
		"receptacle": map[string]any{"serial": "001", "highest": "0", "insured": "0", "weightG": 12_500.0,
			"dispatch": map[string]any{"origin": "DEFRAA", "destination": "GBCVTA", "category": "A", "subclass": "UN", "year": 6.0, "serial": "0123"}},
		"dispatch": map[string]any{"dispatchId": bag[:20], "origin": "DEFRAA", "destination": "GBCVTA", "category": "A", "subclass": "UN", "year": 6.0, "serial": "0123"},
		"origin":   map[string]any{"operator": "DEA", "country": "DE"}, "destination": map[string]any{"operator": "GBA", "country": "GB"},
		"movements": []any{
			movement("announced", "2026-11-20T17:40:00Z", "2026-11-20T18:40:00+01:00", "DEFRAA"),
			movement("booked", "2026-11-20T18:00:00Z", "2026-11-20T19:00:00+01:00", "FRA", append(leg, "carrier", "LH", "departs", "2026-11-20T20:20:00Z")...),
			left,
		},
		"legs":  []any{map[string]any{"carrier": "LH", "flight": "LH902", "from": "FRA", "to": "LHR", "departs": "2026-11-20T20:20:00Z", "began": left, "ended": nil}},
		"items": []any{map[string]any{"itemId": "RR100000017DE", "announced": true, "found": false}, map[string]any{"itemId": "RR473124829DE", "announced": true, "found": false}},
	}
	delete(got, "$schema")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTransport_ReceivedAndWhatWasNotFoundInIt(t *testing.T) {
	s := flown(t)
	s.send(t, ana, received)
	s.ingest(t)
	if got := s.look(t, bruno, "/v1/transports/"+bag); got["received"] != 1.0 || got["notFound"] != nil {
		t.Error("as long as no scan names the receptacle, nobody knows what is missing:", got)
	}
	s.send(t, ana, scanned("RR473124829DE", bag))
	s.send(t, ana, scanned("CC309981215BE", bag))
	s.ingest(t)
	got := s.look(t, bruno, "/v1/transports/"+bag)
	want := []any{map[string]any{"itemId": "CC309981215BE", "announced": false, "found": true}, map[string]any{"itemId": "RR100000017DE", "announced": true, "found": false},
		map[string]any{"itemId": "RR473124829DE", "announced": true, "found": true}}
	if d := cmp.Diff(want, got["items"]); d != "" || got["notFound"] != 1.0 || got["status"].(map[string]any)["code"] != "received" {
		t.Error(d, got["notFound"], got["status"])
	}
}

func TestTransport_OfADispatchAndAConsignment(t *testing.T) {
	s := flown(t)
	s.send(t, ana, received)
	s.ingest(t)
	got := s.look(t, ana, "/v1/transports/"+bag[:20])
	rows := got["receptacles"].([]any)
	if got["kind"] != "dispatch" || got["received"] != 1.0 || len(rows) != 2 || got["receptacle"] != nil {
		t.Fatal(got)
	}
	if d := cmp.Diff(map[string]any{"receptacleId": bag, "announced": true, "received": true, "weightG": 12_500.0}, pick(rows[0], "receptacleId", "announced", "received", "weightG")); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]any{"receptacleId": nextBag, "announced": true, "received": false}, pick(rows[1], "receptacleId", "announced", "received")); d != "" {
		t.Error("announced and not received:", d)
	}
	got = s.look(t, ana, "/v1/transports/de0001234")
	if got["kind"] != "consignment" || got["dispatch"] != nil || got["origin"] != nil || len(got["receptacles"].([]any)) != 1 || len(got["movements"].([]any)) != 2 {
		t.Error(got)
	}
}

func TestTransport_WhoMaySeeIt(t *testing.T) {
	s := flown(t)
	s.send(t, claire, moves(departed)) // France tells of a receptacle between Germany and Great Britain
	s.send(t, claire, advised)
	s.send(t, dan, moves(strings.ReplaceAll(departed, "DEFRAAGBCVTA", "USJFKZFRCDGA"))) // of the same consignment, between the United States and France
	s.ingest(t)
	for _, path := range []string{bag, bag[:20]} {
		for _, who := range []principal.Principal{ana, bruno, nils} {
			s.look(t, who, "/v1/transports/"+path)
		}
		for _, who := range []principal.Principal{dan, claire} {
			if status, answer := s.do(t, request{who: who, method: "GET", path: "/v1/transports/" + path}); status != 404 || slug(answer) != "transport-unknown" {
				t.Error("a post that takes no part", who.Subject, path, status, answer)
			}
		}
	}
	if status, _ := s.do(t, request{who: nobody, method: "GET", path: "/v1/transports/" + bag}); status != 403 {
		t.Error("somebody without a role", status)
	}
	claims := 0
	got := s.look(t, ana, "/v1/transports/"+bag)
	for _, m := range got["movements"].([]any) {
		if m := m.(map[string]any); m["sender"] == "FRA" && m["confirmed"] == false {
			claims++
		}
	}
	if claims != 2 || len(got["legs"].([]any)) != 1 {
		t.Errorf("%d claims of France are shown as such: %v", claims, got["movements"])
	}
	for who, want := range map[*principal.Principal]string{&ana: bag, &dan: "USJFKZFRCDGA" + bag[12:]} {
		rows := s.look(t, *who, "/v1/transports/DE0001234")["receptacles"].([]any)
		if len(rows) != 1 || rows[0].(map[string]any)["receptacleId"] != want {
			t.Error("of a consignment one sees one's own:", who.Subject, rows)
		}
	}
}

func TestTransport_BadAndUnknown(t *testing.T) {
	s := flown(t)
	for path, want := range map[string]string{bag[:28] + "X": "receptacle-id-invalid", "XX" + bag[2:20]: "dispatch-id-invalid", "%🙂?#": "consignment-id-invalid",
		"ZZ9": "transport-unknown", nextBag[:19] + "9": "transport-unknown"} {
		if status, answer := s.do(t, request{who: ana, method: "GET", path: "/v1/transports/" + path}); slug(answer) != want || status != 422 && status != 404 {
			t.Error(path, status, answer)
		}
	}
}

func TestItem_ShowsItsWayBetweenItsScans(t *testing.T) {
	s := flown(t)
	got := s.look(t, ana, "/v1/items/RR473124829DE") // Great Britain takes part, because the receptacle is for it
	if got["status"] != nil || len(got["events"].([]any)) != 0 || got["destination"].(map[string]any)["operator"] != "GBA" {
		t.Error("known by its pre-advice alone:", got)
	}
	way := got["carriages"].([]any)[0].(map[string]any)
	want := map[string]any{"receptacleId": bag, "dispatchId": bag[:20], "origin": "DEFRAA", "placeName": "Frankfurt", "destination": "GBCVTA", "time": "2026-11-20T17:40:00Z",
		"localTime": "2026-11-20T18:40:00+01:00", "weightG": 1250.0, "sender": "DEA", "source": "API", "confirmed": true, "arrival": "expected"}
	if d := cmp.Diff(want, pick(way, "receptacleId", "dispatchId", "origin", "placeName", "destination", "time", "localTime", "weightG", "sender", "source", "confirmed", "arrival")); d != "" {
		t.Error(d)
	}
	if len(way["movements"].([]any)) != 3 || len(way["legs"].([]any)) != 1 {
		t.Error(way)
	}
	arrival := func(item string) any {
		return s.look(t, bruno, "/v1/items/"+item)["carriages"].([]any)[0].(map[string]any)["arrival"]
	}
	s.send(t, ana, received)
	s.send(t, ana, scanned("RR473124829DE", nextBag))
	s.ingest(t)
	if arrival("RR473124829DE") != "other-receptacle" || arrival("RR100000017DE") != "not-received" {
		t.Error(arrival("RR473124829DE"), arrival("RR100000017DE"))
	}
}

func TestItem_AnnouncementOfAStrangerIsAClaim(t *testing.T) {
	s := start()
	s.send(t, ana, message(posted, left))
	s.send(t, claire, strings.ReplaceAll(advised, "RR473124829DE", "EE123456799GB"))
	s.ingest(t)
	got := s.look(t, ana, "/v1/items/EE123456799GB")
	way := got["carriages"].([]any)[0].(map[string]any)
	if way["confirmed"] != false || way["arrival"] != nil || len(way["movements"].([]any)) != 0 {
		t.Error(way)
	}
	if status, answer := s.do(t, request{who: claire, method: "GET", path: "/v1/items/EE123456799GB"}); status != 404 {
		t.Error("it opened the item to its sender", answer)
	}
}

func TestItem_LooksUpTheLatestReceptaclesOnly(t *testing.T) {
	s := start()
	for k := range 8 {
		s.send(t, bruno, strings.ReplaceAll(strings.ReplaceAll(advised, "60123", fmt.Sprintf("6%04d", k)), "T18", fmt.Sprintf("T1%d", k)))
	}
	s.ingest(t)
	ways := s.look(t, bruno, "/v1/items/RR473124829DE")["carriages"].([]any)
	looked := 0
	for i, w := range ways {
		if w.(map[string]any)["arrival"] != nil {
			looked++
			if i < 3 {
				t.Error("an early one was looked up, a later one not")
			}
		}
	}
	if len(ways) != 8 || looked != 5 {
		t.Errorf("%d of %d", looked, len(ways))
	}
}
