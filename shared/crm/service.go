package crm

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Service holds the use cases. Every method takes who acts and when.
type Service struct {
	Store     Store
	Seal      Sealer
	Inquiries Inquiries
	Catalogue catalogue.Reader
	Centres   Centres
	Random    io.Reader // of cryptographic quality
	NewID     func() ID
}

// ErrChanged is what a store answers when something is not the version that was changed any more.
var ErrChanged = errors.New("changed meanwhile")

// Page asks for a part of a list; Position is what the store returned with the part before.
type Page struct {
	Limit    int
	Position map[string]string
}

// Store keeps integrations, their mappings and their events.
type Store interface {
	// Integration returns an integration as it is this moment, or "integration-unknown".
	Integration(ctx context.Context, id ID) (Integration, error)
	// IntegrationsOf returns an operator's integrations, the oldest first.
	IntegrationsOf(ctx context.Context, operator directory.OperatorCode) ([]Integration, error)
	// SaveIntegration stores one in place of the version before its own (1: of none), or returns ErrChanged; with a mapping, both or neither.
	SaveIntegration(ctx context.Context, g Integration, m *Versioned) error
	// DeleteIntegration forgets a version of an integration, or returns ErrChanged. Its mappings and events go with time.
	DeleteIntegration(ctx context.Context, g Integration, now time.Time) error
	// Mapping returns a version of a mapping, or "mapping-unknown".
	Mapping(ctx context.Context, id ID, version int) (Versioned, error)
	// Mappings returns the versions without what they say, the newest first.
	Mappings(ctx context.Context, id ID) ([]Versioned, error)

	// Count counts one event more in the minute of now and returns how many there were.
	Count(ctx context.Context, id ID, now time.Time) (int, error)
	// Refuse counts one refusal more on the day of now.
	Refuse(ctx context.Context, id ID, reason string, now time.Time) error
	// Refusals returns them since a day, the latest day first.
	Refusals(ctx context.Context, id ID, since time.Time) ([]Refusals, error)

	// Keep stores a new event, or returns ErrChanged when its key is taken.
	Keep(ctx context.Context, r Received) error
	// Event returns an event with its body as it is this moment, or "event-unknown".
	Event(ctx context.Context, id ID, key string) (Received, error)
	// Settle stores what became of an event in place of before, or returns ErrChanged.
	Settle(ctx context.Context, before, after Received) error
	// Events returns a part of an integration's events in a state without their bodies: those that wait the oldest first, others the latest first.
	Events(ctx context.Context, id ID, s State, p Page) ([]Received, map[string]string, error)
	// Waiting returns how many events wait, at most most.
	Waiting(ctx context.Context, id ID, most int) (int, error)

	// Case returns what is known of a case, everything stored so far.
	Case(ctx context.Context, id ID, name string) (Case, error)
	// Link says which inquiry a case leads to from now on, and which event found that.
	Link(ctx context.Context, id ID, name string, to inquiry.ID, event string, now time.Time) error
}

// Sealer keeps secrets that have to be read again.
type Sealer interface {
	Seal(ctx context.Context, plain, place string) (string, error)
	Open(ctx context.Context, sealed, place string) (string, error)
}

// Centres finds an operator's call centres.
type Centres interface {
	// Latest returns an operator with its call centres, or "operator-unknown".
	Latest(ctx context.Context, code directory.OperatorCode) (directory.Operator, []directory.CallCentre, error)
}

// Inquiries takes the steps. once makes a step one however often it is asked for.
type Inquiries interface {
	Raise(ctx context.Context, by principal.Principal, cmd inquiry.Raise, now time.Time) (inquiry.Inquiry, error)
	Rehearse(ctx context.Context, by principal.Principal, cmd inquiry.Raise, now time.Time) (inquiry.Rehearsal, error)
	Supplement(ctx context.Context, by principal.Principal, id inquiry.ID, once string, fields map[string]any, w inquiry.Words, now time.Time) (inquiry.Inquiry, error)
	Note(ctx context.Context, by principal.Principal, id inquiry.ID, once string, w inquiry.Words, now time.Time) (inquiry.Inquiry, error)
	Close(ctx context.Context, by principal.Principal, id inquiry.ID, once, code string, now time.Time) (inquiry.Inquiry, error)
	// Head returns an inquiry that the caller's operator takes part in, or "inquiry-unknown".
	Head(ctx context.Context, by principal.Principal, id inquiry.ID) (inquiry.Inquiry, error)
	// OfCase returns the inquiries that were raised for a case, as far as they are found yet.
	OfCase(ctx context.Context, by principal.Principal, ref string) ([]inquiry.Inquiry, error)
}

// Steps takes the steps by the inquiry's service.
type Steps struct{ *inquiry.Service }

var _ Inquiries = Steps{}

func (s Steps) once(by principal.Principal, once string, body any) (*inquiry.Service, error) {
	o, err := inquiry.OnceOf(by, once, body)
	return s.Service.Once(o), err
}

// Supplement implements Inquiries.
func (s Steps) Supplement(ctx context.Context, by principal.Principal, id inquiry.ID, once string, fields map[string]any, w inquiry.Words, now time.Time) (inquiry.Inquiry, error) {
	one, err := s.once(by, once, []any{"supplement", fields, w})
	if err != nil {
		return inquiry.Inquiry{}, err
	}
	return one.Supplement(ctx, by, id, 0, fields, w, now)
}

// Note implements Inquiries.
func (s Steps) Note(ctx context.Context, by principal.Principal, id inquiry.ID, once string, w inquiry.Words, now time.Time) (inquiry.Inquiry, error) {
	one, err := s.once(by, once, []any{"note", w})
	if err != nil {
		return inquiry.Inquiry{}, err
	}
	return one.Note(ctx, by, id, w, now)
}

// Close implements Inquiries.
func (s Steps) Close(ctx context.Context, by principal.Principal, id inquiry.ID, once, code string, now time.Time) (inquiry.Inquiry, error) {
	one, err := s.once(by, once, []any{"close", code})
	if err != nil {
		return inquiry.Inquiry{}, err
	}
	return one.Close(ctx, by, id, 0, code, now)
}

// OfCase implements Inquiries.
func (s Steps) OfCase(ctx context.Context, by principal.Principal, ref string) ([]inquiry.Inquiry, error) {
	return s.ByExternalRef(ctx, by, ref)
}
