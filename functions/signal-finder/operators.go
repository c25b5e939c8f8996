package main

import (
	"context"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// network is the part of the directory that signals need.
type network interface {
	Operators(ctx context.Context) ([]directory.Operator, error)
	CentresOf(ctx context.Context, code directory.OperatorCode) ([]directory.CallCentre, error)
}

// operators names those who signals are about, from the directory; it implements insight.Directory.
type operators struct{ network }

// Operators implements insight.Directory.
func (o operators) Operators(ctx context.Context) ([]insight.Operator, error) {
	all, err := o.network.Operators(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]insight.Operator, len(all))
	for i, op := range all {
		centres, err := o.CentresOf(ctx, op.Code)
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
