package signal

import (
	"context"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Unknown is the problem of a signal that does not exist, or not for this caller.
func Unknown() *problem.Problem {
	return problem.New(problem.NotFound, "signal-unknown", "There is no such signal.")
}

// Readers are those people whom signals are for: how a call centre does is not every agent's business.
var Readers = []principal.Role{principal.Supervisor, principal.OperatorAdministrator, principal.NetworkAdministrator}

// IsFor reports whether signals are for somebody with these roles.
func IsFor(roles []principal.Role) bool { return principal.Principal{Roles: roles}.Has(Readers...) }

// ListOf is whose signals a caller looks at: their operator's, or of the network's people those of all operators as wholes.
func ListOf(p principal.Principal) principal.OperatorCode {
	if p.Operator == "" && p.Has(principal.NetworkAdministrator) {
		return insight.Network
	}
	return p.Operator
}

// VisibleTo reports whether a caller may see a signal: their operator's, and of the network's people those of operators as wholes.
func (s Signal) VisibleTo(p principal.Principal) bool {
	list := ListOf(p)
	return list != "" && (list == s.Subject.Operator || list == insight.Network && s.Subject.About == Operator)
}

// Page is what a list is asked for. Position is what the last answer gave back; nil begins. An empty subject is every subject.
type Page struct {
	Open     bool
	Subject  string // as Subject.String writes it
	Limit    int
	Position map[string]string
}

// Shelf shows signals.
type Shelf interface {
	// Signal returns one whole; the problem "signal-unknown" when there is none.
	Signal(ctx context.Context, id string) (Signal, error)
	// Page returns a page of cards, the latest first, and the position to go on from; nil at the end.
	Page(ctx context.Context, list principal.OperatorCode, p Page) ([]Signal, map[string]string, error)
	// See notes that somebody knows of a signal, in place of whoever did before.
	See(ctx context.Context, s Signal, seen Seen) error
}

// longestNote is how long a note may be, in characters.
const longestNote = 500

// See notes that the caller knows of a signal, with a note or without.
func See(ctx context.Context, shelf Shelf, p principal.Principal, id, note string, now time.Time) (Signal, error) {
	note = strings.TrimSpace(note)
	if n := len([]rune(note)); n > longestNote {
		return Signal{}, problem.New(problem.Invalid, "signal-note-too-long", "A note has at most %d characters.", longestNote).With("note", "has %d characters", n)
	}
	s, err := shelf.Signal(ctx, id)
	if err == nil && !s.VisibleTo(p) {
		err = Unknown()
	}
	if err != nil {
		return Signal{}, err
	}
	s.Seen = &Seen{By: p.Subject, At: now.UTC(), Note: note}
	return s, shelf.See(ctx, s, *s.Seen)
}
