package calendar_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
)

// near are instants around which a zone does something that a naive calendar gets wrong.
var near = map[string][]string{
	"Europe/Brussels":     {"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-12-31T23:00:00Z", "2028-12-31T00:00:00Z"},
	"Europe/Dublin":       {"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"}, // winter is the exception there
	"America/New_York":    {"2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"},
	"America/St_Johns":    {"2026-03-08T05:30:00Z", "2010-11-07T02:31:00Z"}, // changed at 00:01
	"Australia/Adelaide":  {"2026-04-04T16:30:00Z", "2026-10-03T16:30:00Z"},
	"Australia/Lord_Howe": {"2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"}, // by 30 minutes
	"Asia/Kathmandu":      {"2026-05-01T00:00:00Z", "1985-12-31T18:30:00Z"},
	"America/Sao_Paulo":   {"2018-11-04T03:00:00Z", "2019-02-17T02:00:00Z"}, // midnight did not exist; 23:00 came twice
	"Africa/Casablanca":   {"2026-02-15T02:00:00Z", "2026-03-22T02:00:00Z", "2026-09-20T02:00:00Z"},
	"Pacific/Apia":        {"2011-12-30T10:00:00Z"}, // 30 December 2011 did not exist
	"Asia/Dubai":          {"2026-01-01T00:00:00Z"},
}

func minutesAround(t *rapid.T, zone string) time.Time {
	centre, err := time.Parse(time.RFC3339, rapid.SampledFrom(near[zone]).Draw(t, "near"))
	if err != nil {
		t.Fatal(err)
	}
	return centre.Add(time.Duration(rapid.IntRange(-3*24*60, 2*24*60).Draw(t, "minutes away")) * time.Minute)
}

func anyDay(t *rapid.T, label string) [][2]string {
	n := rapid.IntRange(0, 3).Draw(t, label+" segments")
	marks := rapid.SliceOfNDistinct(rapid.IntRange(0, 24*60), 2*n, 2*n, rapid.ID[int]).Draw(t, label)
	slices.Sort(marks)
	out := [][2]string{}
	for i := 0; i < len(marks); i += 2 {
		out = append(out, [2]string{clock(marks[i]), clock(marks[i+1])})
	}
	return out
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

func anySpec(t *rapid.T, zone string, around time.Time) calendar.Spec {
	s := calendar.Spec{TimeZone: zone, Week: map[string][][2]string{}, Special: map[string][][2]string{}}
	for day := 1; day <= 7; day++ {
		if rapid.IntRange(0, 3).Draw(t, "open") > 0 {
			s.Week[fmt.Sprint(day)] = anyDay(t, fmt.Sprint("day ", day))
		}
	}
	date := func() string {
		return around.AddDate(0, 0, rapid.IntRange(-2, 6).Draw(t, "day")).Format(time.DateOnly)
	}
	for range rapid.IntRange(0, 2).Draw(t, "holidays") {
		s.Holidays = append(s.Holidays, date())
	}
	for range rapid.IntRange(0, 2).Draw(t, "special days") {
		s.Special[date()] = anyDay(t, "special")
	}
	return s
}

func anyPauses(t *rapid.T, start time.Time) []calendar.Interval {
	var out []calendar.Interval
	for range rapid.IntRange(0, 3).Draw(t, "pauses") {
		from := start.Add(time.Duration(rapid.IntRange(-600, 4000).Draw(t, "pause after")) * time.Minute)
		out = append(out, calendar.Interval{From: from, To: from.Add(time.Duration(rapid.IntRange(0, 2000).Draw(t, "pause for")) * time.Minute)})
	}
	return out
}

func compiled(t interface{ Fatal(...any) }, s calendar.Spec) *calendar.Calendar {
	c, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEngine_AgreesWithTheRuleMinuteByMinute(t *testing.T) {
	for zone := range near {
		t.Run(zone, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				start := minutesAround(t, zone)
				spec := anySpec(t, zone, start)
				cal, rule := compiled(t, spec), newOracle(spec)
				pauses := anyPauses(t, start)
				target := rapid.IntRange(0, 2000).Draw(t, "target")

				const limit = 9 * 24 * 60
				want, ok := rule.due(start, target, pauses, limit)
				if ok {
					plan, err := cal.Due(start, time.Duration(target)*time.Minute, pauses)
					if err != nil {
						t.Fatal(err)
					}
					if !plan.Due.Equal(want) {
						t.Fatalf("due %s, the rule says %s", plan.Due, want)
					}
					sum := 0
					for _, i := range plan.Intervals {
						if got := rule.elapsed(i.From, i.To, pauses); got != i.Minutes {
							t.Fatalf("interval %v holds %d minutes by the rule", i, got)
						}
						sum += i.Minutes
					}
					if sum != target {
						t.Fatalf("intervals add up to %d, not to %d", sum, target)
					}
				}
				at := start.Add(time.Duration(rapid.IntRange(-100, limit).Draw(t, "at")) * time.Minute)
				if got, want := cal.Elapsed(start, at, pauses), rule.elapsed(start, at, pauses); got != time.Duration(want)*time.Minute {
					t.Fatalf("elapsed %s, the rule says %d minutes", got, want)
				}
				if got := cal.OpenAt(at); got != rule.counts(at, nil) {
					t.Fatalf("open at %s: %v", at, got)
				}
			})
		})
	}
}

func TestDue_Laws(t *testing.T) {
	zones := slices.Sorted(func(yield func(string) bool) {
		for z := range near {
			if !yield(z) {
				return
			}
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		start := minutesAround(t, zone).Add(time.Duration(rapid.Int64Range(0, int64(time.Minute)-1).Draw(t, "nanoseconds")))
		spec := anySpec(t, zone, start)
		spec.Week["3"] = [][2]string{{"10:00", "16:00"}} // so that every target is reached
		cal := compiled(t, spec)
		pauses := anyPauses(t, start)
		target := time.Duration(rapid.Int64Range(0, int64(40*time.Hour)).Draw(t, "target"))
		due := func(target time.Duration, pauses []calendar.Interval) time.Time {
			plan, err := cal.Due(start, target, pauses)
			if err != nil {
				t.Fatal(err)
			}
			return plan.Due
		}
		d := due(target, pauses)
		if d.Before(start) {
			t.Fatalf("due %s before start %s", d, start)
		}
		if got := cal.Elapsed(start, d, pauses); got != target {
			t.Fatalf("%s counted until due, not %s", got, target)
		}
		if target > 0 && cal.Elapsed(start, d.Add(-1), pauses) >= target {
			t.Fatalf("%s is not the earliest instant", d)
		}
		if later := due(target+time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "more")), pauses); later.Before(d) {
			t.Fatalf("a longer target is due earlier: %s", later)
		}
		if unpaused := due(target, nil); d.Before(unpaused) {
			t.Fatalf("pauses made it earlier: %s instead of %s", d, unpaused)
		}
		var sum time.Duration
		last := start
		for i, iv := range cal.Intervals(start, d, pauses) {
			if !iv.From.Before(iv.To) || iv.From.Before(last) || i > 0 && iv.From.Equal(last) {
				t.Fatalf("interval %v after %s", iv, last)
			}
			sum, last = sum+iv.To.Sub(iv.From), iv.To
		}
		if sum != target {
			t.Fatalf("intervals add up to %s", sum)
		}
		if change, ok := cal.NextChange(start); ok {
			open := cal.OpenAt(start)
			if cal.OpenAt(change) == open || cal.OpenAt(change.Add(-1)) != open || !change.After(start) {
				t.Fatalf("%s is no change of %v", change, open)
			}
		}
	})
}

func TestElapsed_IsAdditive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := minutesAround(t, "Australia/Lord_Howe")
		cal := compiled(t, anySpec(t, "Australia/Lord_Howe", start))
		pauses := anyPauses(t, start)
		a := start.Add(time.Duration(rapid.Int64Range(0, int64(72*time.Hour)).Draw(t, "a")))
		b := a.Add(time.Duration(rapid.Int64Range(0, int64(72*time.Hour)).Draw(t, "b")))
		if cal.Elapsed(start, a, pauses)+cal.Elapsed(a, b, pauses) != cal.Elapsed(start, b, pauses) {
			t.Fatal("the parts do not add up to the whole")
		}
	})
}
