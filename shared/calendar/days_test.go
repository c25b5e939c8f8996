package calendar_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func compile(t testing.TB, s calendar.Spec) *calendar.Calendar {
	t.Helper()
	c, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDueDays(t *testing.T) {
	gulf := calendar.Spec{TimeZone: "Asia/Dubai", Week: map[string][][2]string{"7": {{"08:00", "16:00"}}, "1": {{"08:00", "16:00"}}, "2": {{"08:00", "16:00"}}, "3": {{"08:00", "16:00"}}, "4": {{"08:00", "12:00"}}}}
	night := calendar.Spec{TimeZone: "Asia/Singapore", Week: map[string][][2]string{"1": {{"22:00", "24:00"}}, "2": {{"00:00", "02:00"}}}}
	early := calendar.Spec{TimeZone: "Europe/Brussels", Week: daily([2]string{"00:00", "02:30"})}
	for _, c := range []struct {
		name  string
		spec  calendar.Spec
		start string
		days  int
		due   string
	}{
		{"none is the start itself", brussels, "2026-11-23T09:15:00Z", 0, "2026-11-23T09:15:00Z"},
		{"one is the end of the next working day", brussels, "2026-11-23T09:15:00Z", 1, "2026-11-24T16:00:00Z"},
		{"its own day does not count, however early", brussels, "2026-11-23T00:30:00Z", 1, "2026-11-24T16:00:00Z"},
		{"nor when it is a day off", brussels, "2026-11-21T12:00:00Z", 1, "2026-11-23T16:00:00Z"},
		{"five span a weekend", brussels, "2026-11-23T09:15:00Z", 5, "2026-11-30T16:00:00Z"},
		{"ten are two weeks", brussels, "2026-11-23T09:15:00Z", 10, "2026-12-07T16:00:00Z"},
		{"a holiday does not count, half a day does", brussels, "2026-12-22T09:00:00Z", 3, "2026-12-28T16:00:00Z"},
		{"half a day ends at its own closing time", brussels, "2026-12-23T09:00:00Z", 1, "2026-12-24T11:00:00Z"},
		{"the day is the local one: 23:30 UTC is the next day already", brussels, "2026-11-23T23:30:00Z", 1, "2026-11-25T16:00:00Z"},
		{"a weekend on Friday and Saturday", gulf, "2026-11-25T06:00:00Z", 2, "2026-11-29T12:00:00Z"},
		{"a night shift: each local date that opens counts", night, "2026-11-23T15:00:00Z", 1, "2026-11-23T18:00:00Z"},
		{"to 24:00 is the midnight", night, "2026-11-24T15:00:00Z", 1, "2026-11-30T16:00:00Z"},
		{"over the change to winter time: an hour of UTC more", brussels, "2026-10-23T09:00:00Z", 1, "2026-10-26T16:00:00Z"},
		{"over the change to summer time: an hour less", brussels, "2026-03-27T09:00:00Z", 1, "2026-03-30T15:00:00Z"},
		{"a closing time that the clocks skip", early, "2026-03-28T09:00:00Z", 1, "2026-03-29T01:30:00Z"},
		{"a closing time that comes twice: the last of that date", early, "2026-10-24T09:00:00Z", 1, "2026-10-25T01:30:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			due, err := compile(t, c.spec).DueDays(at(c.start), c.days)
			if err != nil || !due.Equal(at(c.due)) || due.Location() != time.UTC {
				t.Errorf("due %s, want %s (%v)", due, c.due, err)
			}
		})
	}
}

func TestDueDays_WhereTooFewDaysOpen_IsAProblem(t *testing.T) {
	once := calendar.Spec{TimeZone: "Europe/Brussels", Week: map[string][][2]string{}, Special: map[string][][2]string{"2026-12-01": {{"08:00", "12:00"}}}}
	c, err := once.Compile()
	if err != nil { // a week that never opens is refused before
		if !problem.Is(err, "calendar-invalid") {
			t.Fatal(err)
		}
		return
	}
	if _, err := c.DueDays(at("2026-11-23T09:00:00Z"), 2); !problem.Is(err, "calendar-never-opens") {
		t.Fatal(err)
	}
}

// TestDueDays_Laws: later starts are not due earlier, more days are due later, and what is due is a closing time.
func TestDueDays_Laws(t *testing.T) {
	c := compile(t, brussels)
	rapid.Check(t, func(rt *rapid.T) {
		start := at("2026-01-01T00:00:00Z").Add(time.Duration(rapid.Int64Range(0, 700*24*60).Draw(rt, "minutes")) * time.Minute)
		n := rapid.IntRange(1, 30).Draw(rt, "days")
		later := start.Add(time.Duration(rapid.Int64Range(0, 7*24*60).Draw(rt, "later")) * time.Minute)
		due, err := c.DueDays(start, n)
		if err != nil || !due.After(start) {
			rt.Fatal(due, err)
		}
		if more, _ := c.DueDays(start, n+1); !more.After(due) {
			rt.Fatalf("%d days are due at %s, %d at %s", n, due, n+1, more)
		}
		if other, _ := c.DueDays(later, n); other.Before(due) {
			rt.Fatalf("started at %s due at %s, started at %s due at %s", start, due, later, other)
		}
		if c.Elapsed(due.Add(-time.Minute), due, nil) != time.Minute || c.Elapsed(due, due.Add(time.Minute), nil) != 0 {
			rt.Fatalf("%s is not a closing time", due)
		}
	})
}

func TestExceptions_NameTheDaysOnWhichItDoesNotOpenAsUsual(t *testing.T) {
	c := compile(t, brussels)
	eve := calendar.Exception{Date: "2026-12-24", Special: true, Open: [][2]string{{"08:00", "12:00"}}}
	christmas := calendar.Exception{Date: "2026-12-25", Open: [][2]string{}}
	for _, tc := range []struct {
		name, from, to string
		want           []calendar.Exception
	}{
		{"Christmas Day and the half day before, not the weekend after", "2026-12-23T09:00:00Z", "2026-12-28T09:00:00Z", []calendar.Exception{eve, christmas}},
		{"the first and the last day belong to it", "2026-12-25T09:00:00Z", "2026-12-25T10:00:00Z", []calendar.Exception{christmas}},
		{"an ordinary week", "2026-11-23T09:00:00Z", "2026-11-30T09:00:00Z", []calendar.Exception{}},
		{"backwards", "2026-12-28T09:00:00Z", "2026-12-23T09:00:00Z", []calendar.Exception{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if d := cmp.Diff(tc.want, c.Exceptions(at(tc.from), at(tc.to))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestWorkingDays_AreThoseThatDueDaysCounts(t *testing.T) {
	c := compile(t, brussels)
	days, err := c.WorkingDays(at("2026-12-22T09:00:00Z"), 4)
	if d := cmp.Diff([]string{"2026-12-23", "2026-12-24", "2026-12-28", "2026-12-29"}, days); d != "" || err != nil {
		t.Error(d, err)
	}
	if days, err := c.WorkingDays(at("2026-12-22T09:00:00Z"), 0); len(days) != 0 || days == nil || err != nil {
		t.Error(days, err)
	}
}

func TestCounted_TheMinutesAddUp(t *testing.T) {
	c := compile(t, brussels)
	sum := 0
	for _, i := range c.Counted(at("2026-11-23T07:00:30Z"), at("2026-11-24T08:00:30Z"), nil) {
		sum += i.Minutes
	}
	if sum != 540 {
		t.Error("a half minute is lost on the way:", sum)
	}
}

func TestDaysBetween(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		want           int
	}{
		{"the same day", "2026-11-23T09:00:00Z", "2026-11-23T15:00:00Z", 0},
		{"the next, however early", "2026-11-23T15:00:00Z", "2026-11-24T00:30:00Z", 1},
		{"over a weekend", "2026-11-20T09:00:00Z", "2026-11-23T09:00:00Z", 1},
		{"to a Sunday", "2026-11-20T09:00:00Z", "2026-11-22T09:00:00Z", 0},
		{"a holiday does not count, half a day does", "2026-12-22T09:00:00Z", "2026-12-28T09:00:00Z", 3},
		{"three weeks", "2026-11-23T09:00:00Z", "2026-12-14T09:00:00Z", 15},
		{"half past midnight in Brussels is a day on", "2026-11-23T22:30:00Z", "2026-11-23T23:30:00Z", 1},
		{"over the change to winter time", "2026-10-23T09:00:00Z", "2026-10-26T23:30:00Z", 2},
		{"backwards", "2026-11-24T09:00:00Z", "2026-11-23T09:00:00Z", 0},
	} {
		if got := compile(t, brussels).DaysBetween(at(c.from), at(c.to)); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// The n-th working day is n working days away, and the instant after midnight that follows it is no less.
func TestDaysBetween_IsWhatDueDaysCounts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cal := compile(t, brussels)
		start := at("2026-01-01T00:00:00Z").Add(time.Duration(rapid.IntRange(0, 500*24*60).Draw(rt, "minutes")) * time.Minute)
		n := rapid.IntRange(1, 40).Draw(rt, "days")
		due, err := cal.DueDays(start, n)
		if err != nil {
			rt.Fatal(err)
		}
		if got := cal.DaysBetween(start, due); got != n {
			rt.Fatalf("%d days from %s are due %s, %d days on", n, start, due, got)
		}
	})
}
