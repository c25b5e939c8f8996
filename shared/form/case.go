package form

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// Words is a text in the languages of the forms, by ISO 639-1 code; French is always there.
type Words map[string]string

// in returns the text in a language, or in French.
func (w Words) in(lang string) string {
	if t := w[lang]; t != "" {
		return t
	}
	return w["fr"]
}

// both returns French and the second language in one line.
func (w Words) both(lang string) string {
	if second := w.in(lang); second != w["fr"] {
		return w["fr"] + " / " + second
	}
	return w["fr"]
}

// Post is one side's operator and call centre, with the names that people know them by.
type Post struct{ Operator, Code, Centre, City string }

func (p Post) operator() string {
	if p.Operator == "" {
		return ""
	}
	return p.Operator + " (" + p.Code + ")"
}

func (p Post) office() string {
	switch {
	case strings.Contains(p.Centre, p.City):
		return p.Centre
	case strings.Contains(p.City, p.Centre):
		return p.City
	}
	return p.Centre + ", " + p.City
}

// Case is what a form is filled from.
type Case struct {
	inquiry.Details
	Requester, Replier Post
}

// given returns a field of the request as text; "" when it is not given.
func (c Case) given(code string) string {
	switch v := c.Request.Fields[code].(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		return plain(v)
	}
}

// answer is the last conclusive reply with the day it was given; nil when there is none.
func (c Case) answer() (*inquiry.Reply, string) {
	for _, e := range slices.Backward(c.History) {
		if e.Reply != nil && e.Reply.Class == inquiry.ClassConclusive {
			return e.Reply, day(e.At)
		}
	}
	return nil, ""
}

// entries returns the given fields that the form has no box for, as lines "label: value".
func entries(fields []catalogue.Field, values map[string]any, lang string, skip ...string) []string {
	var out []string
	for _, f := range fields {
		v, given := values[f.Code]
		if !given || slices.Contains(skip, f.Code) {
			continue
		}
		if text := shown(f, v, values, lang); text != "" {
			out = append(out, Words(f.Labels).both(lang)+": "+text)
		}
	}
	return out
}

// shown writes a value for people.
func shown(f catalogue.Field, v any, values map[string]any, lang string) string {
	label := func(code string) string {
		for _, o := range f.Options {
			if o.Code == code {
				return Words(o.Labels).both(lang)
			}
		}
		return code
	}
	switch f.Type {
	case catalogue.Choice:
		return label(plain(v))
	case catalogue.Codes:
		var out []string
		for _, code := range list(v) {
			out = append(out, label(code))
		}
		return strings.Join(out, "; ")
	case catalogue.Boolean:
		if v == true {
			return yes.both(lang)
		}
		return no.both(lang)
	case catalogue.Amount:
		if f.Code == "amountSdr" {
			return money(v, "XDR")
		}
		return money(v, plain(values["currency"]))
	case catalogue.Currency:
		return "" // stands with its amount
	case catalogue.Attachments:
		return strconv.Itoa(len(list(v)))
	}
	return plain(v)
}

// money writes hundredths of a currency unit.
func money(v any, currency string) string {
	n, err := strconv.ParseFloat(plain(v), 64)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%.2f %s", n/100, currency))
}

func list(v any) []string {
	var out []string
	switch v := v.(type) {
	case []string:
		return v
	case []any:
		for _, e := range v {
			out = append(out, plain(e))
		}
	}
	return out
}

// plain writes a value as JSON would, without quotes; numbers without an exponent.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case json.Number:
		return v.String()
	}
	return fmt.Sprint(v)
}

// day is the calendar date of an instant, in UTC.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func firstTime(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// join puts what is not empty together.
func join(with string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), with)
}

// others are the codes of all fields but one.
func others(fields []catalogue.Field, but string) []string {
	var out []string
	for _, f := range fields {
		if f.Code != but {
			out = append(out, f.Code)
		}
	}
	return out
}
