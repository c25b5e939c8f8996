package inquiry

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
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
	AlertEscalated       AlertKind = "escalated"    // to the replier: a level up, with a clock of its own
	AlertRejected        AlertKind = "rejected"     // to the replier: its conclusive reply was not
	AlertFollowUp        AlertKind = "followUp"     // to the requester: an inconclusive reply, and nothing after it
	AlertHeld            AlertKind = "held"         // to both: customs still holds the item, and the clock stands still
	AlertClaim           AlertKind = "claim"        // to the requester: no answer for so long that liability may be claimed
	AlertDraft           AlertKind = "draft"        // to its own side: a draft that nobody touches
	AlertHandedOver      AlertKind = "handedOver"   // to the call centre that has it now
	AlertDueMoved        AlertKind = "dueMoved"     // to the requester: force majeure
	AlertMoveEnded       AlertKind = "moveEnded"    // to the requester: the force majeure is over
	AlertProposal        AlertKind = "proposal"     // to the replier: tracking answers the question
	AlertAttached        AlertKind = "attached"     // to the other side
	AlertClosed          AlertKind = "closed"       // to the side that did not close it, or to the requester when nobody did
	AlertDelivered       AlertKind = "delivered"    // to the requester: the item was delivered, the inquiry may be closed
	AlertForceMajeure    AlertKind = "forceMajeure" // to who asks there: a partner's call centre declared it; of no single inquiry
	AlertLateItems       AlertKind = "lateItems"    // to the post that sent them: items have fallen behind on a lane; of no single inquiry
)

// AlertKinds lists every kind.
var AlertKinds = []AlertKind{AlertNew, AlertApproaching, AlertOverdue, AlertTrackingUpdated, AlertReplyReceived, AlertReturned, AlertSupplemented, AlertUnroutable, AlertEscalated,
	AlertRejected, AlertFollowUp, AlertHeld, AlertClaim, AlertDraft, AlertHandedOver, AlertDueMoved, AlertMoveEnded, AlertProposal, AlertAttached, AlertClosed, AlertDelivered, AlertForceMajeure, AlertLateItems}

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
	NextClaim      Next = "claim" // raise a liability inquiry that rests on this one, or take it one level up
	NextSend       Next = "send"  // or discard it
	NextClose      Next = "close" // tell the customer and close
	NextLook       Next = "look"
)

// next is what the told side does about a kind of alert.
func (k AlertKind) next(side Side) Next {
	switch {
	case k == AlertHandedOver && side == Requester:
		return NextLook
	}
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
	case AlertClaim:
		return NextClaim
	case AlertDraft:
		return NextSend
	case AlertDelivered:
		return NextClose
	}
	return NextLook
}

// Next says what the side that is told does about it.
func (a Alert) Next() Next { return a.Kind.next(a.Side) }

// Alert tells a call centre of something that happened to one of its inquiries. Its ID orders by time and is the same however
// often the event is delivered.
type Alert struct {
	ID        string
	Number    int // its place among the centre's alerts, in the order in which they were stored; the store gives it
	Centre    directory.CentreID
	Side      Side // the side of the inquiry that is told
	Kind      AlertKind
	At        time.Time
	InquiryID ID
	ItemID    edi.ItemID
	Workflow  string
	Urgent    bool
	Partner   directory.OperatorCode
	Stage     int       // of an approaching one: which warning it is
	Reason    string    // code, of an unroutable, rejected, handed over or moved one
	Read      bool      // by the person who asks
	ReadAt    time.Time // by them
}

// Shown reports whether a call centre with these settings is told.
func (a Alert) Shown(s directory.CentreSettings) bool {
	return slices.Contains(directory.NeverMuted, string(a.Kind)) || !slices.Contains(s.Mute, string(a.Kind))
}

// RingsAt is when people are called to look at the alert: at once when it is urgent or their centre is open, otherwise when it opens.
// The alert itself is there at once.
func (a Alert) RingsAt(c *calendar.Calendar, now time.Time) time.Time {
	if a.Urgent || c.OpenAt(now) {
		return now
	}
	if opens, ok := c.NextChange(now); ok {
		return opens
	}
	return now // a calendar that never opens would swallow it
}

// Alerts is a part of a centre's alerts; Next is nil at the end.
type Alerts struct {
	Items []Alert
	Next  map[string]string
}

// Unread is what a person has before them: how many alerts they have not read, and the number of the newest that there is.
type Unread struct{ Count, Newest int }

// AlertStore keeps alerts, and what each person has read of them.
type AlertStore interface {
	// PutAlert numbers and stores an alert and returns false if it is already there.
	PutAlert(ctx context.Context, a Alert, now time.Time) (bool, error)
	// Alerts returns a centre's alerts as one person has read them, newest first.
	Alerts(ctx context.Context, centre directory.CentreID, person string, p Page, now time.Time) (Alerts, error)
	// Unread counts, exactly.
	Unread(ctx context.Context, centre directory.CentreID, person string, now time.Time) (Unread, error)
	// UnreadOf counts for each of some centres, in their order; what is a moment old may be missing.
	UnreadOf(ctx context.Context, centres []directory.CentreID, person string, now time.Time) ([]int, error)
	// MarkRead marks an alert as read by one person; problem alert-unknown if the centre has none of that id. Twice is once.
	MarkRead(ctx context.Context, centre directory.CentreID, person, id string, now time.Time) error
	// MarkAllRead marks a centre's alerts up to a number as read by one person and returns how many were not before.
	MarkAllRead(ctx context.Context, centre directory.CentreID, person string, upTo int, now time.Time) (int, error)
	DigestStore
}

// AlertTime is how an alert's id begins.
const AlertTime = "20060102T150405"

// delivery is the event that says that an item was delivered (EMSEVT).
const delivery = "EMI"

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
		out = append(out, Alert{ID: fmt.Sprintf("%s_%s_%d_%s", n.At.UTC().Format(AlertTime), n.InquiryID, n.Seq, side),
			Centre: own.Centre, Side: side, Kind: kind, At: n.At, InquiryID: n.InquiryID, ItemID: n.ItemID, Workflow: n.Workflow, Urgent: n.Urgent, Partner: other.Operator,
			Stage: n.Stage, Reason: n.Reason})
	}
	switch n.Kind {
	case Routed, Readdressed:
		tell(AlertNew, Replier)
	case Escalated:
		tell(AlertEscalated, Replier)
	case Rejected:
		tell(AlertRejected, Replier)
	case HandedOver:
		if n.Side == Requester {
			tell(AlertHandedOver, Requester)
		} else {
			tell(AlertHandedOver, Replier)
		}
	case FollowUp:
		tell(AlertFollowUp, Requester)
	case Reminded:
		switch n.Reason {
		case RemindHeld:
			tell(AlertHeld, Replier)
			tell(AlertHeld, Requester)
		case RemindOverdue:
			tell(AlertOverdue, Replier)
			tell(AlertOverdue, Requester)
		case RemindClaim:
			tell(AlertOverdue, Replier)
			tell(AlertClaim, Requester)
		case RemindDraft:
			tell(AlertDraft, Requester)
		case RemindUnopened:
			tell(AlertNew, Replier)
		}
	case DueMoved:
		tell(AlertDueMoved, Requester)
	case MoveEnded:
		tell(AlertMoveEnded, Requester)
	case Attached:
		tell(AlertAttached, n.others())
	case Closed:
		if n.OpenMinutes == nil { // opening information closes it: that is no news
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
		if n.Event == delivery {
			tell(AlertDelivered, Requester)
		} else {
			tell(AlertTrackingUpdated, Requester)
		}
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

// Alert stores the alerts of a happening, each once, however often it is delivered, and returns those that are not muted, stored now or before.
func (s *Service) Alert(ctx context.Context, n Notice, now time.Time) ([]Alert, error) {
	if n.Kind == LateItems {
		return s.alertLate(ctx, n, now)
	}
	told := []Alert{}
	for _, a := range AlertsOf(n) {
		centre, err := s.Directory.CallCentre(ctx, a.Centre)
		if err != nil && !problem.Is(err, "call-centre-unknown") { // what is owed to a centre that is gone is kept all the same
			return nil, fmt.Errorf("alert %s: %w", a.ID, err)
		}
		if !a.Shown(centre.Settings) {
			continue
		}
		if _, err := s.Store.PutAlert(ctx, a, now); err != nil {
			return nil, fmt.Errorf("alert %s: %w", a.ID, err)
		}
		told = append(told, a)
	}
	return told, nil
}

// alertTo tells a call centre that asks there of a declared force majeure. Its id is the same however often it is told.
func (m Move) alertTo(centre directory.CentreID) Alert {
	return Alert{ID: fmt.Sprintf("%s_%s_0_%s", m.At.UTC().Format(AlertTime), m.ID, Requester), Centre: centre, Side: Requester, Kind: AlertForceMajeure, At: m.At,
		Partner: m.Centre.Operator(), Reason: m.Reason}
}

// tellForceMajeure tells those whose open inquiries are at the declaring call centre, each call centre once; told are those that were in this run.
func (s *Service) tellForceMajeure(ctx context.Context, m Move, rows []Inquiry, told map[directory.CentreID]bool, now time.Time) error {
	for _, q := range rows {
		centre := q.Requester.Centre
		if told[centre] || q.Replier.Centre != m.Centre || !q.awaited() && q.State != StateReturned {
			continue
		}
		told[centre] = true
		asking, err := s.Directory.CallCentre(ctx, centre)
		if err != nil && !isNotFound(err) {
			return fmt.Errorf("force majeure of %s: %w", m.Centre, err)
		}
		if a := m.alertTo(centre); a.Shown(asking.Settings) {
			if _, err := s.Store.PutAlert(ctx, a, now); err != nil {
				return fmt.Errorf("force majeure of %s: %w", m.Centre, err)
			}
		}
	}
	return nil
}

// tellOverdue tells those who wait for an overdue answer, before the declaration is carried out: theirs does not move.
func (s *Service) tellOverdue(ctx context.Context, m Move, told map[directory.CentreID]bool, now time.Time) error {
	if m.Folder != ToDo || m.Position != nil {
		return nil
	}
	rows, err := s.Store.Folder(ctx, m.Centre, OverdueByUs, Page{Limit: movesAtOnce})
	if err != nil {
		return err
	}
	return s.tellForceMajeure(ctx, m, rows.Items, told, now)
}

// RingsAt is when people of the alert's centre are called to look at it.
func (s *Service) RingsAt(ctx context.Context, a Alert, now time.Time) (time.Time, error) {
	c, err := s.calendarOf(ctx, a.Centre)
	if err != nil {
		return time.Time{}, err
	}
	return a.RingsAt(c, now), nil
}

// ListAlerts returns a centre's alerts as the caller has read them, newest first.
func (s *Service) ListAlerts(ctx context.Context, by principal.Principal, centre directory.CentreID, p Page, now time.Time) (Alerts, error) {
	if err := mayLook(by, centre); err != nil {
		return Alerts{}, err
	}
	return s.Store.Alerts(ctx, centre, by.Subject, p, now)
}

// UnreadAlerts counts a centre's alerts that the caller has not read.
func (s *Service) UnreadAlerts(ctx context.Context, by principal.Principal, centre directory.CentreID, now time.Time) (Unread, error) {
	if err := mayLook(by, centre); err != nil {
		return Unread{}, err
	}
	return s.Store.Unread(ctx, centre, by.Subject, now)
}

// UnreadOfEach counts what the caller has not read of each call centre they work in, in the order in which they have them.
func (s *Service) UnreadOfEach(ctx context.Context, by principal.Principal, now time.Time) ([]int, error) {
	return s.Store.UnreadOf(ctx, by.CallCentres, by.Subject, now)
}

// ReadAlert marks an alert as read by the caller.
func (s *Service) ReadAlert(ctx context.Context, by principal.Principal, centre directory.CentreID, id string, now time.Time) error {
	if err := mayLook(by, centre); err != nil {
		return err
	}
	return s.Store.MarkRead(ctx, centre, by.Subject, id, now)
}

// ReadAllAlerts marks a centre's alerts up to a number as read by the caller, those after it not: the caller was not shown them.
func (s *Service) ReadAllAlerts(ctx context.Context, by principal.Principal, centre directory.CentreID, upTo int, now time.Time) (marked int, _ error) {
	if err := mayLook(by, centre); err != nil {
		return 0, err
	}
	return s.Store.MarkAllRead(ctx, centre, by.Subject, upTo, now)
}
