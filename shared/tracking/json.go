package tracking

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// parseJSON reads {"events":[{…}]}. What is wrong outside the events refuses the message; what is wrong within one, that event.
func parseJSON(body []byte, receivedAt time.Time) parsed {
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
		return parsed{refusal: refuse("message-invalid", "The message must be an object with a list of events.",
			Wrong{Where: "body", Reason: "must be an object, not " + kindOf(whole)})}
	}
	var events []json.RawMessage
	var faults []Wrong
	found := false
	for _, m := range members(whole) {
		switch {
		case m.name != "events":
			faults = append(faults, Wrong{Where: cut(m.name, 70), Reason: "is unknown; a message has events only"})
		case found:
			faults = append(faults, Wrong{Where: "events", Reason: "stands more than once"})
		case kindOf(m.value) != "a list":
			found = true
			faults = append(faults, Wrong{Where: "events", Reason: "must be a list, not " + kindOf(m.value)})
		default:
			found = true
			_ = json.Unmarshal(m.value, &events) // a list of anything, read once already: cannot fail
		}
	}
	switch {
	case !found:
		faults = append(faults, Wrong{Where: "events", Reason: "is missing"})
	case len(faults) == 0 && len(events) == 0:
		faults = append(faults, Wrong{Where: "events", Reason: "is empty"})
	case len(events) > MaxEvents:
		faults = append(faults, Wrong{Where: "events", Reason: fmt.Sprintf("has %d events; send at most %d at once", len(events), MaxEvents)})
	}
	if len(faults) > 0 {
		return parsed{refusal: refuse("message-invalid", "The message breaks the rules listed in errors.", faults[:min(len(faults), maxFaults)]...)}
	}
	var p parsed
	for i, raw := range events {
		s := sentJSON{path: fmt.Sprintf("events[%d]", i)}
		s.read(raw)
		p.take(i, &s, SourceAPI, raw, receivedAt)
	}
	return p
}

// sentJSON is one event of a JSON message.
type sentJSON struct {
	path  string
	texts map[string]string
	wrong []Wrong
}

func (s *sentJSON) text(field string) (string, bool) { t, ok := s.texts[field]; return t, ok }
func (s *sentJSON) faults() []Wrong                  { return slices.Clip(s.wrong) }
func (s *sentJSON) where(field string) string {
	if field == "" {
		return s.path
	}
	return s.path + "." + field
}

// read takes the members of one event apart.
func (s *sentJSON) read(raw json.RawMessage) {
	if kindOf(raw) != "an object" {
		s.wrong = append(s.wrong, Wrong{Where: s.path, Reason: "must be an object, not " + kindOf(raw)})
		return
	}
	s.texts = map[string]string{}
	for _, m := range members(raw) {
		want := "a string"
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == m.name })
		if i >= 0 && fields[i].number {
			want = "a number"
		}
		_, twice := s.texts[m.name]
		switch got := kindOf(m.value); {
		case i < 0 && m.name != eventTime:
			s.blame(cut(m.name, 70), "is unknown")
		case twice:
			s.blame(m.name, "stands more than once")
		case got == "null": // as good as not there
		case got != want:
			s.blame(m.name, "must be "+want+", not "+got)
		case want == "a number":
			s.texts[m.name] = string(m.value)
		default:
			var text string
			_ = json.Unmarshal(m.value, &text) // a string, read once already: cannot fail
			if text != "" {
				s.texts[m.name] = text
			}
		}
	}
}

func (s *sentJSON) blame(field, reason string) {
	s.wrong = append(s.wrong, Wrong{Where: s.where(field), Field: field, Reason: reason})
}

// when reads RFC 3339: a time without zone names no instant.
func (s *sentJSON) when(string) (time.Time, error) {
	text := s.texts[eventTime]
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
