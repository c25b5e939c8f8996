package catalogue

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Agreed reads in the release in force whether posts may see each other's sums; without a release they may not.
func Agreed(releases Reader) func(context.Context, time.Time) (bool, error) {
	return func(ctx context.Context, now time.Time) (bool, error) {
		release, err := InForceOrEmpty(ctx, releases, now)
		if err != nil {
			return false, err
		}
		return release.SharedFigures, nil
	}
}

// InForceOrEmpty is the release in force; where there is none, one that agrees to nothing and knows no code.
func InForceOrEmpty(ctx context.Context, releases Reader, now time.Time) (*Release, error) {
	release, err := releases.InForce(ctx, now)
	if p := problem.As(err); p != nil && p.Kind == problem.NotFound {
		return &Release{}, nil
	}
	return release, err
}
