package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of; what people may do, their roles decide. An operation that is not
// here is for people only.
func scopes() map[string][]principal.Scope {
	receipts := []principal.Scope{principal.Track, principal.Read}
	read := []principal.Scope{principal.Read}
	people := []principal.Scope{principal.People} // what is corrected or dismissed, a person answers for
	return map[string][]principal.Scope{
		"send-tracking-message":    {principal.Track},
		"list-tracking-messages":   receipts,
		"get-tracking-message":     receipts,
		"get-item":                 read,
		"get-tracking-message-raw": people,
		"try-tracking-message":     {principal.Track},
		"correct-tracking-message": people,
		"dismiss-tracking-message": people,
		"announce-tracking-upload": {principal.Track},
		"get-tracking-upload":      receipts,
		"get-transport":            read,
		"list-items":               read,
		"list-late-items":          read,
		"count-late-items":         read,
		"export-late-items":        read,
		"get-data-hub":             {principal.Administer},
		"list-missing-data":        {principal.Administer},
	}
}
