//go:build !soak

package tracking_test

// largeFile is the size of a large file, in megabytes.
const largeFile = 6
