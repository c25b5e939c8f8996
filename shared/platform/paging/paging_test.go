package paging_test

import (
	"encoding/base64"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestCursor_RoundTrip(t *testing.T) {
	c := &paging.Cursors{Secrets: paging.FixedSecret("k")}
	rapid.Check(t, func(rt *rapid.T) {
		want := rapid.MapOfN(rapid.String(), rapid.String(), 1, 4).Draw(rt, "position")
		sealed, err := c.Seal(t.Context(), "scope", want)
		if err != nil {
			rt.Fatal(err)
		}
		got, err := c.Open(t.Context(), "scope", sealed)
		if err != nil || cmp.Diff(want, got) != "" {
			rt.Fatal(err, cmp.Diff(want, got))
		}
	})
}

func TestCursor_AnyAlteredByteIsRefused(t *testing.T) {
	c := &paging.Cursors{Secrets: paging.FixedSecret("k")}
	sealed, _ := c.Seal(t.Context(), "GBA todo", map[string]string{"PK": "a", "SK": "b"})
	raw, _ := base64.RawURLEncoding.DecodeString(sealed)
	for i := range raw {
		bad := append([]byte(nil), raw...)
		bad[i] ^= 1
		if _, err := c.Open(t.Context(), "GBA todo", base64.RawURLEncoding.EncodeToString(bad)); !problem.Is(err, "cursor-invalid") {
			t.Fatalf("byte %d altered: %v", i, err)
		}
	}
	for _, bad := range []string{"x", "%%%", sealed + "A", "AAAA"} {
		if _, err := c.Open(t.Context(), "GBA todo", bad); !problem.Is(err, "cursor-invalid") {
			t.Fatalf("%q: %v", bad, err)
		}
	}
	if _, err := c.Open(t.Context(), "DEA todo", sealed); !problem.Is(err, "cursor-invalid") {
		t.Fatalf("another list's cursor: %v", err)
	}
}

func TestCursor_EmptyIsTheBeginning(t *testing.T) {
	c := &paging.Cursors{}
	if s, err := c.Seal(t.Context(), "s", nil); s != "" || err != nil {
		t.Fatal(s, err)
	}
	if p, err := c.Open(t.Context(), "s", ""); p != nil || err != nil {
		t.Fatal(p, err)
	}
}
