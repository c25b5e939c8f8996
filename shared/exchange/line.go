package exchange

import (
	"log/slog"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// Record says what a line of our files tells.
type Record string

// The records.
const (
	Question Record = "question" // a partner asks, and the operator owes the answer
	Answer   Record = "answer"   // a partner answered, or returned the question for information
	Ended    Record = "ended"    // an inquiry of an earlier line was closed
)

// Records lists them.
var Records = []Record{Question, Answer, Ended}

// Line is one change of an inquiry, as it is told to one of its operators. InquiryID and Sequence name it for ever. Fields are those of
// the request in a question and those of the reply in an answer. It holds personal data.
type Line struct {
	Record        Record                 `json:"record"`
	InquiryID     inquiry.ID             `json:"inquiryId"`
	Sequence      int                    `json:"sequence"` // number of the step that it tells
	At            time.Time              `json:"at"`
	Side          inquiry.Side           `json:"side"` // on which the operator is
	ItemID        edi.ItemID             `json:"itemId"`
	Product       string                 `json:"product"`
	ProductName   string                 `json:"productName"`
	Workflow      string                 `json:"workflow"`
	WorkflowName  string                 `json:"workflowName"`
	Level         int                    `json:"level"`
	Urgent        bool                   `json:"urgent"`
	DueAt         time.Time              `json:"dueAt,omitzero"`     // of a question: when the answer is due
	RespondBy     time.Time              `json:"respondBy,omitzero"` // of an answer: until when the operator may react
	Centre        directory.CentreID     `json:"centre"`             // of the operator's own side
	Partner       directory.OperatorCode `json:"partner"`
	PartnerCentre directory.CentreID     `json:"partnerCentre,omitempty"`
	ExternalRef   string                 `json:"externalRef,omitempty"` // the case in the requester's own system, for the requester
	Code          string                 `json:"code,omitempty"`        // of the reply, or of the closing
	CodeName      string                 `json:"codeName,omitempty"`
	Class         string                 `json:"class,omitempty"`   // of the reply: C, I or N
	Replies       []string               `json:"replies,omitempty"` // of a question: the codes that may answer it
	Text          string                 `json:"text,omitempty"`
	Language      string                 `json:"language,omitempty"` // of the text
	Fields        map[string]any         `json:"fields,omitempty"`

	amounts map[string]bool // which fields are money, in hundredths
}

// LogValue keeps personal data out of logs.
func (l Line) LogValue() slog.Value {
	return slog.GroupValue(slog.String("inquiry", string(l.InquiryID)), slog.Int("sequence", l.Sequence), slog.String("record", string(l.Record)))
}

// asks are the steps after which the replying side owes an answer.
var asks = []inquiry.Kind{inquiry.Routed, inquiry.Readdressed, inquiry.Escalated, inquiry.Rejected, inquiry.Supplemented}

// answers are the steps that the asking side waits for.
var answers = []inquiry.Kind{inquiry.Replied, inquiry.Returned}

// told says up to which step an operator was told of an inquiry; the zero value is: never.
type told struct {
	Seq    int    `json:"s"`
	Row    string `json:"r"`           // digest of what its folder showed then
	Closed bool   `json:"c,omitempty"` // and that it is closed
}

// linesOf are the lines that an operator is owed of an inquiry: a question that waits, the answers since it was told last, and the end of
// what it was told of. Of an inquiry that it was never told of, answers count from an instant on: when its files began. A question that
// is answered already is not told, nor is the end of what was never told.
func linesOf(d inquiry.Details, op directory.OperatorCode, before told, since time.Time, language string) []Line {
	var out []Line
	q := d.Inquiry
	sides := q.Sides(op)
	if slices.Contains(sides, inquiry.Replier) && (q.State == inquiry.StateSent || q.State == inquiry.StateOpened) {
		if e, ok := last(d.History, asks); ok && e.Seq > before.Seq {
			out = append(out, question(d, e, language))
		}
	}
	if slices.Contains(sides, inquiry.Requester) {
		newest, _ := last(d.History, answers)
		for _, e := range d.History {
			if !slices.Contains(answers, e.Kind) || e.Seq <= before.Seq || e.Reply == nil {
				continue
			}
			waits := e.Seq == newest.Seq && (q.State == inquiry.StateReplied || q.State == inquiry.StateReturned)
			if before.Seq > 0 || waits || !e.At.Before(since) {
				out = append(out, answer(d, e, language))
			}
		}
	}
	if e, ok := last(d.History, []inquiry.Kind{inquiry.Closed}); ok && q.State == inquiry.StateClosed && e.Seq > before.Seq && (before.Seq > 0 || len(out) > 0) && len(sides) > 0 {
		out = append(out, ended(d, e, sides[0], language))
	}
	return out
}

func last(history []inquiry.Event, kinds []inquiry.Kind) (inquiry.Event, bool) {
	for _, e := range slices.Backward(history) {
		if slices.Contains(kinds, e.Kind) {
			return e, true
		}
	}
	return inquiry.Event{}, false
}

func lineOf(d inquiry.Details, e inquiry.Event, side inquiry.Side, language string) Line {
	q := d.Inquiry
	own, partner := q.Requester, q.Replier
	if side == inquiry.Replier {
		own, partner = q.Replier, q.Requester
	}
	l := Line{InquiryID: q.ID, Sequence: e.Seq, At: e.At, Side: side, ItemID: q.ItemID, Product: q.Product, Workflow: q.Workflow, Level: q.Level, Urgent: q.Urgent,
		Centre: own.Centre, Partner: partner.Operator, PartnerCentre: partner.Centre, Replies: []string{}}
	if side == inquiry.Requester {
		l.ExternalRef = d.Request.ExternalRef()
	}
	if p, ok := d.Release.Product(q.Product); ok {
		l.ProductName = named(p.Labels, language)
	}
	if wf, ok := d.Release.Workflow(q.Workflow); ok {
		l.WorkflowName = named(wf.Labels, language)
	}
	return l
}

func named(l catalogue.Labels, language string) string {
	if text := l[language]; text != "" {
		return text
	}
	return l["en"]
}

func question(d inquiry.Details, e inquiry.Event, language string) Line {
	l := lineOf(d, e, inquiry.Replier, language)
	l.Record, l.DueAt, l.Replies, l.Fields = Question, d.Inquiry.Clock.DueAt, d.Inquiry.Replies(d.Release), d.Request.Fields
	l.Text, l.Language = e.Text, e.Language
	if wf, ok := d.Release.Workflow(d.Inquiry.Workflow); ok {
		l.amounts = amountsOf(wf.Fields())
	}
	return l
}

func answer(d inquiry.Details, e inquiry.Event, language string) Line {
	l := lineOf(d, e, inquiry.Requester, language)
	l.Record, l.Level, l.RespondBy = Answer, e.Level, e.RespondBy
	l.Code, l.Class, l.Fields, l.Text, l.Language = e.Reply.Code, e.Reply.Class, e.Reply.Fields, e.Reply.Text, e.Reply.Language
	if code, ok := d.Release.Reply(e.Reply.Code); ok {
		l.CodeName, l.amounts = named(code.Labels, language), amountsOf(code.Fields)
	}
	return l
}

func ended(d inquiry.Details, e inquiry.Event, side inquiry.Side, language string) Line {
	l := lineOf(d, e, side, language)
	l.Record, l.Code = Ended, e.ClosingCode
	if code, ok := d.Release.Closing(e.ClosingCode); ok {
		l.CodeName = named(code.Labels, language)
	}
	return l
}

func amountsOf(fields []catalogue.Field) map[string]bool {
	out := map[string]bool{}
	for _, f := range fields {
		if f.Type == catalogue.Amount {
			out[f.Code] = true
		}
	}
	return out
}
