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

	"github.com/whereabouts-post/whereabouts/functions/inquiry-api/api"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// counted is what keys have sent today.
type counted struct{ n int }

func (c *counted) Records(context.Context, string, string) (int, error) { return c.n, nil }

func (c *counted) AddRecords(_ context.Context, _, _ string, n int, _ time.Time) error {
	c.n += n
	return nil
}

var crm = principal.Principal{Subject: "key-aaaaaaaaaa", Key: "aaaaaaaaaa", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Scopes: []principal.Scope{principal.Raise},
	Roles: []principal.Role{principal.Machine, principal.Agent}, Quota: principal.Quota{Records: 10, At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		Minute: principal.Window{Limit: 9, Remaining: 9, Length: 60}, Day: principal.Window{Limit: 9, Remaining: 9, Length: 60}}}

// batch sends a batch to an API with no store behind it: whatever got that far would be internal.
func batch(t *testing.T, records *counted, by principal.Principal, key, body string) (status int, slug, text string) {
	t.Helper()
	serve := httpapi.NewGateway(slog.New(slog.DiscardHandler), api.New(api.Deps{Inquiries: &inquiry.Service{}, Records: records,
		Clock: clock.Fixed(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)), Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")}}))
	ev := events.APIGatewayV2HTTPRequest{RawPath: "/v1/inquiries/batch", Body: body, Headers: map[string]string{"content-type": "application/json", "idempotency-key": key}}
	ev.RequestContext.HTTP.Method = "POST"
	ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: by.Context()}
	out, err := serve(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	var p struct{ Type string }
	_ = json.Unmarshal([]byte(out.Body), &p) // an answer without a problem has no type
	return out.StatusCode, strings.TrimPrefix(p.Type, httpapi.ProblemBase), out.Body
}

func TestBatch_EachBadEntryHasItsOwnProblem(t *testing.T) {
	records := &counted{}
	status, _, text := batch(t, records, crm, "b-1", `{"items":[{"itemId":"EE123456798GB","workflow":"WII"},{"itemId":7,"workflow":"WII"},{"itemId":"EE123456799GB"},
		{"itemId":"EE123456799GB","workflow":"WII","colour":"red"},{"itemId":"EE123456799GB","workflow":"WII","externalRef":"A","fields":{"crmCaseId":"B"}},null,
		{"itemId":"EE123456799GB","workflow":"WII","centre":"GBA-LON"}]}`)
	var got struct {
		Created, Refused int
		Items            []struct {
			Index, Status int
			Problem       struct {
				Slug   string
				Errors []struct{ Field, Reason string }
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil || status != 200 || got.Refused != 7 || got.Created != 0 || records.n != 7 {
		t.Fatal(status, text, err, records.n)
	}
	want := []string{"0 422 item-id-invalid itemId", "1 422 request-invalid itemId", "2 422 request-invalid workflow", "3 422 request-invalid colour", "4 422 request-invalid externalRef",
		"5 422 request-invalid ", "6 403 not-your-centre centre"}
	for i, one := range got.Items {
		if said := fmt.Sprintf("%d %d %s %s", one.Index, one.Status, one.Problem.Slug, one.Problem.Errors[0].Field); said != want[i] || one.Problem.Errors[0].Reason == "" {
			t.Errorf("%s, not %s", said, want[i])
		}
	}
}

func TestBatch_RefusedWhole(t *testing.T) {
	nils := principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}
	entry := `{"itemId":"EE123456798GB","workflow":"WII"}`
	for name, c := range map[string]struct {
		sent   int
		by     principal.Principal
		body   string
		status int
		slug   string
	}{
		"of nothing":                {by: crm, body: `{"items":[]}`, status: 422, slug: "request-invalid"},
		"without a list":            {by: crm, body: `{}`, status: 422, slug: "request-invalid"},
		"a list that is none":       {by: crm, body: `{"items":"x"}`, status: 422, slug: "request-invalid"},
		"cut short":                 {by: crm, body: `{"items":[` + entry, status: 422, slug: "request-invalid"},
		"with what is not known":    {by: crm, body: `{"items":[` + entry + `],"colour":1}`, status: 422, slug: "request-invalid"},
		"too many":                  {by: crm, body: `{"items":[` + strings.Repeat(entry+",", 100) + entry + `]}`, status: 422, slug: "request-invalid"},
		"by one who may raise none": {by: nils, body: `{"items":[` + entry + `]}`, status: 403, slug: "role-missing"},
		"the day's records are up":  {sent: 10, by: crm, body: `{"items":[` + entry + `]}`, status: 429, slug: "record-quota-exceeded"},
		"the last of a day":         {sent: 9, by: crm, body: `{"items":[` + entry + "," + entry + `]}`, status: 200},
	} {
		records := &counted{c.sent}
		status, slug, text := batch(t, records, c.by, "b-1", c.body)
		if status != c.status || slug != c.slug {
			t.Errorf("%s: %d %s", name, status, text)
		}
		if status != 200 && records.n != c.sent {
			t.Errorf("%s: counted, and nothing was taken", name)
		}
	}
}
