package tracking

import (
	"cmp"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// TransportID names a receptacle, a dispatch or a consignment.
type TransportID struct {
	ID          string         // in its canonical form
	Receptacle  edi.Receptacle // zero for the others
	Dispatch    edi.Dispatch   // that of the receptacle, too; zero for a consignment
	Consignment string
}

// ParseTransportID reads an identifier as people type it: 29 characters name a receptacle, 20 a dispatch, any others a consignment. A wrong one is the
// problem of its kind: "receptacle-id-invalid", "dispatch-id-invalid", "consignment-id-invalid".
func ParseTransportID(typed string) (TransportID, error) {
	switch len(edi.Canonical(typed)) {
	case edi.ReceptacleLength:
		r, err := edi.ParseReceptacleID(typed)
		return TransportID{ID: string(r.ID), Receptacle: r, Dispatch: r.Dispatch}, err
	case edi.DispatchLength:
		d, err := edi.ParseDispatchID(typed)
		return TransportID{ID: string(d.ID), Dispatch: d}, err
	}
	consignment, err := ConsignmentID(typed)
	if err != nil {
		return TransportID{}, problem.New(problem.Invalid, "consignment-id-invalid", "This names no receptacle (29 characters), dispatch (20) or consignment.").
			With("transportId", "%s", err.Error())
	}
	return TransportID{ID: consignment, Consignment: consignment}, nil
}

// UnknownTransport is the problem of a receptacle, dispatch or consignment that nobody named, or that is not the caller's to see: the two cannot be told apart.
func UnknownTransport(id TransportID) error {
	return problem.New(problem.NotFound, "transport-unknown", "Nothing is known about %s yet.", id.ID)
}

// Transport is what is known of a receptacle, a dispatch or a consignment.
type Transport struct {
	Route    Route
	Holdings []Holding // what senders say is in a receptacle; of receptacles only
	Findings []Finding // what was found in it
	More     bool      // there is more than one look shows
}

// Finding says that a scan found an item in a receptacle.
type Finding struct {
	ItemID edi.ItemID
	Sender principal.OperatorCode
}

// Route is what happened to a receptacle, or to several, ascending. What happened to its dispatch as a whole is among it.
type Route []Movement

// NewRoute orders movements by time, whatever order they came in; those that were superseded are left out.
func NewRoute(movements []Movement) Route {
	movements, _ = counting(movements, func(m Movement) string { return m.SupersededBy })
	return slices.SortedFunc(slices.Values(movements), func(a, b Movement) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Receptacle, b.Receptacle), cmp.Compare(a.Key(), b.Key()))
	})
}

// Of is the part of a dispatch's route that concerns one of its receptacles.
func (r Route) Of(id edi.ReceptacleID) Route {
	var out Route
	for _, m := range r {
		if m.Receptacle == id || m.Receptacle == "" && m.Dispatch == id.DispatchOf() {
			out = append(out, m)
		}
	}
	return out
}

// Receptacles lists those that are named, ascending.
func (r Route) Receptacles() []edi.ReceptacleID {
	var out []edi.ReceptacleID
	for _, m := range r {
		if m.Receptacle != "" {
			out = append(out, m.Receptacle)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Participants are the countries that take part in a dispatch and its receptacles: both ends, which its identifier names, and those of every office that
// a movement names which a participant sent. So nobody makes themselves a participant.
func (r Route) Participants(d edi.Dispatch, countryOf Countries) (map[string]bool, error) {
	in := map[string]bool{d.Origin[:2]: true, d.Destination[:2]: true}
	senders := make([]string, len(r))
	for k, m := range r {
		var err error
		if senders[k], err = countryOf(m.Sender); err != nil {
			return nil, err
		}
	}
	for before := 0; before < len(in); {
		before = len(in)
		for k, m := range r {
			for _, place := range []string{m.Place, m.From, m.To} {
				if in[senders[k]] && edi.IsIMPC(place) {
					in[place[:2]] = true
				}
			}
		}
	}
	return in, nil
}

// Confirmed is the transport as participants tell it. What others sent are claims: they say nothing about where it is or what it holds.
func (t Transport) Confirmed(participants map[string]bool, countryOf Countries) (Transport, error) {
	var err error
	if t.Route, err = sentBy(t.Route, participants, countryOf, func(m Movement) principal.OperatorCode { return m.Sender }); err != nil {
		return Transport{}, err
	}
	if t.Holdings, err = sentBy(t.Holdings, participants, countryOf, func(h Holding) principal.OperatorCode { return h.Sender }); err != nil {
		return Transport{}, err
	}
	t.Findings, err = sentBy(t.Findings, participants, countryOf, func(f Finding) principal.OperatorCode { return f.Sender })
	return t, err
}

// State is the movement that says where the thing is: the latest that moved it, else the latest plan or paper; false when there is none.
func (r Route) State() (Movement, bool) {
	codes, err := movementCodes()
	for _, m := range slices.Backward(r) {
		if err == nil && codes[m.Code].Moves {
			return m, true
		}
	}
	if len(r) == 0 {
		return Movement{}, false
	}
	return r[len(r)-1], true
}

// Announced returns the first pre-advice; false when nobody sent one.
func (r Route) Announced() (Movement, bool) {
	return r.first(func(m Movement) bool { return m.Code == announced })
}

// Received returns the first reception of a receptacle in the country that it is for; false when there is none. That its dispatch was received says
// nothing about each receptacle.
func (r Route) Received() (Movement, bool) {
	return r.first(func(m Movement) bool {
		return m.Code == received && m.Receptacle != "" && edi.IsIMPC(m.Place) && m.Place[:2] == string(m.Dispatch[6:8])
	})
}

func (r Route) first(is func(Movement) bool) (Movement, bool) {
	i := slices.IndexFunc(r, is)
	if i < 0 {
		return Movement{}, false
	}
	return r[i], true
}

// Leg is a part of a route with one flight or another conveyance.
type Leg struct {
	Carrier  string // "" when nobody says
	Flight   string
	From, To string
	Departs  time.Time // as planned; zero when nobody says
	Arrives  time.Time
	Began    Movement // its Time is zero while it has not
	Ended    Movement
}

// Legs are the flights that a route names, in the order in which they are first named.
func (r Route) Legs() []Leg {
	codes, err := movementCodes()
	var legs []Leg
	for _, m := range r {
		if m.Flight == "" || err != nil {
			continue
		}
		i := slices.IndexFunc(legs, func(l Leg) bool { return l.Flight == m.Flight && l.From == m.From && l.To == m.To })
		if i < 0 {
			i, legs = len(legs), append(legs, Leg{Flight: m.Flight, From: m.From, To: m.To})
		}
		l := &legs[i]
		l.Carrier = cmp.Or(l.Carrier, m.Carrier)
		if !m.Departs.IsZero() {
			l.Departs = m.Departs // a later booking moves it
		}
		if !m.Arrives.IsZero() {
			l.Arrives = m.Arrives
		}
		switch c := codes[m.Code]; {
		case c.Begins && l.Began.Time.IsZero():
			l.Began = m
		case c.Ends && l.Ended.Time.IsZero():
			l.Ended = m
		}
	}
	return legs
}

// Content is an item that a receptacle holds, by pre-advice or by a scan.
type Content struct {
	ItemID    edi.ItemID
	Announced bool
	Found     bool
}

// Contents are the items of a receptacle, ascending.
func (t Transport) Contents() []Content {
	by := map[edi.ItemID]Content{}
	for _, h := range t.Holdings {
		for _, id := range h.Items {
			by[id] = Content{ItemID: id, Announced: true, Found: by[id].Found}
		}
	}
	for _, f := range t.Findings {
		by[f.ItemID] = Content{ItemID: f.ItemID, Announced: by[f.ItemID].Announced, Found: true}
	}
	out := make([]Content, 0, len(by))
	for _, c := range by {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Content) int { return cmp.Compare(a.ItemID, b.ItemID) })
	return out
}

// NotFound counts the items that were announced in a receptacle and not found in it. It is known only where the receptacle was received and some scan
// there named it: a post that names no receptacles says nothing about any.
func (t Transport) NotFound() (n int, known bool) {
	if _, received := t.Route.Received(); !received || len(t.Findings) == 0 {
		return 0, false
	}
	for _, c := range t.Contents() {
		if c.Announced && !c.Found {
			n++
		}
	}
	return n, true
}

// Arrival says whether an item came as it was announced.
type Arrival string

// The arrivals.
const (
	ArrivalExpected    Arrival = "expected"         // neither the receptacle nor the item has come
	ArrivalConfirmed   Arrival = "arrived"          // the item was scanned in the country that the receptacle is for
	ArrivalElsewhere   Arrival = "other-receptacle" // it was, and the scan names another receptacle
	ArrivalNotReceived Arrival = "not-received"     // the receptacle was received there, and nobody has scanned the item since it was announced
)

// Arrival says whether the item came as announced in a receptacle. Item, announcement and route are confirmed ones.
func (i Item) Arrival(a Announcement, route Route) Arrival {
	for _, e := range i.Events {
		if e.Time.Before(a.Time) || e.Country != string(a.Receptacle[6:8]) {
			continue
		}
		if r, err := edi.ParseReceptacleID(e.Receptacle); err == nil && r.ID != a.Receptacle {
			return ArrivalElsewhere
		}
		return ArrivalConfirmed
	}
	if _, received := route.Received(); received {
		return ArrivalNotReceived
	}
	return ArrivalExpected
}
