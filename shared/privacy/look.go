package privacy

import (
	"context"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// LookStore keeps who looked.
type LookStore interface {
	// Looked records a look; those of one person at one inquiry on one day (UTC) are one entry.
	Looked(ctx context.Context, l inquiry.Looked) error
	// LooksAt returns who looked at an inquiry, the latest day first.
	LooksAt(ctx context.Context, id inquiry.ID, p Page, now time.Time) ([]Look, map[string]string, error)
	// LooksOf returns what a person of an operator looked at, the latest first.
	LooksOf(ctx context.Context, operator directory.OperatorCode, subject string, p Page, now time.Time) ([]Look, map[string]string, error)
}

// Look is what one person saw of one inquiry on one day.
type Look struct {
	Inquiry     inquiry.ID
	Day         string // UTC
	Operator    directory.OperatorCode
	Centre      directory.CentreID // "" for who works in none
	Subject     string             // "" of another operator's people
	Name        string             // the same; personal data of staff
	Seen        []inquiry.Seen     // in alphabetical order
	First, Last time.Time          // Last is right to ten minutes
}

// LooksLast is how long looks are kept: a year, and a month to ask about it.
const LooksLast = 396 * 24 * time.Hour

// SameLook is how long a person who goes on looking at an inquiry is not recorded again: pages look by themselves every 10 to 20 seconds.
const SameLook = 10 * time.Minute

// maxRemembered bounds what a process remembers of looks. Beyond it, it forgets and records again.
const maxRemembered = 5000

// Recorder records looks, at most one of a person, an inquiry, a kind and ten minutes in a process. It implements inquiry.Looks. Safe for concurrent use.
type Recorder struct {
	Store LookStore

	mu       sync.Mutex
	recorded map[sight]time.Time
}

type sight struct {
	subject string
	inquiry inquiry.ID
	seen    inquiry.Seen
}

// Looked implements inquiry.Looks. A look that could not be stored is not remembered: the next one is stored.
func (r *Recorder) Looked(ctx context.Context, l inquiry.Looked) error {
	s := sight{l.By.Subject, l.Inquiry, l.Seen}
	if r.same(s, l.At) {
		return nil
	}
	if err := r.Store.Looked(ctx, l); err != nil {
		return err
	}
	r.remember(s, l.At)
	return nil
}

func (r *Recorder) same(s sight, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	at, ok := r.recorded[s]
	return ok && now.Sub(at) < SameLook && at.UTC().YearDay() == now.UTC().YearDay()
}

func (r *Recorder) remember(s sight, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.recorded == nil || len(r.recorded) >= maxRemembered {
		r.recorded = map[sight]time.Time{}
	}
	r.recorded[s] = now
}

// LooksAt returns who looked at an inquiry of the caller's operator, the latest day first: its own people by name, the partner's by operator and call
// centre only.
func (s *Service) LooksAt(ctx context.Context, by principal.Principal, id inquiry.ID, p Page, now time.Time) ([]Look, map[string]string, error) {
	if err := administers(by); err != nil {
		return nil, nil, err
	}
	if _, err := s.Inquiries.Head(ctx, by, id); err != nil {
		return nil, nil, err
	}
	looks, next, err := s.Store.LooksAt(ctx, id, p, now)
	for i := range looks {
		if looks[i].Operator != by.Operator {
			looks[i].Subject, looks[i].Name = "", ""
		}
	}
	return looks, next, err
}

// LooksOf returns what one of the people of the caller's operator looked at, the latest first. Of somebody else's it is nothing.
func (s *Service) LooksOf(ctx context.Context, by principal.Principal, subject string, p Page, now time.Time) ([]Look, map[string]string, error) {
	if err := administers(by); err != nil {
		return nil, nil, err
	}
	return s.Store.LooksOf(ctx, by.Operator, subject, p, now)
}
