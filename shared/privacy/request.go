package privacy

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ID identifies a data request: 26 characters of Crockford's base 32.
type ID string

// Kind says what somebody asked for.
type Kind string

// The kinds of data request.
const (
	Export  Kind = "export"  // to have what is kept of them
	Erasure Kind = "erasure" // that it be erased
)

// State is how far a data request is.
type State string

// The states.
const (
	Running State = "running" // not every inquiry has been looked at
	Waiting State = "waiting" // the rest has to wait; it is tried every day
	Failed  State = "failed"  // the rest cannot be done; the results say why
	Done    State = "done"
)

// How long things last, and how much one request may ask for.
const (
	MaxInquiries  = 100
	FileLasts     = 7 * 24 * time.Hour // an export; its bucket forgets it as well
	linkLasts     = 5 * time.Minute
	RequestsLast  = 3 * 365 * 24 * time.Hour // the proof of what was done [A]
	maxExportSize = 200 << 20                // bytes of documents in one export [A]
)

// Request is a person's wish, in the words of the operator that carries it out. It holds nothing about the person.
type Request struct {
	ID          ID
	Operator    directory.OperatorCode
	Kind        Kind
	Reference   string // what the operator's own files call it
	Language    string // of an export: en, fr, de, es
	Inquiries   []inquiry.ID
	By          string // subject of the administrator who asked
	ByName      string // their name: staff, shown to their own operator
	AskedAt     time.Time
	State       State
	SettledAt   time.Time // when the last run ended; zero before
	Counts      map[Outcome]int
	File        string    // key of the export; "" while there is none
	FileUntil   time.Time // until when it can be fetched
	Fingerprint string    // of what was asked for, for its Idempotency-Key; "" without one
}

// Outcome is what became of one inquiry of a request.
type Outcome string

// The outcomes.
const (
	ResultDone    Outcome = "done"
	ResultWaiting Outcome = "waiting"
	ResultFailed  Outcome = "failed"
)

// Result is what became of one inquiry of a request, and when. Reason is the slug of the problem that kept it from being done.
type Result struct {
	Inquiry inquiry.ID
	Outcome Outcome
	Reason  string
	At      time.Time
}

// Ask is what an administrator asks for.
type Ask struct {
	Kind      Kind
	Reference string
	Language  string
	Inquiries []inquiry.ID
	Key       string // Idempotency-Key; "" = none
}

// references look like the number of a file: a name has no digit.
var references = regexp.MustCompile(`^[\p{L}0-9][\p{L}0-9 ./_#-]{0,39}$`)

// check refuses what can never be carried out.
func (a Ask) check() error {
	p := problem.New(problem.Invalid, "data-request-invalid", "Some entries are wrong.")
	if a.Kind != Export && a.Kind != Erasure {
		p = p.With("kind", "is not export or erasure")
	}
	if !references.MatchString(a.Reference) || !strings.ContainsAny(a.Reference, "0123456789") {
		p = p.With("reference", "is not the number of a file of yours: letters and digits, with at least one digit, at most 40 characters. Never a name")
	}
	if n := len(a.Inquiries); n == 0 || n > MaxInquiries {
		p = p.With("inquiryIds", "holds %d inquiries, not 1 to %d", n, MaxInquiries)
	}
	sorted := slices.Sorted(slices.Values(a.Inquiries))
	if len(slices.Compact(sorted)) != len(a.Inquiries) {
		p = p.With("inquiryIds", "names an inquiry twice")
	}
	return p.OrNil()
}

// identity derives the id from the caller's key, so that a repeated request meets the one it made.
func (a Ask) identity(by principal.Principal, fresh func() ID) (ID, string, error) {
	if a.Key == "" {
		return fresh(), "", nil
	}
	key := a.Key
	a.Key = ""
	body, err := json.Marshal(a)
	if err != nil {
		return "", "", fmt.Errorf("fingerprint of the data request: %w", err)
	}
	sum, content := sha256.Sum256([]byte("data-request\x00"+string(by.Operator)+"\x00"+key)), sha256.Sum256(body)
	return ID(crockford.EncodeToString(sum[:])[:26]), hex.EncodeToString(content[:8]), nil
}

var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// settled is the request after a run, by what became of its inquiries.
func (r Request) settled(results []Result, now time.Time) Request {
	r.Counts, r.SettledAt = map[Outcome]int{}, now
	for _, one := range results {
		r.Counts[one.Outcome]++
	}
	switch {
	case len(results) < len(r.Inquiries):
		r.State = Running
	case r.Counts[ResultWaiting] > 0: // what failed stays in its results; what waits comes by itself
		r.State = Waiting
	case r.Counts[ResultFailed] > 0:
		r.State = Failed
	default:
		r.State = Done
	}
	return r
}

// Fetchable reports whether the request has an export that can be fetched at an instant.
func (r Request) Fetchable(now time.Time) bool { return r.File != "" && now.Before(r.FileUntil) }

// RunsAgain reports whether there is something to do again: what waited or failed, or an export that can no longer be fetched.
func (r Request) RunsAgain(now time.Time) bool {
	return r.State == Waiting || r.State == Failed || r.State == Done && r.Kind == Export && !r.Fetchable(now)
}

// pending are the inquiries of a request that are not done.
func (r Request) pending(results []Result) []inquiry.ID {
	return slices.DeleteFunc(slices.Clone(r.Inquiries), func(id inquiry.ID) bool {
		return slices.ContainsFunc(results, func(one Result) bool { return one.Inquiry == id && one.Outcome == ResultDone })
	})
}

// actor is the administrator in whose name a request is carried out.
func (r Request) actor() principal.Principal {
	return principal.Principal{Subject: r.By, Name: r.ByName, Operator: r.Operator, Roles: []principal.Role{principal.OperatorAdministrator}}
}

// Unknown is the answer for what does not exist and for what is another operator's: they must not be told apart.
func Unknown() error {
	return problem.New(problem.NotFound, "data-request-unknown", "There is no such data request, or it is not your operator's.")
}
