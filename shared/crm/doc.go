// Package crm takes what customer relationship systems tell: their events, signed, become steps of inquiries by a mapping that is data (ADR 0027).
//
// It must not know HTTP, AWS, or which systems there are: those are files under ready.
package crm
