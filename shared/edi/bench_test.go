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

// The three read the same file: MB/s of BenchmarkSegments and BenchmarkEMSEVT against BenchmarkBareScan is the ratio to watch.

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

func BenchmarkEMSEVT(b *testing.B) {
	file := events(10_000)
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
		if n != 10_000 {
			b.Fatal(n)
		}
	}
}
