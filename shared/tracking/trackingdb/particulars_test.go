//go:build emulator

package trackingdb_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// declared are particulars with everything that they can hold, so many hours after a beginning.
func declared(hours int) tracking.Particulars {
	eur := &tracking.Money{Amount: 1255, Currency: "EUR"}
	return tracking.Particulars{ItemID: item, Time: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour), ReceivedAt: now, LocalID: "GB47110815", Product: "EMS",
		PostingDate: "2026-11-20", PostingOffice: "GBDONA", WeightG: 1250, Category: "gift", Insured: eur, COD: eur,
		From:   &tracking.Party{Name: "Ana Example", Address: "1 High Street\nDN1 1AA Doncaster", Country: "GB", Email: "ana@customer.example", Phone: "+44 0000 000"},
		To:     &tracking.Party{Name: "Bo Sample", Address: "2 Elm Road\nNew York", Country: "US"},
		Pieces: []tracking.Piece{{Description: "Cotton shirt", Quantity: 2, HSCode: "610910", WeightG: 400, Value: eur, Origin: "PT"}, {Description: "Book"}},
		Sender: "GBA", Source: "ITMATT", Receipt: "R1", Index: 3}
}

func TestStore_ParticularsComeBackAsTheyWere(t *testing.T) {
	s, _ := store(t)
	want := declared(0)
	if o, err := s.Declare(t.Context(), want); err != nil || o != tracking.OutcomeStored {
		t.Fatal(o, err)
	}
	got, err := s.Item(t.Context(), item)
	if d := cmp.Diff([]tracking.Particulars{want}, got.Particulars); d != "" || err != nil {
		t.Fatal(d, err)
	}
	if ids, err := s.Local(t.Context(), "GB47110815"); err != nil || cmp.Diff([]edi.ItemID{item}, ids) != "" {
		t.Error(ids, err)
	}
	if ids, err := s.Local(t.Context(), "GB4711"); err != nil || len(ids) != 0 {
		t.Error(ids, err)
	}
}

func TestStore_LaterParticularsReplaceEarlierOnes_InWhateverOrder(t *testing.T) {
	s, _ := store(t)
	later, earlier, again, other := declared(2), declared(1), declared(2), declared(2)
	later.Receipt, earlier.Receipt, again.Receipt, other.Receipt = "R2", "R1", "R2", "R3"
	for _, c := range []struct {
		name string
		p    tracking.Particulars
		want tracking.Outcome
	}{
		{"later", later, tracking.OutcomeStored}, {"earlier, overtaken", earlier, tracking.OutcomeDuplicate},
		{"delivered again", again, tracking.OutcomeStored}, {"by another message", other, tracking.OutcomeDuplicate},
	} {
		if got, err := s.Declare(t.Context(), c.p); err != nil || got != c.want {
			t.Errorf("%s: %s %v", c.name, got, err)
		}
	}
	foreign := declared(0)
	foreign.Sender = "USA"
	if _, err := s.Declare(t.Context(), foreign); err != nil {
		t.Fatal(err)
	}
	got, err := s.Item(t.Context(), item)
	if d := cmp.Diff([]tracking.Particulars{foreign, later}, got.Particulars); d != "" || err != nil {
		t.Error(d, err)
	}
}

func TestStore_Forget_TakesThePeopleAndKeepsTheRest(t *testing.T) {
	s, _ := store(t)
	earlier := declared(-13 * 730) // another item by the same number
	for _, p := range []tracking.Particulars{declared(0), earlier} {
		if _, err := s.Declare(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // doing it again takes nothing more
		if err := s.Forget(t.Context(), item, declared(48).Time); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Forget(t.Context(), "CC309981215BE", now); err != nil {
		t.Error("of an item that nobody declared nothing is taken", err)
	}
	got, err := s.Item(t.Context(), item)
	if d := cmp.Diff([]tracking.Particulars{declared(0).Redacted()}, got.Particulars); d != "" || err != nil {
		t.Fatal(d, err)
	}
	p := declared(5)
	p.Receipt = "R2"
	if o, err := s.Declare(t.Context(), p); err != nil || o != tracking.OutcomeDuplicate {
		t.Error("what was erased does not come back with the next message", o, err)
	}
	if got, err = s.Item(t.Context(), item); err != nil || got.Particulars[0].From.Name != "" {
		t.Error(got.Particulars, err)
	}
}

func TestStore_CapacityOfParticulars(t *testing.T) {
	s, meter := store(t)
	spend(t, meter, "declare an item", 2, func() error { _, err := s.Declare(t.Context(), declared(0)); return err }) // 1 of it for the second identifier
	without := declared(1)
	without.LocalID = ""
	spend(t, meter, "declare an item without a second identifier", 1, func() error { _, err := s.Declare(t.Context(), without); return err })
	for k := range 10 {
		if _, err := s.Append(t.Context(), event(k)); err != nil {
			t.Fatal(err)
		}
	}
	spend(t, meter, "an item with ten events and its particulars", 1, func() error { _, err := s.Item(t.Context(), item); return err })
	spend(t, meter, "look up a second identifier", 0.5, func() error { _, err := s.Local(t.Context(), "GB47110815"); return err })
	spend(t, meter, "forget", 3, func() error { return s.Forget(t.Context(), item, now) })
}

func TestStore_CapacityOfManyItems(t *testing.T) {
	s, meter := store(t)
	for k := range 10 {
		if _, err := s.Append(t.Context(), event(k)); err != nil {
			t.Fatal(err)
		}
	}
	spend(t, meter, "a hundred items", 100, func() error {
		for range 100 {
			if _, err := s.Item(t.Context(), item); err != nil {
				return err
			}
		}
		return nil
	})
}
