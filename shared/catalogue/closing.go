package catalogue

import "slices"

// The situations in which an inquiry is closed.
const (
	WhenReplied    = "replied"    // any answer has come
	WhenReturned   = "returned"   // the replier waits for what is missing
	WhenAwaited    = "awaited"    // it was sent and not answered: the requester withdraws it
	WhenUnroutable = "unroutable" // no call centre takes it
	WhenBySystem   = "system"     // nobody acts: a rule closes it, or a merge
)

// Situations lists them.
var Situations = []string{WhenReplied, WhenReturned, WhenAwaited, WhenUnroutable, WhenBySystem}

// ClosingCodesFor lists the workflow's closing codes for a situation, in the workflow's order; never nil. A code that names no situation
// is for every one in which a person could close when releases named none: replied, returned, unroutable.
func (r *Release) ClosingCodesFor(wf *Workflow, situation string) []string {
	out := []string{}
	for _, code := range wf.ClosingCodes {
		c, ok := r.Closing(code)
		if !ok {
			continue
		}
		when := c.When
		if len(when) == 0 {
			when = []string{WhenReplied, WhenReturned, WhenUnroutable}
		}
		if slices.Contains(when, situation) {
			out = append(out, code)
		}
	}
	return out
}
