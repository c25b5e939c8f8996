package insight

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// What figures by agent are bound to (ADR 0035).
const (
	// AgentMonths is how many months back facts know their agents, before the month that runs: older ones are compacted without.
	AgentMonths = 15
	// keyLasts is how many months after its year the key of a year is destroyed; facts come late for no longer.
	keyLasts = 3
)

// AgentKey names the key under which an operator's agents are called by pseudonyms in the facts of a year, UTC.
type AgentKey struct {
	Operator principal.OperatorCode
	Year     int
}

// Ends is when the key is destroyed: from then on nobody can tell a pseudonym's person, or make it again.
func (k AgentKey) Ends() time.Time {
	return time.Date(k.Year+1, time.January+keyLasts, 1, 0, 0, 0, 0, time.UTC)
}

// AgentKeys keeps the keys, apart from facts and from inquiries.
type AgentKeys interface {
	// Key returns a key's 32 bytes, and makes it when there is none yet; nil from its end on.
	Key(ctx context.Context, k AgentKey, now time.Time) ([]byte, error)
}

// Pseudonym is what an agent is called in facts: the same for the same key and subject, 16 letters and digits.
func Pseudonym(key []byte, subject string) string {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(subject))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(m.Sum(nil)[:10]))
}

// Told is a happening with who did it. The subject is used to find the pseudonym and goes no further.
type Told struct {
	Happening
	Subject string // of the agent; empty for the system, for systems of posts, and where it is not known
}

// FactsOf returns the facts that a happening is, with its agent's pseudonym where a person acted and the key of their operator's year lives. The
// same happening gives the same facts while the key does. A step has none: nobody is to blame by name for what came late.
func FactsOf(ctx context.Context, keys AgentKeys, t Told, now time.Time) ([]Fact, error) {
	facts := FactOf(t.Happening)
	operator := t.ActorCentre.Operator()
	if t.ActorKind != actorAgent || t.Subject == "" || operator == "" {
		return facts, nil
	}
	key, err := keys.Key(ctx, AgentKey{operator, t.At.UTC().Year()}, now)
	if err != nil {
		return nil, fmt.Errorf("pseudonym of who did %s: %w", t.EventID, err)
	}
	if key != nil {
		facts[0].Agent = Pseudonym(key, t.Subject)
	}
	return facts, nil
}

// ForgetsAgents is the month whose facts are compacted without their agents by a run of facts-keeper.
func ForgetsAgents(now time.Time) Month {
	return MonthOf(MonthOf(now).Start().AddDate(0, -AgentMonths-1, 0))
}
