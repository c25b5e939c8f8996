//go:build emulator

package inquirydb_test

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// mondays is a calendar on which hardly anything is due soon.
var mondays = calendar.Spec{TimeZone: "Europe/Berlin", Week: map[string][][2]string{"1": {{"09:00", "11:00"}}}, Holidays: []string{}, Special: map[string][][2]string{}}

// TestClock_StaysOnTheCalendarItWasToldOn: an administrator edits, and nothing that happens to an open inquiry moves what was told.
func TestClock_StaysOnTheCalendarItWasToldOn(t *testing.T) {
	minute := func(n int) time.Time { return monday.Add(time.Duration(n) * time.Minute) }
	for name, pause := range map[string]func(s system, id inquiry.ID) error{
		"customs holds it for a minute": func(s system, id inquiry.ID) error {
			if err := s.tell(t.Context(), 1, id, tracking.Event{Code: "EME", Retention: "DOC", Time: minute(10)}, minute(10)); err != nil {
				return err
			}
			return s.tell(t.Context(), 1, id, tracking.Event{Code: "EDC", Time: minute(11)}, minute(11))
		},
		"it is returned for a minute": func(s system, id inquiry.ID) error {
			if _, err := s.Service.Reply(t.Context(), bruno, id, 0, inc, minute(10)); err != nil {
				return err
			}
			_, err := s.Supplement(t.Context(), ana, id, 0, map[string]any{"contents": "More"}, inquiry.Words{}, minute(11))
			return err
		},
		"a force majeure of a minute": func(s system, _ inquiry.ID) error {
			if _, err := s.DeclareForceMajeure(t.Context(), olga, inquiry.Move{Centre: "DEA-FRA", From: minute(10), To: minute(11), Reason: "FLOOD"}, minute(10)); err != nil {
				return err
			}
			_, err := s.CheckDeadlines(t.Context(), minute(10))
			return err
		},
		"handed over, and held for a minute": func(s system, id inquiry.ID) error {
			if _, err := s.HandOver(t.Context(), bruno, id, 0, "DEA-HAM", "LOAD", inquiry.Words{}, minute(5)); err != nil {
				return err
			}
			if err := s.tell(t.Context(), 1, id, tracking.Event{Code: "EME", Retention: "DOC", Time: minute(10)}, minute(10)); err != nil {
				return err
			}
			return s.tell(t.Context(), 1, id, tracking.Event{Code: "EDC", Time: minute(11)}, minute(11))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t)
			id := s.asked(t, 1)
			told := s.look(t, ana, id).Inquiry.Clock
			for _, c := range []directory.CentreID{"DEA-FRA", "DEA-HAM"} {
				s.net.edited[c] = mondays
			}
			if err := pause(s, id); err != nil {
				t.Fatal(err)
			}
			d := s.look(t, ana, id)
			if want := told.DueAt.Add(time.Minute); !d.Inquiry.Clock.DueAt.Equal(want) || d.Inquiry.Clock.Calendar != told.Calendar {
				t.Errorf("due %s, told was %s, and it stood still for a minute", d.Inquiry.Clock.DueAt, told.DueAt)
			}
			if got := d.Remaining; got == nil || *got != 360 {
				t.Error("the working time that is left is counted on another calendar", got)
			}
			if rows, _, err := s.List(t.Context(), bruno, d.Inquiry.Replier.Centre, inquiry.ToDo, inquiry.Page{Limit: 5}, monday); err == nil && (len(rows) != 1 || *rows[0].Remaining != 360) {
				t.Error("and the folder says something else")
			}
			if next := s.look(t, ana, s.asked(t, 2)).Inquiry.Clock; !next.DueAt.After(told.DueAt.AddDate(0, 0, 7)) {
				t.Error("the next inquiry is due by the calendar there is now", next.DueAt)
			}
		})
	}
}

func TestClock_OfTheNextLevel_StartsOnTheCalendarThereIsThen(t *testing.T) {
	s, step := start(t), step(t)
	id := s.asked(t, 1)
	step(s.Service.Reply(t.Context(), bruno, id, 0, trn, monday.Add(time.Hour)))
	s.net.edited["DEA-FRA"] = mondays
	q := step(s.Escalate(t.Context(), ana, id, 0, nil, inquiry.Words{}, monday.Add(2*time.Hour)))
	if q.Clock.Calendar != mondays.Digest() {
		t.Fatal(q.Clock)
	}
}
