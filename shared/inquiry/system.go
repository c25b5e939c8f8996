package inquiry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// unchanged is the change of a decision that has nothing to store.
var unchanged *Change

// step is a system's step on an inquiry: decided again when somebody else's came first. No change is no error.
func (s *Service) step(ctx context.Context, id ID, decide func(Inquiry) (*Change, error)) error {
	for range tries {
		r, err := s.Store.Load(ctx, id)
		if err != nil {
			return err
		}
		c, err := decide(r.Inquiry)
		if err != nil || c == nil {
			return err
		}
		err = s.Store.Save(ctx, *c)
		if err == nil || errors.Is(err, ErrSeen) {
			return nil
		}
		if !errors.Is(err, ErrChanged) {
			return fmt.Errorf("store inquiry %s: %w", id, err)
		}
	}
	return fmt.Errorf("inquiry %s: %w %d times", id, ErrChanged, tries)
}

// Why no centre takes an inquiry.
const (
	NoCentre            = "operator-has-no-centre"
	NoCentreForProduct  = "no-centre-for-product"
	DestinationOffboard = "operator-unknown"
)

// ChooseCentre picks the call centre of an operator that takes an inquiry: one that serves the product, preferring the operator's
// default, then one that shares a language with the requester, then the first by id. The reason says why there is none.
func ChooseCentre(op directory.Operator, centres []directory.CallCentre, product string, languages []string) (directory.CallCentre, string) {
	if len(centres) == 0 {
		return directory.CallCentre{}, NoCentre
	}
	rank := func(c directory.CallCentre) int {
		switch {
		case c.ID == op.DefaultCentre:
			return 0
		case slices.ContainsFunc(c.Languages, func(l string) bool { return slices.Contains(languages, l) }):
			return 1
		default:
			return 2
		}
	}
	serving := slices.DeleteFunc(slices.Clone(centres), func(c directory.CallCentre) bool { return !slices.Contains(c.Products, product) })
	if len(serving) == 0 {
		return directory.CallCentre{}, NoCentreForProduct
	}
	return slices.MinFunc(serving, func(a, b directory.CallCentre) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		if a.ID < b.ID {
			return -1
		}
		return 1
	}), ""
}

// watchLife outlasts any inquiry: identifiers are not used again for 12 months (UPU standard S10).
const watchLife = 365 * 24 * time.Hour

// Route watches the item, finds the destination's call centre and starts its clock. It is idempotent. An inquiry that no centre
// takes goes to the requester's supervised folder with the reason, never nowhere.
func (s *Service) Route(ctx context.Context, id ID, now time.Time) error {
	return s.step(ctx, id, func(q Inquiry) (*Change, error) {
		if q.State == StateDraft || q.State == StateClosed {
			return unchanged, nil
		}
		watch := tracking.Watch{ItemID: q.ItemID, Watcher: Watcher, Ref: string(q.ID), ExpiresAt: now.Add(watchLife)}
		if err := s.Tracking.Watch(ctx, watch); err != nil {
			return nil, fmt.Errorf("watch item of inquiry %s: %w", id, err)
		}
		if q.Replier.Centre != "" {
			return unchanged, nil
		}
		centre, reason, err := s.destination(ctx, q)
		if err != nil {
			return nil, err
		}
		if reason != "" {
			after, e, changed := q.MarkUnroutable(reason, now)
			return changeIf(changed, q, after, e), nil
		}
		cal, err := centre.Calendar.Compile()
		if err != nil {
			return nil, fmt.Errorf("calendar of %s: %w", centre.ID, err)
		}
		release, err := s.release(ctx, q)
		if err != nil {
			return nil, err
		}
		target, _ := release.Target(q.Product, q.Workflow, q.Level)
		after, e, changed, err := q.Route(centre.ID, cal, target, now)
		return changeIf(changed, q, after, e), err
	})
}

func (s *Service) destination(ctx context.Context, q Inquiry) (directory.CallCentre, string, error) {
	op, err := s.Directory.Operator(ctx, q.Replier.Operator)
	if err != nil {
		if isNotFound(err) {
			return directory.CallCentre{}, DestinationOffboard, nil
		}
		return directory.CallCentre{}, "", err
	}
	centres, err := s.Directory.CentresOf(ctx, op.Code)
	if err != nil {
		return directory.CallCentre{}, "", err
	}
	asking, err := s.Directory.CallCentre(ctx, q.Requester.Centre)
	if err != nil && !isNotFound(err) {
		return directory.CallCentre{}, "", err
	}
	centre, reason := ChooseCentre(op, centres, q.Product, asking.Languages)
	return centre, reason, nil
}

// CheckDeadlines tells every approaching and passed due time up to now, each once, and routes what nobody routed in time. It goes on
// past an inquiry that fails and returns how many it moved on, with the failures joined.
func (s *Service) CheckDeadlines(ctx context.Context, now time.Time) (moved int, _ error) {
	var failed []error
	err := s.Store.Due(ctx, now, func(id ID) error {
		changed, err := s.check(ctx, id, now)
		if err != nil {
			failed = append(failed, fmt.Errorf("deadline of inquiry %s: %w", id, err))
		}
		if changed {
			moved++
		}
		return ctx.Err()
	})
	return moved, errors.Join(append(failed, err)...)
}

func (s *Service) check(ctx context.Context, id ID, now time.Time) (changed bool, _ error) {
	unrouted := false
	err := s.step(ctx, id, func(q Inquiry) (*Change, error) {
		if unrouted = q.Replier.Centre == ""; unrouted {
			return unchanged, nil
		}
		cal, err := s.calendarOf(ctx, q.Replier.Centre)
		if err != nil {
			return nil, err
		}
		after, e, told := q.Tick(cal, now)
		changed = told
		return changeIf(told, q, after, e), nil
	})
	if err != nil || !unrouted {
		return changed, err
	}
	return true, s.Route(ctx, id, now)
}

// Track records a tracking event on an open inquiry, once, however often it is told. An inquiry that is closed stops watching.
func (s *Service) Track(ctx context.Context, id ID, t Tracking, now time.Time) error {
	return s.step(ctx, id, func(q Inquiry) (*Change, error) {
		if q.State == StateClosed {
			if err := s.Tracking.Unwatch(ctx, q.ItemID, Watcher, string(q.ID)); err != nil {
				return nil, fmt.Errorf("unwatch item of inquiry %s: %w", id, err)
			}
			return unchanged, nil
		}
		after, e, changed := q.Track(t, now)
		return changeIf(changed, q, after, e), nil
	})
}
