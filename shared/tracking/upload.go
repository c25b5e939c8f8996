package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Limits of an uploaded file.
const (
	MaxUpload     = 1 << 30         // bytes, packed or not
	UploadLasts   = time.Hour       // the signed address
	ShownRejected = 1000            // of a file's rejected records, those that its receipt shows
	chunksASend   = 20              // chunks that are queued together
	progressBytes = 16 << 20        // read between two records of progress
	uploadPrefix  = "uploads/"      // of the raw bucket
	uploadDigest  = sha256.Size * 2 // hexadecimal digits
	MaxUploadName = 200             // bytes
)

// UploadState says how far an uploaded file has come.
type UploadState string

// The states of an upload, in their order; a file is sent, or refused.
const (
	UploadAwaited  UploadState = "awaited"  // announced; the file is not there yet
	UploadChecking UploadState = "checking" // read to its end for the first time: nothing of it is taken before
	UploadSending  UploadState = "sending"  // read again, and queued
	UploadSent     UploadState = "sent"     // queued whole; what became of the records is in the message
	UploadRefused  UploadState = "refused"  // nothing of it was taken
)

// Upload is a file that is too large for one request.
type Upload struct {
	Receipt     string
	Operator    principal.OperatorCode
	Name        string // as the sender calls it
	ContentType string
	Size        int64  // bytes, as announced
	Digest      string // SHA-256 in hexadecimal, "" for none
	AnnouncedAt time.Time
	State       UploadState
	BytesRead   int64 // of the pass that is under way
	Format      string
	Records     int // found, once it is checked
	Rejected    int
	Queued      int // places that need not be queued again
	Refusal     *Refusal
}

// Key returns where the file is kept.
func (u Upload) Key() string { return uploadPrefix + u.Receipt }

// ReceiptOfKey returns the receipt of a file in the raw bucket; ok is false for others than uploads.
func ReceiptOfKey(key string) (receipt string, ok bool) { return strings.CutPrefix(key, uploadPrefix) }

// Signed is how a file is sent: by this method to this address, with these headers, before it ends.
type Signed struct {
	Method    string
	URL       string
	Headers   map[string]string
	ExpiresAt time.Time
}

// Uploads keeps what was announced and how far it has come.
type Uploads interface {
	// Announce stores an upload unless its receipt is taken: then the problem is Conflict "receipt-taken".
	Announce(ctx context.Context, u Upload) error
	// Upload returns an upload, or the problem NotFound "receipt-unknown".
	Upload(ctx context.Context, receipt string) (Upload, error)
	// Progress stores how far an upload has come.
	Progress(ctx context.Context, u Upload) error
}

// UploadFiles is the bucket.
type UploadFiles interface {
	// Sign makes an address to which exactly this file can be sent.
	Sign(ctx context.Context, u Upload, lasts time.Duration) (Signed, error)
	// Open reads a file from its beginning, and says how many bytes it has.
	Open(ctx context.Context, key string) (io.ReadCloser, int64, error)
}

// Uploader announces files.
type Uploader struct {
	Uploads    Uploads
	Files      UploadFiles
	Clock      clock.Clock
	NewReceipt func(at time.Time) (string, error)
}

// Offer is what a sender says of a file before sending it.
type Offer struct {
	Name, ContentType, Digest string
	Size                      int64
	IdempotencyKey            string // "" for none
}

// Announce says where a file may be sent. The same IdempotencyKey with the same announcement answers the same receipt, with a new address.
func (u *Uploader) Announce(ctx context.Context, actor principal.Principal, a Offer) (Upload, Signed, error) {
	if actor.Operator == "" {
		return Upload{}, Signed{}, problem.New(problem.Forbidden, "operator-missing", "Only operators send tracking messages, and you belong to none.")
	}
	a.Name, a.Digest = strings.TrimSpace(a.Name), strings.ToLower(a.Digest)
	wrong := problem.New(problem.Invalid, "upload-invalid", "The file cannot be sent like this.")
	if a.Name == "" || len(a.Name) > MaxUploadName {
		wrong.With("name", "must have 1 to %d bytes", MaxUploadName)
	}
	if a.Size < 1 || a.Size > MaxUpload {
		wrong.With("size", "must be 1 to %d bytes", MaxUpload)
	}
	if _, err := hex.DecodeString(a.Digest); err != nil || a.Digest != "" && len(a.Digest) != uploadDigest {
		wrong.With("digest", "must be a SHA-256 of %d hexadecimal digits", uploadDigest)
	}
	if sniff([]byte("{"), a.ContentType) == FormatUnknown && !packedType(a.ContentType) {
		wrong.With("contentType", "must be application/json, application/x-ndjson, application/edifact, text/plain or application/gzip")
	}
	if len(wrong.Fields) > 0 {
		return Upload{}, Signed{}, wrong
	}
	now, err := u.Clock.Now(ctx)
	if err != nil {
		return Upload{}, Signed{}, err
	}
	up := Upload{Operator: actor.Operator, Name: a.Name, ContentType: a.ContentType, Size: a.Size, Digest: a.Digest, AnnouncedAt: now, State: UploadAwaited}
	if a.IdempotencyKey != "" {
		up.Receipt = receiptOf(actor.Operator, "upload\x00"+a.IdempotencyKey)
	} else if up.Receipt, err = u.NewReceipt(now); err != nil {
		return Upload{}, Signed{}, fmt.Errorf("make a receipt: %w", err)
	}
	if err := u.Uploads.Announce(ctx, up); err != nil {
		if !problem.Is(err, "receipt-taken") || a.IdempotencyKey == "" {
			return Upload{}, Signed{}, err
		}
		earlier, err := u.Uploads.Upload(ctx, up.Receipt)
		if err != nil {
			return Upload{}, Signed{}, err
		}
		if earlier.Name != up.Name || earlier.ContentType != up.ContentType || earlier.Size != up.Size || earlier.Digest != up.Digest {
			return Upload{}, Signed{}, problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another message. Use a new one.").
				With("Idempotency-Key", "was used for another file").WithExtra("receipt", earlier.Receipt)
		}
		up = earlier
	}
	signed, err := u.Files.Sign(ctx, up, UploadLasts)
	if err != nil {
		return Upload{}, Signed{}, err
	}
	signed.ExpiresAt = now.Add(UploadLasts)
	return up, signed, nil
}

func packedType(contentType string) bool {
	media, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	return media == "application/gzip" || media == "application/x-gzip"
}

// Splitting asks for a file to be read, or read on.
type Splitting struct {
	Receipt string `json:"receipt"`
}

// Splits is the queue that Splitter reads; it sends itself what it has no time left for.
type Splits interface {
	Send(ctx context.Context, again ...Splitting) error
}

// Splitter reads uploaded files and queues their records.
type Splitter struct {
	Maps     func() ([]*edi.Map, error)
	Settings Settings // nil: nobody has dialects or codes of their own
	Uploads  Uploads
	Files    UploadFiles
	Messages Messages
	Chunks   Chunks
	Again    Splits
	Late     func(ctx context.Context) bool // no time left to go on
}

// Split reads a file twice: to its end, so that nothing of a file that is wrong anywhere is taken, then once more to queue its records. Reading it
// again, after it died or because its time was over, begins at the beginning of the pass; what was queued already is passed over, and what is queued
// twice has one effect. A file that nobody announced fails.
func (s *Splitter) Split(ctx context.Context, in Splitting) error {
	u, err := s.Uploads.Upload(ctx, in.Receipt)
	if err != nil {
		return fmt.Errorf("split %s: %w", in.Receipt, err)
	}
	if u.State == UploadAwaited || u.State == UploadChecking {
		if err := s.check(ctx, &u); err != nil {
			return fmt.Errorf("check %s: %w", u.Receipt, err)
		}
	}
	if u.State == UploadSending {
		if err := s.send(ctx, &u); err != nil {
			return fmt.Errorf("send %s: %w", u.Receipt, err)
		}
	}
	return nil
}

// progress counts the bytes of a file, and stores now and then how far it has come.
type progress struct {
	src   io.Reader
	store func(read int64) error
	read  int64
	told  int64
}

func (p *progress) Read(b []byte) (int, error) {
	n, err := p.src.Read(b)
	p.read += int64(n)
	if p.read-p.told >= progressBytes {
		p.told = p.read
		if failed := p.store(p.read); failed != nil {
			return n, failed
		}
	}
	return n, err
}

func (s *Splitter) pass(ctx context.Context, u *Upload, wrap func(io.Reader) io.Reader, each func(*parsed) error) (size int64, format string, refusal *Refusal, err error) {
	how, err := readingOf(ctx, s.Maps, s.Settings, u.Operator)
	if err != nil {
		return 0, "", nil, err
	}
	file, size, err := s.Files.Open(ctx, u.Key())
	if err != nil {
		return 0, "", nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	src := &progress{src: wrap(file), store: func(read int64) error { u.BytesRead = read; return s.Uploads.Progress(ctx, *u) }}
	format, refusal, err = stream(src, u.ContentType, how.maps, terms{u.AnnouncedAt, how.unverified}, func(p *parsed) error {
		how.translated(p)
		return each(p)
	})
	return size, format, refusal, err
}

// check is the first pass. It ends with the message and what its receipt shows of it.
func (s *Splitter) check(ctx context.Context, u *Upload) error {
	u.State, u.BytesRead, u.Records, u.Rejected = UploadChecking, 0, 0, 0
	if err := s.Uploads.Progress(ctx, *u); err != nil {
		return err
	}
	var shown []Result
	var faults []Wrong
	sum := sha256.New()
	size, format, refusal, err := s.pass(ctx, u, func(r io.Reader) io.Reader { return io.TeeReader(r, sum) }, func(p *parsed) error {
		u.Records += p.total()
		u.Rejected += len(p.rejected)
		shown = append(shown, p.rejected[:min(len(p.rejected), ShownRejected-len(shown))]...)
		faults = append(faults, p.faults[:min(len(p.faults), maxFaults-len(faults))]...)
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	switch {
	case size != u.Size:
		refusal = refuse("upload-damaged", fmt.Sprintf("The file has %d bytes, not %d as announced.", size, u.Size))
	case refusal == nil && u.Digest != "" && hex.EncodeToString(sum.Sum(nil)) != u.Digest:
		refusal = refuse("upload-damaged", "The file is another one than was announced: its SHA-256 differs.")
	case refusal == nil && u.Rejected == u.Records:
		refusal = refuse("message-rejected", "None of the message's records can be accepted.", faults...)
	}
	m := Message{Receipt: u.Receipt, Operator: u.Operator, ReceivedAt: u.AnnouncedAt, Format: format, ContentType: u.ContentType, Size: int(size), RawKey: u.Key(),
		Digest: hex.EncodeToString(sum.Sum(nil)), Events: u.Records, Rejected: u.Rejected, Refusal: refusal, Uploaded: true}
	if refusal != nil && refusal.Slug != "message-rejected" {
		m.Events, m.Rejected, shown = 0, 1, nil
	}
	u.Format, u.Refusal, u.Queued, u.BytesRead, u.Records, u.Rejected = format, refusal, 0, 0, m.Events, m.Rejected
	if err := s.Messages.Create(ctx, m); err != nil && !problem.Is(err, "receipt-taken") { // taken: by this file, before it died
		return err
	}
	if err := s.Messages.Itemise(ctx, m, nil, shown); err != nil {
		return err
	}
	if u.State = UploadSending; refusal != nil {
		u.State, u.BytesRead = UploadRefused, size
	}
	return s.Uploads.Progress(ctx, *u)
}

var errLate = errors.New("no time left")

// send is the second pass.
func (s *Splitter) send(ctx context.Context, u *Upload) error {
	var waiting []Chunk
	next := 0 // place of the next record
	flush := func() error {
		if len(waiting) > 0 {
			if err := s.Chunks.Send(ctx, waiting...); err != nil {
				return err
			}
			waiting = waiting[:0]
		}
		u.Queued = max(u.Queued, next)
		return nil
	}
	_, _, refusal, err := s.pass(ctx, u, func(r io.Reader) io.Reader { return r }, func(p *parsed) error {
		if next += p.total(); next <= u.Queued {
			return ctx.Err()
		}
		chunks, err := chunked(u.Receipt, u.Operator, u.AnnouncedAt, p.accepted)
		if err != nil {
			return err
		}
		if waiting = append(waiting, chunks...); len(waiting) < chunksASend {
			return nil
		}
		if err := flush(); err != nil {
			return err
		}
		if s.Late(ctx) {
			return errLate
		}
		return ctx.Err()
	})
	switch {
	case errors.Is(err, errLate):
		if err := s.Uploads.Progress(ctx, *u); err != nil {
			return err
		}
		return s.Again.Send(ctx, Splitting{Receipt: u.Receipt})
	case err != nil:
		return err
	case refusal != nil:
		return fmt.Errorf("what was right before is wrong now: %s", refusal.Detail)
	}
	if err := flush(); err != nil {
		return err
	}
	u.State, u.BytesRead = UploadSent, u.Size
	return s.Uploads.Progress(ctx, *u)
}

// chunked makes the chunks of accepted records.
func chunked(receipt string, sender principal.OperatorCode, at time.Time, a accepted) ([]Chunk, error) {
	var chunks []Chunk
	add := func(entries []Entry, c Chunk) {
		c.Receipt, c.Sender, c.ReceivedAt, c.First = receipt, sender, at, entries[0].Index
		chunks = append(chunks, c)
	}
	for i := range a.events {
		a.events[i].Receipt, a.events[i].Sender = receipt, sender
	}
	for i := range a.movements {
		a.movements[i].Receipt, a.movements[i].Sender = receipt, sender
	}
	for i := range a.items {
		a.items[i].Receipt, a.items[i].Sender = receipt, sender
	}
	err := pack(a.events, ChunkRecords, func(e Event) Entry { return Entry{Index: e.Index} }, func(entries []Entry, raw []json.RawMessage) { add(entries, Chunk{Events: raw}) })
	if err == nil {
		err = pack(a.movements, ChunkRecords, func(m Movement) Entry { return Entry{Index: m.Index} }, func(entries []Entry, raw []json.RawMessage) { add(entries, Chunk{Movements: raw}) })
	}
	if err == nil {
		err = pack(a.items, chunkItems, func(p Particulars) Entry { return Entry{Index: p.Index} }, func(entries []Entry, raw []json.RawMessage) { add(entries, Chunk{Items: raw}) })
	}
	return chunks, err
}
