package api

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// AttemptView is one call.
type AttemptView struct {
	Number  int       `json:"number"`
	At      time.Time `json:"at"`
	Status  *int      `json:"status" doc:"HTTP status; null: none came"`
	Failure *string   `json:"failure" doc:"Why there is no usable answer: timeout; unreachable: no connection; address: not a public one; tls: a bad certificate; redirect: another address, which is not followed; url: it cannot be asked. null when the status decides" example:"timeout"`
	Millis  int       `json:"millis" doc:"How long it took"`
	Answer  string    `json:"answer" doc:"Its first bytes as text"`
	Cut     bool      `json:"cut" doc:"There was more, or it did not end"`
	Probe   bool      `json:"probe" doc:"Made while the circuit was open"`
}

func attempt(a webhook.Attempt) AttemptView {
	v := AttemptView{Number: a.Number, At: a.At, Millis: a.Millis, Answer: a.Answer, Cut: a.Cut, Probe: a.Probe}
	if a.Status != 0 {
		v.Status = &a.Status
	}
	if a.Failure != "" {
		f := string(a.Failure)
		v.Failure = &f
	}
	return v
}

// DeliveryView is a row of the list of deliveries.
type DeliveryView struct {
	ID        string       `json:"id" example:"01KBAZ0000000000000000HOOK.01KBAZ0000000000000000DEMO.4"`
	MessageID string       `json:"messageId" doc:"webhook-id: the change's, the same however often it is sent" example:"01KBAZ0000000000000000DEMO.4"`
	Type      string       `json:"type" example:"inquiry.replied"`
	InquiryID string       `json:"inquiryId"`
	Sequence  int          `json:"sequence" doc:"The inquiry's own number of the event: the order in which it is told"`
	State     string       `json:"state" enum:"waiting,delivered,failed"`
	PlannedAt time.Time    `json:"plannedAt"`
	EndedAt   *time.Time   `json:"endedAt" doc:"Delivered, or given up; null while it waits"`
	NextAt    *time.Time   `json:"nextAt" doc:"When it is tried again; null when it waits for its turn"`
	Tries     int          `json:"tries"`
	Replays   int          `json:"replays"`
	Last      *AttemptView `json:"last,omitempty" doc:"Absent before the first"`
}

func row(d webhook.Delivery) DeliveryView {
	v := DeliveryView{ID: d.ID(), MessageID: d.Message, Type: d.Type, InquiryID: d.Inquiry, Sequence: d.Sequence, State: string(d.State), PlannedAt: d.PlannedAt,
		EndedAt: httpapi.Some(d.Ended), NextAt: httpapi.Some(d.NextAt), Tries: d.Tries, Replays: d.Replays}
	if d.Last.Number > 0 {
		a := attempt(d.Last)
		v.Last = &a
	}
	return v
}

// WholeDelivery is a delivery with its body and attempts.
type WholeDelivery struct {
	DeliveryView
	EndpointID string        `json:"endpointId"`
	Body       string        `json:"body" doc:"As it is sent, byte for byte: a JSON text"`
	Attempts   []AttemptView `json:"attempts" doc:"Oldest first"`
}

// DeliveryPage asks for a part of the list of deliveries.
type DeliveryPage struct {
	State  string    `query:"state" enum:"waiting,delivered,failed" doc:"Default: any"`
	From   time.Time `query:"from" doc:"Planned at or after"`
	To     time.Time `query:"to" doc:"Planned at or before"`
	Limit  int       `query:"limit" minimum:"1" maximum:"100" default:"50"`
	Cursor string    `query:"cursor" maxLength:"2000" doc:"nextCursor of the answer before"`
}

type deliveriesOutput struct {
	Body struct {
		Items      []DeliveryView `json:"items"`
		NextCursor string         `json:"nextCursor" doc:"Empty on the last page"`
	}
}

func (d Deps) deliveries(ctx context.Context, in *struct {
	ByID
	DeliveryPage
}) (*deliveriesOutput, error) {
	by := httpapi.Caller(ctx)
	scope := "deliveries " + string(by.Operator) + " " + in.ID + " " + in.State
	position, err := d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	page, next, err := d.Desk.Deliveries(ctx, by, webhook.EndpointID(in.ID), webhook.Query{State: webhook.State(in.State), From: in.From, To: in.To, Limit: in.Limit, After: position["after"]})
	if err != nil {
		return nil, err
	}
	out := &deliveriesOutput{}
	out.Body.Items = make([]DeliveryView, len(page))
	for i, x := range page {
		out.Body.Items[i] = row(x)
	}
	if next != "" {
		out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, map[string]string{"after": next})
	}
	return out, err
}

// ByDelivery names a delivery.
type ByDelivery struct {
	ID string `path:"id" minLength:"5" maxLength:"80" doc:"Of the delivery" example:"01KBAZ0000000000000000HOOK.01KBAZ0000000000000000DEMO.4"`
}

func (d Deps) delivery(ctx context.Context, in *ByDelivery) (*tagged[WholeDelivery], error) {
	x, attempts, err := d.Desk.Delivery(ctx, httpapi.Caller(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := WholeDelivery{DeliveryView: row(x), EndpointID: string(x.Endpoint), Body: string(x.Body), Attempts: make([]AttemptView, len(attempts))}
	for i, a := range attempts {
		out.Attempts[i] = attempt(a)
	}
	return &tagged[WholeDelivery]{CacheControl: "private, no-cache", Body: out}, nil
}

func (d Deps) replay(ctx context.Context, in *ByDelivery) (*tagged[DeliveryView], error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	x, err := d.Desk.Replay(ctx, by, in.ID, now)
	if err != nil {
		return nil, err
	}
	return &tagged[DeliveryView]{Body: row(x)}, nil
}

type replayedOutput struct {
	Body struct {
		Replayed   int    `json:"replayed" doc:"By this request"`
		NextCursor string `json:"nextCursor" doc:"Ask again with it; empty when all are done"`
	}
}

func (d Deps) replayMany(ctx context.Context, in *struct {
	ByID
	Body struct {
		State  string    `json:"state,omitempty" enum:"delivered,failed" doc:"Default: both, of a range of time"`
		From   time.Time `json:"from,omitzero" doc:"Planned at or after; only everything that failed does without"`
		To     time.Time `json:"to,omitzero" doc:"Planned at or before"`
		Cursor string    `json:"cursor,omitempty" maxLength:"2000" doc:"nextCursor of the answer before"`
	}
}) (*replayedOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	b := in.Body
	scope := "replay " + string(by.Operator) + " " + in.ID + " " + b.State
	position, err := d.Cursors.Open(ctx, scope, b.Cursor)
	if err != nil {
		return nil, err
	}
	n, next, err := d.Desk.ReplayMany(ctx, by, webhook.EndpointID(in.ID), webhook.Query{State: webhook.State(b.State), From: b.From, To: b.To, After: position["after"]}, now)
	if err != nil {
		return nil, err
	}
	out := &replayedOutput{}
	out.Body.Replayed = n
	if next != "" {
		out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, map[string]string{"after": next})
	}
	return out, err
}

// PingView is what an endpoint said to a test message.
type PingView struct {
	Accepted bool        `json:"accepted" doc:"It answered 2xx"`
	Attempt  AttemptView `json:"attempt"`
	Body     string      `json:"body" doc:"What it was sent"`
}

func (d Deps) ping(ctx context.Context, in *ByID) (*tagged[PingView], error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	a, body, err := d.Desk.Ping(ctx, by, webhook.EndpointID(in.ID), now)
	if err != nil {
		return nil, err
	}
	return &tagged[PingView]{CacheControl: "no-store", Body: PingView{a.Accepted(), attempt(a), string(body)}}, nil
}
