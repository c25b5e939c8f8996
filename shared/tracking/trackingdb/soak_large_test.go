//go:build emulator && soak

package trackingdb_test

const (
	soakEvents     = 200_000
	soakVisibility = "30"
)
