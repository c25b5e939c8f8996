//go:build emulator

package inquirydb_test

import (
	"sync"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// once is the service for one request of a person.
func (s system) once(t testing.TB, by principal.Principal, key string, body any) *inquiry.Service {
	t.Helper()
	o, err := inquiry.OnceOf(by, key, body)
	if err != nil {
		t.Fatal(err)
	}
	return s.Once(o)
}

func TestOnce_ARepeatedStep_IsAnsweredWithItsSuccess(t *testing.T) {
	s := start(t)
	ctx, id := t.Context(), s.asked(t, 1)
	from := s.asked(t, 2)
	words := inquiry.Words{Text: "Ask the depot"}
	type call = func(*inquiry.Service) (inquiry.Inquiry, error)
	for _, c := range []struct {
		name string
		by   principal.Principal
		do   call
	}{
		{"note", bruno, func(s *inquiry.Service) (inquiry.Inquiry, error) { return s.Note(ctx, bruno, id, words, monday) }},
		{"join", ana, func(s *inquiry.Service) (inquiry.Inquiry, error) {
			return s.Join(ctx, ana, id, inquiry.Reference{CustomerRef: "K-2"}, "", monday)
		}},
		{"reply", bruno, func(s *inquiry.Service) (inquiry.Inquiry, error) { return s.Reply(ctx, bruno, id, 0, trn, monday) }},
		{"escalate", ana, func(s *inquiry.Service) (inquiry.Inquiry, error) {
			return s.Escalate(ctx, ana, id, 0, nil, inquiry.Words{}, monday)
		}},
		{"return", bruno, func(s *inquiry.Service) (inquiry.Inquiry, error) { return s.Reply(ctx, bruno, id, 0, inc, monday) }},
		{"supplement", ana, func(s *inquiry.Service) (inquiry.Inquiry, error) {
			return s.Supplement(ctx, ana, id, 0, map[string]any{"contents": "More"}, inquiry.Words{}, monday)
		}},
		{"conclude", bruno, func(s *inquiry.Service) (inquiry.Inquiry, error) { return s.Reply(ctx, bruno, id, 0, dlv, monday) }},
		{"reject", ana, func(s *inquiry.Service) (inquiry.Inquiry, error) {
			return s.Reject(ctx, ana, id, 0, "WRONG", nil, inquiry.Words{}, monday)
		}},
		{"conclude again", bruno, func(s *inquiry.Service) (inquiry.Inquiry, error) { return s.Reply(ctx, bruno, id, 0, dlv, monday) }},
		{"close", ana, func(s *inquiry.Service) (inquiry.Inquiry, error) { return s.Close(ctx, ana, id, 0, "CLO_OK", monday) }},
	} {
		before := len(s.look(t, c.by, id).History)
		first, err := c.do(s.once(t, c.by, c.name, "body"))
		if err != nil {
			t.Fatal(c.name, err)
		}
		again, err := c.do(s.once(t, c.by, c.name, "body"))
		if err != nil || again.Version != first.Version {
			t.Errorf("%s again: version %d, %v", c.name, again.Version, err)
		}
		if _, err := c.do(s.once(t, c.by, c.name, "another body")); !problem.Is(err, "idempotency-key-reused") {
			t.Errorf("%s with another body: %v", c.name, err)
		}
		if after := len(s.look(t, c.by, id).History); after != before+1 {
			t.Errorf("%s made %d steps", c.name, after-before)
		}
	}
	into := s.asked(t, 3)
	draft := ask(t, 3)
	draft.Send = false
	ends := step(t)(s.Raise(ctx, ana, draft, monday)).ID
	for range 2 {
		if q, err := s.once(t, ana, "merge", "").Merge(ctx, ana, ends, into, monday); err != nil || q.ID != into {
			t.Error("merge", q.ID, err)
		}
	}
	if _, err := s.once(t, doris, "note", "body").Note(ctx, doris, from, words, monday); err != nil {
		t.Error("a colleague's key is another one", err)
	}
}

func TestOnce_TwiceAtTheSameMoment_IsOnce(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	var wg sync.WaitGroup
	errs := make([]error, 5)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = s.once(t, bruno, "k", "").Note(t.Context(), bruno, id, inquiry.Words{Text: "Call back"}, monday)
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if n := len(s.look(t, bruno, id).History); n != 3 {
		t.Error(n, "steps")
	}
}

func TestOnce_OfADeclaration(t *testing.T) {
	s := start(t)
	m := inquiry.Move{Centre: "DEA-FRA", From: monday.Add(2 * time.Hour), To: monday.Add(50 * time.Hour), Reason: "FLOOD"}
	var wg sync.WaitGroup
	ids, errs := make([]string, 4), make([]error, 4)
	for i := range ids {
		wg.Go(func() {
			var made inquiry.Move
			made, errs[i] = s.once(t, olga, "k", m).DeclareForceMajeure(t.Context(), olga, m, monday)
			ids[i] = made.ID
		})
	}
	wg.Wait()
	moves, err := s.ForceMajeure(t.Context(), olga, "DEA-FRA")
	if err != nil || len(moves) != 1 {
		t.Fatal(moves, err)
	}
	for i, id := range ids {
		if id != moves[0].ID || errs[i] != nil {
			t.Error(id, errs[i])
		}
	}
	if _, err := s.once(t, olga, "k", "another").DeclareForceMajeure(t.Context(), olga, m, monday); !problem.Is(err, "idempotency-key-reused") {
		t.Error(err)
	}
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(time.Hour)); err != nil { // it is carried out and stored again
		t.Error(err)
	}
	if again, err := s.once(t, olga, "k2", m).DeclareForceMajeure(t.Context(), olga, m, monday); err != nil || again.ID == moves[0].ID {
		t.Error("another key is another declaration", err)
	}
}
