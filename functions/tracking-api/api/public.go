package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

type publicInput struct {
	ItemID string `path:"itemId" minLength:"1" maxLength:"60" doc:"S10 identifier; spaces, hyphens and small letters are fine" example:"EE123456799GB"`
}

type publicOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         publicView
}

// publicView is all that anybody may know: TestPublic_ShowsNothingElse freezes it.
type publicView struct {
	ItemID      edi.ItemID   `json:"itemId"`
	Origin      string       `json:"origin" doc:"Country"`
	Destination string       `json:"destination" doc:"Country; empty while nobody tells"`
	Steps       []publicStep `json:"steps" doc:"Ascending: where its milestone or country changed"`
	Terminal    bool         `json:"terminal" doc:"Nothing more is expected"`
}

type publicStep struct {
	Milestone string    `json:"milestone" doc:"One of the catalogue's milestones"`
	Country   string    `json:"country"`
	Time      time.Time `json:"time"`
	LocalTime string    `json:"localTime" doc:"With the offset of the place"`
}

// public shows one item to anybody, if its post of origin and this exchange want that. What is unknown and what is not shown are answered alike.
func (d Deps) public(ctx context.Context, in *publicInput) (*publicOutput, error) {
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	window := now.Truncate(tracking.VisitWindow)
	n, err := d.Visits.Visit(ctx, tracking.Visitor(httpapi.Address(ctx), now), window)
	if err != nil {
		return nil, err
	}
	if n > tracking.VisitLimit {
		wait := max(1, int(window.Add(tracking.VisitWindow).Sub(now).Seconds()))
		return nil, huma.ErrorWithHeaders(problem.New(problem.TooManyRequests, "too-many-visits", "That was a lot at once. Try again in a minute."),
			http.Header{"Retry-After": []string{strconv.Itoa(wait)}})
	}
	s10, err := edi.ParseItemID(in.ItemID)
	if err != nil {
		return nil, err
	}
	item, err := d.Items.Item(ctx, s10.ID)
	if err != nil {
		return nil, err
	}
	shown, err := d.shows(ctx, s10.Country)
	if err != nil {
		return nil, err
	}
	participants, err := item.Participants(d.countryOf(ctx))
	if err != nil {
		return nil, err
	}
	confirmed, err := item.Confirmed(participants, d.countryOf(ctx))
	if err != nil {
		return nil, err
	}
	release, err := d.Catalogue.InForce(ctx, now)
	if err != nil {
		return nil, err
	}
	p := confirmed.Public(release)
	if !shown || len(p.Steps) == 0 {
		return nil, tracking.Unknown(s10.ID)
	}
	out := &publicOutput{CacheControl: "private, max-age=60", Body: publicView{ItemID: s10.ID, Origin: p.Origin, Destination: p.Destination, Terminal: p.Terminal, Steps: make([]publicStep, len(p.Steps))}}
	for i, s := range p.Steps {
		out.Body.Steps[i] = publicStep(s)
	}
	return out, nil
}

// shows tells whether the items of a country are shown to anybody.
func (d Deps) shows(ctx context.Context, country string) (bool, error) {
	if !d.ShowPublic {
		return false, nil
	}
	code, err := d.Directory.OperatorOf(ctx, country)
	if unknown(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	op, err := d.Directory.Operator(ctx, code)
	if unknown(err) {
		return false, nil
	}
	return op.Settings.PublicItems, err
}
