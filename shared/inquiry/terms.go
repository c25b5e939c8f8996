package inquiry

import "time"

// How the system itself works. What the posts agree on is data: targets, limits, terms and roles of a release (package catalogue).
const (
	lookAgainDays = 10                  // working days of the replier after which both sides are told again of what stands still: customs holds it, it is overdue [A]
	followUpDays  = 5                   // working days of the requester after which it is told to look again at an inconclusive reply: without a date, and from then on [A]
	untouchedDays = 14                  // days after which a draft, or information that nobody opened, is told to its own side: ten working days of a week of five [A]
	closedWindow  = 30 * 24 * time.Hour // how long the closed folder shows an inquiry (10.5)

	routeWithin      = 5 * time.Minute // how long routing may take before the deadline checker routes the inquiry itself
	routeAgain       = 4 * time.Hour   // how often an unroutable inquiry is tried again: the directory may have changed
	identifierMonths = 12              // after which an item's identifier may name another item (UPU standard S10)

	maxSnapshot = 12  // of an item's events, the latest are kept with the question: they fit into what its step costs anyway
	maxSteps    = 200 // what tracking and notes can add to a history: a flood does not drown the conversation
)
