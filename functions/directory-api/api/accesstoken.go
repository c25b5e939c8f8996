package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// registerTokens adds OAuth's client credentials (RFC 6749 section 4.4).
func registerTokens(api huma.API, h *handlers) {
	huma.Register(api, huma.Operation{OperationID: "get-access-token", Method: http.MethodPost, Path: "/v1/oauth/token", Tags: []string{"Machine access"}, MaxBodyBytes: 4 << 10,
		Summary: "An access token for an API key, by OAuth’s client credentials",
		Description: "For systems that speak OAuth 2.0 (RFC 6749 section 4.4): the client id is the key's prefix, the client secret the whole key, both by HTTP Basic. " +
			"The token may what the key may, or the scopes asked for, for a quarter of an hour; it ends with the secret that it was given for. Requests are counted as the key's.",
		Security: []map[string][]string{{"client": {}}}}, h.accessToken)
}

// AccessTokenView is an access token as RFC 6749 section 5.1 writes it.
type AccessTokenView struct {
	AccessToken string `json:"access_token" doc:"Send it as a bearer token" example:"wpt_q2w3e4r5t6_…"`
	TokenType   string `json:"token_type" enum:"Bearer"`
	ExpiresIn   int    `json:"expires_in" doc:"In seconds" example:"900"`
	Scope       string `json:"scope" doc:"What it may, separated by spaces" example:"read raise"`
}

func (h *handlers) accessToken(ctx context.Context, in *struct {
	Authorization string `header:"Authorization" doc:"Basic, with the key's prefix as user and the key as password"`
	RawBody       []byte `contentType:"application/x-www-form-urlencoded" doc:"grant_type=client_credentials, and perhaps scope=read raise"`
}) (*struct {
	CacheControl string `header:"Cache-Control"`
	Body         AccessTokenView
}, error) {
	scheme, credentials, _ := strings.Cut(in.Authorization, " ")
	if !strings.EqualFold(scheme, "basic") {
		return nil, oauth("invalid_request", "Send the key's prefix and the key by HTTP Basic.").With("Authorization", "is not Basic")
	}
	form, err := url.ParseQuery(string(in.RawBody))
	if err != nil {
		return nil, oauth("invalid_request", "The body is no form.").With("body", "is not application/x-www-form-urlencoded")
	}
	if grant := form.Get("grant_type"); grant != "client_credentials" {
		return nil, oauth("unsupported_grant_type", "Only client_credentials can be asked for.").With("grant_type", "must be client_credentials")
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	var scopes []principal.Scope
	for s := range strings.FieldsSeq(form.Get("scope")) {
		scopes = append(scopes, principal.Scope(s))
	}
	token, t, err := h.Machines.Token(ctx, directory.KeyOfClient(strings.TrimSpace(credentials)), scopes, now)
	if errors.Is(err, directory.ErrScope) {
		return nil, oauth("invalid_scope", "The key has not all of these scopes.").With("scope", "names a scope that the key has not")
	}
	if err != nil {
		return nil, err
	}
	names := make([]string, len(t.Scopes))
	for i, s := range t.Scopes {
		names[i] = string(s)
	}
	return &struct {
		CacheControl string `header:"Cache-Control"`
		Body         AccessTokenView
	}{"no-store", AccessTokenView{token, "Bearer", int(t.EndsAt.Sub(now).Seconds()), strings.Join(names, " ")}}, nil
}

// oauth is a refusal that OAuth clients understand by its member "error" (RFC 6749 section 5.2).
func oauth(code, detail string) *problem.Problem {
	return problem.New(problem.Malformed, "token-refused", "%s", detail).WithExtra("error", code)
}
