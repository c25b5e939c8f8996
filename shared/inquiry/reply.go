package inquiry

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Open records that the replier has opened the inquiry. A second opening changes nothing. Information without reply is closed by it:
// it was taken note of; archiveAt is when it leaves the table then.
func (q Inquiry) Open(release *catalogue.Release, cal *calendar.Calendar, archiveAt, now time.Time, by Actor) (_ Inquiry, _ Event, changed bool, _ error) {
	if q.State == StateOpened {
		return q, Event{}, false, nil
	}
	if err := q.check(ActOpen, release); err != nil {
		return q, Event{}, false, err
	}
	e := Event{Kind: Opened}
	if q.Clock.Started() && q.OpenedAt.IsZero() { // after a supplement it is opened again: that says nothing about how soon it was looked at
		minutes := q.Clock.worked(cal, now)
		e.OpenMinutes = &minutes
	}
	if !q.Clock.Started() {
		minutes := int(cal.Elapsed(q.SentAt, now, nil) / time.Minute)
		e.Kind, e.ClosingCode, e.OpenMinutes, e.ArchiveAt = Closed, release.Roles().ClosedInformed, &minutes, archiveAt
	}
	q, e = q.next(e, now, by)
	return q, e, true, nil
}

// Reply answers. A reply that needs the requester's action returns the inquiry and stops the clock; any other ends the level,
// and its time decides whether the answer was on time, unless that is decided already. The requester's calendar says until when
// it is to react.
func (q Inquiry) Reply(r Reply, release *catalogue.Release, cal, requester *calendar.Calendar, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActReply, release); err != nil {
		return q, Event{}, err
	}
	code, ok := release.Reply(r.Code)
	if !ok || !slices.Contains(q.Replies(release), r.Code) {
		return q, Event{}, problem.New(problem.Invalid, "reply-code-not-allowed", "This workflow does not allow the reply %q at level %d.", r.Code, q.Level).
			With("code", "is not one of %v", q.Replies(release))
	}
	wrong := release.CheckReply(code, q.Workflow, r.Fields, "fields", q.Level)
	if wrong = append(wrong, notYet(code.Fields, r.Fields, cal, now)...); len(wrong) > 0 {
		p := problem.New(problem.Invalid, "reply-incomplete", "A reply %q needs its fields: %d are missing or wrong. Free text does not replace them.", r.Code, len(wrong))
		p.Fields = wrong
		return q, Event{}, p
	}
	late, err := q.Clock.late(cal, now)
	if err != nil {
		return q, Event{}, err
	}
	r.Class, r.Deferred = code.ClassOf(r.Fields, q.Level), code.CountsOnce
	minutes := q.Clock.worked(cal, now)
	e := Event{Kind: Replied, Reply: &r, WorkingMinutes: &minutes, Calendar: requester.Digest(), Measured: Measured{AnswerMinutes: q.sinceOpened(cal, now)}}
	switch r.Class {
	case ClassNeeds:
		clock := q.Clock.hold(ForInformation, now)
		e.Kind, e.Clock = Returned, &clock
		e.RespondBy, err = requester.DueDays(now, release.Terms().SupplementDays)
	case ClassConclusive:
		e.RespondBy, err = requester.DueDays(now, release.Terms().ReactionDays)
	default:
		if e.FollowUpAt = followUp(code.FollowUp, r.Fields, requester); e.FollowUpAt.IsZero() {
			e.FollowUpAt = inWorkingDays(requester, now, followUpDays)
		}
	}
	if err != nil {
		return q, Event{}, err
	}
	if q.OnTime == nil && (late || r.Class != ClassNeeds) {
		onTime := !late && (!r.Deferred || !q.Deferred) // a search that goes on is an answer in time once
		e.OnTime = &onTime
	}
	q, e = q.next(e, now, by)
	return q, e, nil
}

// notYet refuses dates of events that have not happened yet.
func notYet(fields []catalogue.Field, values map[string]any, cal *calendar.Calendar, now time.Time) []problem.Field {
	var out []problem.Field
	today := now.In(cal.Zone()).Format(time.DateOnly)
	for _, f := range fields {
		if date, _ := values[f.Code].(string); f.Type == catalogue.Date && strings.HasPrefix(f.Prefill, "event.") && date > today {
			out = append(out, problem.Field{Name: "fields." + f.Code, Reason: "lies in the future"})
		}
	}
	return out
}

// followUp is the end of the day that a reply promised something for, where the requester is; zero when it promised nothing.
func followUp(field string, values map[string]any, requester *calendar.Calendar) time.Time {
	text, _ := values[field].(string)
	date, err := time.Parse(time.DateOnly, text)
	if field == "" || err != nil {
		return time.Time{}
	}
	return time.Date(date.Year(), date.Month(), date.Day()+1, 0, 0, 0, 0, requester.Zone()).UTC()
}

// Replies lists the reply codes that the workflow allows at the inquiry's level.
func (q Inquiry) Replies(release *catalogue.Release) []string {
	if wf, ok := release.Workflow(q.Workflow); ok {
		if l, ok := wf.Level(q.Level); ok && len(l.Replies) > 0 {
			return l.Replies
		}
	}
	return []string{}
}

// Supplement gives the replier what it asked for: each of the entries it named, or words that say why one cannot be given. Its clock goes
// on: the time of waiting counts as a pause, so the due time moves on, never back.
func (q Inquiry) Supplement(fields map[string]any, w Words, asked []string, req Request, release *catalogue.Release, cal *calendar.Calendar, now time.Time, by Actor) (Inquiry, Request, Event, error) {
	if err := q.check(ActSupplement, release); err != nil {
		return q, req, Event{}, err
	}
	explained := strings.TrimSpace(w.Text) != ""
	if len(fields) == 0 && !explained {
		return q, req, Event{}, problem.New(problem.Invalid, "supplement-empty", "Fill in the entries the replier asked for, or say why they cannot be given.").With("fields", "is empty")
	}
	if wrong := q.notGiven(fields, asked, req.with(fields), release); len(wrong) > 0 && !explained {
		p := problem.New(problem.Invalid, "supplement-incomplete", "The replier asked for %d more entries. Give them, or say in words why they cannot be given.", len(wrong))
		p.Fields = wrong
		return q, req, Event{}, p
	}
	req = req.with(fields)
	if wrong := q.Missing(req, release, q.Level); len(wrong) > 0 {
		p := problem.New(problem.Invalid, "inquiry-incomplete", "The supplement leaves %d entries missing or wrong.", len(wrong))
		p.Fields = wrong
		return q, req, Event{}, p
	}
	clock, err := q.Clock.release(cal, ForInformation, now)
	if err != nil {
		return q, req, Event{}, err
	}
	e := Event{Kind: Supplemented, Clock: &clock, Fields: slices.Sorted(maps.Keys(fields)), Text: w.Text, Language: w.Language,
		Measured: Measured{WaitingMinutes: q.sinceReturned(cal, now)}}
	q, e = q.next(e, now, by)
	return q, req, e, nil
}

// notGiven lists what was asked for and is not among the fields, as far as it belongs to the form that the request is then.
func (q Inquiry) notGiven(fields map[string]any, asked []string, after Request, release *catalogue.Release) []problem.Field {
	wf, ok := release.Workflow(q.Workflow)
	if !ok {
		return nil
	}
	var out []problem.Field
	for _, f := range wf.Fields() {
		if slices.Contains(asked, f.Code) && f.Applies(after.Fields) && !catalogue.Given(fields[f.Code]) {
			out = append(out, problem.Field{Name: "fields." + f.Code, Reason: "was asked for"})
		}
	}
	return out
}

// askedFor is what the last returning asked for among the entries of the request.
func askedFor(history []Event, release *catalogue.Release) []string {
	for _, e := range slices.Backward(history) {
		if e.Kind == Returned && e.Reply != nil {
			code, ok := release.Reply(e.Reply.Code)
			if !ok {
				return nil
			}
			return code.AskedFor(e.Reply.Fields)
		}
	}
	return nil
}

// Read records that the requester has read the reply, and the working time on its own calendar that took. A second reading changes nothing.
func (q Inquiry) Read(release *catalogue.Release, cal *calendar.Calendar, now time.Time, by Actor) (_ Inquiry, _ Event, changed bool, _ error) {
	if !q.ReadAt.IsZero() && q.State != StateClosed {
		return q, Event{}, false, nil
	}
	if err := q.check(ActRead, release); err != nil {
		return q, Event{}, false, err
	}
	minutes := int(cal.Elapsed(q.RepliedAt, now, nil) / time.Minute)
	q, e := q.next(Event{Kind: Read, OpenMinutes: &minutes}, now, by)
	return q, e, true, nil
}
