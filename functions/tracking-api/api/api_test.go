package api_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/functions/tracking-api/api"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

const (
	messages = "/v1/tracking/messages"
	posted   = `{"itemId":"ee 123-456-799 gb","code":"EMA","eventTime":"2026-11-20T09:00:00Z","office":"GBLALA"}`
	left     = `{"itemId":"EE123456799GB","code":"EMC","eventTime":"2026-11-20T18:00:00Z","office":"GBLALA","nextOffice":"USJFKZ"}`
	signed   = `{"itemId":"EE123456799GB","code":"EMI","eventTime":"2026-11-22T04:00:00-05:00","office":"USJFKZ","signatory":"Zoë"}`
	strange  = `{"itemId":"EE123456799GB","code":"ZZ9","eventTime":"2026-11-20T10:00:00Z","office":"GBLALA"}`
)

func message(events ...string) string { return `{"events":[` + strings.Join(events, ",") + `]}` }

func sample(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("../../../shared/edi/testdata/emsevt.edi")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestBadInput_IsAProblemThatNamesThePlace(t *testing.T) {
	emsevt := sample(t)
	post := func(body, media string) request {
		return request{who: ana, method: "POST", path: messages, body: body, media: media}
	}
	get := func(path, query string) request { return request{who: ana, method: "GET", path: path, query: query} }
	for _, c := range []struct {
		name    string
		request request
		status  int
		slug    string
		field   string // of the first error; "" for none
		reason  string // part of it
		kept    bool   // the raw message is kept and listed
	}{
		{"no token", request{method: "POST", path: messages, body: message(posted)}, 401, "token-missing", "", "", false},
		{"no role", request{who: nobody, method: "POST", path: messages, body: message(posted)}, 403, "role-missing", "", "", false},
		{"no operator", request{who: nils, method: "POST", path: messages, body: message(posted)}, 403, "operator-missing", "", "", false},
		{"empty", post("", "application/json"), 400, "message-empty", "", "", true},
		{"broken JSON", post(`{"events":[`, "application/json"), 400, "message-unreadable", "body", "line 1, column 11", true},
		{"unknown field", post(`{"events":[],"x":1}`, "application/json"), 422, "message-invalid", "x", "is unknown", true},
		{"wrong type", post(`{"events":{}}`, "application/json"), 422, "message-invalid", "events", "must be a list", true},
		{"no events", post(`{"events":[]}`, "application/json"), 422, "message-invalid", "events", "is empty", true},
		{"unknown field of an event", post(message(`{"itemId":"EE123456799GB","colour":"red"}`), "application/json"), 422, "message-rejected", "events[0].colour", "is unknown", true},
		{"wrong type in an event", post(message(`{"itemId":7}`), "application/json"), 422, "message-rejected", "events[0].itemId", "must be a string, not a number", true},
		{"time without zone", post(message(strings.Replace(posted, "00Z", "00", 1)), "application/json"), 422, "message-rejected", "events[0].eventTime", "has no zone", true},
		{"wrong check digit", post(message(strings.Replace(posted, "799", "790", 1)), "application/json"), 422, "message-rejected", "events[0].itemId", "check digit", true},
		{"oversized", post(strings.Repeat(" ", 5<<20)+message(posted), "application/json"), 413, "body-too-large", "", "", true},
		{"media type", post("<x/>", "application/xml"), 415, "media-type-unsupported", "", "", true},
		{"no interchange", post("hello", "application/edifact"), 400, "message-unreadable", "byte 0", "UNB", true},
		{"cut EDIFACT", post(emsevt[:150], "application/edifact"), 400, "message-unreadable", "segment 7 (STS), byte 147", "terminator is missing", true},
		{"wrong segment count", post(strings.Replace(emsevt, "UNT+10", "UNT+9", 1), "application/edifact"), 422, "message-invalid", "segment 11 (UNT), byte 229", "counts 9, but there are 10", true},
		{"wrong message count", post(strings.Replace(emsevt, "UNZ+1", "UNZ+2", 1), "text/plain"), 422, "message-invalid", "segment 12 (UNZ), byte 239", "counts 2", true},
		{"unknown charset", post(strings.Replace(emsevt, "UNOA", "UNOX", 1), "application/edifact"), 422, "message-invalid", "segment 1 (UNB), byte 10", "UNOX", true},
		{"wrong charset", post(strings.Replace(emsevt, "NOTICE", "AVIS É", 1), "application/edifact"), 422, "message-invalid", "segment 10 (FTX), byte 221", "can't stand in UNOA", true},
		{"unknown message", post(strings.Replace(emsevt, "EMSEVT", "CUSCAR", 1), "application/edifact"), 422, "message-invalid", "segment 2 (UNH), byte 55", "CUSCAR", true},
		{"EDIFACT event", post(strings.Replace(emsevt, "799GB", "790GB", 1), "application/edifact"), 422, "message-rejected", "segment 6 (PCI), byte 127", "itemId: check digit", true},
		{"key too long", request{who: ana, method: "POST", path: messages, body: message(posted), key: strings.Repeat("k", 256)}, 422, "request-invalid", "Idempotency-Key", "", false},
		{"unknown receipt", get(messages+"/R999", ""), 404, "receipt-unknown", "", "", false},
		{"forged cursor", get(messages, "cursor=AAAA"), 422, "cursor-invalid", "cursor", "", false},
		{"forged cursor of outcomes", get(messages+"/R999", "cursor=AAAA"), 422, "cursor-invalid", "cursor", "", false},
		{"limit", get(messages, "limit=1000"), 422, "request-invalid", "limit", "", false},
		{"unknown query", get(messages, "from=1"), 422, "request-invalid", "from", "", false},
		{"item too short", get("/v1/items/EE12345679GB", ""), 422, "item-id-invalid", "itemId", "length: has 12 characters, not 13", false},
		{"item with letters", get("/v1/items/EE12345A799GB", ""), 422, "item-id-invalid", "itemId", "digits", false},
		{"item check digit", get("/v1/items/EE123456790GB", ""), 422, "item-id-invalid", "itemId", "check digit: is 0, must be 9", false},
		{"item country", get("/v1/items/RB123456785XX", ""), 422, "item-id-invalid", "itemId", "country: XX", false},
		{"strange characters", get("/v1/items/%🙂?#", ""), 422, "item-id-invalid", "itemId", "length", false},
		{"unknown item", get("/v1/items/EM200000010US", ""), 404, "item-unknown", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start()
			status, answer := s.do(t, c.request)
			if status != c.status || slug(answer) != c.slug {
				t.Fatalf("%d %v", status, answer)
			}
			errors, _ := answer["errors"].([]any)
			if c.field != "" {
				if len(errors) == 0 {
					t.Fatal(answer)
				}
				first := errors[0].(map[string]any)
				if first["field"] != c.field || !strings.Contains(first["reason"].(string), c.reason) {
					t.Errorf("%v", first)
				}
			}
			receipt, _ := answer["receipt"].(string)
			if !c.kept {
				if receipt != "" || len(s.messages) != 0 {
					t.Error("something was received", answer)
				}
				return
			}
			if len(s.messages) != 1 || s.raw[s.messages[0].RawKey] != c.request.body {
				t.Fatal("the raw message is not kept")
			}
			_, list := s.do(t, request{who: ana, method: "GET", path: messages, query: "rejected=true"})
			rows := list["items"].([]any)
			if len(rows) != 1 || rows[0].(map[string]any)["receipt"] != receipt || rows[0].(map[string]any)["refusal"].(map[string]any)["slug"] != c.slug {
				t.Error("it is not listed as rejected", list)
			}
			if status, report := s.do(t, request{who: ana, method: "GET", path: messages + "/" + receipt}); status != 200 || report["status"] != "rejected" ||
				report["counts"].(map[string]any)["rejected"] != 1.0 || len(report["outcomes"].([]any)) != 1 {
				t.Error(status, report)
			}
		})
	}
}

func TestSend_GoodEventsGoOnBesideBadOnes(t *testing.T) {
	s := start()
	bad := strings.Replace(posted, "00Z", "00", 1)
	sent := s.send(t, ana, message(posted, bad, left))
	if d := cmp.Diff(map[string]any{"receipt": "R001", "status": "queued", "events": 3.0, "rejected": 1.0}, sent); d != "" {
		t.Fatal(d)
	}
	_, before := s.do(t, request{who: ana, method: "GET", path: messages + "/R001"})
	if before["status"] != "queued" {
		t.Error(before)
	}
	s.ingest(t)
	_, report := s.do(t, request{who: ana, method: "GET", path: messages + "/R001"})
	want := map[string]any{"receipt": "R001", "format": "json", "receivedAt": "2026-11-22T12:00:00Z", "size": float64(len(message(posted, bad, left))), "events": 3.0, "rejected": 1.0,
		"refusal": nil, "toDo": true, "corrects": "", "by": nil, "settled": nil, "looks": []any{}, "replaces": []any{}, "replacedBy": []any{}, "status": "done", "counts": map[string]any{"stored": 2.0, "duplicate": 0.0, "rejected": 1.0, "queued": 0.0}, "nextCursor": "",
		"outcomes": []any{
			map[string]any{"index": 0.0, "itemId": "EE123456799GB", "code": "EMA", "outcome": "stored", "reason": "", "segment": "", "original": ""},
			map[string]any{"index": 1.0, "itemId": "ee 123-456-799 gb", "code": "EMA", "outcome": "rejected", "segment": "events[1].eventTime", "original": bad,
				"reason": "eventTime: has no zone: write Z for UTC, or the offset of the place, as in 2026-11-22T09:32:00+01:00"},
			map[string]any{"index": 2.0, "itemId": "EE123456799GB", "code": "EMC", "outcome": "stored", "reason": "", "segment": "", "original": ""},
		}}
	if d := cmp.Diff(want, report); d != "" {
		t.Error(d)
	}
}

func TestSend_EveryDocumentedFieldIsTaken(t *testing.T) {
	s := start()
	s.send(t, ana, message(`{"itemId":"EE123456799GB","code":"EMI","eventTime":"2026-11-20T09:00:00Z","office":"GBLALA","nextOffice":"USJFKZ","dispatchId":"D1",
		"receptacleId":"R1","signatory":"Z","reason":"ABS","action":"PUP","retention":"DOC","conditionCode":"OK","weightG":1250}`))
	_, doc := httpapi.New("")
	api.Register(doc, api.Deps{})
	schema := doc.OpenAPI().Components.Schemas.Map()["SentEvent"]
	if len(schema.Properties) != 13 {
		t.Errorf("OpenAPI documents %d fields of an event", len(schema.Properties))
	}
	for name := range schema.Properties {
		status, answer := s.do(t, request{who: ana, method: "POST", path: messages, media: "application/json", body: message(fmt.Sprintf(`{%q:[]}`, name))})
		if status != 422 || strings.Contains(fmt.Sprint(answer), name+": is unknown") {
			t.Error(name, answer)
		}
	}
}

// Every field that OpenAPI documents is read in its list, and every field that is read is documented.
func TestSend_EveryDocumentedFieldOfTransportIsTaken(t *testing.T) {
	_, doc := httpapi.New("")
	api.Register(doc, api.Deps{})
	for _, c := range []struct {
		schema, body string
		fields       int
	}{
		{"SentDispatch", `{"dispatches":[{%q:true}]}`, 3}, {"SentReceptacle", `{"dispatches":[{"receptacles":[{%q:true}]}]}`, 2},
		{"SentItemAdvised", `{"dispatches":[{"receptacles":[{"items":[{%q:true}]}]}]}`, 2}, {"SentReception", `{"receptions":[{%q:true}]}`, 4}, {"SentMovement", `{"movements":[{%q:true}]}`, 12},
	} {
		schema := doc.OpenAPI().Components.Schemas.Map()[c.schema]
		if len(schema.Properties) != c.fields {
			t.Errorf("OpenAPI documents %d fields of %s", len(schema.Properties), c.schema)
		}
		for name := range schema.Properties {
			s := start()
			status, answer := s.do(t, request{who: ana, method: "POST", path: messages, media: "application/json", body: fmt.Sprintf(c.body, name)})
			if status != 422 || strings.Contains(fmt.Sprint(answer), name+" is unknown") || strings.Contains(fmt.Sprint(answer), name+": is unknown") {
				t.Error(c.schema, name, answer)
			}
		}
	}
}

func TestSend_EDIFACT(t *testing.T) {
	for _, media := range []string{"application/edifact", "text/plain", ""} {
		s := start()
		status, answer := s.do(t, request{who: dan, method: "POST", path: messages, body: sample(t), media: media})
		if status != 202 || answer["events"] != 1.0 {
			t.Fatal(status, answer)
		}
		if s.messages[0].Format != "edifact" {
			t.Error(s.messages[0])
		}
	}
}

func TestSend_IdempotencyKey(t *testing.T) {
	s := start()
	in := request{who: ana, method: "POST", path: messages, body: message(posted), key: "crm-7"}
	_, first := s.do(t, in)
	status, second := s.do(t, in)
	if status != 202 || cmp.Diff(first, second) != "" || len(s.messages) != 1 {
		t.Error(status, first, second)
	}
	in.body = message(left)
	if status, answer := s.do(t, in); status != 422 || slug(answer) != "idempotency-key-reused" || answer["receipt"] != first["receipt"] {
		t.Error(status, answer)
	}
}

func TestMessages_AreTheSendersOwn(t *testing.T) {
	s := start()
	s.send(t, ana, message(posted))
	if status, answer := s.do(t, request{who: dan, method: "GET", path: messages + "/R001"}); status != 404 || slug(answer) != "receipt-unknown" {
		t.Error(status, answer)
	}
	for _, c := range []struct {
		request
		want int
	}{{request{who: dan}, 0}, {request{who: nils}, 0}, {request{who: ana}, 1}, {request{who: ana, query: "rejected=true"}, 0}} {
		c.method, c.path = "GET", messages
		if status, list := s.do(t, c.request); status != 200 || len(list["items"].([]any)) != c.want {
			t.Error(c.who.Subject, status, list)
		}
	}
}

func TestMessages_Pages(t *testing.T) {
	s := start()
	for range 5 {
		s.send(t, ana, message(posted))
	}
	var got []string
	cursor := ""
	for {
		_, list := s.do(t, request{who: ana, method: "GET", path: messages, query: "limit=2&cursor=" + cursor})
		for _, row := range list["items"].([]any) {
			got = append(got, row.(map[string]any)["receipt"].(string))
		}
		if cursor = list["nextCursor"].(string); cursor == "" {
			break
		}
		if status, answer := s.do(t, request{who: dan, method: "GET", path: messages, query: "limit=2&cursor=" + cursor}); status != 422 {
			t.Error("somebody else's cursor", status, answer)
		}
	}
	if d := cmp.Diff([]string{"R005", "R004", "R003", "R002", "R001"}, got); d != "" {
		t.Error(d)
	}
}

func TestReport_OutcomesComeInPages(t *testing.T) {
	s := start()
	s.send(t, ana, message(posted, left, strange))
	_, first := s.do(t, request{who: ana, method: "GET", path: messages + "/R001", query: "limit=2"})
	_, second := s.do(t, request{who: ana, method: "GET", path: messages + "/R001", query: "limit=2&cursor=" + first["nextCursor"].(string)})
	if len(first["outcomes"].([]any)) != 2 || len(second["outcomes"].([]any)) != 1 || second["nextCursor"] != "" {
		t.Error(first, second)
	}
}

func TestItem_EverythingKnown(t *testing.T) {
	s := start()
	s.send(t, ana, message(left, strange, posted))
	s.send(t, dan, message(signed))
	s.ingest(t)
	status, got := s.do(t, request{who: ana, method: "GET", path: "/v1/items/ee 1234-56799 gb"})
	if status != 200 {
		t.Fatal(status, got)
	}
	town := map[string]string{"GBLALA": "London", "USJFKZ": "New York"}
	event := func(code, milestone, at, local, office, sender string, more ...string) map[string]any {
		e := map[string]any{"code": code, "milestone": milestone, "time": at, "localTime": local, "receivedAt": "2026-11-22T12:00:00Z",
			"office": office, "placeName": town[office], "country": office[:2], "sender": sender, "source": "API", "confirmed": true, "transmissionSeconds": map[string]float64{"EMA": 51, "ZZ9": 50, "EMC": 42, "EMI": 3}[code] * 3600,
			"position": map[string]any{"GBLALA": map[string]any{"latitude": 51.5, "longitude": -0.1, "exact": true}, "USJFKZ": map[string]any{"latitude": 40.6, "longitude": -73.8, "exact": true}}[office]}
		for i := 0; i < len(more); i += 2 {
			e[more[i]] = more[i+1]
		}
		return e
	}
	evidence := func(code, at, office string) map[string]any {
		return map[string]any{"code": code, "time": at, "localTime": at, "receivedAt": "2026-11-22T12:00:00Z", "office": office, "placeName": town[office], "country": office[:2], "sender": "GBA"}
	}
	want := map[string]any{
		"itemId":  "EE123456799GB",
		"s10":     map[string]any{"indicator": "EE", "serial": "12345679", "checkDigit": 9.0, "country": "GB", "class": "ems"},
		"product": "EMS", "origin": map[string]any{"operator": "GBA", "country": "GB"}, "destination": map[string]any{"operator": "USA", "country": "US"},
		"status": map[string]any{"milestone": "delivered", "phase": "destination", "code": "EMI", "since": "2026-11-22T09:00:00Z", "country": "US", "terminal": true},
		"events": []any{
			event("EMA", "posted", "2026-11-20T09:00:00Z", "2026-11-20T09:00:00Z", "GBLALA", "GBA"),
			event("ZZ9", "other", "2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z", "GBLALA", "GBA"),
			event("EMC", "left-origin-country", "2026-11-20T18:00:00Z", "2026-11-20T18:00:00Z", "GBLALA", "GBA", "nextOffice", "USJFKZ"),
			event("EMI", "delivered", "2026-11-22T09:00:00Z", "2026-11-22T04:00:00-05:00", "USJFKZ", "USA", "signatory", "Zoë"),
		},
		"carriages": []any{}, "superseded": []any{},
		"anomalies": []any{map[string]any{"code": "late-transmission", "hours": 51.0, "limitHours": 24.0, "open": false, "claimed": false, "events": []any{
			evidence("EMA", "2026-11-20T09:00:00Z", "GBLALA"), evidence("ZZ9", "2026-11-20T10:00:00Z", "GBLALA"), evidence("EMC", "2026-11-20T18:00:00Z", "GBLALA")}}},
		"unverified": false,
		"declared":   nil, "parties": map[string]any{"sender": nil, "addressee": nil},
		"uses":          []any{map[string]any{"from": "2026-11-20T09:00:00Z", "to": "2026-11-22T09:00:00Z", "shown": true}},
		"openInquiries": []any{map[string]any{"id": "I1", "workflow": "WII", "state": "sent", "dueAt": nil}},
	}
	delete(got, "expected") // TestItem_SaysWhenItIsExpected
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestItem_WhoMaySeeIt(t *testing.T) {
	s := start()
	s.send(t, ana, message(posted, left))
	s.send(t, dan, message(signed))
	s.ingest(t)
	get := func(r request) (int, map[string]any) {
		r.method, r.path = "GET", "/v1/items/EE123456799GB"
		return s.do(t, r)
	}
	if status, item := get(request{who: dan}); status != 200 || len(item["openInquiries"].([]any)) != 0 {
		t.Error("the destination's agent", status, item)
	}
	if status, answer := get(request{who: claire}); status != 404 || slug(answer) != "item-unknown" {
		t.Error("a post that takes no part", status, answer)
	}
	if status, answer := get(request{who: nobody}); status != 403 {
		t.Error("somebody without a role", status, answer)
	}
	status, item := get(request{who: nils})
	if status != 200 {
		t.Fatal("the network administrator", status, item)
	}
	if last := item["events"].([]any)[2].(map[string]any); last["signatory"] != nil {
		t.Error("a name reached somebody who is not of the item's operators")
	}
}

func TestItem_DestinationIsNullWhileNobodyKnowsIt(t *testing.T) {
	s := start()
	s.send(t, ana, message(strings.Replace(posted, "ee 123-456-799 gb", "RB123456785CF", 1)))
	s.ingest(t)
	_, item := s.do(t, request{who: ana, method: "GET", path: "/v1/items/RB123456785CF"})
	if item["destination"] != nil || item["product"] != "" || cmp.Diff(map[string]any{"operator": "", "country": "CF"}, item["origin"]) != "" {
		t.Error(item)
	}
}
