package follow_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

const item = edi.ItemID("EE123456799GB")

var (
	now   = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	ana   = principal.Principal{Subject: "ana", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	bob   = principal.Principal{Subject: "bob", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-BRS"}, Roles: []principal.Role{principal.Agent}}
	sam   = principal.Principal{Subject: "sam", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Supervisor}}
	chloe = principal.Principal{Subject: "chloe", Operator: "FRA", CallCentres: []principal.CentreID{"FRA-LIL"}, Roles: []principal.Role{principal.Agent}}
	nils  = principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}
)

// world is every port in memory, as strict about who wrote first as the table is.
type world struct {
	mu      sync.Mutex
	items   map[edi.ItemID][]tracking.Event
	watches map[string]tracking.Watch // by item, kind and reference
	heads   map[follow.Follower]follow.Head
	rows    map[follow.Follower]map[edi.ItemID]follow.Row
	entries map[follow.Follower][]follow.Entry
	seen    map[string]int
	weeks   map[time.Time]int
	race    func() // once, before the next Tell or AddRows
}

func newWorld() *world {
	return &world{items: map[edi.ItemID][]tracking.Event{}, watches: map[string]tracking.Watch{}, heads: map[follow.Follower]follow.Head{}, rows: map[follow.Follower]map[edi.ItemID]follow.Row{},
		entries: map[follow.Follower][]follow.Entry{}, seen: map[string]int{}, weeks: map[time.Time]int{}}
}

func (w *world) lists() *follow.Lists {
	n := 0
	return &follow.Lists{Store: w, Items: w, Watches: w, Directory: posts{}, Catalogue: codes{}, NewID: func() string { n++; return "L" + string(rune('0'+n)) }}
}
func (w *world) feeds() *follow.Feeds { return &follow.Feeds{Store: w, Watches: w} }
func (w *world) teller(at time.Time) *follow.Teller {
	return &follow.Teller{Store: w, Items: w, Watches: w, Directory: posts{}, Catalogue: codes{}, Clock: clock.Fixed(at)}
}

// happen stores an event and returns what tracking tells of it: a hit for each watch that lasts.
func (w *world) happen(at time.Time, events ...tracking.Event) (hits []tracking.WatchHit) {
	for _, e := range events {
		w.items[e.ItemID] = append(w.items[e.ItemID], e)
		hits = append(hits, w.hits(at, e)...)
	}
	return hits
}

func (w *world) hits(at time.Time, e tracking.Event) (hits []tracking.WatchHit) {
	for _, key := range slices.Sorted(maps.Keys(w.watches)) {
		if watch := w.watches[key]; watch.ItemID == e.ItemID && at.Before(watch.ExpiresAt) {
			hits = append(hits, tracking.WatchHit{Watcher: watch.Watcher, Ref: watch.Ref, ItemID: e.ItemID, Event: e})
		}
	}
	return hits
}

func (w *world) Item(_ context.Context, id edi.ItemID) (tracking.Item, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.items[id]) == 0 {
		return tracking.Item{}, tracking.Unknown(id)
	}
	s10, err := edi.ParseItemID(string(id))
	return tracking.NewItem(s10, w.items[id], nil), err
}

func watchName(id edi.ItemID, kind, ref string) string { return string(id) + " " + kind + " " + ref }

func (w *world) Watch(_ context.Context, watch tracking.Watch) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.watches[watchName(watch.ItemID, watch.Watcher, watch.Ref)] = watch
	return nil
}

func (w *world) Unwatch(_ context.Context, id edi.ItemID, kind, ref string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.watches, watchName(id, kind, ref))
	return nil
}

func (w *world) raced() {
	if race := w.race; race != nil {
		w.race = nil
		race()
	}
}

func (w *world) Head(_ context.Context, f follow.Follower) (follow.Head, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	h, there := w.heads[f]
	if !there && f.Kind == follow.KindList {
		return h, problem.New(problem.NotFound, "list-unknown", "No.")
	}
	h.Exists = there
	return h, nil
}

func (w *world) Rows(_ context.Context, f follow.Follower, items []edi.ItemID) (map[edi.ItemID]follow.Row, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := map[edi.ItemID]follow.Row{}
	for _, id := range items {
		if r, there := w.rows[f][id]; there {
			out[id] = r
		}
	}
	return out, nil
}

func (w *world) Tell(_ context.Context, f follow.Follower, before, after follow.Head, rows []follow.Row, entries []follow.Entry, _ time.Time) error {
	w.raced()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.heads[f].Seq != before.Seq {
		return follow.ErrChanged
	}
	for _, r := range rows {
		if old, there := w.rows[f][r.ItemID]; !there || old.Version != r.Version {
			return follow.ErrChanged
		}
	}
	list := w.heads[f].List
	list.Seq, list.ChangedAt = after.List.Seq, after.List.ChangedAt
	w.heads[f] = follow.Head{Seq: after.Seq, Days: after.Days, List: list, Exists: true}
	for _, r := range rows {
		r.Version++
		w.rows[f][r.ItemID] = r
	}
	w.entries[f] = append(w.entries[f], entries...)
	return nil
}

func (w *world) Entries(_ context.Context, f follow.Follower, from, limit int) ([]follow.Entry, error) {
	out := []follow.Entry{}
	for _, e := range w.entries[f] {
		if e.Seq >= from && len(out) < limit {
			out = append(out, e)
		}
	}
	return out, nil
}

func (w *world) PutWatch(_ context.Context, f follow.Follower, r follow.Row) (follow.Row, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	old := w.rows[f][r.ItemID]
	r.Told, r.Version = old.Told, old.Version+1
	if old.ItemID != "" {
		r.AddedAt = old.AddedAt
	}
	if w.rows[f] == nil {
		w.rows[f] = map[edi.ItemID]follow.Row{}
	}
	w.rows[f][r.ItemID] = r
	return old, nil
}

func (w *world) DeleteWatch(_ context.Context, f follow.Follower, id edi.ItemID) (follow.Row, error) {
	old := w.rows[f][id]
	delete(w.rows[f], id)
	return old, nil
}

func (w *world) FeedWatches(_ context.Context, f follow.Follower, after edi.ItemID, limit int) (out []follow.Row, next edi.ItemID, _ error) {
	for _, id := range slices.Sorted(maps.Keys(w.rows[f])) {
		if id <= after {
			continue
		}
		if len(out) == limit {
			return out, out[limit-1].ItemID, nil
		}
		out = append(out, w.rows[f][id])
	}
	return out, "", nil
}

func (w *world) Watching(_ context.Context, _ principal.OperatorCode, at time.Time) (n int, _ error) {
	for end, k := range w.weeks {
		if !end.Before(at) {
			n += k
		}
	}
	return n, nil
}

func (w *world) Count(_ context.Context, _ principal.OperatorCode, byEnd map[time.Time]int) error {
	for end, n := range byEnd {
		w.weeks[end] += n
	}
	return nil
}

func of(l follow.List) follow.Follower {
	return follow.Follower{Kind: follow.KindList, Operator: l.Operator, Name: string(l.ID)}
}

func (w *world) Lists(_ context.Context, operator principal.OperatorCode) ([]follow.List, error) {
	var out []follow.List
	for f, h := range w.heads {
		if f.Kind == follow.KindList && f.Operator == operator {
			out = append(out, h.List)
		}
	}
	slices.SortFunc(out, func(a, b follow.List) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return out, nil
}

func (w *world) List(ctx context.Context, operator principal.OperatorCode, id follow.ListID) (follow.List, error) {
	h, err := w.Head(ctx, follow.Follower{Kind: follow.KindList, Operator: operator, Name: string(id)})
	return h.List, err
}

func (w *world) SaveList(_ context.Context, l follow.List) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	old := w.heads[of(l)]
	if old.List.Version != l.Version-1 {
		return follow.ErrChanged
	}
	l.Items, l.Seq, l.ChangedAt = old.List.Items, old.List.Seq, old.List.ChangedAt
	old.List = l
	w.heads[of(l)] = old
	return nil
}

func (w *world) DeleteList(_ context.Context, operator principal.OperatorCode, id follow.ListID) error {
	delete(w.heads, follow.Follower{Kind: follow.KindList, Operator: operator, Name: string(id)})
	return nil
}

func (w *world) ListRows(_ context.Context, operator principal.OperatorCode, id follow.ListID) ([]follow.Row, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := follow.Follower{Kind: follow.KindList, Operator: operator, Name: string(id)}
	return slices.Collect(maps.Values(w.rows[f])), nil
}

func (w *world) AddRows(_ context.Context, l follow.List, rows []follow.Row, most int) error {
	w.raced()
	w.mu.Lock()
	defer w.mu.Unlock()
	h := w.heads[of(l)]
	if h.List.Items+len(rows) > most {
		return follow.ErrFull
	}
	if w.rows[of(l)] == nil {
		w.rows[of(l)] = map[edi.ItemID]follow.Row{}
	}
	for _, r := range rows {
		if _, there := w.rows[of(l)][r.ItemID]; there {
			return follow.ErrChanged
		}
	}
	for _, r := range rows {
		w.rows[of(l)][r.ItemID] = r
	}
	h.List.Items += len(rows)
	w.heads[of(l)] = h
	return nil
}

func (w *world) RemoveRows(_ context.Context, l follow.List, items []edi.ItemID) error {
	h := w.heads[of(l)]
	for _, id := range items {
		if _, there := w.rows[of(l)][id]; !there {
			return follow.ErrChanged
		}
	}
	for _, id := range items {
		delete(w.rows[of(l)], id)
	}
	h.List.Items -= len(items)
	w.heads[of(l)] = h
	return nil
}

func (w *world) SaveRow(_ context.Context, l follow.List, r follow.Row) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if old, there := w.rows[of(l)][r.ItemID]; !there || old.Version != r.Version {
		return follow.ErrChanged
	}
	r.Version++
	w.rows[of(l)][r.ItemID] = r
	return nil
}

func (w *world) Seen(_ context.Context, subject string) (map[follow.ListID]int, error) {
	out := map[follow.ListID]int{}
	for f := range w.heads {
		out[follow.ListID(f.Name)] = w.seen[subject+" "+f.Name]
	}
	return out, nil
}

func (w *world) See(_ context.Context, subject string, id follow.ListID, upTo int, _ time.Time) error {
	w.seen[subject+" "+string(id)] = max(w.seen[subject+" "+string(id)], upTo)
	return nil
}

// posts is a directory of three operators.
type posts struct{ directory.Reader }

func (posts) Operator(_ context.Context, code directory.OperatorCode) (directory.Operator, error) {
	country, ok := map[directory.OperatorCode]string{"GBA": "GB", "USA": "US", "FRA": "FR"}[code]
	if !ok {
		return directory.Operator{}, problem.New(problem.NotFound, "operator-unknown", "No.")
	}
	return directory.Operator{Code: code, Country: country}, nil
}

// codes is a catalogue of a few events.
type codes struct{}

func (codes) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return &catalogue.Release{EventCodes: []catalogue.EventCode{
		{Code: "EMA", Phase: "origin", Milestone: "posted"}, {Code: "EMC", Phase: "origin", Milestone: "left-origin-country"},
		{Code: "EMD", Phase: "destination", Milestone: "arrived"}, {Code: "EMI", Phase: "destination", Milestone: "delivered", Terminal: true}}}, nil
}

func (codes) Version(context.Context, string) (*catalogue.Release, error) {
	return nil, errors.New("no")
}
