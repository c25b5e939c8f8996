package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// UploadState says how far a file of an operator's has come.
type UploadState string

// The states of an upload.
const (
	Awaited UploadState = "awaited" // announced; the file is not there yet
	Running UploadState = "running" // read; its lines are taken one after the other
	Done    UploadState = "done"    // every line has its result
	Refused UploadState = "refused" // it cannot be read: nothing of it was taken
)

// Upload is a file of replies.
type Upload struct {
	ID          string
	Operator    directory.OperatorCode
	Name        string // as the sender calls it
	ContentType string
	Size        int64  // bytes, as announced
	Digest      string // SHA-256 in hexadecimal, "" for none
	Once        string // of the Idempotency-Key that announced it; "" without one
	By          string // subject of who announced it
	Centres     []directory.CentreID
	AnnouncedAt time.Time
	ExpiresAt   time.Time
	State       UploadState
	Format      Format
	Separator   Separator
	Lines       int // there are
	Counts      map[Outcome]int
	Refusal     *Refusal
	FinishedAt  time.Time
}

// uploadPrefix begins the keys of uploads in the bucket, of which the bucket tells the runner.
const uploadPrefix = "in/"

// Key is where the file is kept.
func (u Upload) Key() string { return uploadPrefix + string(u.Operator) + "/" + u.ID }

func (u Upload) resultKey() string { return "results/" + string(u.Operator) + "/" + u.ID }

// resultName is what the result file is called when it is saved.
func (u Upload) resultName() string { return "whereabouts-result-" + u.ID + "." + string(u.Format) }

// MessageOfKey is the message for a file that has arrived in the bucket; ok is false for others than uploads.
func MessageOfKey(key string) (m Message, ok bool) {
	rest, ok := strings.CutPrefix(key, uploadPrefix)
	op, id, both := strings.Cut(rest, "/")
	return Message{Operator: directory.OperatorCode(op), Upload: id}, ok && both && op != "" && id != ""
}

// Offer is what a sender says of a file before sending it.
type Offer struct {
	Name, ContentType, Digest string
	Size                      int64
	IdempotencyKey            string `json:"-"` // "" for none
}

// uploadTypes are those under which files of replies are sent.
var uploadTypes = map[string]bool{"text/csv": true, "application/x-ndjson": true, "application/jsonl": true, "text/plain": true, "application/vnd.ms-excel": true, "application/octet-stream": true}

const maxName = 200 // bytes

// Announce says where a file of replies may be sent. The same IdempotencyKey with the same announcement answers the same upload, with a new
// address.
func (s *Service) Announce(ctx context.Context, by principal.Principal, o Offer, now time.Time) (Upload, Signed, error) {
	if by.Operator == "" || !by.Has(principal.Supervisor) && !(by.IsMachine() && by.Has(principal.Agent)) {
		return Upload{}, Signed{}, problem.New(problem.Forbidden, "role-missing", "Files of replies are sent by an operator's supervisors.")
	}
	t, err := AgreedTerms()
	if err != nil {
		return Upload{}, Signed{}, err
	}
	o.Name, o.Digest = strings.TrimSpace(o.Name), strings.ToLower(o.Digest)
	if err := o.check(t); err != nil {
		return Upload{}, Signed{}, err
	}
	u := Upload{ID: s.NewID(), Operator: by.Operator, Name: o.Name, ContentType: o.ContentType, Size: o.Size, Digest: o.Digest, By: by.Subject, AnnouncedAt: now,
		ExpiresAt: now.Add(t.FilesLast()), State: Awaited}
	if by.IsMachine() {
		u.Centres = by.CallCentres
	}
	if o.IdempotencyKey != "" {
		u.Once = onceOf(o.IdempotencyKey)
	}
	err = s.Store.Announce(ctx, u)
	if errors.Is(err, ErrExists) {
		u, err = s.sameUpload(ctx, u, o)
	}
	if err != nil {
		return Upload{}, Signed{}, err
	}
	signed, err := s.Files.Sign(ctx, u, uploadLasts)
	if err != nil {
		return Upload{}, Signed{}, err
	}
	signed.ExpiresAt = now.Add(uploadLasts)
	return u, signed, nil
}

func (s *Service) sameUpload(ctx context.Context, u Upload, o Offer) (Upload, error) {
	earlier, err := s.Store.Announced(ctx, u.Operator, u.Once)
	if err != nil {
		return Upload{}, err
	}
	if earlier.Name != o.Name || earlier.ContentType != o.ContentType || earlier.Size != o.Size || earlier.Digest != o.Digest {
		return Upload{}, problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another file. Use a new key for a new one.").
			With("Idempotency-Key", "was used for another file")
	}
	return earlier, nil
}

func (o Offer) check(t Terms) error {
	p := problem.New(problem.Invalid, "exchange-upload-invalid", "The file cannot be sent like this.")
	if o.Name == "" || len(o.Name) > maxName || strings.ContainsFunc(o.Name, unicode.IsControl) {
		p = p.With("name", "must have 1 to %d bytes and no control characters", maxName)
	}
	if o.Size < 1 || o.Size > t.UploadBytes {
		p = p.With("size", "must be 1 to %d bytes", t.UploadBytes)
	}
	if _, err := hex.DecodeString(o.Digest); err != nil || o.Digest != "" && len(o.Digest) != sha256.Size*2 {
		p = p.With("digest", "must be a SHA-256 of %d hexadecimal digits", sha256.Size*2)
	}
	media, _, _ := strings.Cut(strings.ToLower(o.ContentType), ";")
	if !uploadTypes[strings.TrimSpace(media)] {
		p = p.With("contentType", "must be text/csv or application/x-ndjson")
	}
	return p.OrNil()
}

// onceOf is how an Idempotency-Key is kept.
func onceOf(key string) string {
	sum := sha256.Sum256([]byte("exchange-upload\x00" + key))
	return hex.EncodeToString(sum[:16])
}

// Uploads returns the uploads of the caller's operator, the newest first.
func (s *Service) Uploads(ctx context.Context, by principal.Principal, p Page) ([]Upload, map[string]string, error) {
	if err := mayExchange(by); err != nil {
		return nil, nil, err
	}
	return s.Store.Uploads(ctx, by.Operator, p)
}

// Upload returns an upload of the caller's operator.
func (s *Service) Upload(ctx context.Context, by principal.Principal, id string) (Upload, error) {
	if err := mayExchange(by); err != nil {
		return Upload{}, err
	}
	return s.Store.Upload(ctx, by.Operator, id)
}

// shownResults is how many lines that were refused a page shows without the file.
const shownResults = 100

// Results returns the first lines of an upload that were refused, at most 100.
func (s *Service) Results(ctx context.Context, u Upload) ([]Result, error) {
	if u.State != Done || u.Counts[LineRefused] == 0 {
		return []Result{}, nil
	}
	all, err := s.results(ctx, u)
	if problem.Is(err, "exchange-file-expired") {
		return []Result{}, nil
	}
	out := []Result{}
	for _, r := range all {
		if r.Outcome == LineRefused && len(out) < shownResults {
			out = append(out, r)
		}
	}
	return out, err
}

// FetchResult returns an address from which the result file of an upload can be fetched until an instant.
func (s *Service) FetchResult(ctx context.Context, by principal.Principal, id string, now time.Time) (string, time.Time, error) {
	u, err := s.Upload(ctx, by, id)
	switch {
	case err != nil:
		return "", time.Time{}, err
	case u.State != Done:
		return "", time.Time{}, problem.New(problem.Conflict, "exchange-result-missing", "There is no result file: the file is not read yet, or nothing of it was taken.")
	case !now.Before(u.ExpiresAt):
		return "", time.Time{}, expired()
	}
	url, err := s.Files.Link(ctx, u.resultKey(), u.resultName(), linkLasts)
	return url, now.Add(linkLasts), err
}

// maxResults bounds what is read of the results so far, in bytes.
const maxResults = 64 << 20

// results reads what became of the lines so far.
func (s *Service) results(ctx context.Context, u Upload) ([]Result, error) {
	raw, err := s.Files.Read(ctx, u.resultKey()+".lines", maxResults)
	if err != nil {
		return nil, err
	}
	var out []Result
	d := json.NewDecoder(strings.NewReader(string(raw)))
	for d.More() {
		var r Result
		if err := d.Decode(&r); err != nil {
			return nil, fmt.Errorf("results of %s: %w", u.ID, err)
		}
		out = append(out, r)
	}
	return out, nil
}
