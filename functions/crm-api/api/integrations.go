package api

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/crm"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

// CrmPersonView is somebody of the operator.
type CrmPersonView struct {
	Subject string `json:"subject"`
	Name    string `json:"name"`
}

// CrmRefusalsView is how often events were refused at the door, on one day and for one reason.
type CrmRefusalsView struct {
	Day    string    `json:"day" format:"date" doc:"UTC"`
	Reason string    `json:"reason" doc:"Slug of the problem that the sender was answered with" example:"signature-invalid"`
	Count  int       `json:"count"`
	Last   time.Time `json:"last"`
}

// CrmIntegrationView is an integration without its secret.
type CrmIntegrationView struct {
	ID              crm.ID             `json:"id"`
	Name            string             `json:"name" doc:"As histories show it" example:"Service desk"`
	Centre          directory.CentreID `json:"centre" doc:"The call centre for which it acts" example:"GBA-DON"`
	System          string             `json:"system" doc:"The ready mapping that it began with; empty: none" example:"zendesk"`
	On              bool               `json:"on" doc:"Events are taken"`
	MappingVersion  int                `json:"mappingVersion" doc:"The live one; 0: none yet"`
	Address         string             `json:"address" doc:"Where its events are sent, below the address of the API" example:"/v1/crm/01JD0000000000000000000001/events"`
	CreatedAt       time.Time          `json:"createdAt"`
	CreatedBy       CrmPersonView      `json:"createdBy"`
	SecretAt        time.Time          `json:"secretAt" doc:"Since when it has its secret"`
	OldSecretEndsAt *time.Time         `json:"oldSecretEndsAt" doc:"Until when the secret before is accepted too; null when it is not"`
	Waiting         int                `json:"waiting" doc:"Events that wait for a person; 100 stands for 100 and more"`
	Refused         []CrmRefusalsView  `json:"refused" doc:"Of the last seven days, the latest first"`
	Version         int                `json:"version"`
}

func integrationView(o crm.Overview, now time.Time) CrmIntegrationView {
	v := CrmIntegrationView{ID: o.ID, Name: o.Name, Centre: o.Centre, System: o.System, On: o.On, MappingVersion: o.Integration.Mapping, Address: "/v1/crm/" + string(o.ID) + "/events",
		CreatedAt: o.CreatedAt, CreatedBy: CrmPersonView(o.CreatedBy), SecretAt: o.Secret.At, Waiting: o.Waiting, Refused: make([]CrmRefusalsView, len(o.Refusals)), Version: o.Version}
	if o.OldSecret.Sealed != "" && now.Before(o.OldEndsAt) {
		v.OldSecretEndsAt = httpapi.Some(o.OldEndsAt)
	}
	for i, r := range o.Refusals {
		v.Refused[i] = CrmRefusalsView(r)
	}
	return v
}

// CrmSecretView is an integration with what nobody is shown again.
type CrmSecretView struct {
	CrmIntegrationView
	Secret string `json:"secret" doc:"Sign events with it. It is sealed: nobody can be shown it again" example:"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"`
}

// CrmTermsView are the figures that hold for every integration.
type CrmTermsView struct {
	WindowSeconds   int `json:"windowSeconds" doc:"By which an event's time may differ from ours"`
	MaxBodyBytes    int `json:"maxBodyBytes"`
	KeptDays        int `json:"keptDays" doc:"For which an event is kept, and the body of one that waits"`
	OverlapHours    int `json:"overlapHours" doc:"For which the secret before is accepted too, unless said"`
	EventsPerMinute int `json:"eventsPerMinute"`
	MaxIntegrations int `json:"maxIntegrations"`
}

type crmIntegrationsOutput struct {
	Body struct {
		Items []CrmIntegrationView `json:"items"`
		Terms CrmTermsView         `json:"terms"`
	}
}

func (d Deps) list(ctx context.Context, _ *struct{}) (*crmIntegrationsOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	all, err := d.Service.Integrations(ctx, by, now)
	if err != nil {
		return nil, err
	}
	t, err := crm.TermsOf()
	if err != nil {
		return nil, err
	}
	out := &crmIntegrationsOutput{}
	out.Body.Terms = CrmTermsView{t.WindowSeconds, t.MaxBodyBytes, t.KeptDays, t.OverlapHours, t.EventsPerMinute, t.MaxIntegrations}
	out.Body.Items = make([]CrmIntegrationView, len(all))
	for i, o := range all {
		out.Body.Items[i] = integrationView(o, now)
	}
	return out, nil
}

type crmSecretOutput struct {
	ETag         string `header:"ETag"`
	Location     string `header:"Location"`
	CacheControl string `header:"Cache-Control"`
	Body         CrmSecretView
}

func withSecret(g crm.Integration, secret string, now time.Time) *crmSecretOutput {
	return &crmSecretOutput{ETag: etag(g.Version), Location: "/v1/crm/integrations/" + string(g.ID), CacheControl: "no-store", Body: CrmSecretView{integrationView(crm.Overview{Integration: g}, now), secret}}
}

func (d Deps) create(ctx context.Context, in *struct {
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
	Body struct {
		Name   string             `json:"name" maxLength:"500" doc:"Of the system, at most 60 characters; no person's name" example:"Service desk"`
		Centre directory.CentreID `json:"centre" maxLength:"20" doc:"A call centre of yours, for which it acts" example:"GBA-DON"`
		System string             `json:"system,omitempty" maxLength:"40" doc:"A ready mapping to begin with" example:"zendesk"`
	}
}) (*crmSecretOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	g, secret, err := d.Service.Create(ctx, by, crm.New(in.Body), in.Key, now)
	if err != nil {
		return nil, err
	}
	return withSecret(g, secret, now), nil
}

type crmIntegrationOutput struct {
	ETag string `header:"ETag"`
	Body CrmIntegrationView
}

func (d Deps) get(ctx context.Context, in *ByIntegration) (*crmIntegrationOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	o, err := d.Service.Integration(ctx, by, in.ID, now)
	if err != nil {
		return nil, err
	}
	return &crmIntegrationOutput{etag(o.Version), integrationView(o, now)}, nil
}

func (d Deps) change(ctx context.Context, in *struct {
	ByIntegration
	httpapi.Edit
	Body struct {
		Name   *string             `json:"name,omitempty" maxLength:"500"`
		Centre *directory.CentreID `json:"centre,omitempty" maxLength:"20"`
		On     *bool               `json:"on,omitempty" doc:"Whether events are taken; needs a mapping"`
	}
}) (*crmIntegrationOutput, error) {
	version, err := in.Version(crm.Any, 1)
	if err != nil {
		return nil, err
	}
	if _, err := d.Service.Change(ctx, caller(ctx), in.ID, version, crm.Edit(in.Body)); err != nil {
		return nil, err
	}
	return d.get(ctx, &in.ByIntegration)
}

func (d Deps) rotate(ctx context.Context, in *struct {
	ByIntegration
	httpapi.MustEdit
	Body *struct {
		OverlapHours *int `json:"overlapHours,omitempty" minimum:"0" doc:"For how many hours the secret of now is accepted too: at most 168; 0: it ends at once. Default: 24" example:"24"`
	}
}) (*crmSecretOutput, error) {
	version, err := httpapi.Edit(in.MustEdit).Version(crm.Any, 1)
	if err != nil {
		return nil, err
	}
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	overlap := crm.Usual
	if in.Body != nil && in.Body.OverlapHours != nil {
		overlap = *in.Body.OverlapHours
	}
	g, secret, err := d.Service.Rotate(ctx, by, in.ID, version, overlap, now)
	if err != nil {
		return nil, err
	}
	return withSecret(g, secret, now), nil
}

func (d Deps) delete(ctx context.Context, in *struct {
	ByIntegration
	httpapi.Edit
}) (*struct{}, error) {
	version, err := in.Version(crm.Any, 1)
	if err != nil {
		return nil, err
	}
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	return nil, d.Service.Delete(ctx, by, in.ID, version, now)
}
