package api_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/whereabouts-post/whereabouts/functions/crm-api/api"
	"github.com/whereabouts-post/whereabouts/shared/crm"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/seal"
)

var (
	now  = time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	olga = principal.Principal{Subject: "olga", Name: "Olga", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
)

// one keeps one integration without a mapping: whatever it takes waits.
type one struct {
	crm.Store
	g       crm.Integration
	kept    []crm.Received
	counted int
	refused map[string]int
}

func (o *one) Integration(_ context.Context, id crm.ID) (crm.Integration, error) {
	if id != o.g.ID {
		return crm.Integration{}, crm.Unknown()
	}
	return o.g, nil
}

func (o *one) IntegrationsOf(context.Context, directory.OperatorCode) ([]crm.Integration, error) {
	return nil, nil
}

func (o *one) SaveIntegration(_ context.Context, g crm.Integration, _ *crm.Versioned) error {
	o.g = g
	return nil
}

func (o *one) Refuse(_ context.Context, _ crm.ID, reason string, _ time.Time) error {
	o.refused[reason]++
	return nil
}

func (o *one) Count(context.Context, crm.ID, time.Time) (int, error) {
	o.counted++
	return o.counted, nil
}

func (o *one) Keep(_ context.Context, r crm.Received) error {
	o.kept = append(o.kept, r)
	return nil
}

func (o *one) Settle(_ context.Context, _, after crm.Received) error {
	o.kept[len(o.kept)-1] = after
	return nil
}

type centres struct{}

func (centres) Latest(context.Context, directory.OperatorCode) (directory.Operator, []directory.CallCentre, error) {
	return directory.Operator{Code: "GBA"}, []directory.CallCentre{{ID: "GBA-DON", Operator: "GBA"}}, nil
}

func gateway(t *testing.T) (httpapi.Gateway, *one) {
	t.Helper()
	store := &one{refused: map[string]int{}}
	s := &crm.Service{Store: store, Seal: &seal.Box{Secrets: paging.FixedSecret(strings.Repeat("k", 64))}, Centres: centres{}, Random: rand.Reader, NewID: func() crm.ID { return "01JD0000000000000000000001" }}
	return httpapi.NewGateway(slog.New(slog.DiscardHandler), api.New(api.Deps{Service: s, Clock: clock.Fixed(now), Outside: func() time.Time { return now },
		Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")}})), store
}

type got struct {
	events.APIGatewayV2HTTPResponse
	body map[string]any
}

func ask(t *testing.T, g httpapi.Gateway, by principal.Principal, method, path, body string, headers map[string]string) got {
	t.Helper()
	ev := events.APIGatewayV2HTTPRequest{RawPath: path, Body: body, Headers: map[string]string{"content-type": "application/json"}}
	maps.Copy(ev.Headers, headers)
	if headers["base64"] != "" {
		ev.Body, ev.IsBase64Encoded = base64.StdEncoding.EncodeToString([]byte(body)), true
	}
	ev.RequestContext.HTTP.Method = method
	if by.Subject != "" {
		ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: by.Context()}
	}
	out, err := g(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	a := got{APIGatewayV2HTTPResponse: out, body: map[string]any{}}
	if err := json.Unmarshal([]byte(out.Body), &a.body); err != nil && out.Body != "" {
		t.Fatal(out.Body)
	}
	return a
}

func (g got) slug() string {
	text, _ := g.body["type"].(string)
	return strings.TrimPrefix(text, httpapi.ProblemBase)
}

func TestReceive_TheBodyArrivesAsItWasSigned(t *testing.T) {
	g, store := gateway(t)
	made := ask(t, g, olga, "POST", "/v1/crm/integrations", `{"name":"Service desk","centre":"GBA-DON"}`, nil)
	secret, _ := made.body["secret"].(string)
	if made.StatusCode != 201 || made.Headers["Cache-Control"] != "no-store" || !strings.HasPrefix(secret, "whsec_") || made.body["on"] != false {
		t.Fatal(made.StatusCode, made.Body)
	}
	store.g.On = true // as it is once it has a mapping
	sign := func(body, id string) map[string]string {
		w, err := webhooks.NewWebhook(secret)
		signature, err2 := w.Sign(id, now, []byte(body))
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		return map[string]string{"webhook-id": id, "webhook-timestamp": strconv.FormatInt(now.Unix(), 10), "webhook-signature": "v1,AAAA " + signature}
	}
	const address = "/v1/crm/01JD0000000000000000000001/events"
	for id, body := range map[string]string{"spaces": "  {\"a\" :\t1}\r\n", "letters": `{"a":"Müller – 日本"}`, "no JSON": "a=1&b=%20", "not UTF-8": "\xff\xfe"} {
		for _, packed := range []string{"", "yes"} {
			h := sign(body, id+packed)
			h["base64"] = packed
			h["content-type"] = map[string]string{"": "application/json", "yes": "text/plain"}[packed]
			a := ask(t, g, principal.Principal{}, "POST", address, body, h)
			if a.StatusCode != 202 || len(a.body) != 1 || string(store.kept[len(store.kept)-1].Body) != body {
				t.Errorf("%s: %d %s", id, a.StatusCode, a.Body)
			}
		}
	}
	for name, c := range map[string]struct {
		address, body string
		headers       map[string]string
		status        int
		slug, field   string
	}{
		"not signed":             {address, "{}", nil, 401, "signature-invalid", "webhook-signature"},
		"signed for other bytes": {address, "{ }", sign("{}", "1"), 401, "signature-invalid", "webhook-signature"},
		"no such integration":    {"/v1/crm/01JD0000000000000000000002/events", "{}", sign("{}", "1"), 401, "signature-invalid", "webhook-signature"},
		"a name, not an id":      {"/v1/crm/zendesk/events", "{}", sign("{}", "1"), 401, "signature-invalid", "webhook-signature"},
		"5 MB":                   {address, strings.Repeat("x", 5<<20), sign("{}", "1"), 413, "body-too-large", "body"},
	} {
		a := ask(t, g, principal.Principal{}, "POST", c.address, c.body, c.headers)
		var p struct {
			Errors []struct{ Field string }
		}
		if err := json.Unmarshal([]byte(a.Body), &p); err != nil || a.StatusCode != c.status || a.slug() != c.slug || len(p.Errors) == 0 || p.Errors[0].Field != c.field {
			t.Errorf("%s: %d %s", name, a.StatusCode, a.Body)
		}
	}
	if store.refused["signature-invalid"] != 2 || store.refused["body-too-large"] != 1 {
		t.Error("the operator is not told:", store.refused)
	}
	store.counted = 300
	if a := ask(t, g, principal.Principal{}, "POST", address, "{}", sign("{}", "2")); a.StatusCode != 429 || a.slug() != "quota-exceeded" || a.Headers["Retry-After"] != "60" {
		t.Error(a.StatusCode, a.Headers, a.Body)
	}
}

// Nothing stands behind these: whatever got further would be a 500.
func TestBadInput_IsRefusedBeforeAnythingIsRead(t *testing.T) {
	g, _ := gateway(t)
	agent := olga
	agent.Roles = []principal.Role{principal.Agent}
	const id = "/v1/crm/integrations/01JD0000000000000000000009"
	for _, c := range []struct {
		name, method, path, body string
		by                       principal.Principal
		status                   int
		slug                     string
	}{
		{"no token", "GET", "/v1/crm/integrations", "", principal.Principal{}, 401, "token-missing"},
		{"an agent", "GET", "/v1/crm/integrations", "", agent, 403, "role-missing"},
		{"unknown", "GET", id, "", olga, 404, "integration-unknown"},
		{"an id that is none", "GET", "/v1/crm/integrations/x", "", olga, 422, "request-invalid"},
		{"a state that is none", "GET", id + "/events?", "", olga, 404, "integration-unknown"},
		{"an event that is none", "GET", id + "/events/zz", "", olga, 422, "request-invalid"},
		{"a mapping without a case", "PUT", id + "/mapping", `{"action":{"otherwise":"raise"}}`, olga, 422, "request-invalid"},
		{"a mapping that hangs", "PUT", id + "/mapping", `{"case":{"from":"pad_left('x',n)"},"action":{"otherwise":"raise"}}`, olga, 422, "mapping-refused"},
		{"a member that is none", "PUT", id + "/mapping", `{"case":{"from":"id","script":"x"},"action":{"otherwise":"raise"}}`, olga, 422, "request-invalid"},
		{"another's call centre", "POST", "/v1/crm/integrations", `{"name":"x","centre":"DEA-FRA"}`, olga, 422, "integration-refused"},
		{"too much", "POST", "/v1/crm/mappings/try", `{"sample":"` + strings.Repeat("x", 600<<10) + `"}`, olga, 413, "body-too-large"},
	} {
		if a := ask(t, g, c.by, c.method, strings.TrimSuffix(c.path, "?"), c.body, nil); a.StatusCode != c.status || a.slug() != c.slug {
			t.Errorf("%s: %d %s", c.name, a.StatusCode, a.Body)
		}
	}
}

func TestReadyMappings_AreShownWithTheirSamples(t *testing.T) {
	g, _ := gateway(t)
	a := ask(t, g, olga, "GET", "/v1/crm/mappings", "", nil)
	items, _ := a.body["items"].([]any)
	if a.StatusCode != 200 || len(items) != 4 {
		t.Error(a.StatusCode, a.Body)
	}
}
