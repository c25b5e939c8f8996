package query

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// SavedID identifies a saved report: 26 characters.
type SavedID string

// Saved is a question that somebody keeps to ask it again, with how they want its answer shown. It names a person by their pseudonym only.
type Saved struct {
	ID          SavedID
	Owner       principal.OperatorCode // whose figures it asks for, and in whose budget it counts; insight.Network for network administrators
	By          string                 // subject of who saved it
	Name        string
	Description string
	Question    Question
	Chart       ChartKind
	Shared      bool // with everybody of the owner, who read and copy it
	Schedule    *Schedule
	Version     int // of everything above; 1 when it is new
	CreatedAt   time.Time
	UpdatedAt   time.Time

	Due     string // the day on which it is written about next, UTC; "" without a schedule
	LastRun *LastRun

	Fingerprint string // of the request that made it with an Idempotency-Key
	Revision    int    // of what is stored, runs included: whoever stores it names the one they read
}

// Question is a definition whose months are found when it is asked: From and To of the definition are empty.
type Question struct {
	Definition Definition
	Period     Period
}

// Period is the months From to To, or the Last so many; Running says whether the month that is not over is the last of them. Months are UTC's.
type Period struct {
	From    insight.Month `json:"from,omitempty"`
	To      insight.Month `json:"to,omitempty"`
	Last    int           `json:"last,omitempty"`
	Running bool          `json:"running,omitempty"`
}

// At is the definition as it is asked at an instant.
func (q Question) At(now time.Time) Definition {
	d := q.Definition
	d.From, d.To = q.Period.From, q.Period.To
	if q.Period.Last > 0 {
		d.To = insight.MonthOf(now)
		if !q.Period.Running {
			d.To = d.To.Before()
		}
		d.From = insight.MonthOf(d.To.Start().AddDate(0, 1-q.Period.Last, 0))
	}
	return d
}

// ChartKind is how an answer is shown.
type ChartKind string

// ChartKinds lists them.
var ChartKinds = []ChartKind{"table", "bars", "line", "stacked", "heat"}

// Schedule is when whoever saved a report is written to about it. It is theirs alone, also when the report is shared.
type Schedule struct {
	Every    string         // week, month
	Weekday  int            // of a week: 1 Monday … 7 Sunday, UTC
	Day      int            // of a month: 1 … 28
	Format   insight.Format // of the file that the letter leads to
	Language string         // of the letter, one of insight.Languages
}

// How often.
const (
	EveryWeek  = "week"
	EveryMonth = "month"
	lastDay    = 28 // that every month has
	daysInWeek = 7
)

// ExportFormats lists what answers are written as.
var ExportFormats = []insight.Format{insight.XLSX, insight.CSV, insight.JSON}

// After is the first day after that of an instant on which the schedule comes round, UTC.
func (s Schedule) After(t time.Time) string {
	day := t.UTC().Truncate(24 * time.Hour)
	for {
		day = day.AddDate(0, 0, 1)
		if s.Every == EveryWeek && (int(day.Weekday())+daysInWeek-1)%daysInWeek+1 == s.Weekday || s.Every == EveryMonth && day.Day() == s.Day || s.Every == "" {
			return dayOf(day)
		}
	}
}

// LastRun is what became of the latest letter.
type LastRun struct {
	At     time.Time
	State  RunState
	Reason string // slug of the problem that kept it from being sent
}

// RunState is how a run ended.
type RunState string

// The states of a run.
const (
	RunSent   RunState = "sent"
	RunFailed RunState = "failed"
)

// Bounds of saved reports.
const (
	maxSaved       = 100 // of one person
	maxShared      = 200 // among the people of one owner: with one's own, a list reads three hundred at most
	maxName        = 80
	maxDescription = 400
	maxLast        = maxMonths
)

// check says what is wrong with a saved report for its viewer now, each wrong place by its name: the problem "saved-report-invalid".
func (s Saved) check(v Viewer, now time.Time) error {
	p := problem.New(problem.Invalid, "saved-report-invalid", "The report cannot be saved. The fields listed in errors are wrong.")
	if s.Name == "" {
		p.With("name", "is missing")
	}
	text := func(field, value string, most int) {
		if n := utf8.RuneCountInString(value); n > most {
			p.With(field, "has %d characters, at most %d are kept", n, most)
		}
		if !utf8.ValidString(value) || strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) && (r != '\n' || field == "name") }) {
			p.With(field, "holds control characters")
		}
	}
	text("name", s.Name, maxName)
	text("description", s.Description, maxDescription)
	if !slices.Contains(ChartKinds, s.Chart) {
		p.With("chart", "is not a kind of chart")
	}
	if err := s.Question.check(p, v, now); err != nil {
		return err
	}
	s.Schedule.check(p)
	if s.Schedule != nil && s.Question.Definition.byAgent() {
		p.With("schedule", "does not go with figures by agent: they are looked at on the page")
	}
	return p.OrNil()
}

// check adds what is wrong with a question, by the places of a saved report. Who may ask nothing at all is another problem.
func (q Question) check(p *problem.Problem, v Viewer, now time.Time) error {
	relative := q.Period.Last != 0 || q.Period.Running
	switch {
	case relative && (q.Period.From != "" || q.Period.To != ""):
		p.With("query.period", "is either from and to or the last months, not both")
		return nil
	case relative && (q.Period.Last < 1 || q.Period.Last > maxLast):
		p.With("query.period.last", "is not between 1 and %d", maxLast)
		return nil
	}
	err := q.At(now).Check(v, now)
	if err == nil {
		return nil
	}
	found := problem.As(err)
	if found.Slug != "query-invalid" {
		return err
	}
	for _, f := range found.Fields {
		place := "query." + f.Name
		if f.Name == "from" || f.Name == "to" {
			place = "query.period." + f.Name
		}
		p.With(place, "%s", f.Reason)
	}
	return nil
}

func (s *Schedule) check(p *problem.Problem) {
	if s == nil {
		return
	}
	switch s.Every {
	case EveryWeek:
		if s.Weekday < 1 || s.Weekday > daysInWeek {
			p.With("schedule.weekday", "is not between 1 and %d", daysInWeek)
		}
		if s.Day != 0 {
			p.With("schedule.day", "goes with every month only")
		}
	case EveryMonth:
		if s.Day < 1 || s.Day > lastDay {
			p.With("schedule.day", "is not between 1 and %d", lastDay)
		}
		if s.Weekday != 0 {
			p.With("schedule.weekday", "goes with every week only")
		}
	default:
		p.With("schedule.every", "is neither week nor month")
	}
	if !slices.Contains(ExportFormats, s.Format) {
		p.With("schedule.format", "is not offered")
	}
	if !slices.Contains(insight.Languages, s.Language) {
		p.With("schedule.language", "is not offered")
	}
}

// seenBy says whether somebody reads the report: who saved it, and where it is shared everybody of its owner.
func (s Saved) seenBy(p principal.Principal) bool {
	owner := ownerOf(ViewerOf(p))
	return owner != "" && owner == s.Owner && (s.Shared || s.By == p.Subject)
}

// RemovedBy says whether somebody may take the report away from the others: who saved it, and of shared ones supervisors and administrators.
func (s Saved) RemovedBy(p principal.Principal) bool {
	return s.By == p.Subject || s.Shared && p.Has(principal.Supervisor, principal.OperatorAdministrator, principal.NetworkAdministrator)
}

// SavedUnknown is the problem of a saved report that does not exist, or not for this caller.
func SavedUnknown() *problem.Problem {
	return problem.New(problem.NotFound, "saved-report-unknown", "There is no such report, or it is shared with you no more.")
}

// room says whether one more may be kept beside what its owner's list holds: the problem "saved-reports-full", of one that is shared "shared-reports-full".
// Two that are saved at the same moment may pass a bound by one.
func (s Saved) room(list []Saved) error {
	mine, common := 0, 0
	for _, one := range list {
		if one.ID == s.ID {
			continue
		}
		if one.By == s.By {
			mine++
		}
		if one.Shared {
			common++
		}
	}
	switch {
	case mine >= maxSaved:
		return problem.New(problem.Conflict, "saved-reports-full", "A person has at most %d saved reports. Delete one that you do not look at.", maxSaved)
	case s.Shared && common >= maxShared:
		return problem.New(problem.Conflict, "shared-reports-full", "At most %d reports are shared among the people of an operator. Keep this one for yourself, or have one deleted that nobody looks at.", maxShared).
			With("shared", "has %d reports already", common)
	}
	return nil
}

func savedChanged() *problem.Problem {
	return problem.New(problem.PreconditionFailed, "saved-report-changed", "The report was changed since you looked. Look again, then repeat your change.")
}

func savedNotYours() *problem.Problem {
	return problem.New(problem.Forbidden, "saved-report-not-yours", "Only who saved the report changes it; supervisors and administrators may end its sharing or delete it. Copy it and change the copy.")
}

// byName orders saved reports for people.
func byName(a, b Saved) int {
	return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
}
