package inquiry

import (
	"slices"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Action is something a person can do with an inquiry.
type Action string

// The actions.
const (
	ActEdit       Action = "edit"
	ActSend       Action = "send"
	ActOpen       Action = "open"
	ActReply      Action = "reply"
	ActHandOver   Action = "handOver"
	ActSupplement Action = "supplement"
	ActRead       Action = "read"
	ActReaddress  Action = "readdress"
	ActEscalate   Action = "escalate"
	ActReject     Action = "reject"
	ActClose      Action = "close"
	ActJoin       Action = "join"
	ActMerge      Action = "merge"
	ActAssign     Action = "assign"
	ActNote       Action = "note"
	ActAttach     Action = "attach"
)

var actions = []Action{ActEdit, ActSend, ActOpen, ActReply, ActSupplement, ActRead, ActReaddress, ActEscalate, ActReject, ActClose, ActHandOver,
	ActAssign, ActNote, ActAttach, ActJoin, ActMerge}

// sides returns the sides that may take the action.
func (a Action) sides() []Side {
	switch a {
	case ActOpen, ActReply, ActHandOver:
		return []Side{Replier}
	case ActAssign, ActNote, ActAttach:
		return []Side{Requester, Replier}
	default:
		return []Side{Requester}
	}
}

// Actions lists what the state allows a side to do now, in the order a person would.
func (q Inquiry) Actions(s Side, release *catalogue.Release) []Action {
	out := []Action{}
	for _, a := range actions {
		if slices.Contains(a.sides(), s) && q.allows(a, release) {
			out = append(out, a)
		}
	}
	return out
}

func (q Inquiry) allows(a Action, release *catalogue.Release) bool {
	answered := q.State == StateReplied && q.LastReply != nil
	switch a {
	case ActEdit, ActSend:
		return q.State == StateDraft
	case ActOpen:
		return q.State == StateSent && q.Replier.Centre != ""
	case ActReply:
		return q.awaited() && q.Clock.Started()
	case ActHandOver:
		return q.awaited() && q.Replier.Centre != ""
	case ActSupplement:
		return q.State == StateReturned
	case ActRead:
		return (answered || q.State == StateReturned) && q.ReadAt.IsZero()
	case ActReaddress:
		return q.awaited() && q.Unroutable != ""
	case ActEscalate:
		_, higher := q.nextLevel(release)
		return higher && (answered && q.LastReply.Class == ClassInconclusive || q.awaited() && q.Overdue)
	case ActReject:
		_, higher := q.nextLevel(release)
		return higher && answered && q.LastReply.Class == ClassConclusive && !q.Rejected
	case ActClose:
		return len(q.Closings(release)) > 0
	case ActJoin, ActMerge:
		return q.State != StateClosed && q.State != ""
	case ActAssign, ActAttach:
		return q.State != StateClosed && q.State != ""
	case ActNote:
		return q.State != "" && !q.Archived && !q.Erased
	}
	return false
}

// nextLevel is the level above the inquiry's, if its workflow has one.
func (q Inquiry) nextLevel(release *catalogue.Release) (int, bool) {
	wf, ok := release.Workflow(q.Workflow)
	if !ok {
		return 0, false
	}
	return wf.NextLevel(q.Level)
}

// NotAllowed is the slug of an action that the state does not allow.
const NotAllowed = "action-not-allowed"

func (q Inquiry) check(a Action, release *catalogue.Release) error {
	if q.allows(a, release) {
		return nil
	}
	return problem.New(problem.Conflict, NotAllowed, "An inquiry that is %s does not allow %q. %s", q.State, a, q.hint(a, release))
}

func (q Inquiry) hint(a Action, release *catalogue.Release) string {
	_, higher := q.nextLevel(release)
	switch {
	case q.Erased:
		return "Its personal data was erased: nothing is added any more."
	case (a == ActEscalate || a == ActReject) && !higher && q.State != StateDraft && q.State != StateClosed:
		return "Its workflow has no level above this one."
	case a == ActReject && q.Rejected:
		return "A conclusive reply can be rejected once."
	case a == ActReaddress && q.awaited():
		return "It can be addressed anew while no call centre takes it."
	case a == ActEscalate && q.awaited():
		return "It can be escalated when the reply is overdue or was inconclusive."
	}
	switch q.State {
	case StateDraft:
		return "Complete and send it first."
	case StateSent, StateOpened:
		if q.Replier.Centre == "" {
			return "It has not reached a call centre yet."
		}
		return "It waits for the reply."
	case StateReplied:
		return "The requester reads the reply and closes it."
	case StateReturned:
		return "The requester supplements what is missing."
	default:
		return "It is closed and cannot change any more."
	}
}
