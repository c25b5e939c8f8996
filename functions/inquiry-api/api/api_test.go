package api_test

import (
	"encoding/json"
	"log/slog"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/functions/inquiry-api/api"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

const someID = "01TEST00000000000000000001"

// TestBadInput_IsRefusedBeforeAnythingIsRead has no store behind it: whatever got that far would be a 500.
func TestBadInput_IsRefusedBeforeAnythingIsRead(t *testing.T) {
	ana := principal.Principal{Subject: "ana", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	nils := principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}
	gateway := httpapi.NewGateway(slog.New(slog.DiscardHandler), api.New(api.Deps{Inquiries: &inquiry.Service{},
		Clock: clock.Fixed(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)), Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")}}))
	for _, c := range []struct {
		name, method, path, query, body string
		by                              principal.Principal
		headers                         map[string]string
		status                          int
		slug, field                     string
	}{
		{name: "broken JSON", method: "POST", path: "/v1/inquiries", body: `{"itemId":`, by: ana, status: 400, slug: "body-unreadable", field: "body"},
		{name: "unknown field", method: "POST", path: "/v1/inquiries", body: `{"itemId":"EE123456799GB","workflow":"WII","colour":1}`, by: ana, status: 422, slug: "request-invalid", field: "colour"},
		{name: "wrong type", method: "POST", path: "/v1/inquiries", body: `{"itemId":7,"workflow":"WII"}`, by: ana, status: 422, slug: "request-invalid", field: "itemId"},
		{name: "oversized", method: "POST", path: "/v1/inquiries", body: `{"itemId":"` + strings.Repeat("E", 200<<10) + `"}`, by: ana, status: 413, slug: "body-too-large"},
		{name: "item breaks S10", method: "POST", path: "/v1/inquiries", body: `{"itemId":"EE123456798GB","workflow":"WII"}`, by: ana, status: 422, slug: "item-id-invalid", field: "itemId"},
		{name: "no agent", method: "POST", path: "/v1/inquiries", body: `{"itemId":"EE123456799GB","workflow":"WII"}`, by: nils, status: 403, slug: "role-missing"},
		{name: "somebody else's centre", method: "POST", path: "/v1/inquiries", body: `{"itemId":"EE123456799GB","workflow":"WII","centre":"DEA-FRA"}`, by: ana, status: 403, slug: "not-your-centre", field: "centre"},
		{name: "no token", method: "GET", path: "/v1/inquiries/" + someID, status: 401, slug: "token-missing"},
		{name: "id of another form", method: "GET", path: "/v1/inquiries/../../etc", by: ana, status: 404, slug: "route-unknown"},
		{name: "id too short", method: "GET", path: "/v1/inquiries/1", by: ana, status: 422, slug: "request-invalid", field: "id"},
		{name: "If-Match that is no ETag", method: "PUT", path: "/v1/inquiries/" + someID, body: `{}`, headers: map[string]string{"if-match": "abc"}, by: ana, status: 422, slug: "request-invalid", field: "If-Match"},
		{name: "reply without code", method: "POST", path: "/v1/inquiries/" + someID + "/reply", body: `{"text":"Delivered."}`, by: ana, status: 422, slug: "request-invalid", field: "code"},
		{name: "negative version", method: "POST", path: "/v1/inquiries/" + someID + "/close", body: `{"code":"CLO_OK","version":-1}`, by: ana, status: 422, slug: "request-invalid", field: "version"},
		{name: "unknown folder", method: "GET", path: "/v1/folders/attic", by: ana, status: 422, slug: "request-invalid", field: "folder"},
		{name: "limit too large", method: "GET", path: "/v1/folders/toDo", query: "limit=1000", by: ana, status: 422, slug: "request-invalid", field: "limit"},
		{name: "cursor altered", method: "GET", path: "/v1/folders/toDo", query: "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", by: ana, status: 422, slug: "cursor-invalid", field: "cursor"},
		{name: "another operator's folder", method: "GET", path: "/v1/folders/toDo", query: "centre=DEA-FRA", by: ana, status: 404, slug: "call-centre-unknown", field: "centre"},
		{name: "another operator's alerts", method: "GET", path: "/v1/alerts", query: "centre=DEA-FRA", by: ana, status: 404, slug: "call-centre-unknown", field: "centre"},
		{name: "no centre of one's own", method: "GET", path: "/v1/folders", by: nils, status: 422, slug: "call-centre-missing", field: "centre"},
		{name: "what another operator owes", method: "GET", path: "/v1/folders/toDo/due", query: "centre=DEA-FRA", by: ana, status: 404, slug: "call-centre-unknown", field: "centre"},
		{name: "how much another operator owes", method: "GET", path: "/v1/folders/toDo/count", query: "centre=DEA-FRA", by: ana, status: 404, slug: "call-centre-unknown", field: "centre"},
		{name: "how much no centre owes", method: "GET", path: "/v1/folders/toDo/count", by: nils, status: 422, slug: "call-centre-missing", field: "centre"},
		{name: "what no centre owes", method: "GET", path: "/v1/folders/toDo/due", by: nils, status: 422, slug: "call-centre-missing", field: "centre"},
		{name: "unroutable is a supervisor's", method: "GET", path: "/v1/folders/unroutable", by: ana, status: 403, slug: "role-missing"},
		{name: "unknown query", method: "GET", path: "/v1/folders", query: "x=1", by: ana, status: 422, slug: "request-invalid", field: "x"},
		{name: "item of a list breaks S10", method: "GET", path: "/v1/inquiries", query: "item=XX", by: ana, status: 422, slug: "item-id-invalid", field: "itemId"},
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
