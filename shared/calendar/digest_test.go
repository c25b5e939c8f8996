package calendar_test

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
)

func TestDigest_NamesACalendarByWhatItSays(t *testing.T) {
	day := [][2]string{{"09:00", "17:00"}}
	spec := func(change func(*calendar.Spec)) calendar.Spec {
		s := calendar.Spec{TimeZone: "Europe/Berlin", Week: map[string][][2]string{"1": day, "2": day}, Holidays: []string{"2026-12-25", "2026-12-26"}}
		change(&s)
		return s
	}
	same := spec(func(*calendar.Spec) {}).Digest()
	if len(same) != 22 {
		t.Fatal(same)
	}
	for name, s := range map[string]calendar.Spec{
		"another order": spec(func(s *calendar.Spec) { s.Holidays = []string{"2026-12-26", "2026-12-25", "2026-12-25"} }),
		"none is none":  spec(func(s *calendar.Spec) { s.Special = map[string][][2]string{} }),
	} {
		if s.Digest() != same {
			t.Error(name)
		}
	}
	for name, s := range map[string]calendar.Spec{
		"another zone":    spec(func(s *calendar.Spec) { s.TimeZone = "Europe/Paris" }),
		"another week":    spec(func(s *calendar.Spec) { s.Week = map[string][][2]string{"1": day} }),
		"another holiday": spec(func(s *calendar.Spec) { s.Holidays = []string{"2026-12-25"} }),
		"a special day":   spec(func(s *calendar.Spec) { s.Special = map[string][][2]string{"2026-12-24": {{"09:00", "12:00"}}} }),
	} {
		if s.Digest() == same {
			t.Error(name)
		}
		c, err := s.Compile()
		if err != nil || c.Digest() != s.Digest() {
			t.Error(name, err)
		}
	}
}
