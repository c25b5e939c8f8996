package inquiry

import "time"

// NumberOf is for tests.
var NumberOf = numberOf

// SeenBy is the request as people on these sides see it.
func SeenBy(r Request, sides ...Side) Request { return r.seenBy(sides) }

// CarriedInto is into how many months its answer came, past due and missing, since its latest step.
func CarriedInto(q Inquiry, until time.Time) int { return q.carried(until) }
