package problem_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestAs_UnknownErrorIsInternalAndHidesItsText(t *testing.T) {
	p := problem.As(errors.New("dial tcp 10.0.0.1: secret"))
	if p.Kind != problem.Internal || p.Slug != "internal" {
		t.Fatalf("got %v %q", p.Kind, p.Slug)
	}
	if p.Detail == "" || errors.Unwrap(p) == nil {
		t.Fatal("an internal problem needs a sentence for people and keeps its cause for the log")
	}
}

func TestIs_FindsTheSlugThroughWrapping(t *testing.T) {
	err := fmt.Errorf("reply to inquiry %s: %w", "X", problem.New(problem.Conflict, "inquiry-closed", "closed"))
	if !problem.Is(err, "inquiry-closed") || problem.Is(err, "other") {
		t.Fatal(err)
	}
}

func TestOrNil_WithoutFieldsIsNoError(t *testing.T) {
	p := problem.New(problem.Invalid, "incomplete", "Some fields are missing.")
	if p.OrNil() != nil {
		t.Fatal("no field, no error")
	}
	if p.With("a", "is missing").OrNil() == nil {
		t.Fatal("a field is an error")
	}
}
