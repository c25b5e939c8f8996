package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
)

// Conditional is a request that wants an answer only if it is another one than the caller has; exported for huma.
type Conditional struct {
	IfNoneMatch string `header:"If-None-Match" maxLength:"1000" doc:"ETag of what the caller has: 304 while it is the same"`
}

type conditional[T any] struct {
	Status       int
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         T
}

// unless answers without a body when the caller has what of stands for.
func unless[T any](c Conditional, of any, body T) (*conditional[T], error) {
	text, err := json.Marshal(of)
	if err != nil {
		return nil, fmt.Errorf("tag: %w", err)
	}
	sum := sha256.Sum256(text)
	out := &conditional[T]{Status: http.StatusOK, ETag: `W/"` + hex.EncodeToString(sum[:8]) + `"`, CacheControl: "private, no-cache", Body: body}
	if matches(c.IfNoneMatch, out.ETag[2:]) {
		out.Status = http.StatusNotModified // huma then sends no body
	}
	return out, nil
}
