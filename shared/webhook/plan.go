package webhook

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Planner makes deliveries of changes.
type Planner struct {
	Store PlanStore
	Queue Queue
	Clock clock.Clock
}

// Plan stores a delivery of each change for each endpoint that wants it, and wakes who sends them. Changes of an inquiry come in their order. Planning
// them again plans nothing twice. For an endpoint that is disabled they are kept.
func (p *Planner) Plan(ctx context.Context, changes []change.Change) error {
	if len(changes) == 0 {
		return nil
	}
	terms, err := TermsOf()
	if err != nil {
		return err
	}
	now, err := p.Clock.Now(ctx)
	if err != nil {
		return fmt.Errorf("plan deliveries: %w", err)
	}
	endpoints := map[principal.OperatorCode][]Endpoint{}
	at := map[Slot]int{} // places in visits
	var visits []Visit
	for _, c := range changes {
		all, read := endpoints[c.Operator]
		if !read {
			if all, _, err = p.Store.Endpoints(ctx, c.Operator); err != nil {
				return fmt.Errorf("plan deliveries: %w", err)
			}
			endpoints[c.Operator] = all
		}
		var body []byte
		for _, e := range all {
			if !e.Wants(c) {
				continue
			}
			if body == nil {
				if body, err = json.Marshal(c); err != nil {
					return fmt.Errorf("write change %s: %w", c.ID, err)
				}
			}
			d := Delivery{Lane: Lane{e.ID, c.Inquiry.ID}, Sequence: c.Sequence, Message: c.ID, Type: c.Type, PlannedAt: now, Body: body, State: Waiting}
			slot := Slot{e.Operator, e.ID, terms.SlotOf(c.Inquiry.ID)}
			if err := p.Store.Plan(ctx, d, slot.Number, now); err != nil {
				return fmt.Errorf("plan %s for endpoint %s: %w", c.ID, e.ID, err)
			}
			i, there := at[slot]
			if !there {
				i, at[slot] = len(visits), len(visits)
				visits = append(visits, Visit{Slot: slot})
			}
			if v := &visits[i]; len(v.Lanes) == 0 || v.Lanes[len(v.Lanes)-1] != c.Inquiry.ID {
				v.Lanes = append(v.Lanes, c.Inquiry.ID)
			}
		}
	}
	if err := p.Queue.Send(ctx, 0, visits...); err != nil {
		return fmt.Errorf("wake senders: %w", err)
	}
	return nil
}
