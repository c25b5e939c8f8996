package tracking

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Bounds of event times, seen from receipt.
const (
	futureLimit = 24 * time.Hour // scanners' clocks and zones go wrong
	pastLimit   = 24             // months
)

// field is one value that an event may carry, whatever the format.
type field struct {
	name     string
	required bool
	number   bool // a JSON number
	set      func(e *Event, text string) error
}

// fields are the values of an event. eventTime is not among them: formats write it differently, and some leave its zone to the office.
var fields = []field{
	{name: "itemId", required: true, set: func(e *Event, s string) error {
		s10, err := edi.ParseItemID(s)
		e.ItemID = s10.ID
		return reasons(err)
	}},
	{name: "code", required: true, set: code(2, 6, func(e *Event) *string { return &e.Code })},
	{name: "office", required: true, set: office(func(e *Event) *string { return &e.Office })},
	{name: "nextOffice", set: office(func(e *Event) *string { return &e.NextOffice })},
	{name: "dispatchId", set: code(1, 35, func(e *Event) *string { return &e.Dispatch })},
	{name: "receptacleId", set: code(1, 35, func(e *Event) *string { return &e.Receptacle })},
	{name: "signatory", set: func(e *Event, s string) error {
		const most = 70
		if utf8.RuneCountInString(s) > most || strings.ContainsFunc(s, unicode.IsControl) {
			return fmt.Errorf("must have at most %d characters and no control characters", most) // personal data: not repeated
		}
		e.Signatory = strings.TrimSpace(s)
		return nil
	}},
	{name: "reason", set: code(1, 10, func(e *Event) *string { return &e.Reason })},
	{name: "action", set: code(1, 10, func(e *Event) *string { return &e.Action })},
	{name: "retention", set: code(1, 10, func(e *Event) *string { return &e.Retention })},
	{name: "conditionCode", set: code(1, 10, func(e *Event) *string { return &e.Condition })},
	{name: "weightG", number: true, set: func(e *Event, s string) error {
		const most = 1_000_000
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > most {
			return fmt.Errorf("must be a whole number of grams from 0 to %d", most)
		}
		e.WeightG = n
		return nil
	}},
}

const eventTime = "eventTime"

// code reads an alphanumeric code; small letters are raised.
func code(least, most int, of func(*Event) *string) func(*Event, string) error {
	return func(e *Event, s string) error {
		s = capitals(strings.TrimSpace(s))
		if len(s) < least || len(s) > most || strings.ContainsFunc(s, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') }) {
			return fmt.Errorf("must be %d to %d letters A to Z or digits", least, most)
		}
		*of(e) = s
		return nil
	}
}

// capitals raises a to z, and nothing else: strings.ToUpper makes an S of ſ.
func capitals(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}

// office reads an IMPC: country, place and qualifier in six characters.
func office(of func(*Event) *string) func(*Event, string) error {
	const length = 6
	read := code(length, length, of)
	return func(e *Event, s string) error {
		if err := read(e, s); err != nil {
			return fmt.Errorf("must be an IMPC of %d letters A to Z or digits, such as USJFKZ", length)
		}
		if country := (*of(e))[:2]; !edi.IsCountry(country) {
			return fmt.Errorf("must begin with a country of ISO 3166-1; %s is none", country)
		}
		return nil
	}
}

// reasons writes the fields of a problem as one reason.
func reasons(err error) error {
	p, ok := errors.AsType[*problem.Problem](err)
	if !ok {
		return err
	}
	list := make([]string, len(p.Fields))
	for i, f := range p.Fields {
		list[i] = f.Reason
	}
	return errors.New(strings.Join(list, "; "))
}

// sent is one event as its message wrote it.
type sent interface {
	text(field string) (text string, there bool)
	where(field string) string // its place in the message, for people
	// when reads the event time, with the offset of the place. office is "" when it could not be read: then the error may be errOfficeNeeded.
	when(office string) (time.Time, error)
	faults() []Wrong // found while reading
}

var errOfficeNeeded = errors.New("the office says in which zone the time is")

// judge makes an event of what was sent, or says what is wrong with it.
func judge(s sent, receivedAt time.Time) (Event, []Wrong) {
	e := Event{ReceivedAt: receivedAt}
	wrong := s.faults()
	if slices.ContainsFunc(wrong, func(w Wrong) bool { return w.Field == "" }) {
		return Event{}, wrong // it is no event at all
	}
	blamed := func(field string) bool {
		return slices.ContainsFunc(wrong, func(w Wrong) bool { return w.Field == field })
	}
	blame := func(field string, reason error) {
		wrong = append(wrong, Wrong{Where: s.where(field), Field: field, Reason: reason.Error()})
	}
	for _, f := range fields {
		text, there := s.text(f.name)
		switch {
		case blamed(f.name):
		case there:
			if err := f.set(&e, text); err != nil {
				blame(f.name, err)
			}
		case f.required:
			blame(f.name, errMissing)
		}
	}
	if _, there := s.text(eventTime); blamed(eventTime) {
	} else if !there {
		blame(eventTime, errMissing)
	} else if err := e.happened(s, receivedAt); err != nil && !errors.Is(err, errOfficeNeeded) {
		blame(eventTime, err)
	}
	if len(wrong) > 0 {
		return Event{}, wrong
	}
	e.Country = e.Office[:2]
	return e, nil
}

var errMissing = errors.New("is missing")

// happened sets the event's time.
func (e *Event) happened(s sent, receivedAt time.Time) error {
	at, err := s.when(e.Office)
	switch {
	case err != nil:
		return err
	case at.After(receivedAt.Add(futureLimit)):
		return errors.New("lies more than 24 hours in the future")
	case at.Before(receivedAt.AddDate(0, -pastLimit, 0)):
		return fmt.Errorf("lies more than %d months in the past", pastLimit)
	}
	at = at.Truncate(time.Second)
	e.Time, e.LocalTime = at.UTC(), at.Format(time.RFC3339)
	return nil
}
