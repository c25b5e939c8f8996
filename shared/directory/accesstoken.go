package directory

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// AccessToken is what a system gets for its key by OAuth's client credentials (RFC 6749 section 4.4): it may what the key may, or less, and ends
// in minutes. The token itself is known to its holder only.
type AccessToken struct {
	Prefix string // of the key
	Digest []byte // of the token, and what it is looked up by
	Secret []byte // digest of the secret that it was given for: it ends with that one
	Scopes []principal.Scope
	EndsAt time.Time
}

// LogValue keeps digests out of logs.
func (t AccessToken) LogValue() slog.Value { return slog.GroupValue(slog.String("prefix", t.Prefix)) }

// TokenMark begins an access token; what follows is as in a key.
const TokenMark = "wpt_"

// IsToken reports whether a bearer token claims to be an access token of a system.
func IsToken(token string) bool { return strings.HasPrefix(token, TokenMark) }

// TokenDigest returns what a token that is written right is looked up by.
func TokenDigest(token string) (digest []byte, ok bool) {
	if _, ok := ParseKey(KeyMark + strings.TrimPrefix(token, TokenMark)); !ok || !IsToken(token) {
		return nil, false
	}
	return keyDigest(token), true
}

// KeyOfClient returns the key out of the credentials of HTTP Basic, in base64: the user is its prefix, the password the whole key. "" for any other.
func KeyOfClient(credentials string) string {
	raw, err := base64.StdEncoding.DecodeString(credentials)
	if err != nil {
		return ""
	}
	client, key, _ := strings.Cut(string(raw), ":")
	if prefix, ok := ParseKey(key); !ok || client != prefix {
		return ""
	}
	return key
}

// TokenAccepts says whether a token of this key is good at an instant: while it lasts, and while the secret it was given for is.
func (k Key) TokenAccepts(t AccessToken, now time.Time) KeyVerdict {
	if !now.Before(t.EndsAt) {
		return TokenHasExpired
	}
	return k.verdict(t.Secret, now)
}

// TokenStore keeps access tokens.
type TokenStore interface {
	// PutToken keeps a token until some time after its end.
	PutToken(ctx context.Context, t AccessToken) error
}

// ErrScope says that a token was asked for with a scope that its key has not.
var ErrScope = errors.New("a scope that the key has not")

// Token gives an access token for a key, with these scopes of it, all for none; ErrScope for one that it has not.
func (m *Machines) Token(ctx context.Context, secret string, scopes []principal.Scope, now time.Time) (string, AccessToken, error) {
	prefix, ok := ParseKey(secret)
	if !ok {
		return "", AccessToken{}, KeyUnknown()
	}
	k, err := m.Store.Key(ctx, prefix)
	if err != nil {
		return "", AccessToken{}, err
	}
	if k.Accepts(secret, now) != KeyAccepted {
		return "", AccessToken{}, problem.New(problem.Unauthenticated, "key-invalid", "This key is not accepted. Make sure it is whole, and not rotated, expired or revoked.")
	}
	if len(scopes) == 0 {
		scopes = k.Scopes
	}
	for _, s := range scopes {
		if !slices.Contains(k.Scopes, s) {
			return "", AccessToken{}, fmt.Errorf("%w: %s", ErrScope, s)
		}
	}
	terms, err := Terms()
	if err != nil {
		return "", AccessToken{}, err
	}
	made, err := newKey(prefix, m.Random)
	if err != nil {
		return "", AccessToken{}, err
	}
	token := TokenMark + strings.TrimPrefix(made, KeyMark)
	t := AccessToken{Prefix: prefix, Digest: keyDigest(token), Secret: keyDigest(secret), Scopes: slices.Clone(scopes), EndsAt: now.Add(time.Duration(terms.TokenMinutes) * time.Minute)}
	if k.ExpiresAt.Before(t.EndsAt) {
		t.EndsAt = k.ExpiresAt
	}
	return token, t, m.Tokens.PutToken(ctx, t)
}
