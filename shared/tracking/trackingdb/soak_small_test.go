//go:build emulator && !soak

package trackingdb_test

// soakEvents is how many records a soak sends; soakVisibility how many seconds a delivery may take before the queue delivers it again.
const (
	soakEvents     = 2_000
	soakVisibility = "3"
)
