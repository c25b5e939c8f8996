package api

import (
	"context"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

type transportInput struct {
	TransportID string `path:"transportId" minLength:"1" maxLength:"500" doc:"Receptacle (S9), dispatch (S8) or consignment; spaces, hyphens and small letters are fine" example:"DEFRAAGBCVTAAUN60123001100125"`
}

type transportOutput struct{ Body transportView }

type transportView struct {
	TransportID string              `json:"transportId"`
	Kind        string              `json:"kind" enum:"receptacle,dispatch,consignment"`
	Receptacle  *edi.Receptacle     `json:"receptacle" doc:"The identifier taken apart; null for the others"`
	Dispatch    *dispatchView       `json:"dispatch" doc:"Likewise, that of the receptacle too; null for a consignment"`
	Origin      *placeView          `json:"origin" doc:"null for a consignment"`
	Destination *placeView          `json:"destination" doc:"null for a consignment"`
	Status      *movementView       `json:"status" doc:"The movement that says where it is; null while no operator that takes part has told of one"`
	Announced   bool                `json:"announced" doc:"It was pre-advised; of a consignment, something of it"`
	Received    int                 `json:"received" doc:"How many of its receptacles were received in the country they are for; of a receptacle 0 or 1"`
	Movements   []movementView      `json:"movements" doc:"Ascending; of several receptacles, what happened to each"`
	Legs        []legView           `json:"legs" doc:"The flights that movements name, in the order in which they are first named"`
	Receptacles []receptacleSummary `json:"receptacles" doc:"Of a dispatch or consignment"`
	Items       []contentView       `json:"items" doc:"Of a receptacle, by identifier"`
	NotFound    *int                `json:"notFound" doc:"Of a receptacle: how many items were announced in it and not found. null while it is not received, or when no scan there named it"`
	More        bool                `json:"more" doc:"There is more than one look shows"`
}

type dispatchView struct {
	DispatchID edi.DispatchID `json:"dispatchId"`
	edi.Dispatch
}

// movementView is a movement. It names no person.
type movementView struct {
	Code          string                 `json:"code"`
	Time          time.Time              `json:"time"`
	LocalTime     string                 `json:"localTime" doc:"With the offset of the place"`
	ReceivedAt    time.Time              `json:"receivedAt"`
	Place         string                 `json:"place" doc:"IMPC, or airport of three letters"`
	PlaceName     string                 `json:"placeName,omitempty" doc:"Town of the place, in English, where it is known"`
	Position      *tracking.Position     `json:"position" doc:"Of the place, else of its country; null when nobody knows"`
	ReceptacleID  edi.ReceptacleID       `json:"receptacleId,omitempty" doc:"Left out where it concerns the dispatch as a whole"`
	DispatchID    edi.DispatchID         `json:"dispatchId"`
	ConsignmentID string                 `json:"consignmentId,omitempty"`
	Carrier       string                 `json:"carrier,omitempty"`
	Flight        string                 `json:"flight,omitempty"`
	From          string                 `json:"from,omitempty"`
	To            string                 `json:"to,omitempty"`
	Departs       *time.Time             `json:"departs,omitempty" doc:"As planned"`
	Arrives       *time.Time             `json:"arrives,omitempty" doc:"As planned"`
	Sender        principal.OperatorCode `json:"sender"`
	Source        string                 `json:"source"`
	Confirmed     bool                   `json:"confirmed" doc:"Sent by an operator that takes part; any other movement is a claim and says nothing about where it is"`
}

type legView struct {
	Carrier string        `json:"carrier,omitempty"`
	Flight  string        `json:"flight"`
	From    string        `json:"from,omitempty"`
	To      string        `json:"to,omitempty"`
	Departs *time.Time    `json:"departs,omitempty" doc:"As planned"`
	Arrives *time.Time    `json:"arrives,omitempty" doc:"As planned"`
	Began   *movementView `json:"began" doc:"null while it has not"`
	Ended   *movementView `json:"ended" doc:"null while it has not"`
}

type receptacleSummary struct {
	ReceptacleID edi.ReceptacleID `json:"receptacleId"`
	WeightG      int              `json:"weightG"`
	Announced    bool             `json:"announced"`
	Received     bool             `json:"received" doc:"In the country it is for"`
	Status       *movementView    `json:"status"`
}

type contentView struct {
	ItemID    edi.ItemID `json:"itemId"`
	Announced bool       `json:"announced"`
	Found     bool       `json:"found" doc:"A scan in the country that the receptacle is for named it"`
}

// carriageView is an item's way in one receptacle.
type carriageView struct {
	ReceptacleID edi.ReceptacleID       `json:"receptacleId"`
	DispatchID   edi.DispatchID         `json:"dispatchId"`
	Origin       string                 `json:"origin" doc:"IMPC of the office that made the dispatch up"`
	PlaceName    string                 `json:"placeName,omitempty" doc:"Town of that office, in English, where it is known"`
	Destination  string                 `json:"destination" doc:"IMPC of the office it is for"`
	Time         time.Time              `json:"time" doc:"When the dispatch was closed"`
	LocalTime    string                 `json:"localTime" doc:"With the offset of the place"`
	WeightG      int                    `json:"weightG,omitempty" doc:"Of the item, as pre-advised"`
	Sender       principal.OperatorCode `json:"sender"`
	Source       string                 `json:"source"`
	Confirmed    bool                   `json:"confirmed" doc:"Sent by an operator that takes part in the item; any other is a claim, and its way is not looked up"`
	Arrival      tracking.Arrival       `json:"arrival,omitempty" enum:"expected,arrived,other-receptacle,not-received" doc:"Whether the item came as announced; left out of claims and where it was not looked up"`
	Legs         []legView              `json:"legs"`
	Movements    []movementView         `json:"movements" doc:"Ascending: of the receptacle, and of its dispatch as a whole"`
}

// lookedUp is how many of an item's receptacles are looked up, the latest first: each is two reads, and no real item has been in more.
const lookedUp = 5

func (d Deps) transport(ctx context.Context, in *transportInput) (*transportOutput, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return nil, err
	}
	id, err := tracking.ParseTransportID(in.TransportID)
	if err != nil {
		return nil, err
	}
	all, err := d.Transports.Transport(ctx, id)
	if err != nil {
		return nil, err
	}
	seen, sure, err := d.visible(ctx, caller, id, all)
	if err != nil {
		return nil, err
	}
	view := transportView{TransportID: id.ID, Kind: "consignment", Movements: movementsOf(seen.Route, sure.Route), Legs: legsOf(sure.Route), Status: stateOf(sure.Route),
		Receptacles: []receptacleSummary{}, Items: []contentView{}, More: seen.More}
	_, view.Announced = sure.Route.Announced()
	if id.Dispatch.ID != "" {
		view.Kind, view.Dispatch = "dispatch", &dispatchView{id.Dispatch.ID, id.Dispatch}
		if view.Origin, err = d.end(ctx, id.Dispatch.Origin); err != nil {
			return nil, err
		}
		if view.Destination, err = d.end(ctx, id.Dispatch.Destination); err != nil {
			return nil, err
		}
	}
	if id.Receptacle.ID != "" {
		view.Kind, view.Receptacle = "receptacle", &id.Receptacle
		for _, c := range sure.Contents() {
			view.Items = append(view.Items, contentView{c.ItemID, c.Announced, c.Found})
		}
		if n, known := sure.NotFound(); known {
			view.NotFound = &n
		}
		if _, received := sure.Route.Received(); received {
			view.Received = 1
		}
		return &transportOutput{Body: view}, nil
	}
	for _, r := range sure.Route.Receptacles() {
		s := summaryOf(r, sure.Route.Of(r))
		if s.Received {
			view.Received++
		}
		view.Receptacles = append(view.Receptacles, s)
	}
	return &transportOutput{Body: view}, nil
}

// visible is what the caller may see of a transport, and what of that participants tell. Each dispatch is judged by itself: of a consignment one sees
// one's own. Nothing is the problem "transport-unknown".
func (d Deps) visible(ctx context.Context, caller principal.Principal, id tracking.TransportID, all tracking.Transport) (seen, sure tracking.Transport, err error) {
	own, err := d.countryOf(ctx)(caller.Operator)
	if err != nil {
		return seen, sure, err
	}
	seen, sure = tracking.Transport{More: all.More}, tracking.Transport{More: all.More}
	hidden := true
	for _, part := range dispatches(id, all) {
		participants, err := part.Route.Participants(part.dispatch, d.countryOf(ctx))
		if err != nil {
			return seen, sure, err
		}
		if !participants[own] && !caller.Has(principal.NetworkAdministrator) {
			continue
		}
		hidden = false
		confirmed, err := part.Confirmed(participants, d.countryOf(ctx))
		if err != nil {
			return seen, sure, err
		}
		seen.Route, sure.Route = append(seen.Route, part.Route...), append(sure.Route, confirmed.Route...)
		sure.Holdings, sure.Findings = append(sure.Holdings, confirmed.Holdings...), append(sure.Findings, confirmed.Findings...)
	}
	if hidden {
		return seen, sure, tracking.UnknownTransport(id)
	}
	seen.Route, sure.Route = tracking.NewRoute(seen.Route), tracking.NewRoute(sure.Route)
	return seen, sure, nil
}

// part is what is known of one dispatch.
type part struct {
	tracking.Transport
	dispatch edi.Dispatch
}

// dispatches takes a transport apart by dispatch.
func dispatches(id tracking.TransportID, all tracking.Transport) []part {
	if id.Dispatch.ID != "" {
		return []part{{all, id.Dispatch}}
	}
	var out []part
	for _, m := range all.Route {
		i := slices.IndexFunc(out, func(p part) bool { return p.dispatch.ID == m.Dispatch })
		if i < 0 {
			dispatch, err := edi.ParseDispatchID(string(m.Dispatch))
			if err != nil {
				continue // it was valid when it was stored
			}
			i, out = len(out), append(out, part{dispatch: dispatch})
		}
		out[i].Route = append(out[i].Route, m)
	}
	return out
}

// carriages shows the way of each receptacle in which an item was announced, and returns the confirmed ways that it looked up.
func (d Deps) carriages(ctx context.Context, item, confirmed tracking.Item) ([]carriageView, map[edi.ReceptacleID]tracking.Route, error) {
	out := make([]carriageView, len(item.Announcements))
	routes, ways := map[edi.ReceptacleID]tracking.Route{}, map[edi.ReceptacleID]tracking.Route{}
	for i, a := range slices.Backward(item.Announcements) {
		out[i] = carriageView{ReceptacleID: a.Receptacle, DispatchID: a.Receptacle.DispatchOf(), Origin: string(a.Receptacle[:6]), PlaceName: tracking.NameOf(string(a.Receptacle[:6])), Destination: string(a.Receptacle[6:12]),
			Time: a.Time, LocalTime: a.LocalTime, WeightG: a.WeightG, Sender: a.Sender, Source: a.Source, Confirmed: slices.Contains(confirmed.Announcements, a),
			Legs: []legView{}, Movements: []movementView{}}
		route, there := routes[a.Receptacle]
		if !out[i].Confirmed || !there && len(routes) == lookedUp {
			continue
		}
		if !there {
			var err error
			if route, err = d.Transports.Route(ctx, a.Receptacle); err != nil {
				return nil, nil, err
			}
			routes[a.Receptacle] = route
		}
		dispatch, err := edi.ParseDispatchID(string(out[i].DispatchID))
		if err != nil {
			return nil, nil, err
		}
		participants, err := route.Participants(dispatch, d.countryOf(ctx))
		if err != nil {
			return nil, nil, err
		}
		sure, err := tracking.Transport{Route: route}.Confirmed(participants, d.countryOf(ctx))
		if err != nil {
			return nil, nil, err
		}
		ways[a.Receptacle] = sure.Route
		out[i].Arrival, out[i].Legs, out[i].Movements = confirmed.Arrival(a, sure.Route), legsOf(sure.Route), movementsOf(route, sure.Route)
	}
	return out, ways, nil
}

// end is one end of a dispatch.
func (d Deps) end(ctx context.Context, office string) (*placeView, error) {
	place, err := d.place(ctx, office[:2])
	return &place, err
}

func summaryOf(id edi.ReceptacleID, route tracking.Route) receptacleSummary {
	s := receptacleSummary{ReceptacleID: id, Status: stateOf(route)}
	if r, err := edi.ParseReceptacleID(string(id)); err == nil {
		s.WeightG = r.WeightG
	}
	_, s.Announced = route.Announced()
	_, s.Received = route.Received()
	return s
}

func stateOf(route tracking.Route) *movementView {
	m, known := route.State()
	if !known {
		return nil
	}
	v := movementOf(m, true)
	return &v
}

func movementsOf(all, confirmed tracking.Route) []movementView {
	sure := map[string]bool{}
	for _, m := range confirmed {
		sure[m.ID()+m.Key()] = true
	}
	out := make([]movementView, len(all))
	for i, m := range all {
		out[i] = movementOf(m, sure[m.ID()+m.Key()])
	}
	return out
}

func movementOf(m tracking.Movement, confirmed bool) movementView {
	return movementView{Code: m.Code, Time: m.Time, LocalTime: m.LocalTime, ReceivedAt: m.ReceivedAt, Place: m.Place, PlaceName: tracking.NameOf(m.Place), Position: positionOf(m.Place), ReceptacleID: m.Receptacle, DispatchID: m.Dispatch,
		ConsignmentID: m.Consignment, Carrier: m.Carrier, Flight: m.Flight, From: m.From, To: m.To, Departs: told(m.Departs), Arrives: told(m.Arrives), Sender: m.Sender,
		Source: m.Source, Confirmed: confirmed}
}

func legsOf(route tracking.Route) []legView {
	legs := route.Legs()
	out := make([]legView, len(legs))
	for i, l := range legs {
		out[i] = legView{Carrier: l.Carrier, Flight: l.Flight, From: l.From, To: l.To, Departs: told(l.Departs), Arrives: told(l.Arrives)}
		for _, end := range []struct {
			m  tracking.Movement
			to **movementView
		}{{l.Began, &out[i].Began}, {l.Ended, &out[i].Ended}} {
			if !end.m.Time.IsZero() {
				v := movementOf(end.m, true)
				*end.to = &v
			}
		}
	}
	return out
}

// told is an instant, nil when nobody told it.
func told(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
