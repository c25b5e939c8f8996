package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of: all of them set up what an operator's administrator sets up.
func scopes() map[string][]principal.Scope {
	out := map[string][]principal.Scope{}
	for _, id := range []string{"list-webhook-endpoints", "create-webhook-endpoint", "get-webhook-endpoint", "change-webhook-endpoint", "delete-webhook-endpoint", "rotate-webhook-secret",
		"switch-webhook-endpoint", "ping-webhook-endpoint", "list-webhook-deliveries", "get-webhook-delivery", "replay-webhook-delivery", "replay-webhook-deliveries"} {
		out[id] = []principal.Scope{principal.Administer}
	}
	return out
}
