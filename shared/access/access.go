package access

import (
	"context"
	"slices"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Agents finds people; an unknown one is the problem NotFound "agent-unknown".
type Agents interface {
	Agent(ctx context.Context, subject string) (directory.Agent, error)
}

// Door lets people in. Safe for concurrent use.
type Door struct {
	Tokens *Verifier
	Agents Agents

	Machines *Machines // lets API keys in; nil: nobody's

	Newcomers *Newcomers // lets in who is invited; nil: nobody

	Attendance *Attendance // notes who was here; nil: nobody does
}

// Who returns whose access token (a person’s, or a system’s) or API key it is, or a Refusal, or another error when that cannot be known.
func (d *Door) Who(ctx context.Context, token string) (principal.Principal, error) {
	return d.WhoReads(ctx, token, "")
}

// WhoReads is Who of somebody whose pages are in a language, ISO 639-1; "" = not known.
func (d *Door) WhoReads(ctx context.Context, token, language string) (principal.Principal, error) {
	if token == "" {
		return principal.Principal{}, TokenMissing
	}
	if d.Machines != nil && directory.IsKey(token) {
		return d.Machines.who(ctx, token)
	}
	if d.Machines != nil && directory.IsToken(token) {
		return d.Machines.whose(ctx, token)
	}
	c, err := d.Tokens.verify(ctx, token)
	if err != nil {
		return principal.Principal{}, err
	}
	agent, err := d.Agents.Agent(ctx, c.Subject)
	if problem.Is(err, "agent-unknown") && d.Newcomers != nil {
		agent, err = d.Newcomers.join(ctx, c.Subject, token)
	} else if problem.Is(err, "agent-unknown") {
		err = AgentUnknown
	}
	if err != nil {
		return principal.Principal{}, err
	}
	if agent.Inactive {
		return principal.Principal{}, AgentInactive
	}
	said := roles(c.Groups)
	p := principal.Principal{Subject: c.Subject, Name: agent.Name, Operator: agent.Operator, CallCentres: agent.CallCentres, Roles: agent.RolesNow(said)}
	if p.Operator == "" && !p.Has(principal.NetworkAdministrator) {
		return principal.Principal{}, AgentUnknown // only the network's own people belong to no operator
	}
	if d.Attendance != nil {
		d.Attendance.note(ctx, agent, directory.Seen{Language: language, Roles: said})
	}
	return p, nil
}

// roles keeps the groups that are roles; a pool may have others.
func roles(groups []string) []principal.Role {
	out := []principal.Role{}
	for _, r := range principal.Groups {
		if slices.Contains(groups, string(r)) {
			out = append(out, r)
		}
	}
	return out
}
