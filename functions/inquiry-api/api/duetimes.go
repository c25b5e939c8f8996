package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

func registerDueTimes(api huma.API, h handlers, op operation) {
	huma.Register(api, op("preview-calendar", http.MethodPost, "/v1/due-times/preview", "Which open due times another calendar would have set elsewhere", "due times"), h.preview)
	declare := op("declare-force-majeure", http.MethodPost, "/v1/due-times/moves", "Declare force majeure: the call centre's clocks stand still from one instant to another", "due times")
	declare.DefaultStatus = http.StatusAccepted
	huma.Register(api, declare, h.declare)
	huma.Register(api, op("end-force-majeure", http.MethodPost, "/v1/due-times/moves/{id}/end", "End a force majeure: no further inquiry stands still for it beyond now; told due times stay. One that has moved nothing yet is withdrawn", "due times"), h.endMove)
	huma.Register(api, op("list-force-majeure", http.MethodGet, "/v1/due-times/moves", "A call centre's declarations of force majeure, newest first", "due times"), h.moves)
}

// PreviewBody is a calendar to try.
type PreviewBody struct {
	Centre   string        `json:"centre" minLength:"1" maxLength:"20"`
	Calendar calendar.Spec `json:"calendar"`
	Limit    int           `json:"limit,omitempty" minimum:"1" maximum:"100" default:"50" doc:"Inquiries to look at"`
	Cursor   string        `json:"cursor,omitempty" maxLength:"2000"`
}

// MovedView is a due time that the calendar would have set elsewhere.
type MovedView struct {
	InquiryID    string    `json:"inquiryId"`
	ItemID       string    `json:"itemId"`
	Workflow     string    `json:"workflow"`
	Term         string    `json:"term" enum:"answer,react,supplement" doc:"answer: owed by the centre; react, supplement: its own time as the one who asks"`
	Partner      string    `json:"partner" doc:"The operator on the other side"`
	Urgent       bool      `json:"urgent"`
	DueAt        time.Time `json:"dueAt" doc:"As it was told: it stays"`
	WouldBeDueAt time.Time `json:"wouldBeDueAt"`
}

type previewAnswer struct {
	Items      []MovedView `json:"items"`
	Examined   int         `json:"examined"`
	NextCursor string      `json:"nextCursor,omitempty"`
}

func (h handlers) preview(ctx context.Context, in *struct{ Body PreviewBody }) (*struct{ Body previewAnswer }, error) {
	scope := "preview " + in.Body.Centre
	position, err := h.d.Cursors.Open(ctx, scope, in.Body.Cursor)
	if err != nil {
		return nil, err
	}
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	page := inquiry.Page{Limit: max(in.Body.Limit, 1), Position: position}
	moved, rows, err := h.d.Inquiries.PreviewCalendar(ctx, httpapi.Caller(ctx), directory.CentreID(in.Body.Centre), in.Body.Calendar, page, now)
	if err != nil {
		return nil, err
	}
	out := &struct{ Body previewAnswer }{previewAnswer{Items: make([]MovedView, len(moved)), Examined: rows.Examined}}
	for i, m := range moved {
		q := m.Inquiry
		partner := q.Requester.Operator
		if m.Term != inquiry.TermAnswer {
			partner = q.Replier.Operator
		}
		out.Body.Items[i] = MovedView{string(q.ID), string(q.ItemID), q.Workflow, string(m.Term), string(partner), q.Urgent, m.ToldAt, m.WouldBeAt}
	}
	out.Body.NextCursor, err = h.d.Cursors.Seal(ctx, scope, rows.Next)
	return out, err
}

// DeclareBody declares a force majeure.
type DeclareBody struct {
	Centre string    `json:"centre" minLength:"1" maxLength:"20"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Reason string    `json:"reason" minLength:"1" maxLength:"20" doc:"Code of the catalogue's forceMajeureReasons"`
	Text   string    `json:"text,omitempty" maxLength:"500" doc:"Both sides of every inquiry that moves see it"`
}

// MoveView is a declared force majeure.
type MoveView struct {
	ID     string    `json:"id"`
	Centre string    `json:"centre"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Reason string    `json:"reason"`
	Text   string    `json:"text,omitempty"`
	By     string    `json:"by" doc:"Name of who declared it"`
	At     time.Time `json:"at"`
	State  string    `json:"state" enum:"running,done,ended,withdrawn" doc:"running, done: whether every inquiry that was open has been looked at; ended by hand; withdrawn before it moved anything"`
	Moved  int       `json:"moved" doc:"Due times it has moved so far"`

	Lasting bool       `json:"lasting" doc:"It can be ended: it is not over"`
	EndedAt *time.Time `json:"endedAt" doc:"When it was ended by hand; null while it was not"`
	EndedBy string     `json:"endedBy,omitempty"`
}

func moveView(m inquiry.Move, now time.Time) MoveView {
	v := MoveView{m.ID, string(m.Centre), m.From, m.To, m.Reason, m.Text, m.By.Name, m.At, "running", m.Moved, m.Lasts(now), httpapi.Some(m.EndedAt), m.EndedBy.Name}
	switch {
	case m.Withdrawn:
		v.State = "withdrawn"
	case !m.EndedAt.IsZero():
		v.State = "ended"
	case m.Done:
		v.State = "done"
	}
	return v
}

func (h handlers) declare(ctx context.Context, in *struct {
	Keyed
	Body DeclareBody
}) (*struct{ Body MoveView }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	b, by := in.Body, httpapi.Caller(ctx)
	s, err := h.service(by, in.once("declare", b))
	if err != nil {
		return nil, err
	}
	m, err := s.DeclareForceMajeure(ctx, by, inquiry.Move{Centre: directory.CentreID(b.Centre), From: b.From.UTC(), To: b.To.UTC(), Reason: b.Reason, Text: b.Text}, now)
	if err != nil {
		return nil, err
	}
	return &struct{ Body MoveView }{moveView(m, now)}, nil
}

// EndBody names the call centre whose force majeure ends.
type EndBody struct {
	Centre string `json:"centre" minLength:"1" maxLength:"20"`
}

func (h handlers) endMove(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"40"`
	Body EndBody
}) (*struct{ Body MoveView }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	m, err := h.d.Inquiries.EndForceMajeure(ctx, httpapi.Caller(ctx), directory.CentreID(in.Body.Centre), in.ID, now)
	if err != nil {
		return nil, err
	}
	return &struct{ Body MoveView }{moveView(m, now)}, nil
}

type movesAnswer struct {
	Items []MoveView `json:"items"`
}

func (h handlers) moves(ctx context.Context, in *struct{ CentreQuery }) (*struct{ Body movesAnswer }, error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	moves, err := h.d.Inquiries.ForceMajeure(ctx, at.by, at.centre)
	if err != nil {
		return nil, fmt.Errorf("list force majeure: %w", err)
	}
	out := &struct{ Body movesAnswer }{movesAnswer{Items: make([]MoveView, len(moves))}}
	for i, m := range moves {
		out.Body.Items[i] = moveView(m, at.now)
	}
	return out, nil
}
