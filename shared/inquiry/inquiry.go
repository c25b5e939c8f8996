package inquiry

import (
	"maps"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// ID identifies an inquiry: 26 characters of Crockford's base 32.
type ID string

// State is where an inquiry stands (docs/architecture.md draws them).
type State string

// The states.
const (
	StateDraft    State = "draft"
	StateSent     State = "sent"     // on its way or waiting to be opened
	StateOpened   State = "opened"   // somebody at the replier has it open
	StateReplied  State = "replied"  // the class of the last reply says whether conclusively
	StateReturned State = "returned" // the replier needs something; its clock stands still
	StateClosed   State = "closed"
)

// Reply classes (domain catalogue 10.3).
const (
	ClassConclusive   = "C"
	ClassInconclusive = "I"
	ClassNeeds        = "N" // needs the requester's action
)

// Side is one of the two parties of an inquiry.
type Side string

// The sides.
const (
	Requester Side = "requester"
	Replier   Side = "replier"
)

// Party is one side: the operator and, once known, the call centre that acts for it.
type Party struct {
	Operator directory.OperatorCode
	Centre   directory.CentreID
}

// Inquiry is the head of an inquiry: what its events add up to. The zero time means "not yet".
type Inquiry struct {
	ID               ID
	Version          int // number of events so far; every change appends one
	State            State
	ItemID           edi.ItemID
	Product          string
	Workflow         string
	Level            int
	CatalogueVersion string // the release it started with, and keeps
	Urgent           bool
	UrgencyReason    string // a reason of the catalogue; "" when it is not urgent
	Requester        Party
	Replier          Party
	RequesterAgent   Assignee // who of the requester works on it; each side sees its own only
	ReplierAgent     Assignee
	Unroutable       string // why no centre takes it; "" otherwise

	CreatedAt, SentAt, OpenedAt, RepliedAt, ReadAt, ClosedAt, ChangedAt time.Time

	RetryAt time.Time // when an unroutable one is routed again: the only member that moves on without an event

	Clock       Clock
	Warned      int // how often the approaching due time was told at this level
	Overdue     bool
	OnTime      *bool // of this level; decided once, by the answer or by the due time passing
	LastReply   *ReplyRef
	Deferred    bool      // a reply that counts once was given (ReplyCode.CountsOnce)
	Rejected    bool      // a conclusive reply was rejected; that is possible once
	RespondBy   time.Time // when it closes unless the requester reacts to the reply
	FollowUpAt  time.Time // when the requester is told to look again at an inconclusive reply
	LookAt      time.Time // when both sides are told again that it is overdue
	Customs     Customs
	Proposal    *Proposal // the reply that tracking offers
	ClosingCode string
	MergedInto  ID // the inquiry that goes on instead
	Attachments int
	ArchiveAt   time.Time // when a closed inquiry leaves the table
	Archived    bool
	Erased      bool // the personal data in it was erased

	Fingerprint string // of the request that raised it, for its Idempotency-Key; "" without one
}

// ReplyRef names the last reply without its contents.
type ReplyRef struct{ Code, Class string }

// Request is what the requester asks with: coded fields of the workflow's sections. It holds personal data.
type Request struct {
	Fields map[string]any
}

// requestersOwn are the fields of a request that name the customer and the case in the requester's own system (domain catalogue 10.3). The
// replier has no use for them and does not see them.
var requestersOwn = []string{"customerRef", "crmCaseId"}

// seenBy is the request as people on these sides see it.
func (r Request) seenBy(sides []Side) Request {
	if slices.Contains(sides, Requester) {
		return r
	}
	r.Fields = maps.Clone(r.Fields)
	for _, field := range requestersOwn {
		delete(r.Fields, field)
	}
	return r
}

// ActorKind says who acted.
type ActorKind string

// The kinds of actor.
const (
	ByAgent     ActorKind = "agent"
	BySystem    ActorKind = "system"
	ByMachine   ActorKind = "machine"   // a system of the operator's, by API key; Name is the key's
	ByAutomatic ActorKind = "automatic" // a complete proposal that the operator lets the system send
)

// Actor is who did a step. Name is personal data, shown to their own operator only.
type Actor struct {
	Kind     ActorKind
	Subject  string
	Name     string
	Operator directory.OperatorCode
	Centre   directory.CentreID
}

// Assignee is the agent who took an inquiry or was given it. Name is personal data.
type Assignee struct{ Subject, Name string }

// System is the actor of steps that no person takes.
var System = Actor{Kind: BySystem}

// agentOf makes the actor of a person, or of a key, who acts for a centre.
func agentOf(p principal.Principal, centre directory.CentreID) Actor {
	kind := ByAgent
	if p.IsMachine() {
		kind = ByMachine
	}
	return Actor{Kind: kind, Subject: p.Subject, Name: p.Name, Operator: p.Operator, Centre: centre}
}

// awaited reports whether the replier owes an answer.
func (q Inquiry) awaited() bool { return q.State == StateSent || q.State == StateOpened }

// VisibleTo reports whether the operator takes part: the requester always, the replier once the inquiry has reached it.
func (q Inquiry) VisibleTo(op directory.OperatorCode) bool {
	return op != "" && (op == q.Requester.Operator || op == q.Replier.Operator && q.Replier.Centre != "")
}

// Sides returns the sides the operator is on, in the order requester, replier; both when an operator asks itself.
func (q Inquiry) Sides(op directory.OperatorCode) []Side {
	sides := []Side{}
	if op != "" && op == q.Requester.Operator {
		sides = append(sides, Requester)
	}
	if op != "" && op == q.Replier.Operator && q.Replier.Centre != "" {
		sides = append(sides, Replier)
	}
	return sides
}

// Agent returns who of a side works on it; the zero Assignee when nobody does.
func (q Inquiry) Agent(s Side) Assignee {
	if s == Requester {
		return q.RequesterAgent
	}
	return q.ReplierAgent
}

// Party returns one side.
func (q Inquiry) Party(s Side) Party {
	if s == Requester {
		return q.Requester
	}
	return q.Replier
}

// MayAct reports whether the person may act for a side: an agent of its call centre, or a supervisor of its operator.
func (q Inquiry) MayAct(p principal.Principal, s Side) bool {
	party := q.Party(s)
	if p.Operator == "" || p.Operator != party.Operator || s == Replier && party.Centre == "" {
		return false
	}
	return p.Has(principal.Supervisor) || p.Has(principal.Agent) && p.WorksIn(party.Centre)
}
