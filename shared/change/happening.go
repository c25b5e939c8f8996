package change

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Happening is one event of an inquiry, as this package needs to hear of it. Its JSON is that of inquiry.Notice; it holds no personal data and no
// free text.
type Happening struct {
	InquiryID         string                 `json:"inquiryId"`
	Seq               int                    `json:"seq"`
	Kind              string                 `json:"kind"`
	At                time.Time              `json:"at"`
	ActorKind         string                 `json:"actorKind"`
	ActorCentre       principal.CentreID     `json:"actorCentre"`
	ItemID            string                 `json:"itemId"`
	Product           string                 `json:"product"`
	Workflow          string                 `json:"workflow"`
	Level             int                    `json:"level"`
	State             string                 `json:"state"`
	ExternalRef       string                 `json:"externalRef"`
	RequesterOperator principal.OperatorCode `json:"requesterOperator"`
	RequesterCentre   principal.CentreID     `json:"requesterCentre"`
	ReplierOperator   principal.OperatorCode `json:"replierOperator"`
	ReplierCentre     principal.CentreID     `json:"replierCentre"` // empty until it has reached one: until then its operator takes no part
	LeftOperator      principal.OperatorCode `json:"leftOperator"`  // had it, and takes no part any more
	DueAt             time.Time              `json:"dueAt"`         // zero without a clock
	ReplyCode         string                 `json:"replyCode"`     // of the last reply so far
	ReplyClass        string                 `json:"replyClass"`
	ClosingCode       string                 `json:"closingCode"`
	Reason            string                 `json:"reason"`
	OnTime            *bool                  `json:"onTime"`
	Event             string                 `json:"event"`
	AttachmentID      string                 `json:"attachmentId"`
	Discarded         bool                   `json:"discarded"`
	Private           string                 `json:"private"` // the only side that may learn of it; "" = both
}

// Of returns the changes that a happening is: one for each operator that may see it, requester first; none when its kind is not told. Their numbers
// are not set. The same happening gives the same changes.
func Of(h Happening) []Change {
	if !told()[h.Kind] {
		return nil
	}
	var out []Change
	for _, op := range []principal.OperatorCode{h.RequesterOperator, h.ReplierOperator, h.LeftOperator} {
		if op == "" || slices.ContainsFunc(out, func(c Change) bool { return c.Operator == op }) {
			continue
		}
		sides := h.sides(op)
		sees := h.Private == "" || slices.Contains(sides, h.Private)
		if !sees || len(sides) == 0 && op != h.LeftOperator {
			continue
		}
		out = append(out, h.to(op, sides))
	}
	return out
}

// sides are those that the operator is on.
func (h Happening) sides(op principal.OperatorCode) []string {
	sides := []string{}
	if op == h.RequesterOperator {
		sides = append(sides, Requester)
	}
	if op == h.ReplierOperator && h.ReplierCentre != "" {
		sides = append(sides, Replier)
	}
	return sides
}

// to is the happening as it is told an operator.
func (h Happening) to(op principal.OperatorCode, sides []string) Change {
	c := Change{ID: id(h.InquiryID, h.Seq), Type: subject + h.Kind, At: h.At, Operator: op, Sequence: h.Seq,
		Inquiry: Inquiry{ID: h.InquiryID, ItemID: h.ItemID, Product: h.Product, Workflow: h.Workflow, Level: h.Level, State: h.State, Sides: sides},
		Data:    Data{OnTime: h.OnTime, ActorKind: h.ActorKind, ReasonCode: h.Reason, TrackingEvent: h.Event, AttachmentID: h.AttachmentID, Discarded: h.Discarded}}
	if answered[h.Kind] {
		c.Data.ReplyCode, c.Data.ReplyClass = h.ReplyCode, h.ReplyClass
	}
	if h.Kind == "closed" {
		c.Data.ClosingCode = h.ClosingCode
	}
	q := &c.Inquiry
	switch {
	case slices.Contains(sides, Requester):
		q.ExternalRef, q.Centre, q.Partner = h.ExternalRef, h.RequesterCentre, Partner{h.ReplierOperator, h.ReplierCentre}
	case slices.Contains(sides, Replier):
		q.Centre, q.Partner = h.ReplierCentre, Partner{h.RequesterOperator, h.RequesterCentre}
	default: // it has left: who has it now is not theirs to know
		q.Partner = Partner{h.RequesterOperator, h.RequesterCentre}
		return c
	}
	if !h.DueAt.IsZero() {
		due := h.DueAt.UTC()
		q.DueAt = &due
	}
	return c
}

// answered are the kinds that say which reply was the last.
var answered = map[string]bool{"replied": true, "returned": true, "rejected": true, "followUp": true, "closed": true, "supplemented": true, "escalated": true}
