// Package api is the HTTP face of outbound webhooks: endpoints, deliveries, replay.
//
// It must not know how anything is sent, or where it is stored.
package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// Deps is what the operations work on.
type Deps struct {
	Desk    *webhook.Desk
	Clock   clock.Clock
	Cursors *paging.Cursors
}

// New serves the API.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Whereabouts webhooks")
	Register(api, d)
	return mux
}

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	op := func(method, id, path, summary, about string, status int) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: about, DefaultStatus: status, Tags: []string{"Webhooks"}, MaxBodyBytes: 32 << 10}
	}
	const (
		match = " Send the ETag back as If-Match: 412 when somebody changed it in between."
		once  = " The answer shows the secret, and nothing shows it again."
	)
	huma.Register(api, op(http.MethodGet, "list-webhook-endpoints", "/v1/webhooks/endpoints", "Where your operator's systems are called", "Your operator's endpoints, the oldest first, with how they answer.", 0), d.list)
	huma.Register(api, op(http.MethodPost, "create-webhook-endpoint", "/v1/webhooks/endpoints", "Set an endpoint up",
		"It is called with each change of an inquiry that it wants, signed as Standard Webhooks says."+once+" The same Idempotency-Key again makes no second one: 409 endpoint-made names the first.", http.StatusCreated), d.create)
	huma.Register(api, op(http.MethodGet, "get-webhook-endpoint", "/v1/webhooks/endpoints/{id}", "An endpoint", "", 0), d.get)
	huma.Register(api, op(http.MethodPut, "change-webhook-endpoint", "/v1/webhooks/endpoints/{id}", "Change an endpoint", "All of its settings. What waits already goes where they say."+match, 0), d.change)
	huma.Register(api, op(http.MethodDelete, "delete-webhook-endpoint", "/v1/webhooks/endpoints/{id}", "Delete an endpoint", "What waits for it is not sent."+match, http.StatusNoContent), d.delete)
	huma.Register(api, op(http.MethodPost, "rotate-webhook-secret", "/v1/webhooks/endpoints/{id}/rotate", "Give an endpoint a new secret",
		"Calls are signed with both for overlapHours, at most seven days, and with the one before that no longer."+once+match, 0), d.rotate)
	huma.Register(api, op(http.MethodPost, "switch-webhook-endpoint", "/v1/webhooks/endpoints/{id}/switch", "Switch an endpoint on or off",
		"Off, what it should be told is kept for 30 days. On, everything that waits is sent in order, and it is called as if it had never failed.", 0), d.turn)
	huma.Register(api, op(http.MethodPost, "ping-webhook-endpoint", "/v1/webhooks/endpoints/{id}/ping", "Call an endpoint with a test message", "At once, signed like any other; the answer is what it said. It changes nothing.", 0), d.ping)
	huma.Register(api, op(http.MethodGet, "list-webhook-deliveries", "/v1/webhooks/endpoints/{id}/deliveries", "What an endpoint was and is to be told, the latest first", "Kept for 30 days.", 0), d.deliveries)
	huma.Register(api, op(http.MethodPost, "replay-webhook-deliveries", "/v1/webhooks/endpoints/{id}/replay", "Send many once more",
		"Everything that failed, or a range of time, under the same ids and each inquiry in its order. Some 200 a request: ask again with nextCursor until it is empty.", 0), d.replayMany)
	huma.Register(api, op(http.MethodGet, "get-webhook-delivery", "/v1/webhooks/deliveries/{id}", "A delivery with its body and every attempt", "", 0), d.delivery)
	huma.Register(api, op(http.MethodPost, "replay-webhook-delivery", "/v1/webhooks/deliveries/{id}/replay", "Send one once more", "Under the same id. One that waits is sent anyway.", 0), d.replay)
}

// ByID names an endpoint.
type ByID struct {
	ID string `path:"id" pattern:"^[0-9A-Z]{26}$" patternDescription:"an endpoint's id" example:"01KBAZ0000000000000000HOOK"`
}

// asks is who asks, and when.
func (d Deps) asks(ctx context.Context) (principal.Principal, time.Time, error) {
	now, err := d.Clock.Now(ctx)
	return httpapi.Caller(ctx), now, err
}

// SettingsBody is what an administrator sets of an endpoint.
type SettingsBody struct {
	Name     string         `json:"name" doc:"At most 60 characters" example:"CRM bridge"`
	URL      string         `json:"url" doc:"https, port 443, a public address, at most 500 characters" example:"https://crm.post.example/whereabouts"`
	Types    []string       `json:"types,omitempty" maxItems:"50" doc:"Types of changes; none: all" example:"[\"inquiry.replied\",\"inquiry.closed\"]"`
	Filter   webhook.Filter `json:"filter,omitzero" doc:"Narrows what it is told; an empty member lets everything pass"`
	Contact  string         `json:"contact" doc:"Mail address of who looks after it: they are written to when it does not answer" example:"edi@post.example"`
	Language string         `json:"language,omitempty" enum:"en,fr,de,es" default:"en" doc:"Of those mails"`
}

func (b SettingsBody) settings() webhook.Settings {
	return webhook.Settings{Name: b.Name, URL: b.URL, Types: b.Types, Filter: b.Filter, Contact: b.Contact, Language: b.Language}
}

// EndpointView is an endpoint without its secret.
type EndpointView struct {
	ID              string         `json:"id" example:"01KBAZ0000000000000000HOOK"`
	Name            string         `json:"name" example:"CRM bridge"`
	URL             string         `json:"url" example:"https://crm.post.example/whereabouts"`
	Types           []string       `json:"types" doc:"Empty: all"`
	Filter          webhook.Filter `json:"filter"`
	Contact         string         `json:"contact"`
	Language        string         `json:"language" enum:"en,fr,de,es"`
	CreatedAt       time.Time      `json:"createdAt"`
	CreatedBy       string         `json:"createdBy" doc:"Name"`
	OldSecretEndsAt *time.Time     `json:"oldSecretEndsAt" doc:"Until when calls are signed with the secret before as well; null when they are not"`
	Version         int            `json:"version"`
	HealthView
	Waiting int `json:"waiting" doc:"Deliveries that wait; 100 means at least so many"`
}

// HealthView is how an endpoint answers.
type HealthView struct {
	State          string     `json:"state" enum:"active,open,disabled" doc:"open: its circuit is, it is called by single probes; disabled: it is not called, what it should be told is kept"`
	Reason         *string    `json:"reason" doc:"Of disabled: unanswered, gone (410) or person; else null" example:"unanswered"`
	Failures       int        `json:"failures" doc:"In a row"`
	FailingSince   *time.Time `json:"failingSince"`
	LastSuccess    *time.Time `json:"lastSuccess" doc:"To the minute; null: never"`
	NextProbe      *time.Time `json:"nextProbe" doc:"While the circuit is open"`
	DisabledAt     *time.Time `json:"disabledAt"`
	DisabledByName *string    `json:"disabledBy" doc:"Name of who switched it off"`
}

// SecretView is an endpoint with what nobody is shown again.
type SecretView struct {
	EndpointView
	Secret string `json:"secret" doc:"Verifies calls, as Standard Webhooks says. Nobody can be shown it again" example:"whsec_…"`
}

func view(v webhook.View, now time.Time) EndpointView {
	h := v.Health
	out := EndpointView{ID: string(v.ID), Name: v.Name, URL: v.URL, Types: append([]string{}, v.Types...), Filter: v.Filter, Contact: v.Contact, Language: v.Language,
		CreatedAt: v.CreatedAt, CreatedBy: v.CreatedBy.Name, Version: v.Version, Waiting: v.Waiting,
		HealthView: HealthView{State: string(h.Condition()), Failures: h.Failures, FailingSince: httpapi.Some(h.FailingSince), LastSuccess: httpapi.Some(h.SucceededAt), DisabledAt: httpapi.Some(h.DisabledAt)}}
	if s := v.Signing(now); len(s) > 1 {
		out.OldSecretEndsAt = &s[1].EndsAt
	}
	switch h.Condition() {
	case webhook.Open:
		out.NextProbe = httpapi.Some(h.ProbeAt)
	case webhook.Disabled:
		reason := string(h.Disabled)
		out.Reason = &reason
		if h.DisabledBy.Name != "" {
			out.DisabledByName = &h.DisabledBy.Name
		}
	}
	return out
}

type tagged[T any] struct {
	ETag         string `header:"ETag"`
	Location     string `header:"Location"`
	CacheControl string `header:"Cache-Control"`
	Body         T
}

func etag(version int) string { return strconv.Quote(strconv.Itoa(version)) }

func seen(v webhook.View, now time.Time) *tagged[EndpointView] {
	return &tagged[EndpointView]{ETag: etag(v.Version), CacheControl: "private, no-cache", Body: view(v, now)}
}

func secret(v webhook.View, plain string, now time.Time) *tagged[SecretView] {
	return &tagged[SecretView]{ETag: etag(v.Version), Location: "/v1/webhooks/endpoints/" + string(v.ID), CacheControl: "no-store", Body: SecretView{view(v, now), plain}}
}

type endpointsOutput struct {
	Body struct {
		Items []EndpointView `json:"items"`
		Types []string       `json:"types" doc:"Every type of change there is"`
		Terms TermsView      `json:"terms"`
	}
}

// TermsView is what holds for every endpoint.
type TermsView struct {
	Endpoints       int `json:"endpoints" doc:"At most, of an operator"`
	KeepDays        int `json:"keepDays" doc:"For which deliveries are kept"`
	OverlapHours    int `json:"overlapHours" doc:"For which the secret before signs too, unless said"`
	MaxOverlapHours int `json:"maxOverlapHours"`
}

func (d Deps) list(ctx context.Context, _ *struct{}) (*endpointsOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	all, err := d.Desk.List(ctx, by)
	if err != nil {
		return nil, err
	}
	terms, err := webhook.TermsOf()
	if err != nil {
		return nil, err
	}
	out := &endpointsOutput{}
	out.Body.Items = make([]EndpointView, len(all))
	for i, v := range all {
		out.Body.Items[i] = view(v, now)
	}
	out.Body.Types = webhook.Types()
	out.Body.Terms = TermsView{terms.Endpoints, terms.KeepDays, terms.OverlapHours, terms.MaxOverlapHours}
	return out, nil
}

func (d Deps) create(ctx context.Context, in *struct {
	Once string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
	Body SettingsBody
}) (*tagged[SecretView], error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	v, plain, err := d.Desk.Create(ctx, by, in.Body.settings(), in.Once, now)
	if err != nil {
		return nil, err
	}
	return secret(v, plain, now), nil
}

func (d Deps) get(ctx context.Context, in *ByID) (*tagged[EndpointView], error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	v, err := d.Desk.Endpoint(ctx, by, webhook.EndpointID(in.ID))
	if err != nil {
		return nil, err
	}
	return seen(v, now), nil
}

func (d Deps) change(ctx context.Context, in *struct {
	ByID
	httpapi.Edit
	Body SettingsBody
}) (*tagged[EndpointView], error) {
	version, err := in.Version(webhook.AnyVersion, 1)
	if err != nil {
		return nil, err
	}
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	v, err := d.Desk.Change(ctx, by, webhook.EndpointID(in.ID), in.Body.settings(), version)
	if err != nil {
		return nil, err
	}
	return seen(v, now), nil
}

func (d Deps) delete(ctx context.Context, in *struct {
	ByID
	httpapi.Edit
}) (*struct{}, error) {
	version, err := in.Version(webhook.AnyVersion, 1)
	if err != nil {
		return nil, err
	}
	return nil, d.Desk.Delete(ctx, httpapi.Caller(ctx), webhook.EndpointID(in.ID), version)
}

func (d Deps) rotate(ctx context.Context, in *struct {
	ByID
	httpapi.MustEdit
	Body *struct {
		OverlapHours *int `json:"overlapHours,omitempty" minimum:"0" doc:"For how many hours calls are signed with the secret of now as well: at most 168; 0: it ends at once. Default: 24" example:"24"`
	}
}) (*tagged[SecretView], error) {
	version, err := httpapi.Edit(in.MustEdit).Version(webhook.AnyVersion, 1)
	if err != nil {
		return nil, err
	}
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	overlap := webhook.Usual
	if in.Body != nil && in.Body.OverlapHours != nil {
		overlap = *in.Body.OverlapHours
	}
	v, plain, err := d.Desk.Rotate(ctx, by, webhook.EndpointID(in.ID), version, overlap, now)
	if err != nil {
		return nil, err
	}
	return secret(v, plain, now), nil
}

func (d Deps) turn(ctx context.Context, in *struct {
	ByID
	Body struct {
		On bool `json:"on"`
	}
}) (*tagged[EndpointView], error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	v, err := d.Desk.Switch(ctx, by, webhook.EndpointID(in.ID), in.Body.On, now)
	if err != nil {
		return nil, err
	}
	return seen(v, now), nil
}
