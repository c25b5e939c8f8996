package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func registerSteps(api huma.API, h handlers, op operation) {
	huma.Register(api, op("escalate-inquiry", http.MethodPost, "/v1/inquiries/{id}/escalate", "Take it one level up: the reply was inconclusive, or is overdue", "inquiries"), h.escalate)
	huma.Register(api, op("reject-reply", http.MethodPost, "/v1/inquiries/{id}/reject", "Say once that a conclusive reply is not conclusive: it reopens one level up", "inquiries"), h.reject)
	huma.Register(api, op("hand-over-inquiry", http.MethodPost, "/v1/inquiries/{id}/hand-over", "Give it to another call centre of the replying operator; the due time stays", "inquiries"), h.handOver)
	huma.Register(api, op("readdress-inquiry", http.MethodPost, "/v1/inquiries/{id}/readdress", "Send an inquiry that no call centre takes to another operator, or once more to the same one", "inquiries"), h.readdress)
	huma.Register(api, op("assign-inquiry", http.MethodPost, "/v1/inquiries/{id}/assign", "Take it, release it, or give it to an agent", "inquiries"), h.assign)
	huma.Register(api, op("note-on-inquiry", http.MethodPost, "/v1/inquiries/{id}/notes", "Write a note that the other post never sees", "inquiries"), h.note)
	huma.Register(api, op("join-inquiry", http.MethodPost, "/v1/inquiries/{id}/join", "Add a further customer's case instead of asking twice", "inquiries"), h.join)
	huma.Register(api, op("merge-inquiry", http.MethodPost, "/v1/inquiries/{id}/merge", "End it because another one goes on for both; answers with the one that goes on", "inquiries"), h.merge)
	huma.Register(api, op("act-on-many", http.MethodPost, "/v1/inquiries/bulk", "Read, assign or close up to 100 inquiries, with a result for each", "inquiries"), h.bulk)
}

// EscalateBody takes an inquiry one level up.
type EscalateBody struct {
	Version  int            `json:"version,omitempty" minimum:"0" doc:"The version you saw"`
	Fields   map[string]any `json:"fields,omitempty" doc:"Fields of the request that the higher level needs"`
	Text     string         `json:"text,omitempty" maxLength:"2000"`
	Language string         `json:"language,omitempty" pattern:"^[a-z]{2}$" doc:"Language of the text, ISO 639-1"`
}

func (h handlers) escalate(ctx context.Context, in *struct {
	ByID
	Keyed
	IfMatch string `header:"If-Match"`
	Body    EscalateBody
}) (*answer, error) {
	version, err := seen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return h.act(ctx, in.ID, in.once("escalate", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Escalate(ctx, by, id, version, in.Body.Fields, inquiry.Words{Text: in.Body.Text, Language: in.Body.Language}, now)
		return err
	})
}

// RejectBody says why a conclusive reply is not conclusive.
type RejectBody struct {
	Version  int            `json:"version,omitempty" minimum:"0" doc:"The version you saw"`
	Reason   string         `json:"reason" minLength:"1" maxLength:"20" doc:"Code of the catalogue's rejectionReasons"`
	Fields   map[string]any `json:"fields,omitempty" doc:"Fields of the request that the higher level needs"`
	Text     string         `json:"text,omitempty" maxLength:"2000"`
	Language string         `json:"language,omitempty" pattern:"^[a-z]{2}$" doc:"Language of the text, ISO 639-1"`
}

func (h handlers) reject(ctx context.Context, in *struct {
	ByID
	Keyed
	IfMatch string `header:"If-Match"`
	Body    RejectBody
}) (*answer, error) {
	version, err := seen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return h.act(ctx, in.ID, in.once("reject", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Reject(ctx, by, id, version, in.Body.Reason, in.Body.Fields, inquiry.Words{Text: in.Body.Text, Language: in.Body.Language}, now)
		return err
	})
}

// HandOverBody names the call centre that takes an inquiry over.
type HandOverBody struct {
	Version int    `json:"version,omitempty" minimum:"0" doc:"The version you saw"`
	Centre  string `json:"centre" minLength:"1" maxLength:"20" example:"DEA-HAM"`
	Reason  string `json:"reason" minLength:"1" maxLength:"20" doc:"Code of the catalogue's handOverReasons"`
	Text    string `json:"text,omitempty" maxLength:"2000"`
}

func (h handlers) handOver(ctx context.Context, in *struct {
	ByID
	Keyed
	IfMatch string `header:"If-Match"`
	Body    HandOverBody
}) (*answer, error) {
	version, err := seen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return h.act(ctx, in.ID, in.once("handOver", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.HandOver(ctx, by, id, version, directory.CentreID(in.Body.Centre), in.Body.Reason, inquiry.Words{Text: in.Body.Text}, now)
		return err
	})
}

// ReaddressBody says who is asked instead.
type ReaddressBody struct {
	Version  int    `json:"version,omitempty" minimum:"0" doc:"The version you saw"`
	Operator string `json:"operator" minLength:"1" maxLength:"10" example:"FRA" doc:"Whom to ask"`
	Centre   string `json:"centre,omitempty" maxLength:"20" example:"FRA-PAR" doc:"Its call centre. Default: found as for every inquiry"`
	Text     string `json:"text,omitempty" maxLength:"2000" doc:"Why; both sides see it"`
	Language string `json:"language,omitempty" pattern:"^[a-z]{2}$" doc:"Language of the text, ISO 639-1"`
}

func (h handlers) readdress(ctx context.Context, in *struct {
	ByID
	Keyed
	IfMatch string `header:"If-Match"`
	Body    ReaddressBody
}) (*answer, error) {
	version, err := seen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	to := inquiry.Party{Operator: directory.OperatorCode(in.Body.Operator), Centre: directory.CentreID(in.Body.Centre)}
	return h.act(ctx, in.ID, in.once("readdress", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Readdress(ctx, by, id, version, to, inquiry.Words{Text: in.Body.Text, Language: in.Body.Language}, now)
		return err
	})
}

// AssignBody names who works on an inquiry.
type AssignBody struct {
	Agent string `json:"agent" maxLength:"100" doc:"\"me\", an agent's subject, or \"\" to release it"`
}

func (h handlers) assign(ctx context.Context, in *struct {
	ByID
	Keyed
	Body AssignBody
}) (*answer, error) {
	return h.act(ctx, in.ID, in.once("assign", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Assign(ctx, by, id, in.Body.Agent, now)
		return err
	})
}

// NoteBody is an internal note.
type NoteBody struct {
	Text     string `json:"text" maxLength:"4000"`
	Language string `json:"language,omitempty" pattern:"^[a-z]{2}$" doc:"Language of the text, ISO 639-1"`
}

func (h handlers) note(ctx context.Context, in *struct {
	ByID
	Keyed
	Body NoteBody
}) (*answer, error) {
	return h.act(ctx, in.ID, in.once("note", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Note(ctx, by, id, inquiry.Words{Text: in.Body.Text, Language: in.Body.Language}, now)
		return err
	})
}

// JoinBody is a further customer's case.
type JoinBody struct {
	CustomerRef string `json:"customerRef,omitempty" maxLength:"60"`
	CRMCaseID   string `json:"crmCaseId,omitempty" maxLength:"60"`
	Text        string `json:"text,omitempty" maxLength:"2000"`
}

func (h handlers) join(ctx context.Context, in *struct {
	ByID
	Keyed
	Body JoinBody
}) (*answer, error) {
	return h.act(ctx, in.ID, in.once("join", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Join(ctx, by, id, inquiry.Reference{CustomerRef: in.Body.CustomerRef, CRMCase: in.Body.CRMCaseID}, in.Body.Text, now)
		return err
	})
}

// MergeBody names the inquiry that goes on.
type MergeBody struct {
	Into string `json:"into" pattern:"^[0-9A-Z]{26}$" patternDescription:"26 characters of an inquiry's id"`
}

func (h handlers) merge(ctx context.Context, in *struct {
	ByID
	Keyed
	Body MergeBody
}) (*answer, error) {
	return h.act(ctx, in.Body.Into, in.once("merge", in.Body), func(s *inquiry.Service, by principal.Principal, into inquiry.ID, now time.Time) error {
		_, err := s.Merge(ctx, by, inquiry.ID(in.ID), into, now)
		return err
	})
}

// BulkBody is one step for many inquiries.
type BulkBody struct {
	Action string   `json:"action" enum:"read,assign,close"`
	IDs    []string `json:"ids" minItems:"1" maxItems:"100" uniqueItems:"true"`
	Agent  string   `json:"agent,omitempty" maxLength:"100" doc:"assign: \"me\", an agent's subject, or \"\" to release"`
	Code   string   `json:"code,omitempty" maxLength:"20" doc:"close: the closing code"`
}

// BulkResult is what became of one inquiry.
type BulkResult struct {
	ID      string       `json:"id"`
	OK      bool         `json:"ok"`
	Problem *BulkProblem `json:"problem,omitempty"`
}

// BulkProblem says why a step was refused.
type BulkProblem struct {
	Slug   string          `json:"slug" example:"action-not-allowed"`
	Detail string          `json:"detail"`
	Errors []problem.Field `json:"errors"`
}

type bulkAnswer struct {
	Items []BulkResult `json:"items" doc:"In the order of the ids"`
}

// bulk takes one step on many inquiries, each by itself: what one refuses stops none of the others.
func (h handlers) bulk(ctx context.Context, in *struct {
	Keyed
	Body BulkBody
}) (*struct{ Body bulkAnswer }, error) {
	by := httpapi.Caller(ctx)
	s, err := h.service(by, in.once("bulk", in.Body))
	if err != nil {
		return nil, err
	}
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	b := in.Body
	if b.Action == "close" && b.Code == "" {
		return nil, problem.New(problem.Invalid, "request-invalid", "Say with which closing code.").With("code", "is missing")
	}
	out := &struct{ Body bulkAnswer }{bulkAnswer{Items: make([]BulkResult, len(b.IDs))}}
	for i, id := range b.IDs {
		var err error
		switch b.Action {
		case "read":
			_, err = s.Read(ctx, by, inquiry.ID(id), now)
		case "assign":
			_, err = s.Assign(ctx, by, inquiry.ID(id), b.Agent, now)
		case "close":
			_, err = s.Close(ctx, by, inquiry.ID(id), 0, b.Code, now)
		}
		out.Body.Items[i] = BulkResult{ID: id, OK: err == nil}
		if err == nil {
			continue
		}
		p, told := errors.AsType[*problem.Problem](err)
		if !told {
			return nil, err // ours: the whole call can be repeated, every step has one effect
		}
		if p.Slug == "idempotency-key-reused" {
			return nil, err // the call is another one than before
		}
		out.Body.Items[i].Problem = &BulkProblem{p.Slug, p.Detail, append([]problem.Field{}, p.Fields...)}
	}
	return out, nil
}
