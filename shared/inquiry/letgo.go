package inquiry

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// letGoAtOnce bounds the inquiries of one call, and letGoReach the rows that it looks at in a folder.
const (
	letGoAtOnce = 100
	letGoReach  = 5000
)

// LetGo takes from somebody who works in a call centre no more what they still have there, so that it is nobody's and is seen as such: letGoAtOnce
// inquiries, and more says that the call is to be repeated. It is for those who lead; of somebody who still works there it is "agent-still-here", since
// their work is given away one by one.
func (s *Service) LetGo(ctx context.Context, by principal.Principal, centre directory.CentreID, agent string, now time.Time) (released int, more bool, _ error) {
	if err := mayLead(by, centre); err != nil {
		return 0, false, err
	}
	a, err := s.Teams.LatestAgent(ctx, agent)
	if err != nil && !isNotFound(err) {
		return 0, false, fmt.Errorf("let go in %s: %w", centre, err)
	}
	if err == nil && a.Operator == by.Operator && !a.Inactive && slices.Contains(a.CallCentres, centre) {
		return 0, false, problem.New(problem.Conflict, "agent-still-here", "They still work in this call centre. Give their work to others from the team's desk.").With("agent", "still works in %s", centre)
	}
	for _, f := range Folders {
		if !f.Counted() {
			continue
		}
		at, examined := map[string]string(nil), 0
		for {
			part, err := s.Store.Folder(ctx, centre, f, Page{Limit: letGoAtOnce, Position: at, Filter: Filter{Agent: agent}})
			if err != nil {
				return released, false, err
			}
			for _, q := range part.Items {
				if released == letGoAtOnce {
					return released, true, nil
				}
				changed, err := s.letGo(ctx, by, q.ID, centre, agent, now)
				if err != nil {
					return released, false, err
				}
				if changed {
					released++
				}
			}
			if at, examined = part.Next, examined+part.Examined; at == nil || examined >= letGoReach {
				break
			}
		}
	}
	return released, false, nil
}

func (s *Service) letGo(ctx context.Context, by principal.Principal, id ID, centre directory.CentreID, agent string, now time.Time) (changed bool, _ error) {
	_, err := s.step(ctx, id, func(q Inquiry) (*Change, error) {
		for _, side := range []Side{Requester, Replier} {
			if q.Party(side).Centre != centre || q.Agent(side).Subject != agent {
				continue
			}
			release, err := s.release(ctx, q)
			if err != nil {
				return nil, err
			}
			after, e, does, err := q.Assign(side, Assignee{}, release, now, agentOf(by, centre))
			changed = does
			return changeIf(does, q, after, e), err
		}
		changed = false
		return unchanged, nil
	})
	if problem.Is(err, NotAllowed) { // it was closed meanwhile
		return false, nil
	}
	return changed, err
}
