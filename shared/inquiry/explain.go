package inquiry

import (
	"context"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
)

// DueTerm says which of an inquiry's clocks is meant.
type DueTerm string

// The terms.
const (
	TermAnswer     DueTerm = "answer"     // the replier's target at a level
	TermRead       DueTerm = "read"       // the requester's time to read a reply: a figure
	TermReact      DueTerm = "react"      // the requester's time to react to a conclusive reply, before it closes by itself
	TermSupplement DueTerm = "supplement" // the requester's time to give what was asked for
)

// Explanation says why something is due when it is: each stretch of working time or each working day that is counted, and what is not.
type Explanation struct {
	Term           DueTerm
	Level          int
	Side           Side // whose calendar counts
	TimeZone       string
	StartedAt      time.Time
	DueAt          time.Time
	TargetMinutes  int                // of working time; 0 where days are counted
	TargetDays     int                // working days after the one it starts on; 0 where time is counted
	Counted        []calendar.Counted // up to the due time
	Days           []string           // the working days
	Exceptions     []NamedException   // dates on the way on which the centre does not open as usual
	Pauses         []Stood
	Held           []Hold
	Present        bool // the clock of the level and of the reply that there is now
	calendarDigest string
	centre         directory.CentreID
}

// NamedException is an exception of a calendar, with the holiday's name where the data have one.
type NamedException struct {
	calendar.Exception
	Name string
}

// Stood is a pause with the working minutes that it took out; where pauses overlap, the earlier ones have them.
type Stood struct {
	Pause
	Minutes int
}

// ExplanationsOf lists the clocks of an inquiry in the order in which they started, from its history, with the release's terms, without what a
// calendar says of them.
func ExplanationsOf(history []Event, terms catalogue.Terms) []Explanation {
	out := []Explanation{}
	answer, level, reply := -1, -1, 0 // where the clock of the level lies, of the last level, and those of the last reply begin
	var centre, asking directory.CentreID
	for _, e := range history {
		if e.Start != nil {
			asking = e.Start.Requester.Centre
		}
		if e.Replier != nil {
			centre = e.Replier.Centre
		}
		if e.Kind == Escalated || e.Kind == Rejected {
			answer = -1
		}
		if c := e.Clock; c != nil {
			if answer < 0 {
				answer, out = len(out), append(out, Explanation{Term: TermAnswer, Level: e.Level, Side: Replier})
				level = answer
			}
			x := &out[answer]
			x.StartedAt, x.DueAt, x.TargetMinutes, x.Held, x.calendarDigest, x.centre = c.StartedAt, c.DueAt, c.TargetMinutes, c.Held, c.Calendar, centre
			x.Pauses = []Stood{}
			for _, p := range c.Pauses {
				x.Pauses = append(x.Pauses, Stood{Pause: p})
			}
		}
		if e.Reply != nil {
			x := Explanation{Level: e.Level, Side: Requester, StartedAt: e.At, calendarDigest: e.Calendar, centre: asking, Pauses: []Stood{}}
			reply = len(out)
			read := x
			read.Term, read.TargetMinutes = TermRead, terms.ReadMinutes
			out = append(out, read)
			switch e.Reply.Class {
			case ClassNeeds:
				x.Term, x.TargetDays, x.DueAt = TermSupplement, terms.SupplementDays, e.RespondBy
			case ClassConclusive:
				x.Term, x.TargetDays, x.DueAt = TermReact, terms.ReactionDays, e.RespondBy
			}
			if !x.DueAt.IsZero() {
				out = append(out, x)
			}
		}
	}
	for i := range out {
		out[i].Present = i == level || i >= reply && out[i].Term != TermAnswer
	}
	return out
}

// On is the explanation with what the calendar says of the clock; names are those of its holidays.
func (x Explanation) On(cal *calendar.Calendar, names map[string]string) (Explanation, error) {
	x.TimeZone = cal.Zone().String()
	var err error
	if x.Term == TermRead {
		var plan calendar.Plan
		plan, err = cal.Due(x.StartedAt, time.Duration(x.TargetMinutes)*time.Minute, nil)
		x.DueAt = plan.Due
	}
	x.Counted, x.Days = []calendar.Counted{}, []string{}
	if err == nil && x.TargetDays > 0 {
		x.Days, err = cal.WorkingDays(x.StartedAt, x.TargetDays)
	}
	if err != nil {
		return x, err
	}
	var earlier []calendar.Interval
	for i, p := range x.Pauses {
		from := later(p.From, x.StartedAt)
		x.Pauses[i].Minutes = int(cal.Elapsed(from, p.To, earlier) / time.Minute)
		earlier = append(earlier, calendar.Interval{From: from, To: later(from, p.To)})
	}
	if x.TargetDays == 0 {
		x.Counted = cal.Counted(x.StartedAt, x.DueAt, earlier)
	}
	x.Exceptions = []NamedException{}
	for _, e := range cal.Exceptions(x.StartedAt, x.DueAt) {
		x.Exceptions = append(x.Exceptions, NamedException{e, names[e.Date]})
	}
	return x, nil
}

// explanations are those of an inquiry that a side sees: the time to read is the requester's own figure.
func (s *Service) explanations(ctx context.Context, history []Event, terms catalogue.Terms, requester bool) ([]Explanation, error) {
	out := []Explanation{}
	for _, x := range ExplanationsOf(history, terms) {
		if x.Term == TermRead && !requester {
			continue
		}
		cal, names, err := s.explaining(ctx, x)
		if err == nil {
			x, err = x.On(cal, names)
		}
		if err != nil {
			return nil, fmt.Errorf("explain %s at level %d: %w", x.Term, x.Level, err)
		}
		out = append(out, x)
	}
	return out, nil
}

// explaining is the calendar that a clock counts on, with the names of its holidays; of a clock from before calendars were kept, its call
// centre's present one.
func (s *Service) explaining(ctx context.Context, x Explanation) (*calendar.Calendar, map[string]string, error) {
	if x.calendarDigest == "" {
		cal, err := s.calendarOf(ctx, x.centre)
		return cal, nil, err
	}
	kept, err := s.Directory.Calendar(ctx, x.calendarDigest)
	if err != nil {
		return nil, nil, err
	}
	cal, err := kept.Compile()
	return cal, kept.Names, err
}
