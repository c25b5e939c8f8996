// Package api is the HTTP face of the directory, the workflow catalogue and the working-time engine: decode, one look-up, encode.
//
// Everyone who is signed in sees the whole directory: posts have to know each other. Hand-over rules, settings and who edited what are
// their own operator's matter. Its lists hold at most every designated operator
// (192 countries) and their call centres, so they are answered whole.
package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Directory is what the routes read.
type Directory interface {
	directory.Reader
	catalogue.Reader
	Operators(context.Context) ([]directory.Operator, error)
	CallCentres(context.Context) ([]directory.CallCentre, error)
	DataVersion(context.Context) (string, error)
	Versions(context.Context) ([]catalogue.Edition, error) // the latest first
}

// Deps is what the routes need.
type Deps struct {
	Directory      Directory
	Administration *directory.Administration
	Machines       *directory.Machines
	Invitations    *directory.Invitations
	Clock          clock.Clock
	OpenAPI        []byte // the merged description of every function's API
}

// New returns the handler of the function.
func New(d Deps) http.Handler {
	mux, api := httpapi.New("Whereabouts directory")
	Register(api, d)
	return mux
}

// Register adds the operations to an API.
func Register(api huma.API, d Deps) {
	httpapi.Demand(api, scopes())
	h := &handlers{Deps: d}
	get := func(id, path, summary, tag string) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Tags: []string{tag}}
	}
	public := func(op huma.Operation) huma.Operation { op.Security = httpapi.Public; return op }

	huma.Register(api, public(get("get-health", "/v1/healthz", "Whether the service answers, and the versions it runs on", "Service")), h.health)
	openAPI := public(get("get-openapi", "/v1/openapi.json", "This description of the API", "Service"))
	openAPI.Responses = map[string]*huma.Response{"200": {Description: "OpenAPI 3.1", Content: map[string]*huma.MediaType{
		"application/json": {Schema: &huma.Schema{Type: huma.TypeObject}}}}}
	huma.Register(api, openAPI, h.openAPI)
	huma.Register(api, get("get-me", "/v1/me", "Who is asking: operator, call centres, roles", "Directory"), h.me)
	once := func(op huma.Operation) huma.Operation {
		op.Description = "Send the ETag back as If-None-Match: 304 while nothing changed."
		op.Responses = map[string]*huma.Response{"304": {Description: "The caller has it already"}}
		return op
	}
	huma.Register(api, once(get("list-operators", "/v1/operators", "Every operator, by code", "Directory")), h.operators)
	huma.Register(api, once(get("get-operator", "/v1/operators/{code}", "An operator with its call centres", "Directory")), h.operator)
	huma.Register(api, once(get("list-call-centres", "/v1/call-centres", "Every call centre, by id, and whether it is open now", "Directory")), h.centres)
	huma.Register(api, once(get("get-call-centre", "/v1/call-centres/{id}", "A call centre with its calendar", "Directory")), h.centre)

	workflows := get("get-workflows", "/v1/workflows", "The catalogue release in force, or a named one: products, workflows, fields, codes, targets", "Catalogue")
	workflows.Description = "Everything a form needs, every label in English, French, German and Spanish. Send the ETag back as If-None-Match: 304 while nothing changed."
	workflows.Responses = map[string]*huma.Response{"304": {Description: "The caller has it already"}}
	huma.Register(api, workflows, h.workflows)
	huma.Register(api, get("list-workflow-versions", "/v1/workflows/versions", "Every catalogue release that is loaded, the latest first, and which one is in force", "Catalogue"), h.versions)
	differences := get("get-workflow-differences", "/v1/workflows/differences", "What one catalogue release says otherwise than another", "Catalogue")
	differences.Description = "Paths go by codes, not by positions: /workflows/WII/levels/2/replies/LST. The releases' versions are not among the differences."
	huma.Register(api, differences, h.differences)

	huma.Register(api, huma.Operation{OperationID: "calculate-due", Method: http.MethodPost, Path: "/v1/calendars/due", MaxBodyBytes: maxDueBody, Tags: []string{"Calendars"},
		Summary: "When a target is used up on a calendar, and why",
		Description: "The engine that sets every due time. A minute counts while the local wall clock lies in a segment [from, to) of that local date; time is what elapses, " +
			"so an hour that is repeated counts twice and one that is skipped not at all. A special day beats a holiday. A target used up exactly at closing time is due at closing time; " +
			"a target of 0 is due at start. Pauses take away the working time that lies in them."}, h.due)
	registerCodes(api, h)
	registerAdministration(api, h)
	registerOwn(api, h)
	registerInvitations(api, h)
	registerKeys(api, h)
	registerTokens(api, h)
	registerMessages(api, h)
}

type handlers struct {
	Deps
	tags etags
}

// Health says what runs.
type Health struct {
	Status    string `json:"status" enum:"ok" doc:"ok: the directory answers"`
	Build     string `json:"build" doc:"Version of the build"`
	Data      string `json:"data" doc:"Version of the directory data that is loaded" example:"2026.11.1"`
	TimeZones string `json:"timeZones" doc:"Release of the IANA time zone database that is built in" example:"2026f"`
}

func (h *handlers) health(ctx context.Context, _ *struct{}) (*answer[Health], error) {
	version, err := h.Directory.DataVersion(ctx)
	if err != nil {
		return nil, problem.New(problem.Unavailable, "directory-unavailable", "The directory does not answer. Try again in a moment.").Because(err)
	}
	return &answer[Health]{Body: Health{Status: "ok", Build: httpapi.Version, Data: version, TimeZones: calendar.TimeZoneVersion()}}, nil
}

type answer[T any] struct{ Body T }

// List is a whole list.
type List[T any] struct {
	Items []T `json:"items"`
}

type document struct {
	ContentType  string `header:"Content-Type"`
	CacheControl string `header:"Cache-Control"`
	Body         []byte
}

func (h *handlers) openAPI(context.Context, *struct{}) (*document, error) {
	return &document{ContentType: "application/json", CacheControl: "public, max-age=300", Body: h.OpenAPI}, nil
}

// whole is a list as answers give it: an empty one is [], never null.
func whole[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// instant is how times are written: UTC, to the second where there is nothing smaller.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
