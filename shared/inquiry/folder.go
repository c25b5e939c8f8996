package inquiry

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// Folder is where a side finds an inquiry. Each side has every inquiry in exactly one.
type Folder string

// The folders (domain catalogue 10.5).
const (
	NoFolder         Folder = "" // the replier's side before the inquiry has reached it
	Drafts           Folder = "drafts"
	ToDo             Folder = "toDo"
	ToRead           Folder = "toRead"
	ReturnedToUs     Folder = "returned"
	Waiting          Folder = "waiting"
	OverdueByUs      Folder = "overdueByUs"
	OverdueByPartner Folder = "overdueByPartner"
	UnroutableFolder Folder = "unroutable"
	ClosedFolder     Folder = "closed"
)

// Folders lists them in the order in which an agent works.
var Folders = []Folder{ToDo, OverdueByUs, ToRead, ReturnedToUs, Waiting, OverdueByPartner, UnroutableFolder, Drafts, ClosedFolder}

// Counted reports whether a folder's size is kept: the closed one is a window of 30 days and has none.
func (f Folder) Counted() bool { return f != NoFolder && f != ClosedFolder }

// FolderOf says in which folder a side finds the inquiry.
func (q Inquiry) FolderOf(s Side) Folder {
	if s == Replier {
		switch {
		case q.Replier.Centre == "":
			return NoFolder
		case q.State == StateClosed:
			return ClosedFolder
		case !q.awaited():
			return Waiting
		case q.Overdue:
			return OverdueByUs
		default:
			return ToDo
		}
	}
	switch {
	case q.State == StateDraft:
		return Drafts
	case q.State == StateClosed:
		return ClosedFolder
	case q.State == StateReplied:
		return ToRead
	case q.State == StateReturned:
		return ReturnedToUs
	case q.Unroutable != "":
		return UnroutableFolder
	case q.Overdue:
		return OverdueByPartner
	default:
		return Waiting
	}
}

// SortTime is the instant by which a folder is ordered: the due time where an answer is owed, else when the inquiry came there.
func (q Inquiry) SortTime(f Folder) time.Time {
	switch {
	case f == Drafts:
		return q.CreatedAt
	case f == ClosedFolder:
		return q.ClosedAt
	case (f == ToRead || f == ReturnedToUs) && !q.RespondBy.IsZero():
		return q.RespondBy
	case f == ToRead || f == ReturnedToUs || f == Waiting && !q.awaited():
		return q.RepliedAt
	case !q.Clock.DueAt.IsZero():
		return q.Clock.DueAt
	default:
		return q.SentAt
	}
}

// Filter narrows a folder; empty members take everything.
type Filter struct {
	Product, Workflow string
	Level             int
	Partner           directory.OperatorCode
	Item              edi.ItemID
	Agent             string    // subject of who works on it for the folder's side; "none" for nobody
	Before            time.Time // created before
	Urgent            bool
}

// nobody is the Filter.Agent of what no agent works on.
const nobody = "none"

// Active reports whether the filter takes anything away.
func (f Filter) Active() bool { return f != Filter{} }

// Takes reports whether a row of a side's folder passes.
func (f Filter) Takes(q Inquiry, side Side) bool {
	agent, partner := q.Agent(side).Subject, q.Party(other(side)).Operator
	switch {
	case f.Product != "" && f.Product != q.Product,
		f.Workflow != "" && f.Workflow != q.Workflow,
		f.Level != 0 && f.Level != q.Level,
		f.Partner != "" && f.Partner != partner,
		f.Item != "" && f.Item != q.ItemID,
		f.Agent == nobody && agent != "",
		f.Agent != "" && f.Agent != nobody && f.Agent != agent,
		!f.Before.IsZero() && !q.CreatedAt.Before(f.Before),
		f.Urgent && !q.Urgent:
		return false
	}
	return true
}

func other(s Side) Side {
	if s == Requester {
		return Replier
	}
	return Requester
}
