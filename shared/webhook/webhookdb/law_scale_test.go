//go:build emulator && scale

package webhookdb_test

import "testing"

func TestLaw_TenThousandEvents(t *testing.T) { law(t, 10_000, 800, 1) }
