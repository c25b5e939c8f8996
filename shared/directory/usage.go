package directory

import "time"

// Usage is how much a key has asked for: what was given out of its limits in a minute and a day. What an instance took and did not use counts
// as used. It is compared and swapped as a whole.
type Usage struct {
	Day      string // of UTC, "2026-11-26": the last day on which the key was used
	Requests int    // of that day
	Minute   int64  // Unix minutes
	InMinute int    // requests of that minute
	Seq      int64  // grows with each change
}

// Take gives n requests, or as many as are left, out of the limits at an instant.
func (u Usage) Take(n int, l KeyLimits, now time.Time) (after Usage, given int) {
	after = u.At(now)
	given = min(n, l.RequestsPerMinute-after.InMinute, l.RequestsPerDay-after.Requests)
	if given <= 0 {
		return after, 0
	}
	after.Requests, after.InMinute, after.Seq = after.Requests+given, after.InMinute+given, u.Seq+1
	return after, given
}

// At is the usage at an instant: nothing of a minute or a day that has passed. An instance whose clock is a little behind counts on in the
// newer one; a clock that was put back (the local stage's) begins anew.
func (u Usage) At(now time.Time) Usage {
	minute := now.Unix() / 60
	back := u.Minute-minute > maxSkewMinutes
	if day := now.UTC().Format(time.DateOnly); day > u.Day || back && day != u.Day {
		u.Day, u.Requests = day, 0
	}
	if minute > u.Minute || back {
		u.Minute, u.InMinute = minute, 0
	}
	return u
}

const maxSkewMinutes = 5

// KeyUsage is what an administrator sees of a key's use.
type KeyUsage struct {
	LastUsed string // day of UTC; "" = never
	Requests int    // today
	Records  int    // of tracking messages, today
}
