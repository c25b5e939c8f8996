package httpapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var quiet = slog.New(slog.DiscardHandler)

func request(method, path string) events.APIGatewayV2HTTPRequest {
	ev := events.APIGatewayV2HTTPRequest{Version: "2.0", RouteKey: "ANY /v1/{proxy+}", RawPath: path, Headers: map[string]string{}}
	ev.RequestContext.HTTP.Method, ev.RequestContext.HTTP.Path = method, path
	ev.RequestContext.Stage, ev.RequestContext.DomainName, ev.RequestContext.RequestID = "$default", "api.example", "req-1"
	ev.RequestContext.HTTP.SourceIP = "192.0.2.7"
	return ev
}

func serve(t *testing.T, ev events.APIGatewayV2HTTPRequest, h http.HandlerFunc) events.APIGatewayV2HTTPResponse {
	t.Helper()
	out, err := httpapi.NewGateway(quiet, h)(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestGateway_HeadersWithCommasStayWhole(t *testing.T) {
	ev := request("GET", "/v1/x")
	want := map[string]string{"webhook-signature": "v1,abc v1,def", "date": "Sun, 22 Nov 2026 10:00:00 GMT", "if-match": `"a","b"`}
	maps.Copy(ev.Headers, want)
	serve(t, ev, func(_ http.ResponseWriter, r *http.Request) {
		for k, v := range want {
			if got := r.Header.Values(k); len(got) != 1 || got[0] != v {
				t.Errorf("%s arrived as %q", k, got)
			}
		}
	})
}

func TestGateway_HandlerThatWritesNothingAnswers200(t *testing.T) {
	if out := serve(t, request("GET", "/v1/x"), func(http.ResponseWriter, *http.Request) {}); out.StatusCode != 200 {
		t.Fatal(out.StatusCode)
	}
}

func TestGateway_DecodedPathIsEscapedAgain(t *testing.T) {
	for _, raw := range []string{"/v1/items/a%b", "/v1/items/a?b", "/v1/items/a#b", "/v1/items/a b", "/v1/items/é"} {
		ev := request("GET", raw)
		ev.RawQueryString = "q=1"
		out := serve(t, ev, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != raw || r.URL.RawQuery != "q=1" {
				t.Errorf("%q became path %q query %q", raw, r.URL.Path, r.URL.RawQuery)
			}
		})
		if out.StatusCode != 200 {
			t.Errorf("%q: %d %s", raw, out.StatusCode, out.Body)
		}
	}
}

func TestGateway_NamedStageIsStripped(t *testing.T) {
	ev := request("GET", "/prod/v1/x")
	ev.RequestContext.Stage = "prod"
	serve(t, ev, func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/x" {
			t.Error(r.URL.Path)
		}
	})
}

func TestGateway_SpoofedProxyHeadersAreRemoved(t *testing.T) {
	ev := request("GET", "/v1/x")
	ev.Headers["x-golambdaproxy-apigw-context"] = `{"authorizer":{"lambda":{"sub":"evil"}}}`
	serve(t, ev, func(_ http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Golambdaproxy-Apigw-Context") != "" {
			t.Error("the header came through")
		}
		if _, ok := httpapi.Principal(r.Context()); ok {
			t.Error("a header made a principal")
		}
	})
}

func TestGateway_CookiesAndRepeatedQueryKeys(t *testing.T) {
	ev := request("GET", "/v1/x")
	ev.Cookies = []string{"a=1", "b=2"}
	ev.RawQueryString = "k=1&k=2"
	ev.QueryStringParameters = map[string]string{"k": "1,2"}
	serve(t, ev, func(_ http.ResponseWriter, r *http.Request) {
		if got := r.URL.Query()["k"]; len(got) != 2 {
			t.Error(got)
		}
		if c, err := r.Cookie("b"); err != nil || c.Value != "2" {
			t.Error(c, err)
		}
	})
}

func TestGateway_AuthorizerBecomesPrincipal(t *testing.T) {
	ev := request("GET", "/v1/x")
	want := principal.Principal{Subject: "s", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: want.Context()}
	serve(t, ev, func(_ http.ResponseWriter, r *http.Request) {
		if p, ok := httpapi.Principal(r.Context()); !ok || !p.WorksIn("GBA-DON") || !p.Has(principal.Agent) {
			t.Error(p, ok)
		}
	})
}

func TestGateway_PanicIsAProblemWithoutDetails(t *testing.T) {
	out := serve(t, request("GET", "/v1/x"), func(http.ResponseWriter, *http.Request) { panic("secret") })
	p := decode(t, out)
	if out.StatusCode != 500 || p["type"] != httpapi.ProblemBase+"internal" || p["requestId"] != "req-1" {
		t.Fatal(out.StatusCode, out.Body)
	}
}

func TestGateway_BrokenBase64IsMalformed(t *testing.T) {
	ev := request("POST", "/v1/x")
	ev.Body, ev.IsBase64Encoded = "%%%", true
	if out := serve(t, ev, func(http.ResponseWriter, *http.Request) {}); out.StatusCode != 400 {
		t.Fatal(out.StatusCode)
	}
}

func TestGateway_FirstStatusWins(t *testing.T) {
	out := serve(t, request("GET", "/v1/x"), func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusAccepted)
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, "x")
	})
	if out.StatusCode != http.StatusAccepted {
		t.Fatal(out.StatusCode)
	}
}

func decode(t *testing.T, out events.APIGatewayV2HTTPResponse) map[string]any {
	t.Helper()
	if ct := out.Headers["Content-Type"]; ct != "application/problem+json" {
		t.Fatalf("content type %q: %s", ct, out.Body)
	}
	var p map[string]any
	if err := json.Unmarshal([]byte(out.Body), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

type thing struct {
	Name  string `json:"name" minLength:"1"`
	Count int    `json:"count,omitempty" minimum:"0"`
}

func things() httpapi.Gateway {
	mux, api := httpapi.New("things")
	huma.Register(api, huma.Operation{OperationID: "make", Method: "POST", Path: "/v1/things", MaxBodyBytes: 256},
		func(_ context.Context, in *struct{ Body thing }) (*struct{ Body thing }, error) {
			switch in.Body.Name {
			case "conflict":
				return nil, fmt.Errorf("make thing: %w", problem.New(problem.Conflict, "thing-taken", "Taken.").WithExtra("by", "x"))
			case "boom":
				return nil, errors.New("secret")
			}
			return &struct{ Body thing }{in.Body}, nil
		})
	huma.Register(api, huma.Operation{OperationID: "ping", Method: "GET", Path: "/v1/ping", Security: httpapi.Public},
		func(context.Context, *struct{}) (*struct{ Body thing }, error) {
			return &struct{ Body thing }{thing{Name: "pong"}}, nil
		})
	return httpapi.NewGateway(quiet, mux)
}

func TestAPI_EveryBadInputIsAProblemThatNamesTheField(t *testing.T) {
	signedIn := &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: principal.Principal{Subject: "s"}.Context()}
	for _, c := range []struct {
		name, method, path, query, body string
		anonymous                       bool
		status                          int
		slug, field                     string
	}{
		{name: "fine", method: "POST", path: "/v1/things", body: `{"name":"a"}`, status: 200},
		{name: "broken JSON", method: "POST", path: "/v1/things", body: `{"name":`, status: 400, slug: "body-unreadable", field: "body"},
		{name: "no body", method: "POST", path: "/v1/things", status: 400, slug: "body-unreadable"},
		{name: "unknown field", method: "POST", path: "/v1/things", body: `{"name":"a","x":1}`, status: 422, slug: "request-invalid", field: "x"},
		{name: "wrong type", method: "POST", path: "/v1/things", body: `{"name":1}`, status: 422, slug: "request-invalid", field: "name"},
		{name: "missing", method: "POST", path: "/v1/things", body: `{}`, status: 422, slug: "request-invalid", field: "name"},
		{name: "path that climbs", method: "GET", path: "/v1/things/../../etc", status: 404, slug: "route-unknown"},
		{name: "doubled slash", method: "GET", path: "/v1//ping", status: 404, slug: "route-unknown"},
		{name: "too large", method: "POST", path: "/v1/things", body: `{"name":"` + string(make([]byte, 300)) + `"}`, status: 413, slug: "body-too-large"},
		{name: "unknown query", method: "GET", path: "/v1/ping", query: "x=1", status: 422, slug: "request-invalid", field: "x"},
		{name: "no token", method: "POST", path: "/v1/things", body: `{"name":"a"}`, anonymous: true, status: 401, slug: "token-missing"},
		{name: "public", method: "GET", path: "/v1/ping", anonymous: true, status: 200},
		{name: "unknown route", method: "GET", path: "/v1/nothing", status: 404, slug: "route-unknown"},
		{name: "unknown method", method: "DELETE", path: "/v1/things", status: 405, slug: "method-not-allowed"},
		{name: "name in another case", method: "POST", path: "/v1/things", body: `{"NAME":"a"}`, status: 422, slug: "request-invalid"},
		{name: "number with a fraction", method: "POST", path: "/v1/things", body: `{"name":"a","count":60.0}`, status: 422, slug: "request-invalid", field: "count"},
		{name: "problem of a subject", method: "POST", path: "/v1/things", body: `{"name":"conflict"}`, status: 409, slug: "thing-taken"},
		{name: "internal", method: "POST", path: "/v1/things", body: `{"name":"boom"}`, status: 500, slug: "internal"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ev := request(c.method, c.path)
			ev.RawQueryString, ev.Body = c.query, c.body
			ev.Headers["content-type"] = "application/json"
			if !c.anonymous {
				ev.RequestContext.Authorizer = signedIn
			}
			out, err := things()(t.Context(), ev)
			if err != nil || out.StatusCode != c.status {
				t.Fatal(out.StatusCode, out.Body, err)
			}
			if c.slug == "" {
				return
			}
			p := decode(t, out)
			if p["type"] != httpapi.ProblemBase+c.slug {
				t.Fatal(out.Body)
			}
			if c.field != "" && p["errors"].([]any)[0].(map[string]any)["field"] != c.field {
				t.Fatal(out.Body)
			}
		})
	}
}

func TestAPI_ExtensionMembersStandBesideTheStandardOnes(t *testing.T) {
	ev := request("POST", "/v1/things")
	ev.Body = `{"name":"conflict"}`
	ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: principal.Principal{Subject: "s"}.Context()}
	out, _ := things()(t.Context(), ev)
	if p := decode(t, out); p["by"] != "x" || p["status"] != float64(409) {
		t.Fatal(out.Body)
	}
}
