package api

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// anomalyView is something that looks wrong with an item.
type anomalyView struct {
	Code         tracking.AnomalyCode `json:"code" enum:"missent,not-received,other-receptacle,after-delivery,impossible-transit,gap,out-of-order,duplicate,late-transmission"`
	Events       []evidenceView       `json:"events" doc:"What it rests on, ascending; none where that is an announcement alone"`
	ReceptacleID edi.ReceptacleID     `json:"receptacleId,omitempty" doc:"The one in which it was announced"`
	Country      string               `json:"country,omitempty" doc:"Of a missent item: where it should not be"`
	Hours        int                  `json:"hours" doc:"Of a gap, a way too fast, a late message: how long it was"`
	LimitHours   int                  `json:"limitHours" doc:"How long it may be, or must be at least; 0 where time does not matter"`
	Open         bool                 `json:"open" doc:"Of a gap: it lasts"`
	Claimed      bool                 `json:"claimed" doc:"Of a missent item: only who takes no part in it says so, of an office of its own"`
}

// evidenceView names an event of the same answer.
type evidenceView struct {
	Code       string                 `json:"code"`
	Time       time.Time              `json:"time"`
	LocalTime  string                 `json:"localTime"`
	ReceivedAt time.Time              `json:"receivedAt"`
	Office     string                 `json:"office"`
	PlaceName  string                 `json:"placeName,omitempty" doc:"Town of the office, in English, where it is known"`
	Country    string                 `json:"country"`
	Sender     principal.OperatorCode `json:"sender"`
}

func evidenceOf(e tracking.Event) evidenceView {
	return evidenceView{e.Code, e.Time, e.LocalTime, e.ReceivedAt, e.Office, tracking.NameOf(e.Office), e.Country, e.Sender}
}

func anomaliesOf(confirmed tracking.Item, claims []tracking.Event, release *catalogue.Release, ways map[edi.ReceptacleID]tracking.Route, now time.Time) ([]anomalyView, error) {
	found, err := confirmed.Anomalies(release, ways, now, claims...)
	out := make([]anomalyView, len(found))
	for i, a := range found {
		out[i] = anomalyView{Code: a.Code, ReceptacleID: a.Receptacle, Country: a.Country, Hours: a.Hours, LimitHours: a.Limit, Open: a.Open, Claimed: a.Claimed, Events: make([]evidenceView, len(a.Events))}
		for k, e := range a.Events {
			out[i].Events[k] = evidenceOf(e)
		}
	}
	return out, err
}

// positionOf is where a place is, nil when nobody knows.
func positionOf(place string) *tracking.Position {
	p, known := tracking.PositionOf(place)
	if !known {
		return nil
	}
	return &p
}
