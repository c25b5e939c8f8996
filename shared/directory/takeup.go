package directory

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// TakeUp makes whoever signed in what they are invited to be, and returns them. The address is theirs: their identity provider has verified it. An
// invitation is taken up once, by one subject, however many ask at once. "agent-unknown" for who is not invited, "invitation-expired" for who was.
func (s *Invitations) TakeUp(ctx context.Context, subject, address string, now time.Time) (Agent, error) {
	uninvited := problem.New(problem.NotFound, "agent-unknown", "There is no such agent in the directory.")
	folded, ok := FoldAddress(address)
	if !ok || subject == "" {
		return Agent{}, uninvited
	}
	terms, err := TermsOfInvitations()
	if err != nil {
		return Agent{}, err
	}
	for range 5 { // of those who ask at once one is faster
		h, err := s.Store.HolderOf(ctx, folded)
		if err != nil {
			return Agent{}, err
		}
		if h.Subject == subject { // taken up a moment ago, by another request
			return s.Store.LatestAgent(ctx, subject)
		}
		if h.Invitation == "" {
			return Agent{}, uninvited
		}
		i, err := s.Store.Invitation(ctx, h.Operator, h.Invitation)
		if problem.Is(err, "invitation-unknown") {
			return Agent{}, uninvited
		}
		if err != nil {
			return Agent{}, err
		}
		switch i.State(now) {
		case InvitationExpired:
			return Agent{}, problem.New(problem.NotFound, "invitation-expired", "The invitation has expired.")
		case InvitationWithdrawn:
			return Agent{}, uninvited
		case InvitationTakenUp: // between the two readings
			continue
		case InvitationWaiting:
		}
		i.TakenAt, i.TakenBy, i.Version = now, subject, i.Version+1
		a := i.agent(subject, now)
		err = s.Store.Join(ctx, i, a, terms.forget(i))
		if errors.Is(err, ErrChanged) {
			continue
		}
		return a, err
	}
	return Agent{}, fmt.Errorf("take up an invitation: changed again and again")
}
