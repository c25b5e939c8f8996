package inquiry

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
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

// What the post that sent the item declares fills in the form, under names that fields of the coming release ask for.
func TestDeclaredFacts_FillInWhatTheFormAsks(t *testing.T) {
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	release := &d.Releases[len(d.Releases)-1]
	eur := &tracking.Money{Amount: 1255, Currency: "EUR"}
	p := tracking.Particulars{PostingDate: "2026-11-01", PostingOffice: "GBDONA", WeightG: 700, COD: &tracking.Money{Amount: 9, Currency: "GBP"},
		From:   &tracking.Party{Name: "Ana Example", Address: "1 High Street", Email: "ana@customer.example", Phone: "+44 1632 960000"},
		To:     &tracking.Party{Name: "Bo Sample", Address: "2 Elm Road"},
		Pieces: []tracking.Piece{{Description: "Shirt", Quantity: 2, Value: eur}}}
	for workflow, want := range map[string]map[string]any{
		"WII": {"postingDate": "2026-11-01", "postingOffice": "GBDONA", "weightG": 700.0, "senderName": "Ana Example", "senderAddress": "1 High Street", "senderEmail": "ana@customer.example",
			"senderPhone": "+44 1632 960000", "addresseeName": "Bo Sample", "addresseeAddress": "2 Elm Road", "contents": "2 × Shirt"},
		"DMG": {"itemValue": 1255.0, "currency": "EUR"},
		"COD": {"amount": 9.0, "currency": "GBP"},
	} {
		wf, _ := release.Workflow(workflow)
		got := prefill(wf, declaredFacts(p))
		for field, v := range want {
			if diff := cmp.Diff(v, got[field]); diff != "" {
				t.Error(workflow, field, diff)
			}
		}
		if wrong := catalogue.Check(wf.Fields(), got, "fields", false); len(wrong) > 0 {
			t.Error("what is filled in must be right", workflow, wrong)
		}
	}
	wii, _ := release.Workflow("WII")
	if got := prefill(wii, declaredFacts(tracking.Particulars{From: &tracking.Party{Name: "Ana Example", Email: "none"}})); len(got) != 1 {
		t.Error("what a field would refuse is left to people", got)
	}
}
