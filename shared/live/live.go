// Package live calls people to look: over the line that their page holds open, it says where something changed, and never what.
//
// It must not know inquiries, nor what a connection is made of (platform/socket), nor where it is stored (livedb).
package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
)

// Lasts is how long a connection can last at most (API Gateway quotas: two hours), and a little.
const Lasts = 2*time.Hour + 10*time.Minute

// Connection is a page that listens for its person's call centres.
type Connection struct {
	ID      string
	Centres []directory.CentreID
	Until   time.Time // when it is certainly no more
}

// Look says where something changed. It holds no content: whoever is called reads it with their own token.
type Look struct {
	At      []string           `json:"look"` // Folders, Alerts, Lists
	Centre  directory.CentreID `json:"centre"`
	Inquiry string             `json:"inquiry,omitempty"`
}

// What there is to look at.
const (
	Folders = "folders"
	Alerts  = "alerts"
	Lists   = "lists" // saved lists
)

// Store keeps connections, and calls that wait for a call centre to open.
type Store interface {
	Put(ctx context.Context, c Connection) error
	// Remove forgets a connection; twice is once.
	Remove(ctx context.Context, id string) error
	// Of returns the connections that listen for a centre.
	Of(ctx context.Context, centre directory.CentreID, now time.Time) ([]string, error)
	// Wait remembers to call a centre when it opens; once, however many calls wait.
	Wait(ctx context.Context, centre directory.CentreID, opens time.Time) error
	// Waiting returns the centres that have opened by now, and Called forgets one.
	Waiting(ctx context.Context, now time.Time) ([]Waiting, error)
	Called(ctx context.Context, w Waiting) error
}

// Waiting is a centre that is to be called when it opens.
type Waiting struct {
	Centre directory.CentreID
	Opens  time.Time
}

// ErrGone is what a Line says of a connection that is no more.
var ErrGone = errors.New("nobody is there")

// Line reaches connections.
type Line interface {
	Post(ctx context.Context, connection string, data []byte) error
}

// Service calls people. A call that reaches nobody is lost, and that is all right: pages ask by themselves as well, only less often.
type Service struct {
	Store Store
	Line  Line
}

// atOnce bounds how many connections are called at the same time.
const atOnce = 16

// Call tells everyone who listens for the centre to look, and forgets who is gone. The error tells of those who could not be reached.
func (s *Service) Call(ctx context.Context, l Look, now time.Time) error {
	ids, err := s.Store.Of(ctx, l.Centre, now)
	if err != nil {
		return fmt.Errorf("call %s: %w", l.Centre, err)
	}
	data, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("call %s: %w", l.Centre, err)
	}
	errs := make([]error, len(ids))
	slots := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	for i, id := range ids {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			if errs[i] = s.Line.Post(ctx, id, data); errors.Is(errs[i], ErrGone) {
				errs[i] = s.Store.Remove(ctx, id)
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// CallAt calls at once, or lets the call wait until the centre opens: nobody is rung at midnight.
func (s *Service) CallAt(ctx context.Context, l Look, at, now time.Time) error {
	if at.After(now) {
		return s.Store.Wait(ctx, l.Centre, at)
	}
	return s.Call(ctx, l, now)
}

// CallOpened calls the centres that have opened and have something to look at since they closed; it returns how many.
func (s *Service) CallOpened(ctx context.Context, now time.Time) (int, error) {
	waiting, err := s.Store.Waiting(ctx, now)
	if err != nil {
		return 0, fmt.Errorf("call who opened: %w", err)
	}
	var errs []error
	for _, w := range waiting {
		errs = append(errs, s.Call(ctx, Look{At: []string{Folders, Alerts}, Centre: w.Centre}, now), s.Store.Called(ctx, w))
	}
	return len(waiting), errors.Join(errs...)
}
