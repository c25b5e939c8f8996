package webhook

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// Duration is a time.Duration that JSON writes as Go does: "5m30s".
type Duration time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	*d = Duration(v)
	return err
}

// Terms are the figures that hold for every endpoint [A].
type Terms struct {
	Origin          string     `json:"origin"`         // whether they are sourced or assumed
	Retries         []Duration `json:"retries"`        // from a refusal to the next attempt, by how often it was refused; after the last it is given up
	JitterPercent   int        `json:"jitterPercent"`  // by which each is shortened or lengthened at random, at most
	RetryAfterMost  Duration   `json:"retryAfterMost"` // to which a Retry-After is followed
	CircuitFailures int        `json:"circuitFailures"`
	Probes          []Duration `json:"probes"`        // between the attempts while the circuit is open; the last goes on
	DisabledAfter   Duration   `json:"disabledAfter"` // without any success
	MailEvery       Duration   `json:"mailEvery"`     // an opened circuit is mailed at most so often
	KeepDays        int        `json:"keepDays"`      // for which a delivery is kept, delivered or not
	Slots           int        `json:"slots"`         // calls of one endpoint at the same time
	Endpoints       int        `json:"endpoints"`     // of an operator
	Timeout         Duration   `json:"timeout"`       // of a call
	AnswerBytes     int        `json:"answerBytes"`   // of an answer that are read
	ShownBytes      int        `json:"shownBytes"`    // of those that are kept and shown
	Slice           Duration   `json:"slice"`         // for which a slot is worked on before others have their turn
	OverlapHours    int        `json:"overlapHours"`  // for which the secret before signs too, unless said
	MaxOverlapHours int        `json:"maxOverlapHours"`
	ReplayAtOnce    int        `json:"replayAtOnce"` // deliveries that one request replays
}

//go:embed terms.json
var termsFile []byte

// TermsOf returns the figures that hold for every endpoint.
var TermsOf = sync.OnceValues(func() (Terms, error) {
	var t Terms
	if err := json.Unmarshal(termsFile, &t); err != nil {
		return t, fmt.Errorf("webhook terms: %w", err)
	}
	return t, nil
})
