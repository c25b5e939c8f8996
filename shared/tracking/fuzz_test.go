package tracking_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// FuzzReceive: whatever is sent, nothing is lost. It is kept as it came, and each of its records is either queued or rejected with a reason.
func FuzzReceive(f *testing.F) {
	files, err := filepath.Glob("testdata/messages/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no test data", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(txtar.Parse(raw).Files[0].Data, "text/plain")
	}
	f.Add([]byte(parcel+"\n\n{\n"+parcel2), "application/x-ndjson")
	f.Fuzz(func(t *testing.T, message []byte, contentType string) {
		w := newWorld()
		_, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: message, ContentType: contentType})
		if p, ok := errors.AsType[*problem.Problem](err); err != nil && (!ok || p.Kind == problem.Internal || p.Extra["receipt"] == nil) {
			t.Fatalf("%#v", err)
		}
		for receipt, m := range w.messages {
			queued := 0
			for _, c := range w.queued {
				queued += len(c.Events) + len(c.Movements) + len(c.Items)
			}
			if string(w.raw[m.RawKey]) != string(message) || queued+len(w.rejected[receipt]) != m.Events && m.Refusal == nil {
				t.Fatalf("%+v, %d queued, %d rejected", m, queued, len(w.rejected[receipt]))
			}
			for _, r := range w.rejected[receipt] {
				if r.Reason == "" || r.Segment == "" {
					t.Fatalf("%+v", r)
				}
			}
		}
		if len(w.messages) != 1 {
			t.Fatalf("%d messages", len(w.messages))
		}
		for _, c := range w.queued {
			if err := w.ingester().Ingest(t.Context(), c); err != nil {
				t.Fatalf("what was accepted cannot be stored: %v", err)
			}
		}
	})
}
