//go:build emulator

package inquirydb_test

import (
	"errors"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func always() bool { return true }

func TestRaiseBatch_EachByItself_AndTheWholeAgainHasOneEffect(t *testing.T) {
	s := start(t)
	ctx := t.Context()
	entries := make([]inquiry.Raise, 6)
	for i, n := range []int{1, 2, 3, 1, 5, 6} { // the fourth asks the same as the first
		entries[i] = ask(t, n)
		entries[i].Key = inquiry.EntryKey("batch-1", "", i)
	}
	entries[1].Fields = map[string]any{"contents": "A book"} // a date is missing, so it cannot be sent
	entries[2].Workflow = "XXX"
	entries[4].Send, entries[5].Key = false, ""
	unread := errors.New("not to be read")
	slugs := func(raised []inquiry.Raised, err error) (out []string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range raised {
			if r.Err != nil {
				out = append(out, problem.As(r.Err).Slug)
				continue
			}
			out = append(out, string(r.Inquiry.State))
		}
		return out
	}
	same := func(want ...string) func(got []string) {
		return func(got []string) {
			t.Helper()
			for i := range want {
				if len(got) != len(want) || got[i] != want[i] {
					t.Fatalf("%q, not %q", got, want)
				}
			}
		}
	}
	first, err := s.RaiseBatch(ctx, ana, entries, nil, always, monday)
	same("sent", "inquiry-incomplete", "workflow-unknown", "inquiry-duplicate", "draft", "request-invalid")(slugs(first, err))
	if got := problem.As(first[3].Err).Extra["inquiryId"]; got != string(first[0].Inquiry.ID) {
		t.Error("it does not say which one is open:", got)
	}
	again, err := s.RaiseBatch(ctx, ana, entries, nil, always, monday)
	same("sent", "inquiry-incomplete", "workflow-unknown", "inquiry-duplicate", "draft", "request-invalid")(slugs(again, err))
	if again[0].Inquiry.ID != first[0].Inquiry.ID || again[4].Inquiry.ID != first[4].Inquiry.ID {
		t.Error("the same batch made others")
	}
	counts, err := s.Count(ctx, ana, "GBA-DON")
	if err != nil || counts.Folders[inquiry.Waiting] != 1 || counts.Folders[inquiry.Drafts] != 1 {
		t.Error(counts, err)
	}
	single := entries[0] // as the single request with the entry's key
	if q, err := s.Raise(ctx, ana, single, monday); err != nil || q.ID != first[0].Inquiry.ID {
		t.Error(q.ID, err)
	}

	entries[1].Fields["postingDate"], entries[5].Key = "2026-11-10", "case-6" // put right, with the key of the batch: it made nothing before
	same("sent", "sent", "unread", "inquiry-duplicate", "draft", "sent")(func() []string {
		got, err := s.RaiseBatch(ctx, ana, entries, map[int]error{2: problem.New(problem.Invalid, "unread", "No.")}, always, monday)
		return slugs(got, err)
	}())
	entries[0].Fields = map[string]any{"postingDate": "2026-11-10", "contents": "Another book"}
	got, err := s.RaiseBatch(ctx, ana, entries[:1], nil, always, monday)
	same("idempotency-key-reused")(slugs(got, err))

	if got, err := s.RaiseBatch(ctx, ana, entries[:1], map[int]error{0: unread}, always, monday); err != nil || problem.As(got[0].Err).Slug != "internal" || !errors.Is(got[0].Err, unread) {
		t.Error(got, err)
	}
	if _, err := s.RaiseBatch(ctx, olga, entries, nil, always, monday); !problem.Is(err, "role-missing") {
		t.Error("who may raise none is refused whole:", err)
	}
}

func TestRaiseBatch_OutOfTime_TheRestIsDoneNextTime(t *testing.T) {
	s := start(t)
	var entries []inquiry.Raise
	for n := range 4 {
		cmd := ask(t, n+1)
		cmd.Key = inquiry.EntryKey("b", "", n)
		entries = append(entries, cmd)
	}
	left := 2
	raised, err := s.RaiseBatch(t.Context(), ana, entries, nil, func() bool { left--; return left >= 0 }, monday)
	if err != nil || raised[1].Err != nil || !problem.Is(raised[2].Err, inquiry.UnfinishedSlug) || problem.As(raised[3].Err).Kind != problem.Unavailable {
		t.Fatal(raised, err)
	}
	again, err := s.RaiseBatch(t.Context(), ana, entries, nil, always, monday)
	if err != nil || again[3].Err != nil || again[0].Inquiry.ID != raised[0].Inquiry.ID {
		t.Error(again, err)
	}
}

func TestEntryKey_IsItsOwnOrTheBatchsWithItsPlace(t *testing.T) {
	for _, c := range [][3]string{{"b", "", "b#7"}, {"b", "mine", "mine"}, {"", "mine", "mine"}, {"", "", ""}} {
		if got := inquiry.EntryKey(c[0], c[1], 7); got != c[2] {
			t.Errorf("%q %q: %q", c[0], c[1], got)
		}
	}
}
