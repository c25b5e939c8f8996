//go:build emulator

package trackingdb_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

// replacing is a first message with two scans and a pre-advice, and a second one that repeats one scan with another signatory, and half of the pre-advice.
type replacing struct {
	store  *trackingdb.Store
	chunks []tracking.Chunk
	clock  time.Time
	sent   int
}

func (r *replacing) send(t *testing.T, body string) tracking.Message {
	t.Helper()
	r.clock = r.clock.Add(time.Minute)
	in := &tracking.Receiver{Maps: edi.Maps, Raw: nowhere{}, Messages: r.store, References: r.store, Chunks: sink(func(c ...tracking.Chunk) { r.chunks = append(r.chunks, c...) }),
		Clock: clock.Fixed(r.clock), NewReceipt: func(time.Time) (string, error) { r.sent++; return "R" + string(rune('0'+r.sent)), nil }}
	m, err := in.Receive(t.Context(), principal.Principal{Subject: "s", Operator: "GBA"}, tracking.Submission{Body: []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// ingest delivers what is queued in some order; what fails is delivered again at the end.
func (r *replacing) ingest(t *testing.T, order func([]tracking.Chunk)) {
	t.Helper()
	g := &tracking.Ingester{Events: r.store, Transports: r.store, Superseder: r.store, Hits: noHits{}, Clock: clock.Fixed(r.clock)}
	order(r.chunks)
	for tries := 0; len(r.chunks) > 0; tries++ {
		if tries > 20 {
			t.Fatal("some chunk is never taken")
		}
		c := r.chunks[0]
		if r.chunks = r.chunks[1:]; g.Ingest(t.Context(), c) != nil {
			r.chunks = append(r.chunks, c)
		}
	}
}

const (
	sackOne = edi.ReceptacleID("GBLALADEFRAAAUN60123001000125")
	sackTwo = edi.ReceptacleID("GBLALADEFRAAAUN60123002100031")
	scans   = `{"reference":"S1","events":[{"itemId":"EE123456799GB","code":"EMA","office":"GBLALA","eventTime":"2026-11-20T09:00:00Z","signatory":"Zoe"},
		{"itemId":"EE123456799GB","code":"EMD","office":"DEFRAA","eventTime":"2026-11-21T09:00:00Z","receptacleId":"GBLALADEFRAAAUN60123001000125"}]}`
	fewer  = `{"reference":"S2","replaces":"S1","events":[{"itemId":"EE123456799GB","code":"EMA","office":"GBLALA","eventTime":"2026-11-20T09:00:00Z","signatory":"Zoë"}]}`
	advice = `{"reference":"P1","dispatches":[{"dispatchId":"GBLALADEFRAAAUN60123","eventTime":"2026-11-19T09:00:00Z","receptacles":[
		{"receptacleId":"GBLALADEFRAAAUN60123001000125","items":[{"itemId":"EE123456799GB"},{"itemId":"CC473124829GB"}]},{"receptacleId":"GBLALADEFRAAAUN60123002100031"}]}]}`
	lessAdvice = `{"replaces":"P1","dispatches":[{"dispatchId":"GBLALADEFRAAAUN60123","eventTime":"2026-11-19T09:00:00Z","receptacles":[
		{"receptacleId":"GBLALADEFRAAAUN60123001000125","items":[{"itemId":"EE123456799GB","weightG":7}]}]}]}`
)

func TestSupersede_InAnyOrderOfDelivery(t *testing.T) {
	for name, order := range map[string]func([]tracking.Chunk){
		"as sent":        func([]tracking.Chunk) {},
		"the last first": slices.Reverse[[]tracking.Chunk],
		"replacing first": func(c []tracking.Chunk) {
			slices.SortStableFunc(c, func(a, b tracking.Chunk) int { return strings.Compare(b.Receipt, a.Receipt) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := store(t)
			r := &replacing{store: s, clock: now}
			first, second := r.send(t, scans), r.send(t, fewer)
			r.send(t, advice)
			r.send(t, lessAdvice)
			r.ingest(t, order)

			i, err := s.Item(t.Context(), "EE123456799GB")
			if err != nil || len(i.Events) != 1 || i.Events[0].Signatory != "Zoë" || i.Events[0].Receipt != second.Receipt {
				t.Fatalf("what it repeats counts as it says it now: %+v %v", i.Events, err)
			}
			if len(i.Superseded) != 1 || i.Superseded[0].Code != "EMD" || i.Superseded[0].SupersededBy != second.Receipt || i.Superseded[0].Receipt != first.Receipt {
				t.Errorf("what it does not repeat is kept: %+v", i.Superseded)
			}
			if len(i.Announcements) != 1 || i.Announcements[0].WeightG != 7 {
				t.Errorf("%+v", i.Announcements)
			}
			if other, err := s.Item(t.Context(), "CC473124829GB"); err != nil || len(other.Announcements) != 0 {
				t.Errorf("%+v %v", other.Announcements, err)
			}
			one, err := s.Transport(t.Context(), tracking.TransportID{ID: string(sackOne), Receptacle: receptacle(t, sackOne)})
			if err != nil || len(one.Contents()) != 1 || !one.Contents()[0].Announced || one.Contents()[0].Found || len(one.Route) != 1 {
				t.Errorf("the receptacle holds what is announced now, and nothing was found in it: %+v %v %v", one.Contents(), one.Route, err)
			}
			if _, err := s.Transport(t.Context(), tracking.TransportID{ID: string(sackTwo), Receptacle: receptacle(t, sackTwo)}); !problem.Is(err, "transport-unknown") {
				t.Error("the second one is announced no more", err)
			}
			old, err := s.Report(t.Context(), first.Receipt)
			if err != nil || !slices.Equal(old.ReplacedBy, []string{second.Receipt}) {
				t.Error(old.ReplacedBy, err)
			}
			if by, err := s.Report(t.Context(), second.Receipt); err != nil || len(by.Replaces) != 1 || by.Replaces[0].Earlier.Receipt != first.Receipt {
				t.Error(by.Replaces, err)
			}
		})
	}
}

func TestSupersede_ACancellationLeavesNothing_AndCosts(t *testing.T) {
	s, meter := store(t)
	r := &replacing{store: s, clock: now}
	r.send(t, scans)
	r.send(t, `{"cancels":"S1"}`)
	var job tracking.Chunk
	r.ingest(t, func(c []tracking.Chunk) { job = c[1]; r.chunks = c[:1] })
	spend(t, meter, "supersede two events of an item", 8, func() error { return s.Supersede(t.Context(), *job.Supersede) })
	if err := s.Supersede(t.Context(), *job.Supersede); err != nil {
		t.Fatal(err)
	}
	if i, err := s.Item(t.Context(), "EE123456799GB"); err != nil || len(i.Events) != 0 || len(i.Superseded) != 2 {
		t.Errorf("%+v %v", i, err)
	}
	spend(t, meter, "record a number", 1, func() error { return s.Refer(t.Context(), tracking.Reference{Operator: "GBA", Number: "N", At: now}) })
	spend(t, meter, "find a number", 1, func() error { _, err := s.Referred(t.Context(), "GBA", "N", now.Add(time.Second)); return err })
	if _, err := s.Referred(t.Context(), "USA", "N", now.Add(time.Second)); !problem.Is(err, "message-number-unknown") {
		t.Error("numbers are each sender's own", err)
	}
}

func receptacle(t *testing.T, id edi.ReceptacleID) edi.Receptacle {
	t.Helper()
	r, err := edi.ParseReceptacleID(string(id))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

type nowhere struct{}

func (nowhere) Put(context.Context, string, []byte, string) error { return nil }

type sink func(...tracking.Chunk)

func (s sink) Send(_ context.Context, c ...tracking.Chunk) error { s(c...); return nil }

type noHits struct{}

func (noHits) Send(context.Context, ...tracking.WatchHit) error { return nil }
