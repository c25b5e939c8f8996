package inquiry

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Each date comes from the event that it is about, not from whatever happened last.
func TestEventFacts_EachFromItsOwnEvent(t *testing.T) {
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	release := &d.Releases[2]
	told := func(code, day string) tracking.Event {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		return tracking.Event{Code: code, Time: at, Office: "DEFRAA"}
	}
	posted, left := told("EMA", "2026-11-01"), told("EMC", "2026-11-03")
	posted.Office, posted.WeightG, left.Dispatch = "GBDONA", 700, "GBLALADEFRAAUCN60001"
	events := []tracking.Event{posted, told("EMB", "2026-11-02"), left, told("EMD", "2026-11-05"), told("EME", "2026-11-06"), told("EME", "2026-11-07")}
	want := map[string]any{"item.postingDate": "2026-11-01", "item.postingOffice": "GBDONA", "item.weightG": 700.0, "item.outward.date": "2026-11-03",
		"item.dispatchId": "GBLALADEFRAAUCN60001", "item.held.date": "2026-11-06", "item.lastEvent.code": "EME", "item.lastEvent.date": "2026-11-07"}
	if diff := cmp.Diff(want, eventFacts(events, release)); diff != "" {
		t.Error(diff)
	}
	delivered := eventFacts(append(events, told("EMI", "2026-11-10"), told("XYZ", "2026-11-11")), release)
	if _, held := delivered["item.held.date"]; held || delivered["item.delivered.date"] != "2026-11-10" || delivered["item.lastEvent.date"] != "2026-11-10" {
		t.Error(delivered)
	}
}
