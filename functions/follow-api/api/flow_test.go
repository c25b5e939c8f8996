//go:build emulator

package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/functions/follow-api/api"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/follow/followdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

const item = "EE123456799GB"

var (
	now   = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	ana   = principal.Principal{Subject: "ana", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	sam   = principal.Principal{Subject: "sam", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Supervisor}}
	chloe = principal.Principal{Subject: "chloe", Operator: "FRA", CallCentres: []principal.CentreID{"FRA-LIL"}, Roles: []principal.Role{principal.Agent}}
	nils  = principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}
	ghost = principal.Principal{Subject: "ghost", Operator: "GBA"}
)

type posts struct{ directory.Reader }

func (posts) Operator(_ context.Context, code directory.OperatorCode) (directory.Operator, error) {
	country, ok := map[directory.OperatorCode]string{"GBA": "GB", "USA": "US", "FRA": "FR"}[code]
	if !ok {
		return directory.Operator{}, problem.New(problem.NotFound, "operator-unknown", "No.")
	}
	return directory.Operator{Code: code, Country: country}, nil
}

type codes struct{ catalogue.Reader }

func (codes) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return &catalogue.Release{EventCodes: []catalogue.EventCode{{Code: "EMA", Phase: "origin", Milestone: "posted"}, {Code: "EMC", Phase: "origin", Milestone: "left-origin-country"},
		{Code: "EMI", Phase: "destination", Milestone: "delivered", Terminal: true}}}, nil
}

// system is follow-api and follow-updater on the local engine.
type system struct {
	serve  httpapi.Gateway
	items  *trackingdb.Store
	teller *follow.Teller
}

func start(t *testing.T) system {
	t.Helper()
	client, table := kit.Table(t, "FollowTable")
	_, tracked := kit.Table(t, "TrackingTable")
	store, items := &followdb.Store{Client: client, Table: table}, trackingdb.New(client, tracked, nil)
	n := 0
	h := api.New(api.Deps{
		Lists: &follow.Lists{Store: store, Items: items, Watches: items, Directory: posts{}, Catalogue: codes{}, NewID: func() string { n++; return fmt.Sprintf("01JD%022d", n) }},
		Feeds: &follow.Feeds{Store: store, Watches: items},
		OpenInquiries: func(_ context.Context, by principal.Principal, id edi.ItemID) ([]api.OpenInquiry, error) {
			if id != item || by.Operator != "GBA" {
				return nil, nil
			}
			return []api.OpenInquiry{{ID: "I1", Workflow: "WII", State: "sent"}}, nil
		},
		NameOf:  func(_ context.Context, subject string) (string, error) { return strings.ToUpper(subject), nil },
		Clock:   clock.Fixed(now),
		Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")},
	})
	return system{httpapi.NewGateway(slog.New(slog.DiscardHandler), h), items,
		&follow.Teller{Store: store, Items: items, Watches: items, Directory: posts{}, Catalogue: codes{}, Clock: clock.Fixed(now)}}
}

type answer struct {
	status int
	tag    string
	body   map[string]any
}

func (a answer) slug() string {
	s, _ := a.body["type"].(string)
	return strings.TrimPrefix(s, httpapi.ProblemBase)
}

func (a answer) list(name string) (out []map[string]any) {
	all, _ := a.body[name].([]any)
	for _, one := range all {
		out = append(out, one.(map[string]any))
	}
	return out
}

// do is one call through API Gateway; headers stand in pairs.
func (s system) do(t *testing.T, who principal.Principal, method, path, body string, headers ...string) answer {
	t.Helper()
	path, query, _ := strings.Cut(path, "?")
	ev := events.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: path, RawQueryString: query, Body: body, Headers: map[string]string{"content-type": "application/json"}}
	for i := 0; i < len(headers); i += 2 {
		ev.Headers[strings.ToLower(headers[i])] = headers[i+1]
	}
	ev.RequestContext.HTTP.Method, ev.RequestContext.Stage = method, "$default"
	ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: who.Context()}
	out, err := s.serve(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: out.StatusCode, tag: out.Headers["Etag"]}
	if a.tag == "" {
		a.tag = strings.Join(out.MultiValueHeaders["Etag"], "")
	}
	if out.Body != "" {
		if err := json.Unmarshal([]byte(out.Body), &a.body); err != nil {
			t.Fatalf("%s %s answers %d %q", method, path, out.StatusCode, out.Body)
		}
	}
	return a
}

// happens stores an event and tells its watchers, as ingestion does; twice, as queues do.
func (s system) happens(t *testing.T, code, office string, sender principal.OperatorCode, ago time.Duration) {
	t.Helper()
	e := tracking.Event{ItemID: item, Code: code, Office: office, Country: office[:2], Sender: sender, Time: now.Add(-ago), ReceivedAt: now, Source: tracking.SourceAPI, Signatory: "Z. Example"}
	if _, err := s.items.Append(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	watches, err := s.items.Watches(t.Context(), item)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for _, w := range watches {
			if _, failed := s.teller.Tell(t.Context(), []tracking.WatchHit{{Watcher: w.Watcher, Ref: w.Ref, ItemID: item, Event: e}}); failed[0] != nil {
				t.Fatal(failed)
			}
		}
	}
}

func TestLists_FromNewToDeleted(t *testing.T) {
	s := start(t)
	made := s.do(t, ana, "POST", "/v1/lists", `{"name":"Christmas","shared":"centre"}`, "Idempotency-Key", "k")
	if again := s.do(t, ana, "POST", "/v1/lists", `{"name":"Christmas","shared":"centre"}`, "Idempotency-Key", "k"); made.status != 201 || again.body["id"] != made.body["id"] {
		t.Fatal(made, again)
	}
	if other := s.do(t, ana, "POST", "/v1/lists", `{"name":"Easter","shared":"centre"}`, "Idempotency-Key", "k"); other.status != 422 || other.slug() != "idempotency-key-reused" {
		t.Error(other)
	}
	path := "/v1/lists/" + made.body["id"].(string)
	s.happens(t, "EMA", "GBLALA", "GBA", 9*time.Hour)
	added := s.do(t, ana, "POST", path+"/items", `{"items":["ee 123 456 799 gb","EE123456790GB"],"text":"Order;Item\n7;EM200000010US\n8;EE123456799GB\n"}`)
	if rows := added.list("items"); added.status != 200 || added.body["added"] != 2.0 || len(rows) != 4 || rows[1]["outcome"] != "invalid" || !strings.Contains(rows[1]["reason"].(string), "check digit") ||
		rows[1]["line"] != 2.0 || rows[3]["outcome"] != "present" {
		t.Error(added)
	}
	first := s.do(t, sam, "GET", path, "")
	if rows := first.list("rows"); first.body["itemCount"] != 2.0 || first.body["news"] != 0.0 || first.body["madeBy"] != "ANA" || len(rows) != 2 || rows[0]["milestone"] != "posted" || rows[1]["milestone"] != "" {
		t.Error(first.body)
	}
	if same := s.do(t, sam, "GET", path, "", "If-None-Match", first.tag); same.status != 304 || first.tag == "" {
		t.Error(same, first.tag)
	}
	s.happens(t, "EMC", "GBLALA", "GBA", 8*time.Hour)
	second := s.do(t, sam, "GET", path, "", "If-None-Match", first.tag)
	if rows := second.list("rows"); second.status != 200 || second.body["news"] != 1.0 || rows[0]["news"] != true || rows[0]["milestone"] != "left-origin-country" || rows[1]["news"] != false || second.body["upTo"] != 1.0 {
		t.Error(second.body)
	}
	if seen := s.do(t, sam, "POST", path+"/seen", `{"upTo":1}`); seen.status != 204 {
		t.Error(seen)
	}
	for who, news := range map[*principal.Principal]float64{&sam: 0, &ana: 1} {
		if all := s.do(t, *who, "GET", "/v1/lists", ""); len(all.list("items")) != 1 || all.list("items")[0]["news"] != news {
			t.Error(who.Subject, all.body)
		}
	}
	if asked := s.do(t, ana, "GET", path+"/inquiries?items=EE123456799GB,EM200000010US", ""); len(asked.list("items")) != 1 || asked.list("items")[0]["itemId"] != item {
		t.Error(asked)
	}
	changed := s.do(t, ana, "PATCH", path, `{"name":"Easter","renew":true}`, "If-Match", second.tag)
	if changed.status != 200 || changed.body["name"] != "Easter" || changed.body["version"] != 2.0 {
		t.Error(changed)
	}
	if late := s.do(t, sam, "PATCH", path, `{"name":"Spring"}`, "If-Match", second.tag); late.status != 412 || late.slug() != "list-changed" {
		t.Error(late)
	}
	if gone := s.do(t, ana, "POST", path+"/items/remove", `{"items":["EM 200 000 010 US","RR473124829DE"]}`); gone.status != 204 {
		t.Error(gone)
	}
	if left := s.do(t, ana, "GET", path, ""); left.body["itemCount"] != 1.0 || len(left.list("rows")) != 1 {
		t.Error(left.body)
	}
	if theirs := s.do(t, chloe, "GET", path, ""); theirs.status != 404 || theirs.slug() != "list-unknown" {
		t.Error(theirs)
	}
	if deleted := s.do(t, ana, "DELETE", path, "", "If-Match", changed.tag); deleted.status != 204 {
		t.Error(deleted)
	}
	if watches, err := s.items.Watches(t.Context(), item); err != nil || len(watches) != 0 {
		t.Error(watches, err)
	}
}

func TestFeed_IsReadToItsEndAndOn(t *testing.T) {
	s := start(t)
	for _, who := range []principal.Principal{ana, chloe} {
		done := s.do(t, who, "POST", "/v1/watches", `{"items":[{"itemId":"ee 123 456 799 gb","ref":"order:7"},{"itemId":"EE123456790GB"},{"itemId":"EM200000010US","expiresAt":"2026-11-21T00:00:00Z"}]}`)
		if rows := done.list("items"); done.status != 200 || rows[0]["outcome"] != "added" || rows[1]["outcome"] != "invalid" || rows[2]["outcome"] != "invalid" || rows[2]["expiresAt"] != nil {
			t.Fatal(done)
		}
	}
	empty := s.do(t, ana, "GET", "/v1/tracking/feed", "")
	if empty.status != 200 || len(empty.list("items")) != 0 || empty.body["nextCursor"] == "" || empty.body["more"] != false {
		t.Error(empty)
	}
	s.happens(t, "EMA", "GBLALA", "GBA", 9*time.Hour)
	s.happens(t, "EMC", "GBLALA", "GBA", 8*time.Hour)
	cursor := empty.body["nextCursor"].(string)
	var told []string
	for range 4 {
		page := s.do(t, ana, "GET", "/v1/tracking/feed?limit=1&cursor="+cursor, "")
		for _, e := range page.list("items") {
			told = append(told, fmt.Sprint(e["number"], " ", e["code"], " ", e["ref"], " ", e["signed"]))
			if _, named := e["signatory"]; named {
				t.Error("a feed names who signed")
			}
		}
		cursor = page.body["nextCursor"].(string)
	}
	if got := strings.Join(told, ", "); got != "1 EMA order:7 true, 2 EMC order:7 true" {
		t.Error(got)
	}
	if strange := s.do(t, chloe, "GET", "/v1/tracking/feed", "").list("items"); len(strange) != 2 || strange[0]["milestone"] != "posted" || strange[0]["code"] != nil || strange[0]["office"] != nil || strange[0]["sender"] != nil {
		t.Error(strange)
	}
	if theirs := s.do(t, chloe, "GET", "/v1/tracking/feed?cursor="+cursor, ""); theirs.status != 422 || theirs.slug() != "cursor-invalid" {
		t.Error("a cursor of another operator:", theirs)
	}
	if watches := s.do(t, ana, "GET", "/v1/watches", ""); len(watches.list("items")) != 1 || watches.list("items")[0]["last"] != 2.0 {
		t.Error(watches)
	}
	for range 2 {
		if ended := s.do(t, ana, "DELETE", "/v1/watches/EE123456799GB", ""); ended.status != 204 {
			t.Error(ended)
		}
	}
	s.happens(t, "EMI", "GBLALA", "GBA", time.Hour)
	if after := s.do(t, ana, "GET", "/v1/tracking/feed?cursor="+cursor, ""); len(after.list("items")) != 0 {
		t.Error("told though it watches no more:", after)
	}
}

func TestBadInput_IsAProblemThatNamesThePlace(t *testing.T) {
	s := start(t)
	const id = "/v1/lists/01JD0000000000000000000009"
	for _, c := range []struct {
		who                principal.Principal
		method, path, body string
		status             int
		slug, field        string
	}{
		{ghost, "GET", "/v1/lists", "", 403, "role-missing", ""},
		{nils, "GET", "/v1/lists", "", 403, "operator-missing", ""},
		{nils, "GET", "/v1/tracking/feed", "", 403, "operator-missing", ""},
		{ana, "POST", "/v1/lists", `{"name":" ","shared":"centre"}`, 422, "list-invalid", "name"},
		{ana, "POST", "/v1/lists", `{"name":"n","shared":"world"}`, 422, "request-invalid", "shared"},
		{ana, "POST", "/v1/lists", `{"name":"n","shared":"centre","centre":"FRA-LIL"}`, 404, "call-centre-unknown", "centre"},
		{ana, "GET", id, "", 404, "list-unknown", ""},
		{ana, "GET", "/v1/lists/1", "", 422, "request-invalid", "id"},
		{ana, "POST", id + "/items", `{}`, 422, "request-invalid", "items"},
		{ana, "POST", id + "/items", `{"items":["EE123456799GB"]}`, 404, "list-unknown", ""},
		{ana, "POST", id + "/items/remove", `{"items":["EE123456799GB","x"]}`, 422, "request-invalid", "items[1]"},
		{ana, "GET", "/v1/watches?feed=Shop%20One", "", 422, "feed-invalid", "feed"},
		{ana, "GET", "/v1/tracking/feed?cursor=AAAA", "", 422, "cursor-invalid", "cursor"},
		{ana, "POST", "/v1/watches", `{"items":[]}`, 422, "request-invalid", "items"},
		{ana, "POST", "/v1/watches", `{"items":[` + strings.Repeat(`{"itemId":"x"},`, 100) + `{"itemId":"x"}]}`, 422, "watches-too-many", "items"},
		{ana, "DELETE", "/v1/watches/EE123456790GB", "", 422, "item-id-invalid", "itemId"},
	} {
		got := s.do(t, c.who, c.method, c.path, c.body)
		if got.status != c.status || got.slug() != c.slug || c.field != "" && (len(got.list("errors")) == 0 || !strings.HasSuffix(got.list("errors")[0]["field"].(string), c.field)) {
			t.Errorf("%s %s: %d %v", c.method, c.path, got.status, got.body)
		}
	}
}
