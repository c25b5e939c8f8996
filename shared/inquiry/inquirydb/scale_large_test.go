//go:build emulator && scale

package inquirydb_test

import "testing"

// TestCapacity_OfAHugeCentre takes minutes to fill the table, so it has a tag of its own:
//
//	EMULATOR_URL=http://127.0.0.1:4570 go test -tags "emulator scale" -run HugeCentre -v ./shared/inquiry/inquirydb
func TestCapacity_OfAHugeCentre(t *testing.T) { largeCentre(t, 100_000) }
