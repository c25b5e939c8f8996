package tracking

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// AnomalyCode names what looks wrong with an item.
type AnomalyCode string

// The anomalies.
const (
	Missent         AnomalyCode = "missent"            // a post that is neither origin nor destination had it, or sent it on
	OutOfOrder      AnomalyCode = "out-of-order"       // a step comes after one that cannot come before it
	ToldTwice       AnomalyCode = "duplicate"          // the same step at the same office, told twice within minutes
	AfterEnd        AnomalyCode = "after-delivery"     // something happened after it was delivered, or ended
	Gap             AnomalyCode = "gap"                // nothing was told for too long
	Impossible      AnomalyCode = "impossible-transit" // faster from one place to the next than anything flies
	OtherReceptacle AnomalyCode = "other-receptacle"   // it came in another receptacle than announced
	NotReceived     AnomalyCode = "not-received"       // its receptacle came, it did not
	ToldLate        AnomalyCode = "late-transmission"  // a step was told long after it happened
)

// AnomalyCodes lists them, those first that an agent has to know before promising anything.
var AnomalyCodes = []AnomalyCode{Missent, NotReceived, OtherReceptacle, AfterEnd, Impossible, Gap, OutOfOrder, ToldTwice, ToldLate}

// Anomaly is something that looks wrong, with what it rests on. It hides nothing.
type Anomaly struct {
	Code       AnomalyCode
	Events     []Event          // ascending; none where it rests on an announcement alone
	Receptacle edi.ReceptacleID // the announced one; "" for most
	Country    string           // of a missent item, where it should not be
	Hours      int              // how long: of a gap, of a way too fast, between an event and its message, at most
	Limit      int              // hours that are allowed, or needed at least; 0 where time does not matter
	Open       bool             // of a gap: it lasts
	Claimed    bool             // of a missent item: only who takes no part in it says so
}

// anomalyRules is what the data say.
type anomalyRules struct {
	Origin           string `json:"origin"`
	DuplicateMinutes int    `json:"duplicateMinutes"`
	LateHours        int    `json:"lateHours"`
	KilometresAnHour int    `json:"kilometresAnHour"`
	Gaps             []struct {
		Phase     string `json:"phase"`
		Milestone string `json:"milestone"`
		Hours     int    `json:"hours"`
	} `json:"gaps"` // after a step; by milestone before by phase
	Order []struct {
		First    string   `json:"first"`
		Then     []string `json:"then"`
		Anywhere bool     `json:"anywhere"` // not in one country alone
	} `json:"order"` // what cannot come before what
}

//go:embed anomalies.json
var anomaliesFile []byte

var rulesOfAnomalies = sync.OnceValues(func() (anomalyRules, error) {
	var r anomalyRules
	if err := json.Unmarshal(anomaliesFile, &r); err != nil {
		return r, fmt.Errorf("anomalies.json: %w", err)
	}
	return r, nil
})

// Anomalies names what looks wrong with an item: a confirmed one, with the confirmed routes of the receptacles in which it was announced, as far as they were looked up.
// It rests on what happened, never on the order in which it was told. Claims are what others told of offices of their own: whoever got an item by mistake takes no part in it, and is the one to say so.
func (i Item) Anomalies(rel *catalogue.Release, routes map[edi.ReceptacleID]Route, now time.Time, claims ...Event) ([]Anomaly, error) {
	rules, err := rulesOfAnomalies()
	if err != nil {
		return nil, err
	}
	out := slices.Concat(i.missent(rel, claims), i.arrivals(routes), i.afterEnd(rel), i.impossible(rules), i.gaps(rel, rules, now), i.outOfOrder(rules), i.toldTwice(rules), i.toldLate(rules))
	slices.SortStableFunc(out, func(a, b Anomaly) int {
		return cmp.Compare(slices.Index(AnomalyCodes, a.Code), slices.Index(AnomalyCodes, b.Code))
	})
	return out, nil
}

// missent finds the countries that had the item and should not: one from which an outward or transit departure took it on although it had arrived there as in the country
// of destination (whoever gets an item by mistake reports its departure, UPU EDI rules), and one in which it arrived that nobody had named.
func (i Item) missent(rel *catalogue.Release, claims []Event) []Anomaly {
	destination, _ := i.Destination(rel)
	announced := map[string]bool{i.S10.Country: true}
	for _, e := range i.Events {
		join(announced, e.NextOffice)
	}
	for _, a := range i.Announcements {
		join(announced, string(a.Receptacle[:6]), string(a.Receptacle[6:12]))
	}
	for _, p := range i.Particulars {
		if p.To != nil {
			join(announced, p.To.Country)
		}
	}
	var countries []string
	at := map[string][]Event{}
	seen := NewItem(i.S10, slices.Concat(i.Events, claims), nil)
	for _, e := range seen.Events {
		if e.Country == "" || e.Country == i.S10.Country {
			continue
		}
		if at[e.Country] == nil {
			countries = append(countries, e.Country)
		}
		at[e.Country] = append(at[e.Country], e)
	}
	var out []Anomaly
	for _, country := range countries {
		var arrived, sentOn []Event
		for _, e := range at[country] {
			c, known := rel.Event(e.Code)
			switch {
			case e.Code == departureAbroad && country != destination, e.Code == departureTransit && len(arrived) > 0 && country != destination:
				sentOn = append(sentOn, e)
			case known && c.Phase == "destination":
				arrived = append(arrived, e)
			}
		}
		unnamed := len(arrived) > 0 && len(announced) > 1 && !announced[country]
		if len(sentOn) == 0 && !unnamed {
			continue
		}
		found := Anomaly{Code: Missent, Country: country, Events: slices.Concat(arrived[:min(1, len(arrived))], sentOn)}
		found.Claimed = !slices.ContainsFunc(i.Events, func(e Event) bool { return e.Country == country })
		out = append(out, found)
	}
	return out
}

// arrivals finds the receptacles in which the item was announced and did not come.
func (i Item) arrivals(routes map[edi.ReceptacleID]Route) []Anomaly {
	var out []Anomaly
	for k, a := range i.Announcements {
		code := map[Arrival]AnomalyCode{ArrivalElsewhere: OtherReceptacle, ArrivalNotReceived: NotReceived}[i.Arrival(a, routes[a.Receptacle])]
		if code == NotReceived && k+1 < len(i.Announcements) && i.Announcements[k+1].Receptacle != a.Receptacle {
			continue // it was announced in another one since
		}
		if code == "" || slices.ContainsFunc(out, func(o Anomaly) bool { return o.Receptacle == a.Receptacle && o.Code == code }) {
			continue
		}
		found := Anomaly{Code: code, Receptacle: a.Receptacle}
		for _, e := range i.Events {
			if code == OtherReceptacle && !e.Time.Before(a.Time) && e.Country == string(a.Receptacle[6:8]) {
				found.Events = []Event{e}
				break
			}
		}
		out = append(out, found)
	}
	return out
}

// afterEnd finds what happened after the item was delivered or ended. Codes that nobody knows say nothing.
func (i Item) afterEnd(rel *catalogue.Release) []Anomaly {
	var events []Event
	for _, e := range i.Events {
		c, known := rel.Event(e.Code)
		if len(events) > 0 && known && e.Time.After(events[0].Time) || len(events) == 0 && known && c.Terminal {
			events = append(events, e)
		}
	}
	if len(events) < 2 {
		return nil
	}
	return []Anomaly{{Code: AfterEnd, Events: events}}
}

// impossible finds two steps that follow each other faster than anything flies.
func (i Item) impossible(rules anomalyRules) []Anomaly {
	var out []Anomaly
	for k := 1; k < len(i.Events); k++ {
		a, b := i.Events[k-1], i.Events[k]
		from, known := PositionOf(a.Office)
		to, known2 := PositionOf(b.Office)
		if !known || !known2 {
			continue
		}
		needed := time.Duration(from.apart(to) / float64(rules.KilometresAnHour) * float64(time.Hour))
		if took := b.Time.Sub(a.Time); took < needed {
			out = append(out, Anomaly{Code: Impossible, Events: []Event{a, b}, Hours: int(took.Hours()), Limit: int(needed.Hours()) + 1})
		}
	}
	return out
}

// gaps finds where nothing was told for too long, up to now unless the item has come to its end.
func (i Item) gaps(rel *catalogue.Release, rules anomalyRules, now time.Time) []Anomaly {
	var out []Anomaly
	for k, e := range i.Events {
		c, known := rel.Event(e.Code)
		if !known || c.Terminal {
			continue
		}
		limit := 0
		for _, g := range rules.Gaps {
			if g.Milestone != "" && g.Milestone == c.Milestone || g.Milestone == "" && g.Phase == c.Phase && limit == 0 {
				limit = g.Hours
			}
		}
		until, found := now, Anomaly{Code: Gap, Events: []Event{e}, Limit: limit, Open: true}
		if k+1 < len(i.Events) {
			until, found.Events, found.Open = i.Events[k+1].Time, i.Events[k:k+2:k+2], false
		}
		if found.Open && i.ended(rel) {
			continue
		}
		if found.Hours = int(until.Sub(e.Time).Hours()); limit > 0 && found.Hours > limit {
			out = append(out, found)
		}
	}
	return out
}

// ended reports whether the item has come to its end.
func (i Item) ended(rel *catalogue.Release) bool {
	s, known := i.State(rel)
	return known && s.Terminal
}

// outOfOrder finds steps that come after one before which they belong. A step that is late is named once, with the first that overtook it.
func (i Item) outOfOrder(rules anomalyRules) []Anomaly {
	var out []Anomaly
	for _, rule := range rules.Order {
		for k, first := range i.Events {
			if first.Code != rule.First || slices.ContainsFunc(i.Events[:k], func(e Event) bool { return e.Code == first.Code && (rule.Anywhere || e.Country == first.Country) }) {
				continue // it came before already
			}
			overtook := slices.IndexFunc(i.Events[:k], func(e Event) bool {
				return slices.Contains(rule.Then, e.Code) && (rule.Anywhere || e.Country == first.Country) && e.Time.Before(first.Time)
			})
			if overtook >= 0 {
				out = append(out, Anomaly{Code: OutOfOrder, Events: []Event{i.Events[overtook], first}})
			}
		}
	}
	return out
}

// toldTwice finds the same step at the same office within minutes.
func (i Item) toldTwice(rules anomalyRules) []Anomaly {
	var out []Anomaly
	in := map[int]bool{}
	for k, e := range i.Events {
		if in[k] {
			continue
		}
		events := []Event{e}
		for n := k + 1; n < len(i.Events) && i.Events[n].Time.Sub(e.Time) <= time.Duration(rules.DuplicateMinutes)*time.Minute; n++ {
			if o := i.Events[n]; o.Code == e.Code && o.Office == e.Office {
				events, in[n] = append(events, o), true
			}
		}
		if len(events) > 1 {
			out = append(out, Anomaly{Code: ToldTwice, Events: events})
		}
	}
	return out
}

// toldLate finds the steps that were told long after they happened.
func (i Item) toldLate(rules anomalyRules) []Anomaly {
	found := Anomaly{Code: ToldLate, Limit: rules.LateHours}
	for _, e := range i.Events {
		if took := e.Transmission(); took > time.Duration(rules.LateHours)*time.Hour {
			found.Events, found.Hours = append(found.Events, e), max(found.Hours, int(took.Hours()))
		}
	}
	if len(found.Events) == 0 {
		return nil
	}
	return []Anomaly{found}
}

// Transmission is how long after an event its message reached us; 0 where a clock was ahead, or nobody says when.
func (e Event) Transmission() time.Duration {
	if e.ReceivedAt.IsZero() {
		return 0
	}
	return max(0, e.ReceivedAt.Sub(e.Time))
}

// departureTransit is the departure from a transit office of exchange (EMSEVT).
const departureTransit = "EMK"
