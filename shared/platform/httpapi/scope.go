package httpapi

import (
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ScopeExtension is the member of an operation in OpenAPI that lists the scopes of which an API key needs one; "any" for every key, "people"
// for none. Public operations have none.
const ScopeExtension = "x-scope"

// Demand says which scopes operations need, by their ids. Call it before they are registered. What is not listed is for people only.
func Demand(api huma.API, scopes map[string][]principal.Scope) {
	spec := api.OpenAPI()
	spec.OnAddOperation = append(spec.OnAddOperation, func(_ *huma.OpenAPI, op *huma.Operation) {
		demanded, ok := scopes[op.OperationID]
		if !ok {
			return
		}
		if op.Extensions == nil {
			op.Extensions = map[string]any{}
		}
		op.Extensions[ScopeExtension] = demanded
	})
}

// Demanded returns what an operation needs of a key.
func Demanded(op *huma.Operation) []principal.Scope {
	demanded, ok := op.Extensions[ScopeExtension].([]principal.Scope)
	if !ok {
		return []principal.Scope{principal.People}
	}
	return demanded
}

func scopeMissing(demanded []principal.Scope) *problem.Problem {
	if slices.Contains(demanded, principal.People) {
		return problem.New(problem.Forbidden, "people-only", "This is for people who sign in: no API key may do it.")
	}
	names := make([]string, len(demanded))
	for i, s := range demanded {
		names[i] = string(s)
	}
	return problem.New(problem.Forbidden, "scope-missing", "This needs an API key with the scope %s. Your operator's administrator makes keys.", strings.Join(names, " or ")).
		WithExtra("scope", names)
}
