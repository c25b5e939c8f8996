// Package access says who is asking: it verifies an access token and looks the person up in the directory, or takes an API key and counts
// what it asks for.
//
// It must not know where the token came from: a header, or the address of a live line.
package access

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

// MaxToken is far above a Cognito access token (about 1 KB) and bounds what is parsed.
const MaxToken = 8 << 10

// claims of a Cognito access token (Amazon Cognito Developer Guide, "Understanding the access token").
type claims struct {
	Subject  string   `json:"sub"`
	Use      string   `json:"token_use"`
	ClientID string   `json:"client_id"`
	Groups   []string `json:"cognito:groups"`
}

// Refusal is why a token is not accepted: a slug of the problem that the caller is shown.
type Refusal string

// Error implements error.
func (r Refusal) Error() string { return string(r) }

// The refusals.
const (
	TokenMissing  Refusal = "token-missing"  // no bearer token
	TokenExpired  Refusal = "token-expired"  // was good once
	TokenInvalid  Refusal = "token-invalid"  // not ours, altered, or of another kind
	AgentUnknown  Refusal = "agent-unknown"  // signed in, and not in the directory
	AgentInactive Refusal = "agent-inactive" // their administrator lets them in no more

	InvitationExpired Refusal = "invitation-expired" // signed in, not in the directory, and invited too long ago
	AddressUnverified Refusal = "address-unverified" // signed in, not in the directory, and the issuer vouches for no address
)

// Verifier accepts access tokens of one issuer and of its listed clients. Safe for concurrent use.
type Verifier struct {
	Issuer    string
	Discovery string // base address of the discovery document; "" is the issuer
	Clients   []string
	Client    *http.Client
	Now       func() time.Time // nil is the machine's clock; never the local stage's moved one: tokens expire in real time

	mu         sync.Mutex
	of         *oidc.IDTokenVerifier
	userInfoAt string // the UserInfo endpoint; "" where the issuer has none. Set before of, and never again
}

// verify returns the token's claims, a Refusal, or another error when the issuer cannot be reached: then nobody knows.
func (v *Verifier) verify(ctx context.Context, raw string) (claims, error) {
	if len(raw) > MaxToken {
		return claims{}, TokenInvalid
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
		return claims{}, TokenExpired
	case err != nil:
		return claims{}, TokenInvalid
	}
	var c claims
	if err := token.Claims(&c); err != nil || c.Subject == "" || c.Use != "access" || !slices.Contains(v.Clients, c.ClientID) {
		return claims{}, TokenInvalid
	}
	return c, nil
}

// ready discovers the issuer at the first token. A failure is tried again with the next one.
func (v *Verifier) ready(ctx context.Context) (*oidc.IDTokenVerifier, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.of != nil {
		return v.of, nil
	}
	ctx = oidc.ClientContext(ctx, v.Client)
	address := v.Issuer
	if v.Discovery != "" {
		address, ctx = v.Discovery, oidc.InsecureIssuerURLContext(ctx, v.Issuer)
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
	v.userInfoAt = provider.UserInfoEndpoint()
	v.of = oidc.NewVerifier(v.Issuer, keys{oidc.NewRemoteKeySet(ctx, document.Keys)}, &oidc.Config{
		SkipClientIDCheck:    true, // Cognito's access tokens have client_id and no aud
		SupportedSigningAlgs: []string{oidc.RS256},
		Now:                  v.Now,
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
