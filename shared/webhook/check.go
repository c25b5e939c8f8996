package webhook

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Checker looks every minute what is due, and mails who looks after an endpoint that does not answer.
type Checker struct {
	Store CheckStore
	Queue Queue
	Mail  func(ctx context.Context, l Letter, e Endpoint, h Health) error
}

// Report is what a run of the checker found.
type Report struct {
	Endpoints int
	Woken     int // slots
	Mailed    int
}

// Run looks through every endpoint. One that cannot be looked at holds up no other; what failed is returned at the end.
func (c *Checker) Run(ctx context.Context, now time.Time) (Report, error) {
	terms, err := TermsOf()
	if err != nil {
		return Report{}, err
	}
	var r Report
	var failed []error
	err = c.Store.Every(ctx, func(operator principal.OperatorCode, id EndpointID) error {
		r.Endpoints++
		if err := c.one(ctx, operator, id, now, terms, &r); err != nil {
			failed = append(failed, fmt.Errorf("check endpoint %s: %w", id, err))
		}
		return ctx.Err()
	})
	return r, errors.Join(append(failed, err)...)
}

func (c *Checker) one(ctx context.Context, operator principal.OperatorCode, id EndpointID, now time.Time, terms Terms, r *Report) error {
	e, h, err := c.Store.Endpoint(ctx, operator, id)
	if problem.Is(err, "endpoint-unknown") {
		return nil
	}
	if err != nil {
		return err
	}
	mailed := c.mail(ctx, e, h, now, terms, r)
	if h.Condition() == Disabled || h.Condition() == Open && now.Before(h.ProbeAt) {
		return mailed
	}
	var visits []Visit
	for k := range terms.Slots {
		slot := Slot{operator, id, k}
		due, err := c.Store.Due(ctx, slot, now, 1)
		if err != nil {
			return errors.Join(mailed, err)
		}
		if len(due) > 0 {
			visits = append(visits, Visit{Slot: slot})
		}
	}
	r.Woken += len(visits)
	return errors.Join(mailed, c.Queue.Send(ctx, 0, visits...))
}

// mail writes to the contact once; a mail that is not sent is sent with the next run.
func (c *Checker) mail(ctx context.Context, e Endpoint, h Health, now time.Time, terms Terms, r *Report) error {
	letter, after := h.Letter(now, terms)
	if letter == LetterNone {
		return nil
	}
	if err := c.Mail(ctx, letter, e, h); err != nil {
		return err
	}
	r.Mailed++
	if err := c.Store.SaveHealth(ctx, e.Operator, e.ID, after); err != nil && !errors.Is(err, ErrChanged) { // changed: it is mailed once more at worst
		return err
	}
	return nil
}
