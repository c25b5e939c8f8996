// Package signal compares figures with their own past, week by week, and says which have changed: docs/signals.md explains the method.
//
// It must not know how facts are stored, counted or mailed.
package signal
