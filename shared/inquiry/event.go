package inquiry

import (
	"fmt"
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
	Opened          Kind = "opened"
	Replied         Kind = "replied"
	Returned        Kind = "returned"
	Supplemented    Kind = "supplemented"
	Read            Kind = "read"
	DueSoon         Kind = "dueSoon"
	Overdue         Kind = "overdue"
	TrackingUpdated Kind = "trackingUpdated"
	Closed          Kind = "closed"
)

// Event is one step of an inquiry: immutable, numbered from 1. Only the members of its kind are set.
type Event struct {
	InquiryID ID
	Seq       int
	Kind      Kind
	At        time.Time
	By        Actor
	Level     int

	Start          *Start    // drafted; sent when it is sent without a draft
	Replier        *Party    // routed
	Clock          *Clock    // routed, returned, supplemented: the clock from here on
	Reply          *Reply    // replied, returned
	ClosingCode    string    // closed
	Reason         string    // unroutable: a reason code
	Tracking       *Tracking // trackingUpdated
	Fields         []string  // edited, supplemented: the codes of the fields that changed
	Urgent         *bool     // edited
	OnTime         *bool     // on the one event that decided it
	WorkingMinutes *int      // replied, returned, overdue: on the replier's calendar since the clock started
	OpenMinutes    *int      // opened: likewise; read: on the requester's calendar since the reply
}

// Start is what an inquiry begins with.
type Start struct {
	ItemID           edi.ItemID
	Product          string
	Workflow         string
	CatalogueVersion string
	Urgent           bool
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
}

// Tracking is the tracking event that reached an open inquiry.
type Tracking struct {
	Key     string // the event's identity
	Code    string
	Time    time.Time
	Office  string
	Country string
	Sender  directory.OperatorCode // who says so
}

// EventID names an event in the whole system; consumers use it to have one effect.
func (e Event) EventID() string { return fmt.Sprintf("%s#%d", e.InquiryID, e.Seq) }

// apply is the only place where an event changes an inquiry: folding the events from the zero Inquiry gives the head.
func (q Inquiry) apply(e Event) Inquiry {
	q.ID, q.Version, q.ChangedAt = e.InquiryID, e.Seq, e.At
	if s := e.Start; s != nil {
		q.ItemID, q.Product, q.Workflow, q.CatalogueVersion, q.Urgent = s.ItemID, s.Product, s.Workflow, s.CatalogueVersion, s.Urgent
		q.Requester, q.Replier, q.Level = s.Requester, Party{Operator: s.Destination}, e.Level
		q.State, q.CreatedAt, q.Fingerprint = StateDraft, e.At, s.Fingerprint
	}
	if e.OnTime != nil {
		q.OnTime = e.OnTime
	}
	if e.Clock != nil {
		q.Clock = *e.Clock
	}
	if e.Urgent != nil {
		q.Urgent = *e.Urgent
	}
	switch e.Kind {
	case Drafted, TrackingUpdated:
	case Edited:
		if e.Replier != nil {
			q.Replier = *e.Replier
		}
	case Sent:
		q.State, q.SentAt = StateSent, e.At
	case Routed:
		q.Replier, q.Unroutable = *e.Replier, ""
	case Unroutable:
		q.Unroutable = e.Reason
	case Opened:
		q.State = StateOpened
		if q.OpenedAt.IsZero() {
			q.OpenedAt = e.At
		}
	case Replied:
		q.State, q.RepliedAt, q.ReadAt, q.LastReply = StateReplied, e.At, time.Time{}, &ReplyRef{e.Reply.Code, e.Reply.Class}
	case Returned:
		q.State, q.RepliedAt, q.ReadAt, q.LastReply = StateReturned, e.At, time.Time{}, &ReplyRef{e.Reply.Code, e.Reply.Class}
	case Supplemented:
		q.State = StateSent
	case Read:
		q.ReadAt = e.At
	case DueSoon:
		q.DueSoon = true
	case Overdue:
		q.DueSoon, q.Overdue = true, true
	case Closed:
		q.State, q.ClosedAt, q.ClosingCode = StateClosed, e.At, e.ClosingCode
	}
	return q
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
