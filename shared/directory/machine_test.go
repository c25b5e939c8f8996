package directory

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// keyring keeps keys in memory.
type keyring map[string]Key

func (r keyring) Key(_ context.Context, prefix string) (Key, error) {
	k, ok := r[prefix]
	if !ok {
		return Key{}, KeyUnknown()
	}
	return k, nil
}

func (r keyring) KeysOf(_ context.Context, code OperatorCode) ([]Key, error) {
	var out []Key
	for _, k := range r {
		if k.Operator == code {
			out = append(out, k)
		}
	}
	return out, nil
}

func (r keyring) SaveKey(_ context.Context, k Key, _ time.Time) error {
	if r[k.Prefix].Version != k.Version-1 {
		return ErrChanged
	}
	r[k.Prefix] = k
	return nil
}

func (keyring) KeyUsage(context.Context, string, time.Time) (KeyUsage, error) { return KeyUsage{}, nil }

func (keyring) Latest(_ context.Context, code OperatorCode) (Operator, []CallCentre, error) {
	if code != "GBA" && code != "DEA" {
		return Operator{}, nil, problem.New(problem.NotFound, "operator-unknown", "There is no such operator.")
	}
	return Operator{Code: code}, []CallCentre{{ID: CentreID(code + "-DON")}, {ID: CentreID(code + "-BEL")}}, nil
}

var (
	keyNow  = time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	dora    = principal.Principal{Subject: "dora", Name: "Dora", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	nils    = principal.Principal{Subject: "nils", Name: "Nils", Roles: []principal.Role{principal.NetworkAdministrator}}
	aBridge = NewKey{Name: "CRM bridge", Contact: "edi@gba.example", Centre: "GBA-DON", Scopes: []principal.Scope{principal.Raise, principal.Read}}
)

func machines() (*Machines, keyring) {
	r := keyring{}
	return &Machines{Store: r, Random: rand.Reader}, r
}

func issue(t *testing.T, m *Machines, by principal.Principal, n NewKey) (Key, string) {
	t.Helper()
	k, token, err := m.Issue(t.Context(), by, n, "", keyNow)
	if err != nil {
		t.Fatal(err)
	}
	return k, token
}

func TestIssue_TheTokenIsTheKey_AndIsKeptNowhere(t *testing.T) {
	m, ring := machines()
	k, token := issue(t, m, dora, aBridge)
	if prefix, ok := ParseKey(token); !ok || prefix != k.Prefix || k.Accepts(token, keyNow) != KeyAccepted {
		t.Fatalf("%s is not the key %v", token, k)
	}
	if !k.ExpiresAt.Equal(keyNow.AddDate(0, 0, 90)) || k.Limits.RequestsPerMinute != 300 || k.Operator != "GBA" || k.CreatedBy.Name != "Dora" {
		t.Errorf("%+v", ring[k.Prefix])
	}
	if kept := fmt.Sprintf("%+v", ring[k.Prefix]); len(token) == 0 || containsPart(kept, token[15:]) {
		t.Error("the secret is kept")
	}
}

func containsPart(s, part string) bool {
	for i := 0; i+len(part) <= len(s); i++ {
		if s[i:i+len(part)] == part {
			return true
		}
	}
	return false
}

func TestIssue_Refuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*NewKey)
		field  string
	}{
		"no name":                        {func(n *NewKey) { n.Name = " " }, "name"},
		"no contact":                     {func(n *NewKey) { n.Contact = "" }, "contact"},
		"a contact that is no address":   {func(n *NewKey) { n.Contact = "Zoe" }, "contact"},
		"no scope":                       {func(n *NewKey) { n.Scopes = nil }, "scopes"},
		"an unknown scope":               {func(n *NewKey) { n.Scopes = []principal.Scope{"read", "any"} }, "scopes[1]"},
		"a scope twice":                  {func(n *NewKey) { n.Scopes = []principal.Scope{"read", "read"} }, "scopes[1]"},
		"nowhere to act":                 {func(n *NewKey) { n.Centre = "" }, "centre"},
		"another operator's call centre": {func(n *NewKey) { n.Centre = "DEA-DON" }, "centre"},
		"for less than a day":            {func(n *NewKey) { n.Days = -1 }, "days"},
		"for more than a year":           {func(n *NewKey) { n.Days = 366 }, "days"},
		"too much a minute":              {func(n *NewKey) { n.Limits.RequestsPerMinute = 3001 }, "limits.requestsPerMinute"},
		"less than nothing":              {func(n *NewKey) { n.Limits.RecordsPerDay = -1 }, "limits.recordsPerDay"},
	} {
		n := aBridge
		c.change(&n)
		m, ring := machines()
		_, _, err := m.Issue(t.Context(), dora, n, "", keyNow)
		p := problem.As(err)
		if p.Slug != "key-refused" || len(p.Fields) != 1 || p.Fields[0].Name != c.field || len(ring) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestIssue_IsForAdministrators(t *testing.T) {
	m, _ := machines()
	k, _ := issue(t, m, dora, NewKey{Name: "All", Contact: "a@gba.example", Scopes: []principal.Scope{principal.Administer}})
	for name, c := range map[string]struct {
		by   principal.Principal
		of   OperatorCode
		slug string
	}{
		"an agent":                         {principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent, principal.Supervisor}}, "", "role-missing"},
		"another operator's administrator": {dora, "DEA", "not-your-operator"},
		"a key that administers":           {k.Principal(), "", "role-missing"},
		"the network, of nobody":           {nils, "", "request-invalid"},
		"the network, of an unknown one":   {nils, "XXX", "operator-unknown"},
		"the network's administrator":      {nils, "DEA", ""},
		"the operator's own administrator": {dora, "GBA", ""},
		"the same without naming the own":  {dora, "", ""},
	} {
		n := NewKey{Operator: c.of, Name: "x", Contact: "x@x.example", Scopes: []principal.Scope{principal.Track}}
		if _, _, err := m.Issue(t.Context(), c.by, n, "", keyNow); (c.slug == "") != (err == nil) || err != nil && !problem.Is(err, c.slug) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestIssue_Again_MakesNoSecondKey(t *testing.T) {
	m, ring := machines()
	k, _, err := m.Issue(t.Context(), dora, aBridge, "once", keyNow)
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := m.Issue(t.Context(), dora, aBridge, "once", keyNow.Add(time.Minute))
	if !problem.Is(err, "key-issued") || problem.As(err).Extra["prefix"] != k.Prefix || token != "" || len(ring) != 1 {
		t.Error(token, err, len(ring))
	}
	other := aBridge
	other.Name = "Another"
	if _, _, err := m.Issue(t.Context(), dora, other, "once", keyNow); !problem.Is(err, "idempotency-key-reused") {
		t.Error(err)
	}
}

func TestIssue_HasAnEnd_WhichRevokingMakesRoomFor(t *testing.T) {
	m, _ := machines()
	terms, err := Terms()
	if err != nil {
		t.Fatal(err)
	}
	var last Key
	for range terms.MaxKeys {
		last, _ = issue(t, m, dora, aBridge)
	}
	if _, _, err := m.Issue(t.Context(), dora, aBridge, "", keyNow); !problem.Is(err, "keys-full") {
		t.Fatal(err)
	}
	if _, err := m.Revoke(t.Context(), dora, last.Prefix, Any, keyNow); err != nil {
		t.Fatal(err)
	}
	issue(t, m, dora, aBridge)
}

func TestRotate_BothAreGoodForAWhile(t *testing.T) {
	m, _ := machines()
	k, first := issue(t, m, dora, aBridge)
	ends := keyNow.Add(48 * time.Hour)
	later := keyNow.Add(time.Hour)
	k, second, err := m.Rotate(t.Context(), dora, k.Prefix, 1, 47, later)
	if err != nil || k.Version != 2 || !k.ExpiresAt.Equal(later.AddDate(0, 0, 90)) {
		t.Fatal(k, err)
	}
	if k.Accepts(first, ends.Add(-time.Second)) != KeyAccepted || k.Accepts(second, later) != KeyAccepted || k.Accepts(first, ends) != KeyWasRotated || k.Accepts(second, ends) != KeyAccepted {
		t.Error("the old one is good until it ends, the new one from now on")
	}
	k, third, err := m.Rotate(t.Context(), dora, k.Prefix, Any, 0, later) // leaked: at once
	if err != nil || k.Accepts(first, later) != KeyIsInvalid || k.Accepts(second, later) != KeyWasRotated || k.Accepts(third, later) != KeyAccepted {
		t.Error(err)
	}
	for _, wrong := range []int{-2, 7*24 + 1} {
		if _, _, err := m.Rotate(t.Context(), dora, k.Prefix, Any, wrong, later); !problem.Is(err, "key-refused") {
			t.Error(wrong, err)
		}
	}
	if _, _, err := m.Rotate(t.Context(), dora, k.Prefix, 1, Usual, later); !problem.Is(err, "key-changed") {
		t.Error("rotated at an old version:", err)
	}
}

func TestRotate_TheOldOneDoesNotOutliveItsExpiry(t *testing.T) {
	m, _ := machines()
	n := aBridge
	n.Days = 1
	k, _ := issue(t, m, dora, n)
	if k, _, err := m.Rotate(t.Context(), dora, k.Prefix, Any, 2, keyNow.Add(23*time.Hour)); err != nil || !k.OldEndsAt.Equal(keyNow.Add(24*time.Hour)) || !k.ExpiresAt.Equal(keyNow.Add(47*time.Hour)) {
		t.Error(k.OldEndsAt, k.ExpiresAt, err)
	}
	if _, _, err := m.Rotate(t.Context(), dora, k.Prefix, Any, Usual, keyNow.AddDate(0, 0, 2)); !problem.Is(err, "key-ended") {
		t.Error(err)
	}
}

func TestRevoke_IsForEver_AndTheirsOnly(t *testing.T) {
	m, _ := machines()
	k, token := issue(t, m, dora, aBridge)
	stranger := dora
	stranger.Operator = "DEA"
	if _, err := m.Revoke(t.Context(), stranger, k.Prefix, Any, keyNow); !problem.Is(err, "key-unknown") {
		t.Error(err)
	}
	k, err := m.Revoke(t.Context(), nils, k.Prefix, Any, keyNow)
	if err != nil || k.Accepts(token, keyNow) != KeyIsRevoked || k.RevokedBy.Name != "Nils" {
		t.Error(k, err)
	}
	again, err := m.Revoke(t.Context(), dora, k.Prefix, Any, keyNow.Add(time.Hour))
	if err != nil || !again.RevokedAt.Equal(keyNow) || again.RevokedBy.Name != "Nils" {
		t.Error(again, err)
	}
	if _, _, err := m.Rotate(t.Context(), dora, k.Prefix, Any, Usual, keyNow); !problem.Is(err, "key-ended") {
		t.Error(err)
	}
}

func TestKeys_OfAnOperator_UntilTheyAreForgotten(t *testing.T) {
	m, _ := machines()
	own, _ := issue(t, m, dora, aBridge)
	foreign := aBridge
	foreign.Operator, foreign.Centre = "DEA", "DEA-DON"
	issue(t, m, nils, foreign)
	keys, usage, err := m.Keys(t.Context(), dora, "", keyNow)
	if err != nil || len(keys) != 1 || len(usage) != 1 || keys[0].Prefix != own.Prefix {
		t.Error(keys, err)
	}
	if keys, _, err := m.Keys(t.Context(), dora, "", own.ExpiresAt.AddDate(0, 0, 90)); err != nil || len(keys) != 0 {
		t.Error("ended ninety days ago and still shown:", keys, err)
	}
	if _, _, err := m.Keys(t.Context(), dora, "DEA", keyNow); !problem.Is(err, "not-your-operator") {
		t.Error(err)
	}
	if keys, _, err := m.Keys(t.Context(), nils, "DEA", keyNow); err != nil || !slices.ContainsFunc(keys, func(k Key) bool { return k.Operator == "DEA" }) {
		t.Error(keys, err)
	}
}
