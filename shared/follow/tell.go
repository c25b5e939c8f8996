package follow

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// ErrChanged is what a store says when somebody else wrote first.
var ErrChanged = errors.New("changed meanwhile")

// Items finds items (trackingdb.Store implements it).
type Items interface {
	// Item returns an item, strongly consistent; the problem "item-unknown" when nothing named it.
	Item(ctx context.Context, id edi.ItemID) (tracking.Item, error)
}

// Watches begins and ends watches of items (trackingdb.Store implements it).
type Watches interface {
	Watch(ctx context.Context, w tracking.Watch) error
	Unwatch(ctx context.Context, id edi.ItemID, watcher, ref string) error
}

// Head is how far a follower has been told.
type Head struct {
	Seq    int       // number of the latest, 0: nothing was told
	Days   []DayMark // of a feed: ascending, those that are kept
	List   List      // of a list
	Exists bool      // a feed has no head before its first event
}

// DayMark says which event was the first of a day (UTC).
type DayMark struct {
	Day   string // 2006-01-02
	First int
}

// TellStore keeps what followers are told.
type TellStore interface {
	// Head returns how far a follower has been told; "list-unknown" for a list that is no more.
	Head(ctx context.Context, f Follower) (Head, error)
	// Rows returns those of the items that the follower follows.
	Rows(ctx context.Context, f Follower, items []edi.ItemID) (map[edi.ItemID]Row, error)
	// Tell stores, in one transaction, that the follower was told: its head goes from before to after, rows from the versions they were read at, entries
	// are added. ErrChanged when head or rows are others by now; nothing is stored then.
	Tell(ctx context.Context, f Follower, before, after Head, rows []Row, entries []Entry, now time.Time) error
}

// Teller tells followers of events.
type Teller struct {
	Store     TellStore
	Items     Items
	Watches   Watches
	Directory directory.Reader
	Catalogue catalogue.Reader
	Clock     clock.Clock
}

// tries bounds how often a follower that somebody else was telling at the same moment is told again.
const tries = 20

// tellAtOnce bounds the events of one transaction (DynamoDB: 100 items; an event takes two, the head one).
const tellAtOnce = 40

// Tell tells every follower that the hits name, each event once: a hit that comes again changes nothing. What is watched no more is told nothing. It
// returns the lists on which there is news, and for each hit why it was not told, nil when it was or need not be.
func (t *Teller) Tell(ctx context.Context, hits []tracking.WatchHit) (changed []List, failed []error) {
	failed = make([]error, len(hits))
	now, err := t.Clock.Now(ctx)
	if err != nil {
		for i := range failed {
			failed[i] = err
		}
		return nil, failed
	}
	s := seer{Teller: t, now: now, items: map[edi.ItemID]tracking.Item{}}
	var order []Follower
	of := map[Follower][]int{}
	for i, h := range hits {
		f, err := ParseFollower(h.Watcher, h.Ref)
		if err != nil {
			failed[i] = err
			continue
		}
		if _, there := of[f]; !there {
			order = append(order, f)
		}
		of[f] = append(of[f], i)
	}
	for _, f := range order {
		for at := of[f]; len(at) > 0; at = at[min(tellAtOnce, len(at)):] {
			part := at[:min(tellAtOnce, len(at))]
			events := make([]tracking.Event, len(part))
			for k, i := range part {
				events[k] = hits[i].Event
			}
			list, err := t.tell(ctx, &s, f, events, now)
			for _, i := range part {
				failed[i] = err
			}
			if list.ID != "" {
				changed = append(changed, list)
			}
		}
	}
	return changed, failed
}

// tell tells one follower, and begins anew when somebody else wrote meanwhile. The list is the zero value where nothing on one changed.
func (t *Teller) tell(ctx context.Context, s *seer, f Follower, events []tracking.Event, now time.Time) (List, error) {
	items := make([]edi.ItemID, len(events))
	for i, e := range events {
		items[i] = e.ItemID
	}
	for range tries {
		head, err := t.Store.Head(ctx, f)
		if problem.Is(err, "list-unknown") {
			return List{}, nil // deleted while the hit was under way
		}
		if err != nil {
			return List{}, fmt.Errorf("tell %s: %w", f, err)
		}
		rows, err := t.Store.Rows(ctx, f, items)
		if err != nil {
			return List{}, fmt.Errorf("tell %s: %w", f, err)
		}
		n, err := s.news(ctx, f, head, rows, events)
		if err != nil {
			return List{}, fmt.Errorf("tell %s: %w", f, err)
		}
		if len(n.rows) == 0 {
			return List{}, nil
		}
		for _, w := range n.end { // before it is told: told again, nobody would ask any more
			if err := t.Watches.Watch(ctx, w); err != nil {
				return List{}, fmt.Errorf("tell %s: %w", f, err)
			}
		}
		err = t.Store.Tell(ctx, f, head, n.head, n.rows, n.entries, now)
		if err == nil {
			return n.head.List, nil
		}
		if !errors.Is(err, ErrChanged) {
			return List{}, fmt.Errorf("tell %s: %w", f, err)
		}
	}
	return List{}, fmt.Errorf("tell %s: %w %d times", f, ErrChanged, tries)
}

// news is what there is to tell a follower.
type news struct {
	head    Head
	rows    []Row
	entries []Entry
	end     []tracking.Watch // of items that have reached their end
}

// seer looks at items for followers; each item is read once.
type seer struct {
	*Teller
	now   time.Time
	items map[edi.ItemID]tracking.Item
}

func (s *seer) news(ctx context.Context, f Follower, head Head, rows map[edi.ItemID]Row, events []tracking.Event) (news, error) {
	n := news{head: head}
	at := map[edi.ItemID]int{} // in n.rows
	for _, e := range events {
		row, follows := rows[e.ItemID]
		if k, again := at[e.ItemID]; again {
			row = n.rows[k]
		}
		id := EventID(e)
		if !follows || !row.Watched(s.now) || row.Told.Has(id) {
			continue
		}
		view, err := s.see(ctx, f.Operator, e.ItemID)
		if err != nil {
			return n, err
		}
		entry, told := view.Entry(e)
		if f.Kind == KindList {
			told = view.News(e)
		}
		if !told {
			continue
		}
		n.head.Seq++
		row.Told, row.Seq, row.ChangedAt = row.Told.With(id), n.head.Seq, s.now
		if f.Kind == KindList {
			row.Sight = view.Sight
			if until := head.List.watchedUntil(view.Sight); !until.Equal(row.Until) {
				row.Until = until
				n.end = append(n.end, tracking.Watch{ItemID: e.ItemID, Watcher: f.Kind, Ref: f.Ref(), ExpiresAt: until})
			}
		} else {
			entry.Seq, entry.Ref, entry.ToldAt = n.head.Seq, row.Ref, s.now
			n.entries = append(n.entries, entry)
		}
		if k, again := at[e.ItemID]; again {
			n.rows[k] = row
			continue
		}
		at[e.ItemID] = len(n.rows)
		n.rows = append(n.rows, row)
	}
	switch {
	case len(n.rows) == 0:
	case f.Kind == KindList:
		n.head.List.Seq, n.head.List.ChangedAt = n.head.Seq, s.now
	default:
		n.head.Days = marked(head.Days, s.now, head.Seq+1)
	}
	return n, nil
}

// marked adds the day when it is a new one, and forgets the days that a feed no longer keeps.
func marked(before []DayMark, now time.Time, next int) []DayMark {
	oldest := now.UTC().Add(-days(Bounds().FeedDays)).Format(time.DateOnly)
	var out []DayMark
	for _, d := range before {
		if d.Day >= oldest {
			out = append(out, d)
		}
	}
	if today := now.UTC().Format(time.DateOnly); len(out) == 0 || out[len(out)-1].Day < today {
		out = append(out, DayMark{Day: today, First: next})
	}
	return out
}

func (s *seer) see(ctx context.Context, operator principal.OperatorCode, id edi.ItemID) (View, error) {
	item, there := s.items[id]
	if !there {
		var err error
		if item, err = s.Items.Item(ctx, id); err != nil && !problem.Is(err, "item-unknown") {
			return View{}, err
		}
		s.items[id] = item
	}
	return sees(ctx, s.Directory, s.Catalogue, operator, item, s.now)
}

// sees looks at an item for an operator.
func sees(ctx context.Context, d directory.Reader, c catalogue.Reader, operator principal.OperatorCode, item tracking.Item, now time.Time) (View, error) {
	countryOf := func(code principal.OperatorCode) (string, error) {
		if code == "" {
			return "", nil
		}
		op, err := d.Operator(ctx, code)
		if p, ok := errors.AsType[*problem.Problem](err); ok && p.Kind == problem.NotFound {
			return "", nil
		}
		return op.Country, err
	}
	own, err := countryOf(operator)
	if err != nil {
		return View{}, err
	}
	release, err := c.InForce(ctx, now)
	if err != nil {
		return View{}, err
	}
	return See(item, own, countryOf, release)
}
