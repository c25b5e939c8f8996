// Package api is the HTTP face of integrations with operators' CRM systems: where their events come in, and where administrators look after them.
//
// It must not know how an event is signed, mapped or kept.
package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/crm"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Deps is what the operations work on.
type Deps struct {
	Service *crm.Service
	Clock   clock.Clock
	Outside func() time.Time // the time of the world outside, by which systems sign
	Cursors *paging.Cursors
}

// New serves the API.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Whereabouts CRM")
	Register(api, d)
	return mux
}

const (
	maxBody  = 512 << 10 // a mapping, or a mapping and a sample
	maxEvent = 6 << 20   // more than the gateway passes on: events that are too large are counted, so they are read
)

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	op := func(method, id, path, summary, about string, status int) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: strings.TrimSpace("The operator's administrator. " + about), DefaultStatus: status, Tags: []string{"CRM"}, MaxBodyBytes: maxBody}
	}
	const match = "Send the ETag back as If-Match: 412 when somebody changed it in between."
	const shown = "The answer shows the secret, and nothing shows it again. "

	receive := huma.Operation{OperationID: "receive-crm-event", Method: http.MethodPost, Path: "/v1/crm/{integration}/events", Summary: "Take an event of a CRM system", DefaultStatus: http.StatusAccepted,
		Tags: []string{"CRM"}, MaxBodyBytes: maxEvent, Security: httpapi.Public, Description: "Signed by Standard Webhooks (standardwebhooks.com) with the integration's secret: no token. " +
			"What is answered with 202 is kept, and became what the mapping makes of it, or waits with the reason in the integration's list. The same webhook-id with the same body again has no effect more. " +
			"Answers of 401, 413 and 409 do not change by sending the same again; 429 and 503 do."}
	receive.RequestBody = &huma.RequestBody{Required: true, Description: "Any JSON, at most 256 KB: the integration's mapping reads it", Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{}}}}
	receive.SkipValidateBody = true
	huma.Register(api, receive, d.receive)
	api.OpenAPI().Paths[receive.Path].Post.RequestBody.Content["application/json"].Schema = &huma.Schema{Description: "Whatever the system tells"} // read raw, as it was signed

	huma.Register(api, op(http.MethodGet, "list-crm-integrations", "/v1/crm/integrations", "The integrations of your operator, the oldest first", "", 0), d.list)
	huma.Register(api, op(http.MethodPost, "create-crm-integration", "/v1/crm/integrations", "Make an integration", shown+"It is off until you turn it on. The same Idempotency-Key again makes no second one: 409 integration-made names the first.", http.StatusCreated), d.create)
	huma.Register(api, op(http.MethodGet, "get-crm-integration", "/v1/crm/integrations/{id}", "An integration", "", 0), d.get)
	huma.Register(api, op(http.MethodPatch, "change-crm-integration", "/v1/crm/integrations/{id}", "Change an integration's name or call centre, or turn it on or off", match, 0), d.change)
	huma.Register(api, op(http.MethodPost, "rotate-crm-secret", "/v1/crm/integrations/{id}/rotate", "Give an integration a new secret", shown+"The one before is accepted for overlapHours more, at most seven days, and one before that no longer. "+match, 0), d.rotate)
	huma.Register(api, op(http.MethodDelete, "delete-crm-integration", "/v1/crm/integrations/{id}", "Delete an integration", "Its events are refused at once; those that wait are forgotten. "+match, http.StatusNoContent), d.delete)

	huma.Register(api, op(http.MethodGet, "get-crm-mapping", "/v1/crm/integrations/{id}/mapping", "An integration's mapping", "The live one, or a version of it.", 0), d.mapping)
	huma.Register(api, op(http.MethodPut, "set-crm-mapping", "/v1/crm/integrations/{id}/mapping", "Make a mapping live, as a new version", "Events that wait are not touched: replay them. "+match, 0), d.setMapping)
	huma.Register(api, op(http.MethodGet, "list-crm-mapping-versions", "/v1/crm/integrations/{id}/mapping/versions", "The versions of an integration's mapping, the newest first", "", 0), d.versions)
	huma.Register(api, op(http.MethodGet, "list-ready-crm-mappings", "/v1/crm/mappings", "Mappings to begin with, with samples of events", "Constructed after what the systems' makers publish; each says after what.", 0), d.ready)
	huma.Register(api, op(http.MethodPost, "try-crm-mapping", "/v1/crm/mappings/try", "Try a mapping on a sample, without any effect", "Says what would come of it by the rules of inquiries, how each value came about, and what is missing.", 0), d.try)

	huma.Register(api, op(http.MethodGet, "list-crm-events", "/v1/crm/integrations/{id}/events", "What an integration received, by state", "Those that wait the oldest first, others the latest first; without their bodies. An event is kept for 30 days.", 0), d.events)
	huma.Register(api, op(http.MethodGet, "get-crm-event", "/v1/crm/integrations/{id}/events/{event}", "An event, with the body of one that waits", "A body is personal data: that you look is recorded first.", 0), d.event)
	huma.Register(api, op(http.MethodPost, "replay-crm-event", "/v1/crm/integrations/{id}/events/{event}/replay", "Have a waiting event done, as it came or corrected", "With the live mapping of now. The answer is what became of it: it may wait again, with another reason. Done twice it has one effect.", 0), d.replay)
	huma.Register(api, op(http.MethodPost, "dismiss-crm-event", "/v1/crm/integrations/{id}/events/{event}/dismiss", "End a waiting event without doing anything", "Its body is erased, and events of its case that waited for it are done.", 0), d.dismiss)
}

type crmReceiveOutput struct {
	Body struct {
		Receipt string `json:"receipt" doc:"By which the event is found in the integration's list; the same for the same event" example:"0f2d8a4c1b3e5f60718293a4b5"`
	}
}

func (d Deps) receive(ctx context.Context, in *struct {
	Integration string `path:"integration" maxLength:"40" doc:"Id of the integration"`
	ID          string `header:"webhook-id" maxLength:"300" doc:"The same whenever the event is sent" example:"msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"`
	Timestamp   string `header:"webhook-timestamp" maxLength:"30" doc:"Unix seconds; at most five minutes from now" example:"1795687200"`
	Signature   string `header:"webhook-signature" maxLength:"2000" doc:"v1,<base64 of HMAC-SHA256 over id.timestamp.body>; several divided by spaces"`
	RawBody     []byte `contentType:"application/json"`
}) (*crmReceiveOutput, error) {
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	key, err := d.Service.Receive(ctx, crm.ID(in.Integration), crm.Signed{ID: in.ID, Timestamp: in.Timestamp, Signature: in.Signature}, in.RawBody, d.Outside(), now)
	if err != nil {
		return nil, retried(err)
	}
	out := &crmReceiveOutput{}
	out.Body.Receipt = key
	return out, nil
}

// retried says in a header too when to send again, where a problem says so.
func retried(err error) error {
	seconds, ok := problem.As(err).Extra["retryAfterSeconds"].(int)
	if !ok {
		return err
	}
	return huma.ErrorWithHeaders(err, http.Header{"Retry-After": {strconv.Itoa(seconds)}})
}

// asks is who asks, and when.
func (d Deps) asks(ctx context.Context) (principal.Principal, time.Time, error) {
	now, err := d.Clock.Now(ctx)
	return httpapi.Caller(ctx), now, err
}

// ByIntegration names an integration.
type ByIntegration struct {
	ID crm.ID `path:"id" pattern:"^[0-9A-Z]{26}$" patternDescription:"an integration's id"`
}

func etag(version int) string { return strconv.Quote(strconv.Itoa(version)) }
