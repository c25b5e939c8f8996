package directory

import (
	"crypto/sha256"
	"crypto/subtle"
	_ "embed"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Key is an API key: by which a system of an operator asks and sends. The key itself is known to its holder only; what is kept is its prefix
// and digests (ADR 0024).
type Key struct {
	Prefix   string // visible, and what it is looked up by
	Operator OperatorCode
	Centre   CentreID // where it acts in inquiries; "" = nowhere
	Name     string   // of the system, as histories show it
	Contact  string   // whom to ask about it: personal data
	Scopes   []principal.Scope
	Limits   KeyLimits

	CreatedAt time.Time
	CreatedBy Editor
	Days      int // for how long each of its secrets is good
	ExpiresAt time.Time
	Digest    []byte

	RotatedAt time.Time // zero: never
	RotatedBy Editor
	OldDigest []byte    // the secret before
	OldEndsAt time.Time // until when that one is accepted as well

	RevokedAt time.Time // zero: it is not
	RevokedBy Editor

	Version     int    // 1 when it is new
	Fingerprint string // of the request that made it with an Idempotency-Key
}

// LogValue keeps personal data and digests out of logs.
func (k Key) LogValue() slog.Value {
	return slog.GroupValue(slog.String("prefix", k.Prefix), slog.String("operator", string(k.Operator)))
}

// KeyLimits is how much a key may ask for and send.
type KeyLimits struct {
	RequestsPerMinute int `json:"requestsPerMinute"` // by the clock's minutes
	RequestsPerDay    int `json:"requestsPerDay"`    // by days of UTC
	RecordsPerDay     int `json:"recordsPerDay"`     // of tracking messages
}

// KeyTerms are the figures that hold for every key [A].
type KeyTerms struct {
	Origin          string    `json:"origin"` // whether they are sourced or assumed
	Days            int       `json:"days"`   // for which a secret is good, unless said
	MaxDays         int       `json:"maxDays"`
	OverlapHours    int       `json:"overlapHours"` // for which the secret before is accepted too, unless said
	MaxOverlapHours int       `json:"maxOverlapHours"`
	MaxKeys         int       `json:"maxKeys"` // of an operator, those that have ended not counted
	Limits          KeyLimits `json:"limits"`  // unless said
	MaxLimits       KeyLimits `json:"maxLimits"`
	KeptDays        int       `json:"keptDays"`     // for which a key that has ended is still shown
	TokenMinutes    int       `json:"tokenMinutes"` // for which an access token is good
}

//go:embed key-terms.json
var keyTerms []byte

// Terms returns the figures that hold for every key.
var Terms = sync.OnceValues(func() (KeyTerms, error) {
	var t KeyTerms
	if err := json.Unmarshal(keyTerms, &t); err != nil {
		return t, fmt.Errorf("key-terms.json: %w", err)
	}
	return t, nil
})

// A key is "wpk_", its prefix, "_", its secret and the checksum of all before: 62 characters that double-click as one word. The checksum
// tells a key that was mistyped or cut from one that is not known, without a look into the table, and lets scanners find leaked keys.
const (
	KeyMark      = "wpk_"
	prefixLength = 10
	secretLength = 40 // 200 bits
	checkLength  = 7
)

var (
	keyLetters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)
	keyForm    = regexp.MustCompile(fmt.Sprintf("^%s([a-z2-7]{%d})_[a-z2-7]{%d}$", KeyMark, prefixLength, secretLength+checkLength))
)

// IsKey reports whether a bearer token claims to be an API key.
func IsKey(token string) bool { return strings.HasPrefix(token, KeyMark) }

// ParseKey returns the prefix of a key that is written right.
func ParseKey(token string) (prefix string, ok bool) {
	m := keyForm.FindStringSubmatch(token)
	if m == nil || token[len(token)-checkLength:] != keyCheck(token[:len(token)-checkLength]) {
		return "", false
	}
	return m[1], true
}

func keyCheck(s string) string {
	return keyLetters.EncodeToString(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(s))))
}

// newKey makes a key with a prefix and a new secret.
func newKey(prefix string, random io.Reader) (string, error) {
	secret, err := letters(random, secretLength)
	if err != nil {
		return "", fmt.Errorf("make a key: %w", err)
	}
	s := KeyMark + prefix + "_" + secret
	return s + keyCheck(s), nil
}

// letters are n random letters of the keys' alphabet.
func letters(random io.Reader, n int) (string, error) {
	raw := make([]byte, (n*5+7)/8)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", err
	}
	return keyLetters.EncodeToString(raw)[:n], nil
}

func keyDigest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// KeyState is what a key is at an instant.
type KeyState string

// The states of a key.
const (
	KeyActive  KeyState = "active"
	KeyExpired KeyState = "expired"
	KeyRevoked KeyState = "revoked"
)

// State says what the key is. An expired one that is revoked is revoked.
func (k Key) State(now time.Time) KeyState {
	switch {
	case !k.RevokedAt.IsZero():
		return KeyRevoked
	case !now.Before(k.ExpiresAt):
		return KeyExpired
	}
	return KeyActive
}

// KeyVerdict says whether a token is the key, and why it is not accepted.
type KeyVerdict string

// The verdicts. All but the first two are told only to who holds a secret that was good once.
const (
	KeyAccepted   KeyVerdict = ""
	KeyIsInvalid  KeyVerdict = "key-invalid"
	KeyWasRotated KeyVerdict = "key-rotated"
	KeyHasExpired KeyVerdict = "key-expired"
	KeyIsRevoked  KeyVerdict = "key-revoked"

	TokenHasExpired KeyVerdict = "token-expired"
)

// Accepts compares a token with the key's secrets, in the same time whatever it is, and says whether it is good at an instant.
func (k Key) Accepts(token string, now time.Time) KeyVerdict {
	return k.verdict(keyDigest(token), now)
}

func (k Key) verdict(digest []byte, now time.Time) KeyVerdict {
	current := subtle.ConstantTimeCompare(digest, k.Digest) == 1
	old := subtle.ConstantTimeCompare(digest, k.OldDigest) == 1
	switch {
	case !current && !old:
		return KeyIsInvalid
	case !k.RevokedAt.IsZero():
		return KeyIsRevoked
	case old && !now.Before(k.OldEndsAt):
		return KeyWasRotated
	case !now.Before(k.ExpiresAt):
		return KeyHasExpired
	}
	return KeyAccepted
}

// Principal is the key as who is asking.
func (k Key) Principal() principal.Principal {
	p := principal.Principal{Subject: principal.MachineSubject(k.Prefix), Name: k.Name, Operator: k.Operator, Roles: principal.RolesOf(k.Scopes), Key: k.Prefix, Scopes: k.Scopes}
	if k.Centre != "" {
		p.CallCentres = []CentreID{k.Centre}
	}
	return p
}

// Ended is when the key stopped, or will stop, being accepted.
func (k Key) Ended() time.Time {
	if !k.RevokedAt.IsZero() && k.RevokedAt.Before(k.ExpiresAt) {
		return k.RevokedAt
	}
	return k.ExpiresAt
}
