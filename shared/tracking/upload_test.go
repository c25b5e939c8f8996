package tracking_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// yard is the upload side of a world: the bucket, what was announced, and the splitter.
type yard struct {
	*world
	files   map[string]func() io.Reader
	sizes   map[string]int64
	uploads map[string]tracking.Upload
	again   []tracking.Splitting
	late    int // the splitter's time is over after so many looks; 0 for never
	dies    int // the queue refuses after so many sends; 0 for never
	states  []tracking.UploadState
}

func newYard() *yard {
	return &yard{world: newWorld(), files: map[string]func() io.Reader{}, sizes: map[string]int64{}, uploads: map[string]tracking.Upload{}}
}

func (y *yard) Announce(_ context.Context, u tracking.Upload) error {
	if _, taken := y.uploads[u.Receipt]; taken {
		return problem.New(problem.Conflict, "receipt-taken", "Taken.")
	}
	y.uploads[u.Receipt] = u
	return nil
}

func (y *yard) Upload(_ context.Context, receipt string) (tracking.Upload, error) {
	u, ok := y.uploads[receipt]
	if !ok {
		return u, tracking.UnknownReceipt(receipt)
	}
	return u, nil
}

func (y *yard) Progress(_ context.Context, u tracking.Upload) error {
	y.uploads[u.Receipt] = u
	y.states = append(y.states, u.State)
	return nil
}

func (y *yard) Sign(_ context.Context, u tracking.Upload, _ time.Duration) (tracking.Signed, error) {
	return tracking.Signed{Method: "PUT", URL: "https://bucket.example/" + u.Key()}, nil
}

func (y *yard) Open(_ context.Context, key string) (io.ReadCloser, int64, error) {
	file, ok := y.files[key]
	if !ok {
		return nil, 0, errors.New("no such file")
	}
	return io.NopCloser(file()), y.sizes[key], nil
}

func (y *yard) uploader() *tracking.Uploader {
	return &tracking.Uploader{Uploads: y, Files: y, Clock: clock.Fixed(now), NewReceipt: y.receiver().NewReceipt}
}

func (y *yard) splitter() *tracking.Splitter {
	looks, sends := 0, 0
	return &tracking.Splitter{Maps: edi.Maps, Uploads: y, Files: y, Messages: y,
		Chunks: sender[tracking.Chunk]{func(c ...tracking.Chunk) error {
			if sends++; y.dies > 0 && sends > y.dies {
				return errors.New("killed")
			}
			y.queued = append(y.queued, c...)
			return nil
		}},
		Again: sender[tracking.Splitting]{func(s ...tracking.Splitting) error { y.again = append(y.again, s...); return nil }},
		Late:  func(context.Context) bool { looks++; return y.late > 0 && looks >= y.late }}
}

// put announces a file and puts it into the bucket.
func (y *yard) put(t *testing.T, contentType string, body []byte) tracking.Upload {
	t.Helper()
	u, signed, err := y.uploader().Announce(t.Context(), ana, tracking.Offer{Name: "events", ContentType: contentType, Size: int64(len(body))})
	if err != nil || signed.ExpiresAt != now.Add(tracking.UploadLasts) {
		t.Fatal(err, signed)
	}
	y.files[u.Key()], y.sizes[u.Key()] = func() io.Reader { return bytes.NewReader(body) }, int64(len(body))
	return u
}

func (y *yard) split(t *testing.T, u tracking.Upload) tracking.Upload {
	t.Helper()
	if err := y.splitter().Split(t.Context(), tracking.Splitting{Receipt: u.Receipt}); err != nil {
		t.Fatal(err)
	}
	return y.uploads[u.Receipt]
}

// eventLines writes n events, a line each; every seventh is wrong.
func eventLines(n int) []byte {
	var b bytes.Buffer
	for k := range n {
		office := "GBLALA"
		if k%7 == 3 {
			office = "X"
		}
		fmt.Fprintf(&b, `{"itemId":"EE123456799GB","code":"EMA","eventTime":%q,"office":%q}`+"\n", now.Add(-time.Duration(k)*time.Minute).Format(time.RFC3339), office)
	}
	return b.Bytes()
}

func packed(t *testing.T, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestUpload_EveryFormatGivesWhatAMessageOfItGives(t *testing.T) {
	edifact, err := os.ReadFile("../edi/testdata/emsevt.edi")
	if err != nil {
		t.Fatal(err)
	}
	bad := strings.Replace(parcel, "GBLALA", "X", 1)
	for name, c := range map[string]struct {
		contentType string
		body        []byte
	}{
		"NDJSON":     {"application/x-ndjson", []byte(parcel + "\n\n{\n" + parcel2)},
		"JSON":       {"application/json", body(parcel, bad, parcel2)},
		"pre-advice": {"application/json", []byte(preAdvice)},
		"EDIFACT":    {"application/edifact", edifact},
	} {
		for _, zip := range []bool{false, true} {
			t.Run(fmt.Sprint(name, zip), func(t *testing.T) {
				w, y := newWorld(), newYard()
				m := receive(t, w, tracking.Submission{Body: c.body, ContentType: c.contentType})
				file, contentType := c.body, c.contentType
				if zip {
					file = packed(t, file)
				}
				u := y.split(t, y.put(t, contentType, file))
				if u.State != tracking.UploadSent || u.Records != m.Events || u.Rejected != m.Rejected || u.Queued != u.Records || u.Format != m.Format || u.BytesRead != int64(len(file)) {
					t.Errorf("%+v\n%+v", u, m)
				}
				if d := cmp.Diff(w.rejected[m.Receipt], y.rejected[u.Receipt]); d != "" {
					t.Error(d)
				}
				w.drain(t)
				y.drain(t)
				if d := cmp.Diff(w.events, y.events); d != "" {
					t.Error(d)
				}
				if d := cmp.Diff(w.moves, y.moves); d != "" {
					t.Error(d)
				}
			})
		}
	}
}

func TestUpload_OfAFileThatIsWrongAnywhereNothingIsTaken(t *testing.T) {
	edifact, err := os.ReadFile("../edi/testdata/emsevt.edi")
	if err != nil {
		t.Fatal(err)
	}
	lines := eventLines(200)
	bomb := packed(t, bytes.Repeat([]byte("\n"), 64<<20))
	for name, c := range map[string]struct {
		contentType string
		body        []byte
		slug, says  string
	}{
		"cut EDIFACT":      {"text/plain", edifact[:len(edifact)-20], "message-unreadable", "the file ends within"},
		"replaces another": {"text/plain", bytes.Replace(edifact, []byte("+9'"), []byte("+5'"), 1), "message-invalid", "replaces an earlier message"},
		"wrong count":      {"text/plain", bytes.Replace(edifact, []byte("UNZ+1"), []byte("UNZ+7"), 1), "message-invalid", "UNZ"},
		"one long segment": {"text/plain", append([]byte("UNB+UNOA:2+GBA:UP+USA:UP+261122:1015+R1'FTX+"), bytes.Repeat([]byte("A"), 4<<20)...), "message-invalid", "longer than 65536 bytes"},
		"cut JSON":         {"application/json", body(parcel, parcel2)[:150], "message-unreadable", "unexpected EOF"},
		"two lists":        {"application/json", []byte(`{"events":[` + parcel + `],"movements":[]}`), "message-invalid", "stands beside events"},
		"after its end":    {"application/json", append(body(parcel), '7'), "message-unreadable", "after its end"},
		"a long record":    {"application/json", body(`{"itemId":"` + strings.Repeat("x", 2<<20) + `"}`), "message-invalid", "longer than 1048576 bytes"},
		"an array":         {"application/json", []byte(`[1]`), "message-invalid", "must be an object"},
		"nothing":          {"application/x-ndjson", []byte("\n\n"), "message-invalid", "no records"},
		"all wrong":        {"application/x-ndjson", []byte("x\ny"), "message-rejected", "None"},
		"something else":   {"image/png", []byte("PK\x03\x04"), "upload-invalid", ""},
		"cut gzip":         {"application/gzip", packed(t, lines)[:100], "message-unreadable", "cannot be unpacked"},
		"gzip in gzip":     {"application/gzip", packed(t, packed(t, lines)), "media-type-unsupported", "neither"},
		"archive bomb":     {"application/x-ndjson", bomb, "archive-too-large", "more than 100 times"},
		"text of another":  {"text/plain", []byte("hello"), "message-unreadable", "begins with UNB"},
	} {
		t.Run(name, func(t *testing.T) {
			y := newYard()
			if c.slug == "upload-invalid" {
				if _, _, err := y.uploader().Announce(t.Context(), ana, tracking.Offer{Name: "x", ContentType: c.contentType, Size: 1}); !problem.Is(err, c.slug) {
					t.Error(err)
				}
				return
			}
			u := y.split(t, y.put(t, c.contentType, c.body))
			if u.State != tracking.UploadRefused || u.Refusal == nil || u.Refusal.Slug != c.slug || len(y.queued) > 0 {
				t.Fatalf("%+v %+v, %d queued", u, u.Refusal, len(y.queued))
			}
			if text := fmt.Sprint(u.Refusal.Detail, u.Refusal.Faults); !strings.Contains(text, c.says) {
				t.Error(text)
			}
			if m := y.messages[u.Receipt]; !m.Refused() || m.RawKey != u.Key() {
				t.Errorf("the message of the file: %+v", m)
			}
			y.split(t, u) // delivered again
		})
	}
}

func TestUpload_AFileThatIsNotTheOneAnnouncedIsRefused(t *testing.T) {
	y := newYard()
	file := []byte(parcel)
	sum := sha256.Sum256(file)
	for _, c := range []struct {
		digest string
		size   int64
		want   tracking.UploadState
	}{{hex.EncodeToString(sum[:]), int64(len(file)), tracking.UploadSent}, {strings.Repeat("0", 64), int64(len(file)), tracking.UploadRefused}, {"", 7, tracking.UploadRefused}} {
		u, _, err := y.uploader().Announce(t.Context(), ana, tracking.Offer{Name: "x", ContentType: "application/x-ndjson", Size: c.size, Digest: c.digest})
		if err != nil {
			t.Fatal(err)
		}
		y.files[u.Key()], y.sizes[u.Key()] = func() io.Reader { return bytes.NewReader(file) }, int64(len(file))
		if u = y.split(t, u); u.State != c.want || u.Refusal != nil && u.Refusal.Slug != "upload-damaged" {
			t.Errorf("%+v %+v", u, u.Refusal)
		}
	}
}

// A file whose splitter is killed now and then, and runs out of time now and then, has the effect of one that is read at once.
func TestUpload_KilledAndContinued_HasOneEffect(t *testing.T) {
	whole := newYard()
	file := eventLines(5000)
	whole.split(t, whole.put(t, "application/x-ndjson", file))
	whole.drain(t)
	y := newYard()
	u := y.put(t, "application/x-ndjson", file)
	deliveries := 0
	for y.uploads[u.Receipt].State != tracking.UploadSent {
		if deliveries++; deliveries > 50 {
			t.Fatalf("no end: %+v", y.uploads[u.Receipt])
		}
		y.late, y.dies = 0, 0
		if deliveries%2 == 0 {
			y.late = 2
		} else {
			y.dies = 2
		}
		again := len(y.again)
		err := y.splitter().Split(t.Context(), tracking.Splitting{Receipt: u.Receipt})
		if err == nil && y.uploads[u.Receipt].State != tracking.UploadSent && len(y.again) != again+1 {
			t.Fatal("what is not done must be asked for again")
		}
	}
	y.drain(t)
	if len(y.events) != len(whole.events) || len(y.events) != 5000-714 || len(y.rejected[u.Receipt]) != 714 {
		t.Errorf("%d events, %d in one go, %d rejected", len(y.events), len(whole.events), len(y.rejected[u.Receipt]))
	}
	if deliveries < 3 {
		t.Error("the test killed nothing")
	}
}

func TestUpload_SameKeySameFile_SameReceipt(t *testing.T) {
	y := newYard()
	in := tracking.Offer{Name: "x", ContentType: "application/json", Size: 7, IdempotencyKey: "k"}
	first, _, err := y.uploader().Announce(t.Context(), ana, in)
	second, signed, err2 := y.uploader().Announce(t.Context(), ana, in)
	if err != nil || err2 != nil || first.Receipt != second.Receipt || signed.URL == "" {
		t.Fatal(err, err2)
	}
	in.Size = 8
	if _, _, err := y.uploader().Announce(t.Context(), ana, in); !problem.Is(err, "idempotency-key-reused") {
		t.Error(err)
	}
	in.Size, in.Name, in.Digest = tracking.MaxUpload+1, " ", "xyz"
	if _, _, err := y.uploader().Announce(t.Context(), ana, in); !problem.Is(err, "upload-invalid") || len(problem.As(err).Fields) != 3 {
		t.Error(err)
	}
}

// repeated is a file that is made while it is read: text, over and over, between a beginning and an end.
type repeated struct {
	parts []func() []byte
	now   []byte
}

func (r *repeated) Read(p []byte) (int, error) {
	for len(r.now) == 0 {
		if len(r.parts) == 0 {
			return 0, io.EOF
		}
		if r.now = r.parts[0](); r.now == nil {
			r.parts = r.parts[1:]
		}
	}
	n := copy(p, r.now)
	r.now = r.now[n:]
	return n, nil
}

// A large file takes no more memory than one of 1 MB; with the tag soak the large one has 64 MB.
func TestUpload_MemoryDoesNotGrowWithTheFile(t *testing.T) {
	once := func(text string) func() []byte {
		done := false
		return func() []byte {
			if done {
				return nil
			}
			done = true
			return []byte(text)
		}
	}
	lines := eventLines(1400)
	segments := []byte(strings.Repeat("GID+1'\nPCI++EE123456799GB'\nSTS+EMH+ABS+PUP'\nDTM+334:202611220932:203'\nLOC+175+USJFKZ'\n", 1000))
	for format, file := range map[string]func(times int) *repeated{
		"NDJSON": func(times int) *repeated {
			return &repeated{parts: []func() []byte{func() []byte {
				if times--; times < 0 {
					return nil
				}
				return lines
			}}}
		},
		"EDIFACT": func(times int) *repeated {
			count := times*5000 + 4
			return &repeated{parts: []func() []byte{once("UNB+UNOA:2+GBA:UP+USA:UP+261122:1015+R1'UNH+1+EMSEVT:3:0:UP'BGM+EVT+EV1+9'DTM+137:202611221015:203'"), func() []byte {
				if times--; times < 0 {
					return nil
				}
				return segments
			}, once(fmt.Sprintf("UNT+%d+1'UNZ+1+R1'", count))}}
		},
	} {
		t.Run(format, func(t *testing.T) {
			peak := func(megabytes int) (most uint64, records int) {
				y := newYard()
				times := megabytes * 1_000_000 / len(lines)
				if format == "EDIFACT" {
					times = megabytes * 1_000_000 / len(segments)
				}
				contentType := map[string]string{"NDJSON": "application/x-ndjson", "EDIFACT": "text/plain"}[format]
				u, _, err := y.uploader().Announce(t.Context(), ana, tracking.Offer{Name: "x", ContentType: contentType, Size: 1})
				if err != nil {
					t.Fatal(err)
				}
				y.files[u.Key()], y.sizes[u.Key()] = func() io.Reader { return file(times) }, 1
				s := y.splitter()
				looks := 0
				look := func() {
					if looks++; looks%200 == 0 {
						var m runtime.MemStats
						runtime.GC()
						runtime.ReadMemStats(&m)
						most = max(most, m.HeapInuse)
					}
				}
				s.Chunks = sender[tracking.Chunk]{func(c ...tracking.Chunk) error { look(); return nil }}
				if err := s.Split(t.Context(), tracking.Splitting{Receipt: u.Receipt}); err != nil {
					t.Fatal(err)
				}
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				return max(most, m.HeapInuse), y.uploads[u.Receipt].Records
			}
			small, _ := peak(1)
			large, records := peak(largeFile)
			t.Logf("%s: %d KiB of heap for 1 MB, %d KiB for %d MB", format, small>>10, large>>10, largeFile)
			if large > small+4<<20 || records < largeFile*2000 {
				t.Errorf("%d KiB for 1 MB, %d KiB for %d MB of %d records", small>>10, large>>10, largeFile, records)
			}
		})
	}
}
