package httpapi_test

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func demanding() httpapi.Gateway {
	mux, api := httpapi.New("things")
	httpapi.Demand(api, map[string][]principal.Scope{"read": {principal.Read}, "either": {principal.Raise, principal.Reply}, "every": {principal.AnyKey}, "people": {principal.People}})
	for _, id := range []string{"read", "either", "every", "people", "forgotten"} {
		huma.Register(api, huma.Operation{OperationID: id, Method: "GET", Path: "/v1/" + id}, func(context.Context, *struct{}) (*struct{}, error) { return nil, nil }) //nolint:nilnil // huma's way to say: no body
	}
	huma.Register(api, huma.Operation{OperationID: "full", Method: "GET", Path: "/v1/full", Extensions: map[string]any{httpapi.ScopeExtension: []principal.Scope{principal.AnyKey}}},
		func(context.Context, *struct{}) (*struct{}, error) {
			return nil, problem.New(problem.TooManyRequests, "records", "Enough.").WithExtra("retryAfterSeconds", 1234)
		})
	return httpapi.NewGateway(quiet, mux)
}

func asking(t *testing.T, p principal.Principal, path string) events.APIGatewayV2HTTPResponse {
	t.Helper()
	ev := request("GET", path)
	ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: p.Context()}
	out, err := demanding()(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func machine(scopes ...principal.Scope) principal.Principal {
	return principal.Principal{Subject: "key-q2w3e4r5t6", Operator: "GBA", Roles: principal.RolesOf(scopes), Key: "q2w3e4r5t6", Scopes: scopes}
}

func TestScope_IsDemandedOfKeys_NotOfPeople(t *testing.T) {
	person := principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	all := machine(principal.Scopes...)
	for _, c := range []struct {
		by   principal.Principal
		path string
		slug string
	}{
		{person, "/v1/read", ""}, {person, "/v1/people", ""}, {person, "/v1/forgotten", ""},
		{machine(principal.Read), "/v1/read", ""}, {machine(principal.Track), "/v1/read", "scope-missing"}, {machine(), "/v1/read", "scope-missing"},
		{machine(principal.Reply), "/v1/either", ""}, {machine(principal.Raise), "/v1/either", ""}, {machine(principal.Read), "/v1/either", "scope-missing"},
		{machine(principal.Track), "/v1/every", ""},
		{all, "/v1/people", "people-only"}, {all, "/v1/forgotten", "people-only"},
		{machine(principal.People, principal.AnyKey), "/v1/people", "people-only"}, {machine("people"), "/v1/read", "scope-missing"},
	} {
		out := asking(t, c.by, c.path)
		if c.slug == "" {
			if out.StatusCode != 204 {
				t.Errorf("%v at %s: %d %s", c.by.Scopes, c.path, out.StatusCode, out.Body)
			}
			continue
		}
		if p := decode(t, out); out.StatusCode != 403 || p["type"] != httpapi.ProblemBase+c.slug {
			t.Errorf("%v at %s: %d %s", c.by.Scopes, c.path, out.StatusCode, out.Body)
		}
	}
	p := decode(t, asking(t, machine(principal.Track), "/v1/either"))
	if names, ok := p["scope"].([]any); !ok || len(names) != 2 || names[0] != "raise" {
		t.Errorf("the scopes that are missing are not named: %v", p)
	}
}

func TestQuota_IsToldWithEveryAnswer(t *testing.T) {
	by := machine(principal.Read)
	at := time.Date(2026, 11, 26, 23, 59, 20, 0, time.UTC)
	midnight := at.Add(40 * time.Second).Unix()
	by.Quota = principal.Quota{Minute: principal.Window{Limit: 60, Remaining: 12, Length: 60, Reset: midnight}, Day: principal.Window{Limit: 1000, Remaining: 700, Length: 86400, Reset: midnight}, At: at}
	for path, status := range map[string]int{"/v1/read": 204, "/v1/either": 403, "/v1/nothing": 404} {
		out := asking(t, by, path)
		if out.StatusCode != status || out.Headers["RateLimit"] != `"minute";r=12;t=40, "day";r=700;t=40` || out.Headers["RateLimit-Policy"] != `"minute";q=60;w=60, "day";q=1000;w=86400` ||
			out.Headers["Retry-After"] != "" {
			t.Errorf("%s: %d %v", path, out.StatusCode, out.Headers)
		}
	}
	if out := asking(t, by, "/v1/full"); out.StatusCode != 429 || out.Headers["Retry-After"] != "1234" {
		t.Errorf("a subject's own limit: %d %v", out.StatusCode, out.Headers)
	}
	person := principal.Principal{Subject: "ana", Operator: "GBA"}
	if out := asking(t, person, "/v1/read"); out.Headers["RateLimit"] != "" {
		t.Error("people are counted:", out.Headers)
	}
}

func TestQuota_Exceeded(t *testing.T) {
	by := machine(principal.Read)
	at := time.Date(2026, 11, 26, 12, 0, 20, 0, time.UTC)
	by.Quota = principal.Quota{Minute: principal.Window{Limit: 60, Length: 60, Reset: at.Unix() + 40}, Day: principal.Window{Limit: 1000, Remaining: 700, Length: 86400, Reset: at.Unix() + 43180}, At: at, Over: true}
	out := asking(t, by, "/v1/read")
	if p := decode(t, out); out.StatusCode != 429 || p["type"] != httpapi.ProblemBase+"quota-exceeded" || out.Headers["Retry-After"] != "40" || out.Headers["RateLimit"] == "" || p["requestId"] != "req-1" {
		t.Errorf("%d %v %s", out.StatusCode, out.Headers, out.Body)
	}
	by.Quota.Day.Remaining = 0
	if out := asking(t, by, "/v1/read"); out.Headers["Retry-After"] != "43180" {
		t.Errorf("of a day: %v", out.Headers)
	}
}
