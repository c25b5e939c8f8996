package insight_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// Each language names every metric, and nothing else; English as the definition does.
func TestWordsIn_EveryLanguageNamesEveryMetric(t *testing.T) {
	var codes []string
	english := map[string]string{}
	for _, m := range insight.Metrics {
		codes, english[m.Code] = append(codes, m.Code), m.Name
	}
	slices.Sort(codes)
	for _, language := range insight.Languages {
		words := insight.WordsIn(language)
		if d := cmp.Diff(codes, slices.Sorted(maps.Keys(words))); d != "" {
			t.Errorf("%s: the metrics (-) and shared/insight/words/%s.json (+)\n%s", language, language, d)
		}
		names := map[string]string{}
		for code, w := range words {
			if w.Name == "" || !strings.HasSuffix(w.Means, ".") || names[w.Name] != "" {
				t.Errorf("%s: %s is called %q (as %q) and means %q", language, code, w.Name, names[w.Name], w.Means)
			}
			names[w.Name] = code
			if language == "en" && w.Name != english[code] {
				t.Errorf("%s is called %q, and %q by its definition", code, w.Name, english[code])
			}
			if language != "en" && w.Means == insight.WordsIn("en")[code].Means {
				t.Errorf("%s: %s is in English", language, code)
			}
		}
	}
	if d := cmp.Diff(insight.WordsIn("en"), insight.WordsIn("pt")); d != "" {
		t.Error("a language that is not offered:", d)
	}
}
