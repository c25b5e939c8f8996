package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// release is the one in force, or why it cannot be read.
type release struct {
	catalogue.Reader
	shared bool
	err    error
}

func (r release) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return &catalogue.Release{SharedFigures: r.shared}, r.err
}

func TestAgreed_IsWhatTheReleaseInForceSays_AndNoWithoutOne(t *testing.T) {
	unknown := problem.New(problem.NotFound, "catalogue-unknown", "no")
	for name, c := range map[string]struct {
		release
		want, fails bool
	}{
		"it says so":        {release{shared: true}, true, false},
		"it does not":       {release{}, false, false},
		"there is none":     {release{shared: true, err: unknown}, false, false},
		"it cannot be read": {release{shared: true, err: errors.New("throttled")}, false, true},
	} {
		if got, err := agreed(c.release)(t.Context(), time.Now()); got != c.want || (err != nil) != c.fails {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
