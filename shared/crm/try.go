package crm

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Tried is what a mapping would make of a sample, without any effect.
type Tried struct {
	Command Command
	Trace   []Traced
	Refused *problem.Problem // why nothing would come of it; nil when something would

	Inquiry *inquiry.Inquiry // what would be raised, as far as a raise gets
	Fields  map[string]any   // of that inquiry, with what tracking fills in
	Missing []problem.Field  // what keeps a draft from being sent
	Unused  []string         // fields of the mapping that the workflow does not have
}

// LogValue keeps personal data out of logs.
func (t Tried) LogValue() slog.Value { return t.Command.LogValue() }

// Try makes a command of a sample and rehearses it for a call centre ("" = the operator's first) by the rules of inquiries. What depends on an inquiry
// that a comment or an end would meet is not looked at: a sample has none.
func (s *Service) Try(ctx context.Context, by principal.Principal, centre directory.CentreID, m Mapping, sample []byte, now time.Time) (Tried, error) {
	if err := administers(by); err != nil {
		return Tried{}, err
	}
	if err := m.Check(); err != nil {
		return Tried{}, err
	}
	_, centres, err := s.Centres.Latest(ctx, by.Operator)
	if err != nil {
		return Tried{}, err
	}
	if centre == "" && len(centres) > 0 {
		centre = centres[0].ID
	}
	g := Integration{Operator: by.Operator, Centre: centre, Name: by.Name}
	if !slices.ContainsFunc(centres, func(c directory.CallCentre) bool { return c.ID == centre }) {
		return Tried{}, refused().With("centre", "must be a call centre of %s", by.Operator)
	}
	out := Tried{}
	out.Command, out.Trace, err = m.Read(sample)
	if err != nil || out.Command.Action != Raise {
		return out.refused(err)
	}
	release, err := s.Catalogue.InForce(ctx, now)
	if err != nil {
		return out, err
	}
	ask, err := out.Command.raise(g, release, "")
	if err != nil {
		return out.refused(err)
	}
	for code := range out.Command.Fields {
		if _, used := ask.Fields[code]; !used {
			out.Unused = append(out.Unused, code)
		}
	}
	slices.Sort(out.Unused)
	made, err := s.Inquiries.Rehearse(ctx, g.Principal(), ask, now)
	if err != nil {
		return out.refused(err)
	}
	out.Inquiry, out.Fields, out.Missing = &made.Inquiry, made.Request.Fields, made.Missing
	return out, nil
}

// refused keeps why nothing would come of it; what is our own fault is an error.
func (t Tried) refused(err error) (Tried, error) {
	if err == nil {
		return t, nil
	}
	p := problem.As(err)
	if p.Kind == problem.Internal || p.Kind == problem.Unavailable {
		return t, err
	}
	t.Refused = p
	return t, nil
}
