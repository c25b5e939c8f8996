//go:build emulator

package inquirydb_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// bothSides lets DEA-FRA ask and answer, n times each, at different times and some urgent; what it asks waits, what it answered waits for the
// asker, and those of the first rounds are closed by the requester.
func (s system) bothSides(t *testing.T, n, closed int) {
	t.Helper()
	step := step(t)
	for i := range n {
		now := monday.Add(time.Duration(i*7%n) * time.Minute)
		cmd := ask(t, 2*i)
		cmd.Destination, cmd.Urgent, cmd.UrgencyReason = "GBA", i%5 == 0, "MEDICAL"
		asks := step(s.Raise(t.Context(), bruno, cmd, now)).ID
		cmd = ask(t, 2*i+1)
		cmd.Urgent, cmd.UrgencyReason = i%6 == 0, "MEDICAL"
		answers := step(s.Raise(t.Context(), ana, cmd, now)).ID
		for _, id := range []inquiry.ID{asks, answers} {
			if err := s.Route(t.Context(), id, now); err != nil {
				t.Fatal(err)
			}
		}
		answered := now.Add(time.Duration(i*11%n) * 10 * time.Minute)
		step(s.Service.Reply(t.Context(), bruno, answers, 0, dlv, answered))
		if i < closed {
			step(s.Close(t.Context(), bruno, asks, 0, "CLO_WDR", now.Add(time.Hour)))
			step(s.Close(t.Context(), ana, answers, 0, "CLO_OK", answered.Add(time.Hour)))
		}
	}
}

func TestFolder_OfBothSides_IsInOneOrder(t *testing.T) {
	s := start(t)
	s.bothSides(t, 30, 12)
	for f, want := range map[inquiry.Folder]int{inquiry.Waiting: 36, inquiry.ClosedFolder: 24} {
		place := func(q inquiry.Inquiry) string {
			rank := "1"
			if q.Urgent && f != inquiry.ClosedFolder {
				rank = "0"
			}
			return rank + q.SortTime(f).UTC().Format(time.RFC3339Nano)
		}
		for _, filter := range []inquiry.Filter{{}, {Workflow: "WII"}} {
			for _, limit := range []int{1, 3, 25, 100} {
				t.Run(fmt.Sprintf("%s, pages of %d, %+v", f, limit, filter), func(t *testing.T) {
					var got []string
					seen := map[inquiry.ID]bool{}
					page := inquiry.Page{Limit: limit, Filter: filter}
					for range 200 {
						rows, part, err := s.List(t.Context(), bruno, "DEA-FRA", f, page, monday.Add(10*time.Hour))
						if err != nil || len(rows) > limit {
							t.Fatal(len(rows), err)
						}
						for _, r := range rows {
							got, seen[r.Inquiry.ID] = append(got, place(r.Inquiry)), true
						}
						if page.Position = part.Next; part.Next == nil {
							break
						}
					}
					if len(got) != want || len(seen) != want {
						t.Fatalf("%d rows of %d inquiries, want %d", len(got), len(seen), want)
					}
					inOrder := slices.IsSortedFunc(got, func(a, b string) int {
						if f == inquiry.ClosedFolder {
							return cmp.Compare(b, a)
						}
						return cmp.Compare(a, b)
					})
					if !inOrder {
						t.Error("the most pressing is not first", got)
					}
				})
			}
		}
	}
}

func TestCapacity_OfAFolderThatBothSidesHave(t *testing.T) {
	s := start(t)
	s.bothSides(t, 40, 0)
	page := inquiry.Page{Limit: 25}
	for range 3 {
		s.meter.Reset()
		rows, part, err := s.List(t.Context(), bruno, "DEA-FRA", inquiry.Waiting, page, monday)
		got := s.meter.Reset()
		t.Logf("%d rows for %.1f units", len(rows), got)
		if err != nil || len(rows) != 25 || got > 1.5 || got == 0 {
			t.Fatal(len(rows), got, err)
		}
		page.Position = part.Next
	}
}
