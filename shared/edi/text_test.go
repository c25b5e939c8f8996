package edi_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

func TestText_ComesBackAsTheBytesThatItWas(t *testing.T) {
	for _, file := range []string{
		"UNB+UNOA:2+A+B+261122:1015+1'", "UNA:+.? '\r\nUNB+UNOC:3+A+B'FTX+AAI+++M\xfcller'", "UNB+UNOE:3+A'FTX+\xbf\xe0'", "UNB+UNOY:4+A'FTX+Łódź'",
		"\ufeffUNB+UNOL:3+A'FTX+\xa4'", `{"events":[{"signatory":"Zoë"}]}`, "", "UNB", "UNB+UNOX:2+é'",
	} {
		text := edi.Decode([]byte(file))
		if !utf8.ValidString(text) {
			t.Errorf("%q is shown as %q", file, text)
		}
		if back, err := edi.Encode(strings.TrimPrefix(text, "\ufeff")); err != nil || string(back) != strings.TrimPrefix(file, "\ufeff") && !strings.HasPrefix(file, "\ufeff") {
			t.Errorf("%q → %q → %q %v", file, text, back, err)
		}
	}
	if text := edi.Decode([]byte("UNB+UNOC:3+A'FTX+M\xfcller'")); !strings.Contains(text, "Müller") {
		t.Error(text)
	}
}

func TestText_OfABrokenFileHidesNothing(t *testing.T) {
	if text := edi.Decode([]byte("UNB+UNOA:2+A'FTX+AVIS \xc9'")); !strings.Contains(text, "AVIS É") {
		t.Error(text)
	}
	if text := edi.Decode([]byte("{\"a\":\"\xff\"}")); !strings.Contains(text, "\ufffd") {
		t.Error(text)
	}
}

func TestText_NamesWhatCannotBeWritten(t *testing.T) {
	for text, want := range map[string]string{
		"UNB+UNOA:2+A'\nFTX+AVIS É'": `line 2, column 10: 'É' can't stand in UNOA`,
		"UNB+UNOC:3+Łódź'":           `line 1, column 12: 'Ł' can't stand in UNOC`,
	} {
		if _, err := edi.Encode(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"UNB+UNOA:2+A'", "UNB+UNOC:3+\xfc'", "UNA:+.? 'UNB+UNOY:4+é'", "{}", "\ufeffUNB+UNOE:3+\xe0"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		text := edi.Decode(file)
		if !utf8.ValidString(text) {
			t.Fatalf("%q", text)
		}
		if back, err := edi.Encode(text); err == nil && edi.Decode(back) != text {
			t.Fatalf("%q → %q", text, back)
		}
	})
}
