package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
)

// Public is what anybody may know of an item: milestones, countries and times. It names no person, no office, no receptacle and no operator's word.
type Public struct {
	Origin      string // country
	Destination string // country; "" while nobody tells
	Steps       []PublicStep
	Terminal    bool // nothing more is expected
}

// PublicStep is a milestone that the item reached.
type PublicStep struct {
	Milestone string
	Country   string
	Time      time.Time // UTC, whole seconds
	LocalTime string    // RFC 3339 with the offset of the place
}

// Public is what anybody may know of the item, a confirmed one: where its milestone or its country changed. Codes that nobody knows say nothing.
func (i Item) Public(rel *catalogue.Release) Public {
	out := Public{Origin: i.S10.Country}
	out.Destination, _ = i.Destination(rel)
	for _, e := range i.Events {
		c, known := rel.Event(e.Code)
		if n := len(out.Steps); !known || n > 0 && out.Steps[n-1].Milestone == c.Milestone && out.Steps[n-1].Country == e.Country {
			continue
		}
		out.Steps = append(out.Steps, PublicStep{Milestone: c.Milestone, Country: e.Country, Time: e.Time, LocalTime: e.LocalTime})
	}
	if s, known := i.State(rel); known {
		out.Terminal = s.Terminal
	}
	return out
}

// Visits counts what strangers ask, in windows of VisitWindow.
type Visits interface {
	// Visit counts one more in a window and returns how many there are by now.
	Visit(ctx context.Context, visitor string, window time.Time) (int, error)
}

// How often one address may ask for public views: an assumption, far more than a person who waits for an item does.
const (
	VisitWindow = time.Minute
	VisitLimit  = 30
)

// Visitor names an address for a day, without telling it: tomorrow it has another name.
func Visitor(address string, now time.Time) string {
	sum := sha256.Sum256([]byte(now.UTC().Format(time.DateOnly) + " " + address))
	const letters = 32
	return hex.EncodeToString(sum[:])[:letters]
}
