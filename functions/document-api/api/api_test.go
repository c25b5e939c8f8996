package api_test

import (
	"encoding/json"
	"log/slog"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/functions/document-api/api"
	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

const someID = "01TEST00000000000000000001"

// TestBadInput_IsRefusedBeforeAnythingIsRead has no store behind it: whatever got that far would be a 500.
func TestBadInput_IsRefusedBeforeAnythingIsRead(t *testing.T) {
	ana := principal.Principal{Subject: "ana", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	gateway := httpapi.NewGateway(slog.New(slog.DiscardHandler), api.New(api.Deps{Documents: &attachment.Service{}, Clock: clock.Fixed(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))}))
	announce := func(change map[string]any) string {
		body := map[string]any{"inquiryId": someID, "name": "invoice.pdf", "mediaType": "application/pdf", "size": 10, "sha256": strings.Repeat("0a", 32)}
		maps.Copy(body, change)
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for _, c := range []struct {
		name, method, path, query, body string
		by                              principal.Principal
		headers                         map[string]string
		status                          int
		slug, field                     string
	}{
		{name: "no token", method: "GET", path: "/v1/documents", query: "inquiry=" + someID, status: 401, slug: "token-missing"},
		{name: "broken JSON", method: "POST", path: "/v1/documents", body: `{`, by: ana, status: 400, slug: "body-unreadable", field: "body"},
		{name: "unknown field", method: "POST", path: "/v1/documents", body: announce(map[string]any{"url": "https://example.org"}), by: ana, status: 422, slug: "request-invalid", field: "url"},
		{name: "no name", method: "POST", path: "/v1/documents", body: announce(map[string]any{"name": ""}), by: ana, status: 422, slug: "request-invalid", field: "name"},
		{name: "a type nobody takes", method: "POST", path: "/v1/documents", body: announce(map[string]any{"mediaType": "text/html"}), by: ana, status: 422, slug: "document-type-not-allowed", field: "mediaType"},
		{name: "too large", method: "POST", path: "/v1/documents", body: announce(map[string]any{"size": 10<<20 + 1}), by: ana, status: 422, slug: "document-too-large", field: "size"},
		{name: "empty", method: "POST", path: "/v1/documents", body: announce(map[string]any{"size": 0}), by: ana, status: 422, slug: "document-empty", field: "size"},
		{name: "negative", method: "POST", path: "/v1/documents", body: announce(map[string]any{"size": -1}), by: ana, status: 422, slug: "document-empty", field: "size"},
		{name: "size that is no number", method: "POST", path: "/v1/documents", body: announce(map[string]any{"size": "10"}), by: ana, status: 422, slug: "request-invalid", field: "size"},
		{name: "checksum of another kind", method: "POST", path: "/v1/documents", body: announce(map[string]any{"sha256": "abc"}), by: ana, status: 422, slug: "request-invalid", field: "sha256"},
		{name: "inquiry that is none", method: "POST", path: "/v1/documents", body: announce(map[string]any{"inquiryId": "../x"}), by: ana, status: 422, slug: "request-invalid", field: "inquiryId"},
		{name: "key too long", method: "POST", path: "/v1/documents", body: announce(nil), headers: map[string]string{"idempotency-key": strings.Repeat("k", 201)}, by: ana, status: 422, slug: "request-invalid", field: "Idempotency-Key"},
		{name: "list of nothing", method: "GET", path: "/v1/documents", by: ana, status: 422, slug: "request-invalid", field: "inquiry"},
		{name: "id of another form", method: "GET", path: "/v1/documents/x/download", by: ana, status: 422, slug: "request-invalid", field: "id"},
		{name: "form in a language it has not", method: "GET", path: "/v1/documents/forms/cn08", query: "lang=xx&inquiry=" + someID, by: ana, status: 422, slug: "request-invalid", field: "lang"},
		{name: "form of no inquiry", method: "GET", path: "/v1/documents/forms/cn18", by: ana, status: 422, slug: "request-invalid", field: "inquiry"},
		{name: "form that is none", method: "GET", path: "/v1/documents/forms/cn99", query: "inquiry=" + someID, by: ana, status: 404, slug: "route-unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ev := events.APIGatewayV2HTTPRequest{RawPath: c.path, RawQueryString: c.query, Body: c.body, Headers: map[string]string{"content-type": "application/json"}}
			maps.Copy(ev.Headers, c.headers)
			ev.RequestContext.HTTP.Method = c.method
			if c.by.Subject != "" {
				ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: c.by.Context()}
			}
			out, err := gateway(t.Context(), ev)
			if err != nil || out.StatusCode != c.status {
				t.Fatal(out.StatusCode, out.Body, err)
			}
			var p struct {
				Type   string
				Detail string
				Errors []struct{ Field, Reason string }
			}
			if err := json.Unmarshal([]byte(out.Body), &p); err != nil || p.Type != httpapi.ProblemBase+c.slug || p.Detail == "" {
				t.Fatal(out.Body, err)
			}
			if c.field != "" && (len(p.Errors) == 0 || p.Errors[0].Field != c.field || p.Errors[0].Reason == "") {
				t.Fatalf("want the field %q: %s", c.field, out.Body)
			}
		})
	}
}
