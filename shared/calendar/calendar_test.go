package calendar_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func weekdays(segments ...[2]string) map[string][][2]string {
	w := map[string][][2]string{}
	for _, d := range []string{"1", "2", "3", "4", "5"} {
		w[d] = segments
	}
	return w
}

func daily(segments ...[2]string) map[string][][2]string {
	w := weekdays(segments...)
	w["6"], w["7"] = segments, segments
	return w
}

var brussels = calendar.Spec{TimeZone: "Europe/Brussels", Week: weekdays([2]string{"08:00", "12:00"}, [2]string{"13:00", "17:00"}),
	Holidays: []string{"2026-12-24", "2026-12-25"}, Special: map[string][][2]string{"2026-12-24": {{"08:00", "12:00"}}}}

func TestDue(t *testing.T) {
	roundTheClock := func(zone string) calendar.Spec {
		return calendar.Spec{TimeZone: zone, Week: daily([2]string{"00:00", "24:00"})}
	}
	night := calendar.Spec{TimeZone: "Asia/Singapore", Week: map[string][][2]string{"1": {{"22:00", "24:00"}}, "2": {{"00:00", "02:00"}}}}
	for _, c := range []struct {
		name    string
		spec    calendar.Spec
		start   string
		minutes int
		pauses  [][2]string
		due     string
	}{
		{"twelve working hours are a day and a half", brussels, "2026-11-23T07:00:00Z", 720, nil, "2026-11-24T11:00:00Z"},
		{"lunch does not count", brussels, "2026-11-23T10:30:00Z", 60, nil, "2026-11-23T12:30:00Z"},
		{"used up exactly at closing time is due at closing time", brussels, "2026-11-23T15:00:00Z", 60, nil, "2026-11-23T16:00:00Z"},
		{"used up exactly before lunch is due before lunch", brussels, "2026-11-23T10:00:00Z", 60, nil, "2026-11-23T11:00:00Z"},
		{"one minute more is due on the next morning", brussels, "2026-11-23T15:00:00Z", 61, nil, "2026-11-24T07:01:00Z"},
		{"a start before opening counts from opening", brussels, "2026-11-23T03:00:00Z", 30, nil, "2026-11-23T07:30:00Z"},
		{"a start at the weekend counts from Monday", brussels, "2026-11-21T12:00:00Z", 30, nil, "2026-11-23T07:30:00Z"},
		{"a start at closing time counts from the next opening", brussels, "2026-11-27T16:00:00Z", 1, nil, "2026-11-30T07:01:00Z"},
		{"nothing to count is due at once, open or not", brussels, "2026-11-21T12:00:00Z", 0, nil, "2026-11-21T12:00:00Z"},
		{"a special day beats a holiday, a holiday is closed", brussels, "2026-12-24T07:00:00Z", 241, nil, "2026-12-28T07:01:00Z"},
		{"the skipped hour of spring is not counted", roundTheClock("Europe/Brussels"), "2026-03-28T23:00:00Z", 24 * 60, nil, "2026-03-29T23:00:00Z"},
		{"the day of spring has 23 hours", calendar.Spec{TimeZone: "Europe/Brussels", Week: map[string][][2]string{"7": {{"00:00", "24:00"}}}},
			"2026-03-28T12:00:00Z", 23 * 60, nil, "2026-03-29T22:00:00Z"},
		{"the day of autumn has 25 hours", calendar.Spec{TimeZone: "Europe/Brussels", Week: map[string][][2]string{"7": {{"00:00", "24:00"}}}},
			"2026-10-24T12:00:00Z", 25 * 60, nil, "2026-10-25T23:00:00Z"},
		{"a segment in the skipped hour is empty", calendar.Spec{TimeZone: "Europe/Brussels", Week: map[string][][2]string{"7": {{"02:00", "03:00"}}}},
			"2026-03-28T12:00:00Z", 1, nil, "2026-04-05T00:01:00Z"},
		{"a segment in the repeated hour counts twice", calendar.Spec{TimeZone: "Europe/Brussels", Week: map[string][][2]string{"7": {{"02:30", "03:00"}}}},
			"2026-10-24T12:00:00Z", 60, nil, "2026-10-25T02:00:00Z"},
		{"Lord Howe repeats half an hour", calendar.Spec{TimeZone: "Australia/Lord_Howe", Week: map[string][][2]string{"7": {{"01:30", "02:00"}}}},
			"2026-04-04T00:00:00Z", 60, nil, "2026-04-04T15:30:00Z"},
		{"round the clock loses no minute at midnight", roundTheClock("Asia/Kathmandu"), "2026-01-01T00:00:00Z", 10 * 24 * 60, nil, "2026-01-11T00:00:00Z"},
		{"over midnight is two segments", night, "2026-11-23T00:00:00Z", 241, nil, "2026-11-30T14:01:00Z"},
		{"over midnight ends in the small hours", night, "2026-11-23T00:00:00Z", 240, nil, "2026-11-23T18:00:00Z"},
		{"Samoa had no 30 December 2011", calendar.Spec{TimeZone: "Pacific/Apia", Week: map[string][][2]string{"5": {{"09:00", "10:00"}}}},
			"2011-12-29T20:00:00Z", 60, nil, "2012-01-05T20:00:00Z"}, // Friday the 30th never was
		{"the last day of a leap year", roundTheClock("America/New_York"), "2028-12-30T12:00:00Z", 4 * 24 * 60, nil, "2029-01-03T12:00:00Z"},
		{"half-hour zone", calendar.Spec{TimeZone: "Australia/Adelaide", Week: weekdays([2]string{"09:00", "17:00"})},
			"2026-11-22T20:00:00Z", 60, nil, "2026-11-22T23:30:00Z"},
		{"Friday and Saturday are the weekend", calendar.Spec{TimeZone: "Asia/Dubai", Week: map[string][][2]string{
			"7": {{"08:00", "16:00"}}, "1": {{"08:00", "16:00"}}, "2": {{"08:00", "16:00"}}, "3": {{"08:00", "16:00"}}, "4": {{"08:00", "16:00"}}}},
			"2026-11-26T11:00:00Z", 120, nil, "2026-11-29T05:00:00Z"},
		{"a pause over night takes only its working time", brussels, "2026-11-23T07:00:00Z", 480,
			[][2]string{{"2026-11-23T15:00:00Z", "2026-11-24T08:00:00Z"}}, "2026-11-24T09:00:00Z"},
		{"a pause outside working time takes nothing", brussels, "2026-11-23T07:00:00Z", 480,
			[][2]string{{"2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z"}, {"2026-11-23T17:00:00Z", "2026-11-23T23:00:00Z"}}, "2026-11-23T16:00:00Z"},
		{"overlapping pauses are taken away once", brussels, "2026-11-23T07:00:00Z", 60,
			[][2]string{{"2026-11-23T07:30:00Z", "2026-11-23T08:30:00Z"}, {"2026-11-23T07:15:00Z", "2026-11-23T08:00:00Z"}}, "2026-11-23T09:15:00Z"},
		{"a start within a pause waits for its end", brussels, "2026-11-23T08:00:00Z", 60,
			[][2]string{{"2026-11-23T07:00:00Z", "2026-11-23T09:00:00Z"}}, "2026-11-23T10:00:00Z"},
		{"a pause after the target is used up changes nothing", brussels, "2026-11-23T07:00:00Z", 60,
			[][2]string{{"2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z"}}, "2026-11-23T08:00:00Z"},
		{"seconds count as they are", brussels, "2026-11-23T15:59:30Z", 1, nil, "2026-11-24T07:00:30Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var pauses []calendar.Interval
			for _, p := range c.pauses {
				pauses = append(pauses, calendar.Interval{From: at(p[0]), To: at(p[1])})
			}
			cal := compiled(t, c.spec)
			plan, err := cal.Due(at(c.start), time.Duration(c.minutes)*time.Minute, pauses)
			if err != nil {
				t.Fatal(err)
			}
			if !plan.Due.Equal(at(c.due)) {
				t.Errorf("due %s, want %s", plan.Due.Format(time.RFC3339), c.due)
			}
			if got := cal.Elapsed(at(c.start), plan.Due, pauses); got != time.Duration(c.minutes)*time.Minute {
				t.Errorf("elapsed until due is %s", got)
			}
		})
	}
}

func TestDue_ShowsEveryCountedInterval(t *testing.T) {
	plan, err := compiled(t, brussels).Due(at("2026-11-23T10:30:00Z"), 5*time.Hour, []calendar.Interval{{From: at("2026-11-23T13:00:00Z"), To: at("2026-11-23T13:30:00Z")}})
	if err != nil {
		t.Fatal(err)
	}
	want := calendar.Plan{Due: at("2026-11-24T08:00:00Z"), Intervals: []calendar.Counted{
		{From: at("2026-11-23T10:30:00Z"), To: at("2026-11-23T11:00:00Z"), Minutes: 30},
		{From: at("2026-11-23T12:00:00Z"), To: at("2026-11-23T13:00:00Z"), Minutes: 60},
		{From: at("2026-11-23T13:30:00Z"), To: at("2026-11-23T16:00:00Z"), Minutes: 150},
		{From: at("2026-11-24T07:00:00Z"), To: at("2026-11-24T08:00:00Z"), Minutes: 60},
	}}
	if diff := cmp.Diff(want, plan); diff != "" {
		t.Error(diff)
	}
}

func TestDue_ShownMinutesAddUpAlthoughStartHasSeconds(t *testing.T) {
	plan, err := compiled(t, brussels).Due(at("2026-11-23T10:30:30Z"), 60*time.Minute, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Intervals) != 2 || plan.Intervals[0].Minutes != 29 || plan.Intervals[1].Minutes != 31 {
		t.Errorf("%v", plan.Intervals)
	}
}

func TestDue_Refusals(t *testing.T) {
	closed := calendar.Spec{TimeZone: "Asia/Tokyo", Week: map[string][][2]string{}}
	onceAYear := calendar.Spec{TimeZone: "Asia/Tokyo", Special: map[string][][2]string{"2027-01-04": {{"09:00", "10:00"}}}}
	start := at("2026-11-23T00:00:00Z")
	for _, c := range []struct {
		name, slug string
		spec       calendar.Spec
		target     time.Duration
		pauses     []calendar.Interval
	}{
		{"a calendar that never opens", "calendar-never-opens", closed, time.Minute, nil},
		{"a calendar that does not open often enough", "calendar-never-opens", onceAYear, 61 * time.Minute, nil},
		{"a pause that never ends", "calendar-never-opens", brussels, time.Minute, []calendar.Interval{{From: start, To: start.AddDate(9, 0, 0)}}},
		{"a negative target", "target-invalid", brussels, -time.Minute, nil},
		{"a pause that ends before it starts", "pause-invalid", brussels, time.Minute, []calendar.Interval{{From: start, To: start.Add(-1)}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := compiled(t, c.spec).Due(start, c.target, c.pauses); !problem.Is(err, c.slug) {
				t.Errorf("%v, want %s", err, c.slug)
			}
		})
	}
}

func TestElapsed_BackwardsIsZero(t *testing.T) {
	if got := compiled(t, brussels).Elapsed(at("2026-11-24T10:00:00Z"), at("2026-11-23T10:00:00Z"), nil); got != 0 {
		t.Error(got)
	}
}

func TestElapsed_GoesOnAfterTheTarget(t *testing.T) {
	if got := compiled(t, brussels).Elapsed(at("2026-11-23T07:00:00Z"), at("2026-11-30T07:00:00Z"), nil); got != 40*time.Hour {
		t.Error(got)
	}
}

func TestIntervals_AreJoinedOverMidnightAndNeverNil(t *testing.T) {
	cal := compiled(t, calendar.Spec{TimeZone: "Europe/Brussels", Week: daily([2]string{"00:00", "24:00"})})
	from, to := at("2026-10-01T00:00:00Z"), at("2026-11-01T00:00:00Z")
	if diff := cmp.Diff([]calendar.Interval{{From: from, To: to}}, cal.Intervals(from, to, nil)); diff != "" {
		t.Error(diff)
	}
	if got := cal.Intervals(to, from, nil); got == nil || len(got) != 0 {
		t.Errorf("%v", got)
	}
}

func TestNextChange(t *testing.T) {
	always := calendar.Spec{TimeZone: "Europe/Brussels", Week: daily([2]string{"00:00", "24:00"})}
	for _, c := range []struct {
		name, at, want string
		spec           calendar.Spec
	}{
		{"open until lunch", "2026-11-23T08:00:00Z", "2026-11-23T11:00:00Z", brussels},
		{"lunch is over", "2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z", brussels},
		{"the weekend is over", "2026-11-20T16:00:00Z", "2026-11-23T07:00:00Z", brussels},
		{"never closes", "2026-11-20T16:00:00Z", "", always},
		{"never opens", "2026-11-20T16:00:00Z", "", calendar.Spec{TimeZone: "Europe/Brussels"}},
		{"closes for a holiday", "2026-12-20T16:00:00Z", "2026-12-24T23:00:00Z", calendar.Spec{TimeZone: always.TimeZone, Week: always.Week, Holidays: []string{"2026-12-25"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := compiled(t, c.spec).NextChange(at(c.at))
			if ok != (c.want != "") || ok && !got.Equal(at(c.want)) {
				t.Errorf("%s %v, want %s", got, ok, c.want)
			}
		})
	}
}

func TestZone_ComesFromTheEmbeddedData(t *testing.T) {
	// Morocco stays on UTC since 20 September 2026: in release 2026f, in no release of 2025. A host with older data must not matter.
	zone, err := calendar.Zone("Africa/Casablanca")
	if err != nil {
		t.Fatal(err)
	}
	if _, offset := at("2026-11-22T12:00:00Z").In(zone).Zone(); offset != 0 {
		t.Errorf("Casablanca is %d seconds from UTC: these are not the embedded zones", offset)
	}
	for _, name := range []string{"", "Local", "Europe/Nowhere", "../VERSION", "europe/brussels", "posix/Europe/Brussels"} {
		if _, err := calendar.Zone(name); err == nil {
			t.Errorf("%q is taken for a zone", name)
		}
	}
}

func TestTimeZoneVersion_IsNotOlderThanTheToolchains(t *testing.T) {
	got := calendar.TimeZoneVersion()
	if !regexp.MustCompile(`^20\d\d[a-z]$`).MatchString(got) {
		t.Fatalf("%q is no IANA release", got)
	}
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatalf("the go command is needed to find the distribution: %v", err)
	}
	script, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "update.bash"))
	if err != nil {
		t.Fatalf("the Go distribution's lib/time/update.bash is needed to compare: %v", err)
	}
	m := regexp.MustCompile(`(?m)^DATA=(20\d\d[a-z])$`).FindSubmatch(script)
	if m == nil {
		t.Fatal("lib/time/update.bash names no release any more: adapt this test")
	}
	if got < string(m[1]) {
		t.Errorf("embedded zone data %s is older than the toolchain's %s: run zones/update.py", got, m[1])
	}
}
