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
)

// Check says what is wrong with the values of a form, in the order of its fields; nil when nothing is.
// Names are prefix + "." + the field's code. A value that is nil, "" or an empty list counts as not given; with complete, a mandatory
// field that is not given is wrong too. A code that no field has is wrong.
//
// What each type accepts: text one line, longText lines; date "2026-11-22"; dateTime RFC 3339 with its zone; integer a whole JSON number
// within Min and Max; boolean; choice the code of an option; country two capital letters; email; phone digits and "+ ( ) . / -";
// codes a list of different option codes (any codes when the field has no options). Reasons never repeat the value.
func Check(fields []Field, values map[string]any, prefix string, complete bool) []problem.Field {
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
		if !given || empty(v) {
			if complete && f.Mandatory {
				wrong(f.Code, "is missing")
			}
			continue
		}
		if reason := f.check(v); reason != "" {
			wrong(f.Code, reason)
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
	case Boolean:
		if _, ok := v.(bool); !ok {
			return "must be true or false"
		}
		return ""
	case Codes:
		return f.checkCodes(v)
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
	countryForm = regexp.MustCompile(`^[A-Z]{2}$`)
	phoneForm   = regexp.MustCompile(`^\+?[0-9][0-9 ()./-]{2,29}$`)
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
		if !countryForm.MatchString(s) {
			return "must be a country as two capital letters"
		}
	case Email:
		if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
			return "must be an e-mail address"
		}
	case Phone:
		if !phoneForm.MatchString(s) {
			return "must be a telephone number"
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
	var codes []string
	switch v := v.(type) {
	case []string:
		codes = v
	case []any:
		for _, e := range v {
			s, ok := e.(string)
			if !ok {
				return "must be a list of codes"
			}
			codes = append(codes, s)
		}
	default:
		return "must be a list of codes"
	}
	if len(codes) > maxCodes {
		return "lists more than " + strconv.Itoa(maxCodes) + " codes"
	}
	seen := make(map[string]bool, len(codes))
	for _, c := range codes {
		switch {
		case !codeForm.MatchString(c) || len(f.Options) > 0 && !f.hasOption(c):
			return "lists a code that is not one of the options"
		case seen[c]:
			return "lists a code twice"
		}
		seen[c] = true
	}
	return ""
}
