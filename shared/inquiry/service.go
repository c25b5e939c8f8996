package inquiry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Service holds the use cases. Every method takes who acts and when; it reads neither clock nor environment.
type Service struct {
	Store     Store
	Directory directory.Reader
	Catalogue catalogue.Reader
	Agents    Agents
	Teams     Teams   // nil where no team's work is shown
	Centres   Centres // nil where no centre is looked after
	Tracking  Tracker
	Looks     Looks // nil where nobody is shown an inquiry
	NewID     func() ID

	once Once // the request at hand
}

// Agents finds the people of the directory.
type Agents interface {
	// Agent returns an agent by their subject, or the problem agent-unknown.
	Agent(ctx context.Context, subject string) (directory.Agent, error)
}

// Record is what a decision needs: the head and the request.
type Record struct {
	Inquiry Inquiry
	Request Request
}

// Change is one step to store: the head before and after, the event, and the request when it changed. It is stored whole or not at all.
type Change struct {
	Before  Inquiry // the zero Inquiry when it is new
	After   Inquiry
	Event   Event
	Request *Request
	Uses    *Uses // of a limited workflow, before this one; it counts one more

	ExternalRef string // of the request as it was read; where Request is set, that one decides
}

// Store keeps inquiries.
type Store interface {
	// Load returns head and request; problem inquiry-unknown if there is none.
	Load(ctx context.Context, id ID) (Record, error)
	// History returns head, request and all events in order; problem inquiry-unknown if there is none. Fresh costs twice as much
	// and holds every step stored so far; without it, those of the last moment may be missing.
	History(ctx context.Context, id ID, fresh bool) (Record, []Event, error)
	// Save stores changes of different inquiries, all or none. It returns ErrChanged if a head is not Before any more, ErrSeen if a
	// change's tracking event or document is already recorded, ErrExists if a new inquiry's id is taken, a DuplicateError if an inquiry
	// on the same item and workflow by the same requester is open.
	Save(ctx context.Context, changes ...Change) error
	// Heads returns the heads of those inquiries that there are, in no order; at most 100 can be asked for.
	Heads(ctx context.Context, ids []ID) ([]Inquiry, error)
	// Attached returns which of these documents the inquiry holds, as of now.
	Attached(ctx context.Context, id ID, documents []string) (map[string]bool, error)
	// Uses returns how often an operator used a limited workflow on an item.
	Uses(ctx context.Context, item edi.ItemID, workflow string, operator directory.OperatorCode) (Uses, error)
	// Retry notes on the head of an unroutable inquiry when it is routed again; nothing, when the inquiry changed meanwhile.
	Retry(ctx context.Context, q Inquiry, at time.Time) error
	// Folder returns a page of a centre's folder, in the folder's order.
	Folder(ctx context.Context, centre directory.CentreID, f Folder, p Page) (Rows, error)
	// Counts returns how many inquiries each counted folder of a centre holds.
	Counts(ctx context.Context, centre directory.CentreID) (Counts, error)
	// DueBefore counts what a centre has to answer before an instant, of OwedReach inquiries at most, and returns the first n that have a due time.
	DueBefore(ctx context.Context, centre directory.CentreID, until time.Time, n int) (DueRows, error)
	// OpenOn returns the open inquiries on an item, whoever's they are.
	OpenOn(ctx context.Context, item edi.ItemID) ([]OpenRef, error)
	// Due calls yield with each inquiry whose CheckAt is not after now, until yield returns an error.
	Due(ctx context.Context, now time.Time, yield func(ID) error) error
	AlertStore
	DoneStore
	MoveStore
	FindStore
	ArchiveStore
	EraseStore
}

// Page asks for a part of a list. Position is what the store returned with the part before; nil is the beginning.
type Page struct {
	Limit    int
	Position map[string]string
	Since    time.Time // of the closed folder, and of what is found by an item or a reference: nothing older
	Filter   Filter
}

// Rows is a part of a folder; Next is nil at the end. With a filter, a part may hold less than was asked for and still go on.
type Rows struct {
	Items    []Inquiry // with the members that a list shows
	Next     map[string]string
	Examined int // inquiries that were looked at
}

// Counts holds a centre's figures.
type Counts struct {
	Folders map[Folder]int
}

// OpenRef points to an open inquiry on an item.
type OpenRef struct {
	ID       ID
	Workflow string
}

// What a store refuses.
var (
	ErrChanged = errors.New("inquiry changed meanwhile")
	ErrSeen    = errors.New("tracking event already recorded")
	ErrExists  = errors.New("inquiry exists")
)

// DuplicateError says which inquiry on the same item and workflow is already open.
type DuplicateError struct{ ID ID }

func (e *DuplicateError) Error() string { return "inquiry " + string(e.ID) + " is already open" }

// Tracker is what an inquiry wants of package tracking.
type Tracker interface {
	// Item returns what is known of an item; problem item-unknown when that is nothing.
	Item(ctx context.Context, id edi.ItemID) (tracking.Item, error)
	Watch(ctx context.Context, w tracking.Watch) error
	Unwatch(ctx context.Context, item edi.ItemID, watcher, ref string) error
}

// Watcher is the kind under which inquiries watch items.
const Watcher = "inquiry"

// tries bounds how often a step is decided again because somebody else's came first.
const tries = 6

// unknown is the answer for what does not exist and for what the caller takes no part in: they must not be told apart.
func unknown() error {
	return problem.New(problem.NotFound, "inquiry-unknown", "There is no such inquiry, or your operator takes no part in it.")
}

// view loads an inquiry that the caller's operator takes part in.
func (s *Service) view(ctx context.Context, by principal.Principal, id ID) (Record, error) {
	r, err := s.Store.Load(ctx, id)
	if err != nil {
		return Record{}, err
	}
	if !r.Inquiry.VisibleTo(by.Operator) {
		return Record{}, unknown()
	}
	return r, nil
}

// step of a person: what was loaded, the side they act for, and who they are.
type actedOn struct {
	Record
	Side    Side
	By      Actor
	Release *catalogue.Release
}

// act is one person's step: load, check that they may, decide, store. When somebody else's step came first the decision is made
// again on what is there now, so steps that do not conflict are both kept; one that is no longer allowed is the problem
// inquiry-changed, with what happened since the version the caller saw (0: since the step began).
func (s *Service) act(ctx context.Context, by principal.Principal, id ID, a Action, seen int, decide func(actedOn) (*Change, error)) (Inquiry, error) {
	for range tries {
		r, done, err := s.begin(ctx, by, id)
		if err != nil || done {
			return r.Inquiry, err
		}
		q := r.Inquiry
		if seen == 0 {
			seen = q.Version
		}
		if seen > q.Version {
			return Inquiry{}, problem.New(problem.Invalid, "version-unknown", "The inquiry has not had version %d yet. Load it again.", seen).With("version", "is newer than the inquiry")
		}
		side, err := q.actingSide(by, a)
		if err != nil {
			return Inquiry{}, err
		}
		release, err := s.release(ctx, q)
		if err != nil {
			return Inquiry{}, err
		}
		c, err := decide(actedOn{r, side, agentOf(by, q.Party(side).Centre), release})
		if problem.Is(err, NotAllowed) {
			return Inquiry{}, s.changed(ctx, by, q, seen, err)
		}
		if err != nil || c == nil {
			return q, err
		}
		c.Event.Once, c.ExternalRef = s.once.String(), r.Request.ExternalRef()
		if err := s.measure(ctx, c); err != nil {
			return Inquiry{}, err
		}
		err = s.Store.Save(ctx, *c)
		switch {
		case err == nil:
			return c.After, nil
		case errors.Is(err, ErrChanged):
			continue
		case errors.Is(err, ErrSeen): // the document is attached already
			return q, nil
		}
		return Inquiry{}, s.refused(ctx, by, err)
	}
	return Inquiry{}, busy()
}

// actingSide is the side for which a person may take an action.
func (q Inquiry) actingSide(by principal.Principal, a Action) (Side, error) {
	for _, side := range a.sides() {
		if q.MayAct(by, side) {
			return side, nil
		}
	}
	return "", problem.New(problem.Forbidden, "not-your-side", "Only an agent of the %s's call centre or a supervisor of that operator can do this.", a.sides()[0])
}

func busy() error {
	return problem.New(problem.Unavailable, "inquiry-busy", "Too many changes at once. Try again.")
}

// refused turns a store's refusal into a problem.
func (s *Service) refused(ctx context.Context, by principal.Principal, err error) error {
	if errors.Is(err, ErrChanged) {
		return busy()
	}
	d, ok := errors.AsType[*DuplicateError](err)
	if !ok {
		return fmt.Errorf("store inquiry: %w", err)
	}
	if _, err := s.view(ctx, by, d.ID); err != nil {
		return err
	}
	return problem.New(problem.Conflict, "inquiry-duplicate", "Your operator already has an open inquiry of this kind on the item. Go on with that one.").
		WithExtra("inquiryId", string(d.ID)).With("itemId", "already has an open inquiry %s", d.ID)
}

// ChangedSlug is the slug of a step that came too late: somebody else's made it impossible.
const ChangedSlug = "inquiry-changed"

// Changes is what the problem inquiry-changed tells, one entry an event.
type Changes struct {
	Seq  int       `json:"seq"`
	Kind Kind      `json:"kind"`
	At   time.Time `json:"at"`
	Side Side      `json:"side,omitempty"`
}

// changed says what is there now and what happened since the caller looked. Nothing having happened, the state alone does not allow the
// step: then it is refused as it stands, with the last step.
func (s *Service) changed(ctx context.Context, by principal.Principal, q Inquiry, seen int, refused error) error {
	p := problem.As(refused)
	if seen < q.Version {
		p = problem.New(problem.Conflict, ChangedSlug, "The inquiry changed since you opened it: it is %s now. See what happened and decide again.", q.State)
	} else {
		seen = q.Version - 1
	}
	_, events, err := s.Store.History(ctx, q.ID, true)
	if err != nil {
		return err
	}
	changes := []Changes{}
	for _, e := range events {
		if e.Seq > seen && e.seenBy(by.Operator, q.Sides(by.Operator)) {
			c := Changes{Seq: e.Seq, Kind: e.Kind, At: e.At}
			for _, side := range []Side{Requester, Replier} {
				if e.By.Kind != BySystem && e.By.Centre == q.Party(side).Centre {
					c.Side = side
				}
			}
			changes = append(changes, c)
		}
	}
	return p.WithExtra("changes", changes).WithExtra("version", q.Version).WithExtra("state", q.State)
}

// release returns the catalogue release that an inquiry keeps.
func (s *Service) release(ctx context.Context, q Inquiry) (*catalogue.Release, error) {
	r, err := s.Catalogue.Version(ctx, q.CatalogueVersion)
	if err != nil {
		return nil, fmt.Errorf("catalogue of inquiry %s: %w", q.ID, err)
	}
	return r, nil
}

// countingCalendar is the calendar on which the clock of an inquiry counts, whatever its call centre's is by now; where no clock runs, the
// call centre's.
func (s *Service) countingCalendar(ctx context.Context, q Inquiry) (*calendar.Calendar, error) {
	if q.Clock.Calendar == "" {
		return s.calendarOf(ctx, q.Replier.Centre)
	}
	return s.keptCalendar(ctx, q.Clock.Calendar)
}

// keptCalendar is a calendar by its digest.
func (s *Service) keptCalendar(ctx context.Context, digest string) (*calendar.Calendar, error) {
	kept, err := s.Directory.Calendar(ctx, digest)
	if err != nil {
		return nil, fmt.Errorf("calendar %s: %w", digest, err)
	}
	cal, err := kept.Compile()
	if err != nil {
		return nil, fmt.Errorf("calendar %s: %w", digest, err)
	}
	return cal, nil
}

// calendarOf returns a call centre's working calendar as it is now.
func (s *Service) calendarOf(ctx context.Context, c directory.CentreID) (*calendar.Calendar, error) {
	centre, err := s.Directory.CallCentre(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("calendar of %s: %w", c, err)
	}
	cal, err := centre.Calendar.Compile()
	if err != nil {
		return nil, fmt.Errorf("calendar of %s: %w", c, err)
	}
	return cal, nil
}
