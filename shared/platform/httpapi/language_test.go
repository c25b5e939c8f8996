package httpapi_test

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

func TestLanguage(t *testing.T) {
	for accept, want := range map[string]string{
		"":                           "en",
		"de":                         "de",
		"de-AT, fr;q=0.9":            "de",
		"fr;q=0.5, es ; q=0.8":       "es",
		"FR":                         "fr",
		"it, pt;q=0.9":               "en",
		"it, de;q=0.1":               "de",
		"de;q=0":                     "en",
		"*":                          "en",
		"*;q=0.1, fr;q=0.2":          "fr",
		"de;q=x, fr;q=7, es;q=0.001": "es",
		"fr, de":                     "fr",
		";;,,-":                      "en",
	} {
		if got := httpapi.Language(accept, []string{"en", "fr", "de", "es"}); got != want {
			t.Errorf("%q: %s, not %s", accept, got, want)
		}
	}
}
