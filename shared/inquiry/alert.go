package inquiry

import (
	"context"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// AlertKind says why a call centre is told.
type AlertKind string

// The kinds of alert (domain catalogue 10.5).
const (
	AlertNew             AlertKind = "new"
	AlertApproaching     AlertKind = "approaching"
	AlertOverdue         AlertKind = "overdue"
	AlertTrackingUpdated AlertKind = "trackingUpdated"
	AlertReplyReceived   AlertKind = "replyReceived"
	AlertReturned        AlertKind = "returned"
	AlertSupplemented    AlertKind = "supplemented"
	AlertUnroutable      AlertKind = "unroutable"
	AlertEscalated       AlertKind = "escalated"  // to the replier: a level up, with a clock of its own
	AlertRejected        AlertKind = "rejected"   // to the replier: its conclusive reply was not
	AlertFollowUp        AlertKind = "followUp"   // to the requester: what the reply promised has not come
	AlertHandedOver      AlertKind = "handedOver" // to the call centre that has it now
	AlertDueMoved        AlertKind = "dueMoved"   // to the requester: force majeure
	AlertProposal        AlertKind = "proposal"   // to the replier: tracking answers the question
	AlertAttached        AlertKind = "attached"   // to the other side
	AlertClosed          AlertKind = "closed"     // to the side that did not close it, or to the requester when nobody did
)

// Next says what to do about an alert.
type Next string

// What to do.
const (
	NextAnswer     Next = "answer"
	NextConfirm    Next = "confirm" // the proposed reply
	NextRead       Next = "read"
	NextSupplement Next = "supplement"
	NextEscalate   Next = "escalate"
	NextRoute      Next = "route" // choose another destination, or close
	NextLook       Next = "look"
)

// next is what the told side does about a kind of alert.
func (k AlertKind) next(side Side) Next {
	switch k {
	case AlertNew, AlertApproaching, AlertSupplemented, AlertEscalated, AlertRejected, AlertHandedOver:
		return NextAnswer
	case AlertOverdue:
		if side == Requester {
			return NextEscalate
		}
		return NextAnswer
	case AlertProposal:
		return NextConfirm
	case AlertReplyReceived:
		return NextRead
	case AlertReturned:
		return NextSupplement
	case AlertFollowUp:
		return NextEscalate
	case AlertUnroutable:
		return NextRoute
	}
	return NextLook
}

// Next says what the side that is told does about it.
func (a Alert) Next() Next { return a.Kind.next(a.Side) }

// Alert tells a call centre of something that happened to one of its inquiries. Its ID orders by time and is the same however
// often the event is delivered.
type Alert struct {
	ID        string
	Centre    directory.CentreID
	Side      Side // the side of the inquiry that is told
	Kind      AlertKind
	At        time.Time
	InquiryID ID
	ItemID    edi.ItemID
	Workflow  string
	Urgent    bool
	Partner   directory.OperatorCode
	ReadAt    time.Time
	ReadBy    string
}

// Alerts is a part of a centre's alerts; Next is nil at the end.
type Alerts struct {
	Items []Alert
	Next  map[string]string
}

// AlertStore keeps alerts.
type AlertStore interface {
	// PutAlert stores an alert and returns false if it is already there.
	PutAlert(ctx context.Context, a Alert) (bool, error)
	// Alerts returns a centre's alerts, newest first.
	Alerts(ctx context.Context, centre directory.CentreID, p Page) (Alerts, error)
	// MarkRead marks an alert as read; problem alert-unknown if the centre has none of that id. Twice is once.
	MarkRead(ctx context.Context, centre directory.CentreID, id string, by string, at time.Time) error
}

// AlertsOf says whom a happening concerns.
func AlertsOf(n Notice) []Alert {
	out := []Alert{}
	tell := func(kind AlertKind, side Side) {
		own, other := Party{n.RequesterOperator, n.RequesterCentre}, Party{n.ReplierOperator, n.ReplierCentre}
		if side == Replier {
			own, other = other, own
		}
		if own.Centre == "" {
			return
		}
		out = append(out, Alert{ID: fmt.Sprintf("%s_%s_%d_%s", n.At.UTC().Format("20060102T150405"), n.InquiryID, n.Seq, side),
			Centre: own.Centre, Side: side, Kind: kind, At: n.At, InquiryID: n.InquiryID, ItemID: n.ItemID, Workflow: n.Workflow, Urgent: n.Urgent, Partner: other.Operator})
	}
	switch n.Kind {
	case Routed:
		tell(AlertNew, Replier)
	case Escalated:
		tell(AlertEscalated, Replier)
	case Rejected:
		tell(AlertRejected, Replier)
	case HandedOver:
		tell(AlertHandedOver, Replier)
	case FollowUp:
		tell(AlertFollowUp, Requester)
	case DueMoved:
		tell(AlertDueMoved, Requester)
	case Attached:
		tell(AlertAttached, n.others())
	case Closed:
		if n.ClosingCode != ClosedInformed {
			tell(AlertClosed, n.others())
		}
	case DueSoon:
		tell(AlertApproaching, Replier)
	case Overdue:
		tell(AlertOverdue, Replier)
		tell(AlertOverdue, Requester)
	case TrackingUpdated:
		if n.Proposal != "" {
			tell(AlertProposal, Replier)
		} else {
			tell(AlertTrackingUpdated, Replier)
		}
		tell(AlertTrackingUpdated, Requester)
	case Replied:
		tell(AlertReplyReceived, Requester)
	case Returned:
		tell(AlertReturned, Requester)
	case Supplemented:
		tell(AlertSupplemented, Replier)
	case Unroutable:
		tell(AlertUnroutable, Requester)
	}
	return out
}

// Alert stores the alerts of a happening, each once, however often it is delivered.
func (s *Service) Alert(ctx context.Context, n Notice) error {
	for _, a := range AlertsOf(n) {
		if _, err := s.Store.PutAlert(ctx, a); err != nil {
			return fmt.Errorf("alert %s: %w", a.ID, err)
		}
	}
	return nil
}

// ListAlerts returns a centre's alerts, newest first.
func (s *Service) ListAlerts(ctx context.Context, by principal.Principal, centre directory.CentreID, p Page) (Alerts, error) {
	if err := mayLook(by, centre); err != nil {
		return Alerts{}, err
	}
	return s.Store.Alerts(ctx, centre, p)
}

// ReadAlert marks an alert as read by the caller.
func (s *Service) ReadAlert(ctx context.Context, by principal.Principal, centre directory.CentreID, id string, now time.Time) error {
	if err := mayLook(by, centre); err != nil {
		return err
	}
	return s.Store.MarkRead(ctx, centre, id, by.Subject, now)
}

// readAtOnce bounds the work of one ReadAllAlerts.
const readAtOnce = 200

// ReadAllAlerts marks a centre's alerts that were told up to now as read and returns how many it marked, and whether there may be more:
// it marks at most readAtOnce a call.
func (s *Service) ReadAllAlerts(ctx context.Context, by principal.Principal, centre directory.CentreID, now time.Time) (marked int, more bool, _ error) {
	if err := mayLook(by, centre); err != nil {
		return 0, false, err
	}
	counts, err := s.Store.Counts(ctx, centre)
	if err != nil {
		return 0, false, err
	}
	for page := (Page{Limit: 100}); marked < counts.UnreadAlerts; {
		part, err := s.Store.Alerts(ctx, centre, page)
		if err != nil {
			return marked, false, err
		}
		for _, a := range part.Items {
			if !a.ReadAt.IsZero() || a.At.After(now) {
				continue
			}
			if marked == readAtOnce {
				return marked, true, nil
			}
			if err := s.Store.MarkRead(ctx, centre, a.ID, by.Subject, now); err != nil {
				return marked, false, err
			}
			marked++
		}
		if page.Position = part.Next; part.Next == nil {
			break
		}
	}
	return marked, false, nil
}
