package tracking

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Movement is one thing that happened to a receptacle or a dispatch, or was planned with it. It is the JSON on our queues. It holds no personal data.
type Movement struct {
	Dispatch    edi.DispatchID         `json:"dispatchId"`
	Receptacle  edi.ReceptacleID       `json:"receptacleId,omitempty"` // of that dispatch; "" when it concerns the dispatch as a whole
	ItemID      edi.ItemID             `json:"itemId,omitempty"`       // announced in the receptacle; "" for all else
	Code        string                 `json:"code"`                   // of movements.json; one that stands there not is kept and counts as other
	Time        time.Time              `json:"time"`                   // UTC, whole seconds
	LocalTime   string                 `json:"localTime"`              // RFC 3339 with the offset of the place
	ReceivedAt  time.Time              `json:"receivedAt"`             // when the message that brought it first reached us
	Place       string                 `json:"place"`                  // IMPC, six characters, or an airport, three letters
	Consignment string                 `json:"consignmentId,omitempty"`
	Carrier     string                 `json:"carrier,omitempty"`
	Flight      string                 `json:"flight,omitempty"` // or another conveyance
	From        string                 `json:"from,omitempty"`   // where its leg begins, as Place
	To          string                 `json:"to,omitempty"`
	Departs     time.Time              `json:"departs,omitzero"` // as planned, UTC
	Arrives     time.Time              `json:"arrives,omitzero"`
	WeightG     int                    `json:"weightG,omitempty"` // of the item
	Sender      principal.OperatorCode `json:"sender"`
	Source      string                 `json:"source"`
	Receipt     string                 `json:"receipt"` // of the message that brought it first
	Index       int                    `json:"index"`   // its place in that message, from 0

	Replaces     *Part  `json:"replaces,omitempty"` // as with events
	SupersededBy string `json:"-"`
}

// Codes of movements that rules know. The others of movements.json are told apart by what the data say of them.
const (
	announced = "announced"
	received  = "received"
)

// Key identifies the movement among those of its receptacle or dispatch: the same key is the same movement, however often it arrives. Keys sort by time.
func (m Movement) Key() string {
	return strings.Join([]string{m.Time.UTC().Format(time.RFC3339), m.Code, m.Place, m.Flight, string(m.Sender)}, "#")
}

// ID names what a movement is about: the item that is announced, else the receptacle, else the dispatch.
func (m Movement) ID() string {
	switch {
	case m.ItemID != "":
		return string(m.ItemID)
	case m.Receptacle != "":
		return string(m.Receptacle)
	}
	return string(m.Dispatch)
}

// movementCode is what the data say of a code.
type movementCode struct {
	Code   string   `json:"code"`
	Means  string   `json:"means"`
	RESDIT []string `json:"resdit"` // the numbers that mean it
	At     string   `json:"at"`     // the end of the leg at which it happens unless another place is named: "from", "to"
	Moves  bool     `json:"moves"`  // it says where the thing is; the others are plans and papers
	Begins bool     `json:"begins"` // its leg
	Ends   bool     `json:"ends"`
}

//go:embed movements.json
var movementsFile []byte

// movementCodes are the codes by themselves and by their numbers.
var movementCodes = sync.OnceValues(func() (map[string]movementCode, error) {
	var file struct {
		Origin string         `json:"origin"`
		Codes  []movementCode `json:"codes"`
	}
	if err := json.Unmarshal(movementsFile, &file); err != nil {
		return nil, fmt.Errorf("movements.json: %w", err)
	}
	out := map[string]movementCode{}
	for _, c := range file.Codes {
		for _, name := range append(c.RESDIT, c.Code) {
			if _, twice := out[name]; twice || c.Means == "" || !slices.Contains([]string{"", "from", "to"}, c.At) {
				return nil, fmt.Errorf("movements.json: code %s: needs a name and numbers of its own, what it means, and from, to or no place", c.Code)
			}
			out[name] = c
		}
	}
	return out, nil
})

// movementFields are the values of the records that concern transport, by the list they stand in. eventTime is not among them, as with events.
var movementFields = map[string][]field[Movement]{
	listDispatches: {dispatchID, receptacleID,
		{name: "itemId", set: func(m *Movement, s string) error {
			s10, err := edi.ParseItemID(s)
			m.ItemID = s10.ID
			return reasons(err)
		}},
		{name: "weightG", number: true, set: grams(func(m *Movement) *int { return &m.WeightG })}},
	listReceptions: {dispatchID, receptacleID,
		{name: "office", required: true, set: office(func(m *Movement) *string { return &m.Place })}},
	listMovements: {dispatchID, receptacleID,
		{name: "code", required: true, set: setCode},
		{name: "consignmentId", set: func(m *Movement, s string) (err error) { m.Consignment, err = ConsignmentID(s); return err }},
		{name: "carrier", set: code(2, 10, func(m *Movement) *string { return &m.Carrier })},
		{name: "flight", set: code(2, 10, func(m *Movement) *string { return &m.Flight })},
		{name: "from", set: place(func(m *Movement) *string { return &m.From })},
		{name: "to", set: place(func(m *Movement) *string { return &m.To })},
		{name: "place", set: place(func(m *Movement) *string { return &m.Place })},
		{name: "departs", set: planned(func(m *Movement) *time.Time { return &m.Departs })},
		{name: "arrives", set: planned(func(m *Movement) *time.Time { return &m.Arrives })}},
}

var dispatchID = field[Movement]{name: "dispatchId", set: func(m *Movement, s string) error {
	d, err := edi.ParseDispatchID(s)
	if m.Dispatch = d.ID; err != nil {
		return reasons(err)
	}
	return nil
}}

var receptacleID = field[Movement]{name: "receptacleId", set: func(m *Movement, s string) error {
	r, err := edi.ParseReceptacleID(s)
	if m.Receptacle = r.ID; err != nil {
		return reasons(err)
	}
	if m.Dispatch != "" && m.Dispatch != r.Dispatch.ID {
		return fmt.Errorf("belongs to the dispatch %s, not to %s", r.Dispatch.ID, m.Dispatch)
	}
	m.Dispatch = r.Dispatch.ID
	return nil
}}

// setCode reads the code of a movement; numbers of RESDIT are understood, codes that nobody knows are kept.
func setCode(m *Movement, s string) error {
	const most = 20
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" || len(s) > most || strings.ContainsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }) {
		return fmt.Errorf("must be 1 to %d letters A to Z, digits or hyphens", most)
	}
	codes, err := movementCodes()
	if m.Code = s; codes[s].Code != "" {
		m.Code = codes[s].Code
	}
	return err
}

// ConsignmentID reads a consignment identifier as people type it: hyphens, dots and spaces are ignored, letters may be small. How posts write them we
// have not read; what has the length of a dispatch or a receptacle is refused, so that an identifier says by itself what it names.
func ConsignmentID(typed string) (string, error) {
	const most = 35
	var m Movement
	read := code(1, most, func(m *Movement) *string { return &m.Consignment })
	if err := read(&m, edi.Canonical(typed)); err != nil {
		return "", fmt.Errorf("must be 1 to %d letters A to Z or digits; hyphens, dots and spaces are ignored", most)
	}
	if n := len(m.Consignment); n == edi.DispatchLength || n == edi.ReceptacleLength {
		return "", fmt.Errorf("has %d characters, like the identifier of a dispatch or a receptacle", n)
	}
	return m.Consignment, nil
}

// place reads an office of exchange or an airport.
func place(of func(*Movement) *string) func(*Movement, string) error {
	return func(m *Movement, s string) error {
		s = capitals(strings.TrimSpace(s))
		airport := len(s) == 3 && !strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' })
		if !airport && !edi.IsIMPC(s) {
			return errors.New("must be an IMPC of 6 letters A to Z or digits that begins with a country, such as USJFKZ, or an airport of 3 letters, such as JFK")
		}
		*of(m) = s
		return nil
	}
}

// planned reads a time of a plan.
func planned(of func(*Movement) *time.Time) func(*Movement, string) error {
	return func(m *Movement, s string) error {
		at, err := readTime(s)
		*of(m) = at.UTC().Truncate(time.Second)
		return err
	}
}

// planLimit is how far from receipt a plan may lie, in months.
const planLimit = 12

// judgeMovement makes a movement of a record in one of the lists that concern transport, or says what is wrong with it.
func judgeMovement(list string, s sent, receivedAt time.Time) (Movement, []Wrong) {
	j, readable := judge(s)
	if !readable {
		return Movement{}, j.wrong
	}
	m := Movement{ReceivedAt: receivedAt}
	fill(&j, movementFields[list], &m)
	if _, there := s.text("receptacleId"); !there && m.Dispatch == "" && !j.blamed("dispatchId") && !j.blamed("receptacleId") {
		j.blame("receptacleId", errors.New("is missing, and so is dispatchId: one of them says what this is about"))
	}
	if m.ItemID != "" && m.Receptacle == "" && !j.blamed("receptacleId") {
		j.blame("receptacleId", errMissing)
	}
	switch list {
	case listDispatches:
		if m.Code = announced; m.Dispatch != "" {
			m.Place = string(m.Dispatch[:6]) // the office of exchange that makes it up announces it
		}
	case listReceptions:
		m.Code = received
	case listMovements:
		if m.Place == "" && !j.blamed("place") {
			if m.Place = m.end(); m.Place == "" && !j.blamed("from") && !j.blamed("to") {
				j.blame("place", errors.New("is missing, and so is the end of the leg where it would be"))
			}
		}
	}
	j.plan("departs", m.Departs, receivedAt)
	j.plan("arrives", m.Arrives, receivedAt)
	at := j.happened(m.Place, receivedAt)
	if len(j.wrong) > 0 {
		return Movement{}, j.wrong
	}
	m.Time, m.LocalTime = at.UTC(), at.Format(time.RFC3339)
	return m, nil
}

// plan blames a planned time that cannot be meant.
func (j *judgement) plan(field string, at, receivedAt time.Time) {
	if !at.IsZero() && (at.After(receivedAt.AddDate(0, planLimit, 0)) || at.Before(receivedAt.AddDate(0, -pastLimit, 0))) {
		j.blame(field, fmt.Errorf("lies more than %d months in the future or %d in the past", planLimit, pastLimit))
	}
}

// end is the end of the leg at which a movement happens.
func (m Movement) end() string {
	codes, err := movementCodes()
	if err == nil && codes[m.Code].At == "to" {
		return m.To
	}
	return m.From
}
