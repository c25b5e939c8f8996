package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
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
	sum, err := digest(of)
	return under(c, `W/"`+sum+`"`, body), err
}

// edition answers likewise what is edited: its tag begins with the version, which is all that If-Match minds.
func edition[T any](c Conditional, version int, of, body T) (*conditional[T], error) {
	sum, err := digest(of)
	return under(c, strconv.Quote(strconv.Itoa(version)+"."+sum), body), err
}

func under[T any](c Conditional, tag string, body T) *conditional[T] {
	out := &conditional[T]{Status: http.StatusOK, ETag: tag, CacheControl: "private, no-cache", Body: body}
	if matches(c.IfNoneMatch, tag) {
		out.Status = http.StatusNotModified // huma then sends no body
	}
	return out
}

func digest(of any) (string, error) {
	text, err := json.Marshal(of)
	if err != nil {
		return "", fmt.Errorf("tag: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8]), nil
}
