package inquiry

import "time"

// How the system itself works. What the posts agree on is data: targets, limits, terms and roles of a release (package catalogue).
const (
	closedWindow = 30 * 24 * time.Hour // how long the closed folder shows an inquiry

	routeWithin = 5 * time.Minute // how long routing may take before the deadline checker routes the inquiry itself
	routeAgain  = 4 * time.Hour   // how often an unroutable inquiry is tried again: the directory may have changed
	maxSteps    = 200             // what tracking and notes can add to a history: a flood does not drown the conversation
)
