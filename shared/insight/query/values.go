package query

import (
	"slices"
	"strconv"
	"time"
)

// form is how the values of a dimension are written: what is written otherwise is nowhere in the lake, and would select nothing without saying why.
type form struct {
	is      func(value string) bool
	reason  string // what is wrong with any other
	unknown bool   // it may be empty: not known
}

func day(value string) bool {
	t, err := time.Parse(time.DateOnly, value)
	return err == nil && t.Format(time.DateOnly) == value
}

func monday(value string) bool {
	t, err := time.Parse(time.DateOnly, value)
	return err == nil && day(value) && t.Weekday() == time.Monday
}

// within is a whole number from low to high, written as engines write it.
func within(low, high int) func(string) bool {
	return func(value string) bool {
		n, err := strconv.Atoi(value)
		return err == nil && strconv.Itoa(n) == value && low <= n && n <= high
	}
}

func among(values ...string) func(string) bool {
	return func(value string) bool { return slices.Contains(values, value) }
}

const (
	notADay  = "is not a day, for example 2026-11-26"
	maxLevel = 9
	lastHour = 23
)

// forms are those of dimensions whose values follow a rule; those of the others are codes of the directory and of the catalogue, of today or of years ago.
var forms = map[Dimension]form{
	Day:        {day, notADay, true},
	LocalDay:   {day, notADay, true},
	Week:       {monday, "is not the Monday of a week, for example 2026-11-23", true},
	Weekday:    {within(1, daysInWeek), "is not between 1 and 7: Monday is 1", true},
	Hour:       {within(0, lastHour), "is not between 0 and 23", true},
	Level:      {within(0, maxLevel), "is not a level, for example 1", true},
	Urgent:     {among("yes", "no"), "is neither yes nor no", false},
	ReplyClass: {among("C", "I", "N"), "is neither C, I nor N", true},
	Actor:      {among("agent", "automatic", "machine", "system"), "is neither agent, automatic, machine nor system", true},
}

// wrong says what is wrong with a value of a dimension; empty: nothing.
func wrong(d Dimension, value string) string {
	f, ok := forms[d]
	if !ok || f.is(value) || value == "" && f.unknown {
		return ""
	}
	return f.reason
}
