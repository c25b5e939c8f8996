package clock_test

import (
	"context"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
)

func TestWorking(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for name, c := range map[string]struct {
		ctx  context.Context
		left time.Duration // until it ends; 0 for never
		want bool
	}{
		"without an end":          {t.Context(), 0, true},
		"long before its end":     {t.Context(), time.Hour, true},
		"in the reserve":          {t.Context(), 30 * time.Second, false},
		"ended, whatever is left": {ended, time.Hour, false},
	} {
		ctx, stop := c.ctx, func() {}
		if c.left > 0 {
			ctx, stop = context.WithTimeout(c.ctx, c.left)
		}
		goesOn, release := clock.Working(ctx, time.Minute)
		if got := goesOn(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
		release()
		stop()
	}
}
