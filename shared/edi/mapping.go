package edi

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Map says where in the segments of a message the fields of its records stand. It is data: a new message, version or partner's dialect
// is a new map, not new code.
//
// A message is a stack of levels (a dispatch, its receptacles, their items): each level but the first begins with its own segment, and a
// record is one occurrence of the last level together with the fields of the levels around it. So is an occurrence of a level that may
// stand alone, where no deeper one follows: a receptacle without a list of items.
type Map struct {
	Message  string   `json:"message"`          // UNH message type
	Records  string   `json:"records"`          // what its records are, in the words of whoever reads them
	Versions []string `json:"versions"`         // "version:release:agency"
	Sender   string   `json:"sender,omitempty"` // of UNB: a dialect of that sender's; "" for any
	Origin   string   `json:"origin"`           // where the map comes from, and what it doesn't claim
	Levels   []Level  `json:"levels"`
	Fields   []Field  `json:"fields"`

	// Functions says what the value of the field FieldFunction does to an earlier message: Replaces or Cancels. Others do nothing.
	Functions map[string]string `json:"functions,omitempty"`
	// Always are values of fields that the message does not write because it is about nothing else.
	Always map[string]string `json:"always,omitempty"`

	rules map[string][]rule // by segment tag
	names map[string]int    // field by name
	level []int             // per field
}

// Level is one layer of a message.
type Level struct {
	Name   string `json:"name"`
	Starts string `json:"starts,omitempty"` // tag of the segment that begins an occurrence; the first level begins with the message
	Alone  bool   `json:"alone,omitempty"`  // an occurrence without a deeper one is a record too
}

// Field is one value of a record.
type Field struct {
	Name      string `json:"name"`
	Level     string `json:"level"`
	Segment   string `json:"segment"`
	Qualifier string `json:"qualifier,omitempty"` // what element 1, component 1 must hold
	At        string `json:"at"`                  // "element.component"
	Required  bool   `json:"required,omitempty"`
	Means     string `json:"means"`
}

// Fields of the first level by which a message names itself and an earlier one of its sender's.
const (
	FieldReference = "messageReference" // its own number
	FieldFunction  = "messageFunction"  // a key of Functions
	FieldEarlier   = "earlierReference" // the number of the earlier message; where it is missing, its own
)

// What a message can do to an earlier one.
const (
	Replaces = "replaces" // what it does not repeat of it no longer counts
	Cancels  = "cancels"  // nothing of it counts any more
)

// rule is a field, ready to be applied to a segment.
type rule struct {
	field, level       int
	qualifier          []byte
	element, component int
}

//go:embed maps/*.json
var maps embed.FS

// Maps returns every map that is built in.
var Maps = sync.OnceValues(func() ([]*Map, error) {
	files, err := maps.ReadDir("maps")
	if err != nil {
		return nil, err
	}
	var out []*Map
	for _, f := range files {
		raw, err := maps.ReadFile("maps/" + f.Name())
		if err != nil {
			return nil, err
		}
		m, err := ParseMap(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		out = append(out, m)
	}
	return out, nil
})

// ParseMap reads a map and checks that it can be applied.
func ParseMap(raw []byte) (*Map, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	var m Map
	if err := dec.Decode(&m); err != nil {
		return nil, err
	}
	return &m, m.compile()
}

func (m *Map) compile() error {
	if m.Message == "" || m.Records == "" || len(m.Versions) == 0 || len(m.Levels) < 2 || m.Levels[0].Starts != "" || m.Levels[0].Alone {
		return fmt.Errorf("map %q: needs a message, what its records are, versions, and at least two levels, of which the first begins with the message and never stands alone", m.Message)
	}
	for _, l := range m.Levels[1:] {
		if len(l.Starts) != 3 {
			return fmt.Errorf("map %s, level %q: starts must be a segment tag", m.Message, l.Name)
		}
	}
	for value, does := range m.Functions {
		if does != Replaces && does != Cancels {
			return fmt.Errorf("map %s, function %q: must be %s or %s", m.Message, value, Replaces, Cancels)
		}
	}
	m.rules, m.names, m.level = map[string][]rule{}, map[string]int{}, nil
	for i, f := range m.Fields {
		r := rule{field: i, level: slices.IndexFunc(m.Levels, func(l Level) bool { return l.Name == f.Level }), qualifier: []byte(f.Qualifier)}
		e, c, _ := strings.Cut(f.At, ".")
		var err1, err2 error
		r.element, err1 = strconv.Atoi(e)
		r.component, err2 = strconv.Atoi(c)
		_, twice := m.names[f.Name]
		if r.level < 0 || err1 != nil || err2 != nil || r.element < 1 || r.component < 1 || len(f.Segment) != 3 || f.Name == "" || twice {
			return fmt.Errorf("map %s, field %q: needs a name of its own, a level, a segment tag, and a place such as 1.2", m.Message, f.Name)
		}
		m.names[f.Name] = i
		m.level = append(m.level, r.level)
		m.rules[f.Segment] = append(m.rules[f.Segment], r)
	}
	return nil
}

// Reads reports whether the map is for the message of an interchange.
func (m *Map) Reads(in Interchange, msg Message) bool {
	return (m.Sender == "" || m.Sender == in.Sender) && m.Message == msg.Type && slices.Contains(m.Versions, msg.Version+":"+msg.Release+":"+msg.Agency)
}

// starts returns the level that a segment begins, -1 for none.
func (m *Map) starts(tag string) int {
	for i, l := range m.Levels[1:] {
		if l.Starts == tag {
			return i + 1
		}
	}
	return -1
}
