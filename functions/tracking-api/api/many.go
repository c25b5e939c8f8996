package api

import (
	"context"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// atOnce is how many items of a list are read at the same time.
const atOnce = 10

type itemsInput struct {
	IDs []string `query:"ids" required:"true" minItems:"1" maxItems:"100" doc:"S10 identifiers, or posts' own, as people type them, separated by commas; at most 100" example:"EE123456799GB,CC473124829DE"`
}

type itemsOutput struct {
	Body struct {
		Items []itemSummary `json:"items" doc:"One for each identifier asked for, in their order"`
	}
}

// itemSummary is how far one item of a list is.
type itemSummary struct {
	Asked       string                 `json:"asked" doc:"As it was asked for"`
	ItemID      edi.ItemID             `json:"itemId" doc:"Empty when nothing was found"`
	Problem     string                 `json:"problem" doc:"item-id-invalid, item-unknown, local-id-ambiguous; empty when it was found"`
	Product     string                 `json:"product"`
	Origin      *placeView             `json:"origin"`
	Destination *placeView             `json:"destination" doc:"null while nobody tells"`
	Status      *statusView            `json:"status" doc:"null while no operator that takes part has told of an event"`
	Last        *evidenceView          `json:"last" doc:"The latest event by the word of those who take part; null when there is none"`
	Anomalies   []tracking.AnomalyCode `json:"anomalies" doc:"Each once"`
}

func (d Deps) items(ctx context.Context, in *itemsInput) (*itemsOutput, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return nil, err
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	release, err := d.Catalogue.InForce(ctx, now)
	if err != nil {
		return nil, err
	}
	own, err := d.countryOf(ctx)(caller.Operator)
	if err != nil {
		return nil, err
	}
	out := &itemsOutput{}
	out.Body.Items = make([]itemSummary, len(in.IDs))
	failed := make([]error, len(in.IDs))
	var wg sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for i, id := range in.IDs {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			out.Body.Items[i], failed[i] = d.summary(ctx, caller, own, id, release, now)
		})
	}
	wg.Wait()
	for _, err := range failed { // one that merely fails would look like one that is not known
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// summary is how far one item is. What is wrong with the identifier, or unknown to the caller, is said in it.
func (d Deps) summary(ctx context.Context, caller principal.Principal, own, typed string, release *catalogue.Release, now time.Time) (itemSummary, error) {
	s := itemSummary{Asked: typed, Anomalies: []tracking.AnomalyCode{}}
	confirmed, claims, takesPart, err := d.find(ctx, caller, own, typed)
	if slug := notFound(err); slug != "" {
		s.Problem = slug
		return s, nil
	}
	if err != nil {
		return s, err
	}
	s.ItemID, s.Status = confirmed.ID, statusOf(confirmed, release)
	declared, _, err := d.declared(ctx, confirmed, takesPart)
	if err != nil {
		return s, err
	}
	s.Product = productOf(declared, confirmed.S10, release)
	origin, err := d.place(ctx, confirmed.S10.Country)
	if err != nil {
		return s, err
	}
	s.Origin = &origin
	if country, known := confirmed.Destination(release); known {
		destination, err := d.place(ctx, country)
		if err != nil {
			return s, err
		}
		s.Destination = &destination
	}
	if e, there := confirmed.Last(); there {
		s.Last = new(evidenceOf(e))
	}
	found, err := confirmed.Anomalies(release, nil, now, claims...)
	named := map[tracking.AnomalyCode]bool{}
	for _, a := range found {
		if !named[a.Code] {
			named[a.Code], s.Anomalies = true, append(s.Anomalies, a.Code)
		}
	}
	return s, err
}

// find looks an item up, as participants tell it.
func (d Deps) find(ctx context.Context, caller principal.Principal, own, typed string) (confirmed tracking.Item, claims []tracking.Event, takesPart bool, _ error) {
	s10, err := d.identify(ctx, typed)
	if err != nil {
		return tracking.Item{}, nil, false, err
	}
	item, err := d.Items.Item(ctx, s10.ID)
	if err != nil {
		return tracking.Item{}, nil, false, err
	}
	return d.judged(ctx, caller, own, item)
}

// notFound is the slug of what stands in an item's place in a list; "" for no problem, or one that is ours.
func notFound(err error) string {
	for _, slug := range []string{"item-id-invalid", "item-unknown", "local-id-ambiguous"} {
		if problem.Is(err, slug) {
			return slug
		}
	}
	return ""
}
