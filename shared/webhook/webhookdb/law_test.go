//go:build emulator

package webhookdb_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// Receivers that refuse three calls in ten, let one in twenty time out (half of those after they have taken it in), and answer late: nothing is lost, no
// inquiry is told out of order, and what comes twice comes with the same id. law is played small here, with 10,000 events under the tag "scale".
func TestLaw_UnreliableReceivers(t *testing.T) { law(t, 250, 25, 2) }

func law(t *testing.T, events, inquiries, receivers int) {
	t.Helper()
	h := newHouse(t)
	over := make(chan struct{})
	t.Cleanup(func() { close(over) })
	all := make([]*receiver, receivers)
	ids := make([]webhook.EndpointID, receivers)
	for k := range all {
		all[k], ids[k] = h.join(fmt.Sprintf("r%d", k))
		all[k].does(func(_ int, w http.ResponseWriter, req *http.Request) bool {
			switch dice := rand.IntN(100); {
			case dice < 30:
				w.WriteHeader([]int{500, 503, 429, 404, 400}[dice%5])
				return false
			case dice < 35: // it never answers
				select {
				case <-req.Context().Done():
				case <-over:
				}
				return dice < 33 // but has taken it in
			case dice < 45:
				select {
				case <-time.After(30 * time.Millisecond):
				case <-over:
				}
			}
			return true
		})
	}
	var planned []string
	sequence := map[string]int{}
	for done := 0; done < events; {
		var batch []change.Change
		for range min(100, events-done) {
			inquiry := fmt.Sprintf("Q%d", rand.IntN(inquiries))
			sequence[inquiry] += 1 + rand.IntN(2) // with gaps
			batch = append(batch, happened(inquiry, sequence[inquiry]))
			planned = append(planned, batch[len(batch)-1].ID)
		}
		h.plan(batch...)
		if rand.IntN(3) == 0 {
			h.plan(batch...) // the stream tells it again
		}
		done += len(batch)
		h.drain(6)
		h.pass(time.Minute, time.Minute, 6)
	}
	waiting := func() (n int) {
		for _, id := range ids {
			n += h.view(id).Waiting
		}
		return n
	}
	for hours := 0; waiting() > 0 && hours < 24*7; hours++ {
		if hours < 4 {
			h.pass(time.Hour, 10*time.Minute, 6)
		} else {
			h.pass(time.Hour, time.Hour, 6)
		}
	}
	now, _ := h.clock.Now(t.Context())
	for k, r := range all {
		got := r.accepted()
		failed, _, err := h.desk.Deliveries(t.Context(), olga, ids[k], webhook.Query{State: webhook.Failed, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		given := map[string]bool{} // refused fourteen times in three days: about one in two million
		for _, d := range failed {
			given[d.Message] = true
		}
		want := slices.DeleteFunc(slices.Clone(planned), func(id string) bool { return given[id] })
		inOrder(t, slices.DeleteFunc(slices.Clone(got), func(id string) bool { return given[id] }), want)
		terms, _ := webhook.TermsOf()
		if r.wrong != 0 || r.most > terms.Slots {
			t.Errorf("receiver %d: %d wrong signatures, %d calls at once", k, r.wrong, r.most)
		}
		t.Logf("receiver %d: %d calls for %d events, %d taken in twice, %d given up, told by %s", k, r.called(), len(planned), len(got)-len(want), len(failed), strings.TrimSuffix(now.Sub(noon).String(), "0s"))
	}
}
