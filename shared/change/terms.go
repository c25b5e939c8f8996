package change

import (
	_ "embed"
	"encoding/json"
	"sync"
	"time"
)

// terms.json says what is told and for how long it is kept: data, and assumptions (see its origin).
//
//go:embed terms.json
var termsFile []byte

// Terms are the bounds of the log.
type Terms struct {
	Origin      string `json:"origin"`
	KeepDays    int    `json:"keepDays"`    // days for which a change can be read, at least
	WaitSeconds int    `json:"waitSeconds"` // seconds for which a reader may wait for news, at most
	Kinds       []Kind `json:"kinds"`
}

// Kind says whether an event of an inquiry becomes a change.
type Kind struct {
	Kind string `json:"kind"` // inquiry.Kind
	Told bool   `json:"told"`
	Why  string `json:"why"`
}

var readTerms = sync.OnceValues(func() (Terms, error) {
	var t Terms
	err := json.Unmarshal(termsFile, &t)
	return t, err
})

// Bounds returns the terms. They are data that a test reads; without them nothing is told.
func Bounds() Terms {
	t, err := readTerms()
	if err != nil {
		return Terms{}
	}
	return t
}

// Kept is how long a change can be read, at least.
func (t Terms) Kept() time.Duration { return time.Duration(t.KeepDays) * 24 * time.Hour }

var told = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, k := range Bounds().Kinds {
		out[k.Kind] = k.Told
	}
	return out
})

const subject = "inquiry."

// Types lists the types of change, in the order of an inquiry's life.
func Types() []string {
	out := []string{}
	for _, k := range Bounds().Kinds {
		if k.Told {
			out = append(out, subject+k.Kind)
		}
	}
	return out
}
