package inquiry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
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
	Done     bool   // every inquiry that was open when it was declared has been looked at
	Moved    int    // inquiries whose due time it moved so far
	Folder   Folder
	Position map[string]string // where to go on
}

// MoveStore keeps declarations of force majeure.
type MoveStore interface {
	// PutMove stores a declaration as it is now; ErrExists if another one has the same Once.
	PutMove(ctx context.Context, m Move) error
	// Moves returns a centre's declarations, newest first, at most 100.
	Moves(ctx context.Context, centre directory.CentreID) ([]Move, error)
	// OpenMoves returns the declarations that are not done.
	OpenMoves(ctx context.Context) ([]Move, error)
}

// movesAtOnce bounds the inquiries that one run of the deadline checker looks at for one declaration.
const movesAtOnce = 500

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
		if m.To.After(now) {
			out = append(out, m.pause())
		}
	}
	return out, nil
}

func (m Move) pause() Pause { return Pause{Cause: ForForceMajeure, From: m.From, To: m.To, Ref: m.ID} }

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
		if err != nil {
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
	WouldBeAt time.Time
}

// PreviewCalendar says which open due times of a centre another calendar would give another instant. They stay as they are when the calendar
// changes: what was told stands, and the preview shows how far it is from what the new calendar would have told.
func (s *Service) PreviewCalendar(ctx context.Context, by principal.Principal, centre directory.CentreID, spec calendar.Spec, p Page) ([]Moved, Rows, error) {
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
	rows, err := s.Store.Folder(ctx, centre, ToDo, p)
	if err != nil {
		return nil, Rows{}, err
	}
	out := []Moved{}
	for _, row := range rows.Items {
		r, err := s.Store.Load(ctx, row.ID)
		if err != nil {
			return nil, Rows{}, err
		}
		q := r.Inquiry
		if !q.Clock.Started() || !q.awaited() {
			continue
		}
		planned := Clock{StartedAt: q.Clock.StartedAt, TargetMinutes: q.Clock.TargetMinutes, Pauses: q.Clock.Pauses}
		if planned, err = planned.plan(cal); err != nil {
			return nil, Rows{}, err
		}
		if !planned.DueAt.Equal(q.Clock.DueAt) {
			out = append(out, Moved{q, planned.DueAt})
		}
	}
	return out, rows, nil
}
