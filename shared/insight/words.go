package insight

import (
	"embed"
	"encoding/json"
	"sync"
)

// The names and meanings of all metrics, a file for each of the Languages: files, letters, API and pages draw on them (web/src/i18n imports the same
// files), and a test compares them with Metrics.
//
//go:embed words/*.json
var wordFiles embed.FS

// MetricWords are what a metric is called and what it means, for people.
type MetricWords struct {
	Name  string `json:"name"`
	Means string `json:"means"`
}

var readWords = sync.OnceValue(func() map[string]map[string]MetricWords {
	out := map[string]map[string]MetricWords{}
	for _, language := range Languages {
		var words map[string]MetricWords
		if text, err := wordFiles.ReadFile("words/" + language + ".json"); err == nil && json.Unmarshal(text, &words) == nil {
			out[language] = words
		}
	}
	return out
})

// WordsIn returns the words of every metric by its code, in one of the Languages; in the first of them for any other. They are data that a test reads;
// without them there are none.
func WordsIn(language string) map[string]MetricWords {
	if words, ok := readWords()[language]; ok {
		return words
	}
	return readWords()[Languages[0]]
}
