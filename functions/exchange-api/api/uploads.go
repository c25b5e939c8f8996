package api

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/exchange"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ExchangeUploadBody announces a file of replies.
type ExchangeUploadBody struct {
	Name        string `json:"name" minLength:"1" maxLength:"200" doc:"What you call the file" example:"replies-2026-11-26.csv"`
	ContentType string `json:"contentType" minLength:"1" maxLength:"100" doc:"text/csv or application/x-ndjson; what it is shows in the file" example:"text/csv"`
	Size        int64  `json:"size" minimum:"1" maximum:"10485760" doc:"Bytes"`
	Digest      string `json:"digest,omitempty" maxLength:"64" doc:"SHA-256 in hexadecimal; checked when it is there"`
}

// ExchangeRefusal says why nothing of a file was taken.
type ExchangeRefusal struct {
	Slug   string `json:"slug" enum:"file-encoding,file-empty,file-too-long,file-columns,file-unreadable,upload-damaged"`
	Detail string `json:"detail"`
	Line   int    `json:"line" doc:"Of the file; 0 where none is to blame"`
}

// ExchangeUploadView is a file of replies.
type ExchangeUploadView struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Size        int64            `json:"size"`
	State       string           `json:"state" enum:"awaited,running,done,refused" doc:"awaited: the file is not there yet; refused: nothing of it was taken"`
	Format      string           `json:"format" doc:"csv or jsonl, as it was found to be; empty before"`
	Lines       int              `json:"lines"`
	Done        int              `json:"done"`
	Repeated    int              `json:"repeated" doc:"Lines that an equal one did before: nothing was done twice"`
	Refused     int              `json:"refused"`
	Refusal     *ExchangeRefusal `json:"refusal,omitempty" doc:"Why nothing of the file was taken; absent when something was, or when that is not known yet"`
	AnnouncedAt time.Time        `json:"announcedAt"`
	FinishedAt  *time.Time       `json:"finishedAt"`
	ExpiresAt   time.Time        `json:"expiresAt" doc:"Until when file and result are kept"`
	Kept        bool             `json:"kept"`
}

func uploadView(u exchange.Upload, now time.Time) ExchangeUploadView {
	v := ExchangeUploadView{ID: u.ID, Name: u.Name, Size: u.Size, State: string(u.State), Format: string(u.Format), Lines: u.Lines, Done: u.Counts[exchange.LineDone],
		Repeated: u.Counts[exchange.LineRepeated], Refused: u.Counts[exchange.LineRefused], AnnouncedAt: u.AnnouncedAt, FinishedAt: httpapi.Some(u.FinishedAt), ExpiresAt: u.ExpiresAt, Kept: now.Before(u.ExpiresAt)}
	if r := u.Refusal; r != nil {
		v.Refusal = &ExchangeRefusal{r.Slug, r.Detail, r.Place}
	}
	return v
}

// ExchangeSend is how a file is sent.
type ExchangeSend struct {
	Method    string            `json:"method" example:"PUT"`
	URL       string            `json:"url" format:"uri" doc:"Takes exactly this file, whoever sends it"`
	Headers   map[string]string `json:"headers" doc:"To be sent with it"`
	ExpiresAt time.Time         `json:"expiresAt"`
}

// ExchangeAnnounced is an upload and where its file is sent.
type ExchangeAnnounced struct {
	ExchangeUploadView
	Send ExchangeSend `json:"send"`
}

type announced struct {
	Location     string `header:"Location"`
	CacheControl string `header:"Cache-Control"`
	Body         ExchangeAnnounced
}

func (h handlers) announce(ctx context.Context, in *struct {
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"The same key with the same body answers the same upload, with a new address"`
	Body ExchangeUploadBody
}) (*announced, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	b := in.Body
	u, s, err := h.d.Exchange.Announce(ctx, httpapi.Caller(ctx), exchange.Offer{Name: b.Name, ContentType: b.ContentType, Size: b.Size, Digest: b.Digest, IdempotencyKey: in.Key}, now)
	if err != nil {
		return nil, err
	}
	if s.Headers == nil {
		s.Headers = map[string]string{}
	}
	return &announced{"/v1/exchange/uploads/" + u.ID, "no-store", ExchangeAnnounced{uploadView(u, now), ExchangeSend{s.Method, s.URL, s.Headers, s.ExpiresAt}}}, nil
}

// ExchangeUploadList is a page of uploads.
type ExchangeUploadList struct {
	Items      []ExchangeUploadView `json:"items"`
	NextCursor string               `json:"nextCursor" doc:"Empty on the last page"`
}

func (h handlers) uploads(ctx context.Context, in *PageQuery) (*struct{ Body ExchangeUploadList }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	items, next, err := page(ctx, h, "uploads", *in, func(p exchange.Page) ([]exchange.Upload, map[string]string, error) {
		return h.d.Exchange.Uploads(ctx, httpapi.Caller(ctx), p)
	}, func(u exchange.Upload) ExchangeUploadView { return uploadView(u, now) })
	return &struct{ Body ExchangeUploadList }{ExchangeUploadList{items, next}}, err
}

// ExchangeLineView is a line that was refused.
type ExchangeLineView struct {
	Place     int             `json:"place" doc:"Line of the file, from 1"`
	Line      string          `json:"line" doc:"What you call it"`
	InquiryID string          `json:"inquiryId"`
	Action    string          `json:"action"`
	Code      string          `json:"code"`
	Problem   string          `json:"problem" doc:"Slug" example:"reply-incomplete"`
	Detail    string          `json:"detail"`
	Errors    []problem.Field `json:"errors"`
}

// ExchangeUploadDetails is an upload with the first lines that were refused.
type ExchangeUploadDetails struct {
	ExchangeUploadView
	RefusedLines []ExchangeLineView `json:"refusedLines" doc:"At most 100; the result file has all"`
}

func (h handlers) upload(ctx context.Context, in *ByUpload) (*struct{ Body ExchangeUploadDetails }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	u, err := h.d.Exchange.Upload(ctx, httpapi.Caller(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	refused, err := h.d.Exchange.Results(ctx, u)
	if err != nil {
		return nil, err
	}
	out := &struct{ Body ExchangeUploadDetails }{ExchangeUploadDetails{uploadView(u, now), make([]ExchangeLineView, len(refused))}}
	for i, r := range refused {
		out.Body.RefusedLines[i] = ExchangeLineView{r.Place, r.Line, string(r.InquiryID), string(r.Action), r.Code, r.Problem, r.Detail, append([]problem.Field{}, r.Errors...)}
	}
	return out, nil
}

func (h handlers) result(ctx context.Context, in *ByUpload) (*private[ExchangeLink], error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	url, until, err := h.d.Exchange.FetchResult(ctx, httpapi.Caller(ctx), in.ID, now)
	return secret(ExchangeLink{url, until}), err
}

// SettlementStatementView is a settlement file of a month and a pair of posts. Amounts are whole hundredths of the currency.
type SettlementStatementView struct {
	Month    string    `json:"month" example:"2026-11"`
	Partner  string    `json:"partner" example:"GBA"`
	Version  int       `json:"version" doc:"A version is never changed; what is found out later is the next"`
	Claims   int       `json:"claims" doc:"Decided in the month, refused ones among them"`
	Currency string    `json:"currency" example:"XDR" doc:"ISO 4217; XDR is the special drawing right"`
	Owed     int64     `json:"owed" doc:"By your operator to the partner, in hundredths"`
	Due      int64     `json:"due" doc:"By the partner to your operator, in hundredths"`
	MadeAt   time.Time `json:"madeAt"`
}

// SettlementStatementList is a page of settlement files.
type SettlementStatementList struct {
	Items      []SettlementStatementView `json:"items"`
	NextCursor string                    `json:"nextCursor" doc:"Empty on the last page"`
}

func (h handlers) statements(ctx context.Context, in *PageQuery) (*struct{ Body SettlementStatementList }, error) {
	items, next, err := page(ctx, h, "settlements", *in, func(p exchange.Page) ([]exchange.Statement, map[string]string, error) {
		return h.d.Exchange.Statements(ctx, httpapi.Caller(ctx), p)
	}, func(s exchange.Statement) SettlementStatementView {
		return SettlementStatementView{s.Month, string(s.Partner), s.Version, s.Claims, s.Currency, s.Owed, s.Due, s.MadeAt}
	})
	return &struct{ Body SettlementStatementList }{SettlementStatementList{items, next}}, err
}

func (h handlers) statement(ctx context.Context, in *struct {
	Month   string `path:"month" pattern:"^[0-9]{4}-[0-9]{2}$" patternDescription:"a month like 2026-11"`
	Partner string `path:"partner" minLength:"1" maxLength:"10" example:"GBA"`
	Version int    `path:"version" minimum:"1" maximum:"9999"`
	Format  string `query:"format" enum:"csv,jsonl" default:"csv"`
}) (*private[ExchangeLink], error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	url, until, err := h.d.Exchange.FetchStatement(ctx, httpapi.Caller(ctx), in.Month, directory.OperatorCode(in.Partner), in.Version, exchange.Format(in.Format), now)
	return secret(ExchangeLink{url, until}), err
}
