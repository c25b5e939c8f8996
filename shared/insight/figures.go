package insight

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// Side is the part a centre plays in an inquiry.
type Side string

// The sides.
const (
	Replier   Side = "replier"   // answers
	Requester Side = "requester" // asks
)

// Counts are what happened in a month on one side of a centre's inquiries. Every field is a sum, so counts of parts add up
// to the count of the whole; percentages and averages are made of them only when they are shown.
type Counts struct {
	Requests         int `json:"requests"`             // replier: arrived; requester: sent
	Opened           int `json:"opened"`               // replier: requests opened; requester: replies read
	Replies          int `json:"replies"`              // replier: given; requester: received; returned ones included
	Closed           int `json:"closed"`               // inquiries closed
	ClosedFirstLevel int `json:"closedFirstLevel"`     // … of them, those that a conclusive reply at level 1 ended
	Due              int `json:"due"`                  // answers due in the month
	OnTime           int `json:"onTime"`               // … of them, given in time
	Outstanding      int `json:"outstanding"`          // answers due in the month, or carried into it, still missing at its end
	ReplyMinutes     int `json:"replyMinutes"`         // working minutes from arrival to reply, added up
	RepliesTimed     int `json:"repliesTimed"`         // … over this many replies
	OpenMinutes      int `json:"openMinutes"`          // working minutes from arrival to opening, added up
	OpensTimed       int `json:"opensTimed"`           // … over this many openings
	Automatic        int `json:"automatic"`            // of the replies, those that the system sent for the operator
	AutomaticDue     int `json:"automaticDue"`         // of the answers due, those that it gave
	AutomaticOnTime  int `json:"automaticOnTime"`      // … of them, in time
	AutomaticMinutes int `json:"automaticMinutes"`     // of the reply minutes, those of its replies
	AutomaticTimed   int `json:"automaticTimed"`       // … over this many of them
	Returned         int `json:"returned"`             // of the replies, those that returned the request for information
	Conclusive       int `json:"conclusive"`           // of the replies, those meant to end the inquiry
	Rejected         int `json:"rejected"`             // conclusive replies that the requester did not take for the end: reopened one level up
	Escalated        int `json:"escalated"`            // inquiries taken one level up by the requester
	ClosedTimed      int `json:"closedTimed"`          // of those closed, those whose working days are known
	ClosedInTime     int `json:"closedInTime"`         // … of them, within ResolvedInDays of the requester's working days
	Outlived         int `json:"outlived"`             // inquiries found open, or closed, after more than those days: each once, when that was first seen
	AnswerMinutes    int `json:"answerMinutes"`        // of the reply minutes, those since the opening
	AnswersTimed     int `json:"answersTimed"`         // … over this many replies, of requests that somebody opened
	QueueMinutes     int `json:"queueMinutes"`         // working minutes of the replier from sending to arrival, added up
	ArrivalsTimed    int `json:"arrivalsTimed"`        // … over this many arrivals
	UnopenedMinutes  int `json:"unopenedMinutes"`      // of the reply minutes of those replies, those before the opening
	WaitingMinutes   int `json:"waitingMinutes"`       // working minutes of the replier from returning to supplement
	WaitsTimed       int `json:"waitsTimed"`           // … over this many supplements
	Handled          int `json:"handled"`              // steps that people of the centre took
	RepeatsKnown     int `json:"repeatsKnown"`         // of the requests, those of which it is known whether they repeat another
	Repeated         int `json:"repeated"`             // … of them, those that do
	Items            int `json:"items,omitempty"`      // items first heard of in the month: sent to others (as requester), received from them (as replier); of no call centre
	PreAdvised       int `json:"preAdvised,omitempty"` // … of them, those that were announced in a receptacle
}

// ResolvedInDays is within how many working days an inquiry should be closed (EMS customer-care criteria 2021–2022), counted from its sending
// on the requester's calendar.
const ResolvedInDays = 15

// Figures are the counts of both sides.
type Figures struct {
	AsReplier   Counts `json:"asReplier"`
	AsRequester Counts `json:"asRequester"`
}

// Of returns the counts of one side.
func (f *Figures) Of(s Side) *Counts {
	if s == Replier {
		return &f.AsReplier
	}
	return &f.AsRequester
}

// Add adds g to f, count by count.
func (f *Figures) Add(g Figures) {
	for _, m := range Measures {
		*m.Of(&f.AsReplier) += *m.Of(&g.AsReplier)
		*m.Of(&f.AsRequester) += *m.Of(&g.AsRequester)
	}
}

// Measure is one field of Counts: its name in queries and files, and where it stands.
type Measure struct {
	Column string
	Of     func(*Counts) *int
	Late   int // how late it came: its columns stand in files after those of all that came before
}

// Measures lists every field of Counts, in order. Queries, sums and files are driven by it.
var Measures = []Measure{
	{"requests", func(c *Counts) *int { return &c.Requests }, 0},
	{"opened", func(c *Counts) *int { return &c.Opened }, 0},
	{"replies", func(c *Counts) *int { return &c.Replies }, 0},
	{"closed", func(c *Counts) *int { return &c.Closed }, 0},
	{"closed_first_level", func(c *Counts) *int { return &c.ClosedFirstLevel }, 0},
	{"due", func(c *Counts) *int { return &c.Due }, 0},
	{"on_time", func(c *Counts) *int { return &c.OnTime }, 0},
	{"outstanding", func(c *Counts) *int { return &c.Outstanding }, 0},
	{"reply_minutes", func(c *Counts) *int { return &c.ReplyMinutes }, 0},
	{"replies_timed", func(c *Counts) *int { return &c.RepliesTimed }, 0},
	{"open_minutes", func(c *Counts) *int { return &c.OpenMinutes }, 0},
	{"opens_timed", func(c *Counts) *int { return &c.OpensTimed }, 0},
	{"automatic", func(c *Counts) *int { return &c.Automatic }, 1},
	{"automatic_due", func(c *Counts) *int { return &c.AutomaticDue }, 1},
	{"automatic_on_time", func(c *Counts) *int { return &c.AutomaticOnTime }, 1},
	{"automatic_minutes", func(c *Counts) *int { return &c.AutomaticMinutes }, 1},
	{"automatic_timed", func(c *Counts) *int { return &c.AutomaticTimed }, 1},
	{"returned", func(c *Counts) *int { return &c.Returned }, 2},
	{"conclusive", func(c *Counts) *int { return &c.Conclusive }, 2},
	{"rejected", func(c *Counts) *int { return &c.Rejected }, 2},
	{"escalated", func(c *Counts) *int { return &c.Escalated }, 2},
	{"closed_timed", func(c *Counts) *int { return &c.ClosedTimed }, 2},
	{"closed_in_time", func(c *Counts) *int { return &c.ClosedInTime }, 2},
	{"outlived", func(c *Counts) *int { return &c.Outlived }, 4},
	{"answer_minutes", func(c *Counts) *int { return &c.AnswerMinutes }, 2},
	{"answers_timed", func(c *Counts) *int { return &c.AnswersTimed }, 2},
	{"queue_minutes", func(c *Counts) *int { return &c.QueueMinutes }, 5},
	{"arrivals_timed", func(c *Counts) *int { return &c.ArrivalsTimed }, 5},
	{"unopened_minutes", func(c *Counts) *int { return &c.UnopenedMinutes }, 4},
	{"waiting_minutes", func(c *Counts) *int { return &c.WaitingMinutes }, 2},
	{"waits_timed", func(c *Counts) *int { return &c.WaitsTimed }, 2},
	{"handled", func(c *Counts) *int { return &c.Handled }, 2},
	{"repeats_known", func(c *Counts) *int { return &c.RepeatsKnown }, 3},
	{"repeated", func(c *Counts) *int { return &c.Repeated }, 3},
	{"items", func(c *Counts) *int { return &c.Items }, 4},
	{"pre_advised", func(c *Counts) *int { return &c.PreAdvised }, 4},
}

// ofLinks are those of the counts that are of an operator's links, and of none of its call centres.
func (c Counts) ofLinks() Counts { return Counts{Items: c.Items, PreAdvised: c.PreAdvised} }

// ofCentres are the others.
func (c Counts) ofCentres() Counts {
	c.Items, c.PreAdvised = 0, 0
	return c
}

// Line is one group of a month's facts: one side of one centre's inquiries. Centre is empty for requests no centre has got yet.
type Line struct {
	Side     Side
	Operator principal.OperatorCode
	Centre   principal.CentreID
	Counts   Counts
}
