// Package api is the HTTP face of data requests and of who looked.
//
// It must not know what of an inquiry is personal, nor where anything is stored.
package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
)

// Deps is what the routes need.
type Deps struct {
	Privacy *privacy.Service
	Clock   clock.Clock
	Cursors *paging.Cursors
}

// New returns the handler of the function.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Privacy")
	Register(api, d)
	return mux
}

const maxBody = 16 << 10

// ByID names a data request; exported, because huma reads parameters of exported fields only.
type ByID struct {
	ID string `path:"id" pattern:"^[0-9A-Z]{26}$" patternDescription:"26 characters of a data request's id" doc:"Data request"`
}

// PageQuery asks for a part of a list.
type PageQuery struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	Cursor string `query:"cursor" maxLength:"2000" doc:"nextCursor of the page before"`
}

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	h := handlers{d}
	op := func(id, method, path, summary, description string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: description, Tags: []string{"privacy"}, MaxBodyBytes: maxBody,
			Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity}}
	}
	huma.Register(api, op("find-person", http.MethodGet, "/v1/data-requests/matches", "Inquiries of your operator that may be about a person",
		"By item, whole reference or the beginning of a name, with names and addresses. Each of them is a look."), h.matches)
	ask := op("ask-for-data", http.MethodPost, "/v1/data-requests", "Have a person's data exported or erased, by inquiry",
		"It is carried out soon after. An erasure waits for inquiries that are open, and is tried again every day.")
	ask.DefaultStatus = http.StatusCreated
	huma.Register(api, ask, h.ask)
	huma.Register(api, op("list-data-requests", http.MethodGet, "/v1/data-requests", "Data requests of your operator, newest first", ""), h.list)
	huma.Register(api, op("get-data-request", http.MethodGet, "/v1/data-requests/{id}", "A data request with what became of each inquiry", ""), h.find)
	again := op("run-data-request-again", http.MethodPost, "/v1/data-requests/{id}/run-again", "Carry out what waited or failed, or make an export anew that can no longer be fetched", "")
	again.DefaultStatus = http.StatusAccepted
	huma.Register(api, again, h.again)
	huma.Register(api, op("download-data-request", http.MethodGet, "/v1/data-requests/{id}/download", "An address to download an export from",
		"The address works for five minutes, without a token; the export for seven days. Asking for it is a look at every inquiry in it."), h.download)
	huma.Register(api, op("list-looks", http.MethodGet, "/v1/looks", "Who looked at an inquiry, or what one of your people looked at",
		"An entry for each person, inquiry and day (UTC), the latest first, kept for 13 months. Of the partner's people you learn operator and call centre only."), h.looks)
}

type handlers struct{ d Deps }

// MatchView is an inquiry that may be about the person who is looked for.
type MatchView struct {
	ID               string    `json:"id"`
	ItemID           string    `json:"itemId" example:"EE123456799GB"`
	Workflow         string    `json:"workflow" example:"WII"`
	State            string    `json:"state" enum:"draft,sent,opened,replied,returned,closed"`
	CreatedAt        time.Time `json:"createdAt"`
	Requester        string    `json:"requester" doc:"Operator that asks" example:"GBA"`
	Replier          string    `json:"replier" doc:"Operator that is asked; empty while a draft's destination is not known" example:"DEA"`
	SenderName       string    `json:"senderName"`
	SenderAddress    string    `json:"senderAddress"`
	AddresseeName    string    `json:"addresseeName"`
	AddresseeAddress string    `json:"addresseeAddress"`
	Archived         bool      `json:"archived"`
	Erased           bool      `json:"erased"`
}

func match(r inquiry.Record) MatchView {
	q := r.Inquiry
	text := func(field string) string { s, _ := r.Request.Fields[field].(string); return s }
	return MatchView{ID: string(q.ID), ItemID: string(q.ItemID), Workflow: q.Workflow, State: string(q.State), CreatedAt: q.CreatedAt, Requester: string(q.Requester.Operator),
		Replier: string(q.Replier.Operator), SenderName: text("senderName"), SenderAddress: text("senderAddress"), AddresseeName: text("addresseeName"),
		AddresseeAddress: text("addresseeAddress"), Archived: q.Archived, Erased: q.Erased}
}

// MatchList is a page of what was found.
type MatchList struct {
	Items      []MatchView `json:"items"`
	NextCursor string      `json:"nextCursor" doc:"Empty on the last page"`
}

type private[T any] struct {
	CacheControl string `header:"Cache-Control"`
	Body         T
}

// secret answers with what no cache may keep.
func secret[T any](body T) *private[T] { return &private[T]{"no-store", body} }

func (h handlers) matches(ctx context.Context, in *struct {
	Query string `query:"q" required:"true" minLength:"1" maxLength:"100" doc:"An item number in any spelling, a whole reference, or at least three letters of a name"`
	PageQuery
}) (*private[MatchList], error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	by := httpapi.Caller(ctx)
	scope := "matches " + string(by.Operator) + " " + in.Query
	position, err := h.d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	found, next, err := h.d.Privacy.Matches(ctx, by, in.Query, privacy.Page{Limit: in.Limit, Position: position}, now)
	if err != nil {
		return nil, err
	}
	out := secret(MatchList{Items: make([]MatchView, len(found))})
	for i, r := range found {
		out.Body.Items[i] = match(r)
	}
	out.Body.NextCursor, err = h.d.Cursors.Seal(ctx, scope, next)
	return out, err
}
