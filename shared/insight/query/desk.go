package query

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// State is how far a query has come.
type State string

// The states.
const (
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed"
)

// Asked is a query that was asked: the same question by the same operator within some minutes is the same one.
type Asked struct {
	ID         string
	Owner      principal.OperatorCode // whose budget it counts in; insight.Network for network administrators
	Definition Definition
	Drill      *Drill // of one that asks for the inquiries that made a figure of the definition
	Execution  string // what the engine calls it
	State      State
	Estimate   int64 // bytes that it was expected to read at most
	Scanned    int64 // bytes that it read, as they are billed; 0 until it is done
	AskedAt    time.Time
}

// Progress is what an engine says of a statement that it runs.
type Progress struct {
	State   State
	Scanned int64  // bytes
	Reason  string // of a failure
}

// Engine runs statements.
type Engine interface {
	// Start begins to run a statement and returns what the engine calls it. The same statement with the same token is the same run.
	Start(ctx context.Context, s Statement) (execution string, err error)
	// Progress says how far it is.
	Progress(ctx context.Context, execution string) (Progress, error)
	// Rows returns what it answered, by column name.
	Rows(ctx context.Context, execution string) ([]map[string]string, error)
}

// Sizes knows how much is stored.
type Sizes interface {
	// Bytes is the size of a fact's partitions in these months: what a statement that needs every column would read.
	Bytes(ctx context.Context, fact string, spans []Span) (int64, error)
}

// ErrSpent says that the budget of the day does not hold what is asked.
var ErrSpent = errors.New("budget of the day is spent")

// Shelf keeps what was asked, and what it cost.
type Shelf interface {
	// Asked returns a query by its id; the problem "query-unknown" when there is none.
	Asked(ctx context.Context, id string) (Asked, error)
	// Keep stores a query that was begun, until its end of keeping, and reports whether it did: one that is there already stays.
	Keep(ctx context.Context, a Asked, until time.Time) (bool, error)
	// Settle notes that a query that was running ended, and puts its bytes in the place of its estimate in the budget of the day; once.
	Settle(ctx context.Context, a Asked) error
	// Spend adds bytes to what an operator's queries of a day read, unless that would be more than the limit: ErrSpent. Negative ones are given back.
	Spend(ctx context.Context, owner principal.OperatorCode, day string, bytes, limit int64) error
	// Spent returns what they read so far.
	Spent(ctx context.Context, owner principal.OperatorCode, day string) (int64, error)
}

// Desk answers questions.
type Desk struct {
	Engine Engine
	Sizes  Sizes
	Shelf  Shelf
	Terms  Terms
}

// Cost is what a query will read at most, and what its operator's day still holds. Bytes.
type Cost struct {
	Estimate   int64
	QueryLimit int64
	DaySpent   int64
	DayLimit   int64
}

// Fits reports whether the query may run.
func (c Cost) Fits() bool { return c.Estimate <= c.QueryLimit && c.DaySpent+c.Estimate <= c.DayLimit }

// ownerOf is in whose budget somebody's queries count.
func ownerOf(v Viewer) principal.OperatorCode {
	if v.Network {
		return insight.Network
	}
	return v.Operator
}

// Estimate says what a definition will cost, without running it.
func (k *Desk) Estimate(ctx context.Context, d Definition, v Viewer, now time.Time) (Cost, error) {
	s, err := Compile(d, v, now)
	if err != nil {
		return Cost{}, err
	}
	return k.cost(ctx, s, ownerOf(v), now)
}

func (k *Desk) cost(ctx context.Context, s Statement, owner principal.OperatorCode, now time.Time) (Cost, error) {
	c := Cost{QueryLimit: k.Terms.QueryBytes, DayLimit: k.Terms.DayBytes}
	for _, fact := range s.Facts {
		n, err := k.Sizes.Bytes(ctx, fact, s.Spans)
		if err != nil {
			return c, fmt.Errorf("estimate query: %w", err)
		}
		c.Estimate += n * int64(s.Scans[fact])
	}
	c.Estimate = max(c.Estimate, k.Terms.BilledBytes)
	var err error
	c.DaySpent, err = k.Shelf.Spent(ctx, owner, dayOf(now))
	return c, err
}

// Ask runs a definition, or finds it when the same was asked a moment ago: asking again costs nothing. What it may read at most is put into the
// budget of the day first; when that is more than a query or a day may read, it does not run: the problem "query-too-large" or
// "query-budget-spent", with the figures.
func (k *Desk) Ask(ctx context.Context, d Definition, v Viewer, now time.Time) (Asked, error) {
	s, err := Compile(d, v, now)
	if err != nil {
		return Asked{}, err
	}
	return k.begin(ctx, Asked{Owner: ownerOf(v), Definition: d, AskedAt: now}, s)
}

// begin has a statement run for what is asked, unless it was begun a moment ago. Of the same asked twice at once one runs and is paid for.
func (k *Desk) begin(ctx context.Context, a Asked, s Statement) (Asked, error) {
	var err error
	if a.ID, err = a.name(k.Terms.fresh()); err != nil {
		return Asked{}, err
	}
	if there, err := k.Shelf.Asked(ctx, a.ID); err == nil || !problem.Is(err, UnknownSlug) {
		return there, err
	}
	day := dayOf(a.AskedAt)
	cost, err := k.cost(ctx, s, a.Owner, a.AskedAt)
	if err != nil {
		return Asked{}, err
	}
	if cost.Estimate > cost.QueryLimit {
		return Asked{}, cost.on(problem.New(problem.Invalid, "query-too-large", "This query would read more than a query may. Ask for fewer months.").With("from", "is too far from to"))
	}
	if err := k.Shelf.Spend(ctx, a.Owner, day, cost.Estimate, cost.DayLimit); err != nil {
		if errors.Is(err, ErrSpent) {
			return Asked{}, cost.on(problem.New(problem.TooManyRequests, "query-budget-spent", "The queries of your operator have read what they may today. Ask again tomorrow (UTC), or for fewer months."))
		}
		return Asked{}, err
	}
	a.State, a.Estimate, s.Token = Running, cost.Estimate, "query-"+a.ID
	if a.Execution, err = k.Engine.Start(ctx, s); err != nil {
		return Asked{}, errors.Join(fmt.Errorf("start query: %w", err), k.Shelf.Spend(ctx, a.Owner, day, -cost.Estimate, cost.DayLimit))
	}
	kept, err := k.Shelf.Keep(ctx, a, a.AskedAt.Add(time.Duration(k.Terms.KeptHours)*time.Hour))
	if err != nil || kept {
		return a, err
	}
	if err := k.Shelf.Spend(ctx, a.Owner, day, -cost.Estimate, cost.DayLimit); err != nil {
		return Asked{}, err
	}
	return k.Shelf.Asked(ctx, a.ID)
}

// on adds what it costs to a problem.
func (c Cost) on(p *problem.Problem) *problem.Problem {
	return p.WithExtra("estimatedBytes", c.Estimate).WithExtra("queryLimitBytes", c.QueryLimit).WithExtra("daySpentBytes", c.DaySpent).WithExtra("dayLimitBytes", c.DayLimit)
}

// UnknownSlug is the slug of a query that does not exist, or not for this caller.
const UnknownSlug = "query-unknown"

// Unknown is the problem for it.
func Unknown() *problem.Problem {
	return problem.New(problem.NotFound, UnknownSlug, "There is no such query, or it is no longer kept. Ask again.")
}

// Find returns a query of the viewer's operator by its id.
func (k *Desk) Find(ctx context.Context, id string, v Viewer) (Asked, error) {
	a, err := k.Shelf.Asked(ctx, id)
	if err != nil {
		return Asked{}, err
	}
	owner := ownerOf(v)
	if owner == "" || owner != a.Owner || a.Drill != nil || a.Definition.byAgent() && !v.Agents || a.Definition.Whose == Everyone && !v.Shared && !v.Network {
		return Asked{}, Unknown()
	}
	return a, nil
}

// Look says how far a query is by now, and its result when it is done. One that failed is the problem "query-failed".
func (k *Desk) Look(ctx context.Context, a Asked, v Viewer) (Asked, Result, error) {
	a, rows, err := k.look(ctx, a)
	if err != nil || a.State == Running {
		return a, Result{}, err
	}
	return read(a, rows, v)
}

func read(a Asked, rows []map[string]string, v Viewer) (Asked, Result, error) {
	s, err := Compile(a.Definition, v, a.AskedAt)
	if err != nil {
		return a, Result{}, err
	}
	result, err := s.Read(rows)
	return a, result, err
}

// look says how far a query is, and gives the rows of one that is done.
func (k *Desk) look(ctx context.Context, a Asked) (Asked, []map[string]string, error) {
	if a.State == Running {
		p, err := k.Engine.Progress(ctx, a.Execution)
		if err != nil {
			return a, nil, fmt.Errorf("look at query %s: %w", a.ID, err)
		}
		if p.State == Running {
			return a, nil, nil
		}
		a.State, a.Scanned = p.State, max(p.Scanned, k.Terms.BilledBytes)
		if err := k.Shelf.Settle(ctx, a); err != nil {
			return a, nil, err
		}
		if a.State == Failed {
			return a, nil, failed(fmt.Errorf("query %s: %s", a.ID, p.Reason))
		}
	}
	if a.State == Failed {
		return a, nil, failed(fmt.Errorf("query %s failed before", a.ID))
	}
	rows, err := k.Engine.Rows(ctx, a.Execution)
	if err != nil {
		return a, nil, fmt.Errorf("rows of query %s: %w", a.ID, err)
	}
	return a, rows, nil
}

// Await looks until a query is done, for as long as the caller is patient; what is still running then is said to be.
func (k *Desk) Await(ctx context.Context, a Asked, v Viewer, patience time.Duration) (Asked, Result, error) {
	a, rows, err := k.await(ctx, a, patience)
	if err != nil || a.State == Running {
		return a, Result{}, err
	}
	return read(a, rows, v)
}

func (k *Desk) await(ctx context.Context, a Asked, patience time.Duration) (Asked, []map[string]string, error) {
	waiting, end := context.WithTimeout(ctx, patience)
	defer end()
	for pause := firstLook; ; pause = min(2*pause, laterLooks) {
		looked, rows, err := k.look(ctx, a)
		if err != nil || looked.State != Running {
			return looked, rows, err
		}
		t := time.NewTimer(pause)
		select {
		case <-t.C:
		case <-waiting.Done():
			t.Stop()
			return looked, nil, context.Cause(ctx)
		}
	}
}

// Pauses between two looks.
const (
	firstLook  = 50 * time.Millisecond
	laterLooks = 500 * time.Millisecond
)

func failed(cause error) error {
	return problem.New(problem.Unavailable, "query-failed", "The query was not answered. It may have read more than it may; ask again in some minutes, or for fewer months.").Because(cause)
}

// name names a question: who asks what, and when, to the moment for which an answer is fresh.
func (a Asked) name(fresh time.Duration) (string, error) {
	text, err := json.Marshal(struct {
		Owner  principal.OperatorCode
		What   Definition
		Moment time.Time
		Drill  *Drill `json:",omitempty"`
	}{a.Owner, a.Definition, a.AskedAt.Truncate(fresh).UTC(), a.Drill})
	if err != nil {
		return "", fmt.Errorf("name query: %w", err)
	}
	sum := sha256.Sum256(text)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16])), nil
}

// dayOf is the day in whose budget a query counts, UTC.
func dayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }
