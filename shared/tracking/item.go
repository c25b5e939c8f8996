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

// VisibleTo reports whether an operator of a country takes part in the item: it sent an event, its country issued the identifier,
// or an event happened at, or went towards, an office of its country. To everybody else the item is unknown.
func VisibleTo(item Item, operator principal.OperatorCode, country string) bool {
	if operator == "" || country == "" {
		return false
	}
	return item.S10.Country == country || slices.ContainsFunc(item.Events, func(e Event) bool {
		return e.Sender == operator || e.Country == country || strings.HasPrefix(e.NextOffice, country)
	})
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
