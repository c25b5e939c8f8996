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
// which, an event happened that a participant sent. So nobody makes themselves a participant by sending an event.
func (i Item) Participants(countryOf Countries) (map[string]bool, error) {
	in := map[string]bool{i.S10.Country: true}
	for grown := true; grown; {
		grown = false
		for _, e := range i.Events {
			sender, err := countryOf(e.Sender)
			if err != nil {
				return nil, err
			}
			if !in[sender] {
				continue
			}
			for _, office := range []string{e.Country, e.NextOffice} {
				if len(office) >= 2 && !in[office[:2]] {
					in[office[:2]], grown = true, true
				}
			}
		}
	}
	return in, nil
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
