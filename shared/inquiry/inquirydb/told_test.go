//go:build emulator

package inquirydb_test

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestTold_CountsTheStepsThatAreNotShown(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	if _, err := s.Note(t.Context(), bruno, id, inquiry.Words{Text: "Ask the depot"}, monday); err != nil {
		t.Fatal(err)
	}
	d, newest, err := s.Told(t.Context(), ana, id, inquiry.Unseen, monday)
	if err != nil || newest != d.Inquiry.Version || d.History[len(d.History)-1].Seq >= newest {
		t.Error(newest, d.Inquiry.Version, len(d.History), err)
	}
}

func TestTook_IsTrueOfTheVeryRequest(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	for _, want := range []bool{false, true} {
		if took, err := s.once(t, bruno, "line 1", "body").Took(t.Context(), bruno, id); took != want || err != nil {
			t.Error(took, err)
		}
		if _, err := s.once(t, bruno, "line 1", "body").Note(t.Context(), bruno, id, inquiry.Words{Text: "Ask the depot"}, monday); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.once(t, bruno, "line 1", "another").Took(t.Context(), bruno, id); !problem.Is(err, "idempotency-key-reused") {
		t.Error(err)
	}
	if took, err := s.once(t, bruno, "line 2", "body").Took(t.Context(), bruno, id); took || err != nil {
		t.Error(took, err)
	}
}

// What a folder shows of an inquiry changes with every step that files tell of, though its rows hold no version (exchange.rowOf).
func TestFolder_ShowsEveryQuestionAndAnswer(t *testing.T) {
	s := start(t)
	ctx, id := t.Context(), s.asked(t, 1)
	seen := map[string]bool{}
	row := func(step string) {
		t.Helper()
		for _, f := range inquiry.Folders {
			rows, err := s.Store.Folder(ctx, bruno.CallCentres[0], f, inquiry.Page{Limit: 9})
			if err != nil {
				t.Fatal(err)
			}
			for _, q := range rows.Items {
				if q.ID != id {
					continue
				}
				now := q.RepliedAt.String() + q.ClosedAt.String() + q.Clock.StartedAt.String() + string(q.State) + string(rune('0'+len(q.Clock.Pauses))) + string(rune('0'+q.Level))
				if seen[now] {
					t.Errorf("%s shows nothing new", step)
				}
				seen[now] = true
				return
			}
		}
		t.Errorf("%s: no folder shows it", step)
	}
	row("the question")
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"inconclusive", func() error { _, err := s.Reply(ctx, bruno, id, 0, trn, monday); return err }},
		{"escalated", func() error { _, err := s.Escalate(ctx, ana, id, 0, nil, inquiry.Words{}, monday); return err }},
		{"returned", func() error { _, err := s.Reply(ctx, bruno, id, 0, inc, monday); return err }},
		{"supplemented", func() error {
			_, err := s.Supplement(ctx, ana, id, 0, map[string]any{"contents": "More"}, inquiry.Words{}, monday)
			return err
		}},
		{"answered", func() error { _, err := s.Reply(ctx, bruno, id, 0, dlv, monday); return err }},
		{"closed", func() error { _, err := s.Close(ctx, ana, id, 0, "CLO_OK", monday); return err }},
	} {
		if err := step.do(); err != nil {
			t.Fatal(step.name, err)
		}
		row(step.name)
	}
}
