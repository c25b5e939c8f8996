package access

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var noon = time.Date(2026, 11, 26, 12, 0, 10, 0, time.UTC)

// ring is a table with keys in it; several instances share it.
type ring struct {
	mu     sync.Mutex
	keys   map[string]directory.Key
	usage  map[string]directory.Usage
	writes int

	tokens  map[string]directory.AccessToken
	rotated map[string]directory.Key // what the table has already, and who asks does not know
	reads   int                      // past what is known
	down    bool
}

func (r *ring) KnownKey(_ context.Context, prefix string) (directory.Key, error) {
	if r.down {
		return directory.Key{}, errors.New("the table does not answer")
	}
	k, ok := r.keys[prefix]
	if !ok {
		return directory.Key{}, directory.KeyUnknown()
	}
	return k, nil
}

func (r *ring) RotatedKey(ctx context.Context, prefix string) (directory.Key, error) {
	r.reads++
	if k, ok := r.rotated[prefix]; ok {
		return k, nil
	}
	return r.KnownKey(ctx, prefix)
}

func (r *ring) SwapUsage(_ context.Context, prefix string, seen, want directory.Usage, _ time.Time) (directory.Usage, bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.writes++
	if r.usage[prefix].Seq != seen.Seq {
		return r.usage[prefix], false, nil
	}
	r.usage[prefix] = want
	return want, true, nil
}

func (r *ring) PutToken(_ context.Context, t directory.AccessToken) error {
	if r.tokens == nil {
		r.tokens = map[string]directory.AccessToken{}
	}
	r.tokens[string(t.Digest)] = t
	return nil
}

func (r *ring) MachineToken(_ context.Context, digest []byte) (directory.AccessToken, error) {
	t, ok := r.tokens[string(digest)]
	if !ok {
		return t, problem.New(problem.NotFound, "token-unknown", "There is no such token.")
	}
	return t, nil
}

// Key, KeysOf, SaveKey, KeyUsage and Latest let directory.Machines issue keys into the ring.
func (r *ring) Key(ctx context.Context, prefix string) (directory.Key, error) {
	return r.KnownKey(ctx, prefix)
}
func (r *ring) KeysOf(context.Context, directory.OperatorCode) ([]directory.Key, error) {
	return nil, nil
}
func (r *ring) SaveKey(_ context.Context, k directory.Key, _ time.Time) error {
	r.keys[k.Prefix] = k
	return nil
}
func (r *ring) KeyUsage(context.Context, string, time.Time) (directory.KeyUsage, error) {
	return directory.KeyUsage{}, nil
}
func (r *ring) Latest(_ context.Context, code directory.OperatorCode) (directory.Operator, []directory.CallCentre, error) {
	return directory.Operator{Code: code}, []directory.CallCentre{{ID: "GBA-DON"}}, nil
}

func issued(t *testing.T, perMinute, perDay int) (*ring, string) {
	t.Helper()
	r := &ring{keys: map[string]directory.Key{}, usage: map[string]directory.Usage{}}
	by := principal.Principal{Subject: "dora", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	_, token, err := (&directory.Machines{Store: r, Random: rand.Reader}).Issue(t.Context(), by, directory.NewKey{Name: "Bridge", Contact: "a@gba.example", Centre: "GBA-DON",
		Scopes: []principal.Scope{principal.Raise}, Limits: directory.KeyLimits{RequestsPerMinute: perMinute, RequestsPerDay: perDay}}, "", noon)
	if err != nil {
		t.Fatal(err)
	}
	return r, token
}

func instance(r *ring, at *time.Time) *Door {
	return &Door{Machines: &Machines{Keys: r, Clock: now{at}}}
}

type now struct{ at *time.Time }

func (n now) Now(context.Context) (time.Time, error)               { return *n.at, nil }
func (n now) At(_ context.Context, t time.Time) (time.Time, error) { return t, nil }

var _ clock.Clock = now{}

func TestDoor_LetsAKeyIn(t *testing.T) {
	r, token := issued(t, 0, 0)
	at := noon
	p, err := instance(r, &at).Who(t.Context(), token)
	if err != nil || !p.IsMachine() || p.Operator != "GBA" || !p.WorksIn("GBA-DON") || p.Name != "Bridge" || p.Subject != "key-"+p.Key || !p.Quota.Counted() || p.Quota.Over || p.Quota.Records != 500000 {
		t.Errorf("%+v %v", p, err)
	}
}

// A new secret is good at once, although the instance still knows the key as it was; the key that is known costs no further read.
func TestDoor_ANewSecretIsGoodAtOnce(t *testing.T) {
	r, token := issued(t, 0, 0)
	prefix, _ := directory.ParseKey(token)
	at := noon
	door := instance(r, &at)
	if _, err := door.Who(t.Context(), token); err != nil || r.reads != 0 {
		t.Fatal(err, r.reads)
	}
	known := r.keys[prefix]
	by := principal.Principal{Subject: "dora", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	rotated, second, err := (&directory.Machines{Store: r, Random: rand.Reader}).Rotate(t.Context(), by, prefix, directory.Any, 1, noon)
	if err != nil {
		t.Fatal(err)
	}
	r.keys[prefix], r.rotated = known, map[string]directory.Key{prefix: rotated}
	if p, err := door.Who(t.Context(), second); err != nil || p.Key != prefix || r.reads != 1 {
		t.Error(p, err, r.reads)
	}
	if _, err := door.Who(t.Context(), token); err != nil {
		t.Error("the old one, while both are good:", err)
	}
}

func TestDoor_RefusesKeys(t *testing.T) {
	r, token := issued(t, 0, 0)
	prefix, _ := directory.ParseKey(token)
	at := noon
	other, foreign := issued(t, 0, 0)
	_ = other
	for name, c := range map[string]struct {
		token string
		at    time.Time
		want  Refusal
	}{
		"mistyped": {token[:61] + "1", noon, KeyInvalid},
		"unknown":  {foreign, noon, KeyInvalid},
		"expired":  {token, noon.AddDate(0, 0, 90), KeyExpired},
	} {
		at = c.at
		if _, err := instance(r, &at).Who(t.Context(), c.token); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	at = noon
	k := r.keys[prefix]
	k.RevokedAt = noon
	r.keys[prefix] = k
	if _, err := instance(r, &at).Who(t.Context(), token); !errors.Is(err, KeyRevoked) {
		t.Error(err)
	}
	if r.writes != 0 {
		t.Error("who is refused is counted")
	}
	r.down = true
	if _, err := instance(r, &at).Who(t.Context(), token); err == nil || errors.Is(err, KeyInvalid) {
		t.Error("nobody can know, and yet:", err)
	}
}

// However many instances there are and however the requests fall on them, no more than the limit is let in; and one instance lets in exactly that.
func TestMachines_LetInNoMoreThanTheLimit(t *testing.T) {
	for _, instances := range []int{1, 2, 5} {
		r, token := issued(t, 60, 0)
		at := noon
		var doors []*Door
		for range instances {
			doors = append(doors, instance(r, &at))
		}
		in, over := 0, 0
		for i := range 500 {
			p, err := doors[i%instances].Who(t.Context(), token)
			if err != nil {
				t.Fatal(err)
			}
			if p.Quota.Over {
				over++
				if w := p.Quota.Wait(); w != 50 {
					t.Fatalf("to wait %d seconds at ten past", w)
				}
			} else {
				in++
			}
		}
		if in > 60 || in < 50 || instances == 1 && in != 60 || in+over != 500 {
			t.Errorf("%d instances: %d let in, %d refused", instances, in, over)
		}
		at = noon.Add(50 * time.Second) // the next minute
		if p, err := doors[0].Who(t.Context(), token); err != nil || p.Quota.Over || p.Quota.Minute.Remaining != 59 {
			t.Errorf("the next minute: %+v %v", p.Quota, err)
		}
	}
}

func TestMachines_OfADay(t *testing.T) {
	r, token := issued(t, 10, 15)
	at := noon
	door := instance(r, &at)
	in := 0
	for range 4 {
		for range 12 {
			p, err := door.Who(t.Context(), token)
			if err != nil {
				t.Fatal(err)
			}
			if !p.Quota.Over {
				in++
			} else if at.After(noon.Add(time.Minute)) && p.Quota.Wait() < 11*60*60 {
				t.Fatalf("the day is used up, and it says to wait %d seconds", p.Quota.Wait())
			}
		}
		at = at.Add(time.Minute)
	}
	if in != 15 {
		t.Errorf("%d let in", in)
	}
	at = noon.AddDate(0, 0, 1)
	if p, err := door.Who(t.Context(), token); err != nil || p.Quota.Over {
		t.Error("the next day:", p.Quota, err)
	}
}

// What counting costs: a write for a key that asks once a minute, and few for one that asks all the time.
func TestMachines_CountInFewWrites(t *testing.T) {
	r, token := issued(t, 3000, 0)
	at := noon
	door := instance(r, &at)
	ask := func(n int) int {
		r.writes = 0
		for range n {
			if p, err := door.Who(t.Context(), token); err != nil || p.Quota.Over {
				t.Fatal(p.Quota, err)
			}
		}
		return r.writes
	}
	if n := ask(1); n != 1 {
		t.Errorf("the first request costs %d writes", n)
	}
	at = at.Add(time.Minute)
	if n := ask(1000); n > 12 {
		t.Errorf("a thousand requests in a minute cost %d writes", n)
	}
	at = at.Add(time.Minute)
	if n := ask(1); n != 1 {
		t.Errorf("one request a minute costs %d writes", n)
	}
}

func TestMachines_CountSafelyAtOnce(t *testing.T) {
	r, token := issued(t, 100, 0)
	at := noon
	door := instance(r, &at)
	var all sync.WaitGroup
	var mu sync.Mutex
	in := 0
	for range 8 {
		all.Go(func() {
			for range 50 {
				p, err := door.Who(t.Context(), token)
				mu.Lock()
				if err == nil && !p.Quota.Over {
					in++
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if in != 100 {
		t.Errorf("%d let in", in)
	}
}

type contended struct{ *ring }

func (c contended) SwapUsage(ctx context.Context, prefix string, seen, want directory.Usage, now time.Time) (directory.Usage, bool, error) {
	return directory.Usage{Seq: seen.Seq + 1}, false, nil
}

func TestMachines_ThatCannotCount_LetNobodyIn(t *testing.T) {
	r, token := issued(t, 0, 0)
	at := noon
	door := &Door{Machines: &Machines{Keys: contended{r}, Clock: now{&at}}}
	if _, err := door.Who(t.Context(), token); !problem.Is(err, "quota-unavailable") {
		t.Error(err)
	}
}

// An access token is its key with fewer scopes: counted as the key, ended by time, by rotating at once, and by revoking.
func TestDoor_AnAccessTokenStandsForItsKey(t *testing.T) {
	r, key := issued(t, 2, 0)
	prefix, _ := directory.ParseKey(key)
	k := r.keys[prefix]
	k.Scopes = []principal.Scope{principal.Read, principal.Raise}
	r.keys[prefix] = k
	machines := &directory.Machines{Store: r, Tokens: r, Random: rand.Reader}
	token, given, err := machines.Token(t.Context(), key, []principal.Scope{principal.Read}, noon)
	if err != nil || !directory.IsToken(token) || given.EndsAt != noon.Add(15*time.Minute) {
		t.Fatal(token, given, err)
	}
	at := noon
	door := instance(r, &at)
	p, err := door.Who(t.Context(), token)
	if err != nil || p.Key != prefix || p.Name != "Bridge" || len(p.Scopes) != 1 || p.Scopes[0] != principal.Read || p.Quota.Over {
		t.Fatalf("%+v %v", p, err)
	}
	if _, err := door.Who(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	if p, err := door.Who(t.Context(), token); err != nil || !p.Quota.Over {
		t.Errorf("the third in a minute of two, by key and token together: %+v %v", p.Quota, err)
	}
	for _, wrong := range []string{token[:len(token)-1] + "2", directory.TokenMark + key[len(directory.KeyMark):], directory.TokenMark} {
		if _, err := door.Who(t.Context(), wrong); !errors.Is(err, TokenInvalid) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	at = noon.Add(15 * time.Minute)
	if _, err := door.Who(t.Context(), token); !errors.Is(err, TokenExpired) {
		t.Error("a quarter of an hour later:", err)
	}
	at = noon
	by := principal.Principal{Subject: "dora", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	if _, _, err := machines.Rotate(t.Context(), by, prefix, directory.Any, 0, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := instance(r, &at).Who(t.Context(), token); !errors.Is(err, KeyRotated) {
		t.Error("its secret was replaced at once:", err)
	}
	if _, _, err := machines.Token(t.Context(), key, nil, noon); !problem.Is(err, "key-invalid") {
		t.Error("a token for a secret that was replaced:", err)
	}
	if _, err := machines.Revoke(t.Context(), by, prefix, directory.Any, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := instance(r, &at).Who(t.Context(), token); !errors.Is(err, KeyRevoked) {
		t.Error("its key was revoked:", err)
	}
}

func TestMachines_GiveNoTokenWithMoreThanTheKey(t *testing.T) {
	r, key := issued(t, 0, 0)
	machines := &directory.Machines{Store: r, Tokens: r, Random: rand.Reader}
	if _, _, err := machines.Token(t.Context(), key, []principal.Scope{principal.Raise, principal.Administer}, noon); !errors.Is(err, directory.ErrScope) {
		t.Error(err)
	}
	if _, given, err := machines.Token(t.Context(), key, nil, noon); err != nil || len(given.Scopes) != 1 || given.Scopes[0] != principal.Raise {
		t.Error("asked for none, it has all of the key:", given, err)
	}
	if len(r.tokens) != 1 {
		t.Errorf("%d tokens are kept", len(r.tokens))
	}
}
