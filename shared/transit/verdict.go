package transit

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// verdict is what came of looking at an item.
type verdict struct {
	plans       []plannedNext
	counting    Counting
	counts      bool // counting changes something
	late, eased bool
	owed        []Owed
	over        bool // a stage is, and counts
	behind      bool
	ends        Ends
	due         time.Time
	standards   *Standards
}

func (v verdict) count(t *Tally, id edi.ItemID) {
	if v.ends.Origin == "" || v.ends.Destination == "" || !v.over {
		return
	}
	month := MonthOf(v.due)
	t.stage(Cell{Month: month, From: v.ends.Origin, To: v.ends.Destination}, v.behind)
	for _, o := range v.owed {
		cell := Cell{Month: month, From: v.ends.Origin, To: v.ends.Destination, Code: o.Code}
		if o.By == ByDestination {
			cell.From, cell.To = cell.To, cell.From
		}
		t.owe(cell, o, v.standards, id, v.due)
	}
}

// check checks one item: it records that it is late, or is no longer, and says what counts and when it is looked at next. What counts is judged by what was
// known at the check's own hour, so that looking again counts the same.
func (c *Checker) check(ctx context.Context, id edi.ItemID, l Check, now time.Time) (verdict, error) {
	var v verdict
	item, ok, err := c.confirmed(ctx, id)
	if err != nil || !ok {
		return v, err
	}
	if l.Kind != StillLate {
		if v.counting, v.counts, err = c.traffic(ctx, item, now); err != nil || l.Kind == Counts {
			return v, err
		}
	}
	forecast, ok, err := c.expected(ctx, &v, item, now)
	if err != nil || !ok {
		return v, err
	}
	countryOf := c.Desk.countryOf(ctx)
	if l.Kind == StillLate {
		err = c.checkAgain(ctx, &v, item, forecast, now)
		return v, err
	}
	stage := Stage(l.Kind)
	if l.First && !begunBy(item, v.standards, stage, l) {
		return v, nil // another check has it, or its event is a claim
	}
	known := asKnown(item, l.At)
	then, _, ok, err := c.Desk.Forecast(ctx, known, l.At)
	if err != nil || !ok {
		return v, err
	}
	step, ok := then.step(stage)
	if !ok || then.State == Ended { // what is on its way back owes nothing
		return v, nil
	}
	var route tracking.Route
	if n := len(known.Announcements); n > 0 && stage == Delivery {
		if route, err = c.route(ctx, known.Announcements[n-1].Receptacle, l.At); err != nil {
			return v, err
		}
	}
	if v.owed, err = owed(v.standards, stage, known, route, then.Lane, countryOf); err != nil {
		return v, err
	}
	complete := !slices.ContainsFunc(v.owed, func(o Owed) bool { return !o.Came })
	v.over, v.due = !step.Due.After(l.At) || !step.Ended.IsZero() && complete, step.Due
	v.behind = step.Ended.After(step.Due) || step.Ended.IsZero() && !step.Due.After(l.At)
	if !v.over {
		v.plans = append(v.plans, plannedNext{nextHour(step.Due, now), l.Kind})
	}
	if forecast.Late != nil {
		err = c.late(ctx, &v, item, forecast, now)
		return v, err
	}
	if forecast.Stage != "" && v.over {
		v.follow(item, forecast, stage, now)
	}
	return v, nil
}

// confirmed reads an item as participants tell it; ok is false when nobody knows it.
func (c *Checker) confirmed(ctx context.Context, id edi.ItemID) (item tracking.Item, ok bool, err error) {
	whole, err := c.Items.Item(ctx, id)
	if problem.Is(err, "item-unknown") {
		return item, false, nil
	}
	if err != nil {
		return item, false, err
	}
	countryOf := c.Desk.countryOf(ctx)
	participants, err := whole.Participants(countryOf)
	if err != nil {
		return item, false, err
	}
	item, err = whole.Confirmed(participants, countryOf)
	return item, err == nil, err
}

// expected is what is expected of a confirmed item; ok is false when that is nothing.
func (c *Checker) expected(ctx context.Context, v *verdict, item tracking.Item, now time.Time) (f Forecast, ok bool, err error) {
	if f, v.ends, ok, err = c.Desk.Forecast(ctx, item, now); err != nil || !ok {
		return f, false, err
	}
	v.standards, err = Of(item.Events[0].Time)
	return f, err == nil, err
}

// follow plans the check that nothing else plans: at the stage after one whose end no event of the usual kind told, at what customs holds, and at the whole.
func (v *verdict) follow(item tracking.Item, f Forecast, stage Stage, now time.Time) {
	step, ok := f.step(f.Stage)
	if !ok {
		return
	}
	begun := slices.ContainsFunc(item.Events, func(e tracking.Event) bool { return v.standards.Starts[e.Code] == f.Stage })
	if f.Stage != stage && begun {
		return
	}
	at := step.Due
	if !f.Promised.IsZero() && f.Promised.Before(at) {
		at = f.Promised
	}
	kind := Kind(f.Stage)
	if f.Stage == stage {
		kind = StillLate // the stage was counted
	}
	v.plans = append(v.plans, plannedNext{nextHour(at, now), kind})
}

// begunBy reports whether the first event that begins a stage is the one that a check was planned for, by its hour and by the message that brought it.
func begunBy(item tracking.Item, s *Standards, stage Stage, l Check) bool {
	for _, e := range item.Events {
		if s.Starts[e.Code] == stage {
			return slotOf(e, s, stage).Equal(l.At) && l.brought(e)
		}
	}
	return false
}

// route is what happened to a receptacle, as known at an instant.
func (c *Checker) route(ctx context.Context, id edi.ReceptacleID, at time.Time) (tracking.Route, error) {
	route, err := c.Items.Route(ctx, id)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(route, func(m tracking.Movement) bool { return m.ReceivedAt.After(at) }), nil
}

// checkAgain checks what was late.
func (c *Checker) checkAgain(ctx context.Context, v *verdict, item tracking.Item, f Forecast, now time.Time) error {
	if f.Late != nil {
		return c.late(ctx, v, item, f, now)
	}
	switch _, was, err := c.Store.Late(ctx, item.ID); {
	case err != nil:
		return err
	case was:
		if err := c.Store.DropLate(ctx, item.ID); err != nil {
			return err
		}
		v.eased = true
	}
	if f.State == Held {
		v.plans = append(v.plans, plannedNext{nextHour(now.Add(again), now), StillLate})
	} else if step, ok := f.step(f.Stage); ok { // it was late before: it may fall behind again
		v.plans = append(v.plans, plannedNext{nextHour(step.Due, now), StillLate})
	}
	return nil
}

// late records an item as late, tells its post when that is news, and checks again the next day, until nobody has heard of it for long.
func (c *Checker) late(ctx context.Context, v *verdict, item tracking.Item, f Forecast, now time.Time) error {
	last, _ := item.Last()
	before, was, err := c.Store.Late(ctx, item.ID)
	if err != nil {
		return err
	}
	if now.After(last.Time.AddDate(0, 0, v.standards.GiveUpDays)) {
		if was {
			v.eased = true
			return c.Store.DropLate(ctx, item.ID)
		}
		return nil
	}
	l := LateItem{Item: item.ID, Product: f.Product, Lane: f.Lane, Origin: v.ends.Origin, Destination: v.ends.Destination, Stage: f.Late.Stage, Since: f.Late.Since,
		Why: f.Late.Why, LastCode: last.Code, LastTime: last.Time, LastCountry: last.Country, Found: now}
	if was {
		l.Found = before.Found
	} else {
		v.late = true
		if err := c.tell(ctx, News{Operator: l.Origin, Partner: l.Destination, Lane: l.Lane, At: now}); err != nil {
			return err
		}
	}
	if l != before {
		if err := c.Store.PutLate(ctx, l); err != nil {
			return err
		}
	}
	v.plans = append(v.plans, plannedNext{nextHour(now.Add(again), now), StillLate})
	return nil
}

// tell passes news on, before what it tells of is recorded: once for a lane and day, as far as this process knows.
func (c *Checker) tell(ctx context.Context, n News) error {
	if c.Tell == nil || n.Operator == "" {
		return nil
	}
	key := fmt.Sprint(n.Lane, n.At.UTC().Format(time.DateOnly))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.told[key] {
		return nil
	}
	if err := c.Tell(ctx, n); err != nil {
		return fmt.Errorf("tell of late items %v: %w", n.Lane, err)
	}
	if c.told == nil {
		c.told = map[string]bool{}
	}
	c.told[key] = true
	return nil
}
