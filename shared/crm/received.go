package crm

import (
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// State is where an event stands.
type State string

// The states of events.
const (
	Waiting   State = "waiting"   // for a person, or for an event of the same case before it
	Done      State = "done"      // it became what Outcome says; its body is erased
	Dismissed State = "dismissed" // by a person; its body is erased
)

// States lists them.
var States = []State{Waiting, Done, Dismissed}

// Why an event waits, where it is not the slug of a problem of the inquiry's.
const (
	Unprocessed  = "unprocessed"       // what was to be done with it was not finished: the sender, or a person, has it done again
	Unreadable   = "event-unreadable"  // not JSON, nested too deep
	Unfit        = "mapping-unfit"     // the mapping makes no command of it
	NoMapping    = "mapping-missing"   // no mapping is live
	Reused       = "event-id-reused"   // its id came before with another body
	CaseUnknown  = "case-unknown"      // no inquiry is known for its case
	CaseRaised   = "case-raised"       // its case has an inquiry already
	Ambiguous    = "case-ambiguous"    // several inquiries are open for its case
	BehindOthers = "case-behind"       // an event of its case before it waits
	NoCentre     = "not-your-centre"   // the integration's call centre is gone
	Failed       = "event-unprocessed" // what a caller is told where the event is kept and was not finished
)

// Received is an event as it was received, and what became of it.
type Received struct {
	Integration ID
	Key         string // by which it is found: made of the webhook-id, and of the body where that id came with several
	WebhookID   string
	At          time.Time
	Digest      string // SHA-256 of the body as it came, in hexadecimal
	Size        int    // of the body as it came, in bytes
	Body        []byte // nil once it is done or dismissed. Personal data
	Corrected   bool   // Body is not as it came
	Version     int

	State   State
	Reason  string // a slug: why it waits
	Fields  []problem.Field
	Case    string // "" while that is not known
	Action  Action
	Mapping int // the version that was used last

	Inquiry   inquiry.ID // what it became a step of, or what it meets
	SettledAt time.Time
	SettledBy directory.Editor // the zero Editor where that was the event itself
	Looks     []Look           // who was shown the body, by day
}

// Look is that somebody was shown a body.
type Look struct {
	By  directory.Editor
	Day string // UTC
}

// LogValue keeps personal data out of logs.
func (r Received) LogValue() slog.Value {
	return slog.GroupValue(slog.String("integration", string(r.Integration)), slog.String("key", r.Key), slog.String("state", string(r.State)), slog.String("reason", r.Reason))
}

func digestOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// keyOf makes the key of a webhook-id.
func keyOf(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:13])
}

// another is the key of another body under the same id.
func (r Received) another() string { return keyOf(r.WebhookID + "\x00" + r.Digest) }

// settle is the event in a state, its body erased unless it waits.
func (r Received) settle(s State, now time.Time, by directory.Editor) Received {
	r.State, r.SettledAt, r.SettledBy = s, now, by
	if s != Waiting {
		r.Body, r.Reason, r.Fields = nil, "", nil
	}
	return r
}

// wait is the event with the reason why it waits.
func (r Received) wait(reason string, fields []problem.Field) Received {
	r.State, r.Reason, r.Fields = Waiting, reason, fields
	return r
}

// Case is what is known of a case of a system.
type Case struct {
	Inquiry inquiry.ID // "" while none is known
	Event   string     // the key of the event that found it
	Waiting []string   // keys of its events that wait, in the order in which they were received
}

// Refusals is how often an event was refused at the door, on one day and for one reason.
type Refusals struct {
	Day    string // UTC
	Reason string // slug of the problem
	Count  int
	Last   time.Time
}
