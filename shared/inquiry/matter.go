package inquiry

import (
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// Matter is what an inquiry asks of an item for its requester, and at most one inquiry is open on it (domain catalogue 10.5). Another
// operator may ask the same, and the requester may ask something else.
type Matter struct {
	Item      edi.ItemID
	Workflow  string
	Requester directory.OperatorCode
}

// OpenMatter returns the matter that the inquiry is open on; false for a draft, which does not yet keep others from asking, and for a closed
// one. The store keeps one inquiry a matter and refuses a second with a DuplicateError.
func (q Inquiry) OpenMatter() (Matter, bool) {
	return q.matter(), q.State != "" && q.State != StateDraft && q.State != StateClosed
}

// matter is what the inquiry is about.
func (q Inquiry) matter() Matter { return Matter{q.ItemID, q.Workflow, q.Requester.Operator} }
