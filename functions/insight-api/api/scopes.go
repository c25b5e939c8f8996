package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of; what people may do, their roles decide. An operation that is not
// here is for people only.
func scopes() map[string][]principal.Scope {
	read := []principal.Scope{principal.Read}
	people := []principal.Scope{principal.People} // frozen figures are corrected, and runs looked after, by people
	return map[string][]principal.Scope{
		"list-reports":    read,
		"get-report":      read,
		"download-report": read,

		"list-report-editions": read,
		"list-report-changes":  read,
		"correct-reports":      people,
		"list-report-runs":     people,
		"list-metrics":         read,
		"list-insight-reports": read,
		"get-insight-report":   read,
		"ask-query":            read,
		"estimate-query":       read,
		"get-query":            read,
		"download-query":       read,

		"find-inquiries-of-figure": read,

		"list-saved-reports":  read,
		"get-saved-report":    read,
		"ask-saved-report":    read,
		"create-saved-report": people, // they are somebody's
		"change-saved-report": people,
		"delete-saved-report": people,
		"get-day-figures":     read,
		"get-month-figures":   read,
		"get-network-figures": people, // keys belong to operators

		"list-report-subscribers":  people, // a key has no address
		"subscribe-to-reports":     people,
		"unsubscribe-from-reports": people,

		"list-signals":             read,
		"get-signal":               read,
		"see-signal":               people,
		"list-signal-subscribers":  people,
		"subscribe-to-signals":     people,
		"unsubscribe-from-signals": people,
	}
}
