package tracking

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Item is everything known about one item.
type Item struct {
	ID            edi.ItemID
	S10           edi.S10
	Events        []Event        // ascending, of the identifier's latest use
	Announcements []Announcement // ascending, likewise
	Particulars   []Particulars  // ascending, likewise: what posts declared of it
	Superseded    []Event        // ascending: kept, and without effect, since the message that brought them was replaced or cancelled
	Former        []Item         // ascending: the items that bore the identifier before, each with what is known of it
}

// Announcement is an item's place in a receptacle, as its sender pre-advised it.
type Announcement struct {
	Receptacle edi.ReceptacleID
	Time       time.Time // when the dispatch was closed, UTC, whole seconds
	LocalTime  string
	ReceivedAt time.Time
	WeightG    int // 0: not said
	Sender     principal.OperatorCode
	Source     string

	SupersededBy string // as with events
}

// NewItem orders events and announcements by time, whatever order they came in, and keeps the latest use of the identifier: an identifier may be
// issued again after twelve months (UPU standard S10), so what lies more than twelve months apart concerns two different items.
func NewItem(s10 edi.S10, events []Event, announcements []Announcement, particulars ...Particulars) Item {
	i := Item{ID: s10.ID, S10: s10, Particulars: slices.Clone(particulars)}
	i.Events, i.Superseded = counting(events, func(e Event) string { return e.SupersededBy })
	i.Announcements, _ = counting(announcements, func(a Announcement) string { return a.SupersededBy })
	for _, list := range [][]Event{i.Events, i.Superseded} {
		slices.SortFunc(list, func(a, b Event) int { return cmp.Or(a.Time.Compare(b.Time), strings.Compare(a.Key(), b.Key())) })
	}
	slices.SortFunc(i.Announcements, func(a, b Announcement) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Receptacle, b.Receptacle), cmp.Compare(a.Sender, b.Sender))
	})
	sortParticulars(i.Particulars)
	var times []time.Time
	for _, p := range i.Particulars {
		times = append(times, p.Time)
	}
	for _, e := range i.Events {
		times = append(times, e.Time)
	}
	for _, a := range i.Announcements {
		times = append(times, a.Time)
	}
	slices.SortFunc(times, time.Time.Compare)
	for k := 1; k < len(times); k++ {
		if first := times[k]; first.After(reusable(times[k-1])) {
			i = i.began(first)
		}
	}
	return i
}

// began takes what happened before an instant off, as that of a former item.
func (i Item) began(first time.Time) Item {
	former := Item{ID: i.ID, S10: i.S10}
	former.Events, i.Events = split(i.Events, first, func(e Event) time.Time { return e.Time })
	former.Announcements, i.Announcements = split(i.Announcements, first, func(a Announcement) time.Time { return a.Time })
	former.Particulars, i.Particulars = split(i.Particulars, first, func(p Particulars) time.Time { return p.Time })
	i.Former = append(i.Former, former)
	return i
}

// split parts records, which ascend, at an instant.
func split[T any](records []T, at time.Time, of func(T) time.Time) (before, from []T) {
	k := slices.IndexFunc(records, func(rec T) bool { return !of(rec).Before(at) })
	if k < 0 {
		k = len(records)
	}
	return records[:k:k], records[k:]
}

// Unverified reports whether the item is one with a wrong check digit.
func (i Item) Unverified() bool {
	return slices.ContainsFunc(i.Events, func(e Event) bool { return e.Unverified })
}

// At is the item that bore the identifier at an instant: the last that was heard of by then, else the first.
func (i Item) At(t time.Time) Item {
	if first, _ := i.Span(); !first.After(t) || len(i.Former) == 0 {
		return i
	}
	for k, former := range slices.Backward(i.Former) {
		if first, _ := former.Span(); !first.After(t) || k == 0 {
			return former
		}
	}
	return i
}

// Span is from when to when an item was heard of; zero when it was not.
func (i Item) Span() (first, last time.Time) {
	see := func(t time.Time) {
		if first.IsZero() || t.Before(first) {
			first = t
		}
		if t.After(last) {
			last = t
		}
	}
	for _, e := range i.Events {
		see(e.Time)
	}
	for _, a := range i.Announcements {
		see(a.Time)
	}
	for _, p := range i.Particulars {
		see(p.Time)
	}
	return first, last
}

// reusable is the instant from which an identifier last seen at t may name another item.
func reusable(t time.Time) time.Time { return t.AddDate(1, 0, 0) }

// OtherUse tells whether two instants lie so far apart that an identifier may name two items at them.
func OtherUse(a, b time.Time) bool { return a.After(reusable(b)) || b.After(reusable(a)) }

// Countries tells the country of an operator, "" when it is unknown.
type Countries func(principal.OperatorCode) (string, error)

// Participants are the countries that take part in the item: the one that issued its identifier, every one in which, or towards which, an
// event happened that a participant sent, both ends of every receptacle in which a participant announced it, and the addressee's by a participant's word. As long as that names no second country, because the origin announced none, the
// first post abroad that has the item at an office of its own takes part too. So nobody makes themselves a participant of an item whose
// way is known.
func (i Item) Participants(countryOf Countries) (map[string]bool, error) {
	senders := make([]string, len(i.Events))
	for k, e := range i.Events {
		var err error
		if senders[k], err = countryOf(e.Sender); err != nil {
			return nil, err
		}
	}
	announcers := make([]string, len(i.Announcements))
	for k, a := range i.Announcements {
		var err error
		if announcers[k], err = countryOf(a.Sender); err != nil {
			return nil, err
		}
	}
	declarers := make([]string, len(i.Particulars))
	for k, p := range i.Particulars {
		var err error
		if declarers[k], err = countryOf(p.Sender); err != nil {
			return nil, err
		}
	}
	in := map[string]bool{i.S10.Country: true}
	i.grow(in, senders, announcers, declarers)
	if len(in) == 1 {
		for k, e := range i.Events {
			if senders[k] != "" && senders[k] == e.Country && !in[e.Country] {
				in[e.Country] = true
				break
			}
		}
		i.grow(in, senders, announcers, declarers)
	}
	return in, nil
}

// grow adds the countries that participants' events and announcements name, until there are no more.
func (i Item) grow(in map[string]bool, senders, announcers, declarers []string) {
	for before := 0; before < len(in); {
		before = len(in)
		for k, e := range i.Events {
			if in[senders[k]] {
				join(in, e.Country, e.NextOffice)
			}
		}
		for k, a := range i.Announcements {
			if in[announcers[k]] {
				join(in, string(a.Receptacle[:6]), string(a.Receptacle[6:12]))
			}
		}
		for k, p := range i.Particulars {
			if in[declarers[k]] && p.To != nil {
				join(in, p.To.Country)
			}
		}
	}
}

// join adds the countries that places begin with.
func join(in map[string]bool, places ...string) {
	for _, place := range places {
		if len(place) >= 2 {
			in[place[:2]] = true
		}
	}
}

// Confirmed is the item with the events, announcements and particulars that participants sent. Only they say how far it is; the others are kept and shown as claims.
func (i Item) Confirmed(participants map[string]bool, countryOf Countries) (Item, error) {
	var err error
	if i.Events, err = sentBy(i.Events, participants, countryOf, func(e Event) principal.OperatorCode { return e.Sender }); err != nil {
		return Item{}, err
	}
	if i.Announcements, err = sentBy(i.Announcements, participants, countryOf, func(a Announcement) principal.OperatorCode { return a.Sender }); err != nil {
		return Item{}, err
	}
	i.Particulars, err = sentBy(i.Particulars, participants, countryOf, func(p Particulars) principal.OperatorCode { return p.Sender })
	return i, err
}

// Claims are the events of those who take no part in the item about offices of their own country.
func (i Item) Claims(participants map[string]bool, countryOf Countries) ([]Event, error) {
	var out []Event
	for _, e := range i.Events {
		country, err := countryOf(e.Sender)
		if err != nil {
			return nil, err
		}
		if country == e.Country && !participants[country] {
			out = append(out, e)
		}
	}
	return out, nil
}

// sentBy keeps what was sent from the countries given.
func sentBy[T any](records []T, countries map[string]bool, countryOf Countries, sender func(T) principal.OperatorCode) ([]T, error) {
	out := make([]T, 0, len(records))
	for _, rec := range records {
		country, err := countryOf(sender(rec))
		if err != nil {
			return nil, err
		}
		if countries[country] {
			out = append(out, rec)
		}
	}
	return out, nil
}

// Last returns the latest event, false when there is none.
func (i Item) Last() (Event, bool) {
	if len(i.Events) == 0 {
		return Event{}, false
	}
	return i.Events[len(i.Events)-1], true
}

// Unknown is the problem of an item that nobody reported, or that is not the caller's to see: the two cannot be told apart.
func Unknown(id edi.ItemID) error {
	return problem.New(problem.NotFound, "item-unknown", "Nothing is known about %s yet.", id)
}
