package directory

import (
	"context"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Seen says when somebody was here last, and what was known of them then.
type Seen struct {
	On       string           // calendar date, UTC; "" = never
	Language string           // ISO 639-1, of the pages they read; "" = not known
	Roles    []principal.Role // as the identity provider said
}

// Joined says how somebody came into the directory; zero for who was put there otherwise.
type Joined struct {
	At        time.Time
	InvitedBy Editor // personal data
	InvitedAt time.Time
}

// AgentEdit is what an administrator sets of somebody of their operator. From then on the directory says what they may do, not the identity provider.
type AgentEdit struct {
	CallCentres []CentreID // the first is where they work by default
	Roles       []principal.Role
	Inactive    bool // they are let in no more
}

// PeopleStore keeps what administrators set of people.
type PeopleStore interface {
	// AgentsOf returns an operator's agents in the order of their names, those who are inactive too.
	AgentsOf(ctx context.Context, code OperatorCode) ([]Agent, error)
	// LatestAgent returns somebody as they are this moment, or "agent-unknown".
	LatestAgent(ctx context.Context, subject string) (Agent, error)
	// EditAgent stores an edit, or returns ErrChanged if they are not at the version any more. Of whoever is let in no more the preferences go with it.
	EditAgent(ctx context.Context, subject string, version int, e AgentEdit) error
}

// operatorRoles are those that an operator's administrator gives.
var operatorRoles = []principal.Role{principal.Agent, principal.Supervisor, principal.OperatorAdministrator}

// RolesUnknown reports whether nothing is known of what somebody may do: they were never here, and no administrator set their roles.
func (a Agent) RolesUnknown() bool { return a.Roles == nil && a.Seen.On == "" }

// RolesNow are what somebody may do: as their administrator set it, else as the identity provider says.
func (a Agent) RolesNow(said []principal.Role) []principal.Role {
	if a.Roles == nil {
		return said
	}
	return a.Roles
}

// Mailbox is where letters reach somebody; "" for who is let in no more, or has no address. Personal data.
func (a Agent) Mailbox() string {
	if a.Inactive {
		return ""
	}
	return a.Email
}

// SetAgent sets where somebody of the asker's operator works, what they may do, and whether they are let in. Nobody takes their own rights away, so
// that an operator keeps an administrator.
func (a *Administration) SetAgent(ctx context.Context, by principal.Principal, subject string, version int, e AgentEdit) (Agent, error) {
	if err := administers(by, by.Operator); err != nil {
		return Agent{}, err
	}
	if err := belongs(by); err != nil {
		return Agent{}, err
	}
	agent, err := a.Store.LatestAgent(ctx, subject)
	if err != nil {
		return Agent{}, err
	}
	if agent.Operator != by.Operator {
		return Agent{}, problem.New(problem.NotFound, "agent-unknown", "There is no such agent in the directory.")
	}
	if version != Any && version != agent.Version {
		return Agent{}, changed("agent-changed", version)
	}
	_, centres, err := a.Store.Latest(ctx, by.Operator)
	if err != nil {
		return Agent{}, err
	}
	if err := e.check(by, subject, centres); err != nil {
		return Agent{}, err
	}
	if err := a.Store.EditAgent(ctx, subject, agent.Version, e); err != nil {
		return Agent{}, editFailed(err, "agent-changed", version)
	}
	return a.Store.LatestAgent(ctx, subject)
}

// check refuses what an administrator cannot set.
func (e AgentEdit) check(by principal.Principal, subject string, centres []CallCentre) error {
	if by.Subject == subject && (e.Inactive || !slices.Contains(e.Roles, principal.OperatorAdministrator)) {
		return problem.New(problem.Invalid, "agent-yourself", "You cannot take your own rights away: another administrator of your post does it.").With("roles", "must keep operator-administrator for yourself")
	}
	p := problem.New(problem.Invalid, "agent-invalid", "This cannot be set: see errors.")
	e.blame(centres, p)
	return p.OrNil()
}

// blame names the fields of what somebody may do, and where, that an operator cannot give.
func (e AgentEdit) blame(centres []CallCentre, p *problem.Problem) {
	if len(e.Roles) == 0 {
		p.With("roles", "is empty: give at least one, or let them in no more")
	}
	for i, r := range e.Roles {
		switch {
		case !slices.Contains(operatorRoles, r):
			p.With("roles", "has %q, which an operator does not give", r)
		case slices.Contains(e.Roles[:i], r):
			p.With("roles", "has %q twice", r)
		}
	}
	for i, id := range e.CallCentres {
		switch {
		case !slices.ContainsFunc(centres, func(c CallCentre) bool { return c.ID == id }):
			p.With("callCentres", "has %q, which is not one of your operator's", id)
		case slices.Contains(e.CallCentres[:i], id):
			p.With("callCentres", "has %q twice", id)
		}
	}
	if len(e.CallCentres) == 0 && slices.Contains(e.Roles, principal.Agent) {
		p.With("callCentres", "is empty: an agent works in one")
	}
}
