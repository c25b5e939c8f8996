package quality

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Store keeps reviews.
type Store interface {
	// Add stores a new review until it expires, and returns false if it is there already.
	Add(ctx context.Context, r Review, expires time.Time) (bool, error)
	// Review returns one, or the problem review-unknown.
	Review(ctx context.Context, id ReviewID) (Review, error)
	// Change replaces a review that is at the version before, or returns ErrChanged.
	Change(ctx context.Context, r Review) error
	// Of returns the reviews of a call centre from a week until another, both included, oldest week first.
	Of(ctx context.Context, centre directory.CentreID, from, until string) ([]Review, error)
	// Mine returns the reviews of somebody's work, the latest week first, at most mineShown.
	Mine(ctx context.Context, subject string) ([]Review, error)
}

// ErrChanged says that a review is not at the version before any more.
var ErrChanged = errors.New("review changed meanwhile")

// Work tells what people did, and how far inquiries are.
type Work interface {
	// DoneSince returns what was done from an instant until another, in the order of time, and whether that is everything.
	DoneSince(ctx context.Context, centre directory.CentreID, since, until time.Time) ([]inquiry.Done, bool, error)
	Load(ctx context.Context, id inquiry.ID) (inquiry.Record, error)
}

// Service holds the use cases. Every method takes who acts and when.
type Service struct {
	Store     Store
	Work      Work
	Directory directory.Reader
}

// triesAPerson bounds the inquiries that are looked up for one person, for want of closed ones.
const triesAPerson = 12

// Drawn says what a draw brought: how many reviews are new, and how many the week has by now.
type Drawn struct{ New, All int }

// Draw samples a week of a call centre that is over, by the rule of the sheet: of each person so many closed inquiries, the same ones however often it
// is asked. Those that were closed later are drawn when it is asked again, as long as the week's steps are kept.
func (s *Service) Draw(ctx context.Context, by principal.Principal, centre directory.CentreID, week string, now time.Time) (Drawn, error) {
	if err := mayReview(by, centre); err != nil {
		return Drawn{}, err
	}
	c, err := s.Directory.CallCentre(ctx, centre)
	if err != nil {
		return Drawn{}, err
	}
	cal, err := c.Calendar.Compile()
	if err != nil {
		return Drawn{}, fmt.Errorf("calendar of %s: %w", centre, err)
	}
	monday, err := mondayOf(week, cal.Zone())
	if err != nil {
		return Drawn{}, err
	}
	end := monday.AddDate(0, 0, 7)
	if end.After(now) || now.Sub(monday) > inquiry.DoneKept {
		return Drawn{}, problem.New(problem.Invalid, "week-invalid", "Choose a week that is over and not older than four weeks.").With("week", "is not over, or too long ago")
	}
	sheet, err := SheetOf(Current)
	if err != nil {
		return Drawn{}, err
	}
	var done []inquiry.Done
	for day := monday; day.Before(end); day = day.AddDate(0, 0, 1) {
		part, err := s.stepsOf(ctx, centre, day, day.AddDate(0, 0, 1).Add(-time.Millisecond))
		if err != nil {
			return Drawn{}, err
		}
		done = append(done, part...)
	}
	there, err := s.Store.Of(ctx, centre, week, week)
	if err != nil {
		return Drawn{}, err
	}
	drawn := Drawn{All: len(there)}
	all := candidates(done)
	for _, subject := range slices.Sorted(maps.Keys(all)) {
		n, err := s.drawOf(ctx, order(all[subject], sheet.Rule, string(centre)+week), there, sheet, centre, week, now)
		if err != nil {
			return drawn, err
		}
		drawn.New, drawn.All = drawn.New+n, drawn.All+n
	}
	return drawn, nil
}

// stepsOf reads everything that was done, a part at a time: a busy call centre’s day is more than is read at once, and a sample of its mornings is none.
// What was done in the millisecond at which a part ended is there twice.
func (s *Service) stepsOf(ctx context.Context, centre directory.CentreID, since, until time.Time) (out []inquiry.Done, _ error) {
	for {
		part, all, err := s.Work.DoneSince(ctx, centre, since, until)
		if err != nil {
			return nil, err
		}
		out = append(out, part...)
		if all {
			return out, nil
		}
		if len(part) == 0 || !part[len(part)-1].At.After(since) {
			return nil, fmt.Errorf("what was done in %s at %s cannot be read to its end", centre, since)
		}
		since = part[len(part)-1].At
	}
}

// drawOf adds what is missing to one person's sample.
func (s *Service) drawOf(ctx context.Context, ordered []Candidate, there []Review, sheet Sheet, centre directory.CentreID, week string, now time.Time) (added int, _ error) {
	has := 0
	for _, r := range there {
		if len(ordered) > 0 && r.Agent.Subject == ordered[0].Agent.Subject {
			has++
		}
	}
	for i, c := range ordered {
		if has+added >= sheet.Rule.PerAgentAndWeek || i >= triesAPerson {
			break
		}
		r, err := s.Work.Load(ctx, c.Inquiry)
		if p, told := errors.AsType[*problem.Problem](err); told && p.Kind == problem.NotFound {
			continue
		}
		if err != nil {
			return added, err
		}
		if r.Inquiry.State != inquiry.StateClosed || r.Inquiry.Erased {
			continue
		}
		isNew, err := s.Store.Add(ctx, Review{ID: idOf(centre, week, c), Centre: centre, Week: week, Inquiry: c.Inquiry, Side: c.Side, Agent: c.Agent, Why: c.Why, Sheet: sheet.Version, DrawnAt: now, Version: 1},
			now.AddDate(0, 0, sheet.Rule.KeepDays))
		if err != nil {
			return added, err
		}
		if isNew {
			added++
		}
	}
	return added, nil
}

// List returns a week's reviews of a call centre for those who lead.
func (s *Service) List(ctx context.Context, by principal.Principal, centre directory.CentreID, week string) ([]Review, error) {
	if err := mayReview(by, centre); err != nil {
		return nil, err
	}
	if _, err := mondayOf(week, time.UTC); err != nil {
		return nil, err
	}
	return s.Store.Of(ctx, centre, week, week)
}

// Mine returns what was reviewed of the asker's work.
func (s *Service) Mine(ctx context.Context, by principal.Principal) ([]Review, error) {
	all, err := s.Store.Mine(ctx, by.Subject)
	return slices.DeleteFunc(all, func(r Review) bool { return !r.Reviewed() }), err
}

// Look returns a review: for those who lead, and for whose work it is once it is reviewed.
func (s *Service) Look(ctx context.Context, by principal.Principal, id ReviewID) (Review, error) {
	centre, _, ok := id.Place()
	if !ok || by.Operator == "" || centre.Operator() != by.Operator {
		return Review{}, unknown()
	}
	r, err := s.Store.Review(ctx, id)
	if err != nil {
		return Review{}, err
	}
	if mayReview(by, centre) == nil || r.Agent.Subject == by.Subject && r.Reviewed() {
		return r, nil
	}
	return Review{}, unknown()
}

// Score gives points at the version that was seen; "review-changed" when somebody was quicker.
func (s *Service) Score(ctx context.Context, by principal.Principal, id ReviewID, seen int, scores map[string]int, comment Words, now time.Time) (Review, error) {
	r, err := s.Look(ctx, by, id)
	if err != nil {
		return Review{}, err
	}
	if !by.Has(principal.Supervisor) {
		return Review{}, problem.New(problem.Forbidden, "role-missing", "Work is reviewed by supervisors.")
	}
	if seen != directory.Any && seen != r.Version {
		return Review{}, changed()
	}
	sheet, err := SheetOf(r.Sheet)
	if err != nil {
		return Review{}, err
	}
	return s.change(ctx, func() (Review, error) { return r.score(by, sheet, scores, comment, now) })
}

// Answer is what whose work it is says to its review. The same words again are the same answer.
func (s *Service) Answer(ctx context.Context, by principal.Principal, id ReviewID, w Words, now time.Time) (Review, error) {
	r, err := s.Look(ctx, by, id)
	if err != nil {
		return Review{}, err
	}
	if r.Agent.Subject == by.Subject && !r.AnsweredAt.IsZero() && r.Answer == w.Text {
		return r, nil
	}
	return s.change(ctx, func() (Review, error) { return r.answer(by, w, now) })
}

func (s *Service) change(ctx context.Context, decide func() (Review, error)) (Review, error) {
	r, err := decide()
	if err != nil {
		return Review{}, err
	}
	err = s.Store.Change(ctx, r)
	if errors.Is(err, ErrChanged) {
		return Review{}, changed()
	}
	return r, err
}

func changed() error {
	return problem.New(problem.PreconditionFailed, "review-changed", "Somebody else changed this review since you loaded it. Load it again.").With("If-Match", "is not the version that is there now")
}

// Average is what reviews gave for one criterion.
type Average struct {
	Side      inquiry.Side
	Criterion string
	Count     int
	Percent   float64 // of the points that there are
}

// Figures are the averages of a call centre in the weeks that begin in a month.
type Figures struct {
	Drawn, Reviewed int
	Percent         *float64 // of all, by weight; nil while nothing was reviewed
	Averages        []Average
}

// Month returns a month's figures (2026-11) for those who lead.
func (s *Service) Month(ctx context.Context, by principal.Principal, centre directory.CentreID, month string) (Figures, error) {
	if err := mayReview(by, centre); err != nil {
		return Figures{}, err
	}
	first, err := time.Parse("2006-01", month)
	if err != nil {
		return Figures{}, problem.New(problem.Invalid, "month-invalid", "A month is written 2026-11.").With("month", "is not a month")
	}
	monday := first
	for monday.Weekday() != time.Monday {
		monday = monday.AddDate(0, 0, 1)
	}
	last := monday
	for next := last.AddDate(0, 0, 7); next.Month() == first.Month(); next = next.AddDate(0, 0, 7) {
		last = next
	}
	reviews, err := s.Store.Of(ctx, centre, weekOf(monday), weekOf(last))
	if err != nil {
		return Figures{}, err
	}
	return figuresOf(reviews)
}

// figuresOf adds reviews up, each on the sheet that it was drawn with.
func figuresOf(reviews []Review) (Figures, error) {
	f := Figures{Drawn: len(reviews), Averages: []Average{}}
	type key struct {
		side      inquiry.Side
		criterion string
	}
	sums, counts, order, total := map[key]float64{}, map[key]int{}, []key{}, 0.0
	for _, r := range reviews {
		if !r.Reviewed() {
			continue
		}
		sheet, err := SheetOf(r.Sheet)
		if err != nil {
			return f, err
		}
		f.Reviewed++
		total += sheet.Percent(r.Side, r.Scores)
		for _, c := range sheet.Sides[r.Side] {
			k := key{r.Side, c.Code}
			if counts[k] == 0 {
				order = append(order, k)
			}
			sums[k] += 100 * float64(r.Scores[c.Code]) / float64(len(c.Points)-1)
			counts[k]++
		}
	}
	for _, k := range order {
		f.Averages = append(f.Averages, Average{k.side, k.criterion, counts[k], sums[k] / float64(counts[k])})
	}
	if f.Reviewed > 0 {
		average := total / float64(f.Reviewed)
		f.Percent = &average
	}
	return f, nil
}

// mayReview refuses who does not supervise or administer the operator of a call centre.
func mayReview(by principal.Principal, centre directory.CentreID) error {
	if !by.Has(principal.Supervisor, principal.OperatorAdministrator) {
		return problem.New(problem.Forbidden, "role-missing", "Reviews are for supervisors and for the administrator of a post; your own are under mine.")
	}
	if by.Operator == "" || centre.Operator() != by.Operator {
		return problem.New(problem.NotFound, "call-centre-unknown", "There is no such call centre, or it is not yours to look at.").With("centre", "is not one of yours")
	}
	return nil
}

var weekText = regexp.MustCompile(`^(\d{4})-W(\d{2})$`)

// mondayOf is when a week (ISO 8601) begins in a time zone; "week-invalid" for what is none.
func mondayOf(week string, zone *time.Location) (time.Time, error) {
	invalid := problem.New(problem.Invalid, "week-invalid", "A week is written 2026-W48.").With("week", "is not a week")
	m := weekText.FindStringSubmatch(week)
	if m == nil {
		return time.Time{}, invalid
	}
	var year, n int
	if _, err := fmt.Sscanf(m[1]+" "+m[2], "%d %d", &year, &n); err != nil {
		return time.Time{}, invalid
	}
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, zone) // is always in the first week
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(n-1))
	if weekOf(monday) != week {
		return time.Time{}, invalid
	}
	return monday, nil
}

// weekOf is the week (ISO 8601) of an instant, by its own clock.
func weekOf(t time.Time) string {
	year, n := t.ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, n)
}
