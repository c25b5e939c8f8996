package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/functions/exchange-api/api"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/exchange"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

var (
	bea    = principal.Principal{Subject: "bea", Operator: "DEA", Roles: []principal.Role{principal.Supervisor, principal.OperatorAdministrator}}
	bruno  = principal.Principal{Subject: "bruno", Operator: "DEA", Roles: []principal.Role{principal.Agent}}
	reader = principal.Principal{Subject: "key-1", Key: "1", Operator: "DEA", Scopes: []principal.Scope{principal.Read}, Roles: principal.RolesOf([]principal.Scope{principal.Read})}
	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
)

// shelf holds a file, an upload and a statement of DEA.
type shelf struct {
	exchange.Store
	asked *[]exchange.Message
}

var upload = exchange.Upload{ID: "01JD0000000000000000000001", Operator: "DEA", Name: "replies.csv", Size: 12, State: exchange.Refused, Refusal: &exchange.Refusal{Slug: "file-encoding", Detail: "no", Place: 3},
	AnnouncedAt: monday, ExpiresAt: monday.Add(time.Hour)}

func (shelf) Settings(_ context.Context, op directory.OperatorCode) (exchange.Settings, error) {
	return exchange.Default(op), nil
}

func (shelf) Head(_ context.Context, op directory.OperatorCode) (exchange.Head, error) {
	return exchange.Head{Operator: op, Last: 17}, nil
}

func (shelf) Out(_ context.Context, op directory.OperatorCode, p exchange.Page) ([]exchange.File, map[string]string, error) {
	if p.Position != nil {
		return []exchange.File{}, nil, nil
	}
	return []exchange.File{{Operator: op, Number: 17, Format: exchange.CSV, Lines: map[exchange.Record]int{exchange.Question: 2}, MadeAt: monday, ExpiresAt: monday}}, map[string]string{"SK": "x"}, nil
}

func (shelf) Upload(context.Context, directory.OperatorCode, string) (exchange.Upload, error) {
	return upload, nil
}

func (shelf) Statements(_ context.Context, op directory.OperatorCode, _ exchange.Page) ([]exchange.Statement, map[string]string, error) {
	return []exchange.Statement{{Operator: op, Partner: "GBA", Month: "2026-10", Version: 1, Currency: "XDR", Claims: 5, Owed: 7250, Due: 4025}}, nil, nil
}

func (s shelf) Send(_ context.Context, m ...exchange.Message) error {
	*s.asked = append(*s.asked, m...)
	return nil
}

func ask(t *testing.T, who principal.Principal, method, path, body string) (int, map[string]any, []exchange.Message) {
	t.Helper()
	s := shelf{asked: &[]exchange.Message{}}
	h := api.New(api.Deps{Exchange: &exchange.Service{Store: s, Queue: s}, Clock: clock.Fixed(monday), Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")}})
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r.WithContext(httpapi.WithPrincipal(r.Context(), who)))
	var out map[string]any
	if w.Body.Len() > 0 {
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatalf("%s answers %d %q", path, w.Code, w.Body)
		}
	}
	return w.Code, out, *s.asked
}

func TestBadInput_IsRefusedBeforeAnythingIsRead(t *testing.T) {
	for _, c := range []struct{ method, path, body, field string }{
		{http.MethodGet, "/v1/exchange/files/0/download", "", "number"},
		{http.MethodGet, "/v1/exchange/uploads/x", "", "id"},
		{http.MethodGet, "/v1/exchange/settlements/november/GBA/1/download", "", "month"},
		{http.MethodGet, "/v1/exchange/settlements/2026-11/GBA/1/download?format=xls", "", "format"},
		{http.MethodPost, "/v1/exchange/uploads", `{"name":"x","contentType":"text/csv","size":10485761}`, "size"},
		{http.MethodPut, "/v1/exchange", `{"nightly":true,"hour":24,"zone":"UTC","format":"csv","separator":"comma","language":"en","centres":[],"version":0}`, "hour"},
		{http.MethodPut, "/v1/exchange", `{"nightly":true,"hour":2,"zone":"UTC","format":"xls","separator":"comma","language":"en","centres":[],"version":0}`, "format"},
	} {
		code, out, _ := ask(t, bea, c.method, c.path, c.body)
		errs, _ := out["errors"].([]any)
		if code != http.StatusUnprocessableEntity || len(errs) != 1 || errs[0].(map[string]any)["field"] != c.field {
			t.Errorf("%s %s: %d %v", c.method, c.path, code, out)
		}
	}
}

func TestLists_SayWhatPeopleNeed(t *testing.T) {
	_, out, _ := ask(t, bea, http.MethodGet, "/v1/exchange", "")
	if out["lastFile"] != 17.0 || out["version"] != 0.0 || out["changedAt"] != nil || out["zone"] != "UTC" {
		t.Error(out)
	}
	_, out, _ = ask(t, bea, http.MethodGet, "/v1/exchange/files", "")
	f := out["items"].([]any)[0].(map[string]any)
	if f["name"] != "whereabouts-DEA-000017.csv" || f["questions"] != 2.0 || f["answers"] != 0.0 || f["kept"] != false || f["fetchedAt"] != nil {
		t.Error(f)
	}
	next := out["nextCursor"].(string)
	if code, out, _ := ask(t, bea, http.MethodGet, "/v1/exchange/files?cursor="+next, ""); code != http.StatusOK || out["nextCursor"] != "" || len(out["items"].([]any)) != 0 {
		t.Error(code, out)
	}
	if code, _, _ := ask(t, bea, http.MethodGet, "/v1/exchange/uploads?cursor="+next, ""); code != http.StatusUnprocessableEntity {
		t.Error("a cursor of another list is taken", code)
	}
	_, out, _ = ask(t, bea, http.MethodGet, "/v1/exchange/uploads/01JD0000000000000000000001", "")
	if out["state"] != "refused" || out["refusal"].(map[string]any)["line"] != 3.0 || len(out["refusedLines"].([]any)) != 0 || out["kept"] != true {
		t.Error(out)
	}
	_, out, _ = ask(t, bea, http.MethodGet, "/v1/exchange/settlements", "")
	if s := out["items"].([]any)[0].(map[string]any); s["owed"] != 7250.0 || s["due"] != 4025.0 || s["currency"] != "XDR" {
		t.Error(s)
	}
}

func TestWhoMay(t *testing.T) {
	if code, _, asked := ask(t, bea, http.MethodPost, "/v1/exchange/runs", ""); code != http.StatusAccepted || len(asked) != 1 || asked[0].Operator != "DEA" {
		t.Error(code, asked)
	}
	for _, path := range []string{"/v1/exchange", "/v1/exchange/files", "/v1/exchange/settlements"} {
		if code, out, _ := ask(t, bruno, http.MethodGet, path, ""); code != http.StatusForbidden {
			t.Error("an agent", path, code, out)
		}
		if code, out, _ := ask(t, reader, http.MethodGet, path, ""); code != http.StatusOK {
			t.Error("a key that reads", path, code, out)
		}
	}
	if code, _, asked := ask(t, reader, http.MethodPost, "/v1/exchange/runs", ""); code != http.StatusForbidden || len(asked) > 0 {
		t.Error("a key that reads has files made", code)
	}
	if code, _, _ := ask(t, reader, http.MethodPost, "/v1/exchange/uploads", `{"name":"x","contentType":"text/csv","size":1}`); code != http.StatusForbidden {
		t.Error("a key that reads sends replies", code)
	}
}
