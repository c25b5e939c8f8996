package directory

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Limits of a key's texts [A].
const (
	maxKeyName    = 60
	maxKeyContact = 120
)

// KeyStore keeps API keys.
type KeyStore interface {
	// Key returns a key as it is this moment, or "key-unknown".
	Key(ctx context.Context, prefix string) (Key, error)
	// KeysOf returns an operator's keys, the newest first.
	KeysOf(ctx context.Context, code OperatorCode) ([]Key, error)
	// SaveKey stores a key in place of the version before its own (1: of none), or returns ErrChanged. It is forgotten some time after forget.
	SaveKey(ctx context.Context, k Key, forget time.Time) error
	// KeyUsage returns how a key was used in the last UsageDays days.
	KeyUsage(ctx context.Context, prefix string, now time.Time) (KeyUsage, error)
	// Latest returns an operator with its call centres, or "operator-unknown".
	Latest(ctx context.Context, code OperatorCode) (Operator, []CallCentre, error)
}

// Usual stands for the figure of the terms where 0 means something else.
const Usual = -1

// Machines is how administrators give systems access.
type Machines struct {
	Store  KeyStore
	Tokens TokenStore
	Random io.Reader // of cryptographic quality
}

// NewKey is what somebody wants a key to be.
type NewKey struct {
	Operator OperatorCode // "" = the asker's
	Name     string
	Contact  string
	Centre   CentreID
	Scopes   []principal.Scope
	Days     int       // for which each secret is good; 0: the usual
	Limits   KeyLimits // a member that is 0: the usual
}

// Issue makes a key and returns it with the token, which nobody can be shown again. The same request again ("" = no Idempotency-Key) makes no
// second key and is the problem "key-issued", which names the first.
func (m *Machines) Issue(ctx context.Context, by principal.Principal, n NewKey, once string, now time.Time) (Key, string, error) {
	if n.Operator == "" {
		n.Operator = by.Operator
	}
	if err := managesKeys(by, n.Operator); err != nil {
		return Key{}, "", err
	}
	terms, err := Terms()
	if err != nil {
		return Key{}, "", err
	}
	op, centres, err := m.Store.Latest(ctx, n.Operator)
	if err != nil {
		return Key{}, "", err
	}
	k, err := n.key(op, centres, terms, now)
	if err != nil {
		return Key{}, "", err
	}
	if k.Prefix, err = letters(m.Random, prefixLength); err != nil {
		return Key{}, "", fmt.Errorf("make a key: %w", err)
	}
	if once != "" {
		raw, err := json.Marshal(n)
		if err != nil {
			return Key{}, "", fmt.Errorf("make a key: %w", err)
		}
		sum := sha256.Sum256([]byte(string(n.Operator) + "\x00" + by.Subject + "\x00" + once))
		k.Prefix, k.Fingerprint = keyLetters.EncodeToString(sum[:])[:prefixLength], idOf(string(raw))
		there, err := m.Store.Key(ctx, k.Prefix)
		if err == nil {
			return Key{}, "", issued(there, k)
		}
		if problem.As(err).Kind != problem.NotFound {
			return Key{}, "", err
		}
	}
	all, err := m.Store.KeysOf(ctx, n.Operator)
	if err != nil {
		return Key{}, "", err
	}
	if active := slices.DeleteFunc(all, func(k Key) bool { return k.State(now) != KeyActive }); len(active) >= terms.MaxKeys {
		return Key{}, "", problem.New(problem.Conflict, "keys-full", "An operator has at most %d keys. Revoke one that nobody uses.", terms.MaxKeys)
	}
	token, err := newKey(k.Prefix, m.Random)
	if err != nil {
		return Key{}, "", err
	}
	k.Digest, k.CreatedAt, k.CreatedBy, k.Version = keyDigest(token), now, Editor{by.Subject, by.Name}, 1
	err = m.Store.SaveKey(ctx, k, terms.forget(k))
	if errors.Is(err, ErrChanged) { // the same request at the same moment
		there, err := m.Store.Key(ctx, k.Prefix)
		if err != nil {
			return Key{}, "", err
		}
		return Key{}, "", issued(there, k)
	}
	return k, token, err
}

// issued says that a request made its key before.
func issued(there, k Key) error {
	if there.Fingerprint != k.Fingerprint {
		return problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another key. Use a new one.").With("Idempotency-Key", "was used with another body")
	}
	return problem.New(problem.Conflict, "key-issued", "This request has made the key %s. It was shown then, and is kept nowhere: rotate it to get one that works.", there.Prefix).
		WithExtra("prefix", there.Prefix)
}

func (t KeyTerms) forget(k Key) time.Time { return k.Ended().AddDate(0, 0, t.KeptDays) }

// key is the key that is wanted, or "key-refused" with what is wrong.
func (n NewKey) key(op Operator, centres []CallCentre, terms KeyTerms, now time.Time) (Key, error) {
	p := problem.New(problem.Invalid, "key-refused", "The key cannot be made like that. The fields listed in errors are wrong.")
	checkText(p, "name", n.Name, maxKeyName, false)
	checkText(p, "contact", n.Contact, maxKeyContact, false)
	if a, err := mail.ParseAddress(n.Contact); n.Contact != "" && (err != nil || a.Address != n.Contact) {
		p.With("contact", "must be a mail address like edi@post.example")
	}
	if len(n.Scopes) == 0 {
		p.With("scopes", "is missing: without a scope a key can do nothing")
	}
	for i, s := range n.Scopes {
		switch {
		case !slices.Contains(principal.Scopes, s):
			p.With(fmt.Sprintf("scopes[%d]", i), "is no scope")
		case slices.Index(n.Scopes, s) < i:
			p.With(fmt.Sprintf("scopes[%d]", i), "is there twice")
		}
	}
	acts := slices.Contains(n.Scopes, principal.Raise) || slices.Contains(n.Scopes, principal.Reply)
	switch own := slices.ContainsFunc(centres, func(c CallCentre) bool { return c.ID == n.Centre }); {
	case n.Centre == "" && acts:
		p.With("centre", "is missing: a key that raises or replies acts for a call centre")
	case n.Centre != "" && !own:
		p.With("centre", "must be a call centre of %s", op.Code)
	}
	days, limits := n.Days, n.Limits
	limit := func(field string, value *int, usual, most int) {
		if *value == 0 {
			*value = usual
		}
		if *value < 1 || *value > most {
			p.With(field, "must be between 1 and %d", most)
		}
	}
	limit("days", &days, terms.Days, terms.MaxDays)
	limit("limits.requestsPerMinute", &limits.RequestsPerMinute, terms.Limits.RequestsPerMinute, terms.MaxLimits.RequestsPerMinute)
	limit("limits.requestsPerDay", &limits.RequestsPerDay, terms.Limits.RequestsPerDay, terms.MaxLimits.RequestsPerDay)
	limit("limits.recordsPerDay", &limits.RecordsPerDay, terms.Limits.RecordsPerDay, terms.MaxLimits.RecordsPerDay)
	return Key{Operator: op.Code, Centre: n.Centre, Name: n.Name, Contact: n.Contact, Scopes: n.Scopes, Limits: limits, Days: days, ExpiresAt: now.AddDate(0, 0, days)}, p.OrNil()
}

// Rotate gives a key a new secret, good for as long as the first was, and returns the token, which nobody can be shown again. The secret of
// now is accepted for some hours more (0: it ends at once; Usual: the usual ones); one before it ends at once.
func (m *Machines) Rotate(ctx context.Context, by principal.Principal, prefix string, version, overlap int, now time.Time) (Key, string, error) {
	terms, err := Terms()
	if err != nil {
		return Key{}, "", err
	}
	token := ""
	k, err := m.change(ctx, by, prefix, version, now, func(k *Key) error {
		if k.State(now) != KeyActive {
			return problem.New(problem.Conflict, "key-ended", "This key has ended. Make a new one.")
		}
		if overlap == Usual {
			overlap = terms.OverlapHours
		}
		if overlap < 0 || overlap > terms.MaxOverlapHours {
			return problem.New(problem.Invalid, "key-refused", "The key cannot be rotated like that.").With("overlapHours", "must be between 0 and %d", terms.MaxOverlapHours)
		}
		oldEnds := now.Add(time.Duration(overlap) * time.Hour)
		if oldEnds.After(k.ExpiresAt) {
			oldEnds = k.ExpiresAt
		}
		if token, err = newKey(k.Prefix, m.Random); err != nil {
			return err
		}
		k.OldDigest, k.OldEndsAt, k.Digest = k.Digest, oldEnds, keyDigest(token)
		k.RotatedAt, k.RotatedBy, k.ExpiresAt = now, Editor{by.Subject, by.Name}, now.AddDate(0, 0, k.Days)
		return nil
	})
	return k, token, err
}

// Revoke ends a key at once. One that is revoked stays as it is.
func (m *Machines) Revoke(ctx context.Context, by principal.Principal, prefix string, version int, now time.Time) (Key, error) {
	return m.change(ctx, by, prefix, version, now, func(k *Key) error {
		if k.RevokedAt.IsZero() {
			k.RevokedAt, k.RevokedBy = now, Editor{by.Subject, by.Name}
		}
		return nil
	})
}

func (m *Machines) change(ctx context.Context, by principal.Principal, prefix string, version int, now time.Time, do func(*Key) error) (Key, error) {
	k, err := m.Key(ctx, by, prefix, now)
	if err != nil {
		return Key{}, err
	}
	if version != Any && version != k.Version {
		return Key{}, changed("key-changed", version)
	}
	if err := do(&k); err != nil {
		return Key{}, err
	}
	terms, err := Terms()
	if err != nil {
		return Key{}, err
	}
	k.Version++
	return k, editFailed(m.Store.SaveKey(ctx, k, terms.forget(k)), "key-changed", version)
}

// Key returns a key that the asker manages, or "key-unknown".
func (m *Machines) Key(ctx context.Context, by principal.Principal, prefix string, now time.Time) (Key, error) {
	if err := managesSomeKeys(by); err != nil {
		return Key{}, err
	}
	k, err := m.Store.Key(ctx, prefix)
	if err != nil {
		return Key{}, err
	}
	terms, err := Terms()
	if err != nil {
		return Key{}, err
	}
	if managesKeys(by, k.Operator) != nil || !now.Before(terms.forget(k)) {
		return Key{}, KeyUnknown()
	}
	return k, nil
}

// KeyUnknown says that there is no such key, or not for who asks.
func KeyUnknown() error {
	return problem.New(problem.NotFound, "key-unknown", "There is no such key.")
}

// Keys returns the keys of an operator ("" = the asker's), the newest first, with how they were used lately.
func (m *Machines) Keys(ctx context.Context, by principal.Principal, code OperatorCode, now time.Time) ([]Key, []KeyUsage, error) {
	if code == "" {
		code = by.Operator
	}
	if err := managesKeys(by, code); err != nil {
		return nil, nil, err
	}
	terms, err := Terms()
	if err != nil {
		return nil, nil, err
	}
	keys, err := m.Store.KeysOf(ctx, code)
	if err != nil {
		return nil, nil, err
	}
	keys = slices.DeleteFunc(keys, func(k Key) bool { return !now.Before(terms.forget(k)) })
	usage := make([]KeyUsage, len(keys))
	for i, k := range keys {
		if usage[i], err = m.Usage(ctx, k, now); err != nil {
			return nil, nil, err
		}
	}
	return keys, usage, nil
}

// Usage returns how a key was used lately.
func (m *Machines) Usage(ctx context.Context, k Key, now time.Time) (KeyUsage, error) {
	return m.Store.KeyUsage(ctx, k.Prefix, now)
}

func managesSomeKeys(by principal.Principal) error {
	if by.IsMachine() || !by.Has(principal.OperatorAdministrator, principal.NetworkAdministrator) {
		return problem.New(problem.Forbidden, "role-missing", "Keys are the work of the operator's administrator.")
	}
	return nil
}

// managesKeys refuses who looks after the keys of another operator, or of none. A key makes no keys: what leaked could not be revoked.
func managesKeys(by principal.Principal, code OperatorCode) error {
	if err := managesSomeKeys(by); err != nil {
		return err
	}
	switch {
	case code == "":
		return problem.New(problem.Invalid, "request-invalid", "Say whose keys.").With("operator", "is missing: you belong to no operator")
	case by.Operator != code && !by.Has(principal.NetworkAdministrator):
		return problem.New(problem.Forbidden, "not-your-operator", "You administer %s only.", by.Operator)
	}
	return nil
}
