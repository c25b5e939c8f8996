package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/functions/directory-api/api"
	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// book is the real data without a table.
type book struct {
	directory.Data
	err error
}

func (b book) Operator(_ context.Context, code directory.OperatorCode) (directory.Operator, error) {
	i := slices.IndexFunc(b.Data.Operators, func(o directory.Operator) bool { return o.Code == code })
	if i < 0 {
		return directory.Operator{}, problem.New(problem.NotFound, "operator-unknown", "There is no such operator.")
	}
	return b.Data.Operators[i], nil
}

func (b book) CallCentre(_ context.Context, id directory.CentreID) (directory.CallCentre, error) {
	i := slices.IndexFunc(b.Data.CallCentres, func(c directory.CallCentre) bool { return c.ID == id })
	if i < 0 {
		return directory.CallCentre{}, problem.New(problem.NotFound, "call-centre-unknown", "There is no such call centre.")
	}
	return b.Data.CallCentres[i], nil
}

func (b book) CentresOf(_ context.Context, code directory.OperatorCode) ([]directory.CallCentre, error) {
	return slices.DeleteFunc(slices.Clone(b.Data.CallCentres), func(c directory.CallCentre) bool { return c.Operator != code }), nil
}

func (book) Calendar(context.Context, string) (directory.KeptCalendar, error) {
	return directory.KeptCalendar{}, problem.New(problem.NotFound, "calendar-unknown", "There is no such calendar.")
}

func (b book) OperatorOf(_ context.Context, country string) (directory.OperatorCode, error) {
	return b.Countries[country], nil
}

func (b book) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return b.Version(context.Background(), "2026.12.2")
}

func (b book) Version(_ context.Context, version string) (*catalogue.Release, error) {
	i := slices.IndexFunc(b.Releases, func(r catalogue.Release) bool { return r.Version == version })
	if i < 0 {
		return nil, problem.New(problem.NotFound, "catalogue-unknown", "There is no such release.")
	}
	return &b.Releases[i], nil
}

func (b book) Versions(context.Context) ([]catalogue.Edition, error) {
	out := []catalogue.Edition{}
	for _, r := range slices.Backward(b.Releases) {
		out = append(out, catalogue.Edition{Version: r.Version, InForceFrom: r.InForceFrom})
	}
	return out, nil
}

func (b book) Operators(context.Context) ([]directory.Operator, error) { return b.Data.Operators, nil }

func (b book) CallCentres(context.Context) ([]directory.CallCentre, error) {
	return b.Data.CallCentres, nil
}

func (b book) DataVersion(context.Context) (string, error) { return b.Data.Version, b.err }

// shelf holds what people chose for their pages; whoever writes to it gets it back.
type shelf struct{ directory.EditStore }

func (shelf) Preferences(_ context.Context, subject string) (directory.Preferences, error) {
	return map[string]directory.Preferences{"1": {Theme: "dark"}}[subject], nil
}

func (shelf) SavePreferences(_ context.Context, _ string, change directory.Preferences) (directory.Preferences, error) {
	return change, nil
}

func (shelf) LatestAgent(_ context.Context, subject string) (directory.Agent, error) {
	return directory.Agent{Subject: subject}, nil
}

var (
	ana  = principal.Principal{Subject: "1", Name: "Ana Aldous", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	nils = principal.Principal{Subject: "2", Name: "Nils Norén", Roles: []principal.Role{principal.NetworkAdministrator}}
)

// exchange is the real data, read once: no request changes it.
var exchange = sync.OnceValues(data.Load)

type request struct {
	method, path, query, body string
	headers                   map[string]string
	as                        principal.Principal
	broken                    error
}

func send(t *testing.T, r request) events.APIGatewayV2HTTPResponse {
	t.Helper()
	d, err := exchange()
	if err != nil {
		t.Fatal(err)
	}
	gateway := httpapi.NewGateway(slog.New(slog.DiscardHandler), api.New(api.Deps{Directory: book{d, r.broken}, Administration: &directory.Administration{Store: shelf{}}, OpenAPI: []byte(`{"openapi":"3.1.0"}`),
		Clock: clock.Fixed(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))}))
	if r.method == "" {
		r.method = http.MethodGet
	}
	ev := events.APIGatewayV2HTTPRequest{RawPath: r.path, RawQueryString: r.query, Body: r.body, Headers: map[string]string{"content-type": "application/json"}}
	maps.Copy(ev.Headers, r.headers)
	ev.RequestContext.HTTP.Method = r.method
	if r.as.Subject != "" {
		ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: r.as.Context()}
	}
	out, err := gateway(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func decode(t *testing.T, out events.APIGatewayV2HTTPResponse, into any) {
	t.Helper()
	if out.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", out.StatusCode, out.Body)
	}
	if err := json.Unmarshal([]byte(out.Body), into); err != nil {
		t.Fatal(err)
	}
}

func TestHealth_IsPublicAndNamesTheVersions(t *testing.T) {
	var got api.Health
	decode(t, send(t, request{path: "/v1/healthz"}), &got)
	want := api.Health{Status: "ok", Build: httpapi.Version, Data: "2026.12.2", TimeZones: calendar.TimeZoneVersion()}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHealth_WithoutDirectoryIs503(t *testing.T) {
	if out := send(t, request{path: "/v1/healthz", broken: errors.New("no table")}); out.StatusCode != http.StatusServiceUnavailable {
		t.Error(out.StatusCode, out.Body)
	}
}

func TestOpenAPI_IsPublicAndServedAsItIs(t *testing.T) {
	out := send(t, request{path: "/v1/openapi.json"})
	if out.StatusCode != http.StatusOK || out.Body != `{"openapi":"3.1.0"}` || http.Header(out.MultiValueHeaders).Get("Content-Type")+out.Headers["Content-Type"] != "application/json" {
		t.Errorf("%+v", out)
	}
}

func TestMe_IsTheAskerWithOperatorAndCentres(t *testing.T) {
	var got api.Me
	decode(t, send(t, request{path: "/v1/me", as: ana}), &got)
	want := api.Me{Name: "Ana Aldous", Operator: &api.MyOperator{Code: "GBA", Name: "Royal Mail", Country: "GB"},
		CallCentres: []api.MyCentre{{ID: "GBA-DON", Name: "International Enquiries Doncaster", City: "Doncaster", TimeZone: "Europe/London"}}, Roles: []principal.Role{principal.Agent},
		Preferences: &api.Preferences{Theme: "dark"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMe_OfTheNetworkHasNoOperator(t *testing.T) {
	out := send(t, request{path: "/v1/me", as: nils})
	if out.StatusCode != http.StatusOK || !strings.Contains(out.Body, `"operator":null`) || !strings.Contains(out.Body, `"callCentres":[]`) {
		t.Error(out.Body)
	}
}

func TestMe_OfASystemHasNoPreferences(t *testing.T) {
	machine := ana
	machine.Key, machine.Scopes = "q2w3e4r5t6", []principal.Scope{principal.Read}
	if out := send(t, request{path: "/v1/me", as: machine}); out.StatusCode != http.StatusOK || strings.Contains(out.Body, "preferences") {
		t.Error(out.StatusCode, out.Body)
	}
	for _, method := range []string{http.MethodGet, http.MethodPatch} {
		if out := send(t, request{method: method, path: "/v1/me/preferences", body: `{"theme":"dark"}`, as: machine}); out.StatusCode != http.StatusForbidden {
			t.Error(method, out.StatusCode, out.Body)
		}
	}
}

// What the description offers is what the subject takes.
func TestPreferences_TakeWhatTheyOffer(t *testing.T) {
	for f := range reflect.TypeFor[api.Preferences]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Tag.Get("enum") == "" {
			continue
		}
		for value := range strings.SplitSeq(f.Tag.Get("enum"), ",") {
			body := `{"` + name + `":"` + value + `"}`
			if out := send(t, request{method: http.MethodPatch, path: "/v1/me/preferences", body: body, as: ana}); out.StatusCode != http.StatusOK || strings.TrimSpace(out.Body) != body {
				t.Error(body, out.StatusCode, out.Body)
			}
		}
	}
}

func TestPreferences_NameTheMemberThatIsWrong(t *testing.T) {
	many, _ := json.Marshal(slices.Repeat([]string{"item"}, 21))
	for field, body := range map[string]string{
		"theme": `{"theme":"pink"}`, "density": `{"density":"tiny"}`, "shortcuts": `{"shortcuts":true}`, "language": `{"language":"it"}`, "panel": `{"panel":"top"}`, "view": `{"view":""}`,
		"viewBeside": `{"viewBeside":"1"}`, "welcome": `{"welcome":"yes"}`, "columns": `{"columns":` + string(many) + `}`, "columns[0]": `{"columns":[7]}`, "font": `{"font":"large"}`,
	} {
		out := send(t, request{method: http.MethodPatch, path: "/v1/me/preferences", body: body, as: ana})
		var p struct{ Errors []problem.Field }
		_ = json.Unmarshal([]byte(out.Body), &p)
		if out.StatusCode != http.StatusUnprocessableEntity || len(p.Errors) == 0 || p.Errors[0].Name != field {
			t.Error(body, out.StatusCode, out.Body)
		}
	}
	if out := send(t, request{method: http.MethodPatch, path: "/v1/me/preferences", body: `{"theme":"` + strings.Repeat("d", 5000) + `"}`, as: ana}); out.StatusCode != http.StatusRequestEntityTooLarge {
		t.Error(out.StatusCode, out.Body)
	}
}

func TestOperators(t *testing.T) {
	var list api.List[directory.Operator]
	decode(t, send(t, request{path: "/v1/operators", as: ana}), &list)
	if len(list.Items) < 190 { // every designated operator
		t.Errorf("%d operators", len(list.Items))
	}
	var one api.OperatorDetails
	decode(t, send(t, request{path: "/v1/operators/GBA", as: ana}), &one)
	if one.Name != "Royal Mail" || len(one.CallCentres) != 2 || one.CallCentres[0].ID != "GBA-DON" {
		t.Errorf("%+v", one)
	}
}

func TestCallCentres_SayWhetherTheyAreOpenNow(t *testing.T) {
	var list api.List[api.CentreView]
	decode(t, send(t, request{path: "/v1/call-centres", query: "operator=BEA", as: ana}), &list)
	if len(list.Items) != 1 {
		t.Fatalf("%d centres", len(list.Items))
	}
	noon := "2026-11-23T16:00:00Z" // Monday 13:00 in Brussels: lunch is over
	want := api.CentreView{ID: "BEA-BRU", Operator: "BEA", Name: "International Customer Service Brussels", City: "Brussels", Languages: []string{"nl", "fr", "de", "en"},
		Products: list.Items[0].Products, TimeZone: "Europe/Brussels", OpenNow: true, LocalTime: "2026-11-23T13:00:00+01:00", NextChange: &noon}
	if diff := cmp.Diff(want, list.Items[0]); diff != "" {
		t.Error(diff)
	}
	var always api.CentreDetails
	decode(t, send(t, request{path: "/v1/call-centres/USA-CHI", as: ana}), &always)
	if !always.OpenNow || always.NextChange != nil || always.DataVersion != "2026.12.2" || always.Calendar.Week["7"][0] != [2]string{"00:00", "24:00"} {
		t.Errorf("%+v", always)
	}
}

func TestWorkflows_AreServedOncePerETag(t *testing.T) {
	out := send(t, request{path: "/v1/workflows", as: ana})
	var release catalogue.Release
	decode(t, out, &release)
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d.Releases[len(d.Releases)-2], release); diff != "" {
		t.Error("not the release as data has it", diff)
	}
	tag := http.Header(out.MultiValueHeaders).Get("ETag") + out.Headers["Etag"]
	if !strings.HasPrefix(tag, `"2026.12.2-`) {
		t.Fatalf("ETag %q of %+v", tag, out.Headers)
	}
	for header, status := range map[string]int{tag: 304, "W/" + tag: 304, `"other", ` + tag: 304, "*": 304, `"other"`: 200, "": 200} {
		again := send(t, request{path: "/v1/workflows", as: ana, headers: map[string]string{"if-none-match": header}})
		if again.StatusCode != status || (status == 304) != (again.Body == "") {
			t.Errorf("If-None-Match %q: %d with %d bytes", header, again.StatusCode, len(again.Body))
		}
	}
	var first catalogue.Release
	decode(t, send(t, request{path: "/v1/workflows", query: "version=2026.11.1", as: ana}), &first)
	if diff := cmp.Diff(d.Releases[0], first); diff != "" {
		t.Error("an inquiry's release is not served as it was", diff)
	}
}

func TestWorkflowVersions_SayWhichIsInForce(t *testing.T) {
	var list api.List[api.Version]
	decode(t, send(t, request{path: "/v1/workflows/versions", as: ana}), &list)
	want := []api.Version{{Version: "2026.12.3", InForceFrom: "2027-01-01", State: "coming"}, {Version: "2026.12.2", InForceFrom: "2026-01-03", State: "inForce"},
		{Version: "2026.12.1", InForceFrom: "2026-01-02", State: "past"},
		{Version: "2026.11.1", InForceFrom: "2026-01-01", State: "past"}}
	if diff := cmp.Diff(want, list.Items); diff != "" {
		t.Error(diff)
	}
}

func TestWorkflowDifferences_GoByCodes(t *testing.T) {
	var list api.List[catalogue.Change]
	decode(t, send(t, request{path: "/v1/workflows/differences", query: "from=2026.11.1&to=2026.12.1", as: nils}), &list)
	for _, want := range []catalogue.Change{
		{Path: "/inForceFrom", Kind: "changed", From: "2026-01-01", To: "2026-01-02"},
		{Path: "/workflows/LIA", Kind: "added", To: "Liability"},
		{Path: "/workflows/WII/levels/3", Kind: "added", To: "Full investigation"},
		{Path: "/workflows/WII/levels/1/replies/NRC", Kind: "added", To: "NRC"},
		{Path: "/targets/PPR/WII/3", Kind: "added", To: "9600"},
	} {
		if !slices.Contains(list.Items, want) {
			t.Errorf("no %+v", want)
		}
	}
	out := send(t, request{path: "/v1/workflows/differences", query: "from=2026.12.1&to=2026.12.1", as: ana})
	if strings.TrimSpace(out.Body) != `{"items":[]}` {
		t.Error("a release differs from itself", out.Body)
	}
}

const week = `"week":{"1":[["08:00","12:00"],["13:00","17:00"]],"2":[["08:00","12:00"],["13:00","17:00"]],"3":[["08:00","12:00"],["13:00","17:00"]],"4":[["08:00","12:00"],["13:00","17:00"]],"5":[["08:00","12:00"],["13:00","17:00"]],"7":[]}`

func TestDue_ExplainsItself(t *testing.T) {
	out := send(t, request{method: http.MethodPost, path: "/v1/calendars/due", as: ana, body: `{"calendar":{"timeZone":"Europe/Brussels",` + week + `,
		"holidays":["2026-12-25"],"special":{"2026-12-24":[["08:00","12:00"]]}},"start":"2026-12-23T15:00:00Z","targetMinutes":300,
		"pauses":[["2026-12-24T07:00:00Z","2026-12-24T08:00:00Z"]],"at":"2026-12-28T08:30:00Z"}`})
	var got api.Due
	decode(t, out, &got)
	elapsed := 330
	want := api.Due{Due: "2026-12-28T08:00:00Z", ElapsedMinutes: &elapsed, Intervals: []api.Interval{
		{From: "2026-12-23T15:00:00Z", To: "2026-12-23T16:00:00Z", Minutes: 60},
		{From: "2026-12-24T08:00:00Z", To: "2026-12-24T11:00:00Z", Minutes: 180},
		{From: "2026-12-28T07:00:00Z", To: "2026-12-28T08:00:00Z", Minutes: 60},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDue_WithoutAtHasNoElapsed(t *testing.T) {
	out := send(t, request{method: http.MethodPost, path: "/v1/calendars/due", as: ana, body: `{"calendar":{"timeZone":"UTC","week":{"1":[["00:00","24:00"]]}},"start":"2026-11-23T10:00:00+02:00","targetMinutes":0}`})
	if want := `{"due":"2026-11-23T08:00:00Z","elapsedMinutes":null,"intervals":[]}`; strings.TrimSpace(out.Body) != want {
		t.Error(out.Body)
	}
}

func TestBadInput_NamesTheField(t *testing.T) {
	due := func(calendar, rest string) request {
		return request{method: http.MethodPost, path: "/v1/calendars/due", body: `{"calendar":` + calendar + `,` + rest + `}`, as: ana}
	}
	const good, rest = `{"timeZone":"Europe/Brussels",` + week + `}`, `"start":"2026-11-23T08:00:00Z","targetMinutes":60`
	for _, c := range []struct {
		name   string
		req    request
		status int
		slug   string
		fields []string
	}{
		{"nobody", request{path: "/v1/me"}, 401, "token-missing", nil},
		{"unknown operator", request{path: "/v1/operators/XXX", as: ana}, 404, "operator-unknown", nil},
		{"no operator code", request{path: "/v1/operators/royal-mail", as: ana}, 422, "request-invalid", []string{"code"}},
		{"unknown centre", request{path: "/v1/call-centres/GBA-XXX", as: ana}, 404, "call-centre-unknown", nil},
		{"unknown release", request{path: "/v1/workflows", query: "version=2020.1.1", as: ana}, 404, "catalogue-unknown", nil},
		{"no release", request{path: "/v1/workflows", query: "version=latest", as: ana}, 422, "request-invalid", []string{"version"}},
		{"differences to nothing", request{path: "/v1/workflows/differences", query: "from=2026.11.1", as: ana}, 422, "request-invalid", []string{"to"}},
		{"differences from the unknown", request{path: "/v1/workflows/differences", query: "from=2020.1.1&to=2026.11.1", as: ana}, 404, "catalogue-unknown", nil},
		{"versions for nobody", request{path: "/v1/workflows/versions"}, 401, "token-missing", nil},
		{"unknown query", request{path: "/v1/workflows", query: "lang=fr", as: ana}, 422, "request-invalid", []string{"lang"}},
		{"broken JSON", request{method: "POST", path: "/v1/calendars/due", body: `{"calendar":`, as: ana}, 400, "body-unreadable", []string{"body"}},
		{"no body", request{method: "POST", path: "/v1/calendars/due", as: ana}, 400, "body-unreadable", nil},
		{"too large", due(`{"timeZone":"`+strings.Repeat("x", 300<<10)+`"}`, rest), 413, "body-too-large", nil},
		{"unknown field", due(good, rest+`,"colour":1`), 422, "request-invalid", []string{"colour"}},
		{"unknown field within", due(`{"timeZone":"UTC","week":{},"zone":1}`, rest), 422, "request-invalid", []string{"calendar.zone"}},
		{"no start", due(good, `"targetMinutes":60`), 422, "request-invalid", []string{"start"}},
		{"start without zone", due(good, `"start":"2026-11-23T08:00:00","targetMinutes":60`), 422, "request-invalid", []string{"start"}},
		{"start that does not exist", due(good, `"start":"2026-02-30T08:00:00Z","targetMinutes":60`), 422, "request-invalid", []string{"start"}},
		{"start long ago", due(good, `"start":"0001-01-01T00:00:00Z","targetMinutes":60`), 422, "request-invalid", []string{"start"}},
		{"at far away", due(good, rest+`,"at":"9999-01-01T00:00:00Z"`), 422, "request-invalid", []string{"at"}},
		{"negative target", due(good, `"start":"2026-11-23T08:00:00Z","targetMinutes":-1`), 422, "request-invalid", []string{"targetMinutes"}},
		{"target too large", due(good, `"start":"2026-11-23T08:00:00Z","targetMinutes":1000001`), 422, "request-invalid", []string{"targetMinutes"}},
		{"half a minute", due(good, `"start":"2026-11-23T08:00:00Z","targetMinutes":0.5`), 422, "request-invalid", []string{"targetMinutes"}},
		{"no zone", due(`{`+week+`}`, rest), 422, "request-invalid", []string{"calendar.timeZone"}},
		{"bad zone", due(`{"timeZone":"Mars/Olympus",`+week+`}`, rest), 422, "calendar-invalid", []string{"calendar.timeZone"}},
		{"segment of one", due(`{"timeZone":"UTC","week":{"1":[["08:00"]]}}`, rest), 422, "request-invalid", []string{"calendar.week.1[0]"}},
		{"segment of three", due(`{"timeZone":"UTC","week":{"1":[["08:00","09:00","10:00"]]}}`, rest), 422, "request-invalid", []string{"calendar.week.1[0]"}},
		{"null for a segment", due(`{"timeZone":"UTC","week":{"1":[null]}}`, rest), 422, "calendar-invalid", []string{"calendar.week.1[0][0]", "calendar.week.1[0][1]"}},
		{"bad clock", due(`{"timeZone":"UTC","week":{"1":[["08:00","12:60"]]}}`, rest), 422, "calendar-invalid", []string{"calendar.week.1[0][1]"}},
		{"overlap", due(`{"timeZone":"UTC","week":{"1":[["08:00","12:00"],["11:00","13:00"]]}}`, rest), 422, "calendar-invalid", []string{"calendar.week.1[1]"}},
		{"weekday 0", due(`{"timeZone":"UTC","week":{"0":[["08:00","12:00"]]}}`, rest), 422, "calendar-invalid", []string{"calendar.week.0"}},
		{"bad holiday", due(`{"timeZone":"UTC","week":{},"holidays":["25.12.2026"]}`, rest), 422, "calendar-invalid", []string{"calendar.holidays[0]"}},
		{"bad special day", due(`{"timeZone":"UTC","week":{},"special":{"2026-13-01":[]}}`, rest), 422, "calendar-invalid", []string{"calendar.special.2026-13-01"}},
		{"pause backwards", due(good, rest+`,"pauses":[["2026-11-23T09:00:00Z","2026-11-23T10:00:00Z"],["2026-11-23T12:00:00Z","2026-11-23T11:00:00Z"]]`), 422, "pause-invalid", []string{"pauses[1]"}},
		{"pause without zone", due(good, rest+`,"pauses":[["2026-11-23T09:00:00","2026-11-23T10:00:00Z"]]`), 422, "request-invalid", []string{"pauses[0][0]"}},
		{"null for a pause", due(good, rest+`,"pauses":[null]`), 422, "request-invalid", []string{"pauses[0][0]", "pauses[0][1]"}},
		{"never open", due(`{"timeZone":"UTC","week":{}}`, rest), 422, "calendar-never-opens", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := send(t, c.req)
			var p struct {
				Type   string
				Errors []problem.Field
			}
			if err := json.Unmarshal([]byte(out.Body), &p); err != nil {
				t.Fatal(out.StatusCode, out.Body)
			}
			if out.StatusCode != c.status || p.Type != httpapi.ProblemBase+c.slug {
				t.Fatal(out.StatusCode, out.Body)
			}
			var got []string
			for _, f := range p.Errors {
				got = append(got, f.Name)
			}
			if c.fields != nil && !slices.Equal(got, c.fields) {
				t.Errorf("fields %q, want %q", got, c.fields)
			}
		})
	}
}

func TestDue_TheWorstRequestIsCheap(t *testing.T) {
	// 2,000 special days, 1,000 pauses, the largest target, the longest way to `at`: bounded by the limits, whatever the machine.
	special, pauses := []string{}, []string{}
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 2000 {
		special = append(special, `"`+day.AddDate(0, 0, i).Format(time.DateOnly)+`":[["00:00","12:00"],["12:00","23:59"]]`)
	}
	for i := range 1000 {
		from := day.Add(time.Duration(i) * 5 * time.Hour)
		pauses = append(pauses, `["`+from.Format(time.RFC3339)+`","`+from.Add(time.Minute).Format(time.RFC3339)+`"]`)
	}
	out := send(t, request{method: "POST", path: "/v1/calendars/due", as: ana, body: `{"calendar":{"timeZone":"America/New_York","week":{},"special":{` + strings.Join(special, ",") +
		`}},"start":"1970-01-01T00:00:00Z","targetMinutes":1000000,"at":"2199-12-31T00:00:00Z","pauses":[` + strings.Join(pauses, ",") + `]}`})
	if out.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(out.Body, "calendar-never-opens") {
		t.Error(out.StatusCode, out.Body)
	}
}
