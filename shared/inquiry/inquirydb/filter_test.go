//go:build emulator

package inquirydb_test

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
)

// pages reads a folder to its end, and returns what it held and how many pages that took.
func (s system) pages(t *testing.T, f inquiry.Folder, p inquiry.Page) (ids []inquiry.ID, pages int) {
	t.Helper()
	for pages = 1; ; pages++ {
		rows, part, err := s.List(t.Context(), bruno, "DEA-FRA", f, p, monday)
		if err != nil || len(rows) > p.Limit || pages > 200 {
			t.Fatal(err, len(rows), pages)
		}
		if p.Filter.Active() && part.Examined > inquirydb.FilterReach+100 {
			t.Fatalf("a page looked at %d rows", part.Examined)
		}
		for _, r := range rows {
			ids = append(ids, r.Inquiry.ID)
		}
		if p.Position = part.Next; part.Next == nil {
			return ids, pages
		}
	}
}

func TestFilter_GoesOnInTheMiddleOfWhatItRead(t *testing.T) {
	s := start(t)
	s.fill(t, 230, monday)
	all, _ := s.pages(t, inquiry.ToDo, inquiry.Page{Limit: 100})
	var want []inquiry.ID
	rows, _, err := s.List(t.Context(), bruno, "DEA-FRA", inquiry.ToDo, inquiry.Page{Limit: 230}, monday)
	if err != nil || len(all) != 230 {
		t.Fatal(err, len(all))
	}
	for _, r := range rows {
		if r.Inquiry.Urgent {
			want = append(want, r.Inquiry.ID)
		}
	}
	for _, limit := range []int{1, 7, 23, 100} { // whatever the size of a page: each once, in order
		got, _ := s.pages(t, inquiry.ToDo, inquiry.Page{Limit: limit, Filter: inquiry.Filter{Urgent: true}})
		if len(got) != len(want) || len(want) == 0 {
			t.Fatalf("pages of %d hold %d, want %d", limit, len(got), len(want))
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("pages of %d: place %d", limit, i)
			}
		}
	}
}

func TestFilter_LooksAtABoundedNumberOfRows(t *testing.T) {
	s := start(t)
	s.fill(t, 700, monday)
	rows, part, err := s.List(t.Context(), bruno, "DEA-FRA", inquiry.ToDo, inquiry.Page{Limit: 25, Filter: inquiry.Filter{Workflow: "DMG"}}, monday)
	if err != nil || len(rows) != 0 || part.Next == nil || part.Examined != inquirydb.FilterReach {
		t.Fatal(len(rows), part.Next, part.Examined, err)
	}
	if got, pages := s.pages(t, inquiry.ToDo, inquiry.Page{Limit: 25, Filter: inquiry.Filter{Workflow: "DMG"}}); len(got) != 0 || pages != 2 {
		t.Fatal(len(got), pages)
	}
}

func TestFilter_ByAgent_ForBothSidesOfWaiting(t *testing.T) {
	s, step := start(t), step(t)
	answered := s.asked(t, 1) // DEA answered it, and waits
	step(s.Assign(t.Context(), bruno, answered, "me", monday))
	step(s.Service.Reply(t.Context(), bruno, answered, 0, dlv, monday))
	cmd := ask(t, 2)
	cmd.Destination = "GBA"
	asked := step(s.Raise(t.Context(), bruno, cmd, monday)).ID // DEA asked, and waits
	step(s.Assign(t.Context(), doris, asked, "me", monday))
	for agent, want := range map[string]inquiry.ID{"me": answered, "doris": asked, "bruno": answered} {
		got, _ := s.pages(t, inquiry.Waiting, inquiry.Page{Limit: 5, Filter: inquiry.Filter{Agent: agent}})
		if len(got) != 1 || got[0] != want {
			t.Error(agent, got)
		}
	}
	if got, _ := s.pages(t, inquiry.Waiting, inquiry.Page{Limit: 5, Filter: inquiry.Filter{Agent: "none"}}); len(got) != 0 {
		t.Error(got)
	}
	if got, _ := s.pages(t, inquiry.Waiting, inquiry.Page{Limit: 1, Filter: inquiry.Filter{Before: monday.Add(time.Hour)}}); len(got) != 2 {
		t.Error(got)
	}
}

func TestUnroutableFolder_IsTheSupervisors(t *testing.T) {
	s := start(t)
	if _, _, err := s.List(t.Context(), ana, "GBA-DON", inquiry.UnroutableFolder, inquiry.Page{Limit: 5}, monday); err == nil {
		t.Fatal("an agent looks into it")
	}
	if _, _, err := s.List(t.Context(), gina, "GBA-DON", inquiry.UnroutableFolder, inquiry.Page{Limit: 5}, monday); err != nil {
		t.Fatal(err)
	}
}
