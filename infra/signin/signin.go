// Package signin signs demo people in at a local stack, the way a browser does. It is for stories and benchmarks.
package signin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Password is every demo person's. It exists on emulators only.
const Password = "Demo-passw0rd"

// Tokens are what somebody gets by signing in.
type Tokens struct {
	Access string `json:"access_token"`
	ID     string `json:"id_token"`
}

// As walks the hosted sign-in: authorization code with PKCE. Outputs are those of the stack, as `make run` and `make test` save them.
func As(ctx context.Context, outputs map[string]string, email string) (Tokens, error) {
	verifier := rand.Text() + rand.Text()
	sum := sha256.Sum256([]byte(verifier))
	client, back := outputs["WebClientId"], outputs["WebUrl"]+"/"
	answer, err := post(ctx, outputs["EmulatorUrl"]+"/login", url.Values{
		"client_id": {client}, "redirect_uri": {back}, "response_type": {"code"}, "scope": {"openid email profile"}, "state": {"s"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"}, "username": {email}, "password": {Password}})
	if err != nil {
		return Tokens{}, err
	}
	defer func() { _ = answer.Body.Close() }()
	to, err := answer.Location()
	if err != nil || to.Query().Get("code") == "" {
		return Tokens{}, fmt.Errorf("%s cannot sign in: the sign-in page answers %s", email, answer.Status)
	}
	answer, err = post(ctx, outputs["EmulatorUrl"]+"/oauth2/token", url.Values{"grant_type": {"authorization_code"}, "client_id": {client},
		"code": {to.Query().Get("code")}, "redirect_uri": {back}, "code_verifier": {verifier}})
	if err != nil {
		return Tokens{}, err
	}
	defer func() { _ = answer.Body.Close() }()
	var t Tokens
	if err := json.NewDecoder(answer.Body).Decode(&t); err != nil || t.Access == "" {
		return Tokens{}, fmt.Errorf("%s got no token: the token endpoint answers %s", email, answer.Status)
	}
	return t, nil
}

func post(ctx context.Context, address string, form url.Values) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return client.Do(request)
}
