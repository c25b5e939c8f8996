package directory

import (
	"slices"
	"testing"
)

func TestPreferences_NameWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		change Preferences
		fields []string
	}{
		"nothing":          {Preferences{}, nil},
		"everything":       {Preferences{Theme: "dark", Density: "compact", Shortcuts: "off", Language: "de", Columns: []string{"item", "due"}, Panel: "bottom", View: "alone", ViewBeside: "together", Welcome: "over"}, nil},
		"the usual ones":   {Preferences{Language: "browser", Columns: []string{}}, nil},
		"all wrong":        {Preferences{Theme: "x", Density: "x", Shortcuts: "x", Language: "it", Panel: "x", View: "x", ViewBeside: "x", Welcome: "x"}, []string{"theme", "density", "shortcuts", "language", "panel", "view", "viewBeside", "welcome"}},
		"no column":        {Preferences{Columns: []string{"Due time"}}, []string{"columns"}},
		"a column twice":   {Preferences{Columns: []string{"due", "due"}}, []string{"columns"}},
		"too many columns": {Preferences{Columns: slices.Repeat([]string{"due"}, maxChosenColumns+1)}, []string{"columns"}},
	} {
		t.Run(name, func(t *testing.T) { refuses(t, c.change.check(), "preferences-invalid", c.fields...) })
	}
}
