package inquiry

import (
	"context"
	"errors"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Rehearsal is what raising an inquiry would make.
type Rehearsal struct {
	Inquiry Inquiry // without a place in the store
	Request Request // with what tracking fills in
	Missing []problem.Field
}

// errRehearsed ends a rehearsal where the inquiry would be stored.
var errRehearsed = errors.New("rehearsed")

// rehearsing is a store that keeps nothing.
type rehearsing struct {
	Store
	made *Change
}

func (r *rehearsing) Save(_ context.Context, changes ...Change) error {
	r.made = &changes[0]
	return errRehearsed
}

// Nothing is measured of what does not happen: other inquiries on the item are not looked for.
func (*rehearsing) OpenOn(context.Context, edi.ItemID) ([]OpenRef, error) { return nil, nil }

func (*rehearsing) Find(context.Context, directory.OperatorCode, Term, Page) (Found, error) {
	return Found{}, nil
}

// Rehearse raises an inquiry up to the moment in which it would be stored: the same rules, the same look into tracking, the same refusals, and no
// effect. Only what another open inquiry on the item would refuse is not found out. Missing is what keeps a draft from being sent.
func (s *Service) Rehearse(ctx context.Context, by principal.Principal, cmd Raise, now time.Time) (Rehearsal, error) {
	store := &rehearsing{Store: s.Store}
	copied := *s
	copied.Store = store
	copied.NewID = func() ID { return "" }
	cmd.Key = ""
	_, err := copied.Raise(ctx, by, cmd, now)
	if !errors.Is(err, errRehearsed) {
		return Rehearsal{}, err
	}
	out := Rehearsal{Inquiry: store.made.After, Request: *store.made.Request}
	release, err := s.release(ctx, out.Inquiry)
	if err != nil {
		return Rehearsal{}, err
	}
	if !cmd.Send {
		out.Missing = out.Inquiry.Missing(out.Request, release, out.Inquiry.Level)
	}
	return out, nil
}
