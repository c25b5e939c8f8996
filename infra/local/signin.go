package main

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

// token is `make token`: the access token that the SPA would get, and nothing else, on standard output.
func token(ctx context.Context, c Checkout, args []string) error {
	s := runStack(c)
	o, _, err := s.outputs(ctx)
	if err != nil {
		return err
	}
	people, err := readPeople(c)
	if err != nil {
		return err
	}
	as := people[0].Email
	if len(args) > 0 && args[0] != "" {
		as = args[0]
	}
	t, err := s.signIn(ctx, o, as)
	if err != nil {
		return err
	}
	fmt.Println(t)
	return nil
}

// signIn walks the hosted sign-in as a browser does: authorization code with PKCE.
func (s Stack) signIn(ctx context.Context, o Outputs, email string) (accessToken string, err error) {
	verifier := rand.Text() + rand.Text()
	sum := sha256.Sum256([]byte(verifier))
	form := url.Values{
		"client_id": {o["WebClientId"]}, "redirect_uri": {s.Web + "/"}, "response_type": {"code"}, "scope": {"openid email profile"}, "state": {"s"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
		"username": {email}, "password": {demoPassword},
	}
	res, err := s.post(ctx, "/login", form)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	to, err := res.Location()
	if err != nil || to.Query().Get("code") == "" {
		return "", fmt.Errorf("%s cannot sign in (the sign-in page answers %s): is it one of the people that `make run` prints?", email, res.Status)
	}
	res, err = s.post(ctx, "/oauth2/token", url.Values{"grant_type": {"authorization_code"}, "client_id": {o["WebClientId"]},
		"code": {to.Query().Get("code")}, "redirect_uri": {s.Web + "/"}, "code_verifier": {verifier}})
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	var tokens struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(res.Body).Decode(&tokens); err != nil || tokens.AccessToken == "" {
		return "", fmt.Errorf("%s got no token (the token endpoint answers %s)", email, res.Status)
	}
	return tokens.AccessToken, nil
}

func (s Stack) post(ctx context.Context, path string, form url.Values) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Emulator+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return client.Do(req)
}
