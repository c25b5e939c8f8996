package follow

import (
	_ "embed"
	"encoding/json"
	"slices"
	"sync"
	"time"
)

// terms.json says how much is followed and for how long: data, and assumptions (see its origin).
//
//go:embed terms.json
var termsFile []byte

// Terms are the bounds of following. The comments name the unit.
type Terms struct {
	Origin           string   `json:"origin"`
	ListItems        int      `json:"listItems"`        // items on a list, at most
	Lists            int      `json:"lists"`            // lists of an operator, at most
	ListDays         int      `json:"listDays"`         // days until a list ends that nobody renews
	EndedDays        int      `json:"endedDays"`        // days for which an item on a list is watched after its end (delivered, import terminated)
	Watches          int      `json:"watches"`          // watches of all feeds of an operator, at most
	WatchesAtOnce    int      `json:"watchesAtOnce"`    // in one request, at most
	WatchDays        int      `json:"watchDays"`        // days of a watch that says no end
	WatchDaysAtMost  int      `json:"watchDaysAtMost"`  // days of any watch
	FeedDays         int      `json:"feedDays"`         // days for which a feed's events are kept
	PublicMilestones []string `json:"publicMilestones"` // what anybody may be told of an item
}

var readTerms = sync.OnceValues(func() (Terms, error) {
	var t Terms
	err := json.Unmarshal(termsFile, &t)
	return t, err
})

// Bounds returns the terms. They are data that a test reads; without them every bound is zero, and nothing is followed.
func Bounds() Terms {
	t, err := readTerms()
	if err != nil {
		return Terms{}
	}
	return t
}

func (t Terms) public(milestone string) bool { return slices.Contains(t.PublicMilestones, milestone) }

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }
