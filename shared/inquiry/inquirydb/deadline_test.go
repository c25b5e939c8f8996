//go:build emulator

package inquirydb_test

import (
	"context"
	"testing"
	"time"
)

// Much becomes due at once as a month begins: a run whose time is nearly over fails at nothing, and the next one goes on.
func TestCheckDeadlines_NearlyOutOfTime_LeavesItToTheNextRun(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	late := monday.Add(24 * time.Hour)
	nearlyOver, stop := context.WithTimeout(t.Context(), 9*time.Second)
	defer stop()
	if moved, err := s.CheckDeadlines(nearlyOver, late); moved != 0 || err != nil {
		t.Fatal(moved, err)
	}
	if q := s.look(t, ana, id).Inquiry; q.Overdue {
		t.Fatal("a run that has no time left went on")
	}
	if moved, err := s.CheckDeadlines(t.Context(), late); moved != 1 || err != nil {
		t.Fatal(moved, err)
	}
}
