package inquiry

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// situation is what a person who closes the inquiry now would end; "" when it cannot be closed.
func (q Inquiry) situation() string {
	switch {
	case q.State == StateDraft: // it is discarded
		return catalogue.WhenAwaited
	case q.State == StateReplied:
		return catalogue.WhenReplied
	case q.State == StateReturned:
		return catalogue.WhenReturned
	case q.awaited() && q.Unroutable != "":
		return catalogue.WhenUnroutable
	case q.awaited():
		return catalogue.WhenAwaited
	}
	return ""
}

// Closings lists the workflow's closing codes that a person may use now.
func (q Inquiry) Closings(release *catalogue.Release) []string {
	wf, ok := release.Workflow(q.Workflow)
	if !ok || q.situation() == "" {
		return []string{}
	}
	return release.ClosingCodesFor(wf, q.situation())
}

// Close ends the inquiry with one of the closing codes that its workflow and its state allow: an answered inquiry, one that nobody can be
// asked, or, withdrawn, one that waits for its answer or was never sent. ArchiveAt is when it leaves the table.
func (q Inquiry) Close(code string, release *catalogue.Release, archiveAt, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActClose, release); err != nil {
		return q, Event{}, err
	}
	if !slices.Contains(q.Closings(release), code) {
		return q, Event{}, problem.New(problem.Invalid, "closing-code-not-allowed", "This workflow does not close with %q now.", code).
			With("code", "is not one of %v", q.Closings(release))
	}
	q, e := q.next(Event{Kind: Closed, ClosingCode: code, ArchiveAt: archiveAt}, now, by)
	return q, e, nil
}

// Join adds a further customer's case to an inquiry instead of raising a second one. The requester's side sees it.
func (q Inquiry) Join(ref Reference, text string, release *catalogue.Release, now time.Time, by Actor) (Inquiry, Event, error) {
	if err := q.check(ActJoin, release); err != nil {
		return q, Event{}, err
	}
	if ref == (Reference{}) && text == "" {
		return q, Event{}, problem.New(problem.Invalid, "join-empty", "Say which customer or case joins the inquiry.").With("customerRef", "is missing")
	}
	q, e := q.next(Event{Kind: Joined, Private: Requester, Reference: &ref, Text: text}, now, by)
	return q, e, nil
}

// Merge ends an inquiry because another of the same requester on the same item goes on for both. Both histories stay and name each other.
func (q Inquiry) Merge(into Inquiry, release *catalogue.Release, archiveAt, now time.Time, by Actor) (from, kept Inquiry, ended, went Event, _ error) {
	if err := q.check(ActMerge, release); err != nil {
		return q, into, Event{}, Event{}, err
	}
	p := problem.New(problem.Invalid, "merge-invalid", "These two cannot be merged.")
	switch {
	case q.ID == into.ID:
		p.With("into", "is the same inquiry")
	case into.ItemID != q.ItemID:
		p.With("into", "is about another item")
	case into.Requester.Operator != q.Requester.Operator:
		p.With("into", "was asked by another operator")
	case q.Replier.Operator != "" && into.Replier.Operator != q.Replier.Operator:
		p.With("into", "is answered by another operator")
	case into.State == StateClosed || into.State == StateDraft:
		p.With("into", "is %s: only an inquiry that is under way goes on for both", into.State)
	}
	if err := p.OrNil(); err != nil {
		return q, into, Event{}, Event{}, err
	}
	from, ended = q.next(Event{Kind: Closed, ClosingCode: release.Roles().ClosedMerged, Merge: into.ID, ArchiveAt: archiveAt}, now, by)
	kept, went = into.next(Event{Kind: Merged, Merge: q.ID}, now, by)
	return from, kept, ended, went, nil
}
