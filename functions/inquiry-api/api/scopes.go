package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of; what people may do, their roles decide. An operation that is not
// here is for people only.
func scopes() map[string][]principal.Scope {
	read := []principal.Scope{principal.Read}
	raise := []principal.Scope{principal.Raise}
	reply := []principal.Scope{principal.Reply}
	either := []principal.Scope{principal.Raise, principal.Reply}
	administer := []principal.Scope{principal.Administer}
	people := []principal.Scope{principal.People}
	return map[string][]principal.Scope{
		"list-open-inquiries":   read,
		"get-inquiry":           read,
		"export-history":        read,
		"search-inquiries":      read,
		"list-folders":          read,
		"list-folder":           read,
		"count-owed":            read,
		"get-owed":              read,
		"list-alerts":           read,
		"count-alerts":          read,
		"list-force-majeure":    read,
		"raise-inquiry":         raise,
		"raise-inquiries":       raise,
		"edit-draft":            raise,
		"send-inquiry":          raise,
		"supplement-inquiry":    raise,
		"read-reply":            raise,
		"close-inquiry":         raise,
		"escalate-inquiry":      raise,
		"reject-reply":          raise,
		"readdress-inquiry":     raise,
		"join-inquiry":          raise,
		"merge-inquiry":         raise,
		"act-on-many":           raise,
		"open-inquiry":          reply,
		"reply-to-inquiry":      reply,
		"hand-over-inquiry":     reply,
		"assign-inquiry":        either,
		"note-on-inquiry":       either,
		"read-alert":            either,
		"read-all-alerts":       either,
		"preview-calendar":      administer,
		"declare-force-majeure": administer,
		"end-force-majeure":     administer,
		"get-team":              people, // who does what is personal data
		"list-team-work":        people,
		"release-agent-work":    people,
		"draw-reviews":          people,
		"list-reviews":          people,
		"list-my-reviews":       people,
		"get-review-figures":    people,
		"get-review":            people,
		"score-review":          people,
		"answer-review":         people,
	}
}
