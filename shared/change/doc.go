// Package change is the log of what happened to an operator's inquiries: what its own systems read (the change feed) and are told (webhooks), in order,
// complete, each change once.
//
// A change is made from a happening, the notice that is stored with an inquiry's event (Of), for each operator that may see the event, and gets the next
// number of the operator's log (Recorder). It holds codes, times and names of posts: no personal data and no free text. Whoever wants more asks for the
// inquiry with their own credential.
//
// It must not know inquiries, HTTP, or where anything is stored (changedb).
package change
