package tracking

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// shape is what an object in a list may hold besides records of its own.
type shape struct {
	fields map[string]bool // name; whether it is a number
	list   string          // name of the list of what it holds, "" for none
	inner  *shape
	parts  *shape // of what its list "pieces" holds: parts of the record, no records; nil for none
}

// shapes of the records in each list. A dispatch holds receptacles and these hold items; each of them that holds nothing is a record, with the
// fields of those around it.
var shapes = map[string]*shape{
	listEvents:     {fields: named(eventFields, eventTime)},
	listReceptions: {fields: named(movementFields[listReceptions], eventTime)},
	listMovements:  {fields: named(movementFields[listMovements], eventTime)},
	listDispatches: {fields: map[string]bool{"dispatchId": false, eventTime: false}, list: "receptacles",
		inner: &shape{fields: map[string]bool{"receptacleId": false}, list: "items",
			inner: &shape{fields: map[string]bool{"itemId": false, "weightG": true}}}},
	listItems: {fields: named(itemFields, eventTime), parts: &shape{fields: named(pieceFields)}},
}

func named[T any](fields []field[T], others ...string) map[string]bool {
	out := map[string]bool{}
	for _, f := range fields {
		out[f.name] = f.number
	}
	for _, name := range others {
		out[name] = false
	}
	return out
}

// parseJSON reads an object with one list of records: {"events":[{…}]}. What is wrong outside the records refuses the message; what is wrong
// within one, that record.
func parseJSON(body []byte, on terms) parsed {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	if at := invalidUTF8(body); at >= 0 {
		return parsed{refusal: refuse("message-unreadable", "JSON is written in UTF-8.", Wrong{Where: "body", Reason: fmt.Sprintf("byte %d is not UTF-8", at)}), fault: at - before}
	}
	var whole json.RawMessage
	if err := json.Unmarshal(body, &whole); err != nil {
		reason, at := syntax(body, err)
		return parsed{refusal: refuse("message-unreadable", "The message is not JSON.", Wrong{Where: "body", Reason: reason}), fault: at - before}
	}
	if kindOf(whole) != "an object" {
		return parsed{refusal: refuse("message-invalid", "The message must be an object with a list of records.",
			Wrong{Where: "body", Reason: "must be an object, not " + kindOf(whole)})}
	}
	const invalid = "The message breaks the rules listed in errors."
	about, faults := aboutJSON(whole)
	list, records, more := listOf(whole)
	if faults = append(faults, more...); about.Does == edi.Cancels && list == "" && len(records) == 0 {
		faults = slices.DeleteFunc(faults, func(w Wrong) bool { return w.Where == "body" })
	}
	if len(faults) > 0 {
		return parsed{refusal: refuse("message-invalid", invalid, faults[:min(len(faults), maxFaults)]...)}
	}
	var p parsed
	index := 0
	for i, raw := range records {
		root := sentJSON{path: fmt.Sprintf("%s[%d]", list, i)}
		root.expand(raw, shapes[list], func(s sentJSON, raw json.RawMessage) {
			if index < MaxRecords {
				p.take(index, list, &s, SourceAPI, raw, on)
			}
			index++
		})
	}
	if index > MaxRecords {
		return parsed{refusal: refuse("message-invalid", invalid, Wrong{Where: list, Reason: fmt.Sprintf("holds %d records; send at most %d at once", index, MaxRecords)})}
	}
	if about.Reference+about.Does != "" {
		about.Count = p.total()
		p.about = []edi.About{about}
	}
	return p
}

// listOf finds the one list of a message.
func listOf(whole json.RawMessage) (list string, records []json.RawMessage, faults []Wrong) {
	for _, m := range members(whole) {
		switch {
		case slices.Contains(referenceMembers, m.name):
		case !slices.Contains(lists, m.name):
			faults = append(faults, Wrong{Where: cut(m.name, 70), Reason: "is unknown; a message has a list of " + anyList})
		case list == m.name:
			faults = append(faults, Wrong{Where: list, Reason: "stands more than once"})
		case list != "":
			faults = append(faults, Wrong{Where: m.name, Reason: "stands beside " + list + "; send each list as a message of its own"})
		case kindOf(m.value) != "a list":
			list = m.name
			faults = append(faults, Wrong{Where: list, Reason: "must be a list, not " + kindOf(m.value)})
		default:
			list = m.name
			_ = json.Unmarshal(m.value, &records) // a list of anything, read once already: cannot fail
		}
	}
	switch {
	case list == "":
		faults = append(faults, Wrong{Where: "body", Reason: "has no list of " + anyList})
	case len(faults) == 0 && len(records) == 0:
		faults = append(faults, Wrong{Where: list, Reason: "is empty"})
	}
	return list, records, faults
}

// anyList names the lists for people.
var anyList = strings.Join(lists[:len(lists)-1], ", ") + " or " + lists[len(lists)-1]

// sentJSON is one record of a JSON message, with what the objects around it say.
type sentJSON struct {
	path  string
	texts map[string]string
	paths map[string]string // of every field that can stand in it, there or not
	wrong []Wrong
	inner []sent // its pieces
}

func (s *sentJSON) parts() []sent                    { return s.inner }
func (s *sentJSON) text(field string) (string, bool) { t, ok := s.texts[field]; return t, ok }
func (s *sentJSON) faults() []Wrong                  { return slices.Clip(s.wrong) }
func (s *sentJSON) where(field string) string {
	if path, ok := s.paths[field]; ok {
		return path
	}
	return s.path
}

// expand takes the members of an object apart, and hands on every record in it: itself, or those in the list that it holds.
func (s sentJSON) expand(raw json.RawMessage, as *shape, record func(sentJSON, json.RawMessage)) {
	if kindOf(raw) != "an object" {
		s.wrong = append(slices.Clip(s.wrong), Wrong{Where: s.path, Reason: "must be an object, not " + kindOf(raw)})
		record(s, raw)
		return
	}
	s.wrong = slices.Clip(s.wrong)
	outer := s
	s.texts, s.paths = map[string]string{}, map[string]string{}
	maps.Copy(s.texts, outer.texts)
	maps.Copy(s.paths, outer.paths)
	for name := range as.fields {
		s.paths[name] = s.path + "." + name
	}
	var held []json.RawMessage
	seen := map[string]bool{}
	for _, m := range s.flat(raw, as) {
		number, known := as.fields[m.name]
		want := "a string"
		if number {
			want = "a number"
		}
		isList := as.list != "" && m.name == as.list
		isPieces := as.parts != nil && m.name == "pieces"
		if isList || isPieces {
			want = "a list"
		}
		got := kindOf(m.value)
		switch {
		case !known && !isList && !isPieces:
			s.blame(cut(m.name, 70), "is unknown")
		case seen[m.name]:
			s.blame(m.name, "stands more than once")
		case got == "null": // as good as not there
		case got != want:
			s.blame(m.name, "must be "+want+", not "+got)
		case isPieces:
			seen[m.name] = true
			s.pieces(m.value, as.parts)
		case isList:
			seen[m.name] = true
			_ = json.Unmarshal(m.value, &held) // a list of anything, read once already: cannot fail
		case number:
			seen[m.name] = true
			s.texts[m.name] = string(m.value)
		default:
			var text string
			_ = json.Unmarshal(m.value, &text) // a string, read once already: cannot fail
			if text != "" {
				seen[m.name] = true
				s.texts[m.name] = text
			}
		}
	}
	if len(held) == 0 {
		record(s, raw)
		return
	}
	for i, each := range held {
		inner := s
		inner.path = fmt.Sprintf("%s.%s[%d]", s.path, as.list, i)
		inner.expand(each, as.inner, record)
	}
}

// flat lists the members of an object; those of an object within, such as a sender, as sender.name.
func (s *sentJSON) flat(raw json.RawMessage, as *shape) []member {
	var out []member
	for _, m := range members(raw) {
		grouped := false
		for name := range as.fields {
			grouped = grouped || strings.HasPrefix(name, m.name+".")
		}
		switch {
		case strings.Contains(m.name, "."):
			s.blame(cut(m.name, 70), "is unknown")
		case !grouped:
			out = append(out, m)
		case kindOf(m.value) == "null": // as good as not there
		case kindOf(m.value) != "an object":
			s.blame(m.name, "must be an object, not "+kindOf(m.value))
		default:
			for _, inner := range members(m.value) {
				out = append(out, member{m.name + "." + inner.name, inner.value})
			}
		}
	}
	return out
}

// pieces reads the list of a record's parts.
func (s *sentJSON) pieces(list json.RawMessage, as *shape) {
	var each []json.RawMessage
	_ = json.Unmarshal(list, &each) // a list of anything, read once already: cannot fail
	for i, raw := range each {
		part := sentJSON{path: fmt.Sprintf("%s.pieces[%d]", s.path, i)}
		part.expand(raw, as, func(p sentJSON, _ json.RawMessage) { s.inner = append(s.inner, &p) })
	}
}

func (s *sentJSON) blame(field, reason string) {
	s.wrong = append(s.wrong, Wrong{Where: s.path + "." + field, Field: field, Reason: reason})
}

// when reads RFC 3339: a time without zone names no instant.
func (s *sentJSON) when(string) (time.Time, error) { return readTime(s.texts[eventTime]) }

// readTime reads RFC 3339.
func readTime(text string) (time.Time, error) {
	var t time.Time
	if err := t.UnmarshalText([]byte(text)); err == nil {
		return t, nil
	}
	for _, zoneless := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if _, err := time.Parse(zoneless, text); err == nil {
			return t, errors.New("has no zone: write Z for UTC, or the offset of the place, as in 2026-11-22T09:32:00+01:00")
		}
	}
	return t, errors.New("must be an RFC 3339 time with zone, as in 2026-11-22T09:32:00+01:00")
}

// member is a name and its value in a JSON object.
type member struct {
	name  string
	value json.RawMessage
}

// members lists the members of an object that is known to be right, repeated names included: a map would lose them.
func members(object json.RawMessage) []member {
	dec := json.NewDecoder(bytes.NewReader(object))
	if _, err := dec.Token(); err != nil {
		return nil
	}
	var out []member
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return out
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return out
		}
		out = append(out, member{name: name.(string), value: value})
	}
	return out
}

// kindOf names the type of a JSON value for people.
func kindOf(value json.RawMessage) string {
	switch value = bytes.TrimSpace(value); {
	case len(value) == 0:
		return "nothing"
	case value[0] == '{':
		return "an object"
	case value[0] == '[':
		return "a list"
	case value[0] == '"':
		return "a string"
	case value[0] == 't', value[0] == 'f':
		return "a boolean"
	case value[0] == 'n':
		return "null"
	}
	return "a number"
}

// syntax says where JSON is broken.
func syntax(body []byte, err error) (reason string, at int) {
	e, ok := errors.AsType[*json.SyntaxError](err)
	if !ok {
		return err.Error(), 0
	}
	read := body[:min(int(e.Offset), len(body))]
	line := bytes.Count(read, []byte("\n")) + 1
	column := len(read) - bytes.LastIndexByte(read, '\n') - 1
	return fmt.Sprintf("line %d, column %d: %s", line, column, strings.TrimPrefix(e.Error(), "json: ")), len(read)
}

func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
