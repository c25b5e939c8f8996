// Package edi reads what posts send each other: S10 item identifiers, the EDIFACT syntax, and messages by maps that are data.
//
// The reader streams: its memory is bounded by the longest segment it accepts, never by the file. Every error names the segment and the byte.
// The maps under maps/ are constructed from public descriptions; none claims conformance to a UPU standard (docs/formats).
//
// It must not know tracking, stores, or who sent what.
package edi
