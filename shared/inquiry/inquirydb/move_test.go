//go:build emulator

package inquirydb_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// declare declares a force majeure of DEA-FRA from Monday noon to Wednesday noon in Berlin: two working days.
func (s system) declare(t *testing.T) inquiry.Move {
	t.Helper()
	m, err := s.DeclareForceMajeure(t.Context(), olga, inquiry.Move{Centre: "DEA-FRA", From: monday.Add(2 * time.Hour), To: monday.Add(50 * time.Hour), Reason: "FLOOD", Text: "The river."}, monday.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestForceMajeure_IsToldOnceToWhoAsksThere(t *testing.T) {
	s := start(t)
	for n := 1; n <= 3; n++ {
		s.asked(t, n)
	}
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(6*time.Hour+time.Second)); err != nil { // theirs is overdue, and does not move
		t.Fatal(err)
	}
	theirs := ask(t, 4)
	theirs.Destination = "GBA" // asked by the one that declares, of somebody else
	if _, err := s.Raise(t.Context(), bruno, theirs, monday); err != nil {
		t.Fatal(err)
	}
	m, err := s.DeclareForceMajeure(t.Context(), olga, inquiry.Move{Centre: "DEA-FRA", From: monday.Add(7 * time.Hour), To: monday.Add(50 * time.Hour), Reason: "FLOOD"}, monday.Add(7*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if _, err := s.CheckDeadlines(t.Context(), monday.Add(7*time.Hour+time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.ListAlerts(t.Context(), ana, "GBA-DON", inquiry.Page{Limit: 100}, monday.Add(8*time.Hour))
	told := 0
	for _, a := range list.Items {
		if a.Kind == inquiry.AlertForceMajeure {
			told++
			if a.Partner != "DEA" || a.Reason != "FLOOD" || !a.At.Equal(m.At) || a.InquiryID != "" {
				t.Error(a)
			}
		}
	}
	if err != nil || told != 1 {
		t.Error(told, err)
	}
	if own, _ := s.ListAlerts(t.Context(), bruno, "DEA-FRA", inquiry.Page{Limit: 100}, monday.Add(8*time.Hour)); len(own.Items) != 0 {
		t.Error(own.Items)
	}
}

func TestForceMajeure_MovesEveryOpenDueTime_InSeveralRuns(t *testing.T) {
	s := start(t)
	due := map[inquiry.ID]time.Time{}
	for n := 1; n <= 40; n++ { // a few go through every step …
		id := s.asked(t, n)
		due[id] = monday.Add(54 * time.Hour)
		switch n % 10 {
		case 0:
			if _, err := s.Service.Reply(t.Context(), bruno, id, 0, dlv, monday.Add(time.Minute)); err != nil {
				t.Fatal(err)
			}
			due[id] = monday.Add(6 * time.Hour)
		case 1:
			if _, err := s.Service.Reply(t.Context(), bruno, id, 0, inc, monday.Add(time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.fill(t, 700, monday) // … and with these the folder takes two runs
	m := s.declare(t)
	runs := 0
	for ; ; runs++ {
		if runs == 5 {
			t.Fatal("it never ends")
		}
		if _, err := s.CheckDeadlines(t.Context(), monday.Add(time.Hour+time.Duration(runs)*time.Minute)); err != nil {
			t.Fatal(err)
		}
		if open, err := s.store.OpenMoves(t.Context()); err != nil {
			t.Fatal(err)
		} else if len(open) == 0 {
			break
		}
	}
	list, err := s.ForceMajeure(t.Context(), olga, "DEA-FRA")
	if err != nil || len(list) != 1 || !list[0].Done || list[0].Moved != 36+700 || list[0].ID != m.ID || runs == 0 {
		t.Fatal(list, runs, err)
	}
	for id, want := range due {
		d := s.look(t, ana, id)
		if !d.Inquiry.Clock.DueAt.Equal(want) && d.Inquiry.State != inquiry.StateReturned {
			t.Error(d.Inquiry.State, d.Inquiry.Clock.DueAt)
		}
		moved := 0
		for _, e := range d.History {
			if e.Kind == inquiry.DueMoved {
				moved++
				if e.Reason != "FLOOD" || e.Text != "The river." || e.By.Subject != "olga" {
					t.Error("both sides see who and why", e)
				}
			}
		}
		if want.Equal(monday.Add(54*time.Hour)) != (moved == 1) {
			t.Errorf("%s was moved %d times", d.Inquiry.State, moved)
		}
	}
}

func TestForceMajeure_WhatArrivesWhileItLasts_StartsWithIt(t *testing.T) {
	s := start(t)
	s.declare(t)
	q, err := s.Raise(t.Context(), ana, ask(t, 1), monday.Add(3*time.Hour))
	if err == nil {
		err = s.Route(t.Context(), q.ID, monday.Add(3*time.Hour))
	}
	if err != nil {
		t.Fatal(err)
	}
	// Wednesday 12:00 in Berlin, and six working hours: five until 17:00, one on Thursday
	if c := s.look(t, bruno, q.ID).Inquiry.Clock; !c.DueAt.Equal(time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)) || len(c.Pauses) != 1 {
		t.Fatal(c)
	}
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(3*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if d := s.look(t, bruno, q.ID); len(d.History) != 2 {
		t.Error("and is not moved once more", kinds(d.History))
	}
}

func TestForceMajeure_WhatIsSupplementedWhileItIsCarriedOut_IsNotMissed(t *testing.T) {
	s, step := start(t), step(t)
	id := s.asked(t, 1)
	step(s.Service.Reply(t.Context(), bruno, id, 0, inc, monday.Add(time.Minute)))
	s.declare(t)
	step(s.Supplement(t.Context(), ana, id, 0, map[string]any{"contents": "More"}, inquiry.Words{}, monday.Add(time.Hour)))
	for range 3 {
		if _, err := s.CheckDeadlines(t.Context(), monday.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if c := s.look(t, bruno, id).Inquiry.Clock; !c.DueAt.After(monday.Add(54 * time.Hour)) {
		t.Fatal(c)
	}
}

func TestForceMajeure_NamesWhatIsWrong(t *testing.T) {
	s := start(t)
	for _, c := range []struct {
		name  string
		by    principal.Principal
		m     inquiry.Move
		slug  string
		field string
	}{
		{"an agent", bruno, inquiry.Move{From: monday, To: monday.Add(time.Hour), Reason: "FLOOD"}, "role-missing", ""},
		{"another operator", ana, inquiry.Move{From: monday, To: monday.Add(time.Hour), Reason: "FLOOD"}, "call-centre-unknown", "centre"},
		{"backwards", olga, inquiry.Move{From: monday.Add(time.Hour), To: monday, Reason: "FLOOD"}, "force-majeure-invalid", "to"},
		{"over", olga, inquiry.Move{From: monday.Add(-2 * time.Hour), To: monday.Add(-time.Hour), Reason: "FLOOD"}, "force-majeure-invalid", "to"},
		{"for half a year", olga, inquiry.Move{From: monday, To: monday.AddDate(0, 6, 0), Reason: "FLOOD"}, "force-majeure-invalid", "to"},
		{"without a reason", olga, inquiry.Move{From: monday, To: monday.Add(time.Hour)}, "force-majeure-invalid", "reason"},
	} {
		c.m.Centre = "DEA-FRA"
		_, err := s.DeclareForceMajeure(t.Context(), c.by, c.m, monday)
		named := c.field == ""
		for _, f := range problem.As(err).Fields {
			named = named || f.Name == c.field
		}
		if !problem.Is(err, c.slug) || !named {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if list, err := s.ForceMajeure(t.Context(), olga, "DEA-FRA"); err != nil || len(list) != 0 {
		t.Error(list, err)
	}
}

func TestPreview_ShowsWhichDueTimesACalendarWouldMove_AndMovesNone(t *testing.T) {
	s := start(t)
	first, second := s.asked(t, 1), s.asked(t, 2)
	if _, err := s.Service.Reply(t.Context(), bruno, second, 0, dlv, monday); err != nil {
		t.Fatal(err)
	}
	day := [][2]string{{"09:00", "13:00"}}
	shorter := calendar.Spec{TimeZone: "Europe/Berlin", Week: map[string][][2]string{"1": day, "2": day, "3": day, "4": day, "5": day}}
	moved, rows, err := s.PreviewCalendar(t.Context(), olga, "DEA-FRA", shorter, inquiry.Page{Limit: 25}, monday)
	if err != nil || len(moved) != 1 || moved[0].Inquiry.ID != first || rows.Examined != 1 {
		t.Fatal(moved, rows, err)
	}
	if !moved[0].WouldBeAt.Equal(time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)) || !s.look(t, bruno, first).Inquiry.Clock.DueAt.Equal(monday.Add(6*time.Hour)) {
		t.Error(moved[0].WouldBeAt)
	}
	if moved, _, err := s.PreviewCalendar(t.Context(), olga, "DEA-FRA", calendar.Spec{TimeZone: "Europe/Berlin", Week: map[string][][2]string{"1": {{"09:00", "17:00"}}}}, inquiry.Page{Limit: 25}, monday); err != nil || len(moved) != 0 {
		t.Error("on that Monday nothing differs", moved, err)
	}
	if _, _, err := s.PreviewCalendar(t.Context(), bruno, "DEA-FRA", shorter, inquiry.Page{Limit: 25}, monday); !problem.Is(err, "role-missing") {
		t.Error(err)
	}
	if _, _, err := s.PreviewCalendar(t.Context(), olga, "DEA-FRA", calendar.Spec{TimeZone: "Mars/Base"}, inquiry.Page{Limit: 25}, monday); err == nil {
		t.Error("a calendar that is none")
	}
}

func TestPreview_IsEveryOpenDueTime_FolderByFolder(t *testing.T) {
	s, step, ctx := start(t), step(t), t.Context()
	awaited, returned := s.asked(t, 1), s.asked(t, 2)
	step(s.Service.Reply(ctx, bruno, returned, 0, inc, monday))
	answered := s.asked(t, 3)
	step(s.Service.Reply(ctx, bruno, answered, 0, dlv, monday))
	preview := func(by principal.Principal, centre principal.CentreID) map[inquiry.ID]inquiry.DueTerm {
		got := map[inquiry.ID]inquiry.DueTerm{}
		page := inquiry.Page{Limit: 25}
		for range 10 {
			moved, rows, err := s.PreviewCalendar(ctx, by, centre, mondays, page, monday)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range moved {
				got[m.Inquiry.ID] = m.Term
			}
			if page.Position = rows.Next; rows.Next == nil {
				return got
			}
		}
		t.Fatal("it never ends")
		return nil
	}
	if d := cmp.Diff(map[inquiry.ID]inquiry.DueTerm{awaited: inquiry.TermAnswer, returned: inquiry.TermAnswer}, preview(olga, "DEA-FRA")); d != "" {
		t.Error("of who answers", d)
	}
	if d := cmp.Diff(map[inquiry.ID]inquiry.DueTerm{answered: inquiry.TermReact, returned: inquiry.TermSupplement}, preview(gina, "GBA-DON")); d != "" {
		t.Error("of who asks", d)
	}
}
