//go:build emulator

package directorydb_test

import (
	"crypto/rand"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var doraOfGBA = principal.Principal{Subject: "dora", Name: "Dora", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}

func issued(t *testing.T, f *fixture) (directory.Key, string) {
	t.Helper()
	k, token, err := (&directory.Machines{Store: f.Store, Random: rand.Reader}).Issue(t.Context(), doraOfGBA, directory.NewKey{Name: "CRM bridge", Contact: "edi@gba.example", Centre: "GBA-DON",
		Scopes: []principal.Scope{principal.Raise, principal.Read}}, "", f.now)
	if err != nil {
		t.Fatal(err)
	}
	return k, token
}

func TestKeys_AreKept_AndFoundByPrefixAndOperator(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	k, _ := issued(t, f)
	f.costs(t, "making a key: the operator, its keys, the key and its place in the list", 5)
	got, err := f.Key(ctx, k.Prefix)
	if diff := cmp.Diff(k, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	f.costs(t, "a key as it is this moment", 1)
	if _, err := f.KnownKey(ctx, k.Prefix); err != nil {
		t.Error(err)
	}
	f.costs(t, "a key, for the authorizer", 0.5)
	if _, err := f.KnownKey(ctx, k.Prefix); err != nil {
		t.Error(err)
	}
	f.costs(t, "a key that was just read", 0)
	keys, err := f.KeysOf(ctx, "GBA")
	if err != nil || len(keys) != 1 || keys[0].Prefix != k.Prefix {
		t.Error(keys, err)
	}
	f.costs(t, "the keys of an operator", 0.5)
	if keys, err := f.KeysOf(ctx, "DEA"); err != nil || len(keys) != 0 {
		t.Error(keys, err)
	}
	if _, err := f.Key(ctx, "aaaaaaaaaa"); !problem.Is(err, "key-unknown") {
		t.Error(err)
	}
	f.meter.Reset()
	k.Version, k.RevokedAt = 2, f.now
	if err := f.SaveKey(ctx, k, f.now.AddDate(0, 0, 90)); err != nil {
		t.Fatal(err)
	}
	f.costs(t, "revoking a key", 2)
	k.Name = "Another"
	if err := f.SaveKey(ctx, k, f.now); !errors.Is(err, directory.ErrChanged) {
		t.Error("two at once:", err)
	}
}

// A revoked key is refused by every process ten seconds later: what stands in docs/machine-access.md.
func TestKnownKey_IsAtMostTenSecondsOld(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	k, token := issued(t, f)
	other := f.other()
	if known, err := other.KnownKey(ctx, k.Prefix); err != nil || known.Accepts(token, f.now) != directory.KeyAccepted {
		t.Fatal(known, err)
	}
	if _, err := (&directory.Machines{Store: f.Store, Random: rand.Reader}).Revoke(ctx, doraOfGBA, k.Prefix, directory.Any, f.now); err != nil {
		t.Fatal(err)
	}
	if directorydb.FreshKey != 10*time.Second {
		t.Errorf("a key is believed for %s", directorydb.FreshKey)
	}
	f.now = f.now.Add(directorydb.FreshKey)
	if known, err := other.KnownKey(ctx, k.Prefix); err != nil || known.Accepts(token, f.now) != directory.KeyIsRevoked {
		t.Error("a process that knew it still lets it in:", known, err)
	}
}

// A new secret is good a second after anybody tried one; who tries many costs a read a second.
func TestRotatedKey_IsReadAtMostOnceASecond(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	k, token := issued(t, f)
	other := f.other()
	if _, err := other.KnownKey(ctx, k.Prefix); err != nil {
		t.Fatal(err)
	}
	rotated, _, err := (&directory.Machines{Store: f.Store, Random: rand.Reader}).Rotate(ctx, doraOfGBA, k.Prefix, directory.Any, 0, f.now)
	if err != nil {
		t.Fatal(err)
	}
	f.meter.Reset()
	for range 10 {
		if known, err := other.RotatedKey(ctx, k.Prefix); err != nil || known.Version != 1 {
			t.Fatal(known, err)
		}
	}
	f.costs(t, "secrets that are tried within a second", 0)
	f.now = f.now.Add(time.Second)
	for range 10 {
		if known, err := other.RotatedKey(ctx, k.Prefix); err != nil || known.Version != rotated.Version || known.Accepts(token, f.now) != directory.KeyWasRotated {
			t.Fatal(known, err)
		}
	}
	f.costs(t, "secrets that are tried in the next", 1)
}

func TestUsage_IsSwappedByOneAtATime(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	limits := directory.KeyLimits{RequestsPerMinute: 60, RequestsPerDay: 100}
	first, _ := directory.Usage{}.Take(4, limits, f.now)
	if there, ok, err := f.SwapUsage(ctx, "q2w3e4r5t6", directory.Usage{}, first, f.now); err != nil || !ok || !reflect.DeepEqual(there, first) {
		t.Fatal(there, ok, err)
	}
	f.costs(t, "taking requests", 1)
	if there, ok, err := f.other().SwapUsage(ctx, "q2w3e4r5t6", directory.Usage{}, first, f.now); err != nil || ok || !reflect.DeepEqual(there, first) {
		t.Error("another process that knew nothing:", there, ok, err)
	}
	second, _ := first.Take(1, limits, f.now.Add(time.Minute))
	if there, ok, err := f.SwapUsage(ctx, "q2w3e4r5t6", first, second, f.now); err != nil || !ok || there.Requests != 5 || there.InMinute != 1 {
		t.Error(there, ok, err)
	}
	f.meter.Reset()
	for range 2 {
		if err := f.AddRecords(ctx, "q2w3e4r5t6", "2026-11-22", 50, f.now); err != nil {
			t.Fatal(err)
		}
		f.costs(t, "counting a message's records", 1)
	}
	if n, err := f.Records(ctx, "q2w3e4r5t6", "2026-11-22"); err != nil || n != 100 {
		t.Error(n, err)
	}
	f.costs(t, "how many records of the day", 0.5)
	u, err := f.KeyUsage(ctx, "q2w3e4r5t6", f.now)
	if want := (directory.DayUsage{Day: "2026-11-22", Requests: 5, Records: 100}); err != nil || u.LastUsed != "2026-11-22" || u.Today() != want {
		t.Error(u, err)
	}
	f.costs(t, "how a key is used", 0.5)
	tomorrow := f.now.AddDate(0, 0, 1)
	if u, err := f.KeyUsage(ctx, "q2w3e4r5t6", tomorrow); err != nil || u.Today() != (directory.DayUsage{Day: "2026-11-23"}) || u.LastUsed != "2026-11-22" || u.Days[len(u.Days)-2].Requests != 5 {
		t.Error("the next day:", u, err)
	}
}

func TestUsage_OfAMonth_IsOneItemOfOneUnit(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	limits := directory.KeyLimits{RequestsPerMinute: 1_000_000, RequestsPerDay: 1_000_000}
	var u directory.Usage
	for day := range 40 {
		now := f.now.AddDate(0, 0, day)
		want, _ := u.Take(900_000+day, limits, now)
		f.meter.Reset()
		there, ok, err := f.SwapUsage(ctx, "m2m3m4m5m6", u, want, now)
		if err != nil || !ok && !reflect.DeepEqual(there, want) { // sent again after its answer was lost, it meets itself
			t.Fatal(day, ok, err)
		}
		if ok {
			f.costs(t, "taking requests", 1)
		}
		u = there
		if err := f.AddRecords(ctx, "m2m3m4m5m6", now.Format(time.DateOnly), day, now); err != nil {
			t.Fatal(err)
		}
	}
	f.meter.Reset()
	got, err := f.KeyUsage(ctx, "m2m3m4m5m6", f.now.AddDate(0, 0, 39))
	if err != nil || len(got.Days) != directory.UsageDays {
		t.Fatal(got, err)
	}
	for i, d := range got.Days {
		day := 39 - len(got.Days) + 1 + i
		if want := (directory.DayUsage{Day: f.now.AddDate(0, 0, day).Format(time.DateOnly), Requests: 900_000 + day, Records: day}); d != want {
			t.Errorf("%+v, want %+v", d, want)
		}
	}
	f.costs(t, "how a key was used in a month", 1)
}

func TestToken_IsFoundByItsDigestAtOnce(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	want := directory.AccessToken{Prefix: "q2w3e4r5t6", Digest: []byte("a digest"), Secret: []byte("another"), Scopes: []principal.Scope{principal.Read}, EndsAt: f.now.Add(time.Minute)}
	f.meter.Reset()
	if err := f.PutToken(ctx, want); err != nil {
		t.Fatal(err)
	}
	f.costs(t, "giving a token", 1)
	got, err := f.other().MachineToken(ctx, want.Digest)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := f.MachineToken(ctx, []byte("nobody's")); !problem.Is(err, "token-unknown") {
		t.Error(err)
	}
	f.meter.Reset()
	if _, err := f.MachineToken(ctx, want.Digest); err != nil {
		t.Fatal(err)
	}
	f.costs(t, "finding a token", 1)
}
