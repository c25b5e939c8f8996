package transit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Check is a plan to look at some items again, once an hour has come.
type Check struct {
	At    time.Time // a full hour, UTC
	Kind  Kind
	Name  string // names it among those of its hour and kind; the same name is the same check
	Items []edi.ItemID
	First bool // planned for the event that began the stage, which must be the first of its kind: each item has one row of checks a stage
}

// Kind is what an item is looked at for: whether a stage has ended (its name), or whether it is still late.
type Kind string

// StillLate checks daily what is late.
const StillLate Kind = "late"

// CheckItems is how many items a check holds: their identifiers stay below a kilobyte, which is a write unit.
const CheckItems = 50

const (
	// slotHours are the hours between two instants at which items are first looked at, so that a chunk of a message leaves few rows.
	slotHours = 6
	// settles is how long a message may take from its receipt to its being stored, without its checks being planned anew.
	settles = 6 * time.Hour
	// ahead is how far before its hour a check is planned at least: the checker may be at work on the hour that is.
	ahead = time.Hour
	// past is how long ago an event may have happened for its item to be looked at: older ones are history that somebody loads.
	past = 60 * 24 * time.Hour
)

// slotOf is when an item is first looked at for a stage that began with an event: the same whatever brings the event.
func slotOf(e tracking.Event, s *Standards, stage Stage) time.Time {
	return roundUp(later(e.Time.Add(s.firstCheck(string(e.ItemID), stage)), e.ReceivedAt.Add(settles)), slotHours*time.Hour)
}

func roundUp(t time.Time, to time.Duration) time.Time {
	t = t.UTC()
	if down := t.Truncate(to); down.Before(t) {
		return down.Add(to)
	}
	return t
}

// nextHour is the first full hour at which a check may be planned.
func nextHour(at, now time.Time) time.Time { return roundUp(later(at, now.Add(ahead)), time.Hour) }

// Checks keeps plans.
type Checks interface {
	// PutChecks stores checks; one of the same hour, kind and name is replaced.
	PutChecks(ctx context.Context, checks []Check) error
}

// Planner plans a first check at every item whose stage begins: it implements tracking.Checks.
type Planner struct{ Checks Checks }

// Plan implements tracking.Checks: a check holds all items of a chunk that are due at the same hour for the same stage, so that it costs few writes. What
// was stored too late for its hour is looked at in the next.
func (p Planner) Plan(ctx context.Context, c tracking.Chunk, stored []tracking.Event, now time.Time) error {
	checks, err := plan(c, stored, now)
	if err != nil || len(checks) == 0 {
		return err
	}
	return p.Checks.PutChecks(ctx, checks)
}

func plan(c tracking.Chunk, stored []tracking.Event, now time.Time) ([]Check, error) {
	var checks []Check
	at := map[string]int{}
	for _, e := range stored {
		if e.Unverified {
			continue // whose item it is nobody knows
		}
		standards, err := Of(e.Time)
		if err != nil {
			return nil, err
		}
		stage, begins := standards.Starts[e.Code]
		if !begins || e.Time.Before(e.ReceivedAt.Add(-past)) {
			continue
		}
		l := Check{At: slotOf(e, standards, stage), Kind: Kind(stage), First: true}
		if l.At.Before(now.Add(ahead)) {
			l.At, l.First = nextHour(now, now), false
		}
		l.Name = fmt.Sprintf(nameForm, c.Receipt, c.First)
		key := fmt.Sprint(l.At, l.Kind, l.First)
		i, there := at[key]
		if !there || len(checks[i].Items) == CheckItems {
			if there {
				l.Name = fmt.Sprintf("%s#%s", l.Name, e.ItemID)
			}
			i, checks = len(checks), append(checks, l)
			at[key] = i
		}
		if !slices.Contains(checks[i].Items, e.ItemID) {
			checks[i].Items = append(checks[i].Items, e.ItemID)
		}
	}
	return checks, nil
}

// nameForm names a first check: the receipt of the message, and the place in it of the chunk's first record.
const nameForm = "%s#%06d"

// brought reports whether an event came with the chunk that a first check was planned for, or an earlier one of its message.
func (l Check) brought(e tracking.Event) bool {
	receipt, rest, _ := strings.Cut(l.Name, "#")
	place, _, _ := strings.Cut(rest, "#")
	first, err := strconv.Atoi(place)
	return err == nil && receipt == e.Receipt && e.Index >= first
}

// ErrMoved says that another run of the checker has gone on from the same place.
var ErrMoved = errors.New("another run has gone on from there")

var _ tracking.Checks = Planner{}
