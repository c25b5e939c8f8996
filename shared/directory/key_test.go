package directory

import (
	"bytes"
	"crypto/rand"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

func aToken(t *testing.T) string {
	t.Helper()
	token, err := newKey("q2w3e4r5t6", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestParseKey_KnowsItsOwn(t *testing.T) {
	token := aToken(t)
	if prefix, ok := ParseKey(token); !ok || prefix != "q2w3e4r5t6" || len(token) != 62 || !IsKey(token) {
		t.Errorf("%q is read as %q %t", token, prefix, ok)
	}
	if token == aToken(t) {
		t.Error("two keys are the same")
	}
}

// The key of the documentation: what scanners look for must not change.
func TestParseKey_TheFormIsFrozen(t *testing.T) {
	token, err := newKey("aaaaaaaaaa", bytes.NewReader(make([]byte, 25)))
	if want := "wpk_aaaaaaaaaa_" + strings.Repeat("a", 40) + "pnhzcka"; err != nil || token != want {
		t.Errorf("%q, want %q: %v", token, want, err)
	}
}

func TestParseKey_ATypingErrorIsSeen(t *testing.T) {
	token := aToken(t)
	for i := range token {
		letter := "a"
		if token[i] == 'a' {
			letter = "b"
		}
		wrong := token[:i] + letter + token[i+1:]
		if _, ok := ParseKey(wrong); ok {
			t.Errorf("another letter at %d is not noticed: %q", i, wrong)
		}
	}
	for _, wrong := range []string{"", "wpk_", token[:61], token + "a", strings.ToUpper(token), " " + token, token[1:] + token[:1]} {
		if _, ok := ParseKey(wrong); ok {
			t.Errorf("%q is taken for a key", wrong)
		}
	}
}

func TestKey_Accepts(t *testing.T) {
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	current, old, foreign := aToken(t), aToken(t), aToken(t)
	key := func(change func(*Key)) Key {
		k := Key{Prefix: "q2w3e4r5t6", Digest: keyDigest(current), OldDigest: keyDigest(old), OldEndsAt: now.Add(time.Hour), ExpiresAt: now.Add(48 * time.Hour)}
		if change != nil {
			change(&k)
		}
		return k
	}
	revoked := func(k *Key) { k.RevokedAt = now }
	for name, c := range map[string]struct {
		key   Key
		token string
		at    time.Time
		want  KeyVerdict
	}{
		"the key":                             {key(nil), current, now, KeyAccepted},
		"until it expires":                    {key(nil), current, now.Add(48*time.Hour - time.Second), KeyAccepted},
		"expired":                             {key(nil), current, now.Add(48 * time.Hour), KeyHasExpired},
		"the one before, while both are good": {key(nil), old, now.Add(59 * time.Minute), KeyAccepted},
		"the one before, later":               {key(nil), old, now.Add(time.Hour), KeyWasRotated},
		"another secret":                      {key(nil), foreign, now, KeyIsInvalid},
		"revoked":                             {key(revoked), current, now, KeyIsRevoked},
		"revoked, the one before":             {key(revoked), old, now, KeyIsRevoked},
		"revoked, and another secret":         {key(revoked), foreign, now, KeyIsInvalid}, // who only knows the prefix learns nothing
		"expired, and another secret":         {key(nil), foreign, now.AddDate(1, 0, 0), KeyIsInvalid},
		"never rotated":                       {key(func(k *Key) { k.OldDigest, k.OldEndsAt = nil, time.Time{} }), "", now, KeyIsInvalid},
	} {
		if got := c.key.Accepts(c.token, c.at); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestKey_IsNotLogged(t *testing.T) {
	var b bytes.Buffer
	k := Key{Prefix: "q2w3e4r5t6", Operator: "GBA", Name: "Secret project", Contact: "zoe@gba.example", Digest: keyDigest("x")}
	slog.New(slog.NewTextHandler(&b, nil)).Info("x", "key", k)
	if got := b.String(); strings.Contains(got, "Secret") || strings.Contains(got, "zoe") || !strings.Contains(got, "q2w3e4r5t6") {
		t.Error(got)
	}
}

func TestKey_IsAMachineInItsCallCentre(t *testing.T) {
	k := Key{Prefix: "q2w3e4r5t6", Operator: "GBA", Centre: "GBA-DON", Name: "CRM bridge", Scopes: []principal.Scope{principal.Raise}}
	p := k.Principal()
	if !p.IsMachine() || !p.Has(principal.Agent) || p.Has(principal.Supervisor, principal.OperatorAdministrator, principal.NetworkAdministrator) || !p.WorksIn("GBA-DON") {
		t.Errorf("%+v", p)
	}
	k.Scopes, k.Centre = []principal.Scope{principal.Track}, ""
	if p := k.Principal(); p.Has(principal.Agent) || len(p.CallCentres) != 0 {
		t.Errorf("a key that sends messages may act in inquiries: %+v", p)
	}
}

func TestTerms_SayTheirOrigin(t *testing.T) {
	terms, err := Terms()
	if err != nil || terms.Origin == "" || terms.Days < 1 || terms.Days > terms.MaxDays || terms.OverlapHours > terms.MaxOverlapHours || terms.MaxKeys < 1 || terms.KeptDays < 1 {
		t.Fatalf("%+v %v", terms, err)
	}
	for _, l := range [][2]int{{terms.Limits.RequestsPerMinute, terms.MaxLimits.RequestsPerMinute}, {terms.Limits.RequestsPerDay, terms.MaxLimits.RequestsPerDay}, {terms.Limits.RecordsPerDay, terms.MaxLimits.RecordsPerDay}} {
		if l[0] < 1 || l[0] > l[1] {
			t.Errorf("the usual limit is %d of at most %d", l[0], l[1])
		}
	}
}

func TestUsage_KeepsADaysTotalForAMonth(t *testing.T) {
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	limits := KeyLimits{RequestsPerMinute: 100, RequestsPerDay: 1000}
	var u Usage
	for _, c := range []struct{ day, n int }{{0, 7}, {0, 3}, {2, 5}, {40, 1}} {
		u, _ = u.Take(c.n, limits, now.AddDate(0, 0, c.day))
	}
	look := u.Look(nil, now.AddDate(0, 0, 40))
	if len(look.Days) != UsageDays || look.Today() != (DayUsage{Day: "2027-01-05", Requests: 1}) || look.Days[0].Day != "2026-12-06" {
		t.Fatalf("%+v", look)
	}
	for _, d := range look.Days[:UsageDays-1] {
		if d.Requests != 0 {
			t.Errorf("%+v: what is older than a month is not shown", d)
		}
	}
	u = Usage{}
	for _, c := range []struct{ day, n int }{{0, 7}, {0, 3}, {2, 5}} {
		u, _ = u.Take(c.n, limits, now.AddDate(0, 0, c.day))
	}
	look = u.Look(map[string]int{"2026-11-27": 12}, now.AddDate(0, 0, 3))
	got := look.Days[UsageDays-4:]
	want := []DayUsage{{"2026-11-26", 10, 0}, {"2026-11-27", 0, 12}, {"2026-11-28", 5, 0}, {"2026-11-29", 0, 0}}
	if !slices.Equal(got, want) || look.LastUsed != "2026-11-28" {
		t.Errorf("%+v, want %+v", look, want)
	}
	before := u
	if after := u.At(now.AddDate(0, 0, 5)); len(before.Past) != 1 || len(after.Past) != 2 {
		t.Error("a usage is a value: a later one leaves it as it is", before, after)
	}
}

func TestUsage_GivesNoMoreThanTheLimits(t *testing.T) {
	now := time.Date(2026, 11, 26, 23, 58, 30, 0, time.UTC)
	l := KeyLimits{RequestsPerMinute: 10, RequestsPerDay: 25}
	var u Usage
	take := func(n int, at time.Time) int {
		after, given := u.Take(n, l, at)
		u = after
		return given
	}
	for i, c := range []struct {
		n     int
		after time.Duration
		want  int
	}{
		{8, 0, 8}, {8, 0, 2}, {1, time.Second, 0}, // the minute is used up
		{10, 31 * time.Second, 10}, {10, 91 * time.Second, 10}, // another minute; and midnight has passed: another day
		{10, 151 * time.Second, 10}, {10, 211 * time.Second, 5}, {1, 271 * time.Second, 0}, // the day is used up
		{10, -200 * time.Hour, 10}, // the local clock was put back
	} {
		if got := take(c.n, now.Add(c.after)); got != c.want {
			t.Errorf("%d: %d given, want %d: %+v", i, got, c.want, u)
		}
	}
}
