package api

import (
	"context"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

// AlertView is an alert of a call centre, as the caller has read it.
type AlertView struct {
	ID        string     `json:"id"`
	Side      string     `json:"side" enum:"requester,replier" doc:"The side of the inquiry that is told"`
	Kind      string     `json:"kind" enum:"new,approaching,overdue,trackingUpdated,replyReceived,returned,supplemented,unroutable,escalated,rejected,followUp,held,claim,draft,handedOver,dueMoved,moveEnded,proposal,attached,closed,delivered,forceMajeure,lateItems"`
	Next      string     `json:"next" enum:"answer,confirm,read,supplement,escalate,route,claim,send,close,look" doc:"What to do about it"`
	At        time.Time  `json:"at"`
	InquiryID string     `json:"inquiryId" doc:"Empty for forceMajeure and lateItems, which are of no single inquiry; so are itemId and workflow"`
	ItemID    string     `json:"itemId"`
	Workflow  string     `json:"workflow"`
	Urgent    bool       `json:"urgent"`
	Partner   string     `json:"partner" doc:"Operator code of the other side"`
	Stage     int        `json:"stage,omitempty" doc:"Of an approaching one: 1 at 75 % of the target, 2 with two working hours left"`
	Reason    string     `json:"reason,omitempty" doc:"Reason code, where the step has one; of lateItems the country they go to"`
	Read      bool       `json:"read" doc:"By you"`
	ReadAt    *time.Time `json:"readAt" doc:"When you read it, or all up to a later one"`
}

func alert(a inquiry.Alert) AlertView {
	return AlertView{ID: a.ID, Side: string(a.Side), Kind: string(a.Kind), Next: string(a.Next()), At: a.At, InquiryID: string(a.InquiryID), ItemID: string(a.ItemID), Workflow: a.Workflow, Urgent: a.Urgent,
		Partner: string(a.Partner), Stage: a.Stage, Reason: a.Reason, Read: a.Read, ReadAt: httpapi.Some(a.ReadAt)}
}

type alertsBody struct {
	Unread     int         `json:"unread" doc:"That you have not read yourself"`
	UpTo       int         `json:"upTo" doc:"Number of the newest alert that this answer knows: what read-all is given"`
	Items      []AlertView `json:"items"`
	NextCursor string      `json:"nextCursor,omitempty"`
}

func (h handlers) alerts(ctx context.Context, in *struct {
	CentreQuery
	PageQuery
	Conditional
}) (*list[alertsBody], error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	scope := fmt.Sprintf("alerts %s", at.centre)
	position, err := h.d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	unread, err := h.d.Inquiries.UnreadAlerts(ctx, at.by, at.centre, at.now) // before the list: what comes in between is not known to it
	if err != nil {
		return nil, err
	}
	tag, err := tagOf([]any{unread, at.now.Truncate(24 * time.Hour)}) // what there is changes with a new one, with what is read, and by the day with what is too old
	if err != nil {
		return nil, err
	}
	if in.has(tag) { // nothing else is read
		return tagged(in.Conditional, tag, alertsBody{Items: []AlertView{}}), nil
	}
	found, err := h.d.Inquiries.ListAlerts(ctx, at.by, at.centre, inquiry.Page{Limit: in.Limit, Position: position}, at.now)
	if err != nil {
		return nil, err
	}
	body := alertsBody{Unread: unread.Count, UpTo: unread.Newest, Items: make([]AlertView, len(found.Items))}
	for i, a := range found.Items {
		body.Items[i] = alert(a)
	}
	body.NextCursor, err = h.d.Cursors.Seal(ctx, scope, found.Next)
	return tagged(in.Conditional, tag, body), err
}

type unreadView struct {
	Centre string `json:"centre" example:"GBA-DON"`
	Unread int    `json:"unread" doc:"That you have not read yourself; what is a moment old may be missing"`
}

type unreadBody struct {
	Items []unreadView `json:"items" nullable:"false" doc:"The call centres you work in; empty when there is none"`
}

func (h handlers) unreadAlerts(ctx context.Context, in *struct{ Conditional }) (*list[unreadBody], error) {
	by := httpapi.Caller(ctx)
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := h.d.Inquiries.UnreadOfEach(ctx, by, now)
	if err != nil {
		return nil, err
	}
	body := unreadBody{make([]unreadView, len(counts))}
	for i, n := range counts {
		body.Items[i] = unreadView{string(by.CallCentres[i]), n}
	}
	tag, err := tagOf(body)
	return tagged(in.Conditional, tag, body), err
}

func (h handlers) readAlert(ctx context.Context, in *struct {
	ID string `path:"id" pattern:"^[A-Za-z0-9_-]{1,80}$" patternDescription:"an alert's id"`
	CentreQuery
}) (*struct{}, error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	return nil, h.d.Inquiries.ReadAlert(ctx, at.by, at.centre, in.ID, at.now)
}

type readAllBody struct {
	Marked int  `json:"marked"`
	More   bool `json:"more" doc:"Always false: one call marks them all"`
}

// all stands for every alert that there is.
const all = 1<<31 - 1

func (h handlers) readAll(ctx context.Context, in *struct {
	UpTo int `query:"upTo" minimum:"0" doc:"upTo of the list you were shown: what came since stays unread. Default: all that there are now"`
	CentreQuery
}) (*struct{ Body readAllBody }, error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	upTo := in.UpTo
	if upTo == 0 {
		upTo = all
	}
	n, err := h.d.Inquiries.ReadAllAlerts(ctx, at.by, at.centre, upTo, at.now)
	return &struct{ Body readAllBody }{readAllBody{Marked: n}}, err
}
