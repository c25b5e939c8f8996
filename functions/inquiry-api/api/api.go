// Package api is the HTTP face of inquiries, folders and alerts: decode, authorize, one use case, encode.
package api

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/quality"
)

// Deps is what the routes need.
type Deps struct {
	Inquiries *inquiry.Service
	Clock     clock.Clock
	Cursors   *paging.Cursors
	Records   directory.RecordStore // counts what API keys send in batches
	Reviews   *quality.Service
}

// New returns the handler of the function.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Inquiries")
	Register(api, d)
	return mux
}

// maxBody is far above what the catalogue's fields allow together.
const maxBody = 128 << 10

type answer struct {
	Status int
	ETag   string `header:"ETag"`
	Body   InquiryView
}

type created struct {
	Status   int
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     InquiryView
}

// ByID names an inquiry; exported, because huma reads parameters of exported fields only.
type ByID struct {
	ID string `path:"id" pattern:"^[0-9A-Z]{26}$" patternDescription:"26 characters of an inquiry's id" doc:"Inquiry"`
}

// Keyed is a request that can be repeated; exported for huma, as ByID is.
type Keyed struct {
	Key string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
}

// request is what an Idempotency-Key stands for.
type request struct {
	key  string
	Step string
	Body any
}

func (k Keyed) once(step string, body any) request { return request{k.Key, step, body} }

// service is the service for this request.
func (h handlers) service(by principal.Principal, r request) (*inquiry.Service, error) {
	once, err := inquiry.OnceOf(by, r.key, r)
	return h.d.Inquiries.Once(once), err
}

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	h := handlers{d}
	op := operation(func(id, method, path, summary, tag string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Tags: []string{tag}, MaxBodyBytes: maxBody,
			Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity}}
	})
	registerSteps(api, h, op)
	registerDueTimes(api, h, op)
	registerSearch(api, h, op)
	registerExport(api, h, op)
	registerBatch(api, h, op)
	registerTeam(api, h, op)
	registerReviews(api, h, op)
	raise := op("raise-inquiry", http.MethodPost, "/v1/inquiries", "Raise an inquiry as a draft, or send it at once", "inquiries")
	raise.DefaultStatus = http.StatusCreated
	huma.Register(api, raise, h.raise)
	huma.Register(api, op("list-open-inquiries", http.MethodGet, "/v1/inquiries", "Open inquiries on an item, those of a case in your own system, or some by their ids", "inquiries"), h.openOn)
	huma.Register(api, op("get-inquiry", http.MethodGet, "/v1/inquiries/{id}", "An inquiry with its history", "inquiries"), h.look)
	huma.Register(api, op("edit-draft", http.MethodPut, "/v1/inquiries/{id}", "Change a draft", "inquiries"), h.edit)
	huma.Register(api, op("send-inquiry", http.MethodPost, "/v1/inquiries/{id}/send", "Send a draft", "inquiries"), h.send)
	huma.Register(api, op("open-inquiry", http.MethodPost, "/v1/inquiries/{id}/open", "Record that the replier opened it", "inquiries"), h.open)
	huma.Register(api, op("reply-to-inquiry", http.MethodPost, "/v1/inquiries/{id}/reply", "Answer with a reply code and its fields", "inquiries"), h.reply)
	huma.Register(api, op("supplement-inquiry", http.MethodPost, "/v1/inquiries/{id}/supplement", "Give the replier what it asked for", "inquiries"), h.supplement)
	huma.Register(api, op("read-reply", http.MethodPost, "/v1/inquiries/{id}/read", "Record that the requester read the reply", "inquiries"), h.read)
	huma.Register(api, op("close-inquiry", http.MethodPost, "/v1/inquiries/{id}/close", "Close an answered inquiry", "inquiries"), h.close)
	huma.Register(api, op("list-folders", http.MethodGet, "/v1/folders", "A call centre's folders and how full they are", "folders"), h.folders)
	huma.Register(api, op("list-folder", http.MethodGet, "/v1/folders/{folder}", "A page of a folder, the most pressing first", "folders"), h.folder)
	huma.Register(api, op("count-owed", http.MethodGet, "/v1/folders/toDo/count", "How much a call centre has to answer", "folders"), h.owedCount)
	huma.Register(api, op("get-owed", http.MethodGet, "/v1/folders/toDo/due", "What a call centre still has to answer today", "folders"), h.owed)
	huma.Register(api, op("list-alerts", http.MethodGet, "/v1/alerts", "A call centre's alerts, newest first", "alerts"), h.alerts)
	huma.Register(api, op("count-alerts", http.MethodGet, "/v1/alerts/counts", "How many alerts you have not read, of each of your call centres", "alerts"), h.unreadAlerts)
	huma.Register(api, op("read-alert", http.MethodPost, "/v1/alerts/{id}/read", "Mark an alert as read", "alerts"), h.readAlert)
	huma.Register(api, op("read-all-alerts", http.MethodPost, "/v1/alerts/read-all", "Mark every alert as read", "alerts"), h.readAll)
}

// operation describes a route in the way all of them share.
type operation func(id, method, path, summary, tag string) huma.Operation

type handlers struct{ d Deps }

// details answers an action with the inquiry as it is now.
func (h handlers) details(ctx context.Context, by principal.Principal, id inquiry.ID, as inquiry.Seen, fresh bool, now time.Time) (InquiryView, string, error) {
	d, err := h.d.Inquiries.Look(ctx, by, id, as, fresh, now)
	if err != nil {
		return InquiryView{}, "", err
	}
	return view(d, by, now), inquiryTag(d.Inquiry, d.Remaining), nil
}

// act runs a use case and answers with the inquiry as it is then.
func (h handlers) act(ctx context.Context, id string, r request, do func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error) (*answer, error) {
	by := httpapi.Caller(ctx)
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	s, err := h.service(by, r)
	if err != nil {
		return nil, err
	}
	if err := do(s, by, inquiry.ID(id), now); err != nil {
		return nil, err
	}
	v, etag, err := h.details(ctx, by, inquiry.ID(id), inquiry.SeenPage, true, now)
	if err != nil {
		return nil, err
	}
	return &answer{Status: http.StatusOK, ETag: etag, Body: v}, nil
}

// RaiseBody asks for a new inquiry.
type RaiseBody struct {
	ItemID      string         `json:"itemId" maxLength:"200" doc:"S10 identifier as people type it" example:"EE 123 456 799 GB"`
	Workflow    string         `json:"workflow" minLength:"1" maxLength:"20" example:"WII"`
	Product     string         `json:"product,omitempty" maxLength:"20" doc:"Default: from tracking or the S10 indicator"`
	Destination string         `json:"destination,omitempty" maxLength:"10" doc:"Operator to ask. Default: from tracking" example:"DEA"`
	Centre      string         `json:"centre,omitempty" maxLength:"20" doc:"The call centre that asks. Default: your first"`
	Urgent      bool           `json:"urgent,omitempty"`
	Reason      string         `json:"urgencyReason,omitempty" maxLength:"40" doc:"Why it is urgent: a code of the catalogue's urgencyReasons, needed to send an urgent inquiry" example:"MEDICAL"`
	Fields      map[string]any `json:"fields,omitempty" doc:"Fields of the workflow's sections; what tracking knows is filled in"`
	Send        bool           `json:"send,omitempty" doc:"Send at once; refused whole when something is missing"`
	ExternalRef string         `json:"externalRef,omitempty" maxLength:"60" pattern:"^[^\\x00-\\x1f\\x7f]*$" patternDescription:"printable characters" doc:"The case in your own system: the field crmCaseId. Only your operator sees it" example:"CASE-20817"`
}

func (h handlers) raise(ctx context.Context, in *struct {
	Keyed
	Body RaiseBody
}) (*created, error) {
	cmd, err := in.Body.command(in.Key)
	if err != nil {
		return nil, err
	}
	by := httpapi.Caller(ctx)
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	q, err := h.d.Inquiries.Raise(ctx, by, cmd, now)
	if err != nil {
		return nil, err
	}
	v, etag, err := h.details(ctx, by, q.ID, inquiry.SeenPage, true, now)
	if err != nil {
		return nil, err
	}
	return &created{Status: http.StatusCreated, ETag: etag, Location: "/v1/inquiries/" + v.ID, Body: v}, nil
}

// OpenView points to an open inquiry.
type OpenView struct {
	ID       string     `json:"id"`
	Workflow string     `json:"workflow"`
	State    string     `json:"state"`
	DueAt    *time.Time `json:"dueAt"`
}

// OpenQuery says what inquiries are looked up.
type OpenQuery struct {
	Item        string   `query:"item" maxLength:"200" doc:"S10 identifier as people type it: what is open on it"`
	ExternalRef string   `query:"externalRef" maxLength:"60" doc:"The case in your own system: what your operator raised for it or joined it to, open or closed, the newest first, at most 50. It is found some moments after it was sent"`
	IDs         []string `query:"ids" maxItems:"200" doc:"Inquiries by their ids, open or closed, at most 100, in this order" example:"01M8CMVRZAZKSPYH4KH8DV4Z4S"`
}

// given is how many ways to look up are used.
func (q OpenQuery) given() int {
	n := 0
	for _, there := range []bool{q.Item != "", q.ExternalRef != "", len(q.IDs) > 0} {
		if there {
			n++
		}
	}
	return n
}

// lookUp returns the inquiries, and the ids of those that are not the caller's to see.
func (h handlers) lookUp(ctx context.Context, q OpenQuery, by principal.Principal, now time.Time) ([]inquiry.Row, []inquiry.ID, error) {
	switch {
	case q.given() != 1:
		return nil, nil, problem.New(problem.Invalid, "request-invalid", "Look up by item, by externalRef or by ids, one of them.").With("item", "is missing, as are externalRef and ids, or more than one is there")
	case len(q.IDs) > 0:
		ids := make([]inquiry.ID, len(q.IDs))
		for i, id := range q.IDs {
			ids[i] = inquiry.ID(id)
			if !anID.MatchString(id) {
				return nil, nil, problem.New(problem.Invalid, "request-invalid", "This is no inquiry's id.").With(fmt.Sprintf("ids[%d]", i), "must be 26 characters of an inquiry's id")
			}
		}
		return h.d.Inquiries.Heads(ctx, by, ids, now)
	}
	var found []inquiry.Inquiry
	var err error
	if q.ExternalRef != "" {
		found, err = h.d.Inquiries.ByExternalRef(ctx, by, q.ExternalRef)
	} else {
		var item edi.S10
		if item, err = edi.ParseItemID(q.Item); err == nil {
			found, err = h.d.Inquiries.OpenOn(ctx, by, item.ID)
		}
	}
	rows := make([]inquiry.Row, len(found))
	for i, q := range found {
		rows[i] = inquiry.Row{Inquiry: q}
	}
	return rows, nil, err
}

var anID = regexp.MustCompile("^[0-9A-Z]{26}$")

type openBody struct {
	Items   []RowView `json:"items" doc:"As folders show them; remainingMinutes where they were looked up by ids"`
	Missing []string  `json:"missing" nullable:"false" doc:"Those of ids that there are not, or that your operator takes no part in"`
}

func (h handlers) openOn(ctx context.Context, in *OpenQuery) (*struct{ Body openBody }, error) {
	by := httpapi.Caller(ctx)
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	rows, missing, err := h.lookUp(ctx, *in, by, now)
	if err != nil {
		return nil, err
	}
	out := &struct{ Body openBody }{openBody{Items: make([]RowView, len(rows)), Missing: make([]string, len(missing))}}
	for i, r := range rows {
		out.Body.Items[i] = row(r, by)
	}
	for i, id := range missing {
		out.Body.Missing[i] = string(id)
	}
	return out, nil
}

func (h handlers) look(ctx context.Context, in *struct {
	ByID
	Conditional
}) (*answer, error) {
	by := httpapi.Caller(ctx)
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	if in.IfNoneMatch != "" {
		q, remaining, err := h.d.Inquiries.Glance(ctx, by, inquiry.ID(in.ID), now)
		if err != nil {
			return nil, err
		}
		if tag := inquiryTag(q, remaining); q.State != inquiry.StateDraft && in.has(tag) { // what a draft shows of tracking has no version
			return &answer{Status: http.StatusNotModified, ETag: tag}, nil
		}
	}
	v, etag, err := h.details(ctx, by, inquiry.ID(in.ID), inquiry.SeenPage, false, now)
	if err != nil {
		return nil, err
	}
	return &answer{Status: http.StatusOK, ETag: etag, Body: v}, nil
}

// EditBody changes a draft; what is left out stays.
type EditBody struct {
	Version     int            `json:"version,omitempty" minimum:"0" doc:"The version you edited"`
	Destination *string        `json:"destination,omitempty" maxLength:"10"`
	Product     *string        `json:"product,omitempty" maxLength:"20" doc:"One that the item's number and its two operators can have"`
	Urgent      *bool          `json:"urgent,omitempty"`
	Reason      *string        `json:"urgencyReason,omitempty" maxLength:"40" doc:"Why it is urgent: a code of the catalogue's urgencyReasons"`
	Fields      map[string]any `json:"fields,omitempty" doc:"Values to set; null removes one"`
}

func (h handlers) edit(ctx context.Context, in *struct {
	ByID
	Keyed
	IfMatch string `header:"If-Match"`
	Body    EditBody
}) (*answer, error) {
	version, err := seen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	cmd := inquiry.Edit{Product: in.Body.Product, Urgent: in.Body.Urgent, Reason: in.Body.Reason, Fields: in.Body.Fields}
	if in.Body.Destination != nil {
		op := directory.OperatorCode(*in.Body.Destination)
		cmd.Destination = &op
	}
	return h.act(ctx, in.ID, in.once("edit", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.EditDraft(ctx, by, id, version, cmd, now)
		return err
	})
}

// ActBody is the body of an action without contents of its own.
type ActBody struct {
	Version int `json:"version,omitempty" minimum:"0" doc:"The version you saw"`
}

type actInput struct {
	ByID
	Keyed
	IfMatch string `header:"If-Match"`
	Body    *ActBody
}

func (in actInput) seen() (int, error) {
	if in.Body == nil {
		return seen(in.IfMatch, 0)
	}
	return seen(in.IfMatch, in.Body.Version)
}

func (h handlers) send(ctx context.Context, in *actInput) (*answer, error) {
	version, err := in.seen()
	if err != nil {
		return nil, err
	}
	return h.act(ctx, in.ID, in.once("send", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Send(ctx, by, id, version, now)
		return err
	})
}

func (h handlers) open(ctx context.Context, in *actInput) (*answer, error) {
	return h.act(ctx, in.ID, in.once("open", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Open(ctx, by, id, now)
		return err
	})
}

func (h handlers) read(ctx context.Context, in *actInput) (*answer, error) {
	return h.act(ctx, in.ID, in.once("read", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Read(ctx, by, id, now)
		return err
	})
}

// ReplyBody is an answer.
type ReplyBody struct {
	Version  int            `json:"version,omitempty" minimum:"0" doc:"The version you saw"`
	Code     string         `json:"code" minLength:"1" maxLength:"20" example:"DLV"`
	Fields   map[string]any `json:"fields,omitempty" doc:"The reply code's fields"`
	Text     string         `json:"text,omitempty" maxLength:"2000" doc:"Free text: an addition, never instead of the fields"`
	Language string         `json:"language,omitempty" pattern:"^[a-z]{2}$" doc:"Language of the text, ISO 639-1"`
}

func (h handlers) reply(ctx context.Context, in *struct {
	ByID
	Keyed
	IfMatch string `header:"If-Match"`
	Body    ReplyBody
}) (*answer, error) {
	version, err := seen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	reply := inquiry.Reply{Code: in.Body.Code, Fields: in.Body.Fields, Text: in.Body.Text, Language: in.Body.Language}
	return h.act(ctx, in.ID, in.once("reply", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Reply(ctx, by, id, version, reply, now)
		return err
	})
}

// SupplementBody gives what was missing.
type SupplementBody struct {
	Version  int            `json:"version,omitempty" minimum:"0" doc:"The version you saw"`
	Fields   map[string]any `json:"fields,omitempty" doc:"Fields of the request to set: all that were asked for"`
	Text     string         `json:"text,omitempty" maxLength:"2000" doc:"Why something that was asked for cannot be given"`
	Language string         `json:"language,omitempty" pattern:"^[a-z]{2}$" doc:"Language of the text, ISO 639-1"`
}

func (h handlers) supplement(ctx context.Context, in *struct {
	ByID
	Keyed
	IfMatch string `header:"If-Match"`
	Body    SupplementBody
}) (*answer, error) {
	version, err := seen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return h.act(ctx, in.ID, in.once("supplement", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Supplement(ctx, by, id, version, in.Body.Fields, inquiry.Words{Text: in.Body.Text, Language: in.Body.Language}, now)
		return err
	})
}

// CloseBody ends an inquiry.
type CloseBody struct {
	Version int    `json:"version,omitempty" minimum:"0" doc:"The version you saw"`
	Code    string `json:"code" minLength:"1" maxLength:"20" example:"CLO_OK"`
}

func (h handlers) close(ctx context.Context, in *struct {
	ByID
	Keyed
	IfMatch string `header:"If-Match"`
	Body    CloseBody
}) (*answer, error) {
	version, err := seen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return h.act(ctx, in.ID, in.once("close", in.Body), func(s *inquiry.Service, by principal.Principal, id inquiry.ID, now time.Time) error {
		_, err := s.Close(ctx, by, id, version, in.Body.Code, now)
		return err
	})
}
