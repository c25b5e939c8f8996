package httpapi_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

type parcelOfWords struct {
	Word  string         `json:"word" minLength:"1"`
	Times int            `json:"times,omitempty" maximum:"9"`
	More  map[string]any `json:"more,omitempty"`
}

func TestEntry_IsReadByItself(t *testing.T) {
	_, api := httpapi.New("Test")
	reader := httpapi.NewEntryReader[parcelOfWords](api)
	for text, blamed := range map[string][]string{
		`{"word":"one","times":2,"more":{"a":[1]}}`: nil,
		`{"word":"","times":2}`:                     {"word"},
		`{"times":12}`:                              {"times", "word"},
		`{"word":"one","colour":1}`:                 {"colour"},
		`{"word":7}`:                                {"word"},
		`{"word":"one","times":1.5}`:                {"times"},
		`[]`:                                        {""},
		`null`:                                      {""},
		`"word"`:                                    {""},
	} {
		var e httpapi.Entry[parcelOfWords]
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			t.Fatal(text, err)
		}
		got, err := reader.Read(e)
		if blamed == nil {
			if err != nil || got.Word != "one" || got.Times != 2 || got.More["a"] == nil {
				t.Errorf("%s: %+v %v", text, got, err)
			}
			continue
		}
		var names []string
		for _, f := range problem.As(err).Fields {
			names = append(names, f.Name)
		}
		if slices.Sort(names); !problem.Is(err, "request-invalid") || !slices.Equal(names, blamed) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
