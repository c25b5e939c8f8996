package crm

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// fit writes values as the fields of a form want them: a number as text, the day of an instant, a single code as a list. Fields that the form does
// not have are left out, because one mapping serves many workflows; what does not fit stays as it is, for the form to refuse.
func fit(fields []catalogue.Field, values map[string]any) map[string]any {
	out := map[string]any{}
	for _, f := range fields {
		v, ok := values[f.Code]
		if !ok || v == nil {
			continue
		}
		out[f.Code] = fitOne(f.Type, v)
	}
	return out
}

func fitOne(kind catalogue.FieldType, v any) any {
	text, single := textOf(v)
	switch kind {
	case catalogue.Codes, catalogue.Attachments:
		if single {
			return []any{text}
		}
	case catalogue.Integer, catalogue.Amount:
		if n, err := strconv.ParseFloat(strings.TrimSpace(text), 64); single && err == nil && n == math.Trunc(n) {
			return n
		}
	case catalogue.Boolean:
		if b, err := strconv.ParseBool(strings.TrimSpace(text)); single && err == nil {
			return b
		}
	case catalogue.Date:
		if !single {
			return v
		}
		text = strings.TrimSpace(text)
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			return t.Format(time.DateOnly) // the day where it was written
		}
		if day, _, found := strings.Cut(text, "T"); found && isDay(day) {
			return day
		}
		if day, _, found := strings.Cut(text, " "); found && isDay(day) { // "2026-11-20 09:30:00"
			return day
		}
		return text
	case catalogue.Text:
		if single {
			return strings.Join(strings.Fields(text), " ")
		}
	default:
		if single {
			return strings.TrimSpace(text)
		}
	}
	return v
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// raise is the inquiry that a command asks for; key makes it one however often it is asked for.
func (c Command) raise(g Integration, release *catalogue.Release, key string) (inquiry.Raise, error) {
	item, err := edi.ParseItemID(c.Item)
	if err != nil {
		return inquiry.Raise{}, unfit("item", "is no item identifier (S10)")
	}
	wf, ok := release.Workflow(c.Workflow)
	if !ok {
		return inquiry.Raise{}, unfit("workflow", "is not in the catalogue")
	}
	fields, err := inquiry.WithExternalRef(fit(wf.Fields(), c.Fields), c.Case)
	if err != nil {
		return inquiry.Raise{}, unfit("fields.crmCaseId", "is another case than the event's")
	}
	return inquiry.Raise{Item: item, Workflow: c.Workflow, Product: c.Product, Destination: directory.OperatorCode(c.Destination), Centre: g.Centre,
		Urgent: c.Urgent, UrgencyReason: c.UrgencyReason, Fields: fields, Send: c.Send, Key: key}, nil
}

func unfit(member, reason string) error {
	return problem.New(problem.Invalid, "mapping-unfit", "The mapping makes no command of this event. The members listed in errors are why.").With(member, "%s", reason)
}
