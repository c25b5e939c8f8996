//go:build emulator

package inquirydb_test

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestByExternalRef_FindsTheCasesOfOnesOwn(t *testing.T) {
	s, step := start(t), step(t)
	ctx := t.Context()
	first, second, other := s.asked(t, 1), s.asked(t, 2), s.asked(t, 3)
	step(s.Join(ctx, ana, first, inquiry.Reference{CRMCase: "CASE-1"}, "", monday))
	step(s.Join(ctx, ana, second, inquiry.Reference{CRMCase: "CASE-1", CustomerRef: "K-9"}, "", monday))
	step(s.Join(ctx, ana, other, inquiry.Reference{CustomerRef: "CASE-1"}, "", monday)) // a customer's reference that looks like it
	for _, id := range []inquiry.ID{first, second, other} {
		if err := s.Index(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	s.meter.Reset()
	found, err := s.ByExternalRef(ctx, ana, " CASE-1")
	if err != nil || len(found) != 2 || found[0].ID == other || found[1].ID == other {
		t.Fatal(found, err)
	}
	if got := s.meter.Reset(); got > 1+3*(1+2) { // the term, and each inquiry with its history
		t.Errorf("it costs %.1f units", got)
	}
	for _, ref := range []string{"CASE-2", "case-1", "K-9"} {
		if found, err := s.ByExternalRef(ctx, ana, ref); err != nil || len(found) != 0 {
			t.Errorf("%s leads to %v %v", ref, found, err)
		}
	}
	if found, err := s.ByExternalRef(ctx, bruno, "CASE-1"); err != nil || len(found) != 0 {
		t.Error("the other post finds it by a case of ours:", found, err)
	}
	if _, err := s.ByExternalRef(ctx, ana, " "); !problem.Is(err, "request-invalid") {
		t.Error(err)
	}
}
