package edi_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// events writes a file of n events in messages of a hundred.
func events(n int) []byte {
	var b bytes.Buffer
	b.WriteString("UNA:+.? '\nUNB+UNOA:2+GBA:UP+USA:UP+261122:1015+R1'\n")
	messages := 0
	for i := 0; i < n; i += 100 {
		messages++
		fmt.Fprintf(&b, "UNH+%d+EMSEVT:3:0:UP'\nBGM+EVT+EV%d+9'\nDTM+137:202611221015:203'\n", messages, messages)
		for k := range 100 {
			serial := fmt.Sprintf("%08d", i+k)
			fmt.Fprintf(&b, "GID+%d'\nPCI++EE%s%dGB'\nSTS+EMH+ABS+PUP'\nDTM+334:202611220932:203'\nLOC+175+USJFKZ'\nFTX+AAI+++NOTICE LEFT'\n", k+1, serial, edi.CheckDigit(serial))
		}
		fmt.Fprintf(&b, "UNT+%d+%d'\n", 100*6+4, messages)
	}
	fmt.Fprintf(&b, "UNZ+%d+R1'\n", messages)
	return b.Bytes()
}

// The first three read the same file: MB/s of BenchmarkSegments and BenchmarkEMSEVT against BenchmarkBareScan is the ratio to watch, and BenchmarkPREDES
// reads a file of four levels.

func BenchmarkBareScan(b *testing.B) {
	file := events(10_000)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		r, segments := bufio.NewReader(bytes.NewReader(file)), 0
		for {
			c, err := r.ReadByte()
			if err != nil {
				break
			}
			if c == '\'' {
				segments++
			}
		}
		if segments == 0 {
			b.Fatal("nothing read")
		}
	}
}

func BenchmarkSegments(b *testing.B) {
	file := events(10_000)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range edi.NewReader(bytes.NewReader(file)).All() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkEMSEVT(b *testing.B) { benchmarkRecords(b, events(10_000), 10_000) }

func BenchmarkPREDES(b *testing.B) { benchmarkRecords(b, preAdvice(50, 200), 10_000) }

// preAdvice writes a file of one dispatch with so many receptacles, each with so many items.
func preAdvice(receptacles, items int) []byte {
	var b bytes.Buffer
	b.WriteString("UNB+UNOA:2+DEA:UP+GBA:UP+261120:1900+R1'\nUNH+1+PREDES:2:1:UP'\nCNI+1+DEFRAAGBCVTAAUN60123'\nDTM+334:202611201840:203'\n")
	for r := range receptacles {
		fmt.Fprintf(&b, "EQD+REC+DEFRAAGBCVTAAUN60123%03d000125'\n", r+1)
		for k := range items {
			serial := fmt.Sprintf("%08d", r*items+k)
			fmt.Fprintf(&b, "GID+%d'\nPCI++CC%s%dDE'\nMEA+WT++GRM:1250'\n", k+1, serial, edi.CheckDigit(serial))
		}
	}
	fmt.Fprintf(&b, "UNT+%d+1'\nUNZ+1+R1'\n", receptacles*(1+3*items)+4)
	return b.Bytes()
}

func benchmarkRecords(b *testing.B, file []byte, want int) {
	b.Helper()
	maps, err := edi.Maps()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		records, n := edi.ReadRecords(bytes.NewReader(file), maps...), 0
		for {
			rec, err := records.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			if rec.Text("itemId") != "" {
				n++
			}
		}
		if n != want {
			b.Fatal(n)
		}
	}
}
