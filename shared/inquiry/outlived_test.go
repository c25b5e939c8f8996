package inquiry

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
)

// An inquiry that was sent on 2 November outlives fifteen working days on the 24th: the first step from then on says so, and a closing after that one says that
// it was not the first.
func TestMeasured_OutlivesFifteenWorkingDaysOnce(t *testing.T) {
	day := [][2]string{{"09:00", "17:00"}}
	cal, err := calendar.Spec{TimeZone: "Europe/London", Week: map[string][][2]string{"1": day, "2": day, "3": day, "4": day, "5": day}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	on := func(day int) time.Time { return time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		kind         Kind
		before, step int
		want         *bool
		days         bool
	}{
		"on the fifteenth day":           {Reminded, 10, 23, nil, false},
		"the first step after it":        {Reminded, 10, 24, new(true), false},
		"the next step":                  {Replied, 24, 25, nil, false},
		"closed as the first step":       {Closed, 10, 27, new(true), true},
		"closed when it was known":       {Closed, 24, 27, new(false), true},
		"closed on the fifteenth day":    {Closed, 10, 23, nil, true},
		"the day it was sent, a reading": {Read, 2, 2, nil, false},
	} {
		var m Measured
		m.age(cal, on(c.before), on(2), Event{Kind: c.kind, At: on(c.step)})
		if (m.Outlived == nil) != (c.want == nil) || m.Outlived != nil && *m.Outlived != *c.want || (m.ClosedDays != nil) != c.days {
			t.Errorf("%s: %+v", name, m)
		}
	}
}
