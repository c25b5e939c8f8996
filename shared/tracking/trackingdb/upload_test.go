//go:build emulator

package trackingdb_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

func TestStore_Uploads(t *testing.T) {
	s, meter := store(t)
	u := tracking.Upload{Receipt: "R1", Operator: "GBA", Name: "events.ndjson.gz", ContentType: "application/x-ndjson", Size: 1 << 29, Digest: strings.Repeat("0", 64), AnnouncedAt: now, State: tracking.UploadAwaited}
	spend(t, meter, "announce a file", 1, func() error { return s.Announce(t.Context(), u) })
	if err := s.Announce(t.Context(), u); !problem.Is(err, "receipt-taken") {
		t.Error(err)
	}
	u.State, u.BytesRead, u.Format, u.Records, u.Rejected, u.Queued = tracking.UploadRefused, 7, tracking.FormatNDJSON, 9, 1, 5
	u.Refusal = &tracking.Refusal{Slug: "archive-too-large", Detail: "No.", Faults: []tracking.Wrong{{Where: "body", Reason: "x"}}}
	spend(t, meter, "progress", 1, func() error { return s.Progress(t.Context(), u) })
	var got tracking.Upload
	spend(t, meter, "an upload", 1, func() (err error) { got, err = s.Upload(t.Context(), "R1"); return err })
	if d := cmp.Diff(u, got); d != "" {
		t.Error(d)
	}
	if _, err := s.Upload(t.Context(), "R2"); !problem.Is(err, "receipt-unknown") {
		t.Error(err)
	}
	if _, err := s.Report(t.Context(), "R1"); !problem.Is(err, "receipt-unknown") {
		t.Error("a file is no message before it is checked:", err)
	}
}

// A file by way of the bucket, the splitter, the queue and the table.
func TestFlow_AFileInTheBucket(t *testing.T) {
	l := assemble(t)
	raw := trackingdb.Raw{Client: l.files, Bucket: l.bucket}
	const records = 333
	var file bytes.Buffer
	for k := range records {
		office := "GBLALA"
		if k%111 == 7 {
			office = "X"
		}
		fmt.Fprintf(&file, `{"itemId":%q,"code":"EMA","eventTime":"2026-11-20T09:00:00Z","office":%q}`+"\n", valid(k), office)
	}
	uploader := &tracking.Uploader{Uploads: l.store, Files: raw, Clock: clock.Fixed(now), NewReceipt: func(time.Time) (string, error) { return "R1", nil }}
	u, signed, err := uploader.Announce(t.Context(), ana, tracking.Offer{Name: "x", ContentType: "application/x-ndjson", Size: int64(file.Len())})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), signed.Method, signed.URL, bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range signed.Headers {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	said, _ := io.ReadAll(answer.Body)
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(answer.Status, string(said))
	}
	splitter := &tracking.Splitter{Maps: edi.Maps, Uploads: l.store, Files: raw, Messages: l.store, Chunks: queue.Sender[tracking.Chunk]{API: l.queues, URL: l.chunks},
		Late: func(context.Context) bool { return false }}
	for range 2 { // the bucket tells twice now and then
		if err := splitter.Split(t.Context(), tracking.Splitting{Receipt: u.Receipt}); err != nil {
			t.Fatal(err)
		}
	}
	report, err := l.store.Report(t.Context(), "R1")
	if err != nil || report.Status() != tracking.Queued || report.Counts() != (tracking.Counts{Queued: records - 3, Rejected: 3}) {
		t.Fatalf("%+v %v", report.Counts(), err)
	}
	chunks := l.bodies(t, l.chunks)
	if out, err := l.consume(t.Context(), chunks); err != nil || len(out.BatchItemFailures) > 0 || len(chunks) != 7 {
		t.Fatal(out, err, len(chunks))
	}
	report, err = l.store.Report(t.Context(), "R1")
	if err != nil || report.Status() != tracking.Done || report.Counts() != (tracking.Counts{Stored: records - 3, Rejected: 3}) {
		t.Fatalf("%s %+v %v", report.Status(), report.Counts(), err)
	}
	if len(report.Results) != 3 || report.Results[1].Index != 118 || report.Results[1].Segment != "line 119.office" {
		t.Errorf("%+v", report.Results)
	}
}
