// Package catalogue is the shape of what an exchange agrees on: products, workflows with their fields, reply codes, targets and
// event codes, in one versioned release. An inquiry keeps the version it started with.
//
// It must not know which workflows exist (that is data, infra/data/catalogue), nor where releases are stored.
package catalogue

import (
	"context"
	"slices"
	"time"
)

// Labels is one text in every language of the exchange, by ISO 639-1 code. Languages lists the mandatory ones.
type Labels map[string]string

// Languages are the languages in which every label is written.
var Languages = []string{"en", "fr", "de", "es"}

// Release is everything agreed, as of a date. It is the JSON of GET /v1/workflows and of infra/data/catalogue/<version>.json.
// A Release is read by many and changed by nobody once it is loaded.
type Release struct {
	Version        string        `json:"version"`
	InForceFrom    string        `json:"inForceFrom"` // calendar date, from 00:00 UTC
	Products       []Product     `json:"products"`
	Workflows      []Workflow    `json:"workflows"`
	ReplyCodes     []ReplyCode   `json:"replyCodes"`
	ClosingCodes   []ClosingCode `json:"closingCodes"`
	EventCodes     []EventCode   `json:"eventCodes"`
	ReasonCodes    []Code        `json:"reasonCodes"`    // why a delivery failed or an item returns
	ActionCodes    []Code        `json:"actionCodes"`    // what was done then
	RetentionCodes []Code        `json:"retentionCodes"` // why customs holds an item
	Targets        []Target      `json:"targets"`
}

// Product is a kind of item the posts exchange inquiries about.
type Product struct {
	Code       string   `json:"code"`
	Labels     Labels   `json:"labels"`
	Indicators []string `json:"indicators"` // ranges of S10 service indicators, "EA-EW"
	Window     Window   `json:"window"`
}

// Window is when an inquiry may be raised, in days from the day of posting.
type Window struct {
	NotBeforeDays int `json:"notBeforeDays"` // earlier is too early: warned
	NotAfterDays  int `json:"notAfterDays"`  // later is too late: refused
}

// Workflow is one kind of question.
type Workflow struct {
	Code         string    `json:"code"`
	Labels       Labels    `json:"labels"`
	Purpose      Labels    `json:"purpose"`
	Products     []string  `json:"products"`
	Levels       []Level   `json:"levels"`
	Sections     []Section `json:"sections"`
	ClosingCodes []string  `json:"closingCodes"`
	CN08Reason   string    `json:"cn08Reason,omitempty"` // the box of UPU form CN 08, "" when the form has none
}

// Level is one step of escalation and the replies allowed at it.
type Level struct {
	Level   int      `json:"level"`
	Labels  Labels   `json:"labels"`
	Replies []string `json:"replies"`
}

// Section groups the fields of a request as a form shows them.
type Section struct {
	Code   string  `json:"code"`
	Labels Labels  `json:"labels"`
	Fields []Field `json:"fields"`
}

// FieldType is how a value is written and checked.
type FieldType = string

// The field types; Check documents what each accepts.
const (
	Text     FieldType = "text"
	LongText FieldType = "longText"
	Date     FieldType = "date"
	DateTime FieldType = "dateTime"
	Integer  FieldType = "integer"
	Boolean  FieldType = "boolean"
	Choice   FieldType = "choice"
	Country  FieldType = "country"
	Email    FieldType = "email"
	Phone    FieldType = "phone"
	Codes    FieldType = "codes"
)

// Field is one value of a request or of a reply.
type Field struct {
	Code        string    `json:"code"`
	Labels      Labels    `json:"labels"`
	Help        Labels    `json:"help,omitempty"`
	Type        FieldType `json:"type"`
	MaxLength   int       `json:"maxLength,omitempty"` // characters of a text; 0 is the type's default
	Min         *int      `json:"min,omitempty"`       // of an integer
	Max         *int      `json:"max,omitempty"`
	Options     []Option  `json:"options,omitempty"`     // of a choice or of codes
	OptionsFrom string    `json:"optionsFrom,omitempty"` // the code list that Options were taken from, see Release.Resolve
	Mandatory   bool      `json:"mandatory"`
	Prefill     string    `json:"prefill,omitempty"` // where a draft takes the value from, "item.lastEvent.code"
	Personal    bool      `json:"personal"`          // personal data: never in logs, facts or metrics
}

// Option is one value of a choice.
type Option struct {
	Code   string `json:"code"`
	Labels Labels `json:"labels"`
}

// ReplyClass says what a reply does to the inquiry.
type ReplyClass = string

// The classes of replies.
const (
	Conclusive     ReplyClass = "C" // answers the question
	Inconclusive   ReplyClass = "I" // the search goes on; may be escalated
	NeedsRequester ReplyClass = "N" // back to the requester for what is missing
)

// ReplyCode is one coded answer and the fields it needs.
type ReplyCode struct {
	Code   string     `json:"code"`
	Labels Labels     `json:"labels"`
	Class  ReplyClass `json:"class"`
	Fields []Field    `json:"fields"`
}

// Code is an entry of a plain code list.
type Code struct {
	Code   string `json:"code"`
	Labels Labels `json:"labels"`
}

// ClosingCode is how a requester closes an inquiry.
type ClosingCode struct {
	Code   string `json:"code"`
	Labels Labels `json:"labels"`
}

// EventCode is one tracking event of UPU EMSEVT and what it means to a customer.
type EventCode struct {
	Code      string `json:"code"`
	Labels    Labels `json:"labels"`
	Phase     string `json:"phase"`     // one of Phases
	Milestone string `json:"milestone"` // one of Milestones
	Terminal  bool   `json:"terminal"`  // nothing more is expected after it
}

// Phases of an item's journey.
var Phases = []string{"origin", "transit", "destination"}

// Milestones of an item's journey, as a customer understands them.
var Milestones = []string{"posted", "left-origin-country", "in-transit", "arrived", "customs", "customs-hold", "held",
	"out-for-delivery", "to-collect", "attempted", "delivered", "ended"}

// Target is how long a reply may take, in working minutes of the replying call centre.
type Target struct {
	Product  string `json:"product"`
	Workflow string `json:"workflow"`
	Level    int    `json:"level"`
	Minutes  int    `json:"minutes"`
	Source   string `json:"source,omitempty"` // where the figure comes from: "fact: …" or "assumption: …"
}

// Reader finds releases.
type Reader interface {
	// InForce returns the release in force at an instant, or the problem NotFound "catalogue-unknown" when none is.
	InForce(ctx context.Context, at time.Time) (*Release, error)
	// Version returns a release by its version, or the problem NotFound "catalogue-unknown".
	Version(ctx context.Context, version string) (*Release, error)
}

// Product finds a product by its code.
func (r *Release) Product(code string) (*Product, bool) {
	return find(r.Products, func(p Product) bool { return p.Code == code })
}

// Workflow finds a workflow by its code.
func (r *Release) Workflow(code string) (*Workflow, bool) {
	return find(r.Workflows, func(w Workflow) bool { return w.Code == code })
}

// Reply finds a reply code.
func (r *Release) Reply(code string) (*ReplyCode, bool) {
	return find(r.ReplyCodes, func(c ReplyCode) bool { return c.Code == code })
}

// Closing finds a closing code.
func (r *Release) Closing(code string) (*ClosingCode, bool) {
	return find(r.ClosingCodes, func(c ClosingCode) bool { return c.Code == code })
}

// Event finds an event code. A code that is not listed is no error: it is another post's event, kept as it came.
func (r *Release) Event(code string) (*EventCode, bool) {
	return find(r.EventCodes, func(c EventCode) bool { return c.Code == code })
}

// Target returns the working minutes a reply may take.
func (r *Release) Target(product, workflow string, level int) (minutes int, ok bool) {
	t, ok := find(r.Targets, func(t Target) bool { return t.Product == product && t.Workflow == workflow && t.Level == level })
	if !ok {
		return 0, false
	}
	return t.Minutes, true
}

// ProductOf returns the product that an S10 service indicator ("EE") stands for: the first product, in the release's order, with a range that holds it.
func (r *Release) ProductOf(indicator string) (code string, ok bool) {
	for _, p := range r.Products {
		for _, span := range p.Indicators {
			if from, to, ok := indicatorRange(span); ok && from <= indicator && indicator <= to && len(indicator) == 2 {
				return p.Code, true
			}
		}
	}
	return "", false
}

// indicatorRange reads "EA-EW", or "RA" for a single indicator.
func indicatorRange(s string) (from, to string, ok bool) {
	letters := func(s string) bool {
		return len(s) == 2 && 'A' <= s[0] && s[0] <= 'Z' && 'A' <= s[1] && s[1] <= 'Z'
	}
	switch {
	case len(s) == 2:
		from, to = s, s
	case len(s) == 5 && s[2] == '-':
		from, to = s[:2], s[3:]
	}
	return from, to, letters(from) && letters(to) && from[0] == to[0] && from <= to
}

// Level finds a level of the workflow.
func (w *Workflow) Level(level int) (*Level, bool) {
	return find(w.Levels, func(l Level) bool { return l.Level == level })
}

// Fields returns the request's fields in the order of the form.
func (w *Workflow) Fields() []Field {
	var out []Field
	for _, s := range w.Sections {
		out = append(out, s.Fields...)
	}
	return out
}

func find[T any](list []T, is func(T) bool) (*T, bool) {
	i := slices.IndexFunc(list, is)
	if i < 0 {
		return nil, false
	}
	return &list[i], true
}
