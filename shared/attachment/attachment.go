// Package attachment is the documents of an inquiry: announced, uploaded straight to a bucket, looked into, and only then attached.
//
// It must not know where documents are stored (attachmentdb), nor how forms are printed (package form).
package attachment

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ID identifies a document: 26 characters of Crockford's base 32.
type ID string

// State is how far a document is.
type State string

// The states. A document goes from one to the next, or from announced or accepted to rejected; it never goes back.
const (
	Announced State = "announced" // nothing was looked into yet; the file may not even be there
	Accepted  State = "accepted"  // the file is what was announced and is kept; the inquiry does not hold it yet
	Attached  State = "attached"  // both operators of the inquiry may read it
	Rejected  State = "rejected"  // the file is gone; the entry stays, with the reason
)

// What is taken, and how much of it. The limits are assumptions; twenty documents an inquiry is package inquiry's.
const (
	MaxSize       = 10 << 20 // bytes
	maxName       = 120      // characters
	maxUploads    = 100      // of an inquiry, rejected ones included
	maxDocuments  = 20       // of an inquiry, rejected ones not counted
	uploadLasts   = 15 * time.Minute
	downloadLasts = 5 * time.Minute
	forgottenIn   = 7 * 24 * time.Hour // an announced document whose file never came
)

// Document is a file of an inquiry and what became of it.
type Document struct {
	ID          ID
	Inquiry     inquiry.ID
	Operator    directory.OperatorCode // who uploads it
	By          string                 // the subject of the person who does
	Name        string                 // made safe; perhaps personal data
	MediaType   string                 // as announced; what is attached is of this type
	Size        int                    // bytes, as announced
	SHA256      string                 // 64 hexadecimal digits, as announced
	State       State
	Reason      *Reason // why it was rejected
	Scan        Verdict
	AnnouncedAt time.Time
	SettledAt   time.Time // when it was attached or rejected
	Erased      bool      // file and name were erased
	Fingerprint string    // of the announcement, for its Idempotency-Key; "" without one
}

// Reason is why a document was rejected: the problem that its uploader was told.
type Reason struct {
	Slug   string
	Detail string
	Field  string // of the announcement, or "file"
	Wrong  string // what is wrong with the field
}

// problem tells the reason, again and again the same.
func (r *Reason) problem() *problem.Problem {
	return problem.New(problem.Invalid, r.Slug, "%s", r.Detail).With(r.Field, "%s", r.Wrong)
}

// reasonOf keeps of a problem what the list shows later.
func reasonOf(p *problem.Problem) *Reason {
	r := &Reason{Slug: p.Slug, Detail: p.Detail, Field: "file", Wrong: "cannot be attached"}
	if len(p.Fields) > 0 {
		r.Field, r.Wrong = p.Fields[0].Name, p.Fields[0].Reason
	}
	return r
}

// Unknown is the answer for what does not exist and for what the caller may not read: they must not be told apart.
func Unknown() *problem.Problem {
	return problem.New(problem.NotFound, "document-unknown", "There is no such document, or it is not yours to read.")
}

// incoming is where a file is uploaded to: whoever has the address can write there until it expires.
func (d Document) incoming() string { return "incoming/" + string(d.ID) }

// FormKey is where a printed form of an inquiry lies.
func FormKey(id inquiry.ID, name string) string { return "forms/" + string(id) + "/" + name }

// kept is where a file lies once it was looked into: nobody has an address to write there.
func (d Document) kept() string { return "attached/" + string(d.Inquiry) + "/" + string(d.ID) }
