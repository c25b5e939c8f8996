package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/access"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

type authorizer struct {
	log  *slog.Logger
	door *access.Door
}

// handle answers API Gateway. A request without an acceptable token is let through as nobody, with the reason: every function refuses
// nobody with a 401 problem+json (platform/httpapi), where API Gateway itself could only answer {"message":"Forbidden"}.
// When it cannot be known who is asking, because the issuer or the directory does not answer, the error denies the request.
func (a *authorizer) handle(ctx context.Context, ev events.APIGatewayV2CustomAuthorizerV2Request) (events.APIGatewayV2CustomAuthorizerSimpleResponse, error) {
	p, err := a.door.WhoReads(ctx, credential(ev), language(ev))
	if r, ok := errors.AsType[access.Refusal](err); ok {
		a.log.InfoContext(ctx, "refused", "requestId", ev.RequestContext.RequestID, "reason", string(r))
		return events.APIGatewayV2CustomAuthorizerSimpleResponse{IsAuthorized: true, Context: principal.Refused(string(r))}, nil
	}
	if err != nil {
		a.log.ErrorContext(ctx, "cannot tell who is asking", "requestId", ev.RequestContext.RequestID, "err", err)
		return events.APIGatewayV2CustomAuthorizerSimpleResponse{IsAuthorized: false}, fmt.Errorf("authorize: %w", err)
	}
	return events.APIGatewayV2CustomAuthorizerSimpleResponse{IsAuthorized: true, Context: p.Context()}, nil
}

// tokenPath is where a system gets an access token for its key; only there a key is taken as the password of HTTP Basic too (RFC 6749 section 2.3.1).
const tokenPath = "/v1/oauth/token"

// credential is the token of the Authorization header; "" when there is none.
func credential(ev events.APIGatewayV2CustomAuthorizerV2Request) string {
	for name, value := range ev.Headers {
		if !strings.EqualFold(name, "authorization") {
			continue
		}
		scheme, token, _ := strings.Cut(value, " ")
		switch token = strings.TrimSpace(token); {
		case strings.EqualFold(scheme, "bearer"):
			return token
		case strings.EqualFold(scheme, "basic") && ev.RawPath == tokenPath:
			return directory.KeyOfClient(token)
		}
	}
	return ""
}

// language is the one that the pages of whoever asks are in, as they say first (ISO 639-1); "" when they say none.
func language(ev events.APIGatewayV2CustomAuthorizerV2Request) string {
	for name, value := range ev.Headers {
		if strings.EqualFold(name, "accept-language") && len(value) >= 2 {
			code := strings.ToLower(value[:2])
			if strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") == "" {
				return code
			}
		}
	}
	return ""
}
