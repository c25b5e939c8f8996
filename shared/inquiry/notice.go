package inquiry

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// Notice is what the rest of the system learns of an event: codes, times and figures; no personal data and no free text.
// It is stored with the event, so that nobody has to read the inquiry again to understand it.
type Notice struct {
	EventID           string                 `json:"eventId"`
	InquiryID         ID                     `json:"inquiryId"`
	Seq               int                    `json:"seq"`
	Kind              Kind                   `json:"kind"`
	At                time.Time              `json:"at"`
	ActorKind         ActorKind              `json:"actorKind"`
	ActorCentre       directory.CentreID     `json:"actorCentre,omitempty"`
	ItemID            edi.ItemID             `json:"itemId"`
	Product           string                 `json:"product"`
	Workflow          string                 `json:"workflow"`
	Level             int                    `json:"level"`
	State             State                  `json:"state"`                  // after it
	ExternalRef       string                 `json:"externalRef,omitempty"`  // the case in the requester's own system: for the requester only
	LeftOperator      directory.OperatorCode `json:"leftOperator,omitempty"` // of readdressed: who had it and takes no part any more
	RequesterOperator directory.OperatorCode `json:"requesterOperator"`
	RequesterCentre   directory.CentreID     `json:"requesterCentre"`
	ReplierOperator   directory.OperatorCode `json:"replierOperator,omitempty"`
	ReplierCentre     directory.CentreID     `json:"replierCentre,omitempty"`
	SentAt            time.Time              `json:"sentAt,omitzero"`
	DueAt             time.Time              `json:"dueAt,omitzero"`
	TargetMinutes     int                    `json:"targetMinutes,omitempty"`
	ReplyCode         string                 `json:"replyCode,omitempty"` // of the last reply
	ReplyClass        string                 `json:"replyClass,omitempty"`
	ClosingCode       string                 `json:"closingCode,omitempty"`
	OnTime            *bool                  `json:"onTime,omitempty"` // only on the notice that decided it
	WorkingMinutes    *int                   `json:"workingMinutes,omitempty"`
	OpenMinutes       *int                   `json:"openMinutes,omitempty"`
	Measured
	Urgent       bool   `json:"urgent"`
	Discarded    bool   `json:"discarded,omitempty"` // closed without ever having been sent
	Private      Side   `json:"private,omitempty"`   // the only side that may learn of it
	Side         Side   `json:"side,omitempty"`      // of handedOver: which side has another call centre; "" = the replier
	Reason       string `json:"reason,omitempty"`    // code, of an unroutable, rejected, handed over or moved one
	Event        string `json:"event,omitempty"`     // of trackingUpdated: its code
	Stage        int    `json:"stage,omitempty"`     // of dueSoon: which warning it is
	Proposal     string `json:"proposal,omitempty"`  // the reply code that this step proposes
	Complete     bool   `json:"complete,omitempty"`  // of the proposal
	Customs      string `json:"customs,omitempty"`   // "held" or "released", on the step that says so
	AttachmentID string `json:"attachmentId,omitempty"`
}

// others is the side that did not act: the requester when the system did.
func (n Notice) others() Side {
	if n.ActorKind != BySystem && n.ActorCentre == n.RequesterCentre {
		return Replier
	}
	return Requester
}

// Looks are the call centres whose pages show something else after it: of what is private, its own side's only. When an inquiry goes to another
// call centre, the one that gave it away looks as well.
func (n Notice) Looks() []directory.CentreID {
	out := []directory.CentreID{}
	if n.Kind == Archived || n.Kind == Carried { // nobody's work shows it
		return out
	}
	look := func(c directory.CentreID) {
		if c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	if n.Private != Replier {
		look(n.RequesterCentre)
	}
	if n.Private != Requester {
		look(n.ReplierCentre)
	}
	if n.Kind == HandedOver {
		look(n.ActorCentre)
	}
	return out
}

// Notice tells of a change.
func (c Change) Notice() Notice {
	n := NoticeOf(c.After, c.Event)
	if n.ExternalRef = c.ExternalRef; c.Request != nil {
		n.ExternalRef = c.Request.ExternalRef()
	}
	return n
}

// NoticeOf tells of an event, given the inquiry after it. What is not the inquiry's own, its externalRef, is not in it.
func NoticeOf(q Inquiry, e Event) Notice {
	n := Notice{EventID: e.EventID(), InquiryID: q.ID, Seq: e.Seq, Kind: e.Kind, At: e.At, ActorKind: e.By.Kind, ActorCentre: e.By.Centre,
		ItemID: q.ItemID, Product: q.Product, Workflow: q.Workflow, Level: q.Level, State: q.State,
		RequesterOperator: q.Requester.Operator, RequesterCentre: q.Requester.Centre, ReplierOperator: q.Replier.Operator, ReplierCentre: q.Replier.Centre,
		SentAt: q.SentAt, DueAt: q.Clock.DueAt, TargetMinutes: q.Clock.TargetMinutes, ClosingCode: q.ClosingCode,
		OnTime: e.OnTime, WorkingMinutes: e.WorkingMinutes, OpenMinutes: e.OpenMinutes, Measured: e.Measured, Urgent: q.Urgent}
	n.Discarded = e.Kind == Closed && q.SentAt.IsZero()
	n.Private, n.Reason, n.Stage = e.Private, e.Reason, e.Stage
	if e.Requester != nil {
		n.Side = Requester
	}
	if f := e.From; f != nil && f.Centre != "" && len(q.Sides(f.Operator)) == 0 {
		n.LeftOperator = f.Operator
	}
	if e.Proposal != nil {
		n.Proposal, n.Complete = e.Proposal.Code, e.Proposal.Complete
	}
	if e.Customs != nil && (e.Customs.Held || e.Clock != nil) {
		n.Customs = map[bool]string{true: "held", false: "released"}[e.Customs.Held]
	}
	if e.Tracking != nil {
		n.Event = e.Tracking.Code
	}
	if e.Attachment != nil {
		n.AttachmentID = e.Attachment.ID
	}
	if q.LastReply != nil {
		n.ReplyCode, n.ReplyClass = q.LastReply.Code, q.LastReply.Class
	}
	return n
}
