package api

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// sentMessage describes a JSON message in OpenAPI: one of its lists. The body is read by package tracking, record by record: one wrong record must
// not refuse the others.
type sentMessage struct {
	Reference string `json:"reference,omitempty" maxLength:"70" doc:"A number of its own, by which a later message can name it"`
	Replaces  string `json:"replaces,omitempty" maxLength:"70" doc:"Number of an earlier message of the same sender: what this one does not repeat of it no longer counts"`
	Cancels   string `json:"cancels,omitempty" maxLength:"70" doc:"Number of an earlier message of the same sender, of which nothing counts any more. Then there is no list"`

	Events     []sentEvent     `json:"events,omitempty" minItems:"1" maxItems:"10000" doc:"What happened to items"`
	Dispatches []sentDispatch  `json:"dispatches,omitempty" minItems:"1" maxItems:"10000" doc:"Pre-advice: dispatches, their receptacles, the items in these"`
	Receptions []sentReception `json:"receptions,omitempty" minItems:"1" maxItems:"10000" doc:"Receptacles and dispatches that an office of exchange received"`
	Movements  []sentMovement  `json:"movements,omitempty" minItems:"1" maxItems:"10000" doc:"What happened to receptacles and dispatches with carriers"`
	Items      []sentItem      `json:"items,omitempty" minItems:"1" maxItems:"10000" doc:"What posts say of the items they took in: who sent them to whom, contents, customs data (ITMATT)"`
}

type sentDispatch struct {
	DispatchID  string           `json:"dispatchId,omitempty" doc:"S8; may be left out where there are receptacles" example:"DEFRAAGBCVTAAUN60123"`
	EventTime   time.Time        `json:"eventTime" doc:"When the dispatch was closed. RFC 3339 with zone; at most 24 hours ahead and 24 months back"`
	Receptacles []sentReceptacle `json:"receptacles,omitempty"`
}

type sentReceptacle struct {
	ReceptacleID string            `json:"receptacleId" doc:"S9, of the dispatch around it" example:"DEFRAAGBCVTAAUN60123001100125"`
	Items        []sentItemAdvised `json:"items,omitempty"`
}

type sentItemAdvised struct {
	ItemID  string `json:"itemId" doc:"S10 identifier, as people type it" example:"EE123456799GB"`
	WeightG int    `json:"weightG,omitempty" minimum:"0" maximum:"1000000" doc:"Weight in grams"`
}

type sentReception struct {
	ReceptacleID string    `json:"receptacleId,omitempty" doc:"S9; this or dispatchId" example:"DEFRAAGBCVTAAUN60123001100125"`
	DispatchID   string    `json:"dispatchId,omitempty" doc:"S8, of a dispatch as a whole: says nothing about each receptacle"`
	Office       string    `json:"office" doc:"IMPC of the office that received it" example:"GBCVTA"`
	EventTime    time.Time `json:"eventTime" doc:"RFC 3339 with zone; at most 24 hours ahead and 24 months back"`
}

type sentMovement struct {
	ReceptacleID  string     `json:"receptacleId,omitempty" doc:"S9; this or dispatchId" example:"DEFRAAGBCVTAAUN60123001100125"`
	DispatchID    string     `json:"dispatchId,omitempty" doc:"S8, of a dispatch as a whole"`
	Code          string     `json:"code" maxLength:"20" doc:"announced, booked, accepted, assigned, loaded, pending, departed, arrived, transferred, taken-over, delivered, returned, received; or the number that RESDIT has for one. A code nobody knows is kept" example:"departed"`
	EventTime     time.Time  `json:"eventTime" doc:"RFC 3339 with zone; at most 24 hours ahead and 24 months back"`
	Place         string     `json:"place,omitempty" doc:"Where: IMPC, or airport of three letters. Where it is left out, the end of the leg at which it happens"`
	ConsignmentID string     `json:"consignmentId,omitempty" maxLength:"35"`
	Carrier       string     `json:"carrier,omitempty" maxLength:"10" example:"LH"`
	Flight        string     `json:"flight,omitempty" maxLength:"10" doc:"Or another conveyance" example:"LH902"`
	From          string     `json:"from,omitempty" doc:"Where the leg begins, as place" example:"FRA"`
	To            string     `json:"to,omitempty" doc:"Where the leg ends, as place" example:"LHR"`
	Departs       *time.Time `json:"departs,omitempty" doc:"As planned. RFC 3339 with zone"`
	Arrives       *time.Time `json:"arrives,omitempty" doc:"As planned. RFC 3339 with zone"`
}

type sentEvent struct {
	ItemID       string    `json:"itemId" doc:"S10 identifier, as people type it" example:"EE123456799GB"`
	Code         string    `json:"code" doc:"Event code; one that the catalogue doesn't know is kept as other" example:"EMH"`
	EventTime    time.Time `json:"eventTime" doc:"RFC 3339 with zone; at most 24 hours ahead and 24 months back"`
	Office       string    `json:"office" doc:"IMPC of the office" example:"USJFKZ"`
	NextOffice   string    `json:"nextOffice,omitempty" doc:"IMPC of the office it goes to"`
	DispatchID   string    `json:"dispatchId,omitempty" maxLength:"35"`
	ReceptacleID string    `json:"receptacleId,omitempty" maxLength:"35"`
	Signatory    string    `json:"signatory,omitempty" maxLength:"70" doc:"Who signed: personal data"`
	Reason       string    `json:"reason,omitempty" maxLength:"10" doc:"Why a delivery failed" example:"ABS"`
	Action       string    `json:"action,omitempty" maxLength:"10" doc:"What was done then" example:"PUP"`
	Retention    string    `json:"retention,omitempty" maxLength:"10" doc:"Why customs holds the item" example:"DOC"`
	Condition    string    `json:"conditionCode,omitempty" maxLength:"10"`
	WeightG      int       `json:"weightG,omitempty" minimum:"0" maximum:"1000000" doc:"Weight in grams"`
}

type sendInput struct {
	ContentType    string `header:"Content-Type" hidden:"true"`
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"255" doc:"The same key with the same body has one effect and one answer"`
	RawBody        []byte `contentType:"application/edifact"`
}

type sendOutput struct {
	Body struct {
		Receipt  string          `json:"receipt"`
		Status   tracking.Status `json:"status" enum:"queued"`
		Events   int             `json:"events" doc:"Records in the message"`
		Rejected int             `json:"rejected" doc:"Those that were not accepted; the receipt says why"`
	}
}

func (d Deps) send(ctx context.Context, in *sendInput) (*sendOutput, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return nil, err
	}
	if err := d.maySend(ctx, caller); err != nil {
		return nil, err
	}
	m, err := d.Receiver.Receive(ctx, caller, tracking.Submission{Body: in.RawBody, ContentType: in.ContentType, IdempotencyKey: in.IdempotencyKey})
	if err != nil {
		return nil, err
	}
	if err := d.sent(ctx, caller, m.Events); err != nil {
		return nil, err
	}
	out := &sendOutput{}
	out.Body.Receipt, out.Body.Status, out.Body.Events, out.Body.Rejected = m.Receipt, tracking.Queued, m.Events, m.Rejected
	return out, nil
}

// MessageView is a message in a list, and the head of its receipt. It is exported because OpenAPI leaves out what is embedded unexported.
type MessageView struct {
	Receipt    string       `json:"receipt"`
	Format     string       `json:"format" enum:"json,ndjson,edifact,unknown"`
	ReceivedAt time.Time    `json:"receivedAt"`
	Size       int          `json:"size" doc:"Bytes"`
	Events     int          `json:"events"`
	Rejected   int          `json:"rejected" doc:"Those that were not accepted; a message refused before its records could be told apart counts as one"`
	Refusal    *refusalView `json:"refusal" doc:"Why nothing of the message was taken; null when something was"`
	ToDo       bool         `json:"toDo" doc:"Something was refused, and nobody has corrected or dismissed it"`
	Corrects   string       `json:"corrects" doc:"Receipt of the message that a person corrected with this one; empty for none"`
	By         *personView  `json:"by" doc:"Who corrected it; null where nobody did"`
	Settled    *settledView `json:"settled" doc:"What was done about what was refused; null while nothing was"`

	Replaces   []replacementView `json:"replaces" doc:"What it does to earlier messages of its sender"`
	ReplacedBy []string          `json:"replacedBy" doc:"Receipts of later messages that replace or cancel it, or parts of it: what they do not repeat has no effect any more"`
}

type refusalView struct {
	Slug   string          `json:"slug" example:"message-unreadable"`
	Detail string          `json:"detail"`
	Errors []problem.Field `json:"errors"`
}

func viewOf(m tracking.Message) MessageView {
	v := MessageView{Receipt: m.Receipt, Format: m.Format, ReceivedAt: m.ReceivedAt, Size: m.Size, Events: m.Events, Rejected: m.Rejected,
		ToDo: m.ToDo(), Corrects: m.Corrects, By: personOf(m.By), Settled: settledOf(m.Settled),
		Replaces: replacementsOf(m), ReplacedBy: append([]string{}, m.ReplacedBy...)}
	v.Refusal = refusalOf(m.Refusal)
	return v
}

func refusalOf(r *tracking.Refusal) *refusalView {
	if r == nil {
		return nil
	}
	v := &refusalView{Slug: r.Slug, Detail: r.Detail, Errors: []problem.Field{}}
	for _, f := range r.Faults {
		v.Errors = append(v.Errors, problem.Field{Name: f.Where, Reason: f.Reason})
	}
	return v
}

type listInput struct {
	Rejected bool   `query:"rejected" doc:"Only messages of which something was not accepted"`
	ToDo     bool   `query:"toDo" doc:"Only those of them that nobody has corrected or dismissed"`
	Limit    int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	Cursor   string `query:"cursor" maxLength:"2000"`
}

type listOutput struct {
	Body struct {
		Items      []MessageView `json:"items"`
		NextCursor string        `json:"nextCursor" doc:"Empty on the last page"`
	}
}

func (d Deps) list(ctx context.Context, in *listInput) (*listOutput, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return nil, err
	}
	out := &listOutput{}
	out.Body.Items = []MessageView{}
	scope := fmt.Sprintf("tracking messages %s %t %t", caller.Operator, in.Rejected, in.ToDo)
	position, err := d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	if caller.Operator == "" { // the network itself sends none
		return out, nil
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	page, err := d.Messages.Sent(ctx, tracking.Sent{Operator: caller.Operator, Refused: in.Rejected, ToDo: in.ToDo, Now: now, After: position["after"], Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	for _, m := range page.Messages {
		out.Body.Items = append(out.Body.Items, viewOf(m))
	}
	if page.Next != "" {
		out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, map[string]string{"after": page.Next})
	}
	return out, err
}

type reportInput struct {
	Receipt string `path:"receipt" minLength:"1" maxLength:"64"`
	Limit   int    `query:"limit" minimum:"1" maximum:"1000" default:"1000" doc:"Outcomes a page"`
	Cursor  string `query:"cursor" maxLength:"2000"`
}

type reportOutput struct {
	Body struct {
		MessageView
		Status     tracking.Status `json:"status" enum:"queued,done,rejected"`
		Counts     tracking.Counts `json:"counts"`
		Outcomes   []outcomeView   `json:"outcomes" doc:"In the order of the message"`
		NextCursor string          `json:"nextCursor" doc:"Of the outcomes; empty on the last page"`
		Looks      []lookView      `json:"looks" doc:"Who was shown it as it came, by day; to the operator's administrators only"`
	}
}

type outcomeView struct {
	Index       int              `json:"index" doc:"Place of the record in the message, from 0"`
	ItemID      string           `json:"itemId" doc:"As sent, where it could not be accepted; empty for a record about no item"`
	TransportID string           `json:"transportId,omitempty" doc:"The receptacle or dispatch that a record is about, likewise"`
	Code        string           `json:"code"`
	Outcome     tracking.Outcome `json:"outcome" enum:"queued,stored,duplicate,rejected,accepted" doc:"accepted: of a trial only; it would be stored, unless it is known already"`
	Reason      string           `json:"reason" doc:"Of a rejection: the fields and what is wrong with each"`
	Segment     string           `json:"segment" doc:"Of a rejection: its place, as segment number and byte, or as a path in JSON"`
	Original    string           `json:"original" doc:"Of a rejection: the record as it was sent, cut at 1000 bytes"`
}

func (d Deps) report(ctx context.Context, in *reportInput) (*reportOutput, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return nil, err
	}
	scope := "tracking outcomes " + in.Receipt
	position, err := d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	r, err := d.Messages.Report(ctx, in.Receipt)
	if err != nil {
		return nil, err
	}
	if r.Operator != caller.Operator { // another operator's receipt does not exist
		return nil, tracking.UnknownReceipt(in.Receipt)
	}
	out := &reportOutput{}
	out.Body.MessageView, out.Body.Status, out.Body.Counts, out.Body.Outcomes = viewOf(r.Message), r.Status(), r.Counts(), []outcomeView{}
	from, _ := strconv.Atoi(position["index"]) // sealed by us; "" is the beginning
	for _, o := range r.Results[min(from, len(r.Results)):min(from+in.Limit, len(r.Results))] {
		out.Body.Outcomes = append(out.Body.Outcomes, outcomeOf(o))
	}
	out.Body.Looks = looksOf(r, caller)
	if from+in.Limit < len(r.Results) {
		out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, map[string]string{"index": strconv.Itoa(from + in.Limit)})
	}
	return out, err
}

func outcomeOf(o tracking.Result) outcomeView {
	return outcomeView{Index: o.Index, ItemID: o.ItemID, TransportID: o.TransportID, Code: o.Code, Outcome: o.Outcome, Reason: o.Reason, Segment: o.Segment, Original: o.Original}
}
