package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of. Saved lists are people's; feeds are for machines.
func scopes() map[string][]principal.Scope {
	people := []principal.Scope{principal.People}
	track := []principal.Scope{principal.Track}
	read := []principal.Scope{principal.Track, principal.Read}
	out := map[string][]principal.Scope{"watch-items": track, "unwatch-item": track, "list-watches": read, "read-feed": read}
	for _, id := range []string{"list-saved-lists", "create-saved-list", "get-saved-list", "change-saved-list", "delete-saved-list", "add-to-saved-list",
		"remove-from-saved-list", "see-saved-list", "list-inquiries-on-items"} {
		out[id] = people
	}
	return out
}
