package follow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Added is what became of something that was to be put on a list.
type Added struct {
	Typed
	Outcome string
}

// Outcomes of adding.
const (
	OutcomeAdded   = "added"
	OutcomePresent = "present" // it was there
	OutcomeInvalid = "invalid" // it is no item; Reason says why
)

// Add puts what is an item on the list and names what is none. It is "list-full" when all of it would be too much, and then nothing is added.
func (s *Lists) Add(ctx context.Context, by principal.Principal, id ListID, typed []Typed, now time.Time) ([]Added, error) {
	l, err := s.list(ctx, by, id, now)
	if err != nil {
		return nil, err
	}
	full := problem.New(problem.Invalid, "list-full", "A list holds at most %d items, and this one would hold more. Remove those that have arrived, or begin another list.", Bounds().ListItems)
	for range tries {
		rows, err := s.Store.ListRows(ctx, l.Operator, l.ID)
		if err != nil {
			return nil, err
		}
		there := map[edi.ItemID]bool{}
		for _, r := range rows {
			there[r.ItemID] = true
		}
		out := make([]Added, len(typed))
		var add, watch []edi.ItemID
		for i, t := range typed {
			out[i] = Added{Typed: t, Outcome: OutcomeAdded}
			switch {
			case t.ItemID == "":
				out[i].Outcome = OutcomeInvalid
				continue
			case there[t.ItemID]:
				out[i].Outcome = OutcomePresent
			default:
				add = append(add, t.ItemID)
			}
			there[t.ItemID] = true
			watch = append(watch, t.ItemID)
		}
		if len(rows)+len(add) > Bounds().ListItems {
			return nil, full
		}
		switch err := s.add(ctx, l, add, now); {
		case errors.Is(err, ErrChanged):
			continue
		case errors.Is(err, ErrFull):
			return nil, full
		case err != nil:
			return nil, err
		}
		return out, s.watch(ctx, l, watch, now)
	}
	return nil, fmt.Errorf("add to list %s: %w", id, ErrChanged)
}

// rowsAtOnce bounds the rows that one transaction adds or removes.
const rowsAtOnce = 25

// add stores rows with what is known of their items by now.
func (s *Lists) add(ctx context.Context, l List, items []edi.ItemID, now time.Time) error {
	rows := make([]Row, len(items))
	at := make([]int, len(items))
	for i := range at {
		at[i] = i
	}
	if err := each(at, func(i int) error {
		view, err := s.see(ctx, l, items[i], now)
		rows[i] = Row{ItemID: items[i], AddedAt: now, Sight: view.Sight, Told: view.Known, Until: l.watchedUntil(view.Sight), Expires: l.ExpiresAt, Version: 1}
		return err
	}); err != nil {
		return err
	}
	for part := range slices.Chunk(rows, rowsAtOnce) {
		if err := s.Store.AddRows(ctx, l, part, Bounds().ListItems); err != nil {
			return err
		}
	}
	return nil
}

// watch watches items on a list and looks again: what happened between the first look and the watch is in the second. Doing it again changes nothing.
func (s *Lists) watch(ctx context.Context, l List, items []edi.ItemID, now time.Time) error {
	want := map[edi.ItemID]bool{}
	for _, id := range items {
		want[id] = true
	}
	rows, err := s.Store.ListRows(ctx, l.Operator, l.ID)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(r Row) bool { return !want[r.ItemID] })
	return each(rows, func(r Row) error {
		if r.Watched(now) {
			if err := s.Watches.Watch(ctx, tracking.Watch{ItemID: r.ItemID, Watcher: KindList, Ref: listOf(l.Operator, l.ID).Ref(), ExpiresAt: r.Until}); err != nil {
				return err
			}
		}
		view, err := s.see(ctx, l, r.ItemID, now)
		if err != nil || view.Sight == r.Sight {
			return err
		}
		r.Sight, r.Until = view.Sight, l.watchedUntil(view.Sight)
		err = s.Store.SaveRow(ctx, l, r)
		if errors.Is(err, ErrChanged) { // an event came meanwhile, and has said it all
			return nil
		}
		return err
	})
}

func (s *Lists) see(ctx context.Context, l List, id edi.ItemID, now time.Time) (View, error) {
	item, err := s.Items.Item(ctx, id)
	if err != nil && !problem.Is(err, "item-unknown") {
		return View{}, err
	}
	return sees(ctx, s.Directory, s.Catalogue, l.Operator, item, now)
}

// Remove takes items from a list; those that are not on it are removed.
func (s *Lists) Remove(ctx context.Context, by principal.Principal, id ListID, items []edi.ItemID, now time.Time) error {
	l, err := s.list(ctx, by, id, now)
	if err != nil {
		return err
	}
	return s.remove(ctx, l, items)
}

// remove ends the watches first: a row without one would stand still, a watch without a row is told nothing.
func (s *Lists) remove(ctx context.Context, l List, items []edi.ItemID) error {
	if err := each(items, func(id edi.ItemID) error {
		return s.Watches.Unwatch(ctx, id, KindList, listOf(l.Operator, l.ID).Ref())
	}); err != nil {
		return err
	}
	for range tries {
		rows, err := s.Store.ListRows(ctx, l.Operator, l.ID)
		if err != nil {
			return err
		}
		var there []edi.ItemID
		for _, r := range rows {
			if slices.Contains(items, r.ItemID) {
				there = append(there, r.ItemID)
			}
		}
		err = nil
		for part := range slices.Chunk(there, rowsAtOnce) {
			if err = s.Store.RemoveRows(ctx, l, part); err != nil {
				break
			}
		}
		if !errors.Is(err, ErrChanged) {
			return err
		}
	}
	return fmt.Errorf("remove from list %s: %w", l.ID, ErrChanged)
}
