// Package quality is the review of work that was done: closed inquiries are sampled by rule, supervisors score them on a sheet, and whoever did the
// work sees it and may answer once (ADR 0036).
//
// It must not know HTTP, nor what an inquiry holds: whoever reviews opens it as anybody does, and is recorded as having looked.
package quality
