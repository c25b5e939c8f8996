package inquiry_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestArchive_WhenItsTimeAtHandIsOver_Once(t *testing.T) {
	q, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), archive, monday, asker)
	if err != nil || !q.CheckAt().Equal(archive) {
		t.Fatal(q.CheckAt(), err)
	}
	if _, _, changed := q.Archive(archive.Add(-time.Second)); changed {
		t.Fatal("too early")
	}
	q, e, changed := q.Archive(archive)
	if !changed || e.Kind != Archived || e.By != System || !q.Archived || !q.CheckAt().IsZero() || q.State != StateClosed {
		t.Fatal(q, e)
	}
	if _, _, changed := q.Archive(archive.AddDate(1, 0, 0)); changed {
		t.Fatal("twice")
	}
	if d := cmp.Diff([]Action{}, q.Actions(Requester, release())); d != "" {
		t.Error(d)
	}
}

func TestArchive_WhatIsOpen_Never(t *testing.T) {
	for _, q := range []Inquiry{drafted(), sent(t), routed(t), replied(t, dlv, "2026-11-23T10:00:00Z"), replied(t, inc, "2026-11-23T10:00:00Z")} {
		if _, _, changed := q.Archive(archive.AddDate(10, 0, 0)); changed {
			t.Error(q.State)
		}
	}
}
