package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Conditional is a request that wants an answer only if it is another one than the caller has; exported for huma, as ByID is.
type Conditional struct {
	IfNoneMatch string `header:"If-None-Match" maxLength:"1000" doc:"ETag of what the caller has: 304 while it is the same"`
}

// has reports whether the caller has what the tag names.
func (c Conditional) has(tag string) bool {
	weak := func(t string) string { return strings.TrimPrefix(strings.TrimSpace(t), "W/") }
	return slices.ContainsFunc(strings.Split(c.IfNoneMatch, ","), func(t string) bool { return weak(t) == weak(tag) })
}

// list is the answer of a list: its tag is kept by whoever asks again.
type list[T any] struct {
	Status int
	ETag   string `header:"ETag"`
	Body   T
}

// tagged is the list under a tag, without its contents where the caller has them.
func tagged[T any](c Conditional, tag string, body T) *list[T] {
	out := &list[T]{Status: http.StatusOK, ETag: tag, Body: body}
	if c.has(tag) {
		out.Status = http.StatusNotModified // huma then sends no body
	}
	return out
}

// tagOf names what a list shows.
func tagOf(what any) (string, error) {
	text, err := json.Marshal(what)
	if err != nil {
		return "", fmt.Errorf("tag: %w", err)
	}
	sum := sha256.Sum256(text)
	return `W/"` + hex.EncodeToString(sum[:8]) + `"`, nil
}

// inquiryTag names an inquiry as it is shown: its version, and what moves on without a step while its clock runs.
func inquiryTag(q inquiry.Inquiry, remaining *int) string {
	tag := strconv.Itoa(q.Version)
	if remaining != nil {
		tag += fmt.Sprintf(".%d", *remaining)
	}
	return `W/"` + tag + `"`
}

// seen is the version a caller acts on: from If-Match or the body; 0 when neither says.
func seen(ifMatch string, version int) (int, error) {
	if ifMatch == "" || ifMatch == "*" {
		return version, nil
	}
	text, err := strconv.Unquote(strings.TrimPrefix(ifMatch, "W/"))
	text, _, _ = strings.Cut(text, ".")
	n, err2 := strconv.Atoi(text)
	if err != nil || err2 != nil || n < 1 {
		return 0, problem.New(problem.Invalid, "request-invalid", "If-Match is the ETag that the inquiry came with.").With("If-Match", "is not an ETag of an inquiry")
	}
	return n, nil
}
