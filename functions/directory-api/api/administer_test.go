//go:build emulator

package api_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/functions/directory-api/api"
	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var (
	sam   = principal.Principal{Subject: "3", Name: "Sam Shaw", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent, principal.Supervisor}}
	olga  = principal.Principal{Subject: "4", Name: "Olga Osborne", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.OperatorAdministrator}}
	bruno = principal.Principal{Subject: "5", Name: "Bruno Becker", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-BON"}, Roles: []principal.Role{principal.Agent, principal.Supervisor, principal.OperatorAdministrator}}
)

// office is the API on a table of its own with the real data.
type office struct {
	t     *testing.T
	store *directorydb.Store
	send  func(request) events.APIGatewayV2HTTPResponse

	invitations *directory.Invitations
	letters     *[]string // of invitations: to whom, in which language
}

func newOffice(t *testing.T) office {
	t.Helper()
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	client, table := kit.Table(t, "DirectoryTable")
	store := directorydb.New(client, table, nil)
	if err := store.Load(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	ids, letters := 0, &[]string{}
	newID := func() string { ids++; return fmt.Sprintf("%026d", ids) }
	invitations := &directory.Invitations{Store: store, NewID: newID, Mail: func(_ context.Context, i directory.Invitation, _ directory.Operator) error {
		*letters = append(*letters, i.Email+" "+i.Language)
		return nil
	}}
	gateway := httpapi.NewGateway(slog.New(slog.DiscardHandler), api.New(api.Deps{Directory: store, Machines: &directory.Machines{Store: store, Random: rand.Reader}, Clock: clock.Fixed(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)),
		Administration: &directory.Administration{Store: store, Catalogue: store, NewID: newID}, Invitations: invitations}))
	return office{t: t, store: store, invitations: invitations, letters: letters, send: func(r request) events.APIGatewayV2HTTPResponse {
		t.Helper()
		path, query, _ := strings.Cut(r.path, "?")
		ev := events.APIGatewayV2HTTPRequest{RawPath: path, RawQueryString: query, Body: r.body, Headers: map[string]string{"content-type": "application/json"}}
		maps.Copy(ev.Headers, r.headers)
		ev.RequestContext.HTTP.Method = r.method
		ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: r.as.Context()}
		out, err := gateway(t.Context(), ev)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}}
}

// does expects a status and, for a problem, its slug and its first field; it returns the answer.
func (o office) does(as principal.Principal, method, path, body, match string, status int, slug, field string) (out map[string]any, tag string) {
	o.t.Helper()
	r := request{method: method, path: path, body: body, as: as, headers: map[string]string{}}
	if match != "" {
		r.headers["if-match"] = match
	}
	res := o.send(r)
	if res.StatusCode != status {
		o.t.Fatalf("%s %s: %d %s", method, path, res.StatusCode, res.Body)
	}
	if res.Body != "" {
		if err := json.Unmarshal([]byte(res.Body), &out); err != nil {
			o.t.Fatal(err, res.Body)
		}
	}
	if slug != "" {
		var p struct {
			Type   string
			Errors []problem.Field
		}
		_ = json.Unmarshal([]byte(res.Body), &p)
		if p.Type != httpapi.ProblemBase+slug || field != "" && (len(p.Errors) == 0 || p.Errors[0].Name != field) {
			o.t.Errorf("%s %s: %s, want %s of %s", method, path, res.Body, slug, field)
		}
	}
	return out, http.Header(res.MultiValueHeaders).Get("ETag") + res.Headers["Etag"]
}

func TestCalendar_IsEditedByItsAdministrator_AndOldOnesStayReadable(t *testing.T) {
	o := newOffice(t)
	const path = "/v1/call-centres/GBA-DON/calendar"
	body := `{"calendar":{"timeZone":"Europe/London","week":{"1":[["08:00","12:00"]]},"holidays":["2026-12-25"]}}`
	for _, who := range []principal.Principal{ana, sam, bruno, nils} {
		slug := "role-missing"
		if who.Operator == "DEA" {
			slug = "not-your-operator"
		}
		o.does(who, "PUT", path, body, "", 403, slug, "")
	}
	_, tag := o.does(olga, "GET", "/v1/call-centres/GBA-DON", "", "", 200, "", "")
	if !strings.HasPrefix(tag, `"0.`) {
		t.Fatal(tag)
	}
	o.does(olga, "PUT", path, strings.Replace(body, "12:00", "25:00", 1), tag, 422, "calendar-invalid", "calendar.week.1[0][1]")
	o.does(olga, "PUT", path, body, "yesterday", 422, "request-invalid", "If-Match")
	o.does(olga, "PUT", "/v1/call-centres/GBA-XXX/calendar", body, tag, 404, "call-centre-unknown", "")
	got, next := o.does(olga, "PUT", path, body, tag, 200, "", "")
	if !strings.HasPrefix(next, `"1.`) || got["calendarVersion"] != 1.0 || got["calendar"].(map[string]any)["special"] == nil {
		t.Error(next, got["calendarVersion"])
	}
	o.does(olga, "PUT", path, body, tag, 412, "call-centre-changed", "If-Match")
	if seen, _ := o.does(ana, "GET", "/v1/call-centres/GBA-DON", "", "", 200, "", ""); len(seen["calendar"].(map[string]any)["holidays"].([]any)) != 1 {
		t.Error("not seen at once", seen["calendar"])
	}
	versions, _ := o.does(sam, "GET", path+"/versions", "", "", 200, "", "")
	items := versions["items"].([]any)
	if len(items) != 2 || items[0].(map[string]any)["by"].(map[string]any)["name"] != "Olga Osborne" || items[1].(map[string]any)["by"] != nil {
		t.Error(versions)
	}
	if foreign := o.send(request{method: "GET", path: path + "/versions", as: bruno}); strings.Contains(foreign.Body, "Olga") || !strings.Contains(foreign.Body, `"version":1`) {
		t.Error("another post sees who edited", foreign.Body)
	}
	first, _ := o.does(bruno, "GET", path+"/versions/0", "", "", 200, "", "")
	if first["calendar"].(map[string]any)["special"].(map[string]any)["2026-12-24"] == nil || first["by"] != nil {
		t.Error("the calendar of the data is not readable", first)
	}
	o.does(bruno, "GET", path+"/versions/2", "", "", 404, "calendar-version-unknown", "")
}

func TestPeriodAndRules_AreEditedByTheAdministrator(t *testing.T) {
	o := newOffice(t)
	o.does(olga, "PUT", "/v1/call-centres/GBA-DON/period", `{"closesOn":"2026-12-01","replacedBy":"DEA-BON"}`, "", 422, "period-invalid", "replacedBy")
	o.does(olga, "PUT", "/v1/call-centres/GBA-DON/period", `{"opensOn":"2026-12-02","closesOn":"2026-12-01"}`, "", 422, "period-invalid", "closesOn")
	got, _ := o.does(olga, "PUT", "/v1/call-centres/GBA-DON/period", `{"closesOn":"2026-12-01","replacedBy":"GBA-BEL"}`, `"0"`, 200, "", "")
	if got["closesOn"] != "2026-12-01" || got["replacedBy"] != "GBA-BEL" {
		t.Error(got)
	}
	o.does(olga, "PUT", "/v1/call-centres/GBA-BEL/period", `{"closesOn":"2026-12-01"}`, "", 422, "period-invalid", "closesOn")

	o.does(olga, "PUT", "/v1/operators/GBA/hand-over", `{"rules":[{"workflows":["XYZ"],"centre":"GBA-BEL"}]}`, "", 422, "hand-over-invalid", "rules[0].workflows[0]")
	o.does(bruno, "PUT", "/v1/operators/GBA/hand-over", `{"rules":[]}`, "", 403, "not-your-operator", "")
	op, tag := o.does(olga, "PUT", "/v1/operators/GBA/hand-over", `{"rules":[{"products":["REG","INS"],"levels":[2,3],"centre":"GBA-BEL"}]}`, `"0"`, 200, "", "")
	if len(op["handOver"].([]any)) != 1 || !strings.HasPrefix(tag, `"1.`) {
		t.Error(op["handOver"], tag)
	}
	o.does(olga, "PUT", "/v1/operators/GBA/settings", `{"autoReply":["WII"],"archiveAfterDays":90}`, `"0"`, 412, "operator-changed", "If-Match")
	o.does(olga, "PUT", "/v1/operators/GBA/settings", `{"archiveAfterDays":7}`, tag, 422, "settings-invalid", "archiveAfterDays")
	o.does(olga, "PUT", "/v1/operators/GBA/settings", `{"autoReply":["WII"],"archiveAfterDays":90}`, tag, 200, "", "")
	if own, _ := o.does(ana, "GET", "/v1/operators/GBA", "", "", 200, "", ""); own["handOver"] == nil || own["settings"] == nil || own["version"] != 2.0 {
		t.Error(own)
	}
	for _, path := range []string{"/v1/operators/GBA", "/v1/operators"} {
		if out := o.send(request{method: "GET", path: path, as: bruno}); strings.Contains(out.Body, "archiveAfterDays") || strings.Contains(out.Body, `"handOver"`) {
			t.Error("another post sees the operator's own matters", path)
		}
	}
}

func TestCentreSettings_AreTheOperatorsOwn(t *testing.T) {
	o := newOffice(t)
	const path = "/v1/call-centres/GBA-DON/settings"
	o.does(olga, "PUT", path, `{"digestAt":"24:00","mail":["overdue"],"mailTo":["a@gba.example"]}`, "", 422, "settings-invalid", "digestAt")
	o.does(olga, "PUT", path, `{"digestAt":"08:00","mail":["overdue"],"mailTo":["a@gba.example"]}`, "", 200, "", "")
	if own, _ := o.does(ana, "GET", "/v1/call-centres/GBA-DON", "", "", 200, "", ""); own["settings"].(map[string]any)["digestAt"] != "08:00" {
		t.Error(own["settings"])
	}
	if out := o.send(request{method: "GET", path: "/v1/call-centres/GBA-DON", as: bruno}); strings.Contains(out.Body, "gba.example") {
		t.Error("another post sees mail addresses")
	}
}

func TestTemplates_AreWrittenBySupervisors_AndReadByTheOperator(t *testing.T) {
	o := newOffice(t)
	const body = `{"kind":"reply","name":"Delivered","language":"en","workflow":"WII","code":"DLV","text":"{{itemId}} was delivered."}`
	o.does(ana, "POST", "/v1/templates", body, "", 403, "role-missing", "")
	o.does(nils, "GET", "/v1/templates", "", "", 403, "operator-missing", "")
	o.does(sam, "POST", "/v1/templates", strings.Replace(body, "itemId", "salary", 1), "", 422, "template-invalid", "text")
	o.does(sam, "POST", "/v1/templates", strings.Replace(body, `"reply"`, `"mail"`, 1), "", 422, "request-invalid", "kind")
	post := func(key, body string) events.APIGatewayV2HTTPResponse {
		return o.send(request{method: "POST", path: "/v1/templates", body: body, as: sam, headers: map[string]string{"idempotency-key": key}})
	}
	one, again := post("k", body), post("k", body)
	if one.StatusCode != 201 || again.StatusCode != 201 || one.Body != again.Body {
		t.Error("the same request has two effects", one.Body, again.Body)
	}
	if other := post("k", strings.Replace(body, "Delivered", "Given", 1)); other.StatusCode != 422 || !strings.Contains(other.Body, "idempotency-key-reused") {
		t.Error(other.StatusCode, other.Body)
	}
	list, _ := o.does(ana, "GET", "/v1/templates", "", "", 200, "", "")
	items := list["items"].([]any)
	if len(items) != 1 {
		t.Fatal(list)
	}
	path := "/v1/templates/" + items[0].(map[string]any)["id"].(string)
	if theirs, _ := o.does(bruno, "GET", "/v1/templates", "", "", 200, "", ""); len(theirs["items"].([]any)) != 0 {
		t.Error("another post sees templates")
	}
	o.does(bruno, "PUT", path, body, "", 404, "template-unknown", "")
	o.does(sam, "PUT", path, strings.Replace(body, "Delivered", "Signed", 1), `"1"`, 200, "", "")
	o.does(sam, "PUT", path, body, `"1"`, 412, "template-changed", "If-Match")
	o.does(ana, "DELETE", path, "", "", 403, "role-missing", "")
	o.does(sam, "DELETE", path, "", `"1"`, 412, "template-changed", "If-Match")
	o.does(sam, "DELETE", path, "", `"2"`, 204, "", "")
	o.does(sam, "DELETE", path, "", "", 404, "template-unknown", "")
}

func TestViews_AreAPersonsOwn_AndAtMostThirty(t *testing.T) {
	o := newOffice(t)
	const path = "/v1/me/views/Urgent from France"
	o.does(ana, "PUT", path, `{"folder":"to do"}`, "", 422, "view-invalid", "folder")
	for range 2 {
		o.does(ana, "PUT", path, `{"folder":"toDo","filter":{"urgent":"true"}}`, "", 200, "", "")
	}
	if v, _ := o.does(ana, "GET", path, "", "", 200, "", ""); v["name"] != "Urgent from France" || v["folder"] != "toDo" {
		t.Error(v)
	}
	o.does(ana, "PUT", path, `{"folder":"toDo","columns":["item","item"]}`, "", 422, "view-invalid", "columns")
	kept, _ := o.does(ana, "PUT", path, `{"folder":"toDo","columns":["due","item"]}`, "", 200, "", "")
	if found, _ := o.does(ana, "GET", path, "", "", 200, "", ""); fmt.Sprint(found["columns"]) != "[due item]" || fmt.Sprint(kept["columns"]) != "[due item]" {
		t.Error(kept, found)
	}
	if without, _ := o.does(ana, "PUT", path, `{"folder":"toDo"}`, "", 200, "", ""); without["columns"] != nil {
		t.Error(without)
	}
	o.does(sam, "GET", path, "", "", 404, "view-unknown", "")
	for i := range directory.MaxViews - 1 {
		o.does(ana, "PUT", fmt.Sprintf("/v1/me/views/v%d", i), `{"folder":"toDo"}`, "", 200, "", "")
	}
	o.does(ana, "PUT", "/v1/me/views/more", `{"folder":"toDo"}`, "", 409, "views-full", "name")
	o.does(ana, "PUT", path, `{"folder":"waiting"}`, "", 200, "", "")
	for range 2 {
		o.does(ana, "DELETE", path, "", "", 204, "", "")
	}
	if mine, _ := o.does(ana, "GET", "/v1/me/views", "", "", 200, "", ""); len(mine["items"].([]any)) != directory.MaxViews-1 {
		t.Error(len(mine["items"].([]any)))
	}
}

func TestPreferences_AreAPersonsOwn_AndGoWithThem(t *testing.T) {
	o := newOffice(t)
	const path = "/v1/me/preferences"
	for _, a := range []directory.Agent{{Subject: "1", Name: "Ana Aldous", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON"}}, {Subject: "3", Name: "Sam Shaw", Operator: "GBA"}} {
		if err := o.store.PutAgent(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	o.does(ana, "PATCH", path, `{"columns":["item","item"]}`, "", 422, "preferences-invalid", "columns")
	o.does(ana, "PATCH", path, `{"theme":"dark","columns":["due","item"]}`, "", 200, "", "")
	o.does(ana, "PATCH", path, `{"density":"compact"}`, "", 200, "", "") // another window, which knows nothing of the theme
	want := map[string]any{"theme": "dark", "density": "compact", "columns": []any{"due", "item"}}
	got, _ := o.does(ana, "GET", path, "", "", 200, "", "")
	me, _ := o.does(ana, "GET", "/v1/me", "", "", 200, "", "")
	if d := cmp.Diff(want, got) + cmp.Diff(want, me["preferences"]); d != "" {
		t.Error(d)
	}
	for _, other := range []principal.Principal{sam, olga} {
		if theirs, _ := o.does(other, "GET", path, "", "", 200, "", ""); len(theirs) != 0 {
			t.Error(other.Name, "sees", theirs)
		}
	}
	o.does(olga, "PUT", "/v1/agents/1", `{"callCentres":["GBA-DON"],"roles":["agent"],"active":false}`, `"0"`, 200, "", "")
	if left, _ := o.does(ana, "GET", path, "", "", 200, "", ""); len(left) != 0 {
		t.Error("kept of who is let in no more:", left)
	}
	o.does(ana, "PATCH", path, `{"theme":"dark"}`, "", 403, "agent-inactive", "") // where that is not known yet
}

func TestAgents_SupervisorsSeeAll_AgentsTheirOwnCentres(t *testing.T) {
	o := newOffice(t)
	for _, a := range []directory.Agent{{Subject: "1", Name: "Ana Aldous", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON"}},
		{Subject: "7", Name: "Bea Byrne", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-BEL"}}, {Subject: "5", Name: "Bruno Becker", Operator: "DEA", CallCentres: []directory.CentreID{"DEA-BON"}}} {
		if err := o.store.PutAgent(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		who  principal.Principal
		path string
		n    int
	}{{sam, "/v1/agents", 2}, {sam, "/v1/agents?centre=GBA-BEL", 1}, {ana, "/v1/agents", 1}, {ana, "/v1/agents?centre=GBA-BEL", 0}, {bruno, "/v1/agents", 1}} {
		if got, _ := o.does(c.who, "GET", c.path, "", "", 200, "", ""); len(got["items"].([]any)) != c.n {
			t.Errorf("%s %s: %v, want %d", c.who.Name, c.path, got, c.n)
		}
	}
	o.does(bruno, "GET", "/v1/agents?centre=GBA-DON", "", "", 403, "not-your-operator", "centre")
	o.does(nils, "GET", "/v1/agents", "", "", 403, "operator-missing", "")
	if out := o.send(request{method: "GET", path: "/v1/agents", as: sam}); strings.Contains(out.Body, "@") {
		t.Error("mail addresses are nobody's business here", out.Body)
	}
}

func TestMessageSettings_AreEditedByTheAdministrator(t *testing.T) {
	o := newOffice(t)
	const path = "/v1/operators/GBA/messages"
	first, tag := o.does(olga, "GET", path, "", "", 200, "", "")
	if len(first["dialects"].([]any)) != 0 || first["version"] != 0.0 || first["by"] != nil || tag != `"0"` {
		t.Error(first, tag)
	}
	o.does(ana, "GET", path, "", "", 403, "role-missing", "")
	o.does(bruno, "GET", path, "", "", 403, "not-your-operator", "")
	o.does(olga, "PUT", path, `{"dialects":[{"message":"X"}],"codes":{}}`, tag, 422, "message-settings-invalid", "dialects[0]")
	got, next := o.does(olga, "PUT", path, `{"dialects":[],"codes":{"reason":{"A1":"ABS"}}}`, tag, 200, "", "")
	if next != `"1"` || got["by"].(map[string]any)["subject"] != olga.Subject {
		t.Error(got, next)
	}
	o.does(olga, "PUT", path, `{"dialects":[],"codes":{}}`, tag, 412, "message-settings-changed", "If-Match")
	if got, _ := o.does(olga, "GET", path, "", "", 200, "", ""); got["codes"].(map[string]any)["reason"].(map[string]any)["A1"] != "ABS" {
		t.Error(got)
	}
}

func TestAgents_AreSetByTheirAdministrator(t *testing.T) {
	o := newOffice(t)
	for _, a := range []directory.Agent{{Subject: "1", Name: "Ana Aldous", Email: "ana@gba.example", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON"}},
		{Subject: "4", Name: "Olga Osborne", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON"}}, {Subject: "5", Name: "Bruno Becker", Operator: "DEA"}} {
		if err := o.store.PutAgent(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.store.Saw(t.Context(), "1", directory.Seen{On: "2026-11-24", Language: "de", Roles: []principal.Role{principal.Agent}}); err != nil {
		t.Fatal(err)
	}
	ana := func(as principal.Principal, path string) map[string]any {
		t.Helper()
		list, _ := o.does(as, "GET", path, "", "", 200, "", "")
		for _, one := range list["items"].([]any) {
			if one := one.(map[string]any); one["subject"] == "1" {
				return one
			}
		}
		return nil
	}
	if seen := ana(sam, "/v1/agents"); seen == nil || seen["administration"] != nil {
		t.Error("a supervisor sees who is there, and no more", seen)
	}
	admin := ana(olga, "/v1/agents")["administration"].(map[string]any)
	if admin["lastSeenOn"] != "2026-11-24" || admin["language"] != "de" || admin["rolesSet"] != false || admin["roles"].([]any)[0] != "agent" {
		t.Error(admin)
	}
	const path, body = "/v1/agents/1", `{"callCentres":["GBA-BEL"],"roles":["agent","supervisor"],"active":true}`
	for _, who := range []principal.Principal{sam, nils} {
		o.does(who, "PUT", path, body, "", 403, "role-missing", "")
	}
	o.does(bruno, "PUT", path, body, "", 404, "agent-unknown", "")
	o.does(olga, "PUT", "/v1/agents/9", body, "", 404, "agent-unknown", "")
	o.does(olga, "PUT", path, strings.Replace(body, "GBA-BEL", "DEA-BON", 1), "", 422, "agent-invalid", "callCentres")
	o.does(olga, "PUT", "/v1/agents/4", body, "", 422, "agent-yourself", "roles")
	set, tag := o.does(olga, "PUT", path, body, `"0"`, 200, "", "")
	if tag != `"1"` || set["administration"].(map[string]any)["rolesSet"] != true {
		t.Error(tag, set)
	}
	o.does(olga, "PUT", path, body, `"0"`, 412, "agent-changed", "If-Match")
	o.does(olga, "PUT", path, strings.Replace(body, "true", "false", 1), tag, 200, "", "")
	if ana(sam, "/v1/agents") != nil || ana(olga, "/v1/agents") != nil || ana(olga, "/v1/agents?inactive=true") == nil {
		t.Error("who is let in no more is listed for their administrator only, when asked for")
	}
	o.does(sam, "GET", "/v1/agents?inactive=true", "", "", 403, "role-missing", "inactive")
	if a, err := o.store.Agent(t.Context(), "1"); err != nil || !a.Inactive || len(a.Roles) != 2 || a.Seen.On != "2026-11-24" {
		t.Error(a, err)
	}
}
