package inquiry

import (
	"context"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// itemFacts is what tracking contributes to a request: values by the names that the catalogue's fields give as their prefill.
type itemFacts struct {
	destination     directory.OperatorCode // whom a question goes to by default
	itemDestination directory.OperatorCode // where the item goes
	origin          directory.OperatorCode // who sent it
	values          map[string]any
	item            tracking.Item // its confirmed events
}

// The events that mean something by themselves (EMSEVT): when and where an item was posted, and that it was delivered.
const (
	acceptance = "EMA"
	delivery   = "EMI"
)

// lookUp returns what tracking knows of an item, as far as the caller may see it; nothing is known of an item that nobody tracked.
func (s *Service) lookUp(ctx context.Context, by principal.Principal, id edi.S10, release *catalogue.Release) (itemFacts, error) {
	facts := itemFacts{values: map[string]any{}}
	origin, err := s.Directory.OperatorOf(ctx, id.Country)
	if err != nil && !isNotFound(err) {
		return facts, fmt.Errorf("origin of item: %w", err)
	}
	facts.origin = origin
	item, err := s.Tracking.Item(ctx, id.ID)
	if isNotFound(err) {
		return facts, nil
	}
	if err != nil {
		return facts, fmt.Errorf("look up item: %w", err)
	}
	own, err := s.Directory.Operator(ctx, by.Operator)
	if err != nil {
		return facts, fmt.Errorf("look up item: %w", err)
	}
	participants, err := item.Participants(s.countryOf(ctx))
	if err != nil || !participants[own.Country] {
		return facts, err
	}
	if item, err = item.Confirmed(participants, s.countryOf(ctx)); err != nil {
		return facts, err
	}
	if country, ok := item.Destination(release); ok {
		switch op, err := s.Directory.OperatorOf(ctx, country); {
		case err == nil:
			facts.destination, facts.itemDestination = op, op
		case !isNotFound(err):
			return facts, fmt.Errorf("destination of item: %w", err)
		}
	}
	facts.item = item
	for _, e := range item.Events {
		if _, ok := release.Event(e.Code); ok { // a code that the catalogue does not know cannot be chosen in a form
			facts.values["item.lastEvent.code"], facts.values["item.lastEvent.date"] = e.Code, localDate(e)
		}
		if e.Code == acceptance {
			facts.values["item.postingDate"], facts.values["item.postingOffice"] = localDate(e), e.Office
		}
		if e.WeightG > 0 {
			facts.values["item.weightG"] = float64(e.WeightG) // as JSON reads numbers
		}
	}
	for name, p := range map[string]*tracking.Party{"item.sender.": item.Parties.Sender, "item.addressee.": item.Parties.Addressee} {
		if p == nil {
			continue
		}
		for what, v := range map[string]string{"name": p.Name, "address": p.Address, "email": p.Email, "phone": p.Phone} {
			if v != "" {
				facts.values[name+what] = v
			}
		}
	}
	return facts, nil
}

// confirmed returns an item with the events of those who take part in it, in the order in which they happened; problem item-unknown when nothing is known.
func (s *Service) confirmed(ctx context.Context, id edi.ItemID) (tracking.Item, error) {
	item, _, err := s.confirmedBy(ctx, id, "")
	return item, err
}

// confirmedBy is confirmed, and says whether what an operator tells of the item is a claim: it takes no part in it.
func (s *Service) confirmedBy(ctx context.Context, id edi.ItemID, sender directory.OperatorCode) (_ tracking.Item, claim bool, _ error) {
	item, err := s.Tracking.Item(ctx, id)
	if err != nil {
		return item, false, err
	}
	participants, err := item.Participants(s.countryOf(ctx))
	if err != nil {
		return item, false, err
	}
	country, err := s.countryOf(ctx)(sender)
	if err != nil {
		return item, false, err
	}
	item, err = item.Confirmed(participants, s.countryOf(ctx))
	item.Events = inOrder(item.Events)
	return item, !participants[country], err
}

// countryOf tells the country of an operator.
func (s *Service) countryOf(ctx context.Context) tracking.Countries {
	return func(code directory.OperatorCode) (string, error) {
		op, err := s.Directory.Operator(ctx, code)
		if isNotFound(err) {
			return "", nil
		}
		return op.Country, err
	}
}

// localDate is the calendar date of an event where it happened.
func localDate(e tracking.Event) string {
	if t, err := time.Parse(time.RFC3339, e.LocalTime); err == nil {
		return t.Format(time.DateOnly)
	}
	return e.Time.Format(time.DateOnly)
}
