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

	RejectionReasons    []Code   `json:"rejectionReasons"`    // why a requester does not take a conclusive reply
	UrgencyReasons      []Code   `json:"urgencyReasons"`      // why an inquiry is urgent
	HandOverReasons     []Code   `json:"handOverReasons"`     // why a call centre gives an inquiry to another
	ForceMajeureReasons []Code   `json:"forceMajeureReasons"` // why due times of a call centre are moved
	Targets             []Target `json:"targets"`

	Windows []PairWindow `json:"windows,omitempty"` // where two posts agree on other windows than the products', see WindowFor

	SharedFigures bool `json:"sharedFigures,omitempty"` // each post may see the sums of the others: of no call centre, no inquiry and no link between two others

	AgreedTerms *Terms `json:"terms,omitempty"` // read by Terms
	NamedRoles  *Roles `json:"roles,omitempty"` // read by Roles
}

// Product is a kind of item the posts exchange inquiries about.
type Product struct {
	Code       string   `json:"code"`
	Labels     Labels   `json:"labels"`
	Indicators []string `json:"indicators"`           // ranges of S10 service indicators, "EA-EW"
	Window     Window   `json:"window"`               // where no PairWindow says otherwise
	Members    []string `json:"members,omitempty"`    // operators that agreed on it: it applies where both ends are members; empty: everywhere
	ClosedFrom string   `json:"closedFrom,omitempty"` // calendar date from which nobody raises inquiries about it; those raised before stay readable
}

// Window is when an inquiry may be raised, in days from the day of posting.
type Window struct {
	NotBeforeDays int `json:"notBeforeDays"` // earlier is too early: warned
	NotAfterDays  int `json:"notAfterDays"`  // later is too late: refused
}

// PairWindow is the window of items of some products from an operator, to an operator, or both; the end that it does not name is any.
type PairWindow struct {
	Products    []string `json:"products"`
	Origin      string   `json:"origin,omitempty"`      // the operator that sent the item
	Destination string   `json:"destination,omitempty"` // the operator of the country it goes to
	Window
	Source string `json:"source,omitempty"` // where the figures come from: "fact: …" or "assumption: …"
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

	Asks            string     `json:"asks"`                      // AsksDestination or AsksOrigin: whose operator answers. Resolve fills in the destination
	NoReply         bool       `json:"noReply,omitempty"`         // information only: one level without replies, no targets; opening it closes it
	PausedByCustoms bool       `json:"pausedByCustoms,omitempty"` // the replier's clock stands still while customs holds the item, see EventCode.Clock
	NoWindow        bool       `json:"noWindow,omitempty"`        // the product's time window does not apply
	Requires        *Requires  `json:"requires,omitempty"`
	Limit           *Limit     `json:"limit,omitempty"`
	Proposals       []Proposal `json:"proposals,omitempty"` // the first that fits an event is the one
}

// Whose operator a workflow asks.
const (
	AsksDestination = "destination"
	AsksOrigin      = "origin"
)

// Requires is what must be known before the workflow can be used.
type Requires struct {
	Event         string   `json:"event,omitempty"`         // tracking knows an event of this code of the item …
	DateField     string   `json:"dateField,omitempty"`     // … and this date of the request is that of such an event
	ParentField   string   `json:"parentField,omitempty"`   // the request's field that names an inquiry of one's own on the same item …
	ParentReplies []string `json:"parentReplies,omitempty"` // … whose last reply is one of these, or that stayed without a conclusive answer
}

// Limit is how often a workflow may be used for one item.
type Limit struct {
	Counts []LimitOf `json:"counts"`
}

// LimitOf is the limit of some products: at most Max inquiries of the workflow on an item, all within so many working days of the first.
type LimitOf struct {
	Products    []string `json:"products"`
	Max         int      `json:"max"`
	WorkingDays int      `json:"workingDays"`
}

// Proposal lets the system propose a reply when tracking answers the question: an event of the code, and of the values in When.
type Proposal struct {
	Event  string              `json:"event"`
	When   map[string][]string `json:"when,omitempty"` // what the event must say besides, by one of ProposalKeys; AnyGiven stands for any value
	Reply  string              `json:"reply"`
	Fields map[string]any      `json:"fields,omitempty"` // constants; the rest comes from the reply fields' Prefill "event.…"
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

	Amount      FieldType = "amount"      // money, with the currency in a field of its own
	Currency    FieldType = "currency"    // ISO 4217, XDR being the special drawing right in which the UPU reckons
	InquiryID   FieldType = "inquiry"     // another inquiry
	Attachments FieldType = "attachments" // documents of the inquiry
	Operator    FieldType = "operator"    // an operator of the directory, by its code
)

// Field is one value of a request or of a reply.
type Field struct {
	Code        string    `json:"code"`
	Labels      Labels    `json:"labels"`
	Help        Labels    `json:"help,omitempty"`
	Type        FieldType `json:"type"`
	MaxLength   int       `json:"maxLength,omitempty"` // characters of a text; 0 is the type's default
	Min         *int      `json:"min,omitempty"`       // of an integer or an amount
	Max         *int      `json:"max,omitempty"`
	Options     []Option  `json:"options,omitempty"`     // of a choice or of codes
	OptionsFrom string    `json:"optionsFrom,omitempty"` // the code list that Options were taken from, see Release.Resolve
	Mandatory   bool      `json:"mandatory"`
	Prefill     string    `json:"prefill,omitempty"`    // where a draft takes the value from, "item.lastEvent.code"
	Personal    bool      `json:"personal"`             // personal data: never in logs, facts or metrics
	MustBeTrue  bool      `json:"mustBeTrue,omitempty"` // of a boolean: a form with false is not complete

	MandatoryFromLevel int        `json:"mandatoryFromLevel,omitempty"` // mandatory once the inquiry is at this level
	When               *Condition `json:"when,omitempty"`               // the field belongs to the form only while this holds
}

// Condition holds while another field of the same form has one of the values: codes, or "true" and "false" of a boolean. Of a list
// of codes, one is enough. A field that is not given has none of the values.
type Condition struct {
	Field string   `json:"field"`
	In    []string `json:"in,omitempty"`
	Given bool     `json:"given,omitempty"` // instead of In: while the other field is given at all
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

	ConclusiveWith []string `json:"conclusiveWith,omitempty"`      // fields that, all given, make an inconclusive reply conclusive, see ClassOf …
	ConclusiveUpTo int      `json:"conclusiveUpToLevel,omitempty"` // … up to this level; 0: at every one

	OneOf      [][]string `json:"oneOf,omitempty"`      // of each group of fields one at least is given, see ReplyCode.Check
	CountsOnce bool       `json:"countsOnce,omitempty"` // given a second time in an inquiry, it no longer counts as an answer in time
	FollowUp   string     `json:"followUp,omitempty"`   // the field with the date on which the requester is told to look again
	LeadsTo    []string   `json:"leadsTo,omitempty"`    // workflows that go on from it
}

// Code is an entry of a plain code list.
type Code struct {
	Code   string `json:"code"`
	Labels Labels `json:"labels"`
}

// ClosingCode is how an inquiry ends.
type ClosingCode struct {
	Code   string   `json:"code"`
	Labels Labels   `json:"labels"`
	When   []string `json:"when,omitempty"` // the Situations it is for; empty, as in the first release: whenever a person may close
}

// EventCode is one tracking event of UPU EMSEVT and what it means to a customer.
type EventCode struct {
	Code      string `json:"code"`
	Labels    Labels `json:"labels"`
	Phase     string `json:"phase"`           // one of Phases
	Milestone string `json:"milestone"`       // one of Milestones
	Terminal  bool   `json:"terminal"`        // nothing more is expected after it
	Clock     string `json:"clock,omitempty"` // ClockHold or ClockRelease, "" when it says nothing about customs
}

// What an event means to a clock that customs can stop.
const (
	ClockHold    = "hold"    // customs holds the item: counts only with a retention code (UPU EDI rules for EME)
	ClockRelease = "release" // customs holds it no longer
)

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
