package inquiry

import (
	"maps"
	"slices"
	"time"
)

// alertDays is how long an alert is kept at least; it goes with the others of its week, so that what is left can be counted without looking at them.
const alertDays = 90

const secondsOfWeek = 7 * 24 * 60 * 60

// weekOf numbers weeks since 1970.
func weekOf(t time.Time) int { return int(t.Unix() / secondsOfWeek) }

// AlertsGoneAt is when the alerts of a week are no longer kept.
func AlertsGoneAt(week int) time.Time {
	return time.Unix(int64(week+1)*secondsOfWeek, 0).UTC().AddDate(0, 0, alertDays)
}

// Told is how many alerts a call centre was told. They are numbered from 1 in the order in which they were stored.
type Told struct {
	Number int         // of the newest
	Before map[int]int // by week: how many were stored before the first of that week; weeks without an alert are missing
}

// Next numbers another alert. Its week is never before that of the alert before it, whatever the clock says.
func (t Told) Next(now time.Time) (number, week int, after Told) {
	week = weekOf(now)
	before := map[int]int{}
	for w, n := range t.Before {
		week = max(week, w)
		if AlertsGoneAt(w + 1).After(now) { // a week longer than its alerts, for whoever's clock is behind
			before[w] = n
		}
	}
	if _, ok := before[week]; !ok {
		before[week] = t.Number
	}
	return t.Number + 1, week, Told{Number: t.Number + 1, Before: before}
}

// gone is the number of the newest alert that is no longer kept.
func (t Told) gone(now time.Time) int {
	for _, w := range slices.Sorted(maps.Keys(t.Before)) {
		if AlertsGoneAt(w).After(now) {
			return t.Before[w]
		}
	}
	return t.Number
}

// Reads is what one person has read of a call centre's alerts: all up to a number, and some after it one by one.
type Reads struct {
	UpTo    int
	At      time.Time   // when they read all up to it
	Single  map[int]int // by week of the alert: how many after UpTo they read one by one
	Version int
}

// Unread is how many of the alerts that are still kept the person has not read: exact, and from two items, however many alerts there are.
func (t Told) Unread(r Reads, now time.Time) int {
	n := t.Number - max(r.UpTo, t.gone(now))
	for week, read := range r.Single {
		if AlertsGoneAt(week).After(now) {
			n -= read
		}
	}
	return max(n, 0)
}
