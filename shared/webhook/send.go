package webhook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/outbound"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Sender works on slots.
type Sender struct {
	Store  SendStore
	Queue  Queue
	Caller Caller
	Vault  Vault
	Clock  clock.Clock
	Real   func() time.Time // the world's time: what signatures say, and how long a visit takes
	Jitter func() float64   // random, from -1 to 1
	Token  func() string    // a new one each time
}

const (
	lease   = time.Minute // longer than a visit and the call at its end
	atATime = 25          // lanes that are looked up together
)

// stint is one visit under way.
type stint struct {
	*Sender
	slot   Slot
	terms  Terms
	began  time.Time
	wakeAt time.Time // the earliest instant that something of this visit is to be tried again
	done   map[string]bool
}

// Visit sends what is due in a slot, lane by lane, until nothing is due or its slice of time is over; then it has the slot visited again when there is
// something to do. While another sender works on the slot that one goes on instead. A failure to store is returned, and the visit comes again.
func (s *Sender) Visit(ctx context.Context, v Visit) error {
	terms, err := TermsOf()
	if err != nil {
		return err
	}
	now, err := s.Clock.Now(ctx)
	if err != nil {
		return fmt.Errorf("visit endpoint %s: %w", v.Endpoint, err)
	}
	token := s.Token()
	woken, err := s.Store.Lease(ctx, v.Slot, token, now, now.Add(lease))
	if errors.Is(err, ErrChanged) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("lease a slot of endpoint %s: %w", v.Endpoint, err)
	}
	st := &stint{Sender: s, slot: v.Slot, terms: terms, began: s.Real(), done: map[string]bool{}}
	for hints := v.Lanes; ; hints = nil {
		more, err := st.work(ctx, hints)
		if err != nil {
			return errors.Join(err, st.release(ctx, token, time.Time{}, true))
		}
		wake, send, err := st.again(ctx, more, woken)
		if err != nil {
			return errors.Join(err, st.release(ctx, token, time.Time{}, true))
		}
		if err := st.release(ctx, token, wake, more); errors.Is(err, ErrChanged) {
			continue // somebody came meanwhile, perhaps with something new
		} else if err != nil {
			return err
		}
		if send < 0 {
			return nil
		}
		if err := s.Queue.Send(ctx, send, Visit{Slot: v.Slot}); err != nil {
			return fmt.Errorf("have endpoint %s visited again: %w", v.Endpoint, err)
		}
		return nil
	}
}

func (st *stint) release(ctx context.Context, token string, wakeAt time.Time, anyway bool) error {
	err := st.Store.Release(ctx, st.slot, token, wakeAt, anyway)
	if err != nil && !errors.Is(err, ErrChanged) {
		return fmt.Errorf("release a slot of endpoint %s: %w", st.slot.Endpoint, err)
	}
	return err
}

// again says when the slot is to be woken, and after how long a visit has to be sent for that; less than 0 when none has to.
func (st *stint) again(ctx context.Context, more bool, woken time.Time) (wakeAt time.Time, send time.Duration, _ error) {
	now, err := st.Clock.Now(ctx)
	if err != nil {
		return wakeAt, -1, err
	}
	if more { // its slice is over: others first
		return now, 0, nil
	}
	if wakeAt, err = st.Store.NextDue(ctx, st.slot, now); err != nil {
		return wakeAt, -1, fmt.Errorf("what is due next at endpoint %s: %w", st.slot.Endpoint, err)
	}
	if wakeAt.IsZero() || !st.wakeAt.IsZero() && st.wakeAt.Before(wakeAt) {
		wakeAt = st.wakeAt
	}
	switch after := wakeAt.Sub(now); {
	case wakeAt.IsZero(), after > longestDelay: // the checker wakes it
		return time.Time{}, -1, nil
	case woken.After(now) && !woken.After(wakeAt): // a visit is on its way
		return woken, -1, nil
	default:
		return wakeAt, max(after.Truncate(time.Second)+time.Second, time.Second), nil
	}
}

// spent reports whether the slice of time is over.
func (st *stint) spent() bool { return st.Real().Sub(st.began) >= time.Duration(st.terms.Slice) }

// work goes through the lanes that are due; more says that there are some left.
func (st *stint) work(ctx context.Context, hints []string) (more bool, _ error) {
	clear(st.done)
	for {
		now, err := st.Clock.Now(ctx)
		if err != nil {
			return false, err
		}
		due, err := st.Store.Due(ctx, st.slot, now, atATime)
		if err != nil {
			return false, fmt.Errorf("what is due at endpoint %s: %w", st.slot.Endpoint, err)
		}
		full := len(due) == atATime
		fresh := false
		for _, inquiry := range slices.Concat(due, hints) { // the longest due first: that is also how probes take turns
			if st.done[inquiry] {
				continue
			}
			st.done[inquiry], fresh = true, true
			if st.spent() {
				return true, nil
			}
			goOn, err := st.lane(ctx, Lane{st.slot.Endpoint, inquiry})
			if err != nil || !goOn {
				return false, err
			}
		}
		hints = nil
		if !full || !fresh {
			return full && !fresh, nil // not fresh: the look-up lags behind
		}
	}
}

// lane sends what waits in a lane, in its order, until nothing does or something is refused. goOn is false when the endpoint is not to be called now.
func (st *stint) lane(ctx context.Context, l Lane) (goOn bool, _ error) {
	head, err := st.Store.LaneHead(ctx, l)
	if err != nil {
		return false, err
	}
	now, err := st.Clock.Now(ctx)
	if err != nil || head.DueAt.IsZero() || head.DueAt.After(now) {
		return true, err
	}
	for goOn = true; ; {
		d, err := st.Store.Next(ctx, l, head.From)
		switch {
		case errors.Is(err, ErrNone):
			head.DueAt = time.Time{}
		case err != nil:
			return false, err
		case d.NextAt.After(now): // refused just now, or by somebody else
			head.From, head.DueAt = d.Sequence, d.NextAt
			st.wake(d.NextAt)
		case st.spent(): // a lane that is very long: the next visit goes on with it
			return true, nil
		default:
			after, v, err := st.call(ctx, d)
			if err != nil || v == notCalled {
				return false, err
			}
			if v == overtaken {
				if head, err = st.Store.LaneHead(ctx, l); err != nil {
					return false, err
				}
				continue
			}
			goOn = v == calledOn
			if after.State != Waiting {
				if !goOn {
					return false, nil // it stays due: whatever comes next is sent when the endpoint is called again
				}
				head.From = d.Sequence + 1
				continue
			}
			head.From, head.DueAt = d.Sequence, after.NextAt
			st.wake(after.NextAt)
		}
		err = st.Store.SaveLane(ctx, l, st.slot.Number, head)
		if err == nil {
			return goOn, nil
		}
		if !errors.Is(err, ErrChanged) {
			return false, err
		}
		if head, err = st.Store.LaneHead(ctx, l); err != nil { // something was planned or replayed meanwhile: perhaps before what was refused
			return false, err
		}
		if !goOn {
			return false, nil
		}
	}
}

// verdict says what came of a call.
type verdict int

const (
	notCalled  verdict = iota // the endpoint is not to be called now
	calledOn                  // it may be called again
	calledLast                // it was called, and is not to be called again now
	overtaken                 // somebody else has dealt with the delivery
)

func (st *stint) wake(at time.Time) {
	if st.wakeAt.IsZero() || at.Before(st.wakeAt) {
		st.wakeAt = at
	}
}

// call sends one delivery, unless the endpoint is not to be called now, and records what came of it.
func (st *stint) call(ctx context.Context, d Delivery) (Delivery, verdict, error) {
	e, h, probe, err := st.allowed(ctx)
	if errors.Is(err, ErrNone) {
		return d, notCalled, nil
	}
	if err != nil {
		return d, notCalled, err
	}
	now, err := st.Clock.Now(ctx)
	if err != nil {
		return d, notCalled, err
	}
	answer, err := sign(ctx, st.Vault, st.Caller, e, d.Message, d.Body, now, st.Real())
	if err != nil {
		return d, notCalled, fmt.Errorf("call endpoint %s: %w", e.ID, err)
	}
	a := st.terms.attempted(answer, d.Tries+1, now, probe)
	after := d.After(a, answer.RetryAfter, st.terms, st.Jitter())
	stored := st.Store.Attempted(ctx, d, after)
	if stored != nil && !errors.Is(stored, ErrChanged) {
		return d, notCalled, fmt.Errorf("record an attempt of %s: %w", d.Message, stored)
	}
	if h, err = st.record(ctx, h, a); err != nil {
		return d, notCalled, err
	}
	if probe && h.Condition() == Active { // it answers again: what waits elsewhere need not wait for the checker
		var others []Visit
		for k := range st.terms.Slots {
			if k != st.slot.Number {
				others = append(others, Visit{Slot: Slot{st.slot.Operator, st.slot.Endpoint, k}})
			}
		}
		if err := st.Queue.Send(ctx, 0, others...); err != nil {
			return d, notCalled, fmt.Errorf("wake the slots of endpoint %s: %w", e.ID, err)
		}
	}
	v := calledLast
	switch {
	case errors.Is(stored, ErrChanged):
		v = overtaken
	case h.Condition() == Active:
		v = calledOn
	}
	return after, v, nil
}

// allowed returns the endpoint when it may be called now, and whether that is a probe; ErrNone when it may not.
func (st *stint) allowed(ctx context.Context) (Endpoint, Health, bool, error) {
	for {
		e, h, err := st.Store.Endpoint(ctx, st.slot.Operator, st.slot.Endpoint)
		if problem.Is(err, "endpoint-unknown") {
			return e, h, false, ErrNone
		}
		if err != nil {
			return e, h, false, err
		}
		switch h.Condition() {
		case Active:
			return e, h, false, nil
		case Disabled:
			return e, h, false, ErrNone
		}
		now, err := st.Clock.Now(ctx)
		if err != nil {
			return e, h, false, err
		}
		claimed, mine := h.MayProbe(now, st.terms)
		if !mine {
			st.wake(h.ProbeAt)
			return e, h, false, ErrNone
		}
		err = st.Store.SaveHealth(ctx, e.Operator, e.ID, claimed)
		if errors.Is(err, ErrChanged) {
			continue // another slot's probe
		}
		claimed.Version++
		return e, claimed, true, err
	}
}

// record stores what an attempt says of the endpoint. Nothing is stored when nothing changes.
func (st *stint) record(ctx context.Context, h Health, a Attempt) (Health, error) {
	for {
		after := h.After(a, st.terms)
		if after == h {
			return h, nil
		}
		err := st.Store.SaveHealth(ctx, st.slot.Operator, st.slot.Endpoint, after)
		if err == nil {
			if after.Condition() == Open {
				st.wake(after.ProbeAt)
			}
			after.Version++
			return after, nil
		}
		if !errors.Is(err, ErrChanged) {
			return h, fmt.Errorf("record the health of endpoint %s: %w", st.slot.Endpoint, err)
		}
		if _, h, err = st.Store.Endpoint(ctx, st.slot.Operator, st.slot.Endpoint); problem.Is(err, "endpoint-unknown") {
			return Health{DisabledAt: a.At}, nil // deleted: called no more
		} else if err != nil {
			return h, err
		}
	}
}

// sign calls an endpoint with a body, signed by its secrets.
func sign(ctx context.Context, vault Vault, caller Caller, e Endpoint, message string, body []byte, now, world time.Time) (answer outbound.Answer, _ error) {
	var secrets []string
	for _, s := range e.Signing(now) {
		plain, err := vault.Open(ctx, s.Sealed, e.place())
		if err != nil {
			return answer, fmt.Errorf("open the secret: %w", err)
		}
		secrets = append(secrets, plain)
	}
	header, err := headers(message, world, body, secrets)
	if err != nil {
		return answer, err
	}
	return caller.Post(ctx, e.URL, header, body), nil
}
