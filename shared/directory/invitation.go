package directory

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Invitation is what an operator's administrator wants somebody to be, who has no entry in the directory yet. Whoever signs in with its address,
// verified by the identity provider, becomes that, once (ADR 0039). Address and name are personal data.
type Invitation struct {
	ID          string
	Operator    OperatorCode
	Email       string // in small letters (FoldAddress)
	Name        string
	Language    string     // of its letters, one of InvitationLanguages
	CallCentres []CentreID // the first is where they will work by default
	Roles       []principal.Role

	InvitedAt   time.Time
	InvitedBy   Editor
	ChangedAt   time.Time // zero: never
	ChangedBy   Editor
	EndsAt      time.Time // from then on nobody takes it up, unless it is sent again
	WithdrawnAt time.Time // zero: it is not
	WithdrawnBy Editor
	TakenAt     time.Time // zero: it is not
	TakenBy     string    // subject

	Letters  int // sent, or tried to
	LetterAt time.Time
	Letter   LetterFate // of the last one

	Version     int    // 1 when it is new
	Fingerprint string // of the request that made it with an Idempotency-Key
}

// LogValue keeps personal data out of logs.
func (i Invitation) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", i.ID), slog.String("operator", string(i.Operator)))
}

// LetterFate is what became of a letter.
type LetterFate string

// The fates of a letter.
const (
	LetterSent    LetterFate = "sent"    // taken by whoever delivers it
	LetterRefused LetterFate = "refused" // not taken to this address
	LetterFailed  LetterFate = "failed"  // nobody took it: worth another try
)

// InvitationState is what an invitation is at an instant.
type InvitationState string

// The states of an invitation.
const (
	InvitationWaiting   InvitationState = "waiting"
	InvitationExpired   InvitationState = "expired"
	InvitationWithdrawn InvitationState = "withdrawn"
	InvitationTakenUp   InvitationState = "takenUp"
)

// State says what the invitation is.
func (i Invitation) State(now time.Time) InvitationState {
	switch {
	case !i.TakenAt.IsZero():
		return InvitationTakenUp
	case !i.WithdrawnAt.IsZero():
		return InvitationWithdrawn
	case !now.Before(i.EndsAt):
		return InvitationExpired
	}
	return InvitationWaiting
}

// ended is when the invitation stopped, or will stop, being good.
func (i Invitation) ended() time.Time {
	switch {
	case !i.TakenAt.IsZero():
		return i.TakenAt
	case !i.WithdrawnAt.IsZero():
		return i.WithdrawnAt
	}
	return i.EndsAt
}

// agent is who somebody becomes that takes the invitation up.
func (i Invitation) agent(subject string, now time.Time) Agent {
	return Agent{Subject: subject, Name: i.Name, Email: i.Email, Operator: i.Operator, CallCentres: i.CallCentres, Roles: i.Roles, Seen: Seen{Language: i.Language},
		Joined: Joined{At: now, InvitedBy: i.InvitedBy, InvitedAt: i.InvitedAt}}
}

// InvitationTerms are the figures that hold for every invitation [A].
type InvitationTerms struct {
	Origin     string `json:"origin"`     // whether they are sourced or assumed
	Days       int    `json:"days"`       // for which it is good, from its last letter
	KeptDays   int    `json:"keptDays"`   // for which one that has ended is still shown
	MaxWaiting int    `json:"maxWaiting"` // of an operator, and as many a day
	MaxLetters int    `json:"maxLetters"` // to an address, of an operator and as long as its invitations are kept
}

//go:embed invitation-terms.json
var invitationTerms []byte

// TermsOfInvitations returns the figures that hold for every invitation.
var TermsOfInvitations = sync.OnceValues(func() (InvitationTerms, error) {
	var t InvitationTerms
	if err := json.Unmarshal(invitationTerms, &t); err != nil {
		return t, fmt.Errorf("invitation-terms.json: %w", err)
	}
	return t, nil
})

// forget is when an invitation is no longer kept.
func (t InvitationTerms) forget(i Invitation) time.Time { return i.ended().AddDate(0, 0, t.KeptDays) }

// InvitationLanguages are those that letters are written in, ISO 639-1.
var InvitationLanguages = []string{"en", "fr", "de", "es"}

// Limits of an invitation's texts [A]; of the address RFC 5321 section 4.5.3.1.3, with its brackets.
const (
	maxPersonName = 80
	maxAddress    = 254
)

// FoldAddress is a mail address as it is compared: in small letters. False for what is none, and for one with letters outside of ASCII: their
// small letters depend on who asks, so that two people's addresses could fold into one.
func FoldAddress(address string) (string, bool) {
	if len(address) > maxAddress || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", false
	}
	if a, err := mail.ParseAddress(address); err != nil || a.Address != address {
		return "", false
	}
	return strings.ToLower(address), true
}

// check refuses what an administrator cannot invite, with every field that is wrong.
func (i Invitation) check(centres []CallCentre) error {
	p := problem.New(problem.Invalid, "invitation-invalid", "Nobody can be invited like that. The fields listed in errors are wrong.")
	if _, ok := FoldAddress(i.Email); !ok {
		if i.Email == "" {
			p.With("email", "is missing")
		} else {
			p.With("email", "must be a mail address like name@post.example")
		}
	}
	checkText(p, "name", i.Name, maxPersonName, false)
	if !slices.Contains(InvitationLanguages, i.Language) {
		p.With("language", "must be one of en, fr, de, es")
	}
	AgentEdit{CallCentres: i.CallCentres, Roles: i.Roles}.blame(centres, p)
	return p.OrNil()
}
