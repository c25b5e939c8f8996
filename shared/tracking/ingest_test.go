package tracking_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

const (
	parcel  = `{"itemId":"EE123456799GB","code":"EMA","eventTime":"2026-11-20T09:00:00Z","office":"GBLALA"}`
	parcel2 = `{"itemId":"EM200000010US","code":"EMC","eventTime":"2026-11-20T10:00:00+01:00","office":"DEFRAA","nextOffice":"USJFKZ"}`
)

func body(events ...string) []byte { return []byte(`{"events":[` + strings.Join(events, ",") + `]}`) }

func receive(t *testing.T, w *world, in tracking.Submission) tracking.Message {
	t.Helper()
	m, err := w.receiver().Receive(t.Context(), ana, in)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func outcomes(t *testing.T, w *world, receipt string) (out []tracking.Outcome) {
	t.Helper()
	r, err := w.Report(t.Context(), receipt)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range r.Results {
		out = append(out, o.Outcome)
	}
	return out
}

func TestIngest_SameEventAgain_IsDuplicateAndNobodyIsToldTwice(t *testing.T) {
	w := newWorld()
	w.watches["EE123456799GB"] = []tracking.Watch{watch("EE123456799GB", "I1")}
	first := receive(t, w, tracking.Submission{Body: body(parcel, parcel)})
	second := receive(t, w, tracking.Submission{Body: body(parcel)})
	w.drain(t)
	if len(w.told) != 1 || w.told[0].Ref != "I1" || w.told[0].Watcher != "inquiry" {
		t.Errorf("told %+v", w.told)
	}
	got := append(outcomes(t, w, first.Receipt), outcomes(t, w, second.Receipt)...)
	if d := cmp.Diff([]tracking.Outcome{tracking.OutcomeStored, tracking.OutcomeDuplicate, tracking.OutcomeDuplicate}, got); d != "" {
		t.Error(d)
	}
}

func TestIngest_DeliveredAgainAfterDyingHalfWay_StillTellsAndCountsOnce(t *testing.T) {
	for _, step := range []string{"hits", "settle", "watches"} {
		t.Run(step, func(t *testing.T) {
			w := newWorld()
			w.watches["EE123456799GB"] = []tracking.Watch{watch("EE123456799GB", "I1")}
			m := receive(t, w, tracking.Submission{Body: body(parcel, parcel2)})
			w.faults[step] = true
			if err := w.ingester().Ingest(t.Context(), w.queued[0]); err == nil {
				t.Fatal("a fault must fail the chunk")
			}
			delete(w.faults, step)
			w.drain(t)
			if len(w.told) == 0 {
				t.Error("the watcher was not told")
			}
			if d := cmp.Diff([]tracking.Outcome{tracking.OutcomeStored, tracking.OutcomeStored}, outcomes(t, w, m.Receipt)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestIngest_PoisonCostsItsNeighboursNothing(t *testing.T) {
	for name, spoil := range map[string]func(*world, *tracking.Chunk){
		"cannot be stored": func(w *world, _ *tracking.Chunk) { w.faults["append EM200000010US"] = true },
		"panics":           func(w *world, _ *tracking.Chunk) { w.faults["panic EM200000010US"] = true },
		"not an event":     func(_ *world, c *tracking.Chunk) { c.Events[1] = json.RawMessage(`{"itemId":7}`) },
		"no valid item": func(_ *world, c *tracking.Chunk) {
			c.Events[1] = json.RawMessage(`{"itemId":"EE123456790GB","index":1}`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.watches["RR473124829DE"] = []tracking.Watch{watch("RR473124829DE", "I2")}
			receive(t, w, tracking.Submission{Body: body(parcel, parcel2, strings.Replace(parcel, "EE123456799GB", "RR473124829DE", 1))})
			spoil(w, &w.queued[0])
			if err := w.ingester().Ingest(t.Context(), w.queued[0]); err == nil {
				t.Fatal("the poison must be reported")
			}
			if len(w.events) != 2 || len(w.told) != 1 {
				t.Errorf("%d neighbours stored, %d watchers told", len(w.events), len(w.told))
			}
		})
	}
}

func TestIngest_ExpiredWatchIsNotTold(t *testing.T) {
	w := newWorld()
	old := watch("EE123456799GB", "I1")
	old.ExpiresAt = now
	w.watches["EE123456799GB"] = []tracking.Watch{old}
	receive(t, w, tracking.Submission{Body: body(parcel)})
	w.drain(t)
	if len(w.told) != 0 {
		t.Error(w.told)
	}
}

func TestIngest_TheChunkSaysWhoSentIt(t *testing.T) {
	w := newWorld()
	err := w.ingester().Ingest(t.Context(), tracking.Chunk{Receipt: "R9", Sender: "USA", ReceivedAt: now, Events: []json.RawMessage{
		json.RawMessage(`{"itemId":"EE123456799GB","code":"EMA","time":"2026-11-20T09:00:00Z","office":"GBLALA","sender":"GBA","receipt":"R1"}`)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range w.events {
		if e.Sender != "USA" || e.Receipt != "R9" || e.Country != "GB" {
			t.Errorf("%+v", e)
		}
	}
}

// Whatever order, however often, and with whatever faults chunks are delivered, each event is there once and each watcher of it was told.
func TestIngest_AnyOrderAnyRepetition_OneEffect(t *testing.T) {
	ids := []edi.ItemID{"EE123456799GB", "EM200000010US", "RR473124829DE", "CC309981215BE"}
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld()
		for _, id := range ids {
			w.watches[id] = []tracking.Watch{watch(id, "I-"+string(id))}
		}
		want := map[string]bool{}
		var chunks []tracking.Chunk
		for range rapid.IntRange(1, 5).Draw(rt, "messages") {
			var events []string
			for range rapid.IntRange(1, 8).Draw(rt, "events") {
				id, hour := rapid.SampledFrom(ids).Draw(rt, "item"), rapid.IntRange(0, 3).Draw(rt, "hour")
				at := time.Date(2026, 11, 20, hour, 0, 0, 0, time.UTC).Format(time.RFC3339)
				events = append(events, `{"itemId":"`+string(id)+`","code":"EMA","eventTime":"`+at+`","office":"GBLALA"}`)
				want[string(id)+" "+at] = true
			}
			if _, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: body(events...)}); err != nil {
				rt.Fatal(err)
			}
		}
		chunks, w.queued = w.queued, nil
		deliveries := append(slices.Clone(chunks), rapid.SliceOfN(rapid.SampledFrom(chunks), 0, 10).Draw(rt, "again")...)
		for _, c := range rapid.Permutation(deliveries).Draw(rt, "order") {
			w.faults["hits"] = rapid.Bool().Draw(rt, "dies before telling")
			err := w.ingester().Ingest(t.Context(), c)
			delete(w.faults, "hits")
			if err != nil {
				if err := w.ingester().Ingest(t.Context(), c); err != nil { // the queue's next delivery
					rt.Fatal(err)
				}
			}
		}
		told := map[string]bool{}
		for _, h := range w.told {
			told[string(h.ItemID)+" "+h.Event.Time.Format(time.RFC3339)] = true
		}
		if d := cmp.Diff(want, told); d != "" || len(w.events) != len(want) {
			rt.Fatalf("%d events stored: %s", len(w.events), d)
		}
		stored := 0
		for receipt := range w.messages {
			r, _ := w.Report(t.Context(), receipt)
			if r.Status() != tracking.Done {
				rt.Fatalf("%s is %s", receipt, r.Status())
			}
			stored += r.Counts().Stored
		}
		if stored != len(want) {
			rt.Fatalf("receipts tell of %d stored events, there are %d", stored, len(want))
		}
	})
}

const (
	bag       = "DEFRAAGBCVTAAUN60123001000125"
	preAdvice = `{"dispatches":[{"eventTime":"2026-11-20T18:40:00Z","receptacles":[{"receptacleId":"` + bag + `","items":[{"itemId":"RR473124829DE"},{"itemId":"CC309981215BE"}]}]}]}`
)

func TestIngest_PreAdvice_OfTheItemAndOfTheReceptacle(t *testing.T) {
	w := newWorld()
	m := receive(t, w, tracking.Submission{Body: []byte(preAdvice)})
	again := receive(t, w, tracking.Submission{Body: []byte(preAdvice)})
	w.drain(t)
	if len(w.moves) != 3 || len(w.held) != 1 { // two items, the receptacle; what it holds
		t.Errorf("%d movements, %v", len(w.moves), w.held)
	}
	for _, h := range w.held {
		if d := cmp.Diff([]edi.ItemID{"CC309981215BE", "RR473124829DE"}, h.Items); d != "" || h.Receptacle != bag || h.Sender != "GBA" {
			t.Error(d, h)
		}
	}
	got := append(outcomes(t, w, m.Receipt), outcomes(t, w, again.Receipt)...)
	if d := cmp.Diff([]tracking.Outcome{tracking.OutcomeStored, tracking.OutcomeStored, tracking.OutcomeDuplicate, tracking.OutcomeDuplicate}, got); d != "" {
		t.Error(d)
	}
	if len(w.told) > 0 {
		t.Error("nobody watches receptacles")
	}
}

func TestIngest_PreAdviceDyingHalfWay_IsWholeAfterTheNextDelivery(t *testing.T) {
	for _, step := range []string{"hold", "move RR473124829DE", "move " + bag, "settle"} {
		t.Run(step, func(t *testing.T) {
			w := newWorld()
			m := receive(t, w, tracking.Submission{Body: []byte(preAdvice)})
			w.faults[step] = true
			if err := w.ingester().Ingest(t.Context(), w.queued[0]); err == nil {
				t.Fatal("a fault must fail the chunk")
			}
			delete(w.faults, step)
			w.drain(t)
			if d := cmp.Diff([]tracking.Outcome{tracking.OutcomeStored, tracking.OutcomeStored}, outcomes(t, w, m.Receipt)); d != "" || len(w.moves) != 3 {
				t.Error(d, len(w.moves))
			}
		})
	}
}

func TestIngest_AScanWhereTheReceptacleIsForFindsItsItemInIt(t *testing.T) {
	event := func(office, receptacle string) string {
		return `{"itemId":"EE123456799GB","code":"EMD","eventTime":"2026-11-20T09:00:00Z","office":"` + office + `","receptacleId":"` + receptacle + `"}`
	}
	w := newWorld()
	receive(t, w, tracking.Submission{Body: body(event("GBLALA", bag), event("DEFRAA", bag), event("GBLONA", "LOCAL7"))})
	w.drain(t)
	if len(w.events) != 3 || len(w.found) != 1 || w.found[bag+" EE123456799GB"].Office != "GBLALA" {
		t.Errorf("%d events, found %v", len(w.events), w.found)
	}
	w = newWorld()
	receive(t, w, tracking.Submission{Body: body(event("GBLALA", bag))})
	w.faults["find"] = true
	if err := w.ingester().Ingest(t.Context(), w.queued[0]); err == nil || len(w.events) != 0 {
		t.Error("an event counts as stored when all of it is", err)
	}
}

func TestIngest_MovementPoisonCostsItsNeighboursNothing(t *testing.T) {
	for _, poison := range []string{`7`, `{"index":1}`, `{"index":1,"dispatchId":"DEFRAAGBCVTAAUN60123","receptacleId":"DEFRAAGBCVTAAUN60124001000125","code":"x","place":"FRA","time":"2026-11-20T09:00:00Z"}`,
		`{"index":1,"dispatchId":"DEFRAAGBCVTAAUN60123","itemId":"RR473124829DE","code":"x","place":"FRA","time":"2026-11-20T09:00:00Z"}`} {
		w := newWorld()
		receive(t, w, tracking.Submission{Body: []byte(preAdvice)})
		w.queued[0].Movements[1] = json.RawMessage(poison)
		if err := w.ingester().Ingest(t.Context(), w.queued[0]); err == nil || len(w.moves) != 2 || len(w.held) != 1 {
			t.Errorf("%s: %v, %d movements", poison, err, len(w.moves))
		}
	}
}

// However movements come, and however often, each is there once and receipts count it once.
func TestIngest_MovementsInAnyOrderAnyRepetition_OneEffect(t *testing.T) {
	codes := []string{"booked", "accepted", "departed", "arrived", "x-rayed"}
	rapid.Check(t, func(rt *rapid.T) {
		w, want := newWorld(), map[string]bool{}
		for range rapid.IntRange(1, 5).Draw(rt, "messages") {
			var moves []string
			for range rapid.IntRange(1, 8).Draw(rt, "movements") {
				code, hour := rapid.SampledFrom(codes).Draw(rt, "code"), rapid.IntRange(0, 3).Draw(rt, "hour")
				moves = append(moves, fmt.Sprintf(`{"receptacleId":%q,"code":%q,"place":"FRA","eventTime":"2026-11-20T0%d:00:00Z"}`, bag, code, hour))
				want[fmt.Sprint(code, hour)] = true
			}
			if _, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: []byte(`{"movements":[` + strings.Join(moves, ",") + `]}`)}); err != nil {
				rt.Fatal(err)
			}
		}
		chunks := w.queued
		deliveries := append(slices.Clone(chunks), rapid.SliceOfN(rapid.SampledFrom(chunks), 0, 10).Draw(rt, "again")...)
		for _, c := range rapid.Permutation(deliveries).Draw(rt, "order") {
			if err := w.ingester().Ingest(t.Context(), c); err != nil {
				rt.Fatal(err)
			}
		}
		stored := 0
		for receipt := range w.messages {
			r, _ := w.Report(t.Context(), receipt)
			stored += r.Counts().Stored
		}
		if len(w.moves) != len(want) || stored != len(want) {
			rt.Fatalf("%d different movements, %d kept, receipts tell of %d", len(want), len(w.moves), stored)
		}
	})
}

func TestReceive_SameKeySameBody_SameReceiptAndOneEffect(t *testing.T) {
	w := newWorld()
	in := tracking.Submission{Body: body(parcel), IdempotencyKey: "k1"}
	first, second := receive(t, w, in), receive(t, w, in)
	w.drain(t)
	third := receive(t, w, in)
	if first.Receipt != second.Receipt || second.Receipt != third.Receipt || len(w.events) != 1 || len(w.messages) != 1 {
		t.Fatal(first.Receipt, second.Receipt, third.Receipt, len(w.events))
	}
	if len(w.queued) != 0 {
		t.Error("a message that is done was queued again")
	}
	if other, err := w.receiver().Receive(t.Context(), dan, in); err != nil || other.Receipt == first.Receipt {
		t.Error("another operator's key is another key", err)
	}
}

func TestReceive_SameKeyOtherBody_IsRefused(t *testing.T) {
	w := newWorld()
	receive(t, w, tracking.Submission{Body: body(parcel), IdempotencyKey: "k1"})
	_, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: body(parcel2), IdempotencyKey: "k1"})
	if !problem.Is(err, "idempotency-key-reused") {
		t.Fatal(err)
	}
}

func TestReceive_DyingHalfWay_SameKeyFinishesIt(t *testing.T) {
	for _, step := range []string{"itemise", "send"} {
		t.Run(step, func(t *testing.T) {
			w := newWorld()
			in := tracking.Submission{Body: body(parcel), IdempotencyKey: "k1"}
			w.faults[step] = true
			if _, err := w.receiver().Receive(t.Context(), ana, in); err == nil {
				t.Fatal("a fault must be told")
			}
			delete(w.faults, step)
			m := receive(t, w, in)
			w.drain(t)
			if d := cmp.Diff([]tracking.Outcome{tracking.OutcomeStored}, outcomes(t, w, m.Receipt)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReceive_RefusedMessageWithKey_IsRefusedAgainAlike(t *testing.T) {
	w := newWorld()
	in := tracking.Submission{Body: []byte(`{"events":7}`), IdempotencyKey: "k1"}
	_, first := w.receiver().Receive(t.Context(), ana, in)
	_, second := w.receiver().Receive(t.Context(), ana, in)
	if d := cmp.Diff(problem.As(first).Fields, problem.As(second).Fields); d != "" || problem.As(first).Extra["receipt"] != problem.As(second).Extra["receipt"] {
		t.Fatal(d, first, second)
	}
}

func TestReceive_WithoutRaw_NothingIsAccepted(t *testing.T) {
	w := newWorld()
	w.faults["put"] = true
	if _, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: body(parcel)}); err == nil || len(w.messages)+len(w.queued) > 0 {
		t.Fatal("a message whose raw text is not safe must not be accepted", err)
	}
}

func TestReceive_LargeMessageTravelsInChunks(t *testing.T) {
	w := newWorld()
	events := make([]string, 3*tracking.ChunkRecords+1)
	for i := range events {
		at := now.Add(-time.Duration(i) * time.Minute).Format(time.RFC3339)
		events[i] = `{"itemId":"EE123456799GB","code":"EMA","eventTime":"` + at + `","office":"GBLALA"}`
	}
	events[1] = `{}`
	m := receive(t, w, tracking.Submission{Body: body(events...)})
	if len(w.queued) != 3 || m.Events != len(events) || m.Rejected != 1 {
		t.Fatalf("%d chunks, %+v", len(w.queued), m)
	}
	for _, c := range w.queued {
		raw, _ := json.Marshal(c)
		if len(raw) > 200<<10 {
			t.Errorf("a chunk of %d bytes", len(raw))
		}
	}
	w.drain(t)
	if len(w.events) != len(events)-1 {
		t.Error(len(w.events))
	}
}
