package httpapi

import (
	"context"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// unauthenticated says why nobody is asking. The authorizer lets a request without an acceptable token through as nobody, with the reason,
// because API Gateway itself could only answer {"message":"Forbidden"}; every operation that is not Public refuses it here.
func unauthenticated(ctx context.Context) *problem.Problem {
	const field = "Authorization"
	switch refused(ctx) {
	case "token-expired":
		return problem.New(problem.Unauthenticated, "token-expired", "The access token has expired. Sign in again, or ask for another.").With(field, "has expired")
	case "token-invalid":
		return problem.New(problem.Unauthenticated, "token-invalid", "The access token is not one of ours, was altered, or is of another kind. Sign in again.").
			With(field, "is not an acceptable access token")
	case "agent-unknown":
		return problem.New(problem.Unauthenticated, "agent-unknown", "You are signed in, but nobody has invited you, or not by the address that you sign in with. Ask your operator's administrator.").
			With(field, "belongs to nobody in the directory")
	case "invitation-expired":
		return problem.New(problem.Unauthenticated, "invitation-expired", "You are signed in, but your invitation has expired. Ask your operator's administrator to send it again.").
			With(field, "belongs to somebody whose invitation has expired")
	case "address-unverified":
		return problem.New(problem.Unauthenticated, "address-unverified", "You are signed in, but your sign-in system confirms no mail address of yours, so that no invitation can be found. Ask your operator's administrator.").
			With(field, "belongs to somebody whose address is not confirmed")
	case "agent-inactive":
		return problem.New(problem.Unauthenticated, "agent-inactive", "Your operator's administrator lets you in no more. Ask them why.").With(field, "belongs to somebody who is let in no more")
	case "key-invalid":
		return problem.New(problem.Unauthenticated, "key-invalid", "This is no API key of ours: was it copied whole?").With(field, "is not an acceptable API key")
	case "key-expired":
		return problem.New(problem.Unauthenticated, "key-expired", "The API key has expired. Ask your operator's administrator for another.").With(field, "has expired")
	case "key-rotated":
		return problem.New(problem.Unauthenticated, "key-rotated", "The API key was replaced, and the time for which both were accepted is over. Use the new one.").
			With(field, "was replaced")
	case "key-revoked":
		return problem.New(problem.Unauthenticated, "key-revoked", "The API key was revoked. Ask your operator's administrator why.").With(field, "was revoked")
	}
	return problem.New(problem.Unauthenticated, "token-missing", "Sign in and send the access token, or an API key, as a bearer token.").With(field, "holds no bearer token")
}

func refused(ctx context.Context) string {
	ev, ok := ctx.Value(eventKey{}).(*events.APIGatewayV2HTTPRequest)
	if !ok || ev.RequestContext.Authorizer == nil {
		return ""
	}
	return principal.WhyRefused(ev.RequestContext.Authorizer.Lambda)
}
