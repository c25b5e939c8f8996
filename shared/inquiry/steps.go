package inquiry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
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
	return s.act(ctx, by, id, ActEdit, seen, func(r actedOn) (*Change, error) {
		if cmd.Destination == nil && cmd.Product == nil && cmd.Urgent == nil && cmd.Reason == nil && len(cmd.Fields) == 0 && r.Inquiry.State == StateDraft {
			return unchanged, nil
		}
		if seen != 0 && seen < r.Inquiry.Version {
			return nil, s.changed(ctx, by, r.Inquiry, seen, nil)
		}
		if cmd.Product != nil {
			if err := s.mayBeOf(ctx, by, r, cmd, now); err != nil {
				return nil, err
			}
		}
		after, req, e, err := r.Inquiry.Edit(cmd, r.Request, r.Release, now, r.By)
		if err != nil {
			return nil, err
		}
		if err := r.checkEntries(req); err != nil {
			return nil, err
		}
		return &Change{Before: r.Inquiry, After: after, Event: e, Request: &req}, nil
	})
}

// mayBeOf refuses a draft's new product that the item cannot be of.
func (s *Service) mayBeOf(ctx context.Context, by principal.Principal, r actedOn, cmd Edit, now time.Time) error {
	item, err := edi.ParseItemID(string(r.Inquiry.ItemID))
	if err != nil {
		return fmt.Errorf("item of inquiry %s: %w", r.Inquiry.ID, err)
	}
	wf, ok := r.Release.Workflow(r.Inquiry.Workflow)
	if !ok {
		return nil
	}
	facts, err := s.lookUp(ctx, by, item, r.Release)
	if err != nil {
		return err
	}
	destination := r.Inquiry.Replier.Operator
	if cmd.Destination != nil {
		destination = *cmd.Destination
	}
	return productFits(r.Release, wf, facts, item, *cmd.Product, destination, now)
}

func (r actedOn) checkEntries(req Request) error {
	wf, ok := r.Release.Workflow(r.Inquiry.Workflow)
	if !ok {
		return nil
	}
	return checkEntries(wf, req.Fields)
}

// Send sends a draft.
func (s *Service) Send(ctx context.Context, by principal.Principal, id ID, seen int, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActSend, seen, func(r actedOn) (*Change, error) {
		known, err := s.known(ctx, by, r.Inquiry.ItemID)
		if err != nil {
			return nil, err
		}
		circumstances, err := s.circumstances(ctx, by, r.Inquiry, r.Request, r.Release, known, now)
		if err != nil {
			return nil, err
		}
		after, e, err := r.Inquiry.Send(r.Request, r.Release, circumstances, now, r.By)
		if err != nil {
			return nil, err
		}
		if err := s.requestReferences(ctx, by.Operator, r.Inquiry, r.Release, r.Request.Fields); err != nil {
			return nil, err
		}
		wf, _ := r.Release.Workflow(after.Workflow)
		return &Change{Before: r.Inquiry, After: after, Event: e, Uses: uses(wf, after.Product, circumstances)}, nil
	})
}

// circumstances looks up what the rules of the draft's workflow ask for, and nothing else.
func (s *Service) circumstances(ctx context.Context, by principal.Principal, q Inquiry, req Request, release *catalogue.Release, k known, now time.Time) (Circumstances, error) {
	var c Circumstances
	wf, ok := release.Workflow(q.Workflow)
	if !ok {
		return c, nil
	}
	if k.visible {
		c.Seen = k.item.Events
	}
	var err error
	if c.Ends, err = s.ends(ctx, q, release, k.item); err != nil {
		return c, err
	}
	if _, limited := wf.LimitOf(q.Product); limited {
		if c.Uses, err = s.Store.Uses(ctx, q.ItemID, q.Workflow, q.Requester.Operator); err != nil {
			return c, err
		}
		c.Uses = c.Uses.at(now)
		if c.Calendar, err = s.calendarOf(ctx, q.Requester.Centre); err != nil {
			return c, err
		}
	}
	if wf.Requires == nil {
		return c, nil
	}
	if wf.Requires.Event != "" {
		c.Events = map[string]bool{}
		for _, e := range k.item.Events {
			c.Events[e.Code] = true
			if e.Code == wf.Requires.Event {
				c.Dates = append(c.Dates, localDate(e))
			}
		}
	}
	if id, _ := req.Fields[wf.Requires.ParentField].(string); id != "" {
		if c.Parent, err = s.parent(ctx, by, ID(id), now); err != nil {
			return c, err
		}
	}
	return c, nil
}

// parent finds the own inquiry that a request names; nil when there is none.
func (s *Service) parent(ctx context.Context, by principal.Principal, id ID, now time.Time) (*Parent, error) {
	r, err := s.view(ctx, by, id)
	if isNotFound(err) || err == nil && r.Inquiry.Requester.Operator != by.Operator {
		return nil, nil //nolint:nilnil // a parent that is not there is what the rule refuses
	}
	if err != nil {
		return nil, err
	}
	p := &Parent{Inquiry: r.Inquiry}
	if r.Inquiry.Replier.Centre == "" {
		return p, nil
	}
	release, err := s.release(ctx, r.Inquiry)
	if err != nil {
		return nil, err
	}
	cal, err := s.countingCalendar(ctx, r.Inquiry)
	if err != nil {
		return nil, err
	}
	p.Unanswered, err = r.Inquiry.Unanswered(release, cal, now)
	return p, err
}

// uses is what a sent inquiry adds to: nil where its workflow has no limit.
func uses(wf *catalogue.Workflow, product string, c Circumstances) *Uses {
	if _, limited := wf.LimitOf(product); !limited {
		return nil
	}
	return &c.Uses
}

// Open records that the replier's agent opened the inquiry; doing so again changes nothing.
func (s *Service) Open(ctx context.Context, by principal.Principal, id ID, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActOpen, 0, func(r actedOn) (*Change, error) {
		cal, err := s.countingCalendar(ctx, r.Inquiry)
		if err != nil {
			return nil, err
		}
		archiveAt, err := s.archiveAt(ctx, r.Inquiry, now)
		if err != nil {
			return nil, err
		}
		after, e, changed, err := r.Inquiry.Open(r.Release, cal, archiveAt, now, r.By)
		return changeIf(changed, r.Inquiry, after, e), err
	})
}

// Reply answers an inquiry.
func (s *Service) Reply(ctx context.Context, by principal.Principal, id ID, seen int, reply Reply, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActReply, seen, func(r actedOn) (*Change, error) {
		return s.reply(ctx, r.Inquiry, reply, r.Release, now, r.By)
	})
}

func (s *Service) reply(ctx context.Context, q Inquiry, reply Reply, release *catalogue.Release, now time.Time, by Actor) (*Change, error) {
	cal, err := s.countingCalendar(ctx, q)
	if err != nil {
		return nil, err
	}
	requester, err := s.calendarOf(ctx, q.Requester.Centre)
	if err != nil {
		return nil, err
	}
	after, e, err := q.Reply(reply, release, cal, requester, now, by)
	if err != nil {
		return nil, err
	}
	if code, ok := release.Reply(reply.Code); ok {
		err = s.references(ctx, by.Operator, q, release, code.Fields, reply.Fields)
	}
	return &Change{Before: q, After: after, Event: e}, err
}

// Supplement gives the replier what it asked for, which the history says.
func (s *Service) Supplement(ctx context.Context, by principal.Principal, id ID, seen int, fields map[string]any, w Words, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActSupplement, seen, func(r actedOn) (*Change, error) {
		cal, err := s.countingCalendar(ctx, r.Inquiry)
		if err != nil {
			return nil, err
		}
		pauses, err := s.forceMajeure(ctx, r.Inquiry.Replier.Centre, now) // what was declared while it was with the requester
		if err != nil {
			return nil, err
		}
		_, history, err := s.Store.History(ctx, id, true)
		if err != nil {
			return nil, err
		}
		after, req, e, err := r.Inquiry.pausedFor(pauses).Supplement(fields, w, askedFor(history, r.Release), r.Request, r.Release, cal, now, r.By)
		if err == nil {
			err = s.requestReferences(ctx, by.Operator, r.Inquiry, r.Release, fields)
		}
		return &Change{Before: r.Inquiry, After: after, Event: e, Request: &req}, err
	})
}

// Read records that the requester's agent read the reply; doing so again changes nothing.
func (s *Service) Read(ctx context.Context, by principal.Principal, id ID, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActRead, 0, func(r actedOn) (*Change, error) {
		cal, err := s.calendarOf(ctx, r.Inquiry.Requester.Centre)
		if err != nil {
			return nil, err
		}
		after, e, changed, err := r.Inquiry.Read(r.Release, cal, now, r.By)
		return changeIf(changed, r.Inquiry, after, e), err
	})
}

// Escalate takes an inquiry one level up. The centre that takes it there, and its clock, are found in the same step.
func (s *Service) Escalate(ctx context.Context, by principal.Principal, id ID, seen int, fields map[string]any, w Words, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActEscalate, seen, func(r actedOn) (*Change, error) {
		level, higher := r.Inquiry.nextLevel(r.Release)
		a, reason, err := s.arrivalAt(ctx, r.Inquiry, r.Request.with(fields), r.Release, level, higher, now)
		if err != nil {
			return nil, err
		}
		after, req, e, err := r.Inquiry.Escalate(fields, w, r.Request, a, reason, r.Release, now, r.By)
		if err == nil {
			err = s.requestReferences(ctx, by.Operator, r.Inquiry, r.Release, fields)
		}
		c := &Change{Before: r.Inquiry, After: after, Event: e}
		if len(fields) > 0 {
			c.Request = &req
		}
		return c, err
	})
}

// Reject reopens an inquiry one level up, because its conclusive reply is not conclusive.
func (s *Service) Reject(ctx context.Context, by principal.Principal, id ID, seen int, reason string, fields map[string]any, w Words, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActReject, seen, func(r actedOn) (*Change, error) {
		level, higher := r.Inquiry.nextLevel(r.Release)
		a, _, err := s.arrivalAt(ctx, r.Inquiry, r.Request.with(fields), r.Release, level, higher, now)
		if err != nil {
			return nil, err
		}
		after, req, e, err := r.Inquiry.Reject(reason, fields, w, r.Request, a, r.Release, now, r.By)
		if err == nil {
			err = s.requestReferences(ctx, by.Operator, r.Inquiry, r.Release, fields)
		}
		c := &Change{Before: r.Inquiry, After: after, Event: e}
		if len(fields) > 0 {
			c.Request = &req
		}
		return c, err
	})
}

// arrivalAt finds who takes the inquiry at a level; nobody, when the level is not there. When no other centre takes it, the one that has
// it keeps it.
func (s *Service) arrivalAt(ctx context.Context, q Inquiry, req Request, release *catalogue.Release, level int, there bool, now time.Time) (Arrival, string, error) {
	if !there {
		return Arrival{}, "", nil
	}
	q.Level = level
	centre, reason, err := s.destination(ctx, q, req, now)
	if err != nil {
		return Arrival{}, "", err
	}
	if reason != "" && q.Replier.Centre != "" {
		if centre, err = s.Directory.CallCentre(ctx, q.Replier.Centre); err != nil {
			return Arrival{}, "", err
		}
		reason = ""
	}
	if reason != "" {
		return Arrival{}, reason, nil
	}
	a, err := s.arrival(ctx, q, release, centre, now)
	return a, "", err
}

// Close ends an inquiry.
func (s *Service) Close(ctx context.Context, by principal.Principal, id ID, seen int, code string, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActClose, seen, func(r actedOn) (*Change, error) {
		archiveAt, err := s.archiveAt(ctx, r.Inquiry, now)
		if err != nil {
			return nil, err
		}
		after, e, err := r.Inquiry.Close(code, r.Release, archiveAt, now, r.By)
		return &Change{Before: r.Inquiry, After: after, Event: e}, err
	})
}

// HandOver gives an inquiry to another call centre of the replying operator.
func (s *Service) HandOver(ctx context.Context, by principal.Principal, id ID, seen int, to directory.CentreID, reason string, w Words, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActHandOver, seen, func(r actedOn) (*Change, error) {
		centre, err := s.Directory.CallCentre(ctx, to)
		if isNotFound(err) {
			return nil, problem.New(problem.Invalid, "hand-over-invalid", "There is no such call centre.").With("centre", "is not in the directory")
		}
		if err != nil {
			return nil, err
		}
		after, e, err := r.Inquiry.HandOver(centre, reason, w.Text, w.Language, r.Release, now, r.By)
		if err != nil {
			return nil, err
		}
		return s.comesTo(ctx, to, &Change{Before: r.Inquiry, After: after, Event: e}, now)
	})
}

// comesTo is a step that brings an inquiry to another call centre of the replier, with the force majeure that lasts there.
func (s *Service) comesTo(ctx context.Context, to directory.CentreID, c *Change, now time.Time) (*Change, error) {
	pauses, err := s.forceMajeure(ctx, to, now)
	if err != nil || len(pauses) == 0 {
		return c, err
	}
	cal, err := s.countingCalendar(ctx, c.Before)
	if err != nil {
		return nil, err
	}
	c.After, c.Event, err = c.Before.meets(c.Event, pauses, cal)
	return c, err
}

// Readdress sends an unroutable inquiry to another operator, or again to the same one; to names a call centre too where the requester chose it,
// otherwise it is found as for every inquiry.
func (s *Service) Readdress(ctx context.Context, by principal.Principal, id ID, seen int, to Party, w Words, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActReaddress, seen, func(r actedOn) (*Change, error) {
		if err := r.Inquiry.check(ActReaddress, r.Release); err != nil {
			return nil, err
		}
		centre, err := s.chosen(ctx, r.Record, to, now)
		if err != nil {
			return nil, err
		}
		a, err := s.arrival(ctx, r.Inquiry, r.Release, centre, now)
		if err != nil {
			return nil, err
		}
		after, e, err := r.Inquiry.Readdress(centre, a, w, r.Release, now, r.By)
		return &Change{Before: r.Inquiry, After: after, Event: e}, err
	})
}

// chosen is the call centre that the requester's choice leads to.
func (s *Service) chosen(ctx context.Context, r Record, to Party, now time.Time) (directory.CallCentre, error) {
	if _, err := s.Directory.Operator(ctx, to.Operator); err != nil {
		if isNotFound(err) {
			return directory.CallCentre{}, readdressInvalid("operator", "is not in the directory")
		}
		return directory.CallCentre{}, err
	}
	if to.Centre != "" {
		centre, err := s.Directory.CallCentre(ctx, to.Centre)
		if isNotFound(err) || err == nil && centre.Operator != to.Operator {
			return directory.CallCentre{}, readdressInvalid("centre", "is not a call centre of "+string(to.Operator))
		}
		return centre, err
	}
	q := r.Inquiry
	q.Replier = to
	centre, reason, err := s.destination(ctx, q, r.Request, now)
	if err != nil {
		return directory.CallCentre{}, err
	}
	if reason != "" {
		return directory.CallCentre{}, readdressInvalid("operator", noneTakes[reason])
	}
	return centre, nil
}

// noneTakes says why no call centre of an operator takes an inquiry.
var noneTakes = map[string]string{
	directory.NoCentre:           "has no call centre",
	directory.NoCentreForProduct: "has no call centre that answers for the item's product",
	directory.CentreClosed:       "has closed the call centres that answered for the item's product",
}

// Join adds a further customer's case to an inquiry of one's own operator.
func (s *Service) Join(ctx context.Context, by principal.Principal, id ID, ref Reference, text string, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActJoin, 0, func(r actedOn) (*Change, error) {
		after, e, err := r.Inquiry.Join(ref, text, r.Release, now, r.By)
		return &Change{Before: r.Inquiry, After: after, Event: e}, err
	})
}

// Merge ends an inquiry because another one goes on for both; both change or none.
func (s *Service) Merge(ctx context.Context, by principal.Principal, id, into ID, now time.Time) (Inquiry, error) {
	for range tries {
		r, done, err := s.begin(ctx, by, id)
		if err != nil {
			return Inquiry{}, err
		}
		other, err := s.view(ctx, by, into)
		if isNotFound(err) {
			return Inquiry{}, problem.New(problem.Invalid, "merge-invalid", "These two cannot be merged.").With("into", "is not an inquiry of your operator")
		}
		if err != nil {
			return Inquiry{}, err
		}
		if done {
			return other.Inquiry, nil
		}
		for _, q := range []Inquiry{r.Inquiry, other.Inquiry} {
			if _, err := q.actingSide(by, ActMerge); err != nil {
				return Inquiry{}, err
			}
		}
		release, err := s.release(ctx, r.Inquiry)
		if err != nil {
			return Inquiry{}, err
		}
		archiveAt, err := s.archiveAt(ctx, r.Inquiry, now)
		if err != nil {
			return Inquiry{}, err
		}
		who := agentOf(by, r.Inquiry.Requester.Centre)
		from, kept, ended, went, err := r.Inquiry.Merge(other.Inquiry, release, archiveAt, now, who)
		if err != nil {
			return Inquiry{}, err
		}
		ended.Once = s.once.String()
		changes := []Change{{Before: r.Inquiry, After: from, Event: ended, ExternalRef: r.Request.ExternalRef()},
			{Before: other.Inquiry, After: kept, Event: went, ExternalRef: other.Request.ExternalRef()}}
		for i := range changes {
			if err := s.measure(ctx, &changes[i]); err != nil {
				return Inquiry{}, err
			}
		}
		err = s.Store.Save(ctx, changes...)
		switch {
		case err == nil:
			return kept, nil
		case !errors.Is(err, ErrChanged):
			return Inquiry{}, fmt.Errorf("merge inquiry %s into %s: %w", id, into, err)
		}
	}
	return Inquiry{}, busy()
}

// Assign gives an inquiry to an agent of the caller's side: "me" takes it, "" releases it, and a supervisor gives it to anyone of the operator
// who works in the side's call centre.
func (s *Service) Assign(ctx context.Context, by principal.Principal, id ID, agent string, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActAssign, 0, func(r actedOn) (*Change, error) {
		to, err := s.assignee(ctx, by, agent, r.Inquiry.Party(r.Side).Centre)
		if err != nil {
			return nil, err
		}
		if held := r.Inquiry.Agent(r.Side).Subject; held != "" && held != by.Subject && to.Subject != held && !by.Has(principal.Supervisor) {
			return nil, problem.New(problem.Conflict, "assigned-to-another", "A colleague works on this inquiry. A supervisor can give it to somebody else.")
		}
		after, e, changed, err := r.Inquiry.Assign(r.Side, to, r.Release, now, r.By)
		return changeIf(changed, r.Inquiry, after, e), err
	})
}

func (s *Service) assignee(ctx context.Context, by principal.Principal, agent string, centre directory.CentreID) (Assignee, error) {
	switch agent {
	case "":
		return Assignee{}, nil
	case "me", by.Subject:
		return Assignee{by.Subject, by.Name}, nil
	}
	if !by.Has(principal.Supervisor) {
		return Assignee{}, problem.New(problem.Forbidden, "role-missing", "Only a supervisor gives inquiries to others. Take it yourself with \"me\".").With("agent", "is not you")
	}
	a, err := s.Agents.Agent(ctx, agent)
	if isNotFound(err) || err == nil && (a.Operator != by.Operator || a.Inactive) {
		return Assignee{}, problem.New(problem.Invalid, "agent-unknown", "Your operator has no such agent.").With("agent", "is not an agent of your operator")
	}
	if err != nil {
		return Assignee{}, err
	}
	if p := (principal.Principal{CallCentres: a.CallCentres}); !p.WorksIn(centre) {
		return Assignee{}, problem.New(problem.Invalid, "agent-elsewhere", "The agent does not work in the call centre that has the inquiry.").With("agent", "does not work in %s", centre)
	}
	return Assignee{a.Subject, a.Name}, nil
}

// Note writes an internal note of the caller's side.
func (s *Service) Note(ctx context.Context, by principal.Principal, id ID, w Words, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActNote, 0, func(r actedOn) (*Change, error) {
		after, e, err := r.Inquiry.Note(r.Side, w, r.Release, now, r.By)
		return &Change{Before: r.Inquiry, After: after, Event: e}, err
	})
}

// Attach records a document, once.
func (s *Service) Attach(ctx context.Context, by principal.Principal, id ID, a Attachment, now time.Time) (Inquiry, error) {
	return s.act(ctx, by, id, ActAttach, 0, func(r actedOn) (*Change, error) {
		after, e, err := r.Inquiry.Attach(a, r.Release, now, r.By)
		return &Change{Before: r.Inquiry, After: after, Event: e}, err
	})
}

// archiveAt is when an inquiry that is closed now leaves the table: after the longer of its operators' periods.
func (s *Service) archiveAt(ctx context.Context, q Inquiry, now time.Time) (time.Time, error) {
	days := 0
	for _, code := range []directory.OperatorCode{q.Requester.Operator, q.Replier.Operator} {
		op, err := s.Directory.Operator(ctx, code)
		if code == "" || isNotFound(err) {
			continue
		}
		if err != nil {
			return time.Time{}, fmt.Errorf("archive period: %w", err)
		}
		days = max(days, op.Settings.ArchiveDays())
	}
	return now.AddDate(0, 0, max(days, 1)), nil
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
