package api

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// PartyView is one side of an inquiry.
type PartyView struct {
	Operator string `json:"operator" example:"DEA" doc:"Operator code; empty while a draft's destination is not known"`
	Centre   string `json:"centre" example:"DEA-FRA" doc:"Call centre; empty until the inquiry is routed"`
}

// ReplyRefView names the last reply.
type ReplyRefView struct {
	Code  string `json:"code" example:"DLV"`
	Class string `json:"class" enum:"C,I,N" doc:"C conclusive, I inconclusive, N needs the requester"`
}

// InquiryView is an inquiry as one of its operators sees it.
type InquiryView struct {
	ID               string           `json:"id"`
	Version          int              `json:"version" doc:"Number of events; send it back with an action to learn of what happened meanwhile"`
	State            string           `json:"state" enum:"draft,sent,opened,replied,returned,closed"`
	Side             string           `json:"side" enum:"requester,replier,both"`
	Folder           string           `json:"folder" doc:"Where the caller's side finds it; of both sides, the requester's"`
	ItemID           string           `json:"itemId" example:"EE123456799GB"`
	Product          string           `json:"product" example:"EMS"`
	Workflow         string           `json:"workflow" example:"WII"`
	Level            int              `json:"level"`
	CatalogueVersion string           `json:"catalogueVersion"`
	Urgent           bool             `json:"urgent"`
	UrgencyReason    string           `json:"urgencyReason,omitempty" doc:"Why it is urgent, a code of the catalogue" example:"MEDICAL"`
	Requester        PartyView        `json:"requester"`
	Replier          PartyView        `json:"replier"`
	Unroutable       string           `json:"unroutable,omitempty" enum:"operator-unknown,operator-has-no-centre,no-centre-for-product,centre-closed" doc:"Why no call centre takes it"`
	CreatedAt        time.Time        `json:"createdAt"`
	SentAt           *time.Time       `json:"sentAt"`
	OpenedAt         *time.Time       `json:"openedAt"`
	RepliedAt        *time.Time       `json:"repliedAt"`
	ReadAt           *time.Time       `json:"readAt"`
	ClosedAt         *time.Time       `json:"closedAt"`
	DueAt            *time.Time       `json:"dueAt"`
	DueSoonAt        *time.Time       `json:"dueSoonAt"`
	TargetMinutes    int              `json:"targetMinutes"`
	RemainingMinutes *int             `json:"remainingMinutes" doc:"Working minutes left, negative when overdue; null when no clock runs"`
	DueSoon          bool             `json:"dueSoon"`
	Overdue          bool             `json:"overdue"`
	OnTime           *bool            `json:"onTime" doc:"Of the present level; decided once, null until then"`
	ReadBy           *time.Time       `json:"readBy" doc:"When the requester is to have read the reply: 3 working hours; null when there is none to read"`
	RespondBy        *time.Time       `json:"respondBy" doc:"When it closes unless the requester reacts"`
	RespondEnds      string           `json:"respondEnds,omitempty" doc:"The closing code it closes with then" example:"CLO_AUTO"`
	FollowUpAt       *time.Time       `json:"followUpAt" doc:"When the requester is told to look again at an inconclusive reply"`
	Levels           []int            `json:"levels" doc:"The levels of the workflow"`
	NextLevel        *int             `json:"nextLevel" doc:"The level above; null at the top"`
	Assignee         *AssigneeView    `json:"assignee" doc:"Who of the caller's side works on it; null for nobody"`
	Proposal         *ProposalView    `json:"proposal" doc:"The reply that tracking offers: to the replier, and to who writes a draft"`
	LeadsTo          []string         `json:"leadsTo" doc:"Workflows that go on from the last reply"`
	MergedInto       string           `json:"mergedInto,omitempty" doc:"The inquiry that goes on instead"`
	Merged           []string         `json:"merged" doc:"Inquiries that were merged into this one"`
	Duplicates       []OpenView       `json:"duplicates" doc:"Of a draft: open inquiries of the same kind on the item; join one instead"`
	AlsoOpen         []OpenView       `json:"alsoOpen" doc:"Of a draft: what else is open on the item, asked by you or of you"`
	Attachments      []AttachmentView `json:"attachments"`
	Archived         bool             `json:"archived"`
	Erased           bool             `json:"erased" doc:"Personal data in it was erased"`
	ClosingCode      string           `json:"closingCode,omitempty"`
	LastReply        *ReplyRefView    `json:"lastReply"`
	Fields           map[string]any   `json:"fields" doc:"The request: coded fields of the workflow's sections"`
	ExternalRef      string           `json:"externalRef,omitempty" doc:"The case in the requester's own system; only its operator sees it" example:"CASE-20817"`
	Missing          []problem.Field  `json:"missing" doc:"What keeps a draft from being sent"`
	Warnings         []WarningView    `json:"warnings"`
	Actions          []string         `json:"actions" doc:"What the caller may do now"`
	Replies          []string         `json:"replies" doc:"Reply codes allowed now"`
	Closings         []string         `json:"closings" doc:"Closing codes allowed now"`
	History          []EventView      `json:"history"`
	Clock            *ClockView       `json:"clock"`
	Clocks           []DueView        `json:"clocks" doc:"Why each due time is when it is: of every level and every reply, in the order in which they started"`
}

// WarningView is something the caller should know before acting; it refuses nothing.
type WarningView struct {
	Code   string `json:"code" enum:"too-early,already-answered,already-asked"`
	Detail string `json:"detail"`
}

// ActorView says who did a step. The name is shown to people of the same operator only.
type ActorView struct {
	Kind     string `json:"kind" enum:"agent,machine,system,automatic" doc:"machine: a system of the operator's with an API key, whose name is given; automatic: a proposed reply that the operator lets the system send"`
	Operator string `json:"operator,omitempty"`
	Centre   string `json:"centre,omitempty"`
	Name     string `json:"name,omitempty"`
}

// EventView is one step.
type EventView struct {
	Seq            int             `json:"seq"`
	Kind           string          `json:"kind" enum:"drafted,edited,sent,routed,unroutable,readdressed,opened,replied,returned,supplemented,read,escalated,rejected,handedOver,dueSoon,overdue,dueMoved,moveEnded,followUp,reminded,trackingUpdated,assigned,noted,joined,merged,attached,closed,archived,erased"`
	At             time.Time       `json:"at"`
	Actor          ActorView       `json:"actor"`
	Level          int             `json:"level"`
	Centre         string          `json:"centre,omitempty" doc:"routed, readdressed, escalated, rejected, handedOver: which call centre has it from here on"`
	From           *PartyView      `json:"from,omitempty" doc:"readdressed: whom it was addressed to before"`
	DueAt          *time.Time      `json:"dueAt,omitempty" doc:"routed, supplemented: the due time from here on"`
	Reply          *ReplyView      `json:"reply,omitempty"`
	ClosingCode    string          `json:"closingCode,omitempty"`
	Reason         string          `json:"reason,omitempty" doc:"A reason code; reminded: held, overdue, claim, draft, unopened"`
	Event          *TrackingView   `json:"event,omitempty"`
	Private        bool            `json:"private" doc:"Only the caller's side sees it"`
	Text           string          `json:"text,omitempty"`
	Language       string          `json:"language,omitempty"`
	Assignee       *AssigneeView   `json:"assignee,omitempty" doc:"assigned: to whom; without a subject, released"`
	Joined         *JoinedView     `json:"joined,omitempty"`
	Merged         string          `json:"merged,omitempty" doc:"merged: from which inquiry; closed: into which"`
	Attachment     *AttachmentView `json:"attachment,omitempty"`
	Customs        string          `json:"customs,omitempty" enum:"held,released" doc:"What the step says of customs"`
	Proposed       string          `json:"proposed,omitempty" doc:"Reply code that the step proposes"`
	RespondBy      *time.Time      `json:"respondBy,omitempty"`
	Stage          int             `json:"stage,omitempty" doc:"dueSoon: which warning"`
	Fields         []string        `json:"fields,omitempty" doc:"edited, supplemented: which fields changed"`
	LookedUp       bool            `json:"lookedUp,omitempty" doc:"sent: tracking was looked up for the question"`
	Snapshot       []SeenView      `json:"snapshot,omitempty" doc:"sent: what tracking said to the requester then, the latest twelve events; absent when it said nothing"`
	OnTime         *bool           `json:"onTime,omitempty" doc:"On the step that decided it"`
	WorkingMinutes *int            `json:"workingMinutes,omitempty"`
}

// SeenView is a tracking event as the requester saw it when they asked.
type SeenView struct {
	Code      string    `json:"code" example:"EMC"`
	Time      time.Time `json:"time"`
	Office    string    `json:"office,omitempty" example:"GBLALA"`
	PlaceName string    `json:"placeName,omitempty" doc:"Town of the office, in English, where it is known" example:"London"`
}

// AssigneeView is an agent of the caller's own side.
type AssigneeView struct {
	Subject string `json:"subject"`
	Name    string `json:"name"`
}

// ProposalView is a reply that tracking offers, with its evidence.
type ProposalView struct {
	Code      string         `json:"code" example:"DLV"`
	Class     string         `json:"class" enum:"C,I,N"`
	Fields    map[string]any `json:"fields"`
	Complete  bool           `json:"complete" doc:"Every mandatory field is filled: it can be sent as it is"`
	EventCode string         `json:"eventCode" example:"EMI"`
	EventTime time.Time      `json:"eventTime"`
	Office    string         `json:"office,omitempty"`
}

// JoinedView is a further customer's case.
type JoinedView struct {
	CustomerRef string `json:"customerRef,omitempty"`
	CRMCaseID   string `json:"crmCaseId,omitempty"`
}

// AttachmentView is a document of the inquiry; /v1/documents/{id}/download fetches it.
type AttachmentView struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	MediaType string `json:"mediaType"`
	Size      int    `json:"size" doc:"Bytes"`
}

// ReplyView is an answer.
type ReplyView struct {
	Code     string         `json:"code" example:"DLV"`
	Class    string         `json:"class" enum:"C,I,N"`
	Fields   map[string]any `json:"fields"`
	Text     string         `json:"text,omitempty"`
	Language string         `json:"language,omitempty"`
}

// TrackingView is the tracking event that reached the inquiry.
type TrackingView struct {
	Code    string    `json:"code" example:"EMI"`
	Time    time.Time `json:"time"`
	Office  string    `json:"office,omitempty"`
	Country string    `json:"country,omitempty"`
	Sender  string    `json:"sender" doc:"Operator that says so" example:"DEA"`
}

func party(p inquiry.Party) PartyView { return PartyView{string(p.Operator), string(p.Centre)} }

func lastReply(r *inquiry.ReplyRef) *ReplyRefView {
	if r == nil {
		return nil
	}
	return &ReplyRefView{r.Code, r.Class}
}

func view(d inquiry.Details, by principal.Principal, now time.Time) InquiryView {
	q := d.Inquiry
	sides := q.Sides(by.Operator)
	own := actingSide(q, by, sides)
	v := InquiryView{ID: string(q.ID), Version: q.Version, State: string(q.State), Side: string(sides[0]), Folder: string(q.FolderOf(sides[0])),
		ItemID: string(q.ItemID), Product: q.Product, Workflow: q.Workflow, Level: q.Level, CatalogueVersion: q.CatalogueVersion, Urgent: q.Urgent, UrgencyReason: q.UrgencyReason,
		Requester: party(q.Requester), Replier: party(q.Replier), Unroutable: q.Unroutable, CreatedAt: q.CreatedAt, SentAt: httpapi.Some(q.SentAt),
		OpenedAt: httpapi.Some(q.OpenedAt), RepliedAt: httpapi.Some(q.RepliedAt), ReadAt: httpapi.Some(q.ReadAt), ClosedAt: httpapi.Some(q.ClosedAt), DueAt: httpapi.Some(q.Clock.DueAt),
		DueSoonAt: httpapi.Some(q.Clock.DueSoonAt), TargetMinutes: q.Clock.TargetMinutes, RemainingMinutes: d.Remaining, DueSoon: q.DueSoon(), Overdue: q.Overdue,
		OnTime: q.OnTime, ReadBy: httpapi.Some(d.ReadBy), RespondBy: httpapi.Some(q.RespondBy), FollowUpAt: httpapi.Some(q.FollowUpAt), Levels: []int{}, Assignee: assignee(q.Agent(own)),
		LeadsTo: []string{}, MergedInto: string(q.MergedInto), Merged: []string{}, Duplicates: []OpenView{}, AlsoOpen: []OpenView{}, Attachments: []AttachmentView{}, Archived: q.Archived,
		Erased: q.Erased, ClosingCode: q.ClosingCode, LastReply: lastReply(q.LastReply), Fields: d.Request.Fields, ExternalRef: d.Request.ExternalRef(), Missing: []problem.Field{},
		Warnings: []WarningView{}, Actions: []string{}, Replies: []string{}, Closings: []string{}, History: make([]EventView, len(d.History)), Clock: clockView(d), Clocks: make([]DueView, len(d.Clocks))}
	if len(sides) > 1 {
		v.Side = "both"
	}
	if v.Fields == nil {
		v.Fields = map[string]any{}
	}
	v.workflow(d)
	if q.State == inquiry.StateDraft {
		v.draft(d, now)
	} else if slices.Contains(sides, inquiry.Replier) {
		v.Proposal = proposal(q.Proposal)
	}
	switch {
	case q.RespondBy.IsZero():
	case q.State == inquiry.StateReturned:
		v.RespondEnds = d.Release.Roles().ClosedUnanswered
	default:
		v.RespondEnds = d.Release.Roles().ClosedWithoutReaction
	}
	for _, s := range sides {
		if !q.MayAct(by, s) {
			continue
		}
		for _, a := range q.Actions(s, d.Release) {
			if slices.Contains(v.Actions, string(a)) {
				continue
			}
			v.Actions = append(v.Actions, string(a))
			switch a {
			case inquiry.ActReply:
				v.Replies = append(v.Replies, q.Replies(d.Release)...)
			case inquiry.ActClose:
				v.Closings = append(v.Closings, q.Closings(d.Release)...)
			}
		}
	}
	for i, x := range d.Clocks {
		v.Clocks[i] = dueView(x)
	}
	for i, e := range d.History {
		v.History[i] = event(e, by)
		if e.Kind == inquiry.Merged {
			v.Merged = append(v.Merged, string(e.Merge))
		}
		if e.Attachment != nil {
			v.Attachments = append(v.Attachments, *attachment(e.Attachment))
		}
	}
	return v
}

// actingSide is the side the caller works for; where that is both or neither, the first.
func actingSide(q inquiry.Inquiry, by principal.Principal, sides []inquiry.Side) inquiry.Side {
	for _, s := range sides {
		if q.MayAct(by, s) {
			return s
		}
	}
	return sides[0]
}

// workflow adds what the inquiry's workflow says of its levels and of what follows the last reply.
func (v *InquiryView) workflow(d inquiry.Details) {
	wf, ok := d.Release.Workflow(d.Inquiry.Workflow)
	if !ok {
		return
	}
	for _, l := range wf.Levels {
		v.Levels = append(v.Levels, l.Level)
	}
	if next, ok := wf.NextLevel(d.Inquiry.Level); ok {
		v.NextLevel = &next
	}
	if r := d.Inquiry.LastReply; r != nil && d.Inquiry.State != inquiry.StateDraft {
		if code, ok := d.Release.Reply(r.Code); ok {
			for _, next := range code.LeadsTo { // as far as it serves the item's product
				if wf, ok := d.Release.Workflow(next); ok && slices.Contains(wf.Products, d.Inquiry.Product) {
					v.LeadsTo = append(v.LeadsTo, next)
				}
			}
		}
	}
}

// draft adds what the writer of a draft should know before sending.
func (v *InquiryView) draft(d inquiry.Details, now time.Time) {
	q := d.Inquiry
	v.Missing = q.Missing(d.Request, d.Release, q.Level)
	if days, early := q.TooEarly(d.Request, d.Release, d.Ends, now); early {
		v.Warnings = append(v.Warnings, WarningView{"too-early", tooEarly(days)})
	}
	if v.Proposal = proposal(d.Answers); v.Proposal != nil {
		v.Warnings = append(v.Warnings, WarningView{"already-answered", "Tracking already answers this question. Tell the customer; ask only if that does not help."})
	}
	for _, o := range d.Same {
		v.Duplicates = append(v.Duplicates, OpenView{ID: string(o.ID), Workflow: o.Workflow, State: string(o.State), DueAt: httpapi.Some(o.Clock.DueAt)})
	}
	for _, o := range d.Others {
		v.AlsoOpen = append(v.AlsoOpen, OpenView{ID: string(o.ID), Workflow: o.Workflow, State: string(o.State), DueAt: httpapi.Some(o.Clock.DueAt)})
	}
	if len(v.Duplicates) > 0 {
		v.Warnings = append(v.Warnings, WarningView{"already-asked", "Your operator already asks this about the item. Join that inquiry instead of sending a second one."})
	}
}

func assignee(a inquiry.Assignee) *AssigneeView {
	if a.Subject == "" {
		return nil
	}
	return &AssigneeView{a.Subject, a.Name}
}

func attachment(a *inquiry.Attachment) *AttachmentView {
	return &AttachmentView{a.ID, a.Name, a.MediaType, a.Size}
}

func proposal(p *inquiry.Proposal) *ProposalView {
	if p == nil {
		return nil
	}
	v := &ProposalView{p.Code, p.Class, p.Fields, p.Complete, p.EventCode, p.EventTime, p.Office}
	if v.Fields == nil {
		v.Fields = map[string]any{}
	}
	return v
}

func tooEarly(days int) string {
	if days == 1 {
		return "The item was posted yesterday: the normal transit time is not over yet."
	}
	return "The normal transit time of this product is not over yet. Tell the customer before you ask the partner."
}

func event(e inquiry.Event, by principal.Principal) EventView {
	v := EventView{Seq: e.Seq, Kind: string(e.Kind), At: e.At, Level: e.Level, Actor: ActorView{Kind: string(e.By.Kind), Operator: string(e.By.Operator), Centre: string(e.By.Centre)},
		ClosingCode: e.ClosingCode, Reason: e.Reason, Fields: e.Fields, OnTime: e.OnTime, WorkingMinutes: e.WorkingMinutes,
		Private: e.Private != "", Text: e.Text, Language: e.Language, Merged: string(e.Merge), RespondBy: httpapi.Some(e.RespondBy), Stage: e.Stage}
	v.LookedUp = e.LookedUp
	for _, s := range e.Snapshot {
		v.Snapshot = append(v.Snapshot, SeenView{s.Code, s.Time, s.Office, tracking.NameOf(s.Office)})
	}
	if a := e.Assignee; a != nil {
		v.Assignee = &AssigneeView{a.Subject, a.Name}
	}
	if r := e.Reference; r != nil {
		v.Joined = &JoinedView{r.CustomerRef, r.CRMCase}
	}
	if e.Attachment != nil {
		v.Attachment = attachment(e.Attachment)
	}
	if c := e.Customs; c != nil && (c.Held || e.Clock != nil) { // what moves on shows that customs does not hold it: news only where it did
		v.Customs = map[bool]string{true: "held", false: "released"}[c.Held]
	}
	if e.Proposal != nil {
		v.Proposed = e.Proposal.Code
	}
	if e.By.Operator == by.Operator {
		v.Actor.Name = e.By.Name
	}
	if e.Replier != nil && e.Kind != inquiry.Edited {
		v.Centre = string(e.Replier.Centre)
	}
	if e.Requester != nil {
		v.Centre = string(e.Requester.Centre)
	}
	if e.From != nil {
		from := party(*e.From)
		v.From = &from
	}
	if e.Clock != nil {
		v.DueAt = httpapi.Some(e.Clock.DueAt)
	}
	if r := e.Reply; r != nil {
		v.Reply = &ReplyView{r.Code, r.Class, r.Fields, r.Text, r.Language}
		if v.Reply.Fields == nil {
			v.Reply.Fields = map[string]any{}
		}
	}
	if t := e.Tracking; t != nil {
		v.Event = &TrackingView{t.Code, t.Time, t.Office, t.Country, string(t.Sender)}
	}
	return v
}

// RowView is an inquiry as a folder lists it.
type RowView struct {
	ID               string        `json:"id"`
	ItemID           string        `json:"itemId"`
	Product          string        `json:"product"`
	Workflow         string        `json:"workflow"`
	Level            int           `json:"level"`
	State            string        `json:"state" enum:"draft,sent,opened,replied,returned,closed"`
	Urgent           bool          `json:"urgent"`
	DueSoon          bool          `json:"dueSoon"`
	Overdue          bool          `json:"overdue"`
	Requester        PartyView     `json:"requester"`
	Replier          PartyView     `json:"replier"`
	Unroutable       string        `json:"unroutable,omitempty" enum:"operator-unknown,operator-has-no-centre,no-centre-for-product,centre-closed"`
	CreatedAt        time.Time     `json:"createdAt"`
	SentAt           *time.Time    `json:"sentAt"`
	RepliedAt        *time.Time    `json:"repliedAt"`
	ClosedAt         *time.Time    `json:"closedAt"`
	DueAt            *time.Time    `json:"dueAt"`
	TargetMinutes    int           `json:"targetMinutes"`
	RemainingMinutes *int          `json:"remainingMinutes"`
	RespondBy        *time.Time    `json:"respondBy"`
	LastReply        *ReplyRefView `json:"lastReply"`
	Held             []string      `json:"held" doc:"Why the clock stands still; empty while it runs"`
	Proposal         string        `json:"proposal,omitempty" doc:"Reply code that tracking offers; the replier's rows only"`
	Assignee         string        `json:"assignee,omitempty" doc:"Subject of who of the caller's side works on it"`
}

func row(r inquiry.Row, by principal.Principal) RowView {
	q := r.Inquiry
	v := RowView{ID: string(q.ID), ItemID: string(q.ItemID), Product: q.Product, Workflow: q.Workflow, Level: q.Level, State: string(q.State), Urgent: q.Urgent,
		DueSoon: q.DueSoon(), Overdue: q.Overdue, Requester: party(q.Requester), Replier: party(q.Replier), Unroutable: q.Unroutable, CreatedAt: q.CreatedAt,
		SentAt: httpapi.Some(q.SentAt), RepliedAt: httpapi.Some(q.RepliedAt), ClosedAt: httpapi.Some(q.ClosedAt), DueAt: httpapi.Some(q.Clock.DueAt), TargetMinutes: q.Clock.TargetMinutes,
		RemainingMinutes: r.Remaining, RespondBy: httpapi.Some(q.RespondBy), LastReply: lastReply(q.LastReply), Held: []string{}}
	for _, h := range q.Clock.Held {
		v.Held = append(v.Held, string(h.Cause))
	}
	if sides := q.Sides(by.Operator); len(sides) > 0 {
		side := actingSide(q, by, sides)
		v.Assignee = q.Agent(side).Subject
		if q.Proposal != nil && side == inquiry.Replier {
			v.Proposal = q.Proposal.Code
		}
	}
	return v
}
