package httpapi

import (
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Version of the build, set by the linker: -ldflags "-X …/httpapi.Version=…".
var Version = "development"

// Public marks an operation that answers without a token.
var Public = []map[string][]string{}

// New returns a mux and the huma API on it. Every operation needs a principal unless its Security is Public, and of an API key a scope (Demand);
// unknown paths, query parameters and body fields are problems.
func New(title string) (*http.ServeMux, huma.API) {
	config := huma.DefaultConfig(title, Version)
	config.CreateHooks = nil // no $schema links in answers
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.RejectUnknownQueryParameters = true
	config.Security = []map[string][]string{{"bearer": {}}}
	config.Components.Schemas = huma.NewMapRegistry(SchemaPrefix, SchemaName)
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"bearer": {Type: "http", Scheme: "bearer",
		Description: "A person's access token (JWT), or an API key, wpk_…, with one of the scopes that the operation lists as " + ScopeExtension + "."},
		"client": {Type: "http", Scheme: "basic", Description: "A key's prefix as user (the client id), the whole key as password (the client secret)."}}

	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if allowed := otherMethods(mux, r); len(allowed) > 0 {
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			WriteProblem(w, r, problem.New(problem.MethodNotAllowed, "method-not-allowed", "This address answers %s, not %s.", strings.Join(allowed, ", "), r.Method))
			return
		}
		WriteProblem(w, r, routeUnknown())
	})
	api := humago.New(mux, config)
	api.UseMiddleware(func(ctx huma.Context, next func(huma.Context)) {
		op := ctx.Operation()
		public := op.Security != nil && len(op.Security) == 0
		by, ok := Principal(ctx.Context())
		if !ok && !public {
			ctx.SetHeader("WWW-Authenticate", "Bearer")
			_ = huma.WriteErr(api, ctx, http.StatusInternalServerError, "", unauthenticated(ctx.Context())) // the kind decides the status
			return
		}
		if demanded := Demanded(op); !public && !by.Meets(demanded) {
			_ = huma.WriteErr(api, ctx, http.StatusInternalServerError, "", scopeMissing(demanded))
			return
		}
		next(ctx)
	})
	return mux, api
}

// otherMethods lists the methods that the address does answer.
func otherMethods(mux *http.ServeMux, r *http.Request) []string {
	var out []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := mux.Handler(other); pattern != "/" {
			out = append(out, method)
		}
	}
	return out
}

func routeUnknown() *problem.Problem {
	return problem.New(problem.NotFound, "route-unknown", "There is nothing at this address. /v1/openapi.json lists what there is.")
}

// Caller returns who is asking. Handlers of operations that are not Public may rely on it.
func Caller(ctx interface{ Value(any) any }) principal.Principal {
	p, _ := ctx.Value(principalKey{}).(principal.Principal)
	return p
}

// Require refuses a caller that holds none of the roles.
func Require(p principal.Principal, roles ...principal.Role) error {
	if p.Has(roles...) {
		return nil
	}
	return problem.New(problem.Forbidden, "role-missing", "This needs one of the roles %s. Ask your operator's administrator.", joined(roles))
}

func joined(roles []principal.Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}
