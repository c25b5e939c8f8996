package webhook

import (
	"context"
	"errors"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/outbound"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// What stores answer besides problems.
var (
	ErrChanged = errors.New("changed meanwhile")
	ErrNone    = errors.New("there is none")
)

// LaneHead is where a lane stands.
type LaneHead struct {
	DueAt   time.Time // when its first delivery is to be sent; zero: nothing waits
	From    int       // nothing before this sequence waits
	Version int
}

// Slot is one of an endpoint's slots: the lanes that one sender at a time works on.
type Slot struct {
	Operator principal.OperatorCode `json:"operator"`
	Endpoint EndpointID             `json:"endpoint"`
	Number   int                    `json:"slot"`
}

// Visit asks a sender to work on a slot; Lanes are inquiries that something was planned for. It is what the queue carries.
type Visit struct {
	Slot
	Lanes []string `json:"lanes,omitempty"`
}

// EndpointStore keeps endpoints and their health.
type EndpointStore interface {
	// Endpoints returns an operator's endpoints with their health, strongly consistent, the oldest first.
	Endpoints(ctx context.Context, operator principal.OperatorCode) ([]Endpoint, []Health, error)
	// Endpoint returns an endpoint and its health, strongly consistent, or "endpoint-unknown".
	Endpoint(ctx context.Context, operator principal.OperatorCode, id EndpointID) (Endpoint, Health, error)
	// SaveEndpoint stores an endpoint in place of the version before its own (1: of none), or returns ErrChanged.
	SaveEndpoint(ctx context.Context, e Endpoint) error
	// DeleteEndpoint deletes an endpoint at a version with its health, or returns ErrChanged. Its deliveries stay until they expire.
	DeleteEndpoint(ctx context.Context, e Endpoint) error
	// SaveHealth stores health in place of the version it was read at, or returns ErrChanged.
	SaveHealth(ctx context.Context, operator principal.OperatorCode, id EndpointID, h Health) error
}

// PlanStore takes deliveries.
type PlanStore interface {
	EndpointStore
	// Plan stores a delivery unless it is there, and has its lane be due now unless it is due at another time. Idempotent.
	Plan(ctx context.Context, d Delivery, slot int, now time.Time) error
}

// SendStore is what senders work on.
type SendStore interface {
	EndpointStore
	// Lease gives a slot to one sender until an instant, and says when it was to be woken again. ErrChanged when another one has it: that one is then
	// told by Release that somebody came.
	Lease(ctx context.Context, s Slot, token string, now, until time.Time) (wakeAt time.Time, _ error)
	// Release gives the slot back, or returns ErrChanged when somebody came meanwhile: then the sender still has it, and has to look again. One that has
	// the slot visited anyway gives it back whoever came. It keeps when the slot is to be woken.
	Release(ctx context.Context, s Slot, token string, wakeAt time.Time, anyway bool) error
	// Due returns inquiries of a slot whose lanes are due, the longest due first. It may lag behind.
	Due(ctx context.Context, s Slot, now time.Time, limit int) ([]string, error)
	// NextDue returns when the slot's next lane is due after an instant, zero when none is. It may lag behind.
	NextDue(ctx context.Context, s Slot, after time.Time) (time.Time, error)
	// LaneHead returns where a lane stands, strongly consistent; the zero value where there is no such lane.
	LaneHead(ctx context.Context, l Lane) (LaneHead, error)
	// Next returns a lane's first delivery that waits, from a sequence on, strongly consistent, or ErrNone.
	Next(ctx context.Context, l Lane, from int) (Delivery, error)
	// Attempted stores an attempt and the delivery after it in place of the one before, or returns ErrChanged.
	Attempted(ctx context.Context, before, after Delivery) error
	// SaveLane stores where a lane stands in place of the version it was read at, or returns ErrChanged.
	SaveLane(ctx context.Context, l Lane, slot int, h LaneHead) error
}

// CheckStore is what the checker looks through.
type CheckStore interface {
	EndpointStore
	// Every yields every endpoint there is.
	Every(ctx context.Context, yield func(operator principal.OperatorCode, id EndpointID) error) error
	// Due is that of SendStore.
	Due(ctx context.Context, s Slot, now time.Time, limit int) ([]string, error)
}

// Query is a page of an endpoint's deliveries, the latest first unless it says otherwise.
type Query struct {
	State    State // "": any
	From, To time.Time
	Limit    int
	After    string // position of the last one that was shown
	Oldest   bool   // the oldest first
}

// DeskStore is what administrators look at and replay.
type DeskStore interface {
	EndpointStore
	// Deliveries returns a page without bodies; next is "" at the end.
	Deliveries(ctx context.Context, id EndpointID, q Query) (page []Delivery, next string, _ error)
	// WaitingOf counts the deliveries that wait, up to most.
	WaitingOf(ctx context.Context, id EndpointID, most int) (int, error)
	// Delivery returns a delivery with its body and its attempts, oldest first, or "delivery-unknown".
	Delivery(ctx context.Context, l Lane, sequence int) (Delivery, []Attempt, error)
	// Replay stores a delivery that waits again in place of the one before, and has its lane be due; ErrChanged when it is another one by now.
	Replay(ctx context.Context, before, after Delivery, slot int, now time.Time) error
}

// Queue carries visits.
type Queue interface {
	// Send puts visits into the queue, to be read after a while (at most 15 minutes).
	Send(ctx context.Context, after time.Duration, visits ...Visit) error
}

// longestDelay is how long a queue holds a message back at most (Amazon SQS, message timers).
const longestDelay = 15 * time.Minute

// Caller calls an endpoint; outbound.Client does.
type Caller interface {
	Post(ctx context.Context, url string, header map[string]string, body []byte) outbound.Answer
}

// Vault seals secrets; seal.Box does.
type Vault interface {
	Seal(ctx context.Context, plain, ad string) (string, error)
	Open(ctx context.Context, sealed, ad string) (string, error)
}

// place is what a secret is bound to.
func (e Endpoint) place() string { return "webhook " + string(e.Operator) + " " + string(e.ID) }
