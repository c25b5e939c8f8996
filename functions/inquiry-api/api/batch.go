package api

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func registerBatch(api huma.API, h handlers, op operation) {
	batch := op("raise-inquiries", http.MethodPost, "/v1/inquiries/batch", "Raise up to 100 inquiries, each as a draft or sent at once, with a result for each", "inquiries")
	batch.Description = "What is wrong with an entry costs the others nothing: it has its own problem. Every entry has an Idempotency-Key, its own or the batch's with its place, so the same batch again has one effect and answers with what it made. " +
		"An answer is 200 when the batch was gone through, whatever became of its entries. A batch counts as one request of an API key, and each entry as one of its records of the day."
	batch.MaxBodyBytes, batch.SkipValidateBody = maxBatch, true // entries are checked one by one
	batch.Errors = append(batch.Errors, http.StatusTooManyRequests)
	reader := httpapi.NewEntryReader[RaiseEntry](api)
	huma.Register(api, batch, func(ctx context.Context, in *batchInput) (*batchOutput, error) { return h.raiseBatch(ctx, reader, in) })
}

const (
	maxBatch = 4 << 20
	// batchTime is how long a batch may begin with further entries: API Gateway waits for 29 seconds.
	batchTime = 20 * time.Second
)

// RaiseEntry is one inquiry of a batch.
type RaiseEntry struct {
	RaiseBody
	Key string `json:"idempotencyKey,omitempty" maxLength:"200" doc:"As the header of a single inquiry: the two are one. Default: the batch's Idempotency-Key, a # and the entry's index" example:"case-20817"`
}

// RaiseBatchBody asks for several inquiries.
type RaiseBatchBody struct {
	Items []httpapi.Entry[RaiseEntry] `json:"items" minItems:"1" maxItems:"100" nullable:"false"`
}

// UnmarshalJSON refuses members that are not known, as huma does where it checks the whole body.
func (b *RaiseBatchBody) UnmarshalJSON(raw []byte) error {
	type plain RaiseBatchBody
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	return d.Decode((*plain)(b))
}

type batchInput struct {
	Keyed
	Body RaiseBatchBody
}

// RaisedView is what became of an entry.
type RaisedView struct {
	Index   int           `json:"index" doc:"Of the entry in the batch, from 0"`
	Status  int           `json:"status" doc:"As the entry alone would have been answered" example:"201"`
	ID      string        `json:"id,omitempty" doc:"Of the inquiry: its number too"`
	State   string        `json:"state,omitempty" doc:"Where it stands now" example:"sent"`
	ItemID  string        `json:"itemId,omitempty"`
	Version int           `json:"version,omitempty"`
	Problem *EntryProblem `json:"problem,omitempty" doc:"Why there is no inquiry"`
}

// EntryProblem says why an entry was refused.
type EntryProblem struct {
	Type      string          `json:"type" example:"https://whereabouts.post/problems/item-id-invalid"`
	Slug      string          `json:"slug" example:"item-id-invalid"`
	Detail    string          `json:"detail"`
	Errors    []problem.Field `json:"errors" nullable:"false"`
	InquiryID string          `json:"inquiryId,omitempty" doc:"Of inquiry-duplicate: the one that is open"`
}

type batchOutput struct {
	Body struct {
		Items   []RaisedView `json:"items" nullable:"false" doc:"One for each entry, in their order"`
		Created int          `json:"created" doc:"Entries that have an inquiry, also from an earlier try"`
		Refused int          `json:"refused"`
	}
}

// command is the use case's request.
func (b RaiseBody) command(key string) (inquiry.Raise, error) {
	item, err := edi.ParseItemID(b.ItemID)
	if err != nil {
		return inquiry.Raise{}, err
	}
	if b.Fields, err = inquiry.WithExternalRef(b.Fields, b.ExternalRef); err != nil {
		return inquiry.Raise{}, err
	}
	return inquiry.Raise{Item: item, Workflow: b.Workflow, Product: b.Product, Destination: directory.OperatorCode(b.Destination),
		Centre: directory.CentreID(b.Centre), Urgent: b.Urgent, UrgencyReason: b.Reason, Fields: b.Fields, Send: b.Send, Key: key}, nil
}

func (h handlers) raiseBatch(ctx context.Context, reader *httpapi.EntryReader[RaiseEntry], in *batchInput) (*batchOutput, error) {
	by := httpapi.Caller(ctx)
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	n := len(in.Body.Items)
	if n == 0 || n > inquiry.RaiseAtOnce {
		return nil, problem.New(problem.Invalid, "request-invalid", "A batch raises 1 to %d inquiries.", inquiry.RaiseAtOnce).With("items", "are %d", n)
	}
	meter := directory.RecordMeter{Store: h.d.Records}
	if err := meter.Admit(ctx, by, now); err != nil {
		return nil, err
	}
	entries, refused := make([]inquiry.Raise, n), map[int]error{}
	for i, raw := range in.Body.Items {
		entry, err := reader.Read(raw)
		if err == nil {
			entries[i], err = entry.command(inquiry.EntryKey(in.Key, entry.Key, i))
		}
		if err != nil {
			refused[i] = err
		}
	}
	within, cancel := context.WithTimeout(ctx, batchTime)
	defer cancel()
	raised, err := h.d.Inquiries.RaiseBatch(ctx, by, entries, refused, func() bool { return within.Err() == nil }, now)
	if err != nil {
		return nil, err
	}
	if err := meter.Count(ctx, by, n, now); err != nil {
		return nil, err // what was raised is answered when the batch comes again
	}
	out := &batchOutput{}
	out.Body.Items = make([]RaisedView, n)
	for i, r := range raised {
		v := RaisedView{Index: i, Status: http.StatusCreated, ID: string(r.Inquiry.ID), State: string(r.Inquiry.State), ItemID: string(r.Inquiry.ItemID), Version: r.Inquiry.Version}
		if r.Err != nil {
			v = refusedEntry(ctx, i, r.Err)
			out.Body.Refused++
		} else {
			out.Body.Created++
		}
		out.Body.Items[i] = v
	}
	return out, nil
}

func refusedEntry(ctx context.Context, index int, err error) RaisedView {
	p := problem.As(err)
	if p.Kind == problem.Internal {
		slog.ErrorContext(ctx, "entry of a batch failed", "index", index, "err", p.Unwrap())
	}
	v := RaisedView{Index: index, Status: httpapi.Status(p.Kind), Problem: &EntryProblem{Type: httpapi.ProblemBase + p.Slug, Slug: p.Slug, Detail: p.Detail, Errors: append([]problem.Field{}, p.Fields...)}}
	v.Problem.InquiryID, _ = p.Extra["inquiryId"].(string)
	return v
}
