package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of: none may do any of them. An integration shows a secret once, and what waits
// is personal data; receive-crm-event is public, its signature says who is asking.
func scopes() map[string][]principal.Scope {
	out := map[string][]principal.Scope{}
	for _, id := range []string{"list-crm-integrations", "create-crm-integration", "get-crm-integration", "change-crm-integration", "rotate-crm-secret", "delete-crm-integration",
		"get-crm-mapping", "set-crm-mapping", "list-crm-mapping-versions", "list-ready-crm-mappings", "try-crm-mapping", "list-crm-events", "get-crm-event", "replay-crm-event", "dismiss-crm-event"} {
		out[id] = []principal.Scope{principal.People}
	}
	return out
}
