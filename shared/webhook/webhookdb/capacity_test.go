//go:build emulator

package webhookdb_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// What each access costs, in units of the engine (docs/data-model.md). The local engine counts a unit an item and index; bodies here are below a KB.
func TestCapacity(t *testing.T) {
	h := newHouse(t)
	r, id := h.join("crm")
	spent := func(what string, most float64, do func()) {
		t.Helper()
		h.store.Meter.Reset()
		do()
		if got := h.store.Meter.Reset(); got > most {
			t.Errorf("%s: %.1f units, more than %.1f", what, got, most)
		} else {
			t.Logf("%s: %.1f of %.1f", what, got, most)
		}
	}
	spent("plan, for one endpoint", 5, func() { h.plan(happened("Q1", 1)) })
	spent("deliver", 13, func() { h.drain(1) })
	spent("plan a second in the lane", 5, func() { h.plan(happened("Q1", 2)) })
	r.fails(500)
	spent("refused", 13, func() { h.drain(1) })
	r.does(nil)
	spent("check, one endpoint at rest", 3.5, func() { h.check(noon.Add(time.Second)) })
	spent("the list of endpoints", 1.5, func() {
		if _, err := h.desk.List(t.Context(), olga); err != nil {
			t.Fatal(err)
		}
	})
	h.pass(time.Minute, time.Minute, 1)
	spent("a page of deliveries of any state", 2.5, func() {
		if _, _, err := h.desk.Deliveries(t.Context(), olga, id, webhook.Query{Limit: 25}); err != nil {
			t.Fatal(err)
		}
	})
	spent("one delivery", 3, func() { h.delivery(string(id) + ".Q1.2") })
	spent("replay one", 10, func() {
		if _, err := h.desk.Replay(t.Context(), olga, string(id)+".Q1.2", noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	})
	h.clock.move(2 * time.Hour)
	h.drain(1)
	for k := range 20 {
		h.plan(happened(fmt.Sprintf("R%d", k), 1))
	}
	r.does(func(_ int, w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(500); return false })
	h.drain(1)
	if h.view(id).Health.Condition() != webhook.Open {
		t.Fatal("its circuit is closed")
	}
	spent("plan for an endpoint whose circuit is open, and the visit that finds it so", 11, func() {
		h.plan(happened("S1", 1))
		h.drain(1)
	})
}
