package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/functions/insight-api/api"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

var (
	ana  = principal.Principal{Subject: "ana", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	dan  = principal.Principal{Subject: "dan", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-BON"}, Roles: []principal.Role{principal.Supervisor}}
	nils = principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}
)

// shelf is a list of reports, newest first.
type shelf []insight.Report

func (s shelf) Report(_ context.Context, id insight.ReportID) (insight.Report, error) {
	for _, r := range s {
		if r.ReportID == id {
			return r, nil
		}
	}
	return insight.Report{}, insight.Unknown()
}

func (s shelf) Edition(_ context.Context, id insight.ReportID, e insight.Edition) (insight.Report, error) {
	for _, r := range s.all(id) {
		if r.Edition == e {
			return r, nil
		}
	}
	return insight.Report{}, insight.Unknown()
}

func (s shelf) Editions(_ context.Context, id insight.ReportID) ([]insight.Report, error) {
	return s.all(id), nil
}

// all is a report in every edition: November's was corrected once.
func (s shelf) all(id insight.ReportID) []insight.Report {
	r, err := s.Report(context.Background(), id)
	if err != nil {
		return nil
	}
	if id.Month != "2026-11" {
		return []insight.Report{r}
	}
	first := r
	first.Version, first.Reason = 1, ""
	first.Rows = slices.Clone(r.Rows)
	first.Total.AsReplier.OnTime--
	first.Rows[0].Figures.AsReplier.OnTime--
	return []insight.Report{r, first}
}

func (s shelf) Keep(context.Context, insight.Report, insight.Edition) error { return nil }

func (s shelf) Past(context.Context, principal.OperatorCode, insight.Month, int) ([]insight.Report, error) {
	return nil, nil
}

func (s shelf) Reports(_ context.Context, l insight.List, p insight.Page) (out []insight.Report, position map[string]string, _ error) {
	for _, r := range s {
		switch {
		case string(r.Operator) != string(l) && string(l) != "GBA-DON", p.Month != "" && r.Month != p.Month:
		case p.Position != nil && string(r.Month) >= p.Position["SK"]:
		case len(out) == p.Limit:
			return out, map[string]string{"SK": string(out[len(out)-1].Month)}, nil
		default:
			out = append(out, r)
		}
	}
	return out, nil, nil
}

// links tells what it was asked for.
type links struct{}

func (links) Link(_ context.Context, key, name string, lasts time.Duration) (string, error) {
	return "https://files.example/" + key + "?as=" + name + "&for=" + lasts.String(), nil
}

func reports(t *testing.T) shelf {
	t.Helper()
	lines := []insight.Line{
		{Side: insight.Replier, Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Requests: 4, Due: 3, OnTime: 2, ReplyMinutes: 230, RepliesTimed: 2}},
		{Side: insight.Requester, Operator: "DEA", Centre: "DEA-BON", Counts: insight.Counts{Requests: 4, Due: 3, OnTime: 2}},
	}
	var out shelf
	for _, m := range []insight.Month{"2026-12", "2026-11", "2026-10"} {
		for _, r := range insight.Build(m, lines, nil) {
			r.State, r.Version, r.Until, r.CreatedAt = insight.Final, 1, m.End(), m.End()
			r.Files = map[insight.Format]string{insight.CSV: "reports/" + r.ReportID.String() + ".csv", insight.XLSX: "reports/" + r.ReportID.String() + ".xlsx"}
			if m == "2026-11" {
				r.Version, r.Reason, r.Counted = 2, "Late answers", "reports/2026-11/counted/0f.json"
				r.LastMonth = &insight.Past{Month: "2026-10", Edition: insight.Edition{State: insight.Final, Version: 1}, Total: r.Total}
			}
			for _, language := range []string{"en", "de"} {
				r.Files[insight.PDF.In(language)] = "reports/" + r.ReportID.String() + "." + language + ".pdf"
				if m == "2026-11" { // the others are from when there was one workbook
					delete(r.Files, insight.XLSX)
					r.Files[insight.XLSX.In(language)] = "reports/" + r.ReportID.String() + "." + language + ".xlsx"
				}
			}
			out = append(out, r)
		}
	}
	return out
}

func handler(t *testing.T, r *runs) http.Handler {
	t.Helper()
	now := clock.Fixed(time.Date(2026, 12, 15, 10, 0, 0, 0, time.UTC))
	return api.New(api.Deps{Reports: reports(t), Links: links{}, Clock: now, Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")}, Runs: r, Subscribers: &insight.Subscribers{Store: &r.wishes, People: &r.wishes},
		Correct: &insight.Corrector{Shelf: reports(t), Runs: r, Log: slog.New(slog.DiscardHandler), Start: func(context.Context) error { r.started++; return errors.New("busy") }}})
}

// get asks as somebody and returns the status and the answer.
func get(t *testing.T, who principal.Principal, path string) (int, map[string]any) {
	t.Helper()
	h := handler(t, &runs{})
	r := httptest.NewRequest(http.MethodGet, path, nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r.WithContext(httpapi.WithPrincipal(r.Context(), who)))
	var body map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Fatalf("%s answers %d %q", path, w.Code, w.Body)
	}
	return w.Code, body
}

func slug(body map[string]any) string {
	s, _ := body["type"].(string)
	return strings.TrimPrefix(s, httpapi.ProblemBase)
}

func ids(body map[string]any) (out []string) {
	for _, item := range body["items"].([]any) {
		out = append(out, item.(map[string]any)["id"].(string))
	}
	return out
}

func TestList_EveryoneGetsTheirOwn(t *testing.T) {
	for _, c := range []struct {
		who  principal.Principal
		path string
		want []string
	}{
		{ana, "/v1/reports?month=2026-11", []string{"monthly-2026-11-GBA"}},
		{ana, "/v1/reports", []string{"monthly-2026-12-GBA", "monthly-2026-11-GBA", "monthly-2026-10-GBA"}},
		{ana, "/v1/reports?month=2025-01", nil},
		{dan, "/v1/reports?month=2026-11", []string{"monthly-2026-11-DEA"}},
		{nils, "/v1/reports?month=2026-11", []string{"monthly-2026-11-NETWORK"}},
		{nils, "/v1/reports?month=2026-11&operator=DEA", []string{"monthly-2026-11-DEA"}},
	} {
		status, body := get(t, c.who, c.path)
		if status != http.StatusOK || !slices.Equal(ids(body), c.want) {
			t.Errorf("%s asks %s: %d %v", c.who.Subject, c.path, status, ids(body))
		}
	}
}

func TestList_Pages(t *testing.T) {
	_, first := get(t, ana, "/v1/reports?limit=2")
	if d := cmp.Diff([]string{"monthly-2026-12-GBA", "monthly-2026-11-GBA"}, ids(first)); d != "" {
		t.Fatal(d)
	}
	cursor := first["nextCursor"].(string)
	_, second := get(t, ana, "/v1/reports?limit=2&cursor="+cursor)
	if d := cmp.Diff([]string{"monthly-2026-10-GBA"}, ids(second)); d != "" || second["nextCursor"] != "" {
		t.Error(d, second["nextCursor"])
	}
	for name, path := range map[string]string{"altered": "/v1/reports?cursor=A" + cursor[1:], "of another list": "/v1/reports?month=2026-11&cursor=" + cursor} {
		if status, body := get(t, ana, path); status != http.StatusUnprocessableEntity || slug(body) != "cursor-invalid" {
			t.Errorf("a cursor that is %s: %d %s", name, status, slug(body))
		}
	}
	if status, body := get(t, dan, "/v1/reports?cursor="+cursor); status != http.StatusUnprocessableEntity || slug(body) != "cursor-invalid" {
		t.Errorf("somebody else's cursor: %d %s", status, slug(body))
	}
}

func TestReports_OthersAnswerAsUnknown(t *testing.T) {
	for _, c := range []struct {
		who  principal.Principal
		path string
		slug string
	}{
		{ana, "/v1/reports/monthly-2026-11-DEA", "report-unknown"},
		{ana, "/v1/reports/monthly-2026-11-DEA/download", "report-unknown"},
		{ana, "/v1/reports/monthly-2026-11-NETWORK", "report-unknown"},
		{ana, "/v1/reports/monthly-2026-01-GBA", "report-unknown"}, // not made: the same answer
		{ana, "/v1/reports/nonsense", "report-unknown"},
		{nils, "/v1/reports/monthly-2026-11-", "report-unknown"},
		{ana, "/v1/reports/monthly-2026-11-DEA/editions", "report-unknown"},
		{ana, "/v1/reports/monthly-2026-01-GBA/editions", "report-unknown"},
		{ana, "/v1/reports/monthly-2026-11-DEA/changes", "report-unknown"},
		{ana, "/v1/reports/monthly-2026-11-GBA?edition=final-v9", "report-unknown"},
		{ana, "/v1/reports/monthly-2026-11-GBA?edition=latest", "report-unknown"},
		{ana, "/v1/reports/monthly-2026-11-GBA/changes?from=final-v9", "report-unknown"},
		{ana, "/v1/reports/monthly-2026-11-GBA/changes?to=final-v9", "report-unknown"},
		{ana, "/v1/reports?operator=DEA", "operator-unknown"},
		{ana, "/v1/reports?operator=NETWORK", "operator-unknown"},
		{ana, "/v1/reports?centre=DEA-BON", "call-centre-unknown"},
		{ana, "/v1/reports?operator=GBA&centre=DEA-BON", "call-centre-unknown"},
		{principal.Principal{Subject: "x", Roles: []principal.Role{principal.Agent}}, "/v1/reports", "operator-unknown"},
	} {
		if status, body := get(t, c.who, c.path); status != http.StatusNotFound || slug(body) != c.slug {
			t.Errorf("%s asks %s: %d %s", c.who.Subject, c.path, status, slug(body))
		}
	}
}

func TestReports_NeedARole(t *testing.T) {
	for _, path := range []string{"/v1/reports", "/v1/reports/monthly-2026-11-GBA", "/v1/reports/monthly-2026-11-GBA/download"} {
		if status, body := get(t, principal.Principal{Subject: "x", Operator: "GBA"}, path); status != http.StatusForbidden || slug(body) != "role-missing" {
			t.Errorf("%s: %d %s", path, status, slug(body))
		}
	}
}

func TestReports_BadInputNamesTheField(t *testing.T) {
	for path, field := range map[string]string{
		"/v1/reports?month=november": "month", "/v1/reports?month=2026-13": "month", "/v1/reports?limit=0": "limit", "/v1/reports?limit=x": "limit",
		"/v1/reports?cursor=x": "cursor", "/v1/reports?colour=red": "colour", "/v1/reports/monthly-2026-11-GBA/download?format=exe": "format",
	} {
		status, body := get(t, ana, path)
		errs, _ := body["errors"].([]any)
		if status != http.StatusUnprocessableEntity || len(errs) == 0 || errs[0].(map[string]any)["field"] != field {
			t.Errorf("%s: %d %v", path, status, body)
		}
	}
}

// Whatever metric is defined is in a report; a list has the headlines alone.
func TestGet_HasEveryMetricWhereAListHasHeadlines(t *testing.T) {
	_, body := get(t, ana, "/v1/reports/monthly-2026-11-GBA")
	for _, figures := range []any{body["summary"], body["rows"].([]any)[0]} {
		for _, side := range []string{"asReplier", "asRequester"} {
			metrics, _ := figures.(map[string]any)[side].(map[string]any)["metrics"].(map[string]any)
			if len(metrics) != len(insight.Metrics) {
				t.Errorf("%s has %d metrics of %d", side, len(metrics), len(insight.Metrics))
			}
			for _, m := range insight.Metrics {
				if metrics[m.Code] == nil {
					t.Errorf("%s lacks %s", side, m.Code)
				}
			}
		}
	}
	_, list := get(t, ana, "/v1/reports")
	for _, item := range list["items"].([]any) {
		if side := item.(map[string]any)["summary"].(map[string]any)["asReplier"].(map[string]any); side["metrics"] != nil || side["onTime"] == nil {
			t.Error(side)
		}
	}
}

func TestGet_ShowsCountsWithEveryFigureAndNullForNone(t *testing.T) {
	_, body := get(t, ana, "/v1/reports/monthly-2026-11-GBA")
	for _, row := range body["rows"].([]any) {
		for _, side := range []string{"asReplier", "asRequester"} { // every metric is the test below
			delete(row.(map[string]any)[side].(map[string]any), "metrics")
		}
	}
	raw, _ := json.Marshal(body["rows"])
	want := `[{"asReplier":{"automatic":{"part":0,"percent":null,"reached":null,"target":null,"whole":0},"closed":0,"firstLevel":{"part":0,"percent":null,"reached":null,"target":70,"whole":0},` +
		`"onTime":{"part":2,"percent":66.7,"reached":false,"target":98,"whole":3},"onTimeByPeople":{"part":2,"percent":66.7,"reached":null,"target":null,"whole":3},"opened":0,"outstanding":0,"replies":0,"requests":4,` +
		`"timeToOpen":{"averageMinutes":null,"count":0,"reached":null,"target":180,"totalMinutes":0},"timeToReply":{"averageMinutes":115,"count":2,"reached":null,"target":null,"totalMinutes":230},"timeToReplyByPeople":{"averageMinutes":115,"count":2,"reached":null,"target":null,"totalMinutes":230}},` +
		`"asRequester":{"automatic":{"part":0,"percent":null,"reached":null,"target":null,"whole":0},"closed":0,"firstLevel":{"part":0,"percent":null,"reached":null,"target":70,"whole":0},` +
		`"onTime":{"part":0,"percent":null,"reached":null,"target":98,"whole":0},"onTimeByPeople":{"part":0,"percent":null,"reached":null,"target":null,"whole":0},"opened":0,"outstanding":0,"replies":0,"requests":0,` +
		`"timeToOpen":{"averageMinutes":null,"count":0,"reached":null,"target":180,"totalMinutes":0},"timeToReply":{"averageMinutes":null,"count":0,"reached":null,"target":null,"totalMinutes":0},"timeToReplyByPeople":{"averageMinutes":null,"count":0,"reached":null,"target":null,"totalMinutes":0}},` +
		`"centre":"GBA-DON","name":"GBA-DON","operator":"GBA"}]`
	if d := cmp.Diff(want, string(raw)); d != "" {
		t.Error(d)
	}
	if body["id"] != "monthly-2026-11-GBA" || body["kind"] != "monthly" || body["state"] != "final" || body["createdAt"] != "2026-12-01T00:00:00Z" {
		t.Error(body)
	}
}

func TestDownload_IsAnAddressForFiveMinutes(t *testing.T) {
	status, body := get(t, ana, "/v1/reports/monthly-2026-11-GBA/download?format=csv")
	if status != http.StatusOK || body["url"] != "https://files.example/reports/monthly-2026-11-GBA.csv?as=whereabouts-2026-11-GBA-final-v2.csv&for=5m0s" ||
		body["expiresAt"] != "2026-12-15T10:05:00Z" {
		t.Error(status, body)
	}
}
