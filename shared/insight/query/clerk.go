package query

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Reminder points to a saved report that is to be written about on a day.
type Reminder struct {
	Owner principal.OperatorCode
	By    string
	ID    SavedID
	Day   string // UTC
}

// Saver is somebody who saved reports.
type Saver struct {
	Owner   principal.OperatorCode
	Subject string
}

// ScheduleStore is what the nightly run needs of saved reports beside them.
type ScheduleStore interface {
	SavedStore
	// Due returns what was to be written about by an instant, the longest due first, at most so many.
	Due(ctx context.Context, now time.Time, most int) ([]Reminder, error)
	// Savers returns those of whom it is looked on a day of the month (1 … 28) whether they are still there.
	Savers(ctx context.Context, day int) ([]Saver, error)
	// ForgetSaver forgets one who is not, without what they saved.
	ForgetSaver(ctx context.Context, s Saver) error
}

// Notice tells somebody of a saved report. Its address is personal data.
type Notice struct {
	To         string
	Saved      Saved
	Definition Definition // as it was asked
	Result     Result
	Running    bool // its last month is not over
	At         time.Time
}

// LogValue keeps the address out of logs.
func (n Notice) LogValue() slog.Value { return slog.StringValue(string(n.Saved.ID)) }

// Clerk writes to those who scheduled a report, and clears up after those who left.
type Clerk struct {
	Store  ScheduleStore
	People insight.People
	Agreed Agreed
	Desk   *Desk
	Send   func(ctx context.Context, n Notice) error // the problem "address-refused" where there is no use in trying again
	Log    *slog.Logger
}

const (
	mostDue     = 2000 // letters of a run
	atOnce      = 4
	letterWaits = time.Minute // for figures
)

// Sent is what a run of the schedules did.
type Sent struct {
	Sent   int `json:"sent"`
	Failed int `json:"failed"` // for reasons that the reports say
	Left   int `json:"left"`   // for the next run: there was no time
}

// SendDue writes about every report whose day has come, once: its next day is set before it is sent, and set back when sending fails for another
// reason than its question, its owner's budget or its address: the next run tries again. What a question costs is taken from its owner's budget. more says whether there is time for another.
func (c *Clerk) SendDue(ctx context.Context, now time.Time, more func() bool) (Sent, error) {
	due, err := c.Store.Due(ctx, now, mostDue)
	if err != nil {
		return Sent{}, err
	}
	var out Sent
	var failed []error
	var mu sync.Mutex
	var wg sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for i, r := range due {
		slots <- struct{}{}
		if !more() {
			<-slots
			mu.Lock()
			out.Left = len(due) - i
			mu.Unlock()
			break
		}
		wg.Go(func() {
			state, err := c.remind(ctx, r, now)
			mu.Lock()
			defer mu.Unlock()
			<-slots
			switch {
			case err != nil:
				failed = append(failed, fmt.Errorf("saved report %s: %w", r.ID, err))
			case state == RunSent:
				out.Sent++
			case state == RunFailed:
				out.Failed++
			}
		})
	}
	wg.Wait()
	return out, errors.Join(failed...)
}

// remind writes about one report; no state where it was not its turn.
func (c *Clerk) remind(ctx context.Context, r Reminder, now time.Time) (_ RunState, err error) {
	defer func() {
		if p := recover(); p != nil { // in a goroutine of its own it would end the function and all it is doing
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	s, err := c.Store.Saved(ctx, r.Owner, r.By, r.ID)
	if problem.Is(err, "saved-report-unknown") || err == nil && (s.Schedule == nil || s.Due > dayOf(now)) {
		return "", nil // it was deleted or sent meanwhile
	}
	if err != nil {
		return "", err
	}
	person, here, err := c.here(ctx, Saver{s.Owner, s.By})
	if err != nil {
		return "", err
	}
	if !here {
		return "", c.leave(ctx, s)
	}
	claimed := s
	claimed.Due = s.Schedule.After(now)
	if err := c.Store.PutSaved(ctx, &s, claimed); err != nil {
		if errors.Is(err, ErrChanged) {
			err = nil // somebody else has it, or it was changed: its day is looked at again
		}
		return "", err
	}
	claimed.Revision++
	run, due := LastRun{At: now, State: RunSent}, claimed.Due
	if err := c.write(ctx, claimed, person, now); err != nil {
		p := problem.As(err)
		if p.Kind == problem.Internal {
			back := claimed
			back.Due = s.Due
			return "", errors.Join(err, c.Store.PutSaved(context.WithoutCancel(ctx), &claimed, back))
		}
		run.State, run.Reason = RunFailed, p.Slug
		if passing(p) {
			due = s.Due
		}
		c.Log.WarnContext(ctx, "a scheduled report was not sent", "report", string(s.ID), "owner", string(s.Owner), "reason", p.Slug)
	}
	return run.State, c.note(context.WithoutCancel(ctx), claimed, run, due)
}

// passing reports whether figures were not there for a reason that is gone by the next night: the engine failed, or was slow.
func passing(p *problem.Problem) bool { return p.Kind == problem.Unavailable || p.Slug == runningSlug }

// write asks for the figures and sends them. What somebody may see is what they may see now, whatever it was when they saved the report.
func (c *Clerk) write(ctx context.Context, s Saved, person insight.Person, now time.Time) error {
	if person.Barred {
		return nobodysFigures()
	}
	if person.Address == "" {
		return problem.New(problem.Invalid, "address-refused", "The directory has no address.")
	}
	v := Viewer{Operator: s.Owner}
	if s.Owner == insight.Network {
		v = Viewer{Network: true}
	}
	v, err := c.Agreed.viewer(ctx, v, now)
	if err != nil {
		return err
	}
	d := s.Question.At(now)
	asked, err := c.Desk.Ask(ctx, d, v, now)
	if err != nil {
		return err
	}
	asked, result, err := c.Desk.Await(ctx, asked, v, letterWaits)
	if err != nil {
		return err
	}
	if asked.State == Running {
		return StillRunning()
	}
	return c.Send(ctx, Notice{To: person.Address, Saved: s, Definition: d, Result: result, Running: d.Running(now), At: now})
}

// note keeps how a run ended and when the report is due, whatever became of it meanwhile; a day that somebody else set stays.
func (c *Clerk) note(ctx context.Context, s Saved, run LastRun, due string) error {
	claimed := s.Due
	for range tries {
		after := s
		after.LastRun = &run
		if after.Due == claimed {
			after.Due = due
		}
		err := c.Store.PutSaved(ctx, &s, after)
		if !errors.Is(err, ErrChanged) {
			return err
		}
		s, err = c.Store.Saved(ctx, s.Owner, s.By, s.ID)
		if problem.Is(err, "saved-report-unknown") {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return fmt.Errorf("note the run of %s: %w", s.ID, ErrChanged)
}

// here looks whether somebody still works where they saved reports.
func (c *Clerk) here(ctx context.Context, s Saver) (insight.Person, bool, error) {
	person, err := c.People.Person(ctx, s.Subject)
	if problem.Is(err, "agent-unknown") {
		return insight.Person{}, false, nil
	}
	home := person.Operator
	if home == "" {
		home = insight.Network
	}
	return person, home == s.Owner, err
}

// leave deletes the report of somebody who left; a shared one stays for the others, and nobody is written to.
func (c *Clerk) leave(ctx context.Context, s Saved) error {
	if !s.Shared {
		return c.Store.DeleteSaved(ctx, s)
	}
	after := s
	after.Schedule, after.Due = nil, ""
	return c.Store.PutSaved(ctx, &s, after)
}

// ClearUp looks once a month at everybody who saved reports, some of them every night, and deletes what those kept for themselves who left the
// directory or work elsewhere. It returns how many had left.
func (c *Clerk) ClearUp(ctx context.Context, now time.Time) (int, error) {
	savers, err := c.Store.Savers(ctx, min(now.UTC().Day(), lastDay))
	if err != nil {
		return 0, err
	}
	left := 0
	for _, s := range savers {
		_, here, err := c.here(ctx, s)
		if err != nil {
			return left, err
		}
		if here {
			continue
		}
		all, err := c.Store.Visible(ctx, s.Owner, s.Subject)
		if err != nil {
			return left, err
		}
		for _, one := range all {
			if one.By == s.Subject && (!one.Shared || one.Schedule != nil) {
				if err := c.leave(ctx, one); err != nil {
					return left, err
				}
			}
		}
		if err := c.Store.ForgetSaver(ctx, s); err != nil {
			return left, err
		}
		left++
	}
	return left, nil
}

const runningSlug = "query-running"

// StillRunning is the problem of figures that are wanted before they are counted.
func StillRunning() *problem.Problem {
	return problem.New(problem.Conflict, runningSlug, "The figures are still being counted. Ask again in a moment.")
}
