package crm

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// New is what somebody wants an integration to be.
type New struct {
	Name   string
	Centre directory.CentreID
	System string // a ready mapping to begin with, "" for none
}

// administers refuses who is not the operator's administrator. A key makes no integrations: what leaked could not be revoked.
func administers(by principal.Principal) error {
	if by.IsMachine() || by.Operator == "" || !by.Has(principal.OperatorAdministrator) {
		return problem.New(problem.Forbidden, "role-missing", "Integrations are the work of the operator's administrator.")
	}
	return nil
}

// own returns an integration of the asker's operator.
func (s *Service) own(ctx context.Context, by principal.Principal, id ID) (Integration, error) {
	if err := administers(by); err != nil {
		return Integration{}, err
	}
	g, err := s.Store.Integration(ctx, id)
	if err == nil && g.Operator != by.Operator {
		return Integration{}, Unknown()
	}
	return g, err
}

func editor(by principal.Principal) directory.Editor {
	return directory.Editor{Subject: by.Subject, Name: by.Name}
}

// Create makes an integration and returns it with its secret, which nobody can be shown again. It is off until it is turned on. With a system it
// has that system's ready mapping, as version 1. The same request again (once, "" for none) makes no second one and is the problem
// "integration-made".
func (s *Service) Create(ctx context.Context, by principal.Principal, n New, once string, now time.Time) (Integration, string, error) {
	if err := administers(by); err != nil {
		return Integration{}, "", err
	}
	t, err := TermsOf()
	if err != nil {
		return Integration{}, "", err
	}
	_, centres, err := s.Centres.Latest(ctx, by.Operator)
	if err != nil {
		return Integration{}, "", err
	}
	g := Integration{ID: s.NewID(), Operator: by.Operator, Centre: n.Centre, Name: n.Name, System: n.System, CreatedAt: now, CreatedBy: editor(by), Version: 1}
	if err := g.check(centres); err != nil {
		return Integration{}, "", err
	}
	if once != "" {
		g.ID = idOf(string(by.Operator) + "\x00" + by.Subject + "\x00" + once)
		switch there, err := s.Store.Integration(ctx, g.ID); {
		case err == nil:
			return Integration{}, "", made(there)
		case problem.As(err).Kind != problem.NotFound:
			return Integration{}, "", err
		}
	}
	all, err := s.Store.IntegrationsOf(ctx, by.Operator)
	if err != nil {
		return Integration{}, "", err
	}
	if len(all) >= t.MaxIntegrations {
		return Integration{}, "", problem.New(problem.Conflict, "integrations-full", "An operator has at most %d integrations. Delete one that nobody uses.", t.MaxIntegrations)
	}
	secret, err := s.secret(ctx, &g, now)
	if err != nil {
		return Integration{}, "", err
	}
	var first *Versioned
	if ready, ok := ReadyFor(n.System); ok {
		g.Mapping = 1
		first = &Versioned{Version: 1, Mapping: ready.Mapping, At: now, By: editor(by)}
	}
	err = s.Store.SaveIntegration(ctx, g, first)
	if errors.Is(err, ErrChanged) { // the same request at the same moment
		return Integration{}, "", made(g)
	}
	return g, secret, err
}

func made(g Integration) error {
	return problem.New(problem.Conflict, "integration-made", "This request has made an integration. Its secret was shown then and cannot be shown again: rotate it to get one that works.").
		WithExtra("id", string(g.ID))
}

func idOf(text string) ID {
	sum := sha256.Sum256([]byte(text))
	return ID(base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding).EncodeToString(sum[:])[:26])
}

// secret gives an integration a new secret and returns it as it is shown, once.
func (s *Service) secret(ctx context.Context, g *Integration, now time.Time) (string, error) {
	plain, err := newSecret(s.Random)
	if err != nil {
		return "", err
	}
	sealed, err := s.Seal.Seal(ctx, plain, g.place())
	if err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	g.Secret = Secret{Sealed: sealed, At: now}
	return plain, nil
}

// Any stands for whatever version there is.
const Any = -1

func (s *Service) change(ctx context.Context, by principal.Principal, id ID, version int, do func(*Integration) (*Versioned, error)) (Integration, error) {
	g, err := s.own(ctx, by, id)
	if err != nil {
		return g, err
	}
	if version != Any && version != g.Version {
		return g, changed()
	}
	m, err := do(&g)
	if err != nil {
		return g, err
	}
	g.Version++
	if err = s.Store.SaveIntegration(ctx, g, m); errors.Is(err, ErrChanged) {
		return g, changed()
	}
	return g, err
}

func changed() error {
	return problem.New(problem.PreconditionFailed, "integration-changed", "Somebody changed the integration in between. Look at it again.").With("If-Match", "is not the version of now")
}

// Edit is a change to an integration; nil members stay as they are.
type Edit struct {
	Name   *string
	Centre *directory.CentreID
	On     *bool
}

// Change changes an integration. One without a mapping cannot be turned on.
func (s *Service) Change(ctx context.Context, by principal.Principal, id ID, version int, e Edit) (Integration, error) {
	return s.change(ctx, by, id, version, func(g *Integration) (*Versioned, error) {
		if e.Name != nil {
			g.Name = *e.Name
		}
		if e.Centre != nil {
			g.Centre = *e.Centre
		}
		if e.On != nil {
			g.On = *e.On
		}
		if g.On && g.Mapping == 0 {
			return nil, refused().With("on", "needs a mapping first: without one, every event would wait")
		}
		_, centres, err := s.Centres.Latest(ctx, g.Operator)
		if err != nil {
			return nil, err
		}
		return nil, g.check(centres)
	})
}

// Usual stands for the overlap of the terms.
const Usual = -1

// Rotate gives an integration a new secret and returns it, once. The one before is accepted for some hours more (0: it ends at once; Usual: the
// usual ones).
func (s *Service) Rotate(ctx context.Context, by principal.Principal, id ID, version, overlap int, now time.Time) (Integration, string, error) {
	secret := ""
	g, err := s.change(ctx, by, id, version, func(g *Integration) (*Versioned, error) {
		t, err := TermsOf()
		if err != nil {
			return nil, err
		}
		if overlap == Usual {
			overlap = t.OverlapHours
		}
		if overlap < 0 || overlap > t.MaxOverlapHours {
			return nil, refused().With("overlapHours", "must be between 0 and %d", t.MaxOverlapHours)
		}
		g.OldSecret, g.OldEndsAt = g.Secret, now.Add(time.Duration(overlap)*time.Hour)
		secret, err = s.secret(ctx, g, now)
		return nil, err
	})
	return g, secret, err
}

// Delete forgets an integration: its events are refused from then on, and those that wait go with time.
func (s *Service) Delete(ctx context.Context, by principal.Principal, id ID, version int, now time.Time) error {
	g, err := s.own(ctx, by, id)
	if err != nil {
		return err
	}
	if version != Any && version != g.Version {
		return changed()
	}
	if err = s.Store.DeleteIntegration(ctx, g, now); errors.Is(err, ErrChanged) {
		return changed()
	}
	return err
}

// Overview is an integration with what its administrator wants to know at a glance.
type Overview struct {
	Integration
	Waiting  int        // events, at most MostWaiting
	Refusals []Refusals // of the last days
}

// MostWaiting is up to where waiting events are counted, RefusalDays for how many days refusals are shown.
const (
	MostWaiting = 100
	RefusalDays = 7
)

// Integrations returns those of the asker's operator, the oldest first.
func (s *Service) Integrations(ctx context.Context, by principal.Principal, now time.Time) ([]Overview, error) {
	if err := administers(by); err != nil {
		return nil, err
	}
	all, err := s.Store.IntegrationsOf(ctx, by.Operator)
	if err != nil {
		return nil, err
	}
	out := make([]Overview, len(all))
	for i, g := range all {
		if out[i], err = s.overview(ctx, g, now); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Integration returns one of the asker's operator.
func (s *Service) Integration(ctx context.Context, by principal.Principal, id ID, now time.Time) (Overview, error) {
	g, err := s.own(ctx, by, id)
	if err != nil {
		return Overview{}, err
	}
	return s.overview(ctx, g, now)
}

func (s *Service) overview(ctx context.Context, g Integration, now time.Time) (Overview, error) {
	n, err := s.Store.Waiting(ctx, g.ID, MostWaiting)
	if err != nil {
		return Overview{}, err
	}
	refusals, err := s.Store.Refusals(ctx, g.ID, now.AddDate(0, 0, 1-RefusalDays))
	return Overview{Integration: g, Waiting: n, Refusals: refusals}, err
}

// Mapping returns a version of an integration's mapping (0: the live one); the zero Versioned where none is live.
func (s *Service) Mapping(ctx context.Context, by principal.Principal, id ID, version int) (Integration, Versioned, error) {
	g, err := s.own(ctx, by, id)
	if err != nil {
		return g, Versioned{}, err
	}
	if version == 0 {
		version = g.Mapping
	}
	if version == 0 {
		return g, Versioned{}, nil
	}
	v, err := s.Store.Mapping(ctx, id, version)
	return g, v, err
}

// Mappings returns the versions of an integration's mapping without what they say, the newest first.
func (s *Service) Mappings(ctx context.Context, by principal.Principal, id ID) ([]Versioned, error) {
	if _, err := s.own(ctx, by, id); err != nil {
		return nil, err
	}
	return s.Store.Mappings(ctx, id)
}

// SetMapping makes a mapping live, as a new version. seen is the version of the mapping that was edited, so that one edit does not undo another;
// 0 where there was none yet. Any counts as the live one.
func (s *Service) SetMapping(ctx context.Context, by principal.Principal, id ID, seen int, m Mapping, now time.Time) (Integration, Versioned, error) {
	var v Versioned
	if err := m.Check(); err != nil {
		return Integration{}, v, err
	}
	t, err := TermsOf()
	if err != nil {
		return Integration{}, v, err
	}
	g, err := s.change(ctx, by, id, Any, func(g *Integration) (*Versioned, error) {
		if seen != Any && seen != g.Mapping {
			return nil, problem.New(problem.PreconditionFailed, "integration-changed", "Somebody made another mapping live in between. Look at it again.").With("If-Match", "is not the live mapping")
		}
		if g.Mapping >= t.MaxVersions {
			return nil, problem.New(problem.Conflict, "mapping-versions-full", "An integration has at most %d versions of its mapping. Make a new integration.", t.MaxVersions)
		}
		g.Mapping++
		v = Versioned{Version: g.Mapping, Mapping: m, At: now, By: editor(by)}
		return &v, nil
	})
	return g, v, err
}

// maxLooks bounds how many looks at a body are kept.
const maxLooks = 100

// Events returns a part of an integration's events in a state.
func (s *Service) Events(ctx context.Context, by principal.Principal, id ID, state State, p Page) ([]Received, map[string]string, error) {
	if _, err := s.own(ctx, by, id); err != nil {
		return nil, nil, err
	}
	return s.Store.Events(ctx, id, state, p)
}

// Event shows an event with the body of one that waits. That somebody is shown a body is recorded first.
func (s *Service) Event(ctx context.Context, by principal.Principal, id ID, key string, now time.Time) (Integration, Received, error) {
	g, err := s.own(ctx, by, id)
	if err != nil {
		return g, Received{}, err
	}
	r, err := s.Store.Event(ctx, id, key)
	if err != nil || r.Body == nil {
		return g, r, err
	}
	look := Look{By: editor(by), Day: now.UTC().Format(time.DateOnly)}
	if slices.ContainsFunc(r.Looks, func(l Look) bool { return l.Day == look.Day && l.By.Subject == look.By.Subject }) {
		return g, r, nil
	}
	after := r
	after.Looks = append(slices.Clone(r.Looks), look)
	after.Looks = after.Looks[max(0, len(after.Looks)-maxLooks):]
	after.Version++
	if err := s.Store.Settle(ctx, r, after); errors.Is(err, ErrChanged) {
		return g, Received{}, eventChanged()
	} else if err != nil {
		return g, Received{}, err
	}
	return g, after, nil
}

func eventChanged() error {
	return problem.New(problem.Conflict, "event-changed", "The event changed in between. Look at it again.")
}

// EventUnknown says that an integration has no such event.
func EventUnknown() error {
	return problem.New(problem.NotFound, "event-unknown", "The integration has no such event, or it was kept for so long that it is gone.")
}

func (s *Service) waiting(ctx context.Context, by principal.Principal, id ID, key string) (Integration, Received, error) {
	g, err := s.own(ctx, by, id)
	if err != nil {
		return g, Received{}, err
	}
	r, err := s.Store.Event(ctx, id, key)
	if err == nil && r.State != Waiting {
		return g, r, problem.New(problem.Conflict, "event-settled", "The event does not wait any more: it is %s.", r.State)
	}
	return g, r, err
}

// Replay has a waiting event done with the mapping of now; body takes the place of what came where it was corrected (nil: it was not). The answer is
// what became of it: it may wait again, with another reason.
func (s *Service) Replay(ctx context.Context, by principal.Principal, id ID, key string, body []byte, now time.Time) (Received, error) {
	g, r, err := s.waiting(ctx, by, id, key)
	if err != nil {
		return r, err
	}
	t, err := TermsOf()
	if err != nil {
		return r, err
	}
	if len(body) > t.MaxBodyBytes {
		return r, problem.New(problem.TooLarge, "body-too-large", "An event has at most %d bytes.", t.MaxBodyBytes).With("body", "is too large")
	}
	if body != nil && string(body) != string(r.Body) {
		after := r
		after.Body, after.Corrected = body, true
		after.Version++
		if err := s.Store.Settle(ctx, r, after); errors.Is(err, ErrChanged) {
			return r, eventChanged()
		} else if err != nil {
			return r, err
		}
		r = after
	}
	return s.process(ctx, g, r, editor(by), now)
}

// Dismiss ends a waiting event without doing anything, and does what waited for it.
func (s *Service) Dismiss(ctx context.Context, by principal.Principal, id ID, key string, now time.Time) (Received, error) {
	g, r, err := s.waiting(ctx, by, id, key)
	if err != nil {
		return r, err
	}
	after := r.settle(Dismissed, now, editor(by))
	after.Version++
	if err := s.Store.Settle(ctx, r, after); errors.Is(err, ErrChanged) {
		return r, eventChanged()
	} else if err != nil {
		return r, err
	}
	if r.Case == "" {
		return after, nil
	}
	return after, s.follow(ctx, g, r.Case, now)
}
