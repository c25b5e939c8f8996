package edi_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestParseItemID_ValidNumbers(t *testing.T) {
	for _, c := range []struct{ id, indicator, country, class string }{
		{"EE123456799GB", "EE", "GB", edi.ClassEMS}, {"EM200000010US", "EM", "US", edi.ClassEMS}, {"EA712033447JP", "EA", "JP", edi.ClassEMS},
		{"RR473124829DE", "RR", "DE", edi.ClassRegistered}, {"RB123456785FR", "RB", "FR", edi.ClassRegistered}, {"VV050812775CH", "VV", "CH", edi.ClassInsured},
		{"CC309981215BE", "CC", "BE", edi.ClassParcel}, {"CP660104503CA", "CP", "CA", edi.ClassParcel}, {"CX901200334NL", "CX", "NL", edi.ClassParcel},
		{"LX880001239CN", "LX", "CN", edi.ClassExpress}, {"LZ431109879AU", "LZ", "AU", edi.ClassExpress}, {"UA024567816SG", "UA", "SG", edi.ClassLetter},
		{"HA100000079IE", "HA", "IE", edi.ClassECommerce}, {"HX555012347ES", "HX", "ES", edi.ClassECommerce}, {"RA000000005IT", "RA", "IT", edi.ClassRegistered},
		{"CC100000140IE", "CC", "IE", edi.ClassParcel}, {"CC100000290IE", "CC", "IE", edi.ClassParcel}, // check digit 0 for 10
		{"CC100000025IE", "CC", "IE", edi.ClassParcel}, {"CC100000175IE", "CC", "IE", edi.ClassParcel}, // check digit 5 for 11
		{"RB123456785GB", "RB", "GB", edi.ClassRegistered}, {"RB123456785US", "RB", "US", edi.ClassRegistered}, {"RB123456785CF", "RB", "CF", edi.ClassRegistered},
	} {
		got, err := edi.ParseItemID(c.id)
		if err != nil {
			t.Errorf("%s: %v", c.id, err)
			continue
		}
		want := edi.S10{ID: edi.ItemID(c.id), Indicator: c.indicator, Serial: c.id[2:10], CheckDigit: int(c.id[10] - '0'), Country: c.country, Class: c.class}
		if got != want {
			t.Errorf("%s: %+v, want %+v", c.id, got, want)
		}
	}
}

func TestParseItemID_SaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ typed, reason string }{
		{"", "length: has 0 characters, not 13"},
		{"EE12345679GB", "length: has 12 characters, not 13"},
		{"EE1234567999GB", "length: has 14 characters, not 13"},
		{"1E123456799GB", "letters: characters 1 and 2"},
		{"EE123456799G1", "letters: characters 12 and 13"},
		{"EE12345A799GB", "digits: characters 3 to 11"},
		{"EE123456790GB", "check digit: is 0, must be 9 for the number 12345679"},
		{"RB123456786US", "check digit: is 6, must be 5 for the number 12345678"},
		{"RB123456785XX", "country: XX is no country"},
		{"RB123456785UK", "country: UK is no country"},
		{"ÉE123456799GB", "letters: only A to Z"},
		{"EE12345679９GB", "letters: only A to Z"}, // a full-width nine
		{"ſE123456799GB", "letters: only A to Z"}, // must not be raised to S
	} {
		t.Run(c.typed, func(t *testing.T) {
			_, err := edi.ParseItemID(c.typed)
			p, ok := errors.AsType[*problem.Problem](err)
			if !ok || p.Kind != problem.Invalid || p.Slug != "item-id-invalid" || len(p.Fields) == 0 {
				t.Fatalf("%#v", err)
			}
			if p.Fields[0].Name != "itemId" || !strings.HasPrefix(p.Fields[0].Reason, c.reason) {
				t.Fatalf("%+v, want %q", p.Fields, c.reason)
			}
		})
	}
}

func TestParseItemID_SeveralFaultsAreAllNamed(t *testing.T) {
	_, err := edi.ParseItemID("RB123456786XX")
	if p := problem.As(err); len(p.Fields) != 2 {
		t.Fatal(p)
	}
}

func TestParseItemID_AsPeopleTypeIt(t *testing.T) {
	for _, typed := range []string{"ee123456799gb", "EE 1234 5679 9 GB", "EE-123-456-799-GB", " EE123456799GB\n", "Ee.12345679–9 gB", "EE\u00a0123456799\u202fGB"} {
		if got, err := edi.ParseItemID(typed); err != nil || got.ID != "EE123456799GB" {
			t.Errorf("%q: %v %v", typed, got.ID, err)
		}
	}
}

func TestParseItemID_ExactlyOneCheckDigitIsRight(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		serial := fmt.Sprintf("%08d", rapid.IntRange(0, 99_999_999).Draw(rt, "serial"))
		right := 0
		for digit := range 10 {
			s10, err := edi.ParseItemID(fmt.Sprintf("RA%s%dFR", serial, digit))
			if err == nil {
				right++
				if s10.CheckDigit != edi.CheckDigit(serial) {
					rt.Fatal(s10)
				}
			}
		}
		if right != 1 {
			rt.Fatalf("%d check digits are accepted for %s", right, serial)
		}
	})
}

func TestClassOf_EveryIndicatorHasOne(t *testing.T) {
	for _, c := range []struct{ indicator, class string }{{"CV", edi.ClassInsured}, {"CU", edi.ClassParcel}, {"CW", edi.ClassParcel}, {"QM", edi.ClassReply},
		{"QN", edi.ClassUnassigned}, {"JA", edi.ClassReserved}, {"KZ", edi.ClassReserved}, {"AA", edi.ClassUnassigned}, {"GD", edi.ClassBilateral}, {"GB", edi.ClassUnassigned}} {
		if got := edi.ClassOf(c.indicator); got != c.class {
			t.Errorf("%s is %s, want %s", c.indicator, got, c.class)
		}
	}
}

func FuzzParseItemID(f *testing.F) {
	for _, s := range []string{"EE123456799GB", "ee 123-456-799 gb", "CC100000140IE", "RB123456785XX", "", "ſſ123456799GB", "\x00\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := edi.ParseItemID(typed)
		if err != nil {
			if !problem.Is(err, "item-id-invalid") {
				t.Fatal(err)
			}
			return
		}
		again, err := edi.ParseItemID(string(got.ID))
		if err != nil || again != got || len(got.ID) != 13 {
			t.Fatalf("%q: %+v, again %+v, %v", typed, got, again, err)
		}
	})
}
