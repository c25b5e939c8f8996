package crm

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Receive takes an event that a system sent. Outside is the time of the world outside, by which the signature was made. What is accepted is kept
// before anything is done with it, and the answer says under which key; the same id with the same body again has the same answer and no effect more.
// An error after the event was kept is the problem "event-unprocessed": sent again, it is done again.
func (s *Service) Receive(ctx context.Context, id ID, h Signed, body []byte, outside, now time.Time) (string, error) {
	g, err := s.Store.Integration(ctx, id)
	if isNotFound(err) {
		return "", unsigned() // whether there is one is nobody's business
	}
	if err != nil {
		return "", err
	}
	t, err := TermsOf()
	if err != nil {
		return "", err
	}
	if err := s.door(ctx, g, h, body, t, outside, now); err != nil {
		if p := problem.As(err); p.Kind != problem.Internal && p.Kind != problem.TooManyRequests {
			if err := s.Store.Refuse(ctx, id, p.Slug, now); err != nil {
				return "", err
			}
		}
		return "", err
	}
	r := Received{Integration: id, Key: keyOf(h.ID), WebhookID: h.ID, At: now, Digest: digestOf(body), Size: len(body), Body: body, Version: 1, State: Waiting, Reason: Unprocessed}
	r, fresh, err := s.keep(ctx, r)
	if err != nil {
		return "", err
	}
	switch {
	case fresh && r.Reason == Reused, !fresh && r.State == Waiting && r.Reason != Unprocessed:
		return r.Key, nil
	case r.State != Waiting: // done before; what waited for it may not be
		if r.Case != "" {
			err = s.follow(ctx, g, r.Case, now)
		}
	default:
		_, err = s.process(ctx, g, r, directory.Editor{}, now)
	}
	if err != nil {
		return "", problem.New(problem.Unavailable, Failed, "The event is kept, but what it asks for is not done yet. Send it again; it waits in the list of the integration meanwhile.").Because(err)
	}
	return r.Key, nil
}

// door lets in what was signed for this integration, lately, and not too often or too large.
func (s *Service) door(ctx context.Context, g Integration, h Signed, body []byte, t Terms, outside, now time.Time) error {
	if len(body) > t.MaxBodyBytes {
		return problem.New(problem.TooLarge, "body-too-large", "An event has at most %d bytes.", t.MaxBodyBytes).With("body", "is too large")
	}
	secrets := make([]string, 0, 2)
	for _, one := range []Secret{g.Secret, g.OldSecret} {
		if one.Sealed == "" {
			continue
		}
		plain, err := s.Seal.Open(ctx, one.Sealed, g.place())
		if err != nil {
			return fmt.Errorf("secret of integration %s: %w", g.ID, err)
		}
		secrets = append(secrets, plain)
	}
	which, err := h.verify(secrets, body)
	if err != nil {
		return err
	}
	if which == 1 && !now.Before(g.OldEndsAt) {
		return problem.New(problem.Unauthenticated, "secret-rotated", "The secret was replaced, and the time for which both were accepted is over. Sign with the new one.").With("webhook-signature", "is by the secret before")
	}
	if err := h.recent(time.Duration(t.WindowSeconds)*time.Second, outside); err != nil {
		return err
	}
	if !g.On {
		return problem.New(problem.Conflict, "integration-off", "The integration is turned off. Its administrator turns it on again; send the event again then.")
	}
	n, err := s.Store.Count(ctx, g.ID, now)
	if err != nil {
		return err
	}
	if n > t.EventsPerMinute {
		wait := max(1, 60-now.Second())
		return problem.New(problem.TooManyRequests, "quota-exceeded", "An integration may send %d events a minute, and has. Send it again in %d seconds.", t.EventsPerMinute, wait).
			WithExtra("retryAfterSeconds", wait)
	}
	return nil
}

// keep stores an event once. Not fresh is one that was kept before, as it is now. Another body under an id that came before is kept too, and waits.
func (s *Service) keep(ctx context.Context, r Received) (_ Received, fresh bool, _ error) {
	err := s.Store.Keep(ctx, r)
	if !errors.Is(err, ErrChanged) {
		return r, true, err
	}
	there, err := s.Store.Event(ctx, r.Integration, r.Key)
	if err != nil || there.Digest == r.Digest {
		return there, false, err
	}
	r.Key, r.Reason = r.another(), Reused
	r.Fields = []problem.Field{{Name: "webhook-id", Reason: "came before with another body, as event " + there.Key}}
	if err := s.Store.Keep(ctx, r); !errors.Is(err, ErrChanged) {
		return r, true, err
	}
	there, err = s.Store.Event(ctx, r.Integration, r.Key)
	return there, false, err
}

// most bounds how many events of a case are done in one go after one that they waited for.
const most = 25

// process does what an event asks for, and then what waited for it. What cannot be done waits with the reason: that is no error.
func (s *Service) process(ctx context.Context, g Integration, r Received, by directory.Editor, now time.Time) (Received, error) {
	r, err := s.one(ctx, g, r, by, now)
	if err != nil || r.Case == "" || r.State == Waiting {
		return r, err
	}
	return r, s.follow(ctx, g, r.Case, now)
}

// follow does the events of a case that waited for the ones before them, until one waits for a person.
func (s *Service) follow(ctx context.Context, g Integration, name string, now time.Time) error {
	for range most {
		c, err := s.Store.Case(ctx, g.ID, name)
		if err != nil || len(c.Waiting) == 0 {
			return err
		}
		next, err := s.Store.Event(ctx, g.ID, c.Waiting[0])
		if err != nil {
			return err
		}
		if next.State != Waiting || !slices.Contains([]string{BehindOthers, CaseUnknown, Unprocessed}, next.Reason) {
			return nil
		}
		if next, err = s.one(ctx, g, next, directory.Editor{}, now); err != nil || next.State == Waiting {
			return err
		}
	}
	return nil
}

// one does what one event asks for and stores what became of it.
func (s *Service) one(ctx context.Context, g Integration, r Received, by directory.Editor, now time.Time) (Received, error) {
	after, err := s.decide(ctx, g, r, now)
	if err != nil {
		return r, err
	}
	if after.State == Done {
		after = after.settle(Done, now, by)
	}
	if after, err = s.settle(ctx, r, after); err != nil || after.Reason != CaseUnknown {
		return after, err
	}
	// Its inquiry may have been raised while it was decided: who raises tells first which inquiry it is, and looks for what waits afterwards.
	c, err := s.Store.Case(ctx, g.ID, after.Case)
	if err != nil || c.Inquiry == "" {
		return after, err
	}
	again, err := s.decide(ctx, g, after, now)
	if err != nil {
		return after, err
	}
	if again.State == Done {
		again = again.settle(Done, now, by)
	}
	return s.settle(ctx, after, again)
}

// settle stores what became of an event. Where it came twice at once, what the other made of it counts.
func (s *Service) settle(ctx context.Context, before, after Received) (Received, error) {
	after.Version = before.Version + 1
	err := s.Store.Settle(ctx, before, after)
	if errors.Is(err, ErrChanged) {
		return s.Store.Event(ctx, before.Integration, before.Key)
	}
	return after, err
}

// decide takes the step that an event asks for, and says what became of it. A step is one however often it is decided.
func (s *Service) decide(ctx context.Context, g Integration, r Received, now time.Time) (Received, error) {
	if g.Mapping == 0 {
		return r.wait(NoMapping, nil), nil
	}
	v, err := s.Store.Mapping(ctx, g.ID, g.Mapping)
	if err != nil {
		return r, err
	}
	r.Mapping = v.Version
	cmd, _, err := v.Mapping.Read(r.Body)
	r.Action = cmd.Action
	if len([]rune(cmd.Case)) <= maxID { // one that is refused for its length is no case
		r.Case = cmd.Case
	}
	if cmd.Action == Nothing && err == nil {
		r.State, r.Case = Done, ""
		return r, nil
	}
	if err != nil {
		return r.refusedBy(err)
	}
	c, err := s.Store.Case(ctx, g.ID, cmd.Case)
	if err != nil {
		return r, err
	}
	behind, err := s.behind(ctx, g, r, cmd, c)
	if err != nil {
		return r, err
	}
	if behind {
		return r.wait(BehindOthers, []problem.Field{{Name: "case", Reason: "has an event that came before and waits: " + c.Waiting[0]}}), nil
	}
	q, err := s.step(ctx, g, r, cmd, c, now)
	if q.ID != "" {
		r.Inquiry = q.ID
	}
	if err != nil {
		return r.refusedBy(err)
	}
	r.State = Done
	return r, nil
}

// behind reports whether an event of the case that came before waits. What waits for the case itself does not hold up the event that raises it.
func (s *Service) behind(ctx context.Context, g Integration, r Received, cmd Command, c Case) (bool, error) {
	if len(c.Waiting) == 0 || c.Waiting[0] == r.Key {
		return false, nil
	}
	if cmd.Action != Raise {
		return true, nil
	}
	first, err := s.Store.Event(ctx, g.ID, c.Waiting[0])
	if isNotFound(err) { // it waited for so long that it is gone
		return false, nil
	}
	return first.Reason != CaseUnknown, err
}

// refusedBy is the event waiting for what a problem says; other errors are errors.
func (r Received) refusedBy(err error) (Received, error) {
	p := problem.As(err)
	if p.Kind == problem.Internal || p.Kind == problem.Unavailable {
		return r, err
	}
	return r.wait(p.Slug, p.Fields), nil
}

// step takes the step in the inquiry. It may return the inquiry with a problem.
func (s *Service) step(ctx context.Context, g Integration, r Received, cmd Command, c Case, now time.Time) (inquiry.Inquiry, error) {
	by := g.Principal()
	release, err := s.Catalogue.InForce(ctx, now)
	if err != nil {
		return inquiry.Inquiry{}, fmt.Errorf("event %s: %w", r.Key, err)
	}
	once := "crm-" + string(g.ID) + "-" + r.Key
	if cmd.Action == Raise {
		ask, err := cmd.raise(g, release, once)
		if err != nil {
			return inquiry.Inquiry{}, err
		}
		if c.Inquiry != "" && c.Event != r.Key {
			q, err := s.Inquiries.Head(ctx, by, c.Inquiry)
			if err == nil && q.State != inquiry.StateClosed {
				return inquiry.Inquiry{ID: c.Inquiry}, problem.New(problem.Conflict, CaseRaised, "The case has an inquiry already.").With("case", "has the inquiry %s", c.Inquiry)
			}
		}
		q, err := s.Inquiries.Raise(ctx, by, ask, now)
		if err != nil {
			return inquiry.Inquiry{}, err
		}
		return q, s.Store.Link(ctx, g.ID, cmd.Case, q.ID, r.Key, now)
	}
	q, err := s.of(ctx, g, r, cmd.Case, c, now)
	if err != nil {
		return inquiry.Inquiry{}, err
	}
	words := inquiry.Words{Text: cmd.Text, Language: cmd.Language}
	switch {
	case cmd.Action == Supplement, cmd.Action == Comment && q.State == inquiry.StateReturned:
		fields := map[string]any{}
		if wf, ok := release.Workflow(q.Workflow); ok && cmd.Action == Supplement {
			fields = fit(wf.Fields(), cmd.Fields)
		}
		_, err = s.Inquiries.Supplement(ctx, by, q.ID, once, fields, words, now)
	case cmd.Action == Note, cmd.Action == Comment:
		_, err = s.Inquiries.Note(ctx, by, q.ID, once, words, now)
	case cmd.Action == Close && q.State == inquiry.StateClosed: // it ended by itself, or by a person: that is what the system wants
	case cmd.Action == Close:
		_, err = s.Inquiries.Close(ctx, by, q.ID, once, closing(cmd.ClosingCode, q.Closings(release)), now)
	}
	return q, err
}

// of finds the inquiry of a case: as the integration raised it, or as somebody raised it under the same reference.
func (s *Service) of(ctx context.Context, g Integration, r Received, name string, c Case, now time.Time) (inquiry.Inquiry, error) {
	by := g.Principal()
	if c.Inquiry != "" {
		return s.Inquiries.Head(ctx, by, c.Inquiry)
	}
	found, err := s.Inquiries.OfCase(ctx, by, name)
	if err != nil {
		return inquiry.Inquiry{}, err
	}
	if open := slices.DeleteFunc(slices.Clone(found), func(q inquiry.Inquiry) bool { return q.State == inquiry.StateClosed }); len(open) > 0 {
		found = open
	}
	switch len(found) {
	case 0:
		return inquiry.Inquiry{}, problem.New(problem.NotFound, CaseUnknown, "No inquiry is known for the case.").With("case", "leads to no inquiry yet")
	case 1:
		return found[0], s.Store.Link(ctx, g.ID, name, found[0].ID, r.Key, now)
	}
	return inquiry.Inquiry{}, problem.New(problem.Conflict, Ambiguous, "Several inquiries are open for the case.").With("case", "has %d inquiries", len(found))
}

// closing is the first of the codes, divided by spaces, with which the inquiry can be closed now; the first of all where it can with none, for the
// rules to refuse.
func closing(codes string, allowed []string) string {
	each := strings.Fields(codes)
	for _, code := range each {
		if slices.Contains(allowed, code) {
			return code
		}
	}
	if len(each) == 0 {
		return ""
	}
	return each[0]
}

func isNotFound(err error) bool { return err != nil && problem.As(err).Kind == problem.NotFound }
