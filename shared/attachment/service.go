package attachment

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Service holds the use cases. Every method takes who acts and when.
type Service struct {
	Store     Store
	Files     Files
	Inquiries Inquiries
	Scanner   Scanner
	NewID     func() ID
}

// Inquiries is what a document wants of its inquiry (inquiry.Service implements it).
type Inquiries interface {
	// Look returns an inquiry that the caller takes part in, or the problem inquiry-unknown, and records what of it they are shown.
	Look(ctx context.Context, by principal.Principal, id inquiry.ID, as inquiry.Seen, fresh bool, now time.Time) (inquiry.Details, error)
	// Saw records that the caller is shown something of an inquiry; nothing may be shown when it fails.
	Saw(ctx context.Context, by principal.Principal, q inquiry.Inquiry, as inquiry.Seen, now time.Time) error
	// Attach records a document in the history, once.
	Attach(ctx context.Context, by principal.Principal, id inquiry.ID, a inquiry.Attachment, now time.Time) (inquiry.Inquiry, error)
}

// Store keeps what is known of documents.
type Store interface {
	// Announce stores a new document, which is forgotten at an instant unless something becomes of it. ErrExists if its id is taken.
	Announce(ctx context.Context, d Document, forget time.Time) error
	// Document returns a document; the problem document-unknown when there is none.
	Document(ctx context.Context, id ID) (Document, error)
	// Of returns every document of an inquiry, in the order of their announcement.
	Of(ctx context.Context, id inquiry.ID) ([]Document, error)
	// Settle replaces a document that is in the state given. ErrSettled if it is in another one.
	Settle(ctx context.Context, d Document, was State) error
	// Withdraw forgets an announced document. ErrSettled if it is in another state.
	Withdraw(ctx context.Context, id ID) error
}

// What a store refuses.
var (
	ErrExists  = errors.New("document exists")
	ErrSettled = errors.New("document is in another state")
)

// Files keeps the files.
type Files interface {
	// Upload returns an address to which anyone who has it can send a file of exactly this type, length and checksum, for the given time.
	Upload(ctx context.Context, key string, d Document, lasts time.Duration) (Upload, error)
	// Read returns a file; ErrNoFile when there is none. One longer than the limit is cut one byte after it.
	Read(ctx context.Context, key string, limit int) ([]byte, error)
	Put(ctx context.Context, key, mediaType string, content []byte) error
	// Delete removes a file; one that is not there is removed already.
	Delete(ctx context.Context, key string) error
	// DeleteAll removes every file whose key begins with the prefix.
	DeleteAll(ctx context.Context, prefix string) error
	// Link returns an address from which anyone who has it can download a file, under the given name, for the given time.
	Link(ctx context.Context, key, name, mediaType string, lasts time.Duration) (string, error)
}

// ErrNoFile is said of a file that was never uploaded.
var ErrNoFile = errors.New("no such file")

// Upload is where a file is sent to, and how.
type Upload struct {
	URL       string
	Method    string
	Headers   map[string]string // to send along, besides the length
	ExpiresAt time.Time
}

// Announcement says which file will come.
type Announcement struct {
	Inquiry   inquiry.ID
	Name      string // as the sender's machine calls it
	MediaType string
	Size      int    // bytes
	SHA256    string // hexadecimal
	Key       string // Idempotency-Key; "" = none
}

// Announce makes room for a document and says where to upload it; no address once something became of it. With the same key and the
// same announcement it returns the document it made before; with another one it is the problem idempotency-key-reused.
func (s *Service) Announce(ctx context.Context, by principal.Principal, a Announcement, now time.Time) (Document, *Upload, error) {
	a.SHA256 = strings.ToLower(a.SHA256)
	if err := a.check(); err != nil {
		return Document{}, nil, err
	}
	id, fingerprint, err := s.identity(by, a)
	if err != nil {
		return Document{}, nil, err
	}
	if a.Key != "" { // whatever has changed since, the same announcement is answered with what it made
		if d, up, err := s.announcedBefore(ctx, by, id, fingerprint, now); !isNotFound(err) {
			return d, up, err
		}
	}
	if err := s.mayAttach(ctx, by, a.Inquiry, now); err != nil {
		return Document{}, nil, err
	}
	d := Document{ID: id, Inquiry: a.Inquiry, Operator: by.Operator, By: by.Subject, Name: SafeName(a.Name, a.MediaType), MediaType: a.MediaType,
		Size: a.Size, SHA256: a.SHA256, State: Announced, Scan: NotScanned, AnnouncedAt: now, Fingerprint: fingerprint}
	err = s.Store.Announce(ctx, d, now.Add(forgottenIn))
	if errors.Is(err, ErrExists) { // the same key came twice at once
		return s.announcedBefore(ctx, by, id, fingerprint, now)
	}
	if err != nil {
		return Document{}, nil, err
	}
	return s.withUpload(ctx, d, now)
}

// identity derives the id from the caller's key, so that a repeated announcement meets the document it made.
func (s *Service) identity(by principal.Principal, a Announcement) (ID, string, error) {
	if a.Key == "" {
		return s.NewID(), "", nil
	}
	key := a.Key
	a.Key = ""
	body, err := json.Marshal(a)
	if err != nil {
		return "", "", fmt.Errorf("fingerprint of the announcement: %w", err)
	}
	sum, content := sha256.Sum256([]byte("document\x00"+string(by.Operator)+"\x00"+key)), sha256.Sum256(body)
	return ID(crockford.EncodeToString(sum[:])[:26]), hex.EncodeToString(content[:8]), nil
}

var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// announcedBefore returns what the same key made before; a problem of kind NotFound when it made nothing.
func (s *Service) announcedBefore(ctx context.Context, by principal.Principal, id ID, fingerprint string, now time.Time) (Document, *Upload, error) {
	d, err := s.Store.Document(ctx, id)
	if err != nil {
		return Document{}, nil, err
	}
	if d.Operator != by.Operator || d.Fingerprint != fingerprint {
		return Document{}, nil, problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another document. Use a new key for a new one.").
			With("Idempotency-Key", "was used with another body")
	}
	return s.withUpload(ctx, d, now)
}

func (s *Service) withUpload(ctx context.Context, d Document, now time.Time) (Document, *Upload, error) {
	if d.State != Announced {
		return d, nil, nil
	}
	up, err := s.Files.Upload(ctx, d.incoming(), d, uploadLasts)
	if err != nil {
		return Document{}, nil, fmt.Errorf("announce document %s: %w", d.ID, err)
	}
	up.ExpiresAt = now.Add(uploadLasts)
	return d, &up, nil
}

// mayAttach refuses who acts for neither side, an inquiry that takes no documents any more, and one that has its fill.
func (s *Service) mayAttach(ctx context.Context, by principal.Principal, id inquiry.ID, now time.Time) error {
	look, err := s.Inquiries.Look(ctx, by, id, inquiry.Unseen, false, now)
	if err != nil {
		return err
	}
	q, acts := look.Inquiry, false
	for _, side := range q.Sides(by.Operator) {
		if !q.MayAct(by, side) {
			continue
		}
		acts = true
		if !slices.Contains(q.Actions(side, look.Release), inquiry.ActAttach) {
			return problem.New(problem.Conflict, inquiry.NotAllowed, "An inquiry that is %s takes no documents.", q.State)
		}
	}
	if !acts {
		return problem.New(problem.Forbidden, "not-your-side", "Only an agent of one of the two call centres or a supervisor of their operators can add documents.")
	}
	all, err := s.Store.Of(ctx, id)
	if err != nil {
		return err
	}
	good := 0
	for _, d := range all {
		if d.State != Rejected {
			good++
		}
	}
	if good >= maxDocuments || len(all) >= maxUploads {
		return problem.New(problem.Invalid, "attachments-full", "An inquiry holds %d documents, and has them.", maxDocuments).With("inquiryId", "holds %d documents", maxDocuments)
	}
	return nil
}

func isNotFound(err error) bool {
	p, ok := errors.AsType[*problem.Problem](err)
	return ok && p.Kind == problem.NotFound
}
