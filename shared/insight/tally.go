package insight

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// TallyID names running counts: those of a call centre's day, of an operator's month or of the network's.
type TallyID struct {
	Kind TallyKind
	Of   string // a call centre; an operator or the Network
	When string // a date on the centre's calendar, 2026-11-26; a month, 2026-11
}

// TallyKind is what running counts are of.
type TallyKind string

// The kinds of running counts, and what their rows are.
const (
	DayTally   TallyKind = "day"   // of a call centre: rows are hours on its clock, "00" to "23"
	MonthTally TallyKind = "month" // of an operator: rows are its call centres, "" for none yet; of the network: rows are operators
)

// DayOf names the counts of a call centre's day.
func DayOf(centre principal.CentreID, date string) TallyID {
	return TallyID{DayTally, string(centre), date}
}

// MonthTallyOf names the counts of an operator's month, or of the Network's.
func MonthTallyOf(operator principal.OperatorCode, m Month) TallyID {
	return TallyID{MonthTally, string(operator), string(m)}
}

// Tally is running counts: what the facts told so far add up to. Days are counted by the same rule as months: what happened counts when it
// happened, an answer when it was due.
type Tally struct {
	TallyID
	Rows    map[string]Figures
	Latest  time.Time // the latest happening that was counted; zero for none
	Version int       // how often it was kept; 0 for never
}

// Total is the sum of the rows.
func (t Tally) Total() (f Figures) {
	for _, row := range t.Rows {
		f.Add(row)
	}
	return f
}

func (t *Tally) add(row string, s Share, latest time.Time) {
	if t.Rows == nil {
		t.Rows = map[string]Figures{}
	}
	var share Figures
	*share.Of(s.Side) = s.Counts
	f := t.Rows[row]
	f.Add(share)
	if t.Rows[row] = f; f == (Figures{}) {
		delete(t.Rows, row) // it was counted to somebody else, and nothing else was: the lake has no such row
	}
	if latest.After(t.Latest) {
		t.Latest = latest
	}
}

// ErrTallyChanged says that somebody else kept one of these meanwhile: read them again.
var ErrTallyChanged = errors.New("the counts have changed")

// TallyBook keeps running counts and the ledgers behind them.
type TallyBook interface {
	// Ledgers returns what is known of inquiries, for each of them; of new ones an empty ledger.
	Ledgers(ctx context.Context, inquiries []string) (map[string]Ledger, error)
	// Tallies returns running counts, for each id; where nothing was counted, empty ones.
	Tallies(ctx context.Context, ids []TallyID) (map[TallyID]Tally, error)
	// Keep stores all or nothing: at most TallyAtOnce items, each at the version after the one that was read; ErrTallyChanged when one of them
	// is at another.
	Keep(ctx context.Context, ledgers []Ledger, tallies []Tally) error
}

// TallyAtOnce is how many ledgers and counts are kept together at most (DynamoDB: 100 items a transaction).
const TallyAtOnce = 100

// Zones knows the clock of a call centre.
type Zones interface {
	// Zone returns a call centre's time zone; UTC for one that nobody knows any more.
	Zone(ctx context.Context, centre principal.CentreID) (*time.Location, error)
}

// Tallier counts happenings as they are told.
type Tallier struct {
	Book  TallyBook
	Zones Zones
}

const (
	tallyTries = 8  // how often it begins again when somebody else was quicker
	ledgersMax = 40 // inquiries that are tried together; with what they change they seldom are more than TallyAtOnce
)

// Count counts happenings, each once however often it is told, and answers for each of them in their order. Those of an inquiry are counted
// together, or none of them.
func (c *Tallier) Count(ctx context.Context, told []Happening) []error {
	failed := make([]error, len(told))
	var inquiries []string
	places := map[string][]int{}
	for i, h := range told {
		if places[h.InquiryID] == nil {
			inquiries = append(inquiries, h.InquiryID)
		}
		places[h.InquiryID] = append(places[h.InquiryID], i)
	}
	of := func(inquiry string) (out []Happening) {
		for _, i := range places[inquiry] {
			out = append(out, told[i])
		}
		return out
	}
	for len(inquiries) > 0 {
		tried := inquiries[:min(len(inquiries), ledgersMax)]
		n, err := c.some(ctx, tried, of)
		for err != nil && len(tried) > 1 { // one that cannot be counted fails alone
			tried = tried[:len(tried)/2]
			n, err = c.some(ctx, tried, of)
		}
		if err != nil {
			for _, inquiry := range inquiries[:n] {
				for _, i := range places[inquiry] {
					failed[i] = fmt.Errorf("count inquiry %s: %w", inquiry, err)
				}
			}
		}
		inquiries = inquiries[n:]
	}
	return failed
}

// some counts what was told of as many inquiries as can be kept together, one at least, and returns of how many of them that was, or was tried.
func (c *Tallier) some(ctx context.Context, inquiries []string, of func(string) []Happening) (n int, err error) {
	for range tallyTries {
		var page page
		if page, err = c.page(ctx, inquiries, of); err != nil {
			return len(inquiries), err
		}
		n = page.inquiries
		if len(page.ledgers) == 0 {
			return n, nil // all of it was counted before
		}
		if err = c.Book.Keep(ctx, page.ledgers, page.tallies); !errors.Is(err, ErrTallyChanged) {
			return n, err
		}
	}
	return n, err
}

// page is what is written together.
type page struct {
	inquiries int
	ledgers   []Ledger
	tallies   []Tally
}

func (c *Tallier) page(ctx context.Context, inquiries []string, of func(string) []Happening) (p page, err error) {
	known, err := c.Book.Ledgers(ctx, inquiries)
	if err != nil {
		return p, err
	}
	changes := map[TallyID][]entry{}
	for _, inquiry := range inquiries {
		ledger := known[inquiry]
		counted := len(ledger.Counted)
		var entries []entry
		for _, h := range of(inquiry) {
			for _, s := range ledger.Count(h) {
				more, err := c.entries(ctx, s, h.At)
				if err != nil {
					return p, err
				}
				entries = append(entries, more...)
			}
		}
		fresh := map[TallyID]bool{}
		for _, e := range entries {
			if changes[e.id] == nil {
				fresh[e.id] = true
			}
		}
		if p.inquiries > 0 && len(p.ledgers)+1+len(changes)+len(fresh) > TallyAtOnce {
			break
		}
		p.inquiries++
		if len(ledger.Counted) == counted {
			continue
		}
		p.ledgers = append(p.ledgers, ledger)
		for _, e := range entries {
			changes[e.id] = append(changes[e.id], e)
		}
	}
	p.tallies, err = c.changed(ctx, changes)
	return p, err
}

// entry is a share of a row of running counts.
type entry struct {
	id    TallyID
	row   string
	share Share
	at    time.Time
}

// entries is where a share counts: in the centre's day, the operator's month and the network's.
func (c *Tallier) entries(ctx context.Context, s Share, at time.Time) ([]entry, error) {
	out := []entry{
		{MonthTallyOf(s.Operator, s.Month), string(s.Centre), s, at},
		{MonthTallyOf(Network, s.Month), string(s.Operator), s, at},
	}
	if s.Centre == "" || s.At.IsZero() {
		return out, nil
	}
	zone, err := c.Zones.Zone(ctx, s.Centre)
	if err != nil {
		return nil, err
	}
	local := s.At.In(zone)
	return append(out, entry{DayOf(s.Centre, local.Format(time.DateOnly)), local.Format("15"), s, at}), nil
}

func (c *Tallier) changed(ctx context.Context, changes map[TallyID][]entry) ([]Tally, error) {
	ids := make([]TallyID, 0, len(changes))
	for id := range changes {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, TallyID.compare)
	if len(ids) == 0 {
		return nil, nil
	}
	known, err := c.Book.Tallies(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Tally, len(ids))
	for i, id := range ids {
		out[i] = known[id]
		out[i].TallyID = id
		for _, e := range changes[id] {
			out[i].add(e.row, e.share, e.at)
		}
	}
	return out, nil
}

// compare orders ids, so that two who keep the same counts do so in the same order.
func (id TallyID) compare(other TallyID) int {
	return cmp.Or(strings.Compare(string(id.Kind), string(other.Kind)), strings.Compare(id.Of, other.Of), strings.Compare(id.When, other.When))
}

// DayVisibleTo reports whether the caller may see the day of a call centre: people and systems of its operator, whose figures by call centre they
// may ask for anyhow, and the network's administrators.
func DayVisibleTo(p principal.Principal, centre principal.CentreID) bool {
	return p.WorksIn(centre) || MonthVisibleTo(p, centre.Operator())
}

// MonthVisibleTo reports whether the caller may see the running month of an operator: its people and systems, as its reports, and the network's
// administrators. The Network's is for the last alone.
func MonthVisibleTo(p principal.Principal, operator principal.OperatorCode) bool {
	return VisibleTo(p, operator) && p.Has(principal.Roles...)
}
