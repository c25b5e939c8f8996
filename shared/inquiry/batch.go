package inquiry

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// RaiseAtOnce bounds the inquiries of one batch.
const RaiseAtOnce = 100

// Raised is what became of an entry of a batch: the inquiry, or why there is none.
type Raised struct {
	Inquiry Inquiry
	Err     error
}

// UnfinishedSlug is the slug of an entry for which no time was left.
const UnfinishedSlug = "batch-unfinished"

// EntryKey is the Idempotency-Key of an entry of a batch: its own, or the batch's with its place.
func EntryKey(batch, own string, place int) string {
	if own != "" || batch == "" {
		return own
	}
	return batch + "#" + strconv.Itoa(place)
}

// RaiseBatch raises one inquiry for each entry, one after the other and each by itself: what is refused costs the others nothing. An entry that could not
// be read comes with its problem in refused, by its place, and goes back with it. Every entry has an Idempotency-Key: the same batch again has one
// effect, and answers with what it made. When timeLeft says that none is left, the other entries are "batch-unfinished": the same batch again does them. It
// fails only where the caller may raise none.
func (s *Service) RaiseBatch(ctx context.Context, by principal.Principal, entries []Raise, refused map[int]error, timeLeft func() bool, now time.Time) ([]Raised, error) {
	if _, err := askingCentre(by, ""); err != nil {
		return nil, err
	}
	out := make([]Raised, len(entries))
	for i, cmd := range entries {
		switch {
		case refused[i] != nil:
			out[i].Err = refused[i]
		case cmd.Key == "":
			out[i].Err = problem.New(problem.Invalid, "request-invalid", "Give the batch an Idempotency-Key, or each entry one of its own: a batch is sent again when its answer was lost.").
				With("idempotencyKey", "is missing, as is the batch's Idempotency-Key")
		case ctx.Err() != nil || !timeLeft():
			out[i].Err = problem.New(problem.Unavailable, UnfinishedSlug, "There was no time left for this entry. Send the same batch again: what was done is not done twice.")
		default:
			out[i].Inquiry, out[i].Err = s.Raise(ctx, by, cmd, now)
		}
		if _, told := errors.AsType[*problem.Problem](out[i].Err); out[i].Err != nil && !told {
			out[i].Err = problem.As(fmt.Errorf("entry %d: %w", i, out[i].Err))
		}
	}
	return out, nil
}
