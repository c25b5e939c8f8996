package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/functions/directory-api/api"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
)

func TestCodes_InTheLanguageThatIsAskedFor(t *testing.T) {
	tags := map[string]string{}
	for _, c := range []struct{ accept, language, label string }{
		{"", "en", ""}, {"de-DE,de;q=0.9,en;q=0.5", "de", ""}, {"fr", "fr", ""}, {"es", "es", ""}, {"it", "en", ""},
	} {
		out := send(t, request{path: "/v1/codes", query: "lists=replyCodes", as: ana, headers: map[string]string{"accept-language": c.accept}})
		var got api.CodesBody
		decode(t, out, &got)
		header := func(name string) string {
			return http.Header(out.MultiValueHeaders).Get(name) + out.Headers[http.CanonicalHeaderKey(name)]
		}
		if got.Language != c.language || header("Content-Language") != c.language || header("Vary") != "Accept-Language" {
			t.Errorf("%q is answered in %q: %q %q", c.accept, got.Language, header("Content-Language"), header("Vary"))
		}
		i := slices.IndexFunc(got.Items, func(x catalogue.Coded) bool { return x.Code == "DLV" })
		if i < 0 || got.Items[i].Label == "" || got.Items[i].Class != "C" || got.Items[i].List != "replyCodes" {
			t.Fatalf("%+v", got.Items)
		}
		tag := header("Etag")
		for language, other := range tags {
			if (language == c.language) != (other == tag) {
				t.Errorf("%s and %s have the tags %s and %s", language, c.language, other, tag)
			}
		}
		tags[c.language] = tag
		if again := send(t, request{path: "/v1/codes", query: "lists=replyCodes", as: ana, headers: map[string]string{"accept-language": c.accept, "if-none-match": tag}}); again.StatusCode != 304 || again.Body != "" {
			t.Errorf("%q again: %d", c.accept, again.StatusCode)
		}
	}
	if again := send(t, request{path: "/v1/codes", query: "lists=replyCodes", as: ana, headers: map[string]string{"accept-language": "fr", "if-none-match": tags["de"]}}); again.StatusCode != 200 {
		t.Error("who has the German one is told that it is the French one:", again.StatusCode)
	}
	if out := send(t, request{path: "/v1/codes", query: "lists=sandwiches", as: ana}); out.StatusCode != 422 || !strings.Contains(out.Body, "replyCodes") {
		t.Error(out.StatusCode, out.Body)
	}
}

// Every list has codes, every code a label in every language, and a code stands once in its place.
func TestCodes_AreComplete(t *testing.T) {
	for _, language := range catalogue.Languages {
		var got api.CodesBody
		decode(t, send(t, request{path: "/v1/codes", as: ana, headers: map[string]string{"accept-language": language}}), &got)
		seen, lists := map[string]bool{}, map[string]int{}
		for _, c := range got.Items {
			lists[c.List]++
			if c.Label == "" {
				t.Errorf("%s: %s %s has no label", language, c.List, c.Code)
			}
			place := c.List + " " + c.Of + " " + c.Code
			if seen[place] {
				t.Errorf("%s stands twice", place)
			}
			seen[place] = true
		}
		for _, list := range catalogue.CodeLists {
			if lists[list] == 0 {
				t.Errorf("%s: nothing in %s", language, list)
			}
		}
		if len(lists) != len(catalogue.CodeLists) {
			t.Errorf("%v", lists)
		}
	}
}
