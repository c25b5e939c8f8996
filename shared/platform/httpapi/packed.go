package httpapi

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// leastPacked is from how many bytes on an answer is worth packing.
const leastPacked = 1400 // one packet

// packed packs answers with gzip for whoever takes it: neither API Gateway nor CloudFront, which does not keep what the API says, does it for us. A page's
// first answers are a tenth of their size then (ADR 0045).
func packed(h http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(leastPacked), gzhttp.EnableZstd(false), gzhttp.ContentTypeFilter(isText))
	if err != nil {
		return h // the options are constants: a test would tell
	}
	return wrap(h)
}

// isText reports whether content of a type packs: pictures and printed forms are packed already.
func isText(contentType string) bool {
	return strings.HasPrefix(contentType, "text/") || strings.Contains(contentType, "json") || strings.HasPrefix(contentType, "application/edifact")
}
