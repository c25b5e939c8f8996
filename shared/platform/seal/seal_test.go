package seal_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/seal"
)

var key = paging.FixedSecret(strings.Repeat("k", 64))

func TestSeal_OpensWhereItWasSealed(t *testing.T) {
	b := &seal.Box{Secrets: key}
	rapid.Check(t, func(rt *rapid.T) {
		plain, ad := rapid.String().Draw(rt, "plain"), rapid.String().Draw(rt, "ad")
		sealed, err := b.Seal(t.Context(), plain, ad)
		if err != nil || plain != "" && strings.Contains(sealed, plain) && len(plain) > 8 {
			rt.Fatal(sealed, err)
		}
		if got, err := (&seal.Box{Secrets: key}).Open(t.Context(), sealed, ad); err != nil || got != plain {
			rt.Fatal(got, err)
		}
		if _, err := b.Open(t.Context(), sealed, ad+"x"); !errors.Is(err, seal.ErrSealed) {
			rt.Fatal("it opened elsewhere:", err)
		}
	})
}

func TestSeal_AnyAlteredByteIsRefused(t *testing.T) {
	b := &seal.Box{Secrets: key}
	sealed, _ := b.Seal(t.Context(), "whsec_c2VjcmV0", "row")
	raw, _ := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(sealed, "s1."))
	for i := range raw {
		bad := append([]byte(nil), raw...)
		bad[i] ^= 1
		if _, err := b.Open(t.Context(), "s1."+base64.RawURLEncoding.EncodeToString(bad), "row"); !errors.Is(err, seal.ErrSealed) {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
	for _, bad := range []string{"", "s1.", "s1.AAAA", "s2" + sealed[2:], sealed + "A", "whsec_c2VjcmV0"} {
		if _, err := b.Open(t.Context(), bad, "row"); !errors.Is(err, seal.ErrSealed) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestSeal_NeverTwiceTheSame(t *testing.T) {
	b := &seal.Box{Secrets: key}
	one, _ := b.Seal(t.Context(), "x", "row")
	two, _ := b.Seal(t.Context(), "x", "row")
	if one == two {
		t.Error("the same nonce twice")
	}
}

func TestSeal_AShortKeyIsRefused(t *testing.T) {
	if _, err := (&seal.Box{Secrets: paging.FixedSecret("short")}).Seal(t.Context(), "x", "row"); err == nil {
		t.Error("a guessable key was taken")
	}
}
