//go:build emulator

package trackingdb_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

const (
	bag     = edi.ReceptacleID("DEFRAAGBCVTAAUN60123001000125")
	nextBag = edi.ReceptacleID("DEFRAAGBCVTAAUN60123002100031")
)

// movement is the k-th movement of a receptacle, with everything that one can hold.
func movement(k int, of edi.ReceptacleID) tracking.Movement {
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC).Add(time.Duration(k) * time.Hour)
	return tracking.Movement{Dispatch: of.DispatchOf(), Receptacle: of, Code: "departed", Time: at, LocalTime: at.Format(time.RFC3339), ReceivedAt: now, Place: "FRA",
		Consignment: "DE0001234", Carrier: "LH", Flight: "LH902", From: "FRA", To: "LHR", Departs: at.Add(time.Minute), Arrives: at.Add(time.Hour),
		Sender: "DEA", Source: "RESDIT", Receipt: "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", Index: k}
}

func find(t *testing.T, s *trackingdb.Store, typed string) tracking.Transport {
	t.Helper()
	id, err := tracking.ParseTransportID(typed)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Transport(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestStore_MovementsComeBackAsTheyWere(t *testing.T) {
	s, _ := store(t)
	whole := movement(1, bag)
	whole.Receptacle, whole.Consignment, whole.Departs, whole.Arrives = "", "", time.Time{}, time.Time{}
	all := []tracking.Movement{movement(0, bag), whole, movement(2, bag), movement(3, nextBag)}
	for _, k := range []int{2, 0, 3, 1} {
		if o, err := s.Move(t.Context(), all[k]); err != nil || o != tracking.OutcomeStored {
			t.Fatal(o, err)
		}
	}
	for typed, want := range map[string]tracking.Route{
		string(bag): {all[0], all[1], all[2]}, string(nextBag): {all[1], all[3]}, string(bag.DispatchOf()): all, "DE-0001234": {all[0], all[2], all[3]},
	} {
		if got := find(t, s, typed); cmp.Diff(want, got.Route) != "" || got.More {
			t.Error(typed, cmp.Diff(want, got.Route))
		}
	}
	id, _ := tracking.ParseTransportID("DEFRAAGBCVTAAUN60999")
	if _, err := s.Transport(t.Context(), id); !problem.Is(err, "transport-unknown") {
		t.Error(err)
	}
	if r, err := s.Route(t.Context(), "DEFRAAGBCVTAAUN60999001000125"); err != nil || len(r) != 0 {
		t.Error(r, err)
	}
}

func TestStore_SameMovementAgain(t *testing.T) {
	s, _ := store(t)
	first := movement(0, bag)
	told := first
	told.ItemID = item
	for _, m := range []tracking.Movement{first, told} {
		other, place := m, m
		other.Receipt, place.Index = "R2", 9
		for _, c := range []struct {
			name string
			m    tracking.Movement
			want tracking.Outcome
		}{
			{"first", m, tracking.OutcomeStored}, {"delivered again", m, tracking.OutcomeStored},
			{"by another message", other, tracking.OutcomeDuplicate}, {"twice in one message", place, tracking.OutcomeDuplicate},
		} {
			if got, err := s.Move(t.Context(), c.m); err != nil || got != c.want {
				t.Errorf("%s of %s: %s %v", c.name, m.ID(), got, err)
			}
		}
	}
	if got := find(t, s, string(bag)); cmp.Diff(tracking.Route{first}, got.Route) != "" {
		t.Error(got.Route)
	}
}

func TestStore_AnItemKnownByItsAnnouncementAlone(t *testing.T) {
	s, _ := store(t)
	told := movement(0, bag)
	told.ItemID, told.WeightG = item, 1250
	if _, err := s.Move(t.Context(), told); err != nil {
		t.Fatal(err)
	}
	got, err := s.Item(t.Context(), item)
	want := []tracking.Announcement{{Receptacle: bag, Time: told.Time, LocalTime: told.LocalTime, ReceivedAt: told.ReceivedAt, WeightG: 1250, Sender: "DEA", Source: "RESDIT"}}
	if d := cmp.Diff(want, got.Announcements); d != "" || err != nil || len(got.Events) != 0 {
		t.Fatal(d, err)
	}
	if _, err := s.Append(t.Context(), event(0)); err != nil {
		t.Fatal(err)
	}
	if got, err = s.Item(t.Context(), item); err != nil || len(got.Events) != 1 || len(got.Announcements) != 1 {
		t.Error(got, err)
	}
}

// preAdvice announces n items in a receptacle.
func preAdvice(n int) string {
	items := make([]string, n)
	for k := range items {
		serial := fmt.Sprintf("%08d", k)
		items[k] = fmt.Sprintf(`{"itemId":"CC%s%dDE"}`, serial, edi.CheckDigit(serial))
	}
	return `{"dispatches":[{"eventTime":"2026-11-20T18:40:00Z","receptacles":[{"receptacleId":"` + string(bag) + `","items":[` + strings.Join(items, ",") + `]}]}]}`
}

func TestFlow_AReceptacleWithTwoHundredItems_DeliveredTwiceHasOneEffect(t *testing.T) {
	const items = 200
	l := assemble(t)
	l.meter.Reset()
	m, err := l.receiver.Receive(t.Context(), ana, tracking.Submission{Body: []byte(preAdvice(items)), ContentType: "application/json"})
	if err != nil {
		t.Fatal(err)
	}
	waiting := l.bodies(t, l.chunks)
	if units := l.meter.Reset(); len(waiting) != items/tracking.ChunkRecords || units > 10 { // the local engine counts an outline as one
		t.Errorf("%d chunks, %.1f units", len(waiting), units)
	}
	for delivery := range 2 {
		out, err := l.consume(t.Context(), waiting)
		if err != nil || len(out.BatchItemFailures) > 0 {
			t.Fatal(out, err)
		}
		if units := l.meter.Reset(); delivery == 0 && (units < items || units > 1.2*items) {
			t.Errorf("%d items cost %.1f units", items, units)
		}
	}
	got := find(t, l.store, string(bag))
	if units := l.meter.Reset(); units > 4.5 {
		t.Errorf("a look at it costs %.1f units", units)
	}
	contents := got.Contents()
	if len(contents) != items || !contents[0].Announced || len(got.Route) != 1 || got.Route[0].Code != "announced" || got.More {
		t.Errorf("%d items, %+v", len(contents), got.Route)
	}
	if report, err := l.store.Report(t.Context(), m.Receipt); err != nil || report.Counts() != (tracking.Counts{Stored: items}) {
		t.Error(report.Counts(), err)
	}
	again, err := l.receiver.Receive(t.Context(), ana, tracking.Submission{Body: []byte(preAdvice(items)), ContentType: "application/json"})
	if err != nil {
		t.Fatal(err)
	}
	if out, err := l.consume(t.Context(), l.bodies(t, l.chunks)); err != nil || len(out.BatchItemFailures) > 0 {
		t.Fatal(out, err)
	}
	if report, err := l.store.Report(t.Context(), again.Receipt); err != nil || report.Counts() != (tracking.Counts{Duplicate: items}) {
		t.Error(report.Counts(), err)
	}
	if twice := find(t, l.store, string(bag)); len(twice.Holdings) != len(got.Holdings) || len(twice.Contents()) != items {
		t.Errorf("sent twice it holds %d lists instead of %d", len(twice.Holdings), len(got.Holdings))
	}
}

func TestFlow_FromEDIFACTToDispatchAndConsignment(t *testing.T) {
	l := assemble(t)
	for _, sample := range []string{"predes", "resdit", "resdes"} {
		raw, err := os.ReadFile("../../edi/testdata/" + sample + ".edi")
		if err != nil {
			t.Fatal(err)
		}
		m, err := l.receiver.Receive(t.Context(), ana, tracking.Submission{Body: raw, ContentType: "application/edifact"})
		if err != nil {
			t.Fatal(err)
		}
		if out, err := l.consume(t.Context(), l.bodies(t, l.chunks)); err != nil || len(out.BatchItemFailures) > 0 {
			t.Fatal(out, err)
		}
		report, err := l.store.Report(t.Context(), m.Receipt)
		if err != nil || report.Status() != tracking.Done || report.Counts().Stored != m.Events {
			t.Error(sample, report, err)
		}
		if sample == "resdit" && report.Results[0].TransportID != string(bag) || sample == "predes" && report.Results[0].ItemID != "CC309981215DE" {
			t.Errorf("%+v", report.Results[0])
		}
	}
	var codes []string
	for _, m := range find(t, l.store, string(bag)).Route {
		codes = append(codes, m.Code)
	}
	if d := cmp.Diff([]string{"announced", "departed", "received"}, codes); d != "" {
		t.Error(d)
	}
	if got := find(t, l.store, "DE0001234"); cmp.Diff([]edi.ReceptacleID{bag, nextBag}, got.Route.Receptacles()) != "" {
		t.Error(got.Route)
	}
}

func TestFlow_AScanFindsItsItemInTheReceptacle(t *testing.T) {
	l := assemble(t)
	body := `{"events":[{"itemId":"EE123456799GB","code":"EMD","eventTime":"2026-11-20T09:00:00Z","office":"GBCVTA","receptacleId":"` + string(bag) + `"}]}`
	if _, err := l.receiver.Receive(t.Context(), ana, tracking.Submission{Body: []byte(body), ContentType: "application/json"}); err != nil {
		t.Fatal(err)
	}
	waiting := l.bodies(t, l.chunks)
	for range 2 {
		if out, err := l.consume(t.Context(), waiting); err != nil || len(out.BatchItemFailures) > 0 {
			t.Fatal(out, err)
		}
	}
	if d := cmp.Diff([]tracking.Finding{{ItemID: item, Sender: "GBA"}}, find(t, l.store, string(bag)).Findings); d != "" {
		t.Error(d)
	}
}

// The costs of docs/data-model.md, in capacity units.
func TestStore_CapacityOfTransport(t *testing.T) {
	s, meter := store(t)
	plain := movement(0, bag)
	plain.Consignment = ""
	spend(t, meter, "a movement", 1, func() error { _, err := s.Move(t.Context(), plain); return err })
	spend(t, meter, "a movement of a consignment", 2, func() error { _, err := s.Move(t.Context(), movement(1, bag)); return err })
	told := plain
	told.ItemID = item
	spend(t, meter, "an announcement", 1, func() error { _, err := s.Move(t.Context(), told); return err })
	spend(t, meter, "what a chunk says of a receptacle", 1, func() error {
		return s.Hold(t.Context(), tracking.Holding{Receptacle: bag, Items: []edi.ItemID{item}, Sender: "DEA", ReceivedAt: now})
	})
	spend(t, meter, "a finding", 1, func() error { return s.Find(t.Context(), bag, event(0)) })
	for k := range 10 {
		if _, err := s.Append(t.Context(), event(k)); err != nil {
			t.Fatal(err)
		}
	}
	spend(t, meter, "item with 10 events and the legs of its receptacle", 2.5, func() error {
		i, err := s.Item(t.Context(), item)
		if err != nil {
			return err
		}
		r, err := s.Route(t.Context(), i.Announcements[0].Receptacle)
		if err == nil && len(r) != 2 {
			err = fmt.Errorf("%d movements", len(r))
		}
		return err
	})
	for typed, budget := range map[string]float64{string(bag): 1.5, string(bag.DispatchOf()): 0.5, "DE0001234": 0.5} {
		spend(t, meter, typed, budget, func() error {
			id, err := tracking.ParseTransportID(typed)
			if err != nil {
				return err
			}
			_, err = s.Transport(t.Context(), id)
			return err
		})
	}
}

func TestStore_ALookAtATransportIsBounded(t *testing.T) {
	s, _ := store(t)
	const flood = 120
	for k := range flood {
		m := movement(k, bag)
		m.Consignment = ""
		if _, err := s.Move(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	got := find(t, s, string(bag))
	if len(got.Route) != 100 || !got.More || got.Route[99].Index != flood-1 {
		t.Errorf("%d movements, the last is %d", len(got.Route), got.Route[len(got.Route)-1].Index)
	}
}
