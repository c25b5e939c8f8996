package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"
)

// smoke is `make smoke URL=https://…`: what a first deployment to AWS has to show, without an account and without changing anything.
func smoke(ctx context.Context, _ Checkout, args []string) error {
	if len(args) == 0 || args[0] == "" {
		return errors.New("say URL=, the address that `make deploy` printed")
	}
	base := strings.TrimRight(args[0], "/")
	for _, check := range []struct {
		what, path string
		status     int
		header     string
	}{
		{"the page of the SPA, with its policy", "/", http.StatusOK, "Content-Security-Policy"},
		{"an address of the SPA is the SPA", "/folders/toDo", http.StatusOK, ""},
		{"where to sign in", "/config.json", http.StatusOK, ""},
		{"the API without a token", "/v1/healthz", http.StatusOK, ""},
		{"its description", "/v1/openapi.json", http.StatusOK, ""},
		{"the API wants a token", "/v1/me", http.StatusUnauthorized, ""},
		{"nothing where nothing is", "/v1/nothing", http.StatusNotFound, ""},
	} {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+check.path, http.NoBody)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", check.what, err)
		}
		if res.StatusCode != check.status || check.header != "" && res.Header.Get(check.header) == "" {
			return fmt.Errorf("%s: %s answers %d, not %d with %q", check.what, check.path, res.StatusCode, check.status, check.header)
		}
		if check.header != "" && !strings.Contains(html.UnescapeString(string(text)), "connect-src 'self' https://") || bytes.Contains(text, []byte(elsewhere)) {
			return fmt.Errorf("%s: %s has no policy with the addresses of this deployment", check.what, check.path)
		}
		say("ok  %s", check.what)
	}
	return nil
}
