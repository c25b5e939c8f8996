package inquiry

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Move is a declared force majeure of a call centre: from one instant to another its clocks stand still. It is the only thing that moves a
// due time that was told, and every inquiry that it moves says so to both sides.
type Move struct {
	ID       string
	Centre   directory.CentreID
	From, To time.Time
	Reason   string // code of the catalogue's forceMajeureReasons
	Text     string
	By       Actor
	At       time.Time
	Once     string // of the request that declared it (Once.String)
	Done     bool   // every inquiry that was open when it was declared, or ended, has been looked at
	Moved    int    // inquiries whose due time it moved so far

	EndedAt   time.Time // when it was ended by hand; zero while it was not
	EndedBy   Actor
	Withdrawn bool // it was ended before it had moved anything: as if it had never been declared
	Version   int

	Folder   Folder
	Position map[string]string // where to go on
}

// MoveStore keeps declarations of force majeure.
type MoveStore interface {
	// PutMove stores a declaration as it is now; ErrChanged if it is not at its Version any more, ErrExists if another one has the same Once.
	PutMove(ctx context.Context, m Move) error
	// Moves returns a centre's declarations, newest first, at most 100.
	Moves(ctx context.Context, centre directory.CentreID) ([]Move, error)
	// OpenMoves returns the declarations that are not done.
	OpenMoves(ctx context.Context) ([]Move, error)
}

// movesAtOnce bounds the inquiries that one run of the deadline checker looks at for one declaration.
const movesAtOnce = 500

// declareWithin is how soon after the event it is declared (UPU parcel quality: a force majeure is declared within 24 hours of the event, and
// closed by a second form).
const declareWithin = 24 * time.Hour

// maxForceMajeure is how long one declaration may last [A]; a longer event is declared again.
const maxForceMajeure = 92 * 24 * time.Hour

// DeclareForceMajeure stores a declaration. The due times are moved by the deadline checker, in its next runs; inquiries that arrive while
// it lasts start with it.
func (s *Service) DeclareForceMajeure(ctx context.Context, by principal.Principal, m Move, now time.Time) (Move, error) {
	if err := mayLook(by, m.Centre); err != nil {
		return m, err
	}
	if !by.Has(principal.OperatorAdministrator) {
		return m, problem.New(problem.Forbidden, "role-missing", "Force majeure is declared by the operator's administrator.")
	}
	release, err := s.Catalogue.InForce(ctx, now)
	if err != nil {
		return m, fmt.Errorf("declare force majeure: %w", err)
	}
	p := problem.New(problem.Invalid, "force-majeure-invalid", "This force majeure cannot be declared.")
	if !m.From.Before(m.To) {
		p.With("to", "must be later than from")
	} else if m.To.Sub(m.From) > maxForceMajeure {
		p.With("to", "must be at most 92 days after from")
	}
	if m.From.Before(now.Add(-declareWithin)) {
		p.With("from", "lies more than 24 hours back: a force majeure is declared within 24 hours of the event")
	}
	if m.To.Before(now) {
		p.With("to", "is over: what was due then is decided")
	}
	if !hasCode(release.ForceMajeureReasons, m.Reason) {
		p.With("reason", "is not a reason of the catalogue")
	}
	if err := p.OrNil(); err != nil {
		return m, err
	}
	m.ID, m.By, m.At, m.Folder = string(s.NewID()), agentOf(by, m.Centre), now, ToDo
	return s.declareOnce(ctx, m)
}

// ForceMajeure returns a centre's declarations, newest first.
func (s *Service) ForceMajeure(ctx context.Context, by principal.Principal, centre directory.CentreID) ([]Move, error) {
	if err := mayLook(by, centre); err != nil {
		return nil, err
	}
	return s.Store.Moves(ctx, centre)
}

// forceMajeure is what of a centre's declarations a clock that starts now must leave out.
func (s *Service) forceMajeure(ctx context.Context, centre directory.CentreID, now time.Time) ([]Pause, error) {
	moves, err := s.Store.Moves(ctx, centre)
	if err != nil {
		return nil, err
	}
	var out []Pause
	for _, m := range moves {
		if m.until().After(now) && m.From.Before(m.until()) {
			out = append(out, m.pause())
		}
	}
	return out, nil
}

// until is the instant up to which a clock that it has not moved yet stands still.
func (m Move) until() time.Time {
	switch {
	case m.Withdrawn:
		return m.From
	case !m.EndedAt.IsZero() && m.EndedAt.Before(m.To):
		return later(m.From, m.EndedAt)
	}
	return m.To
}

func (m Move) pause() Pause {
	return Pause{Cause: ForForceMajeure, From: m.From, To: m.until(), Ref: m.ID}
}

// EndForceMajeure ends a declaration, now: no further inquiry gets the pause beyond this instant. A due time that it has moved was told, and
// stays; both sides of each such inquiry see the end. One that has moved nothing yet is withdrawn: nothing will come of it.
func (s *Service) EndForceMajeure(ctx context.Context, by principal.Principal, centre directory.CentreID, id string, now time.Time) (Move, error) {
	if err := mayLook(by, centre); err != nil {
		return Move{}, err
	}
	if !by.Has(principal.OperatorAdministrator) {
		return Move{}, problem.New(problem.Forbidden, "role-missing", "Force majeure is ended by the operator's administrator.")
	}
	for range tries {
		moves, err := s.Store.Moves(ctx, centre)
		if err != nil {
			return Move{}, err
		}
		i := slices.IndexFunc(moves, func(m Move) bool { return m.ID == id })
		if i < 0 {
			return Move{}, problem.New(problem.NotFound, "force-majeure-unknown", "The call centre has declared no such force majeure.")
		}
		m := moves[i]
		if !m.Lasts(now) {
			return m, problem.New(problem.Conflict, "force-majeure-over", "This force majeure is over already.")
		}
		m.EndedAt, m.EndedBy, m.Withdrawn = now, agentOf(by, centre), !m.Done && m.Moved == 0
		m.Done, m.Folder, m.Position = false, ToDo, nil
		if err := s.Store.PutMove(ctx, m); !errors.Is(err, ErrChanged) {
			return m, err
		}
	}
	return Move{}, busy()
}

// Lasts reports whether there is something to end.
func (m Move) Lasts(now time.Time) bool { return m.EndedAt.IsZero() && m.To.After(now) }

// EndMove tells that the force majeure of a pause was ended: once, and the due time stays as it was told.
func (q Inquiry) EndMove(ref string, at, now time.Time, by Actor) (_ Inquiry, _ Event, changed bool) {
	i := slices.IndexFunc(q.Clock.Pauses, func(p Pause) bool { return p.Ref == ref && p.EndedAt.IsZero() })
	if i < 0 || !q.awaited() && q.State != StateReturned {
		return q, Event{}, false
	}
	clock := q.Clock
	clock.Pauses = slices.Clone(clock.Pauses)
	clock.Pauses[i].EndedAt = at
	q, e := q.next(Event{Kind: MoveEnded, Clock: &clock}, now, by)
	return q, e, true
}

// meets is a step that brings the inquiry to another call centre, with the force majeure that lasts there: from now on its clock stands still
// for it too, and the same step says so. Q is the inquiry before the step.
func (q Inquiry) meets(e Event, pauses []Pause, cal *calendar.Calendar) (Inquiry, Event, error) {
	if q.Clock.Started() && !q.Overdue {
		clock := q.Clock
		for _, p := range pauses {
			p.From = later(p.From, e.At)
			var err error
			if clock, err = clock.pause(cal, p); err != nil {
				return q, e, err
			}
		}
		if len(clock.Pauses) > len(q.Clock.Pauses) && (!clock.Running() || clock.DueAt.After(q.Clock.DueAt)) {
			e.Clock = &clock
		}
	}
	return q.apply(e), e, nil
}

// ContinueMoves moves the due times that declarations have not reached yet, and returns how many it moved. A declaration that fails is gone
// on with in the next run.
func (s *Service) ContinueMoves(ctx context.Context, now time.Time) (int, error) {
	open, err := s.Store.OpenMoves(ctx)
	if err != nil {
		return 0, err
	}
	total := 0
	var failed []error
	for _, m := range open {
		n, err := s.continueMove(ctx, m, now)
		total += n
		if err != nil && !errors.Is(err, ErrChanged) { // it was ended meanwhile: the next run sees that
			failed = append(failed, fmt.Errorf("force majeure %s: %w", m.ID, err))
		}
	}
	return total, errors.Join(failed...)
}

// continueMove walks a centre's awaited inquiries and those it returned. A move changes their order, so some are met twice: that changes
// nothing.
func (s *Service) continueMove(ctx context.Context, m Move, now time.Time) (int, error) {
	told := map[directory.CentreID]bool{}
	if err := s.tellOverdue(ctx, m, told, now); err != nil {
		return 0, err
	}
	moved := 0
	for seen := 0; seen < movesAtOnce && !m.Done; {
		rows, err := s.Store.Folder(ctx, m.Centre, m.Folder, Page{Limit: 100, Position: m.Position})
		if err != nil {
			return moved, err
		}
		if err := s.tellForceMajeure(ctx, m, rows.Items, told, now); err != nil {
			return moved, err
		}
		seen += max(len(rows.Items), 1)
		for _, q := range rows.Items {
			if q.Replier.Centre != m.Centre {
				continue
			}
			changed, err := s.moveOne(ctx, q.ID, m, now)
			if err != nil {
				return moved, err
			}
			if changed {
				moved++
			}
		}
		m.Position = rows.Next
		if rows.Next == nil {
			m.Done = m.Folder == Waiting
			m.Folder = Waiting
		}
	}
	m.Moved += moved
	return moved, s.Store.PutMove(ctx, m)
}

func (s *Service) moveOne(ctx context.Context, id ID, m Move, now time.Time) (moved bool, _ error) {
	_, err := s.step(ctx, id, func(q Inquiry) (*Change, error) {
		if q.Replier.Centre != m.Centre {
			return unchanged, nil
		}
		if !m.EndedAt.IsZero() {
			if after, e, told := q.EndMove(m.ID, m.EndedAt, now, m.EndedBy); told {
				return &Change{Before: q, After: after, Event: e}, nil
			}
		}
		if p := m.pause(); !p.From.Before(p.To) {
			return unchanged, nil
		}
		cal, err := s.countingCalendar(ctx, q)
		if err != nil {
			return nil, err
		}
		after, e, changed, err := q.MoveDue(m.pause(), m.Reason, m.Text, cal, now, m.By)
		moved = changed
		return changeIf(changed, q, after, e), err
	})
	return moved, err
}

// Moved is a due time that a change of a calendar would move.
type Moved struct {
	Inquiry   Inquiry
	Term      DueTerm
	ToldAt    time.Time
	WouldBeAt time.Time
}

// previewed are the folders in which a centre's open due times lie: answers that it owes, answers that wait for the other side to supplement,
// and as the one who asks, its times to react and to supplement.
var previewed = []Folder{ToDo, Waiting, ToRead, ReturnedToUs}

// inFolder is the member of a preview's position that says which folder it has come to.
const inFolder = "folder"

// PreviewCalendar says which open due times of a centre another calendar would give another instant. They stay as they are when the calendar
// changes: what was told stands, and the preview shows how far it is from what the new calendar would have told.
func (s *Service) PreviewCalendar(ctx context.Context, by principal.Principal, centre directory.CentreID, spec calendar.Spec, p Page, now time.Time) ([]Moved, Rows, error) {
	if err := mayLook(by, centre); err != nil {
		return nil, Rows{}, err
	}
	if !by.Has(principal.OperatorAdministrator, principal.Supervisor) {
		return nil, Rows{}, problem.New(problem.Forbidden, "role-missing", "Calendars are the work of the operator's administrator.")
	}
	cal, err := spec.Compile()
	if err != nil {
		return nil, Rows{}, err
	}
	release, err := s.Catalogue.InForce(ctx, now)
	if err != nil {
		return nil, Rows{}, fmt.Errorf("terms of a preview: %w", err)
	}
	at := max(slices.Index(previewed, Folder(p.Position[inFolder])), 0)
	if p.Position = maps.Clone(p.Position); p.Position != nil {
		delete(p.Position, inFolder)
	}
	if len(p.Position) == 0 {
		p.Position = nil
	}
	rows, err := s.Store.Folder(ctx, centre, previewed[at], p)
	if err != nil {
		return nil, Rows{}, err
	}
	out := []Moved{}
	for _, q := range rows.Items {
		m, ok, err := q.dueOn(centre, previewed[at], cal, release.Terms())
		if err != nil {
			return nil, Rows{}, err
		}
		if ok && !m.WouldBeAt.Equal(m.ToldAt) {
			out = append(out, m)
		}
	}
	switch {
	case rows.Next != nil:
		rows.Next = maps.Clone(rows.Next)
		rows.Next[inFolder] = string(previewed[at])
	case at+1 < len(previewed):
		rows.Next = map[string]string{inFolder: string(previewed[at+1])}
	}
	return out, rows, nil
}

// dueOn is the open due time that a row of a centre's folder has, and what it would be on a calendar with the terms in force; false when it has
// none there.
func (q Inquiry) dueOn(centre directory.CentreID, f Folder, cal *calendar.Calendar, terms catalogue.Terms) (Moved, bool, error) {
	m := Moved{Inquiry: q}
	var err error
	switch {
	case (f == ToDo && q.awaited() || f == Waiting && q.State == StateReturned) && q.Replier.Centre == centre && q.Clock.Started():
		planned := Clock{StartedAt: q.Clock.StartedAt, TargetMinutes: q.Clock.TargetMinutes, Pauses: q.Clock.Pauses}
		planned, err = planned.plan(cal)
		m.Term, m.ToldAt, m.WouldBeAt = TermAnswer, q.Clock.DueAt, planned.DueAt
	case f == ToRead && !q.RespondBy.IsZero():
		m.Term, m.ToldAt = TermReact, q.RespondBy
		m.WouldBeAt, err = cal.DueDays(q.RepliedAt, terms.ReactionDays)
	case f == ReturnedToUs && !q.RespondBy.IsZero():
		m.Term, m.ToldAt = TermSupplement, q.RespondBy
		m.WouldBeAt, err = cal.DueDays(q.RepliedAt, terms.SupplementDays)
	default:
		return m, false, nil
	}
	return m, true, err
}
