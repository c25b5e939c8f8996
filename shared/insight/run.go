package insight

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// RunID names a run: "2026-11-provisional", "2026-11-final", "2026-11-correction-1f0c…", "2026-11-hand-20261126T191450Z". It begins with its month.
type RunID string

// RunKind is why a run was begun.
type RunKind string

// The kinds of run.
const (
	OnSchedule RunKind = "schedule"   // the month's provisional or final reports
	Correction RunKind = "correction" // a network administrator has a frozen month counted again
	ByHand     RunKind = "hand"       // somebody who operates the system invoked the function
)

// Run is the making of one month's reports: what was asked for, and how far it has come.
type Run struct {
	ID       RunID
	Kind     RunKind
	Month    Month
	State    State
	Only     principal.OperatorCode            // of a run by hand: whose report alone is made, or the Network's; empty for all
	Reason   string                            // of a correction, for everybody to read
	By       string                            // subject of who asked for a correction
	Body     string                            // digest of what was asked for, so that the same key cannot stand for something else
	At       time.Time                         // when it was asked for: its reports are as of then
	Ended    time.Time                         // zero while it is not done
	Counts   string                            // key of what was counted; empty before that
	Total    int                               // reports to make; 0 before that is known
	Done     []principal.OperatorCode          // whose reports are made or needed no new edition, the Network's included
	Made     int                               // of them, new editions
	Differed int                               // of how many operators, the Network's included, the running counts were not what the lake says, and were replaced
	Failed   map[principal.OperatorCode]string // whose report failed, and the words of the log
	Mailed   int                               // letters to subscribers
	Begun    int                               // how often it was taken up
	Held     time.Time                         // until when somebody has it; zero for nobody
}

// RunStore keeps runs.
type RunStore interface {
	// Ask stores a run that is not there yet. One that is there stays as it is and is returned with false.
	Ask(ctx context.Context, r Run) (Run, bool, error)
	// Take takes a run up until an instant: nobody else can before that. The problem "report-run-busy" when somebody has it.
	Take(ctx context.Context, id RunID, now, until time.Time) (Run, error)
	// Counted says what the run counted, how many reports it makes, and of how many operators the running counts differed.
	Counted(ctx context.Context, id RunID, key string, total, differed int) error
	// Did says that an operator's report is done (made says whether as a new edition), or with why that it failed.
	Did(ctx context.Context, id RunID, operator principal.OperatorCode, made bool, why string) error
	// Leave ends the hold, and with ended the run.
	Leave(ctx context.Context, id RunID, ended time.Time, mailed int) error
	// Runs returns the latest months' runs, latest month first.
	Runs(ctx context.Context, limit int) ([]Run, error)
}

// finalDay is the day of the following month on which a month's reports become final; UPU parcel reports are issued by the 15th.
const finalDay = 15

// madeUpMonths is how far back missed months are made up.
const madeUpMonths = 12

// StateAt says how settled a month's reports made now are. A month that has not begun is the problem "month-not-begun".
func StateAt(m Month, now time.Time) (State, error) {
	if err := m.Begun(now); err != nil {
		return "", err
	}
	if now.Before(m.End().AddDate(0, 0, finalDay-1)) {
		return Provisional, nil
	}
	return Final, nil
}

// Due lists what a schedule has to run now, oldest month first: what the months since the first run still lack, twelve back at most, and what was
// begun and is not done. Without any run it is the month before. What was made by hand is nobody's duty.
func Due(known []Run, now time.Time) []Run {
	last := MonthOf(now).Before()
	first := last
	byID := map[RunID]Run{}
	var out []Run
	for _, r := range known {
		byID[r.ID] = r
		if r.Kind != ByHand && r.Month < first {
			first = r.Month
		}
		if r.Kind == Correction && r.Ended.IsZero() {
			out = append(out, r)
		}
	}
	first = max(first, MonthOf(last.Start().AddDate(0, 1-madeUpMonths, 0)))
	for m := first; m <= last; m = MonthOf(m.End()) {
		state, err := StateAt(m, now)
		if err != nil {
			continue
		}
		want := Run{ID: RunID(string(m) + "-" + string(state)), Kind: OnSchedule, Month: m, State: state, At: now}
		if before, ok := byID[want.ID]; ok {
			want = before
		}
		if want.Ended.IsZero() {
			out = append(out, want)
		}
	}
	slices.SortStableFunc(out, func(a, b Run) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}

// HandRun is a run that somebody who operates the system asks for: of any month that has begun, of all reports or of one operator's only.
func HandRun(m Month, only principal.OperatorCode, now time.Time) (Run, error) {
	state, err := StateAt(m, now)
	if err != nil {
		return Run{}, err
	}
	return Run{ID: RunID(string(m) + "-hand-" + now.UTC().Format("20060102T150405.000Z")), Kind: ByHand, Month: m, State: state, Only: only, At: now}, nil
}

// The length of a correction's reason, in characters.
const (
	shortestReason = 10
	longestReason  = 300
)

// CorrectionRun is what a network administrator asks for: count a month again whose reports are final. Key says which request it is, so that the same one
// again begins no second run; without one, now does.
func CorrectionRun(p principal.Principal, m Month, reason, key string, now time.Time) (Run, error) {
	reason = strings.TrimSpace(reason)
	if n := len([]rune(reason)); n < shortestReason || n > longestReason {
		return Run{}, problem.New(problem.Invalid, "correction-reason-invalid", "Say in %d to %d characters why the figures are corrected: everybody who reads the report sees it.", shortestReason, longestReason).
			With("reason", "has %d characters", n)
	}
	if now.Before(m.End()) {
		return Run{}, problem.New(problem.Invalid, "month-not-over", "The month is not over: its reports are provisional, and the next run replaces them.").With("month", "is not over")
	}
	state, err := StateAt(m, now)
	if err != nil {
		return Run{}, err
	}
	if state != Final {
		return Run{}, notFinal()
	}
	if key == "" {
		key = now.UTC().Format(time.RFC3339Nano)
	}
	return Run{ID: RunID(string(m) + "-correction-" + digest(p.Subject, key)[:12]), Kind: Correction, Month: m, State: Final, Reason: reason, By: p.Subject,
		Body: digest(string(m), reason), At: now}, nil
}

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// Counted is what a month's reports are made from: the counts as they were, and whom the directory knew. It is stored before the first report
// is made; whoever has it can make the same reports again.
type Counted struct {
	Month     Month
	At        time.Time
	Lines     []Line
	Operators []Operator
}

// write returns the counts as they are stored, and the key: named by what they say.
func (c Counted) write() (key string, content []byte, err error) {
	content, err = json.Marshal(c)
	if err != nil {
		return "", nil, fmt.Errorf("write the counts of %s: %w", c.Month, err)
	}
	sum := sha256.Sum256(content)
	return fmt.Sprintf("reports/%s/counted/%s.json", c.Month, hex.EncodeToString(sum[:])), content, nil
}

// ReadCounted reads what a run counted. Content that is not what its key says is an error.
func ReadCounted(key string, content []byte) (c Counted, err error) {
	if sum := sha256.Sum256(content); !strings.HasSuffix(key, "/"+hex.EncodeToString(sum[:])+".json") {
		return c, fmt.Errorf("%s was altered", key)
	}
	if err := json.Unmarshal(content, &c); err != nil {
		return c, fmt.Errorf("read %s: %w", key, err)
	}
	return c, nil
}

// Corrector has months counted again.
type Corrector struct {
	Shelf Shelf
	Runs  RunStore
	Start func(ctx context.Context) error // has what is due run, soon
	Log   *slog.Logger
}

// Ask asks for a correction of a month whose reports are final, and has it run. The same key and reason again is the same correction; with another
// reason it is the problem "idempotency-key-reused". Where the run cannot be started now, the next night's run takes it up.
func (c *Corrector) Ask(ctx context.Context, p principal.Principal, m Month, reason, key string, now time.Time) (Run, error) {
	asked, err := CorrectionRun(p, m, reason, key, now)
	if err != nil {
		return Run{}, err
	}
	network, err := c.Shelf.Report(ctx, ReportID{m, Network})
	if err != nil {
		return Run{}, err
	}
	if network.State != Final {
		return Run{}, notFinal()
	}
	r, _, err := c.Runs.Ask(ctx, asked)
	if err != nil {
		return Run{}, err
	}
	if r.Body != asked.Body {
		return Run{}, problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another correction. Use a new key for a new one.")
	}
	if err := c.Start(ctx); err != nil {
		c.Log.WarnContext(ctx, "a correction waits for the next run", "run", string(r.ID), "err", err)
	}
	return r, nil
}

func notFinal() *problem.Problem {
	return problem.New(problem.Invalid, "report-not-final", "The month's reports are provisional: the final ones replace them by themselves.").With("month", "is not final yet")
}

// RunStage is where a run stands.
type RunStage string

// The stages of a run.
const (
	RunWaits   RunStage = "waiting" // nobody has taken it up
	RunRuns    RunStage = "running"
	RunStopped RunStage = "stopped" // it failed or was cut off, and is taken up again by the function's retries or the next night's run
	RunDone    RunStage = "done"

	RunSuperseded RunStage = "superseded" // it was not done when the month's reports became final: the final run makes them
	RunLeft       RunStage = "left"       // it failed or was cut off, and nobody takes it up again: it was begun by hand, or its month is too long ago
)

// Stage says where the run stands.
func (r Run) Stage(now time.Time) RunStage {
	switch {
	case !r.Ended.IsZero():
		return RunDone
	case now.Before(r.Held):
		return RunRuns
	case !r.goesOn(now):
		if state, err := StateAt(r.Month, now); err == nil && r.Kind == OnSchedule && r.State != state {
			return RunSuperseded
		}
		return RunLeft
	case r.Begun == 0:
		return RunWaits
	default:
		return RunStopped
	}
}

// goesOn reports whether a run that is not done is taken up by itself: Due lists it.
func (r Run) goesOn(now time.Time) bool {
	return slices.ContainsFunc(Due([]Run{r}, now), func(due Run) bool { return due.ID == r.ID })
}

// CountedDigest is what the key of counts says of them: SHA-256 in hexadecimal; empty for no key.
func CountedDigest(key string) string {
	_, file, _ := strings.Cut(key, "/counted/")
	return strings.TrimSuffix(file, ".json")
}
