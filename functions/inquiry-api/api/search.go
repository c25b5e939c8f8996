package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

func registerSearch(api huma.API, h handlers, op operation) {
	huma.Register(api, op("search-inquiries", http.MethodGet, "/v1/search", "Inquiries of your operator by their number, item, reference, case number or name", "inquiries"), h.search)
}

type searchBody struct {
	Items      []RowView `json:"items"`
	NextCursor string    `json:"nextCursor,omitempty"`
}

func (h handlers) search(ctx context.Context, in *struct {
	Query string `query:"q" required:"true" minLength:"1" maxLength:"100" doc:"An inquiry's number as forms print it, an item number in any spelling, a whole reference, or at least three letters of a name"`
	PageQuery
}) (*struct{ Body searchBody }, error) {
	by := httpapi.Caller(ctx)
	scope := "search " + in.Query
	position, err := h.d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	found, next, err := h.d.Inquiries.Search(ctx, by, in.Query, inquiry.Page{Limit: in.Limit, Position: position})
	if err != nil {
		return nil, err
	}
	out := &struct{ Body searchBody }{searchBody{Items: make([]RowView, len(found))}}
	for i, q := range found {
		out.Body.Items[i] = row(inquiry.Row{Inquiry: q}, by)
	}
	out.Body.NextCursor, err = h.d.Cursors.Seal(ctx, scope, next)
	return out, err
}
