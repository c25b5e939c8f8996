package calendar

import (
	"fmt"
	"slices"
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
	days, err := c.workingDays(start, n)
	if err != nil {
		return time.Time{}, err
	}
	last := days[n-1]
	s := c.day(last)
	return c.wall(last, s[len(s)-1].to), nil
}

// WorkingDays returns the local dates that DueDays counts; never nil.
func (c *Calendar) WorkingDays(start time.Time, n int) ([]string, error) {
	days, err := c.workingDays(start, n)
	out := make([]string, len(days))
	for i, day := range days {
		out[i] = date(day)
	}
	return out, err
}

// DaysBetween counts the working days from one instant to another: the local dates after the first's own, up to and with the second's, on
// which the calendar opens at all. It is 0 on the same day, and never negative. What DueDays gives for n days is within n days.
func (c *Calendar) DaysBetween(from, to time.Time) int {
	n := 0
	for day, last := c.localDay(from)+1, c.localDay(to); day <= last; day++ {
		if len(c.day(day)) > 0 {
			n++
		}
	}
	return n
}

func (c *Calendar) workingDays(start time.Time, n int) ([]int64, error) {
	var out []int64
	first := c.localDay(start)
	for day := first + 1; len(out) < n && day-first <= Horizon*366; day++ {
		if len(c.day(day)) > 0 {
			out = append(out, day)
		}
	}
	if len(out) < n {
		return nil, problem.New(problem.Invalid, "calendar-never-opens", "The calendar does not hold %d working days within %d years of the start.", n, Horizon)
	}
	return out, nil
}

// localDay is the local date of an instant, as days after 1970-01-01.
func (c *Calendar) localDay(t time.Time) int64 {
	offset, _ := c.offset(nanos(t))
	return floorDiv(nanos(t)+offset, dayLength)
}

// date writes a local date that is given as days after 1970-01-01.
func date(day int64) string { return instant(day * dayLength).Format(time.DateOnly) }

// wall is the instant of a local wall time, in minutes after the midnight of a date. A time that a change of the clocks skips is taken
// by the offset before it, of a repeated one it is the second, which is when the day really closes.
func (c *Calendar) wall(day, minutes int64) time.Time {
	local := instant(day * dayLength)
	return time.Date(local.Year(), local.Month(), local.Day(), 0, int(minutes), 0, 0, c.zone).UTC()
}

// Exception is a date on which a calendar does not open as its week says.
type Exception struct {
	Date    string
	Special bool        // a special day; a holiday otherwise
	Open    [][2]string // when it is open all the same; empty = closed
}

// Exceptions returns, in order, the dates between two instants on which a holiday or a special day changes the opening hours of the week.
func (c *Calendar) Exceptions(from, to time.Time) []Exception {
	out := []Exception{}
	if !from.Before(to) {
		return out
	}
	for day := c.localDay(from); day <= c.localDay(to); day++ {
		hours, week := c.day(day), c.week[weekday(day)]
		if slices.Equal(hours, week) {
			continue
		}
		e := Exception{Date: date(day), Open: [][2]string{}}
		_, e.Special = c.special[day]
		for _, s := range hours {
			e.Open = append(e.Open, [2]string{clock(s.from), clock(s.to)})
		}
		out = append(out, e)
	}
	return out
}

// clock writes minutes after midnight as "08:00".
func clock(minutes int64) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
