package catalogue_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var form = []catalogue.Field{
	{Code: "name", Type: "text", MaxLength: 10, Mandatory: true},
	{Code: "address", Type: "longText", Mandatory: true},
	{Code: "posted", Type: "date"},
	{Code: "seen", Type: "dateTime"},
	{Code: "weight", Type: "integer", Min: new(1), Max: new(30000)},
	{Code: "urgent", Type: "boolean"},
	{Code: "who", Type: "choice", Options: []catalogue.Option{{Code: "sender"}, {Code: "addressee"}}},
	{Code: "country", Type: "country"},
	{Code: "mail", Type: "email"},
	{Code: "phone", Type: "phone"},
	{Code: "missing", Type: "codes", Options: []catalogue.Option{{Code: "name"}, {Code: "address"}}},
	{Code: "anyCodes", Type: "codes"},
}

func TestCheck_Types(t *testing.T) {
	for _, c := range []struct {
		field  string
		value  any
		reason string // "" is accepted
	}{
		{"name", "Ana", ""},
		{"name", "Éléonore™", ""},
		{"name", "Maximilian!", "is longer than 10 characters"},
		{"name", "Maximilian", ""}, // characters, not bytes
		{"name", "日本郵便株式会社", ""},
		{"name", 7.0, "must be a string"},
		{"name", []any{"Ana"}, "must be a string"},
		{"name", "A\nB", "must be one line without control characters"},
		{"name", "A\x00B", "must be one line without control characters"},
		{"name", "A\xffB", "is not valid text"},
		{"address", "1 Main Street\nOxford", ""},
		{"address", "1 Main Street\x07", "must not hold control characters"},
		{"address", strings.Repeat("a", 2000), ""},
		{"address", strings.Repeat("a", 2001), "is longer than 2000 characters"},
		{"posted", "2026-11-22", ""},
		{"posted", "2026-02-29", "must be a date like 2026-11-22"},
		{"posted", "22.11.2026", "must be a date like 2026-11-22"},
		{"posted", "2026-11-22T10:00:00Z", "must be a date like 2026-11-22"},
		{"seen", "2026-11-22T10:00:00Z", ""},
		{"seen", "2026-11-22T10:00:00+05:30", ""},
		{"seen", "2026-11-22T10:00:00", "must be an instant with its zone like 2026-11-22T10:15:00Z"},
		{"weight", 1.0, ""},
		{"weight", json.Number("30000"), ""},
		{"weight", 30000, ""},
		{"weight", int64(500), ""},
		{"weight", 0.0, "must be at least 1"},
		{"weight", 30001.0, "must be at most 30000"},
		{"weight", 1.5, "must be a whole number"},
		{"weight", 1e300, "must be a whole number"},
		{"weight", json.Number("1.5"), "must be a whole number"},
		{"weight", "12", "must be a whole number"},
		{"weight", true, "must be a whole number"},
		{"urgent", false, ""},
		{"urgent", "true", "must be true or false"},
		{"who", "sender", ""},
		{"who", "Sender", "is not one of the options"},
		{"country", "GB", ""},
		{"country", "gb", "must be a country of ISO 3166-1 like DE"},
		{"country", "XK", ""}, // as the posts call Kosovo
		{"country", "ZZ", "must be a country of ISO 3166-1 like DE"},
		{"country", "GBR", "must be a country of ISO 3166-1 like DE"},
		{"mail", "ana@gba.example", ""},
		{"mail", "Ana <ana@gba.example>", "must be an e-mail address"},
		{"mail", "ana", "must be an e-mail address"},
		{"mail", strings.Repeat("a", 250) + "@b.example", "is longer than 254 characters"},
		{"phone", "+44 (0)20 7946-0018", ""},
		{"phone", "call me", "must be a telephone number"},
		{"missing", []any{"name", "address"}, ""},
		{"missing", []string{"name"}, ""},
		{"missing", []any{"name", "name"}, "lists a code twice"},
		{"missing", []any{"colour"}, "lists a code that is not one of the options"},
		{"missing", []any{1.0}, "must be a list of codes"},
		{"missing", "name", "must be a list of codes"},
		{"missing", make([]string, 51), "lists more than 50 codes"},
		{"anyCodes", []any{"whatever"}, ""},
		{"anyCodes", []any{"<b>"}, "lists a code that is not one of the options"},
	} {
		got := catalogue.Check(form, map[string]any{c.field: c.value}, "fields", false)
		want := []problem.Field(nil)
		if c.reason != "" {
			want = []problem.Field{{Name: "fields." + c.field, Reason: c.reason}}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s %#v: %s", c.field, c.value, diff)
		}
	}
}

func TestCheck_MandatoryOnlyWhenComplete(t *testing.T) {
	for _, nothing := range []map[string]any{nil, {"name": nil, "address": " "}, {"name": "", "address": "\n"}} {
		if got := catalogue.Check(form, nothing, "fields", false); got != nil {
			t.Errorf("a draft: %v", got)
		}
		want := []problem.Field{{Name: "fields.name", Reason: "is missing"}, {Name: "fields.address", Reason: "is missing"}}
		if diff := cmp.Diff(want, catalogue.Check(form, nothing, "fields", true)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestCheck_UnknownFieldsAreNamedInOrderAndWithoutPrefix(t *testing.T) {
	want := []problem.Field{{Name: "colour", Reason: "is not a field of this form"}, {Name: "taste", Reason: "is not a field of this form"}}
	if diff := cmp.Diff(want, catalogue.Check(form, map[string]any{"taste": nil, "colour": 1}, "", false)); diff != "" {
		t.Error(diff)
	}
}

func TestCheck_NeverRepeatsAValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[a-zA-Z0-9\n ]{12,30}#`).Draw(t, "secret")
		values := map[string]any{}
		for _, f := range form {
			values[f.Code] = rapid.SampledFrom([]any{secret, []any{secret}, map[string]any{secret: secret}, 1e9}).Draw(t, f.Code)
		}
		for _, f := range catalogue.Check(form, values, "fields", true) {
			if strings.Contains(f.Reason, secret) {
				t.Fatalf("%s repeats the value", f.Name)
			}
		}
	})
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(`{"name":"Ana","address":"x","weight":12,"who":"sender","missing":["name"],"posted":"2026-11-22"}`))
	f.Add([]byte(`{"name":{"a":[1]},"missing":[[]],"weight":1e400,"mail":"a@b","":null}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var values map[string]any
		if json.Unmarshal(raw, &values) != nil {
			return
		}
		loose, complete := catalogue.Check(form, values, "fields", false), catalogue.Check(form, values, "fields", true)
		if len(complete) < len(loose) {
			t.Fatal("a complete form is judged more mildly than a draft")
		}
		for _, w := range complete {
			if w.Reason == "" || !strings.HasPrefix(w.Name, "fields.") {
				t.Fatalf("%+v", w)
			}
		}
	})
}
