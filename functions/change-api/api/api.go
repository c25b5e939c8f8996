// Package api is the HTTP face of operators' logs of changes.
//
// It must not know how changes are recorded or where they are kept.
package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
)

// Deps is what the operations work on.
type Deps struct {
	Changes *change.Reader
	Cursors *paging.Cursors
}

// New serves the API.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Whereabouts changes")
	Register(api, d)
	return mux
}

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	huma.Register(api, huma.Operation{OperationID: "list-changes", Method: http.MethodGet, Path: "/v1/changes", Tags: []string{"Changes"},
		Summary: "What happened to the inquiries of your operator, in the order of its numbers",
		Description: "Each change once, numbered from 1 without gaps, kept for 35 days; both sides are told theirs, and nobody the other side's private steps. nextCursor is always there: keep it, and ask again with it. " +
			"Without a cursor the log begins with the oldest change that is kept. Who comes back too late for something is told so: 410 changes-expired. A change holds codes and times, no personal data: the inquiry has the rest. " +
			"For an operator's administrator, and for keys with the scope read, also those of one call centre.",
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusGone, http.StatusUnprocessableEntity}}, d.list)
}

type listInput struct {
	Cursor string   `query:"cursor" maxLength:"400" doc:"nextCursor of the page before; oldest, or latest: only what happens from now on. Left out: oldest"`
	Limit  int      `query:"limit" minimum:"1" maximum:"200" default:"100" doc:"Changes, at most"`
	Types  []string `query:"types" maxItems:"40" doc:"Only changes of these types, separated by commas. What is passed over counts as read. A page may be short, even empty, while behind is more than 0" example:"inquiry.replied,inquiry.closed"`
	Wait   int      `query:"wait" minimum:"0" maximum:"20" default:"0" doc:"Seconds for which the answer may wait until there is news"`
}

type listOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         struct {
		Items      []change.Message `json:"items"`
		NextCursor string           `json:"nextCursor" doc:"Always there: ask again with it, at once while behind is more than 0, else in a while"`
		Behind     int64            `json:"behind" doc:"How many changes there are already beyond nextCursor, of any type"`
	}
}

func (d Deps) list(ctx context.Context, in *listInput) (*listOutput, error) {
	by := httpapi.Caller(ctx)
	scope := "changes " + string(by.Operator)
	q := change.Query{From: change.Oldest, Types: in.Types, Limit: in.Limit, Wait: time.Duration(in.Wait) * time.Second}
	switch in.Cursor {
	case "", "oldest":
	case "latest":
		q.From = change.Latest
	default:
		position, err := d.Cursors.Open(ctx, scope, in.Cursor)
		if err != nil {
			return nil, err
		}
		if q.From, err = strconv.ParseInt(position["next"], 10, 64); err != nil {
			return nil, err // sealed by us: it was a number
		}
	}
	page, err := d.Changes.Read(ctx, by, q)
	if err != nil {
		return nil, err
	}
	out := &listOutput{CacheControl: "no-store"}
	out.Body.Items, out.Body.Behind = make([]change.Message, len(page.Changes)), page.Behind
	for i, c := range page.Changes {
		out.Body.Items[i] = c.Message()
	}
	out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, map[string]string{"next": strconv.FormatInt(page.Next, 10)})
	return out, err
}
