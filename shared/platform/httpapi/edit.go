package httpapi

import (
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Edit is the part of a request that says which version is edited.
type Edit struct {
	IfMatch string `header:"If-Match" maxLength:"200" doc:"The ETag of what you edit, as you saw it"`
}

// MustEdit is Edit where a retry after a lost answer would do harm without it.
type MustEdit struct {
	IfMatch string `header:"If-Match" maxLength:"200" required:"true" doc:"The ETag of what you edit, as you saw it"`
}

// Version is the version that is named, or any when none is. Versions count from least. What a tag says behind a point is for If-None-Match alone.
func (e Edit) Version(unnamed, least int) (int, error) {
	if e.IfMatch == "" || e.IfMatch == "*" {
		return unnamed, nil
	}
	text, err := strconv.Unquote(strings.TrimPrefix(e.IfMatch, "W/"))
	first, _, _ := strings.Cut(text, ".")
	n, err2 := strconv.Atoi(first)
	if err != nil || err2 != nil || n < least {
		return 0, problem.New(problem.Invalid, "request-invalid", "If-Match is the ETag that came with what you edit.").With("If-Match", "is not an ETag of this")
	}
	return n, nil
}

// Some is an instant as answers give it: null for none.
func Some(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
