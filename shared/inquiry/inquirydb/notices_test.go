//go:build emulator

package inquirydb_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
)

// walk returns all notices there are, each once.
func (s system) walk(t *testing.T) []string {
	t.Helper()
	all := map[string]bool{}
	for position := ""; position != inquirydb.WalkEnd; {
		next, err := s.store.Notices(t.Context(), position, func(notice, subject string) error {
			all[notice+" by "+subject] = true
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if position = next; position == "" {
			t.Fatal("a walk without an end")
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// What the stream told of is found again, word for word, in the table and in the archive: facts are made of nothing else.
func TestNotices_AreThoseThatWereStreamed(t *testing.T) {
	s := start(t)
	s.store.Cold = &inquirydb.Cold{}
	s.store.Cold.Client, s.store.Cold.Bucket = kit.Bucket(t)
	for n := range 3 {
		s.asked(t, n+10)
	}
	id, at := s.closed(t, 1)
	if _, err := s.CheckDeadlines(t.Context(), at); err != nil { // warns of the open ones and archives the closed one
		t.Fatal(err)
	}
	streamed := s.walk(t)
	inTable := func() (n int) {
		if _, err := s.store.Notices(t.Context(), "", func(string, string) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := inTable()
	if s.expire(t, id) == 0 {
		t.Fatal("nothing has left the table")
	}
	if left := inTable(); left >= before || len(streamed) < before {
		t.Fatalf("%d notices streamed, %d in the table, %d when the archived ones have left it", len(streamed), before, left)
	}
	for _, n := range streamed {
		if person := strings.Contains(n, `"actorKind":"agent"`); strings.HasSuffix(n, " by ") == person {
			t.Errorf("who did it is told of people, and of nobody else: %s", n)
		}
	}
	if d := cmp.Diff(streamed, s.walk(t)); d != "" {
		t.Errorf("streamed (-) and found again (+):\n%s", d)
	}
}
