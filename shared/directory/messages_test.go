package directory

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestMessageSettings_AreChecked(t *testing.T) {
	release := &catalogue.Release{ReasonCodes: []catalogue.Code{{Code: "ABS"}}, ActionCodes: []catalogue.Code{{Code: "PUP"}}}
	right, err := os.ReadFile("../tracking/testdata/dialects/scan-1.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := (MessageSettings{Dialects: []json.RawMessage{right}, Codes: map[string]map[string]string{"reason": {"A1": "ABS"}, "action": {"9": "PUP"}}}).check(release); err != nil {
		t.Error(err)
	}
	if err := (MessageSettings{}).check(release); err != nil {
		t.Error("nothing is all right", err)
	}
	const head = `{"message":"X","versions":["1:0:ZZ"],"origin":"o","levels":[{"name":"message"},{"name":"i","starts":"LIN"}],`
	for name, c := range map[string]struct {
		s     MessageSettings
		field string
	}{
		"no map":                   {MessageSettings{Dialects: []json.RawMessage{[]byte(`{}`)}}, "dialects[0]"},
		"a member that no map has": {MessageSettings{Dialects: []json.RawMessage{[]byte(`{"message":"X","colour":"red"}`)}}, "dialects[0]"},
		"records nobody reads":     {MessageSettings{Dialects: []json.RawMessage{[]byte(head + `"records":"parcels","fields":[]}`)}}, "dialects[0].records"},
		"a field nobody knows":     {MessageSettings{Dialects: []json.RawMessage{right, []byte(head + `"records":"events","fields":[{"name":"itmId","level":"i","segment":"LIN","at":"1.1"}]}`)}}, "dialects[1].fields[0].name"},
		"too large":                {MessageSettings{Dialects: []json.RawMessage{make([]byte, MaxDialectBytes+1)}}, "dialects[0]"},
		"too many":                 {MessageSettings{Dialects: make([]json.RawMessage, MaxDialects+1)}, "dialects"},
		"a kind of code":           {MessageSettings{Codes: map[string]map[string]string{"colour": {}}}, "codes.colour"},
		"an own code":              {MessageSettings{Codes: map[string]map[string]string{"reason": {"a b": "ABS"}}}, "codes.reason"},
		"not the catalogue's":      {MessageSettings{Codes: map[string]map[string]string{"reason": {"A1": "PUP"}}}, "codes.reason.A1"},
	} {
		p := problem.As(c.s.check(release))
		if p.Slug != "message-settings-invalid" || len(p.Fields) != 1 || p.Fields[0].Name != c.field {
			t.Errorf("%s: %v", name, p)
		}
	}
}
