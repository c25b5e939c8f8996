package transit

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Month is a calendar month of UTC, "2026-11".
type Month string

const monthForm = "2006-01"

// MonthOf is the month of an instant.
func MonthOf(t time.Time) Month { return Month(t.UTC().Format(monthForm)) }

// ParseMonth reads "2026-11"; anything else is the problem "month-invalid".
func ParseMonth(s string) (Month, error) {
	if _, err := time.Parse(monthForm, s); err != nil {
		return "", problem.New(problem.Invalid, "month-invalid", "A month is written like 2026-11.").With("month", "is not a month like 2026-11")
	}
	return Month(s), nil
}

// Before is the month before.
func (m Month) Before() Month {
	t, err := time.Parse(monthForm, string(m))
	if err != nil {
		return ""
	}
	return MonthOf(t.AddDate(0, -1, 0))
}

// Cell is an event or a message that one post owed another in a month.
type Cell struct {
	Month    Month
	From, To principal.OperatorCode // who owed it, and whom
	Code     string                 // of an Expectation
}

// Count is what became of what was owed.
type Count struct {
	Due    int
	Came   int         // by the time by which it was due
	Late   int         // of those that came: longer after the happening than the limit
	Delays map[int]int // of those that came, by class of delay
}

// Add adds another count.
func (c *Count) Add(o Count) {
	c.Due, c.Came, c.Late = c.Due+o.Due, c.Came+o.Came, c.Late+o.Late
	if c.Delays == nil {
		c.Delays = map[int]int{}
	}
	for class, n := range o.Delays {
		c.Delays[class] += n
	}
}

// Missing is what did not come.
func (c Count) Missing() int { return c.Due - c.Came }

// Median is the class in which the middle one of the delays lies; false when nothing came.
func (c Count) Median() (class int, ok bool) {
	total := 0
	classes := make([]int, 0, len(c.Delays))
	for class, n := range c.Delays {
		total += n
		classes = append(classes, class)
	}
	slices.Sort(classes)
	seen := 0
	for _, class := range classes {
		if seen += c.Delays[class]; 2*seen >= total && total > 0 {
			return class, true
		}
	}
	return 0, false
}

// StageCount counts stages that were over on a lane, and those of them that took longer than their standard.
type StageCount struct{ Over, Behind int }

// Owed is one thing that was due for an item, and what became of it.
type Owed struct {
	Expectation
	Came  bool
	Delay time.Duration // between happening and receipt
	Late  bool
}

// owed judges what was due for an item by the end of a stage: item, and the route of the receptacle in which it was announced last, as confirmed and as known
// at that time. Which post is at which end is told by country.
func owed(s *Standards, stage Stage, item tracking.Item, route tracking.Route, lane Lane, countryOf tracking.Countries) ([]Owed, error) {
	var out []Owed
	for _, x := range s.Expected {
		by := lane.From
		if x.By == ByDestination {
			by = lane.To
		}
		if x.At != stage || (x.Kind == KindReception || x.Kind == KindCarriage) && len(item.Announcements) == 0 {
			continue // what was announced in no receptacle is received in none
		}
		o := Owed{Expectation: x}
		told := func(sender principal.OperatorCode, happened, received time.Time) error {
			country, err := countryOf(sender)
			if err == nil && country == by && (!o.Came || received.Sub(happened) < o.Delay) {
				o.Came, o.Delay = true, max(0, received.Sub(happened))
			}
			return err
		}
		var err error
		switch x.Kind {
		case KindEvent:
			for _, e := range item.Events {
				if slices.Contains(x.Events, e.Code) && err == nil {
					err = told(e.Sender, e.Time, e.ReceivedAt)
				}
			}
		case KindAnnouncement:
			for _, a := range item.Announcements {
				if err == nil {
					err = told(a.Sender, a.Time, a.ReceivedAt)
				}
			}
		case KindDeclaration:
			for _, p := range item.Particulars {
				if err == nil {
					err = told(p.Sender, p.Time, p.ReceivedAt)
				}
			}
		case KindReception:
			if m, ok := route.Received(); ok {
				err = told(m.Sender, m.Time, m.ReceivedAt)
			}
		case KindCarriage:
			for _, m := range route {
				if m.Flight != "" && err == nil && m.Code != "booked" {
					err = told(m.Sender, m.Time, m.ReceivedAt)
				}
			}
		}
		if err != nil {
			return nil, err
		}
		o.Late = o.Came && o.Delay > time.Duration(x.LimitHours)*time.Hour
		out = append(out, o)
	}
	return out, nil
}

// asKnown is an item as it was known at an instant: without what was received later.
func asKnown(item tracking.Item, at time.Time) tracking.Item {
	item.Events = slices.DeleteFunc(slices.Clone(item.Events), func(e tracking.Event) bool { return e.ReceivedAt.After(at) })
	item.Particulars = slices.DeleteFunc(slices.Clone(item.Particulars), func(p tracking.Particulars) bool { return p.ReceivedAt.After(at) })
	item.Announcements = slices.DeleteFunc(slices.Clone(item.Announcements), func(a tracking.Announcement) bool { return a.ReceivedAt.After(at) })
	return item
}

// Sample is an item of which something that was due did not come.
type Sample struct {
	Cell Cell
	Item edi.ItemID
	Due  time.Time // by when
}

// Tally is what a part of a run counted.
type Tally struct {
	Cells   map[Cell]*Count
	Stages  map[Cell]*StageCount // by the ends of the lane: From is the origin's post, To the destination's; no code
	Samples []Sample             // one a cell at most
	sampled map[Cell]bool
}

func newTally() *Tally {
	return &Tally{Cells: map[Cell]*Count{}, Stages: map[Cell]*StageCount{}, sampled: map[Cell]bool{}}
}

// Pairs are the ordered pairs of posts that it counts for.
func (t *Tally) pairs() int {
	seen := map[Cell]bool{}
	for c := range t.Cells {
		c.Code = ""
		seen[c] = true
	}
	for c := range t.Stages {
		seen[c] = true
	}
	return len(seen)
}

func (t *Tally) owe(cell Cell, o Owed, s *Standards, id edi.ItemID, due time.Time) {
	if t.Cells[cell] == nil {
		t.Cells[cell] = &Count{}
	}
	c := Count{Due: 1}
	if o.Came {
		c.Came, c.Delays = 1, map[int]int{s.Class(o.Delay): 1}
	}
	if o.Late {
		c.Late = 1
	}
	t.Cells[cell].Add(c)
	if !o.Came && !t.sampled[cell] {
		t.sampled[cell] = true
		t.Samples = append(t.Samples, Sample{cell, id, due})
	}
}

func (t *Tally) stage(lane Cell, behind bool) {
	if t.Stages[lane] == nil {
		t.Stages[lane] = &StageCount{}
	}
	t.Stages[lane].Over++
	if behind {
		t.Stages[lane].Behind++
	}
}

// Line is a cell and its counts, as it is read.
type Line struct {
	Partner principal.OperatorCode
	Code    string
	Count
}

// Hub reads what was counted.
type Hub interface {
	// Owed returns what an operator owed others in a month (sent), or what others owed it, by partner and code.
	Owed(ctx context.Context, m Month, operator principal.OperatorCode, sent bool) ([]Line, error)
	// Everyone returns what each operator owed all others together, by operator and code.
	Everyone(ctx context.Context, m Month) ([]Line, error)
	// Missing returns at most SamplesKept items of a cell of which it did not come, the latest first.
	Missing(ctx context.Context, cell Cell) ([]Sample, error)
	// Lanes returns how many stages were over in a month between an operator as one end and each partner as the other.
	Lanes(ctx context.Context, m Month, operator principal.OperatorCode, role Role) (map[principal.OperatorCode]StageCount, error)
}

// SamplesKept is how many items a cell names.
const SamplesKept = 50

// Lines orders lines by partner, then in the order of the expectations.
func Lines(lines []Line, s *Standards) []Line {
	order := func(code string) int {
		return slices.IndexFunc(s.Expected, func(x Expectation) bool { return x.Code == code })
	}
	slices.SortFunc(lines, func(a, b Line) int {
		if d := strings.Compare(string(a.Partner), string(b.Partner)); d != 0 {
			return d
		}
		return order(a.Code) - order(b.Code)
	})
	return lines
}
