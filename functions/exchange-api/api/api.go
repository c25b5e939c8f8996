// Package api is the HTTP face of the exchange by files.
//
// It must not know what a line of a file means, nor where files are stored.
package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/exchange"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
)

// Deps is what the routes need.
type Deps struct {
	Exchange *exchange.Service
	Clock    clock.Clock
	Cursors  *paging.Cursors
}

// New returns the handler of the function.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Exchange of files")
	Register(api, d)
	return mux
}

const maxBody = 16 << 10

// PageQuery asks for a part of a list. It is exported, because huma reads parameters of exported fields only.
type PageQuery struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	Cursor string `query:"cursor" maxLength:"2000" doc:"nextCursor of the page before"`
}

// ByUpload names an upload.
type ByUpload struct {
	ID string `path:"id" pattern:"^[0-9A-Z]{26}$" patternDescription:"26 characters of an upload's id" doc:"Upload"`
}

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	h := handlers{d}
	op := func(id, method, path, summary, description string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: description, Tags: []string{"Exchange"}, MaxBodyBytes: maxBody,
			Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity}}
	}
	huma.Register(api, op("get-exchange", http.MethodGet, "/v1/exchange", "How your operator exchanges files, and how far that is", ""), h.exchange)
	huma.Register(api, op("set-exchange", http.MethodPut, "/v1/exchange", "Set how your operator exchanges files", "Send the version that you saw: 409 when somebody changed it in between."), h.set)
	run := op("run-exchange", http.MethodPost, "/v1/exchange/runs", "Have a file made now, of what happened since the last one", "Nothing is made when nothing happened. Asking twice does no harm.")
	run.DefaultStatus = http.StatusAccepted
	huma.Register(api, run, h.run)
	huma.Register(api, op("list-exchange-files", http.MethodGet, "/v1/exchange/files", "Files for your operator, the newest first", "Numbered from 1 without gaps. Each line stands in one file only."), h.files)
	huma.Register(api, op("download-exchange-file", http.MethodGet, "/v1/exchange/files/{number}/download", "An address to download a file from",
		"The address works for five minutes, without a token. Who asked for it is noted."), h.file)
	announce := op("announce-exchange-upload", http.MethodPost, "/v1/exchange/uploads", "Announce a file of replies",
		"Answers with an address to which the file is sent within an hour. Each of its lines is a step of an inquiry; one that is refused costs the others nothing, and the same line again has no second effect.")
	announce.DefaultStatus = http.StatusCreated
	huma.Register(api, announce, h.announce)
	huma.Register(api, op("list-exchange-uploads", http.MethodGet, "/v1/exchange/uploads", "Files of your operator, the newest first", ""), h.uploads)
	huma.Register(api, op("get-exchange-upload", http.MethodGet, "/v1/exchange/uploads/{id}", "How far a file of your operator has come, with the first lines that were refused", ""), h.upload)
	huma.Register(api, op("download-exchange-result", http.MethodGet, "/v1/exchange/uploads/{id}/result", "An address to download the result file from", "A line for each line of the file, in its format."), h.result)
	huma.Register(api, op("list-settlement-statements", http.MethodGet, "/v1/exchange/settlements", "Settlement files of your operator, the newest month first",
		"A file for each month and partner with decisions on liability, once the month is over."), h.statements)
	huma.Register(api, op("download-settlement-statement", http.MethodGet, "/v1/exchange/settlements/{month}/{partner}/{version}/download", "An address to download a settlement file from", ""), h.statement)
}

type handlers struct{ d Deps }

type private[T any] struct {
	CacheControl string `header:"Cache-Control"`
	Body         T
}

// secret answers with what no cache may keep.
func secret[T any](body T) *private[T] { return &private[T]{"no-store", body} }

// ExchangeLink is an address that works without a token until it expires.
type ExchangeLink struct {
	URL       string    `json:"url" format:"uri"`
	ExpiresAt time.Time `json:"expiresAt"`
}

// ExchangeBody is how files are exchanged.
type ExchangeBody struct {
	Nightly   bool     `json:"nightly" doc:"A file is made every night"`
	Hour      int      `json:"hour" minimum:"0" maximum:"23" doc:"Of the night, on the clock of zone" example:"2"`
	Zone      string   `json:"zone" minLength:"1" maxLength:"60" doc:"IANA time zone" example:"Europe/Berlin"`
	Format    string   `json:"format" enum:"csv,jsonl" doc:"Of the files for you; yours may be of either"`
	Separator string   `json:"separator" enum:"comma,semicolon" doc:"Between the cells of a CSV file; with semicolon it begins with a byte order mark, for spreadsheets"`
	Language  string   `json:"language" enum:"en,fr,de,es" doc:"Of the names of codes"`
	Centres   []string `json:"centres" maxItems:"100" doc:"Call centres whose inquiries go by files; empty: all of yours"`
	Version   int      `json:"version" minimum:"0" doc:"That you saw"`
}

// ExchangeView is how files are exchanged, and how far that is.
type ExchangeView struct {
	ExchangeBody
	ChangedAt *time.Time `json:"changedAt" doc:"Null while nobody set anything"`
	LastFile  int        `json:"lastFile" doc:"Number of the newest file, 0 while there is none"`
	RanAt     *time.Time `json:"ranAt" doc:"When the last run that came to its end began"`
}

func viewOf(s exchange.Settings, head exchange.Head) ExchangeView {
	v := ExchangeView{ExchangeBody{s.Nightly, s.Hour, s.Zone, string(s.Format), string(s.Separator), s.Language, []string{}, s.Version}, httpapi.Some(s.ChangedAt), head.Last, httpapi.Some(head.WalkedAt)}
	for _, c := range s.Centres {
		v.Centres = append(v.Centres, string(c))
	}
	return v
}

func (h handlers) exchange(ctx context.Context, _ *struct{}) (*struct{ Body ExchangeView }, error) {
	s, head, err := h.d.Exchange.Settings(ctx, httpapi.Caller(ctx))
	if err != nil {
		return nil, err
	}
	return &struct{ Body ExchangeView }{viewOf(s, head)}, nil
}

func (h handlers) set(ctx context.Context, in *struct{ Body ExchangeBody }) (*struct{ Body ExchangeView }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	b, by := in.Body, httpapi.Caller(ctx)
	s := exchange.Settings{Nightly: b.Nightly, Hour: b.Hour, Zone: b.Zone, Format: exchange.Format(b.Format), Separator: exchange.Separator(b.Separator), Language: b.Language, Version: b.Version}
	for _, c := range b.Centres {
		s.Centres = append(s.Centres, directory.CentreID(c))
	}
	if _, err := h.d.Exchange.Set(ctx, by, s, now); err != nil {
		return nil, err
	}
	return h.exchange(ctx, nil)
}

func (h handlers) run(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, h.d.Exchange.Ask(ctx, httpapi.Caller(ctx))
}

// ExchangeFileView is a file for an operator.
type ExchangeFileView struct {
	Number    int        `json:"number"`
	Name      string     `json:"name" example:"whereabouts-DEA-000017.csv"`
	Nightly   bool       `json:"nightly" doc:"Made for a night, not on demand"`
	Format    string     `json:"format" enum:"csv,jsonl"`
	Questions int        `json:"questions"`
	Answers   int        `json:"answers"`
	Ended     int        `json:"ended"`
	Bytes     int        `json:"bytes"`
	MadeAt    time.Time  `json:"madeAt"`
	ExpiresAt time.Time  `json:"expiresAt" doc:"Until when it is kept"`
	Kept      bool       `json:"kept"`
	FetchedAt *time.Time `json:"fetchedAt" doc:"When somebody last asked for its address"`
}

// ExchangeFileList is a page of files.
type ExchangeFileList struct {
	Items      []ExchangeFileView `json:"items"`
	NextCursor string             `json:"nextCursor" doc:"Empty on the last page"`
}

// page runs a list of one kind: it opens the cursor and seals the next.
func page[T, V any](ctx context.Context, h handlers, kind string, in PageQuery, list func(exchange.Page) ([]T, map[string]string, error), view func(T) V) (items []V, next string, _ error) {
	scope := "exchange " + kind + " " + string(httpapi.Caller(ctx).Operator)
	position, err := h.d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, "", err
	}
	rows, after, err := list(exchange.Page{Limit: in.Limit, Position: position})
	if err != nil {
		return nil, "", err
	}
	items = make([]V, len(rows))
	for i, r := range rows {
		items[i] = view(r)
	}
	next, err = h.d.Cursors.Seal(ctx, scope, after)
	return items, next, err
}

func (h handlers) files(ctx context.Context, in *PageQuery) (*struct{ Body ExchangeFileList }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	items, next, err := page(ctx, h, "files", *in, func(p exchange.Page) ([]exchange.File, map[string]string, error) {
		return h.d.Exchange.Out(ctx, httpapi.Caller(ctx), p)
	}, func(f exchange.File) ExchangeFileView {
		return ExchangeFileView{f.Number, f.Name(), f.Night, string(f.Format), f.Lines[exchange.Question], f.Lines[exchange.Answer], f.Lines[exchange.Ended], f.Bytes, f.MadeAt, f.ExpiresAt,
			now.Before(f.ExpiresAt), httpapi.Some(f.FetchedAt)}
	})
	return &struct{ Body ExchangeFileList }{ExchangeFileList{items, next}}, err
}

func (h handlers) file(ctx context.Context, in *struct {
	Number int `path:"number" minimum:"1" maximum:"999999999"`
}) (*private[ExchangeLink], error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	url, until, err := h.d.Exchange.Fetch(ctx, httpapi.Caller(ctx), in.Number, now)
	return secret(ExchangeLink{url, until}), err
}
