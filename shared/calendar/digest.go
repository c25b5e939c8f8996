package calendar

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
)

// digestBytes of a SHA-256 are enough to tell calendars apart for good, and short enough to be kept with every clock.
const digestBytes = 16

// Digest names the calendar by what it says: two specs that say the same in another order have the same digest.
func (s Spec) Digest() string {
	holidays := slices.Clone(s.Holidays)
	slices.Sort(holidays)
	s.Holidays = slices.Compact(holidays)
	raw, _ := json.Marshal(struct { // strings and maps of them: it cannot fail; maps are written in the order of their keys
		TimeZone string
		Week     map[string][][2]string `json:",omitempty"`
		Holidays []string               `json:",omitempty"`
		Special  map[string][][2]string `json:",omitempty"`
	}{s.TimeZone, s.Week, s.Holidays, s.Special})
	sum := sha256.Sum256(raw)
	return base64.RawURLEncoding.EncodeToString(sum[:digestBytes])
}

// Digest names the calendar by what it says.
func (c *Calendar) Digest() string { return c.spec.Digest() }
