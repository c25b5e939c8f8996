package change

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ReadStore is what readers of a log look at.
type ReadStore interface {
	// Glance returns how far an operator's log goes, perhaps as it was a moment ago.
	Glance(ctx context.Context, operator principal.OperatorCode) (Head, error)
	// Changes returns the changes of an operator's log from a number on without a gap, at most limit.
	Changes(ctx context.Context, operator principal.OperatorCode, from int64, limit int) ([]Change, error)
}

// Reader reads operators' logs.
type Reader struct {
	Store ReadStore
	Clock clock.Clock
	Pause func(ctx context.Context, d time.Duration) error // waits; nil where nobody does
}

// Where to begin without having read.
const (
	Oldest int64 = 0  // with the earliest change that is kept
	Latest int64 = -1 // with the next one
)

// Query says what is read.
type Query struct {
	From  int64    // a number, Oldest or Latest
	Types []string // those of Types that are asked for; none: all
	Limit int      // changes, at most
	Wait  time.Duration
}

// Page is a part of a log.
type Page struct {
	Changes []Change
	Next    int64 // where the next part begins, also when there is nothing yet
	Behind  int64 // how many changes there are from Next on, of any type
}

const (
	// lookEvery is how often one who waits looks.
	lookEvery = 2 * time.Second
	// lookAt bounds the changes that are looked at for one page of those that are asked for: some 20 read units.
	lookAt = 200
)

// Read returns what happened to the inquiries of the caller's operator, in the order of its log's numbers and without a gap. What a query by type passes
// over is read: the next page begins behind it, and a page may be short, even empty, while the reader is behind. With Wait, it returns as soon as there is
// something, or when that time is over. Whoever comes back too late, so that something they have not read is kept no more, is told so: "changes-expired".
// The log is for an operator's administrator and for keys; a key for one call centre reads its operator's.
func (r *Reader) Read(ctx context.Context, by principal.Principal, q Query) (Page, error) {
	if by.Operator == "" || !by.Has(principal.OperatorAdministrator, principal.Machine) {
		return Page{}, problem.New(problem.Forbidden, "role-missing", "The changes of an operator are read by its systems and its administrator.")
	}
	if err := checkTypes(q.Types); err != nil {
		return Page{}, err
	}
	now, err := r.Clock.Now(ctx)
	if err != nil {
		return Page{}, fmt.Errorf("read changes of %s: %w", by.Operator, err)
	}
	for waited := time.Duration(0); ; waited += lookEvery {
		p, err := r.read(ctx, by.Operator, q, now)
		if err != nil || len(p.Changes) > 0 || p.Behind > 0 || r.Pause == nil || waited+lookEvery > q.Wait {
			return p, err
		}
		q.From = p.Next
		if err := r.Pause(ctx, lookEvery); err != nil {
			return Page{}, err
		}
	}
}

func (r *Reader) read(ctx context.Context, op principal.OperatorCode, q Query, now time.Time) (Page, error) {
	head, err := r.Store.Glance(ctx, op)
	if err != nil {
		return Page{}, err
	}
	oldest := head.Oldest(now)
	switch {
	case q.From == Oldest:
		q.From = oldest
	case q.From == Latest:
		q.From = head.Number + 1
	case q.From < oldest:
		return Page{}, expired()
	}
	p := Page{Changes: []Change{}, Next: q.From}
	looked := 0
	for p.Next <= head.Number && len(p.Changes) < q.Limit && looked < lookAt {
		limit := q.Limit
		if len(q.Types) > 0 {
			limit = lookAt - looked
		}
		got, err := r.Store.Changes(ctx, op, p.Next, limit)
		if err != nil {
			return Page{}, err
		}
		for _, c := range got {
			if len(p.Changes) == q.Limit {
				break
			}
			looked++
			p.Next = c.Number + 1
			if len(q.Types) == 0 || slices.Contains(q.Types, c.Type) {
				c.Operator = op
				p.Changes = append(p.Changes, c)
			}
		}
		if len(got) == 0 { // written this moment, and not to be seen yet
			break
		}
	}
	p.Behind = max(0, head.Number-p.Next+1)
	return p, nil
}

func checkTypes(types []string) error {
	p := problem.New(problem.Invalid, "request-invalid", "Some entries are wrong.")
	for _, t := range types {
		if !slices.Contains(Types(), t) {
			p.With("types", "%q is no type of change; there are %s", t, strings.Join(Types(), ", "))
			break
		}
	}
	return p.OrNil()
}

func expired() error {
	return problem.New(problem.Gone, "changes-expired", "Something that you have not read is older than %d days and kept no more. Take a cursor at the end with cursor=latest, read your open inquiries once, and go on from that cursor. "+
		"Or go on from the oldest change that is kept with cursor=oldest, and read the inquiries that matter.", Bounds().KeepDays).
		WithExtra("oldest", "/v1/changes?cursor=oldest").WithExtra("latest", "/v1/changes?cursor=latest")
}
