package edi_test

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// repeating is a file that begins with something and goes on with one text, up to a number of bytes.
type repeating struct {
	begin, again string
	left, at     int
}

func (e *repeating) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) && e.left > 0 {
		if e.begin != "" {
			k := copy(p[n:], e.begin)
			e.begin, n, e.left = e.begin[k:], n+k, e.left-k
			continue
		}
		p[n] = e.again[e.at%len(e.again)]
		n, e.at, e.left = n+1, e.at+1, e.left-1
	}
	return n, nil
}

// allocated is how many bytes a function takes from the heap in all.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

const (
	hundred = 100 << 20 // bytes
	bound   = 4 << 20   // of memory, whatever the file: a segment of separators alone has many components
)

func TestReader_AHundredMegabytesInOneSegment_IsRefusedWithoutReadingThemAll(t *testing.T) {
	file := &repeating{begin: "UNB+UNOA:2+A+B+261122:1015+1'UNH+1+EMSEVT:3:0:UP'FTX+", again: "x", left: hundred}
	var err error
	used := allocated(func() {
		r := edi.NewReader(file)
		for err == nil {
			_, err = r.Next()
		}
	})
	if e, ok := errors.AsType[*edi.Error](err); !ok || e.Code != edi.SegmentTooLong || e.Place.Segment != 3 || e.Place.Tag != "FTX" {
		t.Fatal(err)
	}
	if used > bound || file.left < hundred-edi.MaxSegment*4 {
		t.Errorf("%d bytes of memory, %d bytes not read", used, file.left)
	}
}

func TestReader_NoTerminatorAtAll_IsRefusedWithoutReadingThemAll(t *testing.T) {
	for _, begin := range []string{"", "UNA:+.? '", "UNB", "UNA:+.? 'UNB+UNOA:2+"} {
		file := &repeating{begin: begin, again: "UNB+", left: hundred}
		used := allocated(func() {
			if _, err := edi.NewReader(file).Next(); err == nil {
				t.Errorf("%q is read", begin)
			}
		})
		if used > bound || file.left < hundred/2 {
			t.Errorf("%q: %d bytes of memory, %d bytes not read", begin, used, file.left)
		}
	}
}

func TestRecords_MemoryIsThatOfARecord_NotOfTheFile(t *testing.T) {
	maps, err := edi.Maps()
	if err != nil {
		t.Fatal(err)
	}
	file := &repeating{begin: "UNB+UNOA:2+A+B+261122:1015+1'UNH+1+EMSEVT:3:0:UP'", again: "GID+1'PCI++EE123456799GB'STS+EMA'DTM+334:202611201000UTC:303'LOC+175+GBLALA'", left: 4 << 20}
	n := 0
	used := allocated(func() {
		for r := edi.ReadRecords(file, maps...); err == nil; n++ {
			_, err = r.Next()
		}
	})
	if e, ok := errors.AsType[*edi.Error](err); !ok || e.Code != edi.Malformed || n < 50_000 {
		t.Fatal("it is cut at its end", n, err)
	}
	if used > bound {
		t.Errorf("%d records take %d bytes", n, used)
	}
}

func TestReader_ServiceStrings(t *testing.T) {
	const rest = "UNB%UNOA|2%A%B%261122|1015%1!UNH%1%X!FTX%Y|Z!UNT%3%1!UNZ%1%1!"
	as := func(component, element, release, terminator string) string {
		return "UNA" + component + element + "." + release + " " + terminator + strings.NewReplacer("|", component, "%", element, "!", terminator).Replace(rest)
	}
	for name, c := range map[string]struct {
		file string
		ok   bool
	}{
		"the usual ones":          {as(":", "+", "?", "'"), true},
		"without release":         {as(":", "+", " ", "'"), true},
		"others":                  {as("^", "|", "\\", "~"), true},
		"a line break ends":       {as(":", "+", "?", "\n"), true},
		"a control character":     {as(":", "+", "?", "\x1c"), true},
		"two alike":               {as("+", "+", "?", "'"), false},
		"a letter":                {as(":", "A", "?", "'"), false},
		"a digit":                 {as(":", "+", "1", "'"), false},
		"a byte that is no ASCII": {as(":", "+", "?", "\xe9"), false},
	} {
		r := edi.NewReader(strings.NewReader(c.file))
		var err error
		for err == nil {
			_, err = r.Next()
		}
		if errors.Is(err, io.EOF) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReader_EveryCharacterSetKnowsItsBytes(t *testing.T) {
	for set, c := range map[string]struct{ right, wrong string }{
		"UNOA": {"A", "\xe9"}, "UNOB": {"a", "\xe9"}, "UNOC": {"\xe9", "\x01"}, "UNOD": {"\xe9", "\x01"}, "UNOE": {"\xe9", "\x01"}, "UNOF": {"\xe1", "\xff"}, "UNOG": {"\xe9", "\xa5"},
		"UNOH": {"\xe9", "\x01"}, "UNOI": {"\xc7", "\xff"}, "UNOJ": {"\xe0", "\xbf"}, "UNOK": {"\xe9", "\x01"}, "UNOL": {"\xa4", "\x01"}, "UNOW": {"é", "\xe9"}, "UNOY": {"é", "\xe9"},
	} {
		for text, ok := range map[string]bool{c.right: true, c.wrong: false} {
			r := edi.NewReader(strings.NewReader("UNB+" + set + ":3+A+B+261122:1015+1'UNH+1+X'FTX+" + text + "'UNT+3+1'UNZ+1+1'"))
			var err error
			for err == nil {
				_, err = r.Next()
			}
			if e, wrong := errors.AsType[*edi.Error](err); wrong == ok || wrong && e.Code != edi.CharsetWrong {
				t.Errorf("%s %q: %v", set, text, err)
			}
		}
	}
}
