// Package api is the HTTP face of documents: uploads, downloads and printed forms of an inquiry.
//
// It must not know where files are stored, nor how a form is drawn.
package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

// Deps is what the routes need.
type Deps struct {
	Documents *attachment.Service
	Directory directory.Reader // names what a form is addressed to
	Clock     clock.Clock
}

// New returns the handler of the function.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Documents")
	Register(api, d)
	return mux
}

const maxBody = 16 << 10

// ByID names a document; exported, because huma reads parameters of exported fields only.
type ByID struct {
	ID string `path:"id" pattern:"^[0-9A-Z]{26}$" patternDescription:"26 characters of a document's id" doc:"Document"`
}

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	h := handlers{d}
	op := func(id, method, path, summary, description string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: description, Tags: []string{"documents"}, MaxBodyBytes: maxBody,
			Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity}}
	}
	announce := op("announce-document", http.MethodPost, "/v1/documents", "Announce a document and learn where to upload it",
		"The address takes exactly the file that was announced, for 15 minutes, without a token. Then complete the document.")
	announce.DefaultStatus = http.StatusCreated
	huma.Register(api, announce, h.announce)
	huma.Register(api, op("complete-document", http.MethodPost, "/v1/documents/{id}/complete", "Have the uploaded file looked into and attached",
		"What is not what was announced, or not harmless, is rejected: the file is deleted, the entry stays with the reason."), h.complete)
	huma.Register(api, op("list-documents", http.MethodGet, "/v1/documents", "Documents of an inquiry",
		"Attached ones; of one's own operator those on their way and the rejected ones too."), h.list)
	huma.Register(api, op("download-document", http.MethodGet, "/v1/documents/{id}/download", "An address to download an attached document from",
		"The address works for five minutes, without a token."), h.download)
	withdraw := op("withdraw-document", http.MethodDelete, "/v1/documents/{id}", "Withdraw a document that was announced and not completed", "")
	withdraw.DefaultStatus = http.StatusNoContent
	huma.Register(api, withdraw, h.withdraw)
	huma.Register(api, op("print-cn08", http.MethodGet, "/v1/documents/forms/cn08", "The inquiry as UPU form CN 08",
		"A PDF in French and a second language, filled from the request and the last conclusive reply. The address works for five minutes, without a token."), h.cn08)
	huma.Register(api, op("print-cn18", http.MethodGet, "/v1/documents/forms/cn18", "The addressee's declaration on UPU form CN 18",
		"A PDF in French and a second language, for the addressee to fill and sign. The address works for five minutes, without a token."), h.cn18)
}

type handlers struct{ d Deps }

// DocumentBody announces a file.
type DocumentBody struct {
	InquiryID string `json:"inquiryId" pattern:"^[0-9A-Z]{26}$" patternDescription:"26 characters of an inquiry's id"`
	Name      string `json:"name" minLength:"1" maxLength:"500" doc:"As your machine calls it; it is made safe" example:"invoice.pdf"`
	MediaType string `json:"mediaType" maxLength:"100" doc:"application/pdf, image/jpeg, image/png or text/plain" example:"application/pdf"`
	Size      int    `json:"size" doc:"Bytes, at most 10 MB"`
	SHA256    string `json:"sha256" pattern:"^[0-9A-Fa-f]{64}$" patternDescription:"64 hexadecimal digits"`
}

// ReasonView is why a document was rejected.
type ReasonView struct {
	Slug   string `json:"slug" example:"document-type-mismatch"`
	Detail string `json:"detail"`
}

// DocumentView is a document and what became of it.
type DocumentView struct {
	ID          string      `json:"id"`
	InquiryID   string      `json:"inquiryId"`
	Name        string      `json:"name" doc:"Safe on any system; empty when it was erased"`
	MediaType   string      `json:"mediaType" enum:"application/pdf,image/jpeg,image/png,text/plain"`
	Size        int         `json:"size" doc:"Bytes"`
	SHA256      string      `json:"sha256"`
	State       string      `json:"state" enum:"announced,accepted,attached,rejected" doc:"The partner reads it once it is attached"`
	Reason      string      `json:"reason,omitempty" doc:"Why it was rejected, a sentence"`
	Rejected    *ReasonView `json:"rejected,omitempty" doc:"Why it was rejected"`
	Scan        string      `json:"scan" enum:"notScanned,clean,infected"`
	Operator    string      `json:"operator" example:"GBA" doc:"Whose people uploaded it"`
	AnnouncedAt time.Time   `json:"announcedAt"`
	SettledAt   *time.Time  `json:"settledAt" doc:"When it was attached or rejected"`
	Erased      bool        `json:"erased" doc:"File and name were erased with the personal data of the inquiry"`
}

func view(d attachment.Document) DocumentView {
	v := DocumentView{ID: string(d.ID), InquiryID: string(d.Inquiry), Name: d.Name, MediaType: d.MediaType, Size: d.Size, SHA256: d.SHA256, State: string(d.State),
		Scan: string(d.Scan), Operator: string(d.Operator), AnnouncedAt: d.AnnouncedAt, Erased: d.Erased}
	if d.Reason != nil {
		v.Reason, v.Rejected = d.Reason.Detail, &ReasonView{d.Reason.Slug, d.Reason.Detail}
	}
	if !d.SettledAt.IsZero() {
		v.SettledAt = &d.SettledAt
	}
	return v
}

// UploadView is where to send the file.
type UploadView struct {
	URL       string            `json:"url" format:"uri"`
	Method    string            `json:"method" enum:"PUT"`
	Headers   map[string]string `json:"headers" doc:"To send along, as they are"`
	ExpiresAt time.Time         `json:"expiresAt"`
}

// AnnouncedView is a document with the address that takes its file.
type AnnouncedView struct {
	DocumentView
	Upload *UploadView `json:"upload" doc:"null when the document was completed already"`
}

type announced struct {
	Location string `header:"Location"`
	Body     AnnouncedView
}

func (h handlers) announce(ctx context.Context, in *struct {
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
	Body DocumentBody
}) (*announced, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	b := in.Body
	d, up, err := h.d.Documents.Announce(ctx, httpapi.Caller(ctx), attachment.Announcement{Inquiry: inquiry.ID(b.InquiryID), Name: b.Name, MediaType: b.MediaType,
		Size: b.Size, SHA256: b.SHA256, Key: in.Key}, now)
	if err != nil {
		return nil, err
	}
	out := &announced{Location: "/v1/documents/" + string(d.ID), Body: AnnouncedView{DocumentView: view(d)}}
	if up != nil {
		out.Body.Upload = &UploadView{up.URL, up.Method, up.Headers, up.ExpiresAt}
	}
	return out, nil
}

func (h handlers) complete(ctx context.Context, in *ByID) (*struct{ Body DocumentView }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	d, err := h.d.Documents.Complete(ctx, httpapi.Caller(ctx), attachment.ID(in.ID), now)
	if err != nil {
		return nil, err
	}
	return &struct{ Body DocumentView }{view(d)}, nil
}

// DocumentList is every document of an inquiry that the caller may know of.
type DocumentList struct {
	Items []DocumentView `json:"items"`
}

func (h handlers) list(ctx context.Context, in *struct {
	Inquiry string `query:"inquiry" required:"true" pattern:"^[0-9A-Z]{26}$" patternDescription:"26 characters of an inquiry's id"`
}) (*struct{ Body DocumentList }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	all, err := h.d.Documents.List(ctx, httpapi.Caller(ctx), inquiry.ID(in.Inquiry), now)
	if err != nil {
		return nil, err
	}
	out := &struct{ Body DocumentList }{DocumentList{make([]DocumentView, len(all))}}
	for i, d := range all {
		out.Body.Items[i] = view(d)
	}
	return out, nil
}

// DocumentLink is an address that works without a token until it expires.
type DocumentLink struct {
	URL       string    `json:"url" format:"uri"`
	ExpiresAt time.Time `json:"expiresAt"`
}

type link struct {
	CacheControl string `header:"Cache-Control"`
	Body         DocumentLink
}

func (h handlers) download(ctx context.Context, in *ByID) (*link, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	url, until, err := h.d.Documents.Download(ctx, httpapi.Caller(ctx), attachment.ID(in.ID), now)
	return &link{"no-store", DocumentLink{url, until}}, err
}

func (h handlers) withdraw(ctx context.Context, in *ByID) (*struct{}, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	return nil, h.d.Documents.Withdraw(ctx, httpapi.Caller(ctx), attachment.ID(in.ID), now)
}
