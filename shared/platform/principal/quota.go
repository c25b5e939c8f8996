package principal

import (
	"encoding/json"
	"time"
)

// Window is a quota and how far it is used, of a length of time that begins at a full minute or at 00:00 UTC.
type Window struct {
	Limit     int   `json:"l"`
	Remaining int   `json:"r"`
	Length    int   `json:"w"` // seconds
	Reset     int64 `json:"t"` // when it begins anew, Unix seconds
}

// Quota is how far a key has used what it may ask for. Its Minute and Day count requests, as the authorizer counted them.
type Quota struct {
	Records int       `json:"c"` // of tracking messages that it may send a day
	Minute  Window    `json:"m"`
	Day     Window    `json:"d"`
	At      time.Time `json:"a"`           // when it was counted
	Over    bool      `json:"o,omitempty"` // this request is one too many
}

// Counted reports whether requests are counted at all.
func (q Quota) Counted() bool { return q.Minute.Limit > 0 }

// Wait is how long until a request is let in again, in seconds, at least 1.
func (q Quota) Wait() int {
	until := q.Minute.Reset
	if q.Day.Remaining <= 0 {
		until = q.Day.Reset
	}
	return max(1, int(until-q.At.Unix()))
}

// String writes the quota as one value of an authorizer's context.
func (q Quota) String() string {
	b, _ := json.Marshal(q) // numbers only: cannot fail
	return string(b)
}

func readQuota(s string) Quota {
	var q Quota
	if json.Unmarshal([]byte(s), &q) != nil {
		return Quota{}
	}
	return q
}
