package tracking_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// FuzzUpload: what is read in a stream comes to what it comes to in one piece, refused or taken, record by record.
func FuzzUpload(f *testing.F) {
	files, err := filepath.Glob("testdata/messages/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no test data", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(txtar.Parse(raw).Files[0].Data, false)
	}
	f.Add([]byte(parcel+"\n\n{\n"+parcel2), true)
	f.Fuzz(func(t *testing.T, message []byte, lines bool) {
		if len(message) == 0 || bytes.HasPrefix(message, []byte{0x1f, 0x8b}) {
			return // nothing to upload; packed
		}
		contentType := "text/plain"
		if lines {
			contentType = "application/x-ndjson"
		}
		w, y := newWorld(), newYard()
		whole, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: message, ContentType: contentType})
		u, _, announced := y.uploader().Announce(t.Context(), ana, tracking.Offer{Name: "x", ContentType: contentType, Size: int64(len(message))})
		if announced != nil {
			t.Fatal(announced)
		}
		y.files[u.Key()], y.sizes[u.Key()] = func() io.Reader { return bytes.NewReader(message) }, int64(len(message))
		u = y.split(t, u)
		if (err != nil) != (u.State == tracking.UploadRefused) {
			t.Fatalf("in one piece %v, in a stream %s %+v", err, u.State, u.Refusal)
		}
		if err != nil {
			return
		}
		if d := cmp.Diff(w.rejected[whole.Receipt], y.rejected[u.Receipt]); d != "" {
			t.Fatal(d)
		}
		w.drain(t)
		y.drain(t)
		if d := cmp.Diff(w.events, y.events) + cmp.Diff(w.moves, y.moves); d != "" {
			t.Fatal(d)
		}
	})
}
