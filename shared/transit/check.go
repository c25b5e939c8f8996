package transit

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Cursor is how far the checker has come: all checks up to From are done; of those after it and up to To, the ones before Day, Shard and After are, and the
// first Done items of the next one.
type Cursor struct {
	From, To time.Time // full hours; equal when nothing is begun
	Day      string
	Shard    int
	After    string
	Done     int
	Version  int // 0 while there is none
}

// Planned is a check as it comes back, and where the cursor stands after it.
type Planned struct {
	Check
	Then Cursor
}

// CheckStore keeps checks, and how far they are done.
type CheckStore interface {
	Checks
	LateItems
	Traffic
	// Cursor returns how far the checker has come; ok is false before its first run.
	Cursor(ctx context.Context) (c Cursor, ok bool, err error)
	// Due returns a page of the checks that the cursor has before it, and where it stands after the page. No checks and an end that is
	// not yet reached are possible.
	Due(ctx context.Context, c Cursor, limit int) ([]Planned, Cursor, error)
	// Commit moves the cursor on, stores checks and adds what was counted, together, so that each is done once: ErrMoved when the cursor does not stand
	// at before any more.
	Commit(ctx context.Context, before, after Cursor, checks []Check, t *Tally) error
	// PutSamples keeps items of which something did not come.
	PutSamples(ctx context.Context, samples []Sample) error
}

// Items reads what is known of items and receptacles (trackingdb.Store implements it).
type Items interface {
	// Item returns an item, or the problem "item-unknown".
	Item(ctx context.Context, id edi.ItemID) (tracking.Item, error)
	// Route returns what happened to a receptacle, and to its dispatch as a whole.
	Route(ctx context.Context, id edi.ReceptacleID) (tracking.Route, error)
}

// News says that items of an operator have become late on a lane: at most one a lane and day need be passed on.
type News struct {
	Operator principal.OperatorCode // at the origin
	Partner  principal.OperatorCode // at the destination, "" where none is known
	Lane     Lane
	At       time.Time
}

// Checker checks items whose time has come.
type Checker struct {
	Store CheckStore
	Items Items
	Desk  *Desk
	Tell  func(ctx context.Context, n News) error // nil: nobody is told
	Limit int                                     // items of a run; 0 = perRun

	mu   sync.Mutex
	told map[string]bool
}

const (
	perRun     = 5000
	pageChecks = 4
	atOnce     = 12
	firstReach = 48 * time.Hour // how far back the first run checks
	again      = 24 * time.Hour // between checks of what is late or held
	// most are the rows of one commit, before the item that may add most to them: the transaction holds a hundred, the cursor is one of them, and an item adds at
	// most two ordered pairs of posts (each a row at either end, and the total of one of them) and two checks.
	most       = 92
	rowsOfPair = 3
	// fewFail items of a page may fail, or one in mostFail, before the run gives up instead of going on without them.
	fewFail  = 3
	mostFail = 4
)

// Report is what a run did.
type Report struct {
	Checked int  // items
	Late    int  // that were newly found to be late
	Eased   int  // that are late no longer
	Behind  bool // there is more to look at than one run does

	failed []error // of single items, which are looked at again
}

// Run checks everything whose hour has come, as far as one run goes; the next one takes up where it ended. A run that dies, and one that comes
// twice, count nothing twice: what is counted and how far it is change together. The error tells of items that could not be looked at; all others were.
func (c *Checker) Run(ctx context.Context, now time.Time) (Report, error) {
	var report Report
	hour := now.UTC().Truncate(time.Hour)
	cursor, ok, err := c.Store.Cursor(ctx)
	if err != nil {
		return report, err
	}
	if !ok {
		cursor = Cursor{From: hour.Add(-firstReach), To: hour.Add(-firstReach)}
	}
	limit := c.Limit
	if limit == 0 {
		limit = perRun
	}
	for report.Checked < limit {
		if cursor.From.Equal(cursor.To) {
			if !cursor.To.Before(hour) {
				return report, errors.Join(report.failed...)
			}
			cursor.To, cursor.Day, cursor.Shard, cursor.After, cursor.Done = hour, cursor.From.Format(time.DateOnly), 0, "", 0
		}
		checks, then, err := c.Store.Due(ctx, cursor, pageChecks)
		if err != nil {
			return report, err
		}
		if cursor, err = c.page(ctx, cursor, checks, then, now, &report); err != nil {
			if errors.Is(err, ErrMoved) {
				return report, errors.Join(report.failed...) // it does what there is to do
			}
			return report, err
		}
		if err := ctx.Err(); err != nil {
			return report, err
		}
	}
	report.Behind = true
	return report, errors.Join(report.failed...)
}

// Now looks at some items at once, whatever is planned for them: it records which are late, and has them looked at daily. It counts the items, which count once
// anyway, and nothing of what was due.
func (c *Checker) Now(ctx context.Context, ids []edi.ItemID, now time.Time) (Report, error) {
	var report Report
	for _, id := range ids {
		var v verdict
		item, told, err := c.confirmed(ctx, id)
		if err == nil && told {
			err = c.now(ctx, &v, item, now)
		}
		if err != nil {
			return report, err
		}
		for _, p := range v.plans {
			if err := c.Store.PutChecks(ctx, []Check{{At: p.at, Kind: p.kind, Name: "~" + string(id), Items: []edi.ItemID{id}}}); err != nil {
				return report, err
			}
		}
		if report.Checked++; v.late {
			report.Late++
		}
	}
	return report, nil
}

// now looks at one item.
func (c *Checker) now(ctx context.Context, v *verdict, item tracking.Item, now time.Time) error {
	change, ok, err := c.traffic(ctx, item, now)
	if err == nil && ok {
		err = c.Store.Count(ctx, []Counting{change}, now)
	}
	if err != nil {
		return err
	}
	forecast, ok, err := c.expected(ctx, v, item, now)
	if err == nil && ok && forecast.Late != nil {
		err = c.late(ctx, v, item, forecast, now)
	}
	return err
}

// seen is one item of a check, and what came of looking at it.
type seen struct {
	id      edi.ItemID
	check   Planned
	nth     int // of the check
	verdict verdict
	err     error
}

// page checks the items of some checks, several at once, and commits what came of it in parts that a transaction holds.
func (c *Checker) page(ctx context.Context, cursor Cursor, checks []Planned, end Cursor, now time.Time, report *Report) (Cursor, error) {
	var all []seen
	for i, l := range checks {
		for k, id := range l.Items {
			if i > 0 || k >= cursor.Done {
				all = append(all, seen{id: id, check: l, nth: k})
			}
		}
	}
	var wg sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for i := range all {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			all[i].verdict, all[i].err = c.check(ctx, all[i].id, all[i].check.Check, now)
		})
	}
	wg.Wait()
	tally, next := newTally(), map[string]*Check{}
	at, before := cursor, cursor // how far it is, and where it is stored to be
	var traffic []Counting
	counted := map[edi.ItemID]bool{} // an item may have several checks at an hour
	flush := func() error {
		if len(traffic) > 0 { // before the cursor moves on: what is done again counts once
			if err := c.Store.Count(ctx, traffic, now); err != nil {
				return err
			}
			traffic = nil
		}
		if len(tally.Samples) > 0 {
			if err := c.Store.PutSamples(ctx, tally.Samples); err != nil {
				return err
			}
		}
		planned := make([]Check, 0, len(next))
		for _, key := range slices.Sorted(maps.Keys(next)) {
			planned = append(planned, *next[key])
		}
		at.Version = before.Version + 1
		if err := c.Store.Commit(ctx, before, at, planned, tally); err != nil {
			return err
		}
		before, tally, next = at, newTally(), map[string]*Check{}
		return nil
	}
	var failed []error
	for _, s := range all {
		if s.err != nil {
			failed = append(failed, s.err)
		}
	}
	if n := len(failed); n > fewFail && n > len(all)/mostFail { // not this or that item: something that all need is not there
		return before, errors.Join(failed...)
	}
	report.failed = append(report.failed, failed...)
	for _, s := range all {
		if s.err != nil { // one item holds nobody up: it is looked at again, and the run says so
			s.verdict = verdict{plans: []plannedNext{{nextHour(now.Add(again), now), s.check.Kind}}}
		}
		report.Checked++
		if s.verdict.late {
			report.Late++
		}
		if s.verdict.eased {
			report.Eased++
		}
		s.verdict.count(tally, s.id)
		if s.verdict.counts && !counted[s.id] {
			counted[s.id] = true
			traffic = append(traffic, s.verdict.counting)
		}
		for _, p := range s.verdict.plans {
			add(next, p, s)
		}
		if at.Done = s.nth + 1; at.Done == len(s.check.Items) {
			at = s.check.Then
		}
		if tally.pairs()*rowsOfPair+len(next) >= most {
			if err := flush(); err != nil {
				return before, err
			}
		}
	}
	if at = end; len(all) == 0 && at.From.Before(at.To) { // nothing was there: the place is stored with the next thing that is
		at.Version = before.Version
		return at, nil
	}
	err := flush()
	return before, err
}

// add puts an item into the check that is planned for its hour and kind. The check is named by the item that it begins with and the one it came from, so that
// planning again replaces it.
func add(next map[string]*Check, p plannedNext, s seen) {
	key := fmt.Sprint(p.at, p.kind)
	if l := next[key]; l != nil && len(l.Items) < CheckItems {
		if !slices.Contains(l.Items, s.id) {
			l.Items = append(l.Items, s.id)
		}
		return
	}
	if full := next[key]; full != nil {
		next[key+full.Name] = full
	}
	next[key] = &Check{At: p.at, Kind: p.kind, Name: "~" + string(s.id) + "#" + s.check.At.Format("010215"), Items: []edi.ItemID{s.id}}
}

// plannedNext is when an item is looked at again, and for what.
type plannedNext struct {
	at   time.Time
	kind Kind
}
