package inquiry

import (
	"context"
	"fmt"
	"time"
)

// ArchiveStore moves what a closed inquiry holds out of the table.
type ArchiveStore interface {
	// Archive copies the request and the events of an inquiry to the archive and lets them go from the table some days later. Doing so again
	// changes nothing. History reads the copy once the inquiry is archived.
	Archive(ctx context.Context, id ID, now time.Time) error
}

// archive is the step of a closed inquiry whose time at hand is over: its contents go to the archive, its head stays as a skeleton for
// figures and look-ups. The copy is made first, so that nothing is lost when the step is cut short: the next run makes it again.
func (s *Service) archive(ctx context.Context, q Inquiry, now time.Time) (*Change, error) {
	after, e, changed := q.Archive(now)
	if !changed {
		return unchanged, nil
	}
	if err := s.Store.Archive(ctx, q.ID, now); err != nil {
		return nil, fmt.Errorf("archive inquiry %s: %w", q.ID, err)
	}
	return &Change{Before: q, After: after, Event: e}, nil
}

// Archive ends a closed inquiry's time at hand, once.
func (q Inquiry) Archive(now time.Time) (_ Inquiry, _ Event, changed bool) {
	if q.State != StateClosed || q.Archived || q.ArchiveAt.IsZero() || now.Before(q.ArchiveAt) {
		return q, Event{}, false
	}
	q, e := q.next(Event{Kind: Archived}, now, System)
	return q, e, true
}
