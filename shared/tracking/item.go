package tracking

import (
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Item is everything known about one item.
type Item struct {
	ID      edi.ItemID
	S10     edi.S10
	Events  []Event // ascending, of the identifier's latest use
	Parties Parties
}

// Parties are the people an item concerns, as far as a pre-advice named them.
type Parties struct {
	Sender    *Party `json:"sender"`
	Addressee *Party `json:"addressee"`
}

// Party is one of them: personal data.
type Party struct {
	Name    string `json:"name,omitempty"`
	Address string `json:"address,omitempty"`
	Email   string `json:"email,omitempty"`
	Phone   string `json:"phone,omitempty"`
}

// LogValue keeps personal data out of logs.
func (Party) LogValue() slog.Value { return slog.StringValue("[personal data]") }

// Timeline orders events by time, whatever order they came in, and keeps the latest use of the identifier: an identifier may be issued
// again after twelve months (UPU standard S10), so events more than twelve months apart concern two different items.
func Timeline(events []Event) []Event {
	all := slices.SortedFunc(slices.Values(events), func(a, b Event) int {
		if c := a.Time.Compare(b.Time); c != 0 {
			return c
		}
		return strings.Compare(a.Key(), b.Key())
	})
	for i := len(all) - 1; i > 0; i-- {
		if all[i].Time.After(reusable(all[i-1].Time)) {
			return all[i:]
		}
	}
	return all
}

// reusable is the instant from which an identifier last seen at t may name another item.
func reusable(t time.Time) time.Time { return t.AddDate(1, 0, 0) }

// Countries tells the country of an operator, "" when it is unknown.
type Countries func(principal.OperatorCode) (string, error)

// Participants are the countries that take part in the item: the one that issued its identifier, and every one in which, or towards
// which, an event happened that a participant sent. As long as that names no second country, because the origin announced none, the
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
	in := map[string]bool{i.S10.Country: true}
	i.grow(in, senders)
	if len(in) == 1 {
		for k, e := range i.Events {
			if senders[k] != "" && senders[k] == e.Country && !in[e.Country] {
				in[e.Country] = true
				break
			}
		}
		i.grow(in, senders)
	}
	return in, nil
}

// grow adds the countries that participants' events name, until there are no more.
func (i Item) grow(in map[string]bool, senders []string) {
	for grown := true; grown; {
		grown = false
		for k, e := range i.Events {
			if !in[senders[k]] {
				continue
			}
			for _, office := range []string{e.Country, e.NextOffice} {
				if len(office) >= 2 && !in[office[:2]] {
					in[office[:2]], grown = true, true
				}
			}
		}
	}
}

// Confirmed is the item with the events that participants sent. Only they say how far it is; the others are kept and shown as claims.
func (i Item) Confirmed(participants map[string]bool, countryOf Countries) (Item, error) {
	events := make([]Event, 0, len(i.Events))
	for _, e := range i.Events {
		sender, err := countryOf(e.Sender)
		if err != nil {
			return Item{}, err
		}
		if participants[sender] {
			events = append(events, e)
		}
	}
	i.Events = events
	return i, nil
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
