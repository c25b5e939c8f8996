package insight

import "github.com/whereabouts-post/whereabouts/shared/platform/principal"

// List names a list of reports: those on an operator (or the Network), or those of an operator seen from one of its call centres.
type List string

// ListOf returns an operator's list, or with a centre the centre's.
func ListOf(operator principal.OperatorCode, centre principal.CentreID) List {
	if centre != "" {
		return List(centre)
	}
	return List(operator)
}

// Page is what a list is asked for. Position is what the last answer gave back; nil begins. An empty month is every month.
type Page struct {
	Month    Month
	Limit    int
	Position map[string]string
}
