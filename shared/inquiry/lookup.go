package inquiry

import (
	"context"
	"fmt"
	"maps"
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
	product         string                 // as the post that sent it declared, "" when it did not
	values          map[string]any
	known           known
}

// lookUp returns what tracking knows of an item, as far as the caller may see it; nothing is known of an item that nobody tracked.
func (s *Service) lookUp(ctx context.Context, by principal.Principal, id edi.S10, release *catalogue.Release) (itemFacts, error) {
	facts := itemFacts{values: map[string]any{}}
	origin, err := s.Directory.OperatorOf(ctx, id.Country)
	if err != nil && !isNotFound(err) {
		return facts, fmt.Errorf("origin of item: %w", err)
	}
	facts.origin = origin
	if facts.known, err = s.known(ctx, by, id.ID); err != nil || !facts.known.visible {
		return facts, err
	}
	item := facts.known.item
	if country, ok := item.Destination(release); ok {
		switch op, err := s.Directory.OperatorOf(ctx, country); {
		case err == nil:
			facts.destination, facts.itemDestination = op, op
		case !isNotFound(err):
			return facts, fmt.Errorf("destination of item: %w", err)
		}
	}
	declared, there, err := item.Declared(s.countryOf(ctx))
	if err != nil {
		return facts, fmt.Errorf("particulars of item: %w", err)
	}
	if there {
		maps.Copy(facts.values, declaredFacts(declared))
		if p, ok := release.Product(declared.Product); ok && p.Fits(id.Indicator, string(facts.origin), string(facts.itemDestination)) == "" {
			facts.product = p.Code
		}
	}
	maps.Copy(facts.values, eventFacts(item.Events, release)) // what was seen beats what was declared
	return facts, nil
}

// ends finds the operators between which an inquiry's item travels: who answers for the country that numbered it, and for the one that
// tracking says it goes to; while that says nothing, whoever is asked as the destination.
func (s *Service) ends(ctx context.Context, q Inquiry, release *catalogue.Release, item tracking.Item) (Ends, error) {
	var ends Ends
	id, err := edi.ParseItemID(string(q.ItemID))
	if err != nil {
		return ends, fmt.Errorf("ends of item: %w", err)
	}
	if ends.Origin, err = s.Directory.OperatorOf(ctx, id.Country); err != nil && !isNotFound(err) {
		return ends, fmt.Errorf("origin of item: %w", err)
	}
	if country, ok := item.Destination(release); ok {
		if ends.Destination, err = s.Directory.OperatorOf(ctx, country); err != nil && !isNotFound(err) {
			return ends, fmt.Errorf("destination of item: %w", err)
		}
	}
	if wf, ok := release.Workflow(q.Workflow); ends.Destination == "" && ok && wf.Asks == catalogue.AsksDestination {
		ends.Destination = q.Replier.Operator
	}
	return ends, nil
}

// declaredFacts is what the particulars of an item say under the names of catalogue.ItemFacts.
func declaredFacts(p tracking.Particulars) map[string]any {
	values := map[string]any{}
	text := func(name, v string) {
		if v != "" {
			values[name] = v
		}
	}
	text("item.postingDate", p.PostingDate)
	text("item.postingOffice", p.PostingOffice)
	text("item.contents", p.Contents())
	for name, party := range map[string]*tracking.Party{"item.sender.": p.From, "item.addressee.": p.To} {
		if party == nil {
			continue
		}
		text(name+"name", party.Name)
		text(name+"address", party.Address)
		text(name+"email", party.Email)
		text(name+"phone", party.Phone)
	}
	if p.WeightG > 0 {
		values["item.weightG"] = float64(p.WeightG) // as JSON reads numbers
	}
	amount := func(name string, m tracking.Money) {
		values[name+"amount"], values[name+"currency"] = float64(m.Amount), m.Currency
	}
	if value, known := p.Value(); known {
		amount("item.value.", value)
	}
	if p.COD != nil {
		amount("item.cod.", *p.COD)
	}
	return values
}

// eventFacts is what an item's events say under the names of catalogue.ItemFacts.
func eventFacts(events []tracking.Event, release *catalogue.Release) map[string]any {
	values := map[string]any{}
	for _, e := range events {
		date := localDate(e)
		code, ok := release.Event(e.Code)
		if ok { // a code that the catalogue does not know cannot be chosen in a form
			values["item.lastEvent.code"], values["item.lastEvent.date"] = e.Code, date
		} else {
			code = &catalogue.EventCode{}
		}
		if e.WeightG > 0 {
			values["item.weightG"] = float64(e.WeightG) // as JSON reads numbers
		}
		if e.Code == release.Roles().PostingEvent {
			values["item.postingDate"], values["item.postingOffice"] = date, e.Office
		}
		switch code.Milestone {
		case catalogue.MilestoneLeft:
			values["item.outward.date"] = date
			if e.Dispatch != "" {
				values["item.dispatchId"] = e.Dispatch
			}
		case catalogue.MilestoneHeld:
			if _, held := values["item.held.date"]; !held { // held since the first of a row
				values["item.held.date"] = date
			}
		case catalogue.MilestoneDelivered:
			values["item.delivered.date"] = date
		}
		if code.Clock == catalogue.ClockRelease {
			delete(values, "item.held.date")
		}
	}
	return values
}

// known is what the exchange knows of an item: its confirmed events, which a caller who takes part in it may see.
type known struct {
	item    tracking.Item
	visible bool
}

// known looks an item up; of one that nobody tracked nothing is known.
func (s *Service) known(ctx context.Context, by principal.Principal, id edi.ItemID) (known, error) {
	item, err := s.Tracking.Item(ctx, id)
	if isNotFound(err) {
		return known{}, nil
	}
	if err != nil {
		return known{}, fmt.Errorf("look up item %s: %w", id, err)
	}
	own, err := s.Directory.Operator(ctx, by.Operator)
	if err != nil {
		return known{}, fmt.Errorf("look up item %s: %w", id, err)
	}
	participants, err := item.Participants(s.countryOf(ctx))
	if err != nil {
		return known{}, err
	}
	item, err = item.Confirmed(participants, s.countryOf(ctx))
	return known{item, participants[own.Country]}, err
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
