//go:build emulator

package trackingdb_test

import (
	"testing"
	"time"
)

func TestStore_VisitsAreCountedByVisitorAndWindow(t *testing.T) {
	s, meter := store(t)
	minute := now.Truncate(time.Minute)
	for _, c := range []struct {
		visitor string
		window  time.Time
		want    int
	}{{"a", minute, 1}, {"a", minute, 2}, {"b", minute, 1}, {"a", minute.Add(time.Minute), 1}, {"a", minute, 3}} {
		if n, err := s.Visit(t.Context(), c.visitor, c.window); n != c.want || err != nil {
			t.Errorf("%s %s: %d %v", c.visitor, c.window, n, err)
		}
	}
	spend(t, meter, "a visit", 1, func() error { _, err := s.Visit(t.Context(), "a", minute); return err })
}
