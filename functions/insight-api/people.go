package main

import (
	"context"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// agents is the part of the directory that subscribers need.
type agents interface {
	Agent(ctx context.Context, subject string) (directory.Agent, error)
}

// people finds subscribers in the directory; it implements insight.People.
type people struct{ agents }

// Person implements insight.People.
func (p people) Person(ctx context.Context, subject string) (insight.Person, error) {
	a, err := p.Agent(ctx, subject)
	return insight.Person{Operator: a.Operator, Name: a.Name, Address: a.Email}, err
}
