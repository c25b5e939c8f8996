package inquiry

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// teamFolders hold what a call centre has to do, the most pressing first.
var teamFolders = []Folder{OverdueByUs, ToDo, ToRead, ReturnedToUs, UnroutableFolder}

// TeamReach is how many inquiries the desk of a team looks at, the most pressing first, so that it costs the same however much there is.
const TeamReach = 1000

// Teams knows the people of an operator.
type Teams interface {
	AgentsOf(ctx context.Context, code directory.OperatorCode) ([]directory.Agent, error)
	// LatestAgent returns somebody as they are this moment, or the problem agent-unknown.
	LatestAgent(ctx context.Context, subject string) (directory.Agent, error)
}

// Workload is what one person has before them, and what they did today.
type Workload struct {
	Agent    Assignee // the zero Assignee: nobody's
	Here     bool     // they work in the call centre
	Open     int
	DueToday int       // due before the call centre's midnight, overdue ones not among them
	Overdue  int       // past their due time
	Oldest   time.Time // since when the oldest has been asked; zero when there is none
	NextDue  time.Time // zero when nothing is due
	Today    DoneCount
}

// DoneCount counts steps of people.
type DoneCount struct {
	Answered int // replied or returned
	Late     int // of the answers, those after the due time
	Asked    int // sent, supplemented, escalated, not accepted, sent to another post
	Closed   int
}

// Ageing counts what is to be done by the working time that is left and by how long ago it was asked.
type Ageing struct {
	Left []Bucket
	Age  []Bucket
}

// Bucket counts what is in a range, by its name.
type Bucket struct {
	Name  string
	Count int
}

// Names of the buckets of working time that is left.
const (
	LeftOverdue = "overdue"
	LeftHour    = "hour"
	LeftHalfDay = "halfDay"
	LeftDay     = "day"
	LeftMore    = "more"
	LeftNone    = "none"
)

// Names of the buckets of age.
const (
	AgeDay   = "day"
	AgeThree = "threeDays"
	AgeWeek  = "week"
	AgeMonth = "month"
	AgeOlder = "older"
)

// Board is a team's work as its supervisor sees it.
type Board struct {
	Centre     directory.CentreID
	Since      time.Time  // midnight of the call centre, when today began
	People     []Workload // by name; who works there, and who still has work there
	Unassigned Workload
	Ageing     Ageing
	Folders    map[Folder]int // how many each folder holds, whatever was looked at
	Examined   int
	Complete   bool // everything that is to be done was looked at
	Today      DoneCount
	TodayAll   bool // every step of today was counted
}

// Team returns the desk of a call centre for its operator's supervisors and administrators.
func (s *Service) Team(ctx context.Context, by principal.Principal, centre directory.CentreID, now time.Time) (Board, error) {
	if err := mayLead(by, centre); err != nil {
		return Board{}, err
	}
	cal, err := s.calendarOf(ctx, centre)
	if err != nil {
		return Board{}, err
	}
	work, err := s.teamWork(ctx, centre)
	if err != nil {
		return Board{}, err
	}
	counts, err := s.Store.Counts(ctx, centre)
	if err != nil {
		return Board{}, err
	}
	agents, err := s.Teams.AgentsOf(ctx, by.Operator)
	if err != nil {
		return Board{}, fmt.Errorf("team of %s: %w", centre, err)
	}
	since := midnight(now, cal.Zone())
	done, all, err := s.Store.DoneSince(ctx, centre, since, now)
	if err != nil {
		return Board{}, err
	}
	if err := s.leave(ctx, work.rows, now); err != nil {
		return Board{}, err
	}
	b := boardOf(centre, work.rows, done, agents, midnight(since.Add(36*time.Hour), cal.Zone()), now)
	b.Since, b.Folders, b.Examined, b.Complete, b.TodayAll = since, counts.Folders, len(work.rows), work.complete, all
	return b, nil
}

// TeamWork returns what somebody of the call centre has to do, the most pressing first; agent is their subject, "none" is what nobody has, "" is everything.
// At most TeamReach inquiries are looked at, as on the desk.
func (s *Service) TeamWork(ctx context.Context, by principal.Principal, centre directory.CentreID, agent string, now time.Time) (_ []Row, complete bool, _ error) {
	if err := mayLead(by, centre); err != nil {
		return nil, false, err
	}
	work, err := s.teamWork(ctx, centre)
	if err != nil {
		return nil, false, err
	}
	rows := slices.DeleteFunc(work.rows, func(r teamRow) bool { return !Filter{Agent: agent}.Takes(r.Inquiry, r.side) })
	if err := s.leave(ctx, rows, now); err != nil {
		return nil, false, err
	}
	slices.SortStableFunc(rows, func(a, b teamRow) int { return earlier(a.due(), b.due()) })
	out := make([]Row, len(rows))
	for i, r := range rows {
		out[i] = r.Row
	}
	return out, work.complete, nil
}

// mayLead refuses who does not supervise or administer the operator of a call centre.
func mayLead(by principal.Principal, centre directory.CentreID) error {
	if !by.Has(principal.Supervisor, principal.OperatorAdministrator) {
		return problem.New(problem.Forbidden, "role-missing", "What a team does is for its supervisors and for the administrator of its post.")
	}
	return mayLook(by, centre)
}

// teamRow is an inquiry in a folder of a side.
type teamRow struct {
	Row
	side   Side
	folder Folder
}

// due is when its side has to have acted; zero when no time is set.
func (r teamRow) due() time.Time {
	switch r.folder {
	case ToDo, OverdueByUs:
		return r.Inquiry.Clock.DueAt
	case ToRead, ReturnedToUs:
		return r.Inquiry.RespondBy
	}
	return time.Time{}
}

// since is when it was asked.
func (r teamRow) since() time.Time {
	if r.Inquiry.SentAt.IsZero() {
		return r.Inquiry.CreatedAt
	}
	return r.Inquiry.SentAt
}

type teamWork struct {
	rows     []teamRow
	complete bool
}

// teamWork reads the folders of what is to be done, TeamReach inquiries at most.
func (s *Service) teamWork(ctx context.Context, centre directory.CentreID) (teamWork, error) {
	w := teamWork{complete: true}
	for _, f := range teamFolders {
		side := Requester
		if f == OverdueByUs || f == ToDo {
			side = Replier
		}
		var at map[string]string
		for {
			if len(w.rows) >= TeamReach {
				w.complete = false
				return w, nil
			}
			part, err := s.Store.Folder(ctx, centre, f, Page{Limit: TeamReach - len(w.rows), Position: at})
			if err != nil {
				return teamWork{}, err
			}
			for _, q := range part.Items {
				w.rows = append(w.rows, teamRow{Row{Inquiry: q}, side, f})
			}
			if at = part.Next; at == nil {
				break
			}
		}
	}
	return w, nil
}

// leave fills in what is left of the targets; a calendar is compiled once, however many clocks count on it.
func (s *Service) leave(ctx context.Context, rows []teamRow, now time.Time) error {
	compiled := map[string]*calendar.Calendar{}
	for i, r := range rows {
		if !r.Inquiry.awaited() || r.Inquiry.Clock.DueAt.IsZero() {
			continue
		}
		key := cmp.Or(r.Inquiry.Clock.Calendar, string(r.Inquiry.Replier.Centre))
		cal, ok := compiled[key]
		if !ok {
			var err error
			if cal, err = s.countingCalendar(ctx, r.Inquiry); err != nil {
				return err
			}
			compiled[key] = cal
		}
		rows[i].Remaining = r.Inquiry.Remaining(cal, now)
	}
	return nil
}

// midnight is when the day of t began in a time zone.
func midnight(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// boardOf adds up a team's work. Tomorrow is when the day ends.
func boardOf(centre directory.CentreID, rows []teamRow, done []Done, agents []directory.Agent, tomorrow, now time.Time) Board {
	b := Board{Centre: centre, Ageing: Ageing{Left: buckets(LeftOverdue, LeftHour, LeftHalfDay, LeftDay, LeftMore, LeftNone), Age: buckets(AgeDay, AgeThree, AgeWeek, AgeMonth, AgeOlder)}}
	loads, names := map[string]*Workload{}, map[string]string{}
	for _, a := range agents {
		names[a.Subject] = a.Name
		if slices.Contains(a.CallCentres, centre) && !a.Inactive {
			loads[a.Subject] = &Workload{Agent: Assignee{a.Subject, a.Name}, Here: true}
		}
	}
	of := func(subject string) *Workload {
		if loads[subject] == nil {
			loads[subject] = &Workload{Agent: Assignee{subject, names[subject]}}
		}
		return loads[subject]
	}
	for _, r := range rows {
		of(r.Inquiry.Agent(r.side).Subject).add(r, tomorrow, now)
		count(b.Ageing.Left, leftOf(r.Remaining))
		count(b.Ageing.Age, ageOf(now.Sub(r.since())))
	}
	for _, d := range done {
		if d.By.Subject == "" {
			continue
		}
		w := of(d.By.Subject)
		w.Agent.Name = cmp.Or(w.Agent.Name, d.By.Name)
		w.Today.add(d)
		b.Today.add(d)
	}
	if nobodys := loads[""]; nobodys != nil {
		b.Unassigned = *nobodys
	}
	delete(loads, "")
	for _, w := range loads {
		b.People = append(b.People, *w)
	}
	slices.SortFunc(b.People, func(a, b Workload) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Agent.Name), strings.ToLower(b.Agent.Name)), cmp.Compare(a.Agent.Subject, b.Agent.Subject))
	})
	return b
}

func (w *Workload) add(r teamRow, tomorrow, now time.Time) {
	w.Open++
	due := r.due()
	switch {
	case due.IsZero():
	case !due.After(now):
		w.Overdue++
	case due.Before(tomorrow):
		w.DueToday++
	}
	if w.Oldest.IsZero() || r.since().Before(w.Oldest) {
		w.Oldest = r.since()
	}
	if earlier(due, w.NextDue) < 0 {
		w.NextDue = due
	}
}

func (t *DoneCount) add(d Done) {
	switch d.Kind {
	case Replied, Returned:
		t.Answered++
		if d.OnTime != nil && !*d.OnTime {
			t.Late++
		}
	case Closed:
		t.Closed++
	default:
		t.Asked++
	}
}

// earlier compares instants; one that is not set comes last.
func earlier(a, b time.Time) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

func buckets(names ...string) []Bucket {
	out := make([]Bucket, len(names))
	for i, n := range names {
		out[i].Name = n
	}
	return out
}

func count(list []Bucket, name string) {
	for i := range list {
		if list[i].Name == name {
			list[i].Count++
		}
	}
}

// leftOf is the bucket of working minutes that are left.
func leftOf(minutes *int) string {
	switch {
	case minutes == nil:
		return LeftNone
	case *minutes < 0:
		return LeftOverdue
	case *minutes <= 60:
		return LeftHour
	case *minutes <= 4*60:
		return LeftHalfDay
	case *minutes <= 8*60:
		return LeftDay
	}
	return LeftMore
}

// ageOf is the bucket of a time since something was asked.
func ageOf(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < day:
		return AgeDay
	case d < 3*day:
		return AgeThree
	case d < 7*day:
		return AgeWeek
	case d < 30*day:
		return AgeMonth
	}
	return AgeOlder
}
