package change

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Change is one thing that happened to an inquiry, as one operator's systems are told it.
type Change struct {
	ID       string // "<inquiry>.<sequence>": the same whenever, and to whomever, the event is told
	Number   int64  // place in the operator's log, from 1 without gaps; 0 until it is recorded
	Type     string // "inquiry.<kind>", one of Types
	At       time.Time
	Operator principal.OperatorCode // who is told
	Sequence int                    // the inquiry's own number of the event: it rises, with gaps where something was not for this operator
	Inquiry  Inquiry
	Data     Data
}

// The sides of an inquiry.
const (
	Requester = "requester"
	Replier   = "replier"
)

// Inquiry is how the inquiry stood after the event, as the operator may see it.
type Inquiry struct {
	ID          string             `json:"id"`
	ExternalRef string             `json:"externalRef,omitempty" doc:"The case in your own system, when your operator asks"`
	ItemID      string             `json:"itemId"`
	Product     string             `json:"product"`
	Workflow    string             `json:"workflow"`
	Level       int                `json:"level"`
	State       string             `json:"state"`
	Sides       []string           `json:"sides" doc:"On which sides your operator is: requester, replier, both where it asks itself; empty when it has just left your operator"`
	Centre      principal.CentreID `json:"centre,omitempty" doc:"Your call centre; the asking one where your operator is on both sides"`
	Partner     Partner            `json:"partner" doc:"The other side"`
	DueAt       *time.Time         `json:"dueAt,omitempty" doc:"When the answer is due; absent while no clock was started"`
}

// Partner is the other side of an inquiry.
type Partner struct {
	Operator principal.OperatorCode `json:"operator,omitempty"`
	Centre   principal.CentreID     `json:"centre,omitempty" doc:"Absent until the inquiry has reached one"`
}

// Data is what the event itself says, in codes. Only the members of its type are set.
type Data struct {
	ReplyCode     string `json:"replyCode,omitempty" doc:"Of replied, returned and what follows from them"`
	ReplyClass    string `json:"replyClass,omitempty" doc:"C conclusive, I inconclusive, N needs the requester's action"`
	ClosingCode   string `json:"closingCode,omitempty" doc:"Of closed"`
	ReasonCode    string `json:"reasonCode,omitempty" doc:"Of unroutable, rejected, handedOver, dueMoved, reminded"`
	OnTime        *bool  `json:"onTime,omitempty" doc:"On the change that decided it: whether the answer was in time"`
	TrackingEvent string `json:"trackingEvent,omitempty" doc:"Of trackingUpdated: the code of the event"`
	AttachmentID  string `json:"attachmentId,omitempty" doc:"Of attached"`
	Discarded     bool   `json:"discarded,omitempty" doc:"Of closed: a draft that was never sent"`
	ActorKind     string `json:"actorKind" doc:"agent, machine (an API key), automatic (sent by the system in the operator's name), system"`
}

// Message is a change as it is written: in the feed, and as the body of a webhook. Its members are never renamed or removed; further ones may come.
type Message struct {
	ID        string    `json:"id" doc:"Of the event, for ever: the same in every feed and delivery" example:"01KBAZ0000000000000000DEMO.4"`
	Type      string    `json:"type" example:"inquiry.replied"`
	Timestamp time.Time `json:"timestamp" doc:"When it happened"`
	Number    int64     `json:"number" doc:"Its place in your operator's log, from 1 without gaps"`
	Sequence  int       `json:"sequence" doc:"The inquiry's own number of the event: it rises, with gaps where something was not for you"`
	Inquiry   Inquiry   `json:"inquiry"`
	Data      Data      `json:"data"`
	Links     Links     `json:"links"`
}

// Links are paths below the API's address.
type Links struct {
	Inquiry string `json:"inquiry" doc:"Where to ask for the whole, with your own credential" example:"/v1/inquiries/01KBAZ0000000000000000DEMO"`
}

// Message is the change as it is written.
func (c Change) Message() Message {
	return Message{ID: c.ID, Type: c.Type, Timestamp: c.At.UTC(), Number: c.Number, Sequence: c.Sequence, Inquiry: c.Inquiry, Data: c.Data,
		Links: Links{Inquiry: "/v1/inquiries/" + c.Inquiry.ID}}
}

// MarshalJSON writes the change as a Message.
func (c Change) MarshalJSON() ([]byte, error) { return json.Marshal(c.Message()) }

// UnmarshalJSON reads a Message back; whom it is told is not in it.
func (c *Change) UnmarshalJSON(b []byte) error {
	var m Message
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	*c = Change{ID: m.ID, Number: m.Number, Type: m.Type, At: m.Timestamp, Operator: c.Operator, Sequence: m.Sequence, Inquiry: m.Inquiry, Data: m.Data}
	return nil
}

func id(inquiry string, seq int) string { return fmt.Sprintf("%s.%d", inquiry, seq) }
