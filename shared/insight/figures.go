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
	Requests         int `json:"requests"`         // replier: arrived; requester: sent
	Opened           int `json:"opened"`           // replier: requests opened; requester: replies read
	Replies          int `json:"replies"`          // replier: given; requester: received; returned ones included
	Closed           int `json:"closed"`           // inquiries closed
	ClosedFirstLevel int `json:"closedFirstLevel"` // … of them, those that a conclusive reply at level 1 ended
	Due              int `json:"due"`              // answers due in the month
	OnTime           int `json:"onTime"`           // … of them, given in time
	Outstanding      int `json:"outstanding"`      // … of them, still missing at the month's end
	ReplyMinutes     int `json:"replyMinutes"`     // working minutes from arrival to reply, added up
	RepliesTimed     int `json:"repliesTimed"`     // … over this many replies
	OpenMinutes      int `json:"openMinutes"`      // working minutes from arrival to opening, added up
	OpensTimed       int `json:"opensTimed"`       // … over this many openings
	Automatic        int `json:"automatic"`        // of the replies, those that the system sent for the operator
	AutomaticDue     int `json:"automaticDue"`     // of the answers due, those that it gave
	AutomaticOnTime  int `json:"automaticOnTime"`  // … of them, in time
	AutomaticMinutes int `json:"automaticMinutes"` // of the reply minutes, those of its replies
	AutomaticTimed   int `json:"automaticTimed"`   // … over this many of them
}

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
	Late   bool // it came later: its columns stand at the end of files, after all that were there
}

// Measures lists every field of Counts, in order. Queries, sums and files are driven by it.
var Measures = []Measure{
	{"requests", func(c *Counts) *int { return &c.Requests }, false},
	{"opened", func(c *Counts) *int { return &c.Opened }, false},
	{"replies", func(c *Counts) *int { return &c.Replies }, false},
	{"closed", func(c *Counts) *int { return &c.Closed }, false},
	{"closed_first_level", func(c *Counts) *int { return &c.ClosedFirstLevel }, false},
	{"due", func(c *Counts) *int { return &c.Due }, false},
	{"on_time", func(c *Counts) *int { return &c.OnTime }, false},
	{"outstanding", func(c *Counts) *int { return &c.Outstanding }, false},
	{"reply_minutes", func(c *Counts) *int { return &c.ReplyMinutes }, false},
	{"replies_timed", func(c *Counts) *int { return &c.RepliesTimed }, false},
	{"open_minutes", func(c *Counts) *int { return &c.OpenMinutes }, false},
	{"opens_timed", func(c *Counts) *int { return &c.OpensTimed }, false},
	{"automatic", func(c *Counts) *int { return &c.Automatic }, true},
	{"automatic_due", func(c *Counts) *int { return &c.AutomaticDue }, true},
	{"automatic_on_time", func(c *Counts) *int { return &c.AutomaticOnTime }, true},
	{"automatic_minutes", func(c *Counts) *int { return &c.AutomaticMinutes }, true},
	{"automatic_timed", func(c *Counts) *int { return &c.AutomaticTimed }, true},
}

// Line is one group of a month's facts: one side of one centre's inquiries. Centre is empty for requests no centre has got yet.
type Line struct {
	Side     Side
	Operator principal.OperatorCode
	Centre   principal.CentreID
	Counts   Counts
}
