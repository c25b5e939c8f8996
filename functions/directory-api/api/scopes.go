package api

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// scopes says of each operation which scopes an API key needs one of; what people may do, their roles decide. An operation that is not
// here is for people only.
func scopes() map[string][]principal.Scope {
	// What the exchange agreed on, and who takes part: whoever asks or answers needs it. A key that only sends tracking messages does not.
	master := []principal.Scope{principal.Read, principal.Raise, principal.Reply, principal.Administer}
	colleagues := []principal.Scope{principal.Raise, principal.Reply, principal.Administer}
	administer := []principal.Scope{principal.Administer}
	people := []principal.Scope{principal.People}
	return map[string][]principal.Scope{
		"get-me":                   {principal.AnyKey},
		"get-access-token":         {principal.AnyKey},
		"list-operators":           master,
		"get-operator":             master,
		"list-call-centres":        master,
		"get-call-centre":          master,
		"list-calendar-versions":   master,
		"get-calendar-version":     master,
		"get-workflows":            master,
		"list-codes":               master,
		"list-workflow-versions":   master,
		"get-workflow-differences": master,
		"calculate-due":            master,
		"list-agents":              colleagues,
		"set-agent":                people, // a key that leaked must not give rights
		"list-invitations":         people,
		"get-invitation":           people,
		"invite-person":            people,
		"change-invitation":        people,
		"send-invitation-again":    people,
		"withdraw-invitation":      people,
		"list-templates":           colleagues,
		"set-calendar":             administer,
		"set-centre-settings":      administer,
		"set-period":               administer,
		"set-hand-over":            administer,
		"set-operator-settings":    administer,
		"add-template":             administer,
		"change-template":          administer,
		"delete-template":          administer,
		"list-views":               people, // a person's own
		"get-view":                 people,
		"save-view":                people,
		"delete-view":              people,
		"get-preferences":          people,
		"change-preferences":       people,
		"get-message-settings":     administer,
		"set-message-settings":     administer,
		"list-keys":                people, // a key that leaked must not make others
		"get-key":                  people,
		"make-key":                 people,
		"rotate-key":               people,
		"revoke-key":               people,
	}
}
