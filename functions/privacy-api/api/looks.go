package api

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
)

// LookView is what one person saw of one inquiry on one day.
type LookView struct {
	InquiryID string    `json:"inquiryId"`
	Day       string    `json:"day" example:"2026-11-23" doc:"UTC"`
	Operator  string    `json:"operator" example:"GBA"`
	Centre    string    `json:"centre" doc:"Empty for who works in no call centre" example:"GBA-DON"`
	Subject   string    `json:"subject" doc:"Empty of another operator's people"`
	Name      string    `json:"name" doc:"Empty of another operator's people"`
	Seen      []string  `json:"seen" enum:"page,history,form,document,match,export"`
	First     time.Time `json:"first"`
	Last      time.Time `json:"last" doc:"Right to ten minutes"`
}

// LookList is a page of looks.
type LookList struct {
	Items      []LookView `json:"items"`
	NextCursor string     `json:"nextCursor" doc:"Empty on the last page"`
}

func (h handlers) looks(ctx context.Context, in *struct {
	Inquiry string `query:"inquiry" pattern:"^[0-9A-Z]{26}$" patternDescription:"26 characters of an inquiry's id" doc:"Who looked at it"`
	Agent   string `query:"agent" maxLength:"64" doc:"Subject of one of your people: what they looked at"`
	PageQuery
}) (*private[LookList], error) {
	if (in.Inquiry == "") == (in.Agent == "") {
		return nil, problem.New(problem.Invalid, "request-invalid", "Ask for the looks at one inquiry, or for those of one agent.").With("inquiry", "is to be given, or agent, not both")
	}
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	by := httpapi.Caller(ctx)
	scope := "looks " + string(by.Operator) + " " + in.Inquiry + " " + in.Agent
	position, err := h.d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	page := privacy.Page{Limit: in.Limit, Position: position}
	var looks []privacy.Look
	var next map[string]string
	if in.Inquiry != "" {
		looks, next, err = h.d.Privacy.LooksAt(ctx, by, inquiry.ID(in.Inquiry), page, now)
	} else {
		looks, next, err = h.d.Privacy.LooksOf(ctx, by, in.Agent, page, now)
	}
	if err != nil {
		return nil, err
	}
	out := secret(LookList{Items: make([]LookView, len(looks))})
	for i, l := range looks {
		out.Body.Items[i] = LookView{string(l.Inquiry), l.Day, string(l.Operator), string(l.Centre), l.Subject, l.Name, make([]string, len(l.Seen)), l.First, l.Last}
		for j, s := range l.Seen {
			out.Body.Items[i].Seen[j] = string(s)
		}
	}
	out.Body.NextCursor, err = h.d.Cursors.Seal(ctx, scope, next)
	return out, err
}
