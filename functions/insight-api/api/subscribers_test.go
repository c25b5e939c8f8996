package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// wishes is who is subscribed.
type wishes struct {
	insight.SubscriptionStore
	kept []insight.Subscription
}

func (p *wishes) Subscribers(context.Context, principal.OperatorCode) ([]insight.Subscription, error) {
	return p.kept, nil
}

func (p *wishes) PutSubscription(_ context.Context, s insight.Subscription) error {
	p.kept = append(p.kept, s)
	return nil
}

func (p *wishes) DeleteSubscription(context.Context, principal.OperatorCode, string) error {
	p.kept = nil
	return nil
}

func (p *wishes) Person(_ context.Context, subject string) (insight.Person, error) {
	if subject != "ana" && subject != "olga" {
		return insight.Person{}, problem.New(problem.NotFound, "agent-unknown", "nobody")
	}
	return insight.Person{Operator: "GBA", Name: strings.ToUpper(subject), Address: subject + "@gba.example"}, nil
}

func TestSubscribers_SubscribeAndEnd(t *testing.T) {
	r := &runs{}
	ask := func(who principal.Principal, method, path, body string) (int, string) {
		request := httptest.NewRequest(method, "/v1/reports/subscribers"+path, strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		handler(t, r).ServeHTTP(w, request.WithContext(httpapi.WithPrincipal(request.Context(), who)))
		return w.Code, w.Body.String()
	}
	for _, c := range []struct {
		who                principal.Principal
		method, path, body string
		status             int
		says               string
	}{
		{ana, http.MethodGet, "", "", 200, `{"items":[]}`},
		{ana, http.MethodPut, "/me", `{"language":"de"}`, 200, `"mine":true,"name":"ANA","language":"de"`},
		{ana, http.MethodPut, "/ana", `{"language":"xx"}`, 422, "language-unknown"},
		{ana, http.MethodPut, "/olga", `{"language":"de"}`, 404, "agent-unknown"},
		{olga, http.MethodPut, "/dan", `{"language":"de"}`, 404, "agent-unknown"},
		{olga, http.MethodGet, "", "", 200, `"agent":"ana","mine":false`},
		{ana, http.MethodDelete, "/olga", "", 404, "agent-unknown"},
		{ana, http.MethodDelete, "/ana", "", 204, ""},
		{ana, http.MethodGet, "", "", 200, `{"items":[]}`},
		{principal.Principal{Subject: "key-1", Operator: "GBA", Roles: []principal.Role{principal.Machine}}, http.MethodGet, "", "", 403, "role-missing"},
	} {
		if status, says := ask(c.who, c.method, c.path, c.body); status != c.status || !strings.Contains(says, c.says) {
			t.Errorf("%s %s %s: %d %s", c.who.Subject, c.method, c.path, status, says)
		}
	}
	r.wishes.kept = []insight.Subscription{{Operator: "GBA", Subject: "ana", Language: "en", Since: time.Unix(0, 0), Refused: 3}}
	var body struct{ Items []struct{ Paused bool } }
	if _, says := ask(olga, http.MethodGet, "", ""); json.Unmarshal([]byte(says), &body) != nil || !body.Items[0].Paused || strings.Contains(says, "@") {
		t.Error(says)
	}
}
