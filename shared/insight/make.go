package insight

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Lake answers questions about facts.
type Lake interface {
	// Month counts the facts of one month, each once however often it was delivered. A month without facts has no lines.
	Month(ctx context.Context, m Month) ([]Line, error)
}

// Directory names those who reports are about.
type Directory interface {
	// Operators returns every operator with its call centres.
	Operators(ctx context.Context) ([]Operator, error)
}

// Shelf keeps reports.
type Shelf interface {
	// Report returns a report with its rows, in its latest edition; the problem "report-unknown" when there is none.
	Report(ctx context.Context, id ReportID) (Report, error)
	// Keep stores an edition, beside all others, as the latest in place of the one it was made after (zero for none); the problem "report-changed" when
	// another is the latest by now.
	Keep(ctx context.Context, r Report, replaces Edition) error
	// Past returns an operator's reports without rows of up to n months before one, newest first.
	Past(ctx context.Context, operator principal.OperatorCode, before Month, n int) ([]Report, error)
}

// Files stores the files of reports.
type Files interface {
	// Put stores a file; putting the same key again replaces it.
	Put(ctx context.Context, key, contentType string, content []byte) error
	// Fetch returns a stored file.
	Fetch(ctx context.Context, key string) ([]byte, error)
}

// Document writes reports as one kind of file.
type Document struct {
	Format      Format
	ContentType string
	Write       func(io.Writer, Report) error
}

// Mailer tells those who subscribed to a report about a new edition.
type Mailer interface {
	// Mail writes to everybody who subscribed to the report and was not written to about this edition, and returns to how many.
	Mail(ctx context.Context, r Report, now time.Time) (int, error)
}

// Maker makes monthly reports.
type Maker struct {
	Log       *slog.Logger
	Lake      Lake
	Directory Directory
	Shelf     Shelf
	Files     Files
	Runs      RunStore
	Mailer    Mailer    // nil mails nobody
	Tallies   TallyBook // running counts, settled with what a run counts of a month that is over; nil settles none
	Documents []Document
}

const (
	// hold is how long a run is nobody else's: longer than the function may take.
	hold = 16 * time.Minute
	// atOnce is how many reports are written at the same time.
	atOnce = 4
)

// MakeDue runs whatever is due (see Due) and returns those runs. One that fails does not hold up the others.
func (m *Maker) MakeDue(ctx context.Context, now time.Time) ([]Run, error) {
	known, err := m.Runs.Runs(ctx, 200)
	if err != nil {
		return nil, fmt.Errorf("what is due: %w", err)
	}
	out := []Run{}
	var failed []error
	for _, due := range Due(known, now) {
		r, err := m.Make(ctx, due, now)
		out = append(out, r)
		if problem.Is(err, "report-run-busy") {
			m.Log.InfoContext(ctx, "another has taken the run up", "run", string(due.ID))
			continue
		}
		failed = append(failed, err)
	}
	return out, errors.Join(failed...)
}

// Make takes a run up, begins it if nobody has, and writes the month's reports that it has not written, of every operator and of the network, or of one
// of them (Run.Only). It counts once:
// taken up again it goes on from the same counts, so that all its reports agree. One report that fails does not hold up the others; the
// error names it, and taking the run up again makes it up. Those who subscribed to one that is done are written to whatever became of the others. Making
// reports again from the same figures makes no edition.
func (m *Maker) Make(ctx context.Context, asked Run, now time.Time) (Run, error) {
	if _, _, err := m.Runs.Ask(ctx, asked); err != nil {
		return asked, err
	}
	r, err := m.Runs.Take(ctx, asked.ID, now, now.Add(hold))
	if err != nil || !r.Ended.IsZero() {
		return r, err
	}
	err = m.run(ctx, &r, now)
	ended := now
	if err != nil {
		ended = time.Time{}
		err = fmt.Errorf("run %s: %w", r.ID, err)
	}
	r.Ended = ended
	return r, errors.Join(err, m.Runs.Leave(context.WithoutCancel(ctx), r.ID, ended, r.Mailed))
}

func (m *Maker) run(ctx context.Context, r *Run, now time.Time) error {
	counted, err := m.counted(ctx, r, now)
	if err != nil {
		return err
	}
	reports := Build(r.Month, counted.Lines, counted.Operators)
	if r.Only != "" {
		reports = slices.DeleteFunc(reports, func(one Report) bool { return one.Operator != r.Only })
		if len(reports) == 0 {
			return problem.New(problem.NotFound, "operator-unknown", "There is no operator %s.", r.Only).With("operator", "is unknown")
		}
	}
	if r.Total != len(reports) {
		r.Total = len(reports)
		if err := m.Runs.Counted(ctx, r.ID, r.Counts, r.Total, r.Differed); err != nil {
			return err
		}
	}
	var mu sync.Mutex
	var failed []error
	var wg sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	done := slices.Clone(r.Done) // the run's own grows meanwhile
	for _, report := range reports {
		if slices.Contains(done, report.Operator) {
			continue
		}
		report.State, report.CreatedAt, report.Until = r.State, r.At, r.Month.End()
		report.Run, report.Counted, report.Reason = r.ID, r.Counts, r.Reason
		if r.At.Before(report.Until) {
			report.Until = r.At
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			made, err := m.write(ctx, report, r.Kind == Correction)
			why := ""
			if err != nil {
				err = fmt.Errorf("report %s: %w", report.ReportID, err)
				why = err.Error()
			}
			told := m.Runs.Did(context.WithoutCancel(ctx), r.ID, report.Operator, made, why)
			mu.Lock()
			defer mu.Unlock()
			if err = errors.Join(err, told); err != nil {
				failed = append(failed, err)
				return
			}
			r.Done = append(r.Done, report.Operator)
			if made {
				r.Made++
			}
		})
	}
	wg.Wait()
	return errors.Join(errors.Join(failed...), m.mail(ctx, r, reports, now))
}

// counted is what the run counts, or has counted already.
func (m *Maker) counted(ctx context.Context, r *Run, now time.Time) (Counted, error) {
	if r.Counts != "" {
		content, err := m.Files.Fetch(ctx, r.Counts)
		if err != nil {
			return Counted{}, err
		}
		return ReadCounted(r.Counts, content)
	}
	operators, err := m.Directory.Operators(ctx)
	if err != nil {
		return Counted{}, err
	}
	lines, err := m.Lake.Month(ctx, r.Month)
	if err != nil {
		return Counted{}, err
	}
	if r.Kind == Correction {
		if operators, err = m.asFrozen(ctx, r.Month, lines, operators); err != nil {
			return Counted{}, err
		}
	}
	c := Counted{Month: r.Month, At: now, Lines: lines, Operators: operators}
	key, content, err := c.write()
	if err != nil {
		return Counted{}, err
	}
	if err := m.Files.Put(ctx, key, "application/json", content); err != nil {
		return Counted{}, err
	}
	r.Counts, r.Differed = key, m.settle(ctx, r.Month, lines, now) // last: a second time nothing differs any more
	return c, nil
}

// asFrozen is whom the frozen edition was made of, as it named them: a correction changes figures, and no row comes, goes or is renamed because the
// directory has changed since. Whom it did not know and who has figures now is named as the directory does today.
func (m *Maker) asFrozen(ctx context.Context, month Month, lines []Line, today []Operator) ([]Operator, error) {
	frozen, err := m.Shelf.Report(ctx, ReportID{month, Network})
	if err != nil || frozen.Counted == "" {
		return today, err // from before editions named what they were made from
	}
	content, err := m.Files.Fetch(ctx, frozen.Counted)
	if err != nil {
		return nil, err
	}
	was, err := ReadCounted(frozen.Counted, content)
	if err != nil {
		return nil, err
	}
	return joined(was.Operators, lines, today), nil
}

// joined are the operators of then, and of those of now whoever has a line and was not among them.
func joined(then []Operator, lines []Line, now []Operator) []Operator {
	out := slices.Clone(then)
	for _, op := range now {
		i := slices.IndexFunc(out, func(o Operator) bool { return o.Code == op.Code })
		if i < 0 {
			if !slices.ContainsFunc(lines, func(l Line) bool { return l.Operator == op.Code }) {
				continue
			}
			out, i = append(out, Operator{Code: op.Code, Name: op.Name}), len(out)
		}
		known := out[i].Centres
		for _, c := range op.Centres {
			if !slices.ContainsFunc(known, func(k Centre) bool { return k.ID == c.ID }) && slices.ContainsFunc(lines, func(l Line) bool { return l.Centre == c.ID }) {
				out[i].Centres = append(slices.Clip(out[i].Centres), c)
			}
		}
	}
	return out
}

// DifferedMessage is logged when running counts were not what the lake says. The template counts these lines: a test keeps the two the same.
const DifferedMessage = "running counts differed from the lake"

// settle puts the dashboards' counts right where the month is over, and says of how many operators they differed. Reports do not wait for it, and the
// next run does it again.
func (m *Maker) settle(ctx context.Context, month Month, lines []Line, now time.Time) int {
	if m.Tallies == nil || now.Before(month.End()) {
		return 0
	}
	changed, err := Settle(ctx, m.Tallies, month, lines)
	switch {
	case err != nil:
		m.Log.ErrorContext(ctx, "running counts are not settled", "month", string(month), "err", err)
	case changed > 0:
		m.Log.WarnContext(ctx, DifferedMessage, "month", string(month), "counts", changed)
	}
	return changed
}

// write stores one report unless it says nothing new, or is final already and this is no correction. Files go first and are named by what they say, so
// whatever the shelf points to is there and stays what it was.
func (m *Maker) write(ctx context.Context, r Report, correction bool) (bool, error) {
	before, err := m.Shelf.Report(ctx, r.ReportID)
	if err != nil && !problem.Is(err, "report-unknown") {
		return false, err
	}
	if before.State == Final && !correction {
		m.Log.InfoContext(ctx, "report is final already", "report", r.ReportID.String(), "edition", before.Edition.String())
		return false, nil
	}
	digest, err := r.Digest()
	if err != nil {
		return false, err
	}
	if old, err := before.Digest(); err != nil || old == digest {
		return old == digest && before.Run == r.Run, err // made before the run was taken up again
	}
	if correction && len(Changes(before, r)) == 0 {
		return false, nil // what differs is no figure
	}
	r.Version = 1
	if before.State == r.State {
		r.Version = before.Version + 1
	}
	if err := m.compare(ctx, &r); err != nil {
		return false, err
	}
	r.Files = map[Format]string{}
	for _, d := range m.Documents {
		var b bytes.Buffer
		if err := d.Write(&b, r); err != nil {
			return false, fmt.Errorf("write %s: %w", d.Format, err)
		}
		key := fmt.Sprintf("reports/%s/%s/%s-%s.%s", r.Month, r.Operator, r.Edition, digest[:8], d.Format.Extension())
		if err := m.Files.Put(ctx, key, d.ContentType, b.Bytes()); err != nil {
			return false, fmt.Errorf("store %s: %w", d.Format, err)
		}
		r.Files[d.Format] = key
	}
	if err := m.Shelf.Keep(ctx, r, before.Edition); err != nil {
		return false, err
	}
	m.Log.InfoContext(ctx, "report made", "report", r.ReportID.String(), "edition", r.Edition.String())
	return true, nil
}

// compare adds what earlier months say.
func (m *Maker) compare(ctx context.Context, r *Report) error {
	past, err := m.Shelf.Past(ctx, r.Operator, r.Month, 12)
	if err != nil {
		return err
	}
	lastMonth, lastYear := r.Month.Before(), MonthOf(r.Month.Start().AddDate(-1, 0, 0))
	for _, p := range slices.Backward(past) {
		if p.Month < lastYear {
			continue
		}
		one := Past{p.Month, p.Edition, p.Total}
		r.TwelvePast = append(r.TwelvePast, one)
		if p.Month == lastMonth {
			r.LastMonth = &one
		}
		if p.Month == lastYear {
			r.LastYear = &one
		}
	}
	return nil
}

// mail tells subscribers of what is new, as far as the run has come: the report as it is on the shelf, for it may have been made before the run was
// taken up again. What was made by hand is told to nobody.
func (m *Maker) mail(ctx context.Context, r *Run, reports []Report, now time.Time) error {
	if m.Mailer == nil || r.Kind == ByHand {
		return nil
	}
	var failed []error
	for _, report := range reports {
		if !slices.Contains(r.Done, report.Operator) {
			continue
		}
		kept, err := m.Shelf.Report(ctx, report.ReportID)
		if err == nil && (kept.State != r.State || r.Kind == Correction && kept.Run != r.ID) {
			continue // nothing new
		}
		n := 0
		if err == nil {
			n, err = m.Mailer.Mail(ctx, kept, now)
		}
		r.Mailed += n
		if err != nil {
			failed = append(failed, fmt.Errorf("mail report %s: %w", report.ReportID, err))
		}
	}
	return errors.Join(failed...)
}
