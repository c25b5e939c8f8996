package edi_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

var update = flag.Bool("update", false, "write what the reader makes of testdata/records")

// TestRecords_TestData reads each in.edi and compares the records, or the error, with want.
func TestRecords_TestData(t *testing.T) {
	files, err := filepath.Glob("testdata/records/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(raw)
			got := describe(t, archive.Files[0].Data)
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(archive.Files[1].Data), got); d != "" {
				t.Error(d)
			}
		})
	}
}

var fields = []string{"itemId", "code", "reason", "action", "retention", "conditionCode", "eventTime", "eventTimeFormat", "office", "nextOffice", "signatory",
	"dispatchId", "receptacleId", "weightG", "consignmentId", "carrier", "flight", "from", "to", "place"}

// describe writes what a file holds.
func describe(t *testing.T, file []byte) string {
	t.Helper()
	maps, err := edi.Maps()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	records := edi.ReadRecords(bytes.NewReader(file), maps...)
	for {
		rec, err := records.Next()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			e, ok := errors.AsType[*edi.Error](err)
			if !ok {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "error %s: %s\n", e.Code, e)
			return out.String()
		}
		from, to := rec.Extent()
		fmt.Fprintf(&out, "record of %s/%s at %s: %q\n", records.Interchange().Reference, records.Message().Reference, rec.Place(), file[from:to])
		for _, f := range fields {
			if v := rec.Text(f); v != "" {
				fmt.Fprintf(&out, "  %s = %q at %s\n", f, v, rec.Where(f))
			}
		}
		for _, f := range rec.Faults() {
			fmt.Fprintf(&out, "  fault: %s at %s %s\n", f.Field, f.Place, f.Reason)
		}
	}
}
