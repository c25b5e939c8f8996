package insight

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// Settle puts what the lake says of a month in the place of what was counted as it happened, and returns of how many operators, the network
// among them, that changes anything: nothing, unless happenings were lost or facts corrected. The month is over, and so is the time that facts
// take to the lake. Days stay as they are.
func Settle(ctx context.Context, book TallyBook, m Month, lines []Line) (changed int, err error) {
	want := map[TallyID]map[string]Figures{}
	for _, l := range lines {
		l.Counts = l.Counts.ofCentres() // items are told by night: nothing counts them as it happens
		if l.Counts == (Counts{}) {
			continue
		}
		for id, row := range map[TallyID]string{MonthTallyOf(l.Operator, m): string(l.Centre), MonthTallyOf(Network, m): string(l.Operator)} {
			t := Tally{Rows: want[id]}
			t.add(row, Share{Line: l}, m.Start())
			want[id] = t.Rows
		}
	}
	ids := make([]TallyID, 0, len(want))
	for id := range want {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, TallyID.compare)
	for part := range slices.Chunk(ids, TallyAtOnce) {
		n, err := settle(ctx, book, part, want)
		if err != nil {
			return changed, fmt.Errorf("settle the counts of %s: %w", m, err)
		}
		changed += n
	}
	return changed, nil
}

func settle(ctx context.Context, book TallyBook, ids []TallyID, want map[TallyID]map[string]Figures) (int, error) {
	for range tallyTries {
		known, err := book.Tallies(ctx, ids)
		if err != nil {
			return 0, err
		}
		var changed []Tally
		for _, id := range ids {
			t := known[id]
			if reflect.DeepEqual(t.Rows, want[id]) {
				continue
			}
			t.TallyID, t.Rows = id, want[id]
			changed = append(changed, t)
		}
		if len(changed) == 0 {
			return 0, nil
		}
		if err = book.Keep(ctx, nil, changed); !errors.Is(err, ErrTallyChanged) {
			return len(changed), err
		}
	}
	return 0, ErrTallyChanged
}
