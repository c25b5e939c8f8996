package transit

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// State says how an item stands against its standard.
type State string

// The states.
const (
	OnTime    State = "onTime"
	Late      State = "late"
	Held      State = "held"      // by customs, with a reason: the time stands still
	Attempted State = "attempted" // brought or ready to be collected: the rest is the addressee's
	Delivered State = "delivered"
	Ended     State = "ended" // returned, or its way ended otherwise
)

// Why an item is late.
const (
	ByStage = "stage" // the stage it is in has taken too long
	ByWhole = "whole" // the whole has, although each stage has not
)

// Lane is where an item travels, by country; To is "" while nobody knows.
type Lane struct{ From, To string }

// Lateness is how an item is behind.
type Lateness struct {
	Stage Stage     // in which it stands
	Since time.Time // when it should have left it, or been delivered
	Why   string    // ByStage or ByWhole
	Days  int       // begun days since then
}

// Step is a stage of an item's way.
type Step struct {
	Stage      Stage
	Begins     time.Time // by an event, or as expected
	Event      string    // the code that says so; "" when it is expected only
	Span       Span
	NotCounted []Skipped
	Earliest   time.Time
	Due        time.Time // the end of its last day
	DueDate    string    // that day, at the place of the post that works there
	Ended      time.Time // zero while it has not
	EndedBy    string    // the code that says so
}

// Skipped is a date that does not count.
type Skipped struct {
	Date string // at the place of the post that works there
	Why  string // NotOpen or ByCustoms
}

// Why a date does not count.
const (
	NotOpen   = "closed"  // a weekend or a holiday
	ByCustoms = "customs" // the item was held, with a reason
)

// Forecast is what is expected of an item, and why.
type Forecast struct {
	Version  string // of the standards
	Product  string
	Lane     Lane
	Standard Standard
	State    State
	Stage    Stage // in which it is; "" once it is over
	Steps    []Step
	Earliest time.Time // of delivery; zero when the destination is not known, and once it is over
	Latest   time.Time
	Promised time.Time      // the end of the day by which the whole standard has it delivered; zero when its posting or its destination is not known
	Zone     *time.Location // of the destination; of the origin while the destination is not known
	Late     *Lateness      // nil while it is not
}

// Calendars are those on which the posts at the ends work.
type Calendars struct{ Origin, Destination *calendar.Calendar }

// Predict says what is expected of an item of which at least one event is known; item and events are confirmed ones. It is a pure rule: the same values
// give the same forecast. Ok is false when the standards promise nothing for it, or nothing has happened to it.
//
// A stage begins with the event that begins it, else with the first later one; it ends with the first event of a later stage. What has not ended is expected
// to end by its standard, and when that is past, today at the earliest. Days on which a post does not work, and days in customs with a reason, do not count.
func Predict(item tracking.Item, product string, standards *Standards, release *catalogue.Release, calendars Calendars, now time.Time) (f Forecast, ok bool) {
	if len(item.Events) == 0 {
		return f, false
	}
	f = Forecast{Version: standards.Version, Product: product, Lane: Lane{From: item.S10.Country}, Zone: calendars.Destination.Zone()}
	if f.Lane.To, _ = item.Destination(release); f.Lane.To == "" {
		f.Zone = calendars.Origin.Zone()
	}
	if f.Standard, ok = standards.For(product, f.Lane.From, f.Lane.To); !ok {
		return f, false
	}
	w := wayOf(item, release, f.Lane, now)
	end, _ := item.State(release)
	f.steps(w, calendars, now)
	switch {
	case end.Terminal && end.Milestone == catalogue.MilestoneDelivered && end.Country != f.Lane.From:
		f.State = Delivered
	case end.Terminal:
		f.State = Ended
	case w.delivered != nil:
		f.State = Attempted
	case w.held:
		f.State = Held
	default:
		f.State = OnTime
	}
	if f.State != OnTime && f.State != Held {
		f.Stage, f.Earliest, f.Latest = "", time.Time{}, time.Time{}
		return f, true
	}
	if w.posted != nil && f.Lane.To != "" {
		_, f.Promised, _ = days(calendars.Destination, w.posted.Time, f.Standard.Whole, w.holds)
	}
	if f.State == OnTime {
		f.judge(now)
	}
	return f, true
}

// judge says whether the item is behind: in its stage, or on the whole.
func (f *Forecast) judge(now time.Time) {
	step, ok := f.step(f.Stage)
	if !ok {
		return
	}
	late := Lateness{Stage: f.Stage, Since: step.Due, Why: ByStage}
	if !f.Promised.IsZero() && f.Promised.Before(late.Since) {
		late.Since, late.Why = f.Promised, ByWhole
	}
	if !now.After(late.Since) {
		return
	}
	const day = 24 * time.Hour
	late.Days = int(now.Sub(late.Since)/day) + 1
	f.State, f.Late = Late, &late
}

// step is a stage's step, if the item has one.
func (f Forecast) step(stage Stage) (Step, bool) {
	i := slices.IndexFunc(f.Steps, func(s Step) bool { return s.Stage == stage })
	if i < 0 {
		return Step{}, false
	}
	return f.Steps[i], true
}

// way is how far an item has come: the first event of each part, nil where there is none.
type way struct {
	posted, departed, abroad, arrived, delivered *tracking.Event
	holds                                        []calendar.Interval // by customs, with a reason
	held                                         bool                // the last of them goes on
}

func wayOf(item tracking.Item, release *catalogue.Release, lane Lane, now time.Time) way {
	var w way
	first := func(at **tracking.Event, e *tracking.Event) {
		if *at == nil {
			*at = e
		}
	}
	var since time.Time
	for i := range item.Events {
		e := &item.Events[i]
		code, ok := release.Event(e.Code)
		if !ok {
			continue
		}
		abroad := e.Country != lane.From
		if abroad && code.Phase != "origin" {
			first(&w.abroad, e)
		}
		switch {
		case code.Milestone == catalogue.MilestoneLeft:
			first(&w.departed, e)
		case code.Phase == "origin" && !abroad:
			first(&w.posted, e)
		case code.Phase == "destination" && abroad:
			first(&w.arrived, e)
			if slices.Contains(brought, code.Milestone) {
				first(&w.delivered, e)
			}
		}
		switch {
		case code.Clock == catalogue.ClockHold && e.Retention != "" && since.IsZero():
			since = e.Time
		case code.Clock == catalogue.ClockRelease && !since.IsZero():
			w.holds, since = append(w.holds, calendar.Interval{From: since, To: e.Time}), time.Time{}
		}
	}
	if w.held = !since.IsZero(); w.held {
		w.holds = append(w.holds, calendar.Interval{From: since, To: later(since, now)})
	}
	return w
}

// brought are the milestones that end the delivery stage: the delivery, and an attempt after which it is the addressee's turn. Assumption: an attempt counts.
var brought = []string{catalogue.MilestoneDelivered, "attempted", "to-collect"}

// steps follows the item's way through its stages, from the first that is known on.
func (f *Forecast) steps(w way, calendars Calendars, now time.Time) {
	left := firstOf(w.departed, w.abroad)
	known := [][2]*tracking.Event{{w.posted, left}, {left, w.arrived}, {w.arrived, w.delivered}}
	var begins, latest time.Time
	for i, stage := range Stages {
		if stage != Departure && f.Lane.To == "" {
			return // where to is not known
		}
		s := Step{Stage: stage, Span: f.Standard.span(stage), Begins: begins}
		if begun := known[i][0]; begun != nil {
			s.Begins, s.Event, latest = begun.Time, begun.Code, begun.Time
		}
		ended := known[i][1]
		if s.Begins.IsZero() || s.Event == "" && ended != nil || ended != nil && ended == known[i][0] {
			continue // how long it took cannot be told
		}
		c, holds := calendars.Destination, []calendar.Interval(nil)
		switch stage {
		case Departure:
			c = calendars.Origin
		case Delivery:
			holds = w.holds
		}
		var from time.Time
		if s.Event == "" {
			from, _, _ = days(c, s.Begins, Span{Min: s.Span.Min, Max: s.Span.Min, Count: s.Span.Count}, holds)
			_, s.Due, s.NotCounted = days(c, latest, s.Span, holds)
		} else {
			from, s.Due, s.NotCounted = days(c, s.Begins, s.Span, holds)
		}
		s.Earliest, s.DueDate = from, lastDay(s.Due, c.Zone())
		if ended != nil {
			s.Ended, s.EndedBy = ended.Time, ended.Code
			f.Steps = append(f.Steps, s)
			continue
		}
		f.Steps = append(f.Steps, s)
		if f.Stage == "" {
			f.Stage = stage
		}
		begins, latest = later(from, now), later(s.Due.Add(-time.Nanosecond), now) // within the last day
	}
	if f.Stage != "" {
		f.Earliest, f.Latest = begins, latest
	}
}

// days counts a span after the local day of an instant: the beginning of its first possible day, the end of its last, and the dates between that do not count.
func days(c *calendar.Calendar, from time.Time, span Span, holds []calendar.Interval) (earliest, due time.Time, skipped []Skipped) {
	local := from.In(c.Zone())
	day := func(n int) time.Time {
		return time.Date(local.Year(), local.Month(), local.Day()+n, 0, 0, 0, 0, c.Zone())
	}
	open := map[string]bool{}
	if span.Count == Working {
		dates, err := c.WorkingDays(from, span.Max+maxDays)
		if err != nil { // a calendar that never opens counts every day
			span.Count = Calendar
		}
		for _, d := range dates {
			open[d] = true
		}
	}
	earliest, due = day(0), day(1)
	counted := 0
	for n := 1; counted < span.Max && n <= lookAhead; n++ {
		date := day(n).Format(time.DateOnly)
		switch {
		case heldOn(holds, day(n), day(n+1)):
			skipped = append(skipped, Skipped{date, ByCustoms})
			continue
		case span.Count == Working && !open[date]:
			skipped = append(skipped, Skipped{date, NotOpen})
			continue
		}
		if counted++; counted == span.Min {
			earliest = day(n)
		}
		due = day(n + 1)
	}
	if span.Max == 0 {
		due = day(1)
	}
	return earliest.UTC(), due.UTC(), skipped
}

// lookAhead bounds how many days one span may stretch over.
const lookAhead = 400

// heldOn reports whether an item was held at any time of a day.
func heldOn(holds []calendar.Interval, begins, ends time.Time) bool {
	return slices.ContainsFunc(holds, func(h calendar.Interval) bool { return h.From.Before(ends) && h.To.After(begins) })
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func firstOf(a, b *tracking.Event) *tracking.Event {
	if a != nil {
		return a
	}
	return b
}

// Date is the calendar date of an instant at the destination; nil for none.
func (f Forecast) Date(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	date := t.In(f.Zone).Format(time.DateOnly)
	return &date
}

// EndDate is the last calendar date at the destination that ends by an instant; nil for none.
func (f Forecast) EndDate(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	date := lastDay(t, f.Zone)
	return &date
}

// lastDay is the calendar date that an instant ends, or lies in.
func lastDay(t time.Time, zone *time.Location) string {
	return t.Add(-time.Nanosecond).In(zone).Format(time.DateOnly)
}
