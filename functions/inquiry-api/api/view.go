package api

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
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
	ID               string          `json:"id"`
	Version          int             `json:"version" doc:"Number of events; send it back with an action to learn of what happened meanwhile"`
	State            string          `json:"state" enum:"draft,sent,opened,replied,returned,closed"`
	Side             string          `json:"side" enum:"requester,replier,both"`
	Folder           string          `json:"folder" doc:"Where the caller's side finds it; of both sides, the requester's"`
	ItemID           string          `json:"itemId" example:"EE123456799GB"`
	Product          string          `json:"product" example:"EMS"`
	Workflow         string          `json:"workflow" example:"WII"`
	Level            int             `json:"level"`
	CatalogueVersion string          `json:"catalogueVersion"`
	Urgent           bool            `json:"urgent"`
	Requester        PartyView       `json:"requester"`
	Replier          PartyView       `json:"replier"`
	Unroutable       string          `json:"unroutable,omitempty" doc:"Why no call centre takes it"`
	CreatedAt        time.Time       `json:"createdAt"`
	SentAt           *time.Time      `json:"sentAt"`
	OpenedAt         *time.Time      `json:"openedAt"`
	RepliedAt        *time.Time      `json:"repliedAt"`
	ReadAt           *time.Time      `json:"readAt"`
	ClosedAt         *time.Time      `json:"closedAt"`
	DueAt            *time.Time      `json:"dueAt"`
	DueSoonAt        *time.Time      `json:"dueSoonAt"`
	TargetMinutes    int             `json:"targetMinutes"`
	RemainingMinutes *int            `json:"remainingMinutes" doc:"Working minutes left, negative when overdue; null when no clock runs"`
	DueSoon          bool            `json:"dueSoon"`
	Overdue          bool            `json:"overdue"`
	OnTime           *bool           `json:"onTime" doc:"Decided once; null until then"`
	ClosingCode      string          `json:"closingCode,omitempty"`
	LastReply        *ReplyRefView   `json:"lastReply"`
	Fields           map[string]any  `json:"fields" doc:"The request: coded fields of the workflow's sections"`
	Missing          []problem.Field `json:"missing" doc:"What keeps a draft from being sent"`
	Warnings         []WarningView   `json:"warnings"`
	Actions          []string        `json:"actions" doc:"What the caller may do now"`
	Replies          []string        `json:"replies" doc:"Reply codes allowed now"`
	Closings         []string        `json:"closings" doc:"Closing codes allowed now"`
	History          []EventView     `json:"history"`
	Clock            *ClockView      `json:"clock"`
}

// WarningView is something the caller should know before acting; it refuses nothing.
type WarningView struct {
	Code   string `json:"code" enum:"too-early"`
	Detail string `json:"detail"`
}

// ActorView says who did a step. The name is shown to people of the same operator only.
type ActorView struct {
	Kind     string `json:"kind" enum:"agent,system"`
	Operator string `json:"operator,omitempty"`
	Centre   string `json:"centre,omitempty"`
	Name     string `json:"name,omitempty"`
}

// EventView is one step.
type EventView struct {
	Seq            int           `json:"seq"`
	Kind           string        `json:"kind" enum:"drafted,edited,sent,routed,unroutable,opened,replied,returned,supplemented,read,dueSoon,overdue,trackingUpdated,closed"`
	At             time.Time     `json:"at"`
	Actor          ActorView     `json:"actor"`
	Level          int           `json:"level"`
	Centre         string        `json:"centre,omitempty" doc:"routed: to which call centre"`
	DueAt          *time.Time    `json:"dueAt,omitempty" doc:"routed, supplemented: the due time from here on"`
	Reply          *ReplyView    `json:"reply,omitempty"`
	ClosingCode    string        `json:"closingCode,omitempty"`
	Reason         string        `json:"reason,omitempty"`
	Event          *TrackingView `json:"event,omitempty"`
	Fields         []string      `json:"fields,omitempty" doc:"edited, supplemented: which fields changed"`
	OnTime         *bool         `json:"onTime,omitempty" doc:"On the step that decided it"`
	WorkingMinutes *int          `json:"workingMinutes,omitempty"`
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

// ClockView explains the due time.
type ClockView struct {
	StartedAt     time.Time      `json:"startedAt"`
	DueAt         time.Time      `json:"dueAt"`
	TargetMinutes int            `json:"targetMinutes"`
	TimeZone      string         `json:"timeZone" example:"Europe/Berlin"`
	PausedAt      *time.Time     `json:"pausedAt"`
	Intervals     []IntervalView `json:"intervals" doc:"The working time that is counted, up to the due time"`
	Pauses        []IntervalView `json:"pauses"`
}

// IntervalView is a half-open span of time; Minutes is its length.
type IntervalView struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Minutes int       `json:"minutes"`
}

func some(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
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
	v := InquiryView{ID: string(q.ID), Version: q.Version, State: string(q.State), Side: string(sides[0]), Folder: string(q.FolderOf(sides[0])),
		ItemID: string(q.ItemID), Product: q.Product, Workflow: q.Workflow, Level: q.Level, CatalogueVersion: q.CatalogueVersion, Urgent: q.Urgent,
		Requester: party(q.Requester), Replier: party(q.Replier), Unroutable: q.Unroutable, CreatedAt: q.CreatedAt, SentAt: some(q.SentAt),
		OpenedAt: some(q.OpenedAt), RepliedAt: some(q.RepliedAt), ReadAt: some(q.ReadAt), ClosedAt: some(q.ClosedAt), DueAt: some(q.Clock.DueAt),
		DueSoonAt: some(q.Clock.DueSoonAt), TargetMinutes: q.Clock.TargetMinutes, RemainingMinutes: d.Remaining, DueSoon: q.DueSoon, Overdue: q.Overdue,
		OnTime: q.OnTime, ClosingCode: q.ClosingCode, LastReply: lastReply(q.LastReply), Fields: d.Request.Fields, Missing: []problem.Field{},
		Warnings: []WarningView{}, Actions: []string{}, Replies: []string{}, Closings: []string{}, History: make([]EventView, len(d.History)), Clock: clockView(d)}
	if len(sides) > 1 {
		v.Side = "both"
	}
	if v.Fields == nil {
		v.Fields = map[string]any{}
	}
	if q.State == inquiry.StateDraft {
		v.Missing = q.Missing(d.Request, d.Release)
		if days, early := q.TooEarly(d.Request, d.Release, now); early {
			v.Warnings = append(v.Warnings, WarningView{"too-early", tooEarly(days)})
		}
	}
	for _, s := range sides {
		if !q.MayAct(by, s) {
			continue
		}
		for _, a := range q.Actions(s) {
			v.Actions = append(v.Actions, string(a))
			switch a {
			case inquiry.ActReply:
				v.Replies = append(v.Replies, q.Replies(d.Release)...)
			case inquiry.ActClose:
				v.Closings = append(v.Closings, q.Closings(d.Release)...)
			}
		}
	}
	for i, e := range d.History {
		v.History[i] = event(e, by)
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
		ClosingCode: e.ClosingCode, Reason: e.Reason, Fields: e.Fields, OnTime: e.OnTime, WorkingMinutes: e.WorkingMinutes}
	if e.By.Operator == by.Operator {
		v.Actor.Name = e.By.Name
	}
	if e.Kind == inquiry.Routed {
		v.Centre = string(e.Replier.Centre)
	}
	if e.Clock != nil {
		v.DueAt = some(e.Clock.DueAt)
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

func clockView(d inquiry.Details) *ClockView {
	c := d.Inquiry.Clock
	if c.StartedAt.IsZero() {
		return nil
	}
	return &ClockView{StartedAt: c.StartedAt, DueAt: c.DueAt, TargetMinutes: c.TargetMinutes, TimeZone: d.TimeZone, PausedAt: some(c.PausedAt),
		Intervals: intervals(d.Counted), Pauses: intervals(c.Pauses)}
}

func intervals(list []calendar.Interval) []IntervalView {
	out := make([]IntervalView, len(list))
	for i, v := range list {
		out[i] = IntervalView{v.From, v.To, int(v.To.Sub(v.From) / time.Minute)}
	}
	return out
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
	Unroutable       string        `json:"unroutable,omitempty"`
	CreatedAt        time.Time     `json:"createdAt"`
	SentAt           *time.Time    `json:"sentAt"`
	RepliedAt        *time.Time    `json:"repliedAt"`
	ClosedAt         *time.Time    `json:"closedAt"`
	DueAt            *time.Time    `json:"dueAt"`
	TargetMinutes    int           `json:"targetMinutes"`
	RemainingMinutes *int          `json:"remainingMinutes"`
	LastReply        *ReplyRefView `json:"lastReply"`
}

func row(r inquiry.Row) RowView {
	q := r.Inquiry
	return RowView{ID: string(q.ID), ItemID: string(q.ItemID), Product: q.Product, Workflow: q.Workflow, Level: q.Level, State: string(q.State), Urgent: q.Urgent,
		DueSoon: q.DueSoon, Overdue: q.Overdue, Requester: party(q.Requester), Replier: party(q.Replier), Unroutable: q.Unroutable, CreatedAt: q.CreatedAt,
		SentAt: some(q.SentAt), RepliedAt: some(q.RepliedAt), ClosedAt: some(q.ClosedAt), DueAt: some(q.Clock.DueAt), TargetMinutes: q.Clock.TargetMinutes,
		RemainingMinutes: r.Remaining, LastReply: lastReply(q.LastReply)}
}

// AlertView is an alert of a call centre.
type AlertView struct {
	ID        string     `json:"id"`
	Side      string     `json:"side" enum:"requester,replier" doc:"The side of the inquiry that is told"`
	Kind      string     `json:"kind" enum:"new,approaching,overdue,trackingUpdated,replyReceived,returned,supplemented,unroutable"`
	At        time.Time  `json:"at"`
	InquiryID string     `json:"inquiryId"`
	ItemID    string     `json:"itemId"`
	Workflow  string     `json:"workflow"`
	Urgent    bool       `json:"urgent"`
	Partner   string     `json:"partner" doc:"Operator code of the other side"`
	Read      bool       `json:"read"`
	ReadAt    *time.Time `json:"readAt"`
}

func alert(a inquiry.Alert) AlertView {
	return AlertView{ID: a.ID, Side: string(a.Side), Kind: string(a.Kind), At: a.At, InquiryID: string(a.InquiryID), ItemID: string(a.ItemID), Workflow: a.Workflow, Urgent: a.Urgent,
		Partner: string(a.Partner), Read: !a.ReadAt.IsZero(), ReadAt: some(a.ReadAt)}
}
