package calendar_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestCompile_NamesWhatIsWrong(t *testing.T) {
	monday := func(segments ...[2]string) calendar.Spec {
		return calendar.Spec{TimeZone: "Europe/Brussels", Week: map[string][][2]string{"1": segments}}
	}
	for _, c := range []struct {
		name  string
		spec  calendar.Spec
		field []string
	}{
		{"no zone", calendar.Spec{}, []string{"timeZone"}},
		{"the host's zone", calendar.Spec{TimeZone: "Local"}, []string{"timeZone"}},
		{"an offset is no zone", calendar.Spec{TimeZone: "+01:00"}, []string{"timeZone"}},
		{"a weekday 8", calendar.Spec{TimeZone: "UTC", Week: map[string][][2]string{"8": nil, "0": nil, "Mon": nil}}, []string{"week.0", "week.8", "week.Mon"}},
		{"a key nobody should see again", calendar.Spec{TimeZone: "UTC", Week: map[string][][2]string{"<script>alert()": nil}}, []string{"week"}},
		{"no clock", monday([2]string{"8:00", "12:00"}), []string{"week.1[0][0]"}},
		{"letters", monday([2]string{"ab:cd", "12.00"}), []string{"week.1[0][0]", "week.1[0][1]"}},
		{"nothing", monday([2]string{"08:00", ""}), []string{"week.1[0][1]"}},
		{"25 hours", monday([2]string{"08:00", "25:00"}), []string{"week.1[0][1]"}},
		{"60 minutes", monday([2]string{"08:60", "12:00"}), []string{"week.1[0][0]"}},
		{"24:01", monday([2]string{"08:00", "24:01"}), []string{"week.1[0][1]"}},
		{"24:00 as a start", monday([2]string{"24:00", "24:00"}), []string{"week.1[0][0]"}},
		{"empty segment", monday([2]string{"08:00", "08:00"}), []string{"week.1[0][1]"}},
		{"over midnight in one", monday([2]string{"22:00", "06:00"}), []string{"week.1[0][1]"}},
		{"overlap", monday([2]string{"13:00", "17:00"}, [2]string{"08:00", "13:01"}), []string{"week.1[1]"}},
		{"twice the same", monday([2]string{"08:00", "12:00"}, [2]string{"08:00", "12:00"}), []string{"week.1[1]"}},
		{"holiday that does not exist", calendar.Spec{TimeZone: "UTC", Holidays: []string{"2026-12-25", "2026-02-29"}}, []string{"holidays[1]"}},
		{"special day without a date", calendar.Spec{TimeZone: "UTC", Special: map[string][][2]string{"Christmas": nil}}, []string{"special.Christmas"}},
		{"special day with a wrong clock", calendar.Spec{TimeZone: "UTC", Special: map[string][][2]string{"2026-12-24": {{"08:00", "07:00"}}}}, []string{"special.2026-12-24[0][1]"}},
		{"too many segments", monday(make([][2]string, calendar.MaxSegments+1)...), []string{"week.1"}},
		{"too many dates", calendar.Spec{TimeZone: "UTC", Holidays: make([]string, calendar.MaxDates+1)}, []string{"holidays"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.spec.Compile()
			if !problem.Is(err, "calendar-invalid") {
				t.Fatalf("%v", err)
			}
			var got []string
			for _, f := range problem.As(err).Fields {
				got = append(got, f.Name)
			}
			if diff := cmp.Diff(c.field, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCompile_TakesSegmentsInAnyOrderAndTouching(t *testing.T) {
	cal := compiled(t, calendar.Spec{TimeZone: "UTC", Week: map[string][][2]string{"1": {{"12:00", "24:00"}, {"00:00", "12:00"}}}})
	if got := cal.Elapsed(at("2026-11-23T00:00:00Z"), at("2026-11-24T00:00:00Z"), nil); got != 24*time.Hour {
		t.Error(got)
	}
}

func FuzzSpec(f *testing.F) {
	f.Add([]byte(`{"timeZone":"Europe/Brussels","week":{"1":[["08:00","12:00"],["13:00","17:00"]],"7":[]},"holidays":["2026-12-25"],"special":{"2026-12-24":[["08:00","12:00"]]}}`), int64(1795337400), 720)
	f.Add([]byte(`{"timeZone":"Pacific/Apia","week":{"5":[["00:00","24:00"]]}}`), int64(1325200000), 100)
	f.Add([]byte(`{"timeZone":"","week":{"":[["","24:00"]]},"special":{"0000-01-01":[]}}`), int64(-9e18), -1)
	f.Add([]byte(`{"timeZone":"Africa/Monrovia","week":{"1":[["00:44","00:45"]]}}`), int64(63593070), 3) // an offset with seconds
	f.Fuzz(func(t *testing.T, data []byte, unix int64, minutes int) {
		var s calendar.Spec
		if json.Unmarshal(data, &s) != nil {
			return
		}
		cal, err := s.Compile()
		if err != nil {
			if p := problem.As(err); p.Slug != "calendar-invalid" || len(p.Fields) == 0 {
				t.Fatalf("%v", err)
			}
			return
		}
		unix %= 8_000_000_000 // the years 1716 to 2223
		start := time.Unix(unix, 0)
		target := time.Duration(minutes%100_000) * time.Minute
		plan, err := cal.Due(start, target, nil)
		if err != nil {
			if !problem.Is(err, "calendar-never-opens") && !problem.Is(err, "target-invalid") {
				t.Fatal(err)
			}
			return
		}
		if plan.Due.Before(start) || cal.Elapsed(start, plan.Due, nil) != target {
			t.Fatalf("due %s for %s from %s", plan.Due, target, start)
		}
	})
}

func ExampleCalendar_Due() {
	spec := calendar.Spec{TimeZone: "Europe/Brussels", Week: map[string][][2]string{
		"5": {{"08:00", "12:00"}, {"13:00", "17:00"}}, // Friday
		"1": {{"08:00", "12:00"}, {"13:00", "17:00"}}, // Monday
	}}
	cal, err := spec.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	friday := time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC) // 15:00 in Brussels
	plan, err := cal.Due(friday, 3*time.Hour, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Due.In(cal.Zone()).Format("Monday 15:04"))
	for _, i := range plan.Intervals {
		fmt.Println(i.From.In(cal.Zone()).Format("Mon 15:04"), i.Minutes)
	}
	// Output:
	// Monday 09:00
	// Fri 15:00 120
	// Mon 08:00 60
}
