package tracking

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Sources of events.
const (
	SourceAPI    = "API"
	SourceEMSEVT = "EMSEVT"
)

// Event is one thing that happened to one item, whatever message brought it. It is the JSON on our queues.
type Event struct {
	ItemID     edi.ItemID             `json:"itemId"`
	Unverified bool                   `json:"unverified,omitempty"` // the identifier's check digit is wrong: what is said of it is nobody's answer
	Code       string                 `json:"code"`                 // e.g. "EMH"; a code the catalogue doesn't know is kept and counts as "other"
	Time       time.Time              `json:"time"`                 // UTC, whole seconds
	LocalTime  string                 `json:"localTime"`            // RFC 3339 with the offset of the place
	ReceivedAt time.Time              `json:"receivedAt"`           // when the message that brought it first reached us
	Office     string                 `json:"office"`               // IMPC, six characters
	Country    string                 `json:"country"`              // of the office, ISO 3166-1
	NextOffice string                 `json:"nextOffice,omitempty"`
	Dispatch   string                 `json:"dispatchId,omitempty"`
	Receptacle string                 `json:"receptacleId,omitempty"`
	Signatory  string                 `json:"signatory,omitempty"` // personal data: shown to the item's operators, never logged
	Reason     string                 `json:"reason,omitempty"`
	Action     string                 `json:"action,omitempty"`
	Retention  string                 `json:"retention,omitempty"`
	Condition  string                 `json:"conditionCode,omitempty"`
	WeightG    int                    `json:"weightG,omitempty"`
	Sender     principal.OperatorCode `json:"sender"`
	Source     string                 `json:"source"`
	Receipt    string                 `json:"receipt"` // of the message that brought it first
	Index      int                    `json:"index"`   // its place in that message, from 0

	Replaces     *Part  `json:"replaces,omitempty"` // on the queue only: where the message that brought it replaces a part of an earlier one
	SupersededBy string `json:"-"`                  // receipt of the message by which it no longer counts; "" while it does
}

// Key identifies the event among those of its item: time, code, office and sender. The same key is the same event, however often
// and by whatever message it arrives. Keys of one item sort by time.
func (e Event) Key() string {
	return e.Time.UTC().Format(time.RFC3339) + "#" + e.Code + "#" + e.Office + "#" + string(e.Sender)
}
