// Package roster is the directory as insight asks for it: whom figures are about, and who is written to about them.
package roster

import (
	"context"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/insight"
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
	person := insight.Person{Operator: a.Operator, Name: a.Name}
	if p.May == nil || p.May(a) {
		person.Address = a.Mailbox()
	}
	return person, err
}
