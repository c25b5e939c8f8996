package inquiry

import (
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// Kind is what happened, in the past tense.
type Kind string

// The kinds of event.
const (
	Drafted         Kind = "drafted"
	Edited          Kind = "edited"
	Sent            Kind = "sent"
	Routed          Kind = "routed"
	Unroutable      Kind = "unroutable"
	Readdressed     Kind = "readdressed" // an unroutable inquiry goes to whom the requester chose instead
	Opened          Kind = "opened"
	Replied         Kind = "replied"
	Returned        Kind = "returned"
	Supplemented    Kind = "supplemented"
	Read            Kind = "read"
	Escalated       Kind = "escalated" // by the requester: one level up
	Rejected        Kind = "rejected"  // a conclusive reply was not conclusive: one level up, once
	HandedOver      Kind = "handedOver"
	DueSoon         Kind = "dueSoon"
	Overdue         Kind = "overdue"
	DueMoved        Kind = "dueMoved"  // force majeure: an explicit decision that both sides see
	MoveEnded       Kind = "moveEnded" // the force majeure was ended: no due time moves back
	FollowUp        Kind = "followUp"  // the reply was not the end, and nothing came after it
	Reminded        Kind = "reminded"  // nothing is due, nothing happens, and somebody should know
	Carried         Kind = "carried"   // a month began while the answer was past due: for figures, and nobody sees it
	TrackingUpdated Kind = "trackingUpdated"
	Assigned        Kind = "assigned" // its own side sees it
	Noted           Kind = "noted"    // its own side sees it
	Joined          Kind = "joined"   // its own side sees it
	Merged          Kind = "merged"
	Attached        Kind = "attached"
	Closed          Kind = "closed"
	Archived        Kind = "archived"
	Erased          Kind = "erased"
)

// Event is one step of an inquiry: numbered from 1, and immutable but for the erasure of personal data. Only the members of its kind are set.
type Event struct {
	InquiryID ID
	Seq       int
	Kind      Kind
	At        time.Time
	By        Actor
	Level     int
	Private   Side   // the only side that sees it; "" = both
	Once      string // of the request that made it (Once.String); nobody sees it

	Start          *Start      // drafted; sent when it is sent without a draft
	Replier        *Party      // edited, routed, readdressed, escalated, rejected, handedOver
	Requester      *Party      // handedOver: the asking side moved, because its call centre has closed
	From           *Party      // readdressed: whom it was addressed to before
	Clock          *Clock      // the clock from here on
	Reply          *Reply      // replied, returned
	ClosingCode    string      // closed
	Reason         string      // unroutable, rejected, handedOver, dueMoved: a reason code; reminded: what of
	Text           string      // noted, joined, readdressed, escalated, rejected, handedOver, dueMoved: free text, perhaps personal data
	Language       string      // of the text, ISO 639-1
	Tracking       *Tracking   // trackingUpdated
	Customs        *Customs    // routed, readdressed, escalated, rejected, trackingUpdated: when customs began or ended to hold the item
	Proposal       *Proposal   // routed, readdressed, escalated, rejected, trackingUpdated: the reply that tracking offers from here on
	Withdrawn      bool        // trackingUpdated: the event overtook the proposal
	Product        string      // edited: the product from here on; "" when it stays
	Fields         []string    // edited, supplemented, escalated: the codes of the fields that changed
	Urgent         *bool       // edited
	UrgencyReason  string      // edited, with Urgent
	LookedUp       bool        // sent: tracking was looked up for it …
	Snapshot       []Sighting  // … and said this then, the latest maxSnapshot events in order
	Assignee       *Assignee   // assigned; the zero Assignee releases
	Reference      *Reference  // joined
	Merge          ID          // merged: from which inquiry; closed: into which
	Attachment     *Attachment // attached
	Calendar       string      // replied, returned: digest of the requester's calendar, on which it reads and reacts
	RespondBy      time.Time   // replied, returned
	FollowUpAt     time.Time   // replied, followUp
	LookAt         time.Time   // overdue, reminded: when it is looked at again
	ArchiveAt      time.Time   // closed
	Stage          int         // dueSoon: which warning it is
	OnTime         *bool       // on the one event that decided it
	WorkingMinutes *int        // replied, returned, overdue: on the replier's calendar since the clock started
	OpenMinutes    *int        // opened: likewise; read: on the requester's calendar since the reply
	Measured       Measured    // for figures; the notice alone keeps it
}

// Start is what an inquiry begins with.
type Start struct {
	ItemID           edi.ItemID
	Product          string
	Workflow         string
	CatalogueVersion string
	Urgent           bool
	UrgencyReason    string
	Requester        Party
	Destination      directory.OperatorCode
	Fingerprint      string
}

// Reply is an answer: a code, its fields and, as an addition, free text marked with its language. It may hold personal data.
type Reply struct {
	Code, Class string
	Fields      map[string]any
	Text        string
	Language    string
	Deferred    bool // its code counts as an answer in time once an inquiry only
}

// Reference is what a further customer's case is called at the requester.
type Reference struct{ CustomerRef, CRMCase string }

// Attachment names a document of an inquiry; package attachment keeps it.
type Attachment struct {
	ID        string // 26 characters
	Name      string // made safe; perhaps personal data
	MediaType string
	Size      int // bytes
	SHA256    string
}

// Sighting is a tracking event as whoever asked saw it when they asked: no personal data.
type Sighting struct {
	Code   string
	Time   time.Time // whole seconds
	Office string
}

// Tracking is the tracking event that reached an open inquiry.
type Tracking struct {
	Key     string // the event's identity
	Code    string
	Time    time.Time
	Office  string
	Country string
	Sender  directory.OperatorCode // who says so

	Reason, Action, Retention string // codes of the catalogue, "" when the event gives none
}

// VisibleTo reports whether people on these sides see the event: a private one is its own side's, and what is for figures alone is nobody's.
func (e Event) VisibleTo(sides []Side) bool {
	return e.Kind != Carried && (e.Private == "" || slices.Contains(sides, e.Private))
}

// seenBy reports whether the people of an operator on these sides see the event. What is private stays with the operator that wrote it, also
// when another one is asked instead.
func (e Event) seenBy(op directory.OperatorCode, sides []Side) bool {
	return e.VisibleTo(sides) && (e.Private == "" || e.By.Operator == "" || e.By.Operator == op)
}

// EventID names an event in the whole system; consumers use it to have one effect.
func (e Event) EventID() string { return fmt.Sprintf("%s#%d", e.InquiryID, e.Seq) }

// apply is the only place where an event changes an inquiry: folding the events from the zero Inquiry gives the head.
func (q Inquiry) apply(e Event) Inquiry {
	q.ID, q.Version, q.ChangedAt = e.InquiryID, e.Seq, e.At
	if s := e.Start; s != nil {
		q.ItemID, q.Product, q.Workflow, q.CatalogueVersion, q.Urgent = s.ItemID, s.Product, s.Workflow, s.CatalogueVersion, s.Urgent
		q.UrgencyReason = s.UrgencyReason
		q.Requester, q.Replier, q.Level = s.Requester, Party{Operator: s.Destination}, e.Level
		q.State, q.CreatedAt, q.Fingerprint = StateDraft, e.At, s.Fingerprint
	}
	if e.Kind == Readdressed { // whom it comes to now begins anew
		q.State, q.Clock, q.Warned, q.Overdue, q.OnTime, q.Proposal = StateSent, Clock{}, 0, false, nil, nil
		q.OpenedAt, q.Unroutable, q.RetryAt = time.Time{}, "", time.Time{}
	}
	if e.Kind == Escalated || e.Kind == Rejected { // a new level begins with a clock of its own
		q.State, q.Level, q.Rejected = StateSent, e.Level, q.Rejected || e.Kind == Rejected
		q.Clock, q.Warned, q.Overdue, q.OnTime, q.Proposal = Clock{}, 0, false, nil, nil
		q.OpenedAt, q.RespondBy, q.FollowUpAt, q.LookAt, q.Unroutable = time.Time{}, time.Time{}, time.Time{}, time.Time{}, e.Reason
		if e.Kind == Rejected {
			q.Unroutable = ""
		}
		q.RetryAt = retryAfter(q.Unroutable, e.At)
	}
	if e.OnTime != nil {
		q.OnTime = e.OnTime
	}
	if e.Clock != nil {
		q.Clock = *e.Clock
	}
	if e.Urgent != nil {
		q.Urgent, q.UrgencyReason = *e.Urgent, e.UrgencyReason
	}
	if e.Product != "" {
		q.Product = e.Product
	}
	if e.Customs != nil {
		q.Customs = *e.Customs
	}
	if e.Proposal != nil || e.Withdrawn {
		q.Proposal = e.Proposal
	}
	if e.Replier != nil {
		if e.Replier.Centre != q.Replier.Centre {
			q.ReplierAgent = Assignee{}
		}
		q.Replier = *e.Replier
	}
	if e.Requester != nil {
		q.Requester, q.RequesterAgent = *e.Requester, Assignee{}
	}
	switch e.Kind {
	case Sent:
		q.State, q.SentAt = StateSent, e.At
	case Routed:
		q.Unroutable, q.RetryAt = "", time.Time{}
	case Unroutable:
		q.Unroutable, q.RetryAt = e.Reason, retryAfter(e.Reason, e.At)
	case Opened:
		q.State = StateOpened
		if q.OpenedAt.IsZero() {
			q.OpenedAt = e.At
		}
	case Replied, Returned:
		q.State, q.RepliedAt, q.ReadAt, q.LastReply = StateReplied, e.At, time.Time{}, &ReplyRef{e.Reply.Code, e.Reply.Class}
		q.RespondBy, q.FollowUpAt, q.Deferred, q.Proposal = e.RespondBy, e.FollowUpAt, q.Deferred || e.Reply.Deferred, nil
		q.Unroutable, q.RetryAt = "", time.Time{}
		if e.Kind == Returned {
			q.State = StateReturned
		}
	case Supplemented:
		q.State, q.RespondBy = StateSent, time.Time{}
	case Read:
		q.ReadAt = e.At
	case DueSoon:
		q.Warned = e.Stage
	case Overdue:
		q.Overdue, q.LookAt = true, e.LookAt
	case Reminded:
		q.LookAt = e.LookAt
	case FollowUp:
		q.FollowUpAt = e.FollowUpAt
	case HandedOver:
		if e.Replier != nil {
			q.Unroutable, q.RetryAt = "", time.Time{}
		}
	case Assigned:
		if e.Private == Requester {
			q.RequesterAgent = *e.Assignee
		} else {
			q.ReplierAgent = *e.Assignee
		}
	case Attached:
		q.Attachments++
	case Closed:
		q.State, q.ClosedAt, q.ClosingCode, q.MergedInto, q.ArchiveAt = StateClosed, e.At, e.ClosingCode, e.Merge, e.ArchiveAt
		q.RespondBy, q.FollowUpAt, q.LookAt, q.Proposal, q.RetryAt = time.Time{}, time.Time{}, time.Time{}, nil, time.Time{}
	case Archived:
		q.Archived = true
	case Erased:
		q.Erased, q.Fingerprint, q.Proposal = true, "", nil
	case Drafted, Edited, Readdressed, Escalated, Rejected, DueMoved, MoveEnded, TrackingUpdated, Noted, Joined, Merged, Carried:
	}
	return q
}

// retryAfter is when an inquiry that is unroutable since an instant is routed again; zero when it is not.
func retryAfter(reason string, since time.Time) time.Time {
	if reason == "" {
		return time.Time{}
	}
	return since.Add(routeAgain)
}

// Fold rebuilds an inquiry from its events.
func Fold(events []Event) Inquiry {
	var q Inquiry
	for _, e := range events {
		q = q.apply(e)
	}
	return q
}

// next numbers an event and applies it.
func (q Inquiry) next(e Event, at time.Time, by Actor) (Inquiry, Event) {
	e.InquiryID, e.Seq, e.At, e.By = q.ID, q.Version+1, at, by
	if e.Level == 0 {
		e.Level = q.Level
	}
	return q.apply(e), e
}
