package change

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// ErrChanged is what a store says when somebody else recorded first.
var ErrChanged = errors.New("changed meanwhile")

// Head is how far an operator's log goes.
type Head struct {
	Number int64     // of the latest change, 0: there is none yet
	Days   []DayMark // ascending, those that are kept
}

// DayMark says which number was the first to be recorded on a day (UTC).
type DayMark struct {
	Day   string // 2006-01-02
	First int64
}

// RecordStore keeps logs.
type RecordStore interface {
	// Head returns how far an operator's log goes, strongly consistent; the zero value before its first change.
	Head(ctx context.Context, operator principal.OperatorCode) (Head, error)
	// Append stores, in one transaction, that an operator's log goes from before to after, and the changes with the numbers that they have. ErrChanged
	// when the log goes to elsewhere by now, or when one of the changes is in it already; nothing is stored then.
	Append(ctx context.Context, operator principal.OperatorCode, before, after Head, changes []Change, now time.Time) error
	// Recorded returns the numbers of those changes, by their ids, that are in the operator's log, strongly consistent.
	Recorded(ctx context.Context, operator principal.OperatorCode, ids []string) (map[string]int64, error)
}

// Recorder writes what happens into the logs of the operators that may see it.
type Recorder struct {
	Store RecordStore
	Clock clock.Clock
}

const (
	// tries bounds how often a log to which somebody else was writing at the same moment is written to again.
	tries = 20
	// AtOnce bounds the changes of one transaction (DynamoDB: 100 items; a change takes two, the head one).
	AtOnce = 49
)

// Record writes happenings into the logs, each once however often it comes, and returns their changes with their numbers: all of them, also those that
// were recorded before, in the order of the happenings, the requester's first. Happenings of one inquiry come in their order, and each log has them in
// that order. When it fails some may be recorded: the same happenings again record the rest.
func (r *Recorder) Record(ctx context.Context, happenings []Happening) ([]Change, error) {
	now, err := r.Clock.Now(ctx)
	if err != nil {
		return nil, fmt.Errorf("record changes: %w", err)
	}
	var all []Change
	var order []principal.OperatorCode
	at := map[principal.OperatorCode][]int{} // places in all
	there := map[principal.OperatorCode]map[string]bool{}
	for _, h := range happenings {
		for _, c := range Of(h) {
			if there[c.Operator] == nil {
				order, there[c.Operator] = append(order, c.Operator), map[string]bool{}
			}
			if there[c.Operator][c.ID] { // the stream gave it twice in one batch
				continue
			}
			there[c.Operator][c.ID] = true
			at[c.Operator] = append(at[c.Operator], len(all))
			all = append(all, c)
		}
	}
	for _, op := range order {
		for places := at[op]; len(places) > 0; places = places[min(AtOnce, len(places)):] {
			part := places[:min(AtOnce, len(places))]
			changes := make([]Change, len(part))
			for k, i := range part {
				changes[k] = all[i]
			}
			if err := r.record(ctx, op, changes, now); err != nil {
				return nil, err
			}
			for k, i := range part {
				all[i].Number = changes[k].Number
			}
		}
	}
	return all, nil
}

// record numbers the changes and appends those to an operator's log that are not in it. It looks for them only when the log refuses them: nearly always
// all are new.
func (r *Recorder) record(ctx context.Context, op principal.OperatorCode, changes []Change, now time.Time) error {
	recorded := map[string]int64{}
	for range tries {
		head, err := r.Store.Head(ctx, op)
		if err != nil {
			return fmt.Errorf("record changes of %s: %w", op, err)
		}
		after := Head{Number: head.Number}
		var fresh []Change
		for i := range changes {
			number, there := recorded[changes[i].ID]
			if !there {
				after.Number++
				number = after.Number
			}
			if changes[i].Number = number; !there {
				fresh = append(fresh, changes[i])
			}
		}
		if len(fresh) == 0 {
			return nil
		}
		after.Days = marked(head.Days, now, head.Number+1)
		err = r.Store.Append(ctx, op, head, after, fresh, now)
		if err == nil {
			return nil
		}
		if !errors.Is(err, ErrChanged) {
			return fmt.Errorf("record changes of %s: %w", op, err)
		}
		ids := make([]string, len(changes))
		for i, c := range changes {
			ids[i] = c.ID
		}
		if recorded, err = r.Store.Recorded(ctx, op, ids); err != nil {
			return fmt.Errorf("record changes of %s: %w", op, err)
		}
	}
	return fmt.Errorf("record changes of %s: %w %d times", op, ErrChanged, tries)
}

// marked adds the day when it is a new one, and forgets the days that are no longer kept.
func marked(before []DayMark, now time.Time, next int64) []DayMark {
	oldest := now.UTC().Add(-Bounds().Kept()).Format(time.DateOnly)
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

// Oldest is the number of the earliest change that can be read; one more than the latest when none can.
func (h Head) Oldest(now time.Time) int64 {
	oldest := now.UTC().Add(-Bounds().Kept()).Format(time.DateOnly)
	for _, d := range h.Days {
		if d.Day >= oldest {
			return d.First
		}
	}
	return h.Number + 1
}
