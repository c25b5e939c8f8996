package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of.
func scopes() map[string][]principal.Scope {
	return map[string][]principal.Scope{"list-changes": {principal.Read}}
}
