package follow

import (
	"context"
	"regexp"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// FeedStore keeps feeds: what they watch, and what they were told.
type FeedStore interface {
	// Head returns how far a feed has been told; the zero value before its first event.
	Head(ctx context.Context, f Follower) (Head, error)
	// Entries returns the entries from a number on without a gap, at most limit.
	Entries(ctx context.Context, f Follower, from, limit int) ([]Entry, error)
	// PutWatch stores what a feed watches, and keeps what it was told of the item. It returns the row that was there before, the zero value for none.
	PutWatch(ctx context.Context, f Follower, r Row) (Row, error)
	// DeleteWatch forgets it, and returns what was there.
	DeleteWatch(ctx context.Context, f Follower, id edi.ItemID) (Row, error)
	// Rows returns those of the items that the feed watches; ended ones may be among them.
	Rows(ctx context.Context, f Follower, items []edi.ItemID) (map[edi.ItemID]Row, error)
	// FeedWatches returns a page of what a feed watches, by item, from after an item on; ended ones may be among them.
	FeedWatches(ctx context.Context, f Follower, after edi.ItemID, limit int) (rows []Row, next edi.ItemID, _ error)
	// Watching returns how many watches of an operator's feeds end in or after the week of an instant; Count adds to the weeks in which they end.
	Watching(ctx context.Context, operator principal.OperatorCode, now time.Time) (int, error)
	Count(ctx context.Context, operator principal.OperatorCode, byEnd map[time.Time]int) error
}

// Feeds are the use cases of feeds: an operator's own systems, and those that it serves, are told of the items they watch.
type Feeds struct {
	Store   FeedStore
	Watches Watches
}

// DefaultFeed is the feed of those that name none.
const DefaultFeed = "main"

var (
	feedName = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$`)
	ownRef   = regexp.MustCompile(`^[A-Za-z0-9._:/-]{0,64}$`)
)

// feedOf names a feed of the asker's operator.
func feedOf(by principal.Principal, name string) (Follower, error) {
	if err := belongs(by); err != nil {
		return Follower{}, err
	}
	if name == "" {
		name = DefaultFeed
	}
	if !feedName.MatchString(name) {
		return Follower{}, problem.New(problem.Invalid, "feed-invalid", "A feed has a name of at most 30 small letters, digits and hyphens.").
			With("feed", "must be small letters, digits and hyphens")
	}
	return Follower{Kind: KindFeed, Operator: by.Operator, Name: name}, nil
}

// Wanted is an item that a feed is to watch.
type Wanted struct {
	Typed     string // as people type it
	Ref       string // the follower's own: an order, a case. No personal data
	ExpiresAt time.Time
}

// Watching is what became of it.
type Watching struct {
	Typed
	Outcome   string // OutcomeAdded, OutcomePresent (its reference and end are now these), OutcomeInvalid
	Ref       string
	ExpiresAt time.Time
}

// Watch makes a feed watch items, and answers for each. An item that is watched already gets the reference and the end of this request. When the
// operator would watch too many, it is "watches-full" and none is added.
func (s *Feeds) Watch(ctx context.Context, by principal.Principal, feed string, wanted []Wanted, now time.Time) ([]Watching, error) {
	f, err := feedOf(by, feed)
	if err != nil {
		return nil, err
	}
	bounds := Bounds()
	if len(wanted) > bounds.WatchesAtOnce {
		return nil, problem.New(problem.Invalid, "watches-too-many", "A request watches at most %d items.", bounds.WatchesAtOnce).With("items", "are %d", len(wanted))
	}
	out := make([]Watching, len(wanted))
	var at []int // those that are items
	there := map[edi.ItemID]bool{}
	for i, w := range wanted {
		out[i] = check(w, now, bounds)
		switch id := out[i].ItemID; {
		case out[i].Outcome == OutcomeInvalid:
		case there[id]:
			out[i].Outcome, out[i].Reason = OutcomeInvalid, "stands in this request twice"
		default:
			there[id] = true
			at = append(at, i)
		}
	}
	if err := s.room(ctx, f, out, at, now); err != nil {
		return nil, err
	}
	before := make([]Row, len(wanted))
	err = each(at, func(i int) error {
		row := Row{ItemID: out[i].ItemID, Ref: out[i].Ref, AddedAt: now, Until: out[i].ExpiresAt, Expires: out[i].ExpiresAt}
		var err error
		if before[i], err = s.Store.PutWatch(ctx, f, row); err != nil {
			return err
		}
		if before[i].Watched(now) {
			out[i].Outcome = OutcomePresent
		}
		return s.Watches.Watch(ctx, tracking.Watch{ItemID: row.ItemID, Watcher: KindFeed, Ref: f.Ref(), ExpiresAt: row.Until})
	})
	byEnd := map[time.Time]int{}
	for _, i := range at {
		if before[i].ItemID != "" {
			byEnd[before[i].Until]--
		}
		byEnd[out[i].ExpiresAt]++
	}
	if err != nil {
		return nil, err // asked again, all of it is watched and counted
	}
	return out, s.Store.Count(ctx, by.Operator, byEnd)
}

// room refuses what would be too much. Only near the bound it looks which of the items are watched already.
func (s *Feeds) room(ctx context.Context, f Follower, out []Watching, at []int, now time.Time) error {
	n, err := s.Store.Watching(ctx, f.Operator, now)
	if err != nil {
		return err
	}
	most := Bounds().Watches
	if n+len(at) <= most {
		return nil
	}
	items := make([]edi.ItemID, len(at))
	for k, i := range at {
		items[k] = out[i].ItemID
	}
	rows, err := s.Store.Rows(ctx, f, items)
	if err != nil {
		return err
	}
	if fresh := len(at) - len(rows); fresh > 0 && n+fresh > most {
		return problem.New(problem.Invalid, "watches-full", "An operator watches at most %d items at a time, and yours watches %d. End watches that are no longer needed.", most, n)
	}
	return nil
}

func check(w Wanted, now time.Time, bounds Terms) Watching {
	out := Watching{Typed: readCell(w.Typed), Outcome: OutcomeAdded, Ref: w.Ref, ExpiresAt: w.ExpiresAt.UTC().Truncate(time.Second)}
	if w.ExpiresAt.IsZero() {
		out.ExpiresAt = now.Add(days(bounds.WatchDays)).Truncate(time.Second)
	}
	refuse := func(reason string) { out.Outcome, out.Reason = OutcomeInvalid, reason }
	switch {
	case out.ItemID == "":
		out.Outcome = OutcomeInvalid
	case !ownRef.MatchString(w.Ref):
		refuse("ref: at most 64 letters, digits and . _ : / -")
	case !out.ExpiresAt.After(now):
		refuse("expiresAt: has passed")
	case out.ExpiresAt.After(now.Add(days(bounds.WatchDaysAtMost))):
		refuse("expiresAt: is later than a watch may last")
	}
	return out
}

// Unwatch ends a watch; ending none is no error.
func (s *Feeds) Unwatch(ctx context.Context, by principal.Principal, feed string, id edi.ItemID) error {
	f, err := feedOf(by, feed)
	if err != nil {
		return err
	}
	if err := s.Watches.Unwatch(ctx, id, KindFeed, f.Ref()); err != nil {
		return err
	}
	before, err := s.Store.DeleteWatch(ctx, f, id)
	if err != nil || before.ItemID == "" {
		return err
	}
	return s.Store.Count(ctx, by.Operator, map[time.Time]int{before.Until: -1})
}

// Watching returns a page of what a feed watches, by item. A page may be short, even empty, while there is a next.
func (s *Feeds) Watching(ctx context.Context, by principal.Principal, feed string, after edi.ItemID, limit int, now time.Time) ([]Row, edi.ItemID, error) {
	f, err := feedOf(by, feed)
	if err != nil {
		return nil, "", err
	}
	rows, next, err := s.Store.FeedWatches(ctx, f, after, limit)
	if err != nil {
		return nil, "", err
	}
	out := []Row{}
	for _, r := range rows {
		if r.Watched(now) {
			out = append(out, r)
		}
	}
	return out, next, nil
}

// Page is a part of a feed.
type Page struct {
	Entries []Entry
	Next    int  // where the next part begins, also when there is nothing yet
	More    bool // there is more already
}

// Read returns what a feed was told from a number on, in order and without a gap; 0 is the earliest that is kept. Whoever comes back too late, so that
// something they have not read is kept no more, is told so: "cursor-expired".
func (s *Feeds) Read(ctx context.Context, by principal.Principal, feed string, from, limit int, now time.Time) (Page, error) {
	f, err := feedOf(by, feed)
	if err != nil {
		return Page{}, err
	}
	head, err := s.Store.Head(ctx, f)
	if err != nil {
		return Page{}, err
	}
	earliest := head.Seq + 1
	if kept := marked(head.Days, now, head.Seq+1); len(kept) > 0 {
		earliest = kept[0].First
	}
	switch {
	case from == 0:
		from = earliest
	case from < earliest:
		return Page{}, problem.New(problem.Conflict, "cursor-expired", "Something that you have not read is older than %d days and kept no more. Begin again without a cursor, and look up the items that matter.", Bounds().FeedDays)
	}
	p := Page{Entries: []Entry{}, Next: from}
	if from > head.Seq {
		return p, nil
	}
	if p.Entries, err = s.Store.Entries(ctx, f, from, limit); err != nil {
		return Page{}, err
	}
	p.Next = from + len(p.Entries)
	p.More = p.Next <= head.Seq
	return p, nil
}
