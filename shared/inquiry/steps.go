package inquiry

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// EditDraft changes a draft. Seen is the version the caller edited: if somebody edited since, it is the problem inquiry-changed,
// because one edit would overwrite the other.
func (s *Service) EditDraft(ctx context.Context, by principal.Principal, id ID, seen int, cmd Edit, now time.Time) (Inquiry, error) {
	if cmd.Destination != nil && *cmd.Destination != "" {
		if _, err := s.Directory.Operator(ctx, *cmd.Destination); err != nil {
			return Inquiry{}, destinationUnknown(err)
		}
	}
	return s.act(ctx, by, id, ActEdit, seen, func(r Record, who Actor) (*Change, error) {
		if cmd.Destination == nil && cmd.Urgent == nil && len(cmd.Fields) == 0 && r.Inquiry.State == StateDraft {
			return unchanged, nil
		}
		if seen != 0 && seen < r.Inquiry.Version {
			return nil, s.changed(ctx, r.Inquiry, seen, nil)
		}
		release, err := s.release(ctx, r.Inquiry)
		if err != nil {
			return nil, err
		}
		if wf, ok := release.Workflow(r.Inquiry.Workflow); ok {
			if err := checkEntries(wf, Request{}.with(cmd.Fields).Fields); err != nil {
				return nil, err
			}
		}
		after, req, e, err := r.Inquiry.Edit(cmd, r.Request, now, who)
		return &Change{Before: r.Inquiry, After: after, Event: e, Request: &req}, err
	})
}

// Send sends a draft.
func (s *Service) Send(ctx context.Context, by principal.Principal, id ID, seen int, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActSend, seen, func(r Record, who Actor) (*Change, error) {
		release, err := s.release(ctx, r.Inquiry)
		if err != nil {
			return nil, err
		}
		after, e, err := r.Inquiry.Send(r.Request, release, now, who)
		return &Change{Before: r.Inquiry, After: after, Event: e}, err
	})
}

// Open records that the replier's agent opened the inquiry; doing so again changes nothing.
func (s *Service) Open(ctx context.Context, by principal.Principal, id ID, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActOpen, 0, func(r Record, who Actor) (*Change, error) {
		cal, err := s.calendarOf(ctx, r.Inquiry.Replier.Centre)
		if err != nil {
			return nil, err
		}
		after, e, changed, err := r.Inquiry.Open(cal, now, who)
		return changeIf(changed, r.Inquiry, after, e), err
	})
}

// Reply answers an inquiry.
func (s *Service) Reply(ctx context.Context, by principal.Principal, id ID, seen int, reply Reply, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActReply, seen, func(r Record, who Actor) (*Change, error) {
		release, err := s.release(ctx, r.Inquiry)
		if err != nil {
			return nil, err
		}
		cal, err := s.calendarOf(ctx, r.Inquiry.Replier.Centre)
		if err != nil {
			return nil, err
		}
		after, e, err := r.Inquiry.Reply(reply, release, cal, now, who)
		return &Change{Before: r.Inquiry, After: after, Event: e}, err
	})
}

// Supplement gives the replier what it asked for.
func (s *Service) Supplement(ctx context.Context, by principal.Principal, id ID, seen int, fields map[string]any, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActSupplement, seen, func(r Record, who Actor) (*Change, error) {
		release, err := s.release(ctx, r.Inquiry)
		if err != nil {
			return nil, err
		}
		if wf, ok := release.Workflow(r.Inquiry.Workflow); ok {
			if err := checkEntries(wf, Request{}.with(fields).Fields); err != nil {
				return nil, err
			}
		}
		cal, err := s.calendarOf(ctx, r.Inquiry.Replier.Centre)
		if err != nil {
			return nil, err
		}
		after, req, e, err := r.Inquiry.Supplement(fields, r.Request, release, cal, now, who)
		return &Change{Before: r.Inquiry, After: after, Event: e, Request: &req}, err
	})
}

// Read records that the requester's agent read the reply; doing so again changes nothing.
func (s *Service) Read(ctx context.Context, by principal.Principal, id ID, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActRead, 0, func(r Record, who Actor) (*Change, error) {
		cal, err := s.calendarOf(ctx, r.Inquiry.Requester.Centre)
		if err != nil {
			return nil, err
		}
		after, e, changed, err := r.Inquiry.Read(cal, now, who)
		return changeIf(changed, r.Inquiry, after, e), err
	})
}

// Close ends an answered inquiry.
func (s *Service) Close(ctx context.Context, by principal.Principal, id ID, seen int, code string, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActClose, seen, func(r Record, who Actor) (*Change, error) {
		release, err := s.release(ctx, r.Inquiry)
		if err != nil {
			return nil, err
		}
		after, e, err := r.Inquiry.Close(code, release, now, who)
		return &Change{Before: r.Inquiry, After: after, Event: e}, err
	})
}

func changeIf(changed bool, before, after Inquiry, e Event) *Change {
	if !changed {
		return unchanged
	}
	return &Change{Before: before, After: after, Event: e}
}

// mayLook refuses a centre the caller does not look after: their own, or any of their operator's for a supervisor or administrator.
func mayLook(by principal.Principal, centre directory.CentreID) error {
	if by.WorksIn(centre) || by.Operator != "" && centre.Operator() == by.Operator && by.Has(principal.Supervisor, principal.OperatorAdministrator) {
		return nil
	}
	return problem.New(problem.NotFound, "call-centre-unknown", "There is no such call centre, or it is not yours to look at.").With("centre", "is not one of yours")
}
