package catalogue

import "time"

// Edition is a release's version and the calendar date from which it is in force.
type Edition struct {
	Version     string
	InForceFrom string
}

// The states of a release.
const (
	StatePast    = "past"    // replaced; inquiries that were raised under it keep it
	StateInForce = "inForce" // new inquiries are raised under it
	StateComing  = "coming"  // loaded, and not in force yet
)

// States says how each release stands at an instant. Editions come the latest date first, and of one date the latest version first, as
// Versions of the store lists them: the first whose date has come is in force.
func States(editions []Edition, at time.Time) []string {
	today := at.UTC().Format(time.DateOnly)
	out := make([]string, len(editions))
	next := StateInForce
	for i, e := range editions {
		if e.InForceFrom > today {
			out[i] = StateComing
			continue
		}
		out[i], next = next, StatePast
	}
	return out
}
