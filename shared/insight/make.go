package insight

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

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
	// Report returns a report with its rows; the problem "report-unknown" when there is none.
	Report(ctx context.Context, id ReportID) (Report, error)
	// Keep stores a report in place of the edition it was made from (zero for none); the problem "report-changed" when another
	// edition is there by now.
	Keep(ctx context.Context, r Report, replaces Edition) error
}

// Files stores the files of reports.
type Files interface {
	// Put stores a file; putting the same key again replaces it.
	Put(ctx context.Context, key, contentType string, content []byte) error
}

// Document writes reports as one kind of file.
type Document struct {
	Format      Format
	ContentType string
	Write       func(io.Writer, Report) error
}

// Maker makes monthly reports.
type Maker struct {
	Log       *slog.Logger
	Lake      Lake
	Directory Directory
	Shelf     Shelf
	Files     Files
	Documents []Document
}

// finalDay is the day of the following month on which a month's reports become final; UPU parcel reports are issued by the 15th.
const finalDay = 15

// Scheduled says which month's reports a run at this instant makes: those of the month before, provisional until the 15th and final from then on.
// A run that was missed is therefore made up for by the next one.
func Scheduled(now time.Time) Month { return MonthOf(now).Before() }

// StateAt says how settled a month's reports made now are. A month that has not begun is the problem "month-not-begun".
func StateAt(m Month, now time.Time) (State, error) {
	switch {
	case now.Before(m.Start()):
		return "", problem.New(problem.Invalid, "month-not-begun", "The month has not begun: there is nothing to report.").With("month", "has not begun")
	case now.Before(m.End().AddDate(0, 0, finalDay-1)):
		return Provisional, nil
	default:
		return Final, nil
	}
}

// Make writes the month's reports, of every operator and of the network, and returns how many are new. Making them again from the same facts
// changes nothing, and a final report is never replaced. One report that fails does not hold up the others; the error names it, and
// running again makes it up.
func (m *Maker) Make(ctx context.Context, month Month, now time.Time) (int, error) {
	state, err := StateAt(month, now)
	if err != nil {
		return 0, err
	}
	operators, err := m.Directory.Operators(ctx)
	if err != nil {
		return 0, fmt.Errorf("reports of %s: %w", month, err)
	}
	lines, err := m.Lake.Month(ctx, month)
	if err != nil {
		return 0, fmt.Errorf("reports of %s: %w", month, err)
	}
	made := 0
	var failed []error
	for _, r := range Build(month, lines, operators) {
		r.State, r.CreatedAt, r.Until = state, now, month.End()
		if now.Before(r.Until) {
			r.Until = now
		}
		written, err := m.write(ctx, r)
		if err != nil {
			failed = append(failed, fmt.Errorf("report %s: %w", r.ReportID, err))
		}
		if written {
			made++
		}
	}
	return made, errors.Join(failed...)
}

// write stores one report unless it is final already or says nothing new. Files go first and are named by what they say, so whatever
// the shelf points to is there and stays what it was.
func (m *Maker) write(ctx context.Context, r Report) (bool, error) {
	before, err := m.Shelf.Report(ctx, r.ReportID)
	if err != nil && !problem.Is(err, "report-unknown") {
		return false, err
	}
	if before.State == Final {
		m.Log.InfoContext(ctx, "report is final already", "report", r.ReportID.String(), "edition", before.Edition.String())
		return false, nil
	}
	digest, err := r.Digest()
	if err != nil {
		return false, err
	}
	if old, err := before.Digest(); err != nil || old == digest {
		return false, err
	}
	r.Version = 1
	if before.State == r.State {
		r.Version = before.Version + 1
	}
	r.Files = map[Format]string{}
	for _, d := range m.Documents {
		var b bytes.Buffer
		if err := d.Write(&b, r); err != nil {
			return false, fmt.Errorf("write %s: %w", d.Format, err)
		}
		key := fmt.Sprintf("reports/%s/%s/%s-%s.%s", r.Month, r.Operator, r.Edition, digest[:8], d.Format)
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
