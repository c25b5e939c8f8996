package webhook

import "time"

// Health is how an endpoint has answered so far, and what follows from it.
type Health struct {
	Failures     int       // in a row
	FailingSince time.Time // the first of them; zero: the latest attempt was accepted
	SucceededAt  time.Time // to the minute; zero: never
	OpenedAt     time.Time // zero: the circuit is closed
	Probes       int       // while it is open
	ProbeAt      time.Time // not called before then while it is open
	DisabledAt   time.Time // zero: it is not
	Disabled     Reason
	DisabledBy   Editor // who did, where a person did

	OpenMailedAt     time.Time
	DisabledMailedAt time.Time
	Version          int
}

// Reason says why an endpoint is not called any more.
type Reason string

// The reasons.
const (
	Unanswered Reason = "unanswered" // nothing was accepted for days
	Gone       Reason = "gone"       // it answered 410
	ByPerson   Reason = "person"     // an administrator switched it off
)

// Condition is what an endpoint's health amounts to.
type Condition string

// The conditions.
const (
	Active   Condition = "active"
	Open     Condition = "open"     // its circuit is: it is called by probes
	Disabled Condition = "disabled" // it is not called; what it should be told is kept
)

// Condition says what the health amounts to.
func (h Health) Condition() Condition {
	switch {
	case !h.DisabledAt.IsZero():
		return Disabled
	case !h.OpenedAt.IsZero():
		return Open
	}
	return Active
}

// probe is the pause after the nth failed probe.
func (t Terms) probe(n int) time.Duration { return time.Duration(t.Probes[min(n, len(t.Probes)-1)]) }

// After is the health after an attempt.
func (h Health) After(a Attempt, t Terms) Health {
	if a.Accepted() {
		h.Failures, h.FailingSince, h.OpenedAt, h.Probes, h.ProbeAt = 0, time.Time{}, time.Time{}, 0, time.Time{}
		h.SucceededAt = a.At.Truncate(time.Minute)
		return h
	}
	if h.Failures++; h.FailingSince.IsZero() {
		h.FailingSince = a.At
	}
	switch {
	case !h.DisabledAt.IsZero(): // a call that was under way when it was disabled
	case a.Gone():
		h.DisabledAt, h.Disabled = a.At, Gone
	case !h.OpenedAt.IsZero() && a.At.Sub(h.FailingSince) >= time.Duration(t.DisabledAfter):
		h.DisabledAt, h.Disabled = a.At, Unanswered
	case !h.OpenedAt.IsZero() && !a.Probe: // a call that was under way when it opened
	case !h.OpenedAt.IsZero():
		h.Probes++
		h.ProbeAt = a.At.Add(t.probe(h.Probes))
	case h.Failures >= t.CircuitFailures:
		h.OpenedAt, h.Probes, h.ProbeAt = a.At, 0, a.At.Add(t.probe(0))
	}
	return h
}

// MayProbe reports whether an open circuit lets one call through, and is the health once that call is somebody's: nobody else probes until it is over.
func (h Health) MayProbe(now time.Time, t Terms) (Health, bool) {
	if h.Condition() != Open || now.Before(h.ProbeAt) {
		return h, false
	}
	h.ProbeAt = now.Add(max(t.probe(h.Probes), 4*time.Duration(t.Timeout)))
	return h, true
}

// Switched is the health once a person has switched the endpoint on or off. On, it is called as if nothing had been.
func (h Health) Switched(on bool, by Editor, now time.Time) Health {
	if on {
		return Health{SucceededAt: h.SucceededAt, OpenMailedAt: h.OpenMailedAt, DisabledMailedAt: h.DisabledMailedAt, Version: h.Version}
	}
	if h.DisabledAt.IsZero() {
		h.DisabledAt, h.Disabled, h.DisabledBy = now, ByPerson, by
	}
	return h
}

// Letter is what the contact of an endpoint is mailed.
type Letter string

// The letters.
const (
	LetterNone     Letter = ""
	LetterOpened   Letter = "opened"
	LetterDisabled Letter = "disabled"
)

// Letter says what is to be mailed, and is the health once it has been.
func (h Health) Letter(now time.Time, t Terms) (Letter, Health) {
	switch {
	case h.Condition() == Disabled && h.Disabled != ByPerson && h.DisabledMailedAt.Before(h.DisabledAt):
		h.DisabledMailedAt = now
		return LetterDisabled, h
	case h.Condition() == Open && h.OpenMailedAt.Before(h.OpenedAt) && now.Sub(h.OpenMailedAt) >= time.Duration(t.MailEvery):
		h.OpenMailedAt = now
		return LetterOpened, h
	}
	return LetterNone, h
}
