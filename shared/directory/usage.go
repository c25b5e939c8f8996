package directory

import (
	"slices"
	"time"
)

// UsageDays is for how many days an administrator sees what a key asked for, the present one included.
const UsageDays = 31

// Usage is how much a key has asked for: what was given out of its limits in a minute and a day. What an instance took and did not use counts
// as used. It is compared and swapped as a whole.
type Usage struct {
	Day      string        // of UTC, "2026-11-26": the last day on which the key was used
	Requests int           // of that day
	Minute   int64         // Unix minutes
	InMinute int           // requests of that minute
	Seq      int64         // grows with each change
	Past     []DayRequests // of the days before Day on which it was used, ascending, the last UsageDays of them
}

// DayRequests says how often a key asked on a day of UTC.
type DayRequests struct {
	Day      string
	Requests int
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
		if u.Requests > 0 && !back {
			past := append(slices.Clip(u.Past), DayRequests{u.Day, u.Requests})
			u.Past = past[max(0, len(past)-UsageDays):]
		}
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
	LastUsed string     // day of UTC; "" = never
	Days     []DayUsage // the last UsageDays days, ascending, today last
}

// DayUsage is what a key did on a day of UTC.
type DayUsage struct {
	Day      string `json:"day" example:"2026-11-26"`
	Requests int    `json:"requests" doc:"Counted in advance, some at a time"`
	Records  int    `json:"records" doc:"Of tracking messages"`
}

// Today is the use of the last day, nothing when there is none.
func (u KeyUsage) Today() DayUsage {
	if len(u.Days) == 0 {
		return DayUsage{}
	}
	return u.Days[len(u.Days)-1]
}

// Look makes an administrator's view of a usage at an instant, records by day given. Days without use are in it, with nothing.
func (u Usage) Look(records map[string]int, now time.Time) KeyUsage {
	at := u.At(now)
	requests := map[string]int{at.Day: at.Requests}
	for _, d := range at.Past {
		requests[d.Day] = d.Requests
	}
	out := KeyUsage{LastUsed: u.Day, Days: make([]DayUsage, UsageDays)}
	for i := range out.Days {
		day := now.UTC().AddDate(0, 0, i+1-UsageDays).Format(time.DateOnly)
		out.Days[i] = DayUsage{Day: day, Requests: requests[day], Records: records[day]}
	}
	return out
}
