package edi_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// interchange writes segments as one message in one interchange, with right counts.
func interchange(charset string, segments ...string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "UNB+%s:2+GBA+USA+261122:1015+R1'UNH+M1+EMSEVT:3:0:UP'", charset)
	for _, s := range segments {
		b.WriteString(s)
		b.WriteByte('\'')
	}
	fmt.Fprintf(&b, "UNT+%d+M1'UNZ+1+R1'", len(segments)+2)
	return b.Bytes()
}

// read writes every segment's components, or the error that ended the file.
func read(src io.Reader) (segments [][][]string, err error) {
	for seg, err := range edi.NewReader(src).All() {
		if err != nil {
			return segments, err
		}
		s := [][]string{}
		for e := range seg.Elements() + 1 {
			components := []string{}
			for c := range seg.Components(e) {
				components = append(components, seg.Text(e, c+1))
			}
			s = append(s, components)
		}
		segments = append(segments, s)
	}
	return segments, nil
}

func TestReader_ElementsAndComponents(t *testing.T) {
	got, err := read(bytes.NewReader(interchange("UNOA", "STS+EMH+ABS:X::Y++", "GID")))
	if err != nil {
		t.Fatal(err)
	}
	want := [][][]string{{{"STS"}, {"EMH"}, {"ABS", "X", "", "Y"}, {""}, {""}}, {{"GID"}}}
	if d := cmp.Diff(want, got[2:4]); d != "" {
		t.Error(d)
	}
}

func TestReader_BeyondTheSegmentIsEmpty(t *testing.T) {
	r := edi.NewReader(bytes.NewReader(interchange("UNOA", "GID+1")))
	for range 3 {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}
	for seg, err := range r.All() {
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range [][2]int{{-1, 1}, {0, 0}, {1, 0}, {9, 1}, {1, 9}} {
			if seg.Text(at[0], at[1]) != "" || seg.Bytes(at[0], at[1]) != nil {
				t.Error(at)
			}
		}
	}
}

func TestReader_Charsets(t *testing.T) {
	const western, central, cyrillic, greek = "Zoë Müller", "Łódź", "Почта", "Αθήνα"
	for _, c := range []struct {
		id   string
		set  *charmap.Charmap
		text string
	}{
		{"UNOC", charmap.ISO8859_1, western}, {"UNOD", charmap.ISO8859_2, central}, {"UNOE", charmap.ISO8859_5, cyrillic}, {"UNOF", charmap.ISO8859_7, greek},
		{"UNOG", charmap.ISO8859_3, "Ħamrun"}, {"UNOH", charmap.ISO8859_4, "Rīga"}, {"UNOI", charmap.ISO8859_6, "بريد"}, {"UNOJ", charmap.ISO8859_8, "דואר"},
		{"UNOK", charmap.ISO8859_9, "İstanbul"}, {"UNOL", charmap.ISO8859_15, "10 €"}, {"UNOW", nil, western}, {"UNOY", nil, greek},
	} {
		t.Run(c.id, func(t *testing.T) {
			raw := c.text
			if c.set != nil {
				var err error
				if raw, err = c.set.NewEncoder().String(c.text); err != nil {
					t.Fatal(err)
				}
			}
			got, err := read(bytes.NewReader(interchange(c.id, "FTX+"+raw)))
			if err != nil || got[2][1][0] != c.text {
				t.Fatalf("%q %v", got, err)
			}
		})
	}
}

func TestReader_BytesThatTheCharsetDoesNotHave(t *testing.T) {
	for _, c := range []struct{ name, id, text string }{
		{"latin 1 in UTF-8", "UNOY", "Z\xebo"}, {"latin 1 in ASCII", "UNOB", "Z\xebo"}, {"cut UTF-8", "UNOW", "\xe5\xb1"}, {"hole in ISO 8859-7", "UNOF", "\xff"},
		{"control character", "UNOC", "a\x00b"}, {"escaped control character", "UNOC", "a?\x01b"}, {"delete", "UNOA", "\x7f"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := read(bytes.NewReader(interchange(c.id, "GID+1", "FTX+"+c.text)))
			e, ok := errors.AsType[*edi.Error](err)
			if !ok || e.Code != edi.CharsetWrong || e.Place.Segment != 4 || e.Message != "M1" {
				t.Fatalf("%+v", err)
			}
		})
	}
}

func TestReader_CharsetHoldsForUNBItself(t *testing.T) {
	if _, err := read(strings.NewReader("UNB+UNOA:2+PO\xc9+USA+261122:1015+R1'UNZ+0+R1'")); code(err) != edi.CharsetWrong {
		t.Fatal(err)
	}
	r := edi.NewReader(strings.NewReader("UNB+UNOC:2+PO\xc9+USA+261122:1015+R1'UNZ+0+R1'"))
	if _, err := r.Next(); err != nil || r.Interchange().Sender != "POÉ" {
		t.Fatal(r.Interchange(), err)
	}
}

func TestReader_ByteOrderMarkAndBlankLinesAreSkipped(t *testing.T) {
	if _, err := read(strings.NewReader("\ufeff\r\n UNA:+.? '\r\n" + string(interchange("UNOY", "GID+1")) + "\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
}

func TestReader_LineBreakAsTerminator(t *testing.T) {
	got, err := read(strings.NewReader("UNA:+.? \nUNB+UNOA:2+A+B+261122:1015+R1\nUNH+M1+EMSEVT:3:0:UP\nGID+1\nUNT+3+M1\nUNZ+1+R1\n"))
	if err != nil || len(got) != 5 {
		t.Fatal(got, err)
	}
}

func TestReader_NothingIsNoInterchange(t *testing.T) {
	for _, file := range []string{"", " \r\n", "\ufeff", "UNA:+.? '"} {
		if _, err := read(strings.NewReader(file)); code(err) != edi.Malformed {
			t.Errorf("%q: %v", file, err)
		}
	}
}

func TestReader_ErrorEndsIt(t *testing.T) {
	r := edi.NewReader(strings.NewReader("x"))
	_, first := r.Next()
	if _, again := r.Next(); first == nil || !errors.Is(again, first) {
		t.Fatal(first, again)
	}
}

func TestReader_SourceErrorComesThrough(t *testing.T) {
	_, err := read(io.MultiReader(bytes.NewReader(interchange("UNOA", "GID+1")[:40]), iotest.ErrReader(io.ErrClosedPipe)))
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Fatal(err)
	}
}

func TestReader_HoweverTheBytesArrive_TheSegmentsAreTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringMatching(`[A-Z0-9 ?:+']{0,60}`), 1, 200).Draw(rt, "texts")
		escape := strings.NewReplacer("?", "??", ":", "?:", "+", "?+", "'", "?'")
		segments := make([]string, len(texts))
		for i, text := range texts {
			segments[i] = "FTX+" + escape.Replace(text)
		}
		file := interchange("UNOB", segments...)
		whole, err := read(bytes.NewReader(file))
		if err != nil {
			rt.Fatal(err)
		}
		for i, text := range texts {
			if got := whole[i+2][1][0]; got != text {
				rt.Fatalf("%q was read as %q", text, got)
			}
		}
		split, err := read(iotest.OneByteReader(bytes.NewReader(file)))
		if err != nil || cmp.Diff(whole, split) != "" {
			rt.Fatal(err, cmp.Diff(whole, split))
		}
	})
}

func TestReader_AnyCutIsAnError(t *testing.T) {
	file := interchange("UNOA", "GID+1", "PCI++EE123456799GB", "FTX+it?'s")
	for n := range file {
		if _, err := read(bytes.NewReader(file[:n])); code(err) != edi.Malformed {
			t.Fatalf("cut after %d bytes: %v", n, err)
		}
	}
}

// endless is a segment without an end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'A'
	}
	e.read += len(p)
	return len(p), nil
}

func TestReader_EndlessSegmentIsRefusedEarly(t *testing.T) {
	src := &endless{}
	_, err := read(io.MultiReader(strings.NewReader("UNB+UNOA:2+A+B+261122:1015+R1'UNH+M1+EMSEVT:3:0:UP'FTX+"), src))
	if code(err) != edi.SegmentTooLong || src.read > 2*edi.MaxSegment {
		t.Fatal(err, src.read)
	}
}

func TestReader_LongestSegmentIsRead(t *testing.T) {
	text := strings.Repeat("A", edi.MaxSegment-len("FTX+'"))
	got, err := read(bytes.NewReader(interchange("UNOA", "FTX+"+text)))
	if err != nil || got[2][1][0] != text {
		t.Fatal(err)
	}
	if _, err := read(bytes.NewReader(interchange("UNOA", "FTX+A"+text))); code(err) != edi.SegmentTooLong {
		t.Fatal(err)
	}
}

// loop repeats a piece of text n times, as a file that is never in memory as a whole.
func loop(head string, piece []byte, n int, tail string) io.Reader {
	readers := slices.Grow([]io.Reader{strings.NewReader(head)}, n+1)
	for range n {
		readers = append(readers, bytes.NewReader(piece))
	}
	return io.MultiReader(append(readers, strings.NewReader(tail))...)
}

func TestReader_MemoryDoesNotGrowWithTheFile(t *testing.T) {
	piece := []byte("FTX+AAI+++NOTICE LEFT'DTM+334:202611220932:203'")
	allocated := func(n int) float64 {
		return testing.AllocsPerRun(3, func() {
			r := edi.NewReader(loop("UNB+UNOA:2+A+B+261122:1015+R1'UNH+M1+EMSEVT:3:0:UP'", piece, n, fmt.Sprintf("UNT+%d+M1'UNZ+1+R1'", 2*n+2)))
			for _, err := range r.All() {
				if err != nil {
					t.Fatal(err)
				}
			}
		}) - float64(n) // one bytes.Reader each is the test's own
	}
	if few, many := allocated(100), allocated(20_000); many > few+20 {
		t.Fatalf("%.0f allocations for 200 segments, %.0f for 40,000", few, many)
	}
}

func code(err error) edi.ErrorCode {
	if e, ok := errors.AsType[*edi.Error](err); ok {
		return e.Code
	}
	return ""
}
