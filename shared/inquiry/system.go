package inquiry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// unchanged is the change of a decision that has nothing to store.
var unchanged *Change

// step is a system's step on an inquiry: decided again when somebody else's came first. No change is no error. It returns the inquiry as it
// is then.
func (s *Service) step(ctx context.Context, id ID, decide func(Inquiry) (*Change, error)) (Inquiry, error) {
	return s.stepOn(ctx, id, func(r Record) (*Change, error) { return decide(r.Inquiry) })
}

// stepOn is a step that depends on the request too.
func (s *Service) stepOn(ctx context.Context, id ID, decide func(Record) (*Change, error)) (Inquiry, error) {
	for range tries {
		r, err := s.Store.Load(ctx, id)
		if err != nil {
			return Inquiry{}, err
		}
		c, err := decide(r)
		if err != nil || c == nil {
			return r.Inquiry, err
		}
		c.ExternalRef = r.Request.ExternalRef()
		if err := s.measure(ctx, c); err != nil {
			return Inquiry{}, err
		}
		err = s.Store.Save(ctx, *c)
		switch {
		case err == nil:
			return c.After, nil
		case errors.Is(err, ErrSeen):
			return r.Inquiry, nil
		case !errors.Is(err, ErrChanged):
			return Inquiry{}, fmt.Errorf("store inquiry %s: %w", id, err)
		}
	}
	return Inquiry{}, fmt.Errorf("inquiry %s: %w %d times", id, ErrChanged, tries)
}

// DestinationOffboard is why an inquiry to an operator that is not in the directory is unroutable; directory.Choose gives the other reasons.
const DestinationOffboard = "operator-unknown"

// languageField is the field of a request that says in which language it is written (domain catalogue 10.3).
const languageField = "language"

// watchLife outlasts any inquiry: identifiers are not used again for 12 months (UPU standard S10).
const watchLife = 365 * 24 * time.Hour

// Route watches the item, finds the destination's call centre and starts its clock; where tracking answers the question and the operator
// wants that, it answers. It is idempotent. An inquiry that no centre takes goes to the requester's supervised folder with the reason,
// never nowhere.
func (s *Service) Route(ctx context.Context, id ID, now time.Time) error {
	retried := false
	q, err := s.stepOn(ctx, id, func(r Record) (*Change, error) {
		q := r.Inquiry
		retried = false
		if q.State == StateDraft || q.State == StateClosed {
			return unchanged, nil
		}
		watch := tracking.Watch{ItemID: q.ItemID, Watcher: Watcher, Ref: string(q.ID), ExpiresAt: now.Add(watchLife)}
		if err := s.Tracking.Watch(ctx, watch); err != nil {
			return nil, fmt.Errorf("watch item of inquiry %s: %w", id, err)
		}
		if q.Replier.Centre != "" {
			return unchanged, nil
		}
		centre, reason, err := s.destination(ctx, q, r.Request, now)
		if err != nil {
			return nil, err
		}
		if reason != "" {
			retried = q.Unroutable == reason && !now.Before(q.CheckAt())
			after, e, changed := q.MarkUnroutable(reason, now)
			return changeIf(changed, q, after, e), nil
		}
		release, err := s.release(ctx, q)
		if err != nil {
			return nil, err
		}
		a, err := s.arrival(ctx, q, release, centre, now)
		if err != nil {
			return nil, err
		}
		after, e, changed, err := q.Route(a, release, now)
		return changeIf(changed, q, after, e), err
	})
	if err != nil {
		return err
	}
	if retried {
		return s.Store.Retry(ctx, q, now.Add(routeAgain))
	}
	return s.answerAutomatically(ctx, q, now)
}

// arrival gathers what an inquiry meets when it comes to a centre.
func (s *Service) arrival(ctx context.Context, q Inquiry, release *catalogue.Release, centre directory.CallCentre, now time.Time) (Arrival, error) {
	a := Arrival{Centre: centre.ID}
	var err error
	if a.Calendar, err = centre.Calendar.Compile(); err != nil {
		return a, fmt.Errorf("calendar of %s: %w", centre.ID, err)
	}
	a.TargetMinutes, _ = release.Target(q.Product, q.Workflow, q.Level)
	if t := release.AgreedTerms; t != nil {
		a.Warning = Warning{t.ApproachingPercent, t.LastCallMinutes}
	}
	item, err := s.confirmed(ctx, q.ItemID)
	if err != nil && !isNotFound(err) {
		return a, err
	}
	a.Customs = CustomsFrom(release, item.Events)
	a.Proposal = ProposeFrom(release, q.Workflow, q.Level, item)
	if a.TargetMinutes == 0 {
		return a, nil
	}
	a.Pauses, err = s.forceMajeure(ctx, centre.ID, now)
	return a, err
}

// destination finds the call centre that takes an inquiry at its level; the reason says why there is none.
func (s *Service) destination(ctx context.Context, q Inquiry, req Request, now time.Time) (directory.CallCentre, string, error) {
	op, err := s.Directory.Operator(ctx, q.Replier.Operator)
	if err != nil {
		if isNotFound(err) {
			return directory.CallCentre{}, DestinationOffboard, nil
		}
		return directory.CallCentre{}, "", err
	}
	centres, err := s.Directory.CentresOf(ctx, op.Code)
	if err != nil {
		return directory.CallCentre{}, "", err
	}
	asking, err := s.Directory.CallCentre(ctx, q.Requester.Centre)
	if err != nil && !isNotFound(err) {
		return directory.CallCentre{}, "", err
	}
	centre, reason := directory.Choose(op, centres, directory.Question{Product: q.Product, Workflow: q.Workflow, Level: q.Level, Languages: req.languages(asking), On: now})
	return centre, reason, nil
}

// languages are those in which the asker would like to be answered, the preferred one first: the request's own decides before its call centre's.
func (r Request) languages(asking directory.CallCentre) []string {
	if own, _ := r.Fields[languageField].(string); own != "" {
		return append([]string{strings.ToLower(own)}, asking.Languages...)
	}
	return asking.Languages
}

// answerAutomatically sends the proposed reply in the operator's name, where it is complete and final and the operator wants that for the
// workflow. It is marked as automatic. Once a reply was rejected, people answer.
func (s *Service) answerAutomatically(ctx context.Context, q Inquiry, now time.Time) error {
	if !q.awaited() || !q.Proposal.Sendable() || q.Replier.Centre == "" || q.Rejected {
		return nil
	}
	op, err := s.Directory.Operator(ctx, q.Replier.Operator)
	if err != nil {
		return fmt.Errorf("automatic reply to inquiry %s: %w", q.ID, err)
	}
	if !slices.Contains(op.Settings.AutoReply, q.Workflow) {
		return nil
	}
	_, err = s.step(ctx, q.ID, func(q Inquiry) (*Change, error) {
		if !q.awaited() || !q.Proposal.Sendable() || q.Rejected {
			return unchanged, nil
		}
		release, err := s.release(ctx, q)
		if err != nil {
			return nil, err
		}
		by := Actor{Kind: ByAutomatic, Operator: q.Replier.Operator, Centre: q.Replier.Centre}
		return s.reply(ctx, q, Reply{Code: q.Proposal.Code, Fields: q.Proposal.Fields}, release, now, by)
	})
	return err
}

// reserve is what is left of a run's time when no further inquiry is begun: much becomes due at once as a month begins (ADR 0042).
const reserve = 10 * time.Second

var errRest = errors.New("the next run does the rest")

// CheckDeadlines does what the time asks for, up to now: it tells every approaching and passed due time, closes what nobody reacted to,
// routes what nobody routed in time, hands over what a closed centre still holds, and goes on with declared force majeure. It goes on past
// an inquiry that fails and returns how many it moved on, with the failures joined. When its time is nearly over, it leaves the rest to the next run.
func (s *Service) CheckDeadlines(ctx context.Context, now time.Time) (moved int, _ error) {
	goesOn, stop := clock.Working(ctx, reserve)
	defer stop()
	var failed []error
	err := s.Store.Due(ctx, now, func(id ID) error {
		if !goesOn() {
			return errRest
		}
		changed, err := s.check(ctx, id, now)
		if err != nil {
			failed = append(failed, fmt.Errorf("deadline of inquiry %s: %w", id, err))
		}
		if changed {
			moved++
		}
		return ctx.Err()
	})
	if errors.Is(err, errRest) {
		err = nil
	}
	n, err2 := s.ContinueMoves(ctx, now)
	left, err3 := s.emptyClosed(ctx, now)
	return moved + n + left, errors.Join(append(failed, err, err2, err3)...)
}

func (s *Service) check(ctx context.Context, id ID, now time.Time) (changed bool, _ error) {
	unrouted := false
	_, err := s.step(ctx, id, func(q Inquiry) (*Change, error) {
		if unrouted = q.awaited() && q.Replier.Centre == ""; unrouted {
			return unchanged, nil
		}
		if q.State == StateClosed {
			return s.archive(ctx, q, now)
		}
		cal, err := s.tickingCalendar(ctx, q)
		if err != nil {
			return nil, err
		}
		release, err := s.release(ctx, q)
		if err != nil {
			return nil, err
		}
		archiveAt, err := s.archiveAt(ctx, q, now)
		if err != nil {
			return nil, err
		}
		after, e, told := q.Tick(release, cal, archiveAt, now)
		changed = told
		return changeIf(told, q, after, e), nil
	})
	if err != nil || !unrouted {
		return changed, err
	}
	return true, s.Route(ctx, id, now)
}

// tickingCalendar is the calendar of the side that is waited for.
func (s *Service) tickingCalendar(ctx context.Context, q Inquiry) (*calendar.Calendar, error) {
	if q.awaited() {
		return s.countingCalendar(ctx, q)
	}
	return s.calendarOf(ctx, q.Requester.Centre)
}

// Centres lists the call centres.
type Centres interface {
	CallCentres(ctx context.Context) ([]directory.CallCentre, error)
}

// How often the deadline checker looks for closed call centres that still hold inquiries, how many it looks at in a page and how many pages.
const (
	emptyEvery  = 10 * time.Minute
	emptyAtOnce = 200
	emptyPages  = 5
)

// emptyClosed takes what call centres that have closed still hold, as asker or as replier, to those that take it now, and returns how many
// inquiries changed. A closed centre that holds nothing costs a look at its counts.
func (s *Service) emptyClosed(ctx context.Context, now time.Time) (int, error) {
	if s.Centres == nil || now.Truncate(emptyEvery) != now.Truncate(time.Minute) {
		return 0, nil
	}
	centres, err := s.Centres.CallCentres(ctx)
	if err != nil {
		return 0, fmt.Errorf("closed call centres: %w", err)
	}
	moved := 0
	var failed []error
	for _, c := range centres {
		if c.OpenOn(now) {
			continue
		}
		n, err := s.emptyCentre(ctx, c, now)
		moved += n
		failed = append(failed, err)
	}
	return moved, errors.Join(failed...)
}

// closedCentre is a call centre that has closed, among those of its operator.
type closedCentre struct {
	directory.CallCentre
	op      directory.Operator
	centres []directory.CallCentre
}

func (s *Service) emptyCentre(ctx context.Context, c directory.CallCentre, now time.Time) (moved int, _ error) {
	counts, err := s.Store.Counts(ctx, c.ID)
	if err != nil {
		return 0, err
	}
	closed := closedCentre{CallCentre: c}
	var failed []error
	for _, f := range Folders {
		if counts.Folders[f] == 0 {
			continue
		}
		if closed.centres == nil {
			if closed.op, err = s.Directory.Operator(ctx, c.ID.Operator()); err != nil {
				return 0, err
			}
			if closed.centres, err = s.Directory.CentresOf(ctx, c.ID.Operator()); err != nil {
				return 0, err
			}
		}
		n, err := s.emptyFolder(ctx, closed, f, now)
		moved += n
		failed = append(failed, err)
	}
	return moved, errors.Join(failed...)
}

// emptyFolder takes away what a folder of a closed centre holds. What nobody takes stays, is told to the requester, and the next page is
// looked at.
func (s *Service) emptyFolder(ctx context.Context, c closedCentre, f Folder, now time.Time) (moved int, _ error) {
	var failed []error
	page := Page{Limit: emptyAtOnce}
	for range emptyPages {
		rows, err := s.Store.Folder(ctx, c.ID, f, page)
		if err != nil {
			return moved, errors.Join(append(failed, err)...)
		}
		for _, row := range rows.Items {
			for _, side := range []Side{Requester, Replier} {
				if row.Party(side).Centre != c.ID {
					continue
				}
				_, err := s.stepOn(ctx, row.ID, func(r Record) (*Change, error) {
					change, err := s.leaveClosed(ctx, r, side, c, now)
					if change != nil {
						moved++
					}
					return change, err
				})
				if err != nil {
					failed = append(failed, fmt.Errorf("inquiry %s leaves %s: %w", row.ID, c.ID, err))
				}
			}
		}
		if page.Position = rows.Next; rows.Next == nil {
			break
		}
	}
	return moved, errors.Join(failed...)
}

// leaveClosed takes a side of an inquiry to the call centre that takes it now. The asking side is at home in any that is open; the replying
// one only where its product is answered for.
func (s *Service) leaveClosed(ctx context.Context, r Record, side Side, c closedCentre, now time.Time) (*Change, error) {
	q := r.Inquiry
	if q.Party(side).Centre != c.ID {
		return unchanged, nil
	}
	asking := c.CallCentre
	if side == Replier {
		var err error
		if asking, err = s.Directory.CallCentre(ctx, q.Requester.Centre); err != nil && !isNotFound(err) {
			return nil, err
		}
	}
	to, reason := directory.Successor(c.op, c.centres, c.CallCentre,
		directory.Question{Product: q.Product, Workflow: q.Workflow, Level: q.Level, Languages: r.Request.languages(asking), On: now})
	if reason != "" && side == Requester {
		if open, ok := directory.AnyOpen(c.op, c.centres, now); ok {
			to, reason = open, ""
		}
	}
	if reason != "" {
		if side == Requester {
			return unchanged, nil // none of its operator's is open: its supervisors find it where it is
		}
		after, e, changed := q.Strand(reason, now)
		return changeIf(changed, q, after, e), nil
	}
	release, err := s.release(ctx, q)
	if err != nil {
		return nil, err
	}
	after, e, changed := q.LeaveClosed(side, to.ID, release, now)
	if change := changeIf(changed, q, after, e); change == unchanged || side == Requester {
		return change, nil
	}
	return s.comesTo(ctx, to.ID, &Change{Before: q, After: after, Event: e}, now)
}

// Track records a tracking event on an open inquiry, once, however often it is told, with what the item's confirmed events lead to. The
// event of an operator that takes no part in the item is a claim: the item's page shows it, and here it changes nothing, nor does it fill
// the history. Should a later event confirm it, it counts from then on. An inquiry that is closed stops watching.
func (s *Service) Track(ctx context.Context, id ID, event tracking.Event, now time.Time) error {
	t := Tracking{Key: event.Key(), Code: event.Code, Time: event.Time, Office: event.Office, Country: event.Country, Sender: event.Sender,
		Reason: event.Reason, Action: event.Action, Retention: event.Retention}
	claimed := false
	q, err := s.step(ctx, id, func(q Inquiry) (*Change, error) {
		if q.State == StateClosed {
			if err := s.Tracking.Unwatch(ctx, q.ItemID, Watcher, string(q.ID)); err != nil {
				return nil, fmt.Errorf("unwatch item of inquiry %s: %w", id, err)
			}
			return unchanged, nil
		}
		item, claim, err := s.confirmedBy(ctx, q.ItemID, event.Sender)
		if claimed = claim || isNotFound(err); claimed {
			return unchanged, nil
		}
		if err != nil {
			return nil, err
		}
		release, err := s.release(ctx, q)
		if err != nil {
			return nil, err
		}
		var cal *calendar.Calendar
		if q.Replier.Centre != "" {
			if cal, err = s.countingCalendar(ctx, q); err != nil {
				return nil, err
			}
		}
		after, e, changed, err := q.Track(t, q.Offered(release, item, t.Key), CustomsFrom(release, item.Events), release, cal, now)
		return changeIf(changed, q, after, e), err
	})
	if err != nil || claimed {
		return err
	}
	return s.answerAutomatically(ctx, q, now)
}
