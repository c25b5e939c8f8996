//go:build emulator

package trackingdb_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func TestStore_WhatWasDoneAboutARefusal(t *testing.T) {
	s, meter := store(t)
	m := message("R1", now)
	m.Events, m.Rejected = 2, 1
	by := tracking.Actor{Subject: "sub-1", Name: "Sam Sample"}
	fix := message("R2", now.Add(time.Hour))
	fix.Events, fix.Corrects, fix.By = 2, "R1", &by
	for _, each := range []tracking.Message{m, fix} {
		if err := s.Create(t.Context(), each); err != nil {
			t.Fatal(err)
		}
	}
	lists := func() [3]int {
		var n [3]int
		for i, q := range []tracking.Sent{{ToDo: true}, {Refused: true}, {}} {
			q.Operator, q.Now, q.Limit = "GBA", now.Add(2*time.Hour), 10
			page, err := s.Sent(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			n[i] = len(page.Messages)
		}
		return n
	}
	if got := lists(); got != [3]int{1, 1, 2} {
		t.Error("to do, refused, all:", got)
	}
	done := tracking.Settled{At: now, By: by, CorrectedBy: "R2"}
	spend(t, meter, "settle a refused message", 3, func() error { return s.Resolve(t.Context(), m, done) })
	if err := s.Resolve(t.Context(), m, done); err != nil {
		t.Error("the same again changes nothing:", err)
	}
	if err := s.Resolve(t.Context(), m, tracking.Settled{At: now, By: by, Reason: "No."}); !problem.Is(err, "message-settled") {
		t.Error(err)
	}
	if got := lists(); got != [3]int{0, 1, 2} {
		t.Error("to do, refused, all:", got)
	}
	for range 2 {
		spend(t, meter, "record a look", 1, func() error { return s.Looked(t.Context(), m, by, now) })
	}
	if err := s.Looked(t.Context(), m, by, now.Add(25*time.Hour)); err != nil {
		t.Fatal(err)
	}
	first, err := s.Report(t.Context(), "R1")
	if err != nil {
		t.Fatal(err)
	}
	if first.Settled == nil || cmp.Diff(done, *first.Settled) != "" || len(first.Looks) != 2 || first.Looks[0].By != by || len(first.Results) != 2 {
		t.Errorf("%+v", first)
	}
	if second, err := s.Report(t.Context(), "R2"); err != nil || cmp.Diff(fix, second.Message) != "" {
		t.Error(cmp.Diff(fix, second.Message), err)
	}
}
