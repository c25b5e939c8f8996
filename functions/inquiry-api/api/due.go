package api

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// DueView explains one due time.
type DueView struct {
	Term          string          `json:"term" enum:"answer,read,react,supplement" doc:"answer: the replier's target; the others are the requester's time to read a reply, to react to it, to supplement"`
	Level         int             `json:"level"`
	Side          string          `json:"side" enum:"requester,replier" doc:"Whose calendar counts"`
	Present       bool            `json:"present" doc:"Of the level and the reply that there is now"`
	TimeZone      string          `json:"timeZone" example:"Europe/Berlin"`
	StartedAt     time.Time       `json:"startedAt"`
	DueAt         time.Time       `json:"dueAt"`
	TargetMinutes int             `json:"targetMinutes" doc:"Working time; 0 where days are counted"`
	TargetDays    int             `json:"targetDays" doc:"Working days after the one it starts on; 0 where time is counted"`
	Intervals     []IntervalView  `json:"intervals" doc:"The working time that is counted, up to the due time"`
	Days          []string        `json:"days" doc:"The working days that are counted"`
	Exceptions    []ExceptionView `json:"exceptions" doc:"Dates on the way on which the centre does not open as its week says"`
	Pauses        []PauseView     `json:"pauses"`
	Holds         []HoldView      `json:"holds" doc:"Why it stands still"`
}

// ExceptionView is a holiday or a special day.
type ExceptionView struct {
	Date string      `json:"date"`
	Kind string      `json:"kind" enum:"holiday,special"`
	Name string      `json:"name,omitempty" doc:"Of the holiday, where the data have one"`
	Open [][2]string `json:"open" doc:"When it is open all the same, in local time; empty = closed"`
}

// ClockView explains the due time of the present level.
type ClockView struct {
	StartedAt     time.Time      `json:"startedAt"`
	DueAt         time.Time      `json:"dueAt"`
	TargetMinutes int            `json:"targetMinutes"`
	TimeZone      string         `json:"timeZone" example:"Europe/Berlin"`
	PausedAt      *time.Time     `json:"pausedAt" doc:"Since when it stands still; null while it runs"`
	Holds         []HoldView     `json:"holds" doc:"Why it stands still"`
	Intervals     []IntervalView `json:"intervals" doc:"The working time that is counted, up to the due time"`
	Pauses        []PauseView    `json:"pauses"`
	Closures      []string       `json:"closures" doc:"Dates on the way on which a holiday or a special day keeps the centre closed"`
}

// HoldView is why a clock stands still.
type HoldView struct {
	Cause string    `json:"cause" enum:"information,customs,forceMajeure"`
	From  time.Time `json:"from"`
}

// PauseView is a time in which a clock stood still.
type PauseView struct {
	Cause   string    `json:"cause" enum:"information,customs,forceMajeure"`
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Minutes int       `json:"minutes" doc:"Working minutes in it; what an earlier pause has taken out is not taken out again"`
}

// IntervalView is a half-open span of working time; over a clock's spans the minutes add up.
type IntervalView struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Minutes int       `json:"minutes"`
}

func clockView(d inquiry.Details) *ClockView {
	x, ok := d.Clock()
	if !ok {
		return nil
	}
	due := dueView(x)
	v := &ClockView{StartedAt: x.StartedAt, DueAt: x.DueAt, TargetMinutes: x.TargetMinutes, TimeZone: x.TimeZone, Holds: due.Holds, Intervals: due.Intervals,
		Pauses: due.Pauses, Closures: []string{}}
	for _, h := range x.Held {
		if v.PausedAt == nil || h.From.Before(*v.PausedAt) {
			v.PausedAt = &h.From
		}
	}
	for _, e := range x.Exceptions {
		if len(e.Open) == 0 {
			v.Closures = append(v.Closures, e.Date)
		}
	}
	return v
}

func dueView(x inquiry.Explanation) DueView {
	v := DueView{Term: string(x.Term), Level: x.Level, Side: string(x.Side), Present: x.Present, TimeZone: x.TimeZone, StartedAt: x.StartedAt, DueAt: x.DueAt,
		TargetMinutes: x.TargetMinutes, TargetDays: x.TargetDays, Intervals: make([]IntervalView, len(x.Counted)), Days: x.Days,
		Exceptions: make([]ExceptionView, len(x.Exceptions)), Pauses: make([]PauseView, len(x.Pauses)), Holds: make([]HoldView, len(x.Held))}
	for i, c := range x.Counted {
		v.Intervals[i] = IntervalView{c.From, c.To, c.Minutes}
	}
	for i, e := range x.Exceptions {
		v.Exceptions[i] = ExceptionView{e.Date, map[bool]string{true: "special", false: "holiday"}[e.Special], e.Name, e.Open}
	}
	for i, p := range x.Pauses {
		v.Pauses[i] = PauseView{string(p.Cause), p.From, p.To, p.Minutes}
	}
	for i, h := range x.Held {
		v.Holds[i] = HoldView{string(h.Cause), h.From}
	}
	return v
}
