package inquiry

import (
	"context"
	"errors"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Details is an inquiry with everything its page shows.
type Details struct {
	Inquiry   Inquiry
	Request   Request
	History   []Event
	Release   *catalogue.Release
	Remaining *int                // working minutes left of the target, negative when overdue; nil when no clock runs
	Counted   []calendar.Interval // the working time from the clock's start to the due time
	TimeZone  string              // of the counting calendar
}

// Look returns an inquiry with its history; fresh is for a caller who has just changed it (Store.History).
func (s *Service) Look(ctx context.Context, by principal.Principal, id ID, fresh bool, now time.Time) (Details, error) {
	r, events, err := s.Store.History(ctx, id, fresh)
	if err != nil {
		return Details{}, err
	}
	q := r.Inquiry
	if !q.VisibleTo(by.Operator) {
		return Details{}, unknown()
	}
	d := Details{Inquiry: q, Request: r.Request, History: events}
	if d.Release, err = s.release(ctx, q); err != nil {
		return Details{}, err
	}
	if q.Clock.StartedAt.IsZero() {
		return d, nil
	}
	centre, err := s.Directory.CallCentre(ctx, q.Replier.Centre)
	if err != nil {
		return Details{}, err
	}
	cal, err := centre.Calendar.Compile()
	if err != nil {
		return Details{}, err
	}
	d.TimeZone = centre.Calendar.TimeZone
	d.Counted = cal.Intervals(q.Clock.StartedAt, q.Clock.DueAt, q.Clock.Pauses)
	d.Remaining = q.Remaining(cal, now)
	return d, nil
}

// Remaining is the working time left until the due time in minutes, negative when it has passed; nil when no clock runs.
func (q Inquiry) Remaining(cal *calendar.Calendar, now time.Time) *int {
	if !q.awaited() || !q.Clock.Running() {
		return nil
	}
	var m int
	if now.After(q.Clock.DueAt) {
		m = -int(cal.Elapsed(q.Clock.DueAt, now, nil) / time.Minute)
	} else {
		m = int(cal.Elapsed(now, q.Clock.DueAt, nil) / time.Minute)
	}
	return &m
}

// Row is an inquiry as a list shows it.
type Row struct {
	Inquiry   Inquiry
	Remaining *int
}

// closedWindow is how long the closed folder shows an inquiry (domain catalogue 10.5).
const closedWindow = 30 * 24 * time.Hour

// List returns a page of a centre's folder.
func (s *Service) List(ctx context.Context, by principal.Principal, centre directory.CentreID, f Folder, p Page, now time.Time) ([]Row, map[string]string, error) {
	if err := mayLook(by, centre); err != nil {
		return nil, nil, err
	}
	if f == UnroutableFolder && !by.Has(principal.Supervisor, principal.OperatorAdministrator) {
		return nil, nil, problem.New(problem.Forbidden, "role-missing", "Inquiries that could not be routed are a supervisor's work.")
	}
	if f == ClosedFolder {
		p.Since = now.Add(-closedWindow)
	}
	part, err := s.Store.Folder(ctx, centre, f, p)
	if err != nil {
		return nil, nil, err
	}
	rows := make([]Row, len(part.Items))
	for i, q := range part.Items {
		rows[i] = Row{Inquiry: q}
		if !q.awaited() || q.Clock.DueAt.IsZero() {
			continue
		}
		cal, err := s.calendarOf(ctx, q.Replier.Centre)
		if err != nil {
			return nil, nil, err
		}
		rows[i].Remaining = q.Remaining(cal, now)
	}
	return rows, part.Next, nil
}

// Count returns how full a centre's folders are.
func (s *Service) Count(ctx context.Context, by principal.Principal, centre directory.CentreID) (Counts, error) {
	if err := mayLook(by, centre); err != nil {
		return Counts{}, err
	}
	return s.Store.Counts(ctx, centre)
}

// OpenOn returns the open inquiries on an item that the caller's operator takes part in.
func (s *Service) OpenOn(ctx context.Context, by principal.Principal, item edi.ItemID) ([]Inquiry, error) {
	refs, err := s.Store.OpenOn(ctx, item)
	if err != nil {
		return nil, err
	}
	out := []Inquiry{}
	for _, ref := range refs {
		r, err := s.view(ctx, by, ref.ID)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, r.Inquiry)
	}
	return out, nil
}

func isNotFound(err error) bool {
	p, ok := errors.AsType[*problem.Problem](err)
	return ok && p.Kind == problem.NotFound
}
