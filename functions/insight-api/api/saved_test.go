package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/functions/insight-api/api"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// drawer is saved reports, the people who saved them, and files, in memory.
type drawer struct {
	kept  map[query.SavedID]query.Saved
	files map[string]string
}

func (d drawer) Visible(_ context.Context, owner principal.OperatorCode, subject string) (out []query.Saved, _ error) {
	for _, s := range d.kept {
		if s.Owner == owner && (s.Shared || s.By == subject) {
			out = append(out, s)
		}
	}
	return out, nil
}

func (d drawer) Saved(_ context.Context, owner principal.OperatorCode, subject string, id query.SavedID) (query.Saved, error) {
	if s, ok := d.kept[id]; ok && s.Owner == owner && (s.Shared || s.By == subject) {
		return s, nil
	}
	return query.Saved{}, query.SavedUnknown()
}

func (d drawer) PutSaved(_ context.Context, _ *query.Saved, after query.Saved) error {
	d.kept[after.ID] = after
	return nil
}

func (d drawer) DeleteSaved(_ context.Context, s query.Saved) error {
	delete(d.kept, s.ID)
	return nil
}

func (drawer) Person(_ context.Context, subject string) (insight.Person, error) {
	if subject == "gone" {
		return insight.Person{}, problem.New(problem.NotFound, "agent-unknown", "nobody")
	}
	return insight.Person{Operator: "GBA", Name: strings.ToUpper(subject)}, nil
}

func (d drawer) Put(_ context.Context, key, contentType string, content []byte) error {
	d.files[key] = contentType + "\n" + string(content)
	return nil
}

func (drawer) Fetch(context.Context, string) ([]byte, error) { return nil, nil }

// room is an API over a lake and a drawer.
type room struct {
	drawer
	lake *lake
	h    http.Handler
	next int
}

func newRoom(rows ...map[string]string) *room {
	r := &room{drawer: drawer{map[query.SavedID]query.Saved{}, map[string]string{}}, lake: newLake(rows...)}
	r.agree(nil)
	return r
}

// agree has the network agree, or not, that posts see each other's sums.
func (r *room) agree(agreed query.Agreed) {
	r.h = api.New(api.Deps{Clock: clock.Fixed(time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)), Links: links{}, Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")},
		Desk: &query.Desk{Engine: r.lake, Sizes: r.lake, Shelf: r.lake, Terms: query.Limits()}, Exports: document.Exports{Files: r.drawer}, Agreed: agreed,
		Library: &query.Library{Store: r.drawer, People: r.drawer, Agreed: agreed, NewID: func() query.SavedID {
			r.next++
			return query.SavedID(strings.Repeat("0", 25) + string(rune('A'+r.next)))
		}}})
}

// do asks as somebody; headers stand in pairs.
func (r *room) do(t *testing.T, who principal.Principal, method, path, body string, headers ...string) (int, string, map[string]any) {
	t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	r.h.ServeHTTP(w, req.WithContext(httpapi.WithPrincipal(req.Context(), who)))
	var out map[string]any
	if w.Body.Len() > 0 {
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatalf("%s %s answers %d %q", method, path, w.Code, w.Body)
		}
	}
	return w.Code, w.Header().Get("ETag"), out
}

const onTime = `{"name":"On time","query":{"measures":["on-time-reply"],"sides":["replier"],"dimensions":["centre"],"filters":[{"dimension":"product","values":["EMS"]}],"period":{"last":2,"running":true},"compare":"before"},` +
	`"chart":"bars","shared":true,"schedule":{"every":"week","weekday":1,"format":"csv"}}`

func TestSavedReports_FromNewToDeleted(t *testing.T) {
	r := newRoom(map[string]string{"centre": "GBA-DON", "period": "asked", "due": "4", "on_time": "3"})
	amir := principal.Principal{Subject: "amir", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	status, tag, made := r.do(t, ana, "POST", "/v1/insights/saved", onTime, "Accept-Language", "de-AT,en", "Idempotency-Key", "k")
	if status != http.StatusCreated || tag != `"1"` || made["mine"] != true || made["version"] != 1.0 || made["nextOn"] != "2026-11-30" || made["lastRun"] != nil || made["mayRemove"] != true {
		t.Fatal(status, tag, made)
	}
	if d := cmp.Diff(map[string]any{"subject": "ana", "name": "ANA"}, made["owner"]); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]any{"every": "week", "weekday": 1.0, "format": "csv", "language": "de"}, made["schedule"]); d != "" {
		t.Error(d)
	}
	var sent map[string]any
	if json.Unmarshal([]byte(onTime), &sent) != nil || !cmp.Equal(sent["query"], made["query"]) {
		t.Error(made["query"])
	}
	path := "/v1/insights/saved/" + made["id"].(string)
	if status, _, again := r.do(t, ana, "POST", "/v1/insights/saved", onTime, "Accept-Language", "de", "Idempotency-Key", "k"); status != http.StatusCreated || again["id"] != made["id"] || len(r.kept) != 1 {
		t.Error(status, again)
	}
	status, tag, read := r.do(t, amir, "GET", path, "")
	if status != http.StatusOK || tag != `"1"` || read["mine"] != false || read["mayRemove"] != false {
		t.Error(status, tag, read)
	}
	if status, _, figures := r.do(t, amir, "POST", path+"/queries", ""); status != http.StatusOK || figures["query"].(map[string]any)["from"] != "2026-10" || figures["query"].(map[string]any)["to"] != "2026-11" ||
		figures["provisional"] != true || len(figures["rows"].([]any)) != 1 {
		t.Error(status, figures)
	}
	if status, _, body := r.do(t, amir, "PUT", path, onTime); status != http.StatusForbidden || slug(body) != "saved-report-not-yours" {
		t.Error(status, body)
	}
	for _, stranger := range []principal.Principal{dan, nils} {
		for method, sub := range map[string]string{"GET": "", "DELETE": "", "POST": "/queries"} {
			if status, _, body := r.do(t, stranger, method, path+sub, ""); status != http.StatusNotFound || slug(body) != "saved-report-unknown" {
				t.Errorf("%s %ss: %d %v", stranger.Subject, method, status, body)
			}
		}
	}
	status, tag, changed := r.do(t, ana, "PUT", path, strings.Replace(onTime, `"shared":true`, `"shared":false`, 1), "If-Match", `"1"`)
	if status != http.StatusOK || tag != `"2"` || changed["shared"] != false || changed["version"] != 2.0 {
		t.Error(status, tag, changed)
	}
	if status, _, body := r.do(t, ana, "DELETE", path, "", "If-Match", `"1"`); status != http.StatusPreconditionFailed || slug(body) != "saved-report-changed" {
		t.Error(status, body)
	}
	if status, _, list := r.do(t, amir, "GET", "/v1/insights/saved", ""); status != http.StatusOK || len(list["items"].([]any)) != 0 {
		t.Error(status, list)
	}
	if status, _, _ := r.do(t, ana, "DELETE", path, "", "If-Match", `"2"`); status != http.StatusNoContent || len(r.kept) != 0 {
		t.Error(status, r.kept)
	}
}

func TestSavedReports_ListedByNameInPages(t *testing.T) {
	r := newRoom()
	for _, name := range []string{"c", "A", "b"} {
		r.do(t, ana, "POST", "/v1/insights/saved", strings.Replace(onTime, "On time", name, 1))
	}
	r.kept["X"] = query.Saved{ID: "X", Owner: "GBA", By: "gone", Name: "d", Shared: true}
	var names []string
	cursor := ""
	for {
		status, _, page := r.do(t, ana, "GET", "/v1/insights/saved?limit=2&cursor="+cursor, "")
		if status != http.StatusOK {
			t.Fatal(status, page)
		}
		for _, one := range page["items"].([]any) {
			names = append(names, one.(map[string]any)["name"].(string))
		}
		if cursor = page["nextCursor"].(string); cursor == "" {
			break
		}
		if status, _, body := r.do(t, dan, "GET", "/v1/insights/saved?cursor="+cursor, ""); status != http.StatusUnprocessableEntity || slug(body) != "cursor-invalid" {
			t.Error("somebody else's cursor:", status, body)
		}
	}
	if got := strings.Join(names, " "); got != "A b c d" {
		t.Error(got)
	}
	if _, _, page := r.do(t, ana, "GET", "/v1/insights/saved", ""); page["items"].([]any)[3].(map[string]any)["owner"].(map[string]any)["name"] != nil {
		t.Error("who left has no name:", page)
	}
}

func TestSavedReports_BadInputNamesThePlace(t *testing.T) {
	r := newRoom()
	for _, c := range []struct{ from, to, slug, field string }{
		{`"On time"`, `"  "`, "saved-report-invalid", "name"},
		{`"bars"`, `"pie"`, "saved-report-invalid", "chart"},
		{`"on-time-reply"`, `"profit"`, "saved-report-invalid", "query.measures[0]"},
		{`"last":2`, `"last":99`, "saved-report-invalid", "query.period.last"},
		{`"last":2`, `"last":1001`, "request-invalid", "query.period.last"},
		{`"weekday":1`, `"weekday":9`, "saved-report-invalid", "schedule.weekday"},
		{`"csv"`, `"pdf"`, "saved-report-invalid", "schedule.format"},
		{`"name":`, `"owner":"dan","name":`, "request-invalid", "owner"},
		{`"measures":["on-time-reply"]`, `"measures":"all"`, "request-invalid", "query.measures"},
	} {
		status, _, body := r.do(t, ana, "POST", "/v1/insights/saved", strings.Replace(onTime, c.from, c.to, 1))
		errs, _ := body["errors"].([]any)
		if status != http.StatusUnprocessableEntity || slug(body) != c.slug || len(errs) == 0 || !strings.HasSuffix(errs[0].(map[string]any)["field"].(string), c.field) {
			t.Errorf("%s: %d %v", c.to, status, body)
		}
	}
	if len(r.kept) != 0 {
		t.Error(r.kept)
	}
}

// Whose figures a report asks for is kept with it, and asked again.
func TestSavedReports_OtherPostsSums_WhereTheNetworkAgreed(t *testing.T) {
	const body = `{"name":"Posts","query":{"measures":["requests"],"sides":["replier"],"dimensions":["operator"],"whose":"everyone","period":{"last":1}},"chart":"bars"}`
	r := newRoom(map[string]string{"operator": "DEA", "requests": "40"}, map[string]string{"operator": "GBA", "requests": "2"})
	if status, _, answer := r.do(t, ana, "POST", "/v1/insights/saved", body); status != http.StatusUnprocessableEntity || slug(answer) != "saved-report-invalid" {
		t.Error(status, answer)
	}
	agreed := true
	r.agree(func(context.Context, time.Time) (bool, error) { return agreed, nil })
	status, _, made := r.do(t, ana, "POST", "/v1/insights/saved", body)
	if status != http.StatusCreated || made["query"].(map[string]any)["whose"] != "everyone" {
		t.Fatal(status, made)
	}
	ask := "/v1/insights/saved/" + made["id"].(string) + "/queries"
	if status, _, answer := r.do(t, ana, "POST", ask, ""); status != http.StatusOK || len(answer["rows"].([]any)) != 2 {
		t.Error(status, answer)
	}
	agreed = false
	if status, _, answer := r.do(t, ana, "POST", ask, ""); status != http.StatusUnprocessableEntity || slug(answer) != "query-invalid" {
		t.Error("what was agreed once is asked on:", status, answer)
	}
}

// What a saved report says can be posted again: a copy.
func TestSavedReports_ACopyIsWhatItSays(t *testing.T) {
	r := newRoom()
	for name, body := range map[string]string{"with a schedule": onTime, "without": strings.Replace(onTime, `{"every":"week","weekday":1,"format":"csv"}`, "null", 1)} {
		_, _, made := r.do(t, ana, "POST", "/v1/insights/saved", body)
		copied := map[string]any{}
		for _, member := range []string{"name", "description", "query", "chart", "shared", "schedule"} {
			copied[member] = made[member]
		}
		text, _ := json.Marshal(copied)
		status, _, again := r.do(t, ana, "POST", "/v1/insights/saved", string(text))
		if status != http.StatusCreated || !cmp.Equal(made["query"], again["query"]) || !cmp.Equal(made["schedule"], again["schedule"]) || made["id"] == again["id"] {
			t.Errorf("%s: %d %v", name, status, again)
		}
	}
}

func TestFile_HoldsTheFiguresInALanguage(t *testing.T) {
	r := newRoom(map[string]string{"centre": "GBA-DON", "period": "asked", "due": "40", "on_time": "39", "requests": "40"})
	_, _, asked := r.do(t, ana, "POST", "/v1/insights/queries", byCentre)
	path := "/v1/insights/queries/" + asked["id"].(string) + "/file"
	status, _, link := r.do(t, ana, "GET", path+"?format=csv", "", "Accept-Language", "fr")
	if status != http.StatusOK || !strings.HasPrefix(link["url"].(string), "https://files.example/exports/GBA/"+asked["id"].(string)+".fr.csv?as=whereabouts-2026-10-2026-10.csv&for=5m") || link["expiresAt"] != "2026-11-26T10:05:00Z" {
		t.Error(status, link)
	}
	if text := r.files["exports/GBA/"+asked["id"].(string)+".fr.csv"]; !strings.HasPrefix(text, "text/csv") || !strings.Contains(text, "Centre d’appels,Réponses dans les délais %") || !strings.Contains(text, "groupe,GBA-DON,97.5,39,40,40") {
		t.Error(text)
	}
	for _, other := range []principal.Principal{dan, nils} {
		if status, _, body := r.do(t, other, "GET", path, ""); status != http.StatusNotFound || slug(body) != "query-unknown" {
			t.Error(status, body)
		}
	}
	if status, _, body := r.do(t, ana, "GET", path+"?format=pdf", ""); status != http.StatusUnprocessableEntity || slug(body) != "request-invalid" {
		t.Error(status, body)
	}
	a := r.lake.asked[asked["id"].(string)]
	a.State, r.lake.state = query.Running, query.Running
	r.lake.asked[a.ID] = a
	if status, _, body := r.do(t, ana, "GET", path, ""); status != http.StatusConflict || slug(body) != "query-running" {
		t.Error(status, body)
	}
}

func TestInquiriesOfFigure(t *testing.T) {
	r := newRoom(map[string]string{"inquiry": "01M8CMVRZAZKSPYH4KH8DV4Z4S", "value": "1", "told": "2026-10-30 14:05:11.020", "inquiries": "2", "total": "2"},
		map[string]string{"inquiry": "PRVCPVSB1B5HBK0E5WCQFM20CJ", "value": "1", "told": "2026-10-06 09:41:00", "inquiries": "2", "total": "2"})
	body := `{"query":` + byCentre + `,"keys":["GBA-DON"],"measure":"on-time-reply","part":"whole"}`
	status, _, got := r.do(t, ana, "POST", "/v1/insights/inquiries", body)
	want := `{"count":2,"items":[{"at":"2026-10-30T14:05:11.02Z","inquiryId":"01M8CMVRZAZKSPYH4KH8DV4Z4S","value":1},{"at":"2026-10-06T09:41:00Z","inquiryId":"PRVCPVSB1B5HBK0E5WCQFM20CJ","value":1}],"state":"done","total":2,"truncated":false}`
	if text, _ := json.Marshal(got); status != http.StatusOK || string(bytes.TrimSpace(text)) != want {
		t.Errorf("%d %s", status, text)
	}
	if status, _, got := r.do(t, nils, "POST", "/v1/insights/inquiries", body); status != http.StatusForbidden || slug(got) != "role-missing" {
		t.Error("a network administrator:", status, got)
	}
	if status, _, got := r.do(t, ana, "POST", "/v1/insights/inquiries", strings.Replace(body, `"whole"`, `"half"`, 1)); status != http.StatusUnprocessableEntity || slug(got) != "query-invalid" {
		t.Error(status, got)
	}
}
