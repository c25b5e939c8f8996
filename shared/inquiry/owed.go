package inquiry

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// OwedCount is how much a call centre has to answer, without looking at any inquiry.
type OwedCount struct {
	Date    string // of today on the centre's clock
	Overdue int    // past their due time
	ToDo    int    // to be answered besides
}

// Owed is what a call centre still has to answer today.
type Owed struct {
	OwedCount
	Today int   // of those to be answered, due before the centre's midnight
	More  bool  // there may be more than Today: OwedReach were looked at
	Next  []Row // the first few of those to be answered, the earliest due first; empty for who may not look at inquiries
}

// OwedReach is how many inquiries are looked at to count those due today; OwedNext how many of them are shown.
const (
	OwedReach = 500
	OwedNext  = 8
)

// DueRows is what of a centre's folder of inquiries to be answered is due.
type DueRows struct {
	Before int       // due before the instant that was asked for
	More   bool      // as many were looked at as are at most
	First  []Inquiry // the earliest due first, whenever that is
}

// CountOwed returns how much a call centre has to answer: to whoever may look into its folders, and to the network's administrators. Two items are read however
// much that is: the call centre and its counts. A page asks for it first, and for what is due next after that.
func (s *Service) CountOwed(ctx context.Context, by principal.Principal, centre directory.CentreID, now time.Time) (OwedCount, error) {
	count, _, err := s.countOwed(ctx, by, centre, now)
	return count, err
}

// OwedBy returns what a call centre still has to answer today: to whoever CountOwed answers, to the network's administrators without the inquiries.
func (s *Service) OwedBy(ctx context.Context, by principal.Principal, centre directory.CentreID, now time.Time) (Owed, error) {
	count, today, err := s.countOwed(ctx, by, centre, now)
	if err != nil {
		return Owed{}, err
	}
	due, err := s.Store.DueBefore(ctx, centre, midnight(today.Add(36*time.Hour), today.Location()), OwedNext)
	if err != nil {
		return Owed{}, err
	}
	out := Owed{OwedCount: count, Today: due.Before, More: due.More, Next: []Row{}}
	if mayLook(by, centre) == nil {
		out.Next, err = s.rows(ctx, due.First, now)
	}
	return out, err
}

// countOwed returns with the counts when today began on the centre's clock.
func (s *Service) countOwed(ctx context.Context, by principal.Principal, centre directory.CentreID, now time.Time) (OwedCount, time.Time, error) {
	if err := mayLook(by, centre); err != nil && !by.Has(principal.NetworkAdministrator) {
		return OwedCount{}, time.Time{}, err
	}
	cal, err := s.calendarOf(ctx, centre)
	if err != nil {
		return OwedCount{}, time.Time{}, err
	}
	today := midnight(now, cal.Zone())
	counts, err := s.Store.Counts(ctx, centre)
	return OwedCount{Date: today.Format(time.DateOnly), Overdue: counts.Folders[OverdueByUs], ToDo: counts.Folders[ToDo]}, today, err
}
