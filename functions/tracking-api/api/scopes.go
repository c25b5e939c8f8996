package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of; what people may do, their roles decide. An operation that is not
// here is for people only.
func scopes() map[string][]principal.Scope {
	receipts := []principal.Scope{principal.Track, principal.Read}
	read := []principal.Scope{principal.Read}
	return map[string][]principal.Scope{
		"send-tracking-message":  {principal.Track},
		"list-tracking-messages": receipts,
		"get-tracking-message":   receipts,
		"get-item":               read,
		"get-transport":          read,
	}
}
