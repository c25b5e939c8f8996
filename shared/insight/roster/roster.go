// Package roster is the directory as insight asks for it: whom figures are about, and who is written to about them.
package roster

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Network is the part of the directory that figures need.
type Network interface {
	Operators(ctx context.Context) ([]directory.Operator, error)
	CentresOf(ctx context.Context, code directory.OperatorCode) ([]directory.CallCentre, error)
}

// Operators names those whom figures are about; it implements insight.Directory.
type Operators struct{ Network Network }

// Operators implements insight.Directory.
func (o Operators) Operators(ctx context.Context) ([]insight.Operator, error) {
	all, err := o.Network.Operators(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]insight.Operator, len(all))
	for i, op := range all {
		centres, err := o.Network.CentresOf(ctx, op.Code)
		if err != nil {
			return nil, err
		}
		out[i] = insight.Operator{Code: op.Code, Name: op.Name}
		for _, c := range centres {
			out[i].Centres = append(out[i].Centres, insight.Centre{ID: c.ID, Name: c.Name})
		}
	}
	return out, nil
}

// Agents is the part of the directory that letters need.
type Agents interface {
	Agent(ctx context.Context, subject string) (directory.Agent, error)
}

// People finds who is written to; it implements insight.People.
type People struct {
	Agents Agents
	May    func(directory.Agent) bool // whether somebody may read what the letters are about; nil: everybody who is let in
}

// Person implements insight.People. Who is let in no more, or may not read the letter, has no address.
func (p People) Person(ctx context.Context, subject string) (insight.Person, error) {
	a, err := p.Agents.Agent(ctx, subject)
	person := insight.Person{Operator: a.Operator, Name: a.Name, Barred: p.May != nil && !p.May(a)}
	if !person.Barred {
		person.Address = a.Mailbox()
	}
	return person, err
}

// ReadsFigures reports whether somebody may see the figures of where they belong, by their roles of now: with any role those of their operator, as
// network administrator those of the network. Of who was never here, and whose roles no administrator set, nothing speaks against an operator's.
func ReadsFigures(a directory.Agent) bool {
	now := principal.Principal{Roles: a.RolesNow(a.Seen.Roles)}
	if a.Operator == "" {
		return now.Has(principal.NetworkAdministrator)
	}
	return a.RolesUnknown() || now.Has(principal.Groups...)
}

// Posts is the part of the directory and the catalogue that knows what a report can be about.
type Posts interface {
	Operator(ctx context.Context, code directory.OperatorCode) (directory.Operator, error)
	CallCentre(ctx context.Context, id directory.CentreID) (directory.CallCentre, error)
	InForce(ctx context.Context, at time.Time) (*catalogue.Release, error)
}

// Subjects knows what reports can be about.
type Subjects struct{ Posts Posts }

// Known says what of a subject the directory or the catalogue in force does not have, each by its name: the problem "query-invalid". A call centre that has closed is known.
func (s Subjects) Known(ctx context.Context, sub query.Subject, now time.Time) error {
	p := problem.New(problem.Invalid, "query-invalid", "There is no report about this.")
	for _, one := range []struct {
		field, name string
		find        func() (bool, error)
	}{
		{"operator", string(sub.Operator), func() (bool, error) { return there(s.Posts.Operator(ctx, sub.Operator)) }},
		{"centre", string(sub.Centre), func() (bool, error) { return there(s.Posts.CallCentre(ctx, sub.Centre)) }},
		{"partner", string(sub.Partner), func() (bool, error) { return there(s.Posts.Operator(ctx, sub.Partner)) }},
		{"product", sub.Product, func() (bool, error) {
			release, err := s.Posts.InForce(ctx, now)
			if known, err := there(release, err); err != nil || !known {
				return false, err
			}
			_, known := release.Product(sub.Product)
			return known, nil
		}},
	} {
		if one.name == "" {
			continue
		}
		known, err := one.find()
		if err != nil {
			return err
		}
		if !known {
			p.With(one.field, "is not known")
		}
	}
	return p.OrNil()
}

// there reports whether something was found; that it is not there is no failure.
func there[T any](_ T, err error) (bool, error) {
	if p := problem.As(err); p != nil && p.Kind == problem.NotFound {
		return false, nil
	}
	return err == nil, err
}
