package privacy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Service holds the use cases. Every method takes who acts and when. A function wires what it needs; the rest is nil.
type Service struct {
	Store     Store
	Queue     Queue
	Inquiries Inquiries
	Documents Documents
	Items     Items
	Files     Files
	Begin     func(w io.Writer, r Request, now time.Time) Dossier
	NewID     func() ID
}

// Store keeps data requests, what became of them, and who looked.
type Store interface {
	// Add stores a new request and lists it among those that are open. ErrExists if its id is taken.
	Add(ctx context.Context, r Request) error
	// Request returns a request with the results there are; the problem data-request-unknown when there is none.
	Request(ctx context.Context, id ID) (Request, []Result, error)
	// Requests returns an operator's requests, newest first.
	Requests(ctx context.Context, operator directory.OperatorCode, p Page) ([]Request, map[string]string, error)
	// Result records what became of one inquiry; a later result replaces it.
	Result(ctx context.Context, id ID, r Result) error
	// Settle records how far a request is, and lists it among those that are open, or takes it from there.
	Settle(ctx context.Context, r Request, open bool) error
	// Open calls yield with each request that is open, until yield returns an error.
	Open(ctx context.Context, yield func(ID) error) error
	LookStore
}

// Page asks for a part of a list. Position is what the store returned with the part before; nil is the beginning.
type Page struct {
	Limit    int
	Position map[string]string
}

// ErrExists is what a store says of an id that is taken.
var ErrExists = errors.New("data request exists")

// Message asks the runner to carry out a request.
type Message struct {
	Request ID `json:"request"`
}

// Queue takes messages for the runner.
type Queue interface {
	Send(ctx context.Context, messages ...Message) error
}

// Inquiries is what a data request wants of inquiries (inquiry.Service implements it).
type Inquiries interface {
	// Matches finds inquiries with their requests, each of which is a look.
	Matches(ctx context.Context, by principal.Principal, query string, p inquiry.Page, now time.Time) ([]inquiry.Record, map[string]string, error)
	// Head returns an inquiry that the caller's operator takes part in, or the problem inquiry-unknown.
	Head(ctx context.Context, by principal.Principal, id inquiry.ID) (inquiry.Inquiry, error)
	// Contents returns what an inquiry holds as the caller's side may see it, and records the look.
	Contents(ctx context.Context, by principal.Principal, id inquiry.ID, as inquiry.Seen, fresh bool, now time.Time) (inquiry.Details, error)
	// Saw records that the caller is shown something of an inquiry.
	Saw(ctx context.Context, by principal.Principal, q inquiry.Inquiry, as inquiry.Seen, now time.Time) error
	// Erase takes the personal data out of a closed inquiry, with what others keep of it; the problem inquiry-open when it is not closed.
	Erase(ctx context.Context, by principal.Principal, id inquiry.ID, also func(context.Context) error, now time.Time) (inquiry.Inquiry, error)
}

// Documents is what a data request wants of documents (attachment.Service implements it).
type Documents interface {
	Attached(ctx context.Context, id inquiry.ID) ([]attachment.Document, error)
	Content(ctx context.Context, d attachment.Document) ([]byte, error)
	Erase(ctx context.Context, id inquiry.ID) error
}

// Items is what a data request wants of tracking (trackingdb.Store implements it).
type Items interface {
	// Forget takes the personal data out of what posts declared of the item that bore the identifier at an instant; doing it again takes nothing more.
	Forget(ctx context.Context, id edi.ItemID, at time.Time) error
}

// Files keeps exports for a while.
type Files interface {
	// Write stores what write writes as one file, whole or not at all.
	Write(ctx context.Context, key string, write func(io.Writer) error) error
	// Link returns an address from which anyone who has it can download a file, under the given name, for the given time.
	Link(ctx context.Context, key, name string, lasts time.Duration) (string, error)
}

// Dossier is an export in the making (package dossier writes one).
type Dossier interface {
	// Add writes an inquiry and its documents, whose contents it asks for one by one.
	Add(details inquiry.Details, documents []attachment.Document, content func(attachment.Document) ([]byte, error)) error
	// End writes what is left, after the last inquiry.
	End() error
}

// administers refuses who is no administrator of an operator.
func administers(by principal.Principal) error {
	if by.Operator == "" || !by.Has(principal.OperatorAdministrator) {
		return problem.New(problem.Forbidden, "role-missing", "This is for an operator's administrator.")
	}
	return nil
}

// Matches finds inquiries of the caller's operator by item, reference or name, with what tells two people of one name apart.
func (s *Service) Matches(ctx context.Context, by principal.Principal, query string, p Page, now time.Time) ([]inquiry.Record, map[string]string, error) {
	if err := administers(by); err != nil {
		return nil, nil, err
	}
	return s.Inquiries.Matches(ctx, by, query, inquiry.Page{Limit: p.Limit, Position: p.Position}, now)
}

// Ask records what somebody asked the caller's operator for, and has it carried out. With the same key and the same wish it returns the request it
// made before; with another one it is the problem idempotency-key-reused.
func (s *Service) Ask(ctx context.Context, by principal.Principal, a Ask, now time.Time) (Request, error) {
	if err := administers(by); err != nil {
		return Request{}, err
	}
	if err := a.check(); err != nil {
		return Request{}, err
	}
	id, fingerprint, err := a.identity(by, s.NewID)
	if err != nil {
		return Request{}, err
	}
	if err := s.allTheirs(ctx, by, a.Inquiries); err != nil {
		return Request{}, err
	}
	r := Request{ID: id, Operator: by.Operator, Kind: a.Kind, Reference: a.Reference, Language: a.Language, Inquiries: a.Inquiries, By: by.Subject, ByName: by.Name,
		AskedAt: now, State: Running, Fingerprint: fingerprint}
	err = s.Store.Add(ctx, r)
	if errors.Is(err, ErrExists) {
		if r, _, err = s.Store.Request(ctx, id); err == nil && (r.Operator != by.Operator || r.Fingerprint != fingerprint) {
			return Request{}, problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another data request. Use a new key for a new one.").
				With("Idempotency-Key", "was used with another body")
		}
	}
	if err != nil {
		return Request{}, fmt.Errorf("data request %s: %w", id, err)
	}
	if r.State == Running { // of one that was made before: perhaps nobody was told
		if err := s.Queue.Send(ctx, Message{id}); err != nil {
			return Request{}, fmt.Errorf("data request %s: %w", id, err)
		}
	}
	return r, nil
}

func (s *Service) allTheirs(ctx context.Context, by principal.Principal, ids []inquiry.ID) error {
	p := problem.New(problem.Invalid, "data-request-invalid", "Some of these are no inquiries of your operator.")
	for i, id := range ids {
		_, err := s.Inquiries.Head(ctx, by, id)
		if problem.Is(err, "inquiry-unknown") {
			p = p.With(fmt.Sprintf("inquiryIds[%d]", i), "is no inquiry of your operator")
		} else if err != nil {
			return err
		}
	}
	return p.OrNil()
}

// Find returns a request of the caller's operator with its results.
func (s *Service) Find(ctx context.Context, by principal.Principal, id ID) (Request, []Result, error) {
	if err := administers(by); err != nil {
		return Request{}, nil, err
	}
	r, results, err := s.Store.Request(ctx, id)
	if err == nil && r.Operator != by.Operator {
		err = Unknown()
	}
	if err != nil {
		return Request{}, nil, err
	}
	return r, results, nil
}

// List returns the requests of the caller's operator, newest first.
func (s *Service) List(ctx context.Context, by principal.Principal, p Page) ([]Request, map[string]string, error) {
	if err := administers(by); err != nil {
		return nil, nil, err
	}
	return s.Store.Requests(ctx, by.Operator, p)
}

// RunAgain has carried out what waited or failed, or makes an export anew that can no longer be fetched.
func (s *Service) RunAgain(ctx context.Context, by principal.Principal, id ID, now time.Time) (Request, error) {
	r, _, err := s.Find(ctx, by, id)
	if err != nil {
		return Request{}, err
	}
	if r.State != Running && !r.RunsAgain(now) {
		return Request{}, problem.New(problem.Conflict, "data-request-done", "Nothing of this data request is left to do.")
	}
	r.State = Running
	if err := s.Store.Settle(ctx, r, true); err != nil {
		return Request{}, fmt.Errorf("run data request %s again: %w", id, err)
	}
	if err := s.Queue.Send(ctx, Message{id}); err != nil {
		return Request{}, fmt.Errorf("run data request %s again: %w", id, err)
	}
	return r, nil
}

// Download returns an address from which an export can be fetched until an instant. It is a look at every inquiry in it.
func (s *Service) Download(ctx context.Context, by principal.Principal, id ID, now time.Time) (string, time.Time, error) {
	r, results, err := s.Find(ctx, by, id)
	switch {
	case err != nil:
		return "", time.Time{}, err
	case r.Kind != Export:
		return "", time.Time{}, problem.New(problem.Conflict, "data-request-no-file", "An erasure has no file.")
	case r.File == "":
		return "", time.Time{}, problem.New(problem.Conflict, "data-request-no-file", "The file is not made yet.")
	case !r.Fetchable(now):
		return "", time.Time{}, problem.New(problem.Conflict, "export-expired", "The file could be fetched for %d days. Run the data request again to have it made anew.", int(FileLasts.Hours()/24))
	}
	for _, one := range results {
		if one.Outcome != ResultDone {
			continue
		}
		q, err := s.Inquiries.Head(ctx, by, one.Inquiry)
		if err != nil {
			return "", time.Time{}, err
		}
		if err := s.Inquiries.Saw(ctx, by, q, inquiry.SeenExport, now); err != nil {
			return "", time.Time{}, err
		}
	}
	url, err := s.Files.Link(ctx, r.File, "whereabouts-"+string(r.ID)+".zip", linkLasts)
	if err != nil {
		return "", time.Time{}, fmt.Errorf("download data request %s: %w", id, err)
	}
	return url, now.Add(linkLasts), nil
}
