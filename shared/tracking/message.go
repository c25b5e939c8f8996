package tracking

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Formats of messages.
const (
	FormatJSON    = "json"
	FormatNDJSON  = "ndjson"
	FormatEDIFACT = "edifact"
	FormatUnknown = "unknown"
)

// Status says how far a message has come.
type Status string

// The statuses of a message.
const (
	Queued   Status = "queued"   // some of its records wait to be stored
	Done     Status = "done"     // every record was stored, known already, or rejected
	Rejected Status = "rejected" // nothing of it was accepted
)

// Outcome says what became of one record.
type Outcome string

// The outcomes. A queued record is stored, or found to be known already, within seconds.
const (
	OutcomeQueued    Outcome = "queued"
	OutcomeStored    Outcome = "stored"
	OutcomeDuplicate Outcome = "duplicate" // the same was there already: nothing changed
	OutcomeRejected  Outcome = "rejected"
	OutcomeAccepted  Outcome = "accepted" // of a trial: it would be stored, unless it is known already
)

// Result is what became of the record at one place of a message.
type Result struct {
	Index       int
	ItemID      string // as sent, when it could not be read; "" for a record about no item
	TransportID string // receptacle or dispatch, likewise; "" for an event
	Code        string
	Outcome     Outcome
	Reason      string // of a rejection: the field and what is wrong with it
	Segment     string // of a rejection: where in the message, "segment 7 (STS), byte 213" or "events[3].eventTime"
	Original    string // of a rejection: the record as it was sent, cut at MaxOriginal bytes
}

// Entry is one line of a message's outline: a record that was accepted, and what it is about.
type Entry struct {
	Index int
	ID    string // of an item, a receptacle or a dispatch
	Code  string
}

// Message is what was received once from one operator.
type Message struct {
	Receipt     string
	Operator    principal.OperatorCode // who sent it
	ReceivedAt  time.Time
	Format      string
	ContentType string
	Size        int    // bytes
	RawKey      string // where the raw message is kept
	Digest      string // of the body: the same Idempotency-Key with another body is refused
	Events      int    // records found in it, 0 when it was refused before they could be told apart
	Rejected    int    // of them refused on receipt; 1 for a message that was refused so early
	Refusal     *Refusal
	Corrects    string   // receipt of the message that a person corrected with it, "" for none
	By          *Actor   // who did
	Settled     *Settled // what was done about what was refused of it; nil while nothing was
	Replaces    []Replacement
	ReplacedBy  []string // receipts of the messages that replace or cancel it, or parts of it
	Uploaded    bool     // as a file: its receipt shows counts and rejected records, not every record
}

// Refusal says why a whole message was refused.
type Refusal struct {
	Slug     string
	Detail   string
	Faults   []Wrong
	Original string // the message at the first fault, a few words of it
}

// Result is what a receipt tells of a message that was refused before its records could be told apart: one rejection.
func (r Refusal) Result() Result {
	out := Result{Outcome: OutcomeRejected, Reason: r.Detail, Original: r.Original}
	for i, f := range r.Faults {
		if i == 0 {
			out.Segment = f.Where
		}
		out.Reason += " " + f.Where + ": " + f.Reason + "."
	}
	out.Reason = cut(out.Reason, MaxOriginal)
	return out
}

// Wrong names one fault of a message.
type Wrong struct {
	Where  string // "segment 7 (STS), byte 213" or "events[3].eventTime"; "" for the message as a whole
	Field  string // of a record, as our JSON names it; "" when it is none
	Reason string
}

// String writes field and reason.
func (w Wrong) String() string {
	if w.Field == "" {
		return w.Reason
	}
	return w.Field + ": " + w.Reason
}

// Report is a message and what became of each of its records, in their order.
type Report struct {
	Message
	Results []Result // of an uploaded file, the rejected ones alone
	Tally   *Counts  // of an uploaded file
	Looks   []Look   // who was shown it as it came, by day
}

// Counts adds up the outcomes.
type Counts struct {
	Stored    int `json:"stored"`
	Duplicate int `json:"duplicate"`
	Rejected  int `json:"rejected"`
	Queued    int `json:"queued"`
}

// Counts adds up what became of the records.
func (r Report) Counts() Counts {
	if r.Tally != nil {
		return *r.Tally
	}
	var c Counts
	for _, o := range r.Results {
		switch o.Outcome {
		case OutcomeStored:
			c.Stored++
		case OutcomeDuplicate:
			c.Duplicate++
		case OutcomeRejected:
			c.Rejected++
		case OutcomeQueued:
			c.Queued++
		}
	}
	return c
}

// Status derives how far the message has come.
func (r Report) Status() Status {
	if r.Refusal != nil || r.Events > 0 && r.Rejected == r.Events {
		return Rejected
	}
	if r.Tally != nil && r.Tally.Queued > 0 || slices.ContainsFunc(r.Results, func(o Result) bool { return o.Outcome == OutcomeQueued }) {
		return Queued
	}
	return Done
}

// Refused reports whether anything of the message was refused.
func (m Message) Refused() bool { return m.Refusal != nil || m.Rejected > 0 }

// Chunk is a part of a message's accepted records: what one queue message carries. They are raw, so that one that cannot be read costs its
// neighbours nothing.
type Chunk struct {
	Receipt    string                 `json:"receipt"`
	Sender     principal.OperatorCode `json:"sender"`
	ReceivedAt time.Time              `json:"receivedAt"`
	First      int                    `json:"first"`               // place in the message of the chunk's first record: names the chunk
	Events     []json.RawMessage      `json:"events,omitempty"`    // each an Event
	Movements  []json.RawMessage      `json:"movements,omitempty"` // each a Movement
	Items      []json.RawMessage      `json:"items,omitempty"`     // each Particulars
	Supersede  *Supersession          `json:"supersede,omitempty"` // instead of records: an earlier message no longer counts
}

// Settlement is what became of a chunk. Settling again replaces it: no counter counts twice.
type Settlement struct {
	Receipt    string
	First      int
	Records    int       // in the chunk
	ReceivedAt time.Time // the message
	Duplicates []int     // places of records that were known already
	Failed     []int     // places of records that could not be stored yet
}

// Page is a part of an operator's messages, newest first.
type Page struct {
	Messages []Message
	Next     string // where the next page begins, "" when there is none; a page may be short, even empty, before the last
}

// Sent asks for an operator's messages.
type Sent struct {
	Operator principal.OperatorCode
	Refused  bool      // only those of which something was refused
	ToDo     bool      // only those of them about which nobody has done anything
	Now      time.Time // the list begins here and goes back
	After    string    // a Page's Next, "" for the beginning
	Limit    int
}

// UnknownReceipt is the problem of a receipt that does not exist, or is not the caller's to see.
func UnknownReceipt(receipt string) error {
	return problem.New(problem.NotFound, "receipt-unknown", "There is no message with the receipt %s.", receipt)
}
