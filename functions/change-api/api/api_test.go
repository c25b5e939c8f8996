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

	"github.com/whereabouts-post/whereabouts/functions/change-api/api"
	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

var (
	now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	crm = principal.Principal{Subject: "key-aaaaaaaaaa", Key: "aaaaaaaaaa", Operator: "GBA", Roles: []principal.Role{principal.Machine}, Scopes: []principal.Scope{principal.Read}}
)

func as(edit func(*principal.Principal)) principal.Principal {
	p := crm
	edit(&p)
	return p
}

// logs holds five changes of each operator; the first two were recorded long ago.
type logs struct{}

func (logs) Glance(context.Context, principal.OperatorCode) (change.Head, error) {
	return change.Head{Number: 5, Days: []change.DayMark{{Day: "2026-06-01", First: 1}, {Day: "2026-11-20", First: 3}}}, nil
}

func (logs) Changes(_ context.Context, op principal.OperatorCode, from int64, limit int) ([]change.Change, error) {
	var out []change.Change
	for n := from; n <= 5 && len(out) < limit; n++ {
		c := change.Of(change.Happening{InquiryID: "01KBAZ0000000000000000DEMO", Seq: int(n), Kind: []string{"sent", "replied"}[n%2], At: now, RequesterOperator: op})[0]
		c.Number = n
		out = append(out, c)
	}
	return out, nil
}

type answer struct {
	status int
	slug   string
	Items  []struct {
		Number int
		Type   string
		Links  struct{ Inquiry string }
	}
	NextCursor string
	Behind     int
	Type       string
	Oldest     string
}

func (a answer) numbers() string {
	var out []string
	for _, c := range a.Items {
		out = append(out, fmt.Sprint(c.Number))
	}
	return strings.Join(out, " ")
}

func get(t *testing.T, by principal.Principal, query string) answer {
	t.Helper()
	serve := httpapi.NewGateway(slog.New(slog.DiscardHandler), api.New(api.Deps{Changes: &change.Reader{Store: logs{}, Clock: clock.Fixed(now)},
		Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")}}))
	ev := events.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: "/v1/changes", RawQueryString: query}
	ev.RequestContext.HTTP.Method, ev.RequestContext.Stage = "GET", "$default"
	ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: by.Context()}
	out, err := serve(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: out.StatusCode}
	if err := json.Unmarshal([]byte(out.Body), &a); err != nil {
		t.Fatal(err, out.Body)
	}
	a.slug = strings.TrimPrefix(a.Type, httpapi.ProblemBase)
	return a
}

func TestChanges_GoOnFromTheCursor(t *testing.T) {
	first := get(t, crm, "limit=2")
	if first.status != 200 || first.numbers() != "3 4" || first.Behind != 1 || first.NextCursor == "" || first.Items[0].Links.Inquiry != "/v1/inquiries/01KBAZ0000000000000000DEMO" {
		t.Errorf("%+v", first)
	}
	if a := get(t, crm, "cursor=oldest&limit=2"); a.numbers() != first.numbers() || a.NextCursor != first.NextCursor {
		t.Errorf("without a cursor it does not begin with the oldest: %+v", a)
	}
	rest := get(t, crm, "cursor="+first.NextCursor)
	if rest.numbers() != "5" || rest.Behind != 0 || rest.NextCursor == "" {
		t.Errorf("%+v", rest)
	}
	if a := get(t, crm, "cursor="+rest.NextCursor); a.Items == nil || len(a.Items) != 0 || a.NextCursor != rest.NextCursor {
		t.Errorf("a poller at the end loses its cursor: %+v", a)
	}
	if a := get(t, crm, "cursor=latest"); len(a.Items) != 0 || a.NextCursor != rest.NextCursor {
		t.Errorf("%+v", a)
	}
	if a := get(t, crm, "types=inquiry.sent,inquiry.closed"); a.numbers() != "4" || a.NextCursor != rest.NextCursor {
		t.Errorf("%+v", a)
	}
}

func TestChanges_Refusals(t *testing.T) {
	cursor := get(t, crm, "limit=1").NextCursor
	for name, c := range map[string]struct {
		by     principal.Principal
		query  string
		status int
		slug   string
	}{
		"another operator's cursor":   {as(func(p *principal.Principal) { p.Operator = "DEA" }), "cursor=" + cursor, 422, "cursor-invalid"},
		"a made-up cursor":            {crm, "cursor=" + cursor + "A", 422, "cursor-invalid"},
		"a type that is none":         {crm, "types=inquiry.sneezed", 422, "request-invalid"},
		"too many at once":            {crm, "limit=201", 422, "request-invalid"},
		"a wait that is too long":     {crm, "wait=21", 422, "request-invalid"},
		"a key without the scope":     {as(func(p *principal.Principal) { p.Scopes = []principal.Scope{principal.Track} }), "", 403, "scope-missing"},
		"an agent":                    {principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}, "", 403, "role-missing"},
		"nobody":                      {principal.Principal{}, "", 401, "token-missing"},
		"a cursor of last summer":     {crm, "cursor=" + seal(t, "2"), 410, "changes-expired"},
		"a cursor that is just there": {crm, "cursor=" + seal(t, "3"), 200, ""},
	} {
		a := get(t, c.by, c.query)
		if a.status != c.status || a.slug != c.slug {
			t.Errorf("%s: %d %q", name, a.status, a.slug)
		}
		if c.slug == "changes-expired" && a.Oldest != "/v1/changes?cursor=oldest" {
			t.Errorf("it does not say how to go on: %+v", a)
		}
	}
	if a := get(t, principal.Principal{Subject: "olga", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}, ""); a.numbers() != "3 4 5" {
		t.Errorf("the administrator: %+v", a)
	}
}

func seal(t *testing.T, next string) string {
	t.Helper()
	c, err := (&paging.Cursors{Secrets: paging.FixedSecret("k")}).Seal(t.Context(), "changes GBA", map[string]string{"next": next})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
