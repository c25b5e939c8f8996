package transit

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Role is on which end of an item's way an operator is.
type Role string

// The roles.
const (
	AsOrigin      Role = "origin"
	AsDestination Role = "destination"
)

// LateItem is an item that is behind its standard: all that a list shows of it.
type LateItem struct {
	Item        edi.ItemID
	Product     string
	Lane        Lane
	Origin      principal.OperatorCode // "" where no post of the network answers for the country
	Destination principal.OperatorCode
	Stage       Stage
	Since       time.Time
	Why         string
	LastCode    string // of its last event
	LastTime    time.Time
	LastCountry string
	Found       time.Time // when it was first found to be late
}

// Days are the begun days since it is late.
func (l LateItem) Days(now time.Time) int {
	const day = 24 * time.Hour
	return max(1, int(now.Sub(l.Since)/day)+1)
}

// Filter narrows a list of late items; empty members take any.
type Filter struct {
	Product string
	Stage   Stage
}

// LateQuery asks for late items, the latest first.
type LateQuery struct {
	Operator principal.OperatorCode
	Role     Role
	Lane     Lane // both ends, or none: all lanes of the operator
	Filter   Filter
	Limit    int
	Position map[string]string // where a page begins; nil for the first
}

// LatePage is a part of a list. It may be short, even empty, before the last: a page reads a bounded number of rows.
type LatePage struct {
	Items []LateItem
	Next  map[string]string // nil at the end
}

// LaneSum is what is late on a lane now.
type LaneSum struct {
	Other  principal.OperatorCode
	Lane   Lane
	Count  int
	Oldest time.Time // since when the item is late that has been it longest; zero where nobody looked
}

// LateItems keeps what is late.
type LateItems interface {
	// Late returns an item as it is recorded; ok is false when it is not recorded as late.
	Late(ctx context.Context, id edi.ItemID) (l LateItem, ok bool, err error)
	// PutLate records an item as late, in place of what is recorded of it. Twice is once.
	PutLate(ctx context.Context, l LateItem) error
	// DropLate takes an item off the lists; one that is not on them is no error.
	DropLate(ctx context.Context, id edi.ItemID) error
	// ListLate returns a page.
	ListLate(ctx context.Context, q LateQuery) (LatePage, error)
	// LateLanes counts what is late by lane, exactly, most first; of the first LanesWithOldest lanes it says since when.
	LateLanes(ctx context.Context, operator principal.OperatorCode, role Role) ([]LaneSum, error)
}

// LanesWithOldest is of how many lanes the oldest item is looked up.
const LanesWithOldest = 30
