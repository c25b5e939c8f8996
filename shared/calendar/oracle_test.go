package calendar_test

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
)

// oracle is the rule, word for word and a minute at a time: a minute counts when its local wall clock lies in a segment
// [from, to) of its local date and the minute is in no pause. It shares nothing with the engine but the zone data.
type oracle struct {
	spec calendar.Spec
	zone *time.Location
}

func newOracle(spec calendar.Spec) oracle {
	zone, err := calendar.Zone(spec.TimeZone)
	if err != nil {
		panic(err)
	}
	return oracle{spec, zone}
}

func (o oracle) counts(t time.Time, pauses []calendar.Interval) bool {
	for _, p := range pauses {
		if !t.Before(p.From) && t.Before(p.To) {
			return false
		}
	}
	local := t.In(o.zone)
	date, clock := local.Format(time.DateOnly), local.Format("15:04")
	segments, special := o.spec.Special[date]
	if !special {
		if slices.Contains(o.spec.Holidays, date) {
			return false
		}
		segments = o.spec.Week[string("7123456"[local.Weekday()])]
	}
	for _, s := range segments {
		if s[0] <= clock && clock < s[1] { // "24:00" sorts after every clock
			return true
		}
	}
	return false
}

// due returns the end of the minute with which the target is used up, or start for a target of 0; false beyond limit minutes.
func (o oracle) due(start time.Time, target int, pauses []calendar.Interval, limit int) (time.Time, bool) {
	for t, n := start, 0; ; t, n = t.Add(time.Minute), n+1 {
		if target == 0 {
			return t, true
		}
		if n == limit {
			return t, false
		}
		if o.counts(t, pauses) {
			target--
		}
	}
}

func (o oracle) elapsed(from, to time.Time, pauses []calendar.Interval) int {
	n := 0
	for t := from; t.Before(to); t = t.Add(time.Minute) {
		if o.counts(t, pauses) {
			n++
		}
	}
	return n
}
