package calendar

import (
	"testing"
	"time"
)

func TestZone_EveryEmbeddedZoneCanBeUsed(t *testing.T) {
	files, err := zoneFiles()
	if err != nil {
		t.Fatal(err)
	}
	if len(files.File) < 590 {
		t.Errorf("only %d zones", len(files.File))
	}
	for _, f := range files.File {
		if _, err := Zone(f.Name); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// The engine walks from offset change to offset change: each step has to lead on, in every zone, far into its closing rule.
func TestOffset_AlwaysLeadsOn(t *testing.T) {
	files, err := zoneFiles()
	if err != nil {
		t.Fatal(err)
	}
	from, to := nanos(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)), nanos(time.Date(2062, 1, 1, 0, 0, 0, 0, time.UTC))
	for _, f := range files.File {
		cal, err := Spec{TimeZone: f.Name}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		for at := from; at < to; {
			offset, until := cal.offset(at)
			if until <= at {
				t.Fatalf("%s: the offset at %s holds until %s", f.Name, instant(at), instant(until))
			}
			if last, _ := cal.offset(until - 1); last != offset {
				t.Fatalf("%s: the offset changed between %s and %s", f.Name, instant(at), instant(until))
			}
			at = until
		}
	}
}
