// Package problem is how a subject says that something cannot be done: a kind for machines, a stable slug,
// a sentence for people and, where one is to blame, the fields.
//
// It must not know HTTP: platform/httpapi maps a Kind to a status code in one table.
package problem

import (
	"errors"
	"fmt"
	"strings"
)

// Kind is the class of a problem; it decides how a caller reacts, never what is shown.
type Kind int

// The kinds.
const (
	Internal           Kind = iota // our fault; the caller sees no detail
	Malformed                      // cannot be read at all: broken JSON, wrong encoding
	Invalid                        // can be read but breaks a rule; Fields says where
	Unauthenticated                // no or an unacceptable credential
	Forbidden                      // known, and not allowed
	NotFound                       // does not exist, or not for this caller
	Gone                           // was there, and is kept no more
	Conflict                       // somebody else changed it, or its state does not allow it
	PreconditionFailed             // If-Match names another version
	TooLarge                       // over a size limit
	Unsupported                    // a media type nobody reads here
	TooManyRequests                // over a quota
	Unavailable                    // try again later
	MethodNotAllowed               // the address exists, for other methods
)

// Field names one wrong input. Name is the path a caller wrote, e.g. "request.fields.itemId".
type Field struct {
	Name   string `json:"field"`
	Reason string `json:"reason"`
}

// Problem is an error with a stable slug. Detail and Fields are shown to people: no personal data, no internals.
type Problem struct {
	Kind   Kind
	Slug   string
	Detail string
	Fields []Field
	Extra  map[string]any // further members of the answer, e.g. "receipt" or "changes"
	cause  error
}

// New makes a problem. Detail is a sentence that says what is wrong and, where possible, what to do.
func New(kind Kind, slug, format string, args ...any) *Problem {
	return &Problem{Kind: kind, Slug: slug, Detail: fmt.Sprintf(format, args...)}
}

// With adds a wrong field and returns the same problem.
func (p *Problem) With(field, format string, args ...any) *Problem {
	p.Fields = append(p.Fields, Field{Name: field, Reason: fmt.Sprintf(format, args...)})
	return p
}

// WithExtra adds a further member to the answer and returns the same problem.
func (p *Problem) WithExtra(name string, value any) *Problem {
	if p.Extra == nil {
		p.Extra = map[string]any{}
	}
	p.Extra[name] = value
	return p
}

// Because records the cause for the log and returns the same problem.
func (p *Problem) Because(err error) *Problem { p.cause = err; return p }

// OrNil returns nil when the problem names no field: for validations that collect.
func (p *Problem) OrNil() error {
	if len(p.Fields) == 0 {
		return nil
	}
	return p
}

// Error is for logs; it holds no field values.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.Slug)
	b.WriteString(": ")
	b.WriteString(p.Detail)
	for _, f := range p.Fields {
		fmt.Fprintf(&b, " [%s: %s]", f.Name, f.Reason)
	}
	if p.cause != nil {
		fmt.Fprintf(&b, ": %v", p.cause)
	}
	return b.String()
}

// Unwrap returns the recorded cause.
func (p *Problem) Unwrap() error { return p.cause }

// As finds the problem in an error chain; an error without one is Internal and keeps the error as its cause.
func As(err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	return New(Internal, "internal", "Something went wrong on our side. Try again; if it persists, quote the request id.").Because(err)
}

// Is reports whether the error chain holds a problem with this slug.
func Is(err error, slug string) bool {
	p, ok := errors.AsType[*Problem](err)
	return ok && p.Slug == slug
}
