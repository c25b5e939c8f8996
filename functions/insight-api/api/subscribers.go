package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// registerSubscribers adds who is written to about reports.
func (d Deps) registerSubscribers(api huma.API) {
	op := func(method, id, path, summary, description string, status int) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: description, DefaultStatus: status, Tags: []string{"Reports"}}
	}
	huma.Register(api, op(http.MethodGet, "list-report-subscribers", "/v1/reports/subscribers", "Who is written to about the monthly report",
		"Of your operator’s report; of the network’s for people of the network. Administrators see everybody, all others themselves.", 0), d.subscribers)
	huma.Register(api, op(http.MethodPut, "subscribe-to-reports", "/v1/reports/subscribers/{agent}", "Have somebody written to about each new edition",
		"Yourself, or as an administrator an agent of your operator. The letter has the headline figures and a link; the address is that of the directory. Again it changes the language, and ends a pause.", 0), d.subscribe)
	huma.Register(api, op(http.MethodDelete, "unsubscribe-from-reports", "/v1/reports/subscribers/{agent}", "Have somebody written to no more",
		"Yourself, or as an administrator anybody who is subscribed to your report.", http.StatusNoContent), d.unsubscribe)
}

// ReportSubscriber is somebody who is written to.
type ReportSubscriber struct {
	Agent    string    `json:"agent" doc:"Subject"`
	Mine     bool      `json:"mine" doc:"It is the caller"`
	Name     string    `json:"name" doc:"Empty for somebody whom the directory does not know any more"`
	Language string    `json:"language" example:"de" doc:"Of the letters: en, fr, de or es"`
	Since    time.Time `json:"since"`
	Paused   bool      `json:"paused" doc:"Three letters in a row were refused: nobody is written to until they are subscribed anew"`
}

// ReportSubscriberList is who is written to.
type ReportSubscriberList struct {
	Items []ReportSubscriber `json:"items"`
}

func subscriber(s insight.Subscriber, by principal.Principal) ReportSubscriber {
	return ReportSubscriber{s.Subject, s.Subject == by.Subject, s.Name, s.Language, s.Since.UTC(), s.Paused()}
}

// people are those who can subscribe: no machine has an address.
func people(ctx context.Context) (principal.Principal, error) {
	caller := httpapi.Caller(ctx)
	return caller, httpapi.Require(caller, principal.Groups...)
}

func (d Deps) subscribers(ctx context.Context, _ *struct{}) (*struct{ Body ReportSubscriberList }, error) {
	caller, err := people(ctx)
	if err != nil {
		return nil, err
	}
	return subscribersOf(ctx, d.Subscribers, caller)
}

// whom is the subject that a path names.
func whom(by principal.Principal, agent string) string {
	if agent == "me" {
		return by.Subject
	}
	return agent
}

// ReportSubscriptionBody is how somebody is written to.
type ReportSubscriptionBody struct {
	Language string `json:"language" maxLength:"2" example:"de" doc:"en, fr, de or es"`
}

func (d Deps) subscribe(ctx context.Context, in *struct {
	Agent string `path:"agent" minLength:"1" maxLength:"60" doc:"me, or the subject of a person"`
	Body  ReportSubscriptionBody
}) (*struct{ Body ReportSubscriber }, error) {
	caller, err := people(ctx)
	if err != nil {
		return nil, err
	}
	return d.subscribeTo(ctx, d.Subscribers, caller, in.Agent, in.Body.Language)
}

func (d Deps) unsubscribe(ctx context.Context, in *struct {
	Agent string `path:"agent" minLength:"1" maxLength:"60" doc:"me, or the subject of a person"`
}) (*struct{}, error) {
	caller, err := people(ctx)
	if err != nil {
		return nil, err
	}
	return nil, d.Subscribers.Unsubscribe(ctx, caller, whom(caller, in.Agent))
}

// subscribersOf are those subscribers whom the caller may see.
func subscribersOf(ctx context.Context, of *insight.Subscribers, caller principal.Principal) (*struct{ Body ReportSubscriberList }, error) {
	all, err := of.List(ctx, caller)
	if err != nil {
		return nil, err
	}
	out := &struct{ Body ReportSubscriberList }{ReportSubscriberList{Items: make([]ReportSubscriber, len(all))}}
	for i, one := range all {
		out.Body.Items[i] = subscriber(one, caller)
	}
	return out, nil
}

func (d Deps) subscribeTo(ctx context.Context, to *insight.Subscribers, caller principal.Principal, agent, language string) (*struct{ Body ReportSubscriber }, error) {
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	one, err := to.Subscribe(ctx, caller, whom(caller, agent), language, now)
	if err != nil {
		return nil, err
	}
	return &struct{ Body ReportSubscriber }{subscriber(one, caller)}, nil
}
