package inquiry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Once is a request that has one effect however often it is sent: what became of its Idempotency-Key and of its body. The step that it leads to
// keeps both. The zero Once is a request without a key.
type Once struct{ key, body string }

// OnceOf names a person's request by its key; request is what the key stands for.
func OnceOf(by principal.Principal, key string, request any) (Once, error) {
	if key == "" {
		return Once{}, nil
	}
	body, err := json.Marshal(request)
	if err != nil {
		return Once{}, fmt.Errorf("fingerprint of the request: %w", err)
	}
	return Once{digest(string(by.Operator) + "\x00" + by.Subject + "\x00" + key), digest(string(body))}, nil
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// String is how a step keeps it; "" without a key.
func (o Once) String() string {
	if o.key == "" {
		return ""
	}
	return o.key + "." + o.body
}

// did reports whether a step that kept this was this request's; the same key with another body is the problem idempotency-key-reused.
func (o Once) did(kept string) (bool, error) {
	key, body, _ := strings.Cut(kept, ".")
	if o.key == "" || key != o.key {
		return false, nil
	}
	if body != o.body {
		return false, keyReused("request")
	}
	return true, nil
}

func keyReused(what string) error {
	return problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another %s. Use a new key for a new one.", what).
		With("Idempotency-Key", "was used with another body")
}

// Once returns the service for one request: what it did before is answered again, and nothing is done twice.
func (s *Service) Once(o Once) *Service {
	once := *s
	once.once = o
	return &once
}

// begin loads the inquiry that a person's step is about; done reports that this very request took the step before.
func (s *Service) begin(ctx context.Context, by principal.Principal, id ID) (_ Record, done bool, _ error) {
	if s.once.key == "" {
		r, err := s.view(ctx, by, id)
		return r, false, err
	}
	r, events, err := s.Store.History(ctx, id, true)
	if err != nil {
		return Record{}, false, err
	}
	if !r.Inquiry.VisibleTo(by.Operator) {
		return Record{}, false, unknown()
	}
	for _, e := range events {
		if done, err := s.once.did(e.Once); done || err != nil {
			return r, done, err
		}
	}
	return r, false, nil
}

// Took reports whether the request at hand (Once) took its step on an inquiry before: doing it again would change nothing.
func (s *Service) Took(ctx context.Context, by principal.Principal, id ID) (bool, error) {
	_, done, err := s.begin(ctx, by, id)
	return done, err
}

// declareOnce stores a declaration; the same request again gets the one that it made.
func (s *Service) declareOnce(ctx context.Context, m Move) (Move, error) {
	m.Once = s.once.String()
	if before, done, err := s.declaredBefore(ctx, m.Centre); done || err != nil {
		return before, err
	}
	err := s.Store.PutMove(ctx, m)
	if errors.Is(err, ErrExists) { // the same key came twice at once
		m, _, err = s.declaredBefore(ctx, m.Centre)
	}
	return m, err
}

func (s *Service) declaredBefore(ctx context.Context, centre directory.CentreID) (_ Move, done bool, _ error) {
	if s.once.key == "" {
		return Move{}, false, nil
	}
	moves, err := s.Store.Moves(ctx, centre)
	if err != nil {
		return Move{}, false, err
	}
	for _, m := range moves {
		if done, err := s.once.did(m.Once); done || err != nil {
			return m, done, err
		}
	}
	return Move{}, false, nil
}
