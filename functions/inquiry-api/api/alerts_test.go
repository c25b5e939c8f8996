package api_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/functions/inquiry-api/api"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// unreadIn is a store that counts unread alerts and nothing else.
type unreadIn struct {
	inquiry.Store
	counts map[principal.CentreID]int
}

func (s unreadIn) UnreadOf(_ context.Context, centres []principal.CentreID, _ string, _ time.Time) ([]int, error) {
	out := []int{}
	for _, c := range centres {
		out = append(out, s.counts[c])
	}
	return out, nil
}

func TestCountAlerts_IsOfOnesOwnCallCentres_AndSentOnce(t *testing.T) {
	store := unreadIn{counts: map[principal.CentreID]int{"GBA-BEL": 2, "DEA-FRA": 7}}
	gateway := httpapi.NewGateway(slog.New(slog.DiscardHandler), api.New(api.Deps{Inquiries: &inquiry.Service{Store: store},
		Clock: clock.Fixed(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))}))
	ask := func(by principal.Principal, tag string) events.APIGatewayV2HTTPResponse {
		t.Helper()
		ev := events.APIGatewayV2HTTPRequest{RawPath: "/v1/alerts/counts", Headers: map[string]string{"if-none-match": tag}}
		ev.RequestContext.HTTP.Method = "GET"
		ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: by.Context()}
		out, err := gateway(t.Context(), ev)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	gina := principal.Principal{Subject: "gina", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON", "GBA-BEL"}, Roles: []principal.Role{principal.Agent}}
	first := ask(gina, "")
	if first.StatusCode != 200 || !strings.Contains(first.Body, `"items":[{"centre":"GBA-DON","unread":0},{"centre":"GBA-BEL","unread":2}]`) {
		t.Fatal(first.StatusCode, first.Body)
	}
	tag := first.Headers["Etag"]
	if again := ask(gina, tag); tag == "" || again.StatusCode != 304 || again.Body != "" {
		t.Fatal(tag, again.StatusCode, again.Body)
	}
	store.counts["GBA-DON"] = 1
	if other := ask(gina, tag); other.StatusCode != 200 || other.Headers["Etag"] == tag {
		t.Fatal(other.StatusCode, other.Headers)
	}
	nobodys := ask(principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}, "")
	if nobodys.StatusCode != 200 || !strings.Contains(nobodys.Body, `"items":[]`) {
		t.Fatal(nobodys.StatusCode, nobodys.Body)
	}
}
