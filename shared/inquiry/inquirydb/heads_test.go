//go:build emulator

package inquirydb_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Those that the caller's operator takes part in are shown in the order of their ids, as folders show them; all others are missing alike.
func TestHeads_ShowsItsOwnAndNamesTheRest(t *testing.T) {
	s := start(t)
	first, second := s.asked(t, 1), s.asked(t, 2)
	nobody := inquiry.ID("01J00000000000000000000000")
	asked := []inquiry.ID{second, nobody, first, second}
	for _, by := range []principal.Principal{ana, bruno} {
		rows, missing, err := s.Heads(t.Context(), by, asked, monday.Add(time.Hour))
		if err != nil || len(rows) != 2 || rows[0].Inquiry.ID != second || rows[1].Inquiry.ID != first || !slices.Equal(missing, []inquiry.ID{nobody}) {
			t.Fatal(by.Subject, rows, missing, err)
		}
		if rows[0].Remaining == nil || *rows[0].Remaining != 300 { // six hours from nine on, one is over
			t.Error(by.Subject, rows[0].Remaining)
		}
	}
	rows, missing, err := s.Heads(t.Context(), claire, asked, monday)
	if err != nil || len(rows) != 0 || len(missing) != 3 {
		t.Error("a stranger sees", rows, missing, err)
	}
	cmd := ask(t, 3)
	cmd.Send = false
	draft, err := s.Raise(t.Context(), ana, cmd, monday)
	if err != nil {
		t.Fatal(err)
	}
	if rows, _, err := s.Heads(t.Context(), bruno, []inquiry.ID{draft.ID}, monday); err != nil || len(rows) != 0 {
		t.Error("a draft is shown to whom it is not sent:", rows, err)
	}
	many := make([]inquiry.ID, inquiry.MostHeads+1)
	for i := range many {
		many[i] = inquiry.ID(fmt.Sprintf("01J%023d", i))
	}
	for _, ids := range [][]inquiry.ID{nil, many} {
		if _, _, err := s.Heads(t.Context(), ana, ids, monday); !problem.Is(err, "request-invalid") {
			t.Error(len(ids), err)
		}
	}
	if _, missing, err := s.Heads(t.Context(), ana, many[1:], monday); err != nil || len(missing) != inquiry.MostHeads {
		t.Error(len(missing), err)
	}
}
