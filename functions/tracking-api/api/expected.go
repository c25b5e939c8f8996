package api

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

type expectedView struct {
	State     string        `json:"state" enum:"onTime,late,held,attempted,delivered,ended" doc:"held: by customs with a reason, the time stands still; attempted: brought or to be collected; ended: returned, or its way ended otherwise"`
	Stage     string        `json:"stage" doc:"departure, arrival, delivery; empty once its way is over"`
	Earliest  *string       `json:"earliest" doc:"First calendar date at the destination on which it can be expected; null once its way is over, and while the destination is not known" example:"2026-11-24"`
	Latest    *string       `json:"latest" doc:"Last date by which it is expected; moves as events come"`
	Promised  *string       `json:"promised" doc:"Date by which the standard has it delivered, counted from posting; null when that is not known"`
	Late      *latenessView `json:"late" doc:"null while it is not late"`
	Steps     []stepView    `json:"steps" doc:"Ascending: how the dates come about"`
	Product   string        `json:"product"`
	From      string        `json:"from" doc:"Ends of the lane of the standard: a country, a region, or * for any"`
	To        string        `json:"to"`
	Source    string        `json:"source" doc:"Who says so: a source, or that it is an assumption"`
	Standards string        `json:"standards" doc:"Version of the standards"`
	Zone      string        `json:"timeZone" doc:"Of the destination's dates"`
}

type latenessView struct {
	Stage string    `json:"stage" enum:"departure,arrival,delivery" doc:"In which it stands"`
	Since time.Time `json:"since"`
	Days  int       `json:"days" doc:"Begun days since then"`
	Why   string    `json:"why" enum:"stage,whole" doc:"stage: the stage has taken too long; whole: all of its way has, although no stage has"`
}

type stepView struct {
	Stage      string        `json:"stage" enum:"departure,arrival,delivery"`
	Begins     time.Time     `json:"begins" doc:"By the event, or as expected"`
	Event      string        `json:"event" doc:"The event that says so; empty when it is expected only"`
	Days       int           `json:"days" doc:"The standard"`
	Count      string        `json:"count" enum:"working,calendar"`
	NotCounted []skippedView `json:"notCounted" doc:"Dates on the way to the due date that do not count"`
	Due        string        `json:"due" doc:"The last date of the standard, at the place of the post that works there"`
	Ended      *time.Time    `json:"ended" doc:"null while it has not"`
	EndedBy    string        `json:"endedBy" doc:"The event that says so"`
	Late       bool          `json:"late" doc:"It ended, or goes on, after the due date"`
}

type skippedView struct {
	Date string `json:"date"`
	Why  string `json:"why" enum:"closed,customs" doc:"closed: a weekend or a holiday there; customs: held, with a reason"`
}

// expect fills in what the standards promise for an item, by its confirmed events. Of a number that cannot be right nothing is expected.
func (d Deps) expect(ctx context.Context, view *itemView, confirmed tracking.Item, now time.Time) error {
	if confirmed.Unverified() {
		return nil
	}
	f, _, ok, err := d.Transit.Forecast(ctx, confirmed, now)
	if err != nil || !ok {
		return err
	}
	v := &expectedView{State: string(f.State), Stage: string(f.Stage), Product: f.Product, From: f.Standard.From, To: f.Standard.To, Source: f.Standard.Origin,
		Standards: f.Version, Zone: f.Zone.String(), Steps: []stepView{}, Earliest: f.Date(f.Earliest), Latest: f.EndDate(f.Latest), Promised: f.EndDate(f.Promised)}
	if f.Late != nil {
		v.Late = &latenessView{string(f.Late.Stage), f.Late.Since, f.Late.Days, f.Late.Why}
	}
	for _, s := range f.Steps {
		step := stepView{Stage: string(s.Stage), Begins: s.Begins, Event: s.Event, Days: s.Span.Max, Count: s.Span.Count, Due: s.DueDate, EndedBy: s.EndedBy, NotCounted: []skippedView{},
			Late: s.Ended.After(s.Due) || s.Ended.IsZero() && s.Event != "" && now.After(s.Due) && f.Stage == s.Stage}
		if !s.Ended.IsZero() {
			step.Ended = &s.Ended
		}
		for _, n := range s.NotCounted {
			step.NotCounted = append(step.NotCounted, skippedView(n))
		}
		v.Steps = append(v.Steps, step)
	}
	view.Expected = v
	return nil
}
