package edi

import (
	"fmt"
	"time"
)

// Time is a date and time of a DTM segment.
type Time struct {
	Wall  time.Time // when Zoned an instant with its offset, else the reading of a local clock (written as if it were UTC)
	Zoned bool
}

// layouts are the formats of date and time (EDIFACT code list 2379) that name a minute; those of a day alone are no event time.
var layouts = map[string]struct {
	layout string
	zoned  bool
}{
	"203": {"200601021504", false},
	"204": {"20060102150405", false},
	"205": {"200601021504-0700", true},
	"208": {"20060102150405-0700", true},
	"303": {"200601021504MST", true},
	"304": {"20060102150405MST", true},
}

// ParseTime reads a date and time in one of the formats 203, 204 (local), 205, 208 (with offset), 303, 304 (UTC or GMT only: other
// abbreviations of zones name no one offset).
func ParseTime(value, format string) (Time, error) {
	l, ok := layouts[format]
	if !ok {
		return Time{}, fmt.Errorf("format %q is not read: a time is written in format 203, 204, 205, 208, 303 or 304", clip(format))
	}
	bad := fmt.Errorf("%q is no time in format %s (%s)", clip(value), format, describe(l.layout))
	if len(value) != len(l.layout) || !all(value[:12], isDigit) {
		return Time{}, bad
	}
	if zone := value[len(value)-3:]; l.layout[len(l.layout)-3:] == "MST" && zone != "UTC" && zone != "GMT" {
		return Time{}, fmt.Errorf("zone %q: only UTC and GMT are read; use format 205 for other offsets", clip(zone))
	}
	t, err := time.Parse(l.layout, value)
	if err != nil {
		return Time{}, bad
	}
	return Time{Wall: t, Zoned: l.zoned}, nil
}

// describe writes a layout as EDIFACT does.
func describe(layout string) string {
	out := "CCYYMMDDHHMM"
	switch rest := layout[len(out):]; rest {
	case "":
		return out
	case "-0700":
		return out + "ZHHMM"
	case "MST":
		return out + "ZZZ"
	case "05-0700":
		return out + "SSZHHMM"
	case "05MST":
		return out + "SSZZZ"
	default:
		return out + "SS"
	}
}
