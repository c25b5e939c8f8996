package api_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/functions/insight-api/api"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// signals is what was found of GBA.
type signals struct {
	all   []signal.Signal
	asked signal.Page
	list  principal.OperatorCode
}

func (s *signals) Signal(_ context.Context, id string) (signal.Signal, error) {
	for _, one := range s.all {
		if one.ID == id {
			return one, nil
		}
	}
	return signal.Signal{}, signal.Unknown()
}

func (s *signals) Page(_ context.Context, list principal.OperatorCode, p signal.Page) ([]signal.Signal, map[string]string, error) {
	s.list, s.asked = list, p
	if p.Position != nil {
		return s.all[1:], nil, nil
	}
	return s.all[:1], map[string]string{"SK": "x"}, nil
}

func (s *signals) See(_ context.Context, one signal.Signal, seen signal.Seen) error {
	for i := range s.all {
		if s.all[i].ID == one.ID {
			s.all[i].Seen = &seen
		}
	}
	return nil
}

func found() *signals {
	in := &signal.Range{Expected: 0.95, Low: 0.9, High: 1}
	return &signals{all: []signal.Signal{
		{ID: "link", Subject: signal.Subject{Operator: "GBA", About: signal.Link, Name: "DEA"}, Side: insight.Requester, Metric: "on-time-reply", Verdict: signal.Worse, Since: "2026-11-02", Found: "2026-11-09",
			Part: 123, Whole: 200, Value: 0.615, Expected: 0.95, Low: 0.9, High: 1, Sure: signal.Likely, Where: []signal.Where{{By: "product", Name: "EMS", Part: 0.8421, Value: 0.5, Before: 0.96}},
			Weekly: []signal.Judged{{Point: signal.Point{Week: "2026-10-26", Part: 95, Whole: 100}, Range: in}, {Point: signal.Point{Week: "2026-11-02", Part: 61, Whole: 100}, Range: in},
				{Point: signal.Point{Week: "2026-11-09"}}, {Point: signal.Point{Week: "2026-11-16", Missing: true}}}},
		{ID: "whole", Subject: signal.Subject{Operator: "GBA", About: signal.Operator}, Side: insight.Replier, Metric: "requests", Verdict: signal.Neither, Part: 90, Value: 45, Expected: 20, Found: "2026-11-02"},
	}}
}

func TestSignals_AreForManagers(t *testing.T) {
	shelf, wished := found(), &wishes{}
	h := api.New(api.Deps{Clock: clock.Fixed(time.Date(2026, 11, 24, 8, 30, 0, 0, time.UTC)), Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")}, Signals: shelf,
		SignalSubscribers: &insight.Subscribers{Store: wished, People: wished}, Correct: &insight.Corrector{Log: slog.New(slog.DiscardHandler)}})
	sue := principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Supervisor}}
	key := principal.Principal{Subject: "key-1", Operator: "GBA", Key: "1", Scopes: []principal.Scope{principal.Read}, Roles: []principal.Role{principal.Machine}}
	ask := func(who principal.Principal, method, path, body string) (int, string) {
		request := httptest.NewRequest(method, "/v1/insights/signals"+path, strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, request.WithContext(httpapi.WithPrincipal(request.Context(), who)))
		return w.Code, w.Body.String()
	}
	for _, c := range []struct {
		who                principal.Principal
		method, path, body string
		status             int
		says               string
	}{
		{ana, http.MethodGet, "", "", 403, "role-missing"},
		{sue, http.MethodGet, "", "", 200, `"value":61.5,"part":123,"whole":200,"expected":95`},
		{key, http.MethodGet, "?state=ended&subject=link:DEA&limit=5", "", 200, `"id":"link"`},
		{sue, http.MethodGet, "?state=past", "", 422, "state"},
		{sue, http.MethodGet, "?subject=moon", "", 422, "subject"},
		{sue, http.MethodGet, "?cursor=broken", "", 422, "cursor"},
		{sue, http.MethodGet, "/link", "", 200, `{"week":"2026-11-02","value":61,"part":61,"whole":100,"expected":95,"low":90,"high":100,"outside":true}`},
		{sue, http.MethodGet, "/link", "", 200, `{"week":"2026-11-09","value":null,"part":0,"whole":0,"expected":null,"low":null,"high":null,"outside":false}`},
		{sue, http.MethodGet, "/link", "", 200, `"where":[{"by":"product","name":"EMS","percent":84.2,"value":50,"before":96}]`},
		{sue, http.MethodGet, "/link", "", 200, `"target":98,"weekly"`},
		{sue, http.MethodGet, "/whole", "", 200, `"value":45,"part":90,"whole":null`},
		{sue, http.MethodGet, "/none", "", 404, "signal-unknown"},
		{dan, http.MethodGet, "/link", "", 404, "signal-unknown"},
		{nils, http.MethodGet, "/link", "", 404, "signal-unknown"},
		{nils, http.MethodGet, "/whole", "", 200, `"id":"whole"`},
		{dan, http.MethodPost, "/link/seen", `{"note":"mine"}`, 404, "signal-unknown"},
		{key, http.MethodPost, "/link/seen", `{}`, 403, ""},
		{sue, http.MethodPost, "/link/seen", `{"note":"` + strings.Repeat("x", 501) + `"}`, 422, "signal-note-too-long"},
		{sue, http.MethodPost, "/link/seen", `{"note":" Bonn moves. "}`, 200, `"seen":{"by":"ana","name":"ANA","at":"2026-11-24T08:30:00Z","note":"Bonn moves."}`},
		{sue, http.MethodGet, "", "", 200, `"seen":{"by":"ana","name":"",`},
		{sue, http.MethodPut, "/subscribers/me", `{"language":"de"}`, 200, `"mine":true,"name":"ANA","language":"de"`},
		{ana, http.MethodPut, "/subscribers/me", `{"language":"de"}`, 403, "role-missing"},
		{sue, http.MethodGet, "/subscribers", "", 200, `"agent":"ana"`},
		{sue, http.MethodDelete, "/subscribers/me", "", 204, ""},
		{sue, http.MethodGet, "/subscribers", "", 200, `{"items":[]}`},
	} {
		if status, says := ask(c.who, c.method, c.path, c.body); status != c.status || !strings.Contains(says, c.says) {
			t.Errorf("%s %s %s: %d %s", c.who.Subject, c.method, c.path, status, says)
		}
	}
	if shelf.list != "GBA" || !shelf.asked.Open {
		t.Errorf("%s %+v", shelf.list, shelf.asked)
	}
	if ask(nils, http.MethodGet, "", ""); shelf.list != insight.Network {
		t.Errorf("the network looks at %s", shelf.list)
	}
}
