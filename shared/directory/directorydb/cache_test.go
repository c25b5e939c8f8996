package directorydb

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestCache_BelievesForAMinute(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	c := newCache[string, int](func() time.Time { return now })
	reads := 0
	read := func() int {
		v, err := c.read(t.Context(), "a", func(context.Context, string) (int, error) { reads++; return reads, nil })
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for range 2 {
		if read() != 1 {
			t.Error("read twice")
		}
	}
	now = now.Add(Fresh - 1)
	if read() != 1 {
		t.Error("read again too early")
	}
	now = now.Add(1)
	if read() != 2 {
		t.Error("not read again after a minute")
	}
	c.forget()
	if read() != 3 {
		t.Error("not forgotten")
	}
}

func TestCache_KeepsThatNothingIsThereButNoFailure(t *testing.T) {
	c := newCache[string, int](func() time.Time { return time.Time{} })
	for err, want := range map[error]int{problem.New(problem.NotFound, "operator-unknown", "No."): 1, errors.New("no network"): 2} {
		c.forget()
		reads := 0
		for range 2 {
			if _, got := c.read(t.Context(), "a", func(context.Context, string) (int, error) { reads++; return 0, err }); !errors.Is(got, err) {
				t.Errorf("%v", got)
			}
		}
		if reads != want {
			t.Errorf("%v: read %d times, want %d", err, reads, want)
		}
	}
}

func TestCache_BelievesInAbsenceForSecondsOnly(t *testing.T) {
	now := time.Time{}
	c := newCache[string, int](func() time.Time { return now })
	missing := problem.New(problem.NotFound, "agent-unknown", "No.")
	there := false
	read := func() error {
		_, err := c.read(t.Context(), "a", func(context.Context, string) (int, error) {
			if !there {
				return 0, missing
			}
			return 1, nil
		})
		return err
	}
	if !errors.Is(read(), missing) {
		t.Fatal("it is not there yet")
	}
	there = true
	now = now.Add(FreshAbsence)
	if err := read(); err != nil {
		t.Fatalf("a person who was just added must not wait for a minute: %v", err)
	}
}

func TestCache_IsBounded(t *testing.T) {
	c := newCache[string, int](func() time.Time { return time.Time{} })
	for i := range maxKept + 10 {
		if _, err := c.read(t.Context(), fmt.Sprint(i), func(context.Context, string) (int, error) { return 0, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.kept) > maxKept {
		t.Errorf("keeps %d", len(c.kept))
	}
}
