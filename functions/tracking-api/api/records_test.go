package api_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// tally counts records by key and day.
type tally map[string]int

func (c tally) Records(_ context.Context, key, day string) (int, error) { return c[key+" "+day], nil }

func (c tally) AddRecords(_ context.Context, key, day string, n int, _ time.Time) error {
	c[key+" "+day] += n
	return nil
}

func sender(records int, scopes ...principal.Scope) principal.Principal {
	return principal.Principal{Subject: "key-q2w3e4r5t6", Operator: "GBA", Roles: principal.RolesOf(scopes), Key: "q2w3e4r5t6", Scopes: scopes, Quota: principal.Quota{Records: records}}
}

func withEvents(n int) string {
	const one = `{"itemId":"EE123456799GB","code":"EMA","eventTime":"2026-11-21T10:%02d:00Z","office":"GBLALA"}`
	list := ""
	for i := range n {
		if i > 0 {
			list += ","
		}
		list += fmt.Sprintf(one, i)
	}
	return `{"events":[` + list + `]}`
}

func TestSend_ByKey_UntilItsRecordsOfTheDayAreSent(t *testing.T) {
	s := start()
	by := sender(5, principal.Track)
	s.send(t, by, withEvents(3))
	s.send(t, by, withEvents(4)) // the last one may pass the limit
	kept := len(s.raw)
	status, answer := s.do(t, request{who: by, method: "POST", path: "/v1/tracking/messages", body: withEvents(1), media: "application/json"})
	if status != 429 || slug(answer) != "record-quota-exceeded" || answer["receipt"] != nil || answer["retryAfterSeconds"] != float64(12*60*60+1) {
		t.Fatal(status, answer)
	}
	if len(s.raw) != kept {
		t.Error("a message that was refused for its number is kept")
	}
	if s.records["q2w3e4r5t6 2026-11-22"] != 7 {
		t.Error(s.records)
	}
	s.send(t, ana, withEvents(1)) // people are not counted
	if len(s.records) != 1 {
		t.Error(s.records)
	}
}

func TestKey_ThatTracks_SeesItsReceipts_AndNoItem(t *testing.T) {
	s := start()
	by := sender(5, principal.Track)
	receipt := s.send(t, by, withEvents(1))["receipt"].(string)
	s.ingest(t)
	if status, answer := s.do(t, request{who: by, method: "GET", path: "/v1/tracking/messages/" + receipt}); status != 200 {
		t.Error(status, answer)
	}
	if status, answer := s.do(t, request{who: by, method: "GET", path: "/v1/items/EE123456799GB"}); status != 403 || slug(answer) != "scope-missing" {
		t.Error(status, answer)
	}
	if status, answer := s.do(t, request{who: sender(5, principal.Read), method: "GET", path: "/v1/items/EE123456799GB"}); status != 200 {
		t.Error(status, answer)
	}
	if status, answer := s.do(t, request{who: sender(5, principal.Read), method: "POST", path: "/v1/tracking/messages", body: withEvents(1), media: "application/json"}); status != 403 || slug(answer) != "scope-missing" {
		t.Error(status, answer)
	}
}
