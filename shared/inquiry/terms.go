package inquiry

import "time"

// The terms of the exchange that are the same for every product. Figures marked [A] are this project's assumption, where no source was
// found; the targets and limits that differ by product or workflow are data (package catalogue).
const (
	approachingPercent = 75                  // of the target: the first warning (domain catalogue 10.5)
	lastCallMinutes    = 120                 // working minutes left: the second warning (10.5)
	reactionDays       = 10                  // working days of the requester in which a conclusive reply is reacted to (10.4)
	supplementDays     = 5                   // working days of the requester in which missing information is given (10.4)
	readMinutes        = 180                 // working minutes in which a reply is to be read: 3 hours (EMS customer-care criteria)
	noReplyDays        = 10                  // working days past the due time after which an unanswered inquiry may go to liability (10.5) [A]
	noReplyMonths      = 2                   // or months after it was sent (UPU: at most 2 months to reply)
	closedWindow       = 30 * 24 * time.Hour // how long the closed folder shows an inquiry (10.5)

	routeWithin = 5 * time.Minute // how long routing may take before the deadline checker routes the inquiry itself
	routeAgain  = 4 * time.Hour   // how often an unroutable inquiry is tried again: the directory may have changed
	maxSteps    = 200             // what tracking and notes can add to a history: a flood does not drown the conversation
)

// The closing codes that the system uses itself; the catalogue gives their labels.
const (
	ClosedAutomatically = "CLO_AUTO" // no reaction to a conclusive reply
	ClosedUnanswered    = "CLO_UNA"  // what the replier asked for was not given
	ClosedInformed      = "CLO_INF"  // information without reply was taken note of
	ClosedDuplicate     = "CLO_DUP"  // merged into another inquiry

	closedToLiability = "CLO_ESC" // a person's: passed to liability
)
