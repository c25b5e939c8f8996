package calendar

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// DueDays returns the end of the n-th working day after the day of start: the last closing time of the n-th local date, after start's
// own, on which the calendar opens at all. "15 working days" ends at closing time of the 15th open day. n of 0 or less is start itself.
//
// When there are not that many open days within Horizon years, the problem is "calendar-never-opens".
func (c *Calendar) DueDays(start time.Time, n int) (time.Time, error) {
	if n <= 0 {
		return start.UTC(), nil
	}
	offset, _ := c.offset(nanos(start))
	first := floorDiv(nanos(start)+offset, dayLength)
	for day := first + 1; n > 0 && day-first <= Horizon*366; day++ {
		s := c.day(day)
		if len(s) == 0 {
			continue
		}
		if n--; n == 0 {
			return c.wall(day, s[len(s)-1].to), nil
		}
	}
	return time.Time{}, problem.New(problem.Invalid, "calendar-never-opens", "The calendar does not hold %d working days within %d years of the start.", n, Horizon)
}

// wall is the instant of a local wall time, in minutes after the midnight of a date. A time that a change of the clocks skips is taken
// by the offset before it, of a repeated one it is the second, which is when the day really closes.
func (c *Calendar) wall(day, minutes int64) time.Time {
	date := instant(day * dayLength)
	return time.Date(date.Year(), date.Month(), date.Day(), 0, int(minutes), 0, 0, c.zone).UTC()
}

// Closures returns the dates between two instants on which the week would open but a holiday or a special day keeps it closed.
func (c *Calendar) Closures(from, to time.Time) []string {
	out := []string{}
	if !from.Before(to) {
		return out
	}
	local := func(t time.Time) int64 {
		offset, _ := c.offset(nanos(t))
		return floorDiv(nanos(t)+offset, dayLength)
	}
	for day := local(from); day <= local(to); day++ {
		if len(c.day(day)) == 0 && len(c.week[((day+3)%7+7)%7]) > 0 {
			out = append(out, instant(day*dayLength).Format(time.DateOnly))
		}
	}
	return out
}
