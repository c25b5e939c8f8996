package inquiry

import (
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Assign gives the inquiry to an agent of a side, or releases it (the zero Assignee). The other side does not see it. Assigning to the one
// who has it changes nothing.
func (q Inquiry) Assign(s Side, to Assignee, release *catalogue.Release, now time.Time, by Actor) (_ Inquiry, _ Event, changed bool, _ error) {
	if err := q.check(ActAssign, release); err != nil {
		return q, Event{}, false, err
	}
	if q.Agent(s).Subject == to.Subject {
		return q, Event{}, false, nil
	}
	q, e := q.next(Event{Kind: Assigned, Private: s, Assignee: &to}, now, by)
	return q, e, true, nil
}

// Note writes an internal note, which the other side never sees.
func (q Inquiry) Note(s Side, w Words, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActNote, release); err != nil {
		return q, Event{}, err
	}
	if strings.TrimSpace(w.Text) == "" {
		return q, Event{}, problem.New(problem.Invalid, "note-empty", "A note needs a text.").With("text", "is missing")
	}
	if q.Version >= maxSteps {
		return q, Event{}, problem.New(problem.Invalid, "history-full", "The history of this inquiry is full; only the steps that bring it to its end are taken.").With("text", "cannot be added any more")
	}
	q, e := q.next(Event{Kind: Noted, Private: s, Text: w.Text, Language: w.Language}, now, by)
	return q, e, nil
}

// maxAttachments bounds an inquiry's documents (domain catalogue 10.3: attachments[]) [A].
const maxAttachments = 20

// Attach records a document that was uploaded and found good.
func (q Inquiry) Attach(a Attachment, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActAttach, release); err != nil {
		return q, Event{}, err
	}
	if q.Attachments >= maxAttachments {
		return q, Event{}, problem.New(problem.Invalid, "attachments-full", "An inquiry holds %d documents, and has them.", maxAttachments).With("inquiryId", "holds %d documents", maxAttachments)
	}
	q, e := q.next(Event{Kind: Attached, Attachment: &a}, now, by)
	return q, e, nil
}
