package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of; what people may do, their roles decide. An operation that is not
// here is for people only.
func scopes() map[string][]principal.Scope {
	read := []principal.Scope{principal.Read}
	reply := []principal.Scope{principal.Reply}
	either := []principal.Scope{principal.Read, principal.Reply}
	administer := []principal.Scope{principal.Administer}
	return map[string][]principal.Scope{
		"get-exchange":                  {principal.Read, principal.Administer},
		"set-exchange":                  administer,
		"run-exchange":                  {principal.Raise, principal.Reply},
		"list-exchange-files":           read,
		"download-exchange-file":        read,
		"announce-exchange-upload":      reply,
		"list-exchange-uploads":         either,
		"get-exchange-upload":           either,
		"download-exchange-result":      either,
		"list-settlement-statements":    read,
		"download-settlement-statement": read,
	}
}
