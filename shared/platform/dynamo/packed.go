package dynamo

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
)

// mostUnpacked bounds what a packed value may become, in bytes: what we packed is smaller.
const mostUnpacked = 16 << 20

// Pack packs a value that is read as a whole, with gzip: an item holds 400 KB, and each KiB is paid for.
func Pack(value []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(value); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return b.Bytes(), nil
}

// Unpack returns what Pack packed.
func Unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	value, err := io.ReadAll(io.LimitReader(r, mostUnpacked+1))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	if len(value) > mostUnpacked {
		return nil, fmt.Errorf("unpack: more than %d bytes", mostUnpacked)
	}
	return value, nil
}
