// Package webhook tells an operator's own systems what happened to its inquiries, by calling them.
//
// An endpoint is where an operator wants to be called, and for what. Each change that it wants becomes a delivery (Planner). The deliveries of one inquiry
// to one endpoint are a lane: they go out one after the other, the next when the one before was accepted or given up. An endpoint's lanes are spread over
// a few slots; one sender at a time works on a slot (Sender), so an endpoint is never called more often at once than it has slots, and no lane by two.
// What is refused is tried again on a schedule (Terms); an endpoint that refuses everything opens its circuit: then it is called by single probes only
// (Health). Who looks what is due is Checker; who sets endpoints up and replays is Desk.
//
// Signatures are those of Standard Webhooks. It must not know inquiries, HTTP servers, or where anything is stored (webhookdb).
package webhook
