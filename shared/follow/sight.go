package follow

import (
	"crypto/sha256"
	"encoding/base64"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Sight is what an operator sees of where an item is. The zero value: nothing is known, or nothing that it may see.
type Sight struct {
	TakesPart bool      `json:"takesPart"`
	Milestone string    `json:"milestone,omitempty"` // of the catalogue, or tracking.MilestoneOther
	Phase     string    `json:"phase,omitempty"`     // origin, transit, destination
	Code      string    `json:"code,omitempty"`      // the event that says so; to those that take part only
	Country   string    `json:"country,omitempty"`   // ISO 3166-1
	Since     time.Time `json:"since,omitzero"`
	Terminal  bool      `json:"terminal,omitempty"` // nothing more is expected
	LastCode  string    `json:"lastCode,omitempty"` // the latest event; to those that take part only
	LastAt    time.Time `json:"lastAt,omitzero"`
}

// Known says whether there is anything to see.
func (s Sight) Known() bool { return s.Milestone != "" }

// View is an item as one operator sees it.
type View struct {
	Sight Sight
	Known Told // every event of the item, seen or not

	release   *catalogue.Release
	confirmed map[string]bool
}

// See looks at an item for the operator of a country: all of what participants say where it takes part itself, and only the public milestones where it
// does not. What others claim says nothing about where the item is.
func See(item tracking.Item, own string, countryOf tracking.Countries, release *catalogue.Release) (View, error) {
	participants, err := item.Participants(countryOf)
	if err != nil {
		return View{}, err
	}
	sure, err := item.Confirmed(participants, countryOf)
	if err != nil {
		return View{}, err
	}
	v := View{release: release, confirmed: map[string]bool{}, Sight: Sight{TakesPart: own != "" && participants[own]}}
	for _, e := range item.Events {
		v.Known = v.Known.With(EventID(e))
	}
	seen := tracking.Item{ID: sure.ID, S10: sure.S10}
	for _, e := range sure.Events {
		v.confirmed[e.Key()] = true
		if v.Sight.TakesPart || v.public(e) {
			seen.Events = append(seen.Events, e)
		}
	}
	state, known := seen.State(release)
	if !known {
		return v, nil
	}
	last, _ := seen.Last()
	v.Sight.Milestone, v.Sight.Phase, v.Sight.Country = state.Milestone, state.Phase, state.Country
	v.Sight.Since, v.Sight.Terminal, v.Sight.LastAt = state.Since, state.Terminal, last.Time
	if v.Sight.TakesPart {
		v.Sight.Code, v.Sight.LastCode = state.Code, last.Code
	}
	return v, nil
}

func (v View) public(e tracking.Event) bool {
	c, known := v.release.Event(e.Code)
	return known && Bounds().public(c.Milestone)
}

// Entry is an event as a feed tells it. It never holds who signed: that is read with the item, by whoever may.
type Entry struct {
	Seq        int                    `json:"-"` // its place in the feed, from 1
	ID         string                 `json:"id"`
	ItemID     edi.ItemID             `json:"itemId"`
	Ref        string                 `json:"ref,omitempty"` // the follower's own
	ToldAt     time.Time              `json:"toldAt"`
	TakesPart  bool                   `json:"takesPart"`
	Milestone  string                 `json:"milestone"`
	Phase      string                 `json:"phase,omitempty"`
	Country    string                 `json:"country"`
	Terminal   bool                   `json:"terminal"`
	Time       time.Time              `json:"time"`
	Confirmed  bool                   `json:"confirmed"`
	ReceivedAt time.Time              `json:"receivedAt,omitzero"` // from here on: to those that take part only
	LocalTime  string                 `json:"localTime,omitempty"`
	Code       string                 `json:"code,omitempty"`
	Office     string                 `json:"office,omitempty"`
	NextOffice string                 `json:"nextOffice,omitempty"`
	Reason     string                 `json:"reason,omitempty"`
	Action     string                 `json:"action,omitempty"`
	Retention  string                 `json:"retention,omitempty"`
	Condition  string                 `json:"conditionCode,omitempty"`
	Signed     bool                   `json:"signed,omitempty"` // somebody signed for it
	Sender     principal.OperatorCode `json:"sender,omitempty"`
}

// Entry is the event as the operator may be told it, false when it may not be told: a claim, or no public milestone, of an item it takes no part in.
func (v View) Entry(e tracking.Event) (Entry, bool) {
	out := Entry{ID: EventID(e), ItemID: e.ItemID, TakesPart: v.Sight.TakesPart, Milestone: tracking.MilestoneOther, Country: e.Country, Time: e.Time, Confirmed: v.confirmed[e.Key()]}
	if c, known := v.release.Event(e.Code); known {
		out.Milestone, out.Phase, out.Terminal = c.Milestone, c.Phase, c.Terminal
	}
	if !v.Sight.TakesPart {
		return out, out.Confirmed && v.public(e)
	}
	out.ReceivedAt, out.LocalTime, out.Code, out.Office, out.NextOffice = e.ReceivedAt, e.LocalTime, e.Code, e.Office, e.NextOffice
	out.Reason, out.Action, out.Retention, out.Condition = e.Reason, e.Action, e.Retention, e.Condition
	out.Signed, out.Sender = e.Signatory != "", e.Sender
	return out, true
}

// News says whether the event is news on a list: what a participant says, as far as the operator may see it.
func (v View) News(e tracking.Event) bool {
	return v.confirmed[e.Key()] && (v.Sight.TakesPart || v.public(e))
}

// EventID names an event for ever, whatever message brings it: 22 characters of base64url.
func EventID(e tracking.Event) string {
	const bytes = 16
	sum := sha256.Sum256([]byte(string(e.ItemID) + " " + e.Key()))
	return base64.RawURLEncoding.EncodeToString(sum[:bytes])
}

// Told remembers which events a follower has been told, by the first eight characters of their ids, the latest last. Of more than toldMost the
// earliest are forgotten: an item has some ten to thirty events.
type Told string

const (
	toldLength = 8
	toldMost   = 60
)

// Has says whether the event was told.
func (t Told) Has(id string) bool {
	for i := 0; i+toldLength <= len(t); i += toldLength {
		if string(t[i:i+toldLength]) == id[:toldLength] {
			return true
		}
	}
	return false
}

// With adds an event.
func (t Told) With(id string) Told {
	if t.Has(id) {
		return t
	}
	t += Told(id[:toldLength])
	if over := len(t) - toldMost*toldLength; over > 0 {
		t = t[over:]
	}
	return t
}
