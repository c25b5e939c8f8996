package api_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

var (
	olaf = principal.Principal{Subject: "olaf", Operator: "FRA", Roles: []principal.Role{principal.OperatorAdministrator}}
)

// lateness is two late items on their way from GB to DE, and what DEA owed GBA in November.
type lateness struct{ transit.LateItems }

var tardy = []transit.LateItem{
	{Item: "EE123456799GB", Product: "EMS", Lane: transit.Lane{From: "GB", To: "DE"}, Origin: "GBA", Destination: "DEA", Stage: transit.Arrival, Since: now.Add(-25 * time.Hour), Why: transit.ByStage, LastCode: "EMC", LastTime: now.Add(-100 * time.Hour), LastCountry: "GB"},
	{Item: "RR473124829GB", Product: "REG", Lane: transit.Lane{From: "GB", To: "DE"}, Origin: "GBA", Destination: "DEA", Stage: transit.Delivery, Since: now.Add(-50 * time.Hour), Why: transit.ByWhole, LastCode: "EMD", LastTime: now.Add(-200 * time.Hour), LastCountry: "DE"},
}

func (lateness) ListLate(_ context.Context, q transit.LateQuery) (transit.LatePage, error) {
	page := transit.LatePage{Items: []transit.LateItem{}}
	for i, l := range tardy {
		of := l.Origin
		if q.Role == transit.AsDestination {
			of = l.Destination
		}
		if of != q.Operator || q.Lane != (transit.Lane{}) && q.Lane != l.Lane || q.Filter.Product != "" && q.Filter.Product != l.Product || q.Position["after"] == string(l.Item) {
			continue
		}
		if page.Items = append(page.Items, l); len(page.Items) == q.Limit && i < len(tardy)-1 {
			page.Next = map[string]string{"after": string(l.Item)}
			return page, nil
		}
	}
	return page, nil
}

func (lateness) LateLanes(_ context.Context, operator principal.OperatorCode, _ transit.Role) ([]transit.LaneSum, error) {
	if operator != "GBA" {
		return nil, nil
	}
	return []transit.LaneSum{{Other: "DEA", Lane: tardy[0].Lane, Count: 2, Oldest: tardy[1].Since}}, nil
}

func (lateness) Owed(_ context.Context, m transit.Month, operator principal.OperatorCode, sent bool) ([]transit.Line, error) {
	switch {
	case operator != "GBA" || sent:
		return []transit.Line{}, nil
	case m == "2026-10":
		return []transit.Line{{Partner: "DEA", Code: "EMD", Count: transit.Count{Due: 2, Came: 2}}}, nil
	}
	return []transit.Line{{Partner: "DEA", Code: "EMI", Count: transit.Count{Due: 1}}, {Partner: "DEA", Code: "EMD", Count: transit.Count{Due: 8, Came: 6, Late: 3, Delays: map[int]int{0: 2, 5: 4}}}}, nil
}

func (lateness) Everyone(context.Context, transit.Month) ([]transit.Line, error) {
	return []transit.Line{{Partner: "FRA", Code: "EMC", Count: transit.Count{Due: 1, Came: 1, Delays: map[int]int{1: 1}}}}, nil
}

func (lateness) Missing(_ context.Context, c transit.Cell) ([]transit.Sample, error) {
	return []transit.Sample{{Cell: c, Item: edi.ItemID("EE123456799GB"), Due: now}}, nil
}

func (lateness) Lanes(context.Context, transit.Month, principal.OperatorCode, transit.Role) (map[principal.OperatorCode]transit.StageCount, error) {
	return map[principal.OperatorCode]transit.StageCount{"DEA": {Over: 8, Behind: 1}}, nil
}

func items(t *testing.T, answer map[string]any) []map[string]any {
	t.Helper()
	list, ok := answer["items"].([]any)
	if !ok {
		t.Fatal(answer)
	}
	out := make([]map[string]any, len(list))
	for i, v := range list {
		out[i], _ = v.(map[string]any)
	}
	return out
}

func TestLateItems(t *testing.T) {
	s := start()
	get := func(who principal.Principal, query string) (int, map[string]any) {
		return s.do(t, request{who: who, method: "GET", path: "/v1/late-items", query: query})
	}
	status, answer := get(ana, "")
	rows := items(t, answer)
	if status != 200 || len(rows) != 2 || rows[0]["itemId"] != "EE123456799GB" || rows[0]["days"] != 2.0 || rows[0]["stage"] != "arrival" || rows[1]["why"] != "whole" || answer["nextCursor"] != "" {
		t.Error(status, answer)
	}
	status, answer = get(ana, "limit=1")
	cursor, _ := answer["nextCursor"].(string)
	if status != 200 || cursor == "" {
		t.Fatal(status, answer)
	}
	if status, answer := get(ana, "limit=1&cursor="+cursor); status != 200 || items(t, answer)[0]["itemId"] != "RR473124829GB" {
		t.Error(status, answer)
	}
	if status, answer := get(ana, "limit=1&product=EMS&cursor="+cursor); status != 422 || slug(answer) != "cursor-invalid" {
		t.Error("a cursor of another list", status, answer)
	}
	if status, answer := get(bruno, "role=destination&lane=GB"); status != 200 || len(items(t, answer)) != 2 {
		t.Error(status, answer)
	}
	if status, answer := get(bruno, ""); status != 200 || len(items(t, answer)) != 0 {
		t.Error("those it sent", status, answer)
	}
	if status, answer := get(ana, "lane=FR"); status != 200 || len(items(t, answer)) != 0 {
		t.Error(status, answer)
	}
	if status, answer := get(bruno, "operator=GBA"); status != 404 || slug(answer) != "operator-unknown" {
		t.Error("another post’s", status, answer)
	}
	if status, answer := get(nils, "operator=GBA"); status != 200 || len(items(t, answer)) != 2 {
		t.Error(status, answer)
	}
	if status, answer := get(nils, ""); status != 422 || slug(answer) != "operator-missing" {
		t.Error(status, answer)
	}
	if status, answer := get(nobody, ""); status != 403 {
		t.Error(status, answer)
	}
}

func TestLateItems_ByLane(t *testing.T) {
	status, answer := start().do(t, request{who: ana, method: "GET", path: "/v1/late-items/lanes"})
	rows := items(t, answer)
	if status != 200 || answer["total"] != 2.0 || rows[0]["count"] != 2.0 || rows[0]["share"] != 12.5 || rows[0]["partner"].(map[string]any)["operator"] != "DEA" || rows[0]["oldest"] == nil {
		t.Error(status, answer)
	}
}

func TestLateItems_AsAFile(t *testing.T) {
	s := start()
	ev := events.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: "/v1/late-items/export", Headers: map[string]string{}}
	ev.RequestContext.HTTP.Method, ev.RequestContext.Stage = "GET", "$default"
	ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: ana.Context()}
	out, err := s.serve(t.Context(), ev)
	lines := strings.Split(strings.TrimSpace(out.Body), "\r\n")
	if err != nil || out.StatusCode != 200 || len(lines) != 3 || !strings.HasPrefix(lines[1], "EE123456799GB,EMS,GB,DE,GBA,DEA,arrival,2026-11-21T11:00:00Z,2,stage,EMC,") {
		t.Error(out.StatusCode, out.Body, err)
	}
}

func TestDataHub(t *testing.T) {
	s := start()
	get := func(who principal.Principal, query string) (int, map[string]any) {
		return s.do(t, request{who: who, method: "GET", path: "/v1/data-hub", query: query})
	}
	status, answer := get(sam, "")
	received, _ := answer["received"].([]any)
	if status != 200 || len(received) != 2 || answer["month"] != "2026-11" || answer["operator"] != "GBA" {
		t.Fatal(status, answer)
	}
	line := received[0].(map[string]any)
	if line["code"] != "EMD" || line["completeness"] != 75.0 || line["missing"] != 2.0 || line["lateShare"] != 50.0 || line["medianHours"] != 0.0 || line["completenessBefore"] != 100.0 {
		t.Error("in the order in which it is due, with figures:", line)
	}
	if last := received[1].(map[string]any); last["completeness"] != 0.0 || last["lateShare"] != nil || last["medianHours"] != nil || last["completenessBefore"] != nil {
		t.Error(last)
	}
	if status, answer := get(nils, "month=2026-11"); status != 200 || answer["operator"] != "" || answer["sent"].([]any)[0].(map[string]any)["medianHours"] != 6.0 {
		t.Error(status, answer)
	}
	for _, c := range []struct {
		who    principal.Principal
		query  string
		status int
		slug   string
	}{{ana, "", 403, "role-missing"}, {sam, "operator=DEA", 404, "operator-unknown"}, {sam, "month=2026-13", 422, "month-invalid"}, {olaf, "", 200, ""}} {
		if status, answer := get(c.who, c.query); status != c.status || slug(answer) != c.slug {
			t.Error(c, status, answer)
		}
	}
}

func TestDataHub_WhatIsMissing(t *testing.T) {
	s := start()
	for _, c := range []struct {
		who    principal.Principal
		status int
	}{{sam, 200}, {nils, 200}, {olaf, 404}, {ana, 403}} {
		status, answer := s.do(t, request{who: c.who, method: "GET", path: "/v1/data-hub/missing", query: "month=2026-11&from=DEA&to=GBA&code=EMD"})
		if status != c.status || status == 200 && items(t, answer)[0]["itemId"] != "EE123456799GB" {
			t.Error(c.who.Subject, status, answer)
		}
	}
}

// An item says when it is expected, in words of the standard that promises it.
func TestItem_SaysWhenItIsExpected(t *testing.T) {
	s := start()
	s.send(t, ana, message(strings.Replace(posted, `"office"`, `"nextOffice":"","office"`, 1), `{"itemId":"EE123456799GB","code":"EMC","eventTime":"2026-11-18T10:00:00Z","office":"GBLALA","nextOffice":"DEFRAA"}`))
	s.ingest(t)
	status, answer := s.do(t, request{who: ana, method: "GET", path: "/v1/items/EE123456799GB"})
	expected, _ := answer["expected"].(map[string]any)
	if status != 200 || expected["state"] != "late" || expected["stage"] != "arrival" || expected["from"] != "GB" || expected["late"].(map[string]any)["days"] != 1.0 {
		t.Fatal(status, answer["expected"])
	}
	steps := expected["steps"].([]any)
	if last := steps[len(steps)-1].(map[string]any); last["stage"] != "delivery" || last["event"] != "" || last["ended"] != nil {
		t.Error(steps)
	}
	s.send(t, ana, message(`{"itemId":"RR473124829GB","code":"EMA","eventTime":"2026-11-20T09:00:00Z","office":"GBLALA"}`))
	s.ingest(t)
	if _, answer := s.do(t, request{who: ana, method: "GET", path: "/v1/items/RR473124829GB"}); answer["expected"] != nil {
		t.Error("nothing is promised for a product that the catalogue does not know", answer["expected"])
	}
}
