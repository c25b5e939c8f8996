package tracking_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// planned remembers what checks were planned for, and fails once it is told to.
type planned struct {
	calls [][]string
	dies  bool
}

func (p *planned) Plan(_ context.Context, c tracking.Chunk, stored []tracking.Event, announced []tracking.Movement, _ time.Time) error {
	if p.dies {
		p.dies = false
		return errors.New("it died")
	}
	codes := []string{c.Receipt}
	for _, e := range stored {
		codes = append(codes, string(e.ItemID)+" "+e.Code)
	}
	for _, m := range announced {
		codes = append(codes, string(m.ItemID)+" in "+string(m.Receptacle))
	}
	p.calls = append(p.calls, codes)
	return nil
}

// Checks are planned for what a chunk stored, again when it is delivered again, and not for what another message brought.
func TestIngest_PlansLooks(t *testing.T) {
	w, checks := newWorld(), &planned{dies: true}
	ingest := func(c tracking.Chunk) error {
		g := w.ingester()
		g.Checks = checks
		return g.Ingest(t.Context(), c)
	}
	m := receive(t, w, tracking.Submission{Body: body(parcel, parcel2)})
	if err := ingest(w.queued[0]); err == nil {
		t.Fatal("what cannot be planned must be delivered again")
	}
	for range 2 {
		if err := ingest(w.queued[0]); err != nil {
			t.Fatal(err)
		}
	}
	receive(t, w, tracking.Submission{Body: body(parcel)})
	if err := ingest(w.queued[1]); err != nil {
		t.Fatal(err)
	}
	if len(checks.calls) != 2 || checks.calls[0][0] != m.Receipt || len(checks.calls[0]) != 3 || cmp.Diff(checks.calls[0], checks.calls[1]) != "" {
		t.Error(checks.calls)
	}
}

// What is announced in a receptacle is planned for too, whether anybody scans it or not; the receptacle itself is not.
func TestIngest_PlansForWhatIsPreAdvised(t *testing.T) {
	w, checks := newWorld(), &planned{}
	m := receive(t, w, tracking.Submission{Body: []byte(preAdvice)})
	g := w.ingester()
	g.Checks = checks
	for range 2 { // delivered again, it plans the same
		if err := g.Ingest(t.Context(), w.queued[0]); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{m.Receipt, "RR473124829DE in " + bag, "CC309981215BE in " + bag}
	if d := cmp.Diff([][]string{want, want}, checks.calls); d != "" {
		t.Error(d)
	}
}
