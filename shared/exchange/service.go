package exchange

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Service holds the use cases. Every method takes who acts and when. A function wires what it needs; the rest is nil.
type Service struct {
	Store     Store
	Files     Files
	Queue     Queue
	Inquiries Inquiries
	Steps     func(inquiry.Once) Steps // the steps of inquiries for one line of a file (inquiry.Service.Once)
	Folders   Folders
	Directory directory.Reader
	Operators Operators
	Late      func(ctx context.Context) bool // no time left to go on
	NewID     func() string                  // 26 characters, in the order of time
}

// Inquiries is what files are made of (inquiry.Service implements it).
type Inquiries interface {
	// Told returns what an inquiry holds as the caller's side may see it, with the number of its newest step, and records the look.
	Told(ctx context.Context, by principal.Principal, id inquiry.ID, as inquiry.Seen, now time.Time) (inquiry.Details, int, error)
	// Contents is Told without that number.
	Contents(ctx context.Context, by principal.Principal, id inquiry.ID, as inquiry.Seen, fresh bool, now time.Time) (inquiry.Details, error)
	// Head returns an inquiry that the caller's operator takes part in, or the problem inquiry-unknown.
	Head(ctx context.Context, by principal.Principal, id inquiry.ID) (inquiry.Inquiry, error)
}

// Steps are those that a line of a file can be (inquiry.Service implements it).
type Steps interface {
	// Took reports whether this very line took its step before.
	Took(ctx context.Context, by principal.Principal, id inquiry.ID) (bool, error)
	Reply(ctx context.Context, by principal.Principal, id inquiry.ID, seen int, reply inquiry.Reply, now time.Time) (inquiry.Inquiry, error)
	Supplement(ctx context.Context, by principal.Principal, id inquiry.ID, seen int, fields map[string]any, w inquiry.Words, now time.Time) (inquiry.Inquiry, error)
	Close(ctx context.Context, by principal.Principal, id inquiry.ID, seen int, code string, now time.Time) (inquiry.Inquiry, error)
}

// Folders lists the inquiries of call centres (inquirydb.Store implements it).
type Folders interface {
	Folder(ctx context.Context, centre directory.CentreID, f inquiry.Folder, p inquiry.Page) (inquiry.Rows, error)
}

// Operators lists everybody who takes part (directorydb.Store implements it).
type Operators interface {
	Operators(ctx context.Context) ([]directory.Operator, error)
}

// Message asks the runner for one thing.
type Message struct {
	Operator directory.OperatorCode `json:"operator,omitempty"` // make its files …
	Night    time.Time              `json:"night,omitzero"`     // … for this night; without one, on demand
	Upload   string                 `json:"upload,omitempty"`   // with Operator: read this file of it
	Month    string                 `json:"month,omitempty"`    // settle this month, "2026-11"
}

// Queue takes messages for the runner.
type Queue interface {
	Send(ctx context.Context, messages ...Message) error
}

// Page asks for a part of a list. Position is what the store returned with the part before; nil is the beginning.
type Page struct {
	Limit    int
	Position map[string]string
}

// What a store refuses.
var (
	ErrChanged = errors.New("changed meanwhile")
	ErrExists  = errors.New("exists already")
)

// Store keeps settings, and what is known of files.
type Store interface {
	// Settings returns an operator's settings; Default while it has set nothing.
	Settings(ctx context.Context, op directory.OperatorCode) (Settings, error)
	// PutSettings stores settings of the next version; ErrChanged when somebody else did.
	PutSettings(ctx context.Context, s Settings) error
	// Nights returns the settings of every operator that has a file made every night.
	Nights(ctx context.Context) ([]Settings, error)
	// Head returns how far an operator's files are.
	Head(ctx context.Context, op directory.OperatorCode) (Head, error)
	// Commit stores how far they are and, not nil, the file that brought them there, both or none. ErrChanged when the head is not of the
	// version before.
	Commit(ctx context.Context, h Head, f *File) error
	// Out returns an operator's files, the newest first.
	Out(ctx context.Context, op directory.OperatorCode, p Page) ([]File, map[string]string, error)
	// File returns a file by its number, or the problem exchange-file-unknown.
	File(ctx context.Context, op directory.OperatorCode, number int) (File, error)
	// Fetched notes who fetched a file last.
	Fetched(ctx context.Context, f File) error
	// Announce stores a new upload. ErrExists if the key that it was announced with made one before: then Announced returns that one.
	Announce(ctx context.Context, u Upload) error
	Announced(ctx context.Context, op directory.OperatorCode, once string) (Upload, error)
	// Upload returns an upload of an operator, or the problem exchange-upload-unknown.
	Upload(ctx context.Context, op directory.OperatorCode, id string) (Upload, error)
	// Progress stores how far an upload has come.
	Progress(ctx context.Context, u Upload) error
	// Uploads returns an operator's uploads, the newest first.
	Uploads(ctx context.Context, op directory.OperatorCode, p Page) ([]Upload, map[string]string, error)
	// AddStatement stores a statement for both its operators. ErrExists if that version is there.
	AddStatement(ctx context.Context, s Statement) error
	// Statement returns a version of a pair's statement as one of the two sees it, 0 being the newest; or the problem statement-unknown.
	Statement(ctx context.Context, op directory.OperatorCode, month string, partner directory.OperatorCode, version int) (Statement, error)
	// Statements returns an operator's statements, the newest month first.
	Statements(ctx context.Context, op directory.OperatorCode, p Page) ([]Statement, map[string]string, error)
	// Settled reports whether a month was settled; Settle notes that it is.
	Settled(ctx context.Context, month string) (bool, error)
	Settle(ctx context.Context, month string, now time.Time) error
}

// Signed is how a file is sent: by this method to this address, with these headers, before it ends.
type Signed struct {
	Method    string
	URL       string
	Headers   map[string]string
	ExpiresAt time.Time
}

// Files is the bucket.
type Files interface {
	Write(ctx context.Context, key, contentType string, body []byte) error
	// Read returns a file, at most so many bytes of it; the problem exchange-file-expired when it is gone.
	Read(ctx context.Context, key string, most int64) ([]byte, error)
	// Remove takes a file away; one that is gone is no error.
	Remove(ctx context.Context, key string) error
	// Link returns an address from which anyone who has it can download a file, under the given name, for the given time.
	Link(ctx context.Context, key, name string, lasts time.Duration) (string, error)
	// Sign makes an address to which exactly this file can be sent.
	Sign(ctx context.Context, u Upload, lasts time.Duration) (Signed, error)
}

const (
	linkLasts   = 5 * time.Minute
	uploadLasts = time.Hour
)

// subject names the exchange where a person or a key would stand.
const (
	subject  = "key-exchange"
	actsName = "Exchange of files"
)

// actor is the exchange of an operator: a machine that acts for these call centres.
func actor(op directory.OperatorCode, centres []directory.CentreID) principal.Principal {
	return principal.Principal{Subject: subject, Name: actsName, Key: "exchange", Operator: op, CallCentres: centres, Roles: []principal.Role{principal.Machine, principal.Agent}}
}

// mayExchange refuses who is no supervisor or administrator of an operator, and no system of it. Which scopes a system needs, the
// operations say.
func mayExchange(by principal.Principal) error {
	if by.Operator == "" || !by.Has(principal.Supervisor, principal.OperatorAdministrator, principal.Machine) {
		return problem.New(problem.Forbidden, "role-missing", "Files are exchanged by an operator's supervisors and administrators.")
	}
	return nil
}

// centres are those whose inquiries go by files.
func (s *Service) centres(ctx context.Context, set Settings) ([]directory.CentreID, error) {
	if len(set.Centres) > 0 {
		return set.Centres, nil
	}
	return s.allCentres(ctx, set.Operator)
}

func (s *Service) allCentres(ctx context.Context, op directory.OperatorCode) ([]directory.CentreID, error) {
	all, err := s.Directory.CentresOf(ctx, op)
	if err != nil {
		return nil, fmt.Errorf("call centres of %s: %w", op, err)
	}
	out := make([]directory.CentreID, len(all))
	for i, c := range all {
		out[i] = c.ID
	}
	return out, nil
}

// Settings returns the caller's operator's settings, and how far its files are.
func (s *Service) Settings(ctx context.Context, by principal.Principal) (Settings, Head, error) {
	if err := mayExchange(by); err != nil {
		return Settings{}, Head{}, err
	}
	set, err := s.Store.Settings(ctx, by.Operator)
	if err != nil {
		return Settings{}, Head{}, err
	}
	h, err := s.Store.Head(ctx, by.Operator)
	return set, h, err
}

// Set stores settings of the caller's operator. Version is the one that was edited: if somebody else edited since, it is the problem
// exchange-settings-changed.
func (s *Service) Set(ctx context.Context, by principal.Principal, set Settings, now time.Time) (Settings, error) {
	if by.Operator == "" || !by.Has(principal.OperatorAdministrator) {
		return Settings{}, problem.New(problem.Forbidden, "role-missing", "This is for an operator's administrator.")
	}
	all, err := s.allCentres(ctx, by.Operator)
	if err != nil {
		return Settings{}, err
	}
	set.Operator = by.Operator
	if err := set.check(all); err != nil {
		return Settings{}, err
	}
	set.Version, set.ChangedAt = set.Version+1, now
	err = s.Store.PutSettings(ctx, set)
	if errors.Is(err, ErrChanged) {
		return Settings{}, problem.New(problem.Conflict, "exchange-settings-changed", "Somebody else changed the settings meanwhile. Load them again.")
	}
	return set, err
}

// Do carries out a message. One that asks for nothing has no effect.
func (s *Service) Do(ctx context.Context, m Message, now time.Time) error {
	switch {
	case m.Month != "":
		_, err := s.SettleMonth(ctx, m.Month, now)
		if problem.Is(err, "month-not-over") || problem.Is(err, "month-invalid") { // asked for by hand: trying again makes it no better
			return nil
		}
		return err
	case m.Upload != "":
		return s.Take(ctx, m, now)
	case m.Operator != "":
		_, err := s.Run(ctx, m.Operator, m.Night, now)
		return err
	}
	return nil
}
