package signal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Lake counts facts.
type Lake interface {
	// Weeks counts some weeks of all operators with one query; an operator in whose weeks nothing happened is not there.
	Weeks(ctx context.Context, weeks []Week) (map[principal.OperatorCode][]Cell, error)
}

// Histories keeps what was counted.
type Histories interface {
	// History returns an operator's; an empty one when there is none.
	History(ctx context.Context, operator principal.OperatorCode) (*History, error)
	// PutHistory stores it in place of any before.
	PutHistory(ctx context.Context, h *History) error
}

// Store keeps signals. A card is a signal without Weekly and Where.
type Store interface {
	// Cards returns those of an operator that are kept, open and ended.
	Cards(ctx context.Context, operator principal.OperatorCode) ([]Signal, error)
	// Keep stores a signal in place of what was there, if anything; who has seen it stays.
	Keep(ctx context.Context, s Signal, before *Signal) error
	// Drop forgets a signal of which nothing is left after its weeks were counted again.
	Drop(ctx context.Context, s Signal) error
	// Progress returns how far runs have come.
	Progress(ctx context.Context) (Progress, error)
	// Note says how far they have come.
	Note(ctx context.Context, p Progress) error
}

// Progress is up to which week all operators are judged, and up to which those who subscribed are told; empty for none.
type Progress struct{ Through, Told Week }

// News is what a run found for those who subscribed to an operator's signals, or the Network's.
type News struct {
	List    principal.OperatorCode
	Through Week // up to which the run judged
	Fresh   []Signal
	Names   map[string]string // of operators and call centres, by their codes
}

// Mailer tells those who subscribed of what is new.
type Mailer interface {
	// Mail writes once after a run to everybody who subscribed, and returns to how many.
	Mail(ctx context.Context, n News, now time.Time) (int, error)
}

// Finder finds signals.
type Finder struct {
	Log       *slog.Logger
	Lake      Lake
	Histories Histories
	Directory insight.Directory
	Store     Store
	Mailer    Mailer // nil mails nobody
}

const (
	// atOnce is how many operators are judged at the same time.
	atOnce = 4
	// weeksAtOnce is how many weeks a query counts: of a network of 200 operators some hundred thousand rows.
	weeksAtOnce = 4
	// ripens is how long after its end a week is counted: what happened in its last minutes is in the lake by then.
	ripens = 24 * time.Hour
)

// Run is what a run did.
type Run struct {
	Weeks     []Week // that were counted
	Operators int
	Open      int // signals
	Fresh     int // … that are new
	Mailed    int // letters
}

// Due are the weeks that are over and not judged yet, oldest first; for the first time as many as a history holds.
func Due(through Week, now time.Time) []Week {
	last := WeekOf(now.Add(-ripens)).Plus(-1)
	first := last.Plus(1 - Kept)
	if through >= first {
		first = through.Plus(1)
	}
	var out []Week
	for w := first; w <= last; w = w.Plus(1) {
		out = append(out, w)
	}
	return out
}

// FindDue judges whatever weeks are due, some at a time, and then tells what is new. Cut off, it is made up by the next run: it goes on after the last weeks
// that are done, and passes over operators whose history holds the next ones already.
func (f *Finder) FindDue(ctx context.Context, now time.Time) (Run, error) {
	p, err := f.Store.Progress(ctx)
	if err != nil {
		return Run{}, err
	}
	r := Run{Weeks: Due(p.Through, now)}
	if len(r.Weeks) == 0 && p.Told == p.Through {
		return r, nil
	}
	var all judged
	for weeks := range slices.Chunk(r.Weeks, weeksAtOnce) {
		if all, err = f.find(ctx, weeks, false, now); err != nil {
			return r, fmt.Errorf("signals of %s: %w", weeks[len(weeks)-1], err)
		}
		p.Through = weeks[len(weeks)-1]
		if err := f.Store.Note(ctx, p); err != nil {
			return r, err
		}
	}
	if len(r.Weeks) == 0 { // cut off before it told
		if all, err = f.find(ctx, []Week{p.Through}, false, now); err != nil {
			return r, err
		}
	}
	if err := f.tell(ctx, &r, all, p.Through, func(s newOrOld) bool { return s.Found > p.Told }, now); err != nil {
		return r, err
	}
	p.Told = p.Through
	return r, f.Store.Note(ctx, p)
}

// FindAgain counts some weeks, one after the other, whether they are due or not, and tells what nobody knew.
func (f *Finder) FindAgain(ctx context.Context, from, to Week, now time.Time) (Run, error) {
	var r Run
	for w := from; w <= to && len(r.Weeks) < Kept; w = w.Plus(1) {
		r.Weeks = append(r.Weeks, w)
	}
	fresh := map[string]bool{}
	var all judged
	for weeks := range slices.Chunk(r.Weeks, weeksAtOnce) {
		var err error
		if all, err = f.find(ctx, weeks, true, now); err != nil {
			return r, fmt.Errorf("signals of %s: %w", weeks[len(weeks)-1], err)
		}
		for _, found := range all.found {
			for _, s := range found {
				fresh[s.ID] = fresh[s.ID] || s.fresh
			}
		}
	}
	return r, f.tell(ctx, &r, all, to, func(s newOrOld) bool { return fresh[s.ID] }, now)
}

// judged is every operator with its signals.
type judged struct {
	operators []insight.Operator
	found     [][]newOrOld
}

// find counts some weeks with one query and judges every operator.
func (f *Finder) find(ctx context.Context, weeks []Week, again bool, now time.Time) (judged, error) {
	counted, err := f.Lake.Weeks(ctx, weeks)
	if err != nil {
		return judged{}, err
	}
	operators, err := f.Directory.Operators(ctx)
	if err != nil {
		return judged{}, err
	}
	out := judged{operators, make([][]newOrOld, len(operators))}
	failed := make([]error, len(operators))
	var wg sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for i, operator := range operators {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if out.found[i], failed[i] = f.judge(ctx, operator.Code, weeks, counted[operator.Code], again, now); failed[i] != nil {
				failed[i] = fmt.Errorf("operator %s: %w", operator.Code, failed[i])
			}
		})
	}
	wg.Wait()
	return out, errors.Join(failed...)
}

// tell writes to those who subscribed of what is open, new and known to nobody, unless it is part of a signal that they are told.
func (f *Finder) tell(ctx context.Context, r *Run, all judged, through Week, fresh func(newOrOld) bool, now time.Time) error {
	r.Operators = len(all.operators)
	lists := map[principal.OperatorCode][]Signal{}
	names := map[string]string{}
	for i, operator := range all.operators {
		names[string(operator.Code)] = operator.Name
		for _, c := range operator.Centres {
			names[string(c.ID)] = c.Name
		}
		for _, s := range all.found[i] {
			if s.Ended != "" {
				continue
			}
			r.Open++
			if !fresh(s) || s.Seen != nil || s.Within != "" {
				continue
			}
			r.Fresh++
			lists[operator.Code] = append(lists[operator.Code], s.Signal)
			if s.Subject.About == Operator {
				lists[insight.Network] = append(lists[insight.Network], s.Signal)
			}
		}
	}
	if f.Mailer == nil {
		return nil
	}
	var failed []error
	for _, list := range slices.Sorted(maps.Keys(lists)) {
		n, err := f.Mailer.Mail(ctx, News{list, through, lists[list], names}, now)
		r.Mailed += n
		if err != nil {
			failed = append(failed, fmt.Errorf("mail signals of %s: %w", list, err))
		}
	}
	return errors.Join(failed...)
}

// newOrOld is a signal, and whether nobody knew of it before.
type newOrOld struct {
	Signal
	fresh bool
}

func knownOnes(all []Signal) []newOrOld {
	out := make([]newOrOld, len(all))
	for i, s := range all {
		out[i].Signal = s
	}
	return out
}

// judge puts some weeks into an operator's history, finds its signals, and stores those that say something new.
func (f *Finder) judge(ctx context.Context, operator principal.OperatorCode, weeks []Week, cells []Cell, again bool, now time.Time) ([]newOrOld, error) {
	h, err := f.Histories.History(ctx, operator)
	if err != nil {
		return nil, err
	}
	known, err := f.Store.Cards(ctx, operator)
	if err != nil {
		return nil, err
	}
	if !again && h.Judged >= weeks[len(weeks)-1] { // before the run was cut off
		return knownOnes(known), nil
	}
	for _, w := range weeks {
		h.Put(w, slices.DeleteFunc(slices.Clone(cells), func(c Cell) bool { return c.Week != w }), now)
	}
	found := knownOnes(Find(h))
	if err := f.store(ctx, found, known, now); err != nil {
		return nil, err
	}
	h.Judged = max(h.Judged, weeks[len(weeks)-1])
	return found, f.Histories.PutHistory(ctx, h)
}

// store makes what is kept what was found: what is new or says something else is written, and open ones that are no more are dropped.
func (f *Finder) store(ctx context.Context, found []newOrOld, known []Signal, now time.Time) error {
	for i := range found {
		s := &found[i]
		s.Begun, s.fresh = now, true
		var before *Signal
		if k := slices.IndexFunc(known, func(o Signal) bool { return o.ID == s.ID }); k >= 0 {
			before = &known[k]
			s.Begun, s.Seen, s.fresh = before.Begun, before.Seen, false
			if s.says() == before.says() {
				continue
			}
		}
		if err := f.Store.Keep(ctx, s.Signal, before); err != nil {
			return err
		}
	}
	for _, old := range known {
		if old.Ended == "" && !slices.ContainsFunc(found, func(s newOrOld) bool { return s.ID == old.ID }) {
			f.Log.InfoContext(ctx, "a signal is none after its weeks were counted again", "signal", old.ID)
			if err := f.Store.Drop(ctx, old); err != nil {
				return err
			}
		}
	}
	return nil
}

// says is what a card says that may change while its signal lives.
func (s Signal) says() any {
	return [...]any{s.Last, s.Ended, s.Reason, s.Weeks, s.Part, s.Whole, s.Value, s.Expected, s.Low, s.High, s.Sure, s.Within}
}
