package inquiry

import (
	"context"
	"errors"
	"slices"
	"time"

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
	History   []Event // what the caller's side may see
	Release   *catalogue.Release
	Remaining *int          // working minutes left of the target, negative when overdue; nil when no clock runs
	Clocks    []Explanation // every clock there was, in the order of their starts
	ReadBy    time.Time     // when the requester is to have read the reply; zero when there is none to read
	Ends      Ends          // of a draft: those of its item
	Answers   *Proposal     // of a draft: what tracking already answers
	Same      []Inquiry     // of a draft: open inquiries of the same kind on the item
	Others    []Inquiry     // of a draft: what else is open on the item, to know of
}

// Look returns an inquiry with its history and what explains it, and records what of it the caller is shown; fresh is for a caller who has
// just changed it (Store.History).
func (s *Service) Look(ctx context.Context, by principal.Principal, id ID, as Seen, fresh bool, now time.Time) (Details, error) {
	d, err := s.Contents(ctx, by, id, as, fresh, now)
	if err != nil {
		return Details{}, err
	}
	q, sides := d.Inquiry, d.Inquiry.Sides(by.Operator)
	if q.State == StateDraft {
		return d, s.lookAhead(ctx, by, &d)
	}
	if d.Clocks, err = s.explanations(ctx, d.History, d.Release.Terms(), slices.Contains(sides, Requester)); err != nil {
		return Details{}, err
	}
	if unread := q.ReadAt.IsZero() && (q.State == StateReplied || q.State == StateReturned); unread {
		for _, x := range d.Clocks {
			if x.Term == TermRead && x.Present {
				d.ReadBy = x.DueAt
			}
		}
	}
	if !q.Clock.Started() {
		return d, nil
	}
	cal, err := s.countingCalendar(ctx, q)
	if err != nil {
		return Details{}, err
	}
	d.Remaining = q.Remaining(cal, now)
	return d, nil
}

// Contents returns what an inquiry holds, as the caller's side may see it, and records what of it the caller is shown.
func (s *Service) Contents(ctx context.Context, by principal.Principal, id ID, as Seen, fresh bool, now time.Time) (Details, error) {
	d, _, err := s.contents(ctx, by, id, as, fresh, now)
	return d, err
}

// Told is Contents as of now, with the number of the newest step that was read, whoever may see it: whoever tells of an inquiry step by step
// goes on after it.
func (s *Service) Told(ctx context.Context, by principal.Principal, id ID, as Seen, now time.Time) (Details, int, error) {
	return s.contents(ctx, by, id, as, true, now)
}

func (s *Service) contents(ctx context.Context, by principal.Principal, id ID, as Seen, fresh bool, now time.Time) (Details, int, error) {
	r, events, err := s.Store.History(ctx, id, fresh)
	if err != nil {
		return Details{}, 0, err
	}
	q, newest := r.Inquiry, 0
	if !q.VisibleTo(by.Operator) {
		return Details{}, 0, unknown()
	}
	if len(events) > 0 {
		newest = events[len(events)-1].Seq
	}
	if err := s.Saw(ctx, by, q, as, now); err != nil {
		return Details{}, 0, err
	}
	sides := q.Sides(by.Operator)
	events = slices.DeleteFunc(events, func(e Event) bool { return !e.seenBy(by.Operator, sides) })
	d := Details{Inquiry: q, Request: r.Request.seenBy(sides), History: events}
	d.Release, err = s.release(ctx, q)
	return d, newest, err
}

// Head returns an inquiry that the caller's operator takes part in, without what it holds; the problem inquiry-unknown otherwise.
func (s *Service) Head(ctx context.Context, by principal.Principal, id ID) (Inquiry, error) {
	r, err := s.view(ctx, by, id)
	return r.Inquiry, err
}

// Glance returns an inquiry's head with what of its target is left: enough to tell whether anything that its page shows has changed.
func (s *Service) Glance(ctx context.Context, by principal.Principal, id ID, now time.Time) (Inquiry, *int, error) {
	r, err := s.view(ctx, by, id)
	if err != nil || !r.Inquiry.Clock.Started() {
		return r.Inquiry, nil, err
	}
	cal, err := s.countingCalendar(ctx, r.Inquiry)
	if err != nil {
		return Inquiry{}, nil, err
	}
	return r.Inquiry, r.Inquiry.Remaining(cal, now), nil
}

// Clock is the explanation of the present level's target clock; false when none has started.
func (d Details) Clock() (Explanation, bool) {
	for _, x := range d.Clocks {
		if x.Term == TermAnswer && x.Present && d.Inquiry.Clock.Started() {
			return x, true
		}
	}
	return Explanation{}, false
}

// lookAhead shows the writer of a draft what makes it needless: an answer that tracking gives, an open inquiry of the same kind.
func (s *Service) lookAhead(ctx context.Context, by principal.Principal, d *Details) error {
	q := d.Inquiry
	item, err := s.confirmed(ctx, q.ItemID)
	if err != nil && !isNotFound(err) {
		return err
	}
	d.Answers = ProposeFrom(d.Release, q.Workflow, q.Level, item)
	if d.Ends, err = s.ends(ctx, q, d.Release, item); err != nil {
		return err
	}
	open, err := s.OpenOn(ctx, by, q.ItemID)
	if err != nil {
		return err
	}
	for _, o := range open {
		if matter, _ := o.OpenMatter(); matter == q.matter() {
			d.Same = append(d.Same, o)
		} else {
			d.Others = append(d.Others, o)
		}
	}
	return nil
}

// Row is an inquiry as a list shows it.
type Row struct {
	Inquiry   Inquiry
	Remaining *int
}

// List returns a page of a centre's folder.
func (s *Service) List(ctx context.Context, by principal.Principal, centre directory.CentreID, f Folder, p Page, now time.Time) ([]Row, Rows, error) {
	if err := mayLook(by, centre); err != nil {
		return nil, Rows{}, err
	}
	if p.Filter.Agent == "me" {
		p.Filter.Agent = by.Subject
	}
	if f == UnroutableFolder && !by.Has(principal.Supervisor, principal.OperatorAdministrator) {
		return nil, Rows{}, problem.New(problem.Forbidden, "role-missing", "Inquiries that could not be routed are a supervisor's work.")
	}
	if f == ClosedFolder {
		p.Since = now.Add(-closedWindow)
	}
	part, err := s.Store.Folder(ctx, centre, f, p)
	if err != nil {
		return nil, Rows{}, err
	}
	rows, err := s.rows(ctx, part.Items, now)
	return rows, part, err
}

// rows adds what is left of the targets.
func (s *Service) rows(ctx context.Context, all []Inquiry, now time.Time) ([]Row, error) {
	rows := make([]Row, len(all))
	for i, q := range all {
		rows[i] = Row{Inquiry: q}
		if !q.awaited() || q.Clock.DueAt.IsZero() {
			continue
		}
		cal, err := s.countingCalendar(ctx, q)
		if err != nil {
			return nil, err
		}
		rows[i].Remaining = q.Remaining(cal, now)
	}
	return rows, nil
}

// MostHeads is how many inquiries are shown at once by their ids.
const MostHeads = 100

// Heads returns those of some inquiries that the caller's operator takes part in, in the order of the ids, and the ids of the others. An id that
// is named again counts once.
func (s *Service) Heads(ctx context.Context, by principal.Principal, ids []ID, now time.Time) (rows []Row, missing []ID, _ error) {
	asked := []ID{}
	for _, id := range ids {
		if !slices.Contains(asked, id) {
			asked = append(asked, id)
		}
	}
	if len(asked) == 0 || len(asked) > MostHeads {
		return nil, nil, problem.New(problem.Invalid, "request-invalid", "Name 1 to %d inquiries.", MostHeads).With("ids", "are %d", len(asked))
	}
	heads, err := s.Store.Heads(ctx, asked)
	if err != nil {
		return nil, nil, err
	}
	shown := []Inquiry{}
	missing = []ID{}
	for _, id := range asked {
		if i := slices.IndexFunc(heads, func(q Inquiry) bool { return q.ID == id && q.VisibleTo(by.Operator) }); i >= 0 {
			shown = append(shown, heads[i])
		} else {
			missing = append(missing, id)
		}
	}
	rows, err = s.rows(ctx, shown, now)
	return rows, missing, err
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
