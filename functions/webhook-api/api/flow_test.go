//go:build emulator

package api_test

import (
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/oklog/ulid/v2"

	"github.com/whereabouts-post/whereabouts/functions/webhook-api/api"
	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/outbound"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/platform/seal"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
	"github.com/whereabouts-post/whereabouts/shared/webhook/webhookdb"
)

var (
	now   = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	olga  = principal.Principal{Subject: "olga", Name: "Olga Osborne", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	sam   = principal.Principal{Subject: "sam", Operator: "GBA", Roles: []principal.Role{principal.Supervisor}}
	otto  = principal.Principal{Subject: "otto", Operator: "DEA", Roles: []principal.Role{principal.OperatorAdministrator}}
	crm   = machine(principal.Administer)
	asker = machine(principal.Read, principal.Raise)
)

func machine(scopes ...principal.Scope) principal.Principal {
	return principal.Principal{Subject: "key-q2w3e4r5t6", Name: "CRM bridge", Operator: "GBA", Key: "q2w3e4r5t6", Scopes: scopes, Roles: principal.RolesOf(scopes)}
}

// system is webhook-api with a planner and a sender, on the local engine.
type system struct {
	serve   httpapi.Gateway
	planner *webhook.Planner
	sender  *webhook.Sender
}

func start(t *testing.T) system {
	t.Helper()
	client, table := kit.Table(t, "WebhookTable")
	sqs, url := kit.Queue(t)
	store, err := webhookdb.New(client, table)
	if err != nil {
		t.Fatal(err)
	}
	q := webhookdb.Queue{Sender: queue.Sender[webhook.Visit]{API: sqs, URL: url}}
	vault := &seal.Box{Secrets: paging.FixedSecret(strings.Repeat("k", 64))}
	caller := outbound.New(outbound.Options{Loopback: true, Timeout: 2 * time.Second, Bytes: 1024})
	t.Cleanup(caller.Rest)
	id := func() string { return ulid.Make().String() }
	h := api.New(api.Deps{Desk: &webhook.Desk{Store: store, Queue: q, Caller: caller, Vault: vault, Random: rand.Reader, Real: time.Now, NewID: id, Local: true},
		Clock: clock.Fixed(now), Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")}})
	return system{httpapi.NewGateway(slog.New(slog.DiscardHandler), h), &webhook.Planner{Store: store, Queue: q, Clock: clock.Fixed(now)},
		&webhook.Sender{Store: store, Queue: q, Caller: caller, Vault: vault, Clock: clock.Fixed(now), Real: time.Now, Jitter: func() float64 { return 0 }, Token: id}}
}

type answer struct {
	status int
	header map[string]string
	text   string
	body   map[string]any
}

func (s system) do(t *testing.T, who principal.Principal, status int, method, path, body string, headers ...string) answer {
	t.Helper()
	path, query, _ := strings.Cut(path, "?")
	ev := events.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: path, RawQueryString: query, Body: body, Headers: map[string]string{"content-type": "application/json"}}
	for i := 0; i < len(headers); i += 2 {
		ev.Headers[strings.ToLower(headers[i])] = headers[i+1]
	}
	ev.RequestContext.HTTP.Method, ev.RequestContext.HTTP.Path = method, path
	ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: who.Context()}
	res, err := s.serve(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: res.StatusCode, header: res.Headers, text: res.Body}
	if res.Body != "" {
		if err := json.Unmarshal([]byte(res.Body), &a.body); err != nil {
			t.Fatalf("%s: %v", res.Body, err)
		}
	}
	if a.status != status {
		t.Fatalf("%s %s: %d %s", method, path, a.status, res.Body)
	}
	return a
}

func (s system) refused(t *testing.T, who principal.Principal, status int, slug, method, path, body string, headers ...string) {
	t.Helper()
	if a := s.do(t, who, status, method, path, body, headers...); a.body["type"] != httpapi.ProblemBase+slug {
		t.Errorf("%s %s: %s", method, path, a.text)
	}
}

func TestEndpoints_OverHTTP(t *testing.T) {
	s := start(t)
	const base = "/v1/webhooks/endpoints"
	body := `{"name":"CRM","url":"https://crm.gba.example/hook","types":["inquiry.replied"],"filter":{"workflows":["WII"],"side":"requester"},"contact":"edi@gba.example","language":"de"}`
	s.refused(t, sam, 403, "role-missing", "POST", base, body)
	s.refused(t, asker, 403, "scope-missing", "GET", base, "")
	s.refused(t, olga, 422, "endpoint-refused", "POST", base, strings.Replace(body, "https://crm.gba.example", "https://10.0.0.1", 1))
	s.refused(t, olga, 422, "endpoint-refused", "POST", base, strings.Replace(body, "inquiry.replied", "inquiry.exploded", 1))
	made := s.do(t, crm, 201, "POST", base, body, "Idempotency-Key", "once")
	id, secret := made.body["id"].(string), made.body["secret"].(string)
	if !strings.HasPrefix(secret, "whsec_") || made.header["Cache-Control"] != "no-store" || made.header["Location"] != base+"/"+id || made.body["state"] != "active" || made.body["waiting"] != 0.0 {
		t.Errorf("%v %s", made.header, made.text)
	}
	s.refused(t, crm, 409, "endpoint-made", "POST", base, body, "Idempotency-Key", "once")
	s.refused(t, crm, 422, "idempotency-key-reused", "POST", base, strings.Replace(body, "CRM", "Other", 1), "Idempotency-Key", "once")
	for _, path := range []string{base, base + "/" + id} {
		if a := s.do(t, olga, 200, "GET", path, ""); strings.Contains(a.text, secret[8:]) || strings.Contains(strings.ToLower(a.text), "sealed") {
			t.Error("it tells the secret:", a.text)
		}
	}
	list := s.do(t, olga, 200, "GET", base, "")
	if len(list.body["items"].([]any)) != 1 || len(list.body["types"].([]any)) < 10 {
		t.Error(list.text)
	}
	s.refused(t, otto, 404, "endpoint-unknown", "GET", base+"/"+id, "")
	s.refused(t, otto, 404, "endpoint-unknown", "POST", base+"/"+id+"/ping", "")
	s.refused(t, otto, 404, "endpoint-unknown", "GET", base+"/"+id+"/deliveries", "")
	tag := made.header["Etag"]
	if tag == "" {
		tag = made.header["ETag"]
	}
	changed := s.do(t, olga, 200, "PUT", base+"/"+id, strings.Replace(body, "CRM", "Case system", 1), "If-Match", tag)
	if changed.body["name"] != "Case system" || changed.body["version"] != 2.0 {
		t.Error(changed.text)
	}
	s.refused(t, olga, 412, "endpoint-changed", "PUT", base+"/"+id, body, "If-Match", tag)
	s.refused(t, olga, 422, "endpoint-refused", "POST", base+"/"+id+"/rotate", `{"overlapHours":169}`, "If-Match", `"2"`)
	rotated := s.do(t, olga, 200, "POST", base+"/"+id+"/rotate", `{"overlapHours":2}`, "If-Match", `"2"`)
	if rotated.body["secret"] == secret || rotated.body["oldSecretEndsAt"] != "2026-11-26T14:00:00Z" {
		t.Error(rotated.text)
	}
	off := s.do(t, olga, 200, "POST", base+"/"+id+"/switch", `{"on":false}`)
	if off.body["state"] != "disabled" || off.body["reason"] != "person" || off.body["disabledBy"] != "Olga Osborne" {
		t.Error(off.text)
	}
	if on := s.do(t, olga, 200, "POST", base+"/"+id+"/switch", `{"on":true}`); on.body["state"] != "active" || on.body["disabledBy"] != nil {
		t.Error(on.text)
	}
	s.do(t, olga, 204, "DELETE", base+"/"+id, "")
	s.refused(t, olga, 404, "endpoint-unknown", "GET", base+"/"+id, "")
	for k := range 10 {
		s.do(t, olga, 201, "POST", base, strings.Replace(body, "CRM", string(rune('A'+k)), 1))
	}
	s.refused(t, olga, 409, "endpoints-full", "POST", base, body)
}

func TestDeliveries_OverHTTP(t *testing.T) {
	s := start(t)
	status := http.StatusBadRequest
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "<b>no</b>")
	}))
	defer receiver.Close()
	const base = "/v1/webhooks/endpoints"
	made := s.do(t, olga, 201, "POST", base, `{"name":"CRM","url":"`+receiver.URL+`","contact":"edi@gba.example"}`)
	id := made.body["id"].(string)
	ping := s.do(t, olga, 200, "POST", base+"/"+id+"/ping", "")
	if ping.body["accepted"] != false || ping.body["attempt"].(map[string]any)["status"] != 400.0 || ping.body["attempt"].(map[string]any)["answer"] != "<b>no</b>" {
		t.Error(ping.text)
	}
	var changes []change.Change
	for k := range 3 {
		changes = append(changes, change.Change{ID: "01Q." + string(rune('1'+k)), Type: "inquiry.replied", Operator: "GBA", Sequence: k + 1, At: now, Inquiry: change.Inquiry{ID: "01Q", Sides: []string{"requester"}}})
	}
	if err := s.planner.Plan(t.Context(), changes); err != nil {
		t.Fatal(err)
	}
	terms, _ := webhook.TermsOf()
	visit := webhook.Visit{Slot: webhook.Slot{Operator: "GBA", Endpoint: webhook.EndpointID(id), Number: terms.SlotOf("01Q")}, Lanes: []string{"01Q"}}
	if err := s.sender.Visit(t.Context(), visit); err != nil {
		t.Fatal(err)
	}
	page := s.do(t, olga, 200, "GET", base+"/"+id+"/deliveries?state=waiting&limit=2", "")
	items := page.body["items"].([]any)
	cursor, _ := page.body["nextCursor"].(string)
	if len(items) != 2 || cursor == "" {
		t.Fatal(page.text)
	}
	rest := s.do(t, olga, 200, "GET", base+"/"+id+"/deliveries?state=waiting&limit=2&cursor="+cursor, "")
	last := rest.body["items"].([]any)
	if len(last) != 1 || rest.body["nextCursor"] != "" {
		t.Fatal(rest.text)
	}
	first := last[0].(map[string]any)
	if first["messageId"] != "01Q.1" || first["tries"] != 1.0 || first["last"].(map[string]any)["status"] != 400.0 || first["nextAt"] != "2026-11-26T12:00:05Z" {
		t.Error(rest.text)
	}
	whole := s.do(t, olga, 200, "GET", "/v1/webhooks/deliveries/"+first["id"].(string), "")
	if !strings.Contains(whole.body["body"].(string), `"id":"01Q.1"`) || len(whole.body["attempts"].([]any)) != 1 {
		t.Error(whole.text)
	}
	s.refused(t, otto, 404, "delivery-unknown", "GET", "/v1/webhooks/deliveries/"+first["id"].(string), "")
	s.refused(t, olga, 404, "delivery-unknown", "GET", "/v1/webhooks/deliveries/"+id+".01Q.9", "")
	s.refused(t, olga, 422, "replay-refused", "POST", base+"/"+id+"/replay", `{}`)
	if none := s.do(t, olga, 200, "POST", base+"/"+id+"/replay", `{"state":"failed"}`); none.body["replayed"] != 0.0 || none.body["nextCursor"] != "" {
		t.Error(none.text)
	}
	if again := s.do(t, olga, 200, "POST", "/v1/webhooks/deliveries/"+first["id"].(string)+"/replay", ""); again.body["state"] != "waiting" {
		t.Error(again.text)
	}
}
