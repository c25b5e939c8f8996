// Package tracking knows what happened to items: events, the item they make, the messages that brought them, and who watches.
//
// Receiver takes a message in, Ingester stores its events in any order, any number of times, with one effect, and tells the watchers.
//
// It must not know inquiries (it knows watches only), HTTP, or AWS.
package tracking
