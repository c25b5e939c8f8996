package access

import (
	"context"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// The refusals of API keys. Only who holds a secret that was good once is told more than KeyInvalid.
const (
	KeyInvalid = Refusal(directory.KeyIsInvalid)
	KeyRotated = Refusal(directory.KeyWasRotated)
	KeyExpired = Refusal(directory.KeyHasExpired)
	KeyRevoked = Refusal(directory.KeyIsRevoked)
)

// Keys finds API keys and counts what they ask for.
type Keys interface {
	// KnownKey returns a key, at most some seconds old, or the problem NotFound "key-unknown".
	KnownKey(ctx context.Context, prefix string) (directory.Key, error)
	// RotatedKey returns a key as it is now, at most a second old: a secret that is not known may be new.
	RotatedKey(ctx context.Context, prefix string) (directory.Key, error)
	// MachineToken returns the access token of this digest, or the problem NotFound "token-unknown".
	MachineToken(ctx context.Context, digest []byte) (directory.AccessToken, error)
	// SwapUsage replaces a key's usage if it is what was seen last; it returns what is there then.
	SwapUsage(ctx context.Context, prefix string, seen, want directory.Usage, now time.Time) (there directory.Usage, swapped bool, err error)
}

// Machines lets API keys in and counts their requests. Safe for concurrent use.
//
// Requests are taken out of a key's limits some at a time, and then given out without asking again: one at first, twice as many each time in
// the same minute. So a key that asks once a minute costs one write a minute, one that asks a thousand times about twenty. More than the limit
// is never given; what an instance took and did not give out in its minute is lost to the others, at most as much as it gave out itself.
type Machines struct {
	Keys  Keys
	Clock clock.Clock // the system's, which the local stage can move

	mu     sync.Mutex
	leases map[string]*lease
}

// lease is what this instance holds of one key.
type lease struct {
	sync.Mutex
	usage  directory.Usage // as seen last
	minute int64
	left   int
	next   int // how many to take next
}

// maxLeases bounds how many keys an instance remembers: beyond it, any one is forgotten, with what it holds.
const maxLeases = 1000

// swaps is how often a lease tries against other instances before it gives up for this request.
const swaps = 10

// whose returns for whom an access token stands: its key with the token's scopes, its requests counted as the key's.
func (m *Machines) whose(ctx context.Context, token string) (principal.Principal, error) {
	digest, ok := directory.TokenDigest(token)
	if !ok {
		return principal.Principal{}, TokenInvalid
	}
	now, err := m.Clock.Now(ctx)
	if err != nil {
		return principal.Principal{}, err
	}
	t, err := m.Keys.MachineToken(ctx, digest)
	if problem.Is(err, "token-unknown") {
		return principal.Principal{}, TokenInvalid
	}
	if err != nil {
		return principal.Principal{}, err
	}
	key, err := m.Keys.KnownKey(ctx, t.Prefix)
	if problem.Is(err, "key-unknown") {
		return principal.Principal{}, TokenInvalid
	}
	if err != nil {
		return principal.Principal{}, err
	}
	verdict := key.TokenAccepts(t, now)
	if verdict == directory.KeyIsInvalid { // given for a secret that is newer than what is known of the key
		if key, err = m.Keys.RotatedKey(ctx, t.Prefix); err != nil {
			return principal.Principal{}, err
		}
		verdict = key.TokenAccepts(t, now)
	}
	switch verdict {
	case directory.KeyAccepted:
	case directory.KeyIsInvalid: // its secret is two rotations old
		return principal.Principal{}, KeyRotated
	default:
		return principal.Principal{}, Refusal(verdict)
	}
	key.Scopes = t.Scopes
	p := key.Principal()
	p.Quota, err = m.count(ctx, key, now)
	return p, err
}

func (m *Machines) who(ctx context.Context, token string) (principal.Principal, error) {
	prefix, ok := directory.ParseKey(token)
	if !ok {
		return principal.Principal{}, KeyInvalid
	}
	now, err := m.Clock.Now(ctx)
	if err != nil {
		return principal.Principal{}, err
	}
	key, err := m.Keys.KnownKey(ctx, prefix)
	if problem.Is(err, "key-unknown") {
		return principal.Principal{}, KeyInvalid
	}
	if err != nil {
		return principal.Principal{}, err
	}
	verdict := key.Accepts(token, now)
	if verdict == directory.KeyIsInvalid {
		if key, err = m.Keys.RotatedKey(ctx, prefix); err != nil {
			return principal.Principal{}, err
		}
		verdict = key.Accepts(token, now)
	}
	if verdict != directory.KeyAccepted {
		return principal.Principal{}, Refusal(verdict)
	}
	p := key.Principal()
	p.Quota, err = m.count(ctx, key, now)
	return p, err
}

// count gives the request out of the key's limits.
func (m *Machines) count(ctx context.Context, key directory.Key, now time.Time) (principal.Quota, error) {
	l := m.lease(key.Prefix)
	l.Lock()
	defer l.Unlock()
	if minute := now.Unix() / 60; minute != l.minute {
		l.minute, l.left, l.next = minute, 0, 1
	}
	over := false
	if l.left == 0 {
		given, err := m.take(ctx, key, l, now)
		if err != nil {
			return principal.Quota{}, err
		}
		over = given == 0
		l.left, l.next = given, min(2*l.next, max(1, key.Limits.RequestsPerMinute/4))
	}
	if !over {
		l.left--
	}
	used := l.usage.At(now)
	midnight := now.UTC().Truncate(24 * time.Hour).Add(24 * time.Hour)
	return principal.Quota{
		Minute:  principal.Window{Limit: key.Limits.RequestsPerMinute, Remaining: max(0, key.Limits.RequestsPerMinute-used.InMinute) + l.left, Length: 60, Reset: (now.Unix()/60 + 1) * 60},
		Day:     principal.Window{Limit: key.Limits.RequestsPerDay, Remaining: max(0, key.Limits.RequestsPerDay-used.Requests) + l.left, Length: 24 * 60 * 60, Reset: midnight.Unix()},
		Records: key.Limits.RecordsPerDay,
		At:      now, Over: over}, nil
}

// take takes some requests out of the key's limits; none when a limit is reached.
func (m *Machines) take(ctx context.Context, key directory.Key, l *lease, now time.Time) (int, error) {
	for range swaps {
		want, given := l.usage.Take(l.next, key.Limits, now)
		if given == 0 {
			// What was seen last may be of before an instance that gave up, never of after: a limit that is reached stays reached in its window.
			return 0, nil
		}
		there, swapped, err := m.Keys.SwapUsage(ctx, key.Prefix, l.usage, want, now)
		if err != nil {
			return 0, err
		}
		l.usage = there
		if swapped {
			return given, nil
		}
	}
	return 0, problem.New(problem.Unavailable, "quota-unavailable", "Requests of this key cannot be counted now. Try again in a moment.")
}

func (m *Machines) lease(prefix string) *lease {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.leases == nil {
		m.leases = map[string]*lease{}
	}
	l, ok := m.leases[prefix]
	if !ok {
		if len(m.leases) >= maxLeases {
			for k := range m.leases {
				delete(m.leases, k)
				break
			}
		}
		l = &lease{}
		m.leases[prefix] = l
	}
	return l
}
