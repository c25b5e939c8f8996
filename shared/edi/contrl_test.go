package edi_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

var receivedAt = time.Date(2026, 11, 22, 10, 15, 0, 0, time.UTC)

// acknowledged answers the first interchange of a file, and reads the answer with our own reader.
func acknowledged(t *testing.T, file string, r edi.Receipt) string {
	t.Helper()
	envelopes, _ := edi.Envelopes(strings.NewReader(file))
	if len(envelopes) == 0 {
		t.Fatal("no interchange")
	}
	r.Reference, r.At = "R0001", receivedAt
	out, err := edi.Acknowledge(envelopes[0], r)
	if err != nil {
		t.Fatal(err)
	}
	back := edi.NewReader(strings.NewReader(string(out)))
	for {
		if _, err := back.Next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("our own reader: %v in %s", err, out)
		}
	}
	if back.Interchange().Recipient != envelopes[0].Sender || back.Interchange().Sender != envelopes[0].Recipient {
		t.Errorf("it goes back: %+v", back.Interchange())
	}
	return strings.ReplaceAll(string(out), "\r\n", "\n")
}

const two = "UNB+UNOC:3+M?+N:UP+GBA+261122:1015+I?'7'UNH+1+EMSEVT:3:0:UP'GID+1'PCI++X'UNT+4+1'UNH+2+EMSEVT:3:0:UP'GID+1'UNT+3+2'UNZ+2+I?'7'"

func TestAcknowledge_WhatWasTaken(t *testing.T) {
	want := `UNB+UNOC:3+GBA+M?+N+261122:1015+R0001'
UNH+1+CONTRL:D:3:UN'
UCI+I?'7+M?+N+GBA+7'
UCM+1+EMSEVT:3:0:UP+7'
UCS+3+12'
UCM+2+EMSEVT:3:0:UP+7'
UNT+6+1'
UNZ+1+R0001'
`
	if d := cmp.Diff(want, acknowledged(t, two, edi.Receipt{Findings: []edi.Finding{{Segment: 4, Tag: "PCI", Code: edi.InvalidValue}}})); d != "" {
		t.Error(d)
	}
}

func TestAcknowledge_WhatWasRefused(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"wrong count of a message": {strings.Replace(two, "UNT+4", "UNT+5", 1), "UCI+I?'7+M?+N+GBA+4+29'\nUCM+1+EMSEVT:3:0:UP+4+29'\nUCS+4+29'\nUNT+5+1'"},
		"wrong reference":          {strings.Replace(two, "UNT+4+1", "UNT+4+9", 1), "UCI+I?'7+M?+N+GBA+4+28'\nUCM+1+EMSEVT:3:0:UP+4+28'\nUCS+4+28'\nUNT+5+1'"},
		"wrong count at the end":   {strings.Replace(two, "UNZ+2", "UNZ+3", 1), "UCI+I?'7+M?+N+GBA+4+29+UNZ'\nUCM+1+EMSEVT:3:0:UP+4'\nUCM+2+EMSEVT:3:0:UP+4'\nUNT+5+1'"},
		"cut":                      {two[:80], "UCI+I?'7+M?+N+GBA+4+18'\nUCM+1+EMSEVT:3:0:UP+4+18'\nUCS+4+18'\nUNT+5+1'"},
	} {
		_, fault := edi.Envelopes(strings.NewReader(c.file))
		if fault == nil {
			t.Fatal(name)
		}
		got := acknowledged(t, c.file, edi.Receipt{Rejected: true, Findings: []edi.Finding{{Segment: fault.Place.Segment, Tag: fault.Place.Tag, Code: edi.SyntaxError(fault.Code)}}})
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestAcknowledge_KeepsTheCharacterSet(t *testing.T) {
	file := "UNB+UNOC:3+PO\xc9+GBA+261122:1015+1'UNH+1+EMSEVT:3:0:UP'UNT+2+1'UNZ+1+1'"
	if got := acknowledged(t, file, edi.Receipt{}); !strings.Contains(got, "UCI+1+PO\xc9+GBA+7'") {
		t.Errorf("%q", got)
	}
}

// FuzzAcknowledge holds that whatever interchange can be opened, our reader reads the answer to it.
func FuzzAcknowledge(f *testing.F) {
	for _, seed := range []string{two, strings.Replace(two, "UNT+4", "UNT+5", 1), "UNA:+.? 'UNB+UNOA:2+A+B+261122:1015+1'", "UNB+UNOY:4+é?:+?+?'+1:1+??'UNH+1+A'UNT+2+1'UNZ+1+??'",
		"UNA|^.! ~UNB^UNOC|3^a'b^c+d^1|1^r~UNZ^0^r~"} {
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, file []byte, rejected bool) {
		envelopes, fault := edi.Envelopes(strings.NewReader(string(file)))
		for _, e := range envelopes {
			r := edi.Receipt{Reference: "R1", At: receivedAt, Rejected: rejected}
			if fault != nil {
				r.Findings = []edi.Finding{{Segment: fault.Place.Segment, Tag: fault.Place.Tag, Code: edi.SyntaxError(fault.Code)}}
			}
			out, err := edi.Acknowledge(e, r)
			if err != nil {
				t.Fatal(err)
			}
			back, wrong := edi.Envelopes(strings.NewReader(string(out)))
			if wrong != nil || len(back) != 1 || len(back[0].Messages) != 1 {
				t.Fatalf("%q answers %q: %v", out, file, wrong)
			}
		}
	})
}

func TestPlace_ComesBack(t *testing.T) {
	for _, p := range []edi.Place{{Segment: 7, Tag: "STS", Offset: 213}, {Segment: 12, Offset: 9}} {
		if back, ok := edi.ParsePlace(p.String()); !ok || back != p {
			t.Error(p, back, ok)
		}
	}
	for _, s := range []string{"", "byte 7", "events[3].itemId", "segment 7 (STS), byte 213 and more", "segment x, byte 1"} {
		if p, ok := edi.ParsePlace(s); ok {
			t.Error(s, p)
		}
	}
}
