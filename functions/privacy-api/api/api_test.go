package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/functions/privacy-api/api"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
)

const (
	first  = "01JD0000000000000000000001"
	second = "01JD0000000000000000000002"
)

var (
	olga   = principal.Principal{Subject: "olga", Name: "Olga Example", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	ana    = principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
)

// shelf holds one erasure, of which one inquiry is done and one was not looked at.
type shelf struct{ privacy.Store }

var kept = privacy.Request{ID: "01JDREQ0000000000000000001", Operator: "GBA", Kind: privacy.Erasure, Reference: "DSR-1", Inquiries: []inquiry.ID{first, second}, By: "olga", ByName: "Olga Example",
	AskedAt: monday, State: privacy.Waiting, SettledAt: monday.Add(time.Minute), Counts: map[privacy.Outcome]int{privacy.ResultWaiting: 1}}

func (shelf) Request(context.Context, privacy.ID) (privacy.Request, []privacy.Result, error) {
	return kept, []privacy.Result{{Inquiry: second, Outcome: privacy.ResultWaiting, Reason: "inquiry-open", At: monday}}, nil
}

func (shelf) Requests(_ context.Context, _ directory.OperatorCode, p privacy.Page) ([]privacy.Request, map[string]string, error) {
	if p.Position != nil {
		return []privacy.Request{}, nil, nil
	}
	return []privacy.Request{kept}, map[string]string{"SK": "1"}, nil
}

func (shelf) LooksOf(_ context.Context, op directory.OperatorCode, subject string, _ privacy.Page, _ time.Time) ([]privacy.Look, map[string]string, error) {
	return []privacy.Look{{Inquiry: first, Day: "2026-11-23", Operator: op, Subject: subject, Seen: []inquiry.Seen{"form", "page"}, First: monday, Last: monday}}, nil, nil
}

func ask(t *testing.T, who principal.Principal, method, path, body string) (int, http.Header, map[string]any) {
	t.Helper()
	h := api.New(api.Deps{Privacy: &privacy.Service{Store: shelf{}}, Clock: clock.Fixed(monday), Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")}})
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r.WithContext(httpapi.WithPrincipal(r.Context(), who)))
	var out map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%s answers %d %q", path, w.Code, w.Body)
	}
	return w.Code, w.Header(), out
}

func TestBadInput_IsRefusedBeforeAnythingIsRead(t *testing.T) {
	for _, c := range []struct {
		name, method, path, body string
		who                      principal.Principal
		status                   int
		slug                     string
	}{
		{"an agent", "GET", "/v1/data-requests", "", ana, 403, "role-missing"},
		{"an agent looks for people", "GET", "/v1/data-requests/matches?q=smith", "", ana, 403, "role-missing"},
		{"an agent asks who looked", "GET", "/v1/looks?inquiry=" + first, "", ana, 403, "role-missing"},
		{"no query", "GET", "/v1/data-requests/matches", "", olga, 422, "request-invalid"},
		{"another kind", "POST", "/v1/data-requests", `{"kind":"peek","reference":"DSR-1","inquiryIds":["` + first + `"]}`, olga, 422, "request-invalid"},
		{"no reference", "POST", "/v1/data-requests", `{"kind":"export","inquiryIds":["` + first + `"]}`, olga, 422, "request-invalid"},
		{"a name as reference", "POST", "/v1/data-requests", `{"kind":"export","reference":"Smith","inquiryIds":["` + first + `"]}`, olga, 422, "data-request-invalid"},
		{"no inquiries", "POST", "/v1/data-requests", `{"kind":"export","reference":"DSR-1","inquiryIds":[]}`, olga, 422, "request-invalid"},
		{"an id of another form", "GET", "/v1/data-requests/1", "", olga, 422, "request-invalid"},
		{"an erasure has no file", "GET", "/v1/data-requests/" + string(kept.ID) + "/download", "", olga, 409, "data-request-no-file"},
		{"looks at everything", "GET", "/v1/looks", "", olga, 422, "request-invalid"},
		{"looks at and of", "GET", "/v1/looks?inquiry=" + first + "&agent=ana", "", olga, 422, "request-invalid"},
		{"a cursor of another list", "GET", "/v1/looks?agent=ana&cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "", olga, 422, "cursor-invalid"},
	} {
		status, _, body := ask(t, c.who, c.method, c.path, c.body)
		if slug, _ := body["type"].(string); status != c.status || slug != httpapi.ProblemBase+c.slug {
			t.Errorf("%s: %d %v", c.name, status, body)
		}
	}
}

func TestDataRequest_SaysWhatBecameOfEachInquiry(t *testing.T) {
	_, _, body := ask(t, olga, "GET", "/v1/data-requests/"+string(kept.ID), "")
	want := map[string]any{"id": string(kept.ID), "kind": "erasure", "reference": "DSR-1", "language": "en", "state": "waiting", "askedAt": "2026-11-23T09:00:00Z", "askedBy": "Olga Example",
		"settledAt": "2026-11-23T09:01:00Z", "fileUntil": nil, "fetchable": false, "runsAgain": true, "counts": map[string]any{"all": 2.0, "done": 0.0, "waiting": 1.0, "failed": 0.0},
		"results": []any{map[string]any{"inquiryId": first, "outcome": "pending", "at": nil},
			map[string]any{"inquiryId": second, "outcome": "waiting", "reason": "inquiry-open", "at": "2026-11-23T09:00:00Z"}}}
	if d := cmp.Diff(want, body); d != "" {
		t.Error(d)
	}
}

func TestLists_Page(t *testing.T) {
	_, _, page := ask(t, olga, "GET", "/v1/data-requests?limit=1", "")
	cursor, _ := page["nextCursor"].(string)
	if len(page["items"].([]any)) != 1 || cursor == "" {
		t.Fatal(page)
	}
	if _, _, page = ask(t, olga, "GET", "/v1/data-requests?limit=1&cursor="+cursor, ""); page["nextCursor"] != "" || len(page["items"].([]any)) != 0 {
		t.Error(page)
	}
	_, header, looks := ask(t, olga, "GET", "/v1/looks?agent=ana", "")
	item := looks["items"].([]any)[0].(map[string]any)
	if d := cmp.Diff([]any{"form", "page"}, item["seen"]); d != "" || item["operator"] != "GBA" || header.Get("Cache-Control") != "no-store" {
		t.Error(d, item, header)
	}
}
