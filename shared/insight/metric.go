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
	Late    int // how late it came: its columns stand in files after those of all that came before
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
	AutomaticReplies = Metric{Code: "automatic-replies", Name: "Automatic replies", Late: 1, Unit: Percent, Better: Neither,
		Formula: "automatic / replies: replies that the system sent for the operator from what tracking says, of all replies",
		Ratio:   func(c Counts) Ratio { return Ratio{c.Automatic, c.Replies} }}
	OnTimeByPeople = Metric{Code: "on-time-by-people", Name: "Replies on time, by people", Late: 1, Unit: Percent, Better: Higher,
		Formula: "(on time − automatic on time) / (due − automatic due): as replies on time, which include automatic ones, without them",
		Ratio:   func(c Counts) Ratio { return Ratio{c.OnTime - c.AutomaticOnTime, c.Due - c.AutomaticDue} }}
	TimeToReplyByPeople = Metric{Code: "time-to-reply-by-people", Name: "Time to reply, by people", Late: 1, Unit: Minutes, Better: Lower,
		Formula: "(reply minutes − automatic minutes) / (replies timed − automatic timed): as time to reply, which includes automatic ones, without them",
		Mean: func(c Counts) Mean {
			return Mean{c.ReplyMinutes - c.AutomaticMinutes, c.RepliesTimed - c.AutomaticTimed}
		}}
	ResolvedInTime = Metric{Code: "resolved-in-15-days", Name: "Resolved in 15 working days", Late: 2, Unit: Percent, Better: Higher,
		Formula: "closed in time / closed timed: inquiries closed within 15 working days of the requester after sending, of the inquiries closed in the month whose working days are known; one that is still open counts when it is closed",
		Target:  900, Source: "EMS customer-care criteria 2021–2022",
		Ratio: func(c Counts) Ratio { return Ratio{c.ClosedInTime, c.ClosedTimed} }}
	Reopened = Metric{Code: "reopened", Name: "Reopened", Late: 2, Unit: Percent, Better: Lower,
		Formula: "rejected / conclusive: conclusive replies that the requester did not take for the end, of the conclusive replies of the month",
		Ratio:   func(c Counts) Ratio { return Ratio{c.Rejected, c.Conclusive} }}
	DataQuality = Metric{Code: "returned-for-information", Name: "Returned for information", Late: 2, Unit: Percent, Better: Lower,
		Formula: "returned / requests: requests returned as incomplete, of the requests of the month; the lower, the better the data of the requester",
		Ratio:   func(c Counts) Ratio { return Ratio{c.Returned, c.Requests} }}
	TimeToAnswer = Metric{Code: "time-to-answer", Name: "Time from opening to reply", Late: 2, Unit: Minutes, Better: Lower,
		Formula: "answer minutes / answers timed: working minutes of the replying centre from opening to reply, of requests that somebody opened",
		Mean:    func(c Counts) Mean { return Mean{c.AnswerMinutes, c.AnswersTimed} }}
	TimeWaiting = Metric{Code: "time-waiting-for-information", Name: "Time waiting for information", Late: 2, Unit: Minutes, Better: Lower,
		Formula: "waiting minutes / waits timed: working minutes of the replying centre from returning a request until it was supplemented, in the month of the supplement",
		Mean:    func(c Counts) Mean { return Mean{c.WaitingMinutes, c.WaitsTimed} }}
	Escalated = Metric{Code: "escalated", Name: "Escalated", Late: 2, Unit: Number, Better: Lower,
		Formula: "inquiries that the requester took one level up, for want of an answer or of a conclusive one",
		Count:   func(c Counts) int { return c.Escalated }}
	Workload = Metric{Code: "workload", Name: "Workload", Late: 2, Unit: Number, Better: Neither,
		Formula: "handled: steps that people of the call centre took, of any kind, without those of the system",
		Count:   func(c Counts) int { return c.Handled }}
	RepeatRate = Metric{Code: "repeat-rate", Name: "Repeat rate", Late: 3, Unit: Percent, Better: Lower,
		Formula: "repeated / repeats known: requests on an item about which the same operator had sent another inquiry within 30 days before, of the requests of the month of which that is known",
		Ratio:   func(c Counts) Ratio { return Ratio{c.Repeated, c.RepeatsKnown} }}
)

// Unmeasured is a metric that is defined and has no figure yet, with the reason.
type Unmeasured struct{ Code, Name, Formula, Unit, Reason string }

// NotMeasured lists them; pages and API show them empty with the reason.
var NotMeasured = []Unmeasured{
	{"inquiry-rate", "Inquiry rate", "1,000 × requests / items of the product on the link", "per 1,000 items",
		"Nobody counts the items of a link by product. The data hub counts, for two posts and a month, items whose departure was told and is over: no product, and not the items of a post that tells less. A rate would be too high by an unknown part, another one on each link (ADR 0035)."},
}

// Metrics lists every metric, in the order they are shown.
var Metrics = []Metric{OnTimeReplies, FirstLevelResolution, TimeToReply, TimeToOpen, Outstanding, Requests, Opened, Replies, Closed, AutomaticReplies, OnTimeByPeople, TimeToReplyByPeople,
	ResolvedInTime, Reopened, DataQuality, TimeToAnswer, TimeWaiting, Escalated, Workload, RepeatRate}

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

// Needs lists the measures that a metric is made of, in their order: those that change it. Every metric is a sum or a quotient of sums.
func (m Metric) Needs() []Measure {
	var out []Measure
	for _, measure := range Measures {
		var c Counts
		*measure.Of(&c) = 1
		part, whole := m.Parts(c)
		if part != 0 || whole != 0 {
			out = append(out, measure)
		}
	}
	return out
}

// Parts are what a metric divides and by what; of a count the count and 0.
func (m Metric) Parts(c Counts) (part, whole int) {
	switch {
	case m.Ratio != nil:
		r := m.Ratio(c)
		return r.Part, r.Whole
	case m.Mean != nil:
		a := m.Mean(c)
		return a.Total, a.Count
	default:
		return m.Count(c), 0
	}
}

// Decimal writes tenths for people: 667 is "66.7".
func Decimal(tenths int) string { return fmt.Sprintf("%d.%d", tenths/10, tenths%10) }
