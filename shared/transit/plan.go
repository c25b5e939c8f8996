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

// Kind is what an item is looked at for: whether a stage has ended (its name), whether it is still late, or whether it counts.
type Kind string

const (
	// StillLate checks daily what is late.
	StillLate Kind = "late"
	// Counts checks what was pre-advised: it counts among the items of its link, although nobody may ever scan it.
	Counts Kind = "traffic"
)

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
	return slot(e.Time, e.ReceivedAt, s.firstCheck(string(e.ItemID), stage))
}

// slot is so long after something happened, and when it can have been stored.
func slot(happened, received time.Time, after time.Duration) time.Time {
	return roundUp(later(happened.Add(after), received.Add(settles)), slotHours*time.Hour)
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

// Planner plans a first check at every item whose stage begins or that is announced: it implements tracking.Checks.
type Planner struct{ Checks Checks }

// Plan implements tracking.Checks: a check holds all items of a chunk that are due at the same hour for the same stage, so that it costs few writes. What
// was stored too late for its hour is looked at in the next.
func (p Planner) Plan(ctx context.Context, c tracking.Chunk, stored []tracking.Event, announced []tracking.Movement, now time.Time) error {
	checks, err := plan(c, stored, announced, now)
	if err != nil || len(checks) == 0 {
		return err
	}
	return p.Checks.PutChecks(ctx, checks)
}

func plan(c tracking.Chunk, stored []tracking.Event, announced []tracking.Movement, now time.Time) ([]Check, error) {
	p := planning{chunk: c, now: now, at: map[string]int{}}
	for _, e := range stored {
		if e.Unverified {
			continue // whose item it is nobody knows
		}
		standards, err := Of(e.Time)
		if err != nil {
			return nil, err
		}
		if stage, begins := standards.Starts[e.Code]; begins && !e.Time.Before(e.ReceivedAt.Add(-past)) {
			p.add(slotOf(e, standards, stage), Kind(stage), e.ItemID, true)
		}
	}
	for _, m := range announced {
		standards, err := Of(m.Time)
		if err != nil {
			return nil, err
		}
		if !m.Time.Before(m.ReceivedAt.Add(-past)) {
			p.add(slot(m.Time, m.ReceivedAt, standards.firstCheck(string(m.ItemID), Arrival)), Counts, m.ItemID, false)
		}
	}
	return p.checks, nil
}

// planning collects the checks of a chunk.
type planning struct {
	chunk  tracking.Chunk
	now    time.Time
	checks []Check
	at     map[string]int // where the check of an hour and kind is that has room
}

func (p *planning) add(hour time.Time, kind Kind, id edi.ItemID, first bool) {
	l := Check{At: hour, Kind: kind, First: first}
	if l.At.Before(p.now.Add(ahead)) {
		l.At, l.First = nextHour(p.now, p.now), false
	}
	l.Name = fmt.Sprintf(nameForm, p.chunk.Receipt, p.chunk.First)
	key := fmt.Sprint(l.At, l.Kind, l.First)
	i, there := p.at[key]
	if !there || len(p.checks[i].Items) == CheckItems {
		if there {
			l.Name = fmt.Sprintf("%s#%s", l.Name, id)
		}
		i, p.checks = len(p.checks), append(p.checks, l)
		p.at[key] = i
	}
	if !slices.Contains(p.checks[i].Items, id) {
		p.checks[i].Items = append(p.checks[i].Items, id)
	}
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
