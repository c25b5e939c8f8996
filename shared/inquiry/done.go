package inquiry

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
)

// Done is a step that a person took for a call centre: what a team did in a day, and what a review can be drawn from. Its By is personal data; the
// record expires after DoneKept.
type Done struct {
	Centre   directory.CentreID // for which they acted
	By       Assignee           // the zero Assignee: what befell the centre, that its reply was not accepted
	Inquiry  ID
	Seq      int
	Kind     Kind
	At       time.Time
	Workflow string
	Level    int
	OnTime   *bool // of the answer that decided it
}

// DoneKept is how long a record of a step is kept: five weeks, so that a whole month can be reviewed [A].
const DoneKept = 35 * 24 * time.Hour

// doneKinds are the steps that bring an inquiry on; looking, noting and assigning do not.
var doneKinds = []Kind{Sent, Readdressed, Replied, Returned, Supplemented, Escalated, Rejected, Closed}

// DoneStore keeps what people did, by call centre and time.
type DoneStore interface {
	// Step returns one event of an inquiry, or the problem inquiry-unknown.
	Step(ctx context.Context, id ID, seq int) (Event, error)
	// PutDone stores what was done, once.
	PutDone(ctx context.Context, d Done) error
	// DoneSince returns what was done for a call centre from an instant until another, in the order of time, and whether that is everything.
	DoneSince(ctx context.Context, centre directory.CentreID, since, until time.Time) (_ []Done, complete bool, _ error)
}

// RecordDone keeps what a person did, however often it is told. Of a rejected reply, the centre that gave it learns too.
func (s *Service) RecordDone(ctx context.Context, n Notice) error {
	if n.ActorKind != ByAgent || !slices.Contains(doneKinds, n.Kind) {
		return nil
	}
	e, err := s.Store.Step(ctx, n.InquiryID, n.Seq)
	if isNotFound(err) { // archived or erased long after: nobody counts it any more
		return nil
	}
	if err != nil {
		return fmt.Errorf("record what was done: %w", err)
	}
	d := Done{Centre: n.ActorCentre, By: Assignee{e.By.Subject, e.By.Name}, Inquiry: n.InquiryID, Seq: n.Seq, Kind: n.Kind, At: n.At, Workflow: n.Workflow, Level: n.Level, OnTime: n.OnTime}
	if d.Centre == "" {
		return nil
	}
	if err := s.Store.PutDone(ctx, d); err != nil {
		return fmt.Errorf("record what was done: %w", err)
	}
	if n.Kind != Rejected || n.ReplierCentre == "" || n.ReplierCentre == n.ActorCentre {
		return nil
	}
	d.Centre, d.By = n.ReplierCentre, Assignee{}
	if err := s.Store.PutDone(ctx, d); err != nil {
		return fmt.Errorf("record what was done: %w", err)
	}
	return nil
}
