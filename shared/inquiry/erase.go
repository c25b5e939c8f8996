package inquiry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// EraseStore takes personal data out of what is kept of an inquiry.
type EraseStore interface {
	// Redact replaces the request and the events of an inquiry, in the table and in the archive, by what the redaction leaves of them, and
	// reports whether there was anything to take. Doing so again takes nothing more.
	Redact(ctx context.Context, id ID, r Redaction) (changed bool, err error)
}

// Redaction tells what of an inquiry is personal from what is its skeleton: codes, instants, parties and clocks.
type Redaction struct {
	Release  *catalogue.Release // the one that the inquiry keeps
	Workflow string
}

// coded are the types of values that people choose or count. Whatever they write in words of their own may tell of somebody, whatever the
// catalogue says of the field.
var coded = []catalogue.FieldType{catalogue.Date, catalogue.DateTime, catalogue.Integer, catalogue.Boolean, catalogue.Choice, catalogue.Country, catalogue.Codes,
	catalogue.Amount, catalogue.Currency, catalogue.InquiryID, catalogue.Attachments}

// left are the values that stay: those of fields which the release knows, does not call personal, and that are coded. Nil when none is.
func left(fields []catalogue.Field, values map[string]any) map[string]any {
	var out map[string]any
	for _, f := range fields {
		v, given := values[f.Code]
		if !given || f.Personal || !slices.Contains(coded, f.Type) {
			continue
		}
		if out == nil {
			out = map[string]any{}
		}
		out[f.Code] = v
	}
	return out
}

// Request leaves the coded fields of a request.
func (r Redaction) Request(req Request) Request {
	wf, ok := r.Release.Workflow(r.Workflow)
	if !ok {
		return Request{}
	}
	return Request{Fields: left(wf.Fields(), req.Fields)}
}

// Event leaves of an event who did what when, in codes. The names of the operators' own people stay: each operator sees its own only.
func (r Redaction) Event(e Event) Event {
	e.Text, e.Language, e.Reference = "", "", nil
	e.Once = "" // holds a digest of what was written
	if e.Start != nil {
		start := *e.Start
		start.Fingerprint = "" // a digest of everything that was asked with
		e.Start = &start
	}
	if e.Reply != nil {
		reply := *e.Reply
		reply.Fields, reply.Text, reply.Language = r.reply(reply.Code, reply.Fields), "", ""
		e.Reply = &reply
	}
	if e.Proposal != nil {
		p := *e.Proposal
		p.Fields = r.reply(p.Code, p.Fields)
		e.Proposal = &p
	}
	if e.Attachment != nil {
		a := *e.Attachment
		a.Name, a.SHA256 = "", ""
		e.Attachment = &a
	}
	return e
}

func (r Redaction) reply(code string, values map[string]any) map[string]any {
	reply, ok := r.Release.Reply(code)
	if !ok {
		return nil
	}
	return left(reply.Fields, values)
}

// OpenSlug is the slug of what has to wait until an inquiry is closed.
const OpenSlug = "inquiry-open"

// Erase records that the personal data of a closed inquiry is gone. An open one needs it: the problem inquiry-open.
func (q Inquiry) Erase(now time.Time, by Actor) (Inquiry, Event, error) {
	if q.State != StateClosed {
		return q, Event{}, problem.New(problem.Conflict, OpenSlug, "The inquiry is %s: the two posts need what it holds until it is closed.", q.State)
	}
	q, e := q.next(Event{Kind: Erased}, now, by)
	return q, e, nil
}

// ErasedSlug is the slug of what cannot be done without the personal data of an inquiry.
const ErasedSlug = "inquiry-erased"

// Gone refuses what nothing is left for once the personal data was erased; nil while it is there.
func (q Inquiry) Gone() error {
	if !q.Erased {
		return nil
	}
	return problem.New(problem.Conflict, ErasedSlug, "The personal data of this inquiry was erased. Its codes and times are left; there is nothing to print.")
}

// Erase takes the personal data out of a closed inquiry of the caller's operator, for both sides, and records that once it is gone: contents
// first, event last, so a run that was cut short is done again. Also takes away what others keep of the inquiry, before the event says that it
// is gone. On an inquiry from which nothing is left to take, it changes nothing.
func (s *Service) Erase(ctx context.Context, by principal.Principal, id ID, also func(context.Context) error, now time.Time) (Inquiry, error) {
	if !by.Has(principal.OperatorAdministrator) {
		return Inquiry{}, problem.New(problem.Forbidden, "role-missing", "Personal data is erased by an operator's administrator.")
	}
	for range tries {
		r, err := s.view(ctx, by, id)
		if err != nil {
			return Inquiry{}, err
		}
		q := r.Inquiry
		after, e, err := q.Erase(now, agentOf(by, q.Party(q.Sides(by.Operator)[0]).Centre))
		if err != nil {
			return Inquiry{}, err
		}
		release, err := s.release(ctx, q)
		if err != nil {
			return Inquiry{}, err
		}
		changed, err := s.Store.Redact(ctx, id, Redaction{release, q.Workflow})
		if err != nil {
			return Inquiry{}, fmt.Errorf("erase inquiry %s: %w", id, err)
		}
		if err := also(ctx); err != nil {
			return Inquiry{}, fmt.Errorf("erase inquiry %s: %w", id, err)
		}
		if err := s.Index(ctx, id); err != nil {
			return Inquiry{}, err
		}
		if q.Erased && !changed {
			return q, nil
		}
		err = s.Store.Save(ctx, Change{Before: q, After: after, Event: e})
		switch {
		case err == nil:
			return after, nil
		case !errors.Is(err, ErrChanged):
			return Inquiry{}, fmt.Errorf("erase inquiry %s: %w", id, err)
		}
	}
	return Inquiry{}, busy()
}
