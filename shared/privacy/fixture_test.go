package privacy_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	. "github.com/whereabouts-post/whereabouts/shared/privacy"
)

var (
	olga   = principal.Principal{Subject: "olga", Name: "Olga Example", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	ana    = principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	otto   = principal.Principal{Subject: "otto", Operator: "FRA", Roles: []principal.Role{principal.OperatorAdministrator}}
	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

	first, second = inquiry.ID("01JD0000000000000000000001"), inquiry.ID("01JD0000000000000000000002")
)

// item is what both inquiries are about.
const item = edi.ItemID("EE123456799GB")

// world keeps everything in memory. It stands in for the table, the queue, the bucket, the inquiries and the documents.
type world struct {
	requests map[ID]Request
	results  map[ID]map[inquiry.ID]Result
	open     map[ID]bool
	sent     []ID
	files    map[string]string
	closed   map[inquiry.ID]bool // inquiries of GBA, and whether they are closed
	erased   []inquiry.ID
	forgot   []edi.ItemID
	looks    []inquiry.Seen
	size     int   // of each inquiry's one document
	broken   error // what inquiries say
}

func begin() (*Service, *world) {
	w := &world{requests: map[ID]Request{}, results: map[ID]map[inquiry.ID]Result{}, open: map[ID]bool{}, files: map[string]string{},
		closed: map[inquiry.ID]bool{first: true, second: false}}
	return &Service{Store: w, Queue: w, Inquiries: w, Documents: documents{w}, Items: w, Files: w, NewID: func() ID { return ID(fmt.Sprintf("REQ%023d", len(w.requests))) },
		Begin: func(out io.Writer, _ Request, _ time.Time) Dossier { return page{out} }}, w
}

func (w *world) Add(_ context.Context, r Request) error {
	if _, there := w.requests[r.ID]; there {
		return ErrExists
	}
	w.requests[r.ID], w.results[r.ID], w.open[r.ID] = r, map[inquiry.ID]Result{}, true
	return nil
}

func (w *world) Request(_ context.Context, id ID) (Request, []Result, error) {
	r, there := w.requests[id]
	if !there {
		return Request{}, nil, Unknown()
	}
	return r, slices.Collect(maps.Values(w.results[id])), nil
}

func (w *world) Requests(_ context.Context, op directory.OperatorCode, _ Page) ([]Request, map[string]string, error) {
	var out []Request
	for _, r := range w.requests {
		if r.Operator == op {
			out = append(out, r)
		}
	}
	return out, nil, nil
}

func (w *world) Result(_ context.Context, id ID, r Result) error {
	w.results[id][r.Inquiry] = r
	return nil
}

func (w *world) Settle(_ context.Context, r Request, open bool) error {
	w.requests[r.ID], w.open[r.ID] = r, open
	return nil
}

func (w *world) Open(_ context.Context, yield func(ID) error) error {
	for id, open := range w.open {
		if open {
			if err := yield(id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *world) Looked(context.Context, inquiry.Looked) error { return nil }

func (w *world) LooksAt(_ context.Context, id inquiry.ID, _ Page, _ time.Time) ([]Look, map[string]string, error) {
	return []Look{{Inquiry: id, Operator: "GBA", Subject: "ana", Name: "Ana"}, {Inquiry: id, Operator: "DEA", Centre: "DEA-BON", Subject: "bruno", Name: "Bruno"}}, nil, nil
}

func (w *world) LooksOf(_ context.Context, op directory.OperatorCode, subject string, _ Page, _ time.Time) ([]Look, map[string]string, error) {
	return []Look{{Operator: op, Subject: subject}}, nil, nil
}

func (w *world) Send(_ context.Context, messages ...Message) error {
	for _, m := range messages {
		w.sent = append(w.sent, m.Request)
	}
	return nil
}

func (w *world) Head(_ context.Context, by principal.Principal, id inquiry.ID) (inquiry.Inquiry, error) {
	if _, there := w.closed[id]; !there || by.Operator != "GBA" {
		return inquiry.Inquiry{}, problem.New(problem.NotFound, "inquiry-unknown", "no")
	}
	return inquiry.Inquiry{ID: id, ItemID: item, CreatedAt: monday.AddDate(0, 0, -3)}, w.broken
}

func (w *world) Forget(_ context.Context, id edi.ItemID, at time.Time) error {
	if at.Equal(monday.AddDate(0, 0, -3)) { // another use of the identifier is another item
		w.forgot = append(w.forgot, id)
	}
	return nil
}

func (w *world) Matches(context.Context, principal.Principal, string, inquiry.Page, time.Time) ([]inquiry.Record, map[string]string, error) {
	return []inquiry.Record{}, nil, nil
}

func (w *world) Contents(ctx context.Context, by principal.Principal, id inquiry.ID, as inquiry.Seen, _ bool, now time.Time) (inquiry.Details, error) {
	q, err := w.Head(ctx, by, id)
	if err != nil {
		return inquiry.Details{}, err
	}
	return inquiry.Details{Inquiry: q}, w.Saw(ctx, by, q, as, now)
}

func (w *world) Saw(_ context.Context, _ principal.Principal, _ inquiry.Inquiry, as inquiry.Seen, _ time.Time) error {
	w.looks = append(w.looks, as)
	return nil
}

func (w *world) Erase(ctx context.Context, by principal.Principal, id inquiry.ID, also func(context.Context) error, _ time.Time) (inquiry.Inquiry, error) {
	q, err := w.Head(ctx, by, id)
	if err != nil {
		return q, err
	}
	if !w.closed[id] {
		return q, problem.New(problem.Conflict, inquiry.OpenSlug, "open")
	}
	if err := also(ctx); err != nil {
		return q, err
	}
	w.erased = append(w.erased, id)
	return q, nil
}

func (w *world) Write(_ context.Context, key string, write func(io.Writer) error) error {
	var out strings.Builder
	if err := write(&out); err != nil {
		return err
	}
	w.files[key] = out.String()
	return nil
}

func (w *world) Link(_ context.Context, key, name string, _ time.Duration) (string, error) {
	return key + "?" + name, nil
}

type documents struct{ *world }

func (d documents) Attached(_ context.Context, id inquiry.ID) ([]attachment.Document, error) {
	return []attachment.Document{{ID: "D", Inquiry: id, Size: d.size}}, nil
}
func (documents) Content(context.Context, attachment.Document) ([]byte, error) {
	return []byte("pdf"), nil
}
func (documents) Erase(context.Context, inquiry.ID) error { return nil }

// page writes an inquiry and its document a line.
type page struct{ io.Writer }

func (p page) Add(d inquiry.Details, docs []attachment.Document, content func(attachment.Document) ([]byte, error)) error {
	raw, err := content(docs[0])
	_, err2 := fmt.Fprintf(p, "%s %s\n", d.Inquiry.ID, raw)
	return errors.Join(err, err2)
}
func (page) End() error { return nil }
