package api

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

type itemInput struct {
	ItemID string    `path:"itemId" minLength:"1" maxLength:"500" doc:"S10 identifier, or a post's own identifier of the item; spaces, hyphens and small letters are fine" example:"EE123456799GB"`
	At     time.Time `query:"at" doc:"Shows the item that bore the identifier then; left out, the latest. An identifier may be issued again after twelve months"`
}

type itemOutput struct{ Body itemView }

type itemView struct {
	ItemID        edi.ItemID     `json:"itemId"`
	Unverified    bool           `json:"unverified" doc:"The check digit is wrong, and its sender has such events kept: what is said of it is nobody's answer"`
	S10           edi.S10        `json:"s10"`
	Product       string         `json:"product" doc:"As declared, else by the service indicator; empty when the catalogue has none for it"`
	Origin        placeView      `json:"origin" doc:"Who issued the identifier"`
	Destination   *placeView     `json:"destination" doc:"null while no event tells"`
	Status        *statusView    `json:"status" doc:"null while no operator that takes part has told of an event"`
	Events        []eventView    `json:"events" doc:"Ascending; of one use of the identifier"`
	Superseded    []eventView    `json:"superseded" doc:"Ascending: events without effect, since the messages that brought them were replaced or cancelled"`
	Carriages     []carriageView `json:"carriages" doc:"Ascending: the receptacles in which the item was pre-advised, and their way"`
	Anomalies     []anomalyView  `json:"anomalies" doc:"What looks wrong, that first which one has to know before promising anything; by the word of those who take part"`
	Parties       partiesView    `json:"parties" doc:"Personal data: to the item's operators only"`
	Declared      *declaredView  `json:"declared" doc:"What the post that sent the item says of it (ITMATT); to the item's operators only; null when it says nothing"`
	Uses          []useView      `json:"uses" doc:"Ascending: the items that bore the identifier, as far as the caller may see them; at least this one"`
	OpenInquiries []OpenInquiry  `json:"openInquiries"`
	Expected      *expectedView  `json:"expected" doc:"When it should be delivered, and whether it is late; null when nothing is promised for it, or nothing has happened to it"`
}

// useView is one item among those that bore an identifier.
type useView struct {
	From  time.Time `json:"from" doc:"When it was first heard of; as the parameter at it shows this item"`
	To    time.Time `json:"to" doc:"When it was last heard of"`
	Shown bool      `json:"shown" doc:"It is the one in this answer"`
}

type placeView struct {
	Operator principal.OperatorCode `json:"operator" doc:"Empty when no operator of the network answers for the country"`
	Country  string                 `json:"country"`
}

type statusView struct {
	Milestone string    `json:"milestone" example:"out-for-delivery" doc:"One of the catalogue's milestones, or other"`
	Phase     string    `json:"phase" doc:"origin, transit, destination; empty when the code is unknown"`
	Code      string    `json:"code" doc:"The event that says so"`
	Since     time.Time `json:"since"`
	Country   string    `json:"country"`
	Terminal  bool      `json:"terminal" doc:"Nothing more is expected"`
}

type eventView struct {
	Code         string                 `json:"code"`
	Milestone    string                 `json:"milestone"`
	Time         time.Time              `json:"time"`
	LocalTime    string                 `json:"localTime" doc:"With the offset of the place"`
	ReceivedAt   time.Time              `json:"receivedAt" doc:"When its message reached us first"`
	Transmission int                    `json:"transmissionSeconds" doc:"How long after the event that was"`
	Position     *tracking.Position     `json:"position" doc:"Of the office, else of its country; null when nobody knows"`
	Office       string                 `json:"office"`
	PlaceName    string                 `json:"placeName,omitempty" doc:"Town of the office, in English, where it is known"`
	Country      string                 `json:"country"`
	NextOffice   string                 `json:"nextOffice,omitempty"`
	DispatchID   string                 `json:"dispatchId,omitempty"`
	ReceptacleID string                 `json:"receptacleId,omitempty"`
	Reason       string                 `json:"reason,omitempty"`
	Action       string                 `json:"action,omitempty"`
	Retention    string                 `json:"retention,omitempty"`
	Condition    string                 `json:"conditionCode,omitempty"`
	WeightG      int                    `json:"weightG,omitempty"`
	Signatory    string                 `json:"signatory,omitempty" doc:"To the item's operators only"`
	Sender       principal.OperatorCode `json:"sender"`
	Source       string                 `json:"source"`
	Confirmed    bool                   `json:"confirmed" doc:"Sent by an operator that takes part in the item; any other event is a claim and says nothing about how far the item is"`
	Receipt      string                 `json:"receipt,omitempty" doc:"Of the message that brought it: to supervisors and administrators of its sender"`
	Index        *int                   `json:"index,omitempty" doc:"Its place in that message, from 0"`
	SupersededBy string                 `json:"supersededBy,omitempty" doc:"Receipt of the message that replaced or cancelled the one that brought it: it has no effect any more"`
}

func (d Deps) item(ctx context.Context, in *itemInput) (*itemOutput, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return nil, err
	}
	s10, err := d.identify(ctx, in.ItemID)
	if err != nil {
		return nil, err
	}
	all, err := d.Items.Item(ctx, s10.ID)
	if err != nil {
		return nil, err
	}
	item := all
	if !in.At.IsZero() {
		item = all.At(in.At)
	}
	own, err := d.countryOf(ctx)(caller.Operator)
	if err != nil {
		return nil, err
	}
	confirmed, claims, takesPart, err := d.judged(ctx, caller, own, item)
	if err != nil {
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
	view := itemView{ItemID: item.ID, S10: item.S10, Unverified: item.Unverified(), Status: statusOf(confirmed, release), Events: eventsOf(item, confirmed, release, takesPart)}
	view.Superseded = supersededOf(item, release, takesPart)
	behind(caller, item.Events, view.Events)
	behind(caller, item.Superseded, view.Superseded)
	var ways map[edi.ReceptacleID]tracking.Route
	if view.Carriages, ways, err = d.carriages(ctx, item, confirmed); err != nil {
		return nil, err
	}
	if view.Anomalies, err = anomaliesOf(confirmed, claims, release, ways, now); err != nil {
		return nil, err
	}
	if view.Declared, view.Parties, err = d.declared(ctx, confirmed, takesPart); err != nil {
		return nil, err
	}
	if view.Uses, err = d.uses(ctx, caller, own, all, item); err != nil {
		return nil, err
	}
	view.Product = productOf(view.Declared, item.S10, release)
	if view.Origin, err = d.place(ctx, item.S10.Country); err != nil {
		return nil, err
	}
	if country, known := confirmed.Destination(release); known {
		destination, err := d.place(ctx, country)
		if err != nil {
			return nil, err
		}
		view.Destination = &destination
	}
	if view.OpenInquiries, err = d.OpenInquiries(ctx, caller, item.ID); err != nil {
		return nil, err
	}
	if view.OpenInquiries == nil {
		view.OpenInquiries = []OpenInquiry{}
	}
	if err := d.expect(ctx, &view, confirmed, now); err != nil {
		return nil, err
	}
	return &itemOutput{Body: view}, nil
}

// judged is what participants tell of an item that the caller may see, what others claim, and whether the caller's operator takes part; else the problem "item-unknown".
func (d Deps) judged(ctx context.Context, caller principal.Principal, own string, item tracking.Item) (confirmed tracking.Item, claims []tracking.Event, takesPart bool, err error) {
	participants, err := item.Participants(d.countryOf(ctx))
	if err != nil {
		return tracking.Item{}, nil, false, err
	}
	if takesPart = participants[own]; !takesPart && !caller.Has(principal.NetworkAdministrator) {
		return tracking.Item{}, nil, false, tracking.Unknown(item.ID)
	}
	if claims, err = item.Claims(participants, d.countryOf(ctx)); err != nil {
		return tracking.Item{}, nil, false, err
	}
	confirmed, err = item.Confirmed(participants, d.countryOf(ctx))
	return confirmed, claims, takesPart, err
}

// uses lists the items that bore the identifier, ascending, as far as the caller may see them.
func (d Deps) uses(ctx context.Context, caller principal.Principal, own string, all, shown tracking.Item) ([]useView, error) {
	out := []useView{}
	now, _ := shown.Span()
	for _, one := range append(slices.Clone(all.Former), all) {
		if _, _, _, err := d.judged(ctx, caller, own, one); unknown(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		first, last := one.Span()
		out = append(out, useView{From: first, To: last, Shown: first.Equal(now)})
	}
	return out, nil
}

// countryOf tells the country of an operator, "" when the directory does not know it.
func (d Deps) countryOf(ctx context.Context) tracking.Countries {
	return func(code principal.OperatorCode) (string, error) {
		if code == "" {
			return "", nil
		}
		op, err := d.Directory.Operator(ctx, code)
		if unknown(err) {
			return "", nil
		}
		return op.Country, err
	}
}

func (d Deps) place(ctx context.Context, country string) (placeView, error) {
	operator, err := d.Directory.OperatorOf(ctx, country)
	if err != nil && !unknown(err) {
		return placeView{}, err
	}
	return placeView{Operator: operator, Country: country}, nil
}

// productOf is the product that the post declared, if the number can be of it, else the one that the number says.
func productOf(declared *declaredView, s10 edi.S10, release *catalogue.Release) string {
	if declared != nil {
		if p, ok := release.Product(declared.Product); ok && p.Fits(s10.Indicator, "", "") == "" {
			return p.Code
		}
	}
	code, _ := release.ProductOf(s10.Indicator)
	return code
}

func unknown(err error) bool {
	p, ok := errors.AsType[*problem.Problem](err)
	return ok && p.Kind == problem.NotFound
}

func statusOf(item tracking.Item, release *catalogue.Release) *statusView {
	s, known := item.State(release)
	if !known {
		return nil
	}
	return &statusView{Milestone: s.Milestone, Phase: s.Phase, Code: s.Code, Since: s.Since, Country: s.Country, Terminal: s.Terminal}
}

func eventsOf(item, confirmed tracking.Item, release *catalogue.Release, takesPart bool) []eventView {
	sure := map[string]bool{}
	for _, e := range confirmed.Events {
		sure[e.Key()] = true
	}
	out := make([]eventView, len(item.Events))
	for i, e := range item.Events {
		out[i] = eventView{Code: e.Code, Milestone: tracking.MilestoneOther, Time: e.Time, LocalTime: e.LocalTime, ReceivedAt: e.ReceivedAt,
			Transmission: int(e.Transmission().Seconds()), Position: positionOf(e.Office), Office: e.Office, PlaceName: tracking.NameOf(e.Office), Country: e.Country, NextOffice: e.NextOffice, DispatchID: e.Dispatch, ReceptacleID: e.Receptacle,
			Reason: e.Reason, Action: e.Action, Retention: e.Retention, Condition: e.Condition, WeightG: e.WeightG, Sender: e.Sender, Source: e.Source, Confirmed: sure[e.Key()]}
		if c, ok := release.Event(e.Code); ok {
			out[i].Milestone = c.Milestone
		}
		if takesPart {
			out[i].Signatory = e.Signatory
		}
	}
	return out
}
