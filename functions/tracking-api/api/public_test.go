package api_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/functions/tracking-api/api"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// ask is somebody without a token, at an address.
func (s system) ask(t *testing.T, path, address string) (events.APIGatewayV2HTTPResponse, map[string]any) {
	t.Helper()
	ev := events.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: path}
	ev.RequestContext.HTTP.Method, ev.RequestContext.HTTP.SourceIP, ev.RequestContext.Stage = "GET", address, "$default"
	out, err := s.serve(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	var answer map[string]any
	if err := json.Unmarshal([]byte(out.Body), &answer); err != nil {
		t.Fatal(out.Body)
	}
	return out, answer
}

// members lists every member of an answer, at whatever depth.
func members(v any, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			into[name] = true
			members(inner, into)
		}
	case []any:
		for _, inner := range v {
			members(inner, into)
		}
	}
}

func TestPublic_ShowsNothingElse(t *testing.T) {
	s := start()
	s.send(t, ana, declaration)
	s.send(t, ana, `{"dispatches":[{"dispatchId":"GBLALAUSJFKZAEN60123","eventTime":"2026-11-20T17:00:00Z","receptacles":[{"receptacleId":"GBLALAUSJFKZAEN60123001000125","items":[{"itemId":"EE123456799GB"}]}]}]}`)
	s.send(t, ana, message(posted, left))
	s.send(t, dan, message(signed))
	s.send(t, claire, `{"events":[{"itemId":"EE123456799GB","code":"EDG","eventTime":"2026-11-21T09:00:00Z","office":"FRCDGA"}]}`)
	s.ingest(t)
	out, answer := s.ask(t, "/v1/public/items/ee123456799gb", "192.0.2.1")
	if out.StatusCode != 200 {
		t.Fatal(out.StatusCode, answer)
	}
	seen := map[string]bool{}
	members(answer, seen)
	if d := cmp.Diff([]string{"country", "destination", "itemId", "localTime", "milestone", "origin", "steps", "terminal", "time"}, slices.Sorted(maps.Keys(seen))); d != "" {
		t.Errorf("a member more is a decision of its own: %s", d)
	}
	for _, secret := range []string{"GBLALA", "USJFKZ", "GBDONA", "GBA", "USA", "Zoë", "Ana", "Bo Sample", "shirt", "4711", "FR", "1250", "R00"} {
		if strings.Contains(out.Body, secret) {
			t.Errorf("%s is shown to anybody: %s", secret, out.Body)
		}
	}
	step := func(milestone, country, at, local string) map[string]any {
		return map[string]any{"milestone": milestone, "country": country, "time": at, "localTime": local}
	}
	want := map[string]any{"itemId": "EE123456799GB", "origin": "GB", "destination": "US", "terminal": true, "steps": []any{
		step("posted", "GB", "2026-11-20T09:00:00Z", "2026-11-20T09:00:00Z"), step("left-origin-country", "GB", "2026-11-20T18:00:00Z", "2026-11-20T18:00:00Z"),
		step("delivered", "US", "2026-11-22T09:00:00Z", "2026-11-22T04:00:00-05:00")}}
	if d := cmp.Diff(want, answer); d != "" {
		t.Error(d)
	}
}

func TestPublic_WhatIsNotShownIsAnsweredLikeWhatIsUnknown(t *testing.T) {
	off := start()
	s := start()
	for _, one := range []system{s, off} {
		one.send(t, ana, message(posted))
		one.send(t, bruno, `{"events":[{"itemId":"CC309981215DE","code":"EMA","eventTime":"2026-11-22T09:00:00Z","office":"DEFRAA"}]}`)
		one.send(t, ana, `{"items":[{"itemId":"CC473124829GB","eventTime":"2026-11-20T10:00:00Z"}]}`)
		one.ingest(t)
	}
	off.serve = httpapi.NewGateway(slog.New(slog.DiscardHandler), api.New(api.Deps{Items: off.store, Visits: off.store, Directory: network, Catalogue: codes{}, Clock: clock.Fixed(now)}))
	about := func(answer map[string]any, id string) string {
		return strings.ReplaceAll(fmt.Sprint(answer["type"], answer["title"], answer["status"], answer["detail"]), id, "")
	}
	_, unknown := s.ask(t, "/v1/public/items/CC100000025GB", "")
	want := about(unknown, "CC100000025GB")
	for name, c := range map[string]struct {
		s  system
		id string
	}{"its post does not show": {s, "CC309981215DE"}, "nothing happened yet": {s, "CC473124829GB"}, "switched off as a whole": {off, "EE123456799GB"}} {
		out, answer := c.s.ask(t, "/v1/public/items/"+c.id, "")
		if got := about(answer, c.id); out.StatusCode != 404 || got != want || slug(answer) != "item-unknown" {
			t.Errorf("%s: %d %s, not %s", name, out.StatusCode, got, want)
		}
	}
	if out, _ := s.ask(t, "/v1/public/items/EE123456799GB", ""); out.StatusCode != 200 {
		t.Error(out.StatusCode)
	}
}

func TestPublic_AnAddressWaitsAfterThirtyAMinute(t *testing.T) {
	s := start()
	s.send(t, ana, message(posted))
	s.ingest(t)
	for n := range 31 {
		out, answer := s.ask(t, "/v1/public/items/EE123456799GB", "192.0.2.1")
		switch {
		case n < 30 && out.StatusCode != 200:
			t.Fatal(n, answer)
		case n == 30 && (out.StatusCode != 429 || slug(answer) != "too-many-visits" || out.Headers["Retry-After"] != "60"):
			t.Error(out.StatusCode, out.Headers, answer)
		}
	}
	if out, _ := s.ask(t, "/v1/public/items/EE123456799GB", "192.0.2.2"); out.StatusCode != 200 {
		t.Error("another address does not wait", out.StatusCode)
	}
	for visitor := range s.visits {
		if strings.Contains(visitor, "192.0.2") {
			t.Error("addresses are not kept", visitor)
		}
	}
}

func TestPublic_NeedsNoToken_AndEverythingElseDoes(t *testing.T) {
	s := start()
	if status, answer := s.do(t, request{who: principal.Principal{}, method: "GET", path: "/v1/items/EE123456799GB"}); status != 401 {
		t.Error(status, answer)
	}
	if status, _ := s.do(t, request{who: principal.Principal{}, method: "GET", path: "/v1/public/items/EE123456799GB"}); status != 404 {
		t.Error(status)
	}
}
