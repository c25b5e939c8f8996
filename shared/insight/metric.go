package insight

import "fmt"

// Ratio is a share with the counts it is made of, because "100 %" of one and of a thousand are not the same news.
type Ratio struct{ Part, Whole int }

// Tenths is the percentage in tenths of a percent, rounded half up: 2 of 3 is 667. It reports false when there is nothing to divide by:
// no inquiry is not 0 %.
func (r Ratio) Tenths() (int, bool) {
	if r.Whole == 0 {
		return 0, false
	}
	return (2000*r.Part + r.Whole) / (2 * r.Whole), true
}

// Meets reports whether the share reaches a target in tenths of a percent, from the counts, never from the rounded percentage.
func (r Ratio) Meets(tenths int) bool { return r.Whole > 0 && 1000*r.Part >= tenths*r.Whole }

// Mean is an average with the sum and the number it is made of.
type Mean struct{ Total, Count int }

// Tenths is the average in tenths, rounded half up. It reports false when there is nothing to average.
func (m Mean) Tenths() (int, bool) {
	if m.Count == 0 {
		return 0, false
	}
	return (20*m.Total + m.Count) / (2 * m.Count), true
}

// Unit is what a metric's value is counted in.
type Unit string

// The units.
const (
	Percent Unit = "%"
	Minutes Unit = "working minutes"
	Number  Unit = "count"
)

// Direction says which way is better.
type Direction string

// The directions.
const (
	Higher  Direction = "higher"
	Lower   Direction = "lower"
	Neither Direction = "neither"
)

// Metric is the one definition of a figure: files, API and docs/metrics.md draw on it (a test compares the page).
// Exactly one of Ratio, Mean and Count is set.
type Metric struct {
	Code    string // stable, kebab case
	Name    string
	Formula string
	Unit    Unit
	Better  Direction
	Target  int    // in tenths of the unit; 0 when nobody has set one
	Source  string // of the target
	Ratio   func(Counts) Ratio
	Mean    func(Counts) Mean
	Count   func(Counts) int
	Late    bool // it came later: its columns stand at the end of files
}

// The metrics, each computed for a centre as replier and as requester.
var (
	OnTimeReplies = Metric{Code: "on-time-reply", Name: "Replies on time", Unit: Percent, Better: Higher,
		Formula: "on time / due: answers given by their due time, automatic ones included, of the answers due in the month; one that is overdue and unanswered counts as late",
		Target:  980, Source: "EMS customer-care criteria 2021–2022",
		Ratio: func(c Counts) Ratio { return Ratio{c.OnTime, c.Due} }}
	FirstLevelResolution = Metric{Code: "first-level-resolution", Name: "Resolved at first level", Unit: Percent, Better: Higher,
		Formula: "closed at first level / closed: inquiries closed in the month whose last reply was conclusive at level 1, of the inquiries closed in the month",
		Target:  700, Source: "EMS customer-care criteria 2021–2022",
		Ratio: func(c Counts) Ratio { return Ratio{c.ClosedFirstLevel, c.Closed} }}
	TimeToReply = Metric{Code: "time-to-reply", Name: "Time to reply", Unit: Minutes, Better: Lower,
		Formula: "reply minutes / replies timed: working minutes of the replying centre from arrival to reply, automatic ones included",
		Mean:    func(c Counts) Mean { return Mean{c.ReplyMinutes, c.RepliesTimed} }}
	TimeToOpen = Metric{Code: "time-to-open", Name: "Time to open", Unit: Minutes, Better: Lower,
		Formula: "open minutes / opens timed: working minutes of the opening centre from arrival to first opening, of requests (as replier) and of replies (as requester)",
		Target:  1800, Source: "EMS customer-care criteria 2021–2022: 3 working hours",
		Mean: func(c Counts) Mean { return Mean{c.OpenMinutes, c.OpensTimed} }}
	Outstanding = Metric{Code: "outstanding", Name: "Outstanding", Unit: Number, Better: Lower,
		Formula: "answers due in the month, neither given nor made needless by closing or escalating when the month ends",
		Source:  "EMS customer-care criteria 2021–2022: none",
		Count:   func(c Counts) int { return c.Outstanding }}
	Requests = Metric{Code: "requests", Name: "Requests", Unit: Number, Better: Neither,
		Formula: "requests that arrived at the centre (as replier) or were sent by it (as requester)",
		Count:   func(c Counts) int { return c.Requests }}
	Opened = Metric{Code: "opened", Name: "Opened", Unit: Number, Better: Neither,
		Formula: "requests opened by the centre (as replier), replies read by it (as requester)",
		Count:   func(c Counts) int { return c.Opened }}
	Replies = Metric{Code: "replies", Name: "Replies", Unit: Number, Better: Neither,
		Formula: "replies given (as replier) or received (as requester), requests returned for information included",
		Count:   func(c Counts) int { return c.Replies }}
	Closed = Metric{Code: "closed", Name: "Closed", Unit: Number, Better: Neither,
		Formula: "inquiries closed",
		Count:   func(c Counts) int { return c.Closed }}
	AutomaticReplies = Metric{Code: "automatic-replies", Name: "Automatic replies", Late: true, Unit: Percent, Better: Neither,
		Formula: "automatic / replies: replies that the system sent for the operator from what tracking says, of all replies",
		Ratio:   func(c Counts) Ratio { return Ratio{c.Automatic, c.Replies} }}
	OnTimeByPeople = Metric{Code: "on-time-by-people", Name: "Replies on time, by people", Late: true, Unit: Percent, Better: Higher,
		Formula: "(on time − automatic on time) / (due − automatic due): as replies on time, which include automatic ones, without them",
		Ratio:   func(c Counts) Ratio { return Ratio{c.OnTime - c.AutomaticOnTime, c.Due - c.AutomaticDue} }}
	TimeToReplyByPeople = Metric{Code: "time-to-reply-by-people", Name: "Time to reply, by people", Late: true, Unit: Minutes, Better: Lower,
		Formula: "(reply minutes − automatic minutes) / (replies timed − automatic timed): as time to reply, which includes automatic ones, without them",
		Mean: func(c Counts) Mean {
			return Mean{c.ReplyMinutes - c.AutomaticMinutes, c.RepliesTimed - c.AutomaticTimed}
		}}
)

// Metrics lists every metric, in the order they are shown.
var Metrics = []Metric{OnTimeReplies, FirstLevelResolution, TimeToReply, TimeToOpen, Outstanding, Requests, Opened, Replies, Closed, AutomaticReplies, OnTimeByPeople, TimeToReplyByPeople}

// Tenths is the metric's value for some counts in tenths of its unit; false when there is none.
func (m Metric) Tenths(c Counts) (int, bool) {
	switch {
	case m.Ratio != nil:
		return m.Ratio(c).Tenths()
	case m.Mean != nil:
		return m.Mean(c).Tenths()
	default:
		return 10 * m.Count(c), true
	}
}

// Decimal writes tenths for people: 667 is "66.7".
func Decimal(tenths int) string { return fmt.Sprintf("%d.%d", tenths/10, tenths%10) }
