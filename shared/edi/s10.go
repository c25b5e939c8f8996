package edi

import (
	"strings"
	"unicode"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ItemID is a valid S10 identifier in its canonical form: 13 characters, capitals, no spaces.
type ItemID string

// S10 is an item identifier taken apart (UPU standard S10).
type S10 struct {
	ID         ItemID `json:"-"`
	Indicator  string `json:"indicator"`  // two letters that name the service
	Serial     string `json:"serial"`     // eight digits
	CheckDigit int    `json:"checkDigit"` // of the serial
	Country    string `json:"country"`    // ISO 3166-1 alpha-2 of the post that issued it
	Class      string `json:"class"`      // one of the Class constants
}

const idLength = 13

// ParseItemID reads an identifier as people type it: spaces, hyphens and dots are ignored, letters may be small.
// A wrong one is the problem "item-id-invalid" whose field "itemId" says what is wrong: length, letters, digits, check digit or country.
func ParseItemID(typed string) (S10, error) { return parseItemID(typed, false) }

// ParseUnverified is ParseItemID for an identifier whose check digit may be wrong: somebody mistyped it, or it is of a post that counts in another way.
func ParseUnverified(typed string) (S10, error) { return parseItemID(typed, true) }

func parseItemID(typed string, anyDigit bool) (S10, error) {
	s := Canonical(typed)
	wrong := problem.New(problem.Invalid, "item-id-invalid",
		"This is no S10 item identifier: two letters, eight digits, a check digit and a country, for example EE123456799GB.")
	if n := len([]rune(s)); n != idLength {
		return S10{}, wrong.With("itemId", "length: has %d characters, not %d", n, idLength)
	}
	if !all(s, isASCII) {
		return S10{}, wrong.With("itemId", "letters: only A to Z and 0 to 9 can stand in it")
	}
	indicator, serial, country := s[:2], s[2:10], s[11:]
	if !all(indicator, isCapital) {
		wrong.With("itemId", "letters: characters 1 and 2 must be the letters of a service indicator, not %q", indicator)
	}
	if !all(s[2:11], isDigit) {
		wrong.With("itemId", "digits: characters 3 to 11 must be digits, not %q", s[2:11])
	} else if want, got := CheckDigit(serial), int(s[10]-'0'); want != got && !anyDigit {
		wrong.With("itemId", "check digit: is %d, must be %d for the number %s", got, want, serial)
	}
	switch {
	case !all(country, isCapital):
		wrong.With("itemId", "letters: characters 12 and 13 must be the letters of a country, not %q", country)
	case !IsCountry(country):
		wrong.With("itemId", "country: %s is no country of ISO 3166-1", country)
	}
	if err := wrong.OrNil(); err != nil {
		return S10{}, err
	}
	return S10{ID: ItemID(s), Indicator: indicator, Serial: serial, CheckDigit: int(s[10] - '0'), Country: country, Class: ClassOf(indicator)}, nil
}

var weights = [8]int{8, 6, 4, 2, 3, 5, 9, 7}

// CheckDigit computes the check digit of an eight-digit serial number: 11 minus the weighted sum modulo 11, where 10 becomes 0 and 11 becomes 5.
func CheckDigit(serial string) int {
	sum := 0
	for i, w := range weights {
		sum += w * int(serial[i]-'0')
	}
	switch c := 11 - sum%11; c {
	case 10:
		return 0
	case 11:
		return 5
	default:
		return c
	}
}

// Canonical drops what people type for legibility and raises letters.
func Canonical(typed string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '−' || r == '.' || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		if 'a' <= r && r <= 'z' { // not unicode.ToUpper: it would turn ſ and ı into letters of an identifier
			return r - 'a' + 'A'
		}
		return r
	}, typed)
}

func all(s string, is func(byte) bool) bool {
	for i := range len(s) {
		if !is(s[i]) {
			return false
		}
	}
	return true
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool   { return '0' <= c && c <= '9' }
func isASCII(c byte) bool   { return c < 0x80 }
