// Package api is what tracking-api answers over HTTP: paths, JSON names, who may see which item, transport and message.
//
// It must not know how messages are read, or where anything is stored.
package api

import (
	"context"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

// Messages finds what was received (trackingdb.Store implements it).
type Messages interface {
	// Report returns a message with its outcomes; the problem "receipt-unknown" when there is none.
	Report(ctx context.Context, receipt string) (tracking.Report, error)
	// Sent returns a page of an operator's messages, newest first.
	Sent(ctx context.Context, q tracking.Sent) (tracking.Page, error)
}

// Items finds items (trackingdb.Store implements it).
type Items interface {
	// Item returns an item; the problem "item-unknown" when no event and no pre-advice named it.
	Item(ctx context.Context, id edi.ItemID) (tracking.Item, error)
	// Local returns the items that a post's own identifier names; none is no error.
	Local(ctx context.Context, localID string) ([]edi.ItemID, error)
}

// Transports finds receptacles, dispatches and consignments (trackingdb.Store implements it).
type Transports interface {
	// Transport returns what is known of one; the problem "transport-unknown" when that is nothing.
	Transport(ctx context.Context, id tracking.TransportID) (tracking.Transport, error)
	// Route returns what happened to a receptacle, and to its dispatch as a whole; nothing happened is no error.
	Route(ctx context.Context, id edi.ReceptacleID) (tracking.Route, error)
}

// OpenInquiry is what an item shows of an inquiry that is not closed.
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
	Receiver      *tracking.Receiver
	Workbench     *tracking.Workbench
	Uploader      *tracking.Uploader
	Messages      Messages
	Items         Items
	Records       Records
	Transports    Transports
	OpenInquiries OpenInquiries
	Visits        tracking.Visits
	ShowPublic    bool // items are shown to anybody where their post of origin wants that
	Directory     directory.Reader
	Catalogue     catalogue.Reader
	Clock         clock.Clock
	Cursors       *paging.Cursors
	Transit       *transit.Desk     // what is expected of items
	Late          transit.LateItems // those that are behind
	Hub           transit.Hub       // what posts owe each other, and what came
}

// New serves the API.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Whereabouts tracking")
	Register(api, d)
	return d.acknowledging(mux)
}

// maxRequest is over what API Gateway passes on, so that a message that is too large for us is kept and refused with a receipt.
const maxRequest = 16 << 20

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	body := &huma.RequestBody{
		Description: "One list of records as JSON, one event a line as NDJSON, or EDIFACT interchanges (messages: see docs/formats). At most 4 MiB and 10,000 records.",
		Content: map[string]*huma.MediaType{
			"application/json":     {Schema: huma.SchemaFromType(api.OpenAPI().Components.Schemas, reflect.TypeFor[sentMessage]())},
			"application/x-ndjson": {Schema: &huma.Schema{Type: huma.TypeString, Description: "One event a line, each as in the list \"events\"; what is wrong with a line rejects that line alone"}},
			"text/plain":           {Schema: &huma.Schema{Type: huma.TypeString}},
		},
	}
	huma.Register(api, huma.Operation{OperationID: "send-tracking-message", Method: http.MethodPost, Path: "/v1/tracking/messages",
		Tags: []string{"Tracking"}, Summary: "Send what happened to items and on their way", DefaultStatus: http.StatusAccepted, MaxBodyBytes: maxRequest, RequestBody: body, SkipValidateBody: true,
		Description: "Answers with a receipt as soon as the message is safe. Records that cannot be accepted don't hold up the others; the receipt tells what became of each. " +
			"A message of which nothing can be taken is a problem with its receipt in the member \"receipt\". " +
			"EDIFACT whose UNB asks for an acknowledgement, or that is sent with Accept: application/edifact, is answered with CONTRL and the receipt's address in Location."}, d.send)
	body.Required = false // an empty message is kept and refused with a receipt like others
	huma.Register(api, huma.Operation{OperationID: "list-tracking-messages", Method: http.MethodGet, Path: "/v1/tracking/messages",
		Tags: []string{"Tracking"}, Summary: "The operator's messages, newest first",
		Description: "Goes back 90 days. A page may be short, even empty, while nextCursor is there."}, d.list)
	huma.Register(api, huma.Operation{OperationID: "get-tracking-message", Method: http.MethodGet, Path: "/v1/tracking/messages/{receipt}",
		Tags: []string{"Tracking"}, Summary: "What became of a message and of each of its records"}, d.report)
	registerCorrections(api, d)
	d.registerUploads(api)
	huma.Register(api, huma.Operation{OperationID: "get-item", Method: http.MethodGet, Path: "/v1/items/{itemId}",
		Tags: []string{"Items"}, Summary: "Everything known about an item",
		Description: "The identifier (S10) may be written as people type it. An item that the caller's operator takes no part in answers as unknown."}, d.item)
	huma.Register(api, huma.Operation{OperationID: "list-items", Method: http.MethodGet, Path: "/v1/items",
		Tags: []string{"Items"}, Summary: "How far many items are",
		Description: "At most 100 at once, answered in the order asked. One that is wrong, or unknown to the caller's operator, says so in its place and does not refuse the others. " +
			"What takes a look at receptacles (not-received) is named on the item's own page."}, d.items)
	huma.Register(api, huma.Operation{OperationID: "get-public-item", Method: http.MethodGet, Path: "/v1/public/items/{itemId}", Security: httpapi.Public,
		Tags: []string{"Items"}, Summary: "How far an item is, for anybody",
		Description: "Milestones, countries and times, where the post of origin shows its items; it names no person, office, receptacle or operator. " +
			"An item that is not shown answers as unknown. At most 30 a minute from one address; then 429 with Retry-After."}, d.public)
	huma.Register(api, huma.Operation{OperationID: "get-transport", Method: http.MethodGet, Path: "/v1/transports/{transportId}",
		Tags: []string{"Items"}, Summary: "Where a receptacle, a dispatch or a consignment is, and what is in it",
		Description: "29 characters name a receptacle (S9), 20 a dispatch (S8), any others a consignment; they may be written as people type them. " +
			"One that the caller's operator takes no part in answers as unknown; of a consignment it sees its own dispatches."}, d.transport)
	registerLate(api, d)
	registerHub(api, d)
}
