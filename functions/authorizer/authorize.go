package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// agents finds people; an unknown one is the problem NotFound "agent-unknown".
type agents interface {
	Agent(ctx context.Context, subject string) (directory.Agent, error)
}

type authorizer struct {
	log    *slog.Logger
	tokens *verifier
	agents agents
}

// handle answers API Gateway. A request without an acceptable token is let through as nobody, with the reason: every function refuses
// nobody with a 401 problem+json (platform/httpapi), where API Gateway itself could only answer {"message":"Forbidden"}.
// When it cannot be known who is asking, because the issuer or the directory does not answer, the error denies the request.
func (a *authorizer) handle(ctx context.Context, ev events.APIGatewayV2CustomAuthorizerV2Request) (events.APIGatewayV2CustomAuthorizerSimpleResponse, error) {
	p, err := a.authenticate(ctx, ev.Headers)
	if r, ok := errors.AsType[refusal](err); ok {
		a.log.InfoContext(ctx, "refused", "requestId", ev.RequestContext.RequestID, "reason", string(r))
		return events.APIGatewayV2CustomAuthorizerSimpleResponse{IsAuthorized: true, Context: principal.Refused(string(r))}, nil
	}
	if err != nil {
		a.log.ErrorContext(ctx, "cannot tell who is asking", "requestId", ev.RequestContext.RequestID, "err", err)
		return events.APIGatewayV2CustomAuthorizerSimpleResponse{IsAuthorized: false}, fmt.Errorf("authorize: %w", err)
	}
	return events.APIGatewayV2CustomAuthorizerSimpleResponse{IsAuthorized: true, Context: p.Context()}, nil
}

// authenticate returns who is asking, or a refusal, or another error when that cannot be known.
func (a *authorizer) authenticate(ctx context.Context, headers map[string]string) (principal.Principal, error) {
	raw, ok := bearer(headers)
	if !ok {
		return principal.Principal{}, tokenMissing
	}
	c, err := a.tokens.verify(ctx, raw)
	if err != nil {
		return principal.Principal{}, err
	}
	agent, err := a.agents.Agent(ctx, c.Subject)
	if problem.Is(err, "agent-unknown") {
		return principal.Principal{}, agentUnknown
	}
	if err != nil {
		return principal.Principal{}, err
	}
	p := principal.Principal{Subject: c.Subject, Name: agent.Name, Operator: agent.Operator, CallCentres: agent.CallCentres, Roles: roles(c.Groups)}
	if p.Operator == "" && !p.Has(principal.NetworkAdministrator) {
		return principal.Principal{}, agentUnknown // only the network's own people belong to no operator
	}
	return p, nil
}

func bearer(headers map[string]string) (token string, ok bool) {
	for name, value := range headers {
		if strings.EqualFold(name, "authorization") {
			scheme, token, ok := strings.Cut(value, " ")
			token = strings.TrimSpace(token)
			return token, ok && strings.EqualFold(scheme, "bearer") && token != ""
		}
	}
	return "", false
}

// roles keeps the groups that are roles; a pool may have others.
func roles(groups []string) []principal.Role {
	out := []principal.Role{}
	for _, r := range principal.Roles {
		if slices.Contains(groups, string(r)) {
			out = append(out, r)
		}
	}
	return out
}
