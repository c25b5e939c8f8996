package catalogue

import (
	"encoding/json"
	"math"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Default lengths in characters, where a field sets none.
const (
	defaultText     = 200
	defaultLongText = 2000
	maxEmail        = 254 // RFC 5321
	maxCodes        = 50
	maxAttachments  = 20
)

// Check is CheckAt for a form as it is first sent (complete), or for a draft.
func Check(fields []Field, values map[string]any, prefix string, complete bool) []problem.Field {
	level := 0
	if complete {
		level = 1
	}
	return CheckAt(fields, values, prefix, level)
}

// CheckAt says what is wrong with the values of a form, in the order of its fields; nil when nothing is. At level 0 the form is a draft:
// what is merely missing may be. From level 1 on, a mandatory field that is not given is wrong too, as is one that is MandatoryFromLevel.
// Names are prefix + "." + the field's code. A value that is nil, "" or an empty list counts as not given. A code that no field has is
// wrong, and so is a value for a field whose condition does not hold.
//
// What each type accepts: text one line, longText lines; date "2026-11-22"; dateTime RFC 3339 with its zone; integer a whole JSON number
// within Min and Max; boolean; choice the code of an option; country a code of ISO 3166-1; email; phone digits and "+ ( ) . / -";
// codes a list of different option codes (any codes when the field has no options); amount a whole number of hundredths of the currency
// unit, not negative; currency a code of ISO 4217; inquiry an inquiry's id; attachments a list of 1 to 20 different ids; operator three
// capital letters. Whether what the last three name is there, the caller asks: see References. Reasons never repeat the value.
func CheckAt(fields []Field, values map[string]any, prefix string, level int) []problem.Field {
	var out []problem.Field
	wrong := func(code, reason string) {
		if prefix != "" {
			code = prefix + "." + code
		}
		out = append(out, problem.Field{Name: code, Reason: reason})
	}
	known := make(map[string]bool, len(fields))
	for _, f := range fields {
		known[f.Code] = true
		v, given := values[f.Code]
		applies := f.When.holds(values)
		if !given || empty(v) {
			if applies && f.mandatoryAt(level) {
				wrong(f.Code, "is missing")
			}
			continue
		}
		if !applies {
			wrong(f.Code, "is asked for only while "+f.When.String())
			continue
		}
		if reason := f.check(v); reason != "" {
			wrong(f.Code, reason)
		} else if f.MustBeTrue && level > 0 && v == false {
			wrong(f.Code, "must be true")
		}
	}
	var strangers []string
	for code := range values {
		if !known[code] {
			strangers = append(strangers, code)
		}
	}
	slices.Sort(strangers)
	for _, code := range strangers {
		wrong(code, "is not a field of this form")
	}
	return out
}

func (f *Field) mandatoryAt(level int) bool {
	return level > 0 && (f.Mandatory || f.MandatoryFromLevel > 0 && level >= f.MandatoryFromLevel)
}

// String says the condition in words.
func (c *Condition) String() string {
	if c.Given {
		return c.Field + " is given"
	}
	return c.Field + " is " + strings.Join(c.In, " or ")
}

// Applies reports whether the field belongs to a form with these values.
func (f *Field) Applies(values map[string]any) bool { return f.When.holds(values) }

// Given reports whether a form gives a value: not nil, not blank, not an empty list.
func Given(v any) bool { return !empty(v) }

// holds reports whether the values meet the condition; no condition is always met.
func (c *Condition) holds(values map[string]any) bool {
	if c == nil {
		return true
	}
	if c.Given {
		return !empty(values[c.Field])
	}
	switch v := values[c.Field].(type) {
	case string:
		return slices.Contains(c.In, v)
	case bool:
		return slices.Contains(c.In, strconv.FormatBool(v))
	case []string:
		return slices.ContainsFunc(v, func(s string) bool { return slices.Contains(c.In, s) })
	case []any:
		return slices.ContainsFunc(v, func(e any) bool { s, ok := e.(string); return ok && slices.Contains(c.In, s) })
	}
	return false
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	case []string:
		return len(v) == 0
	}
	return false
}

// check returns why the value is refused, or "".
func (f *Field) check(v any) string {
	switch f.Type {
	case Integer:
		return f.checkInteger(v)
	case Amount:
		return f.checkAmount(v)
	case Boolean:
		if _, ok := v.(bool); !ok {
			return "must be true or false"
		}
		return ""
	case Codes:
		return f.checkCodes(v)
	case Attachments:
		return checkAttachments(v)
	}
	s, ok := v.(string)
	if !ok {
		return "must be a string"
	}
	if !utf8.ValidString(s) {
		return "is not valid text"
	}
	if limit := f.limit(); utf8.RuneCountInString(s) > limit {
		return "is longer than " + strconv.Itoa(limit) + " characters"
	}
	return f.checkString(s)
}

var (
	phoneForm = regexp.MustCompile(`^\+?[0-9][0-9 ()./-]{2,29}$`)
	idForm    = regexp.MustCompile(`^[0-9A-Z]{26}$`)
)

func (f *Field) checkString(s string) string {
	switch f.Type {
	case Text:
		if strings.ContainsFunc(s, unicode.IsControl) {
			return "must be one line without control characters"
		}
	case LongText:
		if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }) {
			return "must not hold control characters"
		}
	case Date:
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return "must be a date like 2026-11-22"
		}
	case DateTime:
		if _, err := time.Parse(time.RFC3339, s); err != nil {
			return "must be an instant with its zone like 2026-11-22T10:15:00Z"
		}
	case Choice:
		if !f.hasOption(s) {
			return "is not one of the options"
		}
	case Country:
		if !isCountry(s) {
			return "must be a country of ISO 3166-1 like DE"
		}
	case Email:
		if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
			return "must be an e-mail address"
		}
	case Phone:
		if !phoneForm.MatchString(s) {
			return "must be a telephone number"
		}
	case Currency:
		if !IsCurrency(s) {
			return "must be a currency of ISO 4217 like EUR or XDR"
		}
	case Operator:
		if !memberForm.MatchString(s) {
			return "must be the code of an operator like GBA"
		}
	case InquiryID:
		if !idForm.MatchString(s) {
			return "must be the number of an inquiry"
		}
	default:
		return "has a type nobody can check" // Validate refuses such a release
	}
	return ""
}

func (f *Field) limit() int {
	switch {
	case f.MaxLength > 0:
		return f.MaxLength
	case f.Type == LongText:
		return defaultLongText
	case f.Type == Email:
		return maxEmail
	}
	return defaultText
}

func (f *Field) hasOption(code string) bool {
	return slices.ContainsFunc(f.Options, func(o Option) bool { return o.Code == code })
}

func (f *Field) checkInteger(v any) string {
	n, ok := whole(v)
	switch {
	case !ok:
		return "must be a whole number"
	case f.Min != nil && n < int64(*f.Min):
		return "must be at least " + strconv.Itoa(*f.Min)
	case f.Max != nil && n > int64(*f.Max):
		return "must be at most " + strconv.Itoa(*f.Max)
	}
	return ""
}

func (f *Field) checkAmount(v any) string {
	n, ok := whole(v)
	switch {
	case !ok:
		return "must be a whole number of hundredths"
	case n < 0:
		return "must not be negative"
	}
	return f.checkInteger(v)
}

// whole reads a whole number as the decoders of JSON and of DynamoDB deliver it.
func whole(v any) (int64, bool) {
	switch v := v.(type) {
	case float64:
		if v != math.Trunc(v) || math.Abs(v) > 1<<53 {
			return 0, false
		}
		return int64(v), true
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	case int:
		return int64(v), true
	case int64:
		return v, true
	}
	return 0, false
}

func (f *Field) checkCodes(v any) string {
	codes, ok := texts(v)
	if !ok {
		return "must be a list of codes"
	}
	if len(codes) > maxCodes {
		return "lists more than " + strconv.Itoa(maxCodes) + " codes"
	}
	for i, c := range codes {
		switch {
		case !codeForm.MatchString(c) || len(f.Options) > 0 && !f.hasOption(c):
			return "lists a code that is not one of the options"
		case slices.Contains(codes[:i], c):
			return "lists a code twice"
		}
	}
	return ""
}

func checkAttachments(v any) string {
	ids, ok := texts(v)
	if !ok {
		return "must be a list of attachments"
	}
	if len(ids) > maxAttachments {
		return "lists more than " + strconv.Itoa(maxAttachments) + " attachments"
	}
	for i, id := range ids {
		switch {
		case !idForm.MatchString(id):
			return "lists what is not the number of an attachment"
		case slices.Contains(ids[:i], id):
			return "lists an attachment twice"
		}
	}
	return ""
}

// texts reads a list of strings as callers and the decoders of JSON and of DynamoDB deliver it.
func texts(v any) ([]string, bool) {
	switch v := v.(type) {
	case []string:
		return v, true
	case []any:
		out := make([]string, 0, len(v))
		for _, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, false
			}
			out = append(out, s)
		}
		return out, true
	}
	return nil, false
}
