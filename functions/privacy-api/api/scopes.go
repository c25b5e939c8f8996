package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of; what people may do, their roles decide. An operation that is not
// here is for people only.
func scopes() map[string][]principal.Scope {
	people := []principal.Scope{principal.People} // of a person's data, a person decides
	return map[string][]principal.Scope{
		"find-person":            people,
		"ask-for-data":           people,
		"list-data-requests":     people,
		"get-data-request":       people,
		"run-data-request-again": people,
		"download-data-request":  people,
		"list-looks":             people,
	}
}
