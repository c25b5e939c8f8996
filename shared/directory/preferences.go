package directory

import (
	"context"
	"slices"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Preferences are how a person likes their pages, at whatever desk. A member that was never chosen is empty. As a change: an empty member stays as it
// is, and columns without any are the usual ones again. Each member goes by the last choice: a person who works in two windows changes one thing in each,
// and expects both.
type Preferences struct {
	Theme      string
	Density    string
	Shortcuts  string // keys without Ctrl
	Language   string // of the pages; "browser" = none was chosen
	Columns    []string
	Panel      string // where an inquiry stands beside its folder
	View       string // the conversation together with the item's way, or alone
	ViewBeside string // the same beside a folder
	Welcome    string // what is said to whoever is here for the first time
}

// maxChosenColumns keeps what a person chose within one unit [A].
const maxChosenColumns = 20

// PreferenceStore keeps preferences.
type PreferenceStore interface {
	// Preferences returns what a person chose, as it is this moment.
	Preferences(ctx context.Context, subject string) (Preferences, error)
	// SavePreferences changes what a change names, and returns all of it.
	SavePreferences(ctx context.Context, subject string, change Preferences) (Preferences, error)
}

// Preferences returns what the asker chose.
func (a *Administration) Preferences(ctx context.Context, by principal.Principal) (Preferences, error) {
	return a.Store.Preferences(ctx, by.Subject)
}

// SavePreferences keeps what the asker chooses. Of whoever is let in no more nothing is kept again, even while that is not yet known everywhere.
func (a *Administration) SavePreferences(ctx context.Context, by principal.Principal, change Preferences) (Preferences, error) {
	if err := change.check(); err != nil {
		return Preferences{}, err
	}
	agent, err := a.Store.LatestAgent(ctx, by.Subject)
	if err != nil {
		return Preferences{}, err
	}
	if agent.Inactive {
		return Preferences{}, problem.New(problem.Forbidden, "agent-inactive", "Your administrator lets you in no more.")
	}
	return a.Store.SavePreferences(ctx, by.Subject, change)
}

func (p Preferences) check() error {
	wrong := problem.New(problem.Invalid, "preferences-invalid", "The preferences cannot be saved. The members listed in errors are wrong.")
	for _, one := range []struct {
		name, value string
		choices     []string
	}{
		{"theme", p.Theme, []string{"system", "light", "dark"}},
		{"density", p.Density, []string{"comfortable", "compact"}},
		{"shortcuts", p.Shortcuts, []string{"on", "off"}},
		{"language", p.Language, []string{"browser", "en", "fr", "de", "es"}},
		{"panel", p.Panel, []string{"side", "bottom"}},
		{"view", p.View, []string{"together", "alone"}},
		{"viewBeside", p.ViewBeside, []string{"together", "alone"}},
		{"welcome", p.Welcome, []string{"due", "over"}},
	} {
		if one.value != "" && !slices.Contains(one.choices, one.value) {
			wrong.With(one.name, "is none of %s", strings.Join(one.choices, ", "))
		}
	}
	checkColumns(wrong, p.Columns, maxChosenColumns)
	return wrong.OrNil()
}
