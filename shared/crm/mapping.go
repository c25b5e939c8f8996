package crm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Rule says where one value of a command comes from: an expression on the event's body, translated by a table where one is named; Otherwise where
// that finds nothing, or the table has no entry for it. The zero Rule gives nothing.
type Rule struct {
	From      string `json:"from,omitempty"` // JMESPath
	Table     string `json:"table,omitempty"`
	Otherwise string `json:"otherwise,omitempty"`
}

// Mapping turns a system's event into a command. It is data: nothing of it is run that is not an expression or a table.
type Mapping struct {
	Case   Rule `json:"case"`   // the case in the system: externalRef of its inquiry
	Action Rule `json:"action"` // one of Actions

	Send          Rule            `json:"send,omitzero"` // true: a raised inquiry is sent at once; otherwise it stays a draft
	Item          Rule            `json:"item,omitzero"`
	Workflow      Rule            `json:"workflow,omitzero"`
	Product       Rule            `json:"product,omitzero"`
	Destination   Rule            `json:"destination,omitzero"`
	Urgent        Rule            `json:"urgent,omitzero"`
	UrgencyReason Rule            `json:"urgencyReason,omitzero"`
	Fields        map[string]Rule `json:"fields,omitempty"` // of the workflow, by its codes; of a supplement too

	Text        Rule `json:"text,omitzero"` // of a note or a supplement
	Language    Rule `json:"language,omitzero"`
	ClosingCode Rule `json:"closingCode,omitzero"`

	Tables map[string]map[string]string `json:"tables,omitempty"` // from the system's words to ours
}

// Action is what an event asks for.
type Action string

// The actions.
const (
	Raise      Action = "raise"      // a new inquiry
	Supplement Action = "supplement" // what the partner asked for
	Note       Action = "note"       // a note of our side
	Comment    Action = "comment"    // a supplement where the partner waits for one, and a note where not
	Close      Action = "close"
	Nothing    Action = "nothing" // the event is of no interest
)

// Actions lists them.
var Actions = []Action{Raise, Supplement, Note, Comment, Close, Nothing}

// Command is what a mapping makes of an event. It holds personal data.
type Command struct {
	Action        Action
	Case          string
	Send          bool
	Item          string
	Workflow      string
	Product       string
	Destination   string
	Urgent        bool
	UrgencyReason string
	Fields        map[string]any
	Text          string
	Language      string
	ClosingCode   string
}

// LogValue keeps personal data out of logs.
func (c Command) LogValue() slog.Value { return slog.StringValue(string(c.Action)) }

// Traced is how one value came about, for the person who writes the mapping. Found and Value hold personal data.
type Traced struct {
	Member string // "case", "fields.senderName"
	From   string
	Found  string // what the expression found, as JSON; "" when that is nothing
	Value  string // what became of it, "" for nothing
	Wrong  string // why it is nothing, where it should be something
}

// LogValue keeps personal data out of logs.
func (t Traced) LogValue() slog.Value { return slog.StringValue(t.Member) }

// named lists a mapping's rules by the name of their member, in the order in which people read them.
func (m Mapping) named() []struct {
	name string
	Rule
} {
	type one = struct {
		name string
		Rule
	}
	out := []one{{"action", m.Action}, {"case", m.Case}, {"send", m.Send}, {"item", m.Item}, {"workflow", m.Workflow}, {"product", m.Product}, {"destination", m.Destination},
		{"urgent", m.Urgent}, {"urgencyReason", m.UrgencyReason}}
	for _, code := range slices.Sorted(maps.Keys(m.Fields)) {
		out = append(out, one{"fields." + code, m.Fields[code]})
	}
	return append(out, one{"text", m.Text}, one{"language", m.Language}, one{"closingCode", m.ClosingCode})
}

// actionNeeds are the members that an action uses besides the case; others of the mapping are not looked at.
func (a Action) uses(member string) bool {
	field := strings.HasPrefix(member, "fields.")
	switch member {
	case "action", "case":
		return true
	}
	switch a {
	case Raise:
		return field || slices.Contains([]string{"send", "item", "workflow", "product", "destination", "urgent", "urgencyReason"}, member)
	case Supplement:
		return field || member == "text" || member == "language"
	case Note, Comment:
		return member == "text" || member == "language"
	case Close:
		return member == "closingCode"
	}
	return false
}

// Check refuses a mapping that cannot be used: the problem "mapping-refused" with every rule to blame. Order does not matter.
func (m Mapping) Check() error {
	t, err := TermsOf()
	if err != nil {
		return err
	}
	p := problem.New(problem.Invalid, "mapping-refused", "The mapping cannot be used like that. The rules listed in errors are wrong.")
	if len(m.named()) > t.MaxRules {
		p.With("fields", "has too many rules: at most %d in all", t.MaxRules)
		return p
	}
	if len(m.Tables) > t.MaxTables {
		p.With("tables", "are too many: at most %d", t.MaxTables)
		return p
	}
	for _, name := range slices.Sorted(maps.Keys(m.Tables)) {
		if len(m.Tables[name]) > t.MaxEntries {
			p.With("tables."+name, "has more than %d entries", t.MaxEntries)
		}
	}
	cost := 0.0
	for _, r := range m.named() {
		if r.From != "" {
			e, err := parse(r.From, t)
			if err != nil {
				p.With(r.name, "%s", err)
			}
			if cost += e.cost; cost > float64(t.MaxGrowth) && cost-e.cost <= float64(t.MaxGrowth) {
				p.With(r.name, "is too much together with the rules before it: they could come to too much on a large body")
			}
		}
		if _, ok := m.Tables[r.Table]; r.Table != "" && !ok {
			p.With(r.name, "names the table %q, which the mapping does not have", r.Table)
		}
		if len([]rune(r.Otherwise)) > t.Expression.MaxLength {
			p.With(r.name, "has too long a text after otherwise")
		}
	}
	if m.Case.From == "" {
		p.With("case", "is missing: without the case nothing leads from a comment to its inquiry")
	}
	if m.Action == (Rule{}) {
		p.With("action", "is missing: say what an event asks for")
	}
	actions := []string{m.Action.Otherwise}
	if m.Action.Table != "" {
		actions = slices.AppendSeq(actions, maps.Values(m.Tables[m.Action.Table]))
	}
	slices.Sort(actions)
	for _, a := range slices.Compact(actions) {
		if a != "" && !slices.Contains(Actions, Action(a)) {
			p.With("action", "can become %q, which is no action: they are %v", a, Actions)
		}
	}
	return p.OrNil()
}

// Read makes a command of an event's body. The problem "event-unreadable" says that the body is not JSON as it is taken, "mapping-unfit" that the
// mapping yields no command, with the members to blame; their reasons name no value of the body. The trace comes with either.
func (m Mapping) Read(body []byte) (Command, []Traced, error) {
	t, err := TermsOf()
	if err != nil {
		return Command{}, nil, err
	}
	tree, err := read(body, t)
	if err != nil {
		return Command{}, nil, unreadable(err)
	}
	c := Command{Fields: map[string]any{}}
	p := problem.New(problem.Invalid, "mapping-unfit", "The mapping makes no command of this event. The members listed in errors are why.")
	var trace []Traced
	for _, r := range m.named() {
		if !c.Action.uses(r.name) || r.Rule == (Rule{}) {
			continue
		}
		v, one := m.value(r.Rule, tree, t)
		one.Member = r.name
		trace = append(trace, one)
		if one.Wrong != "" {
			p.With(r.name, "%s", one.Wrong)
			continue
		}
		if wrong := c.set(r.name, v); wrong != "" {
			trace[len(trace)-1].Wrong = wrong
			p.With(r.name, "%s", wrong)
		}
	}
	if c.Action != Nothing {
		c.complete(p, t)
	}
	return c, trace, p.OrNil()
}

func unreadable(err error) error {
	reason := "is not JSON"
	switch text := err.Error(); {
	case errors.Is(err, errNotOne), strings.HasPrefix(text, "has more than"), strings.HasPrefix(text, "is nested more"):
		reason = text
	}
	return problem.New(problem.Invalid, "event-unreadable", "The body of the event cannot be read.").With("body", "%s", reason)
}

// value works out one rule; nil is nothing.
func (m Mapping) value(r Rule, tree any, t Terms) (any, Traced) {
	one := Traced{From: r.From}
	var v any
	if r.From != "" {
		e, err := parse(r.From, t)
		if err != nil {
			one.Wrong = err.Error()
			return nil, one
		}
		if v, err = e.on(tree); err != nil {
			one.Wrong = "cannot be worked out on this event: a function was given what it does not take"
			return nil, one
		}
		if v != nil {
			one.Found = written(v)
		}
	}
	if v == "" || isEmpty(v) {
		v = nil
	}
	if r.Table != "" && v != nil {
		text, ok := textOf(v)
		if !ok {
			one.Wrong = "is a list or an object: the table " + r.Table + " takes one text, number or boolean"
			return nil, one
		}
		entry, ok := lookUp(m.Tables[r.Table], text)
		switch {
		case ok:
			v = entry
		case r.Otherwise != "":
			v = nil
		default:
			one.Wrong = "is not in the table " + r.Table
			return nil, one
		}
		if v == "" { // an entry may say that it means nothing
			v = nil
		}
		if ok && v == nil {
			return nil, one
		}
	}
	if v == nil && r.Otherwise != "" {
		v = r.Otherwise
	}
	if v != nil {
		if text, ok := textOf(v); ok {
			one.Value = text
		} else {
			one.Value = written(v)
		}
	}
	return v, one
}

func isEmpty(v any) bool {
	list, ok := v.([]any)
	return ok && len(list) == 0
}

// lookUp finds an entry as it is written, or else without regard to case and space around it.
func lookUp(table map[string]string, text string) (string, bool) {
	if v, ok := table[text]; ok {
		return v, true
	}
	for _, k := range slices.Sorted(maps.Keys(table)) {
		if strings.EqualFold(strings.TrimSpace(k), strings.TrimSpace(text)) {
			return table[k], true
		}
	}
	return "", false
}

// shown bounds what a trace shows of a value.
const shown = 300

func written(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(v) != nil {
		return ""
	}
	text := []rune(strings.TrimSpace(b.String()))
	if len(text) > shown {
		return string(text[:shown]) + "…"
	}
	return string(text)
}

// textOf writes a single value as a text.
func textOf(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}

// set puts a value into the command; the answer is why it does not belong there.
func (c *Command) set(member string, v any) string {
	if v == nil {
		return ""
	}
	if code, ok := strings.CutPrefix(member, "fields."); ok {
		if _, single := textOf(v); !single {
			if _, list := v.([]any); !list {
				return "is an object; a field takes a text, a number, a boolean or a list"
			}
		}
		c.Fields[code] = v
		return ""
	}
	text, ok := textOf(v)
	if !ok {
		return "is a list or an object; one text is needed"
	}
	text = strings.TrimSpace(text)
	flag := func(to *bool) string {
		b, err := strconv.ParseBool(text)
		if err != nil {
			return "is neither true nor false"
		}
		*to = b
		return ""
	}
	switch member {
	case "action":
		if !slices.Contains(Actions, Action(text)) {
			return fmt.Sprintf("is no action: they are %v", Actions)
		}
		c.Action = Action(text)
	case "case":
		c.Case = text
	case "send":
		return flag(&c.Send)
	case "urgent":
		return flag(&c.Urgent)
	case "item":
		c.Item = text
	case "workflow":
		c.Workflow = text
	case "product":
		c.Product = text
	case "destination":
		c.Destination = text
	case "urgencyReason":
		c.UrgencyReason = text
	case "text":
		c.Text = text
	case "language":
		c.Language = text
	case "closingCode":
		c.ClosingCode = text
	}
	return ""
}

// complete blames what an action cannot do without, as far as the command itself tells.
func (c Command) complete(p *problem.Problem, t Terms) {
	blamed := func(member string) bool {
		return slices.ContainsFunc(p.Fields, func(f problem.Field) bool { return f.Name == member })
	}
	need := func(member, value string) {
		if value == "" && !blamed(member) {
			p.With(member, "is missing: the event says nothing there")
		}
	}
	if c.Action == "" {
		need("action", "")
		return
	}
	need("case", c.Case)
	if len([]rune(c.Case)) > t.MaxCase {
		p.With("case", "has more than %d characters", t.MaxCase)
	}
	switch c.Action {
	case Raise:
		need("item", c.Item)
		need("workflow", c.Workflow)
	case Note, Comment:
		need("text", c.Text)
	case Close:
		need("closingCode", c.ClosingCode)
	}
	if len([]rune(c.Text)) > t.MaxText {
		p.With("text", "has more than %d characters", t.MaxText)
	}
}
