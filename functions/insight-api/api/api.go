// Package api is what insight-api answers over HTTP: paths, JSON names, who may see which report.
//
// It must not know how reports are made or stored.
package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
)

// Reports lists and finds reports (insightdb.Shelf implements it).
type Reports interface {
	// Report returns a report with its rows; the problem "report-unknown" when there is none.
	Report(ctx context.Context, id insight.ReportID) (insight.Report, error)
	// Reports returns a page of a list without rows, newest month first, and the position to go on from; nil at the end.
	Reports(ctx context.Context, l insight.List, p insight.Page) ([]insight.Report, map[string]string, error)
	// Edition returns a report with its rows as it was in an edition; the problem "report-unknown" when there is none.
	Edition(ctx context.Context, id insight.ReportID, e insight.Edition) (insight.Report, error)
	// Editions returns a report's editions without rows, latest first.
	Editions(ctx context.Context, id insight.ReportID) ([]insight.Report, error)
}

// Links makes addresses to download files from (insightdb.Files implements it).
type Links interface {
	Link(ctx context.Context, key, name string, lasts time.Duration) (string, error)
}

// Exports writes answers as files (document.Exports implements it).
type Exports interface {
	// Write stores an answer as a file in a language and returns its key.
	Write(ctx context.Context, a query.Asked, r query.Result, f insight.Format, language string) (key string, err error)
}

// Deps is what the operations work on.
type Deps struct {
	Reports Reports
	Links   Links
	Correct *insight.Corrector
	Runs    insight.RunStore
	Desk    *query.Desk
	Library *query.Library
	Exports Exports
	Tallies Tallies
	Agreed  func(ctx context.Context, now time.Time) (bool, error) // whether posts may see each other's sums; nil: no

	Known func(ctx context.Context, s query.Subject, now time.Time) error // says what of a report's subject there is not; nil: nothing

	Subscribers *insight.Subscribers

	Signals           signal.Shelf
	SignalSubscribers *insight.Subscribers

	Clock   clock.Clock
	Cursors *paging.Cursors
}

// New serves the API.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Whereabouts insight")
	Register(api, d)
	return mux
}

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	reports := func(id, path, summary, description string) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Description: description, Tags: []string{"Reports"}}
	}
	huma.Register(api, reports("list-reports", "/v1/reports", "Monthly reports, newest first",
		"Those on the caller's operator; with centre, seen from that call centre. A network administrator gets the network's, or with operator any operator's."), d.list)
	huma.Register(api, reports("get-report", "/v1/reports/{id}", "One report with its rows",
		"A row per call centre; in the network's report a row per operator. Percentages and averages are null where there is nothing to divide by."), d.get)
	huma.Register(api, reports("download-report", "/v1/reports/{id}/download", "An address to download a report from",
		"The address works for five minutes, without a token. What is for people (PDF and XLSX) is in the language of Accept-Language."), d.download)
	d.registerEditions(api)
	d.registerInsights(api)
	d.registerDrill(api)
	d.registerSaved(api)
	d.registerRunning(api)
	d.registerSubscribers(api)
	d.registerSignals(api)
}
