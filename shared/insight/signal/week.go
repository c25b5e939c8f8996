package signal

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Week is a week from Monday to Sunday, UTC, written as its Monday: "2026-11-23".
type Week string

const daysInWeek = 7

// WeekOf returns the week that holds t.
func WeekOf(t time.Time) Week {
	t = t.UTC()
	back := (int(t.Weekday()) + daysInWeek - 1) % daysInWeek
	return Week(t.AddDate(0, 0, -back).Format(time.DateOnly))
}

// ParseWeek reads the Monday of a week; any other day is the problem "week-invalid".
func ParseWeek(s string) (Week, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || WeekOf(t) != Week(s) {
		return "", problem.New(problem.Invalid, "week-invalid", "A week is written as its Monday, for example 2026-11-23.").With("week", "is not a Monday")
	}
	return Week(s), nil
}

// Start is the first instant of the week.
func (w Week) Start() time.Time {
	t, _ := time.Parse(time.DateOnly, string(w)) // a Week is made by WeekOf, ParseWeek or Plus
	return t
}

// End is the first instant after the week.
func (w Week) End() time.Time { return w.Start().AddDate(0, 0, daysInWeek) }

// Plus returns the week n weeks later; before with a negative n.
func (w Week) Plus(n int) Week {
	return Week(w.Start().AddDate(0, 0, daysInWeek*n).Format(time.DateOnly))
}

// weeksBetween is how many weeks b is after a.
func weeksBetween(a, b Week) int { return int(b.Start().Sub(a.Start()).Hours()) / (24 * daysInWeek) }
