//go:build emulator

package trackingdb_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

const item = edi.ItemID("EE123456799GB")

var now = time.Date(2026, 11, 22, 12, 0, 0, 7_000_000, time.UTC)

func store(t *testing.T) (*trackingdb.Store, *dynamo.Meter) {
	t.Helper()
	meter := &dynamo.Meter{}
	client, table := kit.Table(t, "TrackingTable")
	return trackingdb.New(client, table, meter), meter
}

// event is the k-th event of the item, with everything that an event can hold.
func event(k int) tracking.Event {
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC).Add(time.Duration(k) * time.Hour)
	return tracking.Event{ItemID: item, Code: "EMH", Time: at, LocalTime: at.In(time.FixedZone("", -5*3600)).Format(time.RFC3339), ReceivedAt: now,
		Office: "USJFKZ", Country: "US", NextOffice: "GBLALA", Dispatch: "DEFRAAGBCVTAAUN60123", Receptacle: "DEFRAAGBCVTAAUN60123001100125",
		Signatory: "Zoë Ødegård-Quartermaine", Reason: "ABS", Action: "PUP", Retention: "DOC", Condition: "OK", WeightG: 1250,
		Sender: "GBA", Source: tracking.SourceEMSEVT, Receipt: "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", Index: k}
}

func spend(t *testing.T, meter *dynamo.Meter, what string, budget float64, do func() error) {
	t.Helper()
	meter.Reset()
	if err := do(); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if units := meter.Reset(); units > budget || units == 0 {
		t.Errorf("%s costs %.1f units, budget %.1f", what, units, budget)
	}
}

func TestStore_EventsComeBackAsTheyWere(t *testing.T) {
	s, _ := store(t)
	want := []tracking.Event{event(0), event(1), event(2)}
	for _, k := range []int{2, 0, 1} {
		if o, err := s.Append(t.Context(), event(k)); err != nil || o != tracking.OutcomeStored {
			t.Fatal(o, err)
		}
	}
	got, err := s.Item(t.Context(), item)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got.Events); d != "" || got.ID != item || got.S10.Country != "GB" {
		t.Error(d, got.S10)
	}
}

func TestStore_SameEventAgain(t *testing.T) {
	s, _ := store(t)
	first := event(0)
	other, place := first, first
	other.Receipt, place.Index = "R2", 9
	for _, c := range []struct {
		name string
		e    tracking.Event
		want tracking.Outcome
	}{
		{"first", first, tracking.OutcomeStored}, {"delivered again", first, tracking.OutcomeStored},
		{"by another message", other, tracking.OutcomeDuplicate}, {"twice in one message", place, tracking.OutcomeDuplicate},
	} {
		if got, err := s.Append(t.Context(), c.e); err != nil || got != c.want {
			t.Errorf("%s: %s %v", c.name, got, err)
		}
	}
	got, err := s.Item(t.Context(), item)
	if err != nil || cmp.Diff([]tracking.Event{first}, got.Events) != "" {
		t.Error(got.Events, err)
	}
}

func TestStore_UnknownItem(t *testing.T) {
	s, _ := store(t)
	if err := s.Watch(t.Context(), tracking.Watch{ItemID: item, Watcher: "inquiry", Ref: "I1", ExpiresAt: now}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Item(t.Context(), item); !problem.Is(err, "item-unknown") {
		t.Error("a watch alone makes no item", err)
	}
	if _, err := s.Item(t.Context(), "EE12345679GB"); !problem.Is(err, "item-id-invalid") {
		t.Error(err)
	}
	const wrongDigit = "EE123456790GB"
	if _, err := s.Item(t.Context(), wrongDigit); !problem.Is(err, "item-unknown") {
		t.Error(err)
	}
	if _, err := s.Append(t.Context(), tracking.Event{ItemID: wrongDigit, Unverified: true, Code: "EMA", Time: now, ReceivedAt: now, Office: "GBLALA", Country: "GB", Sender: "GBA", Receipt: "R1"}); err != nil {
		t.Fatal(err)
	}
	if i, err := s.Item(t.Context(), wrongDigit); err != nil || !i.Unverified() {
		t.Error("what was kept as unverified is not read as that", i, err)
	}
}

func TestStore_Watches(t *testing.T) {
	s, _ := store(t)
	w := tracking.Watch{ItemID: item, Watcher: "inquiry", Ref: "I1", ExpiresAt: now.Truncate(time.Second)}
	other := tracking.Watch{ItemID: item, Watcher: "crm", Ref: "C#7", ExpiresAt: now.Truncate(time.Second)}
	for _, each := range []tracking.Watch{w, other, w} {
		if err := s.Watch(t.Context(), each); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Watches(t.Context(), item)
	if d := cmp.Diff([]tracking.Watch{other, w}, got); d != "" || err != nil {
		t.Fatal(d, err)
	}
	for range 2 { // ending it again is no error
		if err := s.Unwatch(t.Context(), item, "crm", "C#7"); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ = s.Watches(t.Context(), item); cmp.Diff([]tracking.Watch{w}, got) != "" {
		t.Error(got)
	}
}

func message(receipt string, at time.Time) tracking.Message {
	return tracking.Message{Receipt: receipt, Operator: "GBA", ReceivedAt: at, Format: tracking.FormatJSON, ContentType: "application/json", Size: 99,
		RawKey: "raw/2026/11/22/" + receipt, Digest: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
}

func TestStore_ReportFollowsTheChunks(t *testing.T) {
	s, _ := store(t)
	m := message("R1", now)
	m.Events, m.Rejected = 5, 1
	if err := s.Create(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if err := s.Create(t.Context(), m); err != nil {
		t.Fatalf("the SDK sends again when an answer is lost, and must not be told that the receipt is taken: %v", err)
	}
	other := m
	other.Size++
	if err := s.Create(t.Context(), other); !problem.Is(err, "receipt-taken") {
		t.Fatal(err)
	}
	rejected := tracking.Result{Index: 2, ItemID: "x", Outcome: tracking.OutcomeRejected, Reason: "itemId: length", Segment: "events[2].itemId", Original: "{}"}
	entry := func(k int) tracking.Entry { return tracking.Entry{Index: k, ID: string(item), Code: "EMH"} }
	if err := s.Itemise(t.Context(), m, [][]tracking.Entry{{entry(0), entry(1)}, {entry(3), entry(4)}}, []tracking.Result{rejected}); err != nil {
		t.Fatal(err)
	}
	expect := func(status tracking.Status, want ...tracking.Outcome) {
		t.Helper()
		r, err := s.Report(t.Context(), "R1")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(m, r.Message); d != "" {
			t.Error(d)
		}
		var got []tracking.Outcome
		for i, o := range r.Results {
			got = append(got, o.Outcome)
			if o.Index != i || i != 2 && (o.ItemID != string(item) || o.Code != "EMH") {
				t.Errorf("%+v", o)
			}
		}
		if d := cmp.Diff(want, got); d != "" || r.Status() != status || cmp.Diff(rejected, r.Results[2]) != "" {
			t.Error(d, r.Status(), r.Results[2])
		}
	}
	const q, st, d, x = tracking.OutcomeQueued, tracking.OutcomeStored, tracking.OutcomeDuplicate, tracking.OutcomeRejected
	expect(tracking.Queued, q, q, x, q, q)
	settle := func(c tracking.Settlement) {
		t.Helper()
		if err := s.Settle(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	settle(tracking.Settlement{Receipt: "R1", First: 0, Duplicates: []int{1}})
	expect(tracking.Queued, st, d, x, q, q)
	settle(tracking.Settlement{Receipt: "R1", First: 3, Failed: []int{4}})
	expect(tracking.Queued, st, d, x, st, q)
	settle(tracking.Settlement{Receipt: "R1", First: 3})
	settle(tracking.Settlement{Receipt: "R1", First: 3}) // delivered again
	expect(tracking.Done, st, d, x, st, st)
	settle(tracking.Settlement{Receipt: "nobody's", First: 0})
	if _, err := s.Report(t.Context(), "nobody's"); !problem.Is(err, "receipt-unknown") {
		t.Error(err)
	}
}

func TestStore_RefusalComesBackAsItWas(t *testing.T) {
	s, _ := store(t)
	m := message("R1", now)
	m.Rejected = 1
	m.Refusal = &tracking.Refusal{Slug: "message-unreadable", Detail: "No.", Original: "UNB", Faults: []tracking.Wrong{{Where: "segment 1 (UNB), byte 0", Field: "", Reason: "x"}}}
	if err := s.Create(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	r, err := s.Report(t.Context(), "R1")
	if d := cmp.Diff(m, r.Message); d != "" || err != nil || r.Status() != tracking.Rejected || r.Counts() != (tracking.Counts{Rejected: 1}) {
		t.Error(d, err)
	}
}

func TestStore_SentIsNewestFirstOverDays(t *testing.T) {
	s, _ := store(t)
	var want, refused []string
	for k := range 12 {
		m := message(fmt.Sprintf("R%02d", k), now.Add(-time.Duration(k)*50*time.Hour))
		if m.Events = 2; k%3 == 0 {
			m.Rejected = 1
			refused = append(refused, m.Receipt)
		}
		want = append(want, m.Receipt)
		if err := s.Create(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	other := message("X1", now)
	other.Operator = "USA"
	if err := s.Create(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		limit   int
		refused bool
		want    []string
	}{{1, false, want}, {5, false, want}, {12, false, want}, {100, false, want}, {2, true, refused}} {
		var got []string
		q := tracking.Sent{Operator: "GBA", Refused: c.refused, Now: now, Limit: c.limit}
		for pages := 0; ; pages++ {
			page, err := s.Sent(t.Context(), q)
			if err != nil || len(page.Messages) > c.limit || pages > 30 {
				t.Fatal(err, len(page.Messages), pages)
			}
			for _, m := range page.Messages {
				got = append(got, m.Receipt)
			}
			if q.After = page.Next; q.After == "" {
				break
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("pages of %d: %s", c.limit, d)
		}
	}
}

// The costs of docs/data-model.md, in capacity units.
func TestStore_Capacity(t *testing.T) {
	s, meter := store(t)
	spend(t, meter, "append an event", 1.2, func() error { _, err := s.Append(t.Context(), event(0)); return err })
	for k := range 9 {
		if _, err := s.Append(t.Context(), event(k+1)); err != nil {
			t.Fatal(err)
		}
	}
	spend(t, meter, "watches of an item without any", 0.5, func() error { _, err := s.Watches(t.Context(), item); return err })
	spend(t, meter, "an event that another message brought", 2, func() error {
		e := event(0)
		e.Receipt = "R2"
		_, err := s.Append(t.Context(), e)
		return err
	})
	spend(t, meter, "25 events", 25*1.2, func() error {
		events := make([]tracking.Event, 25)
		for k := range events {
			events[k] = event(k)
			events[k].ItemID = "RR473124829DE"
		}
		for _, kept := range s.AppendAll(t.Context(), events) {
			if kept.Err != nil {
				return kept.Err
			}
		}
		return nil
	})
	spend(t, meter, "watch", 2, func() error {
		return s.Watch(t.Context(), tracking.Watch{ItemID: item, Watcher: "inquiry", Ref: "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", ExpiresAt: now})
	})
	spend(t, meter, "watches of an item", 0.5, func() error { _, err := s.Watches(t.Context(), item); return err })
	// An item that nobody watches costs half a unit as well; the local engine charges nothing for what is not there.
	spend(t, meter, "watches of one watched item among 25", 0.5+0.5, func() error {
		ids := []edi.ItemID{item}
		for k := range 24 {
			ids = append(ids, edi.ItemID(fmt.Sprintf("EE%09dGB", k)))
		}
		_, err := s.WatchesOf(t.Context(), ids)
		return err
	})
	spend(t, meter, "unwatch", 1, func() error { return s.Unwatch(t.Context(), item, "inquiry", "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V") })
	spend(t, meter, "item with 10 events", 2.5, func() error {
		i, err := s.Item(t.Context(), item)
		if err == nil && len(i.Events) != 10 {
			err = fmt.Errorf("%d events", len(i.Events))
		}
		return err
	})
	m := message("01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", now)
	m.Events = 50
	spend(t, meter, "message", 2, func() error { return s.Create(t.Context(), m) })
	var chunk []tracking.Entry
	for k := range m.Events {
		chunk = append(chunk, tracking.Entry{Index: k, ID: string(item), Code: "EMH"})
	}
	spend(t, meter, "outline of 50 events", 2, func() error { return s.Itemise(t.Context(), m, [][]tracking.Entry{chunk}, nil) })
	spend(t, meter, "outcomes of 50 events", 1, func() error {
		return s.Settle(t.Context(), tracking.Settlement{Receipt: m.Receipt, Duplicates: []int{1, 2, 3}})
	})
	spend(t, meter, "receipt with 50 events", 1, func() error { _, err := s.Report(t.Context(), m.Receipt); return err })
	spend(t, meter, "a fortnight of messages", 21, func() error {
		_, err := s.Sent(t.Context(), tracking.Sent{Operator: "GBA", Now: now, Limit: 25})
		return err
	})
	spend(t, meter, "a full page of messages", 1.5, func() error {
		_, err := s.Sent(t.Context(), tracking.Sent{Operator: "GBA", Now: now, Limit: 1})
		return err
	})
}
