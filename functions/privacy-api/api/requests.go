package api

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
)

// DataRequestBody is what a person asked the operator for.
type DataRequestBody struct {
	Kind       string   `json:"kind" enum:"export,erasure"`
	Reference  string   `json:"reference" minLength:"1" maxLength:"40" doc:"The number of your own file on it: with at least one digit, never a name" example:"DSR-2026-014"`
	Language   string   `json:"language,omitempty" enum:"en,fr,de,es" doc:"Of an export. Default: en"`
	InquiryIDs []string `json:"inquiryIds" minItems:"1" maxItems:"100" doc:"Inquiries of your operator"`
}

// ResultView is what became of one inquiry.
type ResultView struct {
	InquiryID string     `json:"inquiryId"`
	Outcome   string     `json:"outcome" enum:"pending,done,waiting,failed"`
	Reason    string     `json:"reason,omitempty" doc:"Slug of what keeps it from being done" example:"inquiry-open"`
	At        *time.Time `json:"at" doc:"Null while nothing became of it"`
}

// CountsView is how many inquiries of a data request came how far.
type CountsView struct {
	All     int `json:"all"`
	Done    int `json:"done"`
	Waiting int `json:"waiting"`
	Failed  int `json:"failed"`
}

// DataRequestCard is a data request as a list shows it.
type DataRequestCard struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind" enum:"export,erasure"`
	Reference string     `json:"reference"`
	Language  string     `json:"language" enum:"en,fr,de,es"`
	State     string     `json:"state" enum:"running,waiting,failed,done"`
	AskedAt   time.Time  `json:"askedAt"`
	AskedBy   string     `json:"askedBy" doc:"Name of the administrator"`
	SettledAt *time.Time `json:"settledAt" doc:"When it was last carried out"`
	Counts    CountsView `json:"counts"`
	FileUntil *time.Time `json:"fileUntil" doc:"Until when the export can be fetched; null while there is none"`
	Fetchable bool       `json:"fetchable" doc:"The export can be fetched now"`
	RunsAgain bool       `json:"runsAgain" doc:"Something is left that can be carried out again"`
}

// DataRequestView is a data request with what became of each inquiry.
type DataRequestView struct {
	DataRequestCard
	Results []ResultView `json:"results"`
}

func card(r privacy.Request, now time.Time) DataRequestCard {
	v := DataRequestCard{ID: string(r.ID), Kind: string(r.Kind), Reference: r.Reference, Language: r.Language, State: string(r.State), AskedAt: r.AskedAt, AskedBy: r.ByName,
		SettledAt: httpapi.Some(r.SettledAt), FileUntil: httpapi.Some(r.FileUntil), Fetchable: r.Fetchable(now), RunsAgain: r.RunsAgain(now),
		Counts: CountsView{len(r.Inquiries), r.Counts[privacy.ResultDone], r.Counts[privacy.ResultWaiting], r.Counts[privacy.ResultFailed]}}
	if v.Language == "" {
		v.Language = "en"
	}
	return v
}

func view(r privacy.Request, results []privacy.Result, now time.Time) DataRequestView {
	v := DataRequestView{card(r, now), make([]ResultView, len(r.Inquiries))}
	for i, id := range r.Inquiries {
		v.Results[i] = ResultView{InquiryID: string(id), Outcome: "pending"}
		for _, one := range results {
			if one.Inquiry == id {
				v.Results[i] = ResultView{string(id), string(one.Outcome), one.Reason, httpapi.Some(one.At)}
			}
		}
	}
	return v
}

type asked struct {
	Location string `header:"Location"`
	Body     DataRequestView
}

func (h handlers) ask(ctx context.Context, in *struct {
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
	Body DataRequestBody
}) (*asked, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	a := privacy.Ask{Kind: privacy.Kind(in.Body.Kind), Reference: in.Body.Reference, Language: in.Body.Language, Key: in.Key}
	for _, id := range in.Body.InquiryIDs {
		a.Inquiries = append(a.Inquiries, inquiry.ID(id))
	}
	r, err := h.d.Privacy.Ask(ctx, httpapi.Caller(ctx), a, now)
	if err != nil {
		return nil, err
	}
	return &asked{"/v1/data-requests/" + string(r.ID), view(r, nil, now)}, nil
}

// DataRequestList is a page of data requests.
type DataRequestList struct {
	Items      []DataRequestCard `json:"items"`
	NextCursor string            `json:"nextCursor" doc:"Empty on the last page"`
}

func (h handlers) list(ctx context.Context, in *PageQuery) (*struct{ Body DataRequestList }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	by := httpapi.Caller(ctx)
	scope := "data requests " + string(by.Operator)
	position, err := h.d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	requests, next, err := h.d.Privacy.List(ctx, by, privacy.Page{Limit: in.Limit, Position: position})
	if err != nil {
		return nil, err
	}
	out := &struct{ Body DataRequestList }{DataRequestList{Items: make([]DataRequestCard, len(requests))}}
	for i, r := range requests {
		out.Body.Items[i] = card(r, now)
	}
	out.Body.NextCursor, err = h.d.Cursors.Seal(ctx, scope, next)
	return out, err
}

func (h handlers) find(ctx context.Context, in *ByID) (*struct{ Body DataRequestView }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	r, results, err := h.d.Privacy.Find(ctx, httpapi.Caller(ctx), privacy.ID(in.ID))
	if err != nil {
		return nil, err
	}
	return &struct{ Body DataRequestView }{view(r, results, now)}, nil
}

func (h handlers) again(ctx context.Context, in *ByID) (*struct{ Body DataRequestCard }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	r, err := h.d.Privacy.RunAgain(ctx, httpapi.Caller(ctx), privacy.ID(in.ID), now)
	if err != nil {
		return nil, err
	}
	return &struct{ Body DataRequestCard }{card(r, now)}, nil
}

// DataRequestLink is an address that works without a token until it expires.
type DataRequestLink struct {
	URL       string    `json:"url" format:"uri"`
	ExpiresAt time.Time `json:"expiresAt"`
}

func (h handlers) download(ctx context.Context, in *ByID) (*private[DataRequestLink], error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	url, until, err := h.d.Privacy.Download(ctx, httpapi.Caller(ctx), privacy.ID(in.ID), now)
	if err != nil {
		return nil, err
	}
	return secret(DataRequestLink{url, until}), nil
}
