package api

import (
	"context"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// CentreQuery names a call centre; without it, the caller's first.
type CentreQuery struct {
	Centre string `query:"centre" maxLength:"20" doc:"Call centre. Default: your first" example:"GBA-DON"`
}

func (c CentreQuery) of(by principal.Principal) (directory.CentreID, error) {
	if c.Centre != "" {
		return directory.CentreID(c.Centre), nil
	}
	if len(by.CallCentres) == 0 {
		return "", problem.New(problem.Invalid, "call-centre-missing", "You work in no call centre: say which one to look at.").With("centre", "is missing")
	}
	return by.CallCentres[0], nil
}

// place is who asks, of which call centre, and when.
type place struct {
	by     principal.Principal
	centre directory.CentreID
	now    time.Time
}

func (h handlers) place(ctx context.Context, q CentreQuery) (place, error) {
	by := httpapi.Caller(ctx)
	centre, err := q.of(by)
	if err != nil {
		return place{}, err
	}
	now, err := h.d.Clock.Now(ctx)
	return place{by, centre, now}, err
}

// PageQuery asks for a part of a list.
type PageQuery struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	Cursor string `query:"cursor" maxLength:"2000" doc:"nextCursor of the page before"`
}

// FolderView is a folder and how many inquiries are in it.
type FolderView struct {
	Folder string `json:"folder" enum:"toDo,overdueByUs,toRead,returned,waiting,overdueByPartner,unroutable,drafts,closed"`
	Count  *int   `json:"count" doc:"Exact; null for the closed folder, which is a window of 30 days"`
}

type foldersBody struct {
	Centre       string       `json:"centre"`
	Items        []FolderView `json:"items"`
	UnreadAlerts int          `json:"unreadAlerts" doc:"That you have not read yourself"`
}

func (h handlers) folders(ctx context.Context, in *struct {
	CentreQuery
	Conditional
}) (*list[foldersBody], error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	counts, err := h.d.Inquiries.Count(ctx, at.by, at.centre)
	if err != nil {
		return nil, err
	}
	unread, err := h.d.Inquiries.UnreadAlerts(ctx, at.by, at.centre, at.now)
	if err != nil {
		return nil, err
	}
	body := foldersBody{Centre: string(at.centre), Items: []FolderView{}, UnreadAlerts: unread.Count}
	for _, f := range inquiry.Folders {
		if f == inquiry.UnroutableFolder && !at.by.Has(principal.Supervisor, principal.OperatorAdministrator) {
			continue
		}
		v := FolderView{Folder: string(f)}
		if f.Counted() {
			n := counts.Folders[f]
			v.Count = &n
		}
		body.Items = append(body.Items, v)
	}
	tag, err := tagOf(body)
	return tagged(in.Conditional, tag, body), err
}

type owedCountBody struct {
	Centre  string `json:"centre"`
	Date    string `json:"date" format:"date" doc:"Today on the call centre's clock"`
	Overdue int    `json:"overdue" doc:"Past their due time"`
	ToDo    int    `json:"toDo" doc:"To be answered in all, without those overdue"`
}

func (h handlers) owedCount(ctx context.Context, in *struct {
	CentreQuery
	Conditional
}) (*list[owedCountBody], error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	counted, err := h.d.Inquiries.CountOwed(ctx, at.by, at.centre, at.now)
	if err != nil {
		return nil, err
	}
	body := owedCountBody{string(at.centre), counted.Date, counted.Overdue, counted.ToDo}
	tag, err := tagOf(body)
	return tagged(in.Conditional, tag, body), err
}

type owedBody struct {
	Centre   string    `json:"centre"`
	Date     string    `json:"date" format:"date" doc:"Today on the call centre's clock"`
	Overdue  int       `json:"overdue" doc:"Past their due time"`
	ToDo     int       `json:"toDo" doc:"To be answered in all, without those overdue"`
	DueToday int       `json:"dueToday" doc:"Of those to be answered, due before the call centre's midnight"`
	More     bool      `json:"more" doc:"There may be more than dueToday: 500 inquiries were looked at"`
	Next     []RowView `json:"next" nullable:"false" doc:"The first eight to be answered, the earliest due first, urgent or not; empty for network administrators, who see no inquiries"`
}

func (h handlers) owed(ctx context.Context, in *struct {
	CentreQuery
	Conditional
}) (*list[owedBody], error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	owed, err := h.d.Inquiries.OwedBy(ctx, at.by, at.centre, at.now)
	if err != nil {
		return nil, err
	}
	body := owedBody{Centre: string(at.centre), Date: owed.Date, Overdue: owed.Overdue, ToDo: owed.ToDo, DueToday: owed.Today, More: owed.More,
		Next: make([]RowView, len(owed.Next))}
	for i, r := range owed.Next {
		body.Next[i] = row(r, at.by)
	}
	tag, err := tagOf(body)
	return tagged(in.Conditional, tag, body), err
}

type folderBody struct {
	Items      []RowView `json:"items"`
	Examined   int       `json:"examined" doc:"Inquiries that were looked at; with a filter, more than are shown"`
	NextCursor string    `json:"nextCursor,omitempty" doc:"With a filter a page may hold less than was asked for and still go on"`
}

// FilterQuery narrows a folder.
type FilterQuery struct {
	Product   string `query:"product" maxLength:"20"`
	Workflow  string `query:"workflow" maxLength:"20"`
	Level     int    `query:"level" minimum:"0" maximum:"3"`
	Partner   string `query:"partner" maxLength:"10" doc:"Operator of the other side"`
	Item      string `query:"item" maxLength:"200" doc:"S10 identifier as people type it"`
	Agent     string `query:"agent" maxLength:"100" doc:"Who works on it: me, none, or an agent's subject"`
	OlderThan int    `query:"olderThanDays" minimum:"0" maximum:"3650" doc:"Created more than so many days ago"`
	Urgent    bool   `query:"urgent"`
}

func (f FilterQuery) filter(now time.Time) (inquiry.Filter, error) {
	out := inquiry.Filter{Product: f.Product, Workflow: f.Workflow, Level: f.Level, Partner: directory.OperatorCode(f.Partner), Agent: f.Agent, Urgent: f.Urgent}
	if f.Item != "" {
		item, err := edi.ParseItemID(f.Item)
		if err != nil {
			return out, err
		}
		out.Item = item.ID
	}
	if f.OlderThan > 0 {
		out.Before = now.AddDate(0, 0, -f.OlderThan)
	}
	return out, nil
}

func (h handlers) folder(ctx context.Context, in *struct {
	Folder string `path:"folder" enum:"toDo,overdueByUs,toRead,returned,waiting,overdueByPartner,unroutable,drafts,closed"`
	CentreQuery
	PageQuery
	FilterQuery
	Conditional
}) (*list[folderBody], error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	filter, err := in.filter(at.now)
	if err != nil {
		return nil, err
	}
	filtered := in.FilterQuery
	scope := fmt.Sprintf("folder %s %s %+v", at.centre, in.Folder, filtered)
	position, err := h.d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	rows, part, err := h.d.Inquiries.List(ctx, at.by, at.centre, inquiry.Folder(in.Folder), inquiry.Page{Limit: in.Limit, Position: position, Filter: filter}, at.now)
	if err != nil {
		return nil, err
	}
	body := folderBody{Items: make([]RowView, len(rows)), Examined: part.Examined}
	for i, r := range rows {
		body.Items[i] = row(r, at.by)
	}
	tag, err := tagOf([]any{body, part.Next}) // the cursor is sealed anew each time
	if err != nil {
		return nil, err
	}
	body.NextCursor, err = h.d.Cursors.Seal(ctx, scope, part.Next)
	return tagged(in.Conditional, tag, body), err
}
