package httpapi_test

import (
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

func TestAPI_NobodyIsToldWhy(t *testing.T) {
	for why, slug := range map[string]string{"": "token-missing", "token-missing": "token-missing", "token-expired": "token-expired",
		"token-invalid": "token-invalid", "agent-unknown": "agent-unknown", "agent-inactive": "agent-inactive", "invitation-expired": "invitation-expired", "address-unverified": "address-unverified", "key-invalid": "key-invalid", "key-expired": "key-expired", "key-rotated": "key-rotated", "key-revoked": "key-revoked", "something new": "token-missing"} {
		ev := request("POST", "/v1/things")
		ev.Body = `{"name":"a"}`
		ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: principal.Refused(why)}
		out, err := things()(t.Context(), ev)
		if err != nil || out.StatusCode != 401 || out.Headers["Www-Authenticate"] != "Bearer" {
			t.Fatal(out, err)
		}
		p := decode(t, out)
		if p["type"] != httpapi.ProblemBase+slug || p["errors"].([]any)[0].(map[string]any)["field"] != "Authorization" {
			t.Errorf("%q: %s", why, out.Body)
		}
	}
}
