package tracking

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Part is a run of the records of a message.
type Part struct {
	Receipt string `json:"receipt"`
	First   int    `json:"first"` // place of the first, from 0
	Count   int    `json:"count"`
}

// Has reports whether a record is in the part.
func (p Part) Has(receipt string, index int) bool {
	return p.Receipt == receipt && p.First <= index && index < p.First+p.Count
}

// Reference is a number by which later messages of the same sender can name a part of a message.
type Reference struct {
	Operator principal.OperatorCode
	Number   string
	At       time.Time // when the message was received
	Part     Part
}

// Replacement is what a part of a message does to a part of an earlier one.
type Replacement struct {
	Number  string // that names the earlier one
	Earlier *Part  // nil when no such message is known: then it does nothing
	Own     Part   // what takes its place; of a cancellation without records
	Cancels bool
}

// Supersession says that a part of a message no longer counts, except for what the part that takes its place repeats.
type Supersession struct {
	Old Part `json:"old"`
	By  Part `json:"by"`
}

// References keeps by which numbers messages can be named.
type References interface {
	// Refer records a number; doing it again changes nothing.
	Refer(ctx context.Context, r Reference) error
	// Referred returns the latest part with a number that was received before an instant, or the problem NotFound "message-number-unknown".
	Referred(ctx context.Context, operator principal.OperatorCode, number string, before time.Time) (Reference, error)
}

// Superseder marks what an earlier message brought.
type Superseder interface {
	// Supersede marks every event, announcement and movement that a part of a message brought, and that no later one has taken over, as superseded, and
	// likewise what it said that receptacles hold. Doing it again changes nothing. While records of that message wait to be stored it fails, so that the
	// queue delivers it again.
	Supersede(ctx context.Context, s Supersession) error
}

// ReferenceUnknown is the problem of a number that names no message.
func ReferenceUnknown(number string) error {
	return problem.New(problem.NotFound, "message-number-unknown", "There is no message with the number %s.", number)
}

// maxReference is how long a number of a message may be, in characters.
const maxReference = 70

// referenceMembers are what a JSON message may say about itself beside its list.
var referenceMembers = []string{"reference", edi.Replaces, edi.Cancels}

// aboutJSON reads what a JSON message says about itself.
func aboutJSON(whole json.RawMessage) (a edi.About, faults []Wrong) {
	seen := map[string]bool{}
	for _, m := range members(whole) {
		if !slices.Contains(referenceMembers, m.name) {
			continue
		}
		var text string
		if err := json.Unmarshal(m.value, &text); err != nil || text == "" {
			faults = append(faults, Wrong{Where: m.name, Reason: "must be a string, and not an empty one"})
			continue
		}
		switch {
		case seen[m.name]:
			faults = append(faults, Wrong{Where: m.name, Reason: "stands more than once"})
		case m.name == "reference":
			a.Reference = text
		case a.Does != "":
			faults = append(faults, Wrong{Where: m.name, Reason: "stands beside " + a.Does + "; a message does one or the other"})
		default:
			a.Does, a.Earlier = m.name, text
		}
		seen[m.name] = true
	}
	return a, faults
}

// cancels reports whether the message cancels an earlier one: then it needs no records.
func (p *parsed) cancels() bool {
	return slices.ContainsFunc(p.about, func(a edi.About) bool { return a.Does == edi.Cancels })
}

// replaced finds what a message replaces or cancels. What it says wrongly about that refuses it, and so does a cancellation of what nobody knows. That an
// earlier message to be replaced is not known refuses nothing: what the new one says is as good.
func (r *Receiver) replaced(ctx context.Context, m Message, p *parsed) (out []Replacement, _ error) {
	var faults []Wrong
	for _, a := range p.about {
		where := a.Place.String()
		if a.Place.Segment == 0 {
			if where = a.Does; where == "" {
				where = "reference"
			}
		}
		if reason := faultOf(a); reason != "" {
			faults = append(faults, Wrong{Where: where, Reason: reason})
			continue
		}
		if a.Does == "" {
			continue
		}
		x := Replacement{Number: a.Earlier, Own: Part{m.Receipt, a.First, a.Count}, Cancels: a.Does == edi.Cancels}
		earlier, err := r.referred(ctx, m, a.Earlier)
		switch {
		case err == nil:
			x.Earlier = &earlier.Part
		case !problem.Is(err, "message-number-unknown"):
			return nil, err
		case x.Cancels:
			faults = append(faults, Wrong{Where: where, Reason: "there is no earlier message with that number"})
		}
		out = append(out, x)
	}
	if len(faults) == 0 {
		return out, nil
	}
	p.accepted, p.rejected = accepted{}, nil
	p.refusal = refuse("message-invalid", "What the message says about an earlier one is wrong, so nothing of it was taken.", faults[:min(len(faults), maxFaults)]...)
	return nil, nil
}

func (r *Receiver) referred(ctx context.Context, m Message, number string) (Reference, error) {
	if r.References == nil {
		return Reference{}, ReferenceUnknown(number)
	}
	return r.References.Referred(ctx, m.Operator, number, m.ReceivedAt)
}

// faultOf says what is wrong with what a message says about itself, "" when nothing is.
func faultOf(a edi.About) string {
	for _, number := range []string{a.Reference, a.Earlier} {
		if utf8.RuneCountInString(number) > maxReference || strings.ContainsFunc(number, unicode.IsControl) {
			return fmt.Sprintf("a number of a message has at most %d characters, and no control characters", maxReference)
		}
	}
	switch {
	case a.Does != "" && a.Earlier == "":
		return a.Does + " an earlier message, and names none"
	case a.Does == edi.Cancels && a.Count > 0:
		return "cancels an earlier message and holds records; a message does one or the other"
	}
	return ""
}

// refer records the numbers of a message, and queues that what it replaces or cancels no longer counts. What replaces a message can be named by its number, too.
func (r *Receiver) refer(ctx context.Context, m Message, p parsed) ([]Chunk, error) {
	if r.References == nil {
		return nil, nil
	}
	for _, a := range p.about {
		if a.Reference == "" || a.Count == 0 {
			continue
		}
		if err := r.References.Refer(ctx, Reference{m.Operator, a.Reference, m.ReceivedAt, Part{m.Receipt, a.First, a.Count}}); err != nil {
			return nil, err
		}
	}
	var out []Chunk
	for _, x := range m.Replaces {
		if x.Earlier == nil {
			continue
		}
		if x.Own.Count > 0 {
			if err := r.References.Refer(ctx, Reference{m.Operator, x.Number, m.ReceivedAt, x.Own}); err != nil {
				return nil, err
			}
		}
		out = append(out, Chunk{Receipt: m.Receipt, Sender: m.Operator, ReceivedAt: m.ReceivedAt, First: x.Own.First, Supersede: &Supersession{Old: *x.Earlier, By: x.Own}})
	}
	return out, nil
}

// replacing is the part of an earlier message that a record's own part replaces, nil for none.
func (m Message) replacing(index int) *Part {
	for _, x := range m.Replaces {
		if x.Own.Has(m.Receipt, index) {
			return x.Earlier
		}
	}
	return nil
}

// counting tells records that count from those that were superseded.
func counting[T any](records []T, by func(T) string) (count, superseded []T) {
	for _, rec := range records {
		if by(rec) == "" {
			count = append(count, rec)
		} else {
			superseded = append(superseded, rec)
		}
	}
	return count, superseded
}
