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

// Mean is an average with the sum and the number it is made of.
type Mean struct{ Total, Count int }

// Tenths is the average in tenths, rounded half up. It reports false when there is nothing to average.
func (m Mean) Tenths() (int, bool) {
	if m.Count == 0 {
		return 0, false
	}
	return (20*m.Total + m.Count) / (2 * m.Count), true
}

// Rate is how many came on a thousand items, with how many items were counted. Items are known as far as posts tell of them; of a link whose post announces all that
// it sends, that is all of them.
type Rate struct{ Part, Items, PreAdvised int }

// Tenths is how many came on a thousand items in tenths, rounded half up: 3 of 400 is 75. It reports false when no item was counted.
func (r Rate) Tenths() (int, bool) {
	if r.Items <= 0 {
		return 0, false
	}
	return (20000*r.Part + r.Items) / (2 * r.Items), true
}

// wholeTenths is the share of items that were announced, in tenths of a percent, from which on the count of items is taken for whole. Assumption: who announces all
// but one in a hundred announces what it sends.
const wholeTenths = 990

// Whole reports whether the items that were counted are taken for all there were: nearly each was announced. Otherwise they are those of which posts told, and
// the rate is too high by the others.
func (r Rate) Whole() bool { return r.Items > 0 && 1000*r.PreAdvised >= wholeTenths*r.Items }

// Unit is what a metric's value is counted in.
type Unit string

// The units.
const (
	Percent Unit = "%"
	Minutes Unit = "working minutes"
	PerItem Unit = "per 1,000 items"
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
// Exactly one of Ratio, Rate, Mean and Count is set.
type Metric struct {
	Code    string // stable, kebab case
	Name    string
	Formula string
	Unit    Unit
	Better  Direction
	Target  *int   // in tenths of the unit; nil when nobody has set one
	Source  string // of the target
	Ratio   func(Counts) Ratio
	Rate    func(Counts) Rate
	Mean    func(Counts) Mean
	Count   func(Counts) int
	Late    int // how late it came: its columns stand in files after those of all that came before
}

// The metrics, each computed for a centre as replier and as requester.
var (
	OnTimeReplies = Metric{Code: "on-time-reply", Name: "Replies on time", Unit: Percent, Better: Higher,
		Formula: "on time / due: answers given by their due time, automatic ones included, of the answers due in the month; one that is overdue and unanswered counts as late",
		Target:  new(980), Source: "EMS customer-care criteria 2021–2022",
		Ratio: func(c Counts) Ratio { return Ratio{c.OnTime, c.Due} }}
	FirstLevelResolution = Metric{Code: "first-level-resolution", Name: "Resolved at first level", Unit: Percent, Better: Higher,
		Formula: "closed at first level / closed: inquiries closed in the month whose last reply was conclusive at level 1, of the inquiries closed in the month",
		Target:  new(700), Source: "EMS customer-care criteria 2021–2022",
		Ratio: func(c Counts) Ratio { return Ratio{c.ClosedFirstLevel, c.Closed} }}
	TimeToReply = Metric{Code: "time-to-reply", Name: "Time to reply", Unit: Minutes, Better: Lower,
		Formula: "reply minutes / replies timed: working minutes of the replying centre from arrival to reply, automatic ones included",
		Mean:    func(c Counts) Mean { return Mean{c.ReplyMinutes, c.RepliesTimed} }}
	TimeToOpen = Metric{Code: "time-to-open", Name: "Time to open", Unit: Minutes, Better: Lower,
		Formula: "open minutes / opens timed: working minutes of the opening centre from arrival to first opening, of requests (as replier) and of replies (as requester)",
		Target:  new(1800), Source: "EMS customer-care criteria 2021–2022: 3 working hours",
		Mean: func(c Counts) Mean { return Mean{c.OpenMinutes, c.OpensTimed} }}
	Outstanding = Metric{Code: "outstanding", Name: "Outstanding", Unit: Number, Better: Lower,
		Formula: "answers past due when the month ends: those due in it and those carried into it, neither given nor made needless by closing or escalating in it; of several months those of the last",
		Target:  new(0), Source: "EMS customer-care criteria 2021–2022: none",
		Count: func(c Counts) int { return c.Outstanding }}
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
		Formula: "closed in time / (closed in time + outlived): inquiries closed in the month within 15 working days of the requester after sending, of these and those that outlived the 15 days in it, closed or still open; each counts once, one that is open at the first happening after the 15 days",
		Target:  new(900), Source: "EMS customer-care criteria 2021–2022",
		Ratio: func(c Counts) Ratio { return Ratio{c.ClosedInTime, c.ClosedInTime + c.Outlived} }}
	Reopened = Metric{Code: "reopened", Name: "Reopened", Late: 2, Unit: Percent, Better: Lower,
		Formula: "rejected / conclusive: conclusive replies that the requester did not take for the end, of the conclusive replies of the month",
		Ratio:   func(c Counts) Ratio { return Ratio{c.Rejected, c.Conclusive} }}
	DataQuality = Metric{Code: "returned-for-information", Name: "Returned for information", Late: 2, Unit: Percent, Better: Lower,
		Formula: "returned / requests: requests returned as incomplete, of the requests of the month; the lower, the better the data of the requester",
		Ratio:   func(c Counts) Ratio { return Ratio{c.Returned, c.Requests} }}
	TimeToAnswer = Metric{Code: "time-to-answer", Name: "Time from opening to reply", Late: 2, Unit: Minutes, Better: Lower,
		Formula: "answer minutes / answers timed: working minutes of the replying centre from opening to reply, of requests that somebody opened",
		Mean:    func(c Counts) Mean { return Mean{c.AnswerMinutes, c.AnswersTimed} }}
	TimeInQueue = Metric{Code: "time-in-queue", Name: "Time until it arrives", Late: 5, Unit: Minutes, Better: Lower,
		Formula: "queue minutes / arrivals timed: working minutes of the replying centre from sending until the request arrived at it, of the requests that arrived in the month; nearly none but where no call centre took it at once",
		Mean:    func(c Counts) Mean { return Mean{c.QueueMinutes, c.ArrivalsTimed} }}
	TimeUnopened = Metric{Code: "time-waiting-for-opening", Name: "Time waiting to be opened", Late: 4, Unit: Minutes, Better: Lower,
		Formula: "unopened minutes / answers timed: working minutes of the replying centre from arrival to opening, of the replies of the month to requests that somebody opened; with the time from opening to reply it is their time to reply",
		Mean:    func(c Counts) Mean { return Mean{c.UnopenedMinutes, c.AnswersTimed} }}
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
	InquiryRate = Metric{Code: "inquiry-rate", Name: "Inquiry rate", Late: 4, Unit: PerItem, Better: Lower,
		Formula: "1,000 × requests / items: requests of the month on the items first heard of in it, those sent to the partner (as requester) or received from it (as replier); as far as posts tell of them, whole where 99 % were pre-advised",
		Rate:    func(c Counts) Rate { return Rate{c.Requests, c.Items, c.PreAdvised} }}
)

// Metrics lists every metric, in the order they are shown.
var Metrics = []Metric{OnTimeReplies, FirstLevelResolution, TimeToReply, TimeToOpen, Outstanding, Requests, Opened, Replies, Closed, AutomaticReplies, OnTimeByPeople, TimeToReplyByPeople,
	ResolvedInTime, Reopened, DataQuality, TimeInQueue, TimeUnopened, TimeToAnswer, TimeWaiting, Escalated, Workload, RepeatRate, InquiryRate}

// Tenths is the metric's value for some counts in tenths of its unit; false when there is none.
func (m Metric) Tenths(c Counts) (int, bool) {
	switch {
	case m.Ratio != nil:
		return m.Ratio(c).Tenths()
	case m.Rate != nil:
		return m.Rate(c).Tenths()
	case m.Mean != nil:
		return m.Mean(c).Tenths()
	default:
		return 10 * m.Count(c), true
	}
}

// Reaches says whether counts reach the metric's target, decided from the counts and never from what is rounded, and whether that can be said: not
// without a target, nor where there is nothing to divide by.
func (m Metric) Reaches(c Counts) (reached, known bool) {
	if m.Target == nil {
		return false, false
	}
	part, whole := m.Parts(c)
	scale := 10 // of a count or an average in tenths
	switch {
	case m.Ratio != nil:
		scale = 1000
	case m.Count != nil:
		whole = 1
	}
	if whole == 0 {
		return false, false
	}
	if m.Better == Lower {
		return scale*part <= *m.Target*whole, true
	}
	return scale*part >= *m.Target*whole, true
}

// Needs lists the measures that a metric is made of, in their order: those that change it, or what is said of it. Every metric is a sum or a quotient of sums.
func (m Metric) Needs() []Measure {
	var out []Measure
	for _, measure := range Measures {
		var c Counts
		*measure.Of(&c) = 1
		part, whole := m.Parts(c)
		if part != 0 || whole != 0 || m.Rate != nil && m.Rate(c) != (Rate{}) {
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
	case m.Rate != nil:
		r := m.Rate(c)
		return r.Part, r.Items
	case m.Mean != nil:
		a := m.Mean(c)
		return a.Total, a.Count
	default:
		return m.Count(c), 0
	}
}

// Decimal writes tenths for people: 667 is "66.7".
func Decimal(tenths int) string { return fmt.Sprintf("%d.%d", tenths/10, tenths%10) }
