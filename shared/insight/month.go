package insight

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Month is a calendar month in UTC, written "2026-11": the unit of facts and of reports. Being UTC it has no clock change;
// an inquiry due at 00:30 on 1 November in Brussels is due in October.
type Month string

const monthLayout = "2006-01"

// MonthOf returns the month that holds t.
func MonthOf(t time.Time) Month { return Month(t.UTC().Format(monthLayout)) }

// ParseMonth reads "2026-11". Anything else is the problem "month-invalid".
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse(monthLayout, s)
	if err != nil || t.Year() < 2000 {
		return "", problem.New(problem.Invalid, "month-invalid", "A month is written as year and month, for example 2026-11.").
			With("month", "is not a month")
	}
	return Month(t.Format(monthLayout)), nil
}

// Start is the first instant of the month.
func (m Month) Start() time.Time {
	t, _ := time.Parse(monthLayout, string(m)) // a Month is made by MonthOf or ParseMonth
	return t
}

// End is the first instant after the month.
func (m Month) End() time.Time { return m.Start().AddDate(0, 1, 0) }

// Begun returns the problem "month-not-begun" for a month that has not.
func (m Month) Begun(now time.Time) error {
	if now.Before(m.Start()) {
		return problem.New(problem.Invalid, "month-not-begun", "The month has not begun: there is nothing to report.").With("month", "has not begun")
	}
	return nil
}

// DayBegun returns the problem "day-not-begun" for a date that has begun nowhere: east of Greenwich the day is up to fourteen hours ahead of UTC's.
func DayBegun(date string, now time.Time) error {
	if date > now.UTC().Add(firstToBegin).Format(time.DateOnly) {
		return problem.New(problem.Invalid, "day-not-begun", "The day has not begun: there is nothing to show.").With("day", "has not begun")
	}
	return nil
}

// firstToBegin is how far ahead of UTC the first clocks are (UTC+14, the Line Islands).
const firstToBegin = 14 * time.Hour

// Before returns the month before this one.
func (m Month) Before() Month { return MonthOf(m.Start().AddDate(0, -1, 0)) }
