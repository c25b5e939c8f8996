package calendar

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const (
	dayMinutes = 24 * 60
	minute     = int64(time.Minute)
	dayLength  = dayMinutes * minute

	// Horizon is how many years after the start a due time is looked for.
	Horizon = 5
)

// The years the engine works in; instants outside are taken as the nearest edge. Unix nanoseconds fit into an int64 from 1678 to 2262.
var earliest, latest = time.Date(1700, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2250, 1, 1, 0, 0, 0, 0, time.UTC)

// segment is a stretch of a local day, in minutes after midnight, half-open.
type segment struct{ from, to int64 }

// Calendar is a compiled Spec. It never changes; safe for concurrent use.
type Calendar struct {
	spec     Spec
	zone     *time.Location
	week     [7][]segment // Monday first
	holidays map[int64]struct{}
	special  map[int64][]segment
}

// Interval is a stretch of time in UTC, half-open.
type Interval struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Counted is an interval that used up target time. Minutes are whole: over a plan's intervals they add up to its target in whole minutes.
type Counted struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Minutes int       `json:"minutes"`
}

// Plan is when a target is used up, and why: every interval that was counted, in order.
type Plan struct {
	Due       time.Time
	Intervals []Counted
}

// Zone is the calendar's time zone.
func (c *Calendar) Zone() *time.Location { return c.zone }

// Due returns the earliest instant, not before start, at which target has been counted since start. So a target that is used up exactly
// at closing time is due at closing time, not at the next opening; a start while closed begins to count at the next opening; and a target
// of zero is due at start itself, open or not.
//
// A negative target is the problem "target-invalid", a pause that ends before it starts "pause-invalid". When the calendar does not
// hold the target within Horizon years after start, the problem is "calendar-never-opens".
func (c *Calendar) Due(start time.Time, target time.Duration, pauses []Interval) (Plan, error) {
	if target < 0 {
		return Plan{}, problem.New(problem.Invalid, "target-invalid", "The target cannot be negative.").With("targetMinutes", "must not be negative")
	}
	if err := CheckPauses(pauses, "pauses"); err != nil {
		return Plan{}, err
	}
	plan := Plan{Due: start.UTC(), Intervals: []Counted{}}
	if target == 0 {
		return plan, nil
	}
	left := int64(target)
	var counted []span
	for s := range c.counted(nanos(start), nanos(start.AddDate(Horizon, 0, 0)), pauses) {
		if s.length() > left {
			s.to = s.from + left
		}
		left -= s.length()
		counted = join(counted, s)
		if left == 0 {
			plan.Due = instant(s.to)
			plan.Intervals = explain(counted)
			return plan, nil
		}
	}
	return Plan{}, problem.New(problem.Invalid, "calendar-never-opens",
		"The calendar does not hold %d working minutes within %d years of the start.", int64(target/time.Minute), Horizon)
}

// Elapsed returns the working time between two instants, pauses taken away; 0 when to is not after from.
// A pause that ends before it starts takes nothing away: CheckPauses refuses such input.
func (c *Calendar) Elapsed(from, to time.Time, pauses []Interval) time.Duration {
	var sum int64
	for s := range c.counted(nanos(from), nanos(to), pauses) {
		sum += s.length()
	}
	return time.Duration(sum)
}

// Intervals returns the stretches of working time between two instants, in order, pauses taken away, touching ones joined; never nil.
func (c *Calendar) Intervals(from, to time.Time, pauses []Interval) []Interval {
	var spans []span
	for s := range c.counted(nanos(from), nanos(to), pauses) {
		spans = join(spans, s)
	}
	out := make([]Interval, len(spans))
	for i, s := range spans {
		out[i] = Interval{From: instant(s.from), To: instant(s.to)}
	}
	return out
}

// Counted is Intervals with the whole minutes of each, which add up to the whole minutes of all.
func (c *Calendar) Counted(from, to time.Time, pauses []Interval) []Counted {
	var spans []span
	for s := range c.counted(nanos(from), nanos(to), pauses) {
		spans = join(spans, s)
	}
	return explain(spans)
}

// OpenAt reports whether the instant is working time.
func (c *Calendar) OpenAt(t time.Time) bool {
	n := nanos(t)
	for range c.open(n, n+1) {
		return true
	}
	return false
}

// NextChange returns the first instant after t at which an open calendar closes or a closed one opens; false when it does neither within
// Horizon years.
func (c *Calendar) NextChange(t time.Time) (time.Time, bool) {
	from, to := nanos(t), nanos(t.AddDate(Horizon, 0, 0))
	end := from
	for s := range c.open(from, to) {
		if s.from > end {
			if end > from {
				break // it was open until end
			}
			return instant(s.from), true
		}
		end = s.to
	}
	return instant(end), end > from && end < to
}

// CheckPauses refuses pauses that end before they start, as "pause-invalid" naming each by its index under name. Pauses may overlap,
// lie outside working time and come in any order.
func CheckPauses(pauses []Interval, name string) error {
	p := problem.New(problem.Invalid, "pause-invalid", "A pause cannot end before it starts.")
	for i, pause := range pauses {
		if pause.To.Before(pause.From) {
			p.With(fmt.Sprintf("%s[%d]", name, i), "ends before it starts")
		}
	}
	return p.OrNil()
}

// span is an Interval in Unix nanoseconds.
type span struct{ from, to int64 }

func (s span) length() int64 { return s.to - s.from }

// open yields the working time between two instants in order. Touching spans are not joined.
//
// It walks the stretches in which the zone's offset is constant, and in each the local dates, so that a repeated hour is met twice and a
// skipped one never. Cost: a look-up per offset change and a few additions per day.
func (c *Calendar) open(from, to int64) iter.Seq[span] {
	return func(yield func(span) bool) {
		for from < to {
			offset, until := c.offset(from)
			until = min(until, to)
			if until <= from { // past the last year the engine works in
				return
			}
			for day := floorDiv(from+offset, dayLength); day*dayLength-offset < until; day++ {
				midnight := day*dayLength - offset
				for _, s := range c.day(day) {
					out := span{max(from, midnight+s.from*minute), min(until, midnight+s.to*minute)}
					if out.from < out.to && !yield(out) {
						return
					}
				}
			}
			from = until
		}
	}
}

// offset returns the zone's distance from UTC at an instant, and a later instant until which it stays the same.
func (c *Calendar) offset(at int64) (offset, until int64) {
	local := instant(at).In(c.zone)
	_, seconds := local.Zone()
	offset = int64(seconds) * int64(time.Second)
	_, end := local.ZoneBounds()
	switch {
	case end.IsZero() || end.After(latest):
		return offset, nanos(latest)
	case end.UnixNano() <= at:
		// time.ZoneBounds gives every year of a zone's closing rule 365 days, so on the last day of a leap year (2028-12-31) it names
		// an end that is past. No rule changes on that day: the offset holds to the end of the year.
		return offset, nanos(time.Date(instant(at).Year()+1, time.January, 1, 0, 0, 0, 0, time.UTC))
	}
	return offset, end.UnixNano()
}

// day returns the segments of a local date, given as days after 1970-01-01, a Thursday.
func (c *Calendar) day(day int64) []segment {
	if s, ok := c.special[day]; ok {
		return s
	}
	if _, ok := c.holidays[day]; ok {
		return nil
	}
	return c.week[weekday(day)]
}

// weekday is a date's place in the week, from Monday's 0.
func weekday(day int64) int64 { return ((day+3)%7 + 7) % 7 }

// counted yields the working time between two instants that lies in no pause.
func (c *Calendar) counted(from, to int64, pauses []Interval) iter.Seq[span] {
	if len(pauses) == 0 {
		return c.open(from, to)
	}
	merged := merge(pauses)
	return func(yield func(span) bool) {
		next := merged
		for s := range c.open(from, to) {
			for len(next) > 0 && next[0].to <= s.from {
				next = next[1:]
			}
			for _, p := range next {
				if p.from >= s.to {
					break
				}
				if s.from < p.from && !yield(span{s.from, p.from}) {
					return
				}
				s.from = max(s.from, p.to)
				if s.from >= s.to {
					break
				}
			}
			if s.from < s.to && !yield(s) {
				return
			}
		}
	}
}

// merge sorts pauses and joins those that overlap or touch.
func merge(pauses []Interval) []span {
	spans := make([]span, 0, len(pauses))
	for _, p := range pauses {
		if p.From.Before(p.To) {
			spans = append(spans, span{nanos(p.From), nanos(p.To)})
		}
	}
	slices.SortFunc(spans, func(a, b span) int {
		switch {
		case a.from < b.from:
			return -1
		case a.from > b.from:
			return 1
		}
		return 0
	})
	var out []span
	for _, s := range spans {
		out = join(out, s)
	}
	return out
}

// join appends a span that does not start before the last one, or extends the last one where they touch or overlap.
func join(list []span, s span) []span {
	if n := len(list); n > 0 && s.from <= list[n-1].to {
		list[n-1].to = max(list[n-1].to, s.to)
		return list
	}
	return append(list, s)
}

// explain gives each span its whole minutes, so that they add up to the whole minutes of the sum.
func explain(spans []span) []Counted {
	out := make([]Counted, len(spans))
	var sum int64
	for i, s := range spans {
		before := sum / minute
		sum += s.length()
		out[i] = Counted{From: instant(s.from), To: instant(s.to), Minutes: int(sum/minute - before)}
	}
	return out
}

func nanos(t time.Time) int64 {
	switch {
	case t.Before(earliest):
		t = earliest
	case t.After(latest):
		t = latest
	}
	return t.UnixNano()
}

func instant(nanos int64) time.Time { return time.Unix(0, nanos).UTC() }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
