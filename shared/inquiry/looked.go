package inquiry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Seen says what of an inquiry somebody is shown.
type Seen string

// What can be seen of an inquiry.
const (
	Unseen       Seen = "" // its contents decide something; nobody is shown them
	SeenPage     Seen = "page"
	SeenHistory  Seen = "history"  // as a file
	SeenForm     Seen = "form"     // of the UPU
	SeenDocument Seen = "document" // one of its files
	SeenMatch    Seen = "match"    // names and addresses, among what was found of a person
	SeenExport   Seen = "export"   // everything, as a file
)

// Looked tells that a person of one of its operators is shown something of an inquiry.
type Looked struct {
	Inquiry ID
	By      principal.Principal
	Centre  directory.CentreID // where they work: the inquiry's centre of their side if it is one of theirs; "" for who works in none
	Seen    Seen
	At      time.Time
}

// Looks keeps who looked (package privacy implements it).
type Looks interface {
	// Looked records a look. Whoever cannot be recorded is shown nothing.
	Looked(ctx context.Context, l Looked) error
}

var errNoLooks = errors.New("this function shows inquiries and records no looks")

// Saw records that the caller is shown something of an inquiry. When that fails it is the problem look-not-recorded, and nothing may be shown.
func (s *Service) Saw(ctx context.Context, by principal.Principal, q Inquiry, as Seen, now time.Time) error {
	if as == Unseen {
		return nil
	}
	err := errNoLooks
	if s.Looks != nil {
		err = s.Looks.Looked(ctx, Looked{Inquiry: q.ID, By: by, Centre: q.centreOf(by), Seen: as, At: now})
	}
	if err != nil {
		return problem.New(problem.Unavailable, "look-not-recorded", "It could not be recorded who looks at the inquiry, so it is not shown. Try again.").
			Because(fmt.Errorf("look at inquiry %s: %w", q.ID, err))
	}
	return nil
}

func (q Inquiry) centreOf(by principal.Principal) directory.CentreID {
	for _, side := range q.Sides(by.Operator) {
		if c := q.Party(side).Centre; by.WorksIn(c) {
			return c
		}
	}
	return slices.Concat(by.CallCentres, []directory.CentreID{""})[0]
}
