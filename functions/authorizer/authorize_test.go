package main

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/access"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const (
	issuerName = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Test"
	webClient  = "web-client"
)

var now = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// issuer is an identity provider that, like the local stack's, is not where its name says.
type issuer struct {
	*httptest.Server
	key  *rsa.PrivateKey
	down bool

	users  map[string]map[string]any // what it says of whom, by access token
	asked  int                       // for a user
	broken int                       // status of the UserInfo endpoint; 0: it works
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{key: newKey(t)}
	mux := http.NewServeMux()
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	mux.HandleFunc("/pool/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		i.answer(w, map[string]any{"issuer": issuerName, "jwks_uri": i.URL + "/pool/.well-known/jwks.json", "userinfo_endpoint": i.URL + "/oauth2/userInfo", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("/pool/.well-known/jwks.json", func(w http.ResponseWriter, _ *http.Request) {
		i.answer(w, map[string]any{"keys": []any{map[string]any{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "1",
			"n": base64.RawURLEncoding.EncodeToString(i.key.N.Bytes()), "e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(i.key.E)).Bytes())}}})
	})
	mux.HandleFunc("/oauth2/userInfo", func(w http.ResponseWriter, r *http.Request) {
		i.asked++
		user, known := i.users[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
		switch {
		case i.broken != 0:
			w.WriteHeader(i.broken)
		case !known:
			w.WriteHeader(http.StatusUnauthorized)
		default:
			i.answer(w, user)
		}
	})
	return i
}

func (i *issuer) answer(w http.ResponseWriter, v any) {
	if i.down {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func newKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func token(t *testing.T, key *rsa.PrivateKey, alg, kid string, c map[string]any) string {
	t.Helper()
	part := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(b)
	}
	signed := part(map[string]any{"alg": alg, "kid": kid}) + "." + part(c)
	if alg == "none" {
		return signed + "."
	}
	sum := sha256.Sum256([]byte(signed))
	sig, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(sig)
}

func accessClaims(change ...any) map[string]any {
	c := map[string]any{"sub": "ana", "iss": issuerName, "token_use": "access", "client_id": webClient, "cognito:groups": []string{"agent", "supervisor", "choir"},
		"iat": now.Add(-time.Minute).Unix(), "exp": now.Add(time.Hour).Unix()}
	for i := 0; i < len(change); i += 2 {
		if change[i+1] == nil {
			delete(c, change[i].(string))
			continue
		}
		c[change[i].(string)] = change[i+1]
	}
	return c
}

type people map[string]directory.Agent

func (p people) Agent(_ context.Context, subject string) (directory.Agent, error) {
	if subject == "broken" {
		return directory.Agent{}, errors.New("the table does not answer")
	}
	a, ok := p[subject]
	if !ok {
		return directory.Agent{}, problem.New(problem.NotFound, "agent-unknown", "There is no such agent in the directory.")
	}
	return a, nil
}

var staff = people{
	"ana":    {Subject: "ana", Name: "Ana Aldous", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON", "GBA-BEL"}},
	"nils":   {Subject: "nils", Name: "Nils Norén"},
	"nobody": {Subject: "nobody", Name: "No Operator"},
	"left":   {Subject: "left", Name: "Len Left", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}, Inactive: true},
	"moved":  {Subject: "moved", Name: "Mo Moved", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-BEL"}, Roles: []principal.Role{principal.Agent}},
}

func newAuthorizer(t *testing.T, i *issuer) *authorizer {
	t.Helper()
	return &authorizer{log: slog.New(slog.DiscardHandler), door: &access.Door{Agents: staff,
		Tokens: &access.Verifier{Issuer: issuerName, Discovery: i.URL + "/pool", Clients: []string{"other-client", webClient}, Client: i.Client(), Now: func() time.Time { return now }}}}
}

func ask(t *testing.T, a *authorizer, header string) (events.APIGatewayV2CustomAuthorizerSimpleResponse, error) {
	t.Helper()
	return a.handle(t.Context(), events.APIGatewayV2CustomAuthorizerV2Request{Headers: map[string]string{"authorization": header}})
}

func TestAuthorize_AGoodTokenIsAPerson(t *testing.T) {
	i := newIssuer(t)
	got, err := ask(t, newAuthorizer(t, i), "Bearer "+token(t, i.key, "RS256", "1", accessClaims()))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"sub": "ana", "name": "Ana Aldous", "operator": "GBA", "callCentres": "GBA-DON GBA-BEL", "roles": "agent supervisor"}
	if diff := cmp.Diff(want, got.Context); !got.IsAuthorized || diff != "" {
		t.Error(got.IsAuthorized, diff)
	}
}

func TestAuthorize_ANetworkAdministratorBelongsToNoOperator(t *testing.T) {
	i := newIssuer(t)
	got, err := ask(t, newAuthorizer(t, i), "Bearer "+token(t, i.key, "RS256", "1", accessClaims("sub", "nils", "cognito:groups", []string{"network-administrator"})))
	if err != nil {
		t.Fatal(err)
	}
	p, ok := principal.FromContext(got.Context)
	if !ok || p.Operator != "" || len(p.CallCentres) != 0 || !p.Has(principal.NetworkAdministrator) {
		t.Errorf("%+v", got)
	}
}

// What an administrator set counts, and not what the token says.
func TestAuthorize_TheDirectorySaysWhatSomebodyMayDo(t *testing.T) {
	i := newIssuer(t)
	got, err := ask(t, newAuthorizer(t, i), "Bearer "+token(t, i.key, "RS256", "1", accessClaims("sub", "moved", "cognito:groups", []string{"supervisor", "operator-administrator"})))
	if err != nil || got.Context["roles"] != "agent" {
		t.Error(got, err)
	}
}

func TestAuthorize_TheLanguageIsThatOfThePages(t *testing.T) {
	for header, want := range map[string]string{"de-AT,de;q=0.9": "de", "FR": "fr", "*": "", "1x": "", "": ""} {
		if got := language(events.APIGatewayV2CustomAuthorizerV2Request{Headers: map[string]string{"Accept-Language": header}}); got != want {
			t.Errorf("%q is %q", header, got)
		}
	}
}

func TestAuthorize_RefusedIsNobody(t *testing.T) {
	i := newIssuer(t)
	other := newKey(t)
	good := token(t, i.key, "RS256", "1", accessClaims())
	parts := strings.Split(good, ".")
	payload := token(t, i.key, "none", "1", accessClaims("sub", "nils", "cognito:groups", []string{"network-administrator"}))
	for _, c := range []struct {
		name, header string
		why          access.Refusal
	}{
		{"no header", "", access.TokenMissing},
		{"another scheme", "Basic dXNlcjpwYXNz", access.TokenMissing},
		{"scheme only", "Bearer ", access.TokenMissing},
		{"token without scheme", good, access.TokenMissing},
		{"expired", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("exp", now.Add(-time.Second).Unix())), access.TokenExpired},
		{"without expiry", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("exp", nil)), access.TokenExpired},
		{"not yet valid", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("nbf", now.Add(time.Hour).Unix())), access.TokenInvalid},
		{"signed by somebody else", "Bearer " + token(t, other, "RS256", "1", accessClaims()), access.TokenInvalid},
		{"signed by somebody else's key", "Bearer " + token(t, other, "RS256", "2", accessClaims()), access.TokenInvalid},
		{"not signed", "Bearer " + token(t, i.key, "none", "1", accessClaims()), access.TokenInvalid},
		{"said to be HMAC", "Bearer " + token(t, i.key, "HS256", "1", accessClaims()), access.TokenInvalid},
		{"another payload under a good signature", "Bearer " + parts[0] + "." + strings.Split(payload, ".")[1] + "." + parts[2], access.TokenInvalid},
		{"another issuer", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("iss", "https://evil.example")), access.TokenInvalid},
		{"another client", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("client_id", "somebody")), access.TokenInvalid},
		{"no client", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("client_id", nil)), access.TokenInvalid},
		{"an id token", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("token_use", "id", "aud", webClient)), access.TokenInvalid},
		{"no subject", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("sub", nil)), access.TokenInvalid},
		{"groups of another type", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("cognito:groups", "agent")), access.TokenInvalid},
		{"damaged", "Bearer " + good[:len(good)-10], access.TokenInvalid},
		{"no token at all", "Bearer hello", access.TokenInvalid},
		{"endless", "Bearer " + strings.Repeat("a", access.MaxToken+1), access.TokenInvalid},
		{"unknown person", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("sub", "zoe")), access.AgentUnknown},
		{"person who is let in no more", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("sub", "left")), access.AgentInactive},
		{"person without operator", "Bearer " + token(t, i.key, "RS256", "1", accessClaims("sub", "nobody")), access.AgentUnknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ask(t, newAuthorizer(t, i), c.header)
			if err != nil {
				t.Fatal(err)
			}
			if _, somebody := principal.FromContext(got.Context); somebody {
				t.Fatalf("let in: %v", got.Context)
			}
			if diff := cmp.Diff(map[string]any{"refused": string(c.why)}, got.Context); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAuthorize_DeniesWhenItCannotKnow(t *testing.T) {
	t.Run("the directory does not answer", func(t *testing.T) {
		i := newIssuer(t)
		if got, err := ask(t, newAuthorizer(t, i), "Bearer "+token(t, i.key, "RS256", "1", accessClaims("sub", "broken"))); err == nil || got.IsAuthorized {
			t.Errorf("%v %v", got, err)
		}
	})
	t.Run("the issuer cannot be discovered, and can later", func(t *testing.T) {
		i := newIssuer(t)
		a, good := newAuthorizer(t, i), "Bearer "+token(t, i.key, "RS256", "1", accessClaims())
		i.down = true
		if got, err := ask(t, a, good); err == nil || got.IsAuthorized {
			t.Errorf("%v %v", got, err)
		}
		i.down = false
		if got, err := ask(t, a, good); err != nil || got.Context["sub"] != "ana" {
			t.Errorf("%v %v", got, err)
		}
	})
	t.Run("the keys cannot be fetched", func(t *testing.T) {
		i := newIssuer(t)
		a := newAuthorizer(t, i)
		if _, err := ask(t, a, "Bearer hello"); err != nil { // discovers the issuer, and fetches no keys for what is no token
			t.Fatal(err)
		}
		i.down = true
		if got, err := ask(t, a, "Bearer "+token(t, i.key, "RS256", "1", accessClaims())); err == nil || got.IsAuthorized {
			t.Errorf("%v %v", got, err)
		}
	})
}

func TestAuthorize_AcceptsANewKeyOfTheIssuer(t *testing.T) {
	i := newIssuer(t)
	a := newAuthorizer(t, i)
	if got, err := ask(t, a, "Bearer "+token(t, i.key, "RS256", "1", accessClaims())); err != nil || got.Context["sub"] != "ana" {
		t.Fatalf("%v %v", got, err)
	}
	i.key = newKey(t) // rotated
	if got, err := ask(t, a, "Bearer "+token(t, i.key, "RS256", "1", accessClaims())); err != nil || got.Context["sub"] != "ana" {
		t.Errorf("%v %v", got, err)
	}
}

// keyring holds one key, and counts in memory.
type keyring struct {
	directory.Key
	usage directory.Usage
}

func (k *keyring) KnownKey(_ context.Context, prefix string) (directory.Key, error) {
	if prefix != k.Prefix {
		return directory.Key{}, directory.KeyUnknown()
	}
	return k.Key, nil
}

func (k *keyring) RotatedKey(ctx context.Context, prefix string) (directory.Key, error) {
	return k.KnownKey(ctx, prefix)
}

func (k *keyring) MachineToken(context.Context, []byte) (directory.AccessToken, error) {
	return directory.AccessToken{}, problem.New(problem.NotFound, "token-unknown", "There is no such token.")
}

func (k *keyring) SwapUsage(_ context.Context, _ string, _, want directory.Usage, _ time.Time) (directory.Usage, bool, error) {
	k.usage = want
	return want, true, nil
}

func TestAuthorize_AKeyIsAMachine(t *testing.T) {
	i := newIssuer(t)
	a := newAuthorizer(t, i)
	const token = "wpk_aaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaapnhzcka"
	sum := sha256.Sum256([]byte(token))
	ring := &keyring{Key: directory.Key{Prefix: "aaaaaaaaaa", Operator: "GBA", Centre: "GBA-DON", Name: "CRM bridge", Scopes: []principal.Scope{principal.Raise}, Digest: sum[:],
		ExpiresAt: now.Add(time.Hour), Limits: directory.KeyLimits{RequestsPerMinute: 1, RequestsPerDay: 10}}}
	a.door.Machines = &access.Machines{Keys: ring, Clock: clock.Fixed(now)}
	got, err := ask(t, a, "Bearer "+token)
	p, ok := principal.FromContext(got.Context)
	if err != nil || !got.IsAuthorized || !ok || !p.IsMachine() || p.Name != "CRM bridge" || !p.WorksIn("GBA-DON") || p.Quota.Over {
		t.Fatalf("%+v %v", p, err)
	}
	got, err = ask(t, a, "Bearer "+token)
	if p, ok := principal.FromContext(got.Context); err != nil || !ok || !p.Quota.Over {
		t.Errorf("the second in a minute of one: %+v %v", p, err)
	}
	got, err = ask(t, a, "Bearer "+token[:61]+"b")
	if diff := cmp.Diff(map[string]any{"refused": "key-invalid"}, got.Context); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if got, err := ask(t, a, "Bearer "+token+" "); err != nil || got.Context["key"] != "aaaaaaaaaa" {
		t.Error("a space after it:", got, err)
	}
}

// The password of HTTP Basic is a key where access tokens are given, and nowhere else.
func TestCredential_IsBasicOnlyWhereTokensAreGiven(t *testing.T) {
	const key = "wpk_aaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaapnhzcka"
	basic := func(user string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+key)) }
	for _, c := range []struct{ path, header, want string }{
		{tokenPath, basic("aaaaaaaaaa"), key},
		{tokenPath, "basic" + basic("aaaaaaaaaa")[5:], key},
		{"/v1/inquiries", basic("aaaaaaaaaa"), ""},
		{tokenPath, basic("bbbbbbbbbb"), ""},
		{tokenPath, "Basic ???", ""},
		{tokenPath, "Bearer " + key, key},
		{tokenPath, "", ""},
	} {
		ev := events.APIGatewayV2CustomAuthorizerV2Request{RawPath: c.path, Headers: map[string]string{"authorization": c.header}}
		if got := credential(ev); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.path, c.header, got, c.want)
		}
	}
}
