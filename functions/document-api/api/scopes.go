package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of; what people may do, their roles decide. An operation that is not
// here is for people only.
func scopes() map[string][]principal.Scope {
	read := []principal.Scope{principal.Read}
	either := []principal.Scope{principal.Raise, principal.Reply}
	return map[string][]principal.Scope{
		"announce-document": either,
		"complete-document": either,
		"withdraw-document": either,
		"list-documents":    read,
		"download-document": read,
		"print-cn08":        read,
		"print-cn18":        read,
	}
}
