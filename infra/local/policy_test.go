package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const built = `<meta http-equiv="Content-Security-Policy" content="connect-src 'self' https://elsewhere.invalid; base-uri 'none'">`

func TestPage_NamesTheAddressesOfItsDeployment(t *testing.T) {
	page, err := withAddresses([]byte(built), "https://a.example wss://b.example")
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(built, elsewhere, "https://a.example wss://b.example", 1); string(page) != want {
		t.Errorf("the page is %s, not %s", page, want)
	}
}

func TestPage_WhosePolicyCannotBeFilledInIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ page, addresses string }{
		"no place":          {"<html>", "https://a.example"},
		"two places":        {built + built, "https://a.example"},
		"no address":        {built, " "},
		"another directive": {built, "https://a.example; script-src *"},
		"the end of it":     {built, `https://a.example"><script>`},
	} {
		if page, err := withAddresses([]byte(c.page), c.addresses); err == nil {
			t.Errorf("%s: became %s", name, page)
		}
	}
}

func TestPages_AreServedWithTheirPolicyAndFilesAsTheyAre(t *testing.T) {
	dist := t.TempDir()
	for name, text := range map[string]string{"index.html": built, "favicon.svg": "<svg/>"} {
		if err := os.WriteFile(filepath.Join(dist, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h := pages(dist, "http://localhost:4566")
	for path, want := range map[string]string{
		"/":             "connect-src 'self' http://localhost:4566;",
		"/folders/toDo": "connect-src 'self' http://localhost:4566;",
		"/index.html":   "connect-src 'self' http://localhost:4566;",
		"/favicon.svg":  "<svg/>",
		"/reports/a-b":  "connect-src 'self' http://localhost:4566;",
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, http.NoBody))
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s answers %d: %s", path, w.Code, w.Body)
		}
	}
}
