package inquiry

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
)

// Cause says why a clock stands still.
type Cause string

// The causes.
const (
	ForInformation  Cause = "information"  // the replier waits for the requester
	ForCustoms      Cause = "customs"      // customs holds the item, with a retention code
	ForForceMajeure Cause = "forceMajeure" // the replying centre's operator declared it
)

// Hold is a clock standing still since From. At LookAt both sides are told that it still does; zero where something else comes of it.
type Hold struct {
	Cause  Cause
	From   time.Time
	LookAt time.Time
}

// Pause is a hold that has ended, or one of a declared force majeure, whose end is known. Only the working time in it counts.
type Pause struct {
	Cause    Cause
	From, To time.Time
	Ref      string    // of the declaration, for force majeure
	EndedAt  time.Time // when that was ended by hand, before To: what was told stays
}

// Clock is the replying centre's target clock at one level. Its due time never moves back, and it stays on the calendar that it was told on:
// what an administrator edits later counts for the clocks that start later.
type Clock struct {
	Calendar      string // digest of the calendar it counts on, for as long as it lives; "" on one from before calendars were kept
	StartedAt     time.Time
	TargetMinutes int
	DueSoonAt     time.Time // a share of the target is over
	LastCallAt    time.Time // so many working minutes left; zero when the target is no longer than that
	DueAt         time.Time
	Pauses        []Pause
	Held          []Hold

	Warning Warning // when it warns; the zero Warning is that of releases that did not say so
}

// Warning is when a clock tells that its due time approaches: at a share of the target, and with so many working minutes left.
type Warning struct{ Percent, Minutes int }

// orDefault is the warning that releases meant before they said so.
func (w Warning) orDefault() Warning {
	if w == (Warning{}) {
		t := (&catalogue.Release{}).Terms()
		return Warning{t.ApproachingPercent, t.LastCallMinutes}
	}
	return w
}

// Started reports whether there is a due time; an inquiry without reply has none.
func (c Clock) Started() bool { return !c.StartedAt.IsZero() }

// Running reports whether working time is being counted.
func (c Clock) Running() bool { return c.Started() && len(c.Held) == 0 }

// HeldFor reports whether the clock stands still for a cause.
func (c Clock) HeldFor(cause Cause) bool {
	return slices.ContainsFunc(c.Held, func(h Hold) bool { return h.Cause == cause })
}

// intervals are the finished pauses as a calendar takes them.
func (c Clock) intervals() []calendar.Interval {
	out := make([]calendar.Interval, len(c.Pauses))
	for i, p := range c.Pauses {
		out[i] = calendar.Interval{From: p.From, To: p.To}
	}
	return out
}

// until is the clock as if every hold ended now.
func (c Clock) until(now time.Time) Clock {
	pauses := slices.Clone(c.Pauses)
	for _, h := range c.Held {
		pauses = append(pauses, Pause{Cause: h.Cause, From: h.From, To: later(h.From, now)})
	}
	c.Pauses, c.Held = pauses, nil
	return c
}

// startClock starts a clock with a target in working minutes.
func startClock(cal *calendar.Calendar, start time.Time, targetMinutes int, pauses []Pause, w Warning) (Clock, error) {
	return Clock{Calendar: cal.Digest(), StartedAt: start, TargetMinutes: targetMinutes, Pauses: pauses, Warning: w}.plan(cal)
}

// plan computes when the clock warns and when it is due. What was told before stands: the instants never move back.
func (c Clock) plan(cal *calendar.Calendar) (Clock, error) {
	target := time.Duration(c.TargetMinutes) * time.Minute
	warning := c.Warning.orDefault()
	lastCall := target - time.Duration(warning.Minutes)*time.Minute
	for _, at := range []struct {
		minutes time.Duration
		told    *time.Time
	}{{target, &c.DueAt}, {target * time.Duration(warning.Percent) / 100, &c.DueSoonAt}, {lastCall, &c.LastCallAt}} {
		if at.minutes <= 0 {
			continue
		}
		due, err := cal.Due(c.StartedAt, at.minutes, c.intervals())
		if err != nil {
			return c, err
		}
		*at.told = later(*at.told, due.Due)
	}
	return c, nil
}

// hold stops the clock from an instant on. A clock that stands still for the same cause already stays as it is.
func (c Clock) hold(cause Cause, from time.Time) Clock {
	if c.HeldFor(cause) {
		return c
	}
	c.Held = append(slices.Clone(c.Held), Hold{Cause: cause, From: later(from, c.StartedAt)})
	return c
}

// lookAgain is the clock with another instant at which what customs holds is told.
func (c Clock) lookAgain(at time.Time) Clock {
	c.Held = slices.Clone(c.Held)
	for i := range c.Held {
		if c.Held[i].Cause == ForCustoms {
			c.Held[i].LookAt = at
		}
	}
	return c
}

// release ends the hold of a cause at an instant: the working time of the hold moves the due time on.
func (c Clock) release(cal *calendar.Calendar, cause Cause, at time.Time) (Clock, error) {
	var held []Hold
	pauses := slices.Clone(c.Pauses)
	for _, h := range c.Held {
		if h.Cause != cause {
			held = append(held, h)
			continue
		}
		pauses = append(pauses, Pause{Cause: cause, From: h.From, To: later(h.From, at)})
	}
	c.Held, c.Pauses = held, pauses
	return c.plan(cal)
}

// pause adds a pause whose both ends are known; one of the same declaration is added once.
func (c Clock) pause(cal *calendar.Calendar, p Pause) (Clock, error) {
	if slices.ContainsFunc(c.Pauses, func(o Pause) bool { return p.Ref != "" && o.Ref == p.Ref }) {
		return c, nil
	}
	c.Pauses = append(slices.Clone(c.Pauses), p)
	return c.plan(cal)
}

// pausedFor is the inquiry with pauses added that its clock has not taken into account; the next plan of the clock does.
func (q Inquiry) pausedFor(pauses []Pause) Inquiry {
	for _, p := range pauses {
		if !slices.ContainsFunc(q.Clock.Pauses, func(o Pause) bool { return o.Ref == p.Ref }) {
			q.Clock.Pauses = append(slices.Clone(q.Clock.Pauses), p)
		}
	}
	return q
}

// worked is the working time since the clock started, up to now, in minutes.
func (c Clock) worked(cal *calendar.Calendar, now time.Time) int {
	return int(cal.Elapsed(c.StartedAt, now, c.until(now).intervals()) / time.Minute)
}

// late reports whether an answer given now is late: after the due time that the pauses up to now have led to.
func (c Clock) late(cal *calendar.Calendar, now time.Time) (bool, error) {
	if c.Running() {
		return now.After(c.DueAt), nil
	}
	planned, err := c.until(now).plan(cal)
	return now.After(planned.DueAt), err
}

// next is the instant of the next warning or of the due time, given how often was warned; zero when all was told.
func (c Clock) next(warned int, overdue bool) time.Time {
	warnings := c.warnings()
	switch {
	case !c.Running() || overdue:
		return time.Time{}
	case warned < len(warnings):
		return warnings[warned]
	default:
		return c.DueAt
	}
}

// warnings are the instants before the due time at which it is told that it approaches, in order.
func (c Clock) warnings() []time.Time {
	out := []time.Time{c.DueSoonAt}
	if !c.LastCallAt.IsZero() && !c.LastCallAt.Equal(c.DueSoonAt) {
		out = append(out, c.LastCallAt)
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

// Remaining is the working time left until the due time in minutes, negative when it has passed; nil when no clock runs.
func (q Inquiry) Remaining(cal *calendar.Calendar, now time.Time) *int {
	if !q.awaited() || !q.Clock.Running() {
		return nil
	}
	var m int
	if now.After(q.Clock.DueAt) {
		m = -int(cal.Elapsed(q.Clock.DueAt, now, nil) / time.Minute)
	} else {
		m = int(cal.Elapsed(now, q.Clock.DueAt, q.Clock.intervals()) / time.Minute)
	}
	return &m
}

// DueSoon reports whether the approaching due time was told.
func (q Inquiry) DueSoon() bool { return q.Warned > 0 }

// CheckAt returns the instant at which the deadline checker must look at the inquiry next; zero for never.
func (q Inquiry) CheckAt() time.Time {
	switch {
	case q.State == StateSent && q.Replier.Centre == "" && (q.Unroutable == "" || q.RetryAt.IsZero()):
		return q.SentAt.Add(routeWithin)
	case q.State == StateSent && q.Replier.Centre == "":
		return q.RetryAt
	case q.State == StateDraft, q.awaited() && !q.Clock.Started(): // to the day: not every step moves it
		return q.ChangedAt.UTC().Truncate(24*time.Hour).AddDate(0, 0, untouchedDays+1)
	case q.awaited() && q.Overdue: // figures ask at each month's end what stands
		return earliest(q.LookAt, monthOf(q.ChangedAt).AddDate(0, 1, 0))
	case q.awaited() && q.Clock.HeldFor(ForCustoms):
		return q.Clock.Held[slices.IndexFunc(q.Clock.Held, func(h Hold) bool { return h.Cause == ForCustoms })].LookAt
	case q.awaited():
		return q.Clock.next(q.Warned, q.Overdue)
	case q.State == StateReplied || q.State == StateReturned:
		return earliest(q.RespondBy, q.FollowUpAt)
	case q.State == StateClosed && !q.Archived:
		return q.ArchiveAt
	}
	return time.Time{}
}

// earliest returns the earlier of the instants that are there.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
