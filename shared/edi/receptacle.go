package edi

import (
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// DispatchID is a valid S8 identifier in its canonical form: 20 characters, capitals, no spaces.
type DispatchID string

// ReceptacleID is a valid S9 identifier in its canonical form: 29 characters, the first 20 of which are its dispatch.
type ReceptacleID string

// Dispatch is the identifier of a dispatch taken apart (UPU standard S8, as described in public sources: docs/formats/s9.md).
type Dispatch struct {
	ID          DispatchID `json:"-"`
	Origin      string     `json:"origin"`      // IMPC of the office of exchange that made it
	Destination string     `json:"destination"` // IMPC of the office of exchange it is for
	Category    string     `json:"category"`    // of mail, A to D
	Subclass    string     `json:"subclass"`    // of mail, two characters of UPU code list 117, which is not checked
	Year        int        `json:"year"`        // the last digit of it
	Serial      string     `json:"serial"`      // four digits, within the year
}

// Receptacle is the identifier of a receptacle taken apart (UPU standard S9, as described in public sources).
type Receptacle struct {
	ID       ReceptacleID `json:"-"`
	Dispatch Dispatch     `json:"dispatch"`
	Serial   string       `json:"serial"`  // three digits, within the dispatch
	Highest  string       `json:"highest"` // "1": it is the last of its dispatch; "0": it is not; "9": nobody says
	Insured  string       `json:"insured"` // the digit that tells of registered or insured items; what each digit means we have not read
	WeightG  int          `json:"weightG"` // grams; the identifier counts in hundreds
}

// Lengths of the identifiers, in characters.
const (
	DispatchLength   = 20
	ReceptacleLength = 29
	impcLength       = 6
	hectogram        = 100 // grams
)

// ParseDispatchID reads an S8 identifier as people type it. A wrong one is the problem "dispatch-id-invalid" whose field "dispatchId" says
// what is wrong, several faults at once: length, letters, origin, destination, category, subclass, year, number.
func ParseDispatchID(typed string) (Dispatch, error) {
	s := Canonical(typed)
	wrong := faults{problem.New(problem.Invalid, "dispatch-id-invalid",
		"This is no S8 dispatch identifier: two offices of exchange, category, subclass, year and number, for example DEFRAAGBCVTAAUN60123."), "dispatchId"}
	if !wrong.fits(s, DispatchLength) {
		return Dispatch{}, wrong.problem
	}
	d := dispatchOf(s, wrong)
	if err := wrong.problem.OrNil(); err != nil {
		return Dispatch{}, err
	}
	return d, nil
}

// ParseReceptacleID reads an S9 identifier as people type it. A wrong one is the problem "receptacle-id-invalid" whose field "receptacleId"
// says what is wrong, several faults at once: those of a dispatch, and receptacle number, highest-number flag, registered or insured flag, weight.
func ParseReceptacleID(typed string) (Receptacle, error) {
	s := Canonical(typed)
	wrong := faults{problem.New(problem.Invalid, "receptacle-id-invalid",
		"This is no S9 receptacle identifier: a dispatch (20 characters), number, two flags and weight, for example DEFRAAGBCVTAAUN60123001100125."), "receptacleId"}
	if !wrong.fits(s, ReceptacleLength) {
		return Receptacle{}, wrong.problem
	}
	r := Receptacle{ID: ReceptacleID(s), Dispatch: dispatchOf(s[:DispatchLength], wrong), Serial: s[20:23], Highest: s[23:24], Insured: s[24:25]}
	wrong.unless(all(r.Serial, isDigit), "receptacle number: characters 21 to 23 must be digits, not %q", r.Serial)
	wrong.unless(r.Highest == "0" || r.Highest == "1" || r.Highest == "9", "highest-number flag: character 24 must be 0, 1 or 9, not %q", r.Highest)
	wrong.unless(all(r.Insured, isDigit), "registered or insured flag: character 25 must be a digit, not %q", r.Insured)
	if weight := s[25:]; all(weight, isDigit) {
		r.WeightG = number(weight) * hectogram
	} else {
		wrong.unless(false, "weight: characters 26 to 29 must be digits, not %q", weight)
	}
	if err := wrong.problem.OrNil(); err != nil {
		return Receptacle{}, err
	}
	return r, nil
}

// DispatchOf returns the dispatch that a valid receptacle identifier begins with.
func (id ReceptacleID) DispatchOf() DispatchID { return DispatchID(id[:DispatchLength]) }

// faults collects what is wrong with an identifier.
type faults struct {
	problem *problem.Problem
	field   string
}

func (f faults) unless(right bool, format string, args ...any) {
	if !right {
		f.problem.With(f.field, format, args...)
	}
}

// fits reports whether the text has the length, and characters that can be told apart by bytes.
func (f faults) fits(s string, length int) bool {
	n := len([]rune(s))
	f.unless(n == length, "length: has %d characters, not %d", n, length)
	f.unless(n != length || all(s, isAlphanumeric), "letters: only A to Z and 0 to 9 can stand in it")
	return len(f.problem.Fields) == 0
}

// dispatchOf takes 20 letters and digits apart.
func dispatchOf(s string, wrong faults) Dispatch {
	d := Dispatch{ID: DispatchID(s), Origin: s[:6], Destination: s[6:12], Category: s[12:13], Subclass: s[13:15], Serial: s[16:]}
	wrong.unless(IsCountry(d.Origin[:2]), "origin: characters 1 and 2 must be a country of ISO 3166-1, not %s", d.Origin[:2])
	wrong.unless(IsCountry(d.Destination[:2]), "destination: characters 7 and 8 must be a country of ISO 3166-1, not %s", d.Destination[:2])
	wrong.unless("A" <= d.Category && d.Category <= "D", "category: character 13 must be A, B, C or D, not %q", d.Category)
	wrong.unless(isCapital(d.Subclass[0]), "subclass: character 14 must be a letter, not %q", d.Subclass[:1])
	if year := s[15:16]; all(year, isDigit) {
		d.Year = number(year)
	} else {
		wrong.unless(false, "year: character 16 must be a digit, not %q", year)
	}
	wrong.unless(all(d.Serial, isDigit), "number: characters 17 to 20 must be digits, not %q", d.Serial)
	return d
}

// IsIMPC reports whether the text has the form of an IMPC code: a country, and four more capitals or digits. Whether there is such an office
// is UPU code list 108, which we have not read.
func IsIMPC(s string) bool { return len(s) == impcLength && all(s, isAlphanumeric) && IsCountry(s[:2]) }

// number reads digits, four at most.
func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

func isAlphanumeric(c byte) bool { return isCapital(c) || isDigit(c) }
