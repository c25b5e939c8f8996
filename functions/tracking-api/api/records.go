package api

import (
	"context"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Records counts what API keys send (directorydb.Store implements it).
type Records = directory.RecordStore

// maySend refuses a key that has sent its records of the day, before the message is kept: there is no receipt, and the same message can be
// sent again.
func (d Deps) maySend(ctx context.Context, by principal.Principal) error {
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return err
	}
	return directory.RecordMeter{Store: d.Records}.Admit(ctx, by, now)
}

// sent counts what a key has sent. A message that was sent again with the same Idempotency-Key is counted again.
func (d Deps) sent(ctx context.Context, by principal.Principal, records int) error {
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return err
	}
	return directory.RecordMeter{Store: d.Records}.Count(ctx, by, records, now)
}
