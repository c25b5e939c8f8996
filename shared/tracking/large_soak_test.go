//go:build soak

package tracking_test

const largeFile = 64
