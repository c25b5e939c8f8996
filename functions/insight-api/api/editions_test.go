package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

var olga = principal.Principal{Subject: "olga", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}

// runs is a list of runs, and how often one was started.
type runs struct {
	insight.RunStore
	known   []insight.Run
	started int
	wishes  wishes
}

func (r *runs) Ask(_ context.Context, asked insight.Run) (insight.Run, bool, error) {
	for _, k := range r.known {
		if k.ID == asked.ID {
			return k, false, nil
		}
	}
	r.known = append(r.known, asked)
	return asked, true, nil
}

func (r *runs) Runs(context.Context, int) ([]insight.Run, error) { return r.known, nil }

func TestEditions_LatestFirstWithTheirReasons(t *testing.T) {
	status, body := get(t, ana, "/v1/reports/monthly-2026-11-GBA/editions")
	raw, _ := json.Marshal(body)
	var got struct {
		Items []struct{ Edition, Reason, Counted string }
	}
	if err := json.Unmarshal(raw, &got); err != nil || status != http.StatusOK {
		t.Fatal(status, err)
	}
	if d := cmp.Diff([]struct{ Edition, Reason, Counted string }{{"final-v2", "Late answers", "0f"}, {"final-v1", "", "0f"}}, got.Items); d != "" {
		t.Error(d)
	}
}

func TestChanges_FigureByFigure(t *testing.T) {
	_, body := get(t, ana, "/v1/reports/monthly-2026-11-GBA/changes")
	raw, _ := json.Marshal(body["items"])
	const values = `[{"after":{"part":2,"value":66.7,"whole":3},"before":{"part":1,"value":33.3,"whole":3},`
	if !strings.HasPrefix(string(raw), values+`"centre":"","metric":"on-time-reply","name":"","operator":"","side":"replier","unit":"percent"},`) {
		t.Error(string(raw))
	}
	var rows []string
	for _, item := range body["items"].([]any) {
		c := item.(map[string]any)
		rows = append(rows, fmt.Sprint(c["operator"], c["centre"], c["metric"]))
	}
	if d := cmp.Diff([]string{"on-time-reply", "on-time-by-people", "GBAGBA-DONon-time-reply", "GBAGBA-DONon-time-by-people"}, rows); d != "" {
		t.Error(d)
	}
	if body["from"] != "final-v1" || body["to"] != "final-v2" || body["reason"] != "Late answers" {
		t.Error(body)
	}
	if _, first := get(t, ana, "/v1/reports/monthly-2026-11-GBA/changes?to=final-v1"); first["from"] != "" || len(first["items"].([]any)) != 0 {
		t.Error("the first edition changed something:", first)
	}
	if _, back := get(t, ana, "/v1/reports/monthly-2026-11-GBA/changes?from=final-v2&to=final-v1"); len(back["items"].([]any)) != 4 || back["reason"] != "" {
		t.Error(back)
	}
}

func TestGet_AnEditionAsItWas(t *testing.T) {
	_, body := get(t, ana, "/v1/reports/monthly-2026-11-GBA?edition=final-v1")
	if body["edition"] != "final-v1" || body["rows"].([]any)[0].(map[string]any)["asReplier"].(map[string]any)["onTime"].(map[string]any)["part"] != float64(1) {
		t.Error(body)
	}
	_, body = get(t, ana, "/v1/reports/monthly-2026-11-GBA")
	if body["edition"] != "final-v2" || body["lastMonth"].(map[string]any)["month"] != "2026-10" || body["lastYear"] != nil {
		t.Error(body)
	}
	if formats, _ := json.Marshal(body["formats"]); string(formats) != `["csv","pdf","xlsx"]` {
		t.Error(string(formats))
	}
}

func TestDownload_IsInTheReadersLanguage(t *testing.T) {
	download := func(id, format, accepted string) string {
		r := httptest.NewRequest(http.MethodGet, "/v1/reports/"+id+"/download?format="+format, nil)
		r.Header.Set("Accept-Language", accepted)
		w := httptest.NewRecorder()
		handler(t, &runs{}).ServeHTTP(w, r.WithContext(httpapi.WithPrincipal(r.Context(), ana)))
		return w.Body.String()
	}
	for _, format := range []string{"pdf", "xlsx"} {
		for accepted, language := range map[string]string{"de": "de", "de-AT,de;q=0.9": "de", "pt, de;q=0.5": "de", "pt": "en", "": "en", "fr": "en"} {
			if got := download("monthly-2026-11-GBA", format, accepted); !strings.Contains(got, "reports/monthly-2026-11-GBA."+language+"."+format+"?as=whereabouts-2026-11-GBA-final-v2."+format) {
				t.Errorf("%q: %s", accepted, got)
			}
		}
	}
	if got := download("monthly-2026-11-GBA", "csv", "de"); !strings.Contains(got, "reports/monthly-2026-11-GBA.csv?") {
		t.Error("CSV has no language:", got)
	}
	for _, accepted := range []string{"de", "en", ""} {
		if got := download("monthly-2026-10-GBA", "xlsx", accepted); !strings.Contains(got, "reports/monthly-2026-10-GBA.xlsx?") {
			t.Errorf("%q: an edition with one workbook is not downloaded: %s", accepted, got)
		}
	}
	if status, body := get(t, ana, "/v1/reports/monthly-2026-11-GBA/download?format=json"); status != http.StatusNotFound || slug(body) != "format-unknown" {
		t.Error(status, body)
	}
}

// post asks for a correction.
func post(t *testing.T, r *runs, who principal.Principal, key, body string) (int, map[string]any) {
	t.Helper()
	request := httptest.NewRequest(http.MethodPost, "/v1/reports/corrections", strings.NewReader(body))
	request.Header.Set("Idempotency-Key", key)
	request.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	handler(t, r).ServeHTTP(w, request.WithContext(httpapi.WithPrincipal(request.Context(), who)))
	var answer map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatal(w.Code, w.Body)
	}
	return w.Code, answer
}

func TestCorrect_OnceForAKey(t *testing.T) {
	r := &runs{}
	const body = `{"month":"2026-11","reason":"Answers of 30 November came late."}`
	status, first := post(t, r, nils, "k", body)
	if status != http.StatusAccepted || first["stage"] != "waiting" || first["kind"] != "correction" || first["askedBy"] != "nils" {
		t.Error(status, first)
	}
	if _, again := post(t, r, nils, "k", body); again["id"] != first["id"] || len(r.known) != 1 {
		t.Error(again)
	}
	if status, other := post(t, r, nils, "k", `{"month":"2026-11","reason":"Something else altogether."}`); status != http.StatusUnprocessableEntity || slug(other) != "idempotency-key-reused" {
		t.Error(status, other)
	}
	if r.started != 2 {
		t.Errorf("started %d times", r.started)
	}
}

func TestCorrect_Refusals(t *testing.T) {
	for _, c := range []struct {
		who    principal.Principal
		body   string
		status int
		slug   string
	}{
		{olga, `{"month":"2026-11","reason":"Answers of 30 November came late."}`, http.StatusForbidden, "role-missing"},
		{nils, `{"month":"2026-11","reason":"because"}`, http.StatusUnprocessableEntity, "correction-reason-invalid"},
		{nils, `{"month":"2026-13","reason":"Answers of 30 November came late."}`, http.StatusUnprocessableEntity, "month-invalid"},
		{nils, `{"month":"2026-12","reason":"Answers of 30 November came late."}`, http.StatusUnprocessableEntity, "month-not-over"},
		{nils, `{"month":"2027-12","reason":"Answers of 30 November came late."}`, http.StatusUnprocessableEntity, "month-not-over"},
		{nils, `{"month":"2025-01","reason":"Answers of 30 November came late."}`, http.StatusNotFound, "report-unknown"},
	} {
		r := &runs{}
		if status, body := post(t, r, c.who, "", c.body); status != c.status || slug(body) != c.slug || len(r.known) != 0 {
			t.Errorf("%s says %s: %d %s", c.who.Subject, c.body, status, slug(body))
		}
	}
}

func TestRuns_AdministratorsSeeHowFarTheyHaveCome(t *testing.T) {
	now := time.Date(2026, 12, 15, 10, 0, 0, 0, time.UTC)
	r := &runs{known: []insight.Run{
		{ID: "2026-11-final", Kind: insight.OnSchedule, Month: "2026-11", State: insight.Final, At: now.Add(-time.Minute), Begun: 1, Held: now.Add(time.Minute), Total: 3, Done: []principal.OperatorCode{"DEA"},
			Failed: map[principal.OperatorCode]string{"GBA": "no room", "FRA": "no room"}},
		{ID: "2026-10-final", Kind: insight.OnSchedule, Month: "2026-10", State: insight.Final, At: now, Begun: 1},
		{ID: "2026-09-final", Kind: insight.OnSchedule, Month: "2026-09", State: insight.Final, At: now, Begun: 1, Ended: now, Differed: 2},
		{ID: "2026-11-provisional", Kind: insight.OnSchedule, Month: "2026-11", State: insight.Provisional, At: now, Begun: 1},
		{ID: "2026-11-hand-20261214T100000.000Z", Kind: insight.ByHand, Month: "2026-11", State: insight.Provisional, At: now, Begun: 1, Only: "FRA"},
	}}
	ask := func(who principal.Principal) (int, string) {
		request := httptest.NewRequest(http.MethodGet, "/v1/reports/runs", nil)
		w := httptest.NewRecorder()
		handler(t, r).ServeHTTP(w, request.WithContext(httpapi.WithPrincipal(request.Context(), who)))
		var body struct {
			Items []struct {
				Stage    string
				Operator string
				Done     int
				Total    int
				Differed int
				Failed   []string
			}
		}
		_ = json.Unmarshal(w.Body.Bytes(), &body)
		says, _ := json.Marshal(body.Items)
		return w.Code, string(says)
	}
	rest := func(only string) string {
		return `{"Stage":"stopped","Operator":"","Done":0,"Total":0,"Differed":0,"Failed":[]},{"Stage":"done","Operator":"","Done":0,"Total":0,"Differed":2,"Failed":[]},` +
			`{"Stage":"superseded","Operator":"","Done":0,"Total":0,"Differed":0,"Failed":[]},{"Stage":"left","Operator":"` + only + `","Done":0,"Total":0,"Differed":0,"Failed":[]}]`
	}
	if _, got := ask(nils); got != `[{"Stage":"running","Operator":"","Done":1,"Total":3,"Differed":0,"Failed":["FRA","GBA"]},`+rest("FRA") {
		t.Error(got)
	}
	if _, got := ask(olga); got != `[{"Stage":"running","Operator":"","Done":1,"Total":3,"Differed":0,"Failed":["GBA"]},`+rest("") {
		t.Error(got)
	}
	if status, _ := ask(ana); status != http.StatusForbidden {
		t.Error("an agent:", status)
	}
}
