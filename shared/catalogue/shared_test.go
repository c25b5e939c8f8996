package catalogue_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// inForce is the release in force, or why it cannot be read.
type inForce struct {
	catalogue.Reader
	shared bool
	err    error
}

func (r inForce) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return &catalogue.Release{SharedFigures: r.shared}, r.err
}

func TestAgreed_IsWhatTheReleaseInForceSays_AndNoWithoutOne(t *testing.T) {
	unknown := problem.New(problem.NotFound, "catalogue-unknown", "no")
	for name, c := range map[string]struct {
		inForce
		want, fails bool
	}{
		"it says so":        {inForce{shared: true}, true, false},
		"it does not":       {inForce{}, false, false},
		"there is none":     {inForce{shared: true, err: unknown}, false, false},
		"it cannot be read": {inForce{shared: true, err: errors.New("throttled")}, false, true},
	} {
		if got, err := catalogue.Agreed(c.inForce)(t.Context(), time.Now()); got != c.want || (err != nil) != c.fails {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
