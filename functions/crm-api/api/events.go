package api

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/crm"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func caller(ctx context.Context) principal.Principal { return httpapi.Caller(ctx) }

func sorted(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// CrmEventView is an event without its body.
type CrmEventView struct {
	Event          string          `json:"event" doc:"Its receipt"`
	WebhookID      string          `json:"webhookId" doc:"As the system calls it"`
	ReceivedAt     time.Time       `json:"receivedAt"`
	Size           int             `json:"size" doc:"Bytes of the body as it came"`
	Digest         string          `json:"digest" doc:"SHA-256 of the body as it came"`
	Corrected      bool            `json:"corrected" doc:"A person corrected the body"`
	State          crm.State       `json:"state" enum:"waiting,done,dismissed"`
	Reason         string          `json:"reason" doc:"Slug: why it waits; empty when it does not" example:"inquiry-incomplete"`
	Errors         []problem.Field `json:"errors" doc:"What is to blame for that"`
	Case           string          `json:"case" doc:"In the system; empty where that is not known"`
	Action         string          `json:"action" doc:"What it asks for; empty where that is not known"`
	InquiryID      string          `json:"inquiryId" doc:"That it became a step of, or that its case has; empty: none"`
	MappingVersion int             `json:"mappingVersion" doc:"That was used last; 0: none"`
	SettledAt      *time.Time      `json:"settledAt" doc:"null while it waits"`
	SettledBy      *CrmPersonView  `json:"settledBy,omitempty" doc:"Who had it done, or dismissed it; left out when that was the event itself"`
}

func eventView(r crm.Received) CrmEventView {
	v := CrmEventView{Event: r.Key, WebhookID: r.WebhookID, ReceivedAt: r.At, Size: r.Size, Digest: r.Digest, Corrected: r.Corrected, State: r.State, Reason: r.Reason, Errors: append([]problem.Field{}, r.Fields...),
		Case: r.Case, Action: string(r.Action), InquiryID: string(r.Inquiry), MappingVersion: r.Mapping, SettledAt: httpapi.Some(r.SettledAt)}
	if r.SettledBy.Subject != "" {
		by := CrmPersonView(r.SettledBy)
		v.SettledBy = &by
	}
	return v
}

type crmEventsOutput struct {
	Body struct {
		Items      []CrmEventView `json:"items"`
		NextCursor string         `json:"nextCursor" doc:"Empty on the last page"`
	}
}

func (d Deps) events(ctx context.Context, in *struct {
	ByIntegration
	State  crm.State `query:"state" enum:"waiting,done,dismissed" default:"waiting"`
	Limit  int       `query:"limit" minimum:"1" maximum:"100" default:"25"`
	Cursor string    `query:"cursor" maxLength:"2000" doc:"nextCursor of the answer before"`
}) (*crmEventsOutput, error) {
	by := caller(ctx)
	scope := "crm events " + string(in.ID) + " " + string(in.State) + " " + string(by.Operator)
	position, err := d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	all, next, err := d.Service.Events(ctx, by, in.ID, in.State, crm.Page{Limit: in.Limit, Position: position})
	if err != nil {
		return nil, err
	}
	out := &crmEventsOutput{}
	out.Body.Items = make([]CrmEventView, len(all))
	for i, r := range all {
		out.Body.Items[i] = eventView(r)
	}
	out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, next)
	return out, err
}

// ByEvent names an event of an integration.
type ByEvent struct {
	ByIntegration
	Event string `path:"event" pattern:"^[0-9a-f]{26}$" patternDescription:"an event's receipt"`
}

// CrmLookView is that somebody was shown a body.
type CrmLookView struct {
	By  CrmPersonView `json:"by"`
	Day string        `json:"day" format:"date" doc:"UTC"`
}

// CrmEventDetails is an event with its body, while it waits.
type CrmEventDetails struct {
	CrmEventView
	Body  *string       `json:"body" doc:"As a text; null once it is done or dismissed: it is erased then"`
	Looks []CrmLookView `json:"looks" doc:"Who was shown the body, by day"`
}

type crmEventOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         CrmEventDetails
}

func details(r crm.Received) *crmEventOutput {
	out := &crmEventOutput{CacheControl: "no-store", Body: CrmEventDetails{CrmEventView: eventView(r), Looks: make([]CrmLookView, len(r.Looks))}}
	if r.Body != nil {
		text := string(r.Body)
		out.Body.Body = &text
	}
	for i, l := range r.Looks {
		out.Body.Looks[i] = CrmLookView{CrmPersonView(l.By), l.Day}
	}
	return out
}

func (d Deps) event(ctx context.Context, in *ByEvent) (*crmEventOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	_, r, err := d.Service.Event(ctx, by, in.ID, in.Event, now)
	if err != nil {
		return nil, err
	}
	return details(r), nil
}

type crmSettledOutput struct{ Body CrmEventView }

func (d Deps) replay(ctx context.Context, in *struct {
	ByEvent
	Body *struct {
		Body *string `json:"body,omitempty" maxLength:"262144" doc:"The corrected body, as a text. Default: as it came"`
	}
}) (*crmSettledOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	var body []byte
	if in.Body != nil && in.Body.Body != nil {
		body = []byte(*in.Body.Body)
	}
	r, err := d.Service.Replay(ctx, by, in.ID, in.Event, body, now)
	if err != nil {
		return nil, err
	}
	return &crmSettledOutput{eventView(r)}, nil
}

func (d Deps) dismiss(ctx context.Context, in *ByEvent) (*crmSettledOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	r, err := d.Service.Dismiss(ctx, by, in.ID, in.Event, now)
	if err != nil {
		return nil, err
	}
	return &crmSettledOutput{eventView(r)}, nil
}
