package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/functions/insight-api/api"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// lake answers every statement with the same rows once it is done, and keeps what was asked.
type lake struct {
	rows  []map[string]string
	state query.State
	asked map[string]query.Asked
	spent int64
}

func (*lake) Start(context.Context, query.Statement) (string, error) { return "e", nil }
func (l *lake) Progress(context.Context, string) (query.Progress, error) {
	return query.Progress{State: l.state, Scanned: 12_000_000, Reason: "read too much"}, nil
}
func (l *lake) Rows(context.Context, string) ([]map[string]string, error) { return l.rows, nil }
func (*lake) Bytes(context.Context, string, []query.Span) (int64, error)  { return 40_000_000, nil }
func (l *lake) Keep(_ context.Context, a query.Asked, _ time.Time) (bool, error) {
	l.asked[a.ID] = a
	return true, nil
}
func (l *lake) Settle(_ context.Context, a query.Asked) error { l.asked[a.ID] = a; return nil }
func (l *lake) Spent(context.Context, principal.OperatorCode, string) (int64, error) {
	return l.spent, nil
}
func (l *lake) Spend(_ context.Context, _ principal.OperatorCode, _ string, n, limit int64) error {
	if l.spent += n; l.spent > limit {
		return query.ErrSpent
	}
	return nil
}
func (l *lake) Asked(_ context.Context, id string) (query.Asked, error) {
	if a, ok := l.asked[id]; ok {
		return a, nil
	}
	return query.Asked{}, query.Unknown()
}

func newLake(rows ...map[string]string) *lake {
	return &lake{rows: rows, state: query.Done, asked: map[string]query.Asked{}}
}

// call asks a desk over a lake as somebody.
func call(t *testing.T, l *lake, who principal.Principal, method, path, body string) (int, map[string]any) {
	t.Helper()
	h := api.New(api.Deps{Clock: clock.Fixed(time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)), Desk: &query.Desk{Engine: l, Sizes: l, Shelf: l, Terms: query.Limits()}})
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r.WithContext(httpapi.WithPrincipal(r.Context(), who)))
	var out map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%s answers %d %q", path, w.Code, w.Body)
	}
	return w.Code, out
}

const byCentre = `{"measures":["on-time-reply","requests"],"sides":["replier"],"dimensions":["centre"],"filters":[{"dimension":"product","values":["EMS"]}],"from":"2026-10","to":"2026-10","compare":"before"}`

func TestAsk_FiguresWithTheirCountsAndNullForNone(t *testing.T) {
	l := newLake(map[string]string{"centre": "GBA-BEL", "period": "asked", "requests": "2", "due": "0", "on_time": "0"},
		map[string]string{"centre": "GBA-DON", "period": "asked", "requests": "40", "due": "40", "on_time": "39"},
		map[string]string{"centre": "GBA-DON", "period": "compared", "requests": "8", "due": "8", "on_time": "8"})
	status, body := call(t, l, ana, http.MethodPost, "/v1/insights/queries", byCentre)
	if status != http.StatusOK || body["state"] != "done" || body["scannedBytes"] != 12e6 || body["provisional"] != false || body["empty"] != false {
		t.Fatal(status, body)
	}
	rows, _ := json.Marshal(body["rows"])
	want := `[{"before":[{"part":0,"value":null,"whole":0},{"part":0,"value":0,"whole":null}],"figures":[{"part":0,"value":null,"whole":0},{"part":2,"value":2,"whole":null}],"keys":["GBA-BEL"]},` +
		`{"before":[{"part":8,"reached":true,"value":100,"whole":8},{"part":8,"value":8,"whole":null}],"figures":[{"part":39,"reached":false,"value":97.5,"whole":40},{"part":40,"value":40,"whole":null}],"keys":["GBA-DON"]}]`
	if d := cmp.Diff(want, string(rows)); d != "" {
		t.Error(d)
	}
	asked, _ := json.Marshal(body["query"])
	var sent, kept map[string]any
	if json.Unmarshal([]byte(byCentre), &sent) != nil || json.Unmarshal(asked, &kept) != nil || !cmp.Equal(sent, kept) {
		t.Errorf("the answer repeats the question: %s", asked)
	}
	id := body["id"].(string)
	if status, again := call(t, l, ana, http.MethodGet, "/v1/insights/queries/"+id, ""); status != http.StatusOK || !cmp.Equal(again["rows"], body["rows"]) {
		t.Error(status, again)
	}
	for _, other := range []principal.Principal{dan, nils} {
		if status, body := call(t, l, other, http.MethodGet, "/v1/insights/queries/"+id, ""); status != http.StatusNotFound || slug(body) != "query-unknown" {
			t.Errorf("%s fetches %d %v", other.Subject, status, body)
		}
	}
}

func TestAsk_SaysWhenNothingIsThere_AndWhenTheMonthIsNotOver(t *testing.T) {
	status, body := call(t, newLake(), ana, http.MethodPost, "/v1/insights/queries", strings.ReplaceAll(byCentre, "2026-10", "2026-11"))
	if status != http.StatusOK || body["empty"] != true || body["provisional"] != true {
		t.Error(status, body)
	}
}

func TestAnswer_WhileItRuns_And_WhenItFailed(t *testing.T) {
	l := newLake()
	status, body := call(t, l, ana, http.MethodPost, "/v1/insights/queries", byCentre)
	if status != http.StatusOK {
		t.Fatal(status, body)
	}
	id := body["id"].(string)
	a := l.asked[id]
	a.State, l.state = query.Running, query.Running
	l.asked[id] = a
	if status, body := call(t, l, ana, http.MethodGet, "/v1/insights/queries/"+id, ""); status != http.StatusAccepted || body["state"] != "running" || body["total"] != nil {
		t.Error(status, body)
	}
	l.state = query.Failed
	if status, body := call(t, l, ana, http.MethodGet, "/v1/insights/queries/"+id, ""); status != http.StatusServiceUnavailable || slug(body) != "query-failed" {
		t.Error(status, body)
	}
}

func TestAsk_NamesWhatIsWrong(t *testing.T) {
	for body, want := range map[string]string{
		strings.Replace(byCentre, `"centre"`, `"customer"`, 1):                  "query-invalid dimensions[0]",
		strings.Replace(byCentre, `"centre"`, `"partnerCentre"`, 1):             "query-invalid dimensions[0]",
		strings.Replace(byCentre, `"on-time-reply"`, `"x' OR '1'='1"`, 1):       "query-invalid measures[0]",
		strings.Replace(byCentre, `"from":"2026-10"`, `"from":"1976-10"`, 1):    "query-invalid from",
		strings.Replace(byCentre, `"to":"2026-10"`, `"to":"2027-10"`, 1):        "query-invalid to",
		strings.Replace(byCentre, `"compare"`, `"sql":"SELECT 1","compare"`, 1): "request-invalid sql",
	} {
		status, got := call(t, newLake(), ana, http.MethodPost, "/v1/insights/queries", body)
		errs, _ := got["errors"].([]any)
		if status != http.StatusUnprocessableEntity || len(errs) == 0 || !strings.HasSuffix(want, " "+strings.TrimPrefix(errs[0].(map[string]any)["field"].(string), "body.")) || !strings.HasPrefix(want, slug(got)+" ") {
			t.Errorf("%s: %d %v", want, status, got)
		}
	}
}

func TestEstimate_SaysTheCostBeforeItRuns(t *testing.T) {
	l := newLake()
	status, body := call(t, l, ana, http.MethodPost, "/v1/insights/estimates", byCentre)
	if status != http.StatusOK || body["estimatedBytes"] != 80e6 || body["fits"] != true || len(l.asked) != 0 || l.spent != 0 {
		t.Error(status, body)
	}
	l.spent = query.Limits().DayBytes
	if _, body := call(t, l, ana, http.MethodPost, "/v1/insights/estimates", byCentre); body["fits"] != false {
		t.Error(body)
	}
	if status, body := call(t, l, ana, http.MethodPost, "/v1/insights/queries", byCentre); status != http.StatusTooManyRequests || slug(body) != "query-budget-spent" || body["dayLimitBytes"] == nil {
		t.Error(status, body)
	}
}

func TestInsights_NeedARole(t *testing.T) {
	for _, c := range [][2]string{{http.MethodGet, "/v1/insights/metrics"}, {http.MethodGet, "/v1/insights/reports"}, {http.MethodGet, "/v1/insights/reports/on-time?month=2026-10"},
		{http.MethodPost, "/v1/insights/queries"}, {http.MethodPost, "/v1/insights/estimates"}, {http.MethodGet, "/v1/insights/queries/" + strings.Repeat("a", 26)}} {
		if status, body := call(t, newLake(), principal.Principal{Subject: "x", Operator: "GBA"}, c[0], c[1], byCentre); status != http.StatusForbidden || slug(body) != "role-missing" {
			t.Errorf("%s: %d %s", c[1], status, slug(body))
		}
	}
}

// A predefined report is asked as it is given.
func TestInsightReport_ItsChartsAreAnswered(t *testing.T) {
	_, list := call(t, newLake(), ana, http.MethodGet, "/v1/insights/reports", "")
	if len(list["items"].([]any)) != len(query.Reports()) {
		t.Error(list)
	}
	for _, r := range query.Reports() {
		status, report := call(t, newLake(), ana, http.MethodGet, "/v1/insights/reports/"+r.Code+"?month=2026-10&centre=GBA-DON&partner=DEA&compare=lastYear", "")
		if status != http.StatusOK {
			t.Fatal(status, report)
		}
		for _, chart := range report["charts"].([]any) {
			body, _ := json.Marshal(chart.(map[string]any)["query"])
			if status, answer := call(t, newLake(), ana, http.MethodPost, "/v1/insights/queries", string(body)); status != http.StatusOK || answer["empty"] != true {
				t.Errorf("%s %s: %d %v", r.Code, body, status, answer)
			}
		}
	}
	if status, body := call(t, newLake(), ana, http.MethodGet, "/v1/insights/reports/profit?month=2026-10", ""); status != http.StatusNotFound || slug(body) != "insight-report-unknown" {
		t.Error(status, body)
	}
	if status, body := call(t, newLake(), ana, http.MethodGet, "/v1/insights/reports/on-time?month=2026-13", ""); status != http.StatusUnprocessableEntity || slug(body) != "month-invalid" {
		t.Error(status, body)
	}
}

// What a report cannot be about is said by its name; nothing is answered with charts that will always be empty.
func TestInsightReport_NamesWhatItCannotBeAbout(t *testing.T) {
	ask := func(agreed bool, about string) (int, map[string]any) {
		h := api.New(api.Deps{Clock: clock.Fixed(time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)), Agreed: func(context.Context, time.Time) (bool, error) { return agreed, nil },
			Known: func(_ context.Context, s query.Subject, _ time.Time) error {
				p := problem.New(problem.Invalid, "query-invalid", "There is no report about this.")
				if s.Product == "LETTER" {
					p.With("product", "is not known")
				}
				return p.OrNil()
			}})
		r := httptest.NewRequest(http.MethodGet, "/v1/insights/reports/on-time?month=2026-10"+about, nil)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r.WithContext(httpapi.WithPrincipal(r.Context(), ana)))
		var out map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatal(w.Body)
		}
		return w.Code, out
	}
	for about, field := range map[string]string{"&operator=DEA": "operator", "&centre=DEA-BON": "centre", "&product=LETTER": "product", "&whose=everyone": "whose", "&whose=theirs": "whose"} {
		status, body := ask(false, about)
		errs, _ := body["errors"].([]any)
		if status != http.StatusUnprocessableEntity || slug(body) != "query-invalid" || len(errs) != 1 || errs[0].(map[string]any)["field"] != field {
			t.Errorf("%s: %d %v", about, status, body)
		}
	}
	if status, body := ask(false, "&centre=GBA-DON&product=EMS"); status != http.StatusOK || body["everyone"] != false {
		t.Error(status, body)
	}
	status, body := ask(true, "&whose=everyone")
	if status != http.StatusOK || body["everyone"] != true || body["charts"].([]any)[0].(map[string]any)["query"].(map[string]any)["whose"] != "everyone" {
		t.Error(status, body)
	}
}

func TestMetrics_AreTheOnesThatCount(t *testing.T) {
	_, body := call(t, newLake(), ana, http.MethodGet, "/v1/insights/metrics", "")
	items := body["items"].([]any)
	if len(items) != len(insight.Metrics) || items[0].(map[string]any)["target"] != 98.0 {
		t.Error(body)
	}
	byAgent, codes := map[any]any{}, []string{}
	for _, one := range items {
		codes = append(codes, one.(map[string]any)["code"].(string))
		byAgent[one.(map[string]any)["code"]] = one.(map[string]any)["byAgent"]
	}
	if byAgent["workload"] != true || byAgent["on-time-reply"] != false || byAgent["outstanding"] != false || byAgent["inquiry-rate"] != false {
		t.Error(byAgent)
	}
	for _, one := range items {
		if m := one.(map[string]any); m["ofItems"] != (m["code"] == "inquiry-rate") {
			t.Error(m)
		}
	}
	if outstanding := items[slices.Index(codes, "outstanding")].(map[string]any); outstanding["target"] != 0.0 {
		t.Error("none should be outstanding: the target is 0", outstanding)
	}
}

// A rate comes with how many items it is counted over, how many of them were pre-advised, and whether that is all of them.
func TestAsk_InquiryRate_SaysOverWhat(t *testing.T) {
	l := newLake(map[string]string{"partner": "DEA", "requests": "3", "items": "1200", "pre_advised": "1188"}, map[string]string{"partner": "FRA", "requests": "2", "items": "400", "pre_advised": "300"},
		map[string]string{"partner": "USA", "requests": "1", "items": "0", "pre_advised": "0"})
	const body = `{"measures":["inquiry-rate"],"sides":["requester"],"dimensions":["partner"],"from":"2026-10","to":"2026-10"}`
	status, answer := call(t, l, ana, http.MethodPost, "/v1/insights/queries", body)
	rows, _ := json.Marshal(answer["rows"])
	want := `[{"figures":[{"complete":true,"part":3,"preAdvised":1188,"value":2.5,"whole":1200}],"keys":["DEA"]},{"figures":[{"complete":false,"part":2,"preAdvised":300,"value":5,"whole":400}],"keys":["FRA"]},` +
		`{"figures":[{"part":1,"preAdvised":0,"value":null,"whole":0}],"keys":["USA"]}]`
	if d := cmp.Diff(want, string(rows)); d != "" || status != http.StatusOK {
		t.Error(status, d)
	}
	for place, wrong := range map[string]string{
		"dimensions[0]":        strings.Replace(body, "partner", "centre", 1),
		"filters[0].dimension": strings.Replace(body, `"from"`, `"filters":[{"dimension":"replyCode","values":["DLV"]}],"from"`, 1),
	} {
		status, answer := call(t, l, ana, http.MethodPost, "/v1/insights/queries", wrong)
		errors, _ := json.Marshal(answer["errors"])
		if status != http.StatusUnprocessableEntity || !strings.Contains(string(errors), `"`+place+`"`) || !strings.Contains(string(errors), "items are known by operator, partner, product and month") {
			t.Errorf("%s: %d %s", place, status, errors)
		}
	}
}

// Names and meanings are those of the files, in the reader's language; how a metric is computed stays as it is defined.
func TestMetrics_AreNamedInTheReadersLanguage(t *testing.T) {
	for accept, language := range map[string]string{"": "en", "fr-CA,en;q=0.8": "fr", "de": "de", "es-MX": "es", "pt": "en"} {
		r := httptest.NewRequest(http.MethodGet, "/v1/insights/metrics", nil)
		r.Header.Set("Accept-Language", accept)
		w := httptest.NewRecorder()
		api.New(api.Deps{}).ServeHTTP(w, r.WithContext(httpapi.WithPrincipal(r.Context(), ana)))
		var list api.MetricList
		if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || w.Header().Get("Content-Language") != language {
			t.Fatalf("%q is answered in %q: %v %s", accept, w.Header().Get("Content-Language"), err, w.Body)
		}
		for _, m := range list.Items {
			if words := insight.WordsIn(language)[m.Code]; m.Name != words.Name || m.Means != words.Means || m.Means == "" {
				t.Errorf("%q: %s is called %q and means %q", accept, m.Code, m.Name, m.Means)
			}
		}
		if list.Items[0].Formula != insight.Metrics[0].Formula {
			t.Error(list.Items[0])
		}
	}
}

// Other posts' sums are a matter of the network's agreement, which is looked at each time.
func TestAsk_OtherPostsSums_WhereTheNetworkAgreed(t *testing.T) {
	const body = `{"measures":["requests"],"sides":["replier"],"dimensions":["operator"],"whose":"everyone","from":"2026-10","to":"2026-10"}`
	l := newLake(map[string]string{"operator": "DEA", "requests": "40"}, map[string]string{"operator": "GBA", "requests": "2"})
	ask := func(agreed bool, failed error, method, path, body string) (int, map[string]any) {
		h := api.New(api.Deps{Clock: clock.Fixed(time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)), Desk: &query.Desk{Engine: l, Sizes: l, Shelf: l, Terms: query.Limits()},
			Agreed: func(context.Context, time.Time) (bool, error) { return agreed, failed }})
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r.WithContext(httpapi.WithPrincipal(r.Context(), ana)))
		var out map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatalf("%s answers %d %q", path, w.Code, w.Body)
		}
		return w.Code, out
	}
	if status, answer := ask(false, nil, http.MethodPost, "/v1/insights/queries", body); status != http.StatusUnprocessableEntity || slug(answer) != "query-invalid" {
		t.Error(status, answer)
	}
	status, answer := ask(true, nil, http.MethodPost, "/v1/insights/queries", body)
	if rows, _ := answer["rows"].([]any); status != http.StatusOK || len(rows) != 2 || answer["query"].(map[string]any)["whose"] != "everyone" {
		t.Fatal(status, answer)
	}
	if status, _ := ask(true, nil, http.MethodGet, "/v1/insights/queries/"+answer["id"].(string), ""); status != http.StatusOK {
		t.Error(status)
	}
	if status, _ := ask(false, nil, http.MethodGet, "/v1/insights/queries/"+answer["id"].(string), ""); status != http.StatusNotFound {
		t.Error("what was agreed once is shown on:", status)
	}
	if status, _ := ask(false, errors.New("no"), http.MethodPost, "/v1/insights/queries", body); status != http.StatusInternalServerError {
		t.Error("what cannot be read is not agreed to:", status)
	}
}
