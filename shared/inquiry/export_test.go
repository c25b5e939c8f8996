package inquiry

// NumberOf is for tests.
var NumberOf = numberOf

// SeenBy is the request as people on these sides see it.
func SeenBy(r Request, sides ...Side) Request { return r.seenBy(sides) }
