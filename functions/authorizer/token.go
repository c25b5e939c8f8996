package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// maxToken is far above a Cognito access token (about 1 KB) and bounds what is parsed.
const maxToken = 8 << 10

// claims of a Cognito access token (Amazon Cognito Developer Guide, "Understanding the access token").
type claims struct {
	Subject  string   `json:"sub"`
	Use      string   `json:"token_use"`
	ClientID string   `json:"client_id"`
	Groups   []string `json:"cognito:groups"`
}

// refusal is why a token is not accepted: a slug of the problem that the caller is shown.
type refusal string

// Error implements error.
func (r refusal) Error() string { return string(r) }

// The refusals.
const (
	tokenMissing refusal = "token-missing" // no bearer token
	tokenExpired refusal = "token-expired" // was good once
	tokenInvalid refusal = "token-invalid" // not ours, altered, or of another kind
	agentUnknown refusal = "agent-unknown" // signed in, and not in the directory
)

// verifier accepts access tokens of one issuer and of its listed clients. Safe for concurrent use.
type verifier struct {
	issuer    string
	discovery string // base address of the discovery document; "" is the issuer
	clients   []string
	client    *http.Client
	now       func() time.Time // nil is the machine's clock; never the local stage's moved one: tokens expire in real time

	mu sync.Mutex
	of *oidc.IDTokenVerifier
}

// verify returns the token's claims, a refusal, or another error when the issuer cannot be reached: then nobody knows.
func (v *verifier) verify(ctx context.Context, raw string) (claims, error) {
	if len(raw) > maxToken {
		return claims{}, tokenInvalid
	}
	check, err := v.ready(ctx)
	if err != nil {
		return claims{}, err
	}
	var unreachable error
	token, err := check.Verify(context.WithValue(ctx, unreachableKey{}, &unreachable), raw)
	switch _, expired := errors.AsType[*oidc.TokenExpiredError](err); {
	case unreachable != nil:
		return claims{}, fmt.Errorf("fetch keys of the issuer: %w", unreachable)
	case ctx.Err() != nil:
		return claims{}, ctx.Err()
	case expired:
		return claims{}, tokenExpired
	case err != nil:
		return claims{}, tokenInvalid
	}
	var c claims
	if err := token.Claims(&c); err != nil || c.Subject == "" || c.Use != "access" || !slices.Contains(v.clients, c.ClientID) {
		return claims{}, tokenInvalid
	}
	return c, nil
}

// ready discovers the issuer at the first token. A failure is tried again with the next one.
func (v *verifier) ready(ctx context.Context) (*oidc.IDTokenVerifier, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.of != nil {
		return v.of, nil
	}
	ctx = oidc.ClientContext(ctx, v.client)
	address := v.issuer
	if v.discovery != "" {
		address, ctx = v.discovery, oidc.InsecureIssuerURLContext(ctx, v.issuer)
	}
	provider, err := oidc.NewProvider(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("discover the issuer: %w", err)
	}
	var document struct {
		Keys string `json:"jwks_uri"`
	}
	if err := provider.Claims(&document); err != nil {
		return nil, fmt.Errorf("discover the issuer: %w", err)
	}
	v.of = oidc.NewVerifier(v.issuer, keys{oidc.NewRemoteKeySet(ctx, document.Keys)}, &oidc.Config{
		SkipClientIDCheck:    true, // Cognito's access tokens have client_id and no aud
		SupportedSigningAlgs: []string{oidc.RS256},
		Now:                  v.now,
	})
	return v.of, nil
}

type unreachableKey struct{}

// keys tells a signature that is wrong from keys that could not be fetched: go-oidc flattens both into one text.
type keys struct{ *oidc.RemoteKeySet }

// VerifySignature implements oidc.KeySet.
func (k keys) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	payload, err := k.RemoteKeySet.VerifySignature(ctx, jwt)
	if cause := errors.Unwrap(err); cause != nil { // a wrong signature wraps nothing, a failed fetch its cause
		if into, ok := ctx.Value(unreachableKey{}).(*error); ok {
			*into = cause
		}
	}
	return payload, err
}
