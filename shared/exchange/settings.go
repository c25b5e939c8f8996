package exchange

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Format is how the lines of a file are written.
type Format string

// The formats.
const (
	CSV   Format = "csv"   // RFC 4180, UTF-8
	JSONL Format = "jsonl" // a JSON object a line, UTF-8
)

// Separator stands between the cells of a CSV file.
type Separator string

// The separators of files that we write; those that we read may be separated by tabs too.
const (
	Comma     Separator = "comma"     // as RFC 4180 has it
	Semicolon Separator = "semicolon" // as spreadsheets expect where a comma is a decimal point; such a file begins with a byte order mark
)

func (s Separator) rune() rune {
	if s == Semicolon {
		return ';'
	}
	return ','
}

// Settings are an operator's choices about files.
type Settings struct {
	Operator  directory.OperatorCode
	Nightly   bool // a file is made every night
	Hour      int  // of the night, 0 to 23, on the clock of Zone
	Zone      string
	Format    Format
	Separator Separator
	Language  string               // of the names of codes, ISO 639-1
	Centres   []directory.CentreID // whose inquiries go by files; empty: every call centre's
	Version   int                  // 0 while nobody set anything
	ChangedAt time.Time
}

// Default is what holds while an operator has set nothing.
func Default(op directory.OperatorCode) Settings {
	return Settings{Operator: op, Hour: 2, Zone: "UTC", Format: CSV, Separator: Comma, Language: "en", Centres: []directory.CentreID{}}
}

// check refuses what cannot be carried out; centres are those of the operator.
func (s Settings) check(centres []directory.CentreID) error {
	p := problem.New(problem.Invalid, "exchange-settings-invalid", "Some entries are wrong.")
	if s.Hour < 0 || s.Hour > 23 {
		p = p.With("hour", "is not 0 to 23")
	}
	if _, err := calendar.Zone(s.Zone); err != nil {
		p = p.With("zone", "is no time zone like Europe/Berlin")
	}
	if s.Format != CSV && s.Format != JSONL {
		p = p.With("format", "is not csv or jsonl")
	}
	if s.Separator != Comma && s.Separator != Semicolon {
		p = p.With("separator", "is not comma or semicolon")
	}
	if !slices.Contains(catalogue.Languages, s.Language) {
		p = p.With("language", "is not one of %v", catalogue.Languages)
	}
	for _, c := range s.Centres {
		if !slices.Contains(centres, c) {
			p = p.With("centres", "holds what is no call centre of yours")
			break
		}
	}
	return p.OrNil()
}

// Night is the latest instant, not after now, at which the settings ask for a nightly file. An hour that the clock skips comes as soon as
// the clock goes on; one that it strikes twice, once.
func (s Settings) Night(now time.Time) (time.Time, error) {
	zone, err := calendar.Zone(s.Zone)
	if err != nil {
		return time.Time{}, err
	}
	here := now.In(zone)
	night := time.Date(here.Year(), here.Month(), here.Day(), s.Hour, 0, 0, 0, zone)
	if night.After(now) {
		night = time.Date(here.Year(), here.Month(), here.Day()-1, s.Hour, 0, 0, 0, zone)
	}
	return night.UTC(), nil
}

// Due reports whether a nightly file is owed: the last one that was made was for an earlier night. A night that was missed is made up
// for by the next run, once: one file then holds what both would have held. Whoever switches the nights on waits for the first one.
func (s Settings) Due(made, now time.Time) (night time.Time, due bool, _ error) {
	if !s.Nightly {
		return time.Time{}, false, nil
	}
	night, err := s.Night(now)
	return night, err == nil && night.After(made) && night.After(s.ChangedAt), err
}
