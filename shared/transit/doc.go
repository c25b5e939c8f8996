// Package transit is how long items may take, and what posts owe each other's data: transit-time standards by product and lane, the expected delivery of an
// item from its own events, items that have fallen behind, and which events and messages were due, came, and how late.
//
// It must not know inquiries, HTTP, AWS, or where anything is stored (transitdb).
package transit
