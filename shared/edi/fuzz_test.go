package edi_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// seed adds every file of the test data.
func seed(f *testing.F) {
	files, err := filepath.Glob("testdata/records/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no test data", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(txtar.Parse(raw).Files[0].Data)
	}
	f.Add([]byte("UNB+UNOF:2+A+B+261122:1015+R1'UNH+M1+EMSEVT:3:0:UP'FTX+\xc1\xe8\xde\xed\xe1?'UNT"))
	f.Add([]byte("UNA:+.?*\nUNB+UNOY:4+\xf0\x9f\x93\xa6?"))
}

// FuzzReader: no file makes it panic; every error is one of ours, in the file; what it reads is UTF-8 and does not depend on how it arrives.
func FuzzReader(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		whole, err := read(bytes.NewReader(file))
		split, again := read(iotest.HalfReader(bytes.NewReader(file)))
		if err != nil {
			e, ok := errors.AsType[*edi.Error](err)
			if !ok || e.Place.Offset < 0 || e.Place.Offset > int64(len(file)) || e.Reason == "" {
				t.Fatalf("%#v", err)
			}
			if again == nil || again.Error() != err.Error() {
				t.Fatalf("%v in one piece, %v in several", err, again)
			}
		}
		if len(whole) != len(split) {
			t.Fatalf("%d segments in one piece, %d in several", len(whole), len(split))
		}
		for _, seg := range whole {
			for _, e := range seg {
				for _, c := range e {
					if !utf8.ValidString(c) {
						t.Fatalf("%q is not UTF-8", c)
					}
				}
			}
		}
	})
}

// FuzzEMSEVT: records stay within the file, in order, and every field they hold is UTF-8.
func FuzzEMSEVT(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		maps, err := edi.Maps()
		if err != nil {
			t.Fatal(err)
		}
		records := edi.ReadRecords(bytes.NewReader(file), maps...)
		last := int64(0)
		for {
			rec, err := records.Next()
			if err != nil {
				if _, ours := errors.AsType[*edi.Error](err); !ours && !errors.Is(err, io.EOF) {
					t.Fatalf("%#v", err)
				}
				return
			}
			from, to := rec.Extent()
			if from < last || to < from || to > int64(len(file)) {
				t.Fatalf("record at %d to %d after %d of %d", from, to, last, len(file))
			}
			last = to
			for _, name := range fields {
				if !utf8.ValidString(rec.Text(name)) {
					t.Fatal(name)
				}
			}
			rec.Faults()
		}
	})
}
