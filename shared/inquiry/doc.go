// Package inquiry is the main thing: one post asks another a question about an item, the question is routed, gets a due time,
// is answered, read and closed, and every step is kept.
//
// The rules are methods on Inquiry: they decide from values alone and return the next Inquiry with the Event that made it.
// The use cases are methods on Service, one verb a file: fetch, decide, store in one transaction.
//
// It must not know HTTP, AWS, keys or which workflows exist: workflows are data (package catalogue).
package inquiry
