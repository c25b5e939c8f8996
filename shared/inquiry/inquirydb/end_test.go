//go:build emulator

package inquirydb_test

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestForceMajeure_IsDeclaredWithin24HoursOfTheEvent(t *testing.T) {
	s := start(t)
	m := inquiry.Move{Centre: "DEA-FRA", From: monday.Add(-25 * time.Hour), To: monday.Add(time.Hour), Reason: "FLOOD"}
	if _, err := s.DeclareForceMajeure(t.Context(), olga, m, monday); !problem.Is(err, "force-majeure-invalid") || problem.As(err).Fields[0].Name != "from" {
		t.Fatal("a typo moves every due time for good", err)
	}
	m.From = monday.Add(-23 * time.Hour)
	if _, err := s.DeclareForceMajeure(t.Context(), olga, m, monday); err != nil {
		t.Fatal(err)
	}
}

func TestForceMajeure_Ended_NobodyFurtherStandsStill_AndWhatWasToldStays(t *testing.T) {
	s, ctx := start(t), t.Context()
	id := s.asked(t, 1)
	m := s.declare(t) // Monday 11:00 to Wednesday 11:00 UTC
	if _, err := s.CheckDeadlines(ctx, monday.Add(61*time.Minute)); err != nil {
		t.Fatal(err)
	}
	told := s.look(t, ana, id).Inquiry.Clock
	if !told.DueAt.Equal(monday.Add(54 * time.Hour)) {
		t.Fatal(told.DueAt)
	}
	if _, err := s.EndForceMajeure(ctx, bruno, "DEA-FRA", m.ID, monday.Add(3*time.Hour)); !problem.Is(err, "role-missing") {
		t.Error(err)
	}
	ended, err := s.EndForceMajeure(ctx, olga, "DEA-FRA", m.ID, monday.Add(3*time.Hour)) // an hour after it began
	if err != nil || ended.Withdrawn || ended.EndedBy.Name != "Olga Example" {
		t.Fatal(ended, err)
	}
	for range 2 { // both sides are told once
		if _, err := s.CheckDeadlines(ctx, monday.Add(3*time.Hour+time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	d := s.look(t, ana, id)
	last := d.History[len(d.History)-1]
	if last.Kind != inquiry.MoveEnded || d.History[len(d.History)-2].Kind != inquiry.DueMoved || !d.Inquiry.Clock.DueAt.Equal(told.DueAt) || last.By.Operator != "DEA" {
		t.Error(kinds(d.History), d.Inquiry.Clock.DueAt)
	}
	q, err := s.Raise(ctx, ana, ask(t, 2), monday.Add(3*time.Hour+2*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Route(ctx, q.ID, monday.Add(3*time.Hour+2*time.Minute)); err != nil {
		t.Fatal(err)
	}
	if c := s.look(t, ana, q.ID).Inquiry.Clock; len(c.Pauses) != 0 {
		t.Error("it is over", c.Pauses)
	}
	if _, err := s.EndForceMajeure(ctx, olga, "DEA-FRA", m.ID, monday.Add(4*time.Hour)); !problem.Is(err, "force-majeure-over") {
		t.Error(err)
	}
	if _, err := s.EndForceMajeure(ctx, olga, "DEA-FRA", "01NOTHING", monday); !problem.Is(err, "force-majeure-unknown") {
		t.Error(err)
	}
}

func TestForceMajeure_WithdrawnBeforeItMovedAnything_MovesNothing(t *testing.T) {
	s, ctx := start(t), t.Context()
	id := s.asked(t, 1)
	before := s.look(t, ana, id)
	m := s.declare(t)
	if ended, err := s.EndForceMajeure(ctx, olga, "DEA-FRA", m.ID, monday.Add(3*time.Hour)); err != nil || !ended.Withdrawn {
		t.Fatal(ended, err)
	}
	if _, err := s.CheckDeadlines(ctx, monday.Add(3*time.Hour+time.Minute)); err != nil {
		t.Fatal(err)
	}
	if after := s.look(t, ana, id); !after.Inquiry.Clock.DueAt.Equal(before.Inquiry.Clock.DueAt) || len(after.Inquiry.Clock.Pauses) != 0 || len(after.History) != len(before.History) {
		t.Error(after.Inquiry.Clock, kinds(after.History))
	}
	if open, err := s.store.OpenMoves(ctx); err != nil || len(open) != 0 {
		t.Error("and it is done", open, err)
	}
}

func TestForceMajeure_WhatIsHandedOverThere_StandsStillToo(t *testing.T) {
	s, ctx := start(t), t.Context()
	id := s.asked(t, 1) // at DEA-FRA, due on Monday at 15:00 UTC
	m := inquiry.Move{Centre: "DEA-HAM", From: monday.Add(-2 * time.Hour), To: monday.Add(2 * time.Hour), Reason: "FLOOD"}
	hamburg := olga
	hamburg.CallCentres = append(hamburg.CallCentres, "DEA-HAM")
	if _, err := s.DeclareForceMajeure(ctx, hamburg, m, monday); err != nil {
		t.Fatal(err)
	}
	if _, err := s.HandOver(ctx, bruno, id, 0, "DEA-HAM", "LOAD", inquiry.Words{}, monday.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	d := s.look(t, ana, id)
	if c := d.Inquiry.Clock; !c.DueAt.Equal(monday.Add(7*time.Hour)) || len(c.Pauses) != 1 || !c.Pauses[0].From.Equal(monday.Add(time.Hour)) {
		t.Error("one hour of it is left", c)
	}
	if last := d.History[len(d.History)-1]; last.Kind != inquiry.HandedOver || last.Clock == nil {
		t.Error("and the step does not say so", last)
	}
	if _, err := s.CheckDeadlines(ctx, monday.Add(61*time.Minute)); err != nil {
		t.Fatal(err)
	}
	if c := s.look(t, ana, id).Inquiry.Clock; !c.DueAt.Equal(monday.Add(7 * time.Hour)) {
		t.Error("it counts twice", c)
	}
}
