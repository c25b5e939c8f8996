// Package api is the HTTP face of saved lists, watches and feeds.
//
// It must not know how an item is watched, what its operator may see of it, or where anything is stored.
package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// OpenInquiry is what a list shows of an inquiry that is not closed.
type OpenInquiry struct {
	ID       string     `json:"id"`
	Workflow string     `json:"workflow"`
	State    string     `json:"state"`
	DueAt    *time.Time `json:"dueAt" doc:"null while no clock runs"`
}

// OpenInquiries returns the open inquiries on an item that the caller takes part in.
type OpenInquiries func(ctx context.Context, by principal.Principal, id edi.ItemID) ([]OpenInquiry, error)

// Deps is what the operations work on.
type Deps struct {
	Lists         *follow.Lists
	Feeds         *follow.Feeds
	OpenInquiries OpenInquiries
	NameOf        func(ctx context.Context, subject string) (string, error) // of an agent, "" for one who has left
	Clock         clock.Clock
	Cursors       *paging.Cursors
}

// New serves the API.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Whereabouts follow")
	Register(api, d)
	return mux
}

const maxBody = 256 << 10

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	op := func(method, id, path, summary, about string, status int) huma.Operation {
		tag := "Lists"
		if id == "watch-items" || id == "list-watches" || id == "unwatch-item" || id == "read-feed" {
			tag = "Feeds"
		}
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: about, DefaultStatus: status, Tags: []string{tag}, MaxBodyBytes: maxBody}
	}
	const match = " Send the ETag back as If-Match: 412 when somebody changed it in between."
	huma.Register(api, op(http.MethodGet, "list-saved-lists", "/v1/lists", "The saved lists that are shared with you, those with the latest news first",
		"news is how much happened on a list since you looked at it.", 0), d.lists)
	huma.Register(api, op(http.MethodPost, "create-saved-list", "/v1/lists", "Save a new list", "It ends after 90 days unless somebody renews it. Give it no person's name.", http.StatusCreated), d.create)
	huma.Register(api, op(http.MethodGet, "get-saved-list", "/v1/lists/{id}", "A saved list with where its items are, news first",
		"Of items that your operator takes no part in it shows the public milestones only. Send the ETag back as If-None-Match: 304 while nothing changed.", 0), d.list)
	huma.Register(api, op(http.MethodPatch, "change-saved-list", "/v1/lists/{id}", "Change a list's name, note and sharing, or renew it",
		"Everybody who sees a list may renew it; who made it, supervisors and the administrator may change the rest."+match, 0), d.change)
	huma.Register(api, op(http.MethodDelete, "delete-saved-list", "/v1/lists/{id}", "Delete a list", "Who made it, supervisors and the administrator."+match, http.StatusNoContent), d.delete)
	huma.Register(api, op(http.MethodPost, "add-to-saved-list", "/v1/lists/{id}/items", "Put items on a list",
		"As people type them, or as text that was pasted: one a line, or a table. Answers for each; wrong ones hold up nobody. Adding one again changes nothing.", 0), d.add)
	huma.Register(api, op(http.MethodPost, "remove-from-saved-list", "/v1/lists/{id}/items/remove", "Take items from a list", "Those that are not on it are passed over.", http.StatusNoContent), d.remove)
	huma.Register(api, op(http.MethodPost, "see-saved-list", "/v1/lists/{id}/seen", "You have seen the news of a list", "Up to the number that came with it; what came since stays news.", http.StatusNoContent), d.seen)
	huma.Register(api, op(http.MethodGet, "list-inquiries-on-items", "/v1/lists/{id}/inquiries", "What is being asked about items on a list", "The open inquiries that your operator takes part in.", 0), d.inquiries)

	huma.Register(api, op(http.MethodPost, "watch-items", "/v1/watches", "Have a feed told of items",
		"Answers for each; wrong ones hold up nobody. Watching again changes reference and end. An item nobody has heard of yet can be watched.", 0), d.watch)
	huma.Register(api, op(http.MethodGet, "list-watches", "/v1/watches", "What a feed watches, by item", "A page may be short, even empty, while nextCursor is there.", 0), d.watches)
	huma.Register(api, op(http.MethodDelete, "unwatch-item", "/v1/watches/{itemId}", "Have a feed told of an item no more", "", http.StatusNoContent), d.unwatch)
	huma.Register(api, op(http.MethodGet, "read-feed", "/v1/tracking/feed", "What happened to the items that a feed watches, in the order of its numbers",
		"Each event once, without a gap, kept for 30 days. nextCursor is always there: ask again with it. Without a cursor a feed begins with the earliest that is kept. "+
			"Who comes back too late for something is told so: 409 cursor-expired. Where your operator takes no part in the item, an entry says milestone, country and time only. "+
			"Who signed is read with the item.", 0), d.feed)
}

// byOperator lets anybody in who acts for an operator; which one decides what they see.
func byOperator(ctx context.Context) (principal.Principal, error) {
	by := httpapi.Caller(ctx)
	return by, httpapi.Require(by, principal.Roles...)
}
