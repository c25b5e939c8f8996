package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Limits that keep one request cheap: the worst that passes them takes a few milliseconds.
const (
	maxDueBody = 256 << 10
	firstYear  = 1970
	lastYear   = 2199
)

// CalendarBody is a calendar as a caller writes it.
type CalendarBody struct {
	TimeZone string                 `json:"timeZone" maxLength:"64" doc:"IANA name" example:"Europe/Brussels"`
	Week     map[string][][2]string `json:"week" maxProperties:"7" doc:"1 is Monday … 7 Sunday: segments [from, to) in local time; 24:00 may end one; a day that is missing is closed. A segment over midnight is written as two."`
	Holidays []string               `json:"holidays,omitempty" maxItems:"2000" doc:"Closed dates" example:"[\"2026-12-25\"]"`
	Special  map[string][][2]string `json:"special,omitempty" maxProperties:"2000" doc:"Dates whose segments replace the day's; beats a holiday"`
}

// DueBody asks when a target is used up.
type DueBody struct {
	Calendar      CalendarBody   `json:"calendar"`
	Start         time.Time      `json:"start" doc:"When the clock starts; while closed it begins to count at the next opening" example:"2026-11-23T07:00:00Z"`
	TargetMinutes int            `json:"targetMinutes" minimum:"0" maximum:"1000000" doc:"Working minutes" example:"720"`
	Pauses        [][2]time.Time `json:"pauses,omitempty" maxItems:"1000" doc:"[from, to): the working time in them does not count"`
	At            *time.Time     `json:"at,omitempty" doc:"Until when elapsedMinutes counts"`
}

// Due is when a target is used up, and why.
type Due struct {
	Due            string     `json:"due" format:"date-time" example:"2026-11-24T11:00:00Z"`
	ElapsedMinutes *int       `json:"elapsedMinutes" doc:"Whole working minutes from start to at, not stopping at the target; null without at"`
	Intervals      []Interval `json:"intervals" doc:"Every stretch of time that was counted until due"`
}

// Interval is a stretch of counted working time. Where start has seconds the minutes are rounded so that they add up to the target.
type Interval struct {
	From    string `json:"from" format:"date-time"`
	To      string `json:"to" format:"date-time"`
	Minutes int    `json:"minutes"`
}

func (h *handlers) due(_ context.Context, in *struct{ Body DueBody }) (*answer[Due], error) {
	b := in.Body
	if err := b.inRange(); err != nil {
		return nil, err
	}
	cal, err := calendar.Spec(b.Calendar).Compile()
	if err != nil {
		return nil, below("calendar.", err)
	}
	pauses := make([]calendar.Interval, len(b.Pauses))
	for i, p := range b.Pauses {
		pauses[i] = calendar.Interval{From: p[0], To: p[1]}
	}
	plan, err := cal.Due(b.Start, time.Duration(b.TargetMinutes)*time.Minute, pauses)
	if err != nil {
		return nil, err
	}
	out := Due{Due: instant(plan.Due), Intervals: make([]Interval, len(plan.Intervals))}
	for i, c := range plan.Intervals {
		out.Intervals[i] = Interval{instant(c.From), instant(c.To), c.Minutes}
	}
	if b.At != nil {
		elapsed := int(cal.Elapsed(b.Start, *b.At, pauses) / time.Minute)
		out.ElapsedMinutes = &elapsed
	}
	return &answer[Due]{Body: out}, nil
}

func (b DueBody) inRange() error {
	p := problem.New(problem.Invalid, "request-invalid", "The request breaks the rules listed in errors.")
	check := func(t time.Time, name string, args ...any) {
		if year := t.UTC().Year(); year < firstYear || year > lastYear {
			p.With(fmt.Sprintf(name, args...), "must be between %d and %d", firstYear, lastYear)
		}
	}
	check(b.Start, "start")
	if b.At != nil {
		check(*b.At, "at")
	}
	for i, pause := range b.Pauses {
		check(pause[0], "pauses[%d][0]", i)
		check(pause[1], "pauses[%d][1]", i)
	}
	return p.OrNil()
}

// below puts the names of a problem's fields below the member of the request they belong to.
func below(prefix string, err error) error {
	p, ok := errors.AsType[*problem.Problem](err)
	if !ok {
		return err
	}
	out := problem.New(p.Kind, p.Slug, "%s", p.Detail)
	for _, f := range p.Fields {
		out.With(prefix+f.Name, "%s", f.Reason)
	}
	return out
}
