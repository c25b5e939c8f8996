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

// field is one value that a record may carry, whatever the format.
type field[T any] struct {
	name     string
	required bool
	number   bool // a JSON number
	set      func(rec *T, text string) error
}

// eventFields are the values of an event. eventTime is not among them: formats write it differently, and some leave its zone to the office.
var eventFields = []field[Event]{
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
	{name: "weightG", number: true, set: grams(func(e *Event) *int { return &e.WeightG })},
}

const eventTime = "eventTime"

// code reads an alphanumeric code; small letters are raised.
func code[T any](least, most int, of func(*T) *string) func(*T, string) error {
	return func(rec *T, s string) error {
		s = capitals(strings.TrimSpace(s))
		if len(s) < least || len(s) > most || strings.ContainsFunc(s, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') }) {
			return fmt.Errorf("must be %d to %d letters A to Z or digits", least, most)
		}
		*of(rec) = s
		return nil
	}
}

// grams reads a weight.
func grams[T any](of func(*T) *int) func(*T, string) error {
	return func(rec *T, s string) error {
		const most = 1_000_000
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > most {
			return fmt.Errorf("must be a whole number of grams from 0 to %d", most)
		}
		*of(rec) = n
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
func office[T any](of func(*T) *string) func(*T, string) error {
	const length = 6
	read := code(length, length, of)
	return func(rec *T, s string) error {
		if err := read(rec, s); err != nil {
			return fmt.Errorf("must be an IMPC of %d letters A to Z or digits, such as USJFKZ", length)
		}
		if country := (*of(rec))[:2]; !edi.IsCountry(country) {
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

// sent is one record as its message wrote it.
type sent interface {
	text(field string) (text string, there bool)
	where(field string) string // its place in the message, for people
	// when reads the event time, with the offset of the place. place is "" when it could not be read: then the error may be errPlaceNeeded.
	when(place string) (time.Time, error)
	faults() []Wrong // found while reading
}

var errPlaceNeeded = errors.New("the place says in which zone the time is")

var errMissing = errors.New("is missing")

// judgement collects what is wrong with a record.
type judgement struct {
	sent  sent
	wrong []Wrong
}

func (j *judgement) blamed(field string) bool {
	return slices.ContainsFunc(j.wrong, func(w Wrong) bool { return w.Field == field })
}

func (j *judgement) blame(field string, reason error) {
	j.wrong = append(j.wrong, Wrong{Where: j.sent.where(field), Field: field, Reason: reason.Error()})
}

// judge begins with what was found while reading; no record at all is told apart from one with faults.
func judge(s sent) (j judgement, readable bool) {
	j = judgement{sent: s, wrong: s.faults()}
	return j, !j.blamed("")
}

// fill sets the fields that can be read and blames the others.
func fill[T any](j *judgement, fields []field[T], rec *T) {
	for _, f := range fields {
		text, there := j.sent.text(f.name)
		switch {
		case j.blamed(f.name):
		case there:
			if err := f.set(rec, text); err != nil {
				j.blame(f.name, err)
			}
		case f.required:
			j.blame(f.name, errMissing)
		}
	}
}

// happened reads the event time: whole seconds, with the offset of the place. The zero time is one that is blamed, or that the missing place leaves open.
func (j *judgement) happened(place string, receivedAt time.Time) time.Time {
	if _, there := j.sent.text(eventTime); j.blamed(eventTime) {
		return time.Time{}
	} else if !there {
		j.blame(eventTime, errMissing)
		return time.Time{}
	}
	at, err := j.sent.when(place)
	switch {
	case errors.Is(err, errPlaceNeeded):
		return time.Time{}
	case err != nil:
	case at.After(receivedAt.Add(futureLimit)):
		err = errors.New("lies more than 24 hours in the future")
	case at.Before(receivedAt.AddDate(0, -pastLimit, 0)):
		err = fmt.Errorf("lies more than %d months in the past", pastLimit)
	}
	if err != nil {
		j.blame(eventTime, err)
	}
	return at.Truncate(time.Second)
}

// judgeEvent makes an event of what was sent, or says what is wrong with it.
func judgeEvent(s sent, on terms) (Event, []Wrong) {
	j, readable := judge(s)
	if !readable {
		return Event{}, j.wrong
	}
	e := Event{ReceivedAt: on.receivedAt}
	fill(&j, eventFields, &e)
	if text, there := s.text("itemId"); on.unverified && there && j.blamed("itemId") {
		if s10, err := edi.ParseUnverified(text); err == nil {
			e.ItemID, e.Unverified = s10.ID, true
			j.wrong = slices.DeleteFunc(j.wrong, func(w Wrong) bool { return w.Field == "itemId" })
		}
	}
	at := j.happened(e.Office, on.receivedAt)
	if len(j.wrong) > 0 {
		return Event{}, j.wrong
	}
	e.Time, e.LocalTime, e.Country = at.UTC(), at.Format(time.RFC3339), e.Office[:2]
	return e, nil
}
