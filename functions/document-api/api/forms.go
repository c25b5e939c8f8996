package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/form"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

// formLasts is how long the address of a form works; the bucket forgets the form itself in a day.
const formLasts = 5 * time.Minute

// FormQuery asks for a form.
type FormQuery struct {
	Inquiry string `query:"inquiry" required:"true" pattern:"^[0-9A-Z]{26}$" patternDescription:"26 characters of an inquiry's id"`
	Lang    string `query:"lang" enum:"en,fr,de,es" default:"en" doc:"The second language of the form; French alone with fr"`
}

func (h handlers) cn08(ctx context.Context, in *FormQuery) (*link, error) {
	return h.print(ctx, in, "CN08", func(c form.Case, lang string) ([]byte, error) { return form.NewCN08(c).PDF(lang) })
}

func (h handlers) cn18(ctx context.Context, in *FormQuery) (*link, error) {
	return h.print(ctx, in, "CN18", func(c form.Case, lang string) ([]byte, error) { return form.NewCN18(c).PDF(lang) })
}

// print draws a form of an inquiry that the caller takes part in, and answers an address to fetch it from. The same form is the same file.
func (h handlers) print(ctx context.Context, in *FormQuery, name string, draw func(form.Case, string) ([]byte, error)) (*link, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	by := httpapi.Caller(ctx)
	details, err := h.d.Documents.Inquiries.Look(ctx, by, inquiry.ID(in.Inquiry), inquiry.Unseen, false, now)
	if err != nil {
		return nil, err
	}
	if err := details.Inquiry.Gone(); err != nil {
		return nil, err
	}
	if err := h.d.Documents.Inquiries.Saw(ctx, by, details.Inquiry, inquiry.SeenForm, now); err != nil {
		return nil, err
	}
	c := form.Case{Details: details}
	if c.Requester, err = h.post(ctx, details.Inquiry.Requester); err != nil {
		return nil, err
	}
	if c.Replier, err = h.post(ctx, details.Inquiry.Replier); err != nil {
		return nil, err
	}
	pdf, err := draw(c, in.Lang)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(pdf)
	key := attachment.FormKey(details.Inquiry.ID, hex.EncodeToString(sum[:8])+".pdf")
	if err := h.d.Documents.Files.Put(ctx, key, "application/pdf", pdf); err != nil {
		return nil, err
	}
	url, err := h.d.Documents.Files.Link(ctx, key, name+"-"+string(details.Inquiry.ItemID)+".pdf", "application/pdf", formLasts)
	return &link{"no-store", DocumentLink{url, now.Add(formLasts)}}, err
}

// post names a side of the inquiry; what is not known yet stays empty.
func (h handlers) post(ctx context.Context, p inquiry.Party) (form.Post, error) {
	if p.Operator == "" {
		return form.Post{}, nil
	}
	op, err := h.d.Directory.Operator(ctx, p.Operator)
	if err != nil {
		return form.Post{}, err
	}
	out := form.Post{Operator: op.Name, Code: string(op.Code)}
	if p.Centre == "" {
		return out, nil
	}
	centre, err := h.d.Directory.CallCentre(ctx, p.Centre)
	out.Centre, out.City = centre.Name, centre.City
	return out, err
}
